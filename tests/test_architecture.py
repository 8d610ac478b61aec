"""The rules that hold the code in shape, and proof that each of them can fail."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "claimcheck"
MODULES = sorted(PACKAGE.rglob("*.py"))
CONTRACTS = {c["id"] for c in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]}

# Contract, module and an import that breaks it.
VIOLATIONS = [
    ("layers", "text/segment.py", "import claimcheck.pipeline"),
    ("layers", "retrieval/__init__.py", "import claimcheck.verification"),
    ("layers", "store/__init__.py", "from claimcheck import reporting"),
    ("layers", "errors.py", "import claimcheck.models"),
    ("doors", "detection/__init__.py", "import spacy"),
    ("doors", "verification/__init__.py", "import rapidfuzz"),
    ("doors", "pipeline/__init__.py", "import sqlite3"),
    ("doors", "cli/__init__.py", "import sqlite_utils"),
    ("readers", "pipeline/__init__.py", "import openpyxl"),
    ("readers", "cli/__init__.py", "from claimcheck.ingestion.readers import pdf"),
    ("indexes", "pipeline/__init__.py", "import tantivy"),
    ("indexes", "retrieval/query.py", "import tokenizers"),
    ("likeness", "verification/__init__.py", "from claimcheck.text import similarity"),
]


def lint_imports(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache", "--no-logo", *options],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in result.stdout


@pytest.mark.parametrize("contract", sorted({contract for contract, _, _ in VIOLATIONS}))
def test_each_contract_can_fail_by_each_violation(contract: str, tmp_path: Path) -> None:
    """All of a contract's violations at once, for the linter reads the whole package each time."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    copy = tmp_path / "src" / "claimcheck"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.json", "*.onnx"))
    added = []
    for module, line in [(m, line) for c, m, line in VIOLATIONS if c == contract]:
        number = len((copy / module).read_text("utf-8").splitlines()) + 2
        with (copy / module).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
        name = ".".join(Path("claimcheck", module).with_suffix("").parts).removesuffix(".__init__")
        added.append((name, number))
    result = lint_imports(tmp_path, "--contract", contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Contracts: 0 kept, 1 broken." in result.stdout
    for name, number in added:
        broken = rf"{re.escape(name)} ->\s+\S+\s+\(l\.{number}\)"
        assert re.search(broken, result.stdout), f"{name} is not seen to break it: {result.stdout}"


def test_every_contract_is_shown_to_fail() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == CONTRACTS


# House rules. Each takes a module's path in the package and its source, and yields what is wrong.

Rule = Callable[[str, str], Iterator[str]]


@cache
def _tree(source: str) -> ast.Module:
    return ast.parse(source)


def too_long(path: str, source: str) -> Iterator[str]:
    lines = source.count("\n")
    if lines > 400:
        yield f"{lines} lines"


def vague_name(path: str, source: str) -> Iterator[str]:
    vague = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "base"}
    yield from (part for part in Path(path).with_suffix("").parts if part in vague)


def relative_parent(path: str, source: str) -> Iterator[str]:
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.ImportFrom) and node.level > 1:
            yield f"line {node.lineno}: from {'.' * node.level}{node.module or ''}"


def undocumented(path: str, source: str) -> Iterator[str]:
    def visit(body: list[ast.stmt]) -> Iterator[str]:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith(
                "_"
            ):
                if not ast.get_docstring(node):
                    yield f"line {node.lineno}: {node.name}"
                if isinstance(node, ast.ClassDef):
                    yield from visit(node.body)

    yield from visit(_tree(source).body)


def prints(path: str, source: str) -> Iterator[str]:
    if path.startswith("cli/"):
        return
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield f"line {node.lineno}"


def foreign_sql(path: str, source: str) -> Iterator[str]:
    if path.startswith("store/"):
        return
    statement = re.compile(r"\b(SELECT|INSERT|REPLACE|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|ATTACH)\s+\w")
    for node in ast.walk(_tree(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and statement.search(node.value):
            yield f"line {node.lineno}: {node.value.strip()[:40]}"


def wrong_door(path: str, source: str) -> Iterator[str]:
    readers = "ingestion/readers/"
    doors = {
        "spacy": ("text/syntax.py", "text/tokens.py"),
        "rapidfuzz": ("text/similarity.py",),
        "sqlite3": ("store/",),
        "sqlite_utils": ("store/",),
        "rensa": ("ingestion/duplicates.py",),
        "charset_normalizer": (f"{readers}encoding.py",),
        "docx": (f"{readers}docx.py",),
        "odfdo": (f"{readers}odt.py",),
        "lxml": (f"{readers}odt.py",),
        "openpyxl": (f"{readers}tables.py",),
        "pypdfium2": (f"{readers}pdf.py", f"{readers}page_ocr.py"),
        "pytesseract": (f"{readers}page_ocr.py",),
        "PIL": (f"{readers}page_ocr.py", f"{readers}pdf.py"),
        "selectolax": (f"{readers}html",),
        "trafilatura": (f"{readers}html.py",),
        "tantivy": ("retrieval/tantivy_index.py",),
        "onnxruntime": ("retrieval/embedding.py", "verification/stance_model.py"),
        "tokenizers": ("retrieval/embedding.py", "verification/stance_model.py", "verification/stance_input.py"),
        "striprtf": (f"{readers}rtf.py",),
    }
    for node in ast.walk(_tree(source)):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        for name in names:
            allowed = doors.get(name.partition(".")[0])
            if allowed and not path.startswith(allowed):
                yield f"line {node.lineno}: {name}"


RULES: list[Rule] = [too_long, vague_name, relative_parent, undocumented, prints, foreign_sql, wrong_door]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.__name__)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    assert len(MODULES) > 20
    found = {}
    for module in MODULES:
        path = module.relative_to(PACKAGE).as_posix()
        if wrong := list(rule(path, module.read_text("utf-8"))):
            found[path] = wrong
    assert found == {}


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (too_long, "text/a.py", "x = 1\n" * 401),
        (vague_name, "text/utils.py", ""),
        (vague_name, "helpers/names.py", ""),
        (relative_parent, "text/a.py", "from ..models import Claim\n"),
        (undocumented, "text/a.py", "def find():\n    return 1\n"),
        (undocumented, "text/a.py", "class Found:\n    '''Doc.'''\n\n    def first(self):\n        return 1\n"),
        (prints, "text/a.py", "def _f():\n    print(1)\n"),
        (foreign_sql, "pipeline/a.py", "QUERY = f'SELECT name FROM {1}'\n"),
        (wrong_door, "text/dates.py", "def _f():\n    from spacy.tokens import Doc\n"),
        (wrong_door, "config.py", "import sqlite3\n"),
    ],
)
def test_each_rule_can_fail(rule: Rule, path: str, source: str) -> None:
    assert list(rule(path, source))


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (too_long, "text/a.py", "x = 1\n" * 400),
        (vague_name, "text/words.py", ""),
        (relative_parent, "text/a.py", "from claimcheck.models import Claim\n"),
        (
            undocumented,
            "text/a.py",
            "def _find():\n    return 1\n\n\nclass _Found:\n    def first(self):\n        return 1\n",
        ),
        (prints, "cli/a.py", "print(1)\n"),
        (foreign_sql, "store/a.py", "QUERY = 'SELECT 1'\n"),
        (foreign_sql, "text/a.py", "X = 'Select a claim, update the corpus'\n"),
        (wrong_door, "store/a.py", "import sqlite3\n"),
        (wrong_door, "text/similarity.py", "from rapidfuzz import fuzz\n"),
    ],
)
def test_no_rule_fails_what_is_right(rule: Rule, path: str, source: str) -> None:
    assert not list(rule(path, source))


HEAVY = ("spacy", "numpy", "sqlite_utils", "sqlite3", "jinja2", "rapidfuzz", "ruamel", "markdown_it", "snowballstemmer")


def loaded_by(code: str) -> set[str]:
    """Return which of the heavy libraries a fresh interpreter has loaded after `code`."""
    report = f"\nimport sys; print(*(m for m in {HEAVY!r} if m in sys.modules), file=sys.stderr)"
    result = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return set(result.stderr.split())


def test_help_loads_nothing_heavy() -> None:
    code = """
import contextlib, sys
from claimcheck.cli import main
sys.argv = ["claimcheck", "--help"]
with contextlib.suppress(SystemExit):
    main()
"""
    assert loaded_by(code) == set()


def test_the_package_loads_nothing_heavy() -> None:
    assert loaded_by("import claimcheck") == set()


def test_loading_is_noticed() -> None:
    assert "sqlite3" in loaded_by("import sqlite3")
