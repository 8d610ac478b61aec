"""Rules of a folder: which files they are of, what they find and give, and what is refused."""

import re
import time

import pytest

from claimcheck.errors import InvalidSettings
from claimcheck.ingestion.folder_rules import FolderRules, load_rules
from claimcheck.ingestion.patterns import MAX_STEPS, compile_pattern, count_steps

RULES = r"""
rules:
  - match: "council/*.txt"
    set: {issuer: The  Council, tier: secondary, attributes: {series: A}}
    find:
      - {in: name, pattern: 'R-(?P<number>\d+)-(?P<_year>\d{4})'}
      - in: head
        pattern: 'Adopted at the (?P<meeting>\d+)(?:st|nd|rd|th) meeting, on (?P<date>\d{1,2} \w+ \d{4})'
      - {in: tail, within: 60, pattern: 'at the (?P<meeting>\d+)th meeting'}
    fields:
      title: "Resolution {number} ({_year})"
      coverage: "meeting {meeting}"
      urls: ["https://example.org/{number}", "https://example.org/m{meeting}"]
      attributes: {symbol: "S/{number}"}
  - match: ["**/*.txt", "notes/**"]
    over: file
    set: {issuer: Somebody, group: all}
"""


@pytest.fixture
def rules(tmp_path):
    def load(text, name="corpus.yaml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return load_rules(path)

    return load


def find(rules, finder, text, path="a.txt"):
    (given,) = rules("rules:\n  - find:\n      - " + finder).apply(path, text)
    return {**given.values, **given.attributes}


def test_a_rule_gives_what_is_set_found_and_put_together(rules):
    text = "COUNCIL\n\nAdopted at the 12th meet-\ning.\nAdopted at the\n  34th   meeting, on 5 May 1950\n"
    first, second = rules(RULES).apply("council/R-7-1950.txt", text)
    assert first.source == "rule 1 of corpus.yaml"
    assert not first.over_file
    assert first.values == {
        "issuer": "The Council",
        "tier": "secondary",
        "date": "5 May 1950",
        "title": "Resolution 7 (1950)",
        "coverage": "meeting 34",
        "urls": ("https://example.org/7", "https://example.org/m34"),
    }
    assert first.attributes == {"series": "A", "number": "7", "meeting": "34", "symbol": "S/7"}
    assert (second.source, second.over_file) == ("rule 2 of corpus.yaml", True)
    assert second.values == {"issuer": "Somebody", "group": "all"}


def test_a_later_pattern_fills_what_is_missing_and_templates_without_it_give_nothing(rules):
    first = rules(RULES).apply("council/R-7-1950.txt", "x " * 3000 + "Adopted at the 99th meeting.")[0]
    assert first.attributes["meeting"] == "99"
    assert "date" not in first.values
    first = rules(RULES).apply("council/R-7-1950.txt", "nothing")[0]
    assert "meeting" not in first.attributes
    assert "coverage" not in first.values
    assert first.values["urls"] == ("https://example.org/7",)


def test_an_earlier_finding_is_not_overwritten(rules):
    text = "Adopted at the 34th meeting, on 5 May 1950, at the 35th meeting"
    assert rules(RULES).apply("council/R-7-1950.txt", text)[0].attributes["meeting"] == "34"


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "deep/er/a.txt", True),
        ("a/*.txt", "a/b.txt", True),
        ("a/*.txt", "a/b/c.txt", False),
        ("a/**/*.txt", "a/c.txt", True),
        ("a/**/*.txt", "a/b/d/c.txt", True),
        ("a/**", "a/b/c", True),
        ("a/**", "b/a/c", False),
        ("**/x/*", "a/x/y", True),
        ("**/x/*", "a/x/y/z", False),
        ("[ab]?.txt", "b1.txt", True),
        ("A.txt", "a.txt", False),
    ],
)
def test_globs(rules, glob, path, fits):
    given = rules(f"rules:\n  - {{match: '{glob}', set: {{issuer: I}}}}\n").apply(path, "")
    assert bool(given) is fits


def test_a_glob_cannot_take_long(rules):
    found = rules(f"rules:\n  - match: '{'**/' * 60}{'*a' * 60}b'\n    set: {{issuer: I}}\n")
    started = time.process_time()
    assert not found.apply("x/" * 200 + "a" * 250, "")
    assert time.process_time() - started < 0.5


def test_white_space_counts_as_one_space_unless_lines_are_kept(rules):
    text = "Subject:\t a\u00a0b \n c\nSubject: d\n"
    assert find(rules, "{in: head, pattern: 'Subject: (?P<title>.*)'}", text) == {"title": "a b c Subject: d"}
    assert find(rules, "{in: head, lines: true, pattern: '^Subject: (?P<title>.*)$'}", text) == {"title": "a b"}
    assert find(rules, "{in: head, lines: true, pattern: '^(?P<title>d)'}", text) == {}


def test_all_findings_are_joined_once_each(rules):
    text = "see S/1 and S/2, S/1"
    assert find(rules, "{in: text, all: true, pattern: 'S/(?P<cited>[0-9])'}", text) == {"cited": "1, 2"}
    assert find(rules, "{in: text, pattern: 'S/(?P<cited>[0-9])'}", text) == {"cited": "1"}


def test_where_a_pattern_is_searched(rules):
    text = "a1 " + "x" * 30_000 + " a2"
    pattern = r"pattern: 'a(?P<n>\d)'}"
    assert find(rules, "{in: tail, " + pattern, text) == {"n": "2"}
    assert find(rules, "{in: text, " + pattern, "x" * 20_000 + "a2") == {}
    assert find(rules, "{in: head, within: 5, " + pattern, "xxxx a2") == {}
    assert find(rules, "{in: name, " + pattern, text, path="a5/a6.pdf") == {"n": "6"}
    assert find(rules, "{in: path, " + pattern, text, path="a5/a6.pdf") == {"n": "5"}


def test_found_addresses_and_private_names(rules):
    found = find(rules, r"{in: text, all: true, pattern: '(?P<urls>https://\S{1,80}) (?P<_x>\w)'}", "https://a.b/1 x")
    assert found == {"urls": ("https://a.b/1",)}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "rules:\n", "rules: []\n"])
def test_no_rules(rules, text):
    assert rules(text).apply("a", "b") == ()
    assert FolderRules.none().apply("a", "b") == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("rule: []\n", 1, "did you mean 'rules'?"),
        ("- a\n", 1, "must be keys with values"),
        ("rules:\n  - mach: '*'\n", 2, "did you mean 'match'?"),
        ("rules:\n  - a\n", 2, "rule 1 must be keys with values"),
        ("rules:\n  - match: {a: b}\n", 2, "'match' must be text"),
        ("rules:\n  - match: '/srv/a'\n", 2, "fits no path"),
        ("rules:\n  - over: everything\n", 2, "unknown over 'everything' (one of: file)"),
        ("rules:\n  - set: {isuer: A}\n", 2, "did you mean 'issuer'?"),
        ("rules:\n  - set: {title: [a]}\n", 2, "'title' must be text"),
        (
            "rules:\n  - set:\n      issuer: A\n      tier: primry\n",
            4,
            "unknown tier 'primry' (did you mean 'primary'?)",
        ),
        ("rules:\n  - set: {attributes: [a]}\n", 2, "attributes must be keys with values"),
        ("rules:\n  - find: {in: name}\n", 2, "'find' must be a list"),
        ("rules:\n  - find:\n      - {in: name}\n", 3, "has no 'pattern'"),
        ("rules:\n  - find:\n      - {in: nam, pattern: '(?P<a>b)'}\n", 3, "did you mean 'name'?"),
        ("rules:\n  - find:\n      - {in: head, patern: '(?P<a>b)'}\n", 3, "did you mean 'pattern'?"),
        ("rules:\n  - find:\n      - {in: head, pattern: '(?P<a>b'}\n", 3, "is no regular expression: missing )"),
        ("rules:\n  - find:\n      - {in: head, pattern: '[[a](?P<a>b)'}\n", 3, "is no regular expression"),
        ("rules:\n  - find:\n      - {in: head, pattern: '(?P<a>b){99999999999}'}\n", 3, "is no regular expression"),
        ("rules:\n  - find:\n      - {in: head, pattern: 'b'}\n", 3, "pattern names nothing"),
        ("rules:\n  - find:\n      - {in: head, pattern: [b]}\n", 3, "'pattern' must be text"),
        ("rules:\n  - find:\n      - in: head\n        pattern: '(?P<a>(x+)+)y'\n", 4, "could take too long"),
        ("rules:\n  - find:\n      - {in: head, within: 30000, pattern: '(?P<a>b)'}\n", 3, "from 1 to 20,000"),
        ("rules:\n  - find:\n      - {in: name, within: 30, pattern: '(?P<a>b)'}\n", 3, "is for head and tail"),
        ("rules:\n  - find:\n      - {in: head, all: 3, pattern: '(?P<a>b)'}\n", 3, "'all' must be true or false"),
        ("rules:\n  - fields: {title: 'No. {number}'}\n", 2, "which nothing finds"),
        (
            "rules:\n  - find: [{in: name, pattern: '(?P<number>1)'}]\n    fields: {title: '{nubmer}'}\n",
            3,
            "did you mean 'number'?",
        ),
        ("rules:\n  - fields: {title: 'a {b.c}'}\n", 2, "a brace that encloses no name"),
        ("rules:\n  - fields: {title: 'a {b!r}'}\n", 2, "a brace that encloses no name"),
        ("rules: [&x a]\n", 1, "anchors"),
    ],
)
def test_errors_say_where_and_what_to_do(rules, text, line, words):
    with pytest.raises(InvalidSettings) as caught:
        rules(text)
    assert words in str(caught.value)
    assert caught.value.line == line
    assert str(caught.value.path).endswith("corpus.yaml")


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(InvalidSettings, match="no such file"):
        load_rules(tmp_path / "none.yaml")
    path = tmp_path / "corpus.yaml"
    path.write_bytes(b"rules:\n  - set: {issuer: \xff}\n")
    with pytest.raises(InvalidSettings, match="is not UTF-8") as caught:
        load_rules(path)
    assert caught.value.line == 2
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(InvalidSettings, match="larger than 1,000,000 bytes"):
        load_rules(path)
    path.write_text("rules:\n" + "  - {set: {issuer: A}}\n" * 201)
    with pytest.raises(InvalidSettings, match="more than 200 rules"):
        load_rules(path)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?P<a>\w+\s?)+:",
        r"(a|a)*b",
        r"(a|aa)+$",
        r"(.*)(.*)(.*)x",
        r"\s*\s*x",
        r"(\d+){2,30}x",
        r"(?:a?){30}a{30}",
        r"(?:(?:a{0,9}){0,9}){0,9}b",
        r"(x+x+)+y",
        r"(?=(a+)+b)a",
        r"(?i)(?:[A-Z]+a)*z+k",
        "a*" * 30 + "b",
    ],
)
def test_slow_patterns_are_refused(pattern):
    with pytest.raises(ValueError, match="could take too long"):
        compile_pattern(pattern, 4_000)


@pytest.mark.parametrize(
    "pattern",
    [
        r"S-RES-(?P<number>\d+)-(?P<year>\d+)\.txt",
        r"adopted (?:by the Council )?at its (\d+)(?:st|nd|rd|th) meeting,? on (\d+) \w+ \d{4}",
        r"Subject: .*",
        r"\((.+?)\)",
        r"(?:\w{1,20}, ){0,5}and",
        r"\w++ \w++ \w++",
        r"(a)(?(1)b|c)\1",
        r"^\W*(?P<title>[A-Z ]{10,80})$",
    ],
)
def test_usual_patterns_are_taken(pattern):
    assert compile_pattern(pattern, 4_000).pattern == pattern


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"a+ab", "a" * 20_000),
        (r"[ab]*[bc]*x", "b" * 700),
        (r"(?:\w{1,9} ?){1,3}:", "a" * 20_000),
        (r".*foo", "fo" * 10_000),
        (r"(?:ab|ac)+d", "abac" * 5_000),
    ],
)
def test_what_is_taken_is_quick_on_hostile_text(pattern, text):
    window = next(n for n in (20_000, 10_000, 4_000, 1_000, 500) if count_steps(pattern, n) <= MAX_STEPS)
    started = time.process_time()
    assert re.search(pattern, text[:window]) is None
    assert time.process_time() - started < 1.5


def test_hostile_patterns_are_refused_at_once():
    started = time.process_time()
    for pattern in ("(" * 500 + ")" * 500, "(?:a|" * 150 + "b" + ")" * 150, "a" * 1_001, "(?:a?)" * 160 + "x"):
        with pytest.raises(ValueError):  # noqa: PT011
            compile_pattern(pattern + "(?P<x>y+)+z", 4_000)
    assert time.process_time() - started < 1
