"""Which format a file has: told by its content; its ending decides only where the content leaves it open."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Source


class Format(StrEnum):
    """A format that is read."""

    MARKDOWN = "Markdown"
    PLAIN = "plain text"
    HTML = "HTML"
    PDF = "PDF"
    DOCX = "DOCX"
    ODT = "ODT"
    RTF = "RTF"
    EML = "EML"
    CSV = "CSV"
    TSV = "TSV"
    XLSX = "XLSX"
    JSONL = "JSON Lines"
    ZIP = "ZIP"


_HEAD_BYTES = 4_096
# Endings of text, which has no mark of its own.
_TEXT_ENDINGS = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".tab": Format.TSV,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSONL,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
}
# Formats with a mark of their own, which a file of that name must have.
_MARKED_ENDINGS = {".pdf", ".docx", ".odt", ".rtf", ".xlsx", ".zip", ".doc", ".xls", ".ppt", ".pptx", ".ods"}
# What a ZIP holds by the names of its parts.
_PARTS = {"word/document.xml": Format.DOCX, "xl/workbook.xml": Format.XLSX}
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"  # with "-web", "-template" or "-master" behind it too
_AS_PDF = "its text must be recognised first: save it as PDF"
_UNPACK = "unpack it, or pack it as ZIP"
# What is known and not read: the first bytes, what it is, and what to do.
_OTHER = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old or a protected Office file",
     "save it without a password as DOCX, XLSX or PDF"),
    (b"\x89PNG", "is a picture", _AS_PDF),
    (b"\xff\xd8\xff", "is a picture", _AS_PDF),
    (b"GIF8", "is a picture", _AS_PDF),
    (b"II*\0", "is a picture", _AS_PDF),
    (b"MM\0*", "is a picture", _AS_PDF),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive, which is not read", _UNPACK),
    (b"Rar!\x1a\x07", "is a RAR archive, which is not read", _UNPACK),
    (b"\x1f\x8b", "is compressed with gzip, which is not read", _UNPACK),
    (b"BZh", "is compressed with bzip2, which is not read", _UNPACK),
    (b"\xfd7zXZ\0", "is compressed with xz, which is not read", _UNPACK),
    (b"SQLite format 3\0", "is a database, which is not read", "export its tables as CSV"),
    (b"\x7fELF", "is a program", "only documents are read"),
    (b"MZ\x90", "is a program", "only documents are read"),
)  # fmt: skip
_BYTE_ORDER_MARK = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?[^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998})*\r?\n")
_MAIL_FIELD = re.compile(
    rb"^(from|to|subject|date|received|message-id|mime-version|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)


def detect_format(source: Source) -> Format:
    """Return the format of a file; it stands at its beginning again afterwards.

    Raises:
        UnreadableInput: It is of a format that is not read, and is binary.
    """
    source.file.seek(0)
    head = source.file.read(_HEAD_BYTES)
    source.file.seek(0)
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        # Only the whole file is proof, but what begins with pages of blanks is read as text and found to be empty.
        return Format.PLAIN
    for mark, what, hint in _OTHER:
        if head.startswith(mark):
            raise UnreadableInput(what, path=source.path, hint=hint)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _packed_format(source)
    # What stands before the mark is junk in a file that should be binary, and words in any other.
    if head.startswith(b"%PDF-") or (
        b"%PDF-" in head[:1024] and PurePosixPath(source.path).suffix.lower() in _MARKED_ENDINGS
    ):
        return Format.PDF
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    return _text_format(source, head)


def _text_format(source: Source, head: bytes) -> Format:
    ending = PurePosixPath(source.path).suffix.lower()
    wide = head.startswith(_WIDE) or _looks_wide(head)
    if b"\0" in head and not wide:
        raise UnreadableInput(
            f"is binary, and of no format that is read{f' ({ending})' if ending else ''}",
            path=source.path,
            hint=f"read: {', '.join(Format)}",
        )
    plain = _BYTE_ORDER_MARK.sub(b"", head)
    plain = plain.replace(b"\0", b"") if wide else plain
    if _HTML.match(plain):
        return Format.HTML
    if _XML.match(plain) and ending not in (".html", ".htm", ".xhtml"):
        raise UnreadableInput(
            "is XML of a kind that is not read", path=source.path, hint="save it as HTML, DOCX or PDF"
        )
    if _is_mail(plain):
        return Format.EML
    if ending in _MARKED_ENDINGS:
        raise UnreadableInput(
            f"is named {ending}, but its content is not of that kind", path=source.path, hint="is it complete?"
        )
    return _TEXT_ENDINGS.get(ending, Format.PLAIN)


def _looks_wide(head: bytes) -> bool:
    """Whether bytes are UTF-16 without its mark: nearly every second one of Western text is zero."""
    half = len(head) // 2
    return half >= 8 and max(head[::2].count(0), head[1::2].count(0)) > 0.7 * half


def _is_mail(head: bytes) -> bool:
    """Whether bytes begin with e-mail headers, at least two of the usual ones."""
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
    end = 0
    while found := _HEADER.match(head, end):
        end = found.end()
    return len({m[1].lower() for m in _MAIL_FIELD.finditer(head, 0, end)}) >= 2


def _packed_format(source: Source) -> Format:
    """Return what a ZIP is, by its parts."""
    try:
        with zipfile.ZipFile(source.file) as packed:
            names = packed.NameToInfo
            found = next((format for part, format in _PARTS.items() if part in names), None)
            kind = packed.open("mimetype").read(200).strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError, OSError, KeyError) as error:
        raise UnreadableInput(f"is a damaged ZIP or Office file: {error}", path=source.path) from None
    except Exception as error:  # zlib.error and what else a broken part sets off
        raise UnreadableInput(f"is a damaged ZIP or Office file: {error}", path=source.path) from None
    finally:
        source.file.seek(0)
    if found is not None:
        return found
    if kind.startswith((b"application/vnd.oasis", b"application/epub")):
        if kind.startswith(_OPEN_TEXT):
            return Format.ODT
        raise UnreadableInput(
            f"is of the type {kind.decode('ascii', 'replace')}, which is not read",
            path=source.path,
            hint="save it as ODT, XLSX or PDF",
        )
    if "ppt/presentation.xml" in names or "xl/workbook.bin" in names:
        raise UnreadableInput(
            "is an Office file of a kind that is not read", path=source.path, hint="save it as PDF or XLSX"
        )
    return Format.ZIP
