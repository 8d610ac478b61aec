"""The same claim in nearly the same words, and what never is."""

from datetime import date

import pytest

from claimcheck.text.entities import load_gazetteer
from claimcheck.text.wordings import differing_words, read_wording

DAY = date(2017, 9, 1)


def read(text, day=DAY):
    return read_wording(text, load_gazetteer(), as_of=day)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The fund paid $2.4 billion to Japan in 2017.", "In 2017, the fund paid 2,400 million dollars to Japan."),
        ("Japan banned all exports to the DPRK in June 2009.", "Japan banned all exports to North Korea in June 2009"),
        ("On 5 August 2017 the UN adopted resolution 2371.", "The U.N. adopted resolution 2371 on August 5, 2017."),
        ("The mayor of Bonn resigned on Thursday.", "The mayor of Bonn resigned on 31 August 2017."),
        ("Vaccines cause no harm to labour.", "Vaccines cause no harm to labor!"),
        ("Japan solemnly adopted the treaty with Peru in 1965.", "Japan adopted the treaty with Peru in 1965."),
    ],
)
def test_the_same_claim_is_found_and_recognised(first, second):
    one, two = read(first), read(second)
    assert differing_words(one, two) is not None
    assert differing_words(two, one) == differing_words(one, two)
    assert set(one.keys()) & set(two.keys())


def test_a_word_more_is_named():
    one, two = (
        read("Japan solemnly adopted the treaty with Peru in 1965."),
        read("Japan adopted the treaty with Peru in 1965."),
    )
    assert differing_words(one, two) == ("solemn",)
    assert differing_words(one, one) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Acme's sales rose 12 percent in 2016.", "Acme's sales fell 12 percent in 2016."),
        ("Japan paid $1,250 to the fund.", "Japan paid $12,500 to the fund."),
        ("Japan paid 5 million dollars.", "Japan paid 5 million euros."),
        ("Japan approved the merger in 2012.", "Japan did not approve the merger in 2012."),
        ("Japan approved the merger in 2012.", "Japan nearly approved the merger in 2012."),
        ("Japan approved the merger in 2012.", "Japan allegedly approved the merger in 2012."),
        ("Japan approved the merger in 2012.", "Japan approved the merger in 2013."),
        ("Japan approved the merger in 2012.", "Japan has approved the merger since 2012."),
        ("Japan invaded China in 1937.", "China invaded Japan in 1937."),
        ("Japan invaded China in 1937.", "Japan was invaded by China in 1937."),
        ("Taxes in Japan rose from 5 to 7 percent.", "Taxes in Japan rose from 7 to 5 percent."),
        ("More than 500 people died in Japan.", "500 people died in Japan."),
        ("The former minister visited Seoul in 2012.", "The minister visited Seoul in 2012."),
        ("The US voted against it in 2012.", "The US voted for it in 2012."),
        ("Japan called it “a great success”.", "Japan called it a great success."),
        ("Japan sold oil to China in 2012.", "Japan bought oil from China in 2012."),
        ("Ito met Sato in Bonn in 2012.", "Ito met Kato in Bonn in 2012."),
        ("Every state voted for the treaty in 2012.", "Some state voted for the treaty in 2012."),
    ],
)
def test_likeness_alone_is_never_the_same(first, second):
    one, two = read(first), read(second)
    assert one is not None
    assert two is not None
    assert differing_words(one, two) is None


@pytest.mark.parametrize(
    "text",
    [
        "He resigned on 5 May 2017.",
        "It was sold to China in 1997.",
        "The court approved the merger.",
        "Japan's trade fell last week.",
        "I met Abe in Bonn in 2012.",
        "Sales rose.",
        "",
        "x " * 2_000,
    ],
)
def test_what_does_not_say_of_whom_or_when_is_like_nothing(text):
    assert read(text) is None


def test_a_weekday_is_a_date_only_where_the_day_of_writing_is_known():
    assert read("The mayor of Bonn resigned on Thursday.", None) is None
