"""Dates in a text as intervals, and how two of them compare.

`find_dates` reads them, `parse_document_date` reads a document's date field,
`compare_dates` sets a claim's beside a source's, `date_keys` and `date_query`
give the forms under which a passage is indexed and a claim's dates are looked up.
"""

from claimcheck.text.dates.comparison import compare_dates
from claimcheck.text.dates.finding import find_dates, parse_document_date
from claimcheck.text.dates.keys import date_keys, date_query
from claimcheck.text.dates.records import DateMention, Granularity, Relation

__all__ = [
    "DateMention",
    "Granularity",
    "Relation",
    "compare_dates",
    "date_keys",
    "date_query",
    "find_dates",
    "parse_document_date",
]
