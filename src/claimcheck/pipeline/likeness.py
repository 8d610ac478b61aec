"""The same claim in many articles: found by slots and wording, shown beside a verdict, never copied into it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimcheck.config import Config
from claimcheck.errors import ClaimcheckError
from claimcheck.ingestion.indexing import load_names
from claimcheck.models import Article, Claim, EarlierCheck
from claimcheck.pipeline.judging import day_of
from claimcheck.pipeline.progress import Progress, quiet
from claimcheck.store import ComparedClaim, LinkedClaim, Store
from claimcheck.text.entities import Gazetteer
from claimcheck.text.lexicon import lexicon
from claimcheck.text.wordings import VERSION, Wording, differing_words, read_wording

# Earlier checks of one claim that a report shows.
_MOST_SHOWN = 5
_BATCH = 1_000
_META = "claim_wordings"


@dataclass(frozen=True, slots=True)
class SimilarClaim:
    """A claim of the record that is the same as one that was asked for; `differs` has the words of one alone."""

    claim: LinkedClaim
    differs: tuple[str, ...]


def index_claims(store: Store, gazetteer: Gazetteer, *, progress: Progress = quiet) -> int:
    """Read the wording of every claim in the record that was not read so yet; return how many were.

    That is needed once for a record from before, and when the names change;
    what a check adds, `keep_wordings` keeps.
    """
    reading = _reading(gazetteer)
    if store.meta(_META) == reading:
        return 0
    done, last = 0, ""
    while rows := store.desk.unread(reading, after=last, limit=_BATCH):
        read = [
            _compared(claim_id, None if open_ else read_wording(text, gazetteer, as_of=day_of(as_of)))
            for claim_id, text, as_of, open_ in rows
        ]
        store.desk.put_wordings(read, reading=reading)
        done, last = done + len(rows), rows[-1][0]
        if done > _BATCH:
            progress("comparing claims", done, None)
    store.put_meta(_META, reading)
    return done


def read_wordings(claims: Iterable[Claim], gazetteer: Gazetteer) -> dict[str, Wording | None]:
    """Return how claims are worded, by id; `None` for one that is like no other."""
    return {c.id: None if c.unresolved else read_wording(c.text, gazetteer, as_of=day_of(c.as_of)) for c in claims}


def keep_wordings(wordings: Mapping[str, Wording | None], store: Store, gazetteer: Gazetteer) -> None:
    """Keep how claims of the record are worded, so that they are found from other articles."""
    store.desk.put_wordings(
        (_compared(claim_id, wording) for claim_id, wording in wordings.items()), reading=_reading(gazetteer)
    )


def find_similar(text: str, store: Store, gazetteer: Gazetteer, *, as_of: str = "") -> list[SimilarClaim]:
    """Return the claims of the record that are the same as a text, those checked last first.

    `index_claims` must have been called before.

    Args:
        text: A claim.
        store: The record.
        gazetteer: Whose names are one.
        as_of: The date that its relative dates count from.
    """
    wording = read_wording(text, gazetteer, as_of=day_of(as_of))
    return [] if wording is None else _find(wording, store)


def _find(wording: Wording, store: Store) -> list[SimilarClaim]:
    differs = dict(_alike(wording, store.desk.sharing(wording.keys())))
    return [SimilarClaim(c, differs[c.claim_id]) for c in store.desk.linked(sorted(differs))] if differs else []


def find_earlier(
    articles: Iterable[Article], wordings: Mapping[str, Wording | None], store: Store
) -> dict[str, tuple[EarlierCheck, ...]]:
    """Return, by claim id, how the same claim came out in other articles before.

    No article of this run counts, in whatever version: what a run says of them
    is in its own report, and a second run of the same articles finds the same.

    Args:
        articles: Those of this run.
        wordings: How its claims are worded, by id.
        store: The record, whose claims `index_claims` has read.
    """
    here = {key for article in articles for key in _keys(article.id, article.path, article.title)}
    earlier: dict[str, tuple[EarlierCheck, ...]] = {}
    for claim_id, wording in wordings.items():
        others = [
            s
            for s in (_find(wording, store) if wording else ())
            if here.isdisjoint(_keys(s.claim.article_id, s.claim.path, s.claim.title))
        ]
        found = tuple(_check(s) for s in _latest_versions(others))[:_MOST_SHOWN]
        if found:
            earlier[claim_id] = found
    return earlier


def _latest_versions(found: Sequence[SimilarClaim]) -> list[SimilarClaim]:
    """Return the claims without those of versions of an article that a later one has replaced."""
    newest: dict[str, str] = {}
    kept = []
    for item in found:
        claim = item.claim
        place = claim.path or claim.title
        if newest.setdefault(place, claim.article_id) == claim.article_id:
            kept.append(item)
    return kept


def _check(found: SimilarClaim) -> EarlierCheck:
    claim = found.claim
    return EarlierCheck(
        claim_id=claim.claim_id,
        text=claim.text,
        article_id=claim.article_id,
        article=claim.title,
        published=claim.published,
        checked=claim.checked,
        label=claim.label,
        differs=found.differs,
    )


def _keys(article_id: str, path: str, title: str) -> set[str]:
    """Return what tells that two records are of one article, whatever its version."""
    return {article_id, f"path {os.path.abspath(path)}" if path else f"title {title}"}


def _alike(wording: Wording, others: Iterable[ComparedClaim]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for other in others:
        differs = differing_words(wording, Wording(other.slots or (), other.words or ()))
        if differs is not None:
            found[other.id] = differs
    return found


def _compared(claim_id: str, wording: Wording | None) -> ComparedClaim:
    if wording is None:
        return ComparedClaim(id=claim_id, slots=None, words=None)
    return ComparedClaim(id=claim_id, slots=wording.slots, words=wording.words, keys=wording.keys())


def _reading(gazetteer: Gazetteer) -> str:
    return "|".join((VERSION, gazetteer.fingerprint, lexicon().fingerprint))


def similar_claims(asked: str, store: Store, *, config: Config) -> tuple[str, list[SimilarClaim]]:
    """Return the text of a claim and where else it was checked.

    Args:
        asked: The id or name of a claim of the record, or the words of one.
        store: The record.
        config: Settings.

    Raises:
        ClaimcheckError: Several claims have the name.
    """
    gazetteer = load_names(config)
    index_claims(store, gazetteer)
    known = store.desk.find_claims(asked)
    texts = dict.fromkeys(text for _, text, _ in known)
    if len(texts) > 1:
        some = "; ".join(f"{claim_id} {text[:60]!r}" for claim_id, text, _ in known[:5])
        raise ClaimcheckError(f"{asked[:60]!r} is the name of several claims", hint=f"name one by its id: {some}")
    text, as_of = (known[0][1], known[0][2]) if known else (asked, "")
    ids = {claim_id for claim_id, _, _ in known}
    return text, [s for s in find_similar(text, store, gazetteer, as_of=as_of) if s.claim.claim_id not in ids]
