from pathlib import Path

import pytest
from update import NAMES, build


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_the_golden_one(name):
    """If the change is meant: `python tests/golden/update.py`, and read the difference."""
    assert build(name) == Path(__file__).with_name(name).read_bytes()
