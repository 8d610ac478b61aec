"""What a pattern found, told in sentences of its own; of several one is chosen, none is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimcheck.text.inflection import inflect

_STATES = {
    "USSR": "the Soviet Union",
    "USA": "the United States",
    "UK": "the United Kingdom",
}


def tell_adopted(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell when and where a resolution was adopted."""
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


def tell_voted(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell how the votes fell."""
    number, meeting = about["number"], found["meeting"]
    if not number:
        return []
    if not found["all"] and not found["yes"]:
        return [
            f"Resolution {number} was adopted at the {meeting} meeting of the Security Council.",
            f"The Security Council adopted resolution {number} at its {meeting} meeting.",
        ]
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


def tell_extended(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell until when, or for how long, a mandate was extended."""
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


def tell_admitted(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell who was to be admitted."""
    state = found["state"]
    return [
        f"The Security Council recommended to the General Assembly that {state} be admitted to membership in the"
        " United Nations.",
        f"The Security Council recommended the admission of {state} to membership in the United Nations.",
        f"The Council recommended that the General Assembly admit {state} to the United Nations.",
    ]


def tell_operative(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell what the Council did, in the past tense."""
    verb = inflect(_lemma(found["verb"]), "VBD")
    rest, number = found["rest"], about["number"]
    if "seized of" in rest:
        return []
    made = [f"The Security Council {verb} {rest}."]
    if number:
        made.append(f"In resolution {number} the Security Council {verb} {rest}.")
    return made


def tell_noted(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell what the Council noted."""
    verb = {"Bearing in mind": "bore in mind"}.get(found["verb"]) or inflect(_gerund_lemma(found["verb"]), "VBD")
    return [f"The Security Council {verb} that {found['clause']}."]


def tell_preamble(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell what the Council did in the preamble, in the past tense."""
    verb, number = inflect(_gerund_lemma(found["verb"]), "VBD"), about["number"]
    made = [f"The Security Council {verb} {found['rest']}."]
    if number:
        made.append(f"In resolution {number} the Security Council {verb} {found['rest']}.")
    return made


def tell_considered(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell which report was considered."""
    return [
        f"The Security Council considered the report of the Secretary-General of {found['day']}.",
        f"The Security Council considered the Secretary-General's report of {found['day']}.",
    ]


def tell_appointed(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell who was appointed to what."""
    name, role = found["name"], re.sub(r"^his ", "the Secretary-General's ", found["role"])
    by = "The Secretary-General appointed" if found["by"] else ""
    made = [f"{by} {name} as {role}."] if by else []
    return [*made, f"{name} was appointed as {role}."]


def tell_signed(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell when and where something was signed."""
    what, place, day = found["what"], found["place"], found["day"]
    made = [f"The {what} was signed on {day}."]
    if place:
        made += [f"The {what} was signed in {place} on {day}.", f"The {what} was signed in {place}."]
    return made


def tell_held(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell when and where something was held."""
    what, place, day = found["what"], found["place"], found["day"]
    return [f"The {what} was held in {place} on {day}.", f"The {what} took place in {place}."]


def tell_quoted(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell what the Council did in its own words, between quotation marks."""
    verb = inflect(_lemma(found["verb"]), "VBD")
    words, number = found["rest"], about["number"]
    made = [f'The Security Council {verb} "{words}".']
    if number:
        made.append(f'In resolution {number} the Security Council {verb} "{words}".')
    return made


def tell_quoted_clause(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell what the Council said of somebody, in its own words."""
    verb = inflect(_lemma(found["verb"]), "VBD")
    who, words, number = found["who"], found["words"], about["number"]
    made = [f'The Security Council {verb} that {who} "{words}".', f'The Council {verb} that "{who} {words}".']
    if number:
        made.append(f'Resolution {number} {verb} that {who} "{words}".')
    return made


def tell_vetoed(found: re.Match[str], about: Mapping[str, str]) -> list[str]:
    """Tell who vetoed what."""
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


def _lemma(verb: str) -> str:
    verb = verb.lower()
    if verb.endswith("sses"):
        return verb[:-2]
    return verb[:-3] + "y" if verb.endswith("ies") else verb[:-1]


def _gerund_lemma(verb: str) -> str:
    verb = verb.lower()
    stem = verb[:-3]
    silent_e = stem.endswith(("not", "iz", "or", "at", "in", "urg")) and not stem.endswith(("affirm", "condemn"))
    return f"{stem}e" if silent_e else stem.replace("regrett", "regret")
