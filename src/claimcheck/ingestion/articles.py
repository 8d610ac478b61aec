"""Articles: the texts to be checked."""

from __future__ import annotations

from pathlib import Path

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.front_matter import split_front_matter
from claimcheck.ingestion.text_file import READABLE, read_file
from claimcheck.models import Article


def read_article(path: Path, *, max_bytes: int) -> Article:
    """Read an article of Markdown or plain text.

    Front matter may give `title`, `publication`, `date` and `address`; the
    article's text is what stands behind it. Without a title, the first line
    of up to 150 characters is taken.

    Raises:
        UnreadableInput: The file is missing, empty, binary, not UTF-8, too
            large or of another format.
        InvalidSettings: The front matter is wrong.
    """
    file = read_file(path, max_bytes=max_bytes)
    about, body = split_front_matter(file.text, path)
    text = file.text[body:]
    if not text.strip():
        raise UnreadableInput("has front matter but no text", path=path)
    fields = {k: " ".join(str(about.get(k, "")).split()) for k in ("title", "publication", "date", "address")}
    return Article.build(
        title=fields["title"] or _first_line(text) or path.stem,
        text=text,
        path=path.as_posix(),
        publication=fields["publication"],
        published=fields["date"],
        address=fields["address"],
    )


def list_articles(paths: list[Path]) -> list[Path]:
    """Return the files that `paths` name, each once: a folder stands for the readable files below it, in order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.suffix.lower() in READABLE and p.name.lower() != "readme.md")
            found += sorted(p for p in inside if p.is_file())
        else:
            found.append(path)
    first: dict[Path, Path] = {}
    for path in found:
        first.setdefault(path.resolve(), path)
    return list(first.values())


def _first_line(text: str) -> str:
    lines = [line.strip().lstrip("#").strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines[:1] if len(line) <= 150), "")
