"""Edits of claims in claims.yaml: what is read of them, and which errors name which line."""

import pytest

from claimcheck.errors import InvalidSettings
from claimcheck.ingestion import edits_file
from claimcheck.ingestion.claims_file import load_claims
from claimcheck.models import EditAction, TextQuote

FULL = """\
articles:
  - title: Listed
    claims: [{name: C1, text: It is so.}]
  - article: march.md
    by: A. Ito
    edits:
      - drop: Sales were said
          to have doubled.
        note: hearsay
      - reword: Sales rose
        claim: Acme's sales rose.
        which: It was said that sales rose.
        worth: high
        by: B. Sato
      - split: Acme, founded in 1990, is in Bonn
        into: [Acme was founded in 1990., Acme is in Bonn.]
      - merge: [It made shoes, It sold them]
        claim: Acme made and sold shoes.
      - add: no tools left
        before: has
        after: to use
"""


def load(folder, text):
    path = folder / "claims.yaml"
    path.write_text(text, encoding="utf-8")
    return load_claims(path)


def refused(folder, edits):
    with pytest.raises(InvalidSettings) as caught:
        load(folder, f"articles:\n  - article: a.md\n    edits:\n{edits}")
    assert "\n" not in str(caught.value)
    return str(caught.value).partition("claims.yaml:")[2]


def test_everything_is_read(tmp_path):
    file = load(tmp_path, FULL)
    assert [a.article.title for a in file.articles] == ["Listed"]
    (listed,) = file.edits
    assert (listed.article, listed.folder, listed.place.line) == ("march.md", tmp_path, 4)
    drop, reword, split, merge, add = listed.edits
    assert drop.action is EditAction.DROP
    assert drop.words == (TextQuote(exact="Sales were said to have doubled."),)
    assert (drop.by, drop.note, drop.source, drop.worth) == ("A. Ito", "hearsay", "claims.yaml:7", None)
    assert (reword.claims, reword.worth, reword.by) == (("Acme's sales rose.",), 0.9, "B. Sato")
    assert reword.which == ("It was said that sales rose.",)
    assert split.claims == ("Acme was founded in 1990.", "Acme is in Bonn.")
    assert [w.exact for w in merge.words] == ["It made shoes", "It sold them"]
    assert add.claims == ("no tools left",)
    assert add.words == (TextQuote(exact="no tools left", prefix="has", suffix="to use"),)


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ("      - dorp: x\n", "4: unknown key 'dorp' in an edit (did you mean 'drop'?)"),
        ("      - by: me\n", "4: says none of drop, reword"),
        ("      - drop: x\n        add: y\n", "4: two edits in one: drop and add"),
        ("      - drop: x\n        claim: y\n", "5: 'claim' does not belong to 'drop'"),
        ("      - reword: x\n", "4: 'reword' has no 'claim'"),
        ("      - reword: {words: x, claim: y}\n", "4: 'reword' must be the article's words"),
        ("      - reword: [x, y]\n        claim: z\n", "4: 'reword' must be the words of one place"),
        ("      - split: x\n        into: [y]\n", "5: 'split' needs 'into' with 2 to 20 claims"),
        ("      - split: x\n", "4: 'split' needs 'into'"),
        ("      - merge: [x]\n        claim: y\n", "4: 'merge' takes the words of 2 to 20 places"),
        ("      - merge: [x, y]\n        claim: z\n        before: w\n", "are for the words of one place"),
        ("      - drop:\n", "4: 'drop' has no words"),
        ("      - add: x\n        worth: hihg\n", "5: unknown worth 'hihg' (did you mean 'high'?)"),
        ("      - drop: &a x\n      - drop: *a\n", "4: anchors (&) and aliases (*) are not read"),
        ("      - drop: !!python/object/apply:os.system [id]\n", "4: tags (!) are not read"),
        ('      - drop: "a\\0b"\n', "4: holds a control character"),
        (f"      - drop: {'x' * 2_001}\n", "4: 'drop' is longer than 2,000 characters"),
        ("      - x\n", "4: an edit must be keys with values"),
        ("      - drop: x\n  - article: a.md\n    edits: [{drop: y}]\n", "5: article 'a.md' stands twice"),
    ],
)
def test_an_error_names_its_line_and_what_to_do(tmp_path, edits, said):
    assert said in refused(tmp_path, edits)


def test_an_entry_has_an_article_and_edits_and_nothing_else(tmp_path):
    with pytest.raises(InvalidSettings, match=r"claims\.yaml:2: an article with edits has no 'edits'"):
        load(tmp_path, "articles:\n  - article: a.md\n")
    with pytest.raises(InvalidSettings, match=r"claims\.yaml:3: unknown key 'title' in an article with edits"):
        load(tmp_path, "articles:\n  - article: a.md\n    title: A\n    edits: []\n")


def test_there_is_an_end_to_them(tmp_path, monkeypatch):
    monkeypatch.setattr(edits_file, "MAX_EDITS", 2)
    assert "more than 2 edits" in refused(tmp_path, "      - drop: x\n      - drop: y\n      - drop: z\n")
