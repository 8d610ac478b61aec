"""The training mixture: public pair sets, cleaned, and contrast pairs made from their sentences."""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contrasts import (
    _NAME,
    CHANGES,
    NEI,
    REFUTED,
    SUPPORTED,
    Pair,
    bound_evidence,
    change_name,
    compare,
    negate,
    reword_number,
    simplify,
    turn_passive,
)
from negatives import near_abstracts, read_checkcovid, read_scifact, same_names


@dataclass(frozen=True, slots=True)
class Mixture:
    """What a run is trained on.

    Attributes:
        taken: How many pairs of each public set, None for all. LingNLI has no licence, CREAK's explanations give the
            verdict away: neither is in.
        made: How many contrast pairs are made from each kind of sentence.
        near: How often the pairs that are nearest to checking come again.
        same_names: How many passages that name what a claim names, and say something else.
        seed: What chooses.
    """

    taken: Mapping[str, int | None]
    made: Mapping[str, int]
    near: int
    same_names: int
    seed: int


FIRST = Mixture(
    taken={
        "fever_train": 30_000,
        "fever_dev": 8_000,
        "snli_devtest": 9_000,
        "cad_nli": 9_000,
        "mnli_sample": 9_000,
        "conjnli": 5_000,
        "breaking_nli": 2_000,
        "med": 1_500,
        "help_andor": 1_000,
        "negation_nli": 2_500,
        "scone": 800,
        "dnc_function_words": 1_000,
        "fm2": None,
        "scifact": None,
        "checkcovid": None,
        "factcheckbench": 1_000,
        "begin_v1": 2_000,
        "contract_nli": 1_500,
    },
    made={"claims": 24_000, "wiki": 26_000, "science": 15_000, "unsc": 5_000},
    near=4,
    same_names=3_000,
    seed=20_261_126,
)
# More of what checking looks like, less of captions and made-up sentences, and labels that are nearer to even.
SECOND = Mixture(
    taken={
        "fever_train": 75_000,
        "fever_dev": None,
        "snli_devtest": 8_000,
        "cad_nli": 6_000,
        "mnli_sample": None,
        "conjnli": 4_000,
        "breaking_nli": 800,
        "med": 1_000,
        "help_andor": 600,
        "negation_nli": 1_500,
        "scone": 600,
        "dnc_function_words": 600,
        "fm2": None,
        "scifact": None,
        "checkcovid": None,
        "factcheckbench": 1_500,
        "begin_v1": 3_000,
        "contract_nli": 2_000,
        "tabfact_pairs": 3_000,
    },
    made={"claims": 26_000, "wiki": 20_000, "science": 16_000, "unsc": 6_000},
    near=3,
    same_names=4_000,
    seed=20_261_127,
)
MIXTURES = {"first": FIRST, "second": SECOND}
HELD_OUT = 5  # every fifth claim of SciFact's train claims, by its number, is never trained on

_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}


def detokenise(text: str) -> str:
    """Write tokenised text (FEVER, SNLI) as prose."""
    for token, mark in _BRACKETS.items():
        text = text.replace(token, mark)
    text = re.sub(r"\s+([,.;:?!%)\]])", r"\1", text)
    text = re.sub(r"([(\[$])\s+", r"\1", text)
    text = re.sub(r"\s+('s|n't|'re|'ve|'ll|'d)\b", r"\1", text)
    text = re.sub(r"(\d) - (\d)|(\w) - (\w)", lambda m: m.group().replace(" ", ""), text)
    return re.sub(r"\s+", " ", text).strip()


def is_held_out(claim_id: str | int) -> bool:
    """Whether a claim of SciFact's train split is kept for development."""
    return int(str(claim_id).split("_")[0]) % HELD_OUT == 0


def read_pairs(data: Path, taken: Container[str]) -> Iterator[Pair]:
    """Yield the pairs of the public sets that are taken, cleaned; SciFact's held-out claims are left out."""
    with (data / "train" / "pairs.jsonl").open(encoding="utf-8") as plain:
        yield from _rows(plain, taken)
    with gzip.open(data / "train" / "more.jsonl.gz", "rt", encoding="utf-8") as packed:
        yield from _rows(packed, taken)


def _rows(lines: Iterable[str], taken: Container[str]) -> Iterator[Pair]:
    for line in lines:
        row = json.loads(line)
        if row["dataset"] not in taken or (row["dataset"] == "scifact" and is_held_out(row["id"])):
            continue
        claim, evidence = detokenise(row["claim"]), detokenise(row["evidence"])
        if claim and evidence:
            yield Pair(claim, evidence, row["label"], row["dataset"])


def split_sentences(text: str) -> list[str]:
    """Split cleaned prose into sentences, roughly."""
    return [s.strip() for s in re.split(r"(?<=[a-z0-9)\"][.!?])\s+(?=[A-Z\"])", text) if s.strip()]


def shorten(pair: Pair, words: int) -> Pair:
    """Keep those sentences of long evidence that share most words with the claim, in their order."""
    if len(pair.evidence.split()) <= words:
        return pair
    ours = set(re.findall(r"\w{3,}|\d+", pair.claim.lower()))
    sentences = split_sentences(pair.evidence)
    shared = [len(ours & set(re.findall(r"\w{3,}|\d+", s.lower()))) for s in sentences]
    kept: set[int] = set()
    size = 0
    for index in sorted(range(len(sentences)), key=lambda i: (-shared[i], i)):
        length = len(sentences[index].split())
        if not kept or size + length <= words:
            kept.add(index)
            size += length
    evidence = " ".join(sentences[i] for i in sorted(kept))
    return Pair(pair.claim, " ".join(evidence.split()[: words * 2]), pair.label, pair.origin)


def make_contrasts(groups: Sequence[Sequence[str]], rng: random.Random, count: int, origin: str) -> list[Pair]:
    """Make pairs from sentences that stand together: claims from one, evidence from it or its neighbours."""
    names = sorted({m.group() for g in groups for s in g for m in _NAME.finditer(s) if m.start() > 0})
    made: list[Pair] = []
    order = list(range(len(groups)))
    while len(made) < count and order:
        rng.shuffle(order)
        for index in order:
            group = [s for s in groups[index] if 6 <= len(s.split()) <= 42]
            if group:
                made += _of_sentence(rng.choice(group), group, rng, names, origin)
            if len(made) >= count:
                break
    return made[:count]


def _of_sentence(
    sentence: str, group: Sequence[str], rng: random.Random, names: Sequence[str], origin: str
) -> list[Pair]:
    short, left = simplify(sentence, rng)
    evidence = _with_neighbour(sentence, group, rng)
    made = []
    if short != sentence:
        made.append(Pair(short, evidence, SUPPORTED, f"{origin}:shorter"))
        if left and rng.random() < 0.7 and any(len(part.split()) > 2 for part in left):
            made.append(Pair(sentence, _with_neighbour(short, group, rng, but=sentence), NEI, f"{origin}:detail"))
    for name, change, chance in CHANGES:
        changed = change(short, rng) if rng.random() < chance else None
        if changed:
            denied = negate(changed, rng) if name in {"number", "year", "roles"} and rng.random() < 0.2 else None
            if denied and " not " in denied:
                made.append(Pair(denied, evidence, SUPPORTED, f"{origin}:denied"))
            made.append(Pair(changed, evidence, REFUTED, f"{origin}:{name}"))
            if rng.random() < 0.4:  # the same claim, true and false, with the evidence changed
                made.append(
                    Pair(
                        changed,
                        _with_neighbour(change_back(sentence, short, changed), group, rng),
                        SUPPORTED,
                        f"{origin}:{name}",
                    )
                )
    made += _bounded(short, sentence, evidence, rng, origin)
    renamed = change_name(short, rng, names) if rng.random() < 0.35 else None
    if renamed:
        made.append(Pair(renamed, evidence, REFUTED, f"{origin}:name"))
    passive = turn_passive(short)
    if passive:
        made.append(Pair(passive, evidence, SUPPORTED, f"{origin}:passive"))
    others = [s for s in group if s != sentence]
    if others and rng.random() < 0.6:
        made.append(Pair(short, rng.choice(others), NEI, f"{origin}:neighbour"))
    rng.shuffle(made)
    return made[:4]


def change_back(sentence: str, short: str, changed: str) -> str:
    """Lay the change that made `changed` of `short` on the whole sentence, where the words around it are the same."""
    head = 0
    while head < min(len(short), len(changed)) and short[head] == changed[head]:
        head += 1
    tail = 0
    while tail < min(len(short), len(changed)) - head and short[-1 - tail] == changed[-1 - tail]:
        tail += 1
    old, new = short[max(head - 12, 0) : len(short) - tail], changed[max(head - 12, 0) : len(changed) - tail]
    return sentence.replace(old, new, 1) if old and old in sentence else changed


def _bounded(short: str, sentence: str, evidence: str, rng: random.Random, origin: str) -> list[Pair]:
    made = []
    for _ in range(2):
        bounded = compare(short, rng)
        if bounded:
            made.append(Pair(bounded[0], evidence, bounded[1], f"{origin}:bound"))
    both = bound_evidence(short, rng) if rng.random() < 0.5 else None
    if both:
        made.append(Pair(both[0], both[1], both[2], f"{origin}:bounds"))
    reworded = reword_number(short, rng)
    if reworded:
        made.append(Pair(reworded, evidence, SUPPORTED, f"{origin}:rounded"))
    return made


def _with_neighbour(sentence: str, group: Sequence[str], rng: random.Random, *, but: str = "") -> str:
    others = [s for s in group if s not in {sentence, but}]
    if not others or rng.random() < 0.6 or len(sentence.split()) > 30:
        return sentence
    other = rng.choice([s for s in others if len(s.split()) < 30] or others[:1])
    return f"{other} {sentence}" if rng.random() < 0.5 else f"{sentence} {other}"


def contrast_claims(pairs: Sequence[Pair], rng: random.Random, count: int) -> list[Pair]:
    """Make twins of true pairs by changing what claim and evidence share, on one side: the claim, or the evidence."""
    made: list[Pair] = []
    pool = [p for p in pairs if p.label == SUPPORTED and p.origin.startswith(("fever", "fm2", "scifact", "checkcovid"))]
    names = sorted({m.group() for p in pool for m in _NAME.finditer(p.claim) if m.start() > 0})
    rng.shuffle(pool)
    for pair in pool:
        if len(made) >= count:
            break
        bounded = compare(pair.claim, rng)
        if bounded and _shares(pair, bounded[0]):
            made.append(Pair(bounded[0], pair.evidence, bounded[1], "claims:bound"))
        for name, change, chance in CHANGES:
            changed = change(pair.claim, rng) if rng.random() < chance * 0.5 else None
            if changed and (name in {"direction", "negation", "roles"} or _shares(pair, changed)):
                made.append(Pair(changed, pair.evidence, REFUTED, f"claims:{name}"))
                break
        made += _evidence_twins(pair, rng, names)
    return made[:count]


def _evidence_twins(pair: Pair, rng: random.Random, names: Sequence[str]) -> list[Pair]:
    shared = [m.group() for m in _NAME.finditer(pair.claim) if m.start() > 0 and m.group() in pair.evidence]
    values = [v for v in re.findall(r"\b\d[\d,]*\b", pair.claim) if re.search(rf"\b{re.escape(v)}\b", pair.evidence)]
    if values and rng.random() < 0.8:
        value = rng.choice(values)
        number = int(value.replace(",", ""))
        other = (
            str(number + rng.choice([-5, -3, -2, -1, 1, 2, 3, 5]))
            if number > 5
            else str(number + rng.choice([1, 2, 4]))
        )
        return [Pair(pair.claim, re.sub(rf"\b{re.escape(value)}\b", other, pair.evidence), REFUTED, "evidence:number")]
    if shared and rng.random() < 0.5:
        name = rng.choice(shared)
        fits = [
            n
            for n in rng.sample(names, min(200, len(names)))
            if n.count(" ") == name.count(" ") and n not in pair.evidence
        ]
        if fits:
            label = REFUTED if rng.random() < 0.75 else NEI
            evidence = pair.evidence.replace(name, fits[0])
            if label is NEI:
                kept = [s for s in split_sentences(pair.evidence) if name not in s]
                if not kept:
                    return []
                evidence = " ".join(kept)
            return [Pair(pair.claim, evidence, label, "evidence:name")]
    return []


def _shares(pair: Pair, changed: str) -> bool:
    """Whether the number or year that was changed in the claim is in the evidence."""
    gone = set(re.findall(r"\d[\d,.]*\d|\d", pair.claim)) - set(re.findall(r"\d[\d,.]*\d|\d", changed))
    return any(re.search(rf"(?<![\d,.]){re.escape(n)}(?![\d,]?\d)", pair.evidence) for n in gone)


def read_groups(data: Path, shared: Path) -> dict[str, list[list[str]]]:
    """Return the real sentences that contrast pairs are made of, in the groups that they stand in."""
    held: set[str] = set()
    with (data / "e2e" / "scifact" / "claims_train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if is_held_out(row["id"]):
                held.update(str(d) for d in [*row["evidence"], *row.get("cited_doc_ids", [])])
    science = []
    with (data / "e2e" / "scifact" / "corpus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if str(row["doc_id"]) not in held:
                science.append([re.sub(r"^(?:[A-Z]{4,}\s?)+:?\s", "", s.strip()) for s in row["abstract"]])
    fever: dict[str, None] = {}
    with gzip.open(data / "train" / "more.jsonl.gz", "rt", encoding="utf-8") as packed:
        for line in packed:
            row = json.loads(line)
            if row["dataset"] == "fever_train":
                fever.setdefault(detokenise(row["evidence"]))
    groups = [[re.sub(r"\s?\([^()]{30,}\)", "", s) for s in split_sentences(e)] for e in fever]
    resolutions = []
    for path in sorted((shared / "primary" / "unsc").glob("*.txt")):
        text = re.sub(r"\s+", " ", path.read_text("utf-8", errors="replace"))
        sentences = [s for s in split_sentences(text) if re.match(r"[A-Z\d]", s) and 8 <= len(s.split()) <= 45]
        resolutions.append(sentences)
    return {"science": science, "wiki": groups, "unsc": resolutions}


def build(data: Path, shared: Path, mixture: Mixture, *, words: int) -> list[Pair]:
    """Build the whole mixture, shuffled; the same for the same mixture and data."""
    rng = random.Random(mixture.seed)
    by_set: dict[str, list[Pair]] = {}
    for pair in read_pairs(data, mixture.taken):
        by_set.setdefault(pair.origin, []).append(shorten(pair, words))
    base: list[Pair] = []
    for name, pairs in sorted(by_set.items()):
        rng.shuffle(pairs)
        base += pairs[: mixture.taken[name]]
    everything = [p for name in ("fever_train", "fm2", "scifact", "checkcovid") for p in by_set.get(name, [])]
    groups = read_groups(data, shared)
    pairs = [
        *base,
        *(p for p in base if p.origin in {"scifact", "checkcovid"}),  # few, and the nearest to what is checked
        *contrast_claims(everything, rng, mixture.made["claims"]),
        *(p for name, group in groups.items() for p in make_contrasts(group, rng, mixture.made[name], name)),
    ]
    pairs = [shorten(p, words) for p in pairs]
    rng.shuffle(pairs)
    return pairs


def near_pairs(data: Path, *, words: int) -> list[Pair]:
    """Return the pairs that are nearest to checking claims against documents: claims that people wrote, real evidence."""
    wanted = {"scifact", "checkcovid", "fm2"}
    with (data / "train" / "pairs.jsonl").open(encoding="utf-8") as plain:
        return [shorten(shorten(p, words), words) for p in _rows(plain, wanted)]  # as `build` does


def negative_pairs(data: Path, mixture: Mixture) -> list[Pair]:
    """Return claims beside passages that a search would bring back and that settle nothing."""
    rng = random.Random(mixture.seed)
    science, covid = data / "e2e" / "scifact", data / "e2e" / "checkcovid"
    claims = [
        (text, own) for number, (text, own) in _numbered(science / "claims_train.jsonl") if not is_held_out(number)
    ]
    found = list(near_abstracts(science / "corpus.jsonl", claims, rng, "scifact"))
    found += near_abstracts(covid / "corpus.jsonl", read_checkcovid(covid / "claims_train.jsonl"), rng, "checkcovid")
    fever = [p for p in read_pairs(data, {"fever_train"}) if p.label != NEI]
    rng.shuffle(fever)
    sentences = [s for p in fever[:30_000] for s in split_sentences(p.evidence)]
    return [*found, *same_names(fever, sorted(set(sentences)), rng, mixture.same_names)]


def _numbered(path: Path) -> list[tuple[int, tuple[str, dict[str, set[int]]]]]:
    with path.open(encoding="utf-8") as lines:
        numbers = [json.loads(line)["id"] for line in lines]
    return list(zip(numbers, read_scifact(path), strict=True))


def is_development(pair: Pair) -> bool:
    """Whether a pair of the mixture is kept for development: all pairs of about one evidence in forty."""
    return zlib.crc32(" ".join(sorted(pair.evidence.split())[:6]).encode()) % 40 == 0
