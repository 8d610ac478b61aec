"""The results of `benchmarks/retrieval.py` as a section of Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DEPTHS = (1, 10, 50)


def write_report(results: Mapping[str, Any]) -> str:
    """Return the section: what was searched, a table of speed and one of recall for each size."""
    passages = results["passages"]
    lines = ["## Finding", ""]
    if passages:
        made = passages["recombined"]
        lines += [
            f"{passages['passages']:,} distinct English sentences, {passages['passages'] - made:,} of them as they "
            f"stand in real documents{f', {made:,} made of those with other names and numbers' if made else ''}. "
            f"Smaller sizes are the first of them. {results['machine']['processors']} processors, "
            f"Python {results['machine']['python']}.",
            "",
        ]
    for size in results["sizes"]:
        lines += write_speed(size) + write_recall(size)
    return "\n".join(lines)


def write_speed(size: Mapping[str, Any]) -> list[str]:
    """Return the table of what building and searching cost at one size."""
    lines = [
        f"### {size['passages']:,} passages, {size['queries']} claims",
        "",
        "| engine | built, passages/s | bytes a passage | memory, building / searching, MB | first answer, s | "
        "p50 / p95, ms | claims/s | times claimcheck |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for engine in size["engines"].values():
        build = engine["build"]
        held = " with text" if engine["holds_text"] else ""
        cells = [
            engine["title"],
            f"{size['passages'] / build['seconds']:,.0f}" if build["bytes"] else "",
            f"{build['bytes'] / size['passages']:,.0f}{held}" if build["bytes"] else "none",
            f"{build['megabytes']:,.0f} / {engine['megabytes']:,.0f}",
            f"{engine['cold_seconds']:.2f}",
            f"{show_milliseconds(engine['p50'])} / {show_milliseconds(engine['p95'])}",
            f"{engine['batch_rate']:,.1f}" if engine["batch_rate"] < 10 else f"{engine['batch_rate']:,.0f}",
            f"{engine['times_baseline']:,.2f}" if "times_baseline" in engine else "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    if size["left_out"]:
        lines += ["", f"Could not be measured: {', '.join(size['left_out'])}."]
    return [*lines, ""]


def write_recall(size: Mapping[str, Any]) -> list[str]:
    """Return the table of how often the true passage was first, among the first 10 and among the first 50."""
    engines = list(size["engines"].values())
    kinds = list(engines[0]["recall"]) if engines else []
    lines = [
        f"The true passage among the first {' / '.join(map(str, DEPTHS))} of {size['passages']:,}:",
        "",
        f"| engine | claims | {' | '.join(kinds)} |",
        f"|---|---|{'---|' * len(kinds)}",
    ]
    for engine in engines:
        shares = [" / ".join(show_share(engine["recall"][kind][str(d)]) for d in DEPTHS) for kind in kinds]
        lines.append(f"| {engine['title']} | {engine['asked']} | {' | '.join(shares)} |")
    return [*lines, ""]


def show_milliseconds(seconds: float) -> str:
    """Return a time in milliseconds to three figures or so."""
    value = seconds * 1000
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def show_share(share: float | None) -> str:
    """Return a share of 1 to three places, a dash where there is none.

    >>> show_share(0.9881), show_share(1.0), show_share(None)
    ('.988', '1', '–')
    """
    if share is None:
        return "–"
    return "1" if share == 1 else f"{share:.3f}".removeprefix("0")
