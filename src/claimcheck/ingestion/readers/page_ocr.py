"""Scanned pages to paragraphs, by Tesseract where it is installed (extra `ocr`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.readers.page_layout import Line, Paragraph, Segment

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots an inch: what Tesseract is made for.
_RESOLUTION = 300
# A page of A3 has 17 million at that resolution; a larger one is recognised from a coarser picture.
_MOST_PIXELS = 20_000_000
_LONGEST_SIDE = 10_000


@cache
def find_engine() -> str:
    """Return what recognises text here ("tesseract-5.3.0"), or "" where it is not installed."""
    try:
        import PIL.Image
        import pytesseract

        return f"tesseract-{pytesseract.get_tesseract_version()}" if PIL.Image else ""
    except (ImportError, OSError, SystemExit):  # the last: a version that cannot be made out
        return ""


def picture_scale(width: float, height: float) -> float:
    """Return the pixels a point for a page of that size in points, so that the picture stays within bounds."""
    width, height = max(width, 1.0), max(height, 1.0)
    longest = _LONGEST_SIDE / max(width, height)
    return float(min(_RESOLUTION / 72, (_MOST_PIXELS / (width * height)) ** 0.5, longest))


def recognise_page(draw: Callable[[], Image], number: int, language: str) -> list[Paragraph]:
    """Return the paragraphs that Tesseract makes out on a page.

    Args:
        draw: Makes the picture of the page.
        number: The page's, from 1.
        language: Tesseract's language(s), such as "eng+fra".

    Raises:
        UnreadableInput: Tesseract fails; mostly a language is not installed.
    """
    import pytesseract

    with draw() as picture:
        try:
            data = pytesseract.image_to_data(picture, lang=language, output_type=pytesseract.Output.DICT)
        except (pytesseract.TesseractError, OSError, RuntimeError, ValueError) as error:
            why = " ".join(str(error).split())[:200]
            raise UnreadableInput(f"Tesseract failed with ocr_language {language!r}: {why}") from None
    return _paragraphs(data, number)


def _paragraphs(data: Mapping[str, Sequence[Any]], number: int) -> list[Paragraph]:
    """Return the words that Tesseract gives as the paragraphs and lines it says they are in."""
    lines: dict[tuple[int, int], dict[int, list[str]]] = {}
    for text, block, paragraph, line in zip(
        data["text"], data["block_num"], data["par_num"], data["line_num"], strict=True
    ):
        if str(text).strip():
            lines.setdefault((block, paragraph), {}).setdefault(line, []).append(str(text).strip())
    return [
        Paragraph([Line([Segment(" ".join(words), number, -1)]) for words in by_line.values()])
        for by_line in lines.values()
    ]


def tell_pictures(recognised: Sequence[int], unread: Sequence[int], why: str) -> Iterator[str]:
    """Yield what a person must know of the scanned pages: those recognised, and those not read, with the reason."""
    if recognised:
        ends = "its words were" if len(recognised) == 1 else "their words were"
        yield f"{_are_pictures(recognised)}: {ends} recognised and may be wrong"
    if unread:
        reason = f" ({why})" if why else ""
        yield f"{_are_pictures(unread)} and {'was' if len(unread) == 1 else 'were'} not read{reason}"


def tell_damaged(pages: Sequence[int]) -> Iterator[str]:
    """Yield what a person must know of the pages that are damaged, if there are any."""
    if pages:
        yield f"{_name(pages)} {'is damaged and was' if len(pages) == 1 else 'are damaged and were'} not read"


def _are_pictures(pages: Sequence[int]) -> str:
    return f"{_name(pages)} {'is a picture' if len(pages) == 1 else 'are pictures'} of text"


def _name(pages: Sequence[int]) -> str:
    """Return pages as a person lists them: "page 3", "pages 3, 4 and 7"."""
    if len(pages) == 1:
        return f"page {pages[0]}"
    if len(pages) > 20:
        return f"{len(pages)} pages from page {pages[0]} to page {pages[-1]}"
    return f"pages {', '.join(map(str, pages[:-1]))} and {pages[-1]}"
