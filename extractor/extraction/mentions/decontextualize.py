"""Add the topic to a task that does not say what it is about ("close" under "Issue 12" becomes "close Issue 12").

This is decontextualization (Choi et al. 2021) by rules. The topic is the line above, the sentence before, or the title
of the section: the nearest of them that tells something. Titles such as "Notes" or "Action items", and people, tell
nothing.
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression
from extractor.dates.finding import find_phrases
from extractor.language.patterns import markers, sections
from extractor.language.people.roster import Roster
from extractor.model import Kind, Notes

_PRONOUN = expression(r"\b(?:this|it|that|these|those|them|the same|so)\b", re.IGNORECASE)
_VAGUE_WORDS = frozenset(
    """
    a an the to of for and or in on at by with from will be is are this it that as up we i you he she they our them
    these those so also please do does done take have has get make look into follow close check review discuss revisit
    investigate handle fix update create add action agenda item next again back more further something here there one
    continue start finish complete work try proceed go ahead research confirm ask reach out report
    """.split()
)
LOOK_BACK = 1_000  # characters before a segment, or of a line above it, in which a topic is looked for
MAX_LENGTH = 12  # words of a topic
SHORT = 6  # words of a topic that can be the verb's object ("close Issue 12: new parser"); a longer one is a sentence
_REPORTS = expression(  # a sentence that reports what was is not a topic
    r"\b(?:reported|noted|said|stated|explained|mentioned|presented|thanked|discussed|informed|was|were|had|has|have)\b",
    re.IGNORECASE,
)
_COMMITTED = expression(
    r"""\b(?:to|will|'ll|’ll|should|must)\ +(?:\w+ly\ )?\w+\ +
    (?P<object>(?:the|a|an|this|that|these|our|his|her|their|its|some|all|new)\b.*)$""",
    re.VERBOSE | re.IGNORECASE,
)

# How a request begins, which says nothing of its topic: "Ben, can you write to them?".
_REQUEST_START = expression(
    r"(?:(?<=[.!?;])\s+|^)(?:[^.!?;,]{1,40},\s*)?(?:can|could|would|will|may|might|do|please)(?:\s+you)?$",
    re.IGNORECASE,
)


def complete(task: str, notes: Notes, index: int, start: int, roster: Roster) -> str:
    """Return a task with its topic behind it, where it would mean nothing alone.

    Args:
        task: The words of the task.
        notes: The notes.
        index: The index of its block.
        start: The offset in the block's text where its segment begins.
        roster: The people of the notes.
    """
    words = re.findall(r"[^\W_][\w'’-]*", task.casefold())
    telling = [word for word in words if word not in _VAGUE_WORDS and not word.isdigit()]
    has_pronoun = _PRONOUN.search(task)
    if len(telling) >= 2 or (telling and not has_pronoun) or len(words) > 8:
        return task
    topic = _topic(notes, index, start, roster)
    if not topic or set(re.findall(r"\w+", topic.casefold())) <= set(words):
        return task
    is_apart = has_pronoun or telling or len(words) > 3 or len(topic.split()) > SHORT
    return f"{task}: {topic}" if is_apart else f"{task} {topic}"


def _topic(notes: Notes, index: int, start: int, roster: Roster) -> str:
    """Return what is talked of where a segment stands, in at most MAX_LENGTH words, or ""."""
    block = notes.blocks[index]
    parent = block.parent
    while parent is not None:
        above = notes.blocks[parent]
        if above.kind is not Kind.HEADING and (topic := _as_topic(above.text, roster)):
            return topic
        parent = above.parent
    before = _REQUEST_START.sub("", block.text[max(0, start - LOOK_BACK) : start].strip())
    if before:
        sentence = re.split(r"(?<=[.!?;])\s+|,\s+(?=(?:and\s+)?[A-Z])", before)[-1]
        work = _object(sentence)
        if (work != sentence or not _REPORTS.search(work)) and (topic := _as_topic(work, roster)):
            return topic
    meeting = (notes.title or "\n").casefold()  # the title of the meeting is not the topic of any task
    titles = (title for title in reversed(block.section) if meeting not in title.casefold())
    return next((topic for title in titles if (topic := _as_topic(title, roster))), "")


def _object(sentence: str) -> str:
    """Return what a commitment is about ("the welcome mail" of "Priya to write the welcome mail"), or the sentence."""
    undated = sentence
    for phrase in reversed(find_phrases(sentence)):
        undated = undated[: phrase.start] + undated[phrase.end :]
    match = _COMMITTED.search(re.sub(r"\s+", " ", undated).strip(" ,;."))
    return match["object"] if match else sentence


def _as_topic(text: str, roster: Roster) -> str:
    """Return a text without links and numbers as a topic, or "" where it is no topic."""
    if len(text) > LOOK_BACK:
        return ""
    bare = re.sub(r"https?://\S+|[*_`]", "", text).strip(" .:;-–—#")
    bare = re.sub(r"^\(?\d+(?:\.\d+)*[.)]?\s+", "", bare)
    if not re.search(r"\w{3}", bare) or roster.owners_only(bare) or markers.marker_at(bare, "action"):
        return ""
    if len(bare.split()) > MAX_LENGTH or (sections.section_kind(bare) and len(bare.split()) <= 4):
        return ""
    return bare
