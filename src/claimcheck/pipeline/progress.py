"""How long work reports where it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each step; `total` is absent while it is not known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note that `done` of `total` things of a stage are done."""


def quiet(stage: str, done: int, total: int | None) -> None:
    """Report nothing."""
