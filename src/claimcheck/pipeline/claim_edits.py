"""What a desk can see of the claims of an article and decide about them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from claimcheck.config import Config
from claimcheck.detection.edits import Edited, apply_edits, find_targets, text_id
from claimcheck.errors import ClaimcheckError, InvalidSettings
from claimcheck.ingestion.claims_file import load_claims
from claimcheck.ingestion.edits_file import ListedEdits
from claimcheck.models import Article, Claim, ClaimEdit, EditAction, EditOutcome, TextQuote
from claimcheck.pipeline.checking import Subject, read_subjects
from claimcheck.store import KeptEdit, Store
from claimcheck.text.anchors import locate, quote_at
from claimcheck.text.normalize import fold

_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person wants done: to the claims that `claims` name, or, to add one, to some `words`.

    A claim is named by its id, its number or name in the list, or by words
    that only it holds. `before` and `after` stand around the words where those
    stand twice. `texts` are the claims as they shall be.
    """

    action: EditAction
    claims: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    words: str = ""
    before: str = ""
    after: str = ""
    worth: float | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEdit:
    """An edit with the article it is of; `outcome` is absent where that could not be read, and `why` says so."""

    article: str
    edit: ClaimEdit
    made_at: str = ""
    outcome: EditOutcome | None = None
    why: str = ""


def load_edits(paths: Sequence[Path]) -> tuple[ListedEdits, ...]:
    """Return the edits of files like claims.yaml; a file that is not there has none.

    Raises:
        ClaimcheckError: A file is wrong.
    """
    files = {path.resolve(): path for path in paths if path.exists()}
    return tuple(listed for path in files.values() for listed in load_claims(path).edits)


def edit_subjects(
    subjects: Sequence[Subject], listed: Sequence[ListedEdits], store: Store
) -> tuple[list[Subject], tuple[str, ...]]:
    """Replay people's edits on the claims of articles: those of the files first, then those of the record.

    Args:
        subjects: Articles with the claims that were found in them.
        listed: The edits of claims files.
        store: The record, with the edits that were made in it.

    Returns:
        The subjects with their claims as people want them and what became of
        each edit; and the articles that a file names and nobody knows.

    Raises:
        InvalidSettings: A file names several of the articles by one title.
    """
    files = [s for s in subjects if s.article.text]
    chosen = {id(entry): _chosen(entry, files) for entry in listed}
    kept = store.desk.edits()
    edited = []
    for subject in subjects:
        edits = [e for entry in listed if chosen[id(entry)] is subject for e in entry.edits]
        edits += [k.edit for k in kept if subject.article.text and _is_at(subject.article, _folder(store) / k.article)]
        found = _replayed(subject, edits)
        edited.append(replace(subject, claims=found.claims, edits=found.outcomes))
    idle = [e.article for e in listed if chosen[id(e)] is None and not (e.folder / e.article).exists()]
    return edited, tuple(idle)


def list_claims(path: Path, store: Store, *, config: Config, listed: Sequence[ListedEdits]) -> Subject:
    """Return an article with every sentence and claim, after all edits of it.

    Raises:
        ClaimcheckError: It cannot be read.
    """
    return edit_subjects([_read(path, config)], listed, store)[0][0]


def list_edits(store: Store, *, config: Config, listed: Sequence[ListedEdits]) -> list[ListedEdit]:
    """Return all edits with what becomes of them on the articles as they are now, article by article."""
    folder = _folder(store)
    of: dict[str, list[tuple[ClaimEdit, str]]] = {}
    for entry in listed:
        of.setdefault(os.path.normpath(entry.folder / entry.article), []).extend((e, "") for e in entry.edits)
    for kept in store.desk.edits():
        of.setdefault(os.path.normpath(folder / kept.article), []).append((kept.edit, kept.made_at))
    titles = {os.path.normpath(e.folder / e.article): e.article for e in listed}
    found: list[ListedEdit] = []
    for path, own in of.items():
        if path in titles and not Path(path).exists():
            name, why, outcomes = titles[path], "its article is named by its title; a check of it says so", None
        else:
            name, why, outcomes = _shown_path(Path(path)), *_outcomes(Path(path), [e for e, _ in own], config)
        for place, (edit, at) in enumerate(own):
            outcome = outcomes[place] if outcomes else None
            said = outcome.why if outcome else why
            found.append(ListedEdit(article=name, edit=edit, made_at=at, outcome=outcome, why=said))
    return found


def _outcomes(path: Path, edits: Sequence[ClaimEdit], config: Config) -> tuple[str, tuple[EditOutcome, ...] | None]:
    try:
        return "", _replayed(_read(path, config), edits).outcomes
    except ClaimcheckError as error:
        return f"its article cannot be read: {error.within(str(path))}", None


def decide(
    path: Path, decision: Decision, store: Store, *, config: Config, listed: Sequence[ListedEdits], made_at: str
) -> KeptEdit:
    """Keep an edit in the record, if it fits the claims of the article as they are.

    Raises:
        ClaimcheckError: The article cannot be read, no claim or several are
            named so, or the edit cannot be applied.
    """
    subject = list_claims(path, store, config=config, listed=listed)
    edit = _made(subject, decision)
    outcome = apply_edits(subject.article, subject.sentences, subject.claims, [edit]).outcomes[0]
    if outcome.orphaned:
        raise ClaimcheckError(f"the edit does not fit: {outcome.why}", path=path)
    kept = KeptEdit(article=_key(path, store), title=subject.article.title, edit=edit, made_at=made_at)
    store.desk.put_edit(kept)
    return kept


def undo(store: Store, path: Path | None = None) -> KeptEdit:
    """Take back the edit that was made last, of one article if it is named.

    Raises:
        ClaimcheckError: There is none.
    """
    taken = store.desk.pop_edit(_key(path, store) if path else None)
    if taken is None:
        of = f" of {path}" if path else ""
        raise ClaimcheckError(f"the record holds no edit{of} to undo", hint="those of claims.yaml are undone there")
    return taken


def find_claim(claims: Sequence[Claim], key: str) -> Claim:
    """Return the claim with an id (or its beginning), a number, a name, or words that only it holds.

    Digits alone are never words: a number behind the end of the list must not find a year.

    Raises:
        ClaimcheckError: There is none, or there are several.
    """
    words = "" if key.isdecimal() else fold(key)
    found = (
        [c for c in claims if key in {c.name, c.id}]
        or [c for c in claims if key.isdecimal() and str(c.ordinal) == key]
        or [c for c in claims if len(key) > 3 and (c.id.startswith(key) or c.id.startswith(f"claim-{key}"))]
        or [c for c in claims if words and fold(c.text) == words]
        or [c for c in claims if words and words in fold(c.text)]
    )
    if len(found) != 1:
        problem = "no claim" if not found else f"{len(found)} claims"
        some = "; ".join(f"{c.ordinal} {c.text[:_SHOWN]!r}" for c in (found or claims)[:5])
        hint = f"there are: {some}" if some else None
        raise ClaimcheckError(f"{problem} of the article by {key[:_SHOWN]!r}", hint=hint)
    return found[0]


def _made(subject: Subject, decision: Decision) -> ClaimEdit:
    text = subject.article.text
    words: tuple[TextQuote, ...]
    which: tuple[str, ...] = ()
    if decision.action is EditAction.ADD:
        named = TextQuote(exact=decision.words, prefix=decision.before, suffix=decision.after)
        span = locate(text, named)
        if isinstance(span, str):
            raise ClaimcheckError(span, path=subject.article.path, hint="--before and --after name what stands around")
        words = (quote_at(text, *span),)
    else:
        targets = [find_claim(subject.claims, key) for key in decision.claims]
        spans = dict.fromkeys((c.anchor.start, c.anchor.end) for c in targets if c.anchor)
        words = tuple(quote_at(text, *span) for span in spans)
        drawn = {c.id for span in spans for c in find_targets(subject.claims, span)}
        if drawn != {c.id for c in targets}:
            which = tuple(c.text for c in targets)
    return ClaimEdit(
        action=decision.action,
        words=words,
        claims=decision.texts,
        which=which,
        worth=decision.worth,
        by=decision.by,
        note=decision.note,
        text_id=text_id(subject.article),
        source="the record",
    )


def _read(path: Path, config: Config) -> Subject:
    if path.suffix.lower() in {".yaml", ".yml"}:
        raise ClaimcheckError("lists claims itself: change them there", path=path)
    if path.is_dir():
        raise ClaimcheckError("is a folder: name one article", path=path)
    subjects, _ = read_subjects([path], config=config)
    return subjects[0]


def _replayed(subject: Subject, edits: Sequence[ClaimEdit]) -> Edited:
    return apply_edits(subject.article, subject.sentences, subject.claims, edits)


def _chosen(entry: ListedEdits, subjects: Sequence[Subject]) -> Subject | None:
    """Return the article that a file names, by its path or else by its title."""
    at = [s for s in subjects if _is_at(s.article, entry.folder / entry.article)]
    found = at or [s for s in subjects if fold(s.article.title) == fold(entry.article)]
    if len(found) > 1:
        names = ", ".join(s.article.path for s in found[:5])
        raise InvalidSettings(
            f"{entry.article[:_SHOWN]!r} is the title of several articles",
            path=entry.place.path,
            line=entry.place.line,
            hint=f"name one by its path: {names}",
        )
    return found[0] if found else None


def _is_at(article: Article, path: Path) -> bool:
    return bool(article.path) and os.path.abspath(article.path) == os.path.abspath(path)


def _folder(store: Store) -> Path:
    return store.path.parent if store.path else Path()


def _key(path: Path, store: Store) -> str:
    """Return an article's path from the record's folder, so that both may move together."""
    try:
        return Path(os.path.relpath(path, _folder(store))).as_posix()
    except ValueError:  # another drive
        return Path(os.path.abspath(path)).as_posix()


def _shown_path(path: Path) -> str:
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        return path.as_posix()
