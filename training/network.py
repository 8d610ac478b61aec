"""The cross-encoder: all-MiniLM-L6-v2 with token types of alignment and three labels."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from claimcheck.verification.stance_input import SIDE_TYPES, StanceInput

LABELS = ("SUPPORTED", "REFUTED", "NEI")


class StanceNetwork(nn.Module):
    """Logits over `LABELS` from token ids and token types, read off the first token.

    The last layer is computed for the first token alone, which is all that is
    read: a seventh less work.
    """

    def __init__(self, checkpoint: Path) -> None:
        super().__init__()
        config = BertConfig.from_pretrained(checkpoint)
        bert = BertModel.from_pretrained(checkpoint, config=config, add_pooling_layer=False)
        self.heads = config.num_attention_heads
        width = config.hidden_size
        self.words = bert.embeddings.word_embeddings
        self.positions = bert.embeddings.position_embeddings
        sides = bert.embeddings.token_type_embeddings.weight.data
        self.types = nn.Embedding(2 * SIDE_TYPES, width)
        self.types.weight.data = torch.cat([sides[0].repeat(SIDE_TYPES, 1), sides[1].repeat(SIDE_TYPES, 1)])
        self.types.weight.data += 0.02 * torch.randn(
            self.types.weight.shape, generator=torch.Generator().manual_seed(5)
        )
        self.norm = bert.embeddings.LayerNorm
        self.layers = bert.encoder.layer
        self.head = nn.Sequential(nn.Linear(width, width), nn.Tanh(), nn.Linear(width, len(LABELS)))

    def forward(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        """Return logits of shape (pairs, 3); `ids`, `types` and `mask` have shape (pairs, tokens); no mask, no padding."""
        places = torch.arange(ids.shape[1]).unsqueeze(0)
        hidden = self.norm(self.words(ids) + self.types(types) + self.positions(places))
        seen = None if mask is None else (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -10_000.0
        for layer in self.layers[:-1]:
            hidden = self._layer(layer, hidden, hidden, seen)
        return self.head(self._layer(self.layers[-1], hidden[:, :1], hidden, seen)[:, 0])

    def _layer(
        self, layer: nn.Module, asking: torch.Tensor, hidden: torch.Tensor, seen: torch.Tensor | None
    ) -> torch.Tensor:
        attention = layer.attention.self
        query, key, value = (
            part.view(part.shape[0], part.shape[1], self.heads, -1).transpose(1, 2)
            for part in (attention.query(asking), attention.key(hidden), attention.value(hidden))
        )
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
        mixed = mixed.transpose(1, 2).reshape(asking.shape)
        output = layer.attention.output
        asking = output.LayerNorm(output.dense(mixed) + asking)
        inner = functional.gelu(layer.intermediate.dense(asking))
        return layer.output.LayerNorm(layer.output.dense(inner) + asking)


def pad(inputs: list[StanceInput]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pad to the longest of a batch."""
    size = max(len(i.ids) for i in inputs)
    ids = torch.zeros(len(inputs), size, dtype=torch.long)
    types = torch.zeros_like(ids)
    mask = torch.zeros_like(ids)
    for row, pair in enumerate(inputs):
        ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
        types[row, : len(pair.types)] = torch.tensor(pair.types)
        mask[row, : len(pair.ids)] = 1
    return ids, types, mask
