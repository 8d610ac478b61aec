"""A desk's source policy from claims.yaml to the record: sources left out, notes beside verdicts, the exit code."""

import pytest
from click.testing import CliRunner

from claimcheck.cli import cli
from claimcheck.models import Label, LeftOut, PolicyCode
from claimcheck.store import Store

ARTICLE = "# The council\n\nThe council adopted resolution 2371 on 5 August 2017.\n"
RECORD = "---\ntitle: Meeting record\ntier: primary\n---\n\nThe council adopted resolution 2371 on 5 August 2017.\n"
WIRE = "---\ntitle: A wire story\ntier: secondary\n---\n\nOn 5 August 2017 the council adopted resolution 2371.\n"
CLAIMS = """\
settings:
  policy:
    {policy}
articles:
  - title: The council
    address: https://paper.example/council
    claims:
      - name: C1
        text: The council adopted resolution 2371 on 5 August 2017.
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    (tmp_path / "corpus/wire").mkdir(parents=True)
    (tmp_path / "corpus/record.md").write_text(RECORD, "utf-8")
    (tmp_path / "corpus/wire/story.md").write_text(WIRE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(desk, policy):
    """Check the listed claim under a policy; return the exit code, the output and the finding as the record has it."""
    (desk / "claims.yaml").write_text(CLAIMS.format(policy=policy), "utf-8")
    done = CliRunner().invoke(cli, ["check", "-q"], standalone_mode=False)
    if done.exception:
        raise done.exception
    with Store.open(desk / "claimcheck.db") as store:
        (part,) = store.latest_report().articles
    return done.return_value, part.findings[0]


def test_two_sources_are_enough_and_one_is_not_without_the_other(desk):
    code, found = check(desk, "sources: 2")
    assert (code, found.verdict.label, found.verdict.policy) == (0, Label.SUPPORTED, ())
    code, found = check(desk, "{sources: 2, exclude: [wire]}")
    assert (code, found.verdict.label) == (0, Label.SUPPORTED)
    assert [note.code for note in found.verdict.policy] == [PolicyCode.TOO_FEW_SOURCES, PolicyCode.EXCLUDED_SOURCE]
    assert found.search.left_out == (LeftOut(document="wire/story", rule="wire"),)
    assert {e.context.title for e in found.evidence} == {"Meeting record"}


def test_a_note_fails_the_check_only_where_the_policy_says_so(desk):
    code, found = check(desk, "{sources: 3, fail: true}")
    assert (code, found.verdict.label) == (1, Label.SUPPORTED)
    code, _ = check(desk, "{sources: 2, fail: true}")
    assert code == 0


def test_a_source_is_left_out_for_its_article_only(desk):
    _, found = check(desk, "exclude_for: {paper.example: [record, wire]}")
    assert (found.verdict.label, found.evidence) == (Label.NOT_ENOUGH_EVIDENCE, ())
    assert [s.document for s in found.search.left_out] == ["record", "wire/story"]
    _, found = check(desk, "exclude_for: {other.example: [record, wire]}")
    assert (len(found.evidence), found.search.left_out) == (2, ())


def test_a_copy_of_the_article_is_named_as_left_out(desk):
    (desk / "article.md").write_text(ARTICLE, "utf-8")
    (desk / "corpus/ours.md").write_text(ARTICLE, "utf-8")
    CliRunner().invoke(cli, ["check", "-q", "article.md"])
    with Store.open(desk / "claimcheck.db") as store:
        (finding,) = store.latest_report().articles[0].findings
    assert finding.search.left_out == (LeftOut(document="ours"),)
    assert finding.verdict.policy == ()


def test_an_exclusion_that_no_document_answers_to_is_said(desk):
    policy = "{exclude: [wier, wire], exclude_for: {The council: [recrod]}}"
    (desk / "claims.yaml").write_text(CLAIMS.format(policy=policy), "utf-8")
    done = CliRunner().invoke(cli, ["check"])
    assert [line for line in done.output.split("\n") if "no document answers" in line] == [
        "Source policy: no document answers to 'wier', so it excludes none.",
        "Source policy: no document answers to 'recrod', so it excludes none.",
    ]


def test_a_wrong_policy_is_said_with_its_line(desk):
    with pytest.raises(Exception, match=r"claims\.yaml:3: unknown setting 'policy\.source'.*'policy\.sources'"):
        check(desk, "source: 2")
