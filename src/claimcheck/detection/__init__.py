"""Claim detection: which sentences of an article assert something checkable, and what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.detection.atomic import Draft, Reading, part_semicolons, read_sentence
from claimcheck.detection.inline import Plain
from claimcheck.detection.layout import Unit, lay_out
from claimcheck.models import (
    Anchor,
    Article,
    Checkability,
    Claim,
    Inference,
    InferenceKind,
    Part,
    Sentence,
    content_id,
)
from claimcheck.text.furniture import recognise_line
from claimcheck.text.segment import split_sentences
from claimcheck.text.syntax import parse_all

__all__ = ["Extraction", "extract"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Every sentence of an article in order, and the claims drawn from them, in order."""

    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A sentence with its unit and its span of the article."""

    unit: Unit
    plain: Plain
    start: int
    end: int

    @property
    def reason(self) -> str:
        """Why it is furniture, by itself or with its unit: a caption's last sentence may be a credit."""
        caption = self.unit.part is Part.CAPTION
        return self.unit.reason or (recognise_line(self.plain.text) if caption else "")


def extract(article: Article, *, pipeline: str, as_of: str = "") -> Extraction:
    """Account for every sentence of an article and draw the claims.

    A sentence is parsed by itself, so what becomes of it depends on its own
    words and on where on the page it stands, on nothing else.

    Args:
        article: Markdown or plain text, perhaps a page saved with its furniture.
        pipeline: Name of the spaCy pipeline that parses the sentences.
        as_of: The date against which relative dates are read; the article's
            own if empty.

    Returns:
        The sentences, furniture included (`boilerplate`), and the claims.
        Each anchor gives the article's very words.

    Raises:
        MissingPipeline: The pipeline is not installed or not allowed.
    """
    placed = [p for unit in lay_out(article) for p in _place(article.text, unit)]
    readings = _read_all([p for p in placed if not p.reason], pipeline)
    sentences: list[Sentence] = []
    drawn: list[tuple[_Placed, Sentence, Draft]] = []
    for ordinal, item in enumerate(placed, start=1):
        reading = None if item.reason else next(readings)
        sentence = _sentence(article, item, ordinal, reading)
        sentences.append(sentence)
        if reading is not None:
            drawn += [(item, sentence, draft) for draft in reading.drafts]
    claims = [
        _claim(article, place, ordinal=ordinal, as_of=as_of or article.published)
        for ordinal, place in enumerate(drawn, start=1)
    ]
    return Extraction(tuple(sentences), tuple(claims))


def _place(text: str, unit: Unit) -> Iterator[_Placed]:
    """Yield the sentences of a unit; marks taken out of it go with the sentence that they touch."""
    spans = split_sentences(unit.plain.text)
    start = unit.start + _behind_space(text[unit.start : unit.plain.starts[0]])
    for index, (low, high) in enumerate(spans):
        end = unit.plain.ends[high - 1]
        if index + 1 == len(spans):
            tail = text[end : unit.end]
            end += len(tail) if tail.startswith("]") else len(tail.split(maxsplit=1)[0]) if tail[:1].strip() else 0
            yield _Placed(unit, unit.plain.cut(low, high), start, end)
            return
        following = unit.plain.starts[spans[index + 1][0]]
        space = unit.plain.starts[high] if unit.plain.text[high].isspace() else following
        end += len(text[end:space].rstrip())
        yield _Placed(unit, unit.plain.cut(low, high), start, end)
        start = space + _behind_space(text[space:following])


def _behind_space(gap: str) -> int:
    return len(gap) - len(gap.rsplit(maxsplit=1)[-1]) if gap and not gap[-1].isspace() and gap.split() else len(gap)


def _read_all(placed: Sequence[_Placed], pipeline: str) -> Iterator[Reading]:
    texts: list[str] = []
    parts: list[list[tuple[int, int]]] = []
    for item in placed:
        parts.append(part_semicolons(item.plain.text))
        texts += [item.plain.text, *(item.plain.text[a:b] for a, b in parts[-1])]
    parses = parse_all(texts, pipeline) if texts else iter(())
    for spans in parts:
        whole = next(parses)
        yield read_sentence(whole, [(start, next(parses)) for start, _ in spans])


def _sentence(article: Article, item: _Placed, ordinal: int, reading: Reading | None) -> Sentence:
    anchor = Anchor(start=item.start, end=item.end, quote=article.text[item.start : item.end])
    judgement = reading.judgement if reading else None
    return Sentence(
        id=content_id("sentence", article.id, str(anchor.start), anchor.quote),
        article_id=article.id,
        ordinal=ordinal,
        paragraph=item.unit.paragraph,
        anchor=anchor,
        checkability=judgement.checkability if judgement else Checkability.BOILERPLATE,
        reason=judgement.reason if judgement else item.reason,
        cue=judgement.cue if judgement else "",
        part=item.unit.part if judgement else Part.FURNITURE,
        section=item.unit.section,
        page=item.unit.page,
    )


def _claim(article: Article, drawn: tuple[_Placed, Sentence, Draft], *, ordinal: int, as_of: str) -> Claim:
    item, sentence, draft = drawn
    low, high = item.plain.span(draft.start, draft.end)
    whole = draft.start == 0 and draft.end == len(item.plain.text)
    start, end = (item.start, item.end) if whole else (low, high)
    return Claim(
        id=content_id("claim", article.id, str(start), draft.text, as_of),
        article_id=article.id,
        text=draft.text,
        ordinal=ordinal,
        paragraph=sentence.paragraph,
        kind=draft.kind,
        worth=draft.worth,
        sentence_id=sentence.id,
        anchor=Anchor(start=start, end=end, quote=article.text[start:end]),
        as_of=as_of,
        inferred=tuple(
            Inference(start=a, end=b, kind=InferenceKind.SUPPLIED, said=said) for a, b, said in draft.inferred
        ),
    )
