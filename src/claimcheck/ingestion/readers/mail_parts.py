"""The parts of an e-mail: which are its words, which are attached, and what each is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from claimcheck.ingestion.readers.encoding import decode_text

# What the parser of e-mails and its headers raises on what it did not expect.
PARSER_ERRORS = (MessageError, ValueError, TypeError, LookupError, AttributeError, AssertionError)
_MAX_HEADER = 20_000
_MAX_SENDER = 1_000
_MAX_NAME = 150
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/zip": ".zip",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
    "text/tab-separated-values": ".tsv",
}
# Parts that are for programs: signatures, receipts, invitations; they are passed over.
_FOR_PROGRAMS = frozenset(
    "application/pgp-signature application/pkcs7-signature application/x-pkcs7-signature application/pgp-encrypted "
    "message/delivery-status message/disposition-notification message/external-body text/rfc822-headers "
    "text/calendar text/x-vcard text/vcard text/x-amp-html".split()
)
_STRUCTURE = ("Content-Type", "Content-Disposition", "Content-Transfer-Encoding")
# A plain text this short beside a page this much longer only says that there is a page.
_SHORT_NOTICE = 300
_LONG_PAGE = 20


@dataclass(slots=True)
class MailParts:
    """The parts of a message, in order."""

    words: list[Message] = field(default_factory=list)
    attached: list[Message] = field(default_factory=list)
    encrypted: bool = False


def sort_parts(message: Message) -> MailParts:
    """Return which parts of a message are its words and which are attached.

    Of alternatives, the plain text is taken, or else the page. Pictures that
    the message shows and parts for programs are in neither.
    """
    found = MailParts()
    todo = [(message, True, False)]  # a part, whether words are taken from it, whether it is beside a page
    while todo:
        part, wanted, beside = todo.pop()
        _mend(part)
        kind = part.get_content_type()
        below = parts_below(part)
        if part.get_content_maintype() == "multipart" and below:
            found.encrypted = found.encrypted or kind == "multipart/encrypted"
            chosen = _choose(below) if kind == "multipart/alternative" else None
            related = kind == "multipart/related"
            todo += [(p, wanted and chosen in (None, i), related and i > 0) for i, p in enumerate(below)][::-1]
        elif _is_words(part, kind):
            if wanted:
                found.words.append(part)
        elif kind not in _FOR_PROGRAMS and not _is_shown_picture(part, beside):
            found.attached.append(part)
    return found


def parts_below(part: Message) -> list[Message]:
    """Return the parts of a part, or the message that is attached; none where it holds data."""
    payload = part.get_payload()
    return [p for p in payload if isinstance(p, Message)] if isinstance(payload, list) else []


def header(part: Message, name: str) -> str:
    """Return a header decoded and on one line; empty where there is none."""
    return " ".join(decode_words(_raw_header(part, name)[:_MAX_HEADER]).split())


def sender_name(message: Message) -> str:
    """Return the name of the sender, or else the domain of the address; empty where there is neither."""
    try:
        # Before the name is decoded, which may hold commas and brackets of its own.
        name, address = next(iter(getaddresses([_raw_header(message, "From")[:_MAX_SENDER]])), ("", ""))
    except (*PARSER_ERRORS, RecursionError):
        return ""
    return " ".join(decode_words(name).split()) or address.rpartition("@")[2].strip()


def _raw_header(part: Message, name: str) -> str:
    return next((str(value) for key, value in part.raw_items() if key.lower() == name.lower()), "")


def decode_words(raw: str) -> str:
    """Return a header's text: encoded words and raw bytes decoded, whatever is wrong with them.

    >>> decode_words("=?utf-8?q?Caf=C3=A9?= =?x-unknown?b?w6k=?=")
    'Caféé'
    """
    raw = _unescape(raw)
    try:
        found = decode_header(raw)
    except PARSER_ERRORS:
        return raw
    pieces = []
    for piece, charset in found:
        if isinstance(piece, str):
            pieces.append(piece)
        elif charset is None:
            pieces.append(piece.decode("raw-unicode-escape", "replace"))
        else:
            pieces.append(_decode(piece, charset))
    return "".join(c if c.isprintable() else " " for c in "".join(pieces)) or raw


def file_name(part: Message) -> str:
    """Return what an attachment is called, fit to be shown and without folders; empty where it has no name."""
    try:
        name = part.get_filename("")
    except PARSER_ERRORS:
        return ""
    return _base_name(decode_words(str(name)[:_MAX_HEADER]))


def name_attachments(parts: list[Message]) -> Iterator[tuple[str, Message]]:
    """Yield the attachments with names that are all different: "a.pdf", "a (2).pdf"; a message has its subject's."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for number, part in enumerate(parts, start=1):
        kind = part.get_content_type()
        name = file_name(part)
        if kind == "message/rfc822":
            inner = parts_below(part)
            subject = header(inner[0], "Subject") if inner else ""
            name = name or _base_name(subject.replace("/", "-").replace("\\", "-")) or f"message-{number}"
            name = name if name.lower().endswith(".eml") else f"{name}.eml"
        name = name or f"attachment-{number}{_ENDINGS.get(kind, '')}"
        stem, dot, ending = name.rpartition(".")
        again, unique = counts.get(name, 1), name
        while unique in taken:
            again += 1
            unique = f"{stem} ({again}){dot}{ending}" if stem else f"{name} ({again})"
        taken.add(unique)
        counts[name] = again
        yield unique, part


def _base_name(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1]
    last = " ".join("".join(c if c.isprintable() else " " for c in last).split()).lstrip(". ")
    return last if len(last) <= _MAX_NAME else f"{last[: _MAX_NAME - 21]}…{last[-20:]}"


def _unescape(raw: str) -> str:
    """Return a header with the bytes decoded that are not ASCII, which the parser marks as surrogates."""
    if raw.isascii() or not any("\udc80" <= c <= "\udcff" for c in raw):
        return raw
    return _decode(raw.encode("utf-8", "surrogateescape"), "")


def _decode(data: bytes, charset: str) -> str:
    # NUL would make it binary, and has no place in a header.
    return decode_text(data.replace(b"\0", b" ") if "16" not in charset else data, path="", declared=charset)


def _mend(part: Message) -> None:
    """Decode the headers that say what a part is; the parser would put question marks for their bytes."""
    for name in _STRUCTURE:
        raw = _raw_header(part, name)
        if len(raw) > _MAX_HEADER or not raw.isascii():
            part.replace_header(name, _unescape(raw[:_MAX_HEADER]))


def _choose(parts: list[Message]) -> int | None:
    """Return which of several alternatives is read."""
    plain = next((i for i, p in enumerate(parts) if p.get_content_type() == "text/plain" and _size(p)), None)
    pages = [i for i, p in enumerate(parts) if any(q.get_content_type() == "text/html" for q in p.walk())]
    page = pages[-1] if pages else None
    if plain is not None and page is not None and _size(parts[plain]) < _SHORT_NOTICE:
        longer = sum(_size(q) for q in parts[page].walk() if q.get_content_type() == "text/html")
        if longer > _LONG_PAGE * _SHORT_NOTICE:
            return page
    return page if plain is None else plain


def _size(part: Message) -> int:
    payload = part.get_payload()
    return len(payload.strip()) if isinstance(payload, str) else 0


def _is_words(part: Message, kind: str) -> bool:
    if kind not in ("text/plain", "text/html", "text/enriched") and part.get_content_maintype() != "multipart":
        return False
    return part.get_content_disposition() != "attachment" and not file_name(part)


def _is_shown_picture(part: Message, beside: bool) -> bool:
    """Whether a part is a picture in the text: a logo, a photograph."""
    if part.get_content_maintype() != "image":
        return False
    return beside or part.get_content_disposition() != "attachment" or "Content-ID" in part
