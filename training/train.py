"""Train the stance model from a clean start: `make stance-model`, or this file with `--help`.

Prints the loss and development figures as it goes, and saves a checkpoint at
each of them, so that a run that is stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import torch
from network import LABELS, StanceNetwork, pad
from pairs import Pair, build, is_development, is_held_out, near_pairs, negative_pairs, shorten
from tokenizers import Tokenizer

from claimcheck.verification.stance_input import StanceInput, encode_pair

SEED = 20_261_126
BATCH = 32
PEAK_RATE = 2e-4
LAYER_DECAY = 0.95
WARM_UP = 0.05
WORDS = 36  # of evidence; longer evidence keeps the sentences nearest to the claim
NEAR_TIMES = 4
CHUNK = 64  # batches that are sorted by length together

Encoded = tuple[StanceInput, int]


def encode(pairs: Sequence[Pair], tokenizer: Tokenizer) -> list[Encoded]:
    """Encode pairs with the number of their label."""
    return [(encode_pair(p.claim, p.evidence, tokenizer), LABELS.index(p.label)) for p in pairs]


def batches(encoded: Sequence[Encoded], rng: random.Random) -> Iterator[list[Encoded]]:
    """Yield batches of pairs of about one length, in an order that is the seed's."""
    order = list(range(len(encoded)))
    rng.shuffle(order)
    size = BATCH * CHUNK
    for start in range(0, len(order), size):
        part = sorted(order[start : start + size], key=lambda i: len(encoded[i][0].ids))
        groups = [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
        rng.shuffle(groups)
        for group in groups:
            yield [encoded[i] for i in group]


def schedule(encoded: Sequence[Encoded], near: Sequence[Encoded], steps: int) -> Iterator[list[Encoded]]:
    """Yield the batches of a run: two thirds of the mixture as it is, then what is nearest to checking.

    The last third is `near` (people's claims beside real evidence, four times
    over, and beside what a search brings back), filled up with more of the
    mixture so that nothing is forgotten.
    """
    first = steps * 2 // 3
    yield from islice(batches(encoded, random.Random(f"{SEED}:0")), first)
    rng = random.Random(f"{SEED}:near")
    rest = max(0, (steps - first) * BATCH - len(near))
    last = [*rng.sample(list(encoded), min(rest, len(encoded))), *near]
    yield from islice(batches(last, rng), steps - first)


def measure(network: StanceNetwork, development: dict[str, list[Encoded]]) -> dict[str, dict[str, float]]:
    """Return accuracy, macro-F1, false support and recall of support of each development set."""
    network.eval()
    found = {}
    with torch.inference_mode():
        for name, rows in development.items():
            counts: Counter[tuple[int, int]] = Counter()
            ordered = sorted(rows, key=lambda r: len(r[0].ids))
            for start in range(0, len(ordered), 64):
                part = ordered[start : start + 64]
                guesses = network(*pad([r[0] for r in part])).argmax(1).tolist()
                counts.update(zip((r[1] for r in part), guesses, strict=True))
            found[name] = _figures(counts)
    network.train()
    return found


def _figures(counts: Counter[tuple[int, int]]) -> dict[str, float]:
    total = sum(counts.values())
    scores = []
    for label in {gold for gold, _ in counts}:
        hit = counts[label, label]
        gold = sum(n for (g, _), n in counts.items() if g == label)
        given = sum(n for (_, p), n in counts.items() if p == label)
        scores.append(2 * hit / (gold + given))
    other = sum(n for (g, _), n in counts.items() if g != 0)
    supported = total - other
    return {
        "n": total,
        "accuracy": round(sum(counts[i, i] for i in range(3)) / total, 4),
        "macro_f1": round(sum(scores) / len(scores), 4),
        "false_support": round(sum(n for (g, p), n in counts.items() if g != 0 and p == 0) / max(other, 1), 4),
        "support_recall": round(counts[0, 0] / max(supported, 1), 4),
    }


def groups_of(network: StanceNetwork) -> list[dict[str, object]]:
    """Return the parameters with rates that fall towards the input; word vectors stay as they are."""
    network.words.weight.requires_grad = False
    network.positions.weight.requires_grad = False
    depth = len(network.layers)
    groups: list[dict[str, object]] = [{"params": list(network.head.parameters()), "scale": 2.0}]
    groups += [
        {"params": list(layer.parameters()), "scale": LAYER_DECAY ** (depth - 1 - i)}
        for i, layer in enumerate(network.layers)
    ]
    groups.append({"params": [network.types.weight, *network.norm.parameters()], "scale": 3.0})
    return groups


def train(
    network: StanceNetwork, data: tuple[list[Encoded], list[Encoded]], development: dict, options: argparse.Namespace
) -> None:
    """Train for a number of steps; the rate rises, then falls to nothing."""
    encoded, near = data
    out = options.out
    optimizer = torch.optim.AdamW([{**g, "lr": 0.0} for g in groups_of(network)], weight_decay=0.01, fused=True)
    step, shown, loss_sum, started = 0, 0, 0.0, time.monotonic()
    state = out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    for seen, batch in enumerate(islice(schedule(encoded, near, options.steps), options.end), start=1):
        if seen <= step:
            continue
        progress = seen / options.end
        rate = PEAK_RATE * min(progress / WARM_UP, max(0.02, (1 - progress) / (1 - WARM_UP)))
        for group in optimizer.param_groups:
            group["lr"] = rate * group["scale"]
        logits = network(*pad([b[0] for b in batch]))
        gold = torch.tensor([b[1] for b in batch])
        loss = torch.nn.functional.cross_entropy(logits, gold, label_smoothing=0.03)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        loss_sum += loss.item()
        shown += 1
        if seen % 100 == 0:
            speed = shown * BATCH / (time.monotonic() - started)
            print(f"step {seen}/{options.end} loss {loss_sum / shown:.4f} pairs/s {speed:.1f}", flush=True)
            shown, loss_sum, started = 0, 0.0, time.monotonic()
        if seen % options.every == 0 or seen == options.end:
            print(json.dumps({"step": seen, **measure(network, development)}), flush=True)
            torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": seen}, state)
            if seen == options.steps * 2 // 3:
                torch.save(network.state_dict(), out / "middle.pt")
            started = time.monotonic()
    torch.save(average(torch.load(out / "middle.pt", weights_only=True), network.state_dict()), out / "network.pt")


def average(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the mean of two networks' weights (Wortsman et al., 2022, "Model soups").

    What the last third teaches (that most of what a search brings back settles
    nothing) and what it makes forgotten both stay in part.
    """
    return {name: (first[name] + second[name]) / 2 for name in first}


def held_out(data: Path) -> dict[str, list[Pair]]:
    """Return the development sets that are no part of the mixture: SciFact's held-out claims and WiCE dev."""
    rng = random.Random(SEED)
    sets: dict[str, list[Pair]] = {"scifact": [], "wice": []}
    with (data / "train" / "pairs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            pair = Pair(row["claim"], row["evidence"], row["label"], row["dataset"])
            if row["dataset"] == "scifact" and is_held_out(row["id"]):
                sets["scifact"].append(pair)
            elif row["dataset"] == "wice":
                sets["wice"].append(pair)
    return {
        name: [shorten(p, 100) for p in rng.sample(pairs, min(500, len(pairs)))]
        for name, pairs in sets.items()
        if pairs
    }


def main() -> None:
    """Read the options, build the mixture, train."""
    parser = argparse.ArgumentParser(description="Train the stance model.")
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds data/ and primary/")
    parser.add_argument("--checkpoint", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--end", type=int, help="stop after so many, the rate falling to nothing there")
    parser.add_argument("--every", type=int, default=500)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.end = options.end or options.steps
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.checkpoint / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    development = {n: encode(p, tokenizer) for n, p in held_out(options.shared / "data").items()}
    cache = options.out / "encoded.pickle"
    if not cache.exists():
        pairs = build(options.shared / "data", options.shared, seed=SEED, words=WORDS)
        kept = [p for p in pairs if is_development(p)]
        cache.write_bytes(pickle.dumps((encode([p for p in pairs if not is_development(p)], tokenizer), kept)))
    encoded, kept = pickle.loads(cache.read_bytes())
    development["mixture"] = encode(kept[:600], tokenizer)
    lengths = [len(e[0].ids) for e in encoded]
    print(
        f"{len(encoded)} pairs, {sum(lengths) / len(lengths):.1f} tokens, labels {Counter(LABELS[e[1]] for e in encoded)}",
        flush=True,
    )
    near = [p for p in near_pairs(options.shared / "data", words=WORDS) if not is_development(p)] * NEAR_TIMES
    near += [shorten(p, WORDS) for p in negative_pairs(options.shared / "data", seed=SEED)]
    train(StanceNetwork(options.checkpoint), (encoded, encode(near, tokenizer)), development, options)


if __name__ == "__main__":
    main()
