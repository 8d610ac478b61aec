"""What is known of a document, and from where."""

import datetime

import pytest

from claimcheck.errors import InvalidSettings
from claimcheck.ingestion.extraction import Block, Extraction
from claimcheck.ingestion.folder_rules import FolderRules, load_rules
from claimcheck.ingestion.languages import guess_language
from claimcheck.ingestion.metadata import describe
from claimcheck.models import SourceDocument, Tier

KEYS = {
    *("title", "issuer", "date", "first_day", "last_day", "urls", "tier", "form", "coverage", "gaps", "language"),
    *("group", "supersedes", "acquired_from", "acquired_at", "acquired_by", "attributes", "provenance"),
}


def extraction(text="words.\n", *, label="paragraph 1 (line 1)", **more):
    blocks = more.pop("blocks", (Block(start=0, end=len(text.rstrip()), label=label),))
    return Extraction(text=text, blocks=blocks, extractor="x-1", **more)


def of(found, *, path="a.txt", sidecar=None, rules=None):
    about = describe(found, path=path, sidecar=sidecar, rules=rules or FolderRules.none())
    assert about.keys() == KEYS
    SourceDocument(id="d", name="n", path=path, text=found.text, sha256="s", **about)
    return about


@pytest.fixture
def place(tmp_path):
    def write(text, name="a.pdf.meta.yaml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def test_nothing_known():
    about = of(extraction(), path="deep/a.txt")
    assert about["title"] == "a"
    assert (about["tier"], about["form"], about["urls"]) == (Tier.PRIMARY, "original", ())
    assert about["first_day"] is None
    assert about["attributes"] == {}
    assert about["provenance"] == {"title": "default", "tier": "default", "form": "default"}


def test_front_matter():
    front = {
        "title": "On\n  things",
        "issuer": "Office",
        "date": "4 July 2017 (circulated 24 July 2017)",
        "urls": ["https://a.example", "https://b.example"],
        "tier": "secondary",
        "form": "digest",
        "coverage": "",
        "acquired": {"from": "the archive", "at": "2024-05-01"},
        "acquired_by": "JD",
        "keywords": ["a", "b"],
        "more": {"x": "1", "y": ["2", "3"]},
        "attributes": {"meeting": "12"},
    }
    about = of(extraction(front_matter=front))
    assert (about["title"], about["issuer"], about["tier"], about["form"]) == (
        "On things",
        "Office",
        Tier.SECONDARY,
        "digest",
    )
    assert (about["first_day"], about["last_day"]) == (datetime.date(2017, 7, 4), datetime.date(2017, 7, 24))
    assert about["urls"] == ("https://a.example", "https://b.example")
    assert [about[f"acquired_{key}"] for key in ("from", "at", "by")] == ["the archive", "2024-05-01", "JD"]
    assert about["attributes"] == {"keywords": "a, b", "more": "x: 1; y: 2, 3", "meeting": "12"}
    assert about["provenance"]["attributes.meeting"] == "front matter"
    assert set(about["provenance"].values()) == {"front matter"}
    assert "coverage" not in about["provenance"]


def test_the_order_of_places_field_by_field(place):
    rules = load_rules(
        place(
            "rules:\n"
            "  - {set: {issuer: R1, language: r1, group: r1, coverage: r1, title: R1, attributes: {n: r1, m: r1}}}\n"
            "  - {set: {group: r2, gaps: r2, attributes: {m: r2, o: r2}}}\n"
            "  - {over: file, set: {title: R3, date: '1950', attributes: {author: r3}}}\n",
            "corpus.yaml",
        )
    )
    sidecar = place("issuer: S\ndate: 1 May 2001\nn: s\n")
    about = of(
        extraction(
            front_matter={"issuer": "F"},
            about={"title": "pdf junk", "date": "1999-01-01", "language": "fr", "author": "X", "address": "https://f"},
        ),
        sidecar=sidecar,
        rules=rules,
    )
    assert {key: about[key] for key in ("issuer", "date", "title", "language", "group", "gaps", "coverage")} == {
        "issuer": "F",
        "date": "1 May 2001",
        "title": "R3",
        "language": "fr",
        "group": "r1",
        "gaps": "r2",
        "coverage": "r1",
    }
    assert about["attributes"] == {"n": "s", "author": "r3", "m": "r1", "o": "r2"}
    assert about["urls"] == ("https://f",)
    assert about["provenance"] == {
        "issuer": "front matter",
        "date": "sidecar",
        "title": "rule 3 of corpus.yaml",
        "language": "file",
        "urls": "file",
        "group": "rule 1 of corpus.yaml",
        "coverage": "rule 1 of corpus.yaml",
        "gaps": "rule 2 of corpus.yaml",
        "tier": "default",
        "form": "default",
        "attributes.n": "sidecar",
        "attributes.author": "rule 3 of corpus.yaml",
        "attributes.m": "rule 1 of corpus.yaml",
        "attributes.o": "rule 2 of corpus.yaml",
    }


def test_a_file_does_not_say_its_own_worth():
    about = of(extraction(about={"tier": "primary", "form": "digest", "group": "g", "issuer": " A\n B "}))
    assert (about["form"], about["group"], about["issuer"]) == ("original", "", "A B")
    assert about["attributes"] == {"tier": "primary", "form": "digest", "group": "g"}
    assert about["provenance"]["tier"] == "default"


def test_recognised_text_stays_so_unless_its_front_matter_says_otherwise(place):
    sidecar = place("form: original\n")
    about = of(extraction(form="ocr"), sidecar=sidecar)
    assert (about["form"], about["provenance"]["form"]) == ("ocr", "file")
    assert of(extraction(), sidecar=place("form: digest\n", "b.meta.yaml"))["form"] == "digest"
    assert of(extraction(form="ocr", front_matter={"form": "digest"}))["form"] == "digest"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title: [\n", 1, "is not YAML"),
        ("- a\n", 1, "a sidecar must be keys with values"),
        ("title: A\ntier: golden\n", 2, "unknown tier 'golden' (one of: primary, secondary, archive)"),
        ("title: A\nurls: {a: b}\n", 2, "urls must be a list of addresses"),
        ("acquired: the archive\n", 1, "acquired must be keys with values"),
        ("acquired:\n  from: a\n  form: b\n", 3, "did you mean 'from'?"),
        ("title: A\nattributes: [a]\n", 2, "attributes must be keys with values"),
    ],
)
def test_a_wrong_sidecar(place, text, line, words):
    path = place(text)
    with pytest.raises(InvalidSettings) as caught:
        of(extraction(), sidecar=path)
    assert words in str(caught.value)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_a_sidecar_that_is_gone_empty_or_changed(place, tmp_path):
    with pytest.raises(InvalidSettings, match="no such file"):
        of(extraction(), sidecar=tmp_path / "none.meta.yaml")
    path = place("# nothing yet\n")
    assert of(extraction(), sidecar=path)["issuer"] == ""
    path = place("issuer: A\n")
    assert of(extraction(), sidecar=path)["issuer"] == "A"
    path.write_text("issuer: Another\n")
    assert of(extraction(), sidecar=path)["issuer"] == "Another"


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ({"tier": "golden"}, "a.txt: unknown tier 'golden' (one of: primary, secondary, archive)"),
        ({"urls": {"a": "b"}}, "a.txt: urls must be a list of addresses"),
        ({"acquired": ["a"]}, "acquired must be keys with values"),
        ({"acquired": {"when": "a"}}, "unknown key 'when' in 'acquired' (known: from, at, by)"),
    ],
)
def test_wrong_front_matter(front, words):
    with pytest.raises(InvalidSettings) as caught:
        of(extraction(front_matter=front))
    assert words in str(caught.value)


def test_a_found_tier_must_be_one(place):
    rules = load_rules(place("rules:\n  - find: [{in: text, pattern: 'Tier: (?P<tier>[a-z]+)'}]\n", "corpus.yaml"))
    assert of(extraction("Tier: archive\n"), rules=rules)["tier"] is Tier.ARCHIVE
    with pytest.raises(InvalidSettings, match=r"^a.txt: unknown tier 'gold' by rule 1 of corpus.yaml"):
        of(extraction("Tier: gold\n"), rules=rules)


def test_what_a_file_says_is_made_plain():
    about = of(extraction(about={"title": "A\0B\x1b[31m\ud800C", "subject": "x" * 5000, " \n": "y", "empty": " "}))
    assert about["title"] == "AB[31mC"
    assert about["attributes"] == {"subject": "x" * 2000}


def test_the_first_heading_is_the_title():
    text = "---\n# not this\nissuer: X\n---\n\nIntro line here\n\n# The  Title\n\nBody.\n"
    assert of(extraction(text, front_matter={"issuer": "X"}))["title"] == "The Title"
    blocks = (Block(start=0, end=6, label="paragraph 1"), Block(start=9, end=15, label="heading", whole=True))
    about = of(extraction("By us.\n\n\nTreaty\n", blocks=blocks))
    assert about["title"] == "Treaty"
    assert about["provenance"]["title"] == "default"


@pytest.mark.parametrize(
    ("text", "label", "title"),
    [
        ("The headline of it\n\nBody.\n", "paragraph 1 (line 1)", "The headline of it"),
        ("Treaty of 1950\n", "paragraph 1", "Treaty of 1950"),
        ("Is this one?\n", "paragraph 1", "Is this one?"),
        ("A sentence is no title.\n", "paragraph 1", "a"),
        ("Two lines\nare none\n", "paragraph 1", "a"),
        ("Contents\n", "paragraph 1", "a"),
        ("- 12 -\n", "paragraph 1", "a"),
        ("word " * 40 + "\n", "paragraph 1", "a"),
        ("Country: X; vote: yes\n", "row 1", "a"),
    ],
)
def test_a_first_line_that_looks_like_a_title(text, label, title):
    end = len(text.split("\n\n", maxsplit=1)[0].rstrip())
    assert of(extraction(text, blocks=(Block(start=0, end=end, label=label),)))["title"] == title


SAMPLES = {
    "en": "The Council decides that the text of the report is to be made public, and that it has not been changed.",
    "fr": "Le Conseil décide que le texte du rapport est publié et que les membres des commissions sont informés.",
    "de": "Der Rat beschließt, dass der Bericht nicht geändert wird und dem Ausschuss von den Ländern vorgelegt ist.",
    "es": "El Consejo decide que el texto del informe se publica y que los miembros de las comisiones fueron avisados.",
    "ru": "Совет постановляет, что доклад не был изменён и что он будет опубликован на этой неделе в газете и по сети.",
    "zh": "安全理事会决定公布报告的全文，并请秘书长在三十天内提出进一步的建议。",
    "ja": "安全保障理事会は、報告書の全文を公表し、事務総長に勧告を求めることを決定する。",
    "ko": "안전보장이사회는 보고서 전문을 공개하고 사무총장에게 권고를 요청하기로 결정한다.",
    "ar": "يقرر المجلس نشر نص التقرير الكامل ويطلب من الأمين العام تقديم توصيات أخرى في غضون ثلاثين يوما.",
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_the_language_is_guessed(language, text):
    assert guess_language(text) == language
    about = of(extraction(text + "\n"))
    assert (about["language"], about["provenance"]["language"]) == (language, "guess")
    assert of(extraction(text + "\n", about={"language": "xx"}))["language"] == "xx"


@pytest.mark.parametrize(
    "text", ["", "12 34", "Kim Moon Abe Putin", "x, y, z " * 50, "Rada postanowiła ogłosić raport."]
)
def test_in_doubt_no_language_is_guessed(text):
    assert guess_language(text) == ""
