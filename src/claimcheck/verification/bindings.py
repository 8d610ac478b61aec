"""What a number or a date hangs on: its clause, its verb, and the words that are its own and no other value's.

"France sent 300 soldiers, Germany 200" says two things in one clause. A parser
alone does not tell them apart, nor do words in a row; so a clause is the verb's
of the parse, and within a clause the values divide the words among themselves
at the conjunctions and commas between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claimcheck.text import syntax
from claimcheck.text.dates import DateMention
from claimcheck.text.normalize import fold
from claimcheck.text.quantities import Quantity
from claimcheck.text.quantities.vocabulary import vocabulary

_VERBS = frozenset(("VERB", "AUX"))
# A verb in one of these places has no clause of its own.
_NO_CLAUSE = frozenset(("aux", "auxpass", "amod", "compound", "prep", "xcomp", "nmod", "prt"))
_NO_VERBS = frozenset(("age", "include", "accord", "follow", "base", "regard", "give"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_JOINED = frozenset(("compound", "amod", "poss", "nmod", "flat", "nummod", "det", "appos"))
# "the population was 5,000", "the dead numbered 12", "the deal is worth $5m": what the subject is, the number says.
_LIKENING = frozenset("be become number total amount equal remain stand reach hit average measure weigh cost".split())
_CUTS = frozenset("and but while whereas or versus vs vs. compared against than".split())
_PAIRED = frozenset(("from", "to", "by"))
_LEADS = frozenset("from to by between until since".split())
_SKIPPED = frozenset("a an the about around nearly almost over some just only roughly approximately at least".split())
_LEANINGS = {
    w: k
    for k, ws in {
        "for": "favour favor for yes affirmative",
        "against": "against no opposed negative nays",
        "abstain": "abstain abstained abstaining abstention abstentions",
    }.items()
    for w in ws.split()
}
_LABEL = re.compile(r"\s?(?:[:)|–—]|,\s)")
_VOTING = frozenset(("", "vote", "ballot", "member", "state", "country", "delegation", "abstention"))
_MOST_IN_NAMES = 99
_ENDS = frozenset((",", ";", ":", ".", "and", "to", "with"))
_HELD = frozenset(("dobj", "nsubj", "nsubjpass", "conj", "pobj", "attr", "appos", "ROOT"))


@dataclass(frozen=True, slots=True)
class Binding:
    """Where a value stands in its sentence; all but `lead` and `noun` are indices of words.

    `clause` is the verb whose clause it is in (or the root of a sentence
    without one), `chain` the words that it hangs on up to there, `heads` these
    with the subject that the value is said to be, `region` the words that are
    said with it and not with another value of its kind, `lead` the preposition
    that gives it a place in a change ("from", "to", "by"), `noun` what is
    counted, also where only the number before says so ("5 killed, 12 wounded"),
    `leaning` which way its votes went, `naming` whether it is part of a name,
    `label` whether it stands before all else as the date of it. A `lead` "of" is that of a whole ("12 of
    the 300").
    """

    word: int
    clause: int
    chain: tuple[int, ...]
    heads: frozenset[int]
    region: frozenset[int]
    lead: str = ""
    noun: str = ""
    leaning: str = ""
    naming: bool = False
    label: bool = False


def read_bindings(
    parse: syntax.Parse, quantities: Sequence[Quantity], dates: Sequence[DateMention]
) -> Mapping[int, Binding]:
    """Return the binding of each quantity and date of a text, by where its span starts.

    Names that count nothing ("resolution 2371") have none.
    """
    counted = [q for q in quantities if not q.identifier]
    if not counted and not dates:
        return {}
    reader = _Reader(parse)
    nouns = _nouns(reader, counted)
    found = reader.bind([_Value(d.start, d.start, d.end, "date") for d in dates], nouns)
    found |= reader.bind([_Value(q.start, min((q.start, *(q.cue or ()))), q.end, measured(q)) for q in counted], nouns)
    for quantity in counted:
        binding = found.get(quantity.start)
        if binding is None:
            continue
        if reader.is_name(quantity, binding):
            found[quantity.start] = replace(binding, naming=True)
        elif not quantity.unit and binding.noun in _VOTING:
            leaning = reader.leaning(quantity, binding)
            found[quantity.start] = replace(binding, leaning=leaning) if leaning else binding
    return found


@dataclass(frozen=True, slots=True)
class _Value:
    """A value's span, where its words begin with what bounds it, and what it measures."""

    start: int
    low: int
    end: int
    kind: str


def measured(quantity: Quantity) -> str:
    """Return what a quantity measures: numbers of one kind can be compared, and share out a sentence."""
    if quantity.ordinal:
        return "place"
    if quantity.unit in {"percent", "percentage points", "basis points"}:
        return "share"
    if quantity.unit in {"ton", "tonne"}:
        return "mass"
    known = vocabulary()
    if quantity.unit in known.currency_words.values():
        return "money"
    unit = known.units.get(quantity.unit)
    dimension = unit.dimension if unit is not None else ""
    return {"calendar": "time", "": quantity.unit}.get(dimension, dimension)


class _Reader:
    """One parse with what all its values ask of it."""

    def __init__(self, parse: syntax.Parse) -> None:
        self.parse = parse
        self.starts = [w.start for w in parse.words]
        self.clauses = _clauses(parse)

    def tokens(self, start: int, end: int) -> range:
        low = bisect_left(self.starts, start)
        if low and self.parse.words[low - 1].end > start:
            low -= 1
        return range(low, max(bisect_left(self.starts, end), low))

    def head_of(self, tokens: range) -> int | None:
        words = self.parse.words
        return next((i for i in tokens if words[i].head not in tokens or words[i].head == i), None)

    def bind(self, values: Sequence[_Value], nouns: Mapping[int, str]) -> dict[int, Binding]:
        """Bind values; those of one kind in one clause divide it among themselves."""
        groups: dict[tuple[int, str], list[tuple[_Value, range, int]]] = {}
        for value in values:
            tokens = self.tokens(value.start, value.end)
            head = self.head_of(tokens)
            if head is not None:
                groups.setdefault((self.clauses[head], value.kind), []).append((value, tokens, head))
        found: dict[int, Binding] = {}
        for (clause, _), placed in groups.items():
            for (value, _, head), region in zip(placed, self._regions(clause, placed), strict=True):
                chain = self._chain(head)
                label = self._labelled(value)
                found[value.start] = Binding(
                    word=head,
                    clause=clause,
                    chain=chain,
                    heads=self._with_compounds(chain) | self._likened(clause, head, chain),
                    region=region | frozenset(chain) | {head} | label,
                    lead=self._lead(self.tokens(value.low, value.end)),
                    noun=nouns.get(value.start, ""),
                    label=bool(label),
                )
        return found

    def _labelled(self, value: _Value) -> frozenset[int]:
        """Return all words where a date is set before them as their label: "5 August 2017: adopted unanimously"."""
        text = self.parse.text
        if value.kind != "date" or text[: value.start].strip(" -*•|([") or not _LABEL.match(text, value.end):
            return frozenset()
        return frozenset(range(len(self.parse.words)))

    def _chain(self, index: int) -> tuple[int, ...]:
        words = self.parse.words
        chain: list[int] = []
        while words[index].head != index and len(chain) < 8:
            index = words[index].head
            chain.append(index)
            if index == self.clauses[index]:
                break
        return tuple(chain)

    def _with_compounds(self, chain: tuple[int, ...]) -> frozenset[int]:
        """Return the words that a value hangs on with what they are joined to ("trade figures: 21 billion yen")."""
        words, children = self.parse.words, self.parse.children
        return frozenset(chain) | {j for i in chain for j in children[i] if words[j].dep == "compound"}

    def _likened(self, clause: int, head: int, chain: tuple[int, ...]) -> frozenset[int]:
        """Return the subject that a number is said to be, with the noun's own joined words."""
        words = self.parse.words
        if words[clause].lemma not in _LIKENING or len(chain) > 4:
            return frozenset()
        subjects = [i for i in self.parse.children[clause] if words[i].dep in _SUBJECTS]
        return frozenset(subjects) - {head, *chain}

    def _lead(self, tokens: range) -> str:
        words = self.parse.words
        for index in range(tokens.start - 1, max(-1, tokens.start - 5), -1):
            low = words[index].text.lower()
            if low in _LEADS:
                return low
            if low == "of":
                over = words[words[index].head]
                return low if over.pos in _VERBS or over.pos == "NUM" else ""
            if low not in _SKIPPED and words[index].pos not in {"SYM", "DET"}:
                break
        return ""

    def is_name(self, quantity: Quantity, binding: Binding) -> bool:
        """Whether a number is part of a name: "Toy Story 2", "Fantastic Four"; not "Germany 200"."""
        word = self.parse.words[binding.word]
        before = self.parse.words[word.index - 1] if word.index else None
        if quantity.unit or quantity.noun or quantity.ordinal or quantity.cue or before is None:
            return False
        if before.pos != "PROPN" or not before.text[:1].isupper() or before.entity in {"GPE", "NORP", "DATE"}:
            return False
        if self.parse.text[before.end : quantity.start].strip(" -") or not 0 <= (quantity.low or 0) <= _MOST_IN_NAMES:
            return False
        return quantity.surface[0].isdigit() or quantity.surface[0].isupper()

    def leaning(self, quantity: Quantity, binding: Binding) -> str:
        """Return which way votes went: "for", "against" or "abstain"; "" if the words behind the number do not say."""
        end = self._phrase_end(self.tokens(quantity.start, quantity.end), binding.word)
        for word in self.parse.words[max(0, end - 1) : end + 3]:
            if word.text.lower() in _ENDS:
                break
            if leaning := _LEANINGS.get(word.text.lower()):
                return leaning
        return ""

    def _regions(self, clause: int, values: Sequence[tuple[_Value, range, int]]) -> list[frozenset[int]]:
        """Divide the words of a clause among its values; what stands outside their parts is everyone's."""
        members = {w.index for w in self.parse.words if self.clauses[w.index] == clause}
        members |= self._lent(clause)
        if len(values) == 1:
            return [frozenset(members)]
        ends = [self._phrase_end(tokens, head) for _, tokens, head in values]
        cuts = [self._cut(ends[i], values[i + 1][1].start) for i in range(len(values) - 1)]
        parts: list[range] = []
        for i, (_, tokens, _) in enumerate(values):
            first = tokens.start if i == 0 else cuts[i - 1]
            last = cuts[i] if i < len(cuts) else (max(members) + 1 if cuts[i - 1] is not None else ends[i])
            parts.append(range(tokens.start if first is None else first, ends[i] if last is None else last))
        if cuts[0] is not None and clause < values[0][1].start and self._has_noun(cuts[0], values[1][1].start):
            parts[0] = range(clause + 1, parts[0].stop)  # "imports in 2006 and exports in 2009"
        owned = {i for part in parts for i in part}
        return [frozenset(m for m in members if m in part or m not in owned) for part in parts]

    def _lent(self, clause: int) -> set[int]:
        """Return the subject that a verb takes from the one it is joined to, or the noun it describes."""
        words, children = self.parse.words, self.parse.children
        verb = words[clause]
        if verb.dep in {"acl", "relcl"}:
            return {verb.head, *(i for i in children[verb.head] if words[i].dep in _JOINED)}
        lent: set[int] = set()
        for _ in range(4):
            if any(words[i].dep in _SUBJECTS for i in children[verb.index]) or verb.head == verb.index:
                break
            if _taken_subject(self.parse, verb):
                break
            if verb.dep not in {"conj", "advcl", "pcomp", "dep"}:
                break
            verb = words[verb.head]
            for child in children[verb.index]:
                if words[child].dep in _SUBJECTS:
                    lent |= {i for i in self.parse.subtree(child) if self.clauses[i] == verb.index}
        return lent

    def _phrase_end(self, tokens: range, head: int) -> int:
        """Return where the noun phrase that a number begins ends: its noun, if that follows it."""
        end, words = tokens.stop, self.parse.words
        index = head
        for _ in range(3):
            over = words[index].head
            if words[index].dep not in {"nummod", "compound", "quantmod", "nmod"} or over <= index:
                break
            index = over
            end = max(end, over + 1)
        return end

    def _cut(self, low: int, high: int) -> int | None:
        """Return where what belongs to the first value ends, None if nothing between says so."""
        words = self.parse.words
        between = range(low, high)
        for signs in ((";", ":"), _CUTS, (",",), ("from", "to", "of", "in")):
            at = [i for i in between if words[i].text.lower() in signs]
            if at:
                return at[-1]
        return None

    def _has_noun(self, low: int, high: int) -> bool:
        return any(self.parse.words[i].pos in {"NOUN", "PROPN"} for i in range(low, high))


def _clauses(parse: syntax.Parse) -> list[int]:
    """Return for each word the verb whose clause it is in; where there is none, the root."""
    words, clauses = parse.words, [-1] * len(parse.words)
    for word in words:
        index, path = word.index, []
        while clauses[index] < 0:
            path.append(index)
            here = words[index]
            if here.head == index or (
                here.pos in _VERBS and here.dep not in _NO_CLAUSE and here.lemma not in _NO_VERBS
            ):
                clauses[index] = index
                break
            if len(path) > len(words):  # pragma: no cover - a parse is a tree
                clauses[index] = index
                break
            index = here.head
        for step in path:
            clauses[step] = clauses[index]
    for word in words:
        if clauses[word.index] == word.index and word.dep == "conj":
            for index in _taken_subject(parse, word):
                clauses[index] = word.index
    return clauses


def _taken_subject(parse: syntax.Parse, verb: syntax.Word) -> range:
    """Return the words before a joined verb that the parser gave to the clause before ("... workers and B hired")."""
    words, none = parse.words, range(0)
    if any(words[i].dep in _SUBJECTS for i in parse.children[verb.index]):
        return none
    last = verb.index - 1
    while last > verb.head and words[last].pos in {"AUX", "ADV", "PART"}:
        last -= 1
    first = last
    while first > verb.head and words[first].pos in {"NOUN", "PROPN", "ADJ", "DET", "NUM"}:
        first -= 1
    joined = first > verb.head and first < last and words[first].pos in {"CCONJ", "PUNCT"}
    return range(first + 1, last + 1) if joined and words[last].pos in {"NOUN", "PROPN", "NUM"} else none


def _nouns(reader: _Reader, counted: Sequence[Quantity]) -> dict[int, str]:
    """Return what each plain count counts; a number without a noun counts what the one before it did."""
    nouns: dict[int, str] = {}
    before: tuple[int, str] | None = None
    words = reader.parse.words
    for quantity in counted:
        noun = quantity.noun
        head = reader.head_of(reader.tokens(quantity.start, quantity.end))
        root = _root(words, head) if head is not None else -1
        alone = head is not None and _stands_alone(words, head)
        if not noun and alone and not quantity.unit and not quantity.ordinal and before and before[0] == root:
            noun = before[1]
        nouns[quantity.start] = noun
        if noun and not quantity.unit and not quantity.ordinal:
            before = (root, fold(noun))
    return nouns


def _stands_alone(words: Sequence[syntax.Word], index: int) -> bool:
    """Whether a number has no noun of its own: "killed 12", "Germany 200"."""
    word = words[index]
    return word.pos == "NUM" and (word.dep in _HELD or (word.dep == "nummod" and word.head < index))


def _root(words: Sequence[syntax.Word], index: int) -> int:
    for _ in words:
        if words[index].head == index:
            break
        index = words[index].head
    return index
