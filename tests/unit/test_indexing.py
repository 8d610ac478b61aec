"""What the passages of a document are found by: keys, surroundings, sections."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.config import Config
from claimcheck.errors import InvalidSettings
from claimcheck.ingestion.indexing import SECTION_SIZE, index_terms, load_names
from claimcheck.models import Locator, Passage, SourceDocument

NAMES = load_names(Config())


def terms_of(*sentences, labels=None, headings=None, lead_ins=None, **about):
    """Return the terms of a document with one passage for each sentence."""
    passages, start = [], 0
    for n, sentence in enumerate(sentences):
        label = labels[n] if labels else f"paragraph {n + 1}"
        locator = Locator(label=label, heading=headings[n] if headings else "")
        span = {"start": start, "end": start + len(sentence), "text": sentence}
        lead_in = lead_ins[n] if lead_ins else ""
        passages.append(Passage(id=f"p{n}", document_id="d", ordinal=n + 1, locator=locator, lead_in=lead_in, **span))
        start += len(sentence) + 1
    fields = {"id": "d", "name": "a", "path": "a.txt", "title": "Notes", "sha256": "0"} | about
    return index_terms(SourceDocument(text="\n".join(sentences), **fields), passages, NAMES)


def keys_of(*sentences, kind="", **about):
    return [[key for key in terms.keys if key.startswith(kind)] for terms in terms_of(*sentences, **about)]


def sections_of(sizes, **about):
    return [terms.section for terms in terms_of(*("x" * size for size in sizes), **about)]


def test_a_passage_has_the_keys_of_its_own_names_numbers_and_dates():
    (first, second) = keys_of("On 17 August 2017 Pyongyang sold 2,412 tons.", "Rain fell.")
    assert {"e:north korea", "n:2412", "n:~2400", "d:2017-08-17", "d:2017-08", "d:2017", "d:08-17"} <= set(first)
    assert first == sorted(set(first)), "each once, in an order that is always the same"
    assert second == []


def test_the_names_of_the_title_and_the_issuer_are_every_passages():
    title = {"title": "Letter of the Permanent Mission of Norway", "issuer": "Ministry of Japan"}
    for keys in keys_of("Rain fell.", "It sold 5 tons.", kind="e:", **title):
        assert {"e:norway", "e:japan"} <= set(keys)
    assert keys_of("Rain fell.", title="Letter of 5 May 2017, No. 2412") == [[]], "its numbers and dates are not"


def test_names_are_read_as_the_document_introduces_them():
    keys = keys_of(
        "The Joint Harbour Board (JHB) met.",
        "The JHB adjourned.",
        "Prime Minister Shinzo Abe spoke.",
        "Mr Abe left.",
        kind="e:",
    )
    assert keys[0] == keys[1] == ["e:joint harbour board"]
    assert keys[2] == keys[3]
    assert any("abe" in key for key in keys[3])
    assert keys_of("The JHB adjourned.", kind="e:") == [[]], "nobody has said what it is"


def test_a_day_has_the_year_of_its_document():
    year = {"first_day": date(2017, 8, 20), "last_day": date(2017, 8, 20)}
    assert "d:2017-08-17" in keys_of("It met on 17 August.", **year)[0]
    assert keys_of("It met on 17 August.", kind="d:") == [["d:08-17"]]


@pytest.mark.parametrize(
    ("first", "last", "known"),
    [
        (date(2017, 1, 1), date(2017, 12, 31), True),
        (date(2016, 1, 1), date(2016, 12, 31), True),
        (date(2016, 12, 30), date(2017, 12, 31), True),
        (date(2016, 1, 1), date(2017, 12, 31), False),
        (None, date(2017, 12, 31), False),
        (date(2017, 1, 1), None, False),
    ],
)
def test_a_document_of_an_age_has_no_year_to_give(first, last, known):
    (keys,) = keys_of("It met on 17 August.", kind="d:", first_day=first, last_day=last)
    assert (keys != ["d:08-17"]) == known


def test_what_surrounds_a_passage_is_its_title_issuer_date_heading_and_lead_in():
    about = {"title": "Minutes", "issuer": "The Council", "date": "5 August 2017"}
    first, second, third = terms_of(
        "One.", "Two.", "Three.", headings=["", "Part A", "Part A"], lead_ins=["", "", "States shall:"], **about
    )
    assert first.context == "Minutes The Council 5 August 2017"
    assert second.context == "Minutes The Council 5 August 2017 Part A"
    assert third.context == "Minutes The Council 5 August 2017 Part A States shall:"
    assert terms_of("One.", title="Minutes", issuer="Minutes")[0].context == "Minutes", "said once"
    assert terms_of("One.", title="")[0].context == ""


def test_a_short_document_is_one_section():
    assert sections_of([10]) == [0]
    assert sections_of([400] * 7) == [0] * 7
    assert terms_of() == ()


def test_a_long_document_is_cut_into_sections_of_about_equal_size():
    size = SECTION_SIZE // 10
    assert sections_of([size] * 20) == [0] * 10 + [1] * 10
    # Ten sections and most of another: the rest is shared out among eleven.
    sizes = [size] * 107
    sections = sections_of(sizes)
    counts = [sections.count(n) for n in range(sections[-1] + 1)]
    assert len(counts) == 11
    assert max(counts) - min(counts) <= 1


def test_a_passage_belongs_where_its_middle_is():
    part = SECTION_SIZE // 4
    assert sections_of([3 * part, 2 * part, 3 * part]) == [0, 1, 1]
    assert sections_of([3 * part, 2 * part - 2, 3 * part + 2]) == [0, 0, 1]


def test_a_passage_longer_than_a_section_is_one():
    assert sections_of([SECTION_SIZE * 3, 50, 50]) == [0, 1, 1]


def test_a_row_is_a_section_of_its_own():
    labels = ["paragraph 1", "row 2", "sheet Votes, row 3", "row 4", "paragraph 2", "paragraph 3"]
    assert sections_of([50] * 6, labels=labels) == [0, 1, 2, 3, 4, 4]
    assert sections_of([50] * 2, labels=["a row 2 of", "rowing 3"]) == [0, 0]
    assert sections_of([50] * 2, labels=["narrow 2", "row two"]) == [0, 0]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3 * SECTION_SIZE), st.booleans()), min_size=1, max_size=40))
def test_sections_follow_each_other_and_none_is_much_too_large(passages):
    sizes = [size for size, _ in passages]
    sections = sections_of(sizes, labels=[f"row {n}" if row else f"line {n}" for n, (_, row) in enumerate(passages)])
    assert sections[0] == 0
    assert all(after - before in {0, 1} for before, after in pairwise(sections))
    for n, (_, row) in enumerate(passages):
        assert not row or sections.count(sections[n]) == 1
    for section in range(sections[-1] + 1):
        held = [size for size, own in zip(sizes, sections, strict=True) if own == section]
        # By its middle a passage falls into a part, so that half of the first and of the last may stand out.
        assert sum(held) <= 2 * SECTION_SIZE + (held[0] + held[-1]) / 2


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800 of Japan", "(" * 5_000, "A (B) " * 2_000, "2" * 5_000, "\u202eJapan", "e:japan n:1 d:1"]
)
def test_any_text_has_terms(text):
    (terms,) = terms_of(text, title=text, issuer=text)
    assert terms.section == 0
    assert all(key[:2] in {"e:", "n:", "d:"} for key in terms.keys)


def test_the_desks_own_names_count_and_a_wrong_file_is_told(tmp_path):
    decisions = tmp_path / "entities.yaml"
    decisions.write_text("- merge: the Hermit Kingdom\n  into: North Korea\n", "utf-8")
    names = load_names(Config(entities=str(decisions)))
    assert "north korea" in names.owners("the Hermit Kingdom")
    with pytest.raises(InvalidSettings, match="absent"):
        load_names(Config(aliases=str(tmp_path / "absent.toml")))
