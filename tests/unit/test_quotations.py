from __future__ import annotations

import time

import pytest

from claimcheck.verification.quotations import QuoteCheck, QuoteOutcome, check_quotation

VERBATIM, ALTERED, TRUNCATED, SPLICED, ABSENT = QuoteOutcome


def outcome(quote: str, source: str, *, before: str = "", after: str = "") -> QuoteOutcome:
    return check_quotation(quote, source, before=before, after=after).outcome


SOURCE = (
    "The ministers expressed serious concern about the tests of 2,412 rockets. "
    "They organise labour programmes, with co-operation of the U.S. Government."
)


@pytest.mark.parametrize(
    ("quote", "note"),
    [
        ("expressed serious concern about the tests", ""),
        ("Serious concern,", ""),
        ("SERIOUS CONCERN", ""),
        ("concern", ""),
        ("the “tests” of 2,412 rockets.", ""),
        ("the tests, of 2,412 rockets", "punctuation"),
        ("2412 rockets", "spelling"),
        ("They organize labor programs", "spelling"),
        ("cooperation of the US Government", "word division"),
        ("The ministers … serious concern", ""),
        ("The ministers [...] serious concern", ""),
        ("The ministers . . . serious concern about", ""),
        ("[The officials] expressed serious concern", ""),
        ("The ministers expressed serious concern about [them]", ""),
        ("expressed [their] concern about the tests", ""),
        ("[t]he ministers expressed", ""),
        ("express[ing] serious concern about", "ending in brackets"),
        ("... serious concern ...", ""),
    ],
)
def test_verbatim(quote: str, note: str) -> None:
    check = check_quotation(quote, SOURCE)
    assert (check.outcome, check.differences, check.note) == (VERBATIM, (), note)


@pytest.mark.parametrize(
    ("quote", "differences"),
    [
        ("expressed grave concern about the tests", (("grave", "serious"),)),
        ("grave concern about the tests", (("grave", "serious"),)),
        ("serious concern about the trials", (("trials", "tests"),)),
        ("about the tests of 2,413 rockets", (("2,413", "2,412"),)),
        ("expressed concern about the tests", (("", "serious"),)),
        ("expressed very serious concern about the tests", (("very", ""),)),
        ("expressed serious worry and the tests of", (("worry and", "concern about"),)),
    ],
)
def test_altered(quote: str, differences: tuple[tuple[str, str], ...]) -> None:
    check = check_quotation(quote, SOURCE)
    assert (check.outcome, check.differences) == (ALTERED, differences)
    assert check.span is not None
    assert SOURCE[slice(*check.span)] == check.words


@pytest.mark.parametrize(
    "quote",
    [
        "alarm",  # one word is found or not
        "grave concern",  # two words, which the source does not itself quote
        "the ministers of war and peace",
        "concern serious",
        "the most terrible weapons of mass destruction",
        "They with the U.S. Government",  # too much is left out
        "express",  # part of a word
        "2,41",
        "rockets … ministers",  # the wrong way round
        "…",
        "",
        "[all of it]",
    ],
)
def test_absent(quote: str) -> None:
    check = check_quotation(quote, SOURCE)
    assert check.outcome is ABSENT
    assert (check.span, check.words, check.differences) == (None, "", ())


def test_short_quotes_are_altered_only_beside_a_quotation_of_the_source() -> None:
    source = "The council voiced “continuing concern” about it. The grave danger remains."
    check = check_quotation("serious concern", source)
    assert (check.outcome, check.words, check.differences) == (
        ALTERED,
        "continuing concern",
        (("serious", "continuing"),),
    )
    assert outcome("serious danger", source) is ABSENT
    assert outcome("continuing a concern", source) is ABSENT
    assert outcome("continuing alarm", "It spoke of “the alarm”.") is ABSENT


@pytest.mark.parametrize(
    ("quote", "cut"),
    [
        ("will not attack the base", "unless it is provoked"),
        ("not attack the base unless it", ""),
        ("will support the treaty", "but not the annex"),
        ("would withdraw its troops", "on the premise that others do"),
        ("would withdraw its troops on the premise", ""),
        ("pay the full sum", "provided that the court agrees"),
        ("may enter", "only with a permit"),
        ("they agree", "not to attack"),
        ("any deal existed", "denied that"),
        ("recognise the claim", "does not"),
        ("satisfied", "far from"),
        ("negotiate", "refused to"),
        ("evidence", "no"),
        ("we are attacked", "if"),
    ],
)
def test_cut_beside_a_condition_or_a_negation(quote: str, cut: str) -> None:
    source = (
        "Japan will not attack the base, unless it is provoked. It will support the treaty but not the annex. "
        "It would withdraw its troops on the premise that others do. It must pay the full sum provided that the court "
        "agrees. Visitors may enter only with a permit. There they agree not to attack. He denied that any deal "
        "existed. Seoul does not recognise the claim. It is far from satisfied. It refused to negotiate. There was no "
        "evidence. We shall act if we are attacked."
    )
    check = check_quotation(quote, source)
    if not cut:
        assert check.outcome is VERBATIM
        return
    assert check.outcome is TRUNCATED
    ((ours, lost),) = check.differences
    assert ours == ""
    assert lost in cut or lost.startswith(cut)


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("we agree", "No, we agree on that."),  # a comma parts them
        ("2371", "It adopted resolution No. 2371 then."),
        ("will attack", "It will attack. Unless stopped, it wins."),  # the next sentence
        ("agreed", "They agreed without delay."),
        ("gave aid", "They gave aid provided by others."),
        ("grave", "It was not only grave but new."),
        ("peace", "They spoke of peace, not far away."),
    ],
)
def test_no_cut(quote: str, source: str) -> None:
    assert outcome(quote, source) is VERBATIM


def test_what_the_claim_says_itself_is_not_cut() -> None:
    source = "He did not rule out force. It will attack unless it is paid."
    assert outcome("rule out", source) is TRUNCATED
    assert outcome("rule out", source, before="He did not ") is VERBATIM
    assert outcome("rule out", source, before="He did ") is TRUNCATED
    assert outcome("will attack", source) is TRUNCATED
    assert outcome("will attack", source, after=" unless it got money") is VERBATIM
    assert outcome("will attack", source, before="Unless paid, it ") is VERBATIM
    assert outcome("will attack", source, after=" and win") is TRUNCATED


def test_one_clean_place_is_enough() -> None:
    source = "We do not accept it. In the end they accept it."
    check = check_quotation("accept it", source)
    assert (check.outcome, check.span) == (VERBATIM, (source.rindex("accept"), len(source) - 1))


@pytest.mark.parametrize("gap", ["…", "...", "[...]", "[the one]"])
def test_what_an_ellipsis_or_an_insertion_hides(gap: str) -> None:
    source = (
        "We will, after long talks, adopt the plan. We will never adopt the treaty. We will buy, if asked, the land."
    )
    assert outcome(f"We will {gap} adopt the plan", source) is VERBATIM
    assert outcome(f"We will {gap} adopt the treaty", source) is TRUNCATED
    assert outcome(f"We will buy {gap} the land", source) is TRUNCATED
    assert outcome(f"the plan {gap} We will, after", source) in {ABSENT, ALTERED}


def test_a_negation_in_brackets_must_be_the_sources() -> None:
    assert outcome("We [do not] support the treaty", "We support the treaty fully.") is not VERBATIM
    assert outcome("We [do not] support the treaty", "We do not support the treaty fully.") is VERBATIM
    assert outcome("oppose[s] the plan of the north", "It supports the plan of the north.") is ALTERED


def test_a_far_ellipsis_joins_nothing() -> None:
    source = "We will " + "talk and " * 80 + "adopt the plan."
    assert outcome("We will ... adopt the plan", source) is not VERBATIM


@pytest.mark.parametrize(
    ("quote", "source", "expected"),
    [
        ("will attack the base", "It will not attack the base.", ALTERED),
        ("will attack", "It will not attack it.", ALTERED),
        ("not a serious concern", "It was a serious concern.", ALTERED),
        ("never serious concern", "It was of serious concern.", ALTERED),
        ("notable men", "There were not able men.", ABSENT),
        ("It was important", "It was unimportant.", ABSENT),
    ],
)
def test_negation_dropped_or_added(quote: str, source: str, expected: QuoteOutcome) -> None:
    assert outcome(quote, source) is expected


def test_tokenised_sources() -> None:
    assert outcome("What’s new, Scooby-Doo?", "It was `` What 's New , Scooby - Doo ? ''") is VERBATIM
    assert outcome("they don't and can not", "Then they do n't and cannot .") is VERBATIM


def test_two_sentences_made_one() -> None:
    source = "He resigned. In protest, Mr. Abe left. “We agree.” They went."
    assert outcome("resigned in protest", source) is SPLICED
    assert outcome("resigned. In protest", source) is VERBATIM
    assert outcome("resigned. in protest", source) is VERBATIM
    assert outcome("Mr Abe left", source) is VERBATIM


@pytest.mark.parametrize(
    ("quote", "source"),
    [("1 10 men", "There were 11 0 men."), ("5 degrees", "It was -5 degrees."), ("1.5 tons", "It had 15 tons.")],
)
def test_numbers_are_whole(quote: str, source: str) -> None:
    assert outcome(quote, source) is ABSENT


@pytest.mark.parametrize(
    "source",
    [
        "“We agree,” he said, “to the plan.”",
        '"We agree," said Mr. Abe, "to the plan."',
        "'We agree,' the minister added on Monday, 'to the plan.'",
    ],
)
def test_a_quotation_that_the_source_interrupts(source: str) -> None:
    assert outcome("We agree to the plan", source) is VERBATIM
    assert outcome("We agree to a plan", source) is not VERBATIM


def test_what_two_people_said_is_not_one_quotation() -> None:
    source = '"We agree to it all," Mr. Abe said. "It is quite dead," Mr. Moon said.'
    assert outcome("We agree to it all. It is quite dead.", source) is not VERBATIM
    one = '"We agree to it all," Mr. Abe said. "It is quite good." He left.'
    assert outcome("We agree to it all. It is quite good.", one) is VERBATIM


@pytest.mark.parametrize(
    ("quote", "seams"),
    [
        ("The port will open again and the guns fell silent", 1),
        ("the guns fell silent the port will open", 1),
        ("The port will open the guns fell silent trade began to grow", 2),
    ],
)
def test_words_from_two_places(quote: str, seams: int) -> None:
    source = (
        "The port will open again. It took ten years and much money. Trade began to grow. Then the guns fell silent."
    )
    check = check_quotation(quote, source)
    assert (check.outcome, len(check.differences)) == (SPLICED, seams)
    assert check.span is not None
    assert source[slice(*check.span)] == check.words


def test_an_ellipsis_between_two_places_is_no_splice() -> None:
    source = "The port will open again. It took ten years. Then the guns fell silent."
    assert outcome("The port will open again. … Then the guns fell silent.", source) is VERBATIM
    check = check_quotation("The port will … fell silent", source)
    assert (check.outcome, check.certain) == (TRUNCATED, False)


@pytest.mark.parametrize(
    ("quote", "source", "lost"),
    [
        ("the deal holds", "We do not believe that the deal holds.", "not believe that"),
        ("the deal holds", "There is no evidence that the deal holds.", "no evidence that"),
        ("the deal holds", "It is untrue that the deal holds.", "untrue that"),
        ("the deal holds", "He rejected the claim that the deal holds.", "rejected the claim that"),
        ("the deal is dead", "The claim that the deal is dead is false.", "is false"),
        ("pay its debts", "The state failed to pay its debts.", "failed to"),
    ],
)
def test_a_denial_over_the_quoted_words(quote: str, source: str, lost: str) -> None:
    check = check_quotation(quote, source)
    assert (check.outcome, check.certain, check.differences) == (TRUNCATED, True, (("", lost),))


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("the council will send a force", "If both sides agree, the council will send a force."),
        ("It will support the treaty", "It will support the treaty next year, unless it is amended."),
        ("It will support the treaty", "It will support the treaty in full on condition that others do."),
        ("proof that it paid", "It was not a firm proof that it paid."),
        ("The war will be over soon", "The war will be over soon?"),
        ("We … support the plan", "We refuse to support the plan."),
        ("extend the mandate", "It decides to extend the mandate until 31 July 1988."),
        ("We support the plan", "We support the plan, but it is late."),
        ("They will pull out", "They will pull out without conditions."),
    ],
)
def test_a_cut_that_only_a_person_can_weigh(quote: str, source: str) -> None:
    check = check_quotation(quote, source)
    assert (check.outcome, check.certain) == (TRUNCATED, False)


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("we don't accept it", "We do not accept it."),
        ("we cannot accept it", "We can't accept it."),
        ("two ships were lost", "2 ships were lost."),
        ("the test of a missile", "The test[3] of a missile"),
        ("the test[3] of a missile", "The test of a missile"),
        ("the mandate", "It decides to extend the mandate until 31 July 1988."),
        ("will take further steps", "It will take further steps if necessary."),
        ("Will they go", "“Will they go?” he asked."),
        ("implementation of the treaty", "the imple-\nmentation of the trea\u00adty"),
    ],
)
def test_forms_of_the_same_words(quote: str, source: str) -> None:
    assert outcome(quote, source, before="He asked: ") is VERBATIM


def test_a_check_has_a_span_unless_absent() -> None:
    with pytest.raises(ValueError, match="span"):
        QuoteCheck(outcome=VERBATIM)
    with pytest.raises(ValueError, match="span"):
        QuoteCheck(outcome=ABSENT, span=(0, 1))


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("the " * 400, "the " * 1250),
        ("the not " * 200, "not the " * 600),
        ("the ... " * 23 + "x", "the " * 1250),
        ("the ... " * 600, "the " * 1250),
        ("a [b] " * 800, "a b " * 1250),
        ("[a" * 2500, "[a]" * 1600),
        ("a[b]" * 1200, "ab" * 2500),
        (" ".join(f"w{i % 7}" for i in range(400)), " ".join(f"w{i % 11}" for i in range(1250))),
        ("'" * 5000, "'" * 5000),
        (". " * 2500, ". " * 2500),
    ],
)
def test_hostile_text_is_answered_in_time(quote: str, source: str) -> None:
    started = time.process_time()
    check_quotation(quote, source)
    assert time.process_time() - started < 5
