"""Plain text of any encoding, its pages told by form feeds."""

import pytest
from reading import read_one, source, words

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.readers.plain import read_plain


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_and_line_ends(encoding):
    found = read_one(read_plain, "Größe der Fläche.\r\n\r\nNaïve Œuvres, größer als früher.".encode(encoding))
    assert words(found) == ["Größe der Fläche.", "Naïve Œuvres, größer als früher."]


def test_form_feeds_begin_pages_and_are_no_characters_of_the_text():
    found = read_one(read_plain, b"One.\n\x0cTwo.\n\n4. Decides to go on.\n\x0c5. Decides to end.")
    assert [(b.page, b.label) for b in found.blocks] == [
        (1, "paragraph 1 (line 1)"),
        (2, "paragraph 2 (line 2)"),
        (2, "para. 4 (line 4)"),
        (3, "para. 5 (line 5)"),
    ]
    assert words(found)[-1] == "5. Decides to end."


def test_bounds():
    with pytest.raises(UnreadableInput, match="more than 10 characters"):
        list(read_plain(source(b"Words and words.", "a.txt", max_characters=10)))
    with pytest.raises(UnreadableInput, match="larger than 10 bytes"):
        list(read_plain(source(b"Words and words.", "a.txt", max_bytes=10)))
    with pytest.raises(UnreadableInput, match="binary"):
        list(read_plain(source(b"\0\1\2\3" * 50, "a.txt")))
