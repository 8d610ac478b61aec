"""The model that ships: a pair's score is the pair's alone, and other models can stand in its place."""

import json
import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from claimcheck.cli.options import read_config
from claimcheck.config import Config
from claimcheck.errors import InvalidSettings
from claimcheck.verification.stance_model import load_model, score_pairs

SHIPPED = Path(str(files("claimcheck.verification"))) / "stance"
PAIRS = [
    ("The council adopted the text.", "The text was adopted by the council on Monday."),
    ("The council rejected the text.", "The text was adopted by the council on Monday."),
    ("More than 40 ships sank.", "In all, 12 ships sank in the storm, and the harbour was closed for a week."),
    ("Prices rose.", "The weather in the north was mild."),
    ("Ada Gray wrote it.", "It was written in 1931 by Ada Gray. " * 20),
    ("x", ""),
]


@pytest.fixture(scope="module")
def model():
    loaded = load_model("shipped")
    assert loaded is not None
    return loaded


def test_a_score_is_the_same_alone_among_others_and_on_any_number_of_threads(model):
    alone = [score_pairs(model, [pair], bar=model.given, threads=1)[0] for pair in PAIRS]
    for threads in (1, 2, 5):
        assert score_pairs(model, PAIRS, bar=model.given, threads=threads) == alone
        assert score_pairs(model, PAIRS[::-1] * 3, bar=model.given, threads=threads) == alone[::-1] * 3


def test_probabilities_sum_to_one(model):
    for score in score_pairs(model, PAIRS, bar=model.given):
        assert score.supports + score.refutes + score.neutral == pytest.approx(1, abs=1e-9)
        assert min(score.supports, score.refutes, score.neutral) >= 0
        assert score.model == model.name


def test_it_tells_the_plain_cases_apart(model):
    same, contrary, fewer, other = score_pairs(model, PAIRS[:4], bar=model.given)
    assert same.supports > 0.5
    assert contrary.refutes > 0.5
    assert fewer.refutes > fewer.supports
    assert other.neutral > 0.5


def test_what_a_search_brought_back_has_a_higher_bar(model):
    given = score_pairs(model, PAIRS, bar=model.given)
    retrieved = score_pairs(model, PAIRS, bar=model.retrieved)
    assert all(r.neutral >= g.neutral for g, r in zip(given, retrieved, strict=True))


def test_it_is_small_enough_to_ship(model):
    assert sum(p.stat().st_size for p in SHIPPED.iterdir()) < 25_000_000


def test_off_means_no_model():
    assert load_model("off") is None


@pytest.fixture
def other(tmp_path):
    """A model's folder as Hugging Face has it, with labels in another order."""
    folder = tmp_path / "other"
    folder.mkdir()
    shutil.copy(SHIPPED / "tokenizer.json", folder)
    shutil.copy(SHIPPED / "model.onnx", folder)

    def write(labels, **more):
        config = {"id2label": {str(i): name for i, name in enumerate(labels)}, **more}
        (folder / "config.json").write_text(json.dumps(config))
        return str(folder)

    return write


def test_the_order_of_labels_is_read_from_the_models_config(other, model):
    loaded = load_model(other(["ENTAILMENT", "contradiction", "Neutral"]))
    assert loaded.labels == (0, 1, 2)
    assert loaded.name.startswith("other@")
    turned = replace(loaded, labels=(2, 0, 1))
    plain, moved = (
        score_pairs(loaded, PAIRS[:1], bar=loaded.given)[0],
        score_pairs(turned, PAIRS[:1], bar=turned.given)[0],
    )
    assert (moved.supports, moved.refutes, moved.neutral) == (plain.neutral, plain.supports, plain.refutes)


@pytest.mark.parametrize(
    "labels",
    [["entailment", "not_entailment"], ["LABEL_0", "LABEL_1", "LABEL_2"], ["entailment", "entailment", "neutral"], []],
)
def test_a_model_of_other_labels_is_refused_in_one_line(other, labels):
    with pytest.raises(InvalidSettings, match="labels") as raised:
        load_model(other(labels))
    assert "\n" not in str(raised.value)


def test_a_folder_without_a_model_is_refused_in_one_line(tmp_path):
    with pytest.raises(InvalidSettings, match="not a stance model"):
        load_model(str(tmp_path / "nowhere"))
    (tmp_path / "config.json").write_text("[]")
    with pytest.raises(InvalidSettings, match=r"model\.onnx|not a stance model"):
        load_model(str(tmp_path))
    shutil.copy(SHIPPED / "config.json", tmp_path / "config.json")
    shutil.copy(SHIPPED / "tokenizer.json", tmp_path / "tokenizer.json")
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(InvalidSettings, match="not a stance model") as raised:
        load_model(str(tmp_path))
    assert "\n" not in str(raised.value)


def test_the_setting_is_known():
    assert Config().with_settings({"stance_model": "off"}).stance_model == "off"


def test_a_folder_is_taken_relative_to_the_claims_file(tmp_path):
    claims = tmp_path / "desk" / "claims.yaml"
    claims.parent.mkdir()
    for told, meant in (("models/nli", str(claims.parent / "models" / "nli")), ("off", "off"), ("shipped", "shipped")):
        claims.write_text(f'settings:\n  stance_model: "{told}"\n')
        assert read_config(claims).stance_model == meant
