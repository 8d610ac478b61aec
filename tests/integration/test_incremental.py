"""A second run judges only what it has not seen, and its report equals a full run's."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.config import Config
from claimcheck.models import Article, Claim, content_id
from claimcheck.pipeline import Subject, check_subjects, update_corpus
from claimcheck.pipeline.engines import open_engines
from claimcheck.reporting import Format, render
from claimcheck.retrieval import retrieve
from claimcheck.store import Store
from claimcheck.text.entities import load_gazetteer

FACTS = [
    "On 5 August 2017 the council adopted resolution 2371.",
    "Japan prohibited all exports to the DPRK in June 2009.",
    "The ministers met in Manila on 7 August 2017.",
    "The fund paid 2,412 million dollars.",
    "The court did not approve the merger.",
]
CLAIMS = [
    "The council adopted resolution 2371 in August 2017.",
    "Japan banned exports to North Korea in 2010.",
    "The fund paid $2.4 billion.",
    "The court approved the merger.",
    "The ministers met in Bonn.",
]
CONFIG = Config(top_k=4)


def subject(texts):
    article = Article.build(title="Listed")
    claims = tuple(
        Claim(id=content_id("claim", str(i), t), article_id=article.id, text=t, ordinal=i)
        for i, t in enumerate(texts, start=1)
    )
    return Subject(article=article, claims=claims)


def write_corpus(folder: Path, files: dict[str, list[str]]) -> Path:
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.txt"):
        old.unlink()
    for name, facts in files.items():
        (folder / f"{name}.txt").write_text("\n\n".join(facts), encoding="utf-8")
    return folder


def run(store, corpus, texts):
    update = update_corpus(store, corpus, config=CONFIG)
    result = check_subjects([subject(texts)], store, config=CONFIG, started_at="2026-01-01T00:00:00+00:00")
    return replace(result, corpus=update)


def test_the_second_run_judges_nothing(tmp_path):
    corpus = write_corpus(tmp_path / "corpus", {"a": FACTS[:3], "b": FACTS[3:]})
    with Store.open(tmp_path / "c.db") as store:
        first = run(store, corpus, CLAIMS)
        second = run(store, corpus, CLAIMS)
    assert first.judged > 0
    assert (second.judged, second.reused) == (0, first.judged + first.reused)
    assert second.corpus.added == 0
    assert second.report == first.report


def test_one_new_claim_costs_only_its_own_pairs(tmp_path):
    corpus = write_corpus(tmp_path / "corpus", {"a": FACTS})
    with Store.open(None) as store:
        run(store, corpus, CLAIMS[:4])
        second = run(store, corpus, CLAIMS)
    assert 0 < second.judged <= CONFIG.top_k


def test_an_edited_document_costs_only_what_its_passages_touch(tmp_path):
    corpus = write_corpus(tmp_path / "corpus", {"a": FACTS[:2], "b": FACTS[2:]})
    with Store.open(None) as store:
        first = run(store, corpus, CLAIMS)
        write_corpus(corpus, {"a": FACTS[:2], "b": [*FACTS[2:4], "The court approved the merger."]})
        second = run(store, corpus, CLAIMS)
    assert (second.corpus.added, second.corpus.unchanged) == (1, 1)
    assert 0 < second.judged < first.judged
    verdicts = [f.verdict.label for f in second.report.articles[0].findings]
    assert verdicts != [f.verdict.label for f in first.report.articles[0].findings]


def test_a_removed_document_is_no_longer_evidence(tmp_path):
    corpus = write_corpus(tmp_path / "corpus", {"a": FACTS[:1], "b": FACTS[1:]})
    with Store.open(None) as store:
        run(store, corpus, CLAIMS)
        (corpus / "a.txt").unlink()
        second = run(store, corpus, CLAIMS)
    assert second.corpus.withdrawn == 1
    cited = {c.document_id for f in second.report.articles[0].findings for c in f.verdict.citations}
    assert {second.report.documents[i].name for i in cited} <= {"b"}


states = st.tuples(
    st.dictionaries(st.sampled_from("abc"), st.lists(st.sampled_from(FACTS), min_size=1, max_size=3), max_size=3),
    st.lists(st.sampled_from(CLAIMS), min_size=1, max_size=4, unique=True),
)


@settings(max_examples=12, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(states, min_size=2, max_size=4))
def test_after_any_edits_the_report_equals_a_full_run(history, tmp_path):
    with Store.open(None) as store:
        for files, claims in history:
            incremental = run(store, write_corpus(tmp_path / "corpus", files), claims).report
    with Store.open(None) as fresh:
        full = run(fresh, tmp_path / "corpus", history[-1][1]).report
    assert incremental == full
    for form in Format:
        assert render(incremental, form) == render(full, form)


OTHER = Article.build(title="Another article", text="x", path="other.md", published="2016")


def run_other(store, corpus, texts):
    claims = tuple(
        replace(c, article_id=OTHER.id, id=content_id("claim", OTHER.id, c.text)) for c in subject(texts).claims
    )
    update_corpus(store, corpus, config=CONFIG)
    return check_subjects(
        [Subject(article=OTHER, claims=claims)], store, config=CONFIG, started_at="2026-01-02T00:00:00+00:00"
    )


@settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(states, min_size=2, max_size=3))
def test_other_articles_in_the_record_show_only_as_earlier_checks(history, tmp_path):
    """Whatever else was checked: all of a report but `earlier` is a full run's, and a second run's is the same."""
    with Store.open(None) as store:
        for files, claims in history:
            corpus = write_corpus(tmp_path / "corpus", files)
            run(store, corpus, claims)
            run_other(store, corpus, claims)
        first = run(store, tmp_path / "corpus", history[-1][1]).report
        again = run(store, tmp_path / "corpus", history[-1][1]).report
        assert store.latest_report() == again
    with Store.open(None) as fresh:
        full = run(fresh, tmp_path / "corpus", history[-1][1]).report
    assert first == again
    assert full.earlier == {}
    assert replace(first, earlier={}) == full
    for form in Format:
        assert render(first, form) == render(again, form)
        assert render(replace(first, earlier={}), form) == render(full, form)
    shown = {c.article for checks in first.earlier.values() for c in checks}
    assert shown <= {OTHER.title}
    for checks in first.earlier.values():
        assert [c.checked for c in checks] == ["2026-01-02"]


# Long enough for several sections, and alike enough for scores that tie.
PADDING = " ".join(f"The members of the committee then spoke at length{' and again' * n}." for n in range(12))
edits = st.lists(
    st.tuples(
        st.sampled_from("abcdefghijkl"),
        st.none() | st.lists(st.sampled_from([*FACTS, PADDING, "The court met."]), min_size=1, max_size=6, unique=True),
    ),
    min_size=6,
    max_size=14,
)


def found(record: Path, engine: str):
    """Return all that a search finds and says, for each claim."""
    config = replace(CONFIG, word_index=engine)
    with Store.open(record) as store:
        engines = open_engines(store, config, load_gazetteer())
        return [
            retrieve(claim, engines, candidates=12, top_k=30)
            for claim in (*CLAIMS, "the court", "members of the comittee")
        ]


def ingested(record: Path, corpus: Path) -> Path:
    with Store.open(record) as store:
        update_corpus(store, corpus, config=CONFIG)
    return record


@settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=edits, steps=st.integers(1, 3))
def test_however_a_record_came_about_a_search_finds_the_same(history, steps, tmp_path_factory):
    """Files added, edited and removed in any order, some together: the passages, their scores, what speaks for them."""
    folder = tmp_path_factory.mktemp("desk")
    files: dict[str, list[str]] = {}
    for done, (name, facts) in enumerate(history, start=1):
        files.pop(name, None)
        if facts:
            files[name] = facts
        if done % steps == 0 or done == len(history):
            ingested(folder / "edited.db", write_corpus(folder / "corpus", files))
            if done < len(history) / 2:
                found(folder / "edited.db", "tantivy")  # an index that must follow
    ingested(folder / "fresh.db", folder / "corpus")
    for engine in ("fts5", "tantivy"):
        assert found(folder / "edited.db", engine) == found(folder / "fresh.db", engine)


@pytest.mark.parametrize("form", list(Format))
def test_the_same_input_gives_the_same_bytes_in_any_order_of_files(tmp_path, form):
    one = write_corpus(tmp_path / "one", {"a": FACTS[:2], "b": FACTS[2:]})
    two = write_corpus(tmp_path / "two", {"b": FACTS[2:], "a": FACTS[:2]})
    texts = []
    for corpus in (one, two):
        with Store.open(None) as store:
            texts.append(render(run(store, corpus, CLAIMS).report, form))
    assert texts[0] == texts[1]
