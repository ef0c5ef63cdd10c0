"""A NumPy forward pass of spaCy's word layers (tok2vec), without what only training needs.

thinc's maxout layer records which piece won, number by number, for the backward pass. NumPy does the same sums in half
the time. The vectors of a word before its neighbours count are computed once per word and cached. The results equal
spaCy's but for rounding; a test checks that no tag and no arc changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_EPSILON = np.float32(1e-8)  # as in thinc's LayerNorm

WORDS = 8_192  # words whose vectors are cached (3 MB); a full cache is emptied

Floats = NDArray[np.float32]


def replace_word_layers(model: Any) -> None:
    """Replace the embedding and each maxout with layer norm in a tok2vec model, in place; it cannot be trained after.

    Args:
        model: the thinc model of spaCy's tok2vec component.
    """
    from thinc.api import Model

    embedding, _ = model.layers
    forward = _for_inference(_cached_embedding(*embedding.layers))
    model.replace_node(embedding, Model(embedding.name, forward, layers=embedding.layers))
    for node in list(model.walk()):
        if node.name == "maxout>>layernorm":
            widths = {name: node.get_dim(name) for name in ("nI", "nO")}
            model.replace_node(node, Model(node.name, _for_inference(_maxout_with_norm(*node.layers)), dims=widths))


def use_numpy(model: Any) -> None:
    """Let the layers of a model multiply by NumPy, whose kernels fit the processor, and not by BLIS.

    Args:
        model: the thinc model of a spaCy component.
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for node in model.walk():
        node.ops = ops


def _cached_embedding(
    extract: Any, _ragged: Any, hash_embed: Any, mix: Any, _unragged: Any
) -> Callable[[Sequence[Any]], list[Floats]]:
    """Return the forward pass of the embedding: docs to one matrix each, with a row for each word."""
    row_of_word: dict[bytes, int] = {}
    vectors = np.empty((WORDS, mix.get_dim("nO")), np.float32)

    def forward(docs: Sequence[Any]) -> list[Floats]:
        attributes = extract.predict(docs)
        words = np.concatenate(attributes)
        doc_ends = np.cumsum([len(rows) for rows in attributes[:-1]])
        if len(words) > WORDS:
            return np.split(mix.predict(hash_embed.predict(words)), doc_ends)
        if len(row_of_word) + len(words) > WORDS:
            row_of_word.clear()
        known = len(row_of_word)
        keys = words.view(f"V{words.strides[0]}")[:, 0].tolist()
        rows = [row_of_word.setdefault(key, len(row_of_word)) for key in keys]
        if new := {row: at for at, row in enumerate(rows) if row >= known}:
            vectors[known : len(row_of_word)] = mix.predict(hash_embed.predict(words[list(new.values())]))
        return np.split(vectors[rows], doc_ends)

    return forward


def _maxout_with_norm(maxout: Any, norm: Any) -> Callable[[Floats], Floats]:
    """Return the forward pass of a maxout layer and the layer norm behind it."""
    weights, biases = maxout.get_param("W"), maxout.get_param("b")  # (out, pieces, in) and (out, pieces)
    width, pieces, _ = weights.shape
    table = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(width * pieces, -1).T)
    bias = np.ascontiguousarray(biases.T.reshape(-1))
    scale, shift = norm.get_param("G"), norm.get_param("b")
    mean = np.full((width, 1), 1 / width, np.float32)

    def forward(vectors: Floats) -> Floats:
        sums = vectors @ table
        sums += bias
        best: Floats = sums[:, :width]
        for piece in range(1, pieces):
            best = np.maximum(best, sums[:, piece * width : (piece + 1) * width])
        best -= best @ mean
        variance = np.einsum("ij,ij->i", best, best)[:, None] / np.float32(width) + _EPSILON
        best *= 1 / np.sqrt(variance)
        best *= scale
        best += shift
        return best

    return forward


def _for_inference(forward: Callable[[Any], Any]) -> Callable[[Any, Any, bool], tuple[Any, Any]]:
    """Return the function with the signature that thinc calls; it has no backward pass."""

    def call(model: Any, inputs: Any, is_train: bool) -> tuple[Any, Any]:
        return forward(inputs), None

    return call
