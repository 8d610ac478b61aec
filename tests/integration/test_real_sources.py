"""Real primary documents as a desk would take them in; left out where they are not beside the project."""

import shutil
from pathlib import Path

import pytest

from claimcheck.config import Config
from claimcheck.pipeline.corpus import UpdateOptions, update_corpus
from claimcheck.retrieval import Engines, retrieve
from claimcheck.store import Store
from claimcheck.text.entities import load_gazetteer

ROOT = Path(__file__).parents[2]
PRIMARY = ROOT.parent / "shared" / "primary"
RULES = ROOT / "examples" / "unsc-resolutions.yaml"
ALL = 2259  # resolutions
EVERY = 4  # one of so many is read; all of them in the soak
needs_sources = pytest.mark.skipif(not PRIMARY.is_dir(), reason="the primary documents are not beside the project")


@pytest.fixture(scope="module", params=[EVERY, pytest.param(1, marks=pytest.mark.soak)])
def resolutions(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("record")
    (folder / "unsc").mkdir()
    for number, path in enumerate(sorted((PRIMARY / "unsc").iterdir())):
        if number % request.param == 0 or path.name.startswith("S-RES-1718"):
            shutil.copy(path, folder / "unsc")
    with Store.open(folder / "record.db") as store:
        update = update_corpus(store, folder / "unsc", config=Config(), options=UpdateOptions(rules=RULES, jobs=2))
        yield store, update, len(list((folder / "unsc").iterdir()))


@needs_sources
def test_every_resolution_is_read(resolutions):
    _, update, files = resolutions
    assert files >= ALL / EVERY
    assert (update.added, update.documents, update.unreadable) == (files, files, ())


@needs_sources
def test_number_date_and_operative_paragraphs_of_nearly_all(resolutions):
    store, _, files = resolutions
    documents = store.documents()
    assert sum(d.attributes.get("number", "") == d.name.split("-")[2] for d in documents) == files
    assert sum(d.first_day is not None for d in documents) >= 0.98 * files
    # 195 of the files say nothing of the meeting; of those that do, nearly all are read.
    assert sum("meeting" in d.attributes for d in documents) >= 0.98 * files * (1 - 195 / ALL)
    operative = sum(
        any(p.locator.label.startswith(("para. ", "operative para. ")) for p in store.passages_of(d.id))
        for d in documents
    )
    assert operative >= 0.98 * files


@needs_sources
def test_an_operative_paragraph_is_cited_with_its_number_and_subject(resolutions):
    store, _, _ = resolutions
    (document,) = [d for d in store.documents() if d.name == "S-RES-1718-2006"]
    assert (document.title, document.date, document.attributes["meeting"]) == (
        "Security Council resolution 1718 (2006)",
        "14 October 2006",
        "5551",
    )
    passages = [p for p in store.passages_of(document.id) if p.locator.label.startswith("para. 2 ")]
    assert passages[0].text.startswith("2. Demands that the DPRK not conduct any further nuclear test")
    assert passages[0].lead_in == "The Security Council,"
    assert document.provenance["date"] == "rule 4 of unsc-resolutions.yaml"


@needs_sources
def test_rows_of_a_table_answer_a_claim_about_vetoes(resolutions):
    store, _, _ = resolutions
    table = PRIMARY / "unsc_vetoes_1946_2022.csv"
    update_corpus(store, table, config=Config(), options=UpdateOptions(withdraw=False))
    claim = "Russia vetoed no resolution on North Korea before 2022"
    engines = Engines(passages=store.search, gazetteer=load_gazetteer())
    hits = retrieve(claim, engines, candidates=200, top_k=20).hits
    passages = list(store.passages([h.passage_id for h in hits]).values())
    found = {p.locator.label: p.text for p in passages if p.text.startswith("year: ")}
    assert "crisis topic: North Korea" in passages[0].text
    assert passages[0].text.startswith("year: 2022; date: 26 May 2022")
    assert sum("crisis topic: North Korea" in text for text in found.values()) == 1
    korean_war = [text for text in found.values() if "year: 1950" in text and "crisis topic: Korean War" in text]
    assert len(korean_war) == 3
    assert all("member veto 1: USSR" in text for text in korean_war)
