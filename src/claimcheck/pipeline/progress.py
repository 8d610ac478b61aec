"""How long work reports where it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each step; `total` is absent while it is not known, `unit` is "bytes" or things of any kind."""

    def __call__(self, stage: str, done: int, total: int | None, *, unit: str = "") -> None:
        """Take note that `done` of `total` things of a stage are done."""


def quiet(stage: str, done: int, total: int | None, *, unit: str = "") -> None:
    """Report nothing."""
