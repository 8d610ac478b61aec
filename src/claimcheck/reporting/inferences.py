"""What of a claim was inferred from its article, and what is left open, in the words that every renderer uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.models import Claim, Inference


class Worded(NamedTuple):
    """A stretch of a claim's text; `inference` is set where it was inferred."""

    text: str
    inference: Inference | None = None


def worded(claim: Claim) -> tuple[Worded, ...]:
    """Return a claim's text in stretches, with those that were inferred told from the article's own words."""
    return tuple(piece for piece in _stretches(claim) if piece.text)


def _stretches(claim: Claim) -> Iterator[Worded]:
    reached = 0
    for inference in claim.inferred:
        start, end = inference.start, inference.end
        inside = claim.text[start:end]
        # The white space at either end of added words is nobody's.
        start += len(inside) - len(inside.lstrip())
        end -= len(inside) - len(inside.rstrip())
        yield Worded(claim.text[reached:start])
        yield Worded(claim.text[start:end], inference)
        reached = end
    yield Worded(claim.text[reached:])


def bracketed(claim: Claim) -> str:
    """Return a claim's text with what was inferred in square brackets, as editors do.

    >>> from claimcheck.models import InferenceKind
    >>> fuller = Inference(start=0, end=8, kind=InferenceKind.NAME)
    >>> bracketed(Claim(id="c", article_id="a", ordinal=1, text="Shinzo Abe came.", inferred=(fuller,)))
    '[Shinzo] Abe came.'
    """
    return "".join(f"[{piece.text}]" if piece.inference else piece.text for piece in worded(claim))


def describe_inference(inference: Inference) -> str:
    """Say of inferred words what the article has instead and what they rest on."""
    said = f"the article has “{inference.said}” here" if inference.said else "added"
    source = inference.source
    return f"Inferred: {said}, and “{source.quote}” elsewhere" if source else f"Inferred: {said}"


def describe_unresolved(claim: Claim) -> str:
    """Name the words of a claim that point outside it to nothing that is sure; "" if there are none."""
    return f"unresolved: {', '.join(claim.unresolved)}" if claim.unresolved else ""


_OBJECTS = {"he": "him", "she": "her", "they": "them", "I": "me", "we": "us"}


def describe_speaker(claim: Claim) -> str:
    """Return who says a quotation, or what is reported to have been said; empty where nobody is named."""
    said = _OBJECTS.get(claim.attributed_to, claim.attributed_to)
    return f"said by {said}" if said else ""
