"""The words of a raw RTF file, with marks where its paragraphs, cells, notes and labels end."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Source

_TOKEN = re.compile(
    r"(?P<text>[^\\{}]+)|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})"
    r"|\\(?P<sign>[^A-Za-z])|(?P<brace>[{}])|\\",
    re.DOTALL,
)
_SKIPPED = re.compile(r"\\bin(\d{1,10}) ?|\\.|([{}])", re.DOTALL)
_HEADING_STYLE = re.compile(r"(?:heading ([1-9])|title);", re.IGNORECASE)
_HIGH = re.compile("[\x80-\xff]")
_RAW_CONTROLS = re.compile("[\0-\x1f]+")
_BREAKS = frozenset(("par", "sect", "page", "column"))
_CHARACTERS = frozenset(
    "line tab emdash endash emspace enspace qmspace bullet lquote rquote ldblquote rdblquote".split()
)
_DROPPED = frozenset(
    """colortbl listtable listoverridetable revtbl rsidtbl filetbl pict header headerf headerl headerr footer footerf
    footerl footerr fldinst xe tc rxe txe bkmkstart bkmkend pntxta pntxtb nonesttables shprslt sp template private
    ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn objdata annotation""".split()
)
# Groups that a reader may leave out, and that hold words all the same.
_STARRED = frozenset(("footnote", "shpinst", "shptxt"))
_SAID = frozenset(("title", "author", "subject", "creatim", "revtim"))
# What striprtf can decode of the character sets of fonts.
_CHARSETS = frozenset((0, 77, 128, 129, 134, 136, 161, 162, 163, 177, 178, 186, 204, 222, 238, 254, 255))
_CODE_PAGES = {"0": "cp1252", "10000": "mac_roman", "65001": "utf8"}
# The code points of our own marks.
_OURS = range(0xFDD0, 0xFDF0)
_REPLACEMENT = 0xFFFD
_MAX_NESTED = 500
_MAX_FONTS = 5_000


class Mark(StrEnum):
    """What stands in the text before the library sees it, at code points that no document may use."""

    PAR = "\ufdd0"
    CELL_PAR = "\ufdd1"
    CELL = "\ufdd2"
    ROW = "\ufdd3"
    NAMES = "\ufdd4"
    DEEPER = "\ufdd5"
    NOTE = "\ufdd6"
    ENDNOTE = "\ufdd7"
    BOX = "\ufdd8"
    END = "\ufdd9"
    LABEL = "\ufdda"
    LABEL_END = "\ufddb"


# What stands before the end of a heading: its level, from this code point on.
FIRST_LEVEL = 0xFDE0
# The outline level of a title: the last code point, above all headings.
TITLE = "9"


@dataclass(slots=True)
class _State:
    """What holds inside one group."""

    sink: list[str]
    place: str = "body"
    hidden: bool = False
    outline: str = ""
    in_table: bool = False
    depth: int = 0
    closing: str = ""


@dataclass(slots=True)
class Sift:
    """One walk through the raw file that keeps its words and marks where its paragraphs, cells and notes end.

    striprtf looks at every character and knows no notes, headings or lists; it
    is given what is left, without pictures and tables of styles.
    """

    raw: str
    source: Source
    encoding: str = "cp1252"
    body: list[str] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    days: dict[str, dict[str, int]] = field(default_factory=dict)
    fonts: dict[str, int] = field(default_factory=dict)
    outlines: dict[str, str] = field(default_factory=dict)
    complete: bool = False
    _stack: list[_State] = field(default_factory=list)
    _state: _State = field(default_factory=lambda: _State([]))
    _position: int = 0
    _font: str = ""
    _style: str = ""
    _default_font: str = ""
    _starred: bool = False

    def run(self) -> None:
        """Walk through the file.

        Raises:
            UnreadableInput: Its groups are nested too deeply.
        """
        self._state = _State(self.body)
        while self._position < len(self.raw) and not self.complete:
            token = _TOKEN.match(self.raw, self._position)
            if token is None:
                break
            self._position = token.end()
            if token["word"] is None:
                self._take_characters(token)
            else:
                self._take_word(token["word"], token["number"] or "")

    def _take_characters(self, token: re.Match[str]) -> None:
        if token["brace"] == "{":
            self._open()
        elif token["brace"]:
            self._close()
        elif token["sign"] == "*":
            self._starred = True
            return
        elif token["sign"] in ("\n", "\r"):
            self._take_word("par", "")
        elif self._state.hidden or token["sign"] == "-":  # a hyphen that only shows at the end of a line
            pass
        elif token["sign"] == "\\":
            self._put("{\\uc0\\u92 }")
        elif token["sign"]:
            self._put(token[0] if token["sign"] in "~_{}" else "")
        elif token["hex"]:
            self._put(token[0])
        elif token["text"] and self._state.place == "stylesheet":
            self._take_style(token["text"])
        elif token["text"]:
            words = _RAW_CONTROLS.sub(lambda m: " " if "\t" in m[0] else "", token["text"])
            self._put(_HIGH.sub(lambda m: f"\\'{ord(m[0]):02x}", words))
        self._starred = False

    def _take_word(self, word: str, number: str) -> None:
        starred, self._starred = self._starred, False
        if word == "bin":
            self._position += max(0, int(number or "0"))
        elif word in _DROPPED or (starred and word not in _STARRED):
            self._skip()
        elif word in _PLACES:
            self._state.place, self._state.sink = word, []
        elif self._state.place != "body":
            self._take_about(word, number)
        elif word in _GROUPS:
            self._enter(word)
        elif word in _BREAKS:
            self._end_paragraph()
        elif word in _ENDS:
            self._mark(_ENDS[word])
        elif word in _SETTINGS:
            _SETTINGS[word](self, word, number)
        elif word in _CHARACTERS and not self._state.hidden:
            self._put(f"\\{word} ")

    def _take_about(self, word: str, number: str) -> None:
        """Take a control word of the tables before the text, or of what the file says of itself."""
        place, amount = self._state.place, int(number or "0")
        if place == "fonttbl" and word == "f":
            self._font = number
        elif place == "fonttbl" and word == "fcharset":
            if amount in _CHARSETS and len(self.fonts) < _MAX_FONTS and self._font.isdigit():
                self.fonts[self._font] = amount
        elif place == "stylesheet" and word == "s":
            self._style = number
        elif place == "stylesheet" and word == "outlinelevel":
            self.outlines[self._style] = number if re.fullmatch("[0-8]", number) else ""
        elif place == "info" and word in _SAID:
            self._state.sink = self.said[word] = []
            self._style = word
        elif place == "info" and word in {"yr", "mo", "dy"}:
            self.days.setdefault(self._style, {})[word] = amount
        elif place == "info" and word in {"u", "uc", "f"}:
            _SETTINGS[word](self, word, number)

    def _take_style(self, name: str) -> None:
        """Take the name of a style, which says that it is a heading's even where no outline level does."""
        if self._style and (found := _HEADING_STYLE.fullmatch(name.strip())):
            self.outlines.setdefault(self._style, TITLE if found[1] is None else str(int(found[1]) - 1))
        self._style = ""

    def _enter(self, word: str) -> None:
        """Begin a note, a text box or the number of a list's item."""
        self._mark({"footnote": Mark.NOTE, "shptxt": Mark.BOX}.get(word, Mark.LABEL))
        self._state.closing = Mark.LABEL_END if word in {"listtext", "pntext"} else Mark.END
        if self._state.closing == Mark.END:
            self._state.outline, self._state.in_table, self._state.depth = "", False, 0

    def _open(self) -> None:
        if len(self._stack) >= _MAX_NESTED:
            raise UnreadableInput("is nested too deeply", path=self.source.path, hint="save it again as DOCX")
        now = self._state
        self._stack.append(now)
        self._state = _State(now.sink, now.place, now.hidden, now.outline, now.in_table, now.depth)
        self._put("{")

    def _close(self) -> None:
        ended = self._state
        if ended.closing:
            self._mark(ended.closing)
        if not self._stack:
            return
        self._state = self._stack.pop()
        # The look of a paragraph outlives the group that it was set in, as it ends after that.
        if ended.place == "body" and not ended.closing:
            self._state.outline, self._state.in_table = ended.outline, ended.in_table
            self._state.depth = ended.depth
        self._state.sink.append("}")
        self.complete = not self._stack

    def _skip(self) -> None:
        """Pass over the rest of a group, pictures included."""
        depth = 1
        while depth:
            found = _SKIPPED.search(self.raw, self._position)
            if found is None:
                self._position = len(self.raw)
                return
            self._position = found.end() + int(found[1] or "0")
            depth += {"{": 1, "}": -1}.get(found[2] or "", 0)
        self._close()

    def _put(self, piece: str) -> None:
        self._state.sink.append(piece)

    def _mark(self, mark: str) -> None:
        self._put(_written(mark))

    def _end_paragraph(self) -> None:
        if self._state.outline and not self._state.in_table:
            self._mark(chr(FIRST_LEVEL + int(self._state.outline)))
        for _ in range(self._state.depth):
            self._mark(Mark.DEEPER)
        self._mark(Mark.CELL_PAR if self._state.in_table else Mark.PAR)

    def _set_paragraph(self, word: str, number: str) -> None:
        """Take what a paragraph is like: its style, its outline level, whether it is in a table."""
        if word == "pard":
            self._state.outline, self._state.in_table, self._state.depth = "", False, 0
        elif word == "ilvl":
            self._state.depth = int(number) if re.fullmatch("[0-8]", number) else 0
        elif word == "intbl":
            self._state.in_table = True
        elif word == "itap":
            self._state.in_table = number != "0"
        elif word == "plain":
            self._state.hidden = False
            if self._default_font:
                self._put(f"\\f{self._default_font} ")
        elif word == "s":
            self._state.outline = self.outlines.get(number, "")
        else:
            self._state.outline = number if re.fullmatch("[0-8]", number) else ""

    def _set_characters(self, word: str, number: str) -> None:
        """Take what characters are like: their font, hidden, deleted; or a character by its number."""
        if word in {"v", "deleted"}:
            self._state.hidden = number != "0"
        elif word == "deff":
            self._default_font = number if number.isdigit() else ""
        elif word == "ansicpg":
            self.encoding = _known(_CODE_PAGES.get(number, f"cp{number}"))
        elif word in {"mac", "pc", "pca"}:
            self.encoding = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "ftnalt":
            self._mark(Mark.ENDNOTE)
        elif word == "u" and not self._state.hidden and number and -0x10000 <= int(number) <= 0x10FFFF:
            code = int(number) if int(number) >= 0 else int(number) + 0x10000
            self._put(f"\\u{_REPLACEMENT if code in _OURS else code} ")
        elif word == "uc" and re.fullmatch("[0-9]", number):
            self._put(f"\\uc{number} ")
        elif word == "f" and number.isdigit():
            self._put(f"\\f{number} ")


@cache
def _written(mark: str) -> str:
    return f"{{\\uc0\\u{ord(mark)} }}"


def _known(encoding: str) -> str:
    """Return `encoding` where Python has it, else the usual one."""
    try:
        codecs.lookup(encoding)
    except LookupError:
        return "cp1252"
    return encoding


_PLACES = frozenset(("fonttbl", "stylesheet", "info"))
_GROUPS = frozenset(("footnote", "shptxt", "listtext", "pntext"))
_ENDS = {"cell": Mark.CELL, "row": Mark.ROW, "trhdr": Mark.NAMES, "nestcell": Mark.CELL_PAR, "nestrow": Mark.CELL_PAR}
_SETTINGS: dict[str, Callable[[Sift, str, str], None]] = {
    **dict.fromkeys(("pard", "ilvl", "intbl", "itap", "plain", "s", "outlinelevel"), Sift._set_paragraph),
    **dict.fromkeys(
        ("v", "deleted", "deff", "ansicpg", "mac", "pc", "pca", "ftnalt", "u", "uc", "f"), Sift._set_characters
    ),
}
