"""Surroundings of a block: the kinds of its sections, the person it is under, the deadline it inherits.

A section's title is a weight, not a switch: real notes often sit under "Agenda". No spaCy here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.dates.finding import find_phrases
from extractor.extraction.owner_markers import prefix, suffix
from extractor.language.patterns.sections import section_kind
from extractor.language.people.name_lists import EVERYBODY, GIVEN_NAMES
from extractor.language.people.roster import Roster
from extractor.model import Kind, Notes


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What stands around a block: its sections' kinds, the bullet above it, the owners whom these name."""

    sections: tuple[str, ...]  # kinds, innermost first, "" left out
    titles: tuple[str, ...]  # titles, innermost first
    parents: tuple[str, ...]  # texts of the bullets above it, nearest first
    owner: str  # the person whom a parent or section names, "" for none
    owner_from: str  # "parent" or "section", or "above" for who is worn by the line above
    done: bool  # under "Done", or "Done" under it
    reported_person: str = (
        ""  # the person whose doings the line above tells: whom "Will email it" means under "SP has a draft"
    )
    due: str = ""  # the words of a deadline that a parent or section gives to all under it ("Due 14 March")
    # what lines under or after it say of it: ("owner", "Brad"), ("due", "Friday"), ("done", "Closed"), and ANSWERS
    fields: tuple[tuple[str, str], ...] = ()
    is_field: bool = False  # this block is such a line, no work of its own


def block_contexts(notes: Notes, roster: Roster) -> tuple[BlockContext, ...]:
    """What stands around each block of the notes, in their order."""
    fields, field_blocks = _fields(notes, roster)
    people = _people_titles(notes, roster)
    shared = _shared_deadlines(notes)
    found: list[BlockContext] = []
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
                named[words] = _person_title(words, roster) or (
                    _TITLE_OF.sub("", words.strip(" :*_-–—#.\t")) if words in people else ""
                )
            if name := named[words]:
                owner, owner_from = name, place
                break
        if not owner and block.parent is not None and not notes.blocks[block.parent].roster:
            owner = _worn_above(parents[0], titles, roster)
            owner_from = "above" if owner else ""
        kinds = tuple(kind for title in (*parents, *titles) if len(title) < 90 and (kind := section_kind(title)))
        titled = (words for title in (*parents, *titles) if (words := _title_due(title)))
        due = shared.get(index) or next(titled, "")
        done = (bool(kinds) and kinds[0] == "done") or any(name == "done" for name, _ in fields.get(index, ()))
        found.append(
            BlockContext(
                kinds,
                titles,
                tuple(parents),
                owner,
                owner_from,
                done,
                reported_person(parents[0], roster) if parents else "",
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


# "ACTION: Kim" on a line of its own, for the one before it; "Done." under an entry
_MARKED = expression(
    r"""^\W{0,4}(?:action(?:\ items?|ed\ by|\ by|s)?|ai|ap|todo|to-do)\b\W*(?:(?:on|by|for|to)\b\W*)?
    (?P<value>.{1,60})$""",
    re.VERBOSE | re.IGNORECASE,
)
_DONE_ALONE = expression(
    r"""\W*(?:(?:action|item|this|it)\ )?(?:is\ |was\ |has\ been\ )?(?:now\ |already\ )?
    (?:done|complete[d]?|closed|finished|resolved|sent|fixed)\b(?:\W*|[;:,–—-].{0,60})""",
    re.VERBOSE | re.IGNORECASE,
)


_LONGEST = 150  # characters of a line that is a field
ANSWERS = frozenset({"marked", "taken"})  # fields that say who does what the sentence before them names
_NAMES_ALONE = expression(r"[@\w](?:[\w@.,&/ '’-]{1,58})[\w.]")


def _fields(notes: Notes, roster: Roster) -> tuple[dict[int, tuple[tuple[str, str], ...]], set[int]]:
    """What "Owner: Brad" and "Due: Friday" lines say, by the block that they belong to, and which blocks they are."""
    fields: dict[int, tuple[tuple[str, str], ...]] = {}
    lines: set[int] = set()
    last: dict[tuple[int | None, int], int] = {}  # the latest block that is no field, by parent and depth
    parents = {block.parent for block in notes.blocks}
    for index, block in enumerate(notes.blocks):
        if block.kind is Kind.HEADING:
            last.clear()
            last[(None, -1)] = index
            continue
        sibling = last.get((block.parent, block.depth))
        name, value = _field(block.text, block.parent is not None and index not in parents, roster)
        name = "" if name == "marked" and index in parents else name
        owner = block.parent if block.parent is not None else last.get((None, block.depth), last.get((None, 0)))
        if name in ANSWERS:
            owner = sibling if sibling is not None else block.parent
        elif (
            _FIELD.match(block.text)
            and sibling is not None
            and (owner is None or _is_work_label(notes.blocks[sibling].text))
        ):
            owner = sibling
        if not name or owner is None or block.kind is Kind.TURN or notes.blocks[owner].roster:
            last[(block.parent, block.depth)] = index
            continue
        fields[owner] = (*fields.get(owner, ()), (name, value))
        lines.add(index)
    return fields, lines


def _field(text: str, is_leaf: bool, roster: Roster) -> tuple[str, str]:
    """What a line says of the one that it belongs to, as a name and a value; a leaf is an entry under another."""
    if len(text) > _LONGEST:
        return "", ""
    found = _FIELD.match(text)
    if found is not None:
        value = found["value"].strip(" .*_")
        if found["due"]:
            return ("due", value) if find_phrases(value) else ("", "")
        # "Assigned: code cleanup" is none
        return ("owner", value) if roster.owners_only(found["value"]) or value[:1].isupper() else ("", "")
    found = _MARKED.match(text)
    if found is not None and roster.owners_only(found["value"]):
        return "marked", found["value"].strip(" .*_")
    if who := suffix.taker(text, roster):
        return "taken", who
    if not is_leaf:
        return "", ""
    if day := _lone_deadline(text):
        return "due", day
    if _DONE_ALONE.fullmatch(text):
        return "done", text.strip()
    alone = _NAMES_ALONE.fullmatch(text) is not None and prefix.all_known(text, roster)
    return ("owner", text.strip(" .")) if alone else ("", "")


_FOR_ALL = expression(
    r"""\b(?: everyone | everybody | all | each\ of\ us | we | agreed ) \b .{0,60}
          \b(?: finish\w* | complet\w+ ) \b .{0,20} \b(?: tasks? | work | parts? | sections? | everything ) \b
      | \b(?: all | everything | (?:all|these|our|the)\ (?:tasks?|parts|sections) ) \b .{0,20}
          \b(?: due | done | finished | completed? ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
_MAY_END = expression(r"finish|complet|d(?:ue|one)")
_SHARING = 15  # lines before it to which a deadline for all can belong


def _shared_deadlines(notes: Notes) -> dict[int, str]:
    """The deadline that a line gives to the list before it ("Everyone to finish their tasks by Sunday"), by block."""
    found: dict[int, str] = {}
    for index, block in enumerate(notes.blocks):
        if len(block.text) > 150 or not _MAY_END.search(block.text.lower()) or not _FOR_ALL.search(block.text):
            continue
        phrases = [phrase for phrase in find_phrases(block.text) if not _GONE.search(phrase.said)]
        if len(phrases) != 1:
            continue
        for before in range(max(0, index - _SHARING), index):
            other = notes.blocks[before]
            listed = other.kind in {Kind.BULLET, Kind.BOX} and other.section == block.section
            if listed and not find_phrases(other.text):
                found[before] = phrases[0].said
    return found


def _lone_deadline(text: str) -> str:
    """The deadline that a line under another is, and nothing else ("by the 26th."), or ""."""
    phrases = find_phrases(text) if len(text) < 40 else ()
    if len(phrases) != 1 or phrases[0].cue not in {"by", "before", "due", "until"}:
        return ""
    return phrases[0].said if not re.sub(r"\W+", "", text[: phrases[0].start] + text[phrases[0].end :]) else ""


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
        bare = [(text, _TITLE_OF.sub("", re.sub(r"\s*\([^)]*\)", "", text).strip(" :*_-–—#.\t"))) for text in texts]
        # "Tasks:" is none of them, but "Huy", "Lena" and "Wei" behind it are likely people
        kinds = {section_kind(words) for _, words in bare}
        bare = [(text, words) for text, words in bare if not section_kind(words)]
        known = [text for text, words in bare if roster.known(words) or words.casefold() in roster.called]
        shaped = [text for text, words in bare if roster.known(words) or _names(words, roster)]
        if len(roster.people) > 2 and 3 * len(known) < len(shaped):
            continue  # titles name none of those present: topics
        kinds.update(section_kind(title) for title in level[-1])
        enough = 0.6 * len(bare) if known or not kinds.isdisjoint({"actions", "status"}) else max(3, len(bare))
        if len(shaped) >= max(2, enough):
            people.update(text for text, words in bare if text in shaped or words.istitle())
    return frozenset(people)


def _names(words: str, roster: Roster) -> bool:
    """Whether a title is names and nothing else: "Zane, Long"."""
    parts = roster.split(words)
    return bool(parts) and all(
        roster.known(part) or roster.name_shaped(part) or (part[0].isupper() and part.casefold() in GIVEN_NAMES)
        for part in parts
    )


_TITLE_CUES = frozenset(["", "by", "before", "due", "until", "within", "for", "in", "on", "during"])
_OF_MEETING = expression(r"\b\d+ ?min|(?:until|till) \d{1,2}:\d\d")
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
    if phrase.cue not in _TITLE_CUES or _GONE.search(phrase.said) or _OF_MEETING.search(title):
        return ""  # "Minutes of the meeting", "From last week", "Budget (5 min, until 0:15)"
    rest = re.sub(r"[^\w]+", "", title[: phrase.start] + title[phrase.end :])
    if phrase.cue in {"by", "before", "due", "until"}:
        return phrase.said.rstrip(" .,:")
    # a calendar date alone is the day of a meeting; "this week" is a deadline over a list of work
    if not re.search(r"\d", phrase.said) and (not rest or section_kind(title) == "actions"):
        return re.sub(r"(?i)^(?:for|in)\s+", "", phrase.said).rstrip(" .,:")
    return ""


def reported_person(text: str, roster: Roster) -> str:
    """The known person whom a text is about or who speaks in it, where it opens with that ("SP has a draft"), or ""."""
    if (before := prefix.before_verb(text, roster)) is not None:
        return before.who
    found = _TELLER.match(text)
    if found is None:
        return ""
    for words in (found.group(1), found.group(1).split()[0]):
        if roster.known(words) or words.casefold() in roster.called:
            return words
    return ""


_TELLER = expression(r"\W{0,4}([A-Z][\w.’'-]*(?:\s[A-Z][\w’'-]*){0,2})(?:\s?:|\s\(|\s[a-z])")


def _worn_above(text: str, titles: Sequence[str], roster: Roster) -> str:
    """The owners whom the line above wears ("Website (Artem and Santina)"), who own what stands under it, or "".

    A name before a colon says who speaks as often; it counts where the section lists actions alone.
    """
    worn = suffix.tail(text, roster)
    if worn is None and any(section_kind(title) == "actions" for title in titles[:2]):
        worn = prefix.label(text, roster)
    return worn.who if worn is not None else ""


# What stands around a name in a title: "Updates by Kim", "Kim's tasks", "Kim to:"
_TITLE_OF = expression(
    r"^(?:update from|updates? by|from|for)\s+"
    r"|(?:['’]s)?\s+(?:updates?|tasks?|actions?|to-?dos?|action items|next steps|report|status|goals|work)$"
    r"|\s+(?-i:to|will|needs? to|should|is to|are to)(?:\s+do)?$"
    r"|['’]s?$",
    re.IGNORECASE,
)


# "AI - @kim to find out", above the list of what
_MARKED_TITLE = expression(
    r"(?:ai|ap|action|todo)s?(?: items?)?\W*\s(?P<who>@?\w.{0,50}?)(?:\s+(?-i:to)(?:\s+\w+){0,3})?$", re.IGNORECASE
)


def is_lead(words: str) -> bool:
    """Whether a line begins what those under it go on with: "Rob and Ana to:", "Kim will"."""
    return re.search(r"(?i)\w\W+(?:to|will|needs? to|should|is to|are to)(?:\s+do)?[\s:*_–—-]*$", words) is not None


def _person_title(words: str, roster: Roster) -> str:
    """The person whom a heading or a parent bullet names and nothing else, or ""."""
    bare = re.sub(r"\([^)]*\)", "", words).strip(" :*_-–—#.\t")
    marked = _MARKED_TITLE.match(bare)
    bare = _TITLE_OF.sub("", marked["who"] if marked else bare).strip()
    if re.search(r"\w['’]s\s", words) and roster.name_shaped(bare):
        return bare  # "Cat's next steps"
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
