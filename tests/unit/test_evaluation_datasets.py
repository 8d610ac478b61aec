"""The readers of gold data, and what they say of files that are wrong."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from claimcheck.errors import UnreadableInput
from claimcheck.evaluation import rows as rows_module
from claimcheck.evaluation.datasets import (
    CorpusDocument,
    EvaluationFormat,
    GoldLabel,
    read_claims,
    read_corpus,
    read_pairs,
    require_gold,
)

SCIFACT, CHECKCOVID, WICE = EvaluationFormat.SCIFACT, EvaluationFormat.CHECKCOVID, EvaluationFormat.WICE
PAIR = {"claim": "Tea is dry.", "evidence": "Tea is wet.", "label": "REFUTED"}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{r if isinstance(r, str) else json.dumps(r)}\n" for r in rows), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows.jsonl"


class TestPairs:
    def test_rows(self, file: Path):
        write(file, PAIR | {"id": 7, "dataset": "d", "other": [1]}, "", PAIR | {"evidence": "", "label": "NEI"})
        first, second = read_pairs(file)
        assert (first.claim, first.evidence, first.label) == ("Tea is dry.", "Tea is wet.", GoldLabel.REFUTED)
        assert (first.id, first.dataset) == ("7", "d")
        assert (second.evidence, second.label, second.id, second.dataset) == ("", GoldLabel.NEI, "", "")

    @pytest.mark.parametrize("name", ["rows.jsonl.gz", "rows.jsonl"])
    def test_gzip_whatever_the_name(self, tmp_path: Path, name: str):
        path = tmp_path / name
        path.write_bytes(gzip.compress(json.dumps(PAIR).encode()))
        assert [p.label for p in read_pairs(path)] == ["REFUTED"]

    def test_rows_come_before_the_file_is_read_to_its_end(self, file: Path):
        write(file, PAIR, "not JSON")
        pairs = read_pairs(file)
        assert next(pairs).claim == "Tea is dry."
        with pytest.raises(UnreadableInput) as caught:
            next(pairs)
        assert caught.value.line == 2

    def test_a_byte_order_mark_is_passed_over(self, file: Path):
        file.write_bytes(b"\xef\xbb\xbf" + json.dumps(PAIR).encode())
        assert len(list(read_pairs(file))) == 1

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            ({"claim": "a", "evidence": "b"}, "row without 'label'"),
            (PAIR | {"label": "SUPPORTS"}, "unknown label 'SUPPORTS' (one of SUPPORTED, REFUTED, NEI)"),
            (PAIR | {"label": "PARTIAL"}, "unknown label 'PARTIAL'"),
            (PAIR | {"label": ["NEI"]}, "'label' must be text"),
            (PAIR | {"claim": "  "}, "'claim' is empty"),
            (PAIR | {"claim": 3}, "'claim' must be text, not 3"),
            (PAIR | {"evidence": None}, "'evidence' must be text, not None"),
            (PAIR | {"claim": "half \ud800"}, "half a character"),
            (PAIR | {"id": True}, "'id' must be a text or a whole number"),
            ([PAIR], "must be a JSON object"),
            ('{"claim": ', "not JSON"),
            ("[" * 100_000, "not JSON"),
            ('{"id": ' + "9" * 5000 + "}", "not JSON"),
        ],
    )
    def test_a_wrong_row_is_named_by_path_and_line(self, file: Path, row: object, message: str):
        write(file, PAIR, "", row)
        with pytest.raises(UnreadableInput) as caught:
            list(read_pairs(file))
        assert message in str(caught.value)
        assert (caught.value.path, caught.value.line) == (file, 3)
        assert str(caught.value).startswith(f"{file}:3: ")
        assert "\n" not in str(caught.value)

    def test_a_file_that_is_missing_empty_or_damaged(self, tmp_path: Path):
        missing, blank, latin, cut, bent = (tmp_path / name for name in ("missing", "blank", "latin", "cut", "bent"))
        blank.write_text("\n \n")
        latin.write_bytes(json.dumps(PAIR).encode() + b"\n\xe9\n")
        cut.write_bytes(gzip.compress(json.dumps(PAIR).encode() * 99)[:-12])
        bent.write_bytes(gzip.compress(b"")[:10] + b"\xff" * 40)
        for path, message, line in (
            (missing, "cannot be read: No such file", None),
            (tmp_path, "cannot be read", None),
            (blank, "holds no rows", None),
            (latin, "not UTF-8", 2),
            (cut, "cannot be read", None),
            (bent, "cannot be read", None),
        ):
            with pytest.raises(UnreadableInput, match=message) as caught:
                list(read_pairs(path))
            assert (caught.value.path, caught.value.line) == (path, line)

    def test_a_row_without_end_is_not_read_into_memory(self, file: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(rows_module, "MAX_ROW_BYTES", 200)
        write(file, PAIR, PAIR | {"claim": "x" * 300})
        with pytest.raises(UnreadableInput, match="row of more than 200 bytes") as caught:
            list(read_pairs(file))
        assert caught.value.line == 2


class TestSciFact:
    CLAIM = {  # noqa: RUF012 - read only
        "id": 4,
        "claim": "Tea warms.",
        "evidence": {
            "30": [{"sentences": [5, 2], "label": "SUPPORT"}, {"sentences": [9], "label": "SUPPORT"}],
            "11": [{"sentences": [0], "label": "SUPPORT"}],
        },
        "cited_doc_ids": [30, 11, 12],
    }

    def test_claim(self, file: Path):
        write(file, self.CLAIM, {"id": 5, "claim": "Tea cools.", "evidence": {}, "cited_doc_ids": [12]})
        first, second = read_claims(file, SCIFACT)
        assert (first.id, first.text, first.label, first.documents) == ("4", "Tea warms.", "SUPPORTED", None)
        assert first.gold_documents == ("11", "30")
        assert first.gold_sentences == (("11", 0), ("30", 2), ("30", 5), ("30", 9))
        assert first.rationales == (
            ("30", (2, 5), "SUPPORTED"),
            ("30", (9,), "SUPPORTED"),
            ("11", (0,), "SUPPORTED"),
        )
        assert (second.label, second.gold_documents, second.gold_sentences) == ("NEI", (), ())

    @pytest.mark.parametrize("word", ["REFUTE", "CONTRADICT"])
    def test_both_words_for_refuting(self, file: Path, word: str):
        write(file, {"id": 1, "claim": "c", "evidence": {"3": [{"sentences": [0], "label": word}]}})
        assert read_claims(file, SCIFACT)[0].label is GoldLabel.REFUTED

    def test_documents_that_disagree_leave_no_label(self, file: Path):
        evidence = {"3": [{"sentences": [0], "label": "SUPPORT"}], "4": [{"sentences": [0], "label": "REFUTE"}]}
        write(file, {"id": 1, "claim": "c", "evidence": evidence})
        claim = read_claims(file, SCIFACT)[0]
        assert claim.label is None
        assert claim.gold_documents == ("3", "4")

    def test_corpus_keeps_blank_sentences_in_their_place(self, file: Path):
        write(file, {"doc_id": 30, "title": "Tea", "abstract": ["One.", "", "Three."], "structured": False})
        assert list(read_corpus(file, SCIFACT)) == [
            CorpusDocument(id="30", title="Tea", sentences=("One.", "", "Three."))
        ]

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            ({"id": 1, "claim": "c"}, "row without 'evidence'"),
            ({"id": 1, "claim": "c", "evidence": []}, "'evidence' must be an object of documents"),
            ({"id": 1, "claim": "c", "evidence": {"3": {}}}, "must be a list of rationales"),
            ({"id": 1, "claim": "c", "evidence": {"3": [[0]]}}, "'evidence' must hold objects"),
            ({"id": 1, "claim": "c", "evidence": {"3": [{"label": "SUPPORT"}]}}, "row without 'sentences'"),
            (
                {"id": 1, "claim": "c", "evidence": {"3": [{"sentences": [-1], "label": "SUPPORT"}]}},
                "'sentences' must hold sentence numbers from 0, not -1",
            ),
            (
                {"id": 1, "claim": "c", "evidence": {"3": [{"sentences": [True], "label": "SUPPORT"}]}},
                "'sentences' must hold sentence numbers from 0, not True",
            ),
            ({"id": 1, "claim": "c", "evidence": {"3": [{"sentences": [0], "label": "NEI"}]}}, "unknown label 'NEI'"),
            (
                {
                    "id": 1,
                    "claim": "c",
                    "evidence": {
                        "3": [{"sentences": [0], "label": "SUPPORT"}, {"sentences": [1], "label": "REFUTE"}],
                    },
                },
                "document '3' both supports and refutes",
            ),
            ({"claim": "c", "evidence": {}}, "row without 'id'"),
            ({"id": 4, "claim": "c", "evidence": {}}, "id '4' again, first on line 1"),
        ],
    )
    def test_wrong_claims(self, file: Path, row: object, message: str):
        write(file, self.CLAIM, row)
        with pytest.raises(UnreadableInput) as caught:
            read_claims(file, SCIFACT)
        assert message in str(caught.value)
        assert caught.value.line == 2

    @pytest.mark.parametrize(
        ("row", "message"),
        [
            ({"doc_id": 2, "abstract": []}, "row without 'title'"),
            ({"doc_id": 2, "title": "t", "abstract": "text"}, "'abstract' must be a list of texts"),
            ({"doc_id": 2, "title": "t", "abstract": [1]}, "'abstract' must hold text, not 1"),
            ({"cord_id": "x", "title": "t", "abstract": []}, "row without 'doc_id' (it has: cord_id, title, abstract)"),
            ({"doc_id": 1, "title": "t", "abstract": []}, "id '1' again, first on line 1"),
        ],
    )
    def test_wrong_documents(self, file: Path, row: object, message: str):
        write(file, {"doc_id": 1, "title": "t", "abstract": ["s"]}, row)
        with pytest.raises(UnreadableInput) as caught:
            list(read_corpus(file, SCIFACT))
        assert message in str(caught.value)
        assert caught.value.line == 2


class TestCheckCovid:
    @staticmethod
    def row(name: str, claim: str, label: str, document: str, *sentences: int) -> dict[str, object]:
        evidence = [{"sent_index": s, "type": "PRIMARY"} for s in sentences]
        return {
            "id": name,
            "claim": claim,
            "cord_id": document,
            "label": label,
            "evidence_set": evidence,
            "is_auth": True,
        }

    def test_rows_of_one_text_are_one_claim(self, file: Path):
        write(
            file,
            self.row("a", "Masks help.", "NOTENOUGHINFO", "d1", 0),
            self.row("b", "Masks  help. ", "SUPPORT", "d1", 3, 2),
            self.row("c", "Masks harm.", "REFUTE", "d1", 3),
            self.row("d", "Masks help.", "SUPPORT", "d2", 1),
            self.row("e", "Masks glow.", "NOTENOUGHINFO", "d2", 1),
        )
        helped, harmed, glowing = read_claims(file, CHECKCOVID)
        assert (helped.id, helped.text, helped.label) == ("a", "Masks help.", "SUPPORTED")
        # The undecided row's sentence is not gold.
        assert helped.gold_sentences == (("d1", 2), ("d1", 3), ("d2", 1))
        assert helped.rationales == (("d1", (2, 3), "SUPPORTED"), ("d2", (1,), "SUPPORTED"))
        assert (harmed.label, harmed.gold_documents) == ("REFUTED", ("d1",))
        assert (glowing.label, glowing.gold_documents, glowing.rationales) == ("NEI", (), ())

    def test_rows_that_disagree_leave_no_label(self, file: Path):
        write(file, self.row("a", "c", "SUPPORT", "d1", 0), self.row("b", "c", "REFUTE", "d2", 0))
        (claim,) = read_claims(file, CHECKCOVID)
        assert claim.label is None

    def test_corpus(self, file: Path):
        write(file, {"cord_id": "d1", "title": "", "abstract": ["One."]})
        assert list(read_corpus(file, CHECKCOVID)) == [CorpusDocument(id="d1", title="", sentences=("One.",))]

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"label": "NEI"}, "unknown label 'NEI' (one of SUPPORT, REFUTE, NOTENOUGHINFO)"),
            ({"evidence_set": [{"type": "PRIMARY"}]}, "row without 'sent_index'"),
            ({"evidence_set": [3]}, "'evidence_set' must hold objects"),
            ({"evidence_set": [{"sent_index": "3"}]}, "'sent_index' must be a sentence number"),
            ({"cord_id": None}, "'cord_id' must be a text or a whole number"),
            ({"id": "a"}, "id 'a' again"),
        ],
    )
    def test_wrong_claims(self, file: Path, change: dict[str, object], message: str):
        write(file, self.row("a", "c", "SUPPORT", "d1", 0), self.row("b", "c", "SUPPORT", "d1", 0) | change)
        with pytest.raises(UnreadableInput) as caught:
            read_claims(file, CHECKCOVID)
        assert message in str(caught.value)
        assert caught.value.line == 2


class TestWice:
    PAGE = ("(meta data) TITLE: On tea", "Tea is wet.", "", "Tea is hot.")

    def row(self, name: str, label: str, *sets: list[int]) -> dict[str, object]:
        return {
            "label": label,
            "supporting_sentences": list(sets),
            "claim": "Tea is wet and hot.",
            "evidence": list(self.PAGE),
            "meta": {"id": name, "claim_title": "Tea"},
        }

    def test_claims(self, file: Path):
        write(
            file,
            self.row("w1", "supported", [3, 1], [1, 3], [1], []),
            self.row("w2", "partially_supported", [1]),
            self.row("w3", "not_supported", [], [3]),
        )
        whole, part, none = read_claims(file, WICE)
        assert (whole.label, whole.gold_documents, whole.documents) == ("SUPPORTED", ("w1",), ("w1",))
        assert whole.gold_sentences == (("w1", 1), ("w1", 3))
        assert whole.rationales == (("w1", (1, 3), "SUPPORTED"), ("w1", (1,), "SUPPORTED"))
        assert (part.label, part.rationales) == ("PARTIAL", (("w2", (1,), "PARTIAL"),))
        assert (none.label, none.gold_documents, none.gold_sentences, none.documents) == ("NEI", (), (), ("w3",))

    def test_each_claim_has_its_page(self, file: Path):
        row = self.row("w1", "supported", [1])
        del row["meta"]
        write(file, self.row("w1", "supported", [1]), row)
        first, second = read_corpus(file, WICE)
        assert first == CorpusDocument(id="w1", title="On tea", sentences=self.PAGE)
        assert second.id == "wice-2"
        assert read_claims(file, WICE)[1].documents == ("wice-2",)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"label": "refuted"}, "unknown label 'refuted'"),
            ({"supporting_sentences": [1]}, "must be a list of lists"),
            ({"supporting_sentences": [[4]]}, "names sentence 4 of 4"),
            ({"supporting_sentences": [["1"]]}, "must hold sentence numbers from 0, not '1'"),
            ({"evidence": "text"}, "'evidence' must be a list of texts"),
            ({"claim": ""}, "'claim' is empty"),
        ],
    )
    def test_wrong_claims(self, file: Path, change: dict[str, object], message: str):
        write(file, self.row("w1", "supported", [1]), self.row("w2", "supported", [1]) | change)
        with pytest.raises(UnreadableInput) as caught:
            read_claims(file, WICE)
        assert message in str(caught.value)
        assert caught.value.line == 2


class TestRequireGold:
    @pytest.mark.parametrize(
        ("documents", "message"),
        [
            ([CorpusDocument(id="4", title="", sentences=("s",))], "no document '3', which claim '1' names"),
            ([CorpusDocument(id="3", title="", sentences=("s",))], "document '3' has no sentence 1"),
        ],
    )
    def test_another_corpus_is_refused(self, file: Path, documents: list[CorpusDocument], message: str):
        write(file, {"id": 1, "claim": "c", "evidence": {"3": [{"sentences": [1], "label": "SUPPORT"}]}})
        with pytest.raises(UnreadableInput, match=message):
            require_gold(read_claims(file, SCIFACT), documents, path="corpus.jsonl")

    def test_its_own_corpus_is_not(self, file: Path):
        write(file, {"id": 1, "claim": "c", "evidence": {"3": [{"sentences": [1], "label": "SUPPORT"}]}})
        document = CorpusDocument(id="3", title="", sentences=("s", "t"))
        require_gold(read_claims(file, SCIFACT), [document], path="corpus.jsonl")
