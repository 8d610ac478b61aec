"""From a report record to text: HTML, Markdown and JSON here, the terminal in `reporting.terminal`."""

from __future__ import annotations

from enum import StrEnum

from claimcheck.models import Report

__all__ = ["Format", "render"]

_SHOWN = 3


class Format(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"


def render(report: Report, format: Format, *, shown: int | None = None) -> str:
    """Return the report as text. Equal reports give equal text: there is no clock in it.

    Args:
        report: What to render.
        format: HTML is one file that needs no network; JSON follows
            `structured.load_schema()`.
        shown: Passages that were looked at without deciding, listed for each
            claim; the run's own setting if absent. JSON always holds them all.

    Returns:
        The text, which ends with a line feed and can always be written as UTF-8.
    """
    if shown is None:
        setting = report.run.settings.get("shown", "")
        shown = int(setting) if setting.isdecimal() and len(setting) < 6 else _SHOWN
    if format is Format.HTML:
        from claimcheck.reporting.html import render_html

        text = render_html(report, shown=shown)
    elif format is Format.MARKDOWN:
        from claimcheck.reporting.markdown import render_markdown

        text = render_markdown(report, shown=shown)
    else:
        from claimcheck.reporting.structured import render_json

        text = render_json(report)
    # A path that is not UTF-8 arrives as lone surrogates, which no file could take.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
