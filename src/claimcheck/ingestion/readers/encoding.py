"""Bytes to text: which encoding they are in, told the same way for every format."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.errors import UnreadableInput

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

SAMPLE = 200_000
_EVIDENCE = 32_000  # bytes around the characters that are not ASCII, which tell one encoding from another
_LONG_LINE = 2_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What pages and mails declare, and the larger encoding that they mean by it, as browsers take it.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Codecs of Python that no text is written in: they run escapes, make lone surrogates or are for host names.
_NOT_FOR_TEXT = frozenset("utf-7 unicode-escape raw-unicode-escape idna punycode undefined mbcs oem".split())
_WIDE = ("utf-16", "utf-32")
_SEVEN_BIT = frozenset(("iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_kr", "hz"))

# Encodings guessed among, likeliest first: it decides where the bytes fit several equally well.
_GUESSED = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp874 iso8859_2 iso8859_5 iso8859_7 koi8_r koi8_u "
    "cp932 euc_jp gb18030 big5hkscs cp949 mac_roman mac_cyrillic cp850 cp866"
).split()

_EQUAL = 0.004  # scores nearer than this say nothing
_TYPOGRAPHIC = re.compile(rb"[\x85\x91-\x97]")  # in Windows encodings
_LETTERS = re.compile(rb"[\x80-\x84\x86-\x90\x98-\x9f\xa1-\xff]")

# Within a word: a sign that is no letter, or a capital letter after a small one.
_ODD = re.compile(
    r"(?<=[^\W\d_])(?:[^\w\s\x00-\x7f‘’\xad·\u3000-\u303f\uff00-\uffef]|[²³¹¼½¾])(?=[^\W\d_])"
    r"|(?<=[a-zß-ÿ])[À-ÖØ-Þ]"
)

_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\x0b\x0c\r\x1a\x1b"))
_CLEAN = {
    **dict.fromkeys((*range(0x20), 0x7F, 0xFFFE, 0xFFFF), " "),
    **dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85), "\n"),
    ord("\t"): "\t",
    ord("\n"): "\n",
}
_CLEAN_PAGED = {code: to for code, to in _CLEAN.items() if code != 0x0C}
_TO_CLEAN = re.compile("[" + "".join(re.escape(chr(c)) for c in _CLEAN if c not in (9, 10)) + "]")


def decode_text(data: bytes, *, path: str, declared: str = "", paged: bool = False) -> str:
    r"""Return the text of `data`, in whatever encoding it is.

    A byte order mark decides, then UTF-8 if it fits, then the `declared`
    encoding if it fits, then what the bytes look like. Line ends become "\n",
    so do form feeds; other control characters become spaces. Nothing else
    changes. A stray byte in a text that is otherwise UTF-8 becomes U+FFFD.

    Args:
        data: The bytes.
        path: The file, for the error.
        declared: The name of an encoding that the file or its envelope gives.
        paged: Whether form feeds stay: each begins a page.

    Raises:
        UnreadableInput: It is binary.
    """
    encoding = _fit(data, declared)
    if not encoding:
        raise UnreadableInput("is binary, not text", path=path)
    return _clean(data.decode(encoding, "replace"), paged=paged)


def detect_encoding(sample: bytes, declared: str = "") -> str:
    """Return the Python codec for a file that begins with `sample`, or "" where it is binary.

    Only the first 200,000 bytes count, and the last character of the sample
    may be cut in two. Decode the file with errors="replace": what follows the
    sample is not known.
    """
    return _fit(sample[:SAMPLE], declared, cut=True)


def _clean(text: str, *, paged: bool) -> str:
    r"""Return `text` with line ends and, unless it is `paged`, form feeds as "\n", other controls as spaces."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_CLEAN_PAGED if paged else _CLEAN) if _TO_CLEAN.search(text) else text


def _fit(data: bytes, declared: str, *, cut: bool = False) -> str:
    """Return the codec that `data` is in; empty where it is binary. `cut`: the last character may be cut off."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    named = _named(declared)
    if b"\0" in data:
        fits = named.startswith(_WIDE) and _bad_byte(data, named, cut=cut) is None
        return named if fits else _wide(data[:SAMPLE])
    if _is_binary(data[:SAMPLE]):
        return ""
    if named.startswith(_WIDE):
        named = ""  # a page saved in another encoding than the one it was served in
    seven_bit = named if named in _SEVEN_BIT else "iso2022_jp" if b"\x1b$" in data[:SAMPLE] else ""
    if seven_bit and _bad_byte(data, seven_bit, cut=cut) is None:
        return seven_bit
    bad = _bad_byte(data, "utf-8", cut=cut)
    if bad is None:
        return "utf-8"
    sample = data[max(0, bad - SAMPLE // 2) :][:SAMPLE]
    if _is_nearly_utf8(sample):
        return "utf-8"
    if named and named != "utf-8" and _bad_byte(data, named, cut=cut) is None:
        return named
    return _guess(sample)


def _bad_byte(data: bytes, encoding: str, *, cut: bool) -> int | None:
    """Return where `data` stops being `encoding`, or None."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, not cut)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _named(declared: str) -> str:
    """Return the codec for the declared name of an encoding; empty where there is none or it is not for text."""
    try:
        found = codecs.lookup(declared.strip().lower())
    except (LookupError, ValueError):
        return ""
    if found.name.replace("_", "-") in _NOT_FOR_TEXT or not found._is_text_encoding:
        return ""
    return _MEANT.get(found.name, found.name)


def _wide(sample: bytes) -> str:
    """Return the codec of UTF-16 or UTF-32 without its mark, told by where the zero bytes stand."""
    whole = sample[: len(sample) // 4 * 4] or sample
    zeros = [whole[i::4].count(0) / (len(whole) / 4) for i in range(4)]
    few, many = 0.05, 0.4
    # Of four bytes, those that are zero for most characters, and those that hardly ever are.
    for encoding, zero, set_ in (
        ("utf-32-be", (0, 1), (3,)),
        ("utf-32-le", (2, 3), (0,)),
        ("utf-16-be", (0, 2), (1, 3)),
        ("utf-16-le", (1, 3), (0, 2)),
    ):
        if all(zeros[i] >= many for i in zero) and all(zeros[i] <= few for i in set_):
            return encoding if _bad_byte(whole, encoding, cut=True) is None else ""
    return ""


def _is_binary(sample: bytes) -> bool:
    """Whether there are more control characters than a text has: one in a hundred."""
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) / 100


def _is_nearly_utf8(sample: bytes) -> bool:
    """Whether it is UTF-8 with a few stray bytes: twenty good characters for each bad one."""
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(not c.isascii() for c in text) - bad > 20 * bad


def _guess(sample: bytes) -> str:
    """Return the likeliest encoding of a text that is not UTF-8."""
    from charset_normalizer import from_bytes

    evidence = b"\n".join(_telling(sample))
    # English has next to no letters that would tell one encoding from another, but its quotation marks and dashes do.
    typographic, letters = len(_TYPOGRAPHIC.findall(evidence)), len(_LETTERS.findall(evidence))
    if typographic > letters and _bad_byte(evidence, "cp1252", cut=False) is None:
        return "cp1252"
    found = from_bytes(evidence, steps=8, chunk_size=1024, cp_isolation=_GUESSED, preemptive_behaviour=False)
    scores = {match.encoding: _score(match) for match in found}
    best = min(scores.values(), default=0.0)
    near = [encoding for encoding, score in scores.items() if score <= best + _EQUAL]
    return min(near, key=lambda e: _GUESSED.index(e) if e in _GUESSED else len(_GUESSED), default="cp1252")


def _score(match: CharsetMatch) -> float:
    """How bad a guess is: how many unlikely characters, and how unlike the letters of its language they are."""
    text = str(match)
    odd = len(_ODD.findall(text)) / max(1, sum(not c.isascii() for c in text))
    return match.chaos - match.coherence / 5 + odd


def _telling(sample: bytes) -> Iterator[bytes]:
    """Yield the lines with characters that are not ASCII, long ones cut to their words, until there are enough."""
    size = 0
    for line in sample.splitlines():
        for piece in [line] if len(line) < _LONG_LINE else line.split(b" "):
            if size < _EVIDENCE and not piece.isascii():
                size += len(piece)
                yield piece
