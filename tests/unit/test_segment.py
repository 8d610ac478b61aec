from __future__ import annotations

import subprocess
import sys
import time

import pytest

from claimcheck.text.segment import split_paragraphs, split_sentences


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ('He left. "He left." She came.', ["He left.", '"He left."', "She came."]),
        ("He left. “He left.” She came.", ["He left.", "“He left.”", "She came."]),
        ('He left.\n"He left."', ["He left.", '"He left."']),
        ('He asked "why?" and left.', ['He asked "why?" and left.']),
        ('He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]),
        ("He left. (It rained.) She stayed.", ["He left.", "(It rained.)", "She stayed."]),
        ("Mr. Smith met Dr. Jones at No. 10.", ["Mr. Smith met Dr. Jones at No. 10."]),
        ("It paid 2.4 million.", ["It paid 2.4 million."]),
        ("He went to the U.S. The court ruled.", ["He went to the U.S.", "The court ruled."]),
        ("The U.S. Department of State spoke.", ["The U.S. Department of State spoke."]),
        ("It met at 5 p.m. on Monday.", ["It met at 5 p.m. on Monday."]),
        ("Really? Yes!", ["Really?", "Yes!"]),
        ("A heading\n\nlower case text", ["A heading", "lower case text"]),
        ("He met J. K. Smith and A. B. Jones.", ["He met J. K. Smith and A. B. Jones."]),
        ("Plan B. The council agreed.", ["Plan B.", "The council agreed."]),
        ("4. Decides to remain seized.", ["4. Decides to remain seized."]),
        ("(a) Decides. (b) Notes. (sic) It is.", ["(a) Decides.", "(b) Notes. (sic) It is."]),
        ("IV. Decides. 4.1. Notes.", ["IV. Decides.", "4.1. Notes."]),
        (
            "Recalling it,\n1. Decides to extend;\n2. Decides to stay.",
            ["Recalling it,", "1. Decides to extend;", "2. Decides to stay."],
        ),
        ("It came in group\n5. The council met.", ["It came in group\n5.", "The council met."]),
        ("See No. 5, Art. 3, para. 12, p. 7 and Add. 1.", ["See No. 5, Art. 3, para. 12, p. 7 and Add. 1."]),
        ("The U.S. Army came, e.g. Marines, on Jan. 5.", ["The U.S. Army came, e.g. Marines, on Jan. 5."]),
        ("He asked for cash, loans etc. The bank paid.", ["He asked for cash, loans etc.", "The bank paid."]),
        ("He waited... Then he left.", ["He waited...", "Then he left."]),
        ("It was... Mr. Smith who came.", ["It was... Mr. Smith who came."]),
        ("Aims ........ 5", ["Aims ........ 5"]),
        ('"Will it hold?" Mr. Smith asked. It did.', ['"Will it hold?" Mr. Smith asked.', "It did."]),
        ('He said: "Stop!" Then he left.', ['He said: "Stop!"', "Then he left."]),
        ("« Oui. » Elle part.", ["« Oui. »", "Elle part."]),
        ("It fell in 2015.[3] The rest stood.", ["It fell in 2015.[3]", "The rest stood."]),
        ("It ended in 2005. $5 million was paid.", ["It ended in 2005.", "$5 million was paid."]),
        ("First thing.\n- Second thing.", ["First thing.", "- Second thing."]),
        ("He left. - She stayed.", ["He left. - She stayed."]),
        ("The end.\n-----", ["The end.\n-----"]),
        ("He left. était là.", ["He left. était là."]),
        ("He left. Était là.", ["He left.", "Était là."]),
        ("我来了。他走了！好。", ["我来了。", "他走了！", "好。"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_part_of_the_text_has_spans_in_the_whole() -> None:
    text = "One. Two. Three."
    assert split_sentences(text, 5, 9) == [(5, 9)]


def test_paragraphs_end_at_blank_lines() -> None:
    text = " a\nb \n \n\nc "
    assert [text[a:b] for a, b in split_paragraphs(text)] == ["a\nb", "c"]


def test_long_text_without_full_stops_is_split_at_spaces() -> None:
    text = "word " * 30_000
    spans = split_sentences(text)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == "word" * 30_000


def test_a_very_long_sentence_is_cut_at_its_semicolons_commas_and_words() -> None:
    clause = "the parties agree to the terms set out in the annex"
    for joint in ("; ", ",\n", ", ", " "):
        text = joint.join([clause] * 200)
        parts = sentences(text)
        assert max(map(len, parts)) <= 2_000
        assert len(parts) <= len(text) // 1_000
        assert all(part.startswith("the parties") for part in parts) or joint == " "
        assert " ".join(parts).split() == text.split()
    assert [len(part) for part in sentences("x" * 4_500)] == [2_000, 2_000, 500]


@pytest.mark.parametrize(
    "unit",
    [
        ".",
        "a.",
        "A. ",
        "\n ",
        '"',
        "x\n ",
        ". ",
        '." ',
        ".[1]",
        "(",
        ". (",
        "1. ",
        ";\n1. A",
        "word ",
        "x",
        "Mr. ",
        "。",
        "? ",
        "… ",
    ],
)
def test_the_time_taken_grows_with_the_length_alone(unit: str) -> None:
    def seconds(times: int) -> float:
        text = "A" + unit * times
        start = time.process_time()
        spans = split_sentences(text)
        split_paragraphs(text)
        taken = time.process_time() - start
        assert all(high - low <= 2_000 for low, high in spans)
        return taken

    size = 100_000 // len(unit)
    assert seconds(4 * size) < 12 * max(min(seconds(size), seconds(size)), 0.01)


def test_the_tokenizer_is_not_needed() -> None:
    code = "import sys, claimcheck.text.segment as s; s.split_sentences('A. B.'); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "False"
