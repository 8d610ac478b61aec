"""Labels of the parser and of its entities that are asked for together (Penn Treebank, OntoNotes)."""

from __future__ import annotations

DATES = frozenset({"DATE", "TIME"})
PLACES = frozenset({"GPE", "LOC"})
PLURAL = frozenset({"NNS", "NNPS"})
AUXILIARY = frozenset({"aux", "auxpass"})
