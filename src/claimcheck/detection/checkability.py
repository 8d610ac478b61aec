"""Whether a sentence or clause asserts something that a document could settle.

Rules over the parse and the words of cues.toml. A sentence's form comes first:
question, instruction, fragment. Then each clause is a definition, somebody's
own view, a report of what somebody said, a forecast or advice, or a judgement
of value, in this order; what is left is a plain factual claim.
docs/detection.md explains each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claimcheck.detection.clauses import predicate, subjects
from claimcheck.detection.hard_facts import has_hard_fact, has_name, is_date, is_figure
from claimcheck.detection.judgement import Judgement
from claimcheck.detection.lexicon import words
from claimcheck.detection.modality import LEGAL, judge_modality
from claimcheck.detection.opinions import judge_evaluation, judge_view
from claimcheck.models import Checkability
from claimcheck.text.syntax import Parse, Word

_QUESTION = re.compile(r"\?[\"'”’»)\]]{0,3}\Z")
_ENDS = re.compile(r"[.!…][\"'”’»)\]]{0,3}\Z")
_OPEN_END = re.compile(r"(?:\.\.\.|…|[-–—])[\"'”’»)\]]{0,3}\Z")
_ARTICLES = frozenset({"a", "an", "the"})
# Possessives, prepositions, conjunctions and the like end no sentence.
_WANTING = frozenset({"IN", "CC", "TO", "PRP$", "WDT"})
_MARKS = frozenset("\"“”„‟«»＂'‘’")
_NEGATION = frozenset({"not", "n't", "n’t", "never"})
_LISTING = frozenset("include contain comprise involve cover list be".split())
_SAID = "reports what somebody said"


def judge_clause(parse: Parse, head: int, indices: Sequence[int]) -> Judgement:
    """Judge the clause of the verb `head`, whose words are `indices`."""
    view = _definition(parse, head, indices) or judge_view(parse, head, indices)
    if view is not None:
        return view
    source = find_source(parse, indices)
    if source is not None:
        return Judgement(Checkability.REPORTED, _SAID, "according to")
    modal = judge_modality(parse, head)
    if modal is not None:
        return modal
    if _is_saying(parse, head):
        return Judgement(Checkability.REPORTED, _SAID, parse.words[head].text)
    firm = has_hard_fact(parse, indices)
    return (None if firm else judge_evaluation(parse, head, indices)) or _grounds(parse, head, indices)


def judge_form(parse: Parse) -> Judgement | None:
    """Judge what the form of a sentence settles: questions, instructions and fragments; None for a statement."""
    if _QUESTION.search(parse.text):
        return Judgement(Checkability.QUESTION, "asks a question", "?")
    command = next((w for w in parse.roots() if w.tag in {"VB", "VBP"} and _is_command(parse, w)), None)
    head = predicate(parse)
    if command and (head is None or (head == command.index and command.tag == "VB")):
        return Judgement(Checkability.INSTRUCTION, "tells the reader to do something", command.text)
    if _breaks_off(parse):
        return Judgement(Checkability.FRAGMENT, "breaks off before its end")
    if head is not None:
        if _leads_up(parse, head):
            return Judgement(Checkability.FRAGMENT, "leads up to what follows", parse.words[head].text)
        topic = _names_topic(parse, head) and not _ENDS.search(parse.text)
        return Judgement(Checkability.FRAGMENT, "names a topic") if topic else None
    read = [w.index for w in parse.words if w.pos not in {"PUNCT", "SPACE"}]
    if (
        len(read) >= 9
        and parse.text.rstrip("\"'”’)]").endswith(".")
        and (has_name(parse, read) or has_hard_fact(parse, read))
    ):
        return None  # most often the parser missed the main verb of a sentence this long
    return Judgement(Checkability.FRAGMENT, "has no main verb")


def _leads_up(parse: Parse, head: int) -> bool:
    """Whether a sentence says nothing without the list behind it: "The contract includes:"."""
    last = [w for w in parse.words if w.pos not in {"PUNCT", "SPACE"}][-1:]
    return parse.text.rstrip("*_ ").endswith(":") and last == [parse.words[head]] and last[0].lemma in _LISTING


def _breaks_off(parse: Parse) -> bool:
    """Whether a sentence stops at a dash or an ellipsis behind a word that wants another ("has an ...")."""
    if not _OPEN_END.search(parse.text):
        return False
    last = next((w for w in reversed(parse.words) if w.pos not in {"PUNCT", "SPACE"}), None)
    return last is not None and (last.tag in _WANTING or last.text.lower() in _ARTICLES)


def _is_command(parse: Parse, verb: Word) -> bool:
    opening = [w for w in parse.words if w.pos not in {"PUNCT", "SPACE", "ADV", "INTJ"}]
    negated = len(opening) > 1 and opening[0].lemma == "do" and opening[1].text.lower() in _NEGATION
    first = bool(opening) and (opening[0].index == verb.index or opening[0].lemma == "please" or negated)
    return first and not subjects(parse, verb.index)


def _names_topic(parse: Parse, head: int) -> bool:
    """Whether a heading like "Why it matters" names a question without asking it."""
    opening = next((w for w in parse.words if w.pos not in {"PUNCT", "SPACE"}), None)
    if opening is None or opening.tag not in {"WP", "WRB", "WDT", "WP$"}:
        return False
    return opening.head == head or parse.words[opening.head].head == head


def _definition(parse: Parse, head: int, indices: Sequence[int]) -> Judgement | None:
    """Judge what says how a word is used: "the term X refers to ...", "X is defined as ..."."""
    verb = parse.words[head]
    children = [parse.words[c] for c in parse.children[head]]
    cue = ""
    if verb.lemma in words("defining_verbs") and any(c.dep == "auxpass" for c in children):
        # Who defines it so, or a law that does, can be looked up.
        named = any(c.dep == "agent" for c in children) or LEGAL.search(parse.text)
        as_what = any(c.dep in {"prep", "mark"} and c.lemma == "as" for c in children)
        cue = f"{verb.text} as" if as_what and not named else ""
    elif verb.lemma in words("meaning_verbs"):
        short = verb.lemma == "stand"  # "stands for"
        term = next((s for s in subjects(parse, head) if _is_term(parse, s) or (short and s.text.isupper())), None)
        wanted = not short or any(c.lemma == "for" for c in children)
        cue = f"{term.text} {verb.text}" if term is not None and wanted else ""
    if not cue or verb.tag == "VBD" or has_hard_fact(parse, indices):
        return None
    return Judgement(Checkability.DEFINITION, "says what a word is used for", cue)


def _is_term(parse: Parse, subject: Word) -> bool:
    """Whether a subject is a word and not what the word stands for: "the term ...", or alone in quotation marks."""
    if subject.lemma in words("terms"):
        return True
    around = (subject.index - 1, subject.index + 1)
    return around[0] >= 0 and around[1] < len(parse.words) and all(parse.words[i].text in _MARKS for i in around)


def _grounds(parse: Parse, head: int, indices: Sequence[int]) -> Judgement:
    """Say why a document could settle a clause, and which words show it."""
    verb = parse.words[head]
    chosen = [parse.words[i] for i in indices]
    dated = [w.text for w in chosen if is_date(w)]
    figures = [w.text for w in chosen if is_figure(parse, w)]
    reason, cue = "states a fact", verb.text
    if dated:
        reason, cue = "gives a date", " ".join(dated)
    elif figures:
        reason, cue = "gives a figure", figures[0]
    elif verb.tag in {"VBD", "VBN"} and verb.lemma != "be":
        reason = "reports an event"
    return Judgement(Checkability.CHECKABLE, reason, cue)


def _is_saying(parse: Parse, head: int) -> bool:
    verb = parse.words[head]
    content = any(parse.words[c].dep in {"ccomp", "xcomp"} for c in parse.children[head])
    return verb.lemma in words("saying_verbs") and content


def is_report(parse: Parse, head: int, indices: Sequence[int]) -> bool:
    """Whether a clause reports what someone said ("X said that ...", "according to X")."""
    return _is_saying(parse, head) or find_source(parse, indices) is not None


def find_source(parse: Parse, indices: Iterable[int]) -> int | None:
    """Return the noun behind "according to"; not the bare noun of "according to plan"."""
    for i in indices:
        word = parse.words[i]
        if word.text.lower() != "according":
            continue
        for to in parse.children[i]:
            for index in parse.children[to]:
                noun = parse.words[index]
                bare = noun.tag == "NN" and not noun.entity and not any(c < index for c in parse.children[index])
                if noun.dep == "pobj" and not bare:
                    return index
    return None
