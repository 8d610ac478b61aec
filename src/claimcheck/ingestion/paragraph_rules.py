"""Rules of a folder for the names of paragraphs: "operative para. 2" where no number stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.ingestion.extraction import Block
from claimcheck.ingestion.patterns import compile_pattern
from claimcheck.ingestion.yaml_source import YamlMap, YamlText, as_map, as_text, get_list

WITHIN = 300  # characters of a paragraph that are looked at
_LONGEST_LABEL = 100
_PLACEHOLDER = re.compile(r"\{([^\W\d]\w{0,60})\}")
# What readers call a paragraph for want of a better name; the numbers of a text itself stand.
_UNNAMED = re.compile(r"paragraph \d+|paragraph(?= \()|list item|item \([a-z]{1,5}\)")


@dataclass(frozen=True, slots=True)
class ParagraphRule:
    """A pattern that a paragraph begins with, and its name.

    In the name "{count}" counts the paragraphs of that name, "{article}" is
    what the group `article` of the pattern found.
    """

    pattern: re.Pattern[str]
    label: str

    def name(self, words: str, count: int) -> str:
        """Return the name of a paragraph of these words if it is one of the rule's, else ""."""
        found = self.pattern.match(words)
        if found is None:
            return ""
        groups = {name: " ".join(value.split()) for name, value in found.groupdict("").items()}
        return _PLACEHOLDER.sub(lambda m: {**groups, "count": str(count)}[m[1]], self.label)[:_LONGEST_LABEL].strip()


def read_paragraph_rules(rule: YamlMap) -> Iterator[ParagraphRule]:
    """Yield what a rule's `paragraphs` says.

    Raises:
        InvalidSettings: A pattern is no regular expression or could take too
            long, or a label names what nothing finds.
    """
    for node in get_list(rule, "paragraphs"):
        found = as_map(node, "a rule for paragraphs", known=("pattern", "label"), needed=("pattern", "label"))
        written = found.entries["pattern"]
        if not isinstance(written, YamlText):
            raise written.place.error("'pattern' must be text", "put it between single quotes")
        try:
            pattern = compile_pattern(written.text, WITHIN)
        except ValueError as error:
            raise written.place.error(f"pattern {error}") from None
        label = as_text(found.entries["label"], "label", longest=_LONGEST_LABEL)
        unknown = set(_PLACEHOLDER.findall(label)) - {"count", *pattern.groupindex}
        if unknown:
            raise found.entries["label"].place.error(
                f"'label' names {min(unknown)!r}, which nothing finds", "write {count}, or name a group of the pattern"
            )
        yield ParagraphRule(pattern, label)


def name_paragraphs(blocks: Sequence[Block], text: str, rules: Sequence[ParagraphRule]) -> tuple[Block, ...]:
    """Return the blocks with the names that the rules give to those that have none of their own."""
    if not rules:
        return tuple(blocks)
    counts: dict[str, int] = {}
    return tuple(_named(block, text, rules, counts) for block in blocks)


def _named(block: Block, text: str, rules: Sequence[ParagraphRule], counts: dict[str, int]) -> Block:
    unnamed = _UNNAMED.match(block.label)
    if unnamed is None:
        return block
    words = " ".join(text[block.start : min(block.end, block.start + WITHIN)].split())
    for rule in rules:
        if label := rule.name(words, counts.get(rule.label, 0) + 1):
            counts[rule.label] = counts.get(rule.label, 0) + 1
            return replace(block, label=f"{label}{block.label[unnamed.end() :]}")
    return block
