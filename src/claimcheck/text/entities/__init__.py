"""Names: a gazetteer of entities with their aliases, and what a document itself introduces.

A name that no file knows is compared as spelled (see `match_names`), so the
gazetteer decides only what spelling cannot: DPRK = North Korea = Pyongyang.
"""

from __future__ import annotations

from claimcheck.text.entities.decision_file import append_decision, remove_last
from claimcheck.text.entities.decisions import Decision, parse_decisions, read_decisions
from claimcheck.text.entities.gazetteer import Gazetteer
from claimcheck.text.entities.loading import load_gazetteer, load_table
from claimcheck.text.entities.local_names import LocalNames, find_local_names
from claimcheck.text.entities.records import KINDS, Entity, Mention
from claimcheck.text.entities.replay import replay, suggest
from claimcheck.text.entities.spelling import local_key, match_names, name_variants, name_words

__all__ = [
    "KINDS",
    "Decision",
    "Entity",
    "Gazetteer",
    "LocalNames",
    "Mention",
    "append_decision",
    "find_local_names",
    "load_gazetteer",
    "load_table",
    "local_key",
    "match_names",
    "name_variants",
    "name_words",
    "parse_decisions",
    "read_decisions",
    "remove_last",
    "replay",
    "suggest",
]
