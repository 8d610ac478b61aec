import pytest

from claimcheck.text.lexicon import equal_words, lexicon, opposed, same_sense


@pytest.mark.parametrize(("first", "second"), [("adopt", "adoption"), ("normalise", "normalization"), ("veto", "veto")])
def test_forms_of_one_word(first, second):
    assert equal_words(first, second)


@pytest.mark.parametrize(("first", "second"), [("approve", "improve"), ("rise", "fall"), ("import", "export")])
def test_different_words(first, second):
    assert not equal_words(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("rise", "fall"), ("approve", "reject"), ("acquit", "convict"), ("tighten", "ease"), ("import", "export")],
)
def test_opposites_are_opposed_both_ways_and_never_the_same(first, second):
    assert opposed(first, second)
    assert opposed(second, first)
    assert not same_sense(first, second)


def test_no_word_is_opposed_to_itself_or_to_its_own_sense():
    words = sorted(lexicon().sides)
    assert not [w for w in words if opposed(w, w)]
    clash = [(a, b) for a in words for b in words if opposed(a, b) and same_sense(a, b)]
    assert clash == []
