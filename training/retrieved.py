"""Development claims beside what the pipeline's own search brings back for them, read by slots."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from pairs import is_held_out

from claimcheck.config import Config
from claimcheck.evaluation.datasets import EvaluationFormat, read_claims, read_corpus
from claimcheck.ingestion.indexing import index_terms, load_names
from claimcheck.models import Article, Assessment, Claim, Slot, content_id
from claimcheck.pipeline.engines import open_scratch
from claimcheck.pipeline.judging import Bench, gather
from claimcheck.pipeline.measuring import as_stored
from claimcheck.verification import context_texts, place, read_all
from claimcheck.verification.combination import find_owed, read_aloud
from claimcheck.verification.stance import assess_closely

SETS = (
    (EvaluationFormat.SCIFACT, "e2e/scifact/corpus.jsonl", "e2e/scifact/claims_train.jsonl"),
    (EvaluationFormat.CHECKCOVID, "e2e/checkcovid/corpus.jsonl", "e2e/checkcovid/claims_dev.jsonl"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A claim beside a passage that was found for it; `label` is the claim's if the passage is gold, else NEI."""

    claim: str
    words: str
    label: str
    assessment: Assessment
    owed: frozenset[Slot]


def read_retrieved(data: Path) -> list[Found]:
    """Search SciFact's abstracts for its held-out claims and Check-COVID's for its dev claims; 20 passages each."""
    found: list[Found] = []
    for form, corpus, claims in SETS:
        listed = [c for c in read_claims(data / claims, form) if form != "scifact" or is_held_out(c.id)]
        found += _search(data / corpus, form, listed)
        print(f"retrieved {len(found)}", file=sys.stderr)
    return found


def _search(corpus: Path, form: EvaluationFormat, claims: list) -> list[Found]:
    config = Config(stance_model="off")
    names = load_names(config)
    article = Article.build(title="development")
    found = []
    with open_scratch(config) as store:
        for document in read_corpus(corpus, form):
            stored, passages = as_stored(document)
            if passages:
                store.put_document(stored, passages, index_terms(stored, passages, names))
        bench = Bench.open(store, config)
        for number, row in enumerate(claims, start=1):
            claim = Claim(
                id=content_id("claim", row.id, row.text), article_id=article.id, text=row.text, ordinal=number
            )
            evidence, _ = gather(article, claim, bench)
            gold = {(name, str(sentence)) for name, sentence in row.gold_sentences}
            texts = [claim.text, *(t for e in evidence for t in (e.passage.text, *context_texts(e.context)))]
            read = read_all(texts, bench.language)
            for item in evidence:
                source = place(read[item.passage.text], item.context, read)
                where = (bench.document(item.passage.document_id).name, item.passage.locator.label)
                label = row.label.value if where in gold and row.label else "NEI"
                assessment, lacking = assess_closely(read[claim.text], source, passage_id=item.passage.id)
                owed = find_owed(lacking, source)
                found.append(Found(claim.text, read_aloud(source), label, assessment, owed))
    return found
