"""Whether a sentence or clause asserts something that a document could settle, and how much it matters.

Rules over the parse and the words of cues.toml. The order is: question,
fragment, instruction, then the main verb's modality (forecast, advice), then
whether its predicate is a judgement; what is left is checkable.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimcheck.detection.clauses import predicate, subjects
from claimcheck.detection.lexicon import phrases, words
from claimcheck.models import Checkability
from claimcheck.text.syntax import Parse, Word

_QUESTION = re.compile(r"\?[\"'”’)\]]{0,3}\Z")
_ENDS = re.compile(r"[.!…][\"'”’)\]]{0,3}\Z")
_DOUBLE_QUOTED = re.compile(r"[“\"][^“”\"]{1,400}[”\"]")
_DATES = frozenset({"DATE", "TIME"})
_YEAR_OR_DAY = re.compile(
    r"\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december",
    re.IGNORECASE,
)
# "must" under one of these tells what a rule says, not what the writer wants.
_LEGAL = re.compile(
    r"\bby law\b|\bunder (?:article|section|(?:the|its|their) (?:\w+ ){0,3}(?:law|treaty|act|rules?|agreement|accord|"
    r"constitution|charter|convention))\b",
    re.IGNORECASE,
)
_NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
# "He would later win the prize" tells what happened.
_PAST_FUTURE = frozenset({"would", "'d", "’d"})
_LATER = frozenset({"later", "eventually", "subsequently", "afterwards", "ultimately"})
_NEGATION = frozenset({"not", "n't", "n’t", "never"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a clause or sentence is, in one short phrase why, and the words that decided."""

    checkability: Checkability
    reason: str
    cue: str = ""

    @property
    def checkable(self) -> bool:
        """Whether a document could settle it."""
        return self.checkability is Checkability.CHECKABLE


def judge_clause(parse: Parse, head: int, indices: Sequence[int]) -> Judgement:
    """Judge the clause of the verb `head`, whose words are `indices`."""
    return (
        _modality(parse, head)
        or _evaluation(parse, head, indices)
        or Judgement(Checkability.CHECKABLE, *_grounds(parse, head, indices))
    )


def judge_form(parse: Parse) -> Judgement | None:
    """Judge what the form of a sentence settles: questions, instructions and fragments; None for a statement."""
    if _QUESTION.search(parse.text):
        return Judgement(Checkability.QUESTION, "asks a question", "?")
    command = next((w for w in parse.roots() if w.tag in {"VB", "VBP"} and _is_command(parse, w)), None)
    head = predicate(parse)
    if command and (head is None or (head == command.index and command.tag == "VB")):
        return Judgement(Checkability.INSTRUCTION, "tells the reader to do something", command.text)
    if head is not None:
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


def has_hard_fact(parse: Parse, indices: Iterable[int]) -> bool:
    """Whether the words hold a figure or a date."""
    chosen = [parse.words[i] for i in indices]
    return any(_is_figure(parse, w) or _is_date(w) for w in chosen)


def has_name(parse: Parse, indices: Iterable[int]) -> bool:
    """Whether the words hold a name or a proper noun."""
    return any(parse.words[i].entity in _NAMES or parse.words[i].pos == "PROPN" for i in indices)


def _is_figure(parse: Parse, word: Word) -> bool:
    """Whether a number counts something: not "one", "the two countries" or "two-plus-two"."""
    if word.tag != "CD" or word.lemma == "one":
        return False
    if any(c.isdigit() for c in word.text):
        return True
    beside = [parse.words[i].text.lower() for i in (word.index - 1, word.index + 1) if 0 <= i < len(parse.words)]
    return "-" not in beside and not (word.index and beside[0] in {"the", "these", "those", "both"})


def _is_date(word: Word) -> bool:
    return word.entity in _DATES and _YEAR_OR_DAY.search(word.text) is not None


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


def _modality(parse: Parse, head: int) -> Judgement | None:
    """Judge by the auxiliaries and by verbs that take an infinitive ("has to", "is likely to")."""
    verb = parse.words[head]
    children = [parse.words[c] for c in parse.children[head]]
    modals = [c for c in children if c.tag == "MD" and c.dep in {"aux", "auxpass"}]
    perfect = any(c.lemma == "have" and c.dep == "aux" for c in children)
    for modal in modals:
        written, cue = modal.text.lower(), _phrase(parse, modal.index, head)
        told = written in _PAST_FUTURE and any(c.lemma in _LATER for c in children)
        if written in words("forecast_modals") and not told:
            return Judgement(Checkability.FORECAST, "speaks of what will or would happen", cue)
        if written in words("advice_modals") and not (written == "must" and (perfect or _LEGAL.search(parse.text))):
            return Judgement(Checkability.ADVICE, "says what ought to be done", cue)
        if written in words("possibility_modals") and not perfect:
            return Judgement(Checkability.FORECAST, "speaks of what may happen", cue)
    present = verb.tag in {"VBZ", "VBP"}
    infinitive = next((c for c in children if c.dep in {"xcomp", "advcl"} and _has_to(parse, c.index)), None)
    negated = any(c.text.lower() in _NEGATION for c in children)
    if verb.lemma in words("advice_verbs") and present and infinitive and infinitive.dep == "xcomp" and not negated:
        return Judgement(Checkability.ADVICE, "says what ought to be done", f"{verb.text} to {infinitive.text}")
    if verb.lemma == "be" or verb.tag in {"VBN", "VBG"}:
        return _lookout(parse, verb, children, infinitive)
    return _prospect(parse, verb)


def _lookout(parse: Parse, verb: Word, children: Sequence[Word], infinitive: Word | None) -> Judgement | None:
    """Judge "is likely to", "are going to", "are expected to", "it is important to"."""
    tensed = [c for c in children if c.dep in {"aux", "auxpass"} and c.tag in {"VBZ", "VBP"}]
    if verb.tag not in {"VBZ", "VBP"} and not tensed:
        return None
    adjectives = [c for c in children if c.dep in {"acomp", "oprd", "attr"}] if verb.lemma == "be" else [verb]
    for adjective in adjectives:
        ahead = infinitive or next((parse.words[c] for c in parse.children[adjective.index] if _has_to(parse, c)), None)
        if ahead is None:
            continue
        cue = f"{(tensed[0] if tensed else verb).text} {adjective.text} to {ahead.text}"
        if adjective.lemma in words("forecast_adjectives") or adjective.text.lower() in words("forecast_adjectives"):
            return Judgement(Checkability.FORECAST, "speaks of what is to come", cue)
        if adjective.lemma in words("advice_adjectives") and any(c.text.lower() == "it" for c in children):
            return Judgement(Checkability.ADVICE, "says what ought to be done", cue)
    return _prospect(parse, verb)


def _prospect(parse: Parse, verb: Word) -> Judgement | None:
    """Judge "there is no prospect of ..."."""
    for index in _predicative(parse, verb.index):
        word = parse.words[index]
        if word.lemma in words("forecast_nouns") and any(s.dep == "expl" for s in subjects(parse, verb.index)):
            return Judgement(Checkability.FORECAST, "speaks of what is to come", word.text)
    return None


def _evaluation(parse: Parse, head: int, indices: Sequence[int]) -> Judgement | None:
    """Judge whether the clause gives a view rather than a fact."""
    verb = parse.words[head]
    if verb.lemma in words("mental_verbs") and any(s.text in {"I", "We", "we"} for s in subjects(parse, head)):
        return _opinion("gives the writer's view", f"{subjects(parse, head)[0].text} {verb.text}")
    text = " ".join(parse.words[i].text for i in indices)
    if has_hard_fact(parse, indices) or _is_saying(parse, head):
        return None
    phrase = next((p for p in phrases("opinion_phrases") if f" {p} " in f" {text.lower()} "), "")
    if phrase:
        return _opinion("is a judgement", phrase)
    if _DOUBLE_QUOTED.search(text):
        return None
    judged = next((cue for i in _predicative(parse, head) if (cue := _evaluative(parse, verb, i))), "")
    return _opinion("is a judgement", judged) if judged else _conclusion(parse, verb)


def _conclusion(parse: Parse, verb: Word) -> Judgement | None:
    """Judge "This shows ..." and "Clearly, ..."."""
    pointing = [s for s in subjects(parse, verb.index) if s.text.lower() in {"this", "that", "these", "those", "which"}]
    if pointing and verb.lemma in words("showing_verbs"):
        return _opinion("draws a conclusion", f"{pointing[0].text} {verb.text}")
    stance = [parse.words[c] for c in parse.children[verb.index] if parse.words[c].lemma in words("stance_adverbs")]
    if stance and verb.tag in {"VBZ", "VBP"}:
        return _opinion("gives the writer's view", stance[0].text)
    return None


def _opinion(reason: str, cue: str) -> Judgement:
    return Judgement(Checkability.OPINION, reason, cue)


def _predicative(parse: Parse, head: int) -> list[int]:
    """Return the heads of what is said of the subject: complements, objects of light verbs, those of infinitives."""
    verb = parse.words[head]
    found = []
    if verb.lemma in words("linking_verbs") or verb.lemma in words("light_verbs"):
        deps = {"attr", "acomp", "oprd", "dobj", "advmod", "ccomp"}
        found += [c for c in parse.children[head] if parse.words[c].dep in deps and parse.words[c].pos != "VERB"]
        # "leaves Japan with one option"
        found += [p for c in parse.children[head] if parse.words[c].text == "with" for p in parse.children[c]]
    for child in parse.children[head]:
        if parse.words[child].dep == "xcomp" and verb.lemma in words("linking_verbs"):  # "appears to be ..."
            found += _predicative(parse, child)
    return found


def _evaluative(parse: Parse, verb: Word, index: int) -> str:
    """Return the words that make a complement a judgement, or ""."""
    word = parse.words[index]
    linking = verb.lemma in words("linking_verbs")
    if word.pos in {"ADJ", "ADV"}:
        return word.text if linking and word.lemma in words("evaluative_adjectives") else ""
    modifying = {"amod", "det", "neg", "advmod", "nummod"}
    modifiers = [parse.words[c] for c in parse.children[index] if parse.words[c].dep in modifying]
    modifiers += [parse.words[c] for m in modifiers for c in parse.children[m.index] if parse.words[c].dep == "conj"]
    judged = [m for m in modifiers if m.lemma in words("evaluative_adjectives") and m.pos in {"ADJ", "ADV"}]
    scaled = [m for m in modifiers if m.lemma in words("scales")]
    if word.lemma not in words("evaluative_nouns"):
        plain = not judged or word.pos != "NOUN" or word.entity or not (linking or verb.tag in {"VBZ", "VBP"})
        return "" if plain else f"{judged[0].text} {word.text}"
    if word.lemma in words("scaled_nouns") and not judged and not scaled:
        alone = any(m.tag == "CD" for m in modifiers) and not linking
        return f"one {word.text}" if alone else ""
    return " ".join([*(m.text for m in (judged or scaled)[:1]), word.text])


def _grounds(parse: Parse, head: int, indices: Sequence[int]) -> tuple[str, str]:
    """Return why a clause is checkable, and the words that show it."""
    verb = parse.words[head]
    if _is_saying(parse, head):
        return "reports what was said", verb.text
    chosen = [parse.words[i] for i in indices]
    dated = [w.text for w in chosen if _is_date(w)]
    if dated:
        return "gives a date", " ".join(dated)
    figures = [w.text for w in chosen if _is_figure(parse, w)]
    if figures:
        return "gives a figure", figures[0]
    if verb.tag in {"VBD", "VBN"} and verb.lemma != "be":
        return "reports an event", verb.text
    return "states a fact", verb.text


def _is_saying(parse: Parse, head: int) -> bool:
    verb = parse.words[head]
    content = any(parse.words[c].dep in {"ccomp", "xcomp"} for c in parse.children[head])
    return verb.lemma in words("saying_verbs") and content


def is_report(parse: Parse, head: int, indices: Sequence[int]) -> bool:
    """Whether a clause reports what someone said ("X said that ...", "according to X")."""
    text = " ".join(parse.words[i].text.lower() for i in indices)
    return _is_saying(parse, head) or "according to " in text


def score_worth(parse: Parse, indices: Sequence[int]) -> float:
    """Return the check-worthiness, in [0, 1], of the words `indices` of a sentence.

    0.2, and for each of these that is there: a figure 0.2, a date 0.1, a name
    0.1 (two or more 0.2), a word of votes, law, money, violence or health 0.15,
    a first, superlative or absolute 0.1, a quotation 0.05. It orders claims
    for a reader; no verdict depends on it.
    """
    chosen = [parse.words[i] for i in indices]
    names = {w.text for w in chosen if w.entity in _NAMES}
    lemmas = {w.lemma for w in chosen} | {w.text.lower() for w in chosen}
    figure = any(_is_figure(parse, w) and w.entity not in _DATES for w in chosen)
    extreme = lemmas & words("extremes") or any(w.tag in {"JJS", "RBS"} for w in chosen)
    return round(
        math.fsum(
            (
                0.2,
                0.2 * figure,
                0.1 * any(w.entity in _DATES for w in chosen),
                0.1 * min(2, len(names)),
                0.15 * bool(lemmas & words("grave_words")),
                0.1 * bool(extreme),
                0.05 * bool(_DOUBLE_QUOTED.search(parse.text)),
            )
        ),
        2,
    )


def _has_to(parse: Parse, index: int) -> bool:
    return any(parse.words[c].tag == "TO" for c in parse.children[index])


def _phrase(parse: Parse, first: int, last: int) -> str:
    """Return the cue words from a modal to its verb, the verb alone where they stand far apart."""
    low, high = min(first, last), max(first, last)
    if high - low > 3:
        return f"{parse.words[first].text} {parse.words[last].text}"
    return parse.text[parse.words[low].start : parse.words[high].end]
