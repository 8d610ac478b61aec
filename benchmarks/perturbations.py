"""Queries whose answer is known: sentences as somebody else might have typed them.

Of each kind there are equally many, from other sentences: unchanged, with
typing errors, with words left out, with words in another order, with other
numbers, and with all of that. Nothing is said in other words, so what is found
of these is the most that may be found of claims.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

KINDS = ("unchanged", "typos", "dropped", "reordered", "numbers", "all")
SEED = 19480814
_NUMBER = re.compile(r"\d+")
_MOST_TRIES = 200  # sentences looked at for each that is chosen


@dataclass(frozen=True, slots=True)
class Perturbed:
    """A query, how it was made, and the index of the sentence it was made from."""

    kind: str
    text: str
    truth: int


def make_queries(passages: Sequence[str], per_kind: int, *, seed: int = SEED) -> list[Perturbed]:
    """Return `per_kind` queries of each kind, the kinds in turn, so that the first of them are balanced too.

    No sentence is used twice. The queries depend on the passages and the seed alone.

    Raises:
        ValueError: There are too few sentences, or too few with numbers.
    """
    rng = random.Random(seed)
    free = (rng.randrange(len(passages)) for _ in range(_MOST_TRIES * per_kind * len(KINDS)))
    used: set[int] = set()
    queries: list[Perturbed] = []
    for turn in range(per_kind * len(KINDS)):
        kind = KINDS[turn % len(KINDS)]
        for index in free:
            text = perturb(passages[index], kind, rng) if index not in used else None
            if text is not None:
                used.add(index)
                queries.append(Perturbed(kind, text, index))
                break
    if len(queries) < per_kind * len(KINDS):
        raise ValueError(f"{len(passages):,} passages give no {per_kind} queries of each kind")
    return queries


def perturb(sentence: str, kind: str, rng: random.Random) -> str | None:
    """Return the sentence changed, or `None` if this kind of change leaves it as it was."""
    if kind == "unchanged":
        return sentence
    changes: tuple[Callable[[str, random.Random], str], ...] = {
        "typos": (mistype,),
        "dropped": (drop,),
        "reordered": (reorder,),
        "numbers": (renumber,),
        "all": (renumber, drop, reorder, mistype),
    }[kind]
    changed = sentence
    for change in changes:
        before = changed
        changed = change(changed, rng)
        if changed == before:
            return None
    return changed


def mistype(sentence: str, rng: random.Random) -> str:
    """Make one or two edits in one or two words of at least four letters."""
    words = sentence.split()
    long = [i for i, word in enumerate(words) if sum(c.isalpha() for c in word) >= 4]
    for i in rng.sample(long, min(len(long), rng.randint(1, 2))):
        for _ in range(rng.randint(1, 2)):
            words[i] = _edit(words[i], rng)
    return " ".join(words)


def _edit(word: str, rng: random.Random) -> str:
    """Change, leave out, put in or swap a letter."""
    at = rng.randrange(len(word))
    letter = rng.choice(string.ascii_lowercase)
    return rng.choice(
        (
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        )
    )


def drop(sentence: str, rng: random.Random) -> str:
    """Leave out a fifth to two fifths of the words, at least one."""
    words = sentence.split()
    count = max(1, round(len(words) * rng.uniform(0.2, 0.4)))
    left_out = set(rng.sample(range(len(words)), min(count, len(words) - 1)))
    return " ".join(word for i, word in enumerate(words) if i not in left_out)


def reorder(sentence: str, rng: random.Random) -> str:
    """Cut the sentence into two to four parts and put them in another order."""
    words = sentence.split()
    if len(words) < 4:
        return sentence
    cuts = [0, *sorted(rng.sample(range(1, len(words)), rng.randint(1, 3))), len(words)]
    parts = [words[low:high] for low, high in pairwise(cuts)]
    rng.shuffle(parts)
    return " ".join(word for part in parts for word in part)


def renumber(sentence: str, rng: random.Random) -> str:
    """Put another number of as many digits in place of each."""

    def other(found: re.Match[str]) -> str:
        digits = len(found[0])
        low = 10 ** (digits - 1) if digits > 1 else 0
        number = rng.randrange(low, 10**digits)
        return str(number if number != int(found[0]) else low + (number + 1 - low) % (10**digits - low))

    return _NUMBER.sub(other, sentence)
