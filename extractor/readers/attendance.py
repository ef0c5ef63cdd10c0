"""The roster: who was there, who sent regrets, who is only named, and which blocks say so.

A list of people is known by its label or its section's title, and every entry is then read by `names.person`; what does
not read as a person is left alone. Speakers and holders of a role ("Chair: Ana") join the roster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.common.lazy_regex import expression
from extractor.language.people.names import is_initials, is_name, known_as, person, split_names
from extractor.language.people.roles import ROLE_TITLE
from extractor.model import Block, Cell, Kind, Person

_PEOPLE = (
    r"(?:members?|people|persons?|directors?|officers?|team|those|others?|guests?|board|committee|voting"
    r"|students?|staff)"
)
ABSENT_TITLE = expression(
    rf"""
    (?: \W | {_PEOPLE} | also | with | the | non-?voting | tsc | tac | were )*
    (?: regrets | apolog(?:y|ies) | absen(?:t|ces?|tees?) | excused | away | missing
    | not[ ](?:in[ ]attendance|present|attending|attended|here) | unable[ ]to[ ](?:attend|join) | did[ ]not[ ]attend )
    (?: \W | {_PEOPLE} | for[ ]absence | received | from | with | notice | were | regrets | absent | and | apologies
      | excused )*
    """,
    re.X | re.I,
)
PRESENT_TITLE = expression(
    rf"""
    (?: \W | {_PEOPLE} | also | list[ ]of | the | meeting | in | were | was | that | are | who | and | following | call
      | virtual(?:ly)? | on-?line | remote(?:ly)? | physically | other | non-?voting | additional | tsc | tac | client
      | in-person | zoom | at | of )*
    (?: an?tt?[ea]nd(?:[ea]n[ct]es?|ees?|e?rs?|ing|ed) | present | participants? | participating | participation
      | roll[ -]?call (?:[ ]of[ ]members)? | team[ ]members | here | guests | observers
      | who[ ](?:was[ ]there|came|attended|is[ ]here) | who['’]s[ ]here | on[ ]the[ ]call | in[ ]the[ ]room
      | team[ ]roster | members[ ]at[ ]this[ ]meeting
      | joined )
    (?: \W | {_PEOPLE} | (?:at|in|on)[ ]\w+[ ]of[ ](?:the[ ])?\w+ | at | in | the | on | this | meeting | list | and
      | roles? | were | observers? | contributing | call | online | sign-?in | names? | today | representing
      | affiliations? | regrets | rollcall | attendees )*
    """,
    re.X | re.I,
)
ANY_TITLE = expression(r"(?:[\w-]+ ){1,3}(?:attendees|attendance|participants)", re.I)  # "Community attendance"
BOTH_TITLE = expression(r"(?:attendance|present|attendees|roll ?call)\W+(?:and )?(?:apologies|regrets|absen\w+)", re.I)
SENTENCE_LIST = expression(  # "certified at 10:05, with the following members present: Ana (AR), Bob"
    r"\b(?:following|members|those|people|directors|board)\b[^.:;]{0,40}\b(?:present|attend\w*|in attendance|joined)\b"
    r"[^.:;]{0,20}:\s*",
    re.I,
)
NAMED_TITLE = expression(r"\W*(?:cc|invited|invitees|distribution(?: list)?|to)\W*", re.I)
# A word of each of the titles above, in lower case: most titles and labels have none.
PEOPLE_HINT = expression(
    "regret|apolog|absen|excused|away|missing|not|unable|t[ea]nd|present|particip|roll|team|here|guest|observer|who|call"
    "|room|member|joined|cc|invit|distribution|to"
)
LABELLED = expression(r"([^:]{2,60}?)\s*(?::|\s[-–—]\s)\s*(.+)", re.S)
GUEST_TITLE = expression(
    r"(?:board |committee |team |council |voting |staff )?(?:members|guests|observers|staff|directors)\W*", re.I
)
NAME_COLUMN = expression(
    r"\W*(?:(?:full |member )?names?|attendees?|participants?|members?|person|who|people)\W*", re.I
)
STANDUP = expression(
    r"stand-?[ ]?ups?|check-?ins?|round[ -]?(?:table|robin)|scrum"
    r"|(?:individual|member|team|status|progress|personal)\s+(?:updates?|reports?|responses?|status)",
    re.I,
)
PERIOD = expression(r"(?:(?:last|this|next|past) (?:week|sprint)|yesterday|today|tomorrow|block(?:ers?|ed))\b", re.I)
GIVEN_COLUMN = expression(r"\W*(?:given|first|fore)[ -]?names?\W*", re.I)
FAMILY_COLUMN = expression(r"\W*(?:family|last|sur)[ -]?names?\W*", re.I)
PRESENCE_COLUMN = expression(r"\W*(?:attend(?:ance|ed|ing)?|present|here|status|regrets|absent)\W*\??", re.I)
SIDE_COLUMN = expression(
    r"\W*(?:roles?|organi[sz]ations?|org|affiliations?|company|institut\w+|e-?mail|representing|title|handle"
    r"|github.*|initials)\W*",
    re.I,
)
HERE = expression(r"\W*(?:y|yes|x|present|attended|here|in person|remote|online|✓|✔|✅|☑|1)\W*|.*[✓✔✅☑].*", re.I)
GONE = expression(r"\W*(?:n|no|absent|regrets?|apolog\w+|excused|away|❌|✗|☐|0|-)\W*", re.I)
NO_ONE = expression(r"\W*(?:none|nil|n/?a|tbd|all|everyone|nobody|-)?\W*", re.I)

# More behind a name than a role or "on leave": "Ana: send the deck", "Bob - call the bank".
SAYS_MORE = expression(r":\s+\S+\s+\S|\s[-–—]\s+\S+\s+\S+\s+\S")


def read_roster(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Person, ...]]:
    """The blocks, those marked that list people, and the people that they list."""
    reader = _Roster(blocks)
    for at in range(len(blocks)):
        reader.look(at)
    reader.look_at_boxes()
    marked = tuple(replace(block, roster=True) if at in reader.marked else block for at, block in enumerate(blocks))
    reporting = _reporting(blocks, None if any(who.present for who in reader.people) else True)
    return marked, merged([*reader.people, *reporting])


def _reporting(blocks: Sequence[Block], present: bool | None) -> list[Person]:
    """The people of a stand-up whose notes have a section for each: sister headings that are all names.

    They count as present only where no roster says who was: a section is also kept for those on leave.
    """
    groups: dict[tuple[str, ...], list[Block]] = {}
    for block in blocks:
        if block.kind is Kind.HEADING:
            groups.setdefault(block.section, []).append(block)
    found = []
    for section, headings in groups.items():
        names = [heading for heading in headings if is_name(heading.text.rstrip(" :"))]
        around = [*section, *(block.text for block in blocks[:3])]
        if len(names) < 3 or len(names) < 0.6 * len(headings):
            continue
        inside = {title for block in blocks for title in block.section[len(section) + 1 :]}
        if any(STANDUP.search(title) for title in around) or sum(bool(PERIOD.match(title)) for title in inside) >= 2:
            found += [Person(heading.text.rstrip(" :"), present=present, line=heading.line) for heading in names]
    return found


def merged(people: Iterable[Person]) -> tuple[Person, ...]:
    """The people, each once: the fullest form of the name, all aliases; "Ana" is Ana Ruiz where only one Ana is."""
    whole: list[Person] = []
    forms: dict[str, int] = {}
    first_names: dict[str, list[int]] = {}
    for who in people:
        at = _same(who, whole, forms, first_names)
        if at is None:
            at = len(whole)
            whole.append(who)
            first_names.setdefault(who.name.lower().split()[0], []).append(at)
        else:
            whole[at] = _one(whole[at], who)
        for form in (who.name, *who.aliases):
            forms.setdefault(form.lower(), at)
    return tuple(whole)


def _same(
    who: Person, people: Sequence[Person], forms: dict[str, int], first_names: dict[str, list[int]]
) -> int | None:
    """The index of the person whom `who` names again: by any form, or by the first name alone."""
    for form in (who.name, *who.aliases):
        if form.lower() in forms:
            return forms[form.lower()]
    words = who.name.lower().split()
    near = [at for at in first_names.get(words[0], ()) if (len(words) == 1) != (len(people[at].name.split()) == 1)]
    return near[0] if len(near) == 1 else None


def _one(old: Person, new: Person) -> Person:
    long, short = (new, old) if len(new.name.split()) > len(old.name.split()) else (old, new)
    aliases = dict.fromkeys((*old.aliases, *new.aliases, *((short.name,) if short.name != long.name else ())))
    first_name = long.name.split()[0].lower()
    return Person(
        name=long.name,
        aliases=tuple(alias for alias in aliases if alias != long.name and alias.lower() != first_name),
        present=new.present
        if old.present is None
        else old.present
        if new.present is None
        else old.present or new.present,
        role=old.role
        if new.role is None or new.role == old.role
        else f"{old.role}, {new.role}"
        if old.role
        else new.role,
        email=old.email or new.email,
        line=old.line if old.line is not None else new.line,
    )


@lru_cache(maxsize=4096)
def title_status(title: str) -> tuple[bool, bool | None]:
    """Whether a title or label announces people, and whether they were there (None: only named)."""
    bare = re.sub(r"\([^)]*\)|^[\d.\s]+", " ", title).strip(" :*_#") if PEOPLE_HINT.search(title.lower()) else ""
    if not bare or len(bare) > 60:
        return False, None
    if ABSENT_TITLE.fullmatch(bare):
        return True, False
    if PRESENT_TITLE.fullmatch(bare) or ANY_TITLE.fullmatch(bare):
        return True, True
    if BOTH_TITLE.fullmatch(bare):
        return True, None
    return bool(NAMED_TITLE.fullmatch(bare)), None


@dataclass(slots=True)
class _Scope:
    """The list of people that the blocks stand in: whether they were there, and how its entries are written."""

    present: bool | None
    boxes: bool = False  # some box in this list is ticked, so that an empty one means absence
    organised: bool = False  # "Name, Organisation" in most entries
    found: int = 0
    closed: bool = False  # prose has followed the list; what comes after it is the meeting


class _Roster:
    """The people so far and the blocks that list them."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.people: list[Person] = []
        self.marked: set[int] = set()
        self._scopes: dict[object, _Scope | None] = {}

    def look(self, at: int) -> None:
        """Reads block `at`, where it names people."""
        block = self.blocks[at]
        if block.kind is Kind.HEADING:
            if title_status(block.text)[0]:
                self.marked.add(at)
            elif found := LABELLED.fullmatch(block.text):  # "#### Present: Ana, Bob"
                self._labelled(at, found[1], found[2])
            return
        if block.kind is Kind.ROW:
            self._row(at)
            return
        found = LABELLED.fullmatch(block.text)
        if found and self._labelled(at, found[1], found[2]):
            return
        if title_status(block.text)[0]:
            self.marked.add(at)
            return
        said = SENTENCE_LIST.search(block.text) if ":" in block.text else None
        if said and said.end() < len(block.text):
            value = re.split(r"(?<!\b\w)\.(?:\s|$)", block.text[said.end() :])[0]
            if len(split_names(value)) >= 2 and self._names(value, block, True, loose=False):
                return  # what follows in this paragraph may be work
        scope = self._scope(at)
        if scope and not scope.closed:
            self._entry(at, scope)

    def look_at_boxes(self) -> None:
        """Reads lists of boxes that hold nothing but names, in notes with a roster: roll calls under other titles."""
        forms = known_as(merged(self.people))
        groups: dict[tuple[tuple[str, ...], int | None], list[int]] = {}
        for at, block in enumerate(self.blocks):
            if block.kind is Kind.BOX:
                groups.setdefault((block.section, block.parent), []).append(at)
        for group in groups.values():
            if 2 * sum(bool(SAYS_MORE.search(self.blocks[at].text)) for at in group) >= len(group):
                continue  # "[ ] Ana: send the deck" is Ana's work
            people = [person(self.blocks[at].text, line=self.blocks[at].line) for at in group]
            whole = [who for who in people if who and " " in who.name]
            known = [who for who in people if who and forms.get(who.name.lower())]
            roll_call = len(group) >= 4 and len(whole) >= 0.8 * len(group) and bool(self.people)
            ticked_names = len(known) >= 2 and all(people)  # "[x] Ana", "[ ] Bob (ill)"
            if not (roll_call or ticked_names) or self.marked & set(group):
                continue
            ticked = any(self.blocks[at].checked for at in group)
            for at, who in zip(group, people, strict=True):
                self.marked.add(at)
                if who:
                    self.people.append(replace(who, present=self.blocks[at].checked if ticked else None))

    def _labelled(self, at: int, label: str, value: str) -> bool:
        """ "Present: Ana, Bob", "Chair: Ana", "Ana - regrets"."""
        block = self.blocks[at]
        announced, present = title_status(label)
        if announced and len(value) < 3000:
            value = re.split(r"(?<=[a-z]{2})\.\s+(?=[A-Z])", value)[0]  # "Present: Ana, Bob. Ana opened the meeting."
            count = self._names(value, block, present, loose=len(value.split()) <= 60)
            if count or NO_ONE.fullmatch(value):
                self.marked.add(at)
                self._also(value, block)
                return True
            return False
        if ROLE_TITLE.fullmatch(label) and len(value) < 120 and (self._early(at) or self._scope(at)):
            there = None if re.search(r"prepared|author|supervisor|organi", label, re.I) else True
            lone = " " not in value.strip()  # "Scribe: miro"
            found = [person(entry, in_list=lone, line=block.line, present=there) for entry in split_names(value)]
            named = [replace(who, role=label.strip(" *_:") if there else None) for who in found if who]
            if named and len(named) == len(found):
                self.people += named
                self.marked.add(at)
                return True
        return False

    def _early(self, at: int) -> bool:
        return at < 40

    def _also(self, value: str, block: Block) -> None:
        """ "(absent: Chaudhary)" at the end of the list of those present."""
        for found in re.finditer(r"[(\[]\s*(absent|regrets|apologies)\s*:?\s*([^)\]]+)[)\]]", value, re.I):
            self._names(found[2], block, False, loose=True)

    def _names(self, value: str, block: Block, present: bool | None, *, loose: bool, organised: bool = False) -> int:
        entries = split_names(value)
        if (
            len(entries) == 1
            and all(len(word) in (2, 3) and word.isupper() for word in value.split())
            and value.split()[1:]
        ):
            entries = value.split()  # "SN AU MB"
        if organised and len(entries) == 2:
            entries = [value]
        # "Attendance: low" names nobody; names without capitals come in numbers.
        loose = loose and (len(entries) >= 3 or any(person(entry) for entry in entries))
        offset, count = 0, 0
        for entry in entries:
            offset = max(0, block.text.find(entry, offset))
            who = person(entry, in_list=loose, line=block.line_at(offset), present=present)
            if who:
                self.people.append(who)
                count += 1
        return count

    def _scope(self, at: int) -> _Scope | None:
        """The list of people that block `at` stands in, by its parents first and then by its sections."""
        parent = self.blocks[at].parent
        for _ in range(12):
            if parent is None:
                break
            above = self.blocks[parent]
            announced, present = title_status(above.text)
            if announced:
                return self._made(parent, present, at)
            parent = above.parent
        section = self.blocks[at].section
        for depth in range(len(section), 0, -1):
            announced, present = title_status(section[depth - 1])
            if announced:
                return self._made(section[:depth], present, at, strict=depth < len(section))
            if GUEST_TITLE.fullmatch(section[depth - 1]):
                return self._made(
                    section[:depth], None if "observ" in section[depth - 1].lower() else True, at, strict=True
                )
        return None

    def _made(self, key: object, present: bool | None, at: int, *, strict: bool = False) -> _Scope | None:
        if key not in self._scopes:
            texts, boxes = [], False
            for block in self._under(key, at):
                texts.append(block.text)
                boxes = boxes or block.checked is True
            organised = len(texts) >= 3 and sum(_with_organisation(text) for text in texts) >= 0.5 * len(texts)
            likely = sum(1 for text in texts if len(text) < 80 and person(text)) >= 0.6 * len(texts)
            self._scopes[key] = None if strict and not likely else _Scope(present, boxes, organised)
        return self._scopes[key]

    def _under(self, key: object, at: int) -> list[Block]:
        """The list from block `at` on, in the section or below the list entry that `key` names."""
        found: list[Block] = []
        below: set[int] = set()
        for index in range(at, len(self.blocks)):
            block = self.blocks[index]
            if isinstance(key, int):
                if block.parent != key and block.parent not in below:
                    break
                below.add(index)
            elif isinstance(key, tuple) and block.section[: len(key)] != key:
                break
            if len(block.text.split()) > 14:  # the meeting has begun below a title that nothing ends
                break
            if block.kind is not Kind.HEADING:
                found.append(block)
        return found

    def _entry(self, at: int, scope: _Scope) -> None:
        block = self.blocks[at]
        present = scope.present
        if block.kind is Kind.BOX and scope.boxes:
            present = bool(block.checked)
        if NO_ONE.fullmatch(block.text):
            self.marked.add(at)
            return
        text = block.text
        entries = split_names(text)
        found = 0
        if len(text) <= 90 or len(entries) >= 3:
            plain_list = len(entries) >= 2 and sum(bool(person(entry)) for entry in entries) >= 0.6 * len(entries)
            pair = len(entries) == 2 and not all(person(entry) for entry in entries)
            if plain_list and not pair and not scope.organised:
                found = self._names(text, block, present, loose=len(text.split()) <= 3 * len(entries))
            elif len(text) <= 120 and not re.search(r"[.!?]\s+\w|[?!]$", text):
                short = len(text.split()) <= 6
                if who := person(text, in_list=short, line=block.line, present=present):
                    self.people.append(who)
                    found = 1
        scope.found += found
        if found:
            self.marked.add(at)
        elif scope.found and block.kind is Kind.PARAGRAPH and len(text.split()) > 6:
            scope.closed = True

    def _row(self, at: int) -> None:
        block = self.blocks[at]
        titles = [cell.column for cell in block.cells]
        if len(block.cells) >= 2:
            label, value = block.cells[0].text, block.cells[1].text
            if title_status(label)[0] and self._labelled(at, label, value):
                return
            if ROLE_TITLE.fullmatch(label) and len(block.cells) == 2 and self._labelled(at, label, value):
                return
        name = next((i for i, title in enumerate(titles) if NAME_COLUMN.fullmatch(title)), None)
        scope = self._scope(at)
        presence = next((i for i, title in enumerate(titles) if PRESENCE_COLUMN.fullmatch(title)), None)
        side = any(SIDE_COLUMN.fullmatch(title) for title in titles)
        announced = [i for i, title in enumerate(titles) if title_status(title)[0]]
        if announced and len(announced) == len(
            [title for title in titles if title]
        ):  # a column of those present, one of the absent
            for i in announced:
                if self._names(block.cells[i].text, block, title_status(titles[i])[1], loose=True):
                    self.marked.add(at)
            return
        if (
            name is None
            and len(titles) >= 2
            and GIVEN_COLUMN.fullmatch(titles[0])
            and FAMILY_COLUMN.fullmatch(titles[1])
        ):
            whole = Cell("Name", f"{block.cells[0].text} {block.cells[1].text}")
            block = replace(block, cells=(whole, *block.cells[2:]))
            titles, name = [cell.column for cell in block.cells], 0
            side = True
        if name is None and scope and block.cells and person(block.cells[0].text):
            name = 0
        if name is None or not (scope or ((presence is not None or side) and len(titles) <= 5)):
            return
        if not scope and any(
            re.search(r"task|action|due|item|decision|progress|update|done", title, re.I) for title in titles
        ):
            return
        present = scope.present if scope else None
        if presence is not None:
            said = block.cells[presence].text
            present = True if HERE.fullmatch(said) else False if GONE.fullmatch(said) else present
        who = person(block.cells[name].text, in_list=True, line=block.line, present=present)
        if not who:
            return
        for i, cell in enumerate(block.cells):
            if i == name:
                continue
            if re.fullmatch(r"\W*roles?\W*", titles[i], re.I) and cell.text:
                who = replace(who, role=cell.text)
            elif "@" in cell.text and (other := person(cell.text, in_list=True)):
                email, handle = other.email, not other.email
                who = replace(who, email=email or who.email, aliases=who.aliases + ((other.name,) if handle else ()))
            elif re.fullmatch(r"\W*(?:initials|handle|github.*)\W*", titles[i], re.I) and cell.text.strip("@ "):
                who = replace(who, aliases=(*who.aliases, cell.text.strip("@ ")))
        self.people.append(who)
        self.marked.add(at)


def front_people(fields: Iterable[tuple[str, Sequence[str], int]]) -> list[Person]:
    """The people in the fields (key, values, line) of the front matter."""
    found: list[Person] = []
    for key, values, line in fields:
        announced, present = title_status(key.replace("_", " "))
        if not announced and key in {"directors", "trustees"}:  # all of them, there or not
            announced, present = True, None
        role = ROLE_TITLE.fullmatch(key) is not None and key != "minutes"
        if not announced and not role:
            continue
        there = present if announced else None
        entries = (entry for value in values for entry in split_names(value))
        named = (person(entry, in_list=announced, line=line, present=there) for entry in entries)
        found.extend(replace(who, role=key.replace("_", " ")) if role and not who.role else who for who in named if who)
    return found


def _with_organisation(text: str) -> bool:
    """True for "Ana Ruiz, Acme, Spain"; not for "Ana, Bob"."""
    parts = [part.strip() for part in text.split(",")]
    return 2 <= len(parts) <= 4 and len(text) < 120 and (" " in parts[0] or len(parts) == 2)


def with_speakers(people: Sequence[Person], speakers: Iterable[tuple[str, int]]) -> tuple[Person, ...]:
    """The people and whoever speaks but was not listed, given as (name, line)."""
    forms = known_as(people)
    new: dict[str, Person] = {}
    speakers = tuple(speakers)
    handles: dict[str, list[str]] = {}  # "NW" is NellWaliczek, whose handle says so
    for name, _ in speakers:
        if len(parts := re.findall(r"[A-Z][a-z]+", name)) > 1 and " " not in name:
            handles.setdefault("".join(part[0] for part in parts), []).append(name)
    for said, line in speakers:
        name = said.replace("_", " ") if re.fullmatch(r"[A-Z][^\W_]+(?:_[A-Z][^\W_]+)+", said) else said  # "Ana_Ruiz"
        who = forms.get(name.lower()) or forms.get(name.split()[0].lower())
        if name.lower() in forms or who or name.lower() in new:
            continue
        whole = handles.get(name, ())
        if len(whole) == 1 and is_initials(name):
            new[whole[0].lower()] = Person(whole[0], (name,), present=True, line=line)
            continue
        new[name.lower()] = Person(name, () if name == said else (said,), present=True, line=line)
    return merged((*people, *new.values()))
