"""The edits of an article's claims that claims.yaml lists."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimcheck.ingestion.yaml_source import Place, YamlList, YamlMap, YamlNode, as_map, as_text, get_choice, get_list
from claimcheck.ingestion.yaml_source import get_text as read_text
from claimcheck.models import ClaimEdit, EditAction, TextQuote

# What a claim that a person lists or adds counts.
WORTH = {"high": 0.9, "medium": 0.6, "low": 0.3}
MAX_EDITS = 2_000
MAX_PARTS = 20
MAX_NAME = 200
_ENTRY_KEYS = ("article", "by", "edits")
_ACTIONS = tuple(action.value for action in EditAction)
_SHARED = ("before", "after", "by", "note")
# The keys of each action besides those that all have.
_KEYS = {
    EditAction.DROP: ("which",),
    EditAction.REWORD: ("claim", "which", "worth"),
    EditAction.SPLIT: ("into", "which", "worth"),
    EditAction.MERGE: ("claim", "which", "worth"),
    EditAction.ADD: ("claim", "worth"),
}
_EVERY_KEY = tuple(dict.fromkeys((*_ACTIONS, *(k for keys in _KEYS.values() for k in keys), *_SHARED)))


@dataclass(frozen=True, slots=True)
class ListedEdits:
    """The edits of one article, which `article` names: by its path from the file's folder, or by its title."""

    article: str
    edits: tuple[ClaimEdit, ...]
    place: Place

    @property
    def folder(self) -> Path:
        """The folder that the article's path starts from."""
        return Path(self.place.path).parent


def is_edits(node: YamlNode) -> bool:
    """Whether an entry of `articles` edits the claims of an article file, and does not list claims itself."""
    return isinstance(node, YamlMap) and ("article" in node.entries or "edits" in node.entries)


def read_edits(node: YamlNode) -> ListedEdits:
    """Read an entry with `article` and `edits`.

    Raises:
        InvalidSettings: It does not fit the schema; the first thing that is
            wrong, with its line.
    """
    entry = as_map(node, "an article with edits", known=_ENTRY_KEYS, needed=("article", "edits"))
    by = read_text(entry, "by", longest=MAX_NAME)
    items = get_list(entry, "edits")
    if len(items) > MAX_EDITS:
        raise entry.places["edits"].error(f"more than {MAX_EDITS:,} edits of one article")
    article = read_text(entry, "article", longest=1_000)
    return ListedEdits(article, tuple(_read_edit(item, by) for item in items), entry.entries["article"].place)


def _read_edit(node: YamlNode, by: str) -> ClaimEdit:
    entry = as_map(node, "an edit", known=_EVERY_KEY)
    found = [name for name in _ACTIONS if name in entry.entries]
    if len(found) != 1:
        what = f"two edits in one: {' and '.join(found)}" if found else f"says none of {', '.join(_ACTIONS)}"
        raise entry.place.error(what, "begin each with '- '" if found else "as '- drop: the article's words'")
    action = EditAction(found[0])
    allowed = (action.value, *_KEYS[action], *_SHARED)
    for key, place in entry.places.items():
        if key not in allowed:
            raise place.error(f"{key!r} does not belong to {action.value!r}", f"it has: {', '.join(allowed[1:])}")
    words = _read_words(entry, action)
    return ClaimEdit(
        action=action,
        words=words,
        claims=_read_claims(entry, action, words),
        which=_read_which(entry, action),
        worth=WORTH.get(get_choice(entry, "worth", tuple(WORTH))),
        by=read_text(entry, "by", longest=MAX_NAME) or by,
        note=read_text(entry, "note"),
        source=f"{Path(entry.place.path).name}:{entry.place.line}",
    )


def _read_words(entry: YamlMap, action: EditAction) -> tuple[TextQuote, ...]:
    node = entry.entries[action.value]
    if isinstance(node, YamlMap):
        hint = f"as '{action.value}: the article\\'s words', with the other keys below it".replace("\\'", "'")
        raise node.place.error(f"{action.value!r} must be the article's words", hint)
    several = isinstance(node, YamlList)
    if several and action is not EditAction.MERGE:
        raise node.place.error(f"{action.value!r} must be the words of one place", "one edit for each place")
    around = {key: read_text(entry, key, longest=MAX_NAME) for key in ("before", "after")}
    if several and any(around.values()):
        raise entry.place.error("'before' and 'after' are for the words of one place", "name more of the words")
    items = node.items if isinstance(node, YamlList) else (node,)
    if several and not 1 < len(items) <= MAX_PARTS:
        raise node.place.error(f"{action.value!r} takes the words of 2 to {MAX_PARTS} places")
    return tuple(
        TextQuote(exact=as_text(item, action.value), prefix=around["before"], suffix=around["after"]) for item in items
    )


def _read_which(entry: YamlMap, action: EditAction) -> tuple[str, ...]:
    node = entry.entries.get("which")
    if isinstance(node, YamlList) and action is EditAction.MERGE:
        if len(node.items) > MAX_PARTS:
            raise node.place.error(f"'which' names more than {MAX_PARTS} claims")
        return tuple(as_text(item, "which") for item in node.items)
    text = read_text(entry, "which")
    return (text,) if text else ()


def _read_claims(entry: YamlMap, action: EditAction, words: tuple[TextQuote, ...]) -> tuple[str, ...]:
    if action is EditAction.DROP:
        return ()
    if action is EditAction.SPLIT:
        parts = tuple(as_text(item, "into") for item in get_list(entry, "into"))
        if not 1 < len(parts) <= MAX_PARTS:
            raise entry.places.get("into", entry.place).error(f"'split' needs 'into' with 2 to {MAX_PARTS} claims")
        return parts
    claim = read_text(entry, "claim")
    if not claim and action is not EditAction.ADD:
        raise entry.places.get("claim", entry.place).error(f"{action.value!r} has no 'claim'", "the claim in full")
    return (claim or words[0].exact,)
