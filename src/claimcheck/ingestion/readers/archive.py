"""ZIP archives: each file inside, unpacked in memory within bounds; nothing is written to disk."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Source
from claimcheck.models import Unreadable

_CHUNK = 1 << 16
_MAX_RATIO = 200
_HARMLESS = 10_000_000
# bzip2 and LZMA may unpack a few bytes to gigabytes in one step; hardly an archive uses them.
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_METHOD_NAMES = {9: "Deflate64", zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "LZMA", 93: "Zstandard", 95: "XZ"}
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
_MAX_ENTRY = 1_000  # bytes of the directory that a member takes, generously
_MAX_SEGMENT = 200
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, RuntimeError, ValueError)
_NOT_PRINTED = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def read_zip(source: Source) -> Iterator[Source | Unreadable]:
    """Yield the files of a ZIP archive in the order of their names, each when it is asked for.

    Left out are folders, hidden files and what macOS adds.

    Raises:
        UnreadableInput: The archive is damaged, nested too deeply, holds no
            files or too many, members that share their bytes, or unpacks to
            more than `limits.max_container_bytes`.
    """
    if source.depth >= source.limits.max_depth:
        raise UnreadableInput("is nested too deeply", path=source.path, hint="raise the setting max_depth")
    with _open(source) as archive:
        left = source.limits.max_container_bytes
        for name, member in _name_members(archive, source):
            path = f"{source.path}/{name}"
            found = _unpack(archive, member, path, source)
            if isinstance(found, bytes):
                left -= len(found)
                if left < 0:
                    raise UnreadableInput(
                        f"unpacks to more than {source.limits.max_container_bytes:,} bytes",
                        path=source.path,
                        hint="raise the setting max_container_bytes",
                    )
                file = io.BytesIO(found)
                size = len(found)
                del found
                yield Source(
                    path=path, file=file, size=size, limits=source.limits, depth=source.depth + 1, alive=source.alive
                )
                del file
            else:
                left -= found[1]
                yield Unreadable(path=path, why=found[0])


def _open(source: Source) -> zipfile.ZipFile:
    """Open the archive; a directory too long to be honest is not even read."""
    try:
        if _directory_size(source) > _MAX_ENTRY * source.limits.max_members:
            raise _too_many(source)
        source.file.seek(0)
        return zipfile.ZipFile(source.file)
    except RecursionError:
        raise
    except _DAMAGE as error:
        raise UnreadableInput(
            f"is damaged: {_lower(str(error)) or 'no ZIP archive'}", path=source.path, hint="pack it again"
        ) from None


def _directory_size(source: Source) -> int:
    """Return how long the archive says its directory is; 0 where it doesn't say."""
    start = max(0, source.size - 65_557)
    source.file.seek(start)
    tail = source.file.read(65_557)
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) < at + 22:
        return 0
    size: int = struct.unpack_from("<L", tail, at + 12)[0]
    if size != 0xFFFFFFFF:
        return size
    wide = tail.rfind(b"PK\6\6", 0, at)
    return int(struct.unpack_from("<Q", tail, wide + 40)[0]) if wide >= 0 and len(tail) >= wide + 48 else 0


def _name_members(archive: zipfile.ZipFile, source: Source) -> list[tuple[str, zipfile.ZipInfo]]:
    """Return the members that are files, with names fit to be shown, in the order of these."""
    members = archive.infolist()
    kept = [(name, m) for m in members if (name := _clean_name(m.filename)) and not m.is_dir()]
    if len(kept) > source.limits.max_members:
        raise _too_many(source)
    if not kept:
        raise UnreadableInput("holds no files", path=source.path)
    _check_overlap(archive, members, source)
    kept.sort(key=lambda item: (item[0], item[1].header_offset))
    taken = {name for name, _ in kept}
    named: list[tuple[str, zipfile.ZipInfo]] = []
    counts: dict[str, int] = {}
    for name, member in kept:
        number = counts.get(name, 0) + 1
        label = name
        if number > 1:
            while (label := _numbered(name, number)) in taken:
                number += 1
            taken.add(label)
        counts[name] = number
        named.append((label, member))
    return named


def _check_overlap(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], source: Source) -> None:
    """Refuse members that share bytes: a small file of them unpacks to anything."""
    ordered = sorted(members, key=lambda m: m.header_offset)
    ends = [m.header_offset for m in ordered[1:]] + [archive.start_dir]
    for member, end in zip(ordered, ends, strict=True):
        if member.header_offset + _LOCAL_HEADER + member.compress_size > end:
            raise UnreadableInput("is damaged: members overlap (a ZIP bomb?)", path=source.path, hint="pack it again")


def _clean_name(name: str) -> str:
    """Return a member's name as a path below the archive; "" for what is passed over.

    >>> _clean_name("/a/../b\\\\c.txt"), _clean_name("__MACOSX/a.txt"), _clean_name("a/.DS_Store")
    ('a/b/c.txt', '', '')
    """
    parts = [p.strip() for p in _NOT_PRINTED.sub("\ufffd", name).replace("\\", "/").split("/")]
    parts = [p for p in parts if p and p not in {".", ".."}]
    if not parts or parts[0] == "__MACOSX" or any(p.startswith(".") for p in parts):
        return ""
    return "/".join(p if len(p) <= _MAX_SEGMENT else f"{p[: _MAX_SEGMENT - 21]}…{p[-20:]}" for p in parts[-20:])


def _numbered(name: str, number: int) -> str:
    """Return "a (2).txt" for the second "a.txt", so that the ending still tells the format."""
    folder, slash, last = name.rpartition("/")
    stem, dot, ending = last.rpartition(".")
    return f"{folder}{slash}{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})"


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, source: Source) -> bytes | tuple[str, int]:
    """Return a member's bytes, or why it cannot be read and how much was unpacked of it."""
    if member.flag_bits & _ENCRYPTED:
        return "is encrypted", 0
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link, which is not followed", 0
    if member.compress_type not in _METHODS:
        name = _METHOD_NAMES.get(member.compress_type, f"method {member.compress_type}")
        return f"is compressed in a way that is not read ({name})", 0
    data = bytearray()
    most = source.limits.max_bytes
    try:
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                data += chunk
                # What was unpacked is counted: sizes in the directory may be lies.
                if len(data) > _HARMLESS and len(data) > _MAX_RATIO * member.compress_size:
                    return f"would unpack to more than {_MAX_RATIO} times its size (a ZIP bomb?)", len(data)
                if len(data) > most:
                    return f"is larger than {most:,} bytes (setting max_bytes)", len(data)
    except RecursionError:
        raise
    except _DAMAGE as error:
        return f"is damaged: {_lower(str(error)) or 'it ends too early'}", len(data)
    if len(data) != member.file_size:
        return "is damaged: it has not the size that the archive says", len(data)
    return bytes(data)


def _too_many(source: Source) -> UnreadableInput:
    return UnreadableInput(
        f"holds more than {source.limits.max_members:,} files", path=source.path, hint="raise the setting max_members"
    )


def _lower(message: str) -> str:
    """Return a library's message as the end of ours, on one line."""
    message = " ".join(_NOT_PRINTED.sub(" ", message).split())[:_MAX_SEGMENT]
    return message[:1].lower() + message[1:]
