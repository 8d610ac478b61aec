"""What words that point outside a claim are taken for: what is sure is put in, what is not is left open and said."""

from __future__ import annotations

import pytest

from claimcheck.config import Config
from claimcheck.detection import Extraction, extract
from claimcheck.models import Article, InferenceKind
from claimcheck.reporting.inferences import bracketed
from claimcheck.text.syntax import parse
from claimcheck.verification.pronouns import unresolved_pronouns

PIPELINE = Config().language_pipeline

# A text, its last claim with what was inferred in brackets, and what is left open.

PERSONS = [
    ("Anna Berg joined the bank in 2009. She left it in 2012.", "[Anna Berg] left it in 2012.", ("it",)),
    ("Anna Berg met Maria Stein in Oslo in 2009. She left on 3 May.", "She left on 3 May.", ("she",)),
    (
        "Tom Weiss met Maria Stein in Oslo in 2009. She signed the contract in 2012.",
        "[Maria Stein] signed the contract in 2012.",
        (),
    ),
    (
        "Tom Weiss met Paul Roth in Oslo in 2009. He signed the contract in 2012.",
        "He signed the contract in 2012.",
        ("he",),
    ),
    ("The chairwoman of Acme left in 2009. He sold 300 pumps in 2010.", "He sold 300 pumps in 2010.", ("he",)),
    (
        "The chairwoman of Acme left in 2009. She sold 300 pumps in 2010.",
        "[The chairwoman of Acme] sold 300 pumps in 2010.",
        (),
    ),
    (
        "Prime Minister Anna Berg visited Tom Weiss in 2010. Mr Weiss gave her 300 books.",
        "Mr Weiss gave [Anna Berg] 300 books.",
        (),
    ),
    (
        "Anna Berg led Peru from 2001 to 2009. Her brother, Tom Berg, ran the bank. He left in 2010.",
        "[Tom Berg] left in 2010.",
        (),
    ),
    # The recogniser takes Lund for a town: it may be a person.
    (
        "Eva Lund replaced Per Holm in 2020. Holm had run the bank. Lund told the paper that she had 300 shares.",
        "Lund told the paper that she had 300 shares.",
        (),
    ),
    # One of two who act together.
    ("Tom Weiss and Paul Roth signed the pact in 2009. He left in 2010.", "He left in 2010.", ("he",)),
    (
        "Tom Weiss led Acme from 2001 to 2009. Tom Weiss and Paul Roth founded a bank in 2010. He left it in 2011.",
        "He left it in 2011.",
        ("he", "it"),
    ),
    (
        "Tom Weiss and Paul Roth left Acme before he sold 300 pumps in 2010.",
        "Tom Weiss and Paul Roth left Acme before he sold 300 pumps in 2010.",
        (),
    ),
    ("Tom Weiss wrote to the minister in 2010. He answered on 3 May 2011.", "He answered on 3 May 2011.", ("he",)),
    ("Tom Weiss said in 2010 that he had sold 300 pumps.", "Tom Weiss said in 2010 that he had sold 300 pumps.", ()),
    ("Tom Weiss flew to Oslo in 2010, and he met 300 workers there.", "[Tom Weiss] met 300 workers there.", ()),
    ("When she left Peru in 2009, Anna Berg sold the firm.", "[Anna Berg] left Peru in 2009.", ()),
    ("In his speech in Lima, Tom Weiss named 300 firms.", "In his speech in Lima, Tom Weiss named 300 firms.", ()),
]

THINGS = [
    (
        "The organisation said that 12 countries, among them Chile, had cut spending since 2019.",
        "12 countries, among them Chile, had cut spending since 2019.",
        (),
    ),
    (
        "The report cost $3 million in 2009. The organisation cut 12 jobs in 2010. Its author left in 2011.",
        "Its author left in 2011.",
        ("its",),
    ),
    (
        "The Bank of Peru and the Bank of Chile opened 300 shops in 2009. It closed 12 shops in 2010.",
        "It closed 12 shops in 2010.",
        ("it",),
    ),
    # A relation has two sides: told of one, it would be said of all.
    (
        "Peru had little leverage over Chile. It had no diplomatic relations.",
        "It had no diplomatic relations.",
        ("it",),
    ),
    (
        "Peru had little leverage over Chile. It had no diplomatic relations with Bolivia.",
        "[Peru] had no diplomatic relations with Bolivia.",
        (),
    ),
    (
        "Tom Weiss founded Acme in 2001. It made 300 pumps a year. He sold it in 2010.",
        "He sold it in 2010.",
        ("he", "it"),
    ),
    ("Acme bought Bolt in 2001. It sold 300 pumps in 2005.", "It sold 300 pumps in 2005.", ("it",)),
    (
        "The court heard the case in 2009. It ruled against Peru on 3 May 2010.",
        "[The court] ruled against Peru on 3 May 2010.",
        ("the court",),
    ),
    ("Peru sued Chile in 2009. It lost the case in 2012.", "It lost the case in 2012.", ("it",)),
    ("Peru sued the bank in 2009. It withdrew the suit in 2012.", "It withdrew the suit in 2012.", ("it",)),
    (
        "Peru signed the treaty in 2009. It was the first treaty that named the river.",
        "[The treaty] was the first treaty that named the river.",
        ("the treaty",),
    ),
    ("Chile attacked Peru in 1879. That year it took two ports.", "[In 1879] it took two ports.", ("it",)),
    ("Acme was founded by Tom Weiss. Its profits rose by 3% in 2010.", "Its profits rose by 3% in 2010.", ("its",)),
    ("Its profits rose by 3% in 2010.", "Its profits rose by 3% in 2010.", ("its",)),
    (
        "The ministry sued Acme in 2010. The company paid 3 million dollars. It closed in 2012.",
        "[The company] closed in 2012.",
        ("the company",),
    ),
    ("The team won the cup in 2010. They sold 300 shirts.", "[The team] sold 300 shirts.", ("the team",)),
]

SEVERAL = [
    ("The ministers met in Lima on 4 May 2010. They signed two treaties.", "[The ministers] signed two treaties.", ()),
    (
        "The ministers met the bankers in Lima on 4 May 2010. They signed two treaties.",
        "They signed two treaties.",
        ("they",),
    ),
    (
        "The results appeared in 2010. They name 300 firms in Lima.",
        "They name 300 firms in Lima.",
        ("they",),
    ),
    ("In Lima they sold 300 pumps in 2010.", "In Lima they sold 300 pumps in 2010.", ("they",)),
    ("The voter lost the ballot in 2010. They sued Peru in 2012.", "They sued Peru in 2012.", ("they",)),
    ("In 2010 nobody knew that they were ill.", "In 2010 nobody knew that they were ill.", ("they",)),
]

EMPTY = [
    (
        "It rained in Lima on 3 May 2010. It is clear that the dam broke in 2011.",
        "It is clear that the dam broke in 2011.",
        (),
    ),
    ("Peru signed the treaty in 2009. It took three years to ratify it.", "It took three years to ratify it.", ("it",)),
]

DEFINITES = [
    # The parser tears the name.
    (
        "The Port of Leith Authority sold 300 ships in 2009. The authority kept 12 ships.",
        "The authority kept 12 ships.",
        ("the authority",),
    ),
    # A headline has no articles, and nothing points to it.
    (
        "# Board signs ferry contract\n\nThe board met on 3 May 2009. The contract names 12 ships.",
        "The contract names 12 ships.",
        (),
    ),
    (
        "Peru adopted a law on water in 2009. The law bans exports of water.",
        "[The law on water] bans exports of water.",
        (),
    ),
    (
        "Peru adopted a law on water in 2009 and a law on gas in 2010. The law bans exports.",
        "The law bans exports.",
        ("the law",),
    ),
    (
        "Peru and Chile settled the dispute in 2009. The two countries opened the border in 2012.",
        "[Peru and Chile] opened the border in 2012.",
        (),
    ),
    (
        "Peru, Chile and Bolivia met in 2009. The two countries opened the border in 2012.",
        "The two countries opened the border in 2012.",
        ("the two countries",),
    ),
    (
        "Peru met Chile in 2009. In Geneva, Switzerland, the two countries opened talks in 2012.",
        "In Geneva, Switzerland, the two countries opened talks in 2012.",
        ("the two countries",),
    ),
    (
        "Tom Weiss and Paul Roth founded Acme in 2001. The latter left it in 2010.",
        "The latter left it in 2010.",
        ("the latter", "it"),
    ),
    (
        "Peru beat Chile by 3 goals in 2010. This led to the fall of the coach in 2011.",
        "This led to the fall of the coach in 2011.",
        ("this",),
    ),
    (
        "A committee of the senate met in 2010. That committee named 300 firms.",
        "[The committee of the senate] named 300 firms.",
        (),
    ),
    (
        "The North Korean ministry protested to Japan in 2010. The ministry named 300 firms.",
        "[The North Korean ministry] named 300 firms.",
        (),
    ),
]

NAMES = [
    ("Tom Weiss sued Paul Roth in 2009. Weiss won the case in 2012.", "[Tom] Weiss won the case in 2012.", ()),
    ("Tom Weiss sued Anna Weiss in 2009. Weiss won the case in 2012.", "Weiss won the case in 2012.", ("Weiss",)),
    (
        "The National Water Board (NWB) sued Peru in 2009. The NWB won the case in 2012.",
        "The [National Water Board] won the case in 2012.",
        (),
    ),
    ("The UN sued Peru in 2009. The UN won the case in 2012.", "The UN won the case in 2012.", ()),
]

QUOTES = [
    (
        'Tom Weiss lives in Oslo. "He sold the firm in 2010," said Paul Roth.',
        "“He sold the firm in 2010,” said Paul Roth.",
        ("he",),
    ),
    (
        'Tom Weiss lives in Oslo. "I sold the firm in 2010," he said.',
        "“I sold the firm in 2010,” [Tom Weiss] said.",
        (),
    ),
    ('"I sold the firm in 2010. We made 300 pumps."', "“We made 300 pumps.”", ("we",)),
]

QUOTES += [
    (
        "Tom Weiss criticised the “reckless” plan in 2009. Paul Roth hid the plan in 2010.",
        "Paul Roth hid the plan in 2010.",
        ("the plan",),
    ),
]

MOMENTS = [
    (
        "Chile attacked Peru on 5 April 1879. The next day Chile took two ports.",
        "[On 6 April 1879] Chile took two ports.",
        (),
    ),
    (
        "Chile attacked Peru on 5 April 1879. A year later it took two ports.",
        "A year later it took two ports.",
        ("a year later", "it"),
    ),
    ("Chile attacked Peru in 1879. A year later Chile took two ports.", "[In 1880] Chile took two ports.", ()),
    (
        "Chile attacked Peru on 5 April 1879 and Bolivia on 9 May 1879. The same day Chile took two ports.",
        "The same day Chile took two ports.",
        ("the same day",),
    ),
    (
        "Acme said on Thursday that it had sold 300 pumps.",
        "Acme said on [24 August 2017] that it had sold 300 pumps.",
        (),
    ),
    ("Acme sold 300 pumps last month.", "Acme sold 300 pumps [in July 2017].", ()),
    ("Acme sold 300 pumps in Oslo last December.", "Acme sold 300 pumps in Oslo [in December 2016].", ()),
    ("Acme sold 300 pumps last July.", "Acme sold 300 pumps last July.", ("last July",)),
    (
        "Acme opened 300 shops in May, but will close them in September.",
        "Acme opened 300 shops in May [2017].",
        (),
    ),
    ("On 17 August Acme sold 300 pumps.", "On 17 August [2017] Acme sold 300 pumps.", ()),
    ("In 2012 Acme left Peru. On 17 August it sold 300 pumps.", "On 17 August it sold 300 pumps.", ("it",)),
    # It may lie ahead, whatever the tense of the sentence.
    *(
        (text, text, ())
        for text in (
            "Acme voted to close 300 shops in July.",
            "Acme asked Peru to leave 300 shops on Thursday.",
            "Acme plans to sell 300 pumps by September.",
            "Acme sells 300 pumps in July.",
            "Acme signed a contract for delivery in March.",
        )
    ),
    ("Acme has sold 300 pumps since it left Peru in July.", "[Acme] left Peru in July [2017].", ()),
    ("Acme sold 300 pumps on March 3. Last year the firm sold 200.", "[In 2016] the firm sold 200.", ()),
]


def detect(text: str, published: str = "2017-08-25") -> Extraction:
    return extract(Article.build(title="A title", text=text, published=published), pipeline=PIPELINE)


@pytest.mark.parametrize(
    ("text", "expected", "unresolved"),
    [*PERSONS, *THINGS, *SEVERAL, *EMPTY, *DEFINITES, *NAMES, *QUOTES, *MOMENTS],
)
def test_the_last_claim_says_whom_and_what_it_means(text: str, expected: str, unresolved: tuple[str, ...]) -> None:
    claim = detect(text).claims[-1]
    assert (bracketed(claim), claim.unresolved) == (expected, unresolved)


def test_an_inference_says_what_stood_there_and_where_it_is_from() -> None:
    text = "Anna Berg joined the bank in 2009. Her brother left it in 2012."
    claim = detect(text).claims[-1]
    (inference,) = claim.inferred
    assert claim.text[inference.start : inference.end] == "Anna Berg's"
    assert (inference.kind, inference.said) == (InferenceKind.PRONOUN, "Her")
    assert inference.source is not None
    assert text[inference.source.start : inference.source.end] == inference.source.quote == "Anna Berg"
    assert claim.anchor is not None
    assert claim.anchor.quote == "Her brother left it in 2012."


def test_the_id_of_a_claim_is_of_its_words_as_resolved() -> None:
    one = detect("Anna Berg joined the bank in 2009. She left it in 2012.").claims[-1]
    other = detect("Inge Berg joined the bank in 2009. She left it in 2012.").claims[-1]
    assert one.text != other.text
    assert one.id != other.id


@pytest.mark.parametrize("word", ["He", "She", "It", "They"])
def test_words_between_quotation_marks_are_never_changed(word: str) -> None:
    text = f'Tom Weiss met Anna Berg in 2009. "{word} sold 300 pumps. {word} left in 2010," Paul Roth said.'
    for claim in detect(text).claims[1:]:
        assert word in claim.text
        assert not [i for i in claim.inferred if i.said == word]


@pytest.mark.parametrize(
    ("text", "unresolved"),
    [
        ("The board appointed Anna Berg in 2009. The bank appointed her professor in 2012.", ("her",)),
        ("Anna Berg met Tom Berg in 2009. Berg left in 2010. She died in 2018.", ("she",)),
        (
            "Peru, Chile and Cuba met in 2009. The two countries shut the border in 2010. Their ports closed in 2012.",
            ("the two countries",),
        ),
        ("The panel issued its last report in 2009. The report covers 300 firms.", ("the report",)),
    ],
)
def test_what_is_in_doubt_itself_stands_for_nothing_sure(text: str, unresolved: tuple[str, ...]) -> None:
    claim = detect(text).claims[-1]
    assert claim.unresolved == unresolved


def test_nothing_is_read_over_the_edge_of_a_heading() -> None:
    text = "## Anna Berg in Lima in 2009\n\nShe left the bank on 3 May 2012.\n"
    assert detect(text).claims[-1].unresolved == ("she",)


def test_a_paragraph_goes_on_with_the_one_person_of_the_sentence_before() -> None:
    before = "Anna Berg joined the bank in 2009."
    assert bracketed(detect(f"{before}\n\nShe left on 3 May 2012.").claims[-1]) == "[Anna Berg] left on 3 May 2012."
    two = "Anna Berg joined the bank of Maria Stein in 2009."
    assert detect(f"{two}\n\nShe left on 3 May 2012.").claims[-1].unresolved == ("she",)


def test_without_the_day_of_the_article_no_day_counts_from_it() -> None:
    claim = detect("Acme sold 300 pumps on Thursday.", published="2017-08").claims[0]
    assert not claim.inferred


def test_two_names_side_by_side_are_told_apart() -> None:
    claim = detect("Anna Berg joined the bank in 2009. In her talk with Tom Weiss she named 300 firms.").claims[-1]
    assert bracketed(claim) == "In her talk with Tom Weiss[, Anna Berg] named 300 firms."


def test_a_possessive_before_its_person_is_no_open_pronoun_of_a_claim() -> None:
    def left(text: str) -> tuple[str, ...]:
        return unresolved_pronouns(parse(text, PIPELINE))

    assert left("In his speech in Lima, Tom Weiss named 300 firms.") == ()
    assert left("In his speech in Lima the board named 300 firms.") == ("his",)
    assert left("He named 300 firms.") == ("he",)
