"""What the sections and parent lines of a block say about it: kinds, the owner and the deadline that it inherits.

A section's title is a weight, not a switch: real notes often put tasks under "Agenda".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.common.lazy_regex import expression, sought
from extractor.extraction.annotation import Annotation, Annotations
from extractor.extraction.context import work_titles
from extractor.extraction.owner_markers.spans import all_known
from extractor.language.patterns.sections import section_kind
from extractor.language.people.name_lists import EVERYBODY, GIVEN_NAMES
from extractor.language.people.roster import Roster
from extractor.model import Block, Kind, Notes

Fields = tuple[tuple[str, str], ...]  # names and values

_MAX_LEVELS = 6  # lines above a block that count as its parents
_MAX_TITLE_LENGTH = 90  # characters of a line whose kind of section is asked


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What surrounds a block: the kinds of its sections, the lines above it, the owner and deadline that they give."""

    sections: tuple[str, ...]  # known kinds of its parent lines and sections, innermost first
    titles: tuple[str, ...]  # titles of its sections, innermost first
    parents: tuple[str, ...]  # texts of the lines that it is nested under, nearest first
    owner: str  # the person whom a parent or section names, "" for none
    owner_from: str  # "parent" or "section"; "above" where the line above names its own owner
    done: bool  # it stands under "Done", or "Done" stands under it
    reported_person: str = ""  # who the line above is about: whom "Will email it" means under "SP has a draft"
    due: str = ""  # the words of a deadline that a parent or section gives to everything under it ("Due 14 March")
    fields: Fields = ()  # what lines under or after it say of it: ("owner", "Brad"), ("due", "Friday"), and ANSWERS
    is_field: bool = False  # it is such a line itself, and not work
    is_entry: bool = False  # it stands right under a title of actions


@dataclass(frozen=True, slots=True)
class _LineAbove:
    """What a title or a parent line gives to everything under it; "" for each that it does not."""

    kind: str  # of section
    owner: str
    due: str


def block_contexts(notes: Notes, annotations: Annotations) -> tuple[BlockContext, ...]:
    """Return the context of each block of the notes, in their order."""
    fields, field_blocks = _fields(notes, annotations)
    shared_deadlines = _shared_deadlines(notes, annotations)
    run_heads = _heads_of_runs(notes, annotations.roster)
    bare_titles = work_titles.bare_titles(notes)
    lines_above = _lines_above(notes, annotations, bare_titles.values())
    contexts: list[BlockContext] = []
    for index, block in enumerate(notes.blocks):
        titles = (*((bare_titles[index],) if index in bare_titles else ()), *reversed(block.section))
        parents = tuple(_parents(notes, block))
        above = [lines_above[text] for text in (*parents, *titles)]
        owner, owner_from = _inherited_owner(notes, block, above, len(parents), annotations)
        if not owner:
            owner = _lead_in_title(titles, annotations.roster) or run_heads.get(index, "")
            owner_from = "above" if owner else ""
        kinds = tuple(line.kind for line in above if line.kind)
        own_fields = fields.get(index, ())
        contexts.append(
            BlockContext(
                sections=kinds,
                titles=titles,
                parents=parents,
                owner=owner,
                owner_from=owner_from,
                done=(bool(kinds) and kinds[0] == "done") or any(name == "done" for name, _ in own_fields),
                reported_person=reported_person(annotations.of(parents[0])) if parents else "",
                due=shared_deadlines.get(index) or next((line.due for line in above if line.due), ""),
                fields=own_fields,
                is_field=index in field_blocks or work_titles.is_bare_title(notes, index, bare_titles),
                is_entry=work_titles.is_entry(notes, index, bare_titles),
            )
        )
    return tuple(contexts)


def _parents(notes: Notes, block: Block) -> Iterator[str]:
    """Yield the texts of the lines that a block is nested under, nearest first."""
    parent = block.parent
    for _ in range(_MAX_LEVELS):
        if parent is None:
            return
        yield notes.blocks[parent].text
        parent = notes.blocks[parent].parent


_BETWEEN_NAMES = expression(r"[,;/&+|]|\sand\s")


def _lines_above(notes: Notes, annotations: Annotations, bare_titles: Iterable[str]) -> dict[str, _LineAbove]:
    """Read each title and each parent line of the notes once, by its text: most of them stand over many blocks."""
    people = _people_titles(notes, annotations.roster)
    # Lists of several people say who was there, not whose the work is.
    rosters = {block.text for block in notes.blocks if block.roster and len(_BETWEEN_NAMES.findall(block.text)) > 1}
    texts = dict.fromkeys(title for block in notes.blocks for title in block.section)
    texts.update(dict.fromkeys(notes.blocks[block.parent].text for block in notes.blocks if block.parent is not None))
    texts.update(dict.fromkeys(bare_titles))
    return {
        text: _LineAbove(
            section_kind(text) if len(text) < _MAX_TITLE_LENGTH else "",
            ""
            if text in rosters
            else _titled_person(text, annotations.roster)
            or (_TITLE_OF.sub("", text.strip(" :*_-–—#.\t")) if text in people else ""),
            _deadline_of_title(annotations.of(text)),
        )
        for text in texts
    }


def _inherited_owner(
    notes: Notes, block: Block, above: Sequence[_LineAbove], parents: int, annotations: Annotations
) -> tuple[str, str]:
    """Return the owner that a block inherits, and the source: "parent", "section", "above", or "" for none.

    `above` holds its `parents` parent lines first, then the titles of its sections.
    """
    for level, line in enumerate(above):
        if line.owner:
            return line.owner, "parent" if level < parents else "section"
    if block.parent is None or notes.blocks[block.parent].roster:
        return "", ""
    owner = _owner_of_line_above(annotations.of(notes.blocks[block.parent].text), block.section)
    return owner, "above" if owner else ""


def _owner_of_line_above(annotation: Annotation, section: Sequence[str]) -> str:
    """Return the owner that a line gives to the lines under it, or "". `annotation` is that of the line.

    A name at its end counts: "Website (Artem and Santina)". A name before a colon is often only the speaker, so it
    counts only if `section`, the titles above the block below, has a list of actions.
    """
    owner = annotation.owner_at_end
    if owner is None and any(section_kind(title) == "actions" for title in section[-2:]):
        owner = annotation.label
    return owner.who if owner is not None else ""


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
_MAX_FIELD_LENGTH = 150  # characters of a line that is a field
ANSWERS = frozenset({"marked", "taken"})  # fields that say who does what the sentence before them names
_NAMES_ALONE = expression(r"[@\w](?:[\w@.,&/ '’-]{1,58})[\w.]")


def _fields(notes: Notes, annotations: Annotations) -> tuple[dict[int, Fields], set[int]]:
    """Read lines such as "Owner: Brad" and "Due: Friday".

    Returns what they say, by the index of the block that they are about, and the indices of these lines.
    """
    fields: dict[int, Fields] = {}
    field_blocks: set[int] = set()
    latest: dict[tuple[int | None, int], int] = {}  # the latest block that is not a field, by parent and depth
    parents = {block.parent for block in notes.blocks}
    for index, block in enumerate(notes.blocks):
        if block.kind is Kind.HEADING:
            latest.clear()
            latest[(None, -1)] = index
            continue
        name, value = _field(block.text, block.parent is not None and index not in parents, annotations)
        name = "" if name == "marked" and index in parents else name
        target = _field_target(notes, block, name, latest)
        if not name or target is None or block.kind is Kind.TURN or notes.blocks[target].roster:
            latest[(block.parent, block.depth)] = index
            continue
        fields[target] = (*fields.get(target, ()), (name, value))
        field_blocks.add(index)
    return fields, field_blocks


def _field_target(notes: Notes, block: Block, name: str, latest: Mapping[tuple[int | None, int], int]) -> int | None:
    """Return the index of the block that a field is about: its parent, or the entry before it; None for neither."""
    sibling = latest.get((block.parent, block.depth))
    if name in ANSWERS:
        return sibling if sibling is not None else block.parent
    target = block.parent if block.parent is not None else latest.get((None, block.depth), latest.get((None, 0)))
    if sibling is not None and _FIELD.match(block.text):
        return sibling if target is None or _is_work_label(notes.blocks[sibling].text) else target
    return target


def _field(text: str, is_leaf: bool, annotations: Annotations) -> tuple[str, str]:
    """Return the name and value of what a line says of the block that it belongs to, ("", "") for nothing.

    Args:
        text: The line.
        is_leaf: Whether it stands under another line, and none under it.
        annotations: The annotations of the notes.
    """
    if len(text) > _MAX_FIELD_LENGTH:
        return "", ""
    roster = annotations.roster
    titled = _FIELD.match(text)
    if titled is not None:
        value = titled["value"].strip(" .*_")
        if titled["due"]:
            return ("due", value) if annotations.of(value).dates else ("", "")
        # "Assigned: code cleanup" names no owner
        return ("owner", value) if roster.owners_only(titled["value"]) or value[:1].isupper() else ("", "")
    marked = _MARKED.match(text)
    if marked is not None and roster.owners_only(marked["value"]):
        return "marked", marked["value"].strip(" .*_")
    if taker := annotations.of(text).taker:
        return "taken", taker
    return _untitled_field(annotations.of(text)) if is_leaf else ("", "")


def _untitled_field(annotation: Annotation) -> tuple[str, str]:
    """Return what a line without a title says of the line above: only a deadline, "Done.", or only names."""
    text, roster = annotation.text, annotation.roster
    if deadline := _lone_deadline(annotation):
        return "due", deadline
    if _DONE_ALONE.fullmatch(text):
        return "done", text.strip()
    only_names = _NAMES_ALONE.fullmatch(text) is not None and all_known(text, roster)
    return ("owner", text.strip(" .")) if only_names else ("", "")


_FOR_ALL = sought(
    r"""\b(?: everyone | everybody | all | each\ of\ us | we | agreed ) \b .{0,60}
          \b(?: finish\w* | complet\w+ ) \b .{0,20} \b(?: tasks? | work | parts? | sections? | everything ) \b
      | \b(?: all | everything | (?:all|these|our|the)\ (?:tasks?|parts|sections) ) \b .{0,20}
          \b(?: due | done | finished | completed? ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
_MAX_LINES_SHARING = 15  # lines before a deadline for all to which it can belong


def _shared_deadlines(notes: Notes, annotations: Annotations) -> dict[int, str]:
    """Find deadlines for the list before a line ("Everyone to finish their tasks by Sunday"), by block of the list."""
    deadlines: dict[int, str] = {}
    for index, block in enumerate(notes.blocks):
        if len(block.text) > 150 or not _FOR_ALL.search(block.text):
            continue
        phrases = [phrase for phrase in annotations.of(block.text).dates if not _PAST.search(phrase.said)]
        if len(phrases) != 1:
            continue
        for earlier in range(max(0, index - _MAX_LINES_SHARING), index):
            entry = notes.blocks[earlier]
            is_listed = entry.kind in {Kind.BULLET, Kind.BOX} and entry.section == block.section
            if is_listed and not annotations.of(entry.text).dates:
                deadlines[earlier] = phrases[0].said
    return deadlines


def _lone_deadline(annotation: Annotation) -> str:
    """Return the deadline that is all a line says ("by the 26th."), or ""."""
    text = annotation.text
    phrases = annotation.dates if len(text) < 40 else ()
    if len(phrases) != 1 or phrases[0].cue not in {"by", "before", "due", "until"}:
        return ""
    return phrases[0].said if not re.sub(r"\W+", "", text[: phrases[0].start] + text[phrases[0].end :]) else ""


def _is_work_label(text: str) -> bool:
    return bool(re.match(r"(?i)\W*(?:task|action|item|what|to-?do|action item)\b\W*\d*\s*[:.)]", text))


def _people_titles(notes: Notes, roster: Roster) -> frozenset[str]:
    """Return the headings and list heads that are people because most of their siblings are (a stand-up by person)."""
    siblings: dict[tuple[str, int, int | None, tuple[str, ...]], list[str]] = {}
    parents = {block.parent for block in notes.blocks}
    for index, block in enumerate(notes.blocks):
        if block.kind is Kind.HEADING:
            siblings.setdefault(("heading", block.depth, None, block.section), []).append(block.text)
        elif index in parents:
            siblings.setdefault(("list", block.depth, block.parent, block.section), []).append(block.text)
    people: set[str] = set()
    for (*_, section), texts in siblings.items():
        people.update(_people_among(texts, section, roster))
    return frozenset(people)


def _people_among(texts: Sequence[str], section: Sequence[str], roster: Roster) -> Iterator[str]:
    """Yield those of sibling titles under a `section` that are people, where most of them are."""
    titles = [(text, _TITLE_OF.sub("", re.sub(r"\s*\([^)]*\)", "", text).strip(" :*_-–—#.\t"))) for text in texts]
    # "Tasks:" is not a person, but "Huy", "Lena" and "Wei" behind it are likely people
    kinds = {section_kind(words) for _, words in titles}
    titles = [(text, words) for text, words in titles if not section_kind(words)]
    known = [text for text, words in titles if roster.known(words) or words.casefold() in roster.called]
    name_like = [text for text, words in titles if roster.known(words) or _is_only_names(words, roster)]
    if len(roster.people) > 2 and 3 * len(known) < len(name_like):
        return  # the titles name none of those present: they are topics
    kinds.update(section_kind(title) for title in section)
    enough = 0.6 * len(titles) if known or not kinds.isdisjoint({"actions", "status"}) else max(3, len(titles))
    if len(name_like) >= max(2, enough):
        yield from (text for text, words in titles if text in name_like or words.istitle())


def _is_only_names(words: str, roster: Roster) -> bool:
    """Whether a title is names and nothing else: "Zane, Long"."""
    parts = roster.split(words)
    return bool(parts) and all(
        roster.known(part) or roster.name_shaped(part) or (part[0].isupper() and part.casefold() in GIVEN_NAMES)
        for part in parts
    )


_TITLE_CUES = frozenset(["", "by", "before", "due", "until", "within", "for", "in", "on", "during"])
_OF_MEETING = expression(r"\b\d+ ?min|(?:until|till) \d{1,2}:\d\d")
_PAST = expression(r"\b(?:last|past|previous|prior|yesterday|ago|minutes)\b", re.IGNORECASE)


def _deadline_of_title(annotation: Annotation) -> str:
    """Return the deadline that a title gives to all under it ("Due 14 March", "Goals for next week"), or ""."""
    title = annotation.text
    if len(title) > 80:
        return ""
    phrases = annotation.dates
    if len(phrases) != 1:
        return ""
    phrase = phrases[0]
    if phrase.cue not in _TITLE_CUES or _PAST.search(phrase.said) or _OF_MEETING.search(title):
        return ""  # "Minutes of the meeting", "From last week", "Budget (5 min, until 0:15)"
    rest = re.sub(r"[^\w]+", "", title[: phrase.start] + title[phrase.end :])
    if phrase.cue in {"by", "before", "due", "until"}:
        return phrase.said.rstrip(" .,:")
    # a calendar date alone is the day of a meeting; "this week" is a deadline over a list of work
    if not re.search(r"\d", phrase.said) and (not rest or section_kind(title) == "actions"):
        return re.sub(r"(?i)^(?:for|in)\s+", "", phrase.said).rstrip(" .,:")
    return ""


def reported_person(annotation: Annotation) -> str:
    """Return the known person whom a text opens with, as its subject or speaker ("SP has a draft"), or ""."""
    if annotation.before_verb is not None:
        return annotation.before_verb.who
    opening = _OPENING_NAME.match(annotation.text)
    if opening is None:
        return ""
    roster = annotation.roster
    for words in (opening.group(1), opening.group(1).split()[0]):
        if roster.known(words) or words.casefold() in roster.called:
            return words
    return ""


_OPENING_NAME = expression(r"\W{0,4}([A-Z][\w.’'-]*(?:\s[A-Z][\w’'-]*){0,2})(?:\s?:|\s\(|\s[a-z])")

_TITLE_LEAD = expression(
    r"\b(?:leads?|led\sby|owner|resp\w*|contact)\s*[:=-]?\s+(?P<who>[@\w][^()\[\]]{1,50})$", re.IGNORECASE
)


def _lead_in_title(titles: Sequence[str], roster: Roster) -> str:
    """Return who leads what a section is about, where its title says so ("Site & build - lead: Bo"), or "".

    A name alone beside a topic ("ADs (Saskia)") often only presents it.
    """
    matches = (_TITLE_LEAD.search(title) for title in titles[:2] if len(title) < _MAX_TITLE_LENGTH)
    return next((match["who"] for match in matches if match and roster.owners_only(match["who"])), "")


_RUN_HEAD = expression(
    r"\W{0,3}(?P<who>[^\W\d_][\w'’-]*(?:\s[A-Z][\w'’-]*)?)(?:\s[-–—]\s\w+(?:\s\w+)?|\s\(\w+\))?\s?:?"
)
_MAX_RUN_HEAD = 40  # characters


def _heads_of_runs(notes: Notes, roster: Roster) -> dict[int, str]:
    """Return who stands alone above a list, or above lines without a blank between ("dina - billing"), by block."""
    heads: dict[int, str] = {}
    head = ""
    for index, block in enumerate(notes.blocks):
        named = _run_head(block, roster)
        begins = not (index and _adjoins(notes, index))
        if begins or (head and named):  # "leo" may stand right below the work of "dad"
            head = named
        else:
            heads[index] = head
    return heads


def _run_head(block: Block, roster: Roster) -> str:
    """Return whom a line names and nothing else; "me" is the writer of the notes."""
    if block.roster or block.kind not in (Kind.PARAGRAPH, Kind.TURN) or len(block.text) > _MAX_RUN_HEAD:
        return ""
    match = _RUN_HEAD.fullmatch(block.text)
    if match is None:
        return ""
    who = match["who"]
    if who.casefold() in {"me", "myself"}:
        return roster.author or ""
    return who if all_known(who, roster) else ""


def _adjoins(notes: Notes, index: int) -> bool:
    """Whether a block is a line of text right below another one, or an entry of the list that begins there."""
    here, above = notes.blocks[index], notes.blocks[index - 1]
    if here.kind in (Kind.BULLET, Kind.BOX):
        return here.line <= above.end_line + 2
    are_text = here.kind is Kind.PARAGRAPH and above.kind is Kind.PARAGRAPH and here.parent is None
    return are_text and here.line == above.end_line + 1


# The words around a name in a title: "Updates by Kim", "Kim's tasks", "Kim to:"
_TITLE_OF = expression(
    r"^(?:update from|updates? by|from|for)\s+"
    r"|(?:['’]s)?\s+(?:updates?|tasks?|actions?|to-?dos?|action items|next steps|report|status|goals|work)$"
    r"|\s+(?-i:to|will|needs? to|should|is to|are to)(?:\s+do)?$"
    r"|['’]s?$",
    re.IGNORECASE,
)
# "AI - @kim to find out", above a list of tasks
_MARKED_TITLE = expression(
    r"(?:ai|ap|action|todo)s?(?: items?)?\W*\s(?P<who>@?\w.{0,50}?)(?:\s+(?-i:to)(?:\s+\w+){0,3})?$", re.IGNORECASE
)


def is_lead(words: str) -> bool:
    """Whether a line begins the sentence that the lines under it continue: "Rob and Ana to:", "Kim will"."""
    return re.search(r"(?i)\w\W+(?:to|will|needs? to|should|is to|are to)(?:\s+do)?[\s:*_–—-]*$", words) is not None


def _titled_person(words: str, roster: Roster) -> str:
    """Return the people whom a heading or a parent line names and nothing else, or ""."""
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
