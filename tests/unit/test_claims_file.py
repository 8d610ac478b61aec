"""claims.yaml: what is read of it, which errors name which line, and the project's own file."""

import re
from collections import Counter
from pathlib import Path

import pytest

from claimcheck.config import Config
from claimcheck.errors import InvalidSettings, UnreadableInput
from claimcheck.ingestion.claims_file import ClaimsFile, load_claims
from claimcheck.ingestion.front_matter import split_front_matter
from claimcheck.models import Checkability, GoldPassage, Label, Unchecked, content_id

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"

FULL = """\
settings:
  top_k: 7
  aliases: names.toml
articles:
  - name: a-1
    title: 1984
    publication: The Paper
    date: 2017-09
    address: https://example.org/a
    claims:
      - name: C1
        paragraph: 3
        type: event/date
        text: >
          Japan and Korea met
          on 1 May.
        worth: low
        expected: refuted
        gold: ["un/treaty#12", whole document]
      - name: C2
        text: "no"
    not_checkable:
      - paragraph: 0
        kind: forecast
        text: It will rain.
        reason: nobody knows
"""


def load(folder: Path, content: str | bytes) -> ClaimsFile:
    path = folder / "claims.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_claims(path)


def test_everything_is_read(tmp_path):
    file = load(tmp_path, FULL)
    assert (file.config.top_k, file.config.aliases) == (7, "names.toml")
    (listed,) = file.articles
    article = listed.article
    assert (article.title, article.publication, article.published) == ("1984", "The Paper", "2017-09")
    assert (article.address, article.text) == ("https://example.org/a", "")
    first, second = listed.claims
    assert first.id == content_id("claim", article.id, "C1", "Japan and Korea met on 1 May.", "2017-09")
    assert (first.article_id, first.text, first.as_of) == (article.id, "Japan and Korea met on 1 May.", "2017-09")
    assert (first.ordinal, first.paragraph, first.kind, first.worth) == (1, 3, "event/date", 0.3)
    assert first.expected is Label.REFUTED
    assert first.gold == (
        GoldPassage(document="un/treaty", locator="fact 12"),
        GoldPassage(document="whole document"),
    )
    assert (second.name, second.text, second.ordinal, second.paragraph) == ("C2", "no", 2, 0)
    assert (second.kind, second.worth, second.expected, second.gold) == ("statement", 0.6, None, ())
    assert listed.unchecked == (
        Unchecked(text="It will rain.", paragraph=0, kind=Checkability.FORECAST, reason="nobody knows"),
    )


@pytest.mark.parametrize(
    "content", ["articles: []\n", "settings: {}\n", "settings:\narticles:\n", "{}", "# none\nsettings: {}\n"]
)
def test_settings_and_articles_may_be_missing_or_empty(tmp_path, content):
    assert load(tmp_path, content) == ClaimsFile(Config(), ())


def test_an_articles_lists_may_be_missing_or_empty(tmp_path):
    file = load(tmp_path, "articles:\n  - title: T\n  - title: U\n    claims:\n    not_checkable: []\n")
    assert [(a.claims, a.unchecked) for a in file.articles] == [((), ()), ((), ())]


def test_an_edited_claim_has_another_id_and_an_untouched_one_the_same(tmp_path):
    before = load(tmp_path, FULL).articles[0].claims
    after = load(tmp_path, FULL.replace("1 May", "2 May")).articles[0].claims
    assert before[0].id != after[0].id
    assert before[1].id == after[1].id


def article(*lines: str) -> str:
    return "articles:\n  - title: T\n" + "".join(f"    {line}\n" for line in lines)


def claim(*lines: str) -> str:
    return article("claims:", "  - name: C1", "    text: Tea is hot.", *(f"    {line}" for line in lines))


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("setings: {}\n", 1, "unknown key 'setings' in the file (did you mean 'settings'?)"),
        ("articles: []\nzebra: 1\n", 2, "known: settings, articles"),
        ("- a\n", 1, "the file must be keys with values, not a list"),
        ("tea\n", 1, "not the text 'tea'"),
        ("articles:\n  title: T\n", 2, "'articles' must be a list, not keys with values"),
        ("articles:\n  - T\n", 2, "an article must be keys with values"),
        ("articles:\n  - name: a\n", 2, "an article has no 'title'"),
        ("articles:\n  - name: a\n    title:\n", 3, "'title' has no value"),
        ("articles:\n  - title: ' '\n", 2, "'title' has no words"),
        ("articles:\n  - title: [T]\n", 2, "'title' must be text, not a list"),
        ("articles:\n  - title: T\n  - title: U\n  - title: T\n", 4, "another article has the title 'T'"),
        ("settings:\n  top_k: 5\n  topk: 5\n", 3, "unknown setting 'topk' (did you mean 'top_k'?)"),
        ("settings:\n\n  top_k: many\n", 3, "setting 'top_k' must be a whole number, not 'many'"),
        ("settings:\n  top_k: '5'\n", 2, "must be a whole number"),
        ("settings:\n  top_k: 0\n", 2, "must be positive"),
        ("settings:\n  top_k: true\n", 2, "must be a whole number"),
        ("settings: 5\n", 1, "settings must be keys with values"),
        ("settings: {}\n# comment\nsettings: {}\n", 3, "key 'settings' stands twice (first on line 1)"),
        (article("claimz: []"), 3, "unknown key 'claimz' in an article (did you mean 'claims'?)"),
        (article("date: last week"), 3, "'last week' is no date"),
        (article("date: 2017-13"), 3, "is no date"),
        (article("date: 2017-02-30"), 3, "is no date"),
        (article("claims:", "  - C1"), 4, "a claim must be keys with values, not the text 'C1'"),
        (article("claims:", "  - name: C1"), 4, "a claim has no 'text'"),
        (article("claims:", "  - text: Tea is hot."), 4, "a claim has no 'name'"),
        (claim("txt: x"), 6, "unknown key 'txt' in a claim (did you mean 'text'?)"),
        (claim("text: x"), 6, "key 'text' stands twice (first on line 5)"),
        (claim("paragraph: two"), 6, "'paragraph' must be a whole number from 0 on, not 'two'"),
        (claim("paragraph: -1"), 6, "'paragraph' must be a whole number"),
        (claim("paragraph: 99999999999999999999"), 6, "'paragraph' must be a whole number"),
        (claim("worth: 0.9"), 6, "unknown worth '0.9' (one of: high, medium, low)"),
        (claim("expected: suported"), 6, "unknown expected 'suported' (did you mean 'supported'?)"),
        (claim("expected: [supported]"), 6, "unknown expected a list"),
        (claim("gold: doc#1"), 6, "'gold' must be a list, not the text 'doc#1'"),
        (claim("gold:", "  - doc#1", "  - doc#x"), 8, "malformed gold 'doc#x' (as document or document#4)"),
        (claim("gold: ['#4']"), 6, "malformed gold"),
        (claim("gold: ['doc#0']"), 6, "malformed gold"),
        (claim("gold: ['doc#1', 'doc#1']"), 6, "gold 'doc#1' stands twice"),
        (claim("gold: [[doc]]"), 6, "'gold' must be text, not a list"),
        (claim() + "      - name: C1\n        text: Other.\n", 6, "another claim has the name 'C1' (on line 4)"),
        (claim() + article("claims: [{name: C1, text: x}]").split("\n", 1)[1], 7, "another claim has the name 'C1'"),
        (article("not_checkable: [{text: x}]"), 3, "a statement that is not checkable has no 'kind'"),
        (article("not_checkable: [{text: x, kind: checkable}]"), 3, "unknown kind 'checkable'"),
        (article("not_checkable: [{text: x, kind: advise}]"), 3, "did you mean 'advice'?"),
        (article("claims: [{name: C1, text: " + "x" * 2001 + "}]"), 3, "'text' is longer than 2,000 characters"),
    ],
)
def test_the_first_error_is_one_line_with_its_place(tmp_path, content, line, words):
    with pytest.raises(InvalidSettings) as error:
        load(tmp_path, content)
    assert error.value.line == line
    assert error.value.path == tmp_path / "claims.yaml"
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("a: &x [1]\nb: *x\n", 1, "anchors"),
        ("a: *x\n", 1, "aliases"),
        ("articles:\n  - !!python/object/apply:os.system [x]\n", 2, "tags"),
        ("a: !!str 1\n", 1, "tags"),
        ("a: " + "[" * 400 + "]" * 400, 1, "nests deeper"),
        ("settings: {}\n---\nsettings: {}\n", 2, "second document"),
        ("settings: {}\n? [a]\n: b\n", 2, "a key must be text"),
        ('settings: {}\narticles: "\\0"\n', 2, "control character"),
        ('settings: {}\narticles: "\\ud800"\n', 2, "surrogate"),
        ('articles: "\\UFFFFFFFF"\n', 1, "is not YAML"),
        ("settings: {}\narticles: [\n\n", 2, "is not YAML"),
        ("settings: {}\narticles:\n\t- a\n", 3, "is not YAML"),
        ("articles:\n  - title: One: two\n", 2, "quote a text that holds ': '"),
        ("settings: {}\n\x01: b\n", 2, "is not YAML"),
        ("settings: {} # \u2028\u2028\nx: b\n", 2, "unknown key"),
    ],
)
def test_what_is_not_plain_yaml_is_refused(tmp_path, content, line, words):
    with pytest.raises(InvalidSettings) as error:
        load(tmp_path, content)
    assert error.value.line == line
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"# nothing yet\n", "only comments"),
        (b"a\0b", "binary"),
        (b"settings: caf\xe9\n", "UTF-8"),
        (b"#" * 4_000_001, "larger"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path, content, why):
    with pytest.raises(UnreadableInput, match=why):
        load(tmp_path, content)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableInput, match="no such file"):
        load_claims(tmp_path / "absent.yaml")
    with pytest.raises(UnreadableInput, match="folder"):
        load_claims(tmp_path)


class TestOwnFile:
    """The claims.yaml of this project: its first gold set."""

    def test_size_and_labels(self):
        file = load_claims(ROOT / "claims.yaml")
        (listed,) = file.articles
        assert file.config == Config()
        assert [c.name for c in listed.claims] == [f"C{n:02}" for n in range(1, 46)]
        assert Counter(c.expected for c in listed.claims) == {
            Label.SUPPORTED: 33,
            Label.PARTIALLY_SUPPORTED: 7,
            Label.REFUTED: 3,
            Label.NOT_ENOUGH_EVIDENCE: 2,
        }
        kinds = Counter(u.kind for u in listed.unchecked)
        assert kinds == {Checkability.OPINION: 8, Checkability.FORECAST: 5, Checkability.ADVICE: 3}

    def test_every_gold_fact_is_in_the_corpus(self):
        (listed,) = load_claims(ROOT / "claims.yaml").articles
        for claim in listed.claims:
            assert bool(claim.gold) == (claim.expected is not Label.NOT_ENOUGH_EVIDENCE), claim.name
            for gold in claim.gold:
                text = (CORPUS / f"{gold.document}.md").read_text("utf-8")
                number = gold.locator.removeprefix("fact ")
                assert re.search(rf"^{number}\. \S", text, re.MULTILINE), (claim.name, gold)

    def test_every_document_says_what_it_is(self):
        paths = sorted(p for p in CORPUS.glob("**/*.md") if p.name != "README.md")
        assert len(paths) == 44
        for path in paths:
            text = path.read_text("utf-8")
            about, body = split_front_matter(text, path)
            assert about["form"] == "digest", path
            assert about["tier"] in {"primary", "secondary"}, path
            assert all(about[k] for k in ("title", "issuer", "date", "coverage")), path
            assert isinstance(about["urls"], list), path
            numbers = [int(n) for n in re.findall(r"^(\d+)\. ", text[body:], re.MULTILINE)]
            assert numbers == list(range(1, len(numbers) + 1)), path
            assert len(numbers) == len(text[body:].strip().split("\n")), path
