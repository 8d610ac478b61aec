"""Rules of a folder: what corpus.yaml says of its files by their names and by patterns in their text.

    rules:
      - match: "treaties/**/*.pdf"
        over: file
        set: {issuer: "Treaty Office", tier: primary, attributes: {series: "UNTS"}}
        find:
          - {in: name, pattern: '(?P<number>\\d+)-(?P<year>\\d{4})'}
          - {in: head, pattern: 'Done at \\w+ on (?P<date>\\d{1,2} \\w+ \\d{4})'}
        fields: {title: "Treaty {number} of {year}"}
        paragraphs:
          - {pattern: 'Article (?P<article>\\d+)', label: "art. {article}"}

`match` holds one glob or a list of them: with a "/" it is of the path inside
the corpus ("**" is any folders), without one of the name in whatever folder;
without `match` the rule is of every file. `set` gives fields as they stand;
`find` fills them from named groups, and what is named as no field becomes an
attribute (a name that begins with "_" is for templates alone); `fields` puts
groups together, and gives nothing where one of its groups was not found.
`paragraphs` names those that begin with a pattern and have no number of their
own; "{count}" counts them.

Patterns are tried in order, each where one of its groups is still missing.
They search `name`, `path`, the `head` or the `tail` of the text (`within`
characters, 4,000 if absent), or `text`, which is its first 20,000 characters:
more is never searched. White space counts as one space there, line ends too;
with `lines: true` lines are kept and "^" and "$" stand at their ends.
`all: true` joins all findings with ", ". A pattern that could take long on
some text is refused.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import accumulate
from operator import or_
from pathlib import Path
from typing import TypeVar

from claimcheck.errors import InvalidSettings
from claimcheck.ingestion.paragraph_rules import ParagraphRule, read_paragraph_rules
from claimcheck.ingestion.patterns import compile_pattern
from claimcheck.ingestion.yaml_source import (
    YamlList,
    YamlMap,
    YamlNode,
    YamlText,
    as_map,
    as_text,
    get_choice,
    get_list,
    get_whole,
    parse_yaml,
    to_setting,
)
from claimcheck.models import Tier

TEXT_FIELDS = (
    "title",
    "issuer",
    "date",
    "tier",
    "form",
    "coverage",
    "gaps",
    "language",
    "group",
    "supersedes",
    "acquired_from",
    "acquired_at",
    "acquired_by",
)
FIELDS = (*TEXT_FIELDS, "urls")
MAX_WITHIN = 20_000  # characters of a text that are searched
MAX_RULES = 200
MAX_PATTERNS = 200  # in all rules together
MAX_BYTES = 1_000_000
MAX_VALUE = 2_000  # characters of a value

_WITHIN = 4_000
_NAME, _PATH = 255, 1_000  # characters of a name and of a path that are searched
_PLACES = ("name", "path", "head", "tail", "text")
_PLACEHOLDER = re.compile(r"\{([^\W\d]\w{0,60})\}")
_Key = TypeVar("_Key")
_SHORTER = "give its repeats an upper limit, as \\d{1,6} for \\d+, and put none inside another"


@dataclass(frozen=True, slots=True)
class Finder:
    """A pattern and where it is searched for."""

    place: str
    within: int
    pattern: re.Pattern[str]
    lines: bool = False
    every: bool = False

    def find(self, window: str) -> dict[str, str]:
        """Return what its groups hold in `window`, those that hold words."""
        found: dict[str, dict[str, None]] = {}
        for match in self.pattern.finditer(window):
            for name, value in match.groupdict().items():
                words = " ".join(value.split()) if value else ""
                if words:
                    found.setdefault(name, {})[words[:MAX_VALUE]] = None
            if not self.every:
                break
        return {name: ", ".join(values)[:MAX_VALUE] for name, values in found.items()}


@dataclass(frozen=True, slots=True)
class Templates:
    """Fields as `set` or `fields` gives them; only those of `fields` have placeholders."""

    texts: Mapping[str, str] = field(default_factory=dict)
    urls: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its number, the files it is of, and what it gives."""

    number: int
    globs: tuple[str, ...] = ()
    over_file: bool = False
    plain: Templates = Templates()
    finders: tuple[Finder, ...] = ()
    built: Templates = Templates()
    paragraphs: tuple[ParagraphRule, ...] = ()

    def matches(self, path: str) -> bool:
        """Whether the rule is of the file at `path`."""
        return not self.globs or any(_matches(path, glob) for glob in self.globs)


@dataclass(frozen=True, slots=True)
class Given:
    """What one rule gives a document. `source` names the rule; `over_file`: it goes before what the file says."""

    source: str
    over_file: bool
    values: Mapping[str, str | tuple[str, ...]]
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FolderRules:
    """The rules of a corpus; `name` is their file's, for people."""

    name: str = ""
    rules: tuple[Rule, ...] = ()

    @staticmethod
    def none() -> FolderRules:
        """Return rules that give nothing."""
        return FolderRules()

    def apply(self, path: str, text: str) -> tuple[Given, ...]:
        """Return what each rule that is of this file gives, in the order of the rules.

        Of two rules that give the same field, the first counts. Within a rule
        `fields` counts before `find`, and that before `set`.

        Args:
            path: Its path inside the corpus, "/" between folders.
            text: Its text.
        """
        return tuple(self._give(rule, path, text) for rule in self.rules if rule.matches(path))

    def of_paragraphs(self, path: str) -> tuple[ParagraphRule, ...]:
        """Return the rules for the paragraphs of the file at `path`."""
        return tuple(of for rule in self.rules if rule.paragraphs and rule.matches(path) for of in rule.paragraphs)

    def _give(self, rule: Rule, path: str, text: str) -> Given:
        found = _findings(rule, path, text)
        values: dict[str, str | tuple[str, ...]] = {**rule.plain.texts}
        if rule.plain.urls:
            values["urls"] = rule.plain.urls
        attributes = {**rule.plain.attributes}
        for name, value in found.items():
            if name == "urls":
                values["urls"] = tuple(value.split(", "))
            elif name in FIELDS:
                values[name] = value
            elif not name.startswith("_"):
                attributes[name] = value
        values |= _fill(rule.built.texts, found)
        attributes |= _fill(rule.built.attributes, found)
        if urls := tuple(_fill(dict(enumerate(rule.built.urls)), found).values()):
            values["urls"] = urls
        return Given(f"rule {rule.number} of {self.name}", rule.over_file, values, attributes)


def load_rules(path: Path) -> FolderRules:
    """Read a corpus.yaml.

    Raises:
        InvalidSettings: It cannot be read, is not YAML, or does not say what
            it must; the first thing that is wrong, with its line.
    """
    root = parse_yaml(read_settings(path), path)
    if root is None:
        return FolderRules(path.name)
    root = as_map(root, path.name, known=("rules",))
    nodes = get_list(root, "rules")
    if len(nodes) > MAX_RULES:
        raise nodes[MAX_RULES].place.error(f"more than {MAX_RULES} rules")
    rules = tuple(_rule(node, number) for number, node in enumerate(nodes, start=1))
    if sum(len(rule.finders) for rule in rules) > MAX_PATTERNS:
        raise root.place.error(f"more than {MAX_PATTERNS} patterns")
    return FolderRules(path.name, rules)


def read_settings(path: Path) -> str:
    """Return the text of a corpus.yaml or a sidecar, line ends "\\n".

    Raises:
        InvalidSettings: It cannot be read, is larger than 1 MB, or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidSettings((error.strerror or "cannot be read").lower(), path=path) from None
    if len(data) > MAX_BYTES:
        raise InvalidSettings(f"is larger than {MAX_BYTES:,} bytes", path=path)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidSettings("is not UTF-8", path=path, line=line, hint="save it as UTF-8") from None


def _rule(node: YamlNode, number: int) -> Rule:
    rule = as_map(node, f"rule {number}", known=("match", "over", "set", "find", "fields", "paragraphs"))
    finders = tuple(_finder(found) for found in get_list(rule, "find"))
    groups = {name for finder in finders for name in finder.pattern.groupindex}
    return Rule(
        number=number,
        globs=tuple(_globs(rule)),
        over_file=bool(get_choice(rule, "over", ("file",))),
        plain=_templates(rule, "set", None),
        finders=finders,
        built=_templates(rule, "fields", groups),
        paragraphs=tuple(read_paragraph_rules(rule)),
    )


def _globs(rule: YamlMap) -> Iterator[str]:
    node = rule.entries.get("match")
    if node is None or (isinstance(node, YamlText) and node.empty):
        return
    for item in node.items if isinstance(node, YamlList) else (node,):
        glob = as_text(item, "match", longest=500)
        if glob.startswith("/") or "\\" in glob:
            raise item.place.error(f"{glob!r} fits no path", "write paths from the corpus on, with '/' between folders")
        yield glob


def _finder(node: YamlNode) -> Finder:
    found = as_map(node, "a finding", known=("in", "pattern", "within", "lines", "all"), needed=("in", "pattern"))
    place = get_choice(found, "in", _PLACES)
    windows = {"name": _NAME, "path": _PATH, "text": MAX_WITHIN}
    within = windows.get(place) or get_whole(found, "within", default=_WITHIN)
    if "within" in found.entries and (place in windows or not 1 <= within <= MAX_WITHIN):
        hint = f"'within' is for head and tail, from 1 to {MAX_WITHIN:,} characters"
        raise found.places["within"].error("'within' does not fit", hint)
    lines, every = _flag(found, "lines"), _flag(found, "all")
    written = found.entries["pattern"]
    if not isinstance(written, YamlText):
        raise written.place.error("'pattern' must be text", "put it between single quotes")
    try:
        pattern = compile_pattern(f"(?m:{written.text})" if lines else written.text, within)
    except ValueError as error:
        raise written.place.error(f"pattern {error}", _SHORTER if "too long" in str(error) else None) from None
    if not pattern.groupindex:
        raise written.place.error("pattern names nothing that it finds", "name a group, as (?P<date>...)")
    return Finder(place, within, pattern, lines, every)


def _flag(node: YamlMap, key: str) -> bool:
    value = to_setting(node.entries[key]) if key in node.entries else False
    if not isinstance(value, bool):
        raise node.places[key].error(f"{key!r} must be true or false")
    return value


def _templates(rule: YamlMap, key: str, groups: Collection[str] | None) -> Templates:
    """Read `set` (without `groups`) or `fields`."""
    node = rule.entries.get(key)
    if node is None:
        return Templates()
    fields = as_map(node, key, known=(*FIELDS, "attributes"))
    texts = {name: _template(value, name, groups) for name, value in fields.entries.items() if name in TEXT_FIELDS}
    if groups is None and "tier" in texts:
        get_choice(fields, "tier", [tier.value for tier in Tier])
    urls = fields.entries.get("urls")
    addresses = urls.items if isinstance(urls, YamlList) else () if urls is None else (urls,)
    more = fields.entries.get("attributes")
    attributes = as_map(more, "attributes").entries if more is not None else {}
    return Templates(
        texts,
        tuple(_template(address, "urls", groups) for address in addresses),
        {name: _template(value, name, groups) for name, value in attributes.items()},
    )


def _template(node: YamlNode, name: str, groups: Collection[str] | None) -> str:
    text = as_text(node, name, longest=MAX_VALUE)
    if groups is None:
        return text
    if "{" in (rest := _PLACEHOLDER.sub("", text)) or "}" in rest:
        raise node.place.error(f"{name!r} has a brace that encloses no name", "write {number}, nothing else in braces")
    for wanted in _PLACEHOLDER.findall(text):
        if wanted not in groups:
            near = difflib.get_close_matches(wanted, groups, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "the patterns of its rule must name it, as (?P<number>...)"
            raise node.place.error(f"{name!r} names {wanted!r}, which nothing finds", hint)
    return text


def _fill(templates: Mapping[_Key, str], found: Mapping[str, str]) -> dict[_Key, str]:
    """Return the templates whose every name was found, filled."""
    return {
        key: _PLACEHOLDER.sub(lambda name: found[name[1]], text)[:MAX_VALUE]
        for key, text in templates.items()
        if all(name in found for name in _PLACEHOLDER.findall(text))
    }


def _findings(rule: Rule, path: str, text: str) -> dict[str, str]:
    """Return what the patterns of a rule find, by group; the first finding of each counts."""
    found: dict[str, str] = {}
    for finder in rule.finders:
        if not found.keys() >= finder.pattern.groupindex.keys():
            found = finder.find(_window(finder, path, text)) | found
    return found


def _window(finder: Finder, path: str, text: str) -> str:
    """Return what a finder searches, its white space made single."""
    if finder.place in {"name", "path"}:
        return path.rpartition("/")[2][-_NAME:] if finder.place == "name" else path[-_PATH:]
    window = text[-finder.within :] if finder.place == "tail" else text[: finder.within]
    if finder.lines:
        return "\n".join(" ".join(line.split()) for line in window.split("\n"))
    return " ".join(window.split())


def _matches(path: str, glob: str) -> bool:
    """Whether a path fits a glob; folder by folder, so that no glob can take long."""
    if "/" not in glob:
        return fnmatchcase(path.rpartition("/")[2], glob)
    parts, globs = path.split("/"), glob.split("/")
    fits = [True] + [False] * len(parts)  # whether the globs so far fit the first n parts
    for wanted in globs:
        if wanted == "**":
            fits = list(accumulate(fits, or_))
        else:
            fits = [False] + [fit and fnmatchcase(part, wanted) for fit, part in zip(fits, parts, strict=False)]
    return fits[-1]
