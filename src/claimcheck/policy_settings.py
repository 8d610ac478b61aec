"""The source policy as claims.yaml states it: `policy:` under `settings:`."""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from claimcheck.errors import InvalidSettings
from claimcheck.models import ClaimType, Criterion, SourcePolicy

_Word = TypeVar("_Word", bound=StrEnum)

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MOST_SOURCES = 100
_LONGEST_PATTERN = 500


def with_policy(policy: SourcePolicy, settings: object) -> SourcePolicy:
    """Return the policy with `settings` laid over it.

    Args:
        policy: The policy as it is.
        settings: The mapping of claims.yaml; its numbers, dates and booleans
            may be text, as they are written. None changes nothing.

    Raises:
        InvalidSettings: A key or a word is unknown (the nearest one is
            suggested), or a value is not what it should be.
    """
    if settings is None or settings == "":
        return policy
    if not isinstance(settings, Mapping):
        raise InvalidSettings(f"setting 'policy' must be a mapping, not {settings!r}", hint="as `policy: {sources: 2}`")
    for key in settings:
        if key not in _READERS:
            raise InvalidSettings.unknown(f"policy.{key}", [f"policy.{known}" for known in _READERS])
    read = replace(policy, **{key: _READERS[key](f"policy.{key}", value) for key, value in settings.items()})
    if read.oldest and read.newest and read.oldest > read.newest:
        raise InvalidSettings("setting 'policy.oldest' is after 'policy.newest': no source could be of that time")
    return read


def _number(key: str, value: object) -> int:
    text = str(value)
    if isinstance(value, bool) or not text.isdecimal() or not 1 <= int(text[:9]) <= _MOST_SOURCES:
        raise InvalidSettings(f"setting {key!r} must be a number from 1 to {_MOST_SOURCES}, not {value!r}")
    return int(text)


def _numbers(key: str, value: object) -> tuple[tuple[ClaimType, int], ...]:
    if not isinstance(value, Mapping):
        raise InvalidSettings(f"setting {key!r} must be a mapping, not {value!r}", hint="as `{accusation: 2}`")
    read = {_word(key, kind, ClaimType): _number(f"{key}.{kind}", number) for kind, number in value.items()}
    return tuple((kind, read[kind]) for kind in ClaimType if kind in read)


def _switch(key: str, value: object) -> bool:
    switches = {"true": True, "false": False}
    if str(value).lower() not in switches:
        raise InvalidSettings(f"setting {key!r} must be true or false, not {value!r}")
    return switches[str(value).lower()]


def _word(key: str, value: object, words: type[_Word]) -> _Word:
    if value not in tuple(words):
        near = difflib.get_close_matches(str(value), list(words), n=1)
        hint = f"did you mean {near[0]!s}?" if near else f"one of: {', '.join(words)}"
        raise InvalidSettings(f"setting {key!r} does not know {value!r}", hint=hint)
    return words(str(value))


def _types(key: str, value: object) -> tuple[ClaimType, ...]:
    return tuple(dict.fromkeys(_word(key, item, ClaimType) for item in _list(key, value)))


def _criteria(key: str, value: object) -> tuple[Criterion, ...]:
    return tuple(dict.fromkeys(_word(key, item, Criterion) for item in _list(key, value)))


def _list(key: str, value: object) -> list[Any]:
    if value is None or value == "":
        return []
    if not isinstance(value, (list, tuple)):
        raise InvalidSettings(f"setting {key!r} must be a list, not {value!r}", hint=f"as `[{value}]`")
    return list(value)


def _patterns(key: str, value: object) -> tuple[str, ...]:
    return tuple(_pattern(key, item) for item in _list(key, value))


def _pattern(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_PATTERN:
        hint = f"text of up to {_LONGEST_PATTERN} characters"
        raise InvalidSettings(f"setting {key!r} holds {str(value)[:60]!r}, which is no name or address", hint=hint)
    return value.strip()


def _patterns_by_article(key: str, value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, Mapping):
        hint = 'as `{"Title of the article": [sources]}`'
        raise InvalidSettings(f"setting {key!r} must be a mapping, not {value!r}", hint=hint)
    return tuple((_pattern(key, article), _patterns(key, sources)) for article, sources in value.items())


def _first_day(key: str, value: object) -> date | None:
    found = _read_day(key, value)
    return found and date(found[0], found[1] or 1, found[2] or 1)


def _last_day(key: str, value: object) -> date | None:
    found = _read_day(key, value)
    if found is None:
        return None
    year, month, day = found[0], found[1] or 12, found[2]
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _read_day(key: str, value: object) -> tuple[int, int | None, int | None] | None:
    if value is None or value == "":
        return None
    found = _DAY.fullmatch(str(value))
    try:
        if found is None:
            raise ValueError(value)
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        message = f"setting {key!r} must be a date, not {value!r}"
        raise InvalidSettings(message, hint='as "2017-08-25", "2017-08" or "2017"') from None
    return int(found[1]), int(found[2]) if found[2] else None, int(found[3]) if found[3] else None


_READERS: Mapping[str, Callable[[str, object], Any]] = {
    "sources": _number,
    "sources_for": _numbers,
    "primary_for": _types,
    "prefer": _criteria,
    "oldest": _first_day,
    "newest": _last_day,
    "distinct_issuers": _switch,
    "exclude": _patterns,
    "exclude_for": _patterns_by_article,
    "fail": _switch,
}
