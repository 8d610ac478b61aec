"""The benchmarks' own parts, on a made-up set; nothing is measured here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SENTENCES = [
    f"On {day} March {1950 + day} the committee of section {day} adopted {day * 37} measures against smuggling."
    for day in range(1, 29)
]


@pytest.fixture(autouse=True)
def _on_the_path(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])


def test_queries_are_changed_sentences_of_known_origin():
    from perturbations import KINDS, make_queries

    queries = make_queries(SENTENCES, 3)
    assert queries == make_queries(SENTENCES, 3)
    assert queries != make_queries(SENTENCES, 3, seed=1)
    assert [query.kind for query in queries] == list(KINDS) * 3
    assert len({query.truth for query in queries}) == len(queries)
    for query in queries:
        before, after = SENTENCES[query.truth].split(), query.text.split()
        assert (before == after) == (query.kind == "unchanged")
        if query.kind in ("reordered", "numbers"):
            assert len(before) == len(after)
        if query.kind == "reordered":
            assert sorted(before) == sorted(after)
        if query.kind == "dropped":
            assert len(after) < len(before)
            rest = iter(before)
            assert all(word in rest for word in after)
        if query.kind == "numbers":
            assert all(new.isdigit() == old.isdigit() for old, new in zip(before, after, strict=True))


def test_too_few_sentences_are_an_error():
    from perturbations import make_queries

    with pytest.raises(ValueError, match="2 passages give no 5 queries"):
        make_queries(SENTENCES[:2], 5)


def test_passages_are_distinct_whole_and_the_same_every_time(tmp_path):
    from passages import PASSAGES_A_FILE, choose_chunks, is_fit, read_passages, recombine

    made = [f"The {word} of item {n} was not in the report." for n in range(60) for word in ("cost", "age", "name")]
    sources = [("manual", [*made, *made[:40]]), ("guide", [s.upper() for s in made] + SENTENCES * 10)]
    chunks = choose_chunks(sources, 250)
    assert chunks == []  # no source has a whole file of its own
    many = [f"The {a} of the {b} was {n} in all." for a in ("cost", "age") for b in ("ship", "Town") for n in range(80)]
    chunks = choose_chunks([("manual", many)], 500)
    assert [len(chunk.passages) for chunk in chunks] == [PASSAGES_A_FILE]
    assert all(is_fit(passage, ended=True) for chunk in chunks for passage in chunk.passages)
    assert not is_fit("int main(void) { return 0; } // nothing", ended=False)
    assert not is_fit("It is one sentence. This is another one of them.", ended=True)
    with pytest.raises(ValueError, match="could be made"):
        recombine(chunks, 500)
    (tmp_path / "0.txt").write_text("One.\n\nTwo.\n", encoding="utf-8")
    (tmp_path / "1.txt").write_text("Three.\n\nFour.\n", encoding="utf-8")
    assert read_passages(tmp_path, 2)[1] == ["One.", "Two."]
    with pytest.raises(ValueError, match="holds 4 passages"):
        read_passages(tmp_path, 3)


def test_readers_take_prose_and_leave_the_rest():
    from documentation import find_reader, read_glosses, read_markup, read_text, read_troff

    page = "<nav><p>Menu</p></nav><ul><li><p>A <b>bold</b>\nword.</p><pre>x = 1</pre></li></ul><div>No block</div>"
    assert list(read_markup(page)) == ["A bold word."]
    manual = '.TH X 1\n.\\" a comment\n.PP\nThe\n.B \\-v\noption\n.IR prints ,\nthen stops.\n.PP\nEnd.\n'
    assert [p for p in read_troff(manual) if p] == ["The -v option prints, then stops.", "End."]
    assert list(read_text("=head1 NAME\n\nA C<code>\n  word.\n\n..note")) == ["A code word."]
    assert list(read_glosses('0 n | a vessel; "the ship sank"')) == ["a vessel.", "the ship sank."]
    assert find_reader("./usr/share/doc/x/changelog.html.gz") is None
    assert find_reader("./usr/share/man/man1/x.1.gz") is read_troff


def test_the_report_has_every_engine_at_every_size():
    from perturbations import make_queries
    from retrieval import Asked, summarise
    from retrieval_report import write_report

    queries = make_queries(SENTENCES, 2)
    asked = {"claimcheck": Asked([0.002] * 12, [1, 2, 11, 0] * 3), "rapidfuzz": Asked([0.4] * 6, [1] * 6)}
    engines = {
        name: {
            "title": name.title(),
            "holds_text": name == "claimcheck",
            "build": {"seconds": 2.0, "bytes": 5_600 if name == "claimcheck" else 0, "megabytes": 70.0},
            "cold_seconds": 0.5,
            "batch_rate": 500.0,
            "megabytes": 60.0,
        }
        | summarise(name, asked, queries)
        for name in asked
    }
    assert engines["claimcheck"]["recall"]["every kind"] == {"1": 0.25, "10": 0.5, "50": 0.75}
    assert engines["rapidfuzz"]["times_baseline"] == pytest.approx(200)
    results = {
        "machine": {"processors": 2, "python": "3.13"},
        "passages": {"passages": 28, "recombined": 3},
        "sizes": [{"passages": 28, "queries": 12, "left_out": ["Tortoise"], "engines": engines}],
    }
    report = write_report(results)
    assert "28 distinct English sentences, 25 of them as they stand" in report
    row = "| Claimcheck | 14 | 200 with text | 70 / 60 | 0.50 | 2.00 / 2.00 | 500 | 1.00 |"
    assert row in report.splitlines()
    assert "Could not be measured: Tortoise." in report
    assert "| Rapidfuzz | 6 | 1 / 1 / – |" in report
    tables = [line for line in report.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in tables} == {9, 10}


def test_samples_are_summed_by_function_and_by_module():
    from stacks import sum_stacks, write_table

    lines = [
        "process 7:python;main (/x/claimcheck/cli/__init__.py:3);fold (/x/claimcheck/text/normalize.py:9) 6\n",
        "main (/x/claimcheck/cli/__init__.py:3);fold (/x/claimcheck/text/normalize.py:12);lower (libc.so) 3\n",
        "start (/usr/lib/threading.py:1) 1\n",
        "not a stack\n",
    ]
    own, ours, total = sum_stacks(lines)
    assert total == 10
    assert own == {
        "fold (/x/claimcheck/text/normalize.py)": 6,
        "lower (libc.so)": 3,
        "start (/usr/lib/threading.py)": 1,
    }
    assert ours == {"claimcheck.text.normalize": 9, "(none of ours)": 1}
    assert "| claimcheck.text.normalize | 90.0% | 9 |" in write_table(lines)
    assert write_table([]).count("| samples |") == 2


def test_made_up_articles_are_always_the_same_and_as_long_as_is_said():
    from detection import WORDS, make_articles

    articles = list(make_articles(2))
    assert articles == list(make_articles(2))
    assert all(WORDS <= len(a.split()) < WORDS + 100 for a in articles)
    assert articles[0] != articles[1]


def test_rates_are_the_best_and_their_ratio_that_of_the_turns():
    from detection import compare

    ours = [{"words/s": 100.0}, {"words/s": 300.0}, {"words/s": 90.0}]
    peer = [{"words/s": 200.0}, {"words/s": 200.0}, {"words/s": 100.0}]
    assert compare(ours, peer, "words/s") == "300 | 200 | **0.90**"
