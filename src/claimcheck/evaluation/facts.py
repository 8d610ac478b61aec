"""Facts that real documents state, each as a claim beside the passage that states it.

The patterns know the forms of the UN Security Council's resolutions and of a
table of its vetoes. What they find is put into a sentence of its own; nothing
is kept of the documents but where the fact stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from claimcheck.evaluation.mutations.vocabulary import inflect
from claimcheck.models import Passage, SourceDocument

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"\d{{1,2}} {_MONTH} \d{{4}}"
_NAME = r"[A-Z][\w.'’-]+(?: (?:de |al-|van |von |El |bin )?[A-Z][\w.'’-]+){1,3}"
_BODY = r"(?:[A-Z]{3,}[A-Z a-z]{0,2}?|the United Nations [A-Z][\w' -]{6,70}?(?: \([A-Z]{4,}\))?)"
_NUMBERING = re.compile(r"^(?:\d{1,2} ?\. ?|\([a-z]\) )")
# Page furniture and what an eye or a scanner got wrong.
_UNCLEAN = re.compile(
    r"/\.\.\.|\(E\)|\*|[a-z]\d|\d[a-z]{3}|[A-Z]/RES|Page \d|http|_|□|\.\.|(?<!['’])\b[b-hj-z] [a-z]|- [a-z]"
)
_SYMBOLS = re.compile(r" ?\((?:S|A)/[^)]{1,60}\)|, ?(?:S|A)/[\w/]+")
_AFTER_NUMBER = re.compile(r"^In resolution \d+ ")
_FEWEST_WORDS, _MOST_WORDS = 5, 32
# What numbers other documents and their parts is no figure.
_REFERENCE = re.compile(
    r"(?:resolutions?|paragraphs?|and|,|to|article|Chapter|annex) \d+(?: \(\d{4}\))?|\(\d{4}\)|the \d{4}"
)
# Of these sentences there are more than variety asks for.
_MOST_OF_A_KIND = {"admission": 25, "considered": 25, "adopted": 45, "voted": 60, "quotation": 50, "signed": 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A claim that a passage states. `kind` names the pattern that found it."""

    kind: str
    text: str
    document: SourceDocument
    passage: Passage


# What a pattern makes of a match: sentences of which one is chosen, or nothing.
_Made = list[str]
_Maker = Callable[[re.Match[str], Mapping[str, str]], _Made]


def find_facts(document: SourceDocument, passages: Iterable[Passage], *, seed: int = 0) -> Iterator[Fact]:
    """Yield the facts that the patterns find, at most one of a kind for each passage.

    Args:
        document: A resolution, or a table of vetoes.
        passages: Its passages.
        seed: Chooses the sentence where a fact can be told in several.
    """
    about = {"number": document.attributes.get("number", ""), "year": document.attributes.get("year", "")}
    for passage in passages:
        text = " ".join(passage.text.split())
        for kind, pattern, make in _PATTERNS:
            found = pattern.search(text)
            if found is None:
                continue
            made = [_tidied(sentence) for sentence in make(found, about)]
            made = [s for s in made if _is_readable(s)]
            if made:
                chance = Random(f"{seed}|{kind}|{passage.id}")  # noqa: S311
                told = chance.choice(made)
                figures = kind == "operative" and re.search(r"\d", _REFERENCE.sub("", _AFTER_NUMBER.sub("", told)))
                yield Fact(kind="figures" if figures else kind, text=told, document=document, passage=passage)


def sample_facts(facts: Iterable[Fact], count: int, *, seed: int = 0) -> list[Fact]:
    """Return about `count` facts, as many of each kind as there are to have, in a fixed order.

    Claims of the same words count once, whatever documents state them.
    """
    kinds: dict[str, list[Fact]] = {}
    for fact in {f.text: f for f in sorted(facts, key=lambda f: (f.text, f.passage.id))}.values():
        kinds.setdefault(fact.kind, []).append(fact)
    chosen: list[Fact] = []
    left = count
    order = sorted(kinds, key=lambda k: (min(len(kinds[k]), _MOST_OF_A_KIND.get(k, count)), k))
    for nth, kind in enumerate(order):
        share = min(len(kinds[kind]), left // (len(kinds) - nth), _MOST_OF_A_KIND.get(kind, count))
        chosen += Random(f"{seed}|{kind}").sample(kinds[kind], share)  # noqa: S311
        left -= share
    return sorted(chosen, key=lambda f: (f.kind, f.document.name, f.passage.ordinal, f.text))


def _adopted(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    number, year = about["number"], about["year"]
    meeting, day = found["meeting"], found["day"]
    if not number:
        return []
    return [
        f"Security Council resolution {number} was adopted on {day}.",
        f"The Security Council adopted resolution {number} ({year}) at its {meeting} meeting.",
        f"The Security Council adopted resolution {number} on {day}, at its {meeting} meeting.",
        f"On {day} the Security Council adopted resolution {number}.",
        f"Resolution {number} was adopted by the Security Council at its {meeting} meeting, on {day}.",
    ]


def _voted(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    number, meeting = about["number"], found["meeting"]
    if not number:
        return []
    if found["all"]:
        return [
            f"The Security Council adopted resolution {number} unanimously.",
            f"Resolution {number} was adopted unanimously at the {meeting} meeting of the Security Council.",
            f"At its {meeting} meeting the Security Council unanimously adopted resolution {number}.",
        ]
    votes = f"by {found['yes']} votes to {found['no']}"
    made = [
        f"The Security Council adopted resolution {number} {votes}.",
        f"Resolution {number} was adopted {votes} at the {meeting} meeting of the Security Council.",
    ]
    if found["count"]:
        made.append(f"Resolution {number} was adopted {votes}, with {found['count']} {found['abstentions']}.")
        states = found["states"] or ""
        if states and "," not in states and " and " not in states.replace("Britain and", ""):
            article = "the " if re.match(r"U(?:nion|nited)", states) else ""
            name = f"{article}{states}"
            made += [
                f"{name[0].upper()}{name[1:]} abstained when the Security Council adopted resolution {number}.",
                f"{name[0].upper()}{name[1:]} abstained from the vote on resolution {number}.",
            ] * 2
    return made


def _extended(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    body, until, period, number = found["body"], found["until"], found["period"], about["number"]
    body = re.sub(r" \([A-Z]{4,}\)$", "", body)
    word = {"extend": "extended", "renew": "renewed", "prolong": "prolonged"}[found["verb"]]
    made = [f"The Security Council {word} the mandate of {body} until {until}."] if until else []
    if until and number:
        made.append(f"Resolution {number} {word} the mandate of {body} until {until}.")
    if until and body.isupper():
        made.append(f"{body}'s mandate was {word} until {until}.")
    if period:
        made.append(f"The Security Council {word} the mandate of {body} for {period}.")
    if period and until:
        made.append(
            f"The Security Council decided to {found['verb']} the mandate of {body} for {period}, until {until}."
        )
    return made


def _admitted(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    state = found["state"]
    return [
        f"The Security Council recommended to the General Assembly that {state} be admitted to membership in the"
        " United Nations.",
        f"The Security Council recommended the admission of {state} to membership in the United Nations.",
        f"The Council recommended that the General Assembly admit {state} to the United Nations.",
    ]


_VERBS = (
    "Condemns Demands Endorses Welcomes Urges Requests Authorizes Expresses Approves Deplores Rejects Invites Commends "
    "Supports Decides Declares Determines Affirms Reaffirms Recommends Emphasizes Stresses Notes Encourages Appeals "
    "Calls Directs Confirms Instructs Reiterates Underlines Recognizes Censures Warns Appoints Establishes Regrets"
).split()


def _operative(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    verb = inflect(_lemma(found["verb"]), "VBD")
    rest, number = found["rest"], about["number"]
    if "seized of" in rest:
        return []
    made = [f"The Security Council {verb} {rest}."]
    if number:
        made.append(f"In resolution {number} the Security Council {verb} {rest}.")
    return made


def _noted(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    verb = {"Bearing in mind": "bore in mind"}.get(found["verb"]) or inflect(_gerund_lemma(found["verb"]), "VBD")
    return [f"The Security Council {verb} that {found['clause']}."]


def _considered(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    return [
        f"The Security Council considered the report of the Secretary-General of {found['day']}.",
        f"The Security Council considered the Secretary-General's report of {found['day']}.",
    ]


def _appointed(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    name, role = found["name"], found["role"]
    by = "The Secretary-General appointed" if found["by"] else ""
    made = [f"{by} {name} as {role}."] if by else []
    return [*made, f"{name} was appointed as {role}."]


def _signed(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    what, place, day = found["what"], found["place"], found["day"]
    made = [f"The {what} was signed on {day}."]
    if place:
        made += [f"The {what} was signed in {place} on {day}.", f"The {what} was signed in {place}."]
    return made


def _held(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    what, place, day = found["what"], found["place"], found["day"]
    return [f"The {what} was held in {place} on {day}.", f"The {what} took place in {place}."]


def _quoted(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    verb = inflect(_lemma(found["verb"]), "VBD")
    words, number = found["rest"], about["number"]
    made = [f'The Security Council {verb} "{words}".']
    if number:
        made.append(f'In resolution {number} the Security Council {verb} "{words}".')
    return made


def _quoted_clause(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    verb = inflect(_lemma(found["verb"]), "VBD")
    who, words, number = found["who"], found["words"], about["number"]
    made = [f'The Security Council {verb} that {who} "{words}".', f'The Council {verb} that "{who} {words}".']
    if number:
        made.append(f'Resolution {number} {verb} that {who} "{words}".')
    return made


def _vetoed(found: re.Match[str], about: Mapping[str, str]) -> _Made:
    second, day, topic, draft = found["second"], found["day"], found["topic"], found["draft"]
    states = [_STATES.get(s, s) for s in (found["first"], second) if s]
    who = " and ".join(states)
    who = who[0].upper() + who[1:]
    made = [
        f"{who} vetoed a draft resolution on {topic} on {day}.",
        f"On {day} {who[0].lower() + who[1:] if who.startswith('The ') else who} vetoed a draft resolution on {topic}.",
    ]
    if draft.startswith("S/") and "PV" not in draft:
        made.append(f"{who} vetoed draft {draft}.")
    return made


_STATES = {
    "USSR": "the Soviet Union",
    "USA": "the United States",
    "UK": "the United Kingdom",
}


def _lemma(verb: str) -> str:
    verb = verb.lower()
    if verb.endswith("sses"):
        return verb[:-2]
    return verb[:-3] + "y" if verb.endswith("ies") else verb[:-1]


def _gerund_lemma(verb: str) -> str:
    verb = verb.lower()
    return {"noting": "note", "recognizing": "recognize", "acknowledging": "acknowledge"}.get(verb, verb[:-3])


def _tidied(sentence: str) -> str:
    sentence = _SYMBOLS.sub("", sentence).replace(" ,", ",").replace("  ", " ")
    return re.sub(r"[,;:]+(?=[.\"”])", "", sentence)


def _is_readable(sentence: str) -> bool:
    words = len(sentence.split())
    balanced = sentence.count("(") == sentence.count(")") and sentence.count('"') in {0, 2}
    return _FEWEST_WORDS <= words <= _MOST_WORDS and balanced and not _UNCLEAN.search(sentence)


_SAYING = "Decides|Demands|Declares|Affirms|Stresses|Emphasizes|Reaffirms|Reiterates|Underlines|Notes"
_DENIED = r"(?:(?:shall|must|should|will|can|may|does|do|is|are) not|cannot) "
_NTH = r"\d{1,4}(?:st|nd|rd|th)"
_PERIOD = r"(?:\w+|\d+) (?:months?|days|years?)"
_NUMBERED = r"^(?:\d{1,2} ?\. ?|\([a-z]\) )?"
# With these another statement begins.
_NEXT = "|".join(v.lower() for v in _VERBS)
_PATTERNS: tuple[tuple[str, re.Pattern[str], _Maker], ...] = (
    (
        "adopted",
        re.compile(rf"Adopted by the Security Council at its (?P<meeting>{_NTH}) meeting,? on (?P<day>{_DAY})$"),
        _adopted,
    ),
    (
        "voted",
        re.compile(
            rf"Adopted (?P<all>unanimously )?at the (?P<meeting>{_NTH}) meeting"
            r"(?: by (?P<yes>\w{1,8}) votes to (?P<no>\w{1,8})(?: \([^()]{3,80}\))?"
            r"(?:, with (?P<count>\w{1,6}) (?P<abstentions>abstentions?) \((?P<states>[^()]{3,120})\))?)?[.,\[]"
        ),
        _voted,
    ),
    (
        "mandate",
        re.compile(
            rf"Decides to (?P<verb>extend|renew|prolong) the (?:present |current )?mandate of (?P<body>{_BODY})"
            r"(?:, as [^,;]{5,80},|, taking note [^;]{5,90})?"
            rf"(?: for an? (?:further |final |new |additional )*(?:period of )?(?P<period>{_PERIOD}))?"
            rf"(?:,? (?:that is, )?(?:until|ending on|to) (?P<until>{_DAY}))?(?=[;,.]| and )"
        ),
        _extended,
    ),
    (
        "admission",
        re.compile(
            r"ecommends to the General Assembly that (?P<state>(?:the )?[A-Z][\w' -]{2,50}?) (?:should )?be admitted "
            r"to membership in the United Nations"
        ),
        _admitted,
    ),
    (
        "operative",
        re.compile(
            rf"{_NUMBERED}(?P<verb>{'|'.join(_VERBS)}) (?P<rest>[^;:\"“”]{{25,190}}?)"
            rf"(?:[;.]$|;|,? and (?:also |further )?(?:{_NEXT}) )"
        ),
        _operative,
    ),
    (
        "noted",
        re.compile(
            r"^(?P<verb>Noting|Recalling|Recognizing|Acknowledging|Stressing|Emphasizing|Affirming|Bearing in mind)"
            r" (?:also |further )?that (?P<clause>[^;:\"“”]{25,180}?),?$"
        ),
        _noted,
    ),
    (
        "considered",
        re.compile(rf"^Having considered the report of the Secretary-General of (?P<day>{_DAY})"),
        _considered,
    ),
    (
        "appointed",
        re.compile(
            r"(?:(?P<by>Secretary-General's appointment|appointment by the Secretary-General)|[Aa]ppointment) of "
            rf"(?:Mr\. |Ms\. |Mrs\. |Dr\. |Ambassador |General |Major General )?(?P<name>{_NAME}) as "
            r"(?P<role>(?:his |her |the |a |its )?(?:new )?[A-Z][\w' -]{6,60}?)(?=[,;.]| and )"
        ),
        _appointed,
    ),
    (
        "signed",
        re.compile(
            r"[Tt]he (?P<what>(?:[A-Z][\w'-]+ ){0,3}(?:Agreement|Accords?|Protocol|Declaration|Treaty|Memorandum)"
            r"(?: [a-z]+ [A-Z][\w'-]+){0,2}) (?:which was |that was )?signed"
            rf"(?: (?:at|in) (?P<place>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?))? on (?P<day>{_DAY})"
        ),
        _signed,
    ),
    (
        "held",
        re.compile(
            r"[Tt]he (?P<what>(?:[A-Z][\w'-]+ ){1,4}(?:Conference|Summit|Meeting|Forum|Talks)(?: on [A-Z][\w'-]+)?) "
            r"(?:that was |which was )?held (?:at|in) (?P<place>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?),? (?:on|from) "
            rf"(?P<day>{_DAY})"
        ),
        _held,
    ),
    (
        "quotation",
        re.compile(
            rf"{_NUMBERED}(?P<verb>Condemns|Deplores|Demands|Expresses|Welcomes|Endorses|Reiterates|Declares|Rejects) "
            rf"(?P<rest>[^;:\"“”()]{{30,120}}?)(?:[;.]$|;|,? and (?:also |further )?(?:{_NEXT}) )"
        ),
        _quoted,
    ),
    (
        "quotation-denial",
        re.compile(
            rf"(?P<verb>{_SAYING}) (?:also |further )?that (?P<who>[^;:,\"“”]{{3,70}}?) "
            rf"(?P<words>{_DENIED}[^;:\"“”]{{15,110}}?)(?:[;.]$|;)"
        ),
        _quoted_clause,
    ),
    (
        "quotation-condition",
        re.compile(
            rf"(?P<verb>{_SAYING}) (?:also |further )?that (?P<who>[^;:,\"“”]{{3,70}}?) "
            r"(?P<words>(?:shall|must|should|will|may|can|is|are) [^;:\"“”]{6,90}?,? "
            r"(?:unless|except|only|without|provided|subject to|if|as long as) [^;:\"“”]{5,80}?)(?:[;.]$|;)"
        ),
        _quoted_clause,
    ),
    (
        "veto",
        re.compile(
            rf"date: (?P<day>{_DAY});.{{0,40}} draft: (?P<draft>[^;]{{1,40}});.{{0,400}}? "
            r"crisis topic: (?P<topic>[^;]{3,40});.{0,80}? member veto 1: (?P<first>[^;.]{2,12})"
            r"(?:; member veto 2: (?P<second>[^;.]{2,12}))?; (?:single|multiple) veto"
        ),
        _vetoed,
    ),
)
