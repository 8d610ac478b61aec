"""docs/quality.md from what was measured."""

from __future__ import annotations

from typing import Any

LABELS = ("supported", "partially_supported", "refuted", "conflicting", "not_enough_evidence")

HEAD = """# Quality

How often claimcheck is right, measured by `make quality`, which writes this file. Good or bad, figures stand as they
are. Slots and quotations decide where they apply. A small stance model reads what they leave open of evidence given
with a claim; of passages that a search brought back it gives a score and settles nothing.
"""


_RETRIEVAL = {
    "document_recall_at_10": "documents at 10",
    "sentence_recall_at_5": "sentences at 5",
    "sentence_recall_at_10": "sentences at 10",
    "rationale_cover_at_5": "best rationale at 5",
    "rationale_cover_at_10": "best rationale at 10",
    "rationale_recall_at_10": "a whole rationale at 10",
    "mrr": "mrr",
}


def write_quality(
    scores: dict[str, Any],
    rows: list[tuple[str, str, str, str]],
    judged: list[str],
    corpora: dict[str, dict[str, Any]],
    *,
    wanted: str,
) -> str:
    """Return the text of docs/quality.md; `judged` and `wanted` are sections as they stand."""
    parts = [HEAD, wanted, _claims(scores), _example(rows), *judged]
    if corpora:
        parts.append(_corpora(corpora))
    return "\n".join(parts)


def _claims(scores: dict[str, Any]) -> str:
    lines = [
        "## The 45 listed claims",
        "",
        "`claimcheck evaluate claims.yaml`: the project's own gold, labelled from the digests in `corpus/`. It is",
        "development data: the rules were written with it in view.",
        "",
        "| figure | value |",
        "|---|---|",
        *(
            f"| {name.replace('_', ' ')} | {_number(scores[name])} |"
            for name in (
                "n",
                "accuracy",
                "macro_f1",
                "false_support_rate",
                "false_support_rate_nei",
                "false_support_rate_partial",
                "citations_scored",
                "citation_document_accuracy",
                "citation_passage_accuracy",
                "evidence_recall_at_5",
                "evidence_recall_at_20",
            )
        ),
        "",
        "| expected \\ given | " + " | ".join(x.replace("_", " ") for x in LABELS) + " |",
        "|---" * (len(LABELS) + 1) + "|",
    ]
    for gold in LABELS:
        row = scores["confusion"][gold]
        if any(row.values()):
            lines.append(f"| {gold.replace('_', ' ')} | " + " | ".join(str(row[p]) for p in LABELS) + " |")
    return "\n".join([*lines, ""])


def _example(rows: list[tuple[str, str, str, str]]) -> str:
    plants = [r for r in rows if r[0] == "plant"]
    true = [r for r in rows if r[0] != "plant"]
    lines = [
        "## The example article",
        "",
        "`claimcheck check examples/japan-north-korea.md`: planted errors, and true statements in free words.",
        "",
        "| planted error | kind | outcome |",
        "|---|---|---|",
        *(f"| {words} | {kind} | {'**' + o + '**' if o != 'not settled' else o} |" for _, kind, words, o in plants),
        "",
        f"Of {len(plants)} planted errors {_count(plants, 'refuted')} are refuted and {_count(plants, 'supported')} "
        f"supported; the rest is not settled. Of {len(true)} true statements {_count(true, 'supported')} are "
        f"supported, {_count(true, 'refuted')} refuted, {_count(true, 'not settled')} not settled, "
        f"{_count(true, 'not a claim')} not taken as claims.",
        "",
    ]
    return "\n".join(lines)


def _count(rows: list[tuple[str, str, str, str]], outcome: str) -> int:
    return sum(r[3] == outcome for r in rows)


def _corpora(corpora: dict[str, dict[str, Any]]) -> str:
    verdicts = ("n", "accuracy", "macro_f1", "false_support_rate", "citation_document_accuracy")
    verdicts += ("citation_passage_accuracy",)
    lines = [
        "## Closed corpora, end to end",
        "",
        "`claimcheck evaluate corpus --corpus C.jsonl --claims Q.jsonl --format ...`: retrieval, then verdicts. The",
        "weights of fusion were chosen on training claims of SciFact and Check-COVID and on every second claim of WiCE",
        "dev. Each cell: claimcheck / plain BM25 in the same run, over whole documents for documents, over sentences",
        "for sentences.",
        "",
        "| set | " + " | ".join(_RETRIEVAL.values()) + " |",
        "|---" * (len(_RETRIEVAL) + 1) + "|",
        *(
            f"| {name} | " + " | ".join(f"{_number(s[n])} / {_number(s['bm25'][n])}" for n in _RETRIEVAL) + " |"
            for name, s in corpora.items()
        ),
        "",
        "| set | " + " | ".join(n.replace("_", " ") for n in verdicts) + " |",
        "|---" * (len(verdicts) + 1) + "|",
        *(f"| {name} | " + " | ".join(_number(s[n]) for n in verdicts) + " |" for name, s in corpora.items()),
        "",
    ]
    for name, scores in corpora.items():
        if "abstract_label_only_f1" in scores:
            f1 = {k: _number(v) for k, v in scores.items() if k.endswith("_f1") and k != "macro_f1"}
            lines += [f"{name}, the set's own metric: " + ", ".join(f"{k} {v}" for k, v in f1.items()) + ".", ""]
    if any("abstract_label_only_f1" in scores for scores in corpora.values()):
        lines += [
            "VeriSci (Wadden et al., 2020), open retrieval on the set's test split, as published: abstracts, label and",
            "rationale 46.5, sentences, selection and label 39.5. Test and train claims are not the same claims.",
            "",
        ]
    return "\n".join(lines)


def _number(value: Any) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}" if value < 10 else f"{value:.0f}"
