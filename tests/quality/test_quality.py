"""The project's own gold must not get worse. Public sets are measured by `make quality`."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import measure

REQUIRED = {
    "C16": "jpkr_basic_treaty_1965",
    "C19": "krsc_2009da",
    "C30": "uns",
    "C31": "uns",
    "C39": "",
    "C43": "kishida_ri_2015",
}


@pytest.fixture(scope="module")
def figures():
    return measure.measure_own()[0]


@pytest.mark.parametrize("name", sorted(measure.read_floors()))
def test_a_floor_holds(figures, name):
    assert measure.broken_floors(figures, {name: measure.read_floors()[name]}) == []


def test_a_broken_floor_is_seen_and_floors_only_get_harder(figures):
    worse = {n: v + 1 if n in measure.CEILINGS else v - 1 for n, v in figures.items()}
    floors = {n: figures[n] for n in measure.read_floors() if n in figures}
    assert len(measure.broken_floors(worse, floors)) == len(floors)
    harder = {n: min(f, worse[n]) if n in measure.CEILINGS else f for n, f in floors.items()}
    assert measure.raise_floors(worse, floors) == harder


def test_nothing_false_is_supported(figures):
    assert figures["claims_false_support"] == 0
    assert figures["example_plants_supported"] == 0


@pytest.fixture(scope="module")
def listed():
    from claimcheck.ingestion.claims_file import load_claims
    from claimcheck.pipeline import check_subjects, update_corpus
    from claimcheck.pipeline.checking import listed_subjects
    from claimcheck.store import Store

    with Store.open(None) as store:
        update_corpus(store, measure.ROOT / "corpus", config=measure.CONFIG)
        subjects = listed_subjects(load_claims(measure.ROOT / "claims.yaml"))
        report = check_subjects(subjects, store, config=measure.CONFIG, started_at="").report
    return report, {f.claim.name: f for a in report.articles for f in a.findings}


def test_the_veto_claim_is_refuted_by_the_list_of_vetoes(listed):
    report, findings = listed
    verdict = findings["C34"].verdict
    assert verdict.label == "refuted"
    assert report.documents[verdict.citations[0].document_id].name == "unsc_vetoes_1946_2022"


@pytest.mark.parametrize("name", REQUIRED)
def test_a_plain_claim_is_supported_by_the_fact_that_says_so(listed, name):
    report, findings = listed
    finding = findings[name]
    assert finding.verdict.label == "supported"
    citation = finding.verdict.citations[0]
    cited = (report.documents[citation.document_id].name, citation.locator.label)
    assert cited in {(g.document, g.locator) for g in finding.claim.gold}
    assert cited[0].startswith(REQUIRED[name])


def test_every_citation_is_the_documents_own_words(listed):
    report, findings = listed
    citations = [c for f in findings.values() for c in f.verdict.citations]
    assert citations
    for citation in citations:
        assert report.documents[citation.document_id].text[citation.start : citation.end] == citation.quote
