"""The source policy: what counts as evidence, what sources lack, and which side is the stronger."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.config import Config
from claimcheck.errors import InvalidSettings
from claimcheck.ingestion.claims_file import load_claims
from claimcheck.models import (
    Article,
    Assessment,
    Citation,
    Claim,
    ClaimType,
    Context,
    Criterion,
    Evidence,
    Finding,
    Label,
    LeftOut,
    Locator,
    Passage,
    PolicyCode,
    Reason,
    Relation,
    Search,
    Slot,
    SlotComparison,
    SourceDocument,
    SourcePolicy,
    Stance,
    Tier,
    Verdict,
)
from claimcheck.verification.policy import (
    count_independent,
    evaluate_policy,
    find_claim_types,
    find_exclusion,
    prefer,
)

STANCES = {
    Label.SUPPORTED: Stance.SUPPORTS,
    Label.REFUTED: Stance.REFUTES,
    Label.PARTIALLY_SUPPORTED: Stance.NEUTRAL,
    Label.NOT_ENOUGH_EVIDENCE: Stance.NEUTRAL,
}


def source(name, text="The ferry sank off the northern coast in a storm.", **about):
    about.setdefault("urls", (f"https://{name.replace('/', '-')}.example/page",))
    return SourceDocument(
        id=f"document-{name}", name=name, path=f"{name}.md", title=name.title(), text=text, sha256="0" * 64, **about
    )


def dated(name, first, last=None, **about):
    return source(name, first_day=first, last_day=last or first, date=str(first), **about)


def passage(document, text=""):
    text = text or document.text
    start = document.text.index(text)
    return Passage(
        id=f"passage-{document.name}-{start}",
        document_id=document.id,
        ordinal=1,
        start=start,
        end=start + len(text),
        text=text,
        locator=Locator(label="para. 1"),
    )


def finding(text, *documents, label=Label.SUPPORTED, cited=None, left_out=(), quoting=()):
    """A finding whose documents all have the verdict's stance, unless only those in `cited` have."""
    stance = STANCES[label]
    passages = [passage(d) for d in documents]
    slot = SlotComparison(slot=Slot.QUOTATION, relation=Relation.EQUAL, claim_value="x", source_value="x")
    assessments = tuple(
        Assessment(
            passage_id=p.id,
            stance=stance if cited is None else Stance.NEUTRAL,
            reasons=(Reason.ENTAILED,),
            slots=(slot,) if d.name in quoting else (),
            coverage=1.0,
        )
        for p, d in zip(passages, documents, strict=True)
    )
    citations = tuple(
        Citation.of(d, p, stance)
        for p, d in zip(passages, documents, strict=True)
        if label is not Label.NOT_ENOUGH_EVIDENCE and (cited is None or d.name in cited)
    )
    return Finding(
        claim=Claim(id="claim-1", article_id="article-1", text=text, ordinal=1),
        verdict=Verdict(
            claim_id="claim-1",
            label=label,
            citations=citations,
            reasons=(),
            explanation="",
            assessments=assessments,
        ),
        evidence=tuple(Evidence(passage=p, context=Context(), score=1.0) for p in passages),
        search=Search(terms=(), entities=(), passages_searched=9, candidates=9, left_out=left_out),
    )


def notes(found, policy, *documents):
    held = {d.id: d for d in documents}
    return {n.code: n.detail for n in evaluate_policy(found, held, policy)}


def policy(**settings):
    return Config().with_settings({"policy": settings}).policy


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The ferry sank.", set()),
        ("The minister said the ferry was “unsinkable”.", {ClaimType.QUOTATION}),
        ("The ferry carried 412 passengers.", {ClaimType.QUANTITY}),
        ("Fares rose by 40%.", {ClaimType.QUANTITY}),
        ("The ferry sank on 3 May 2011.", {ClaimType.DATE}),
        ("Resolution 2371 condemned it.", set()),
        ("It was the first ferry of its kind.", set()),
        ("The captain was convicted of negligence.", {ClaimType.ACCUSATION}),
        ("Prosecutors accused two officials of taking 40,000 euros.", {ClaimType.ACCUSATION, ClaimType.QUANTITY}),
        ("The captain took part in the rescue.", set()),
    ],
)
def test_the_words_of_a_claim_tell_its_types(text, types):
    assert find_claim_types(text) == types


def test_by_default_one_source_is_enough_and_a_quotation_needs_a_primary_one():
    primary, paper = source("report"), source("paper", tier=Tier.SECONDARY)
    said = "The inspector called the ferry “unsafe in any weather”."
    assert notes(finding("The ferry sank.", paper), SourcePolicy(), paper) == {}
    assert notes(finding(said, primary), SourcePolicy(), primary) == {}
    assert notes(finding(said, paper, primary), SourcePolicy(), paper, primary) == {}
    assert notes(finding(said, paper), SourcePolicy(), paper) == {
        PolicyCode.NO_PRIMARY_SOURCE: "for a quotation: “Paper” (secondary)"
    }
    assert notes(finding(said, paper), policy(primary_for=[]), paper) == {}


def test_what_has_the_quotation_must_be_primary_not_what_has_the_rest():
    """A claim put together from a record with the day and a paper with the words rests on the paper for the words."""
    record, paper = source("record", "It was on Monday."), source("paper", "“Unsafe”, she said.", tier=Tier.SECONDARY)
    together = finding("On Monday she said “unsafe”.", record, paper, cited={"record", "paper"}, quoting={"paper"})
    assert PolicyCode.NO_PRIMARY_SOURCE in notes(together, SourcePolicy(), record, paper)


@pytest.mark.parametrize("label", [Label.SUPPORTED, Label.REFUTED, Label.PARTIALLY_SUPPORTED])
def test_too_few_sources_are_noted_by_the_type_of_claim(label):
    one, two = source("one", "The captain was convicted."), source("two", "A court convicted the captain.")
    asked = policy(sources_for={"accusation": 2})
    text = "The captain was convicted."
    assert notes(finding("The ferry sank.", one, label=label), asked, one) == {}
    assert notes(finding(text, one, two, label=label), asked, one, two) == {}
    assert notes(finding(text, one, label=label), asked, one) == {
        PolicyCode.TOO_FEW_SOURCES: "1 of 2 for an accusation"
    }


def test_passages_that_say_so_only_together_are_one_source():
    one, two = source("one", "The ferry sank."), source("two", "A storm raged.")
    together = finding("The ferry sank in a storm.", one, two, cited={"one", "two"})
    assert notes(together, policy(sources=2), one, two)[PolicyCode.TOO_FEW_SOURCES].startswith("1 of 2")


def test_sources_outside_the_allowed_time_are_noted_if_none_is_inside():
    old, new = dated("old", date(1999, 12, 31)), dated("new", date(2021, 1, 1))
    inside = dated("inside", date(2000, 1, 1), date(2020, 12, 31))
    undated = source("undated")
    asked = policy(oldest="2000", newest="2020-12")
    assert notes(finding("It sank.", old, inside), asked, old, inside) == {}
    assert notes(finding("It sank.", old, new, undated), asked, old, new, undated) == {
        PolicyCode.SOURCE_TOO_OLD: "before 2000-01-01: “Old” (1999-12-31)",
        PolicyCode.SOURCE_TOO_NEW: "after 2020-12-31: “New” (2021-01-01)",
        PolicyCode.UNDATED_SOURCE: "no date: “Undated”",
    }
    assert notes(finding("It sank.", old, undated), SourcePolicy(), old, undated) == {}


def test_what_was_left_out_is_said_of_any_verdict_but_not_the_article_itself():
    out = (LeftOut(document="ours"), LeftOut(document="wire/one", rule="wire"))
    nothing = finding("It sank.", label=Label.NOT_ENOUGH_EVIDENCE, left_out=out)
    said = notes(nothing, SourcePolicy())
    assert set(said) == {PolicyCode.EXCLUDED_SOURCE}
    assert "“wire/one” (wire)" in said[PolicyCode.EXCLUDED_SOURCE]
    assert "ours" not in said[PolicyCode.EXCLUDED_SOURCE]


@pytest.mark.parametrize("label", [Label.NOT_ENOUGH_EVIDENCE])
def test_where_nothing_is_settled_sources_are_asked_nothing(label):
    paper = source("paper", tier=Tier.SECONDARY)
    strict = policy(sources=5, oldest="2020", primary_for=["quotation", "date"])
    assert notes(finding("She said “no” in 2019.", paper, label=label), strict, paper) == {}


def test_the_weaker_side_of_a_verdict_is_not_asked():
    """Where the policy holds one side for the stronger, the other is cited too, and is no source of the verdict."""
    record, paper = source("record", "It sank."), dated("paper", date(2020, 1, 1), tier=Tier.SECONDARY)
    found = finding("She said “no”.", record)
    against = finding("She said “no”.", paper, label=Label.REFUTED)
    both = dataclasses.replace(
        found,
        verdict=dataclasses.replace(
            found.verdict,
            citations=(*found.verdict.citations, *against.verdict.citations),
            assessments=(*found.verdict.assessments, *against.verdict.assessments),
        ),
        evidence=(*found.evidence, *against.evidence),
    )
    assert set(notes(both, policy(oldest="2019"), record, paper)) == {PolicyCode.UNDATED_SOURCE}
    assert set(notes(both, policy(sources=2), record, paper)) == {PolicyCode.TOO_FEW_SOURCES}


WIRE = "Rescuers reached the ferry at dawn and took off 212 of the 240 people who had been on board."


@pytest.mark.parametrize(
    ("about", "apart"),
    [
        ({}, True),
        ({"group": "copy-1"}, False),
        ({"text_sha256": "ab" * 32}, False),
        ({"urls": ("https://www.wire.example/1/",), "name": "b"}, True),
        ({"issuer": "Coast Guard"}, True),
    ],
)
def test_copies_are_one_source(about, apart):
    a = source("a", "The ferry sank.", **{k: v for k, v in about.items() if k != "name"})
    b = source("b", "Off the coast a ferry went down.", **{k: v for k, v in about.items() if k not in {"name", "urls"}})
    both = [(a, a.text), (b, b.text)]
    assert count_independent(both, SourcePolicy()) == (2 if apart else 1)


def test_what_is_printed_word_for_word_is_one_source_whoever_prints_it():
    papers = [source(f"paper {n}", f"{head} {WIRE}", issuer=f"Paper {n}") for n, head in enumerate("ABC")]
    assert count_independent([(p, WIRE) for p in papers], SourcePolicy()) == 1
    assert count_independent([(p, "The ferry sank.") for p in papers], SourcePolicy()) == 3
    same = [dataclasses.replace(p, issuer="One Paper") for p in papers]
    assert count_independent([(p, "The ferry sank.") for p in same], SourcePolicy()) == 1


def test_addresses_editions_and_issuers_tell_one_source():
    first = source("first", "It sank.", urls=("https://www.wire.example/1/",), issuer="Coast Guard")
    again = source("again", "The ferry went down.", urls=("http://wire.example/1",))
    edition = source("edition", "The boat was lost.", supersedes="first")
    other = source("other", "Nobody saved it.", issuer="COAST GUARD")
    assert count_independent([(d, d.text) for d in (first, again)], SourcePolicy()) == 1
    assert count_independent([(d, d.text) for d in (first, edition)], SourcePolicy()) == 1
    assert count_independent([(d, d.text) for d in (first, other)], SourcePolicy()) == 2
    assert count_independent([(d, d.text) for d in (first, other)], policy(distinct_issuers=True)) == 1


@given(st.permutations(range(6)), st.lists(st.sampled_from("abc"), min_size=6, max_size=6))
def test_the_count_is_that_of_the_groups_in_any_order(order, groups):
    documents = [source(f"s{n}", f"Text {n}.", group=group) for n, group in enumerate(groups)]
    counted = count_independent([(documents[n], f"Words {n}.") for n in order], SourcePolicy())
    assert counted == len(set(groups))


ARTICLE = Article.build(
    title="The ferry [update]",
    text="It sank.",
    path="articles/ferry.md",
    publication="The Desk",
    address="https://www.desk.example/ferry",
)


@pytest.mark.parametrize(
    "pattern",
    ["wire", "wire/2017/a", "WIRE/*", "*/a", "wire/2017/a.md", "https://wire-2017-a.example/page", "wire-*.example"],
)
def test_a_source_is_excluded_by_name_file_and_address(pattern):
    document = source("wire/2017/a")
    assert find_exclusion(document, ARTICLE, policy(exclude=["nothing", pattern])) == pattern


@pytest.mark.parametrize("pattern", ["wire/2017", "wir", "a", "ire/*", "example", "wire-2017"])
def test_what_only_looks_like_it_is_not_excluded(pattern):
    document = source("wires/2017/a", urls=("https://wire-2017.example.org/a",))
    assert find_exclusion(document, ARTICLE, policy(exclude=[pattern])) == ""


@pytest.mark.parametrize(
    "article",
    ["The ferry [update]", "articles/*", "articles", "the desk", "desk.example", "https://desk.example/ferry"],
)
def test_a_source_is_excluded_for_an_article(article):
    document, other = source("desk notes"), Article.build(title="Another", text="It sank.", path="other.md")
    asked = policy(exclude_for={article: ["desk notes"]})
    assert find_exclusion(document, ARTICLE, asked) == "desk notes"
    assert find_exclusion(document, other, asked) == ""
    assert find_exclusion(source("report"), ARTICLE, asked) == ""


STATED = {"tier": "front matter"}


def test_a_stated_primary_source_goes_before_secondary_ones():
    record, papers = source("record", provenance=STATED), [source(n, tier=Tier.SECONDARY) for n in ("p", "q")]
    found = prefer([record], papers, SourcePolicy())
    assert (found.stance, found.criterion) == (Stance.SUPPORTS, Criterion.TIER)
    assert found.why == "“Record” is a primary source and goes before “P”, “Q”"
    assert prefer(papers, [record, papers[0]], SourcePolicy()) is None, "a document on both sides"
    assert prefer(papers[:1], [record, papers[1]], SourcePolicy()).stance is Stance.REFUTES
    assert prefer([record], papers, policy(prefer=[])) is None


@pytest.mark.parametrize("provenance", [{}, {"tier": "default"}])
def test_a_tier_that_nobody_stated_outweighs_nothing(provenance):
    assert prefer([source("file", provenance=provenance)], [source("p", tier=Tier.SECONDARY)], SourcePolicy()) is None


def test_sides_of_one_tier_are_as_good_as_each_other():
    one, two = source("one", provenance=STATED), source("two", provenance=STATED)
    archive = source("archive", tier=Tier.ARCHIVE, provenance=STATED)
    for other in (two, archive):
        assert prefer([one], [other], SourcePolicy()) is None
    assert prefer([], [one], SourcePolicy()) is None


def test_what_a_document_replaces_is_weaker_whatever_its_tier():
    old = source("old", provenance=STATED)
    new = source("new", tier=Tier.SECONDARY, supersedes="https://www.old.example/page")
    found = prefer([old], [new], SourcePolicy())
    assert (found.stance, found.criterion) == (Stance.REFUTES, Criterion.SUPERSEDES)
    third = source("third", provenance=STATED)
    assert prefer([old, third], [new], policy(prefer=["supersedes"])) is None, "one of them is not replaced"


def test_the_later_side_is_stronger_only_where_the_policy_says_so():
    old, new = dated("old", date(2017, 1, 1), date(2017, 12, 31)), dated("new", date(2018, 1, 1))
    assert prefer([old], [new], SourcePolicy()) is None
    later = policy(prefer=["date"])
    assert prefer([old], [new], later).stance is Stance.REFUTES
    assert prefer([new], [old], later).stance is Stance.SUPPORTS
    overlapping = dated("overlapping", date(2017, 6, 1), date(2018, 6, 1))
    for weak in (overlapping, source("undated")):
        assert prefer([old], [weak], later) is None


SIDES = st.lists(
    st.builds(
        lambda n, tier, day, stated: source(
            f"d{n}", tier=tier, first_day=day, last_day=day, provenance=STATED if stated else {}
        ),
        st.integers(0, 9),
        st.sampled_from(Tier),
        st.sampled_from([None, date(2017, 1, 1), date(2018, 1, 1)]),
        st.booleans(),
    ),
    max_size=3,
)


@given(SIDES, SIDES, st.permutations(list(Criterion)))
def test_no_side_is_preferred_because_of_its_place(one, two, criteria):
    asked = SourcePolicy(prefer=tuple(criteria))
    forth, back = prefer(one, two, asked), prefer(two, one, asked)
    assert (forth is None) == (back is None)
    if forth is not None:
        assert {forth.stance, back.stance} == {Stance.SUPPORTS, Stance.REFUTES}
        assert (forth.criterion, forth.why) == (back.criterion, back.why)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("strict", "must be a mapping"),
        ({"source": 2}, "unknown setting 'policy.source' .*'policy.sources'"),
        ({"sources": 0}, "'policy.sources' must be a number from 1"),
        ({"sources": True}, "must be a number"),
        ({"sources": "many"}, "must be a number"),
        ({"sources_for": {"accusations": 2}}, "does not know 'accusations' .*accusation"),
        ({"sources_for": {"accusation": "x"}}, "'policy.sources_for.accusation' must be a number"),
        ({"sources_for": 2}, "must be a mapping"),
        ({"primary_for": "quotation"}, "must be a list"),
        ({"primary_for": ["quote"]}, "does not know 'quote'"),
        ({"prefer": ["tiers"]}, "does not know 'tiers' .*tier"),
        ({"oldest": "last year"}, "must be a date"),
        ({"oldest": "2017-13"}, "must be a date"),
        ({"oldest": "2018", "newest": "2017"}, "no source could be"),
        ({"exclude": [""]}, "no name or address"),
        ({"exclude": ["x" * 501]}, "no name or address"),
        ({"exclude_for": ["a"]}, "must be a mapping"),
        ({"fail": "perhaps"}, "must be true or false"),
    ],
)
def test_a_wrong_policy_is_one_line(settings, message):
    with pytest.raises(InvalidSettings, match=message) as caught:
        Config().with_settings({"policy": settings})
    assert "\n" not in str(caught.value)


def test_a_policy_is_in_the_settings_of_a_run():
    config = Config().with_settings({"policy": {"sources_for": {"quotation": 2}, "exclude": ["wire"], "fail": True}})
    assert {k: v for k, v in config.as_strings().items() if k.startswith("policy.") and v} == {
        "policy.sources": "1",
        "policy.sources_for": "quotation 2",
        "policy.primary_for": "quotation",
        "policy.prefer": "supersedes, tier",
        "policy.exclude": "wire",
        "policy.distinct_issuers": "false",
        "policy.fail": "true",
    }
    assert config.with_settings({"policy": {"sources": 3}}).policy.exclude == ("wire",), "laid over, not replaced"


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_pattern_can_be_asked_of_any_name(pattern, name):
    asked = SourcePolicy(exclude=(pattern or "x",))
    assert find_exclusion(source("a", urls=(name,)), ARTICLE, asked) in {"", pattern or "x"}


def test_the_policy_of_the_manual_can_be_used(tmp_path):
    manual = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")
    example = manual.split("```yaml\n", 1)[1].split("```", 1)[0]
    (tmp_path / "claims.yaml").write_text(example, encoding="utf-8")
    read = load_claims(tmp_path / "claims.yaml").config.policy
    assert read.sources_for == ((ClaimType.ACCUSATION, 2),)
    assert (read.oldest, read.newest) == (date(2010, 1, 1), date(2026, 6, 30))
    assert dict(read.exclude_for) == {"The ferry disaster": ("press/ours-2019", "wire/*")}
    stated = {line.split(":")[0].strip() for line in example.split("\n") if line.startswith("    ") and line[4] != " "}
    assert stated == {field.name for field in dataclasses.fields(SourcePolicy)}
