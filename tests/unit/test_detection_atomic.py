from __future__ import annotations

import pytest

from claimcheck.config import Config
from claimcheck.detection import Extraction, extract
from claimcheck.detection.atomic import part_semicolons, read_sentence
from claimcheck.detection.atoms import drop_connectives, finish
from claimcheck.models import Article, Checkability, Grain, InferenceKind
from claimcheck.text.syntax import parse

PIPELINE = Config().language_pipeline


def detect(text: str, **about: str) -> Extraction:
    return extract(Article.build(title="A title", text=text, **about), pipeline=PIPELINE)


def claims(text: str) -> list[str]:
    return [c.text for c in detect(text).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim met Park and signed the treaty.", ["Kim met Park.", "Kim signed the treaty."]),
        (
            "On Monday the president met Kim and signed a treaty.",
            ["On Monday the president met Kim.", "On Monday the president signed a treaty."],
        ),
        (
            "In 1998 the bank lent $400 million for the dam and cancelled the loan in 2001.",
            ["In 1998 the bank lent $400 million for the dam.", "The bank cancelled the loan in 2001."],
        ),
        (
            "It has no army, and there has been no trade between them since 2010.",
            ["It has no army.", "There has been no trade between them since 2010."],
        ),
        (
            "Although Peru lost the case in 2015, it has refused to pay.",
            ["Peru lost the case in 2015.", "It has refused to pay."],
        ),
        (
            "Despite the fact that in 2012 the court ruled for Peru, the ministry’s position has not changed.",
            ["In 2012 the court ruled for Peru.", "The ministry’s position has not changed."],
        ),
        (
            "Russia voted for Resolution 2371, which builds on Resolution 2270.",
            ["Russia voted for Resolution 2371.", "Resolution 2371 builds on Resolution 2270."],
        ),
        (
            "Apple, which was founded in 1976, employs 300 people and makes phones.",
            ["Apple employs 300 people.", "Apple was founded in 1976.", "Apple makes phones."],
        ),
        (
            "The bill passed 52–48; Senator Lee voted against it.",
            ["The bill passed 52–48.", "Senator Lee voted against it."],
        ),
        (
            "The plan was prepared by the ministry and published in May 2019.",
            ["The plan was prepared by the ministry.", "The plan was published in May 2019."],
        ),
        ("However, Peru left the bank in 2012.", ["Peru left the bank in 2012."]),
    ],
)
def test_a_sentence_gives_a_claim_for_each_clause(text: str, expected: list[str]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He bought and sold cars and trucks.",
        "The court did not rule on it and adjourn.",
        "The minister said the talks failed and blamed Seoul.",
        "A company, which was founded in 1998, employs 300 people.",
        "He likes apples; pears; and figs.",
        "Not only did he lie, but he also stole money.",
        "On Monday, France signed the pact and on Friday Germany left it.",
        "Russia, although it voted for the text, vetoed the draft.",
        "He said “we met Kim and signed the treaty” in 2012.",
        "The law bans smoking and drinking.",
        "If Japan joins, China leaves the bank and Russia stays in it.",
        "He met Kim in Seoul and signed the treaty, according to the ministry.",
        "This website tells the story of the riders and the role they played, and still play, in Peru.",
        "They announced the departure of captain Per Olsen, who retired to become a coach.",
        "In 2012, Lee sentenced Borker, who threatened customers under the belief that bad reviews, to four years.",
        "The plan was prepared and published in May 2019.",
        "The bank lent $2 billion to Peru and Chile.",
        "Anna Berg bought houses in Lima and Bonn for $2 million.",
        "Born in Lima, the author’s first novel won a prize.",
        "Anna Berg replaced Jon Vik, who had led Farmox since 1999 and who died in 2024.",
        "Only Chile, which opposed the text, and Peru voted against it.",
        "The drug, sold as Nolvex, killed at least 14 patients, the regulator said on Friday.",
        "The lawyer, believed to be a spy, fled to Cuba in 2001.",
    ],
)
def test_when_in_doubt_a_sentence_is_one_claim(text: str) -> None:
    assert claims(text) == [text]


def test_an_appositive_keeps_the_comma_that_ends_it() -> None:
    text = "The party's leader, Mia Voss, hailed the ruling, calling it historic."
    assert claims(text)[1:] == ["The party's leader, Mia Voss, called it historic."]
    text = "The party's leader, Mia Voss, left Peru in 2012 and sold 300 ships."
    assert claims(text)[1:] == ["The party's leader, Mia Voss, sold 300 ships."]
    text = "The club, which Tom Weiss had joined in 1999, sued him, and won 300 ships."
    assert claims(text)[1:] == ["The club, which Tom Weiss had joined in 1999, won 300 ships."]
    text = "Its chair, Margaret Doyle, a former minister, sold 300 ships."
    assert claims(text) == ["Its chair, Margaret Doyle, sold 300 ships.", "Margaret Doyle was a former minister."]


def test_who_stands_behind_another_noun_is_not_the_one_before_it() -> None:
    text = "Lena Roth, who lives in Athens with her husband, the painter Nikos Vlachos, has advised 300 firms."
    assert not [c for c in claims(text) if "is the painter" in c]


def test_both_goes_where_each_is_told_by_itself() -> None:
    text = "The islands, claimed by both China and Vietnam, lie in Asia."
    assert claims(text)[1:] == ["The islands are claimed by China.", "The islands are claimed by Vietnam."]


def test_what_only_leads_up_to_a_list_asserts_nothing() -> None:
    found = detect("The contract includes:\n\n- Acme sold 300 ships.\n")
    assert [c.text for c in found.claims] == ["Acme sold 300 ships."]
    assert (found.sentences[0].checkability, found.sentences[0].cue) == (Checkability.FRAGMENT, "includes")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peru left the bank in 2012.", "statement"),
        ("The minister said that it left the bank.", "reported"),
        ("According to the bank, it left in 2012.", "reported"),
        ("The minister spoke of “serious concern” in 2012.", "quotation"),
        ("“We left,” the minister said.", "quotation"),
        ("The workers' rights' charter was signed in 2012.", "statement"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [c.kind for c in detect(text).claims] == [kind]


def test_anchors_are_the_articles_words_and_texts_have_no_markup() -> None:
    text = "- However, **Kim** met\n  [Park](http://x_y) and *signed* the treaty."
    found = detect(text)
    assert [c.text for c in found.claims] == ["Kim met Park.", "Kim signed the treaty."]
    assert [s.anchor.quote for s in found.sentences] == [text[2:]]
    assert [c.anchor.quote for c in found.claims if c.anchor] == [
        "However, **Kim** met\n  [Park",
        "signed* the treaty.",
    ]
    assert all(c.anchor and text[c.anchor.start : c.anchor.end] == c.anchor.quote for c in found.claims)
    assert {c.sentence_id for c in found.claims} == {found.sentences[0].id}


def test_marks_around_a_sentence_go_with_it() -> None:
    text = "**He left.** _She stayed._ See [the text](http://x). [It rained.](http://y)"
    assert [s.anchor.quote for s in detect(text).sentences] == [
        "**He left.**",
        "_She stayed._",
        "See [the text](http://x).",
        "[It rained.](http://y)",
    ]


def test_the_date_of_reading() -> None:
    article = Article.build(title="A title", text="Peru left the bank.", published="2017-08-21")
    assert extract(article, pipeline=PIPELINE).claims[0].as_of == "2017-08-21"
    later = extract(article, pipeline=PIPELINE, as_of="2018").claims[0]
    assert later.as_of == "2018"
    assert later.id != extract(article, pipeline=PIPELINE).claims[0].id


def test_headlines_are_judged_and_furniture_is_not_read() -> None:
    found = detect("# Ministers signed the accord in 2012\n\nBy Ada Rivers\n\nHe left the town.\n\nShare this article")
    assert [(s.paragraph, s.checkability) for s in found.sentences] == [
        (0, Checkability.CHECKABLE),
        (0, Checkability.BOILERPLATE),
        (1, Checkability.CHECKABLE),
        (0, Checkability.BOILERPLATE),
    ]
    assert [(c.text, c.paragraph, c.ordinal) for c in found.claims] == [
        ("Ministers signed the accord in 2012.", 0, 1),
        ("He left the town.", 1, 2),
    ]


def test_nothing_comes_of_nothing() -> None:
    assert detect("") == detect(" \n\n\t") == Extraction((), ())


def test_connectives() -> None:
    assert drop_connectives("However, in addition, it left") == "it left"
    assert drop_connectives("And it left") == "it left"
    assert drop_connectives("Still waters run deep") == "Still waters run deep"
    assert drop_connectives("However,") == "However,"
    assert finish("and “he left.”") == "“he left.”"
    assert finish("it left —") == "It left."


def test_a_clause_that_the_parser_cut_off_is_no_claim() -> None:
    text = "X is better than Y. Nothing could be further from the truth."
    assert [d.text for d in read_sentence(parse(text, PIPELINE)).drafts] == [text]


def test_semicolons() -> None:
    assert part_semicolons("He left.") == []
    assert part_semicolons("He said “a; b” to her.") == []
    assert part_semicolons("a; ; b") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Lee, then mayor of Lima, met Kim in 2015.",
            ["Ann Lee met Kim in 2015.", "Ann Lee was then mayor of Lima."],
        ),
        ("Lee, 52, resigned on Monday.", ["Lee resigned on Monday.", "Lee was 52."]),
        (
            "Signed in 1960, the treaty covers the islands.",
            ["The treaty was signed in 1960.", "The treaty covers the islands."],
        ),
        (
            "Ann Lee moved to Oslo, where she died in 1950.",
            ["Ann Lee moved to Oslo.", "Ann Lee died in 1950 in Oslo."],
        ),
        (
            "The firm, whose profits fell by 3% in 2010, left Peru.",
            ["The firm left Peru.", "The firm’s profits fell by 3% in 2010."],
        ),
        (
            "Ann Lee is a Peruvian actor who was born in 1950.",
            ["Ann Lee is a Peruvian actor.", "Ann Lee was born in 1950."],
        ),
        (
            "Ann Lee (1901–1975) was a Peruvian painter.",
            ["Ann Lee was a Peruvian painter.", "Ann Lee was born in 1901.", "Ann Lee died in 1975."],
        ),
        (
            "Lee left the bank in 2010, citing a report by Kim.",
            ["Lee left the bank in 2010.", "Lee cited a report by Kim."],
        ),
        ("Peru voted for Lee and Kim.", ["Peru voted for Lee.", "Peru voted for Kim."]),
        (
            "Both Peru and Chile have signed the treaty.",
            ["Peru has signed the treaty.", "Chile has signed the treaty."],
        ),
        (
            "The court ruled against Lee when Kim led Peru in 2010.",
            ["The court ruled against Lee when Kim led Peru in 2010.", "Kim led Peru in 2010."],
        ),
        (
            "The text adopted in 1960 covered the islands.",
            ["The text adopted in 1960 covered the islands.", "The text was adopted in 1960."],
        ),
    ],
)
def test_what_is_said_in_passing_is_a_claim_too(text: str, expected: list[str]) -> None:
    assert sorted(claims(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Peru merged Lima and Cusco in 1950.",
        "Peru did not vote for Lee and Kim.",
        "Peru voted for Lee or Kim.",
        "The trade between Peru and Chile fell in 2010.",
        "Two men died, bringing the total to 12.",
        "The minister said that Lee, a lawyer, left Peru in 2010.",
        "If Lee, a lawyer, leaves Peru, Kim stays.",
        "According to Kim, Lee, a lawyer, left Peru in 2010.",
        "Peru, Chile and Bolivia signed the pact in 1960.",
    ],
)
def test_what_belongs_together_stays_together(text: str) -> None:
    assert [c.text for c in detect(text).claims if c.kind != "content"] == [text]


def test_added_words_are_told_from_the_articles() -> None:
    (whole, said) = read_sentence(parse("Ann Lee, a lawyer, met Kim in 2015.", PIPELINE)).drafts
    assert (whole.text, whole.inferred) == ("Ann Lee met Kim in 2015.", ())
    assert [(said.text[a:b], instead) for a, b, instead in said.inferred] == [("was", "")]
    assert said.text == "Ann Lee was a lawyer."
    assert said.spans == ((0, 7), (9, 17))


def test_a_verb_in_another_form_names_the_articles() -> None:
    claim = detect("Lee left the bank in 2010, citing a report by Kim.").claims[1]
    assert [(claim.text[i.start : i.end], i.said, i.kind) for i in claim.inferred] == [
        ("cited", "citing", InferenceKind.SUPPLIED)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Lee was born on 3 May 1950 in Lima, Peru.",
            ["Ann Lee was born on 3 May 1950.", "Ann Lee was born in Lima.", "Lima is in Peru."],
        ),
        (
            "Ann Lee is a Peruvian painter and poet.",
            ["Ann Lee is Peruvian.", "Ann Lee is a painter.", "Ann Lee is a poet."],
        ),
        (
            "She has worked with artists such as Kim and Drake.",
            [
                "She has worked with artists.",
                "She has worked with Kim.",
                "She has worked with Drake.",
                "Kim is an artist.",
                "Drake is an artist.",
            ],
        ),
        (
            "Ann Lee won a medal in Oslo in 1950.",
            ["Ann Lee won a medal.", "Ann Lee won a medal in Oslo.", "Ann Lee won a medal in 1950."],
        ),
        ("Ann Lee never won a medal in Oslo in 1950.", ["Ann Lee never won a medal in Oslo in 1950."]),
        ("Oslo was the largest city in Norway in 1950.", ["Oslo was the largest city in Norway in 1950."]),
    ],
)
def test_facts_are_finer_than_claims(text: str, expected: list[str]) -> None:
    drafts = read_sentence(parse(text, PIPELINE), grain=Grain.FACT).drafts
    assert sorted(d.text for d in drafts) == sorted(expected)


def test_a_claim_keeps_the_pieces_of_the_article_that_it_came_from() -> None:
    text = "Kim, a **lawyer**, met Park and signed the treaty."
    found = {c.text: [s.quote for s in c.spans] for c in detect(text).claims}
    assert found == {
        "Kim met Park.": ["Kim", "met Park"],
        "Kim was a lawyer.": ["Kim", "a **lawyer"],
        "Kim signed the treaty.": ["Kim", "signed the treaty."],
    }


def test_what_is_too_long_for_a_sentence_is_one_claim() -> None:
    text = f"Ann Lee, a lawyer, voted for Kim and {'very ' * 300}old Park in 2015."
    assert [d.text for d in read_sentence(parse(text, PIPELINE)).drafts] == [text]
