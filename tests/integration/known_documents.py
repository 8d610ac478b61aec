"""Documents whose every word is known, written by tools that know nothing of claimcheck."""

import html
import random
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = (
    ("State", "Vote", "Year"),
    ("Peru", "in favour", "1955"),
    ("Türkiye", "against", "1961"),
    ("Laos", "absent", "1957"),
)


@dataclass
class Section:
    """A heading with what stands below it; in a format with pages it begins one."""

    title: str
    paragraphs: list[str]
    items: list[str] = field(default_factory=list)
    table: tuple[tuple[str, ...], ...] = ()


@dataclass
class Known:
    """A document: its title and its sections."""

    name: str
    title: str
    sections: list[Section]

    def words(self):
        """Return every word in order."""
        found = self.title.split()
        for section in self.sections:
            found += section.title.split()
            for text in (*section.paragraphs, *section.items):
                found += text.split()
            for row in section.table:
                found += " ".join(row).split()
        return found


def facts(name):
    """Return the facts of one of the project's own digests, as paragraphs."""
    lines = (ROOT / "corpus" / f"{name}.md").read_text("utf-8").split("---", 2)[2].splitlines()
    return [line.partition(". ")[2].strip() for line in lines if line[:1].isdigit()]


def known_documents(seed=5):
    """Return three documents made of the digests: a report with a table, a long one, and a list of lists."""
    names = sorted(p.stem for p in (ROOT / "corpus").glob("*.md") if p.stem != "README")
    pool = [
        text for name in names for text in facts(name) if 60 < len(text) < 400 and "*" not in text and "`" not in text
    ]
    draw = random.Random(seed)
    draw.shuffle(pool)
    take = iter(pool)

    def some(count):
        return [next(take) for _ in range(count)]

    def joined(count):
        return " ".join(text if text.endswith(".") else f"{text}." for text in some(count))

    report = Known("report", "Report on the Vote", [
        Section("Summary", some(4)),
        Section("How the members voted", some(2), table=TABLE),
        Section("Conclusions", [joined(2), "The committee asks the following of its members:"], items=some(3)),
    ])  # fmt: skip
    long = Known(
        "long",
        "A Long Account",
        [Section(f"Chapter {n} of the account", [joined(3) for _ in range(4)]) for n in range(1, 5)],
    )
    lists = Known("lists", "Lists – “Größe”, naïveté and coöperation", [
        Section("First list", ["These are the facts:"], items=some(5)),
        Section("Second list", ["And so are these, in other words:"], items=some(4)),
    ])  # fmt: skip
    return [report, long, lists]


def as_html(known, style=""):
    out = [f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{html.escape(known.title)}</title>"]
    out.append(f"<style>{style}</style></head><body><h1>{html.escape(known.title)}</h1>")
    for number, section in enumerate(known.sections):
        broken = ' style="page-break-before: always"' if number else ""
        out.append(f"<h2{broken}>{html.escape(section.title)}</h2>")
        out += [f"<p>{html.escape(text)}</p>" for text in section.paragraphs]
        if section.items:
            out.append("<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in section.items) + "</ul>")
        if section.table:
            head, *rows = section.table
            cells = "".join(f"<th>{html.escape(c)}</th>" for c in head)
            body = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in rows)
            out.append(f"<table border=1><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>")
    return "\n".join([*out, "</body></html>"])


def convert_with_libreoffice(paths, ending, folder, *, filter=""):
    """Convert files with LibreOffice, headless, with a profile of its own."""
    profile = folder / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
         f"{ending}:{filter}" if filter else ending, "--outdir", str(folder), *map(str, paths)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    shutil.rmtree(profile, ignore_errors=True)
    return [folder / f"{path.stem}.{ending}" for path in paths if isinstance(path, Path)]


def convert_with_pandoc(path, target, *, format=""):
    import pypandoc

    options = ["--standalone", "--wrap=none"]
    pypandoc.convert_file(str(path), format or target.suffix[1:], outputfile=str(target), extra_args=options)
    return target


def print_with_chromium(path, target):
    """Print a page to PDF with Chromium, headless."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    subprocess.run(
        [binary, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={target.parent / 'profile'}", f"--print-to-pdf={target}", path.as_uri()],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return target
