"""Reads broken files until the time is up: `python fuzz_readers.py FORMAT SECONDS SEED`.

A reader may refuse what it is given, and no more: another exception, a crash,
a hang, memory over the bound or blocks that do not fit their text end the run
with the bytes that did it, in hexadecimal.
"""

import io
import json
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from email.message import EmailMessage

from claimcheck.config import Config
from claimcheck.errors import ClaimcheckError
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.formats import Format
from claimcheck.ingestion.readers import _reader, read_source

WORDS = "The Council decided on 5 May 2017 that 1,250 tonnes of coal – “no more” – may be sold. It voted 15 to 0.\n\n"
HTML = f"""<!DOCTYPE html><html lang=en><head><title>A page</title><meta property="og:site_name" content="Desk">
</head><body><nav>Menu</nav><main><h1>Head</h1><p>{WORDS}</p><h2>Two</h2><ol><li>One:<ul><li>a</li></ul></li></ol>
<table><tr><th>State</th><th>Votes</th></tr><tr><td>Peru</td><td>3</td></tr></table><p>Caf&eacute;</p></main></html>"""
MARKDOWN = f"---\ntitle: T\n---\n\n# Head\n\n1. {WORDS}2. Two\n\n> {WORDS}\n- a\n\n| a | b |\n|-|-|\n| 1 | 2 |\n"
LIMITS = Config(max_bytes=20_000_000, max_characters=5_000_000, max_members=100, max_pages=50)
ATOMS = [b"\0", b"\xff\xfe", b"<", b">", b"&x;", b"{\\", b"}", b'"', b",", b"\n\n", b"\r", b"--", b"%PDF", b"9" * 9]
MOST_SECONDS, MOST_BYTES = 20, 2_000 << 20


def pdf():
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    out, styles = io.BytesIO(), getSampleStyleSheet()
    SimpleDocTemplate(out, invariant=1).build(
        [Paragraph("Head", styles["Heading1"]), *(Paragraph(WORDS * 3, styles["BodyText"]) for _ in range(20))]
    )
    return out.getvalue()


def converted(ending):
    import pathlib
    import tempfile

    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / f"a.{ending}"
        pypandoc.convert_text(HTML, ending, format="html", outputfile=str(target), extra_args=["--standalone"])
        return target.read_bytes()


def xlsx():
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    for row in (("State", "Votes", "Share"), *((f"State {n}", n, n / 7) for n in range(20))):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def mail():
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@example.org", "Größe", "Tue, 05 Mar 2024 10:00:00 +0000"
    message.set_content(WORDS * 3)
    message.add_alternative(HTML, subtype="html")
    message.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="a.csv")
    return message.as_bytes()


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in (("a.txt", WORDS), ("b/c.html", HTML), ("d.csv", "a,b\n1,2\n")):
            packed.writestr(name, data)
    return out.getvalue()


SEEDS = {
    Format.MARKDOWN: MARKDOWN.encode,
    Format.PLAIN: f"The Security Council,\n\n1. Decides: {WORDS}(a) {WORDS}(i) x\n\fArticle 1\n\n2. {WORDS}".encode,
    Format.HTML: HTML.encode,
    Format.PDF: pdf,
    Format.DOCX: lambda: converted("docx"),
    Format.ODT: lambda: converted("odt"),
    Format.RTF: lambda: converted("rtf"),
    Format.EML: mail,
    Format.CSV: ("id,state,votes\n" + "".join(f'{n},"State, {n}",{n * 3}\n' for n in range(30))).encode,
    Format.TSV: ("id\tstate\n" + "".join(f"{n}\tState {n}\n" for n in range(30))).encode,
    Format.XLSX: xlsx,
    Format.JSONL: "\n".join(json.dumps({"id": n, "abstract": [WORDS, WORDS]}) for n in range(9)).encode,
    Format.ZIP: archive,
}  # fmt: skip


def mutate(data, draw):
    """Return broken bytes; what a ZIP holds is broken inside half of the time."""
    if data.startswith(b"PK") and draw.random() < 0.5:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            chosen = draw.choice(old.namelist())
            for name in old.namelist():
                inside = old.read(name)
                new.writestr(name, break_bytes(inside, draw) if name == chosen else inside)
        return out.getvalue()
    return break_bytes(data, draw)


def break_bytes(data, draw):
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 4, 16, 64))):
        at = draw.randrange(len(changed) + 1)
        kind = draw.randrange(6)
        if kind == 0 and changed:
            changed[at % len(changed)] = draw.randrange(256)
        elif kind == 1:
            changed[at:at] = draw.choice(ATOMS)
        elif kind == 2:
            del changed[at : at + draw.choice((1, 4, 64, 1024))]
        elif kind == 3:
            piece = changed[at : at + draw.choice((2, 16, 256))]
            changed[at:at] = piece * draw.choice((1, 2, 50, 400))
        elif kind == 4:
            del changed[at : len(changed) if draw.random() < 0.2 else at + 1]
        else:
            changed[at:at] = draw.choice(ATOMS) * draw.choice((1, 10, 5_000))
    return bytes(changed)


def read(data, format):
    """Read a file as what it was before it was broken; return how many documents came of it."""
    source = Source(path=f"a.{format.name.lower()}", file=io.BytesIO(data), size=len(data), limits=LIMITS)
    found = 0
    try:
        for item in _reader(format)(source):
            items = read_source(item) if isinstance(item, Source) else (item,)
            for each in items:
                if isinstance(each, Extraction):
                    fits(each)
                    found += 1
    except ClaimcheckError as error:
        if "\n" in str(error):
            raise AssertionError("more than one line") from error
    return found


def fits(extraction):
    end = 0
    for block in extraction.blocks:
        assert end <= block.start <= block.end <= len(extraction.text), "blocks overlap"
        end = block.end
    extraction.text.encode("utf-8")
    assert not {"\0", "\r", "\x0c"} & set(extraction.text), "a control character"


def main(name, seconds, seed):
    format = Format[name]
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    data, draw = SEEDS[format](), random.Random(seed)
    assert read(data, format), "the whole file is read"
    began, count, found, slowest = time.monotonic(), 0, 0, 0.0
    while time.monotonic() - began < seconds:
        broken = mutate(data, draw)
        signal.alarm(MOST_SECONDS)
        started = time.monotonic()
        try:
            found += read(broken, format)
        except BaseException:
            print(f"{name} seed {seed} case {count}: {broken.hex() if len(broken) < 20_000 else len(broken)}")
            traceback.print_exc(file=sys.stdout)
            return 1
        slowest = max(slowest, time.monotonic() - started)
        count += 1
    signal.alarm(0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{name}: {count} files, {found} documents, slowest {slowest:.2f} s, peak {peak} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3])))
