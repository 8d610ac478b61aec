"""Runs: put, replaced, pruned, and read back as they were."""

import dataclasses
import json
import sqlite3

import pytest
from store_examples import earlier, full_document, match, put, put_report, report

from claimcheck.models import (
    Article,
    Checkability,
    Decider,
    DocumentState,
    Label,
    PolicyCode,
    PolicyNote,
    Reason,
    Relation,
    Slot,
    SlotComparison,
    Stance,
    Unchecked,
)
from claimcheck.store import Store


@pytest.fixture
def store():
    with Store.open(None) as opened:
        yield opened


@pytest.fixture
def found(store):
    return report(*full_document(store))


def test_a_report_comes_back_equal(store, found):
    assert store.latest_report() is None
    put_report(store, found)
    back = store.latest_report()
    assert back == found
    signals = back.articles[0].findings[0].evidence[0].signals
    assert list(signals) == ["words", "names"], "in the order in which they were put"
    assert list(back.run.settings) == ["top_k", "candidates"]


def test_earlier_checks_stay_as_they_were_shown(store, found):
    claim = found.articles[0].findings[0].claim
    checks = (earlier("The treaty opened in 1996."), earlier("A treaty opened in 1996."))
    shown = dataclasses.replace(found, earlier={claim.id: checks})
    put_report(store, shown)
    assert store.latest_report() == shown
    put_report(store, found)
    assert store.latest_report() == found
    put_report(store, shown)
    store.prune(0)
    assert "earlier_checks" not in store.dump()


def test_the_same_run_again_replaces_itself(store, found):
    put_report(store, found)
    before = store.dump()
    put_report(store, found, started_at="2025-01-01T00:00:00+00:00")
    assert store.dump() == before
    assert store.status().runs == 1
    assert store.status().last_started_at == "2025-01-01T00:00:00+00:00"


def test_the_run_put_last_is_the_latest(store, found):
    second = dataclasses.replace(found, run=dataclasses.replace(found.run, id="run-0"), unreadable=())
    put_report(store, found, started_at="9")
    put_report(store, second, started_at="1")
    assert store.latest_report() == second
    put_report(store, found, started_at="0")
    assert store.latest_report() == found


def test_a_new_text_leaves_the_verdicts_on_the_old_one(store, found):
    source, passages = store.documents()[0], store.passages_of(store.documents()[0].id)
    put_report(store, found)
    edited = report(source, passages, run_id="run-2", text="The treaty opened in 1997. Will it last?")
    put_report(store, edited)
    assert store.latest_report() == edited
    dump = store.dump()
    for old in (found.articles[0].findings[0].claim.id, edited.articles[0].findings[0].claim.id):
        assert f'"claim_id": "{old}"' in dump
    store.prune(1)
    assert store.latest_report() == edited
    assert found.articles[0].article.id not in store.dump()
    assert store.status().runs == 1


def test_an_article_segmented_anew_has_its_new_sentences_only(store, found):
    put_report(store, found)
    part = found.articles[0]
    claim = dataclasses.replace(part.findings[0].claim, id="claim-new", sentence_id="sentence-new")
    finding = dataclasses.replace(
        part.findings[0], claim=claim, verdict=dataclasses.replace(part.findings[0].verdict, claim_id=claim.id)
    )
    sentence = dataclasses.replace(part.sentences[0], id="sentence-new")
    changed = dataclasses.replace(
        found,
        run=dataclasses.replace(found.run, id="run-2"),
        articles=(dataclasses.replace(part, sentences=(sentence, part.sentences[1]), findings=(finding,)),),
    )
    put_report(store, changed)
    assert store.latest_report() == changed
    put_report(store, found)
    assert store.latest_report() == found


def test_a_claim_no_longer_made_keeps_its_sentence(store, found):
    put_report(store, found)
    part = found.articles[0]
    run = dataclasses.replace(found.run, id="run-2")
    put_report(store, dataclasses.replace(found, run=run, articles=(dataclasses.replace(part, findings=()),)))
    claims = [json.loads(line) for line in store.dump().splitlines() if json.loads(line)["table"] == "claims"]
    assert part.sentences[0].id in {claim["sentence_id"] for claim in claims}


def test_a_superseded_document_still_resolves_and_says_so(store, found):
    put_report(store, found)
    (source,) = store.documents()
    put(store, source.name, "Another edition.")
    back = store.latest_report()
    assert back.articles == found.articles
    assert back.documents[source.id].state is DocumentState.SUPERSEDED
    assert back.documents[source.id].text == source.text


def test_pruning_drops_what_nothing_needs(store, found):
    put_report(store, found)
    (source,) = store.documents()
    put(store, source.name, "Another edition.")
    store.prune(1)
    assert store.document(source.id) is not None
    store.prune(0)
    assert store.document(source.id) is None
    assert store.latest_report() is None
    assert [d.text for d in store.documents()] == ["Another edition."]
    assert len(match(store, ["edition"])) == 1
    tables = {line.split('"')[3] for line in store.dump().splitlines()}
    assert tables == {"documents", "document_details", "passages"}
    with pytest.raises(ValueError, match="cannot keep -1 runs"):
        store.prune(-1)


def test_what_contradicts_itself_is_refused(store, found):
    part, other = found.articles
    finding = part.findings[0]
    cases = [
        dataclasses.replace(found, articles=(part, part)),
        dataclasses.replace(found, articles=(dataclasses.replace(part, findings=(finding, finding)),)),
        dataclasses.replace(found, articles=(dataclasses.replace(part, findings=other.findings),)),
        dataclasses.replace(
            found,
            articles=(
                dataclasses.replace(part, findings=(dataclasses.replace(finding, verdict=other.findings[0].verdict),)),
            ),
        ),
    ]
    for case in cases:
        with pytest.raises(ValueError, match=r"twice|another claim's"):
            put_report(store, case)
    assert store.latest_report() is None


def test_judged_pairs_are_kept_by_key(store, found):
    supports, neutral = found.articles[0].findings[0].verdict.assessments
    assert store.pairs(["k1"]) == {}
    store.put_pairs({"k2": neutral, "k1": supports})
    assert store.pairs(["k3", "k2", "k1", "\ud800"]) == {"k1": supports, "k2": neutral}
    assert list(store.pairs(["k2", "k1"])) == ["k2", "k1"]
    changed = dataclasses.replace(neutral, note="again")
    store.put_pairs({"k2": changed})
    assert store.pairs(["k2"]) == {"k2": changed}
    assert store.status().pairs == 2


def test_every_code_can_be_stored(store, found):
    (_, neutral) = found.articles[0].findings[0].verdict.assessments
    slots = tuple(
        SlotComparison(slot=slot, relation=relation, claim_value="x") for slot in Slot for relation in Relation
    )
    judged = {
        stance.value: dataclasses.replace(
            neutral,
            stance=stance,
            reasons=tuple(Reason),
            slots=() if stance is Stance.SUPPORTS else slots,
        )
        for stance in Stance
    }
    store.put_pairs(judged)
    assert store.pairs(list(judged)) == judged


def test_every_policy_code_can_be_stored(store, found):
    part = found.articles[0]
    notes = tuple(PolicyNote(code=code, detail="x") for code in PolicyCode)
    verdict = dataclasses.replace(part.findings[0].verdict, policy=notes)
    finding = dataclasses.replace(part.findings[0], verdict=verdict)
    changed = dataclasses.replace(found, articles=(dataclasses.replace(part, findings=(finding,)),))
    put_report(store, changed)
    assert store.latest_report() == changed


def test_a_pair_judged_anew_keeps_nothing_of_the_old_score(store, found):
    _, scored = found.articles[0].findings[0].verdict.assessments
    ruled = dataclasses.replace(scored, score=None, decided_by=Decider.RULES)
    for judged in (scored, ruled, scored):
        store.put_pairs({"k": judged})
        assert store.pairs(["k"]) == {"k": judged}


def test_every_label_and_checkability_can_be_stored(store, found):
    part, bare = found.articles
    finding, nothing = part.findings[0], bare.findings[0]
    citations = tuple(dataclasses.replace(finding.verdict.citations[0], stance=stance) for stance in Stance)
    findings = []
    for ordinal, label in enumerate(Label):
        claim = dataclasses.replace(nothing.claim, id=f"claim-{ordinal}", ordinal=ordinal, expected=label)
        verdict = dataclasses.replace(
            finding.verdict, claim_id=claim.id, label=label, citations=citations, assessments=()
        )
        findings.append(dataclasses.replace(nothing, claim=claim, verdict=verdict))
    sentences = tuple(
        dataclasses.replace(
            part.sentences[0], id=f"sentence-{kind}", ordinal=ordinal, article_id=bare.article.id, checkability=kind
        )
        for ordinal, kind in enumerate(Checkability)
    )
    full = dataclasses.replace(
        bare,
        sentences=sentences,
        findings=tuple(findings),
        unchecked=tuple(Unchecked(text="x", paragraph=1, kind=kind) for kind in Checkability),
    )
    every = dataclasses.replace(found, articles=(full,))
    put_report(store, every)
    assert store.latest_report() == every
    assert store.status().verdicts == dict.fromkeys(Label, 1)


def test_status_counts(tmp_path):
    path = tmp_path / "a.db"
    with Store.open(path) as store:
        empty = store.status()
        assert (empty.passages, empty.runs, empty.last_run, empty.language_pipeline) == (0, 0, None, None)
        source, passages = full_document(store)
        put(store, "b", "One.")
        store.withdraw_files([source.path])
        put_report(store, report(source, passages), started_at="noon")
        status = store.status()
        assert status.size >= path.stat().st_size > 0
    assert status.documents == {
        DocumentState.CURRENT: 1,
        DocumentState.SUPERSEDED: 0,
        DocumentState.WITHDRAWN: 1,
    }
    assert (status.passages, status.runs, status.articles, status.claims, status.pairs) == (2, 1, 2, 2, 0)
    assert {label: n for label, n in status.verdicts.items() if n} == {
        Label.SUPPORTED: 1,
        Label.NOT_ENOUGH_EVIDENCE: 1,
    }
    assert (status.last_run, status.last_started_at, status.language_pipeline) == ("run-1", "noon", "en 3.8.0")
    with Store.open(None) as store:
        assert store.status().size == 0


def test_the_dump_has_no_clock(store, found):
    put_report(store, found, started_at="1999-12-31T23:59:59")
    assert "1999-12-31" not in store.dump()
    assert Article.build(title="A list", address="https://y.test").id in store.dump()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE verdicts SET label = 'true'",
        "UPDATE citations SET stance = 'for'",
        "UPDATE citations SET span_end = span_start",
        "UPDATE citations SET passage_id = 'unknown'",
        "UPDATE assessments SET stance = ''",
        "UPDATE claims SET worth = 1.5",
        "UPDATE claims SET expected = 'maybe'",
        "UPDATE claims SET quote = NULL WHERE quote IS NOT NULL",
        "UPDATE sentences SET checkability = 'unknown'",
        "UPDATE evidence SET rank = 0 WHERE rank = 1",
        "UPDATE evidence SET signals = '{'",
        "UPDATE runs SET pairs_judged = -1",
        "UPDATE assessments SET decided_by = 'editor'",
        "UPDATE assessments SET decided_by = 'model' WHERE score_model IS NULL",
        "UPDATE assessments SET score_model = NULL, decided_by = 'rules' WHERE score_model IS NOT NULL",
        "UPDATE assessments SET score_supports = 1.5",
        "UPDATE assessments SET score_refutes = NULL WHERE score_refutes IS NOT NULL",
        "UPDATE joint_assessments SET stance = 'for'",
        "UPDATE joint_assessments SET score_neutral = NULL",
        "UPDATE joint_assessments SET score_model = NULL",
        "UPDATE verdicts SET confidence = 0.5, calibrated_on = NULL",
        "UPDATE verdicts SET confidence = 0.5, calibrated_on = ''",
        "UPDATE verdicts SET confidence = 2, calibrated_on = 'x'",
        "UPDATE policy_notes SET code = 'unfair'",
        "UPDATE searches SET left_out = '['",
    ],
)
def test_the_schema_refuses_what_is_illegal(tmp_path, sql):
    path = tmp_path / "a.db"
    with Store.open(path) as store:
        put_report(store, report(*full_document(store)))
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(sql)
    raw.close()
