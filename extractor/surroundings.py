"""Surroundings of a block: the kinds of its sections, the person it is under, the deadline it inherits.

A section's title is a weight, not a switch: real notes often sit under "Agenda". No spaCy here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor import patterns
from extractor.deadlines import find_phrases
from extractor.expressions import expression
from extractor.model import Kind, Notes
from extractor.owners import EVERYBODY, Roster
from extractor.remembered import remembered


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a block: its sections' kinds, the bullet above it, the owners whom these name."""

    sections: tuple[str, ...]  # kinds, innermost first, "" left out
    titles: tuple[str, ...]  # titles, innermost first
    parents: tuple[str, ...]  # texts of the bullets above it, nearest first
    owner: str  # the person whom a parent or section names, "" for none
    owner_from: str  # "parent" or "section"
    done: bool  # under "Done"
    due: str = ""  # the words of a deadline that a parent or section gives to all under it ("Due 14 March")
    # what lines under or after it say of it: ("owner", "Brad"), ("due", "Friday")
    fields: tuple[tuple[str, str], ...] = ()
    is_field: bool = False  # this block is such a line, no work of its own


def around(notes: Notes, roster: Roster) -> tuple[Around, ...]:
    """What stands around each block of the notes, in their order."""
    fields, field_blocks = _fields(notes)
    people = _people_titles(notes, roster)
    found: list[Around] = []
    named: dict[str, str] = {}  # whom a title names: each stands over many lines
    for index, block in enumerate(notes.blocks):
        titles = tuple(reversed(block.section))
        parents: list[str] = []
        above = block.parent
        while above is not None and len(parents) < 6:
            parents.append(notes.blocks[above].text)
            above = notes.blocks[above].parent
        owner, owner_from = "", ""
        for words, place in (*((text, "parent") for text in parents), *((title, "section") for title in titles)):
            if words not in named:
                named[words] = _person_title(words, roster) or (words.strip(" :*_-–—#.\t") if words in people else "")
            if name := named[words]:
                owner, owner_from = name, place
                break
        kinds = tuple(
            kind for title in (*parents, *titles) if len(title) < 90 and (kind := patterns.section_kind(title))
        )
        due = next((words for title in (*parents, *titles) if (words := _title_due(title))), "")
        done = bool(kinds) and kinds[0] == "done"
        found.append(
            Around(
                kinds,
                titles,
                tuple(parents),
                owner,
                owner_from,
                done,
                due,
                fields.get(index, ()),
                index in field_blocks,
            )
        )
    return tuple(found)


_FIELD = expression(
    r"""^\W{0,3}
        (?:(?P<owner> (?:task\ |action\ )?owners? | responsib\w+(?:\ (?:person|party))? | assigned(?:\ to)? | assignees?
            | who | lead | person | poc )
        | (?P<due> due(?:\ date|\ by)? | deadline | by\ when | when | eta | target(?:\ date)? | timeline | due\ on
            | completion\ date ))
        \s* [:=–—-]\s* (?P<value> \S.{0,80} ) $""",
    re.VERBOSE | re.IGNORECASE,
)


def _fields(notes: Notes) -> tuple[dict[int, tuple[tuple[str, str], ...]], set[int]]:
    """What "Owner: Brad" and "Due: Friday" lines say, by the block that they belong to, and which blocks they are."""
    fields: dict[int, tuple[tuple[str, str], ...]] = {}
    lines: set[int] = set()
    last: dict[tuple[int | None, int], int] = {}  # the latest block that is no field, by parent and depth
    for index, block in enumerate(notes.blocks):
        if block.kind is Kind.HEADING:
            last.clear()
            last[(None, -1)] = index
            continue
        found = _FIELD.match(block.text)
        if found is None:
            last[(block.parent, block.depth)] = index
            continue
        owner = block.parent if block.parent is not None else last.get((None, block.depth), last.get((None, 0)))
        sibling = last.get((block.parent, block.depth))
        if sibling is not None and (owner is None or _is_work_label(notes.blocks[sibling].text)):
            owner = sibling
        if owner is None:
            continue
        name = "owner" if found["owner"] else "due"
        if name == "due" and not find_phrases(found["value"]):
            continue
        fields[owner] = (*fields.get(owner, ()), (name, found["value"].strip(" .*_")))
        lines.add(index)
    return fields, lines


def _is_work_label(text: str) -> bool:
    return bool(re.match(r"(?i)\W*(?:task|action|item|what|to-?do|action item)\b\W*\d*\s*[:.)]", text))


def _people_titles(notes: Notes, roster: Roster) -> frozenset[str]:
    """Headings and list heads that are people because most of their siblings are (a stand-up by person)."""
    by_level: dict[tuple[str, int, int | None, tuple[str, ...]], list[str]] = {}
    parents = {block.parent for block in notes.blocks}
    for index, block in enumerate(notes.blocks):
        if block.kind is Kind.HEADING:
            by_level.setdefault(("heading", block.depth, None, block.section), []).append(block.text)
        elif index in parents:
            by_level.setdefault(("list", block.depth, block.parent, block.section), []).append(block.text)
    people: set[str] = set()
    for level, texts in by_level.items():
        bare = [(text, re.sub(r"\([^)]*\)", "", text).strip(" :*_-–—#.\t")) for text in texts]
        shaped = [text for text, words in bare if roster.known(words) or roster.name_shaped(words)]
        known = any(roster.known(words) or words.casefold() in roster.called for _, words in bare)
        listed = any(patterns.section_kind(title) == "actions" for title in level[-1])
        if len(shaped) >= 2 and (
            len(shaped) >= 0.6 * len(texts) if known or listed else len(shaped) == len(texts) >= 3
        ):
            people.update(shaped)
    return frozenset(people)


_TITLE_CUES = frozenset(["", "by", "before", "due", "until", "within", "for", "in", "on", "during"])
_GONE = expression(r"\b(?:last|past|previous|prior|yesterday|ago|minutes)\b", re.IGNORECASE)


@remembered
def _title_due(title: str) -> str:
    """The deadline that a title gives to all under it ("Due 14 March", "Goals for next week"), or ""."""
    if len(title) > 80:
        return ""
    phrases = find_phrases(title)
    if len(phrases) != 1:
        return ""
    phrase = phrases[0]
    if phrase.cue not in _TITLE_CUES or _GONE.search(phrase.said):
        return ""  # "Minutes of the meeting", "From last week"
    rest = re.sub(r"[^\w]+", "", title[: phrase.start] + title[phrase.end :])
    if phrase.cue in {"by", "before", "due", "until"}:
        return phrase.said.rstrip(" .,:")
    # a calendar date alone is the day of a meeting; "this week" is a deadline over a list of work
    if not re.search(r"\d", phrase.said) and (not rest or patterns.section_kind(title) == "actions"):
        return re.sub(r"(?i)^(?:for|in)\s+", "", phrase.said).rstrip(" .,:")
    return ""


def _person_title(words: str, roster: Roster) -> str:
    """The person whom a heading or a parent bullet names and nothing else, or ""."""
    bare = re.sub(r"\([^)]*\)", "", words).strip(" :*_-–—#.\t")
    bare = re.sub(
        r"(?i)^(?:update from|updates? by|from|for)\s+"
        r"|(?:['’]s)?\s+(?:updates?|tasks?|actions?|to-?dos?|action items|report|status|goals|work)$|['’]s?$",
        "",
        bare,
    ).strip()
    if not 0 < len(bare) <= 60 or len(bare.split()) > 8:
        return ""
    parts = roster.split(bare)
    if parts and all(
        roster.known(part)
        or part.casefold() in EVERYBODY
        or (part.casefold() in roster.called and roster.name_shaped(part))
        or part.startswith("@")
        for part in parts
    ):
        return bare
    return ""
