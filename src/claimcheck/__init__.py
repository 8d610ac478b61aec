"""Checks an article's factual claims against a local corpus of primary documents.

`check(article, corpus)` is the one obvious call; `claimcheck.models` holds the
records it returns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "check"]

if TYPE_CHECKING:
    from claimcheck.pipeline import check


def __getattr__(name: str) -> Any:
    # Imported when first asked for: `claimcheck --help` must not wait for it.
    if name == "check":
        from claimcheck.pipeline import check

        return check
    raise AttributeError(f"module 'claimcheck' has no attribute {name!r}")
