"""English prose out of Debian's documentation packages, without installing them.

`fetch` downloads the packages into a folder with `apt-get download`; `read_package`
reads one straight from its archive and yields the paragraphs of its web pages,
manual pages, texts, dictionaries and info files. Code, menus and tables of
contents are left behind where the format tells them.
"""

from __future__ import annotations

import gzip
import html
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

# Prose rather than lists of functions, in English, of a size that is fetched in a minute or two.
PACKAGES = tuple(
    """
    abinit-doc ada-reference-manual-2020 anarchism apache2-doc autoconf-doc bash-doc bind9-doc binutils-doc
    buildbot-doc c++-annotations-html cfi-en clisp-doc cmake-doc cppreference-doc-en-html csound-doc db5.3-doc
    debconf-doc debian-edu-doc-en debian-faq debian-handbook debian-history debian-kernel-handbook debian-policy
    debian-reference-en debmake-doc developers-reference dict-devil dict-elements dict-foldoc dict-gcide dict-jargon
    doc-debian dpdk-doc erlang-doc exim4-doc-html fontforge-doc fortunes fp-docs-3.2.2 ganeti-doc gap-doc ghc-doc
    giac-doc gimp-help-en git-doc gnome-devel-docs gnome-user-docs gnu-standards gnumeric-doc gnuplot-doc
    golang-1.19-doc grass-doc guile-3.0-doc harden-doc icinga2-doc inkscape-tutorials installation-guide-amd64
    keystone-doc kicad-doc-en lammps-doc libboost1.81-doc libglib2.0-doc libgtk-3-doc libgtk-4-doc
    libreoffice-help-en-us libstdc++-12-doc lilypond-doc linux-doc-6.1 linuxcnc-doc-en llvm-15-doc maint-guide
    manpages manpages-dev maxima-doc maxima-sage-doc mercurial monodoc-manual neutron-doc nodejs-doc nova-doc
    octave-doc openjdk-17-doc pari-doc perl-doc petsc3.18-doc png-definitive-guide postgresql-doc-15 povray-doc
    python-astropy-doc python-biopython-doc python-dask-doc python-django-doc python-pandas-doc python-scipy-doc
    python-sklearn-doc python-statsmodels-doc python-sympy-doc python3.11-doc qtbase5-doc-html qtcreator-doc
    qtdeclarative5-doc-html r-doc-html racket-doc rust-doc sagemath-doc sbcl-doc scilab-doc shorewall-doc sphinx-doc
    sqlite3-doc tcl8.6-doc tcllib tk8.6-doc topcat-doc twisted-doc vim-doc wireshark-doc wordnet-base zsh-doc
    """.split()
)
# Reserve, larger to fetch: manuals set as PDF.
LARGE_PACKAGES = ("texlive-latex-recommended-doc", "texlive-science-doc", "texlive-humanities-doc")
_MOST_BYTES = 30_000_000  # of one file
_BLOCKS = "p, li, dd, td, blockquote, para, simpara, div.paragraph"
_INNER = "p, li, dd, dt, td, pre, table, ul, ol, dl, div, blockquote, para, simpara, programlisting, screen"
_BLANK = re.compile(r"\n[^\S\n]*\n")
_TROFF_FONT = re.compile(r"\\f(?:\[\w*\]|\(\w\w|.)|\\[&/,|^)c%]|\\s[-+]?\d+|\\m\[\w*\]")
_TROFF_QUOTE = re.compile(r"\\\*\((?:C[`']|[LR]\")|\\\*[\[(]\w\w\]?")
_TROFF_CHARACTERS = {r"\-": "-", r"\(aq": "'", r"\(cq": "'", r"\(dq": '"', r"\(lq": '"', r"\(rq": '"', r"\e": "\\"}
_TROFF_SAME_LINE = re.compile(r"\.(?:B|I|BR|IR|RB|RI|BI|IB|SM|SB)\s+(.*)")
_TROFF_SPACED = re.compile(r"\.(?:B|I|SM|SB)\s")
_POD_CODE = re.compile(r"[A-Z]<([^<>]*)>")


def fetch(folder: Path, *, packages: tuple[str, ...] = PACKAGES) -> list[Path]:
    """Download what is not in `folder` yet; return what is there, by name, and say in one line what is not."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [name for name in packages if not list(folder.glob(f"{name}_*.deb"))]
    if missing and shutil.which("apt-get"):
        known = [name for name in missing if _is_known(name)]
        done = subprocess.run(["apt-get", "download", *known], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"apt-get download: {done.stderr.strip().splitlines()[-1:]}; is `apt-get update` needed?")
    absent = [name for name in packages if not list(folder.glob(f"{name}_*.deb"))]
    if absent:
        print(f"{len(absent)} of {len(packages)} documentation packages are not to be had: {' '.join(absent[:8])} ...")
    return sorted(path for name in packages for path in folder.glob(f"{name}_*.deb"))


def _is_known(name: str) -> bool:
    return bool(subprocess.run(["apt-cache", "show", name], capture_output=True, check=False).stdout)


def read_package(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a package, each with the path of its file, in the archive's order."""
    with (
        # It complains when a reader stops early.
        subprocess.Popen(
            ["dpkg", "--fsys-tarfile", str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as unpacking,
        tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive,
    ):
        for member in archive:
            reader = find_reader(member.name)
            if reader is None or not member.isfile() or member.size > _MOST_BYTES:
                continue
            if file := archive.extractfile(member):
                for paragraph in reader(_decode(file.read())):
                    yield member.name, paragraph


def _decode(data: bytes) -> str:
    if data.startswith(b"\x1f\x8b"):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError):
            return ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def find_reader(name: str) -> Callable[[str], Iterator[str]] | None:
    """Return what reads a file of that path inside a package, or `None`."""
    path = PurePosixPath(name.removesuffix(".gz").removesuffix(".en"))
    if "/LC_MESSAGES/" in name or path.name.startswith(("changelog", "copyright", "genindex", "search")):
        return None
    if "/man/man" in name:
        return read_troff
    if "/wordnet/data." in name:
        return read_glosses
    if "/games/fortunes/" in name and not path.suffix:
        return read_fortunes
    if path.suffix in (".html", ".htm", ".xhtml", ".xml", ".page", ".docbook"):
        return read_markup
    if path.suffix == ".dz" or ".info" in path.suffixes:
        return read_text
    if path.suffix in (".txt", ".rst", ".md", ".text", ".pod", ".asciidoc", ".adoc"):
        return read_text
    return None


def read_markup(text: str) -> Iterator[str]:
    """Yield the innermost paragraphs, items and cells of HTML or an XML of its kind."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(text)
    tree.strip_tags(["script", "style", "nav", "header", "footer", "pre", "programlisting", "screen", "dt"])
    for node in tree.css(_BLOCKS):
        if all(inner == node for inner in node.css(_INNER)):
            words = " ".join(node.text().split())
            if words:
                yield words


def read_troff(text: str) -> Iterator[str]:
    """Yield the paragraphs of a manual page in the `man` macros; pages in others give little."""
    lines: list[str] = []
    for line in text.splitlines():
        same = _TROFF_SAME_LINE.match(line)
        if same:
            parts = re.findall(r'"([^"]*)"|(\S+)', same[1])
            lines.append((" " if _TROFF_SPACED.match(line) else "").join(a or b for a, b in parts))
        elif line.startswith(('.\\"', "'\\\"")):
            continue
        elif line.startswith((".", "'")) or not line.strip():
            yield _clean_troff(" ".join(lines))
            lines.clear()
        else:
            lines.append(line)
    yield _clean_troff(" ".join(lines))


def _clean_troff(text: str) -> str:
    text = _TROFF_FONT.sub("", _TROFF_QUOTE.sub("", text))
    for mark, character in _TROFF_CHARACTERS.items():
        text = text.replace(mark, character)
    return " ".join(text.split())


def read_glosses(text: str) -> Iterator[str]:
    """Yield the definitions of WordNet's synsets, each with its first example sentences behind it."""
    for line in text.splitlines():
        _, bar, gloss = line.partition(" | ")
        if bar:
            for part in re.split(r';\s+"', gloss.strip()):
                yield part.strip(' "') + "."


def read_fortunes(text: str) -> Iterator[str]:
    """Yield the sayings of a fortune file."""
    for saying in re.split(r"^%$", text, flags=re.MULTILINE):
        yield from read_text(saying)


def read_text(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text whose lines are wrapped, POD and info files among them."""
    for paragraph in _BLANK.split(text):
        if paragraph.startswith(("=", "..", "\x1f")) or "::" in paragraph:
            continue
        lines = [line.strip() for line in paragraph.splitlines()]
        words = _POD_CODE.sub(r"\1", html.unescape(" ".join(lines)))
        if "  " in words:
            words = " ".join(words.split())
        if words:
            yield words
