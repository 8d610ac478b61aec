"""The report on a terminal: what needs a person first, the rest in short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.models import (
    ArticleReport,
    Assessment,
    Finding,
    Label,
    Relation,
    Report,
    SlotComparison,
    Stance,
)
from claimcheck.reporting.edits import describe_earlier, describe_history, describe_orphan, edits_of, orphaned_of
from claimcheck.reporting.escaping import one_line, shortened, web_address
from claimcheck.reporting.evidence import contrast, document_title, found_by, is_around, nearest_misses, ordered_slots
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
from claimcheck.reporting.inferences import bracketed, describe_unresolved
from claimcheck.reporting.summary import FINDING_LABELS, Summary, headline, summarise
from claimcheck.reporting.wording import (
    CHECKABILITY_NAMES,
    LABEL_MARKS,
    LABEL_NAMES,
    REASON_NAMES,
    RELATION_NAMES,
    SEVERITY,
    STANCE_NAMES,
    TIER_NAMES,
    count_of,
    describe_form,
    describe_state,
)

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_STYLES = {
    Label.SUPPORTED: "green",
    Label.PARTIALLY_SUPPORTED: "yellow",
    Label.REFUTED: "bold red",
    Label.CONFLICTING: "bold magenta",
    Label.NOT_ENOUGH_EVIDENCE: "cyan",
}
_RELATION_STYLES = {
    Relation.CONFLICT: "red",
    Relation.MISSING: "yellow",
    Relation.COMPATIBLE: "dim",
    Relation.EQUAL: "dim",
}
_SHORT = 110
_QUOTE = 400
# Columns from which on a table of slots has room.
_TABLE = 72


def print_report(report: Report, console: Console, *, shown: int) -> None:
    """Print a report in short: refuted and conflicting claims with reason and quote, the others a line each.

    Args:
        report: What to print.
        console: Where to; nothing is wrapped unless it is a terminal.
        shown: Citations printed for each refuted or conflicting claim.
    """
    for part in report.articles:
        _print_article(part, report, console, shown)
    print_summary(report, console)


def print_summary(report: Report, console: Console) -> None:
    """Print the counts by label, what was not checked and what could not be read."""
    summary = summarise(report)
    counts = [(f"{n} {LABEL_NAMES[label].lower()}", _STYLES[label]) for label, n in summary.labels.items() if n]
    _print(console, [(headline(summary), "bold")])
    if counts:
        parts = [part for pair in counts for part in (pair, (", ", ""))][:-1]
        _print(console, [(f"{count_of(summary.claims, 'claim')}: ", ""), *parts])
    kinds = [f"{n} {CHECKABILITY_NAMES[kind]}" for kind, n in summary.checkability.items() if n]
    if kinds:
        _print(console, [(f"{count_of(summary.sentences, 'sentence')} accounted for: {', '.join(kinds)}", "dim")])
    searched = f"{count_of(report.run.documents, 'document')}, {count_of(report.run.passages, 'passage')}"
    _print(console, [(f"Searched {searched}; {count_of(summary.cited, 'document')} cited", "dim")])
    noted = ", ".join(f"{n} {code.value}" for code, n in summary.policy.items() if n)
    if noted:
        _print(console, [(f"Source policy: {noted}", "yellow")])
    _print_edits(report, summary, console)
    if report.unreadable:
        _print(console, [(f"Incomplete: {count_of(len(report.unreadable), 'file')} could not be read", "bold yellow")])
        for item in report.unreadable:
            _print(console, [(one_line(item.path), "bold"), (f": {one_line(item.why)}", "")], indent=2)


def _print_edits(report: Report, summary: Summary, console: Console) -> None:
    if summary.edits:
        _print(console, [(f"People's edits of the claims: {summary.edits} applied", "dim")])
    if summary.orphaned:
        its = "its" if summary.orphaned == 1 else "their"
        lost = f"{count_of(summary.orphaned, 'edit')} of the claims lost {its} place"
        _print(console, [(f"Incomplete: {lost}", "bold yellow")])
        for outcome in (o for part in report.articles for o in orphaned_of(part)):
            _print(console, [(one_line(describe_orphan(outcome)), "")], indent=2)


def print_finding(finding: Finding, report: Report, console: Console, *, shown: int) -> None:
    """Print one claim with all that decided it, its nearest misses and what was searched.

    Args:
        finding: The claim with its verdict.
        report: The report it is from.
        console: Where to print.
        shown: Nearest misses printed.
    """
    _print_claim(finding, console)
    _print_why(finding, console, full=True)
    _print_desk(finding, report, console)
    _print_parts(finding, console)
    for stance in (Stance.REFUTES, Stance.SUPPORTS, Stance.NEUTRAL):
        side = [c for c in cited(finding) if c.citation.stance is stance]
        if side and sides_of(finding):
            _print(console, [(f"What {STANCE_NAMES[stance]}", "bold")], indent=2)
        for citation in side:
            _print_citation(citation, finding, report, console)
            _print_slots(citation.assessment, console)
            _print_found(finding, citation.citation.passage_id, citation.assessment, console)
    _print_misses(finding, report, console, shown)
    _print_search(finding, console)


def _print_misses(finding: Finding, report: Report, console: Console, shown: int) -> None:
    misses = nearest_misses(finding, shown=shown)
    if misses:
        _print(console, [("Looked at, not decisive", "bold")], indent=2)
    tabled = None if finding.verdict.citations else nearest_compared(misses)
    for miss in misses:
        passage = miss.evidence.passage
        title = document_title(report.documents, passage.document_id)
        _print(console, [(f"{one_line(title)}, {one_line(passage.locator.place)}", "italic")], indent=2)
        _print(console, [(f"“{shortened(passage.text, _QUOTE)}”", "")], indent=4)
        _print(console, [(one_line(miss.why), "dim")], indent=4)
        if miss.assessment and miss.assessment is tabled:
            _print_slots(tabled, console)
        _print_found(finding, passage.id, miss.assessment, console)


def _print_search(finding: Finding, console: Console) -> None:
    search = finding.search
    _print(console, [("Searched", "bold")], indent=2)
    for kind, words in (("terms", search.terms), ("names", search.entities)):
        _print(console, [(f"{kind}: {', '.join(map(one_line, words)) or 'none'}", "dim")], indent=4)
    _print(console, [(describe_search(finding), "dim")], indent=4)
    for source in describe_left_out(search):
        _print(console, [(f"left out: {one_line(source)}", "dim")], indent=4)


def _print_article(part: ArticleReport, report: Report, console: Console, shown: int) -> None:
    article = part.article
    about = ", ".join(one_line(a) for a in (article.author, article.publication, article.published) if a)
    _print(console, [(one_line(article.title), "bold"), (f" – {about}" if about else "", "dim")])
    _print(console, [])
    for label in SEVERITY:
        findings = [f for f in part.findings if f.verdict.label is label]
        if not findings:
            continue
        if label in FINDING_LABELS:
            for finding in findings:
                _print_claim(finding, console)
                _print_why(finding, console)
                _print_desk(finding, report, console)
                for citation in _chosen(finding, shown):
                    _print_citation(citation, finding, report, console)
                _print(console, [])
            continue
        head = f"{LABEL_MARKS[label]} {LABEL_NAMES[label]} ({len(findings)})"
        _print(console, [(head, _STYLES[label])])
        for finding in findings:
            _print_short(finding, report, console)
        _print(console, [])


def _print_claim(finding: Finding, console: Console) -> None:
    label = finding.verdict.label
    head = f"{LABEL_MARKS[label]} {LABEL_NAMES[label]}"
    _print(console, [(head, _STYLES[label]), (f"  {_name(finding)}", "bold")])
    _print(console, [(one_line(bracketed(finding.claim)), "bold")], indent=2)
    if finding.claim.unresolved:
        _print(console, [(one_line(describe_unresolved(finding.claim)), "yellow")], indent=2)


def _print_why(finding: Finding, console: Console, *, full: bool = False) -> None:
    """Print the explanation, the confidence and the policy's notes; in full, the rules and who decided too."""
    verdict = finding.verdict
    if verdict.explanation:
        _print(console, [(one_line(verdict.explanation), "")], indent=2)
    if verdict.confidence:
        _print(console, [("Confidence: ", "bold"), (one_line(describe_confidence(verdict.confidence)), "")], indent=2)
    decision = describe_decision(finding)
    if full and decision:
        _print(console, [("Decided by ", "bold"), (decision, "")], indent=2)
    for reason in verdict.reasons if full else ():
        _print(console, [(f"{reason.value}: ", "bold"), (REASON_NAMES[reason], "")], indent=2)
    for note in verdict.policy:
        _print(console, [("Source policy: ", "bold yellow"), (one_line(describe_note(note)), "")], indent=2)


def _print_desk(finding: Finding, report: Report, console: Console, *, indent: int = 2) -> None:
    """Print what people changed of a claim, and how the same claim came out in other articles."""
    parts = (part for part in report.articles if part.article.id == finding.claim.article_id)
    edit = next((edits_of(part.edits).get(finding.claim.id) for part in parts), None)
    if edit:
        _print(console, [(one_line(describe_history(edit)), "dim")], indent=indent)
    for check in report.earlier.get(finding.claim.id, ()):
        _print(console, [("Checked before ", "bold"), (one_line(describe_earlier(check)), "")], indent=indent)


def _print_parts(finding: Finding, console: Console) -> None:
    parts = parts_of(finding)
    if parts:
        _print(console, [("Part by part", "bold")], indent=2)
    for part in parts:
        said = f"{part.slot.value} “{part.claim_value}”: {part.where}"
        _print(console, [(one_line(said), "yellow" if part.missing else "")], indent=4)
    if finding.verdict.together:
        _print_score(finding.verdict.together, console)


def _print_citation(citation: Cited, finding: Finding, report: Report, console: Console) -> None:
    number, quoted, _, bears_out = citation
    document = report.documents.get(quoted.document_id)
    title = f"{one_line(document_title(report.documents, quoted.document_id))}, {one_line(quoted.locator.place)}"
    head = f"[{number}] " if len(finding.verdict.citations) > 1 else ""
    about = [one_line(a) for a in (document.issuer, document.date) if a] if document else []
    about += [TIER_NAMES[document.tier], describe_form(document), describe_state(document)] if document else []
    _print(console, [(f"{head}{title}", "italic"), (f" {describe_stance(citation)}", "dim")], indent=2)
    _print(console, [("; ".join(one_line(a) for a in about if a), "dim")], indent=4)
    _print(console, [(f"“{shortened(quoted.quote, _QUOTE)}”", "")], indent=4)
    if bears_out:
        _print(console, [(f"bears out: {one_line(bears_out)}", "")], indent=4)
    for address in [u for u in document.urls if web_address(u)][:1] if document else []:
        _print(console, [(address, "dim")], indent=4)


def _print_slots(assessment: Assessment | None, console: Console) -> None:
    """Print the slot table, or a line for each slot where it is narrow or no terminal: those can be searched."""
    slots = ordered_slots(assessment)
    if slots and console.is_terminal and console.width >= _TABLE:
        console.print(_tabulate(slots), highlight=False)
        return
    for slot in slots:
        line = one_line(f"{RELATION_NAMES[slot.relation]} – {contrast(slot)}")
        _print(console, [(line, _RELATION_STYLES[slot.relation])], indent=4)


def _tabulate(slots: Sequence[SlotComparison]) -> RenderableType:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table("compared", "claim", "source", "relation", box=None, pad_edge=False, header_style="dim")
    for slot in slots:
        relation = RELATION_NAMES[slot.relation] + (f" ({slot.note})" if slot.note else "")
        source = (slot.source_value or "–") + (" (from its context)" if is_around(slot) else "")
        cells = (slot.slot.value, slot.claim_value or "–", source, relation)
        table.add_row(*(Text(one_line(cell), _RELATION_STYLES[slot.relation]) for cell in cells))
    return Padding(table, (0, 0, 0, 4), expand=False)


def _print_found(finding: Finding, passage_id: str, assessment: Assessment | None, console: Console) -> None:
    _print_score(assessment, console)
    _print(console, [(found_by(finding, passage_id), "dim")], indent=4)


def _print_score(assessment: Assessment | None, console: Console) -> None:
    if assessment and assessment.score:
        _print(console, [(f"stance model: {one_line(describe_score(assessment.score))}", "")], indent=4)


def _chosen(finding: Finding, shown: int) -> tuple[Cited, ...]:
    """Return up to `shown` citations, but never fewer than one of each side."""
    all_cited = cited(finding)
    first = list({c.citation.stance: c for c in reversed(all_cited)}.values())
    rest = [c for c in all_cited if c not in first]
    chosen = [*first, *rest][: max(len(first), shown)]
    return tuple(c for c in all_cited if c in chosen)


def _print_short(finding: Finding, report: Report, console: Console) -> None:
    source = ""
    for first in cited(finding)[:1]:
        title = shortened(document_title(report.documents, first.citation.document_id), 50)
        source = f" – {title}, {one_line(first.citation.locator.place)}"
    text = shortened(bracketed(finding.claim), _SHORT)
    left = f" ({one_line(describe_unresolved(finding.claim))})" if finding.claim.unresolved else ""
    _print(console, [(f"{_name(finding)} ", "bold"), (text, ""), (left, "yellow"), (source, "dim")], indent=2)
    for note in finding.verdict.policy:
        _print(console, [(f"source policy: {one_line(describe_note(note))}", "yellow")], indent=4)
    _print_desk(finding, report, console, indent=4)


def _name(finding: Finding) -> str:
    return one_line(finding.claim.name) or str(finding.claim.ordinal)


def _print(console: Console, parts: Sequence[tuple[str, str]], *, indent: int = 0) -> None:
    """Print one line from text and style; text is never read as markup."""
    from rich.padding import Padding
    from rich.text import Text

    line = Text.assemble(*(part for part in parts if part[0]))
    if not line:
        console.print()
    elif console.is_terminal:
        console.print(Padding(line, (0, 0, 0, min(indent, console.width // 8)), expand=False), highlight=False)
    else:
        # A pipe gets whole lines: wrapped ones cannot be searched.
        console.print(Text(" " * indent) + line, highlight=False, soft_wrap=True)
