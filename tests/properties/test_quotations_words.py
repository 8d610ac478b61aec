"""Spans of a source are verbatim, and nothing else is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verification.quotations import QuoteOutcome, check_quotation

WORDS = str.split(
    "the of to in and that was with on by we they will has said would be been serious concern programme treaty "
    "government “talks” co-operation, Japan’s U.S. 2,412 42% 1965 peace; missiles – test (again) not never no "
    "unless if only but without denied refused labour organisation Pyongyang 徴用工 étude ... [sic] don't 5."
)
SETTINGS = settings(derandomize=True, max_examples=150, deadline=None)
FOUND = {QuoteOutcome.VERBATIM, QuoteOutcome.TRUNCATED}


@st.composite
def sources(draw: st.DrawFn, words: list[str] = WORDS) -> list[str]:
    return draw(st.lists(st.sampled_from(words), min_size=3, max_size=25))


@st.composite
def spans(draw: st.DrawFn, words: list[str] = WORDS) -> tuple[list[str], int, int]:
    source = draw(sources(words))
    start = draw(st.integers(0, len(source) - 1))
    return source, start, draw(st.integers(start + 1, len(source)))


def has_words(text: str) -> bool:
    return any(c.isalnum() for c in text)


@SETTINGS
@given(spans())
def test_any_span_of_a_source_is_found_in_it(given_span: tuple[list[str], int, int]) -> None:
    source, start, end = given_span
    quote = " ".join(source[start:end])
    check = check_quotation(quote, " ".join(source))
    assert check.outcome in FOUND or not has_words(quote)


@SETTINGS
@given(st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g"]), min_size=1, max_size=12), st.data())
def test_without_cues_any_span_is_verbatim(source: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source) - 1))
    end = data.draw(st.integers(start + 1, len(source)))
    check = check_quotation(" ".join(source[start:end]), " ".join(source))
    assert check.outcome is QuoteOutcome.VERBATIM
    assert check.words == " ".join(source[start:end])


VARIANTS = [
    lambda t: t.replace("“", '"').replace("”", '"').replace("’", "'"),
    lambda t: t.replace("–", "—").replace("co-operation", "co\u2011operation"),
    lambda t: t.replace(" ", "\u00a0"),
    lambda t: t.replace(" ", "  \n"),
    lambda t: t[:1].swapcase() + t[1:],
    lambda t: t + ",",
    lambda t: f"… {t} …",
]


@SETTINGS
@given(spans(), st.sampled_from(VARIANTS))
def test_typography_does_not_count(given_span: tuple[list[str], int, int], vary) -> None:  # type: ignore[no-untyped-def]
    source, start, end = given_span
    text, quote = " ".join(source), " ".join(source[start:end])
    plain, varied = check_quotation(quote, text), check_quotation(vary(quote), text)
    assert (varied.outcome, varied.span) == (plain.outcome, plain.span)


@SETTINGS
@given(spans(), st.data())
def test_another_word_is_never_verbatim(given_span: tuple[list[str], int, int], data: st.DataObject) -> None:
    source, start, end = given_span
    quote = source[start:end]
    at = data.draw(st.integers(0, len(quote) - 1))
    quote[at] = data.draw(st.sampled_from(["xylophone", "2,413", "43%", "opposed", "Seoul"]))
    assert check_quotation(" ".join(quote), " ".join(source)).outcome is not QuoteOutcome.VERBATIM


PLAIN = str.split("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau")


@SETTINGS
@given(st.permutations(PLAIN), st.integers(0, len(PLAIN)), st.sampled_from(["not", "never", "don't"]), st.data())
def test_dropping_a_negation_is_never_verbatim(
    source: list[str], place: int, negation: str, data: st.DataObject
) -> None:
    text = [*source[:place], negation, *source[place:]]
    start = data.draw(st.integers(max(0, place - 6), place))
    end = data.draw(st.integers(place + 1, min(len(text), place + 7)))
    if negation == "don't" and end == place + 1:
        return  # the words before are its subject: nothing is cut from them
    quote = [*text[start:place], *text[place + 1 : end]]
    if quote:
        assert check_quotation(" ".join(quote), " ".join(text)).outcome is not QuoteOutcome.VERBATIM


@SETTINGS
@given(st.permutations(PLAIN), st.integers(0, len(PLAIN)), st.sampled_from(["not", "never"]), st.data())
def test_adding_a_negation_is_never_verbatim(source: list[str], place: int, negation: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, place))
    end = data.draw(st.integers(place, len(source)))
    quote = [*source[start:place], negation, *source[place:end]]
    assert check_quotation(" ".join(quote), " ".join(source)).outcome is not QuoteOutcome.VERBATIM


@SETTINGS
@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_is_answered(quote: str, source: str) -> None:
    check = check_quotation(quote, source)
    if check.span is not None:
        assert source[slice(*check.span)] == check.words
    assert check == check_quotation(quote, source)


@SETTINGS
@given(st.permutations(PLAIN), st.integers(3, 7), st.integers(11, 15))
def test_words_from_two_sentences_are_never_verbatim(source: list[str], first: int, second: int) -> None:
    text = f"{' '.join(source[:9]).capitalize()}. {' '.join(source[9:]).capitalize()}."
    quote = " ".join((*source[:first], *source[second:]))
    check = check_quotation(quote, text)
    assert check.outcome is not QuoteOutcome.VERBATIM
    if len(source) - second >= 3:
        assert check.outcome is QuoteOutcome.SPLICED


@SETTINGS
@given(st.permutations(PLAIN), st.integers(1, 17))
def test_who_speaks_in_between_does_not_count(source: list[str], place: int) -> None:
    told = f"“{' '.join(source[:place])},” he said, “{' '.join(source[place:])}.”"
    assert check_quotation(" ".join(source), told).outcome is QuoteOutcome.VERBATIM
