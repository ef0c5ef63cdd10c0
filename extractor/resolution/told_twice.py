"""Find work that notes tell twice with different owners: by who does it and by who gets it, or as a goal for its day.

    Legal should look at the release form.               - Greg: get the release form to legal
    Requirements section to be completed by 30 Sept.     - Ana to write the requirements section (30 Sept)
    David: I need to talk to Yves about this.            Yves: I'll contact you about this.

Work of the same owner is compared elsewhere (`coreference`, `closing_list`, `talk_restatements`).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from itertools import islice

from extractor.common.lazy_regex import expression
from extractor.extraction.mentions.slots import opening_verb
from extractor.language.content_words import content
from extractor.model import Kind, Notes
from extractor.resolution.coreference import is_listed
from extractor.resolution.normalization import ResolvedMention

NEAR = 8  # blocks between two people's words of one talk with each other
LEAST = 2  # content words that both must say
MOST = 50  # items that one is compared with, so that time grows with the notes
_ENDS_WORK = expression(r"(?:complete|finish|finalise|finalize|deliver|submit|have)\b", re.IGNORECASE)
_VERBS = content("complete finish finalise finalize deliver submit have done ready look check review read see")
_TALKS = frozenset("talk speak contact call ring phone meet chat write email message ping".split())
_BROUGHT_TO = expression(r"\b(?:to|past|by)\s(?:the\s)?(?P<whom>[\w'’-]+)")


def told_twice(items: Sequence[ResolvedMention], notes: Notes) -> dict[int, int]:
    """Return for each item that another tells from the other side the index of that other, which says it best.

    Args:
        items: The items of the plan, merged, in the order of the notes.
        notes: The notes that hold them.
    """
    is_open = [not item.mention.done and not item.mention.private for item in items]
    by_key: dict[Hashable, list[int]] = {}
    for at, item in enumerate(items):
        if is_open[at]:
            for key in _keys(item):
                by_key.setdefault(key, []).append(at)
    found: dict[int, int] = {}
    for at, item in enumerate(items):
        others = {
            other
            for other in (*_same_work(item, items, by_key, notes), *_in_talk(at, items))
            if is_open[at]
            and is_open[other]
            and other not in found
            and items[other].mention.block != item.mention.block
        }
        if len(others) == 1:
            found[at] = others.pop()
    return found


def _keys(item: ResolvedMention) -> Iterator[Hashable]:
    """Yield by what an item may be found: its day, if somebody owns it, and to whom an entry of a list brings it."""
    if item.owners and item.due is not None and item.due.day is not None:
        yield item.due.day
    if is_listed(item.mention):
        for match in islice(_BROUGHT_TO.finditer(item.mention.completed), MOST):
            yield match["whom"].casefold()


def _same_work(
    item: ResolvedMention, items: Sequence[ResolvedMention], by_key: dict[Hashable, list[int]], notes: Notes
) -> Iterator[int]:
    """Yield the items that do what `item` has as a goal, and those that bring somebody what `item` is to look at."""
    said = content(item.mention.completed) - _VERBS
    if len(said) < LEAST:
        return
    key: Hashable = None
    if _is_goal(item, notes) and item.due is not None:
        key = item.due.day
    elif len(item.owners) == 1 and not is_listed(item.mention):
        key = _short(item.owners[0])
    for other in by_key.get(key, [])[:MOST]:
        if said <= content(items[other].mention.completed):
            yield other


def _is_goal(item: ResolvedMention, notes: Notes) -> bool:
    """Whether an item of nobody says until when something is to be finished: "requirements section done by Friday"."""
    is_written = notes.blocks[item.mention.block].kind is not Kind.TURN
    has_day = item.due is not None and item.due.day is not None
    return is_written and has_day and not item.owners and _ENDS_WORK.match(item.mention.completed) is not None


def _in_talk(at: int, items: Sequence[ResolvedMention]) -> Iterator[int]:
    """Yield the next items in which the person that `item` talks to talks to its owner."""
    item = items[at]
    if opening_verb(item.mention.completed) not in _TALKS:
        return
    for other in range(at + 1, min(at + MOST, len(items))):
        if items[other].mention.block - item.mention.block > NEAR:
            return
        if _talk_with_each_other(item, items[other]):
            yield other


def _talk_with_each_other(one: ResolvedMention, other: ResolvedMention) -> bool:
    """Whether two people talk to each other, about the same thing if both say about what."""
    if len(one.owners) != 1 or len(other.owners) != 1 or one.owners == other.owners:
        return False
    first, second = _short(one.owners[0]), _short(other.owners[0])
    if not (_talks_to(one.mention.completed, second) and _talks_to(other.mention.completed, first)):
        return False
    topics = [content(item.mention.completed.partition(" about ")[2]) - {first, second} for item in (one, other)]
    return not all(topics) or bool(topics[0] & topics[1])


def _talks_to(task: str, name: str) -> bool:
    is_named = re.search(rf"\b{re.escape(name)}\b", task, re.IGNORECASE) is not None
    return opening_verb(task) in _TALKS and is_named


def _short(owner: str) -> str:
    """Return the first word of an owner in lower case: the given name of a person."""
    return owner.split()[0].casefold()
