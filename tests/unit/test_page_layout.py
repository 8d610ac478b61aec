"""Layout of placed words: columns, paragraphs, headings, what is left out, and how lines are joined."""

import random
import time

import pytest

from claimcheck.ingestion.readers.page_furniture import drop_furniture, find_compounds, join_lines
from claimcheck.ingestion.readers.page_layout import Line, Page, Paragraph, Segment, arrange

EM = 10.0


def segment(x, y, text, *, page=1, size=EM, bold=False):
    width = size / 2
    return Segment(text, page, 0, x, x + width * len(text), y, size, bold, width * len(text.split()[0]))


def page(*segments, number=1, sideways=()):
    return Page(number, 842.0, list(segments), list(sideways))


def lines(x, y, *texts, number=1, leading=12.0, **font):
    return [segment(x, y + leading * i, text, page=number, **font) for i, text in enumerate(texts)]


def said(paragraphs):
    return ["".join(run.text for run in join_lines(p, frozenset())) for p in paragraphs]


PROSE = (
    "Nothing was said of what the ministers had agreed upon in the spring, nor",
    "of the letters that were sent in the summer of that year to the committee",
    "by those who had not been asked.",
)


def test_a_gap_begins_a_paragraph_and_a_line_end_does_not():
    found = arrange([page(*lines(50, 100, *PROSE), *lines(50, 145, *PROSE))])
    assert said(found) == [" ".join(PROSE)] * 2


def test_double_spaced_lines_are_one_paragraph():
    texts = [*PROSE[:2], *PROSE]
    assert said(arrange([page(*lines(50, 100, *texts, leading=24.0))])) == [" ".join(texts)]


def test_a_short_last_line_ends_a_paragraph_without_a_gap():
    found = arrange([page(*lines(50, 100, *PROSE, *PROSE))])
    assert said(found) == [" ".join(PROSE)] * 2


def test_the_order_of_the_segments_does_not_matter():
    placed = [*lines(50, 100, *PROSE), *lines(50, 145, *PROSE, bold=True), segment(50, 60, "Title", size=20.0)]
    expected = said(arrange([page(*placed)]))
    for seed in range(5):
        random.Random(seed).shuffle(placed)
        assert said(arrange([page(*placed)])) == expected


def test_headings_are_larger_or_bolder_and_ranked():
    found = arrange(
        [
            page(
                segment(50, 60, "Report", size=18.0),
                segment(50, 90, "First part", bold=True),
                *lines(50, 110, *PROSE, *PROSE),
                *lines(50, 200, *PROSE, bold=True),
            )
        ]
    )
    assert [p.level is not None for p in found] == [True, True, False, False, False]
    assert found[0].level < found[1].level


def test_a_raised_figure_belongs_to_its_line():
    raised = segment(300, 96, "2", size=6.0)
    (found,) = arrange([page(raised, segment(50, 100, "so they said"), segment(310, 100, "again"))])
    assert [line.text for line in found.lines] == ["so they said 2 again"]


def test_a_full_width_line_between_columns_parts_them():
    left = ("the first of all these", "columns goes on here to", "say what had been done", "before it was too late")
    right = ("and the second goes on", "with it until the story", "comes to its end in the", "last line of the column")
    placed = [*lines(50, 100, *left), *lines(250, 100, *right)]
    across = segment(50, 200, "This line runs across both of the columns, from one to the other.", size=16.0)
    below = [*lines(50, 250, *left), *lines(250, 250, *right)]
    story = " ".join([*left, *right])
    assert said(arrange([page(*placed, across, *below)])) == [story, across.text, story]


def test_bullets_and_numbers_begin_paragraphs_and_hang():
    texts = ("• the first of the items, which takes more than", "• the second;", "2. a number.")
    first, second, third = (segment(50, y, t) for y, t in zip((100, 124, 136), texts, strict=True))
    found = arrange([page(first, segment(62, 112, "one line;"), second, third)])
    assert said(found) == [f"{texts[0]} one line;", *texts[1:]]


def test_contents_are_read_line_by_line():
    texts = ("1 Introduction . . . . . . . . . . . . 1", "2 What was done . . . . . . . . . . . 12")
    assert said(arrange([page(*lines(50, 100, *texts, size=12.0), *lines(50, 200, *PROSE))]))[:2] == list(texts)


def test_a_paragraph_goes_on_in_the_next_column_only_in_mid_sentence():
    first, second = page(*lines(50, 100, *PROSE[:2])), page(*lines(50, 100, *PROSE[1:], number=2), number=2)
    assert said(arrange([first, second])) == [" ".join([*PROSE[:2], *PROSE[1:]])]
    ended = page(*lines(50, 100, PROSE[0], PROSE[1][:-1] + "."))
    assert len(arrange([ended, second])) == 2
    heading = page(*lines(50, 100, *PROSE), segment(50, 160, "heading", bold=True))
    assert len(arrange([heading, second])) == 3


def test_hyphens_go_unless_the_word_has_one_elsewhere():
    compounds = find_compounds(["a state-of-the-art ship"])

    def joined(*texts):
        runs = join_lines(Paragraph([Line([Segment(t, 1, 0)]) for t in texts]), compounds)
        return "".join(r.text for r in runs)

    assert joined("the negoti-", "ation") == "the negotiation"
    assert joined("the negoti\ufffe", "ation") == "the negotiation"
    assert joined("the negoti\xad", "ation") == "the negotiation"
    assert joined("a state-of-the-", "art ship") == "a state-of-the-art ship"
    assert joined("a state\ufffe", "of-the-art ship") == "a state-of-the-art ship"
    assert joined("the UN\ufffe", "led force") == "the UN-led force"
    assert joined("ended —", "so to say") == "ended — so to say"
    assert joined("ended—", "so to say") == "ended—so to say"
    assert joined("東京で", "会議") == "東京で会議"
    assert joined("a\x00b  c\xadd\ufeff", "e\ufffe") == "a b cd e-"


def test_runs_say_where_the_words_stand():
    raw = "one  two\r\nthr-\r\nee"
    placed = [Segment("one  two", 3, 0), Segment("thr-", 3, 10), Segment("ee", 3, 16), Segment("seen", 3, -1)]
    runs = join_lines(Paragraph([Line([s]) for s in placed]), frozenset())
    assert "".join(r.text for r in runs) == "one two three seen"
    mapped = [r for r in runs if r.offset >= 0]
    assert [r.text for r in mapped] == ["one", "two", "thr", "ee"]
    assert all(raw[r.offset : r.offset + len(r.text)] == r.text and r.page == 3 for r in mapped)


def headed(*heads, foot=str):
    """Return pages with `heads` in their first row, a line of their own, and a foot."""
    return [
        page(
            segment(50, 40, head, page=n),
            segment(50, 100, f"body {'abcdefgh'[n]}", page=n),
            segment(300, 800, foot(n), page=n),
            number=n,
        )
        for n, head in enumerate(heads, start=1)
    ]


def left(pages):
    return [s.text for p in pages for s in p.segments]


def test_repeated_heads_and_counted_feet_go():
    pages = headed("Report", "Report", "Report", foot=lambda n: f"p. {n + 11}")
    assert drop_furniture(pages)
    assert left(pages) == ["body b", "body c", "body d"]


def test_numbers_that_do_not_count_along_stay():
    heads = ("Case 31: 4 dead", "Case 12: 9 dead", "Case 77: 2 dead")
    pages = headed(*heads)
    assert drop_furniture(pages)
    assert [t for t in left(pages) if t.startswith("Case")] == list(heads)


def test_alternating_heads_go():
    pages = headed("Even", "Odd", "Even", "Odd", "Even", "Odd")
    assert drop_furniture(pages)
    assert left(pages) == [f"body {c}" for c in "bcdefg"]


@pytest.mark.parametrize(("foot", "goes"), [("- {} -", True), ("Page {} of 9", True), ("{}", True), ("{} dead", False)])
def test_two_pages_lose_bare_page_numbers_alone(foot, goes):
    pages = headed("Report", "Report", foot=foot.format)
    assert drop_furniture(pages) is goes
    assert left(pages).count("Report") == 2
    assert len(left(pages)) == (4 if goes else 6)


def test_a_line_as_close_as_the_next_of_a_text_is_no_head():
    pages = [page(*lines(50, 100, "The same", f"words {c}", number=n), number=n) for n, c in enumerate("abcd", start=1)]
    assert not drop_furniture(pages)


def test_what_runs_along_the_margin_of_many_pages_goes():
    pages = [page(number=n, sideways=[segment(0, 0, "Downloaded", page=n)]) for n in range(1, 5)]
    pages[1].sideways.append(segment(0, 0, "A stamp", page=2))
    assert drop_furniture(pages)
    assert [s.text for p in pages for s in p.sideways] == ["A stamp"]


def test_a_hostile_page_takes_no_longer_than_its_size_asks_for():
    chance = random.Random(1)
    placed = [segment(chance.randrange(500), chance.randrange(800), "word " * 3) for _ in range(5_000)]
    began = time.process_time()
    found = arrange([page(*placed)])
    assert sum(len(p.lines) for p in found)
    assert time.process_time() - began < 5
    assert sorted(id(s) for p in found for line in p.lines for s in line.segments) == sorted(map(id, placed))
