"""Gold data: claim/evidence pairs, and claims with the closed corpus they are checked against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from claimcheck.errors import UnreadableInput
from claimcheck.evaluation.rows import (
    Row,
    fail,
    id_of,
    read_rows,
    require_index,
    require_text,
    shown,
    text_of,
    texts_of,
    value_of,
)


class GoldLabel(StrEnum):
    """What a data set says of a claim. PARTIAL is WiCE's: some of its facts are in the page."""

    SUPPORTED = "SUPPORTED"
    REFUTED = "REFUTED"
    NEI = "NEI"
    PARTIAL = "PARTIAL"


class EvaluationFormat(StrEnum):
    """The data sets whose files are understood; docs/evaluation.md shows their rows."""

    SCIFACT = "scifact"
    CHECKCOVID = "checkcovid"
    WICE = "wice"


# A rationale: document id, numbers of the sentences that together decide, and which way.
Rationale = tuple[str, tuple[int, ...], GoldLabel]

PAIR_LABELS = (GoldLabel.SUPPORTED, GoldLabel.REFUTED, GoldLabel.NEI)

FORMAT_LABELS = {
    EvaluationFormat.SCIFACT: PAIR_LABELS,
    EvaluationFormat.CHECKCOVID: PAIR_LABELS,
    EvaluationFormat.WICE: (GoldLabel.SUPPORTED, GoldLabel.PARTIAL, GoldLabel.NEI),
}

_SCIFACT_LABELS = {
    "SUPPORT": GoldLabel.SUPPORTED,
    "CONTRADICT": GoldLabel.REFUTED,
    "REFUTE": GoldLabel.REFUTED,
}
_CHECKCOVID_LABELS = {
    "SUPPORT": GoldLabel.SUPPORTED,
    "REFUTE": GoldLabel.REFUTED,
    "NOTENOUGHINFO": GoldLabel.NEI,
}
_WICE_LABELS = {
    "supported": GoldLabel.SUPPORTED,
    "partially_supported": GoldLabel.PARTIAL,
    "not_supported": GoldLabel.NEI,
}
_WICE_TITLE = "(meta data) TITLE:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim, the only evidence it is to be judged by, and the label. `evidence` may be blank."""

    claim: str
    evidence: str
    label: GoldLabel
    id: str = ""
    dataset: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusDocument:
    """One document of a closed corpus.

    Sentences keep their numbers, so that gold sentences can name them: a blank
    one is kept in its place.
    """

    id: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusClaim:
    """One claim to check against a closed corpus, with what a person found there.

    Attributes:
        id: The data set's own id.
        text: What is checked.
        gold_documents: Documents that decide the claim, sorted; none where the
            corpus does not settle it.
        gold_sentences: (document, sentence number) of every sentence that is in
            any rationale, sorted.
        rationales: The alternative sets of sentences, each of which is enough.
        label: None where documents disagree and the set gives no label of its own.
        documents: The documents this claim is searched in; None for the whole corpus.
    """

    id: str
    text: str
    gold_documents: tuple[str, ...]
    gold_sentences: tuple[tuple[str, int], ...]
    rationales: tuple[Rationale, ...]
    label: GoldLabel | None
    documents: tuple[str, ...] | None = None


def read_pairs(path: Path | str) -> Iterator[Pair]:
    """Yield the pairs of a JSON Lines file (plain or gzipped), row by row.

    Rows are `{"claim", "evidence", "label": "SUPPORTED"|"REFUTED"|"NEI"}`; `id`
    and `dataset` are kept, other keys are passed over.

    Raises:
        UnreadableInput: As `read_rows`; or a key is missing, the claim has no
            words, or the label is another one. Raised when the row is reached.
    """
    known = {str(label): label for label in PAIR_LABELS}
    for row in read_rows(path):
        yield Pair(
            claim=text_of(row, "claim"),
            evidence=text_of(row, "evidence", blank=True),
            label=_label(row, "label", known),
            id="" if row.values.get("id") is None else id_of(row, "id"),
            dataset="" if row.values.get("dataset") is None else text_of(row, "dataset", blank=True),
        )


def read_corpus(path: Path | str, format: EvaluationFormat) -> Iterator[CorpusDocument]:
    """Yield the documents of a closed corpus, in the file's order.

    For WiCE `path` is the claims' own file: each claim brings its page, whose id
    is the claim's and whose title is taken from its first sentence.

    Raises:
        UnreadableInput: As `read_rows`; or a key is missing or of the wrong
            kind, or an id comes twice. Raised when the row is reached.
    """
    seen: dict[str, int] = {}
    for row in read_rows(path):
        if format is EvaluationFormat.WICE:
            document = CorpusDocument(id=_wice_id(row), title=_wice_title(row), sentences=texts_of(row, "evidence"))
        else:
            document = CorpusDocument(
                id=id_of(row, "doc_id" if format is EvaluationFormat.SCIFACT else "cord_id"),
                title=text_of(row, "title", blank=True),
                sentences=texts_of(row, "abstract"),
            )
        _require_new(row, document.id, seen)
        yield document


def read_claims(path: Path | str, format: EvaluationFormat) -> list[CorpusClaim]:
    """Read the claims of a data set, in the file's order.

    - SciFact: the documents in `evidence` are gold; a claim without any is NEI.
      A claim whose documents disagree has no label.
    - Check-COVID: a row is a claim beside one passage, and a NOTENOUGHINFO row is
      mostly an undecided passage of a claim that another row decides. Searched
      end to end a claim has one answer, so rows of one text (spaces aside) are one
      claim, under its first row's id: what its SUPPORT and REFUTE rows name is
      gold; it is NEI where it has neither, and has no label where it has both.
    - WiCE: each claim is searched in its own page alone. `supporting_sentences`
      are alternatives; gold sentences are their union. Those of a claim that is
      not supported are no gold: they do not decide it.

    Raises:
        UnreadableInput: As `read_rows`; or a key is missing or of the wrong
            kind, a label is unknown, or an id comes twice.
    """
    if format is EvaluationFormat.CHECKCOVID:
        return _read_checkcovid(path)
    read = _wice_claim if format is EvaluationFormat.WICE else _scifact_claim
    seen: dict[str, int] = {}
    claims = []
    for row in read_rows(path):
        claim = read(row)
        _require_new(row, claim.id, seen)
        claims.append(claim)
    return claims


def require_gold(claims: Iterable[CorpusClaim], documents: Iterable[CorpusDocument], *, path: Path | str) -> None:
    """Make sure that the corpus has what the claims name: recall over another corpus says nothing.

    Raises:
        UnreadableInput: A gold document, or a gold sentence of it, is not in the
            corpus; `path` is the corpus, for the message.
    """
    lengths = {document.id: len(document.sentences) for document in documents}
    for claim in claims:
        for name in (*claim.gold_documents, *(claim.documents or ())):
            if name not in lengths:
                raise UnreadableInput(
                    f"has no document {shown(name)}, which claim {shown(claim.id)} names",
                    path=path,
                    hint="are the corpus and the claims of one data set?",
                )
        for name, sentence in claim.gold_sentences:
            if sentence >= lengths[name]:
                raise UnreadableInput(
                    f"document {shown(name)} has no sentence {sentence}, which claim {shown(claim.id)} names", path=path
                )


def _scifact_claim(row: Row) -> CorpusClaim:
    rationales: list[Rationale] = []
    for document, entries in value_of(row, "evidence", dict, "an object of documents").items():
        if not isinstance(entries, list) or not entries:
            raise fail(row, f"the evidence of document {shown(document)} must be a list of rationales")
        labels = set()
        for entry in entries:
            inner = _inner(row, "evidence", entry)
            sentences = _indexes(inner, "sentences", value_of(inner, "sentences", list, "a list of sentence numbers"))
            label = _label(inner, "label", _SCIFACT_LABELS)
            labels.add(label)
            rationales.append((require_text(row, "evidence", document), sentences, label))
        if len(labels) > 1:
            raise fail(row, f"document {shown(document)} both supports and refutes the claim")
    return _claim(id_of(row, "id"), text_of(row, "claim"), rationales)


def _read_checkcovid(path: Path | str) -> list[CorpusClaim]:
    first: dict[str, tuple[str, str]] = {}
    rationales: dict[str, list[Rationale]] = {}
    seen: dict[str, int] = {}
    for row in read_rows(path):
        text = text_of(row, "claim")
        key = " ".join(text.split())
        name = id_of(row, "id")
        _require_new(row, name, seen)
        first.setdefault(key, (name, text))
        found = rationales.setdefault(key, [])
        rationale = _checkcovid_rationale(row)
        if rationale[2] is not GoldLabel.NEI:
            found.append(rationale)
    return [_claim(name, text, rationales[key]) for key, (name, text) in first.items()]


def _checkcovid_rationale(row: Row) -> Rationale:
    entries = value_of(row, "evidence_set", list, "a list of sentences")
    numbers = [value_of(_inner(row, "evidence_set", e), "sent_index", int, "a sentence number") for e in entries]
    label = _label(row, "label", _CHECKCOVID_LABELS)
    return id_of(row, "cord_id"), _indexes(row, "evidence_set", numbers), label


def _wice_claim(row: Row) -> CorpusClaim:
    name = _wice_id(row)
    label = _label(row, "label", _WICE_LABELS)
    length = len(texts_of(row, "evidence"))
    rationales: list[Rationale] = []
    for numbers in value_of(row, "supporting_sentences", list, "a list of lists of sentence numbers"):
        if not isinstance(numbers, list):
            raise fail(row, "'supporting_sentences' must be a list of lists of sentence numbers")
        sentences = _indexes(row, "supporting_sentences", numbers)
        if sentences and sentences[-1] >= length:
            raise fail(row, f"'supporting_sentences' names sentence {sentences[-1]} of {length}")
        rationales.append((name, sentences, label))
    gold = rationales if label is not GoldLabel.NEI else []
    return _claim(name, text_of(row, "claim"), gold, label=label, documents=(name,))


def _wice_id(row: Row) -> str:
    meta = row.values.get("meta")
    if isinstance(meta, dict) and "id" in meta:
        return id_of(_inner(row, "meta", meta), "id")
    return f"wice-{row.line}"


def _wice_title(row: Row) -> str:
    first = next(iter(texts_of(row, "evidence")), "")
    return first.removeprefix(_WICE_TITLE).strip() if first.startswith(_WICE_TITLE) else ""


def _claim(
    name: str,
    text: str,
    rationales: list[Rationale],
    *,
    label: GoldLabel | None = None,
    documents: tuple[str, ...] | None = None,
) -> CorpusClaim:
    """Build a claim from its rationales; without `label`, theirs is the claim's."""
    labels = {rationale[2] for rationale in rationales} or {GoldLabel.NEI}
    return CorpusClaim(
        id=name,
        text=text,
        gold_documents=tuple(sorted({document for document, _, _ in rationales})),
        gold_sentences=tuple(sorted({(document, s) for document, sentences, _ in rationales for s in sentences})),
        # An empty set of sentences would count as found by everyone.
        rationales=tuple(dict.fromkeys(r for r in rationales if r[1])),
        label=label or (labels.pop() if len(labels) == 1 else None),
        documents=documents,
    )


def _inner(row: Row, key: str, value: object) -> Row:
    """Return the object `value`, found under `key`, as a row of the same line."""
    if not isinstance(value, dict):
        raise fail(row, f"{key!r} must hold objects, not {shown(value)}")
    return Row(path=row.path, line=row.line, values=value)


def _indexes(row: Row, key: str, values: list[object]) -> tuple[int, ...]:
    return tuple(sorted({require_index(row, key, value) for value in values}))


def _label(row: Row, key: str, known: dict[str, GoldLabel]) -> GoldLabel:
    label = text_of(row, key)
    if label not in known:
        raise fail(row, f"unknown label {shown(label)}", hint=f"one of {', '.join(known)}")
    return known[label]


def _require_new(row: Row, name: str, seen: dict[str, int]) -> None:
    if name in seen:
        raise fail(row, f"id {shown(name)} again, first on line {seen[name]}")
    seen[name] = row.line
