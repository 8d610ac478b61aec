from email.message import EmailMessage

import pytest
from reading import check, read_one, source, words

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.readers.email import read_email
from claimcheck.models import Unreadable


def read(data, **limits):
    return read_one(read_email, data, "mail.eml", **limits)


def read_all(data, depth=0, **limits):
    given = source(data, "mail.eml", **limits)
    return list(read_email(Source(path=given.path, file=given.file, size=given.size, limits=given.limits, depth=depth)))


def attached(found):
    return [(item.path, item.read()) for item in found if isinstance(item, Source)]


def message(text="Dear all,\n\nThe vote is on 5 August.\n", **headers):
    made = EmailMessage()
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
    return made


def test_plain_text_with_what_the_headers_say():
    made = message(
        "Dear all,\n\nThe Council decides:\n\n1. To stay.\n\n> It said café\n> twice.\n",
        Subject="Résultats: " + "a subject so long that it is folded, " * 4,
        From="Press Office <press@council.example>",
        To="desk@paper.example",
        Date="Sat, 05 Aug 2017 23:30:00 -0500",
        Message_ID="<1@council.example>",
    )
    found = read(bytes(made))
    assert words(found) == ["Dear all,", "The Council decides:", "1. To stay.", "> It said café\n> twice."]
    assert [b.label for b in found.blocks] == ["paragraph 1", "paragraph 2", "para. 1", "paragraph 4"]
    assert found.about == {
        "title": "Résultats: " + ", ".join(["a subject so long that it is folded"] * 4) + ",",
        "author": "Press Office <press@council.example>",
        "issuer": "Press Office",
        "to": "desk@paper.example",
        "date": "2017-08-05",
        "message_id": "1@council.example",
    }
    assert found.extractor == "email-1"


def test_of_alternatives_the_plain_text_is_read_and_else_the_page():
    made = message()
    made.add_alternative("<p>Page</p>", subtype="html")
    assert words(read(bytes(made)))[-1] == "The vote is on 5 August."
    made = message("  \n")
    made.add_alternative("<h2>News</h2><p>Page <b>te</b>xt</p>", subtype="html")
    found = read(bytes(made))
    assert words(found) == ["News", "Page text"]
    assert found.blocks[1].heading == "News"
    assert found.extractor.startswith("email-1 html-1 selectolax-")


def test_a_plain_text_that_only_points_to_the_page_gives_way_to_it():
    made = message("View this in your browser.")
    made.add_alternative("<p>The Council met in Geneva.</p>" * 400, subtype="html")
    assert words(read(bytes(made)))[0] == "The Council met in Geneva."


def test_several_texts_are_one():
    data = (
        b"Content-Type: multipart/mixed; boundary=x\n\npreamble\n--x\n\nFirst.\n"
        b"--x\nContent-Type: text/html; charset=iso-8859-2\n\n<p>Pa\xf1stwa &amp; <i>x</i>\n--x\n\nLast.\n--x--\n"
    )
    assert words(read(data)) == ["First.", "Państwa & x", "Last."]


def test_attachments_are_files_of_their_own_with_harmless_names():
    made = message()
    made.add_attachment(b"a;b", maintype="text", subtype="csv", filename="../x\\y/v\u202eötes.csv")
    made.add_attachment(b"c", maintype="text", subtype="csv", filename="v ötes.csv")
    made.add_attachment(b"d", maintype="application", subtype="pdf")
    made.add_attachment(b"logo", maintype="image", subtype="png", filename="logo.png", disposition="inline")
    made.add_attachment(b"scan", maintype="image", subtype="png", filename="scan.png")
    made.add_attachment(b"key", maintype="application", subtype="pgp-signature", filename="signature.asc")
    found = read_all(bytes(made))
    assert isinstance(found[0], Extraction)
    assert attached(found) == [
        ("mail.eml/v ötes.csv", b"a;b"),
        ("mail.eml/v ötes (2).csv", b"c"),
        ("mail.eml/attachment-3.pdf", b"d"),
        ("mail.eml/scan.png", b"scan"),
    ]
    assert {(item.depth, item.size) for item in found[1:3]} == {(1, 3), (1, 1)}


def test_forwarded_messages_are_attachments_named_after_their_subject():
    made = message()
    made.add_attachment(message("Inner words.", Subject="Re/the vote"))
    made.add_attachment(message("Other words."))
    found = read_all(bytes(made))
    assert [path for path, _ in attached(found)] == ["mail.eml/Re-the vote.eml", "mail.eml/message-2.eml"]
    assert words(read(attached(found)[0][1])) == ["Inner words."]


def test_an_email_of_attachments_alone_has_no_text():
    (found,) = read_all(
        b'Content-Type: application/pdf; name="caf\xc3\xa9.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERg=='
    )
    assert (found.path, found.read()) == ("mail.eml/café.pdf", b"%PDF")


def test_bounds_are_kept():
    made = message()
    for name in "abc":
        made.add_attachment(b"12345678" * 20, maintype="text", subtype="csv", filename=f"{name}.csv")
    data = bytes(made)
    many = read_all(data, max_members=2)
    assert [path for path, _ in attached(many)] == ["mail.eml/a.csv", "mail.eml/b.csv"]
    assert isinstance(many[-1], Unreadable)
    assert "more than 2 attachments" in many[-1].why
    deep = read_all(data, depth=3)
    assert words(deep[0])[0] == "Dear all,"
    assert deep[1] == Unreadable(path="mail.eml/a.csv", why="is nested too deeply (setting max_depth)")
    with pytest.raises(UnreadableInput, match="larger than 100 bytes"):
        read_all(data, max_bytes=100)
    with pytest.raises(UnreadableInput, match="more than 20 characters"):
        read(bytes(message()), max_characters=20)


def test_a_text_that_is_binary_does_not_hide_the_attachments():
    data = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Transfer-Encoding: base64\n\nAAECAwQFBgc=\n"
        b"--x\nContent-Type: text/csv; name=a.csv\n\na\n--x--\n"
    )
    assert [getattr(item, "why", item.path) for item in read_all(data)] == ["is binary, not text", "mail.eml/a.csv"]


@pytest.mark.parametrize(
    ("headers", "title", "issuer"),
    [
        (b"Subject: =?utf-8?b?w6k=?= =?x-no?q?=C3=A9?=\nFrom: =?utf-8?q?Desk=2C_News?= <a@b.c>", "éé", "Desk, News"),
        (b"Subject: caf\xc3\xa9\nFrom: <a@b.example>", "café", "b.example"),
        (b"Subject: caf\xe9\nFrom: ((((", "café", None),
        (b"Subject: =?utf-8?b?@?=\nFrom: " + b"(" * 100_000, "=?utf-8?b?@?=", None),
        (b"Date: nonsense\nDate: 5\nSubject:", None, None),
    ],
)  # fmt: skip
def test_headers_that_are_odd_or_wrong(headers, title, issuer):
    about = read(headers + b"\n\nText").about
    assert (about.get("title"), about.get("issuer"), about.get("date")) == (title, issuer, None)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "holds no text"),
        (b"Subject: x\n\n", "holds no text"),
        (bytes(range(256)) * 9, "is binary"),
        (b"Content-Type: message/rfc822\n\n" * 5_000, "nested too deeply"),
        (b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)), "deeply"),
        (b"Content-Type: multipart/encrypted; boundary=x\n\n--x\nContent-Type: a/b\n\nx\n--x--", "is encrypted"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(data, why):
    with pytest.raises(UnreadableInput, match=why):
        read_all(data)


def test_damage_anywhere_is_no_crash():
    made = message(Subject="é" * 50, From="Ü <a@b.example>")
    made.add_alternative("<p>Page", subtype="html")
    made.add_attachment(b"a", maintype="text", subtype="csv", filename="é.csv")
    data = bytes(made)
    for at in range(0, len(data), 7):
        for broken in (data[:at], data[:at] + b"\xff\0;=?" + data[at + 3 :], data[:at] + data[at + 20 :]):
            try:
                for item in read_all(broken):
                    if isinstance(item, Extraction):
                        check(item)
            except UnreadableInput:
                pass
