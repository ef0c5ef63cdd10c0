"""Layers of a spaCy pipeline for reading alone: the same sums as thinc's, without what only training needs.

thinc's maxout keeps which piece won, one number at a time, and multiplies by a library of its own; here NumPy does
both, at half the time. What a word gives by itself, before its neighbours are looked at, is added up once and kept. And
the parser's own loop lets go of Python's lock and takes it up again at each number; a loop in Python needs a third of
its time. The results are those of spaCy but for rounding; a test holds that no tag and no arc changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_EPSILON = np.float32(1e-8)  # of thinc's layer norm

WORDS = 8_192  # whose vectors are kept, 3 MB; when there are more, they are begun anew

Floats = NDArray[np.float32]


def quicken(model: Any) -> None:
    """Replace the words' layers and each maxout followed by a layer norm in the model of spaCy's tok2vec, in place.

    The model can be trained no more.
    """
    from thinc.api import Model

    words, _ = model.layers
    model.replace_node(words, Model(words.name, _untrained(_kept_words(*words.layers)), layers=words.layers))
    for node in list(model.walk()):
        if node.name == "maxout>>layernorm":
            widths = {name: node.get_dim(name) for name in ("nI", "nO")}
            model.replace_node(node, Model(node.name, _untrained(_normed_maxout(*node.layers)), dims=widths))


def _kept_words(features: Any, _: Any, hashed: Any, mixed: Any, __: Any) -> Callable[[Sequence[Any]], list[Floats]]:
    """What the layers make of the words of docs, a row each."""
    places: dict[bytes, int] = {}
    kept = np.empty((WORDS, mixed.get_dim("nO")), np.float32)

    def forward(docs: Sequence[Any]) -> list[Floats]:
        of_docs = features.predict(docs)
        rows = np.concatenate(of_docs)
        ends = np.cumsum([len(one) for one in of_docs[:-1]])
        if len(rows) > WORDS:
            return np.split(mixed.predict(hashed.predict(rows)), ends)
        if len(places) + len(rows) > WORDS:
            places.clear()
        known = len(places)
        at = [places.setdefault(row, len(places)) for row in rows.view(f"V{rows.strides[0]}")[:, 0].tolist()]
        if new := {place: row for row, place in enumerate(at) if place >= known}:
            kept[known : len(places)] = mixed.predict(hashed.predict(rows[list(new.values())]))
        return np.split(kept[at], ends)

    return forward


def _normed_maxout(maxout: Any, norm: Any) -> Callable[[Floats], Floats]:
    """What the two layers make of vectors, a row each."""
    weights, biases = maxout.get_param("W"), maxout.get_param("b")  # (out, pieces, in) and (out, pieces)
    out, pieces, _ = weights.shape
    table = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(out * pieces, -1).T)
    bias = np.ascontiguousarray(biases.T.reshape(-1))
    scale, shift = norm.get_param("G"), norm.get_param("b")
    mean = np.full((out, 1), 1 / out, np.float32)

    def forward(rows: Floats) -> Floats:
        said = rows @ table
        said += bias
        best: Floats = said[:, :out]
        for piece in range(1, pieces):
            best = np.maximum(best, said[:, piece * out : (piece + 1) * out])
        best -= best @ mean
        variance = np.einsum("ij,ij->i", best, best)[:, None] / np.float32(out) + _EPSILON
        best *= 1 / np.sqrt(variance)
        best *= scale
        best += shift
        return best

    return forward


class Arcs:
    """spaCy's parser as a component that takes all the sentences at hand a step on at once; it can be trained no more.

    It must have seen all its classes in training. Runs of blanks hang by the arc "dep".
    """

    def __init__(self, parser: Any) -> None:
        from thinc.api import Model

        self._parser = parser
        words = parser.model.get_ref("lower")
        widths = {name: words.get_dim(name) for name in words.dim_names}
        biases = {"b": words.get_param("b")}  # which the steps add
        parser.model.replace_node(words, Model(words.name, _untrained(_features(words)), dims=widths, params=biases))
        self._scores = _linear(parser.model.get_ref("upper"))

    def __call__(self, doc: Any) -> Any:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Any], batch_size: int = 1) -> Iterator[Any]:
        """The docs in their order, with their arcs."""
        from spacy.util import minibatch

        for batch in minibatch(docs, batch_size):
            states = self._parser.moves.init_batch(batch)
            if going := [state for state in states if not state.is_final()]:
                step = self._parser.model.predict(batch)
                while going:
                    scores = self._scores(step.state2vec.predict(step.get_token_ids(going)))
                    going = self._parser.transition_states(going, scores)
                step.clear_memory()  # which nothing else frees: it is part of a circle
            self._parser.set_annotations(batch, states)
            for doc in batch:
                for place in np.flatnonzero(doc.to_array("IS_SPACE")):
                    doc[int(place)].dep_ = "dep"
                yield doc


def _features(layer: Any) -> Callable[[Floats], Floats]:
    """What each place of the parser's stack and buffer makes of words, a row each behind that of a place left empty."""
    places = tuple(layer.get_dim(name) for name in ("nF", "nO", "nP"))
    table = np.ascontiguousarray(layer.get_param("W").reshape(-1, layer.get_dim("nI")).T)
    empty = layer.get_param("pad").reshape(-1)

    def forward(rows: Floats) -> Floats:
        said = np.empty((len(rows) + 1, table.shape[1]), np.float32)
        said[0] = empty
        np.matmul(rows, table, out=said[1:])
        return said.reshape(-1, *places)

    return forward


def _linear(layer: Any) -> Callable[[Floats], Floats]:
    """What a linear layer makes of vectors, a row each."""
    table, bias = np.ascontiguousarray(layer.get_param("W").T), layer.get_param("b")

    def forward(rows: Floats) -> Floats:
        said: Floats = rows @ table
        said += bias
        return said

    return forward


def _untrained(forward: Callable[[Any], Any]) -> Callable[[Any, Any, bool], tuple[Any, Any]]:
    """The function as thinc calls it."""

    def call(model: Any, given: Any, is_train: bool) -> tuple[Any, Any]:
        return forward(given), None

    return call
