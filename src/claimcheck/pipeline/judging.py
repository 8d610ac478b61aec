"""Judging claims against the record's documents, a batch at a time; pairs judged before are looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimcheck import verification
from claimcheck.config import Config
from claimcheck.ingestion.indexing import load_names
from claimcheck.models import (
    Article,
    Assessment,
    Claim,
    Context,
    Evidence,
    Finding,
    LeftOut,
    Passage,
    Search,
    SourceDocument,
    Stance,
)
from claimcheck.pipeline.engines import open_engines
from claimcheck.pipeline.progress import Progress, quiet
from claimcheck.retrieval import Engines, Setting, retrieve
from claimcheck.store import Store
from claimcheck.text.dates import parse_document_date
from claimcheck.text.entities import LocalNames, find_local_names
from claimcheck.text.lexicon import lexicon
from claimcheck.text.normalize import fold
from claimcheck.text.syntax import describe
from claimcheck.verification.policy import find_exclusion
from claimcheck.verification.stance_model import StanceModel, load_model

# Texts that are kept as read (about 30 kB each); then the memory is cleared.
_STATEMENTS = 10_000


@dataclass(frozen=True, slots=True)
class Bench:
    """What judging needs at hand: the record, how to read, and what was fetched and read already.

    `reader` names all that reading depends on; it is part of a pair's key.
    `remembers` says whether pairs judged now go into the record.
    `statements` holds texts as read, by their words and the day that relative
    dates count from.
    """

    store: Store
    config: Config
    language: verification.Language
    reader: str
    engines: Engines
    documents: dict[str, SourceDocument]
    neighbours: dict[str, tuple[str, ...]]
    copies: dict[tuple[str, str], bool]
    names: dict[str, LocalNames]
    model: StanceModel | None
    statements: dict[tuple[str, str], verification.Statement]
    remembers: bool = True

    @staticmethod
    def open(store: Store, config: Config, *, remembers: bool = True, progress: Progress = quiet) -> Bench:
        """Load the names, the spaCy pipeline and the indexes that the settings name."""
        gazetteer = load_names(config)
        pipeline = describe(config.language_pipeline)
        model = load_model(config.stance_model)
        rules = verification.rules_key(model)
        reader = "|".join((pipeline, gazetteer.fingerprint, lexicon().fingerprint, rules))
        language = verification.Language(config.language_pipeline, gazetteer)
        engines = open_engines(store, config, gazetteer, progress=progress)
        return Bench(store, config, language, reader, engines, {}, {}, {}, {}, model, {}, remembers)

    def document(self, document_id: str) -> SourceDocument:
        """Return a document of the record."""
        if document_id not in self.documents:
            found = self.store.document(document_id)
            if found is None:
                raise LookupError(f"the record has no document {document_id}")
            self.documents[document_id] = found
        return self.documents[document_id]

    def passages_of(self, document_id: str) -> tuple[str, ...]:
        """Return the words of a document's passages, in order."""
        if document_id not in self.neighbours:
            self.neighbours[document_id] = tuple(p.text for p in self.store.passages_of(document_id))
        return self.neighbours[document_id]

    def names_of(self, article: Article) -> LocalNames:
        """Return the names that an article introduces itself."""
        if article.id not in self.names:
            self.names[article.id] = find_local_names(article.text, self.language.gazetteer)
        return self.names[article.id]

    def is_copy(self, document: SourceDocument, article: Article) -> bool:
        """Whether a document is the article itself; looked at once for each pair of them."""
        key = (document.id, article.id)
        if key not in self.copies:
            self.copies[key] = is_copy(document, article)
        return self.copies[key]


Gathered = tuple[Claim, tuple[Evidence, ...], Search]


def judge_batch(batch: Sequence[tuple[Article, Claim]], bench: Bench) -> tuple[dict[str, Finding], int, int]:
    """Find the evidence of some claims and judge it.

    Returns:
        The finding of each claim id, how many pairs were judged now, and how
        many were known from before.
    """
    return judge_gathered([(c, *gather(a, c, bench)) for a, c in batch], bench)


def judge_gathered(gathered: Sequence[Gathered], bench: Bench) -> tuple[dict[str, Finding], int, int]:
    """Judge claims by evidence that was found before; returns what `judge_batch` does."""
    asked = [_Pair(c, e.passage.text, e.context, e.passage.id) for c, evidence, _ in gathered for e in evidence]
    results, new = _assess(asked, bench)
    stances: dict[str, list[Assessment]] = {}
    for pair, assessment in zip(asked, results, strict=True):
        stances.setdefault(pair.claim.id, []).append(assessment)
    joint, more = _join(gathered, stances, bench)
    findings: dict[str, Finding] = {}
    for claim, evidence, search in gathered:
        documents = {e.passage.document_id: bench.document(e.passage.document_id) for e in evidence}
        sources = verification.Sources(documents, bench.config.policy)
        verdict = verification.judge(claim, evidence, stances.get(claim.id, []), sources, rationale=joint.get(claim.id))
        findings[claim.id] = Finding(claim=claim, verdict=verdict, evidence=evidence, search=search)
    return findings, new + more, len(asked) - new


def _join(
    gathered: Sequence[Gathered], stances: Mapping[str, Sequence[Assessment]], bench: Bench
) -> tuple[dict[str, verification.Rationale], int]:
    """Judge what passages of one document say together of claims that none of them supports."""
    asked: list[_Pair] = []
    places: list[tuple[int, ...]] = []
    for claim, evidence, _ in gathered:
        found = stances.get(claim.id, [])
        if any(a.stance is not Stance.NEUTRAL for a in found):
            continue
        for indices in verification.find_rationales(evidence, found):
            first = evidence[indices[0]]
            text = " ".join(evidence[i].passage.text for i in indices)
            asked.append(_Pair(claim, text, first.context, first.passage.id))
            places.append(indices)
    results, new = _assess(asked, bench)
    joint: dict[str, verification.Rationale] = {}
    for pair, indices, assessment in zip(asked, places, results, strict=True):
        if assessment.stance is Stance.SUPPORTS:
            joint.setdefault(pair.claim.id, verification.Rationale(indices, assessment))
    return joint, new


@dataclass(frozen=True, slots=True)
class _Pair:
    """A claim beside some words of a document in their context; `passage_id` goes into the assessment."""

    claim: Claim
    words: str
    context: Context
    passage_id: str


def _assess(pairs: Sequence[_Pair], bench: Bench) -> tuple[list[Assessment], int]:
    """Assess pairs, in their order; those judged before are looked up. Returns how many were judged now, too."""
    keys = [verification.pair_key(p.claim, p.words, p.context, reader=bench.reader) for p in pairs]
    known = bench.store.pairs(sorted(set(keys)))
    pending = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
    new = dict(zip(pending, assess_pairs(list(pending.values()), bench), strict=True))
    if bench.remembers:
        bench.store.put_pairs(new)
    results = {**known, **new}
    return [replace(results[key], passage_id=p.passage_id) for key, p in zip(keys, pairs, strict=True)], len(new)


def gather(article: Article, claim: Claim, bench: Bench) -> tuple[tuple[Evidence, ...], Search]:
    """Return a claim's evidence, best first, each passage in its context, and what was searched."""
    config = bench.config
    left_out: dict[str, str] = {}

    def is_no_evidence(document_id: str) -> bool:
        document = bench.document(document_id)
        rule = find_exclusion(document, article, config.policy)
        if not rule and not bench.is_copy(document, article):
            return False
        left_out[document.name] = rule
        return True

    said = Setting(names=bench.names_of(article), as_of=day_of(claim.as_of), is_own=is_no_evidence)
    found = retrieve(claim.text, bench.engines, candidates=config.candidates, top_k=config.top_k, said=said)
    passages = bench.store.passages([hit.passage_id for hit in found.hits])
    evidence = []
    for hit in found.hits:
        passage = passages[hit.passage_id]
        document = bench.document(hit.document_id)
        before = bench.passages_of(document.id)[: passage.ordinal - 1]
        context = surround(document, passage, before, preceding=config.preceding)
        evidence.append(Evidence(passage=passage, context=context, score=round(hit.score, 9), signals=hit.signals))
    out = tuple(LeftOut(document=name, rule=left_out[name]) for name in sorted(left_out))
    return tuple(evidence), replace(found.search, left_out=out)


def surround(document: SourceDocument, passage: Passage, before: Sequence[str], *, preceding: int) -> Context:
    """Return a passage's context: its document, and up to `preceding` of the passages `before` it."""
    # The row above a row of a table is another record, and no context.
    alone = verification.find_cells(passage.text)
    near = tuple(before[-preceding:]) if preceding and not alone else ()
    # What an item hangs on is read right before it, however far above it stands.
    if passage.lead_in:
        near = (*(p for p in near if p != passage.lead_in), passage.lead_in)
    return context_of(document, passage.locator.heading, near)


def context_of(document: SourceDocument, heading: str, preceding: tuple[str, ...]) -> Context:
    """Return what a reader of one of the document's passages knows from around it."""
    return Context(
        title=document.title,
        issuer=document.issuer,
        date=document.date,
        heading=heading,
        preceding=preceding,
        form=document.form,
    )


def is_copy(document: SourceDocument, article: Article) -> bool:
    """Whether a document is the article itself: a claim is never verified by its own article."""
    if article.address and article.address in document.urls:
        return True
    return bool(article.text) and fold(article.text) in fold(document.text)


def assess_pairs(pairs: Sequence[_Pair], bench: Bench) -> list[Assessment]:
    """Judge pairs. A claim's relative dates count from its article's date, a passage's from its document's."""
    claims = [(p.claim.text, p.claim.as_of) for p in pairs]
    texts = [(t, p.context.date) for p in pairs for t in (p.words, *verification.context_texts(p.context))]
    readings = _read_by_date([*claims, *texts], bench)
    pairings = []
    for pair in pairs:
        around = readings[pair.context.date]
        source = verification.place(around[pair.words], pair.context, around)
        pairings.append(verification.Pairing(readings[pair.claim.as_of][pair.claim.text], source, pair.passage_id))
    return verification.assess_all(pairings, bench.model, retrieved=True)


def _read_by_date(dated: Iterable[tuple[str, str]], bench: Bench) -> dict[str, dict[str, verification.Statement]]:
    """Read texts, each with the day that its relative dates count from; what was read before is looked up."""
    wanted: dict[str, dict[str, None]] = {}
    for text, day in dated:
        wanted.setdefault(day, {})[text] = None
    if len(bench.statements) > _STATEMENTS:
        bench.statements.clear()
    found: dict[str, dict[str, verification.Statement]] = {}
    for day, texts in wanted.items():
        new = [t for t in texts if (t, day) not in bench.statements]
        read = verification.read_all(new, bench.language, as_of=day_of(day))
        bench.statements.update({(text, day): statement for text, statement in read.items()})
        found[day] = {text: bench.statements[text, day] for text in texts}
    return found


def day_of(as_of: str) -> date | None:
    """Return the last day of a date as written, from which relative dates count."""
    days = parse_document_date(as_of) if as_of else None
    return days[1] if days else None
