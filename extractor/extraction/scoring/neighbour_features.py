"""Describe a candidate by the base scores of its neighbours, so that the note is judged as a whole.

A line says less alone than in its list: beside four entries that are work it is work too, and a weak candidate whose
words a stronger one repeats is a restatement. Scores are probabilities from 0 to 1; MISSING stands where there is no
neighbour. `layout` is what does not depend on the scores.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.common.logistic import logit
from extractor.extraction.candidates.collect import Candidate
from extractor.language.content_words import content
from extractor.model import Notes

MISSING = -1.0
# A score above this counts as likely work among the neighbours.
LIKELY = 0.4
# A word in more candidates than this tells nothing about restatements, and would cost time in long notes.
COMMON = 30
# Candidates before and after that are the neighbourhood.
REACH = 3
_MAX_LEVELS = 6  # lines above a candidate that it counts as under


@dataclass(frozen=True, slots=True)
class Layout:
    """Which candidates of a note stand together, by their index."""

    blocks: tuple[int, ...]  # the block of each candidate
    of_block: Mapping[int, tuple[int, ...]]  # the candidates of a block
    lists: tuple[tuple[int, ...], ...]  # the candidates of each list: same parent, depth, section and kind of block
    children: Mapping[int, tuple[int, ...]]  # the candidates in blocks under a block
    parents: tuple[int | None, ...]  # the parent block of each candidate's block
    repeats: tuple[tuple[tuple[int, float], ...], ...]  # candidates of other blocks that share words, and which share
    base_verb: tuple[bool, ...]  # whether the work opens with a verb in its base form, as a command does
    words: tuple[int, ...]  # words of the work
    depths: tuple[int, ...]


def layout(notes: Notes, candidates: Sequence[Candidate]) -> Layout:
    """Return which of the candidates stand together in the notes."""
    of_block: dict[int, list[int]] = defaultdict(list)
    lists: dict[object, list[int]] = defaultdict(list)
    children: dict[int, list[int]] = defaultdict(list)
    works = []
    for index, candidate in enumerate(candidates):
        block = notes.blocks[candidate.block]
        of_block[candidate.block].append(index)
        lists[block.parent, block.depth, block.section, block.kind].append(index)
        parent = block.parent
        for _ in range(_MAX_LEVELS):
            if parent is None:
                break
            children[parent].append(index)
            parent = notes.blocks[parent].parent
        works.append(block.text[candidate.task_start : candidate.task_end])
    blocks = tuple(candidate.block for candidate in candidates)
    return Layout(
        blocks=blocks,
        of_block={block: tuple(members) for block, members in of_block.items()},
        lists=tuple(map(tuple, lists.values())),
        children={block: tuple(members) for block, members in children.items()},
        parents=tuple(notes.blocks[block].parent for block in blocks),
        repeats=_repeats(blocks, [content(work) for work in works]),
        base_verb=tuple("opens: verb, base" in candidate.features for candidate in candidates),
        words=tuple(len(work.split()) for work in works),
        depths=tuple(notes.blocks[block].depth for block in blocks),
    )


def _repeats(blocks: Sequence[int], words: Sequence[frozenset[str]]) -> tuple[tuple[tuple[int, float], ...], ...]:
    """Return for each candidate those of other blocks that share two words or more, and the share of the shorter one.

    Args:
        blocks: The block of each candidate.
        words: The content words of each candidate.
    """
    users: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(words):
        for word in sorted(own):
            users[word].append(index)
    shared: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for members in users.values():
        if len(members) <= COMMON:
            for index in members:
                for other in members:
                    if blocks[index] != blocks[other]:
                        shared[index][other] += 1
    return tuple(
        tuple(
            (other, count / min(len(words[index]), len(words[other])))
            for other, count in sorted(shared[index].items())
            if count >= 2
        )
        for index in range(len(words))
    )


def neighbour_features(around: Layout, scores: Sequence[float]) -> tuple[dict[str, float], ...]:
    """Return the features that the scores of its neighbours give each candidate, in their order.

    Args:
        around: Which candidates stand together.
        scores: The base score of each candidate.
    """
    features: tuple[dict[str, float], ...] = tuple({"base score": logit(score)} for score in scores)
    _add_list_features(around, scores, features)
    best = {block: max(scores[i] for i in members) for block, members in around.of_block.items()}
    ranked_in_block = {block: sorted(scores[i] for i in members) for block, members in around.of_block.items()}
    best_under = {block: max(scores[i] for i in members) for block, members in around.children.items()}
    earlier_best: dict[int, float] = {}
    before, after = dict.fromkeys(best, MISSING), dict.fromkeys(best, MISSING)
    for block, following in pairwise(sorted(best)):
        before[following], after[block] = best[block], best[following]
    ranked, total, likely = sorted(scores), sum(scores), sum(score > LIKELY for score in scores)
    count = len(scores)
    for i, score in enumerate(scores):
        block = around.blocks[i]
        in_block = around.of_block[block]
        under = around.children.get(block, ())
        parent = around.parents[i]
        near = [*scores[max(0, i - REACH) : i], *scores[i + 1 : i + 1 + REACH]]
        features[i].update(
            {
                "notes: candidates": count,
                "notes: mean of the others": (total - score) / max(1, count - 1),
                "notes: best of the others": _best_other(ranked, score),
                "notes: share of likely ones": (likely - (score > LIKELY)) / max(1, count - 1),
                "notes: better ones": count - bisect_right(ranked, score),
                "notes: how far down": i / count,
                "candidate before": scores[i - 1] if i else MISSING,
                "candidate after": scores[i + 1] if i + 1 < count else MISSING,
                "candidates near: mean": sum(near) / len(near) if near else MISSING,
                "block before": before[block],
                "block after": after[block],
                "block: candidates": len(in_block),
                "block: best of the others": _best_other(ranked_in_block[block], score),
                "block: best of the earlier": earlier_best.get(block, MISSING),
                "under it: candidates": len(under),
                "under it: best": best_under.get(block, MISSING),
                "above it": MISSING if parent is None else best.get(parent, MISSING / 2),
                "depth": around.depths[i],
                "words": around.words[i],
            }
        )
        features[i].update(_repetition_features(around.repeats[i], score, scores))
        earlier_best[block] = max(score, earlier_best.get(block, score))
    return features


def _repetition_features(
    repeats: Sequence[tuple[int, float]], score: float, scores: Sequence[float]
) -> dict[str, float]:
    """Describe a candidate with this score by the likeliest of those that repeat its words."""
    other, share = max(repeats, key=lambda repeat: repeat[1] * scores[repeat[0]], default=(-1, 0.0))
    return {
        "repeated: score there": scores[other] if other >= 0 else 0.0,
        "repeated: share of the words": share,
        "repeated: share, where it scores more": share if other >= 0 and scores[other] > score else 0.0,
    }


def _best_other(ranked: Sequence[float], score: float) -> float:
    """Return the best score without `score` itself, MISSING where there is no other; `ranked` is ascending."""
    if len(ranked) < 2:
        return MISSING
    return ranked[-2 if score == ranked[-1] else -1]


def _add_list_features(around: Layout, scores: Sequence[float], features: Sequence[dict[str, float]]) -> None:
    """Add to each candidate what the other entries of its list say."""
    for members in around.lists:
        ranked = sorted(scores[i] for i in members)
        others, total = len(members) - 1, sum(ranked)
        likely = sum(score > LIKELY for score in ranked)
        verbs = sum(around.base_verb[i] for i in members)
        for entry, i in enumerate(members):
            score = scores[i]
            better = len(ranked) - bisect_right(ranked, score)
            features[i].update(
                {
                    "list: others": others,
                    "list: entry": entry,
                    "list: share of better ones": better / len(members),
                    "list: mean of the others": (total - score) / others if others else MISSING,
                    "list: best of the others": _best_other(ranked, score),
                    "list: share of likely ones": (likely - (score > LIKELY)) / others if others else MISSING,
                    "list: share of verbs": (verbs - around.base_verb[i]) / others if others else MISSING,
                }
            )
