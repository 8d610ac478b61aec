"""Write a trained network as the ONNX model that ships: weights of 8 bits, one pair a run.

Activations are quantised while the model runs, by the range of what is run
together; the package runs each pair by itself, so a score depends on its pair
alone. Weights keep to 7 of their 8 bits: processors without VNNI add products
of 8 bits in 16 and would overflow in silence.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from network import LABELS, StanceNetwork
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

NAME = "claimcheck-stance"


class _Exported(nn.Module):
    """The network for one pair, which needs no mask."""

    def __init__(self, network: StanceNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
        return self.network(input_ids, token_type_ids, None)


def export(network: StanceNetwork, tokenizer: Path, out: Path) -> None:
    """Write `model.onnx`, `tokenizer.json` and `config.json` into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        ids = torch.randint(1000, 20_000, (1, 30))
        types = torch.randint(0, 19, (1, 30))
        torch.onnx.export(
            _Exported(network),
            (ids, types),
            str(plain),
            input_names=["input_ids", "token_type_ids"],
            output_names=["logits"],
            dynamic_axes={"input_ids": {1: "tokens"}, "token_type_ids": {1: "tokens"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(plain, out / "model.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    shutil.copy(tokenizer, out / "tokenizer.json")
    config = {
        "model_type": "bert",
        "id2label": {str(i): name for i, name in enumerate(LABELS)},
        "claimcheck": {"name": NAME, "aligned": True, "temperature": 1.0, "calibrated_on": ""},
    }
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")


def main() -> None:
    """Export the network that `train.py` saved."""
    parser = argparse.ArgumentParser(description="Export the stance model to ONNX.")
    parser.add_argument("--checkpoint", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--network", type=Path, required=True, help="network.pt, or state.pt of a run that goes on")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    network = StanceNetwork(options.checkpoint)
    saved = torch.load(options.network, weights_only=True)
    network.load_state_dict(saved.get("network", saved))
    export(network, options.checkpoint / "tokenizer.json", options.out)


if __name__ == "__main__":
    main()
