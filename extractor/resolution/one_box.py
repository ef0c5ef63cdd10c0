"""Fold what one check box says into one item: who draws a box has one piece of work in mind, in however many sentences.

    - [ ] quarantine cage, 3 cases leaking. dispose by end of shift. nobody else touch    Moses
    - [ ] short 1 pallet. supplier emailed, look for the reply    Agnieszka

Work that the box gives to somebody else ("Thandeka drafts it, Ana reviews it") stays an item of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.extraction.mentions.slots import opening_verb
from extractor.language import lexicon
from extractor.language.content_words import content
from extractor.model import Kind, Notes
from extractor.resolution.normalization import ResolvedMention

MAX_WORDS = 16  # of a task that is joined from the parts of a box


def is_one_box(item: ResolvedMention, earlier: ResolvedMention, notes: Notes) -> bool:
    """Whether two mentions stand in one check box, and no other person does the later one."""
    block = notes.blocks[item.mention.block]
    if item.mention.block != earlier.mention.block or block.kind is not Kind.BOX:
        return False
    return not item.owners or item.owners == earlier.owners


def words_of_box(parts: Sequence[str]) -> str:
    """Return the task of a box from the tasks of its parts: its topic, and what is to be done about it.

    Args:
        parts: The tasks, in the order of the notes.
    """
    topic, *rest = parts
    orders = [part for part in rest if _is_order(part) and content(part) - content(topic)]
    if _is_order(topic) or not orders:
        return topic
    verb = opening_verb(orders[0])
    if content(orders[0]) - content(topic) == content(verb):
        return f"{verb} {topic}"  # "quick guide, 2 pages. Thandeka, draft"
    task = f"{topic}: {orders[0]}"
    return task if len(task.split()) <= MAX_WORDS else topic


def with_words(item: ResolvedMention, task: str) -> ResolvedMention:
    """Return an item with another task."""
    return replace(item, mention=replace(item.mention, completed=task))


def _is_order(task: str) -> bool:
    """Whether a task opens with the base form of a verb: "dispose", "print + put away"."""
    return lexicon.verb_classes(opening_verb(task))[1] == "base"
