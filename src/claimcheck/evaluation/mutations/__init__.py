"""The mutation suite: claims made false, and claims said otherwise, one change at a time.

From a supported claim and the words that support it come twins. A false twin
says what the passage does not say and must not be called supported; a true
twin says the same and should stay supported. Nothing is made where the change
might leave the claim true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random

from claimcheck.evaluation.mutations import days, names, numbers, quoting, rewording, roles, strength
from claimcheck.evaluation.mutations.records import Edit, Mutation, Subject, Twin, TwinKind
from claimcheck.text.entities import Gazetteer
from claimcheck.text.syntax import parse_all

__all__ = ["Edit", "Mutation", "Subject", "Twin", "TwinKind", "mutate", "mutate_all"]

_MAKERS: Mapping[Mutation, Callable[[Subject, Random], Iterator[Twin]]] = {
    Mutation.NUMBER_TENFOLD: numbers.make_tenfold,
    Mutation.NUMBER_DIGIT: numbers.make_digit,
    Mutation.SCALE: numbers.make_scale,
    Mutation.UNIT: numbers.make_unit,
    Mutation.PERCENT_POINTS: numbers.make_percent_points,
    Mutation.DATE_DAY: days.make_day,
    Mutation.DATE_MONTH: days.make_month,
    Mutation.DATE_YEAR: days.make_year,
    Mutation.NEAR_NAME: names.make_near_name,
    Mutation.ROLE_SWAP: roles.make_role_swap,
    Mutation.NEGATION: strength.make_negation,
    Mutation.DIRECTION: strength.make_direction,
    Mutation.QUANTIFIER: strength.make_quantifier,
    Mutation.SUPERLATIVE: strength.make_superlative,
    Mutation.TITLE: names.make_title,
    Mutation.ATTRIBUTION: names.make_attribution,
    Mutation.QUOTE_ALTERED: quoting.make_altered,
    Mutation.QUOTE_TRUNCATED: quoting.make_truncated,
    Mutation.HEDGE_REMOVED: strength.make_hedge_removed,
    Mutation.ROUNDING: numbers.make_rounding,
    Mutation.ALIAS: names.make_alias,
    Mutation.PASSIVE: roles.make_passive,
    Mutation.DATE_FORMAT: days.make_format,
    Mutation.NUMBER_WORDS: numbers.make_number_words,
    Mutation.SPELLING: rewording.make_spelling,
    Mutation.REORDERING: rewording.make_reordering,
}


def mutate(subject: Subject, *, seed: int = 0, most: int = 1) -> list[Twin]:
    """Return twins of a claim, at most `most` of each mutation.

    The same claim, passage and seed give the same twins, whatever other claims
    are mutated beside it.

    Args:
        subject: The claim with its passage.
        seed: Which twins, where there are more than `most`.
        most: How many of each mutation.
    """
    found: list[Twin] = []
    for mutation, make in _MAKERS.items():
        chance = Random(f"{seed}|{mutation}|{subject.text}|{subject.passage}")  # noqa: S311
        options = list({t.text: t for t in make(subject, chance) if t.text != subject.text}.values())
        found += options if len(options) <= most else chance.sample(options, most)
    return found


def mutate_all(
    claims: Sequence[tuple[str, str]], gazetteer: Gazetteer, pipeline: str, *, seed: int = 0, most: int = 1
) -> list[list[Twin]]:
    """Return the twins of each (claim, passage): see `mutate`.

    Args:
        claims: What is supported, and by which words.
        gazetteer: Known names.
        pipeline: The spaCy pipeline that reads the claims.
        seed: See `mutate`.
        most: See `mutate`.

    Raises:
        MissingPipeline: The pipeline is not installed.
    """
    parses = parse_all((text for text, _ in claims), pipeline)
    subjects: Iterable[Subject] = (
        Subject.read(text, passage, parse, gazetteer) for (text, passage), parse in zip(claims, parses, strict=True)
    )
    return [mutate(subject, seed=seed, most=most) for subject in subjects]
