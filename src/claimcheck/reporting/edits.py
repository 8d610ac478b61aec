"""What people changed of an article's claims, and earlier checks of the same claim, in the words of every renderer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from claimcheck.models import (
    ArticleReport,
    ClaimEdit,
    EarlierCheck,
    EditAction,
    EditOutcome,
    Report,
    Sentence,
)
from claimcheck.reporting.wording import LABEL_NAMES

_DONE: Mapping[EditAction, str] = MappingProxyType(
    {
        EditAction.DROP: "Dropped",
        EditAction.REWORD: "Reworded",
        EditAction.SPLIT: "Split off",
        EditAction.MERGE: "Merged",
        EditAction.ADD: "Added",
    }
)
_SHOWN = 120


def describe_edit(edit: ClaimEdit) -> str:
    """Say what an edit asks for."""
    words = ", ".join(f"“{_short(w.exact)}”" for w in edit.words)
    meant = f" (of it: {_quoted(edit.which)})" if edit.which else ""
    claims = _quoted(edit.claims)
    if edit.action is EditAction.DROP:
        return f"drop the claim of {words}{meant}"
    if edit.action is EditAction.ADD:
        return f"add {claims}, from {words}"
    return f"{edit.action.value} the claim of {words}{meant} into {claims}"


def describe_orphan(outcome: EditOutcome) -> str:
    """Say which edit was not applied and why."""
    return f"{describe_edit(outcome.edit)} – {outcome.why}{_about(outcome.edit)}"


def describe_history(outcome: EditOutcome) -> str:
    """Say what was done to a claim, by whom, and what it was."""
    edit = outcome.edit
    was = f"; it was {_quoted(outcome.was)}" if outcome.was else "; it was not found by the program"
    return f"{_DONE[edit.action]}{was}{_about(edit)}"


def describe_earlier(check: EarlierCheck) -> str:
    """Say how the same claim came out before, in whose words."""
    published = f" ({check.published})" if check.published else ""
    said = f"{LABEL_NAMES[check.label].lower()}, as “{check.text}”"
    differs = f"; only one of the two says: {', '.join(check.differs)}" if check.differs else ""
    return f"in “{check.article}”{published} on {check.checked}: {said}{differs}"


def edits_of(outcomes: Sequence[EditOutcome]) -> dict[str, EditOutcome]:
    """Return the last edit that made each claim, by claim id."""
    return {claim_id: outcome for outcome in outcomes for claim_id in outcome.made}


def dropped_by(outcomes: Sequence[EditOutcome]) -> tuple[EditOutcome, ...]:
    """Return the edits that took claims away and put none in their place."""
    return tuple(o for o in outcomes if o.was and not o.made)


def orphaned_of(part: ArticleReport) -> tuple[EditOutcome, ...]:
    """Return the edits of an article that could not be applied."""
    return tuple(o for o in part.edits if o.orphaned)


def describe_drops(part: ArticleReport) -> dict[str, str]:
    """Return, by the id of the sentence that claims were dropped from, what was dropped and by whom."""
    found: dict[str, list[str]] = {}
    for outcome in dropped_by(part.edits):
        for sentence in part.sentences:
            if any(_touches(sentence, span) for span in outcome.spans):
                found.setdefault(sentence.id, []).append(describe_history(outcome))
    return {key: " ".join(said) for key, said in found.items()}


def edit_json(edit: ClaimEdit) -> dict[str, object]:
    """Return an edit as the JSON schema describes it."""
    return {
        "action": edit.action.value,
        "words": [{"exact": w.exact, "prefix": w.prefix, "suffix": w.suffix, "start": w.start} for w in edit.words],
        "which": list(edit.which),
        "claims": list(edit.claims),
        "worth": edit.worth,
        "by": edit.by,
        "note": edit.note,
        "source": edit.source,
    }


def outcome_json(outcome: EditOutcome) -> dict[str, object]:
    """Return what became of an edit as the JSON schema describes it."""
    return {
        **edit_json(outcome.edit),
        "state": "orphaned" if outcome.orphaned else "applied",
        "why": outcome.why,
        "spans": [{"start": start, "end": end} for start, end in outcome.spans],
        "was": list(outcome.was),
        "made": list(outcome.made),
    }


def earlier_json(report: Report) -> dict[str, object]:
    """Return the earlier checks of a report, by claim id, as the JSON schema describes them."""
    return {
        claim_id: [
            {
                "claim_id": c.claim_id,
                "text": c.text,
                "article_id": c.article_id,
                "article": c.article,
                "published": c.published,
                "checked": c.checked,
                "label": c.label.value,
                "differs": list(c.differs),
            }
            for c in checks
        ]
        for claim_id, checks in report.earlier.items()
    }


def _touches(sentence: Sentence, span: tuple[int, int]) -> bool:
    return sentence.anchor.start < span[1] and span[0] < sentence.anchor.end


def _about(edit: ClaimEdit) -> str:
    by = f"by {edit.by}" if edit.by else "by the desk"
    return f" ({by}{f': {edit.note}' if edit.note else ''})"


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(maxsplit=1)[0]} …"
