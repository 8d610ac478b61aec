"""Where sentences end, told without a tokenizer by the marks and words around a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOPS = ".!?…‼‽⁇⁈⁉։؟۔।॥"
_CLOSING = r"\"'”’»›)\]*_"
_OPENING = r"\"'“‘„‚«‹(\[*_"
# A stop, what closes behind it, notes ("[3]"), white space, and before what may open a sentence. A run of stops is
# tried from its first one only, and no part gives back what it took: linear time.
_END = re.compile(
    rf"([{_STOPS}](?<![{_STOPS}].)[{_STOPS}]*+(?:[\u00a0\u202f]?[{_CLOSING}]|\s[»›])*+(?:\[\w{{1,4}}\])*+)\s++"
    rf"(?=(?:[{_OPENING}]\s?){{0,5}}[^\W_a-z]|[$€£¥§•‣▪+–—-]|\([a-z]{{1,4}}\)\s)",
    re.DOTALL,
)
# Chinese and Japanese have no white space there. Apart, as an alternative costs the other pattern its speed.
_WIDE = re.compile(r"[。！？｡]")
_END_OR_WIDE = re.compile(_END.pattern + r"|([。！？｡](?<![。！？｡].)[。！？｡]*+[」』”’）〉》]*+)\s*+(?=\S)", re.DOTALL)
_BULLETS = frozenset("•‣▪+–—-")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{1,6})[.)]{1,2}")
_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivxlc]{1,6}|[IVXLC]{1,6})\)?")
_ITEM = re.compile(r"\((?:[a-z]|[ivxlc]{1,4})\)\s")
_CLAUSE_JOIN = re.compile(r"(?:[,.—–]|\b(?:and|or))\Z")

# Never the end of a sentence.
_LEADING = frozenset(
    "Mr Mrs Ms Mx Dr Drs Prof Gen Col Lt Sgt Cpl Maj Capt Cmdr Adm Gov Sen Rep Reps Hon Rev Messrs Mme Mlle Amb "
    "cf vs v viz e.g i.e E.g I.e ca approx".split()
)
# The end of a sentence only before a word that opens one for certain.
_ABBREVIATIONS = frozenset(
    "St Jr Sr No Nos nos Art Arts Sec para paras Para Paras p pp vol Vol vols Res Doc Docs Fig Figs ed eds al "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Inc Ltd Co Corp Bros Mt Ft etc a.m p.m Ph.D M.Sc "
    "Ave Blvd Rd Dept Univ Assn Ala Ariz Calif Colo Conn Fla Kan Minn Mont Neb Nev Okla Tenn Wis".split()
)
_BEFORE_FIGURES = frozenset("No Nos nos Art Arts Add Corr para paras p pp c b d n r l ch sec art vol fig no".split())
# Words that begin sentences and no names.
_OPENS = re.compile(
    r"[\"'“‘(]{0,3}(?:The|It|He|She|They|This|That|These|Those|But|And|However|There|When|While|If|Although|After|"
    r"We|His|Her|Their|Its|Nothing|Nobody|Some|Many|In|On|At|For|As|By|With|From|Since|Yet|What|Who|Why|You|Both|Not|"
    r"Then|Before|During|Because|Our|Meanwhile|According|Instead|Also|Here|So)(?=[\s,’'])"
)
_INITIALS = re.compile(r"[^\W\d_a-z](?:\.[^\W\d_a-z])*")
# '"Will it hold?" Mr. Smith asked.' is one sentence.
_ASKED = re.compile(
    r"(?:[A-Z][\w’'-]{0,20}\.?\s){1,4}(?:said|says|asked|asks|added|told|wrote|writes|replied|declared|tweeted)\b"
)
_LONGEST_WORD = 12


def find_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a paragraph ends but the last, and where the one behind it begins.

    `text` begins and ends with no white space.
    """
    low = 0
    wide = not text.isascii() and _WIDE.search(text) is not None
    for found in (_END_OR_WIDE if wide else _END).finditer(text):
        start, following = found.span()
        if wide and found[1] is None:
            yield found.end(2), following
            low = following
            continue
        end = found.end(1)
        if text[start] == "." and (end == start + 1 or text[start + 1] not in _STOPS):
            tail = text[max(low, start - _LONGEST_WORD) : start]
            word = tail.split()[-1] if tail and not tail[-1].isspace() else ""
            if _ENUMERATOR.fullmatch(text, low, end):
                continue
            clause = _clause_end(text, low, start - len(word)) if _NUMBER.fullmatch(word) else low
            if clause > low:
                yield clause, start - len(word)
                low = start - len(word)
                continue
            if _is_abbreviation(word, text, following):
                continue
        elif not _stops(text, start, end, following):
            continue
        if _may_open(text, end, following):
            yield end, following
            low = following


def _is_abbreviation(word: str, text: str, following: int) -> bool:
    """Whether the full stop behind `word` ends no sentence."""
    if len(word) > 6 and word.isalpha():
        return False
    word = word.lstrip("([\"'“‘„«*_-–—/")
    if not word.isalnum() and ("-" in word or "/" in word):
        word = word.replace("/", "-").rpartition("-")[2]
    if word in _LEADING:
        return True
    if word in _BEFORE_FIGURES and text[following].isdigit():
        return True
    if word in _ABBREVIATIONS or _INITIALS.fullmatch(word):
        return _OPENS.match(text, following) is None
    return False


def _clause_end(text: str, low: int, start: int) -> int:
    """Return where the clause before a numbered one ends ("... region;\\n4. Decides"), `low` if there is none."""
    end = start
    while end > low and text[end - 1].isspace():
        end -= 1
    if end <= low:
        return low
    if text[end - 1] in ";:":
        return end
    return end if "\n" in text[end:start] and _CLAUSE_JOIN.search(text[max(low, end - 4) : end]) else low


def _stops(text: str, start: int, end: int, following: int) -> bool:
    """Whether a question, an exclamation or dots end the sentence."""
    marks = text[start:end]
    if "…" in marks or marks.startswith(".."):  # dots leave something out; a leader goes to its page
        sure = marks.startswith("....") and not text[following].isdigit()
        return sure or _OPENS.match(text, following) is not None
    quoted = marks[-1] in "\"'”’»"
    return not (quoted and _ASKED.match(text, following) and not _OPENS.match(text, following))


def _may_open(text: str, end: int, following: int) -> bool:
    first = text[following]
    if "A" <= first <= "Z" or first.isdigit():
        return True
    if first in _BULLETS:
        return "\n" in text[end:following] and text[following + 1 : following + 2].isspace()
    if _ITEM.match(text, following):
        return True
    letter = next((c for c in text[following : following + 12] if c.isalnum()), "")
    return not letter.islower()
