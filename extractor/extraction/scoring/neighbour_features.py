"""What stands around a candidate, once a first look has given every place of the notes a score: the note as a whole.

A line says less alone than in its list: beside four entries that are work it is work too, and a weak place whose words
a stronger one repeats is a restatement. Evidence is named as in `candidates`; scores are probabilities from 0 to 1, and
NOBODY stands where there is no neighbour. `layout` is what does not depend on the scores.
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
# A word that more places than this share tells nothing about restatements, and would cost time in long notes.
COMMON = 30
# So many places before and after are the neighbourhood.
REACH = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Which candidates of a note stand together, by their index: what the scores are spread over."""

    blocks: tuple[int, ...]  # the block of each candidate
    of_block: Mapping[int, tuple[int, ...]]  # the candidates of a block
    lists: tuple[tuple[int, ...], ...]  # the candidates of each list: same parent, depth, section and kind of block
    children: Mapping[int, tuple[int, ...]]  # the candidates in blocks under a block
    parents: tuple[int | None, ...]  # the parent block of each candidate's block
    repeats: tuple[tuple[tuple[int, float], ...], ...]  # candidates of other blocks that share words, and how many
    base_verb: tuple[bool, ...]  # opens with a verb as a command has it
    words: tuple[int, ...]  # length of the work
    depths: tuple[int, ...]


def layout(notes: Notes, places: Sequence[Candidate]) -> Layout:
    """Which of the candidates stand together in the notes."""
    of_block: dict[int, list[int]] = defaultdict(list)
    lists: dict[object, list[int]] = defaultdict(list)
    children: dict[int, list[int]] = defaultdict(list)
    works = []
    for index, place in enumerate(places):
        block = notes.blocks[place.block]
        of_block[place.block].append(index)
        lists[block.parent, block.depth, block.section, block.kind].append(index)
        above = block.parent
        for _ in range(6):  # levels of nesting
            if above is None:
                break
            children[above].append(index)
            above = notes.blocks[above].parent
        works.append(block.text[place.task_start : place.task_end])
    blocks = tuple(place.block for place in places)
    return Layout(
        blocks,
        {block: tuple(members) for block, members in of_block.items()},
        tuple(map(tuple, lists.values())),
        {block: tuple(members) for block, members in children.items()},
        tuple(notes.blocks[block].parent for block in blocks),
        _repeats(blocks, [content(work) for work in works]),
        tuple("opens: verb, base" in place.features for place in places),
        tuple(len(work.split()) for work in works),
        tuple(notes.blocks[block].depth for block in blocks),
    )


def _repeats(blocks: Sequence[int], words: Sequence[frozenset[str]]) -> tuple[tuple[tuple[int, float], ...], ...]:
    """For each candidate those of other blocks that share two words or more, and their share of the shorter one."""
    where: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(words):
        for word in sorted(own):
            where[word].append(index)
    shared: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for members in where.values():
        if len(members) <= COMMON:
            for one in members:
                for other in members:
                    if blocks[one] != blocks[other]:
                        shared[one][other] += 1
    return tuple(
        tuple(
            (other, count / min(len(words[index]), len(words[other])))
            for other, count in sorted(shared[index].items())
            if count >= 2
        )
        for index in range(len(words))
    )


def neighbour_features(around: Layout, scores: Sequence[float]) -> tuple[dict[str, float], ...]:
    """The evidence that the scores of the other candidates give for each one, in their order."""
    count = len(scores)
    found: tuple[dict[str, float], ...] = tuple({"base score": logit(score)} for score in scores)
    _of_lists(around, scores, found)
    best = {block: max(scores[i] for i in members) for block, members in around.of_block.items()}
    before, after = dict.fromkeys(best, MISSING), dict.fromkeys(best, MISSING)
    for one, other in pairwise(sorted(best)):
        before[other], after[one] = best[one], best[other]
    ranked, total, likely = sorted(scores), sum(scores), sum(score > LIKELY for score in scores)
    for i, score in enumerate(scores):
        block, features = around.blocks[i], found[i]
        here = around.of_block[block]
        under = around.children.get(block, ())
        parent = around.parents[i]
        near = [*scores[max(0, i - REACH) : i], *scores[i + 1 : i + 1 + REACH]]
        features |= {
            "notes: candidates": count,
            "notes: mean of the others": (total - score) / max(1, count - 1),
            "notes: best of the others": ranked[-2 if score == ranked[-1] else -1] if count > 1 else MISSING,
            "notes: share of likely ones": (likely - (score > LIKELY)) / max(1, count - 1),
            "notes: better ones": count - bisect_right(ranked, score),
            "notes: how far down": i / count,
            "candidate before": scores[i - 1] if i else MISSING,
            "candidate after": scores[i + 1] if i + 1 < count else MISSING,
            "candidates near: mean": sum(near) / len(near) if near else MISSING,
            "block before": before[block],
            "block after": after[block],
            "block: candidates": len(here),
            "block: best of the others": max((scores[j] for j in here if j != i), default=MISSING),
            "block: best of the earlier": max((scores[j] for j in here if j < i), default=MISSING),
            "under it: candidates": len(under),
            "under it: best": max((scores[j] for j in under), default=MISSING),
            "above it": MISSING if parent is None else best.get(parent, MISSING / 2),
            "depth": around.depths[i],
            "words": around.words[i],
        }
        other, share = max(around.repeats[i], key=lambda one: one[1] * scores[one[0]], default=(-1, 0.0))
        features |= {
            "repeated: score there": scores[other] if other >= 0 else 0.0,
            "repeated: share of the words": share,
            "repeated: share, where it scores more": share if other >= 0 and scores[other] > score else 0.0,
        }
    return found


def _of_lists(around: Layout, scores: Sequence[float], found: Sequence[dict[str, float]]) -> None:
    """Add what the other entries of its list say of each candidate."""
    for members in around.lists:
        ranked = sorted(scores[i] for i in members)
        others, total = len(members) - 1, sum(ranked)
        likely = sum(score > LIKELY for score in ranked)
        verbs = sum(around.base_verb[i] for i in members)
        for nth, i in enumerate(members):
            score = scores[i]
            better = len(ranked) - bisect_right(ranked, score)
            found[i].update(
                {
                    "list: others": others,
                    "list: entry": nth,
                    "list: share of better ones": better / len(members),
                    "list: mean of the others": (total - score) / others if others else MISSING,
                    "list: best of the others": ranked[-2 if score == ranked[-1] else -1] if others else MISSING,
                    "list: share of likely ones": (likely - (score > LIKELY)) / others if others else MISSING,
                    "list: share of verbs": (verbs - around.base_verb[i]) / others if others else MISSING,
                }
            )
