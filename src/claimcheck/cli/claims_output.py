"""What `claimcheck claims` prints, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.errors import printable
from claimcheck.reporting.edits import (
    describe_edit,
    describe_history,
    dropped_by,
    edit_json,
    edits_of,
    outcome_json,
)
from claimcheck.reporting.inferences import describe_speaker, describe_unresolved
from claimcheck.reporting.wording import count_of

if TYPE_CHECKING:
    from claimcheck.models import ClaimEdit, Remainder, Sentence
    from claimcheck.pipeline.checking import Subject
    from claimcheck.pipeline.claim_edits import ListedEdit
    from claimcheck.pipeline.likeness import SimilarClaim


def in_words(edit: ClaimEdit) -> str:
    """Return what an edit asks for."""
    return printable(describe_edit(edit))


def subject_lines(subject: Subject) -> Iterator[str]:
    """Yield the sentences and claims of an article."""
    history = edits_of(subject.edits)
    dropped = dropped_by(subject.edits)
    counts = f"{count_of(len(subject.sentences), 'sentence')}, {count_of(len(subject.claims), 'claim')}"
    yield f"{printable(subject.article.title)}: {counts}"
    for sentence in subject.sentences:
        yield ""
        yield f"{_place(sentence)}  {printable(' '.join(sentence.anchor.quote.split()))}"
        own = [c for c in subject.claims if c.sentence_id == sentence.id]
        if not own:
            yield f"        not checked – {_why(sentence)}"
        for claim in own:
            span = f"{claim.anchor.start}-{claim.anchor.end}" if claim.anchor else "no place"
            yield f"  {claim.ordinal:>4}  {printable(claim.text)}"
            said = f", {printable(describe_speaker(claim))}" if claim.attributed_to else ""
            yield f"        {claim.kind}{said}, worth {claim.worth:.2f}, {span}, {claim.id}"
            if claim.unresolved:
                yield f"        {printable(describe_unresolved(claim))}"
            if claim.id in history:
                yield f"        {printable(describe_history(history[claim.id]))}"
        for left in sentence.remainders if own else ():
            yield f"        in no claim – {_why(left)}: {printable(' '.join(left.anchor.quote.split()))}"
        for outcome in dropped:
            if any(sentence.anchor.start < b and a < sentence.anchor.end for a, b in outcome.spans):
                yield f"        {printable(describe_history(outcome))}"
    for outcome in subject.edits:
        if outcome.orphaned:
            yield ""
            yield f"orphaned: {in_words(outcome.edit)}: {printable(outcome.why)}"


def _why(judged: Sentence | Remainder) -> str:
    cue = f" ({judged.cue})" if judged.cue else ""
    return printable(f"{judged.checkability.value}: {judged.reason}{cue}")


def _place(sentence: Sentence) -> str:
    return f"[{sentence.paragraph}.{sentence.ordinal}]"


def subject_json(subject: Subject) -> dict[str, object]:
    """Return an article with its sentences, claims and edits."""
    made = {claim_id: place for place, o in enumerate(subject.edits) for claim_id in o.made}
    return {
        "article": {"id": subject.article.id, "title": subject.article.title, "path": subject.article.path},
        "sentences": [
            {
                "id": s.id,
                "ordinal": s.ordinal,
                "paragraph": s.paragraph,
                "start": s.anchor.start,
                "end": s.anchor.end,
                "text": s.anchor.quote,
                "checkability": s.checkability.value,
                "reason": s.reason,
                "cue": s.cue,
                "remainders": [
                    {
                        "start": r.anchor.start,
                        "end": r.anchor.end,
                        "text": r.anchor.quote,
                        "checkability": r.checkability.value,
                        "reason": r.reason,
                        "cue": r.cue,
                    }
                    for r in s.remainders
                ],
            }
            for s in subject.sentences
        ],
        "claims": [
            {
                "id": c.id,
                "ordinal": c.ordinal,
                "sentence_id": c.sentence_id,
                "start": c.anchor.start if c.anchor else None,
                "end": c.anchor.end if c.anchor else None,
                "text": c.text,
                "kind": c.kind,
                "worth": c.worth,
                "attributed_to": c.attributed_to,
                "unresolved": list(c.unresolved),
                "edit": made.get(c.id),
            }
            for c in subject.claims
        ],
        "edits": [outcome_json(o) for o in subject.edits],
    }


def edit_lines(listed: ListedEdit) -> Iterator[str]:
    """Yield an edit and its state."""
    edit = listed.edit
    state = listed.outcome and ("orphaned" if listed.outcome.orphaned else "applied")
    about = [a for a in (edit.source, edit.by and f"by {edit.by}", listed.made_at, edit.note) if a]
    yield f"{state or 'unknown':9} {printable(listed.article)}: {in_words(edit)}"
    yield f"          {printable('; '.join(about))}"
    if listed.why:
        yield f"          {printable(listed.why)}"


def listed_json(listed: ListedEdit) -> dict[str, object]:
    """Return an edit and its state."""
    state = listed.outcome and ("orphaned" if listed.outcome.orphaned else "applied")
    about = {"article": listed.article, "made_at": listed.made_at, "state": state or "unknown", "why": listed.why}
    return {**about, **edit_json(listed.edit)}


def similar_lines(item: SimilarClaim) -> Iterator[str]:
    """Yield a claim that is the same."""
    claim = item.claim
    label = claim.label.value.replace("_", " ")
    published = f", {claim.published}" if claim.published else ""
    yield f"  {label:20} {printable(claim.title)}{printable(published)}; checked {claim.checked}"
    yield f"                       {printable(claim.text)}"
    if item.differs:
        yield f"                       only one of the two says: {printable(', '.join(item.differs))}"


def similar_json(item: SimilarClaim) -> dict[str, object]:
    """Return a claim that is the same."""
    claim = item.claim
    return {
        "id": claim.claim_id,
        "text": claim.text,
        "article": claim.title,
        "path": claim.path,
        "published": claim.published,
        "checked": claim.checked,
        "label": claim.label.value,
        "differs": list(item.differs),
    }
