"""Scores of labels, rankings and citations against gold, as pure functions.

A share of nothing is None, never 0 or 1: a set without refuted claims says
nothing about false support. Every mean is summed with `math.fsum`, so the order
of the rows does not change a digit.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, TypeVar

Item = TypeVar("Item", bound=Hashable)

# A document and a place in it; an empty place is the whole document.
Place = tuple[str, str]

KS = (1, 5, 10, 50)

# Abstract-level scores read no more than this many sentences of an abstract
# (Wadden et al., 2020): they do not punish naming too many.
MAX_ABSTRACT_SENTENCES = 3

_DECISIVE = ("SUPPORTED", "REFUTED")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassScore:
    """How one label fared. `support` counts its gold rows; a share with nothing below it is 0."""

    precision: float
    recall: float
    f1: float
    support: int

    def as_dict(self) -> dict[str, float]:
        """Return the scores under the keys of the JSON output."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, "support": self.support}


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelScores:
    """Predicted labels against gold. Every rate is in [0, 1], or None without a row to rate.

    Attributes:
        n: Rows scored.
        accuracy: Share of rows whose label is right.
        macro_f1: Plain mean of F1 over the labels that gold or predictions use.
            A label that neither uses is left out; one that is only predicted
            counts, with F1 0.
        per_class: The same labels, one by one, in the order given.
        confusion: Rows by gold, then predicted label; every label is there.
        false_support_rate: Share of rows whose gold label is refuted that are
            called supported.
        false_support_rate_nei: The same of rows without enough evidence.
        false_support_rate_partial: The same of rows supported in part.
    """

    n: int
    accuracy: float | None
    macro_f1: float | None
    per_class: Mapping[str, ClassScore]
    confusion: Mapping[str, Mapping[str, int]]
    false_support_rate: float | None
    false_support_rate_nei: float | None
    false_support_rate_partial: float | None

    def as_dict(self) -> dict[str, Any]:
        """Return the scores under the keys of the JSON output."""
        return {
            "n": self.n,
            "accuracy": self.accuracy,
            "macro_f1": self.macro_f1,
            "per_class": {label: score.as_dict() for label, score in self.per_class.items()},
            "confusion": {gold: dict(row) for gold, row in self.confusion.items()},
            "false_support_rate": self.false_support_rate,
            "false_support_rate_nei": self.false_support_rate_nei,
            "false_support_rate_partial": self.false_support_rate_partial,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationScores:
    """First citations against gold: `n` claims could be scored; see `citation_scores`."""

    n: int
    document_accuracy: float | None
    passage_accuracy: float | None

    def as_dict(self) -> dict[str, Any]:
        """Return the scores under the keys of the JSON output."""
        return {
            "citations_scored": self.n,
            "citation_document_accuracy": self.document_accuracy,
            "citation_passage_accuracy": self.passage_accuracy,
        }


def score_labels(gold: Sequence[str], predicted: Sequence[str], labels: Sequence[str]) -> LabelScores:
    """Score predicted labels against gold.

    F1 is 2·TP / (2·TP + FP + FN). Which labels mean supported, refuted, not
    enough evidence and in part is told by name, as data sets write them
    ("NEI") or as verdicts do ("not_enough_evidence").

    Args:
        gold: The right label of each row.
        predicted: The label given to each row.
        labels: All labels there are, in the order to report them.

    Raises:
        ValueError: `gold` and `predicted` differ in length, a label is not
            among `labels`, or `labels` repeats one.
    """
    counts = Counter((str(g), str(p)) for g, p in zip(gold, predicted, strict=True))
    names = [str(label) for label in labels]
    if len(set(names)) != len(names):
        raise ValueError(f"labels repeat: {names}")
    if unknown := sorted({label for pair in counts for label in pair} - set(names)):
        raise ValueError(f"labels {unknown} are not among {names}")
    confusion = {g: {p: counts[g, p] for p in names} for g in names}
    per_class = {}
    for name in names:
        support = sum(confusion[name].values())
        called = sum(row[name] for row in confusion.values())
        if support or called:
            per_class[name] = _class_score(confusion[name][name], support=support, called=called)
    return LabelScores(
        n=len(gold),
        accuracy=_share(sum(confusion[name][name] for name in names), len(gold)),
        macro_f1=mean([score.f1 for score in per_class.values()]),
        per_class=per_class,
        confusion=confusion,
        false_support_rate=_called_supported(confusion, ("REFUTED",)),
        false_support_rate_nei=_called_supported(confusion, ("NEI", "NOT_ENOUGH_EVIDENCE")),
        false_support_rate_partial=_called_supported(confusion, ("PARTIAL", "PARTIALLY_SUPPORTED")),
    )


def recall_at(
    ranked: Sequence[Sequence[Item]], gold: Sequence[Collection[Item]], ks: Sequence[int] = KS
) -> dict[int, float | None]:
    """Return, for each k, the mean over claims with gold of |gold ∩ top k| / |gold|.

    Claims without gold items do not count; without any claim that has some, the
    value is None. An item that a ranking repeats counts at its best place only.

    Args:
        ranked: What was found for each claim, best first.
        gold: What should have been found for it.
        ks: How many places to look at.

    Raises:
        ValueError: `ranked` and `gold` differ in length, or a k is below 1.
    """
    rows = [(distinct(found), frozenset(wanted)) for found, wanted in zip(ranked, gold, strict=True)]
    return {
        k: mean([len(wanted.intersection(found[:k])) / len(wanted) for found, wanted in rows if wanted])
        for k in _places(ks)
    }


def rationale_recall_at(
    ranked: Sequence[Sequence[Item]], rationales: Sequence[Sequence[Collection[Item]]], ks: Sequence[int] = KS
) -> dict[int, float | None]:
    """Return, for each k, the share of claims with at least one whole rationale in the top k.

    A rationale is a set of items that together are enough; a claim may have
    several. Empty ones are passed over, and so are claims without any other.

    Raises:
        ValueError: `ranked` and `rationales` differ in length, or a k is below 1.
    """
    rows = [
        (distinct(found), [frozenset(r) for r in sets if r]) for found, sets in zip(ranked, rationales, strict=True)
    ]
    return {
        k: mean([float(any(r.issubset(found[:k]) for r in sets)) for found, sets in rows if sets]) for k in _places(ks)
    }


def rationale_cover_at(
    ranked: Sequence[Sequence[Item]], rationales: Sequence[Sequence[Collection[Item]]], ks: Sequence[int] = KS
) -> dict[int, float | None]:
    """Return, for each k, the mean over claims of the largest share of one of its rationales in the top k.

    Where several sets of sentences are each enough, finding most of one is
    worth more than some of each. Empty ones are passed over, and so are claims
    without any other.

    Raises:
        ValueError: `ranked` and `rationales` differ in length, or a k is below 1.
    """
    rows = [
        (distinct(found), [frozenset(r) for r in sets if r]) for found, sets in zip(ranked, rationales, strict=True)
    ]
    return {
        k: mean([max(len(r.intersection(found[:k])) / len(r) for r in sets) for found, sets in rows if sets])
        for k in _places(ks)
    }


def mean_reciprocal_rank(ranked: Sequence[Sequence[Item]], gold: Sequence[Collection[Item]]) -> float | None:
    """Return the mean, over claims with gold, of 1 / place of the first gold item, or 0 where none is found.

    None where no claim has gold. An item that a ranking repeats takes one place.

    Raises:
        ValueError: `ranked` and `gold` differ in length.
    """
    ranks = []
    for found, wanted in zip(ranked, gold, strict=True):
        if wanted:
            place = next((number for number, item in enumerate(distinct(found), 1) if item in wanted), None)
            ranks.append(1 / place if place else 0.0)
    return mean(ranks)


def citation_scores(
    gold: Sequence[Collection[Place]], cited: Sequence[Sequence[Place]], predicted: Sequence[str]
) -> CitationScores:
    """Score the first citation of each claim that was decided and has gold.

    A claim counts if it was called supported or refuted, has a citation, and
    has a gold place. Its document is right if a gold place is in that document;
    its passage is right if the place is a gold one, or if a gold place is the
    whole of that document. Places are compared without regard to case and
    spacing ("Fact 4", "fact  4"); documents exactly.

    Args:
        gold: (document, locator) that a person says decide each claim; an empty
            locator is the whole document.
        cited: (document, locator) of each claim's citations, best first.
        predicted: The label given to each claim.

    Raises:
        ValueError: The three differ in length.
    """
    documents, passages = [], []
    for wanted, citations, label in zip(gold, cited, predicted, strict=True):
        if not wanted or not citations or label.upper() not in _DECISIVE:
            continue
        document, place = citations[0]
        places = {_fold(locator) for name, locator in wanted if name == document}
        documents.append(float(bool(places)))
        passages.append(float("" in places or _fold(place) in places))
    return CitationScores(n=len(documents), document_accuracy=mean(documents), passage_accuracy=mean(passages))


def scifact_scores(
    gold: Sequence[Collection[tuple[str, Sequence[int], str]]],
    predicted: Sequence[Mapping[str, tuple[str, Sequence[int]]]],
) -> dict[str, float]:
    """Return SciFact's four official scores (Wadden et al., 2020, and the task's public evaluator).

    Counts are pooled over all claims; precision is correct / predicted, recall
    is correct / gold, F1 their harmonic mean; each is 0 where it has nothing
    below it.

    - abstract_label_only: a predicted abstract is correct if it is gold for the
      claim and its label is the gold one.
    - abstract_rationalized: and its first three sentences hold a whole rationale.
    - sentence_selection: a predicted sentence is correct if it is in a gold
      rationale whose sentences are all predicted; any number may be predicted.
    - sentence_label: and the abstract's label is the gold one.

    A sentence named twice in one abstract counts once (the evaluator trusts its
    input not to), and so does one that two rationales share.

    Args:
        gold: The rationales of each claim, as (document, sentences, label).
        predicted: For each claim, the label and the sentences, best first, of
            each document it was decided by. Labels are SUPPORTED or REFUTED.

    Returns:
        `{score}_precision`, `{score}_recall` and `{score}_f1` of the four.

    Raises:
        ValueError: `gold` and `predicted` differ in length, a label is another
            one, or the rationales of one document do not agree.
    """
    counts: Counter[str] = Counter()
    for rationales, abstracts in zip(gold, predicted, strict=True):
        counts += _scifact_counts(_by_document(rationales), abstracts)
    scores: dict[str, float] = {}
    for unit, kinds in (("abstract", ("label_only", "rationalized")), ("sentence", ("selection", "label"))):
        for kind in kinds:
            correct, called, support = counts[f"{unit}_{kind}"], counts[f"{unit}_called"], counts[f"{unit}_gold"]
            score = _class_score(correct, support=support, called=called)
            scores |= {f"{unit}_{kind}_{name}": getattr(score, name) for name in ("precision", "recall", "f1")}
    return scores


def reliability(judged: Iterable[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return how often what was held for so sure was right, in tenths of confidence that were met.

    Args:
        judged: A confidence in [0, 1], and whether it was right.

    Returns:
        For each tenth: its `low` end, `n`, the mean `confidence`, the share
        `right`.
    """
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        tenths.setdefault(min(9, int(confidence * 10)), []).append((confidence, right))
    return [
        {
            "low": tenth / 10,
            "n": len(rows),
            "confidence": math.fsum(c for c, _ in rows) / len(rows),
            "right": sum(right for _, right in rows) / len(rows),
        }
        for tenth, rows in sorted(tenths.items())
    ]


def distinct(items: Iterable[Item]) -> list[Item]:
    """Return the items without repeats, each at its first place."""
    return list(dict.fromkeys(items))


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, summed exactly so that order does not count; None of nothing."""
    return fsum(values) / len(values) if values else None


def _by_document(
    rationales: Iterable[tuple[str, Sequence[int], str]],
) -> dict[str, tuple[str, list[frozenset[int]]]]:
    documents: dict[str, tuple[str, list[frozenset[int]]]] = {}
    for document, sentences, label in rationales:
        known, sets = documents.setdefault(document, (_decisive(label), []))
        if known != label:
            raise ValueError(f"the rationales of document {document!r} do not agree")
        if sentences:
            sets.append(frozenset(sentences))
    return documents


def _scifact_counts(
    gold: Mapping[str, tuple[str, list[frozenset[int]]]], predicted: Mapping[str, tuple[str, Sequence[int]]]
) -> Counter[str]:
    counts = Counter(
        abstract_gold=len(gold), sentence_gold=sum(len(frozenset[int]().union(*sets)) for _, sets in gold.values())
    )
    for document, (label, sentences) in predicted.items():
        named = distinct(sentences)
        counts["abstract_called"] += 1
        counts["sentence_called"] += len(named)
        right, sets = gold.get(document, ("", []))
        same = _decisive(label) == right
        found = frozenset[int]().union(*(r for r in sets if r.issubset(named)))
        whole = any(r.issubset(named[:MAX_ABSTRACT_SENTENCES]) for r in sets)
        counts["abstract_label_only"] += same
        counts["abstract_rationalized"] += same and whole
        counts["sentence_selection"] += len(found)
        counts["sentence_label"] += len(found) if same else 0
    return counts


def _decisive(label: str) -> str:
    if label not in _DECISIVE:
        raise ValueError(f"label {label!r} is neither of {_DECISIVE}")
    return str(label)


def _class_score(correct: int, *, support: int, called: int) -> ClassScore:
    # One division, so that the F1 of a perfect row is exactly 1.
    return ClassScore(
        precision=correct / called if called else 0.0,
        recall=correct / support if support else 0.0,
        f1=2 * correct / (support + called) if support + called else 0.0,
        support=support,
    )


def _called_supported(confusion: Mapping[str, Mapping[str, int]], names: Collection[str]) -> float | None:
    rows = [row for label, row in confusion.items() if label.upper() in names]
    wrong = sum(count for row in rows for label, count in row.items() if label.upper() == "SUPPORTED")
    return _share(wrong, sum(sum(row.values()) for row in rows))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _places(ks: Sequence[int]) -> Sequence[int]:
    if any(k < 1 for k in ks):
        raise ValueError(f"places are counted from 1: {list(ks)}")
    return ks


def _fold(locator: str) -> str:
    return " ".join(locator.casefold().split())
