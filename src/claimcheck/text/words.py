"""Words with offsets, in the form in which two wordings are compared.

Nothing here knows a language beyond English spelling: a word is what stands
between spaces and punctuation, and typography, case and accents do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claimcheck.text.normalize import fold_with_offsets, strip_accents

_UNSPACED = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_LETTER = rf"(?!{_UNSPACED})(?:[^\W\d_]|[\u0300-\u036f])"
_WORD = re.compile(
    # A number with its sign and separators ("-5", "2,412.5", "24/7", "5th"), a character of a script
    # written without spaces, a word with its apostrophes, or a sign that is read aloud.
    r"(?:(?<![\w.,)])-(?=\d))?\d+(?:[.,:/⁄]\d+)*[^\W_]*"
    # Tokenised prose parts "what 's".
    rf"|(?<=\s)'(?:s|re|ve|ll|d|m)(?![^\W_]|')|{_UNSPACED}|{_LETTER}(?:{_LETTER}|\d|'(?=[^\W_]))*|[$€£¥%‰&+=<>°]"
)
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?!\d)")
_SIGNS = {"%": "percent", "&": "and"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. `written` is folded, `key` also without accents and in American spelling."""

    start: int
    end: int
    written: str
    key: str

    @property
    def numeric(self) -> bool:
        """Whether there is a digit in it."""
        return any(c.isdigit() for c in self.key)


def read_words(text: str) -> tuple[Word, ...]:
    """Return the words of `text` in order; their spans are offsets into `text`.

    >>> [w.key for w in read_words("Labour’s 2,412 programmes – 42%")]
    ["labor's", '2412', 'programs', '42', 'percent']
    """
    folded = fold_with_offsets(text)
    words = []
    for found in _WORD.finditer(folded.text):
        low, high = found.span()
        written = found.group()
        if written[0] == "-" and len(written) > 1 and text[folded.offsets[low]] not in "-−":
            low, written = low + 1, written[1:]  # a dash before a number, not a minus
        start, end = folded.original_span(low, high)
        words.append(Word(start, end, written, _key(written)))
    return tuple(words)


def _key(written: str) -> str:
    if written[-1].isdigit() or written[0].isdigit():
        return _THOUSANDS.sub(lambda m: m.group().replace(",", ""), written)
    plain = strip_accents(written) if written < "\u2000" else written
    return american(_SIGNS.get(plain, plain))


# British endings and stems with their American forms; the rules match whole stems or long words
# only, so that no two different words fall together ("our" and "or", "rise" and "rize").
_SPELLINGS = tuple(
    (re.compile(pattern), american_form)
    for pattern, american_form in (
        (r"^(.{3,})is(e|ed|es|ing|ation|ations|ational|er|ers)$", r"\1iz\2"),
        (r"^(.{3,})ys(e|ed|es|ing|er|ers)$", r"\1yz\2"),
        (
            r"^((?:un|dis|mis)?(?:arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb|od|parl|"
            r"ranc|rig|rum|sav|splend|tum|val|vap|vig))our",
            r"\1or",
        ),
        (r"^((?:kilo|milli|centi)?(?:cent|fib|lit|lust|met|sab|somb|spect|theat|calib|meag))re(s|d)?$", r"\1er\2"),
        (r"^(def|off|lic|pret)ence(s|d)?$", r"\1ense\2"),
        (
            r"^((?:un|re)?(?:cancel|channel|counsel|dial|duel|equal|fuel|initial|label|level|marvel|model|panel|pencil|"
            r"quarrel|rival|shovel|signal|total|travel|tunnel))l(ed|ing|er|ers|or|ors|ous|ously)$",
            r"\1\2",
        ),
        (r"^(cata|dia|mono|ana)logue(s?)$", r"\1log\2"),
        (r"^programme(s?)$", r"program\1"),
        (r"^((?:mis)?judg|acknowledg)ement(s?)$", r"\1ment\2"),
        (r"^(fulfi|enro|insta)l(s|ment|ments)?$", r"\1ll\2"),
        (r"^(ski|wi)lful(ly)?$", r"\1llful\2"),
        (r"^practiz(e|ed|es|ing)$", r"practic\1"),
        (r"^grey(s?)$", r"gray\1"),
        (r"^ageing$", "aging"),
        (r"^plough", "plow"),
        (r"^sceptic", "skeptic"),
        (r"^mould", "mold"),
        (r"^manoeuvre(s?)$", r"maneuver\1"),
        (r"^manoeuvr(ed|ing)$", r"maneuver\1"),
        (r"^aluminium$", "aluminum"),
        (r"^(paed|anaes|orthopaed)", lambda m: m.group().replace("ae", "e")),
    )
)


@lru_cache(maxsize=50_000)
def american(word: str) -> str:
    """Return a lower-case word in one spelling for British and American writers.

    The result is a key for comparison, not always a word ("promise" becomes
    "promize" on both sides).

    >>> american("organisations"), american("defence"), american("hour")
    ('organizations', 'defense', 'hour')
    """
    for pattern, form in _SPELLINGS:
        word = pattern.sub(form, word)
    return word
