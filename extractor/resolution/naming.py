"""Name the work of a mention by what another place calls it: "ring them", "printers" is "ring the printers"."""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression
from extractor.extraction.mentions.imperative import imperative
from extractor.extraction.mentions.slots import PRONOUN, Slot, fill, opening_verb, slots
from extractor.extraction.mentions.task_bounds import trimmed
from extractor.language import lexicon
from extractor.language.content_words import content
from extractor.language.inflection import base_form
from extractor.model import Mention

# Stems of words that name no work.
LIGHT = content(
    """do get take have send make call go give put see tell write run sort good thing again too now then up out over
    back down off on properly well both all talk speak"""
)
MAX_NOUN = 5  # words that replace a pronoun
_DOING = expression(r"^(?:(?:is|are)\s)?(?:doing|does|do|getting|gets|has|got|on)\s+", re.IGNORECASE)
_OBJECT = expression(
    r"(?:the|a|an|all|my|our|your|his|her|their|this|that|to|with|about|for|up|out|on|in|round)\b|[A-Z]|\w+\s"
)
_TO_DO = expression(r"(?P<what>.+)\sto\s(?P<verb>[a-z]+)")  # "the screed people to move"
_ARTICLE = expression(r"(?:the|a|an|my|our|his|her|their|all|both|some|\d+)\b")


def named(mention: Mention, part: str) -> str:
    """Return the task of a mention, a pronoun of it replaced by what another place names.

    Args:
        mention: The mention: "call her".
        part: The words of the other place: "calls Alicia", "the forms".
    """
    said = _said(mention)
    open_slots = pronouns_of(mention)
    words = _DOING.sub("", part)
    if not open_slots or not content(words) - LIGHT:
        return mention.completed
    order = _order(words, opening_verb(said)) if words == part else ""
    if order:
        own = content(PRONOUN.sub(" ", said)) - LIGHT
        is_same = opening_verb(order) == opening_verb(said)
        return order if not own or (is_same and len(own) <= 1) else mention.completed
    if content(words) <= content(mention.completed):
        return mention.completed
    is_name = words[:1].isupper() and words == words.title()
    if words[:1].isupper() and any(lexicon.verb_classes(word)[1] == "s" for word in words.split()[1:2]):
        return mention.completed  # "Robert waits"
    if content(words) & content(said) or len(words.split()) > MAX_NOUN or (open_slots[0].kind == "person") != is_name:
        return mention.completed
    return fill(said, open_slots[0], words if is_name or _ARTICLE.match(words) else f"the {words}")


def _said(mention: Mention) -> str:
    return imperative(trimmed(mention.task), None, after_name=True)


def ordered(words: str) -> str:
    """Return what somebody does as an order ("sends the list" gives "send the list"), other words as they are."""
    return _order(words, "") or words


def pronouns_of(mention: Mention) -> list[Slot]:
    """Return the pronouns of a task, as it was said."""
    return [slot for slot in slots(_said(mention)) if slot.kind != "about"]


def _order(words: str, verb: str) -> str:
    """Return a verb and its object as an order, "" for other words: "calls Ana", "seeing Ana", "the desk to move".

    `verb` is one that is known to be a verb.
    """
    if to_do := _TO_DO.fullmatch(words):
        return f"{to_do['verb']} {to_do['what']}"
    first, _, rest = words.partition(" ")
    classes, form = lexicon.verb_classes(first)
    if base_form(first.casefold(), "VBZ") == verb:
        return f"{verb} {rest}"
    if not classes or not rest or (form == "s" and re.match(r"to\b|[a-z]+$", rest)):
        return ""  # "measures to Kim"
    if form == "base" and not _OBJECT.match(rest):
        return ""  # "map crash"
    tags = {"base": "VB", "s": "VBZ", "ing": "VBG"}
    return f"{base_form(first.casefold(), tags[form])} {rest}" if form in tags else ""
