"""The forms in which resolutions state facts: a name, a pattern that is linear in the passage, and what tells it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from claimcheck.evaluation.facts.sentences import (
    tell_admitted,
    tell_adopted,
    tell_appointed,
    tell_considered,
    tell_extended,
    tell_held,
    tell_noted,
    tell_operative,
    tell_preamble,
    tell_quoted,
    tell_quoted_clause,
    tell_signed,
    tell_vetoed,
    tell_voted,
)

# What tells a match, given number and year of the resolution.
Maker = Callable[[re.Match[str], Mapping[str, str]], list[str]]

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = rf"\d{{1,2}} {_MONTH} \d{{4}}"
_NAME = r"[A-Z][\w.'’-]+(?: (?:de |al-|van |von |El |bin )?[A-Z][\w.'’-]+){1,3}"
_BODY = r"(?:[A-Z]{3,}[A-Z a-z]{0,2}?|the United Nations [A-Z][\w' -]{6,70}?(?: \([A-Z]{4,}\))?)"
_VERBS = (
    "Condemns Demands Endorses Welcomes Urges Requests Authorizes Expresses Approves Deplores Rejects Invites Commends "
    "Supports Decides Declares Determines Affirms Reaffirms Recommends Emphasizes Stresses Notes Encourages Appeals "
    "Calls Directs Confirms Instructs Reiterates Underlines Recognizes Censures Warns Appoints Establishes Regrets"
).split()


_SAYING = "Decides|Demands|Declares|Affirms|Stresses|Emphasizes|Reaffirms|Reiterates|Underlines|Notes"
_DENIED = r"(?:(?:shall|must|should|will|can|may|does|do|is|are) not|cannot) "
_NTH = r"\d{1,4}(?:st|nd|rd|th)"
_PERIOD = r"(?:\w+|\d+) (?:months?|days|years?)"
_NUMBERED = r"^(?:\d{1,2} ?\. ?|\([a-z]\) )?"
_GERUNDS = (
    "Noting|Recalling|Recognizing|Acknowledging|Stressing|Emphasizing|Affirming|Welcoming|Expressing|Condemning|"
    "Commending|Deploring|Reaffirming|Reiterating|Underlining|Regretting|Endorsing|Supporting|Urging|Encouraging"
)
_GOING_ON = f"{_GERUNDS.lower()}|calling|paying|taking|determining|trusting|looking|considering|convinced|mindful"
# With these another statement begins.
_NEXT = "|".join(v.lower() for v in _VERBS)
PATTERNS: tuple[tuple[str, re.Pattern[str], Maker], ...] = (
    (
        "adopted",
        re.compile(rf"Adopted by the Security Council at its (?P<meeting>{_NTH}) meeting,? on (?P<day>{_DAY})$"),
        tell_adopted,
    ),
    (
        "voted",
        re.compile(
            rf"Adopted (?P<all>unanimously )?at the (?P<meeting>{_NTH}) meeting"
            r"(?: by (?P<yes>\w{1,8}) votes to (?P<no>\w{1,8})(?: \([^()]{3,80}\))?"
            r"(?:, with (?P<count>\w{1,6}) (?P<abstentions>abstentions?) \((?P<states>[^()]{3,120})\))?)?[.,\[]"
        ),
        tell_voted,
    ),
    (
        "mandate",
        re.compile(
            rf"Decides to (?P<verb>extend|renew|prolong) the (?:present |current )?mandate of (?P<body>{_BODY})"
            r"(?:, as [^,;]{5,80},|, taking note [^;]{5,90})?"
            rf"(?: for an? (?:further |final |new |additional )*(?:period of )?(?P<period>{_PERIOD}))?"
            rf"(?:,? (?:that is, )?(?:until|ending on|to) (?P<until>{_DAY}))?(?=[;,.]| and )"
        ),
        tell_extended,
    ),
    (
        "admission",
        re.compile(
            r"ecommends to the General Assembly that (?P<state>(?:the )?[A-Z][\w' -]{2,50}?) (?:should )?be admitted "
            r"to membership in the United Nations"
        ),
        tell_admitted,
    ),
    (
        "operative",
        re.compile(
            rf"{_NUMBERED}(?P<verb>{'|'.join(_VERBS)}) (?P<rest>[^;:\"“”]{{25,190}}?)"
            rf"(?:[;.]$|;|(?:,? and|,) (?:also |further )?(?:{_NEXT}) )"
        ),
        tell_operative,
    ),
    (
        "further",
        re.compile(
            rf"[;,] (?:and )?(?:also |further )?(?P<verb>{_NEXT}) (?P<rest>[^;:\"“”]{{25,190}}?)"
            rf"(?:[;.]$|;|(?:,? and|,) (?:also |further )?(?:{_NEXT}) )"
        ),
        tell_operative,
    ),
    (
        "preamble",
        re.compile(
            rf"^(?P<verb>{_GERUNDS}) (?P<rest>(?!that\b)[^;:\"“”]{{25,180}}?)"
            rf"(?:,?$|;|(?:,|,? and|,? but) (?:also |further |in this regard )?(?:{_GOING_ON}) )"
        ),
        tell_preamble,
    ),
    (
        "noted",
        re.compile(
            rf"^(?P<verb>{_GERUNDS}|Bearing in mind) (?:also |further )?that (?P<clause>[^;:\"“”]{{25,180}}?)"
            rf"(?:,?$|;|(?:,|,? and|,? but) (?:also |further |in this regard )?(?:{_GOING_ON}) )"
        ),
        tell_noted,
    ),
    (
        "considered",
        re.compile(rf"^Having considered the report of the Secretary-General of (?P<day>{_DAY})"),
        tell_considered,
    ),
    (
        "appointed",
        re.compile(
            r"(?:(?P<by>Secretary-General's appointment|appointment by the Secretary-General)|[Aa]ppointment) of "
            rf"(?:Mr\. |Ms\. |Mrs\. |Dr\. |Ambassador |General |Major General )?(?P<name>{_NAME}) as "
            r"(?P<role>(?:his |her |the |a |its )?(?:new )?[A-Z][\w' -]{6,60}?)(?=[,;.]| and )"
        ),
        tell_appointed,
    ),
    (
        "signed",
        re.compile(
            r"[Tt]he (?P<what>(?:[A-Z][\w'-]+ ){0,3}(?:Agreement|Accords?|Protocol|Declaration|Treaty|Memorandum)"
            r"(?: [a-z]+ [A-Z][\w'-]+){0,2}) (?:which was |that was )?signed"
            rf"(?: (?:at|in) (?P<place>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?))? on (?P<day>{_DAY})"
        ),
        tell_signed,
    ),
    (
        "held",
        re.compile(
            r"[Tt]he (?P<what>(?:[A-Z][\w'-]+ ){1,4}(?:Conference|Summit|Meeting|Forum|Talks)(?: on [A-Z][\w'-]+)?) "
            r"(?:that was |which was )?held (?:at|in) (?P<place>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?),? (?:on|from) "
            rf"(?P<day>{_DAY})"
        ),
        tell_held,
    ),
    (
        "quotation",
        re.compile(
            rf"{_NUMBERED}(?P<verb>Condemns|Deplores|Demands|Expresses|Welcomes|Endorses|Reiterates|Declares|Rejects) "
            rf"(?P<rest>[^;:\"“”()]{{30,120}}?)(?:[;.]$|;|(?:,? and|,) (?:also |further )?(?:{_NEXT}) )"
        ),
        tell_quoted,
    ),
    (
        "quotation-denial",
        re.compile(
            rf"(?P<verb>{_SAYING}) (?:also |further )?that (?P<who>[^;:,\"“”]{{3,70}}?) "
            rf"(?P<words>{_DENIED}[^;:\"“”]{{15,110}}?)(?:[;.]$|;)"
        ),
        tell_quoted_clause,
    ),
    (
        "quotation-condition",
        re.compile(
            rf"(?P<verb>{_SAYING}) (?:also |further )?that (?P<who>[^;:,\"“”]{{3,70}}?) "
            r"(?P<words>(?:shall|must|should|will|may|can|is|are) [^;:\"“”]{6,90}?,? "
            r"(?:unless|except|only|without|provided|subject to|if|as long as) [^;:\"“”]{5,80}?)(?:[;.]$|;)"
        ),
        tell_quoted_clause,
    ),
    (
        "veto",
        re.compile(
            rf"date: (?P<day>{_DAY});.{{0,40}} draft: (?P<draft>[^;]{{1,40}});.{{0,400}}? "
            r"crisis topic: (?P<topic>[^;]{3,40});.{0,80}? member veto 1: (?P<first>[^;.]{2,12})"
            r"(?:; member veto 2: (?P<second>[^;.]{2,12}))?; (?:single|multiple) veto"
        ),
        tell_vetoed,
    ),
)
