"""Completion: what a task is about, where its own words do not say ("ACTION: Kim to close." under "Issue 12").

The topic is the bullet above, the sentence before, or the title of the section, whichever stands nearest and says
something; titles of kinds ("Notes", "Action items") and people say nothing.
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression
from extractor.dates.finding import find_phrases
from extractor.language.patterns import markers, sections
from extractor.language.people.roster import Roster
from extractor.model import Kind, Notes

_POINTS = expression(r"\b(?:this|it|that|these|those|them|the same|so)\b", re.IGNORECASE)
_EMPTY = frozenset(
    """
    a an the to of for and or in on at by with from will be is are this it that as up we i you he she they our them
    these those so also please do does done take have has get make look into follow close check review discuss revisit
    investigate handle fix update create add action agenda item next again back more further something here there one
    continue start finish complete work try proceed go ahead research confirm ask reach out report
    """.split()
)
MAX_LENGTH = 12  # words of a topic
_TOLD = expression(  # a sentence that tells what was is no topic
    r"\b(?:reported|noted|said|stated|explained|mentioned|presented|thanked|discussed|informed|was|were|had|has|have)\b",
    re.IGNORECASE,
)
SHORT = 6  # ... that can be the verb's object ("close Issue 12: new parser"); a longer one is a sentence


def complete(task: str, notes: Notes, index: int, start: int, roster: Roster) -> str:
    """The task, with its topic behind it where it would mean nothing alone.

    `index` is the block that says it and `start` the offset where its sentence begins.
    """
    words = re.findall(r"[^\W_][\w'’-]*", task.casefold())
    telling = [word for word in words if word not in _EMPTY and not word.isdigit()]
    points = _POINTS.search(task)
    if len(telling) >= 2 or (telling and not points) or len(words) > 8:
        return task
    topic = _topic(notes, index, start, roster)
    if not topic or set(re.findall(r"\w+", topic.casefold())) <= set(words):
        return task
    apart = points or telling or len(words) > 3 or len(topic.split()) > SHORT
    return f"{task}: {topic}" if apart else f"{task} {topic}"


def _topic(notes: Notes, index: int, start: int, roster: Roster) -> str:
    """What is talked of where the sentence stands, in at most LONGEST words, or ""."""
    block = notes.blocks[index]
    above = block.parent
    while above is not None:
        if (words := _says(notes.blocks[above].text, roster)) and notes.blocks[above].kind is not Kind.HEADING:
            return words
        above = notes.blocks[above].parent
    before = block.text[:start].strip()
    if before:
        sentence = re.split(r"(?<=[.!?;])\s+|,\s+(?=(?:and\s+)?[A-Z])", before)[-1]
        said = _object(sentence)
        if (said != sentence or not _TOLD.search(said)) and (words := _says(said, roster)):
            return words
    of_notes = (notes.title or "\n").casefold()  # the meeting's own title is the topic of all and of nothing
    titles = (title for title in reversed(block.section) if of_notes not in title.casefold())
    return next((words for title in titles if (words := _says(title, roster))), "")


def _object(sentence: str) -> str:
    """What a commitment is about, without who, verb, date: "the welcome mail" in "Priya to write the welcome mail"."""
    undated = sentence
    for phrase in reversed(find_phrases(sentence)):
        undated = undated[: phrase.start] + undated[phrase.end :]
    found = _COMMITTED.search(re.sub(r"\s+", " ", undated).strip(" ,;."))
    return found["object"] if found else sentence


_COMMITTED = expression(
    r"""\b(?:to|will|'ll|’ll|should|must)\ +(?:\w+ly\ )?\w+\ +
    (?P<object>(?:the|a|an|this|that|these|our|his|her|their|its|some|all|new)\b.*)$""",
    re.VERBOSE | re.IGNORECASE,
)


def _says(text: str, roster: Roster) -> str:
    bare = re.sub(r"https?://\S+|[*_`]", "", text).strip(" .:;-–—#")
    bare = re.sub(r"^\(?\d+(?:\.\d+)*[.)]?\s+", "", bare)
    if not re.search(r"\w{3}", bare) or roster.owners_only(bare) or markers.marker_at(bare, "action"):
        return ""
    if len(bare.split()) > MAX_LENGTH or (sections.section_kind(bare) and len(bare.split()) <= 4):
        return ""
    return bare
