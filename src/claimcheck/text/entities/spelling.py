"""How names are compared, in two strengths.

`match_names` and `name_words` decide verdicts: they forgive only what leaves
no doubt about the bearer (case, accents, hyphens, apostrophes, how a company's
form is shortened, titles). `name_variants` serves the search alone, where one
name too many costs a passage read in vain: it also crosses transliterations.
"""

from __future__ import annotations

import re
from itertools import islice, product

from claimcheck.text.normalize import fold, plain_spelling, strip_accents

WORD = re.compile(r"\w+(?:[.&'’]\w+)*\.?|\+")
_MOST_VARIANTS = 24
_LONGEST_VARIED = 100
# Letters that stand for an apostrophe or a glottal stop ("Sanaʿa"); they count as letters to `\w`.
_APOSTROPHES = dict.fromkeys(map(ord, "ʻʼʽʾʿˈ"), "'")
_POSSESSIVE = re.compile(r"'s\b")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_COMPANY_DOTS = re.compile(r"\b(?:s\.p\.a|s\.a\.r\.l|l\.l\.[cp]|p\.l\.c|s\.a|n\.v|b\.v|k\.k|a\.g)\b\.?")
_COMPANY_FORMS = {"corp": "corporation", "inc": "incorporated", "ltd": "limited", "co": "company"}
_TITLES = frozenset(
    (
        "mr mrs ms dr prof sir dame lord lady president premier prime minister chancellor secretary senator governor "
        "general colonel admiral captain judge justice king queen prince princess pope ambassador chairman chairwoman "
        "chair spokesman spokeswoman foreign defence defense the of a an then former acting state sen rep gen col gov "
        "hon emperor sultan sheikh excellency"
    ).split()
)
_ARTICLES = frozenset(("the", "a", "an"))
_FORMS_AT_THE_END = frozenset(
    (
        "corp inc ltd co corporation incorporated limited company "
        "gmbh ag sa nv bv kk plc llc llp spa sarl se oy ab asa pty bhd"
    ).split()
)
# Spellings of one sound, by pattern: each is replaced by each of the others, one place at a time.
_TRANSLITERATIONS = tuple(
    (re.compile(pattern), others)
    for pattern, others in (
        (r"(?:skiy|skyy|skij|skii|ski|sky)\b", ("sky", "skiy", "ski", "skyy", "skii")),
        (r"(?<=[bdglmnrtvz])(?:iy|ij|ii|yi|yy|y)\b", ("y", "iy", "ii", "yi")),
        (r"\bma?c(?=[a-z]{3})", ("mc", "mac")),
        (r"(?<=[a-z])(?:ue)(?=[bcdfghklmnprstvwz])", ("u", "ue")),
        (r"(?<=[a-z])(?:oe)(?=[bcdfghklmnprstvwz])", ("o", "oe")),
        (r"(?<=[a-z])(?:ae)(?=[bcdfghklmnprstvwz])", ("a", "ae")),
        (r"\b(?:m[uo]hamm?[ae]d|mehmed)\b", ("muhammad", "mohammed", "mohamed", "mohammad", "muhammed", "mohamad")),
        (r"\b(?:q|k|g|kh)h?ad(?:d|h|dh)?h?af(?:i|y)\b", ("gaddafi", "qaddafi", "qadhafi", "kadhafi", "gadhafi")),
        (r"\b(?:yuri|yury|yuriy|iouri)\b", ("yuri", "yury", "yuriy")),
        (r"\b(?:s|sh|ch)eik?h\b", ("sheikh", "sheik", "cheikh")),
        (r"\b(?:aleksandr|alexander|alexandr|aleksander)\b", ("alexander", "aleksandr")),
        (r"\b(?:sergei|sergey|serguei)\b", ("sergei", "sergey")),
        (r"\bal (?=[a-z])", ("al ", "el ", "")),
        (r"\bel (?=[a-z])", ("al ", "el ")),
    )
)
_UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss", ord("ø"): "o", ord("ł"): "l", ord("đ"): "d"}


def word_key(word: str) -> str:
    """Return a word of a name as it is looked up: folded, without accents, dots, apostrophes and possessive."""
    word = _plain(word)
    key = word.replace("-", "").replace(".", "").removesuffix("'s").replace("'", "") or word
    return key if key.isascii() else strip_accents(key)


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as compared.

    They are folded, without accents, apostrophes and titles, hyphens opened;
    a company's form is written out ("Corp." is "corporation", "S.A." is "sa").
    """
    folded = strip_accents(_plain(name)).replace("-", " ")
    folded = _INNER_APOSTROPHE.sub("", _POSSESSIVE.sub(" ", folded))
    if "." in folded:
        folded = _COMPANY_DOTS.sub(lambda m: m.group().replace(".", ""), folded)
    return tuple(_COMPANY_FORMS.get(w) or plain_spelling(w) for w in re.findall(r"\w+", folded) if w not in _TITLES)


def match_names(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two names may be of one bearer: the words of one are among the other's.

    "Kishida" and "Fumio Kishida" match, and so do "Kishida Fumio" and "Fumio
    Kishida"; "Taro Kono" and "Fumio Kishida" do not, nor do "Taro Kono" and
    "Taro Aso". A transliteration is another spelling and does not match.
    """
    a, b = set(first), set(second)
    return bool(a and b) and (a <= b or b <= a)


def local_key(name: str, *, person: bool = False) -> str:
    """Return the id of an entity that only its document introduces: its words as compared.

    A leading article and a company's form at the end are left out, of a
    `person` the titles before the name too.
    """
    words = [word_key(m.group()) for m in WORD.finditer(name)]
    left_out = _TITLES if person else _ARTICLES
    while len(words) > 1 and words[0] in left_out:
        words.pop(0)
    while len(words) > 1 and words[-1] in _FORMS_AT_THE_END:
        words.pop()
    return " ".join(words)


def name_variants(name: str) -> tuple[str, ...]:
    """Return other spellings under which documents may have introduced a name, as ids; for the search, never a verdict.

    Args:
        name: A name or an id, as "Volodymyr Zelenskyy" or "zelenskyy".

    Returns:
        At most 24, `local_key` of it as a person's first, the rest sorted.
    """
    own = local_key(name, person=True)
    if not own or len(own) > _LONGEST_VARIED:
        return (own,) if own else ()
    written_out = local_key(name.lower().translate(_UMLAUTS), person=True)
    found = dict.fromkeys((own, local_key(name), written_out))
    for pattern, others in _TRANSLITERATIONS:
        for spelling in list(islice(found, _MOST_VARIANTS)):
            places = list(islice(pattern.finditer(spelling), 2))
            for choice in islice(product(others, repeat=len(places)), _MOST_VARIANTS):
                parts, end = [], 0
                for place, other in zip(places, choice, strict=True):
                    parts += [spelling[end : place.start()], other]
                    end = place.end()
                found.setdefault(" ".join(("".join(parts) + spelling[end:]).split()), None)
    return (own, *sorted(list(islice(found, _MOST_VARIANTS))[1:]))


def _plain(text: str) -> str:
    folded = fold(text)
    return folded if folded.isascii() else folded.translate(_APOSTROPHES)
