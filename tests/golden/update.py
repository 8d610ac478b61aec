"""Writes the golden reports anew: `python tests/golden/update.py`, then read the difference before committing it."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
NAMES = ("small.html", "small.md", "small.json")


def build(name: str) -> bytes:
    """Return what the golden file `name` should hold."""
    sys.path.insert(0, str(HERE.parent / "unit"))
    from report_samples import small_report

    from claimcheck.reporting import Format, render

    formats = {".html": Format.HTML, ".md": Format.MARKDOWN, ".json": Format.JSON}
    return render(small_report(), formats[Path(name).suffix]).encode("utf-8")


if __name__ == "__main__":
    for name in NAMES:
        (HERE / name).write_bytes(build(name))
