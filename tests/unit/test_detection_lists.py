"""A list finishes the sentence that leads it in: each item is a claim with the lead's words, where that is sure."""

from __future__ import annotations

import pytest

from claimcheck.config import Config
from claimcheck.detection import Extraction, extract
from claimcheck.models import Article, Checkability, InferenceKind
from claimcheck.reporting.inferences import bracketed

PIPELINE = Config().language_pipeline


def detect(text: str) -> Extraction:
    return extract(Article.build(title="T", text=text, published="2017-08-25"), pipeline=PIPELINE)


def behind(lead: str, *items: str) -> list[str]:
    return [c.text for c in detect(f"{lead}\n\n" + "\n".join(f"- {i}" for i in items)).claims]


@pytest.mark.parametrize(
    ("lead", "items", "claims"),
    [
        (
            "The contract with Acme includes:",
            ("a new bridge over the Orrin;", "300 pumps worth £2 million, and", "A school in Tarn."),
            [
                "The contract with Acme includes a new bridge over the Orrin.",
                "The contract with Acme includes 300 pumps worth £2 million.",
                "The contract with Acme includes a school in Tarn.",
            ],
        ),
        (
            "The council of Lima agreed to:",
            ("close the plant by 2014", "pay £3 million to the workers."),
            [
                "The council of Lima agreed to close the plant by 2014.",
                "The council of Lima agreed to pay £3 million to the workers.",
            ],
        ),
        (
            "Acme refused to:",
            ("sell cars in Peru", "pay 3 million euros to Rey"),
            ["Acme refused to sell cars in Peru.", "Acme refused to pay 3 million euros to Rey."],
        ),
        ("Acme has:", ("3 plants in Peru", "500 workers"), ["Acme has 3 plants in Peru.", "Acme has 500 workers."]),
        (
            "However, the talks were attended by:",
            ("Dana Pike, mayor of Lima", "Owen Lee"),
            ["The talks were attended by Dana Pike, mayor of Lima.", "The talks were attended by Owen Lee."],
        ),
    ],
)
def test_an_item_is_a_claim_with_its_lead(lead: str, items: tuple[str, ...], claims: list[str]) -> None:
    assert behind(lead, *items) == claims


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        ("The bank will buy:", ("a mill", "a port")),  # a forecast
        ("The pact bans either:", ("coal from Peru", "lead from Chile")),
        ("The pact bans:", ("coal from Peru, or", "lead from Chile")),
        ("The kit consists of:", ("a pump", "a valve")),  # none of them alone
        ("The minister announced:", ("a tax cut of 5%", "300 new schools")),  # no parse says that these are its object
        ("Members of the board are:", ("Dana Pike", "Owen Lee")),
        ("The pact does not ban:", ("coal from Peru", "lead from Chile")),
        ("The pact bans the following:", ("coal from Peru",)),
        ("The pact includes:", ("“coal” from Peru",)),
        ("The council agreed to:", ("a plant which", "See the site.")),
    ],
)
def test_in_doubt_neither_the_lead_nor_an_item_is_a_claim(lead: str, items: tuple[str, ...]) -> None:
    assert behind(lead, *items) == []


def test_items_that_are_sentences_are_claims_of_their_own() -> None:
    lead, items = "Three firms won contracts:", ("Acme built the bridge in 2010.", "Bolt repaired the dam.")
    assert behind(lead, *items) == ["Three firms won contracts.", *items]


def test_both_pieces_are_kept_and_what_the_lead_points_to_is_resolved() -> None:
    text = "Peru closed its ports in 2012. It also bans:\n\n- coal from Chile\n- salt"
    found = detect(text)
    claim = next(c for c in found.claims if "coal" in c.text)
    assert bracketed(claim) == "[Peru also bans] coal from Chile."
    assert [s.quote for s in claim.spans] == ["It also bans:", "coal from Chile"]
    assert claim.anchor is not None
    assert claim.anchor.quote == "coal from Chile"
    (inference,) = claim.inferred
    assert inference.kind is InferenceKind.SUPPLIED
    assert inference.source == claim.spans[0]
    item = next(s for s in found.sentences if s.id == claim.sentence_id)
    assert item.checkability is Checkability.CHECKABLE
    lead = next(s for s in found.sentences if s.anchor.quote == "It also bans:")
    assert (lead.checkability, lead.reason) == (Checkability.FRAGMENT, "leads up to what follows")
    assert all(text[a.start : a.end] == a.quote for c in found.claims for a in c.spans)


def test_the_list_of_a_web_page_is_read_alike() -> None:
    assert behind("The pact bans:", "coal from Peru") == ["The pact bans coal from Peru."]
    numbered = detect("The pact bans:\n\n1. coal from Peru\n2. salt").claims
    assert [c.text for c in numbered] == ["The pact bans coal from Peru.", "The pact bans salt."]


def test_what_the_lead_quotes_is_in_the_claims_of_its_items() -> None:
    found = detect("The pact, which critics call “a gift”, includes:\n\n- two cranes\n- a quay").claims
    assert [c.text for c in found] == [
        "The pact, which critics call “a gift”, includes two cranes.",
        "The pact, which critics call “a gift”, includes a quay.",
    ]
    assert {(c.kind, c.attributed_to) for c in found} == {("quotation", "critics")}
    text = "“The pact bans:\n\n- two cranes\n- a quay”\n\n> The pact bans:\n\n- two cranes"
    assert all(text[a.start : a.end] == a.quote for c in detect(text).claims for a in c.spans)
