"""What a sentence is depends on its words alone, and saying "I think" before them makes no fact of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from known_parses import parse_once

from claimcheck.config import Config
from claimcheck.detection import extract
from claimcheck.detection.atomic import Reading, read_sentence
from claimcheck.detection.worth import score_worth
from claimcheck.models import Article
from claimcheck.text.syntax import parse

PIPELINE = Config().language_pipeline
SETTINGS = settings(derandomize=True, max_examples=60, deadline=None)
SUBJECTS = ["Peru", "The minister", "The new bridge", "A company in Lima", "It", "The two countries"]
PREDICATES = [
    "left the bank in 2012",
    "has paid 40 million dollars for the dam",
    "is the biggest obstacle",
    "was a mistake",
    "will fail",
    "should publish the data",
    "has to act",
    "could collapse",
    "is likely to grow",
    "never signed the treaty",
    "said that Chile had closed the mine",
    "denied the charge",
    "has little leverage",
    "is defined as a public body",
]
TAILS = ["", " on Monday", " when it met Chile", " because prices fell by 3% in 2010", ", and Chile agreed"]
STATEMENTS = st.builds(lambda s, p, t: f"{s} {p}{t}.", *map(st.sampled_from, (SUBJECTS, PREDICATES, TAILS)))
FRAMES = ["I think ", "I think that ", "In my opinion, ", "We believe that ", "In our view, "]
QUOTED = [
    "The minister spoke of “serious concern” in 2012.",
    "“We left the bank,” the minister said.",
    "“Abductee” means a person who was taken abroad.",
    "The “two-plus-two” meeting was held in Lima.",
    "Peru’s ministers signed the “Lima pact” and left.",
    "Lima’s ties with Quito remain the “biggest obstacle”.",
]


def read(text: str) -> Reading:
    return read_sentence(parse(text, PIPELINE))


def judged(text: str) -> list[tuple[object, ...]]:
    """Return what the sentences of a text are."""
    got = extract(Article.build(title="T", text=text), pipeline=PIPELINE, parse=parse_once)
    return [(s.checkability, s.reason, s.cue) for s in got.sentences]


@SETTINGS
@given(STATEMENTS, st.sampled_from(FRAMES))
def test_a_view_is_never_more_checkable_than_what_it_is_a_view_of(statement: str, frame: str) -> None:
    lowered = statement if statement.startswith("Peru") else statement[0].lower() + statement[1:]
    framed = read(frame + lowered)
    assert framed.judgement.checkable <= read(statement).judgement.checkable
    assert len(framed.drafts) <= len(read(statement).drafts)


@SETTINGS
@given(STATEMENTS, STATEMENTS)
def test_a_sentence_is_judged_by_its_own_words(first: str, second: str) -> None:
    assert judged(f"{first} {second}") == [*judged(first), *judged(second)]


@SETTINGS
@given(STATEMENTS, st.data())
def test_more_words_are_never_worth_less(statement: str, data: st.DataObject) -> None:
    sentence = parse(statement, PIPELINE)
    everything = list(range(len(sentence.words)))
    some = data.draw(st.lists(st.sampled_from(everything), unique=True))
    fewer = data.draw(st.lists(st.sampled_from(some), unique=True)) if some else []
    assert (
        0.0 <= score_worth(sentence, fewer) <= score_worth(sentence, some) <= score_worth(sentence, everything) <= 1.0
    )


@SETTINGS
@given(st.sampled_from(QUOTED), st.sampled_from([('"', '"', "'"), ("“", "”", "'")]))
def test_the_style_of_the_marks_changes_nothing(text: str, style: tuple[str, str, str]) -> None:
    opening, closing, apostrophe = style
    other = text.translate({ord("“"): opening, ord("”"): closing, ord("’"): apostrophe})
    assert read(other).judgement.checkability is read(text).judgement.checkability
