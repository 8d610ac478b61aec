import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.text.numbered import find_numbered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UN Security Council resolution 2371 (2017)", ("resolution_2371",)),
        ("Resolutions 2371 and others", ("resolution_2371",)),
        ("Directive 95/46, Act No. 24 and Law number 7", ("act_24", "directive_95-46", "law_7")),
        ("It passed 2371 tests by the law of averages.", ()),
        ("In the report of 2017", ()),
    ],
)
def test_a_document_is_known_by_its_kind_and_number(text, expected):
    assert find_numbered(text) == expected


@given(st.text())
def test_any_text_is_read(text):
    assert all("_" in key and " " not in key for key in find_numbered(text))
