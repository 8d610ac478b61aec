"""Misspelt words: which words of the corpus are near, and which of them a claim is searched with."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.retrieval.spelling import NEAR, correct
from claimcheck.store import spelling
from claimcheck.text.similarity import count_edits, edits_allowed, misspellings

SCHEMA = """
    CREATE TABLE passages (number INTEGER PRIMARY KEY, id TEXT NOT NULL, text TEXT NOT NULL, context TEXT NOT NULL);
    CREATE VIRTUAL TABLE passages_fts USING fts5 (
        text, context, content = 'passages', content_rowid = 'number',
        tokenize = 'porter unicode61 remove_diacritics 2'
    );
    CREATE VIRTUAL TABLE passage_words USING fts5vocab (passages_fts, row);
    CREATE TABLE spelling_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE spelling_parts (part TEXT NOT NULL, words TEXT NOT NULL) STRICT;
    CREATE INDEX spelling_parts_part ON spelling_parts (part);
    CREATE TABLE spelling_seen (
        one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL
    ) STRICT;
"""


def add(connection, *texts, context=""):
    last = connection.execute("SELECT coalesce(max(number), 0) FROM passages").fetchone()[0]
    for number, text in enumerate(texts, start=last + 1):
        connection.execute("INSERT INTO passages VALUES (?, ?, ?, ?)", (number, f"{number} {text}", text, context))
        sql = "INSERT INTO passages_fts (rowid, text, context) VALUES (?, ?, ?)"
        connection.execute(sql, (number, text, context))


def remove(connection, number):
    sql = "INSERT INTO passages_fts (passages_fts, rowid, text, context) SELECT 'delete', * FROM "
    connection.execute(f"{sql} (SELECT number, text, context FROM passages WHERE number = ?)", (number,))


def record_of(*texts):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    add(connection, *texts)
    spelling.sync(connection)
    return connection


def near(connection, word, limit=9):
    return spelling.near_words(connection, [word], limit=limit)[word]


# Which words are near


def test_the_nearest_come_first_then_the_frequent_then_by_alphabet():
    record = record_of("Kashada", "Kishado Kishada", "Kishada", "Kashida", "Kishida", "Kashado")
    assert near(record, "kishida") == ("kishada", "kashida", "kashada", "kishado")
    assert near(record, "kishdia") == ("kishida", "kishada", "kashida")
    assert near(record, "kishdia", limit=2) == ("kishida", "kishada")
    assert near(record, "kishida", limit=0) == ()


def test_a_transposition_is_one_edit_and_mistakes_at_the_start_count_too():
    record = record_of("Hiroshima", "Kishida", "Bonn")
    found = spelling.near_words(record, ["ihroshmia", "kkshida", "ishida", "Onbn", "bnon", "bnno"], limit=3)
    assert found == {
        "ihroshmia": ("hiroshima",),
        "kkshida": ("kishida",),
        "ishida": ("kishida",),
        "Onbn": (),
        "bnon": ("bonn",),
        "bnno": (),
    }


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("irap", ("iraq",)),  # one of four letters
        ("irpa", ()),
        ("iraaqq", ()),  # two from a word of four
        ("iraqq", ("iraq",)),
        ("irn", ()),  # of three letters nothing is guessed
        ("kngos", ("kongo",)),
        ("knxgos", ()),
    ],
)
def test_short_words_bear_fewer_mistakes(word, expected):
    assert near(record_of("Iraq and Kongo, irs"), word) == expected


def test_a_word_is_given_as_it_is_written_and_one_form_of_it():
    record = record_of("Japanese ships", "Japan", "nations", "the nation", "a nation")
    assert near(record, "japanees") == ("japanese",), "not its stem, which stemmed again is Japan's"
    assert near(record, "natoin") == ("nation",)
    assert near(record, "nations") == (), "the word itself is known"


def test_case_and_accents_do_not_count():
    record = record_of("Die GÜTERZÜGE", "Gu\u0308terbahnhof")
    assert near(record, "Gutrezuge") == near(record, "GÜTREZÜGE") == ("guterzuge",)
    assert near(record, "güterbanhof") == ("guterbahnhof",)


def test_the_words_around_passages_are_known_too():
    record = record_of("Rain.")
    add(record, "Sun.", "Wind.", context="Treaty of Tlatelolco")
    spelling.sync(record)
    assert near(record, "tlateloclo") == ("tlatelolco",)


def test_numbers_and_codes_are_left_alone():
    record = record_of("1250 passages", "12500", "Kish1da, S1234ab", "h5n1x")
    assert all(
        near(record, word) == () for word in ("1251", "12501", "1,250", "kish2da", "s1235ab", "h5n1y", "pas5ages")
    )
    assert near(record, "kishida") == ("kish1da",), "a scanner's mistake in the corpus"


def test_words_of_no_passage_are_not_named():
    record = record_of("Kishida", "Kashida Kishada", "Kishada")
    assert near(record, "kishyda") == ("kishada", "kishida", "kashida")
    remove(record, 2)
    assert near(record, "kishyda") == ("kishada", "kishida")
    remove(record, 1)
    assert near(record, "kishyda", limit=1) == ("kishada",)


def test_only_new_passages_are_read():
    record = record_of("Hiroshima")
    read = []
    record.set_trace_callback(lambda sql: read.append(sql) if "spelling_words" in sql else None)
    assert spelling.sync(record) == 0
    assert read == []
    record.set_trace_callback(None)
    record.execute("UPDATE passages SET text = 'Nagasaki'")  # which never happens: what was read is not read again
    add(record, "Hiroshima Kagoshima")
    assert spelling.sync(record) == 1
    assert near(record, "kagosima") == ("kagoshima",)
    assert record.execute("SELECT count(*) FROM spelling_words").fetchone() == (2,)


def test_added_at_once_or_one_by_one_is_the_same():
    texts = ["Kishida met Kashida", "Kishada", "Kashida and Kishadda", "met"]
    apart = record_of()
    for text in texts:
        add(apart, text)
        spelling.sync(apart)
    assert near(apart, "kishdia") == near(record_of(*texts), "kishdia") != ()


WORDS = st.text("abc", min_size=1, max_size=9)


@settings(max_examples=150, deadline=None)
@given(st.sets(WORDS, max_size=40), WORDS)
def test_no_near_word_is_missed(words, word):
    record = record_of(*sorted(words))
    stem = spelling.index.stems(record, [*words, word])
    expected = {
        stem[other]
        for other in words
        if 0 < edits(word, other) <= min(edits_allowed(len(word)), edits_allowed(len(other)))
        and stem[other] != stem[word]
    }
    assert {stem[other] for other in near(record, word, limit=99)} == expected


def edits(first, second):
    """Optimal string alignment as the textbook has it."""
    table = [[max(i, j) if not (i and j) else 0 for j in range(len(second) + 1)] for i in range(len(first) + 1)]
    for i, a in enumerate(first, start=1):
        for j, b in enumerate(second, start=1):
            ways = [table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a != b)]
            if i > 1 and j > 1 and (first[i - 2], a) == (b, second[j - 2]):
                ways.append(table[i - 2][j - 2] + 1)
            table[i][j] = min(ways)
    return table[-1][-1]


@given(WORDS, WORDS)
def test_edits_are_counted_as_in_the_textbook(first, second):
    assert count_edits(first, second) == edits(first, second)
    allowed = min(edits_allowed(len(first)), edits_allowed(len(second)))
    expected = [(second, edits(first, second))] if 0 < edits(first, second) <= allowed else []
    assert misspellings(first, [second]) == expected


@given(st.lists(st.text(), max_size=5))
@settings(max_examples=50, deadline=None)
def test_any_text_may_be_asked_and_held(words):
    held = [word.replace("\x00", "\\").encode("utf-8", "replace").decode() for word in words]
    record = record_of("Kishida", *held)
    asked = [*words, "\ud800kishi", "a'b\"c", "kish\x00da", "word " * 9, "x" * 100_000, '["kishida"]']
    found = spelling.near_words(record, asked, limit=3)
    assert list(found) == list(dict.fromkeys(asked))


# What a claim is searched with


class Corpus:
    """Words and the numbers of their passages; near is what is within two edits."""

    def __init__(self, **frequencies):
        self.words = frequencies
        self.asked = 0

    def count(self, words):
        self.asked += 1
        return {word: self.words.get(word, 0) for word in words}

    def near(self, words):
        self.asked += 1
        found = {}
        for word in words:
            others = sorted((edits, -self.words[other], other) for other, edits in misspellings(word, [*self.words]))
            found[word] = tuple(other for *_, other in others)[:NEAR]
        return found

    def correct(self, claim):
        words = tuple(dict.fromkeys(claim.lower().split()))
        return correct(words, self.count(words), near=self.near, count=self.count)


def test_a_claim_of_known_words_asks_nothing():
    corpus = Corpus(japan=9, exports=5)
    assert corpus.correct("Japan exports 1,250 12500 of m1 xy") == {}
    assert corpus.asked == 1, "the frequencies of its words"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("kihsida", {"kihsida": ("kishida",)}),
        ("ishidaa visited", {"ishidaa": ("kishida",)}),
        ("kish1da", {"kish1da": ("kishida",)}),
        ("k1shlda", {"k1shlda": ("kishida",)}),
        ("5ecur1ty", {"5ecur1ty": ("security",)}),
        ("0saka", {"0saka": ("osaka",)}),
        ("cornrnittee", {"cornrnittee": ("committee",)}),
        ("modem", {"modem": ("modern",)}),
        ("hero shima", {"shima": ("hiroshima",)}),
        ("naga saki visited", {"naga": ("nagasaki",), "saki": ("nagasaki",)}),
        ("unitednations", {"unitednations": ("united", "nations")}),
        ("newyork", {"newyork": ("new", "york")}),
        ("macron", {}),
    ],
)
def test_what_was_meant_is_found(claim, expected):
    corpus = Corpus(
        **{"kishida": 4, "security": 90, "osaka": 3, "committee": 70, "modern": 2, "hero": 1, "hiroshima": 5},
        **{"nagasaki": 4, "united": 99, "nations": 99, "new": 80, "york": 20, "visited": 8},
    )
    assert corpus.correct(claim) == expected


@pytest.mark.parametrize(
    "claim", ["1,250", "12500", "2009", "h5n1", "covid19", "a1b2", "12th", "g77g", "1234a", "xyz", "_" * 9]
)
def test_numbers_and_codes_are_never_corrected(claim):
    corpus = Corpus(**{"12501": 9, "2008": 9, "hsnl": 9, "covid": 9, "covidlg": 9, "xyzz": 9, "aibz": 9, "ggzg": 9})
    assert corpus.correct(claim) == {}
    assert corpus.asked == 1


def test_a_much_more_frequent_word_outweighs_an_edit():
    assert Corpus(securities=2, security=90).correct("securitie")["securitie"][0] == "security"
    assert Corpus(securities=9, security=20).correct("securitie")["securitie"][0] == "securities"
    assert Corpus(marten=5, martin=5, martyn=4, marton=1).correct("martxn") == {"martxn": ("marten", "martin")}
    assert Corpus(martin=900, martyn=4).correct("martxn") == {"martxn": ("martin",)}


def test_three_letters_of_a_rare_word_are_no_part():
    assert Corpus(new=19, york=20).correct("newyork") == {}


def test_no_claim_makes_it_dear():
    corpus = Corpus(kishida=4)
    words = " ".join(f"kishid{a}{b}" for a in "abcdefgh" for b in "abcdefgh")
    assert len(corpus.correct(words)) == 12
    assert corpus.asked <= 5
    assert corpus.correct("x" * 100_000 + " \ud800\ud800\ud800\ud800 k\x00shida ''''' ²²²²² ٣kishida") == {}
