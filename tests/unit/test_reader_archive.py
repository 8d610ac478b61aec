"""ZIP archives: what is inside, by fit names, within bounds; bombs, lies and damage."""

import contextlib
import io
import struct
import warnings
import zipfile
import zlib

import pytest
from reading import source

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Source
from claimcheck.ingestion.readers.archive import read_zip
from claimcheck.models import Unreadable


def pack(*members, method=zipfile.ZIP_DEFLATED):
    """Return a ZIP archive of (name, bytes)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # repeated names
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def read_all(data, **limits):
    return list(read_zip(source(data, "a.zip", **limits)))


def names(found):
    return [f.path for f in found if isinstance(f, Source)]


def test_files_come_in_the_order_of_their_names():
    found = read_all(pack(("b/2.txt", b"two"), ("b/", b""), ("a.txt", b"one"), ("b/10.txt", b"")))
    assert names(found) == ["a.zip/a.txt", "a.zip/b/10.txt", "a.zip/b/2.txt"]
    assert [f.file.read() for f in found] == [b"one", b"", b"two"]
    assert [(f.size, f.depth) for f in found] == [(3, 1), (0, 1), (3, 1)]


def test_what_systems_add_is_left_out():
    data = pack(("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("d/.hidden/a.txt", b"x"), ("a.txt", b"x"))
    assert names(read_all(data)) == ["a.zip/a.txt"]


def test_names_are_labels_and_lead_nowhere():
    data = pack(
        ("../../etc/passwd", b"1"), ("/abs/./x.txt", b"2"), ("win\\..\\y.txt", b"3"), ("C:\\z.txt", b"4"),
        ("line\nbreak\x1b[0m.txt", b"5"), ("\u202egpj.txt", b"6"), ("..", b"7"), ("n" * 5_000 + ".csv", b"8"),
    )  # fmt: skip
    found = names(read_all(data))
    assert "a.zip/etc/passwd" in found
    assert "a.zip/abs/x.txt" in found
    assert "a.zip/win/y.txt" in found
    assert "a.zip/C:/z.txt" in found
    assert "a.zip/line\ufffdbreak\ufffd[0m.txt" in found
    assert "a.zip/\ufffdgpj.txt" in found
    assert len(found) == 7
    (long,) = (n for n in found if n.endswith("n.csv"))
    assert len(long) < 250


def test_repeated_names_keep_their_ending():
    found = read_all(pack(("d/a.txt", b"1"), ("d/a.txt", b"2"), ("d/a (2).txt", b"3"), ("b", b"4"), ("b", b"5")))
    assert {f.path: f.file.read() for f in found} == {
        "a.zip/b": b"4", "a.zip/b (2)": b"5",
        "a.zip/d/a (2).txt": b"3", "a.zip/d/a.txt": b"1", "a.zip/d/a (3).txt": b"2",
    }  # fmt: skip


def test_old_names_that_are_not_utf8():
    data = pack(("caf_.txt", b"x")).replace(b"caf_", b"caf\x82")
    assert names(read_all(data)) == ["a.zip/café.txt"]


def test_members_are_unpacked_one_at_a_time():
    found = read_zip(source(pack(*((f"{n}.txt", b"x" * 100_000) for n in range(3))), "a.zip"))
    assert next(found).path == "a.zip/0.txt"
    found.close()


def test_too_many_files():
    data = pack(*((f"{n}.txt", b"x") for n in range(4)))
    assert len(read_all(data, max_members=4)) == 4
    with pytest.raises(UnreadableInput, match="holds more than 3 files"):
        read_all(data, max_members=3)


def test_a_directory_without_end_is_not_read():
    data = bytearray(pack(("a.txt", b"x")))
    struct.pack_into("<L", data, data.rfind(b"PK\5\6") + 12, 0xFFFFFFF0)
    with pytest.raises(UnreadableInput, match="holds more than"):
        read_all(bytes(data))


def test_nesting():
    deep = source(pack(("a.txt", b"x")), "a.zip", max_depth=2)
    inner = Source(path="a.zip/b.zip", file=deep.file, size=deep.size, limits=deep.limits, depth=1)
    assert names(read_zip(inner)) == ["a.zip/b.zip/a.txt"]
    inmost = Source(path="a.zip/b.zip/c.zip", file=deep.file, size=deep.size, limits=deep.limits, depth=2)
    with pytest.raises(UnreadableInput, match="nested too deeply"):
        list(read_zip(inmost))


def test_a_bomb_is_not_unpacked_and_the_rest_goes_on():
    (bad, good) = read_all(pack(("a.txt", b"\0" * 30_000_000), ("b.txt", b"fine")))
    assert bad == Unreadable(path="a.zip/a.txt", why="would unpack to more than 200 times its size (a ZIP bomb?)")
    assert good.file.read() == b"fine"


def test_a_member_that_is_too_large():
    noise = zlib.compress(bytes(range(256)) * 50) * 1_000
    (bad, good) = read_all(pack(("a.bin", noise), ("b.txt", b"fine")), max_bytes=10_000)
    assert bad.why == "is larger than 10,000 bytes (setting max_bytes)"
    assert good.path == "a.zip/b.txt"


def test_all_members_together_are_bounded():
    data = pack(*((f"{n}.txt", bytes(range(256)) * 40) for n in range(5)))
    with pytest.raises(UnreadableInput, match="unpacks to more than 25,000 bytes"):
        read_all(data, max_container_bytes=25_000)


def test_a_lie_about_the_size_is_found_out():
    data = bytearray(pack(("a.txt", b"A" * 5_000), ("b.txt", b"fine")))
    at = data.find(b"PK\1\2")
    struct.pack_into("<L", data, at + 24, 10)
    (bad, good) = read_all(bytes(data))
    assert bad.why.startswith("is damaged")
    assert good.file.read() == b"fine"


def test_overlapping_members():
    data = pack(("a.txt", b"A" * 500), ("b.txt", b"B" * 500))
    first, second = (i for i in range(len(data)) if data[i : i + 4] == b"PK\1\2")
    changed = bytearray(data)
    struct.pack_into("<L", changed, second + 42, struct.unpack_from("<L", data, first + 42)[0])
    with pytest.raises(UnreadableInput, match="overlap"):
        read_all(bytes(changed))


def test_encrypted_links_and_other_methods():
    data = bytearray(pack(("a.txt", b"secret"), ("b.txt", b"fine")))
    data[data.find(b"PK\1\2") + 8] |= 1
    (bad, good) = read_all(bytes(data))
    assert bad.why == "is encrypted"
    assert good.file.read() == b"fine"

    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    assert read_all(pack((link, b"/etc/passwd")))[0].why == "is a link, which is not followed"

    for method, name in ((zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA")):
        (bad,) = read_all(pack(("a.txt", b"x" * 100), method=method))
        assert bad.why == f"is compressed in a way that is not read ({name})"


@pytest.mark.parametrize("place", [31, 35, 36, 40])
def test_damage_inside_a_member(place):
    data = bytearray(pack(("a", bytes(range(256)) * 20), ("b", b"fine")))
    data[place] ^= 0xFF
    (bad, good) = read_all(bytes(data))
    assert bad.why.startswith("is damaged: ")
    assert good.file.read() == b"fine"


def test_bytes_that_are_no_archive():
    whole = pack(("a.txt", b"words " * 100), ("b.txt", b"more"))
    for data in (
        b"",
        b"PK\3\4",
        b"nonsense",
        b"PK\5\6",
        whole[: len(whole) // 2],
        whole[:-5],
        b"PK\5\6" + b"\xff" * 18,
    ):
        with pytest.raises(UnreadableInput, match=r"damaged|files"):
            read_all(data)


def test_an_archive_of_nothing():
    for data in (pack(), pack((".hidden", b"x"), ("folder/", b""))):
        with pytest.raises(UnreadableInput, match="holds no files"):
            read_all(data)


def test_any_byte_changed_is_survived():
    data = pack(("a.txt", b"words and words"), ("b.txt", b"more"))
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 0x55
        with contextlib.suppress(UnreadableInput):
            read_all(bytes(changed), max_bytes=1_000)


def test_a_member_without_a_name_is_passed_over():
    data = pack(("x", b"Nameless."), ("a.txt", b"Words."))
    at = data.index(b"PK\1\2")
    # The name's length in the directory, and the name itself.
    nameless = data[: at + 28] + b"\0\0" + data[at + 30 : at + 46] + data[at + 47 :]
    size, start = (int.from_bytes(nameless[-10 + n : -6 + n], "little") for n in (0, 4))
    nameless = nameless[:-10] + (size - 1).to_bytes(4, "little") + start.to_bytes(4, "little") + nameless[-2:]
    assert names(read_all(nameless)) == ["a.zip/a.txt"]
