"""Train the stance model, in two runs: `make stance-model`, or this file with `--help`.

Prints the loss and development figures as it goes, and saves a checkpoint at
each of them, so that a run that is stopped goes on where it was.

Workers train by themselves from one checkpoint to the next, and there their
weights are averaged (local SGD: Lin et al., 2020, "Don't use large
mini-batches, use local SGD"): two of one thread each do more in the same time
than one of two threads, and neither waits for the other at every step.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import pickle
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import torch
from network import LABELS, StanceNetwork, pad
from pairs import MIXTURES, Mixture, Pair, build, is_development, is_held_out, near_pairs, negative_pairs, shorten
from tokenizers import Tokenizer

from claimcheck.verification.stance_input import StanceInput, encode_pair

SEED = 20_261_126
BATCH = 32
PEAK_RATES = {"first": 2e-4, "second": 1.6e-4}
LAYER_DECAY = 0.95
WARM_UP = 0.05
WORDS = 36  # of evidence; longer evidence keeps the sentences nearest to the claim
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


def schedule(
    data: tuple[list[Encoded], list[Encoded]], options: argparse.Namespace, worker: int
) -> Iterator[list[Encoded]]:
    """Yield the batches of a worker's run.

    The first run is two thirds of the mixture as it is, then what is nearest to
    checking (people's claims beside real evidence, and beside what a search
    brings back), filled up with more of the mixture so that nothing is
    forgotten. The second has all of it from the beginning.
    """
    encoded, near = data
    if options.mixture == "second":
        everything = [*encoded, *near]
        random.Random(f"{SEED}:second").shuffle(everything)
        yield from batches(everything[worker :: options.workers], random.Random(f"{SEED}:second:{worker}"))
        return
    first = options.steps * 2 // 3
    yield from islice(batches(encoded, random.Random(f"{SEED}:0")), first)
    rng = random.Random(f"{SEED}:near")
    rest = max(0, (options.steps - first) * BATCH - len(near))
    last = [*rng.sample(encoded, min(rest, len(encoded))), *near]
    yield from islice(batches(last, rng), options.steps - first)


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


def train_part(
    network: StanceNetwork, part: Sequence[list[Encoded]], state: Path, options: argparse.Namespace, start: int
) -> None:
    """Train on the batches from one checkpoint to the next, and save what came of it."""
    torch.set_num_threads(options.threads)
    optimizer = torch.optim.AdamW([{**g, "lr": 0.0} for g in groups_of(network)], weight_decay=0.01, fused=True)
    if state.exists():
        saved = torch.load(state, weights_only=True)
        optimizer.load_state_dict(saved["optimizer"])
    loss_sum, started = 0.0, time.monotonic()
    for step, batch in enumerate(part, start=start + 1):
        progress = step / options.end
        rate = PEAK_RATES[options.mixture] * min(progress / WARM_UP, max(0.02, (1 - progress) / (1 - WARM_UP)))
        for group in optimizer.param_groups:
            group["lr"] = rate * group["scale"]
        logits = network(*pad([b[0] for b in batch]))
        loss = torch.nn.functional.cross_entropy(logits, torch.tensor([b[1] for b in batch]), label_smoothing=0.03)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        loss_sum += loss.item()
    speed = len(part) * BATCH / (time.monotonic() - started)
    print(f"{state.stem} step {start + len(part)} loss {loss_sum / len(part):.4f} pairs/s {speed:.1f}", flush=True)
    saved = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": start + len(part)}
    torch.save(saved, state.with_suffix(".new"))


def train(
    network: StanceNetwork,
    data: tuple[list[Encoded], list[Encoded]],
    development: dict[str, list[Encoded]],
    options: argparse.Namespace,
) -> None:
    """Train for a number of steps; the rate rises, then falls to nothing."""
    states = [options.out / f"worker{n}.pt" for n in range(options.workers)]
    step = 0
    if (options.out / "state.pt").exists():
        saved = torch.load(options.out / "state.pt", weights_only=True)
        network.load_state_dict(saved["network"])
        step = saved["step"]
    runs = [islice(schedule(data, options, n), step, options.end) for n in range(options.workers)]
    context = multiprocessing.get_context("fork")  # the pairs are read once; no thread of torch runs here before
    torch.set_num_threads(1)
    while parts := [part for run in runs if (part := list(islice(run, options.every)))]:
        workers = [
            context.Process(target=train_part, args=(network, part, state, options, step))
            for part, state in zip(parts, states, strict=False)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
            if worker.exitcode:
                raise SystemExit(f"a worker stopped with {worker.exitcode}: start again to go on from step {step}")
        found = [torch.load(state.with_suffix(".new"), weights_only=True)["network"] for state in states[: len(parts)]]
        network.load_state_dict(average(*found))
        step += len(parts[0])
        for state in states[: len(parts)]:
            state.with_suffix(".new").replace(state)
        torch.save({"network": network.state_dict(), "step": step}, options.out / "state.pt")
        print(json.dumps({"step": step, **measure(network, development)}), flush=True)
        if step == options.steps * 2 // 3:
            torch.save(network.state_dict(), options.out / "middle.pt")
    final = network.state_dict()
    if options.mixture == "first":
        final = average(torch.load(options.out / "middle.pt", weights_only=True), final)
    torch.save(final, options.out / "network.pt")


def average(*networks: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the mean of networks' weights (Wortsman et al., 2022, "Model soups").

    At the end of the first run, what its last third teaches (that most of what
    a search brings back settles nothing) and what it makes forgotten both stay
    in part.
    """
    return {name: sum(n[name] for n in networks) / len(networks) for name in networks[0]}


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


def read_data(
    tokenizer: Tokenizer, mixture: Mixture, options: argparse.Namespace
) -> tuple[tuple[list[Encoded], list[Encoded]], dict[str, list[Encoded]]]:
    """Return the mixture, what is nearest to checking, and the development sets; encoded pairs are kept in a file."""
    data = options.shared / "data"
    cache = options.out / "encoded.pickle"
    if not cache.exists():
        pairs = build(data, options.shared, mixture, words=WORDS)
        kept = [p for p in pairs if is_development(p)]
        cache.write_bytes(pickle.dumps((encode([p for p in pairs if not is_development(p)], tokenizer), kept)))
    encoded, kept = pickle.loads(cache.read_bytes())
    near = [p for p in near_pairs(data, words=WORDS) if not is_development(p)] * mixture.near
    near += [shorten(p, WORDS) for p in negative_pairs(data, mixture)]
    development = {n: encode(p, tokenizer) for n, p in held_out(data).items()}
    return (encoded, encode(near, tokenizer)), development | {"mixture": encode(kept[:600], tokenizer)}


def main() -> None:
    """Read the options, build the mixture, train."""
    parser = argparse.ArgumentParser(description="Train the stance model.")
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds data/ and primary/")
    parser.add_argument("--checkpoint", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--mixture", choices=sorted(MIXTURES), default="first")
    parser.add_argument("--start", type=Path, help="network.pt of the first run, for the second to go on from")
    parser.add_argument("--steps", type=int, default=3600)
    parser.add_argument("--end", type=int, help="stop after so many, the rate falling to nothing there")
    parser.add_argument("--every", type=int, default=200, help="steps from one checkpoint to the next")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="of each worker")
    options = parser.parse_args()
    options.end = options.end or options.steps
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.checkpoint / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    data, development = read_data(tokenizer, MIXTURES[options.mixture], options)
    lengths = [len(e[0].ids) for part in data for e in part]
    labels = Counter(LABELS[e[1]] for part in data for e in part)
    print(f"{len(lengths)} pairs, {sum(lengths) / len(lengths):.1f} tokens, labels {labels}", flush=True)
    network = StanceNetwork(options.checkpoint)
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True))
    train(network, data, development, options)


if __name__ == "__main__":
    main()
