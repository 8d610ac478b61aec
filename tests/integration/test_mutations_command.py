"""claimcheck evaluate mutations, over a record and over documents."""

import json

import pytest
from click.testing import CliRunner

from claimcheck.cli import cli

SOURCE = """---
title: Minutes of the council
issuer: The Council
date: 5 August 2017
form: digest
---

1. On 5 August 2017 the council adopted resolution 2371.
2. The board did not approve the merger.
3. The fund paid 2,412 million dollars.
"""
CLAIMS = """articles:
- name: a
  title: T
  claims:
  - {name: C1, paragraph: 1, text: The council adopted resolution 2371 on 5 August 2017., expected: supported,
     gold: ['minutes#1']}
  - {name: C2, paragraph: 1, text: The fund spent a great deal of money., expected: supported, gold: ['minutes#3']}
  - {name: C3, paragraph: 1, text: The board approved the merger., expected: refuted, gold: ['minutes#2']}
"""
RESOLUTION = """United Nations

S/RES/9901 (2031)

Resolution 9901 (2031)

Adopted by the Security Council at its 9902nd meeting, on 3 May 2031

The Security Council,

1. Decides to extend the mandate of UNXYZ until 30 June 2032;

2. Authorizes UNXYZ to keep up to 4,200 troops in the port of Thule;

3. Condemns the shelling of the harbour of Thule by the militia;
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "minutes.md").write_text(SOURCE, "utf-8")
    (tmp_path / "claims.yaml").write_text(CLAIMS, "utf-8")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "S-RES-9901-2031.txt").write_text(RESOLUTION, "utf-8")
    return tmp_path


def run(*arguments):
    result = CliRunner().invoke(cli, ["evaluate", "mutations", *arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("how", [(), ("--anew",)])
def test_a_records_supported_claims_are_mutated(desk, how):
    assert CliRunner().invoke(cli, ["check", "-q"]).exit_code in {0, 1}
    code, out, err = run(*how, "--show", "--most", "3")
    assert code == 0, err
    scores = json.loads(out)
    assert (scores["originals"], scores["originals_supported"]) == (2, 1)  # the refuted claim is none to start from
    assert scores["false_support_rate"] == 0
    assert {"negation", "date-day", "date-year"} <= set(scores["false_twins"])
    assert scores["true_kept_rate"] == 1


def test_facts_are_found_in_documents_and_mutated(desk):
    code, out, err = run("--facts", "papers", "--count", "20")
    assert code == 0, err
    scores = json.loads(out)
    assert scores["originals"] >= 4
    assert scores["false_twins"]["number-tenfold"]["n"] >= 1
    assert "judging twins" in err
    assert run("--facts", "papers", "--count", "20", "-q")[1] == out


def test_what_cannot_be_measured_is_said(desk):
    assert CliRunner().invoke(cli, ["evaluate", "mutations", "--facts", "corpus", "--anew"]).exit_code == 2
    result = CliRunner().invoke(cli, ["evaluate", "mutations", "--facts", "corpus"])
    assert result.exception is not None
    assert "no fact" in str(result.exception)
