from hypothesis import given
from hypothesis import strategies as st

from claimcheck.verification.stance_input import (
    MAX_TOKENS,
    SIDE_TYPES,
    TokenType,
    encode_pair,
)


class WordPieces:
    """A tokenizer that takes each character but spaces for a piece: enough to see which word gets which type."""

    def token_to_id(self, token: str) -> int | None:
        return {"[CLS]": 1, "[SEP]": 2}.get(token)

    def encode(self, text: str, *, add_special_tokens: bool):
        assert not add_special_tokens
        places = [i for i, c in enumerate(text) if not c.isspace()]
        return type(
            "Encoding", (), {"ids": [ord(text[i]) + 3 for i in places], "offsets": [(i, i + 1) for i in places]}
        )


def types_of(claim: str, evidence: str, word: str, *, of_claim: bool = True) -> set[int]:
    """Return the types of the pieces of `word` on one side."""
    text = claim if of_claim else evidence
    pair = encode_pair(claim, evidence, WordPieces())
    start = 1 if of_claim else 2 + len(claim.replace(" ", ""))
    at = start + len(text[: text.index(word)].replace(" ", ""))
    shift = 0 if of_claim else SIDE_TYPES
    return {t - shift for t in pair.types[at : at + len(word.replace(" ", ""))]}


def test_words_know_whether_the_other_side_has_them() -> None:
    claim, evidence = "The Council adopted it in Paris", "the adoption by the council"
    assert types_of(claim, evidence, "Council") == {TokenType.SAME_NAME}
    assert types_of(claim, evidence, "adopted") == {TokenType.FORM}
    assert types_of(claim, evidence, "it") == {TokenType.ALONE}
    assert types_of(claim, evidence, "Paris") == {TokenType.ALONE_NAME}
    assert types_of(claim, evidence, "council", of_claim=False) == {TokenType.SAME}


def test_numbers_know_which_is_the_larger() -> None:
    assert types_of("about 1,250 men", "some 12,500 men", "1,250") == {TokenType.LOWER_NUMBER}
    assert types_of("about 1,250 men", "some 12,500 men", "12,500", of_claim=False) == {TokenType.HIGHER_NUMBER}
    assert types_of("2 million men", "2,000,000 men", "2 m"[:1]) == {TokenType.SAME_NUMBER}
    assert types_of("2 million men", "2 men", "2") == {TokenType.HIGHER_NUMBER}
    assert types_of("twelve men", "12 men", "twelve") == {TokenType.SAME_NUMBER}
    assert types_of("40 men", "no men", "40") == {TokenType.ALONE_NUMBER}


def test_numbers_of_another_kind_are_no_measure() -> None:
    assert types_of("in 1998", "40 men", "1998") == {TokenType.ALONE_NUMBER}
    assert types_of("5% of them", "5 of them", "5") == {TokenType.ALONE_NUMBER}
    assert types_of("the third one", "3 ships", "third") == {TokenType.ALONE_NUMBER}
    assert types_of("the third one", "the 3rd of them", "third") == {TokenType.SAME_NUMBER}


def test_long_texts_are_cut() -> None:
    pair = encode_pair("a " * 500, "b " * 500, WordPieces())
    assert len(pair.ids) == len(pair.types) == MAX_TOKENS


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_encoded(claim: str, evidence: str) -> None:
    pair = encode_pair(claim, evidence, WordPieces())
    assert len(pair.ids) == len(pair.types)
    assert all(0 <= t < 2 * SIDE_TYPES for t in pair.types)
    assert pair == encode_pair(claim, evidence, WordPieces())
