"""Replaying people's decisions on the claims of an article, in order, over what was drawn from it.

An edit that does not fit changes nothing and says why: it is never moved to
other words, nor to another claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimcheck.models import Anchor, Article, Claim, ClaimEdit, EditAction, EditOutcome, Sentence, content_id
from claimcheck.text.anchors import locate
from claimcheck.text.normalize import fold

# The check-worthiness of a claim that a person adds without saying how much it matters.
ADDED_WORTH = 0.6

NO_CLAIM = "no claim is drawn from its words"
NOT_THAT_CLAIM = "the claim that it names is not drawn from its words any more"
KNOWN_CLAIM = "the same claim stands there already"
_LONGEST_SPAN = 4_000


@dataclass(frozen=True, slots=True)
class Edited:
    """The claims of an article after its edits, renumbered, and what became of each edit, in order."""

    claims: tuple[Claim, ...]
    outcomes: tuple[EditOutcome, ...]


class _Lost(Exception):
    """The edit cannot be applied."""


def text_id(article: Article) -> str:
    """Return what names an article's text, for edits that were made on it."""
    return content_id("text", article.text)


def apply_edits(
    article: Article, sentences: Sequence[Sentence], claims: Sequence[Claim], edits: Sequence[ClaimEdit]
) -> Edited:
    """Apply edits to the claims of an article, in order.

    Args:
        article: The article as it is now.
        sentences: Its sentences, in order.
        claims: The claims that were drawn from it, in order.
        edits: What people decided.

    Returns:
        Without edits, the claims as they are. An added or changed claim is
        anchored in the article's own words; it takes the place of what it
        replaces, an added one stands behind the claims that begin before it.
    """
    if not edits:
        return Edited(tuple(claims), ())
    desk = _Desk(article, tuple(sentences), list(claims), text_id(article))
    outcomes = tuple(desk.apply(edit) for edit in edits)
    return Edited(tuple(_numbered(desk.claims)), outcomes)


def find_targets(claims: Sequence[Claim], span: tuple[int, int], which: Sequence[str] = ()) -> list[Claim]:
    """Return the claims that are drawn from a span of the article: those within it, else those around it.

    Args:
        claims: The claims of the article.
        span: The place of the words.
        which: The texts of those that are meant; none for all of them.
    """
    within = [c for c in claims if c.anchor and span[0] <= c.anchor.start and c.anchor.end <= span[1]]
    around = [c for c in claims if c.anchor and c.anchor.start <= span[0] and span[1] <= c.anchor.end]
    if which:
        meant = {fold(text) for text in which}
        return [c for c in claims if (c in within or c in around) and fold(c.text) in meant]
    return within or around


@dataclass(slots=True)
class _Desk:
    """The claims of one article while edits are applied to them."""

    article: Article
    sentences: tuple[Sentence, ...]
    claims: list[Claim]
    text: str

    def apply(self, edit: ClaimEdit) -> EditOutcome:
        try:
            spans = [self._span(edit, place) for place in range(len(edit.words))]
            targets = [] if edit.action is EditAction.ADD else self._targets(edit, spans)
            made = self._made(edit, spans, targets)
        except _Lost as lost:
            return EditOutcome(edit=edit, why=str(lost))
        self._replace(targets, made)
        was = tuple(c.text for c in targets)
        return EditOutcome(edit=edit, spans=tuple(spans), was=was, made=tuple(c.id for c in made))

    def _span(self, edit: ClaimEdit, place: int) -> tuple[int, int]:
        unchanged = bool(edit.text_id) and edit.text_id == self.text
        found = locate(self.article.text, edit.words[place], unchanged=unchanged)
        if isinstance(found, str):
            raise _Lost(found)
        return self._with_ends(found)

    def _with_ends(self, span: tuple[int, int]) -> tuple[int, int]:
        """Widen a span to the marks that end its sentence: words are named without their full stop."""
        text, (start, end) = self.article.text, span
        while end < len(text) and text[end] in ".!?…”’\"')*_" and end - span[1] < 4:
            end += 1
        while start and text[start - 1] in "“‘\"'(*_" and span[0] - start < 3:
            start -= 1
        return start, end

    def _targets(self, edit: ClaimEdit, spans: Sequence[tuple[int, int]]) -> list[Claim]:
        found: set[str] = set()
        for span in spans:
            each = find_targets(self.claims, span, edit.which)
            if not each:
                raise _Lost(NOT_THAT_CLAIM if edit.which and find_targets(self.claims, span) else NO_CLAIM)
            around = any(c.anchor and (c.anchor.start < span[0] or span[1] < c.anchor.end) for c in each)
            one = edit.action in {EditAction.REWORD, EditAction.SPLIT}
            if len(each) > 1 and (one or (around and not edit.which)):
                raise _Lost(f"{len(each)} claims are drawn from its words, and it does not say which is meant")
            found.update(c.id for c in each)
        targets = [c for c in self.claims if c.id in found]
        if {fold(text) for text in edit.which} - {fold(c.text) for c in targets}:
            raise _Lost(NOT_THAT_CLAIM)
        if edit.action is EditAction.MERGE and len(targets) < 2:
            raise _Lost("only one claim is drawn from its words: there is nothing to merge")
        return targets

    def _made(self, edit: ClaimEdit, spans: Sequence[tuple[int, int]], targets: Sequence[Claim]) -> list[Claim]:
        if not edit.claims:
            return []
        start, end = _cover(spans, targets, edit.action)
        kept = [c for c in self.claims if c not in targets]
        made = [self._claim(text, (start, end), targets, edit.worth) for text in edit.claims]
        known = {(fold(c.text), c.anchor.start) for c in kept if c.anchor}
        texts = [fold(c.text) for c in made]
        if len(set(texts)) < len(texts) or any((text, start) in known for text in texts):
            raise _Lost(KNOWN_CLAIM)
        return made

    def _claim(self, text: str, span: tuple[int, int], targets: Sequence[Claim], worth: float | None) -> Claim:
        start, end = span
        like = targets[0] if targets else None
        sentence = next((s for s in self.sentences if s.anchor.start <= start < s.anchor.end), None)
        as_of = like.as_of if like else self.article.published
        own = max((c.worth for c in targets), default=ADDED_WORTH)
        speakers = {c.attributed_to for c in targets}
        return Claim(
            id=content_id("claim", self.article.id, "edit", str(start), text, as_of),
            article_id=self.article.id,
            text=text,
            ordinal=like.ordinal if like else 0,
            paragraph=like.paragraph if like else sentence.paragraph if sentence else 0,
            name=like.name if like else "",
            kind=like.kind if like else "statement",
            worth=own if worth is None else worth,
            sentence_id=like.sentence_id if like else sentence.id if sentence else None,
            anchor=Anchor(start=start, end=end, quote=self.article.text[start:end]),
            as_of=as_of,
            attributed_to=speakers.pop() if len(speakers) == 1 else "",
        )

    def _replace(self, targets: Sequence[Claim], made: Sequence[Claim]) -> None:
        if targets:
            place = self.claims.index(targets[0])
        else:
            start = next((c.anchor.start for c in made if c.anchor), 0)
            begun = [i for i, c in enumerate(self.claims) if c.anchor and c.anchor.start <= start]
            place = begun[-1] + 1 if begun else 0
        gone = {c.id for c in targets}
        before = [c for c in self.claims[:place] if c.id not in gone]
        after = [c for c in self.claims[place:] if c.id not in gone]
        self.claims = [*before, *made, *after]


def _cover(spans: Sequence[tuple[int, int]], targets: Sequence[Claim], action: EditAction) -> tuple[int, int]:
    """Return the span that a new claim is anchored to: its targets' own, from the first to the last of them."""
    anchors = [(c.anchor.start, c.anchor.end) for c in targets if c.anchor]
    own = anchors if anchors and action is not EditAction.ADD else list(spans)
    first, last = min(a for a, _ in own), max(b for _, b in own)
    near = len({c.paragraph for c in targets}) < 2 and last - first <= _LONGEST_SPAN
    return (first, last) if near else min(own)


def _numbered(claims: Sequence[Claim]) -> list[Claim]:
    return [c if c.ordinal == n else replace(c, ordinal=n) for n, c in enumerate(claims, start=1)]
