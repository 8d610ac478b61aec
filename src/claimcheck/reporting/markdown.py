"""The report as Markdown that also reads as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from claimcheck.models import (
    ArticleReport,
    Assessment,
    Checkability,
    Claim,
    EditOutcome,
    Finding,
    Locator,
    ModelScore,
    Relation,
    Report,
    SlotComparison,
    SourceDocument,
)
from claimcheck.reporting.edits import (
    describe_drops,
    describe_earlier,
    describe_history,
    describe_orphan,
    edits_of,
    orphaned_of,
)
from claimcheck.reporting.escaping import markdown_text, visible, web_address
from claimcheck.reporting.evidence import document_title, is_around, nearest_misses, ordered_slots
from claimcheck.reporting.explanation import (
    Cited,
    cited,
    describe_confidence,
    describe_decision,
    describe_left_out,
    describe_note,
    describe_score,
    describe_search,
    describe_stance,
    nearest_compared,
    parts_of,
    sides_of,
)
from claimcheck.reporting.galley import is_outside
from claimcheck.reporting.inferences import bracketed, describe_speaker, describe_unresolved
from claimcheck.reporting.summary import Summary, headline, summarise
from claimcheck.reporting.wording import (
    CHECKABILITY_NAMES,
    LABEL_MARKS,
    LABEL_MEANINGS,
    LABEL_NAMES,
    REASON_NAMES,
    RELATION_NAMES,
    TIER_NAMES,
    count_of,
    describe_form,
    describe_state,
)
from claimcheck.reporting.worth import describe_worth


def render_markdown(report: Report, *, shown: int) -> str:
    """Render the report; whatever comes from articles and documents stays plain text in it.

    Args:
        report: What to render.
        shown: Nearest misses listed for each claim.
    """
    summary = summarise(report)
    single = len(report.articles) == 1
    title = report.articles[0].article.title if single else f"{len(report.articles)} articles checked"
    lines = [f"# {markdown_text(title)}", ""]
    if single:
        lines += _byline(report.articles[0])
    lines += [f"**{headline(summary)}**", ""]
    if report.unreadable:
        lines += [f"Incomplete: {count_of(len(report.unreadable), 'file')} could not be read (listed at the end).", ""]
    if summary.orphaned:
        orphans = count_of(summary.orphaned, "edit")
        lines += [f"Incomplete: {orphans} of the claims lost {'its' if summary.orphaned == 1 else 'their'} place.", ""]
    lines += _summary_table(summary)
    for part in report.articles:
        if not single:
            lines += [f"## {markdown_text(part.article.title)}", "", *_byline(part)]
        lines += _orphans(part)
        lines += _claims(part, report, shown)
        lines += _not_checked(part)
    lines += _run(report, summary)
    return "\n".join(lines).rstrip("\n") + "\n"


def _byline(part: ArticleReport) -> list[str]:
    article = part.article
    about = [markdown_text(a) for a in (article.author, article.publication, article.published) if a]
    about += [_address(article.address)] if article.address else []
    return [" · ".join(about), ""] if about else []


def _summary_table(summary: Summary) -> list[str]:
    rows = [
        (f"{LABEL_MARKS[label]} {LABEL_NAMES[label]}", str(count), f"{summary.worth[label]:.0%}", LABEL_MEANINGS[label])
        for label, count in summary.labels.items()
    ]
    return _table(("Label", "Claims", "Share of check-worthiness", "Meaning"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [*(f"| {' | '.join(line)} |" for line in lines), ""]


def _orphans(part: ArticleReport) -> list[str]:
    lines = [f"- {markdown_text(describe_orphan(o))}" for o in orphaned_of(part)]
    return ["### Edits that lost their place", "", *lines, ""] if lines else []


def _claims(part: ArticleReport, report: Report, shown: int) -> list[str]:
    if not part.findings:
        return ["No checkable claim was found here. That is not a pass: nothing was checked.", ""]
    edited = edits_of(part.edits)
    return [line for f in part.findings for line in _claim(f, report, edited.get(f.claim.id), shown)]


def _claim(finding: Finding, report: Report, edit: EditOutcome | None, shown: int) -> Iterator[str]:
    claim, verdict, documents = finding.claim, finding.verdict, report.documents
    name = markdown_text(claim.name) if claim.name else f"Claim {claim.ordinal}"
    yield from (f"### {name} – {LABEL_MARKS[verdict.label]} {LABEL_NAMES[verdict.label]}", "")
    yield from (f"**{markdown_text(bracketed(claim))}**", "")
    if claim.anchor and " ".join(claim.anchor.quote.split()) != " ".join(claim.text.split()):
        yield from (f"In the article: “{markdown_text(claim.anchor.quote)}”", "")
    facts = [f"paragraph {claim.paragraph}"] if claim.paragraph else []
    facts += [markdown_text(claim.kind), f"check-worthiness {claim.worth:.2f}{_weighed(claim)}"]
    facts += [markdown_text(describe_speaker(claim))] if claim.attributed_to else []
    facts += [f"expected: {LABEL_NAMES[claim.expected].lower()}"] if claim.expected else []
    facts += [markdown_text(describe_unresolved(claim))] if claim.unresolved else []
    yield from (f"({', '.join(facts)})", "")
    if edit:
        yield from (f"{markdown_text(describe_history(edit))}.", "")
    yield from _why(finding)
    for check in report.earlier.get(claim.id, ()):
        yield from (f"Checked before, {markdown_text(describe_earlier(check))}.", "")
    yield from _both_sides(finding, documents)
    yield from _parts(finding)
    for citation in cited(finding):
        yield from _citation(citation, documents, numbered=len(verdict.citations) > 1)
    yield from _misses(finding, documents, shown)
    yield from _searched(finding)


def _why(finding: Finding) -> Iterator[str]:
    verdict = finding.verdict
    yield from (markdown_text(verdict.explanation), "")
    if verdict.confidence:
        yield from (f"Confidence: {markdown_text(describe_confidence(verdict.confidence))}.", "")
    decision = describe_decision(finding)
    why = "; ".join(f"{REASON_NAMES[r]} ({r.value})" for r in verdict.reasons)
    said = [f"Why: {why}."] if why else []
    said += [f"Decided by {decision}."] if decision else []
    if said:
        yield from (" ".join(said), "")
    if verdict.policy:
        yield from ("Source policy (it changes no label):", "")
        yield from (f"- {markdown_text(describe_note(n))} ({n.code.value})" for n in verdict.policy)
        yield ""


def _both_sides(finding: Finding, documents: Mapping[str, SourceDocument]) -> list[str]:
    """Return the two sides of conflicting sources beside each other."""
    rows = [[_side(side, documents) for side in row] for row in sides_of(finding)]
    return _table(("Refutes the claim", "Supports the claim"), rows) if rows else []


def _side(side: Cited | None, documents: Mapping[str, SourceDocument]) -> str:
    if side is None:
        return ""
    number, citation = side.number, side.citation
    return f"[{number}] “{markdown_text(citation.quote)}” {_source(citation.document_id, citation.locator, documents)}"


def _parts(finding: Finding) -> list[str]:
    together = finding.verdict.together
    rows = [(p.slot.value, markdown_text(p.claim_value) or "–", p.where) for p in parts_of(finding)]
    table = _table(("Part", "Claim says", "Borne out by"), rows) if rows else []
    return [*table, *(_score(together.score) if together else [])]


def _score(score: ModelScore | None) -> list[str]:
    return [f"Stance model: {markdown_text(describe_score(score))}.", ""] if score else []


def _searched(finding: Finding) -> Iterator[str]:
    search = finding.search
    words = "; ".join(
        f"{kind}: {', '.join(markdown_text(t) for t in found) or 'none'}"
        for kind, found in (("terms", search.terms), ("names", search.entities))
    )
    yield from (f"Searched for {words}. {describe_search(finding)}.", "")
    left_out = describe_left_out(search)
    if left_out:
        yield from (f"Left out: {', '.join(map(markdown_text, left_out))}.", "")


def _citation(cited: Cited, documents: Mapping[str, SourceDocument], *, numbered: bool) -> Iterator[str]:
    number, citation, assessment, bears_out = cited
    stance = describe_stance(cited)
    head = f"[{number}] " if numbered else ""
    source = _source(citation.document_id, citation.locator, documents)
    yield from (f"{head}{stance[0].upper()}{stance[1:]}: {source}", "")
    for line in visible(citation.quote).split("\n"):
        yield f"> {markdown_text(line)}".rstrip()
    yield ""
    document = documents.get(citation.document_id)
    for address in document.urls if document else ():
        yield from (_address(address), "")
    if bears_out:
        yield from (f"Bears out: {markdown_text(bears_out)}.", "")
    yield from _slots(assessment)
    yield from _score(assessment.score if assessment else None)


def _slots(assessment: Assessment | None) -> list[str]:
    rows = [_slot(slot) for slot in ordered_slots(assessment)]
    return _table(("Compared", "Claim says", "Source says", "Relation"), rows) if rows else []


def _slot(slot: SlotComparison) -> tuple[str, str, str, str]:
    relation = RELATION_NAMES[slot.relation]
    marked = f"**{relation}**" if slot.relation is Relation.CONFLICT else relation
    return (
        slot.slot.value,
        markdown_text(slot.claim_value) or "–",
        (markdown_text(slot.source_value) or "–") + (" (from its context)" if is_around(slot) else ""),
        f"{marked} ({markdown_text(slot.note)})" if slot.note else marked,
    )


def _source(document_id: str, locator: Locator, documents: Mapping[str, SourceDocument]) -> str:
    document = documents.get(document_id)
    place = [markdown_text(locator.label)]
    place += [f"“{markdown_text(locator.heading)}”"] if locator.heading else []
    place += [f"page {locator.page}"] if locator.page is not None else []
    about = []
    if document:
        about = [markdown_text(a) for a in (document.issuer, document.date) if a]
        about += [TIER_NAMES[document.tier]]
        about += [markdown_text(a) for a in (describe_form(document), describe_state(document)) if a]
    tail = f" ({'; '.join(about)})" if about else ""
    return f"*{markdown_text(document_title(documents, document_id)) or 'untitled'}*, {', '.join(place)}{tail}"


def _address(address: str) -> str:
    return f"<{address}>" if web_address(address) else markdown_text(address)


def _misses(finding: Finding, documents: Mapping[str, SourceDocument], shown: int) -> Iterator[str]:
    misses = nearest_misses(finding, shown=shown)
    if not misses:
        return
    yield from ("Looked at, not decisive:", "")
    for miss in misses:
        passage = miss.evidence.passage
        source = _source(passage.document_id, passage.locator, documents)
        score = miss.assessment.score if miss.assessment else None
        asked = f"; stance model: {markdown_text(describe_score(score))}" if score else ""
        yield f"- {source}: “{markdown_text(passage.text)}” – {markdown_text(miss.why)}{asked}"
    yield ""
    nearest = None if finding.verdict.citations else nearest_compared(misses)
    if nearest:
        yield from ("The nearest of them, piece by piece:", "", *_slots(nearest))


def _weighed(claim: Claim) -> str:
    parts = describe_worth(claim)
    return f" ({markdown_text(parts)})" if parts else ""


def _not_checked(part: ArticleReport) -> list[str]:
    inside: list[tuple[int | str, Checkability, str, str]] = [
        (s.paragraph or s.part.value, s.checkability, s.anchor.quote, s.reason)
        for s in part.sentences
        if not is_outside(s) and not s.checkability.is_checkable
    ]
    inside += [(u.paragraph, u.kind, u.text, u.reason) for u in part.unchecked]
    claimed = {f.claim.sentence_id for f in part.findings}
    dropped = describe_drops(part)
    inside += [
        (s.paragraph or s.part.value, s.checkability, s.anchor.quote, _why_unclaimed(s.id in dropped))
        for s in part.sentences
        if s.checkability.is_checkable and s.id not in claimed
    ]
    inside += [
        (s.paragraph or s.part.value, r.checkability, r.anchor.quote, f"part of a sentence; {r.reason}")
        for s in part.sentences
        if s.id in claimed
        for r in s.remainders
    ]
    lines = _drops(dropped)
    lines += ["### Sentences not checked", ""] if inside else []
    for paragraph, kind, text, reason in inside:
        why = f" ({markdown_text(reason)})" if reason else ""
        place = paragraph if isinstance(paragraph, str) else f"paragraph {paragraph}"
        lines.append(f"- {place}, {CHECKABILITY_NAMES[kind]}: “{markdown_text(text)}”{why}")
    lines += [""] if inside else []
    furniture = sum(map(is_outside, part.sentences))
    if furniture:
        lines += [f"Page furniture left out: {count_of(furniture, 'line')}.", ""]
    return lines


def _why_unclaimed(dropped: bool) -> str:
    return "its claim was dropped" if dropped else "no claim was drawn from it"


def _drops(dropped: Mapping[str, str]) -> list[str]:
    lines = [f"- {markdown_text(said)}" for said in dropped.values()]
    return ["### Claims dropped", "", *lines, ""] if lines else []


def _run(report: Report, summary: Summary) -> Iterator[str]:
    run = report.run
    yield from ("## How this was checked", "")
    yield f"- Searched: {count_of(run.documents, 'document')}, {count_of(run.passages, 'passage')}"
    kinds = ", ".join(f"{n} {CHECKABILITY_NAMES[kind]}" for kind, n in summary.checkability.items() if n)
    yield f"- Sentences: {summary.sentences} accounted for{f': {kinds}' if kinds else ''}"
    noted = ", ".join(f"{n} {code.value}" for code, n in summary.policy.items() if n)
    if noted:
        yield f"- Source policy: {noted}"
    if summary.expected:
        yield f"- Expected labels met: {summary.expected_met} of {summary.expected}"
    pipeline = markdown_text(run.language_pipeline)
    yield f"- Program: claimcheck {markdown_text(run.version)}, rules {markdown_text(run.rules)}, {pipeline}"
    settings = ", ".join(f"{markdown_text(k)}: {markdown_text(v) or '–'}" for k, v in sorted(run.settings.items()))
    yield f"- Settings: {settings or '–'}"
    yield from (f"- Run: {markdown_text(run.id)}", "")
    if report.unreadable:
        yield from ("### Could not be read", "")
        yield from (f"- {markdown_text(u.path)}: {markdown_text(u.why)}" for u in report.unreadable)
        yield ""
