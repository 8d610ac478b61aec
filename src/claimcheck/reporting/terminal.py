"""The report on a terminal: what needs a person first, the rest in short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.models import ArticleReport, Assessment, Citation, Finding, Label, Relation, Report, Stance
from claimcheck.reporting.escaping import one_line, shortened, web_address
from claimcheck.reporting.evidence import (
    contrast,
    decisive,
    document_title,
    found_by,
    nearest_misses,
    ordered_slots,
)
from claimcheck.reporting.summary import FINDING_LABELS, headline, summarise
from claimcheck.reporting.wording import (
    CHECKABILITY_NAMES,
    LABEL_MARKS,
    LABEL_NAMES,
    RELATION_NAMES,
    SEVERITY,
    STANCE_NAMES,
    TIER_NAMES,
    count_of,
    describe_form,
    describe_state,
)

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {
    Label.SUPPORTED: "green",
    Label.PARTIALLY_SUPPORTED: "yellow",
    Label.REFUTED: "bold red",
    Label.CONFLICTING: "bold magenta",
    Label.NOT_ENOUGH_EVIDENCE: "cyan",
}
_SHORT = 110
_QUOTE = 400


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
    if report.unreadable:
        _print(console, [(f"Incomplete: {count_of(len(report.unreadable), 'file')} could not be read", "bold yellow")])
        for item in report.unreadable:
            _print(console, [(one_line(item.path), "bold"), (f": {one_line(item.why)}", "")], indent=2)


def print_finding(finding: Finding, report: Report, console: Console, *, shown: int) -> None:
    """Print one claim with all that decided it, its nearest misses and what was searched.

    Args:
        finding: The claim with its verdict.
        report: The report it is from.
        console: Where to print.
        shown: Nearest misses printed.
    """
    _print_claim(finding, console)
    _print_reasons(finding, report, console, shown=len(finding.verdict.citations), slots=True)
    misses = nearest_misses(finding, shown=shown)
    if misses:
        _print(console, [("Looked at, not decisive", "bold")], indent=2)
    for miss in misses:
        passage = miss.evidence.passage
        title = document_title(report.documents, passage.document_id)
        _print(console, [(f"{one_line(title)}, {one_line(passage.locator.place)}", "italic")], indent=2)
        _print(console, [(f"“{shortened(passage.text, _QUOTE)}”", "")], indent=4)
        _print(console, [(one_line(miss.why), "dim")], indent=4)
        _print(console, [(found_by(finding, passage.id), "dim")], indent=4)
    search = finding.search
    _print(console, [("Searched", "bold")], indent=2)
    for kind, words in (("terms", search.terms), ("names", search.entities)):
        _print(console, [(f"{kind}: {', '.join(map(one_line, words)) or 'none'}", "dim")], indent=4)
    searched = f"{count_of(search.passages_searched, 'passage')}, {count_of(search.candidates, 'candidate')}"
    _print(console, [(f"{searched}, {len(finding.evidence)} compared", "dim")], indent=4)


def _print_article(part: ArticleReport, report: Report, console: Console, shown: int) -> None:
    article = part.article
    about = ", ".join(one_line(a) for a in (article.publication, article.published) if a)
    _print(console, [(one_line(article.title), "bold"), (f" – {about}" if about else "", "dim")])
    _print(console, [])
    for label in SEVERITY:
        findings = [f for f in part.findings if f.verdict.label is label]
        if not findings:
            continue
        if label in FINDING_LABELS:
            for finding in findings:
                _print_claim(finding, console)
                _print_reasons(finding, report, console, shown=shown)
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
    _print(console, [(one_line(finding.claim.text), "bold")], indent=2)


def _print_reasons(finding: Finding, report: Report, console: Console, *, shown: int, slots: bool = False) -> None:
    verdict = finding.verdict
    if verdict.explanation:
        _print(console, [(one_line(verdict.explanation), "")], indent=2)
    for citation, assessment in _cited(finding, shown):
        document = report.documents.get(citation.document_id)
        title = (
            f"{one_line(document_title(report.documents, citation.document_id))}, {one_line(citation.locator.place)}"
        )
        stance = "states part of it" if citation.stance is Stance.NEUTRAL else STANCE_NAMES[citation.stance]
        about = [one_line(a) for a in (document.issuer, document.date) if a] if document else []
        about += [TIER_NAMES[document.tier], describe_form(document), describe_state(document)] if document else []
        _print(console, [(title, "italic"), (f" {stance}", "dim")], indent=2)
        _print(console, [("; ".join(one_line(a) for a in about if a), "dim")], indent=4)
        _print(console, [(f"“{shortened(citation.quote, _QUOTE)}”", "")], indent=4)
        for slot in ordered_slots(assessment) if slots else ():
            style = "red" if slot.relation is Relation.CONFLICT else "dim"
            _print(console, [(one_line(f"{RELATION_NAMES[slot.relation]} – {contrast(slot)}"), style)], indent=4)
        if slots:
            _print(console, [(found_by(finding, citation.passage_id), "dim")], indent=4)
        for address in [u for u in document.urls if web_address(u)][:1] if document else []:
            _print(console, [(address, "dim")], indent=4)


def _cited(finding: Finding, shown: int) -> tuple[tuple[Citation, Assessment | None], ...]:
    """Return up to `shown` citations, but never fewer than one of each side."""
    pairs = decisive(finding)
    sides = {
        stance: next(p for p in pairs if p[0].stance is stance) for stance in dict.fromkeys(c.stance for c, _ in pairs)
    }
    first = list(sides.values())
    rest = [p for p in pairs if p not in first]
    chosen = [*first, *rest][: max(len(first), shown)]
    return tuple(p for p in pairs if p in chosen)


def _print_short(finding: Finding, report: Report, console: Console) -> None:
    source = ""
    for citation, _ in decisive(finding)[:1]:
        title = shortened(document_title(report.documents, citation.document_id), 50)
        source = f" – {title}, {one_line(citation.locator.place)}"
    text = shortened(finding.claim.text, _SHORT)
    _print(console, [(f"{_name(finding)} ", "bold"), (text, ""), (source, "dim")], indent=2)


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
