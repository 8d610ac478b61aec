"""What the reading of a sentence's facts has found so far, and what it has still to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claimcheck.detection.atoms import Atom, Link, Put
from claimcheck.detection.phrases import Noun, Pieces, Tree
from claimcheck.text.syntax import Parse


@dataclass(frozen=True, slots=True)
class Scene:
    """The clause in which something is said: its subject's words, and whether it is of the past."""

    subject: Pieces = ()
    past: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """A finite clause still to be read. `tail` is what its relative word stands for: "in Lima"."""

    verb: int
    subject: Pieces
    tail: Pieces = ()


@dataclass(slots=True)
class Ledger:
    """The facts of a sentence in the making.

    Attributes:
        tree: The sentence.
        found: The facts.
        done: Verbs that were read, or are not to be.
        nouns: Nouns behind which something is still to be read, and the scene they stand in; its subject only where
            they say what that is.
        clauses: Clauses still to be read.
    """

    tree: Tree
    found: list[Atom] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    nouns: list[tuple[Noun, Scene]] = field(default_factory=list)
    clauses: list[Pending] = field(default_factory=list)

    @property
    def parse(self) -> Parse:
        """The sentence's parse."""
        return self.tree.parse

    def add(self, head: int, pieces: Pieces, link: Link = Link.MAIN) -> None:
        """Add a fact."""
        indices = (p.index if isinstance(p, Put) else p for p in pieces)
        own = tuple(sorted({i for i in indices if i is not None}))
        if own:
            self.found.append(Atom(head, link, pieces, own))

    def visit(self, nouns: Sequence[Noun], scene: Scene) -> None:
        """Have read what stands behind nouns."""
        self.nouns += [(noun, scene) for noun in nouns]

    def aside(self) -> Ledger:
        """Return a ledger for words that are read a second time: what it finds counts for nothing."""
        return Ledger(self.tree, done=set(range(len(self.parse.words))))
