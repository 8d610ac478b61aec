"""Facts are found in documents of our own making that have the forms of resolutions."""

import pytest

from claimcheck.evaluation.facts import find_facts, sample_facts
from claimcheck.models import Locator, Passage, SourceDocument


def make_document(*texts, number="9901", year="2031"):
    whole = "\n".join(texts)
    document = SourceDocument(
        id=f"d{number}",
        name=f"S-RES-{number}-{year}",
        path="x.txt",
        title=f"Security Council resolution {number} ({year})",
        text=whole,
        sha256="0" * 64,
        attributes={"number": number, "year": year} if number else {},
    )
    passages = []
    offset = 0
    for ordinal, text in enumerate(texts, start=1):
        place = {"start": offset, "end": offset + len(text), "text": text}
        label = Locator(label=f"paragraph {ordinal}")
        passages.append(Passage(id=f"p{ordinal}", document_id=document.id, ordinal=ordinal, locator=label, **place))
        offset += len(text) + 1
    return document, passages


FACTS = {
    "adopted": (
        "Adopted by the Security Council at its 9902nd meeting, on\n3 May 2031",
        ["9902nd meeting", "3 May 2031"],
    ),
    "voted": (
        "Adopted at the 9903rd meeting by 13 votes to none, with 2 abstentions (Peru, Chad).",
        ["by 13 votes to none"],
    ),
    "mandate": (
        "4. Decides to extend the mandate of UNXYZ for a further period of six months, until 3 May 2032;",
        ["UNXYZ"],
    ),
    "admission": (
        "Recommends to the General Assembly that Atlantis be admitted to membership in the United Nations.",
        ["Atlantis"],
    ),
    "figures": (
        "5. Authorizes UNXYZ to keep up to 4,200 troops in the port;",
        ["authorized UNXYZ to keep up to 4,200 troops"],
    ),
    "operative": (
        "6. Condemns the shelling of the harbour of Thule, and demands that it stop;",
        ["condemned the shelling"],
    ),
    "noted": ("Recalling that the parties opened the harbour of Thule in April,", ["recalled that the parties opened"]),
    "considered": ("Having considered the report of the Secretary-General of 3 May 2031 (S/2031/77),", ["3 May 2031"]),
    "appointed": (
        "Welcoming the Secretary-General's appointment of Jane Q. Doe as Head of the Mission,",
        ["Jane Q. Doe"],
    ),
    "signed": ("Welcoming the Thule Agreement signed in Oslo on 3 May 2031,", ["The Thule Agreement was signed"]),
    "held": ("Noting the Thule Harbour Conference held in Oslo on 3 May 2031,", ["Thule Harbour Conference"]),
    "quotation": (
        "7. Deplores the closing of the harbour of Thule by the militia;",
        ['deplored "the closing of the harbour'],
    ),
    "quotation-denial": (
        "8. Decides that the harbour shall not be closed to fishing boats;",
        ['"shall not be closed', "harbour shall not"],
    ),
    "quotation-condition": (
        "9. Decides that the harbour shall stay open unless the Council decides otherwise;",
        ["unless the Council decides otherwise"],
    ),
}


@pytest.mark.parametrize("kind", FACTS)
def test_a_fact_of_each_kind_is_found(kind):
    text, parts = FACTS[kind]
    facts = {f.kind: f for f in find_facts(*make_document(text))}
    assert kind in facts
    assert any(part in facts[kind].text for part in parts)
    assert facts[kind].passage.text == text


def test_a_veto_is_found_in_a_row():
    row = (
        "year: 2031; date: 3 May 2031; month: 5; draft: S/2031/9; meeting record: S/PV.9; agenda item: Thule; "
        "crisis topic: Thule; region: Arctic; member veto 1: USSR; single veto: yes; USSR: yes."
    )
    (fact,) = find_facts(*make_document(row, number=""))
    assert "Soviet Union vetoed" in fact.text


@pytest.mark.parametrize(
    "text",
    [
        "3. Dec1des to cal1 upon the part1es to keep the harbour open;",
        "10. Decides to remain seized of the matter.",
        "4. Condemns it;",
        "Adopted by the Security Council at its 9902nd meeting",
    ],
)
def test_what_is_unreadable_or_says_nothing_is_no_fact(text):
    assert list(find_facts(*make_document(text))) == []


def test_a_sample_has_all_kinds_and_each_claim_once():
    many = [
        f"5. Condemns the shelling of the harbour of Thule by boat number {n} of the fleet;" for n in range(300, 360)
    ]
    facts = list(find_facts(*make_document(*many, *(t for t, _ in FACTS.values()), many[0])))
    chosen = sample_facts(facts, 30, seed=1)
    assert len({f.text for f in chosen}) == len(chosen) == 30
    assert {f.kind for f in chosen} == {f.kind for f in facts}
    assert chosen == sample_facts(reversed(facts), 30, seed=1)
