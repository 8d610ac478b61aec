"""Finding dates and placing them."""

from datetime import date

import pytest

from claimcheck.text.dates import DateMention, Granularity, Relation, find_dates, parse_document_date

ANCHOR = date(2017, 8, 24)  # a Thursday


def found(text: str, *, anchor: date | None = None) -> list[tuple[str, str, str]]:
    mentions = find_dates(text, anchor=anchor)
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    return [(m.surface, m.first.isoformat(), m.last.isoformat()) for m in mentions]


@pytest.mark.parametrize(
    "text",
    [
        "17 August 2017",
        "August 17, 2017",
        "August 17 2017",
        "17 Aug. 2017",
        "17 AUGUST 2017",
        "17th of August 2017",
        "17th August, 2017",
        "2017-08-17",
        "2017-08-17T10:00:00Z",
        "17/08/2017",
        "8/17/2017",
        "17.8.2017",
        "2017年8月17日",
        "Thursday, 17 August 2017",
        "17\nAugust 2017",
        "17\u00a0August\u00a02017",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    (mention,) = find_dates(text)
    assert mention.first == mention.last == date(2017, 8, 17)
    assert mention.granularity is Granularity.DAY
    assert not mention.inferred


@pytest.mark.parametrize(
    ("text", "first", "last", "granularity"),
    [
        ("August 2017", "2017-08-01", "2017-08-31", "month"),
        ("February of 2016", "2016-02-01", "2016-02-29", "month"),
        ("in 2017", "2017-01-01", "2017-12-31", "year"),
        ("2017-09", "2017-09-01", "2017-09-30", "month"),
        ("the first quarter of 2017", "2017-01-01", "2017-03-31", "quarter"),
        ("Q3 2017", "2017-07-01", "2017-09-30", "quarter"),
        ("the second half of 2016", "2016-07-01", "2016-12-31", "quarter"),
        ("early 2017", "2017-01-01", "2017-04-30", "quarter"),
        ("mid-2017", "2017-04-01", "2017-09-30", "quarter"),
        ("late 2017", "2017-09-01", "2017-12-31", "quarter"),
        ("mid-August 2017", "2017-08-10", "2017-08-20", "month"),
        ("the end of August 2017", "2017-08-20", "2017-08-31", "month"),
        ("summer 2014", "2014-06-01", "2014-08-31", "quarter"),
        ("the 1990s", "1990-01-01", "1999-12-31", "decade"),
        ("the 1700s", "1700-01-01", "1799-12-31", "century"),
        ("the 2000s", "2000-01-01", "2009-12-31", "decade"),
        ("the early 1990s", "1990-01-01", "1993-12-31", "decade"),
        ("the 20th century", "1901-01-01", "2000-12-31", "century"),
        ("the nineteenth century", "1801-01-01", "1900-12-31", "century"),
        ("June-July 1950", "1950-06-01", "1950-07-31", "month"),
        ("May-September 2017", "2017-05-01", "2017-09-30", "month"),
        ("between May and September 2017", "2017-05-01", "2017-09-30", "month"),
        ("26-28 May 2014", "2014-05-26", "2014-05-28", "day"),
        ("May 26–28, 2014", "2014-05-26", "2014-05-28", "day"),
        ("between 26 and 28 May 2014", "2014-05-26", "2014-05-28", "day"),
        ("from 17 August 2017 to 3 September 2017", "2017-08-17", "2017-09-03", "day"),
        ("from August 5 to August 9, 2017", "2017-08-05", "2017-08-09", "day"),
        ("28 December 2016-3 January 2017", "2016-12-28", "2017-01-03", "day"),
        ("30 December to 2 January 2018", "2017-12-30", "2018-01-02", "day"),
        ("between 2010 and 2014", "2010-01-01", "2014-12-31", "year"),
        ("from 1941 to 1943", "1941-01-01", "1943-12-31", "year"),
        ("the 2014-2017 talks", "2014-01-01", "2017-12-31", "year"),
        ("in 2016-17", "2016-01-01", "2017-12-31", "year"),
        ("in 2016/17", "2016-01-01", "2017-12-31", "year"),
        ("in 2005-06", "2005-01-01", "2006-12-31", "year"),
    ],
)
def test_intervals(text: str, first: str, last: str, granularity: str) -> None:
    (mention,) = find_dates(text)
    assert (mention.first.isoformat(), mention.last.isoformat()) == (first, last)
    assert mention.granularity == granularity


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("28 February, 8 March 2017", [("28 February", "2017-02-28"), ("8 March 2017", "2017-03-08")]),
        ("11 May and 7 July 2017", [("11 May", "2017-05-11"), ("7 July 2017", "2017-07-07")]),
        ("6, 7 and 9 July 2017", [("6", "2017-07-06"), ("7", "2017-07-07"), ("9 July 2017", "2017-07-09")]),
        ("August 6 and 9, 1945", [("August 6", "1945-08-06"), ("9, 1945", "1945-08-09")]),
        ("in 2006, 2009 and 2013", [("2006", "2006-01-01"), ("2009", "2009-01-01"), ("2013", "2013-01-01")]),
        ("Article 5, 8 July 2017", [("8 July 2017", "2017-07-08")]),
        ("August 5, 2017, the council", [("August 5, 2017", "2017-08-05")]),
    ],
)
def test_lists(text: str, dates: list[tuple[str, str]]) -> None:
    assert [(s, first) for s, first, _ in found(text)] == dates


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("resolution 2087 (2013)", ["2013"]),
        ("resolutions 1718 (2006), 1874 (2009)", ["2006", "2009"]),
        ("Resolution 2371 of 2017", ["2017"]),
        ("its 2017 joint statement", ["2017"]),
        ("after the 2015 agreement", ["2015"]),
        ("2012: a launch", ["2012"]),
        ("2017 was hot", ["2017"]),
        ("(Treaty of Peace, 1951)", ["1951"]),
        ("since at least 2010", ["2010"]),
        ("in about 2005", ["2005"]),
        ("from 2010 onwards", ["2010"]),
    ],
)
def test_years(text: str, years: list[str]) -> None:
    assert [s for s, _, _ in found(text)] == years


@pytest.mark.parametrize(
    "text",
    [
        "2,017 people",
        "resolution 2087",
        "No. 1990",
        "2017 people",
        "of 2000 people",
        "in 2000 metres",
        "in 1500 villages",
        "the 2000 refugees",
        "a total of 1800",
        "fell by 2000",
        "rose to 1800",
        "about 2000 ships",
        "2000-2500 people",
        "$2017",
        "2017%",
        "12017",
        "2009Da68620",
        "S/2017/674",
        "fiscal 2017",
        "in fiscal year 2017",
        "31 February 2017",
        "5/6/2022",
        "13/13/2022",
        "May 5,000 people",
        "they may 17 times",
        "march 2017 miles",
        "August 17",
        "on Thursday",
        "last year",
        "",
    ],
)
def test_no_dates(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("on 5 May 2017", Relation.ON),
        ("during 2017", Relation.ON),
        ("since 2010", Relation.SINCE),
        ("since at least 2010", Relation.SINCE),
        ("since the 1990s", Relation.SINCE),
        ("from 2010 onwards", Relation.SINCE),
        ("from 2010", Relation.ON),
        ("until 30 June 1977", Relation.UNTIL),
        ("up to 30 June 1977", Relation.UNTIL),
        ("not until 2017", Relation.ON),
        ("by 2013", Relation.BY),
        ("by the end of 2017", Relation.BY),
        ("no later than 5 May 2017", Relation.BY),
        ("before 2022", Relation.BEFORE),
        ("prior to August 2017", Relation.BEFORE),
        ("pre-2010 rules", Relation.BEFORE),
        ("after 2015", Relation.AFTER),
        ("post-1945 order", Relation.AFTER),
        ("after the 2015 agreement", Relation.ON),
        ("as of August 2017", Relation.AS_OF),
        ("as at 5 May 2017", Relation.AS_OF),
        ("from 1941 to 1943", Relation.FROM_TO),
        ("26-28 May 2014", Relation.FROM_TO),
    ],
)
def test_relations(text: str, relation: Relation) -> None:
    (mention,) = find_dates(text)
    assert mention.relation is relation


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on August 17", "2017-08-17", "2017-08-17"),
        ("on 25 August", "2016-08-25", "2016-08-25"),
        ("on 29 February", "2016-02-29", "2016-02-29"),
        ("in August", "2017-08-01", "2017-08-31"),
        ("in December", "2016-12-01", "2016-12-31"),
        ("26-28 May", "2017-05-26", "2017-05-28"),
        ("30 December to 2 January", "2016-12-30", "2017-01-02"),
        ("today", "2017-08-24", "2017-08-24"),
        ("yesterday", "2017-08-23", "2017-08-23"),
        ("on Thursday", "2017-08-24", "2017-08-24"),
        ("last Thursday", "2017-08-17", "2017-08-17"),
        ("they said Friday", "2017-08-18", "2017-08-18"),
        ("last year", "2016-01-01", "2016-12-31"),
        ("this year", "2017-01-01", "2017-12-31"),
        ("last month", "2017-07-01", "2017-07-31"),
    ],
)
def test_anchored(text: str, first: str, last: str) -> None:
    (mention,) = find_dates(text, anchor=ANCHOR)
    assert (mention.first.isoformat(), mention.last.isoformat()) == (first, last)
    assert mention.inferred


@pytest.mark.parametrize(
    "text", ["next Thursday", "every Monday", "Bloody Sunday", "last week", "May they", "today's world"]
)
def test_not_anchored(text: str) -> None:
    assert found(text, anchor=ANCHOR) == []


def test_a_written_year_is_not_inferred() -> None:
    (mention,) = find_dates("On Monday, 21 August 2017", anchor=ANCHOR)
    assert (mention.first, mention.inferred) == (date(2017, 8, 21), False)


def test_nothing_reaches_across_a_blank_line() -> None:
    assert [m.relation for m in find_dates("a vote since\n\n5 May 2017")] == [Relation.ON]


def test_mention_rejects_what_cannot_be() -> None:
    day, before = date(2017, 8, 17), date(2017, 8, 16)
    with pytest.raises(ValueError, match="does not fit"):
        DateMention(start=0, end=2, surface="x", first=day, last=day, granularity=Granularity.DAY)
    with pytest.raises(ValueError, match="a date from"):
        DateMention(start=0, end=1, surface="x", first=day, last=before, granularity=Granularity.DAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("17 August 2017", "2017-08-17", "2017-08-17"),
        ("17 August 2017 (18 August 02:23-02:54 Japan time)", "2017-08-17", "2017-08-18"),
        ("2014-2017", "2014-01-01", "2017-12-31"),
        ("2017", "2017-01-01", "2017-12-31"),
        ("about 25 May 2012", "2012-05-25", "2012-05-25"),
        ("16 December 2016; 7 July 2017", "2016-12-16", "2017-07-07"),
        ("28 February, 8 March, 6-7 July 2017", "2017-02-28", "2017-07-07"),
        ("11 May to 7 July 2017", "2017-05-11", "2017-07-07"),
        ("2 March 2016 to 11 September 2017", "2016-03-02", "2017-09-11"),
        ("rows to 8 July 2022", "2022-07-08", "2022-07-08"),
        ("4 July 2017 (circulated 24 July 2017)", "2017-07-04", "2017-07-24"),
        ("June-July 1950", "1950-06-01", "1950-07-31"),
        ("May-September 2017", "2017-05-01", "2017-09-30"),
        ("2017-09", "2017-09-01", "2017-09-30"),
        ("2005-06", "2005-06-01", "2005-06-30"),
        ("2017-09-05", "2017-09-05", "2017-09-05"),
    ],
)
def test_document_dates(text: str, first: str, last: str) -> None:
    days = parse_document_date(text)
    assert days is not None
    assert tuple(d.isoformat() for d in days) == (first, last)


@pytest.mark.parametrize("text", ["", "n.d.", "undated", "31 February", "12 people"])
def test_documents_without_a_date(text: str) -> None:
    assert parse_document_date(text) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The board plans to open the dam by September.", "2017-09-01"),
        ("The dam will open next March.", "2018-03-01"),
        ("Talks are scheduled for July.", "2018-07-01"),
        ("It is due in July.", "2018-07-01"),
        ("In July, the dam is due to open.", "2018-07-01"),
        ("The ban runs until March.", "2018-03-01"),
        ("She said it would close by September.", "2017-09-01"),
        ("The court told the bank to pay by 1 November.", "2017-11-01"),
        ("It may close in October.", "2017-10-01"),
        ("They will meet on Friday.", "2017-08-25"),
        ("They will meet on 25 August.", "2017-08-25"),
        ("It will run from June to August.", "2017-06-01"),
    ],
)
def test_a_date_that_the_words_point_ahead_to_is_the_coming_one(text: str, first: str) -> None:
    (mention,) = find_dates(text, anchor=ANCHOR)
    assert (mention.first.isoformat(), mention.inferred, mention.ahead) == (first, True, True)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("By September the dam had cracked.", "2016-09-01"),
        ("The ban ran until March.", "2017-03-01"),
        ("It plans to replace the bridge destroyed in May.", "2017-05-01"),
        ("It plans to replace the bridge that fell in May.", "2017-05-01"),
        ("The dam, which opened in May, will close.", "2017-05-01"),
        ("The minister resigned in June due to illness.", "2017-06-01"),
        ("300 people had died by September.", "2016-09-01"),
    ],
)
def test_a_date_that_is_told_of_is_the_last_one(text: str, first: str) -> None:
    (mention,) = find_dates(text, anchor=ANCHOR)
    assert (mention.first.isoformat(), mention.ahead) == (first, False)


def test_a_date_that_may_be_either_is_the_nearest_and_says_so() -> None:
    (mention,) = find_dates("They voted to strike in July.", anchor=ANCHOR)
    assert (mention.first.isoformat(), mention.ahead) == ("2017-07-01", True)
    (mention,) = find_dates("They voted to strike in September.", anchor=ANCHOR)
    assert (mention.first.isoformat(), mention.ahead) == ("2017-09-01", True)
    assert find_dates("They met the next March, and voted for May.", anchor=ANCHOR) == []
    assert find_dates("They will vote for May.", anchor=ANCHOR) == []
