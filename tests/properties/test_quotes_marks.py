from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.text.quotes import find_quotes

MARKS = "“”„‘’'\"«»‹›「」 \n"


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet=MARKS + "ab1.", max_size=60))
def test_spans_fit_and_nest(text: str) -> None:
    quotes = find_quotes(text)
    for quote in quotes:
        assert text[quote.start : quote.end] == quote.text
        assert quote.outer_start < quote.start < quote.end <= quote.outer_end
        assert "\n\n" not in text[quote.outer_start : quote.outer_end]
    for first, second in pairwise(quotes):
        assert (first.start, -first.end) <= (second.start, -second.end)
        assert second.outer_start >= first.outer_end or second.outer_end <= first.outer_end


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["one", "two", "3", "four,"]), min_size=1, max_size=5), st.sampled_from(["“”", '""', "«»"])
)
def test_quoted_words_are_found(words: list[str], marks: str) -> None:
    inner = " ".join(words)
    text = f"He said {marks[0]}{inner}{marks[1]} then."
    assert [(q.text, q.outer_start) for q in find_quotes(text)] == [(inner, 8)]
