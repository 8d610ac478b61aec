"""Numbers in a text, with what they count, how exactly, and how two of them compare.

`find_quantities` reads them, `compare_quantities` sets a claim's beside a
source's, `number_keys` gives the forms under which a passage is indexed, `number_query`
those under which a claim's numbers are looked up.
"""

from claimcheck.text.quantities.comparison import compare_quantities
from claimcheck.text.quantities.finding import find_quantities
from claimcheck.text.quantities.keys import number_keys, number_query
from claimcheck.text.quantities.records import Comparator, Quantity

__all__ = ["Comparator", "Quantity", "compare_quantities", "find_quantities", "number_keys", "number_query"]
