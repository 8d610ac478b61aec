"""Who is said to speak the words between the marks."""

import pytest

from claimcheck import verification
from claimcheck.config import Config
from claimcheck.text.entities import load_gazetteer
from claimcheck.text.quotes import find_quotes
from claimcheck.text.speakers import find_speaker

SPOKEN = [
    ('Abe said the plan was "a mistake".', "Abe"),
    ('"The treaty is dead," Moon said.', "Moon"),
    ('"The treaty is dead," said Moon Jae-in, who met Abe in Tokyo.', "Moon Jae-in"),
    ('According to Putin, the sanctions are "a road to nowhere".', "Putin"),
    ('The step was, Rod Rosenstein of the Justice Department said, "a finding".', "Rod Rosenstein"),
    ('On the sea the ministers voiced "growing concern".', "ministers"),
    ('Abe said Moon had called the deal "dead".', "Moon"),
    ('The deal was described by Hua Chunying as "unhelpful".', "Hua Chunying"),
    ('Abe was told by Moon that the accord "cannot be accepted".', "Moon"),
    ('The Security Council "condemns in the strongest terms the test".', "Security Council"),
    ('He warned: "We will respond."', "He"),
    ('The statement, which China welcomed, speaks of "the parties concerned".', "statement"),
    ('Lavrov and Kono agreed on "early talks".', "Lavrov and Kono"),
    ('Kono: "We will not talk."', "Kono"),
    ('The talks were "constructive", Kerry told reporters after he met Lavrov.', "Kerry"),
    ('Moon, speaking after Abe, said: "The truth cannot be hidden."', "Moon"),
    ('He met "the brave men" who announced the end of the war.', "He"),
    ('The council thanked "all of the states" which called for calm.', "council"),
    ('The so-called "comfort women" agreement was signed in 2015.', ""),
]


@pytest.fixture(scope="module")
def readings():
    language = verification.Language(Config().language_pipeline, load_gazetteer())
    return verification.read_all([text for text, _ in SPOKEN], language)


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_the_speaker(readings, text, speaker):
    (quote,) = find_quotes(text)
    found = find_speaker(readings[text], quote.outer_start, quote.outer_end)
    assert (found.words if found else "") == speaker
    if found:
        assert text[found.start : found.end] == found.words
        assert not (found.start < quote.outer_end and quote.outer_start < found.end)
