"""E-mails: the message's own words, and what is attached to it."""

from __future__ import annotations

import binascii
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Block, Extraction, Source
from claimcheck.ingestion.paragraphs import split_plain
from claimcheck.ingestion.readers.document_text import TextBuilder
from claimcheck.ingestion.readers.encoding import decode_text
from claimcheck.ingestion.readers.html import add_page, declared_encoding, name_extractor
from claimcheck.ingestion.readers.html_about import iso_day
from claimcheck.ingestion.readers.html_tree import parse_page
from claimcheck.ingestion.readers.mail_parts import (
    PARSER_ERRORS,
    header,
    name_attachments,
    parts_below,
    sender_name,
    sort_parts,
)
from claimcheck.models import Unreadable

_READER = "email-1"
_MAX_VALUE = 1_000
_NEXT_MESSAGE = re.compile(rb"\r?\n\r?\nFrom [^\n]{1,200}[0-9]{4}\r?\n[A-Za-z-]{1,60}:")


def read_email(source: Source) -> Iterator[Extraction | Source | Unreadable]:
    """Read an e-mail: its plain text or else its page, then each attachment as a file of its own.

    Pictures that the message shows, signatures and invitations are passed
    over. An e-mail of nothing but attachments has no text of its own.

    Raises:
        UnreadableInput: It is too large, too long, damaged or nested too
            deeply, is encrypted, or holds neither text nor attachments.
    """
    data = source.read()
    if data.startswith(b"From ") and _NEXT_MESSAGE.search(data, 1):
        raise UnreadableInput(
            "is a mailbox of several messages", path=source.path, hint="save each message by itself, as EML"
        )
    try:
        # The parser for headers of old takes anything; the newer one fails on some.
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=compat32)
        parts = sort_parts(message)
        attachments = list(name_attachments(parts.attached))
        about = _describe(message)
    except RecursionError:
        raise UnreadableInput("is nested too deeply", path=source.path, hint="save its parts by themselves") from None
    except PARSER_ERRORS as error:
        raise UnreadableInput(f"is damaged: {error}", path=source.path) from None
    del data
    try:
        found = _read_words(parts.words, source)
    except UnreadableInput as error:
        if not attachments:
            raise
        yield Unreadable(path=source.path, why=error.message)
    else:
        if found is not None:
            yield replace(found, about=about)
        elif parts.encrypted:
            raise UnreadableInput("is encrypted", path=source.path, hint="save it decrypted")
        elif not attachments:
            raise UnreadableInput("holds no text", path=source.path)
    yield from _open_attachments(attachments, source)


def _describe(message: Message) -> dict[str, str]:
    """Return what the headers say."""
    said = {
        "title": header(message, "Subject"),
        "author": header(message, "From"),
        "issuer": sender_name(message),
        "to": header(message, "To"),
        "date": iso_day(header(message, "Date")),
        "language": header(message, "Content-Language"),
        "message_id": header(message, "Message-ID").strip("<>"),
    }
    return {field: value[:_MAX_VALUE] for field, value in said.items() if value}


def _read_words(parts: list[Message], source: Source) -> Extraction | None:
    """Return the words of all parts as one text; None where there are none."""
    texts: list[str] = []
    blocks: list[Block] = []
    length, extractor = 0, _READER
    for part in parts:
        data = _decode_part(part) or b""
        charset = _charset(part)
        if part.get_content_type() == "text/html":
            builder = TextBuilder(source)
            markup = decode_text(data, path=source.path, declared=charset or declared_encoding(data))
            add_page(builder, parse_page(markup, path=source.path))
            if builder.empty:
                continue
            extractor = f"{_READER} {name_extractor()}"
            page = builder.build(extractor=extractor)
            text, found = page.text.rstrip("\n"), page.blocks
        else:
            text = decode_text(data, path=source.path, declared=charset).replace("\xad", "").strip("\n")
            found = tuple(replace(b, label=b.label.partition(" (line ")[0]) for b in split_plain(text))
        if not found:
            continue
        blocks += [replace(b, start=b.start + length, end=b.end + length) for b in found]
        texts.append(text)
        length += len(text) + 2
        if length > source.limits.max_characters:
            raise UnreadableInput(
                f"holds more than {source.limits.max_characters:,} characters",
                path=source.path,
                hint="raise the setting max_characters",
            )
    if not blocks:
        return None
    return Extraction(text="\n\n".join(texts) + "\n", blocks=tuple(blocks), extractor=extractor)


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset("") or "")
    except PARSER_ERRORS:
        return ""


def _decode_part(part: Message) -> bytes | None:
    """Return the bytes of a part; None where they cannot be decoded."""
    try:
        if inner := parts_below(part):
            return _message_bytes(part, inner[0])
        data = part.get_payload(decode=True)
    except PARSER_ERRORS:
        return None
    return data if isinstance(data, bytes) else None


def _message_bytes(part: Message, inner: Message) -> bytes:
    """Return the bytes of a message that is attached; some programs encode it, although they must not."""
    if not inner.keys() and str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        return binascii.a2b_base64(str(inner.get_payload()))
    return inner.as_bytes(policy=compat32)


def _open_attachments(attachments: list[tuple[str, Message]], source: Source) -> Iterator[Source | Unreadable]:
    """Yield the attachments as files, within the bounds of the settings."""
    limits = source.limits
    left = limits.max_bytes
    for number, (name, part) in enumerate(attachments):
        if number >= limits.max_members:
            why = f"holds more than {limits.max_members:,} attachments; the others were not read (setting max_members)"
            yield Unreadable(path=source.path, why=why)
            return
        path = f"{source.path}/{name}"
        if source.depth >= limits.max_depth:
            yield Unreadable(path=path, why="is nested too deeply (setting max_depth)")
            continue
        data = _decode_part(part)
        if not data:
            yield Unreadable(path=path, why="is empty" if data == b"" else "is damaged: it cannot be decoded")
            continue
        left -= len(data)
        if left < 0:
            yield Unreadable(
                path=path, why=f"is one too many: together they are larger than {limits.max_bytes:,} bytes"
            )
            return
        yield Source(
            path=path, file=io.BytesIO(data), size=len(data), limits=limits, depth=source.depth + 1, alive=source.alive
        )
