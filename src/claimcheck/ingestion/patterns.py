"""Regular expressions that others wrote, taken only if no text can keep them busy.

Python's matcher tries every way to divide a text among the repeats of a
pattern, which for some patterns takes longer than anyone waits. So before a
pattern is used, the steps that it can take at worst are counted from its parse
tree, and it is refused above `MAX_STEPS`.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from itertools import combinations
from typing import Any

MAX_STEPS = 1_000_000_000  # a second or less
MAX_LENGTH = 3_000  # characters of a pattern

Node = tuple[Any, Any]

_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_CLASSES = {"DIGIT": r"\d", "NOT_DIGIT": r"\D", "SPACE": r"\s", "NOT_SPACE": r"\S", "WORD": r"\w", "NOT_WORD": r"\W"}
# Characters by which two sets are told apart: Latin-1, and one or two beyond it of every kind.
_PROBES = "".join(map(chr, range(256))) + "٣漢ж\u2003—\u0301ſıK"


def compile_pattern(pattern: str, window: int) -> re.Pattern[str]:
    """Compile a pattern that is going to be searched for in at most `window` characters.

    Raises:
        ValueError: It is no regular expression, or could take more than
            `MAX_STEPS` steps; the message says so in one line.
    """
    if len(pattern) > MAX_LENGTH:
        raise ValueError(f"is longer than {MAX_LENGTH:,} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compiled = re.compile(pattern)
        steps = count_steps(pattern, window)
    except RecursionError:
        raise ValueError("nests too deep") from None
    except (re.error, OverflowError, ValueError, Warning) as error:
        raise ValueError(f"is no regular expression: {str(error).splitlines()[0]}") from None
    if steps > MAX_STEPS:
        raise ValueError("could take too long on some text")
    return compiled


def count_steps(pattern: str, window: int) -> float:
    """Return an upper bound of the steps that a search for `pattern` takes in `window` characters.

    >>> count_steps(r"resolution (\\d{1,4})", 4000) < 1_000_000
    True
    >>> count_steps(r"(\\w+\\s?)+:", 4000)
    inf
    """
    tree = import_module("re._parser").parse(pattern)  # no public door to the parse tree
    steps = _weigh(list(tree), [], window)[1]
    if tree and str(tree[0][1]) == "AT_BEGINNING" and not tree.state.flags & re.MULTILINE:
        return window + steps  # it can only begin at one place
    return window * steps


def _weigh(nodes: Sequence[Node], rest: Sequence[Node] | None, window: int) -> tuple[float, float]:
    """Return in how many ways `nodes` can match at one place, and the steps of trying them all.

    `rest` is what follows them; None if that is not known.
    """
    ways, steps = 1.0, 1.0
    for index, node in enumerate(nodes):
        behind = None if rest is None else [*nodes[index + 1 :], *rest]
        if behind is None and index + 1 < len(nodes):
            # What follows here is known as long as something in it must be there.
            behind = [*nodes[index + 1 :], (None, None)]
        more, cost = _weigh_node(node, behind, window)
        steps += ways * cost
        ways *= more
    return ways, steps


def _weigh_node(node: Node, rest: Sequence[Node] | None, window: int) -> tuple[float, float]:
    kind, value = str(node[0]), node[1]
    if kind == "SUBPATTERN":
        return _weigh(list(value[-1]), rest, window)
    if kind == "ATOMIC_GROUP":
        return 1, _weigh(list(value), None, window)[1]
    if kind in {"ASSERT", "ASSERT_NOT"}:
        return 1, _weigh(list(value[1]), None, window)[1]
    if kind in {"BRANCH", "GROUPREF_EXISTS"}:
        choices = value[1] if kind == "BRANCH" else [c for c in value[1:] if c is not None]
        weights = [_weigh(list(c), rest, window) for c in choices]
        firsts = [_first(list(c)) for c in choices]
        # Where each choice begins with characters of its own, one at most can match.
        single = kind == "BRANCH" and all(_are_disjoint(a, b) for a, b in combinations(firsts, 2))
        ways = max(w for w, _ in weights) if single else sum(w for w, _ in weights) + (kind != "BRANCH")
        return ways, sum(c for _, c in weights)
    if kind in _REPEATS:
        return _weigh_repeat(kind, value, rest, window)
    return 1, window if kind == "GROUPREF" else 1


def _weigh_repeat(
    kind: str, value: tuple[int, Any, Any], rest: Sequence[Node] | None, window: int
) -> tuple[float, float]:
    low, high, body = value[0], min(int(value[1]), window), list(value[2])
    ways, steps = _weigh(body, None, window)
    if ways <= 1:
        ends, tried = max(high - low + 1.0, 1.0), high + 1.0
        # Where what follows cannot begin as the repeat does, the text says at each turn which of them it is.
        if rest and _are_disjoint(_first(body), _first(rest)):
            ends, tried = 1, 2 * tried
    elif high * math.log(ways) > 50:
        return math.inf, math.inf
    else:
        ends = sum(ways**k for k in range(low, high + 1))
        tried = sum(ways**k for k in range(high + 1))
    return 1 if kind == "POSSESSIVE_REPEAT" else ends, steps * tried


def _are_disjoint(one: frozenset[str] | None, other: frozenset[str] | None) -> bool:
    return one is not None and other is not None and not one & other


def _first(nodes: Sequence[Node]) -> frozenset[str] | None:
    """Return the characters that a match of `nodes` can begin with; None if it may be empty or that is not known."""
    found: frozenset[str] = frozenset()
    pending = list(nodes)
    while pending:
        kind, value = str(pending[0][0]), pending[0][1]
        pending = pending[1:]
        if kind in {"SUBPATTERN", "ATOMIC_GROUP"}:
            pending = [*(value[-1] if kind == "SUBPATTERN" else value), *pending]
            continue
        if kind == "BRANCH":
            firsts = [_first(list(choice)) for choice in value[1]]
            if None in firsts:
                return None
            return found.union(*(f for f in firsts if f is not None))
        first = _first(list(value[2])) if kind in _REPEATS else _characters(kind, value)
        if first is None:
            return None
        found |= first
        if kind not in _REPEATS or value[0] > 0:
            return found
    return None


def _characters(kind: str, value: Any) -> frozenset[str] | None:
    """Return the probes that a node of one character matches, in either case; None if it is none, or not known."""
    if kind == "ANY":
        return frozenset(_PROBES)
    if kind in {"LITERAL", "NOT_LITERAL"}:
        parts = [("LITERAL", value)]
    elif kind == "IN":
        parts = [(str(k), v) for k, v in value]
    else:
        return None
    negated = kind == "NOT_LITERAL" or parts[0][0] == "NEGATE"
    found: set[str] = set()
    for part, what in parts:
        if part == "LITERAL" and what < 256:
            found.add(chr(what))
        elif part == "RANGE" and what[1] < 256:
            found.update(map(chr, range(what[0], what[1] + 1)))
        elif part == "CATEGORY":
            found |= _category(str(what))
        elif part != "NEGATE":
            return None
    chosen = set(_PROBES) - found if negated else found
    return frozenset(chosen.union(*({c.lower(), c.upper()} for c in chosen)))


@cache
def _category(name: str) -> frozenset[str]:
    return frozenset(re.findall(_CLASSES[name.removeprefix("CATEGORY_").removeprefix("UNI_")], _PROBES))
