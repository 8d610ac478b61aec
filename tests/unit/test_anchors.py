"""Quoted words found again, and never in a look-alike."""

import pytest

from claimcheck.models import TextQuote
from claimcheck.text.anchors import ELSEWHERE, GONE, NOT_BETWEEN, TWINS, locate, quote_at

TEXT = (
    "Prices fell in March. Sales rose 12 percent in May. The board was pleased.\n\n"
    "He said no.\n\nAnother part begins. He said no. It ends here.\n"
)


def quoted(words, text=TEXT, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return quote_at(text, start, start + len(words))


def found(text, quote, **about):
    span = locate(text, quote, **about)
    return span if isinstance(span, str) else text[slice(*span)]


def test_a_quote_knows_what_stands_around_it_in_its_paragraph():
    quote = quoted("Sales rose 12 percent in May.")
    assert (quote.prefix, quote.suffix) == ("Prices fell in March.", "The board was pleased.")
    assert (quote.start, quote.places, quote.twins) == (22, 1, 0)
    alone = quoted("He said no.")
    assert (alone.prefix, alone.suffix, alone.places) == ("", "", 2)


def test_words_are_found_where_other_paragraphs_changed():
    quote = quoted("Sales rose 12 percent in May.")
    assert found(f"A new first paragraph.\n\n{TEXT}", quote) == quote.exact
    assert found(TEXT.replace("He said no.", "She agreed."), quote) == quote.exact


def test_line_breaks_quotation_marks_and_emphasis_make_no_difference():
    text = "They say that “sales   rose\n**12** percent” in May."
    assert found(text, TextQuote(exact='"sales rose 12 percent"')) == "“sales   rose\n**12** percent”"


@pytest.mark.parametrize(
    "instead",
    [
        "Sales rose 12 percent in June.",
        "Sales rose 1.2 percent in May.",
        "Sales fell 12 percent in May.",
        "sales rose 12 percent in May.",
    ],
)
def test_a_look_alike_is_not_the_words(instead):
    quote = quoted("Sales rose 12 percent in May.")
    assert found(TEXT.replace(quote.exact, instead), quote) == GONE


@pytest.mark.parametrize("text", ["Sales rose 50 percent.", "Sales rose 5.5 percent.", "Resales rose 5 percent."])
def test_words_are_whole_words_and_whole_numbers(text):
    assert locate(text, TextQuote(exact="Sales rose 5" if "Re" not in text else "ales rose 5 percent")) == GONE


def test_the_surroundings_tell_the_places_apart():
    first, second = quoted("He said no."), quoted("He said no.", nth=1)
    changed = TEXT.replace("Prices fell", "Prices sank")
    assert locate(changed, first) == (TEXT.index("He said no."), TEXT.index("He said no.") + 11)
    assert locate(changed, second)[0] == TEXT.index("He said no.", TEXT.index("Another"))


def test_a_place_that_is_gone_is_not_the_other_one():
    quote = quoted("He said no.", nth=1)
    assert locate(TEXT.replace("Another part begins. He said no. It ends here.", "Nothing."), quote) == ELSEWHERE
    first = quoted("He said no.")
    assert locate(TEXT.replace("He said no.\n\nAnother", "Another"), first) == ELSEWHERE


def test_twins_are_told_apart_only_in_the_text_that_they_were_read_in():
    text = "He said no.\n\nShe left.\n\nHe said no.\n"
    quote = quoted("He said no.", text, nth=1)
    assert quote.twins == 1
    assert locate(text, quote, unchanged=True) == (quote.start, quote.start + 11)
    assert locate(text + "More.", quote) == TWINS
    assert locate(text.replace("She left.\n\nHe said no.", "She left."), quote) == TWINS


def test_few_words_need_their_surroundings_and_a_whole_sentence_may_move():
    text = "It was late. He said no. They left."
    quote = quoted("He said no.", text)
    assert found("It was late. He said no. They stayed.", quote) == "He said no."
    assert locate("It was early. He said no. They stayed.", quote) == ELSEWHERE
    long = quoted("Sales rose 12 percent in May.")
    assert found("Alone here.\n\nSales rose 12 percent in May.\n", long) == long.exact


def test_words_that_a_person_named_stand_once_or_between_what_they_named():
    assert found(TEXT, TextQuote(exact="The board was pleased")) == "The board was pleased"
    twice = TextQuote(exact="He said no.")
    assert "2 places" in locate(TEXT, twice)
    assert locate(TEXT, TextQuote(exact="He said no.", prefix="begins."))[0] > TEXT.index("Another")
    assert locate(TEXT, TextQuote(exact="He said no.", suffix="nowhere")) == NOT_BETWEEN


def test_a_hostile_text_takes_no_time():
    text = "a " * 200_000
    assert "places" in locate(text, TextQuote(exact="a a a"))
    assert locate("(" * 200_000, TextQuote(exact="(" * 1_999 + "b")) == GONE
