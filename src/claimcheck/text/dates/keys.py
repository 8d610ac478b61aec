"""The forms of dates under which passages are indexed and looked up.

A key is what is known of a date: "2017-08-17", "2017-08", "2017", "199x" for
the decade, "18xx" for the century, and "08-17" for a day whatever its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from claimcheck.text.dates.finding import find_dates
from claimcheck.text.dates.plain_dates import PlainDate, read_plain_dates
from claimcheck.text.dates.records import DateMention, Granularity

# A day without its year is found with the help of some year; this one has a 29 February.
_SOME_YEAR = date(2000, 12, 31)
_MOST_DAYS = 10
_MOST_MONTHS = 12
_MOST_YEARS = 12
_MONTH_AND_DAY = re.compile(r"(?!.*day)(?=.*[0-9])", re.IGNORECASE | re.DOTALL)
_LONG = frozenset({Granularity.DECADE, Granularity.CENTURY})


def date_keys(text: str, as_of: date | None = None) -> tuple[str, ...]:
    """Return the keys of the dates of a passage, sorted, each once.

    A date has the keys of what it says and of what holds it: a day those of
    its month and its year as well. Of a period each day (up to 10), month (up
    to 12) and year (up to 12) is a key, of a longer one its ends. A quarter, a
    season and "early 2017" are their months; "mid-August" is August. A decade
    and a century have one key each, not those of their years. A day whose year
    cannot be known has "08-17" only, and a month alone none.

    >>> date_keys("on 17 August 2017")
    ('08-17', '2017', '2017-08', '2017-08-17')
    >>> date_keys("Yesterday's vote, the first since June", date(2017, 8, 18))
    ('2017', '2017-06')

    Args:
        text: The passage.
        as_of: The day of its document, from which "last Thursday" and "17 August" count.
    """
    plain = read_plain_dates(text, as_of)
    if plain is None:
        return tuple(sorted(read_date_keys(text, as_of)))
    if not plain:
        return ()
    if len(plain) == 1:
        return _keys_of_plain(*plain)
    return tuple(sorted({key for parts in plain for key in _keys_of_plain(parts)}))


def date_query(text: str, as_of: date | None = None) -> dict[str, float]:
    """Return the keys under which passages on the dates of a claim are looked up, with their weights.

    A day, a month, a year or a decade counts 1; each month of a quarter, each
    day or month or year of a period 0.7. Less counts what is only near: the
    month of a day 0.3; the same day of any year 0.5 if the claim leaves its
    own out, else 0.2; a year's decade 0.2, the years of a decade 0.3. What a
    claim says of a month is not looked up in its days, nor need it be: the
    passages of a day have its month's key. Not found are the day before or
    after, another month of the same year, and a year by its century.

    >>> date_query("adopted last Thursday", date(2017, 8, 20))
    {'2017-08-17': 1.0, '08-17': 0.5, '2017-08': 0.3}

    Args:
        text: The claim.
        as_of: The day of its article.
    """
    weights: dict[str, float] = {}
    for mention in _found(text, as_of):
        for key, weight in _looked_up(mention, dated=as_of is not None):
            weights[key] = max(weight, weights.get(key, 0.0))
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0])))


def read_date_keys(text: str, as_of: date | None) -> set[str]:
    """Return the keys of a passage as a set, by the thorough reading."""
    keys: set[str] = set()
    for mention in _found(text, as_of):
        keys.update(_keys_of(mention, dated=as_of is not None))
    return keys


def _found(text: str, as_of: date | None) -> list[DateMention]:
    """Return the dates of a text, without `as_of` also the days without a year, marked as inferred."""
    found = find_dates(text, anchor=as_of)
    if as_of is not None:
        return found
    some_year = find_dates(text, anchor=_SOME_YEAR)
    return found + [
        m for m in some_year if m.inferred and _is_day_of_year(m) and not any(_overlap(m, n) for n in found)
    ]


def _is_day_of_year(mention: DateMention) -> bool:
    return mention.granularity is Granularity.DAY and _MONTH_AND_DAY.match(mention.surface) is not None


def _overlap(first: DateMention, second: DateMention) -> bool:
    return first.start < second.end and second.start < first.end


def _keys_of(mention: DateMention, *, dated: bool) -> Iterator[str]:
    if mention.inferred and not dated:
        yield from (_day_of_year(day) for day in _days(mention))
    elif mention.granularity in _LONG:
        yield from _long(mention)
    elif mention.granularity is Granularity.YEAR:
        yield from _years(mention)
    else:
        for day in _days(mention):
            yield day.isoformat()
            yield _day_of_year(day)
        yield from _months(mention)
        yield from _years(mention)


def _looked_up(mention: DateMention, *, dated: bool) -> Iterator[tuple[str, float]]:
    if mention.granularity in _LONG:
        yield from ((key, 1.0) for key in _long(mention))
        if mention.granularity is Granularity.DECADE:
            yield from ((key, 0.3) for key in _years(mention))
    elif mention.granularity is Granularity.YEAR:
        years = _years(mention)
        yield from ((key, 1.0 if len(years) == 1 else 0.7) for key in years)
        yield from ((f"{key[:3]}x", 0.2) for key in years)
    elif mention.granularity is Granularity.DAY:
        days = _days(mention)
        known = dated or not mention.inferred
        for day in days:
            yield _day_of_year(day), 0.5 if mention.inferred else 0.2
            if known:
                yield day.isoformat(), 1.0 if len(days) == 1 else 0.7
        yield from ((key, 0.3) for key in _months(mention) if known)
    else:
        months = _months(mention)
        yield from ((key, 1.0 if len(months) == 1 else 0.7) for key in months)


def _days(mention: DateMention) -> list[date]:
    """Return the days of a date that is given by the day; of a long period its ends."""
    if mention.granularity is not Granularity.DAY:
        return []
    count = (mention.last - mention.first).days + 1
    if count > _MOST_DAYS:
        return [mention.first, mention.last]
    return [mention.first + timedelta(days=i) for i in range(count)]


def _months(mention: DateMention) -> list[str]:
    first, last = (day.year * 12 + day.month - 1 for day in (mention.first, mention.last))
    months = range(first, last + 1) if last - first < _MOST_MONTHS else (first, last)
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]


def _years(mention: DateMention) -> list[str]:
    first, last = mention.first.year, mention.last.year
    years = range(first, last + 1) if last - first < _MOST_YEARS else (first, last)
    return [f"{year:04d}" for year in years]


def _long(mention: DateMention) -> list[str]:
    """Return the decades or centuries that a mention of one begins and ends in; the 19th century ends in 1900."""
    size, sign, less = (3, "x", 0) if mention.granularity is Granularity.DECADE else (2, "xx", 1)
    years = (mention.first.year, mention.last.year - less)
    return list(dict.fromkeys(f"{year:04d}"[:size] + sign for year in years))


def _day_of_year(day: date) -> str:
    return f"{day:%m-%d}"


@lru_cache(4096)
def _keys_of_plain(plain: PlainDate) -> tuple[str, ...]:
    year, month, day = plain
    keys = {f"{year}"}
    if month:
        keys.add(f"{year}-{month:02d}")
    if day:
        keys |= {f"{year}-{month:02d}-{day:02d}", f"{month:02d}-{day:02d}"}
    return tuple(sorted(keys))
