"""Broken files of every format: refused or read, never a crash, a hang or memory over the bound."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from fuzz_readers import SEEDS

if sys.platform == "win32":
    pytest.skip("memory and time are bounded otherwise there", allow_module_level=True)


def fuzz(name, seconds, seed):
    script = Path(__file__).with_name("fuzz_readers.py")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(script), name, str(seconds), str(seed)],
        check=False, capture_output=True, text=True, timeout=seconds + 120,
    )  # fmt: skip
    assert done.returncode == 0, f"exit {done.returncode}: {done.stdout[-3000:]}{done.stderr[-2000:]}"
    print(done.stdout)


@pytest.mark.parametrize("format", [f.name for f in SEEDS])
def test_broken_files(format):
    fuzz(format, 1, 1)


@pytest.mark.soak
@pytest.mark.parametrize("format", [f.name for f in SEEDS])
def test_broken_files_for_long(format):
    fuzz(format, 600 / len(SEEDS), 7)
