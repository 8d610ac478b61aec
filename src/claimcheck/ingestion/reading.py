"""One file to documents, ready for the record: read, described, cut into passages, indexed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from claimcheck.config import Config
from claimcheck.errors import ClaimcheckError, UnreadableInput
from claimcheck.ingestion.article_files import read_article_file
from claimcheck.ingestion.duplicates import bands, signature
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.folder_rules import FolderRules, load_rules
from claimcheck.ingestion.indexing import index_terms, load_names
from claimcheck.ingestion.listing import FileState, source_name
from claimcheck.ingestion.metadata import body_start, describe
from claimcheck.ingestion.paragraph_rules import name_paragraphs
from claimcheck.ingestion.passages import cut_passages
from claimcheck.ingestion.readers import read_source
from claimcheck.models import Article, IndexedDocument, SourceDocument, Unreadable, content_id
from claimcheck.text.entities import Gazetteer

# Counts up when the same bytes may give other documents: every file is then read again.
READING_VERSION = "reading-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRequest:
    """A file to be read, and all that decides what is read from it.

    `rules` and `sidecar` are files, or empty, and so are `named_rules`: what
    was named instead of the folder's own. `skipped` are files inside it that an
    earlier attempt failed on. An `article` is read as what is to be checked.
    """

    place: str
    path: str
    state: FileState
    fingerprint: str
    config: Config
    rules: str = ""
    named_rules: str = ""
    sidecar: str = ""
    skipped: tuple[str, ...] = ()
    article: bool = False

    @property
    def reading(self) -> str:
        """What stands for this state of the file and this way to read it."""
        return content_id("reading", self.state.sha256, self.fingerprint)

    def as_plain(self) -> dict[str, Any]:
        """Return the request as values that JSON can hold."""
        return asdict(self)

    @staticmethod
    def of_plain(values: dict[str, Any]) -> FileRequest:
        """Return the request that `as_plain` made these values of."""
        settings = values.pop("config")
        del settings["policy"]  # readers ask nothing of a source
        state, config = FileState(**values.pop("state")), Config(**settings)
        skipped = tuple(values.pop("skipped"))
        return FileRequest(state=state, config=config, skipped=skipped, **values)


@contextmanager
def open_file(request: FileRequest) -> Iterator[BinaryIO]:
    """Open the file of a request, and make sure at the end that it is still what it was.

    Raises:
        UnreadableInput: It cannot be opened, or changed since its state was
            taken.
    """
    place = Path(request.place)
    try:
        with place.open("rb") as file:
            yield file
        after = place.stat()
    except OSError as error:
        raise UnreadableInput((error.strerror or "cannot be read").lower(), path=request.path) from None
    if (after.st_size, after.st_mtime_ns) != (request.state.size, request.state.mtime_ns):
        raise UnreadableInput("changed while it was read", path=request.path, hint="run again when it is finished")


def read_one_article(
    request: FileRequest, file: BinaryIO, *, alive: Callable[[], None] = lambda: None
) -> Iterator[Article]:
    """Read a file that is to be checked; `alive` is called now and then by readers that take long.

    Raises:
        UnreadableInput: It cannot be read, or is no article.
    """
    yield read_article_file(
        Source(path=request.path, file=file, size=request.state.size, limits=request.config, alive=alive)
    )


def read_documents(
    request: FileRequest,
    file: BinaryIO,
    *,
    enter: Callable[[str], None] = lambda path: None,
    alive: Callable[[], None] = lambda: None,
) -> Iterator[IndexedDocument | Unreadable]:
    """Read a file and what is inside it.

    Args:
        request: The file.
        file: What `open_file` gave for it.
        enter: Told the path of each file inside it before that is read.
        alive: Called now and then by readers that take long.

    Yields:
        Its documents in order, and what inside it could not be read.

    Raises:
        ClaimcheckError: The file as a whole cannot be read, or its sidecar or
            the rules of its folder are wrong.
    """
    rules, shortened = _rules(request.rules), set[str]()
    gazetteer = load_names(request.config)
    source = Source(path=request.path, file=file, size=request.state.size, limits=request.config, alive=alive)
    for item in read_source(source, enter=enter, skipped=frozenset(request.skipped)):
        if not isinstance(item, Extraction):
            yield item
            continue
        path = f"{request.path}/{item.member}" if item.member else request.path
        name = source_name(path)
        try:
            if name in shortened:
                raise UnreadableInput(f"another file is already the source {name!r}", path=path, hint="rename one")
            yield index_document(item, request, rules=rules, gazetteer=gazetteer)
        except ClaimcheckError as error:
            if not item.member or str(error.path) != path:
                raise
            yield Unreadable(path=path, why=error.within(path))
        if name != path:
            shortened.add(name)


def index_document(
    extraction: Extraction, request: FileRequest, *, rules: FolderRules, gazetteer: Gazetteer
) -> IndexedDocument:
    """Return one document of a file with its passages and what they are found by.

    Raises:
        InvalidSettings: Its front matter or its sidecar is wrong, or its tier
            is unknown.
        UnreadableInput: It holds no words.
    """
    text = extraction.text
    path = f"{request.path}/{extraction.member}" if extraction.member else request.path
    if not any(not text[b.start : b.end].isspace() for b in extraction.blocks if b.end > b.start):
        raise UnreadableInput("holds no text", path=path)
    name = source_name(path)
    document_id = content_id("document", name, text)
    sidecar = Path(request.sidecar) if request.sidecar else None
    about = describe(extraction, path=path, sidecar=sidecar, rules=rules)
    document = SourceDocument(
        id=document_id,
        name=name,
        path=path,
        file=request.path,
        text=text,
        sha256=request.state.sha256,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        extractor=extraction.extractor,
        notes=extraction.notes,
        **about,
    )
    blocks = name_paragraphs(extraction.blocks, text, rules.of_paragraphs(path))
    passages = tuple(cut_passages(document_id, text, blocks))
    marks = signature(text[body_start(extraction) :])
    return IndexedDocument(
        document=document,
        passages=passages,
        terms=index_terms(document, passages, gazetteer),
        signature=marks,
        bands=bands(marks),
        origin=_origin(extraction),
    )


def _origin(extraction: Extraction) -> str:
    if not extraction.origin:
        return ""
    return "[" + ",".join(f"[{o.start},{o.length},{o.page},{o.offset}]" for o in extraction.origin) + "]"


@lru_cache(maxsize=4)
def _rules(path: str) -> FolderRules:
    return load_rules(Path(path)) if path else FolderRules.none()
