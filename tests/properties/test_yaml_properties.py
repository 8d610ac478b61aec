"""Whatever a file holds, reading it either works or raises an error of ours."""

from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import ClaimcheckError
from claimcheck.ingestion.claims_file import load_claims
from claimcheck.ingestion.front_matter import split_front_matter

PIECES = st.sampled_from(
    [
        *("settings:", "articles:", "title: T", "claims:", "name: C1", "text: x", "gold: [a#1]", "date: 2017", "? "),
        *("\n", "\n  - ", "\n    ", "- ", ": ", "#", "&a ", "*a", "!!map ", "!", "%YAML 1.1", "%TAG ! x", "---", "..."),
        *(
            "[",
            "]",
            "{",
            "}",
            ",",
            "|",
            ">-",
            '"',
            "'",
            "\\x",
            "\\U00110000",
            "\t",
            "\r",
            "\x85",
            "\u2028",
            "\ufeff",
            "~",
        ),
    ]
)
YAMLISH = st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(text=st.text() | YAMLISH)
def test_any_text_is_front_matter_or_an_error_of_ours(text):
    for content in (text, f"---\n{text}", f"---\na: b\n{text}\n---\nbody"):
        with suppress(ClaimcheckError):
            about, body = split_front_matter(content, Path("a.md"))
            assert 0 <= body <= len(content)
            assert all(isinstance(key, str) for key in about)
            assert bool(body) or not about


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    data=st.binary(max_size=200) | st.text().map(lambda t: t.encode("utf-8", "surrogatepass")) | YAMLISH.map(str.encode)
)
def test_any_bytes_are_claims_or_an_error_of_ours(data, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "claims.yaml"
    for content in (data, b"articles:\n  - title: T\n    claims:\n      - name: C\n        text: " + data):
        path.write_bytes(content)
        error = read(path)
        assert error is None or (error.path == path and "\n" not in str(error))


def read(path: Path) -> ClaimcheckError | None:
    try:
        load_claims(path)
    except ClaimcheckError as error:
        return error
    return None
