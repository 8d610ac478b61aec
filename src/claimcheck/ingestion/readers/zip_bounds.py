"""What must hold of a document in a ZIP container (DOCX, ODT, XLSX) before a library opens it."""

from __future__ import annotations

import copy
import struct
import zipfile
import zlib
from xml.parsers import expat

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Source

_CHUNK = 1 << 16
_MAX_MANIFEST = 1 << 20
_MAX_MESSAGE = 120
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
# Office documents shrink ten- to fifty-fold; small parts full of spaces may do better, and are harmless.
_MAX_RATIO = 250
_FREE = 10_000_000
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, RuntimeError, ValueError)


def check_container(source: Source) -> None:
    """Check that a ZIP container may be opened by a library that trusts it; leave the file at its beginning.

    Every member is inflated piece by piece and thrown away: what the directory
    says of sizes may be a lie, and a library that believes it may fill the
    memory. Bounds: a quarter of `limits.max_megabytes` altogether,
    `limits.max_members` members.

    Raises:
        UnreadableInput: It is no ZIP file or a damaged one, is locked with a
            password, holds too much, or holds XML with a document type that
            declares entities.
    """
    try:
        source.file.seek(0)
        with zipfile.ZipFile(source.file) as container:
            _check_members(container, source)
    except RecursionError:
        raise
    except _DAMAGE as error:
        raise damaged(source, str(error)) from None
    source.file.seek(0)


def _check_members(container: zipfile.ZipFile, source: Source) -> None:
    members = container.infolist()
    if len(members) > source.limits.max_members:
        raise UnreadableInput(
            f"holds more than {source.limits.max_members:,} parts",
            path=source.path,
            hint="raise the setting max_members",
        )
    if any(member.flag_bits & 0x1 for member in members) or _is_encrypted(container):
        raise UnreadableInput("is locked with a password", path=source.path, hint="save it without one")
    if any(member.compress_type not in _METHODS for member in members):
        raise damaged(source, "its parts are compressed in an unusual way")
    _check_total(sum(member.file_size for member in members), source)
    total = 0
    for member in members:
        if member.file_size > max(_FREE, _MAX_RATIO * member.compress_size):
            raise UnreadableInput(
                f"unpacks to more than {_MAX_RATIO} times its size, as ZIP bombs do", path=source.path
            )
        size = _inflate(container, member, source)
        total += size
        _check_total(total, source)
        if size != member.file_size:
            raise damaged(source, f"{member.filename} has not the size that its directory says")


def _is_encrypted(container: zipfile.ZipFile) -> bool:
    """Return whether the manifest of an OpenDocument file says that its parts are encrypted."""
    try:
        with container.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(_MAX_MANIFEST)
    except KeyError:
        return False


def _check_total(total: int, source: Source) -> None:
    most = source.limits.max_megabytes * 1_000_000 // 4
    if total > most:
        raise UnreadableInput(
            f"unpacks to more than {most:,} bytes", path=source.path, hint="raise the setting max_megabytes"
        )


def _inflate(container: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> int:
    """Return the true size of a member, and check its beginning when that is XML."""
    most = source.limits.max_megabytes * 1_000_000 // 4
    honest = copy.copy(member)
    # The module stops at the size that is declared; a library that reads at one go inflates everything all the same.
    honest.file_size = most + 1
    size, prolog = 0, _Prolog(member.filename)
    with container.open(honest) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if size > most:
                break
            if not prolog.done and (wrong := prolog.feed(chunk)):
                raise UnreadableInput(f"{wrong} in {member.filename}, which is not read", path=source.path)
    return size


class _Prolog:
    """What stands before the first element of an XML part."""

    def __init__(self, name: str) -> None:
        self.done = name.endswith("/")
        self._xml = name.lower().endswith((".xml", ".rels"))
        self._parser = expat.ParserCreate()
        self._parser.EntityDeclHandler = self._declare
        self._parser.StartElementHandler = self._start
        self._entity = False

    def feed(self, data: bytes) -> str:
        """Read on until `done`; return what is wrong."""
        try:
            self._parser.Parse(data, False)
        except _StopReading:
            self.done = True
        except (expat.ExpatError, LookupError, ValueError):
            # A picture, or a text in an encoding that office documents are never in and that may hide something.
            self.done = True
            return "damaged XML" if self._xml and not self._entity else self._wrong()
        return self._wrong()

    def _wrong(self) -> str:
        return "XML with entities" if self._entity else ""

    def _declare(self, *_: object) -> None:
        self._entity = True
        raise _StopReading

    def _start(self, *_: object) -> None:
        raise _StopReading


class _StopReading(Exception):
    """Everything before the first element has been seen."""


def damaged(source: Source, why: str) -> UnreadableInput:
    """Return what to raise where a library cannot read a file; `why` is its message."""
    told = " ".join(why.split())[:_MAX_MESSAGE]
    return UnreadableInput(
        f"is damaged: {told}" if told else "is damaged",
        path=source.path,
        hint="open it in the program that made it and save it again",
    )
