from concurrent.futures import ThreadPoolExecutor

import pytest

from claimcheck.text.lexicon import equal_words, lexicon, opposed, same_sense, stem


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


def test_stems_are_the_same_in_any_number_of_threads():
    words = [
        f"{word}{ending}" for word in ("nation", "relation", "adopt", "oper") for ending in ("", "al", "ation", "s")
    ]
    words = [f"{word}{n}{'ment' * (n % 3)}" for word in words for n in range(60)]
    expected = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(stem.__wrapped__, words)) == expected
