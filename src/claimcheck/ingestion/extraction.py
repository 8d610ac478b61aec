"""What a reader makes of a file: text, blocks with locators, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from claimcheck.config import Config
from claimcheck.errors import UnreadableInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to be read, or a file inside one.

    `path` is what a person sees: the path inside the corpus, and for a file
    inside a file that path, "/" and the name inside. `file` is open for
    reading bytes, seekable, at its beginning; `size` is its length in bytes.
    `depth` counts the containers around it. A reader that takes long for each
    part of a file calls `alive` after each: the bound on time starts anew.
    """

    path: str
    file: BinaryIO
    size: int
    limits: Config
    depth: int = 0
    alive: Callable[[], None] = lambda: None

    def read(self) -> bytes:
        """Return all bytes.

        Raises:
            UnreadableInput: There are more than `limits.max_bytes`.
        """
        self.file.seek(0)
        data = self.file.read(self.limits.max_bytes + 1)
        if len(data) > self.limits.max_bytes:
            raise UnreadableInput(
                f"is larger than {self.limits.max_bytes:,} bytes", path=self.path, hint="raise the setting max_bytes"
            )
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph-sized stretch of a text, in `text[start:end]`.

    `whole` blocks are one passage, the rest are cut into sentences. `label` is
    the locator ("paragraph 3 (line 12)", "para. 4", "sheet Votes, row 7");
    `heading` the path of headings above it, joined by " > "; `lead_in` the
    words that an enumeration hangs on ("The following States are members:"),
    searched and read with each of its items, never cited.
    """

    start: int
    end: int
    label: str
    heading: str = ""
    page: int | None = None
    lead_in: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where `length` characters from `start` of a text stand in the file: at `offset` of its `page`'s raw text."""

    start: int
    length: int
    page: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """One document as a reader gives it.

    Attributes:
        text: The document's words; line ends are "\\n". What a passage cites.
        blocks: In order, not overlapping; every character of `text` that is
            not white space, not markup and not front matter is in one.
        extractor: The reader's name and version, and its library's: it changes
            when the same bytes may give another text.
        about: What the file says of itself, by field: `title`, `issuer`,
            `date`, `language`, `address`, `author`...
        front_matter: What stands in the file for us (Markdown alone).
        member: The place inside its file ("annex.pdf", "#12"); empty for the
            file itself.
        origin: Where the text stands in the file, where the two differ (PDF).
        notes: What a person must know of the reading ("pages 3 and 4 are
            pictures of text and were not read").
        form: "original", or "ocr" where the text was recognised from pictures.
    """

    text: str
    blocks: tuple[Block, ...]
    extractor: str
    about: Mapping[str, str] = field(default_factory=dict)
    front_matter: Mapping[str, object] = field(default_factory=dict)
    member: str = ""
    origin: tuple[Origin, ...] = ()
    notes: tuple[str, ...] = ()
    form: str = "original"
