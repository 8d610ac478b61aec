"""Writes a large set of distinct English sentences, real text, as documents to be searched.

    python benchmarks/passages.py OUTPUT [--count 1000000] [--shared ../shared] [--cache FOLDER]

OUTPUT/docs/ gets plain-text files of 250 passages, a blank line between two; the
first N passages are the first N / 250 files by name, whatever the count, and each
is a fair mixture of the sources. OUTPUT/manifest.json says what came from where.
The text is that of Security Council resolutions, abstracts and web pages below
the folder `shared` where that is there, and of Debian's documentation packages
(`benchmarks/documentation.py`). What real text does not fill is filled with
real sentences whose numbers and names were put in from others; their files are
named `recombined-...`, come last and are counted apart. The same inputs give the
same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from documentation import LARGE_PACKAGES, PACKAGES, fetch, read_package

PASSAGES_A_FILE = 250
MOST_OF_A_SOURCE = 40_000  # so that no manual is a tenth of all
SEED = 20061014
_PRIMARY = ("resolutions", "scifact", "checkcovid", "wice")
_WORD = re.compile(r"\w+")
_LETTERS = 0.75  # of a passage's characters; figures, brackets and code are the rest
_COMMON = frozenset("the of to and is for that are with as on by it or this from be an was not in".split())
_FOREIGN = re.compile(r"[^\x00-\u024f\u0370-\u03ff\u2000-\u22ff]")
_CHANGEABLE = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b|(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Passages that stood near one another in a source."""

    source: str
    passages: tuple[str, ...]


def main() -> None:
    """Write the passages and say what they are."""
    parser = argparse.ArgumentParser(description="Write a large set of real English sentences.")
    parser.add_argument("output", type=Path)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "claimcheck-benchmark")
    parser.add_argument("--large", action="store_true", help="fetch the large packages too")
    options = parser.parse_args()
    packages = PACKAGES + (LARGE_PACKAGES if options.large else ())
    manifest = write_passages(
        options.output, fetch(options.cache / "debs", packages=packages), options.shared, options.count
    )
    print(json.dumps({k: v for k, v in manifest.items() if k != "sources"}))


def write_passages(output: Path, packages: Sequence[Path], shared: Path, count: int) -> dict[str, object]:
    """Write `count` passages below `output` and return what the manifest says."""
    began = time.perf_counter()
    if not shared.is_dir():
        print(f"{shared} is absent: documentation packages alone")
    chunks = choose_chunks(collect(packages, shared), count)
    real = sum(len(chunk.passages) for chunk in chunks)
    chunks += recombine(chunks, count - real)
    documents = output / "docs"
    documents.mkdir(parents=True, exist_ok=True)
    for old in documents.glob("*.txt"):
        old.unlink()
    by_source: dict[str, int] = {}
    for number, chunk in enumerate(chunks):
        name = "recombined" if chunk.source == "recombined" else "passages"
        text = "\n\n".join(chunk.passages) + "\n"
        (documents / f"{number:05d}-{name}.txt").write_text(text, encoding="utf-8")
        by_source[chunk.source] = by_source.get(chunk.source, 0) + len(chunk.passages)
    manifest = {
        "passages": sum(by_source.values()),
        "recombined": by_source.get("recombined", 0),
        "characters": sum(len(passage) for chunk in chunks for passage in chunk.passages),
        "sha256": digest(chunks),
        "sources": dict(sorted(by_source.items(), key=lambda item: (-item[1], item[0]))),
    }
    (output / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    print(f"{manifest['passages']:,} passages in {time.perf_counter() - began:.0f} s")
    return manifest


def digest(chunks: Sequence[Chunk]) -> str:
    """Return a hash of all passages in their order."""
    sha = hashlib.sha256()
    for chunk in chunks:
        for passage in chunk.passages:
            sha.update(passage.encode() + b"\n")
    return sha.hexdigest()


def read_passages(folder: Path, count: int) -> tuple[list[Path], list[str]]:
    """Return the files that hold the first `count` passages of a folder, and those passages.

    Raises:
        ValueError: The folder does not hold so many.
    """
    files: list[Path] = []
    passages: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        if len(passages) >= count:
            break
        files.append(path)
        passages += path.read_text("utf-8").strip().split("\n\n")
    if len(passages) != count:
        raise ValueError(f"{folder} holds {len(passages):,} passages in whole files, not {count:,}")
    return files, passages


def collect(packages: Sequence[Path], shared: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the sentences of every source, the primary documents first, those of a source in its own order."""
    jobs: list[tuple[Callable[[Path], Iterable[str]], str, Path]] = []
    if shared.is_dir():
        readers = (read_resolutions, read_scifact, read_checkcovid, read_wice)
        jobs += [(reader, name, shared) for reader, name in zip(readers, _PRIMARY, strict=True)]
    jobs += [(read_documentation, path.name.partition("_")[0], path) for path in packages]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from zip([name for _, name, _ in jobs], pool.map(read_source, jobs), strict=True)


def read_source(job: tuple[Callable[[Path], Iterable[str]], str, Path]) -> list[str]:
    """Return the fit sentences of one source, each once: the first of them, if it has very many."""
    reader, name, path = job
    sentences: dict[str, str] = {}
    for paragraph in reader(path):
        for sentence in split(paragraph):
            if is_fit(sentence, ended=name not in ("wordnet-base", *_PRIMARY)):
                sentences.setdefault(key_of(sentence), sentence)
            if len(sentences) == MOST_OF_A_SOURCE:
                return list(sentences.values())
    return list(sentences.values())


def read_resolutions(shared: Path) -> Iterator[str]:
    """Yield the paragraphs of the Security Council's resolutions."""
    from claimcheck.ingestion.paragraphs import split_plain

    for path in sorted((shared / "primary" / "unsc").glob("*")):
        text = path.read_text("utf-8", errors="replace")
        yield from (text[block.start : block.end] for block in split_plain(text))


def read_scifact(shared: Path) -> Iterator[str]:
    """Yield the abstracts' sentences."""
    for row in _rows(shared / "data" / "e2e" / "scifact" / "corpus.jsonl"):
        yield from (row["title"], *row["abstract"])


def read_checkcovid(shared: Path) -> Iterator[str]:
    """Yield the abstracts' sentences."""
    for row in _rows(shared / "data" / "e2e" / "checkcovid" / "corpus.jsonl"):
        yield from (row["title"], *row["abstract"])


def read_wice(shared: Path) -> Iterator[str]:
    """Yield the sentences of the web pages."""
    for row in _rows(shared / "data" / "e2e" / "wice" / "claim_dev.jsonl"):
        yield from (sentence for sentence in row["evidence"] if not sentence.startswith("(meta data)"))


def _rows(path: Path) -> Iterator[dict]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def read_documentation(package: Path) -> Iterator[str]:
    """Yield the paragraphs of a Debian package."""
    return (paragraph for _, paragraph in read_package(package))


def split(paragraph: str) -> Iterator[str]:
    """Yield the sentences of a paragraph, by the same rules as those of a document."""
    from claimcheck.text.segment import split_sentences

    text = " ".join(paragraph.split())
    return (text[start:end] for start, end in split_sentences(text))


def is_fit(sentence: str, *, ended: bool) -> bool:
    """Whether it is an English sentence of 5 to 60 words, mostly letters, that ingestion will leave whole."""
    from claimcheck.ingestion.paragraphs import split_plain
    from claimcheck.text.segment import split_sentences

    if not 20 <= len(sentence) <= 600 or (ended and sentence[-1] not in ".!?:;\"')”’"):
        return False
    words = _WORD.findall(sentence)
    if not 5 <= len(words) <= 60 or _FOREIGN.search(sentence):
        return False
    if sum(map(str.isalpha, sentence)) + sentence.count(" ") < _LETTERS * len(sentence):
        return False
    common = sum(word.lower() in _COMMON for word in words)
    if common < (2 if len(words) > 7 else 1):
        return False
    whole = [(0, len(sentence))]
    return split_sentences(sentence) == whole and [(b.start, b.end) for b in split_plain(sentence)] == whole


def key_of(sentence: str) -> str:
    """Return what two sentences have in common that are the same: their words, folded."""
    from claimcheck.text.normalize import fold

    return " ".join(_WORD.findall(fold(sentence)))


def choose_chunks(sources: Iterable[tuple[str, list[str]]], count: int) -> list[Chunk]:
    """Return at most `count` passages in chunks, in a seeded order: all primary documents, and a share of the rest.

    A sentence that several sources have is the first one's.
    """
    seen: set[bytes] = set()
    primary: list[Chunk] = []
    others: list[Chunk] = []
    for name, sentences in sources:
        fresh = []
        for sentence in sentences:
            key = hashlib.blake2b(key_of(sentence).encode(), digest_size=10).digest()
            if key not in seen:
                seen.add(key)
                fresh.append(sentence)
        whole = len(fresh) - len(fresh) % PASSAGES_A_FILE
        chunks = [Chunk(name, tuple(fresh[i : i + PASSAGES_A_FILE])) for i in range(0, whole, PASSAGES_A_FILE)]
        (primary if name in _PRIMARY else others).extend(chunks)
    print(f"{len(seen):,} distinct real sentences", flush=True)
    rng = random.Random(SEED)
    rng.shuffle(others)
    chosen = (primary + others)[: count // PASSAGES_A_FILE]
    rng.shuffle(chosen)
    return chosen


def recombine(chunks: Sequence[Chunk], count: int) -> list[Chunk]:
    """Return `count` sentences made of real ones by putting in the names and numbers of others.

    Raises:
        ValueError: There is too little to make them of.
    """
    if count <= 0:
        return []
    rng = random.Random(SEED + 1)
    real = [passage for chunk in chunks for passage in chunk.passages]
    seen = {key_of(passage) for passage in real}
    changeable = [passage for passage in real if _CHANGEABLE.search(passage)]
    pieces = [piece for passage in changeable for piece in _CHANGEABLE.findall(passage)]
    figures = [piece for piece in pieces if piece[0].isdigit()]
    names = [piece for piece in pieces if not piece[0].isdigit()]
    made: list[str] = []
    for _ in range(20 * count):
        if len(made) == count or not (figures and names):
            break
        text = _CHANGEABLE.sub(lambda m: rng.choice(figures if m[0][0].isdigit() else names), rng.choice(changeable))
        key = key_of(text)
        if key not in seen and is_fit(text, ended=False):
            seen.add(key)
            made.append(text)
    if len(made) < count:
        raise ValueError(f"only {len(real) + len(made):,} passages could be made; fetch more packages")
    return [Chunk("recombined", tuple(made[i : i + PASSAGES_A_FILE])) for i in range(0, count, PASSAGES_A_FILE)]


if __name__ == "__main__":
    sys.exit(main())
