"""Find out who attended: the people that the notes list, and the blocks that list them.

A list of people is recognised by its label ("Present: ...") or by the title of its section. Each entry is then read by
`names.person`; an entry that is not a person is ignored. Speakers and holders of a role ("Chair: Ana") are added.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.language.people.names import TITLE, is_initials, is_name, known_as, person, split_names
from extractor.language.people.roles import OFFICERS, ROLE_TITLE
from extractor.model import Block, Cell, Kind, Person

HEAD_BLOCKS = 40  # blocks; further down "Chair: Ana" counts only inside a list of people
MAX_TITLE = 60  # characters of a title that can announce a list of people

_PEOPLE = (
    r"(?:members?|people|persons?|directors?|officers?|team|those|others?|guests?|board|committee|voting"
    r"|students?|staff|cllrs?|councill?ors?|trustees|governors|parents|volunteers|colleagues|delegates|residents|mps"
    r"|elders|deacons|stewards|wardens|coaches|players|partners|shareholders|tenants|faculty|teachers)"
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
WORK_COLUMN = expression(
    r"task|action|due|item|decision|progress|update|done|request|date|when|what|work|deadline|next|step|to.?do"
    r"|time ?scale|log\b",
    re.I,
)
ROLE_COLUMN = expression(r"\W*roles?\W*", re.I)
ALIAS_COLUMN = expression(r"\W*(?:initials|handle|github.*)\W*", re.I)
HERE = expression(r"\W*(?:y|yes|x|present|attended|here|in person|remote|online|✓|✔|✅|☑|1)\W*|.*[✓✔✅☑].*", re.I)
GONE = expression(r"\W*(?:n|no|absent|regrets?|apolog\w+|excused|away|❌|✗|☐|0|-)\W*", re.I)
NO_ONE = expression(r"\W*(?:none|nil|n/?a|tbd|all|everyone|nobody|-)?\W*", re.I)
ABSENT_ASIDE = expression(
    r"[(\[]\s*(?:absent|regrets|apologies|excused|missing|not\s(?:present|here))\s*(?:from|were|was)?\s*:?\s+([^)\]]+)[)\]]",
    re.I,
)  # "(absent: Chaudhary)"
JOINED_NAME = expression(r"[A-Z][^\W_]+(?:_[A-Z][^\W_]+)+")  # "Ana_Ruiz"
# The end of a sentence, but not the stop of a title ("Mrs. Kettley", "Fr. Donal") or behind a surname's letter.
LIST_END = expression(
    r"(?<=[a-z]{2})(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bFr)(?<!\bSr)(?<!\bJr)(?<!\bProf)(?<!\bRev)"
    r"(?<!\bSgt)(?<!\bCapt)(?<!\bCllr)(?<!\bHon)(?<!\bMme)(?<!\bTreas)\.\s+(?=[A-Z])"
    r"|(?<=[\w)]\))\.\s+(?=[A-Z])"
    r"|[;.]\s+(?=(?i:absent|apologies|regrets|excused|present|also|in\sattendance|guests?|staff|not\spresent)\b[^:;]{0,30}:)"
)
# Behind a name a body or an office, each word with a capital: "Tom Cowland - OpenAssetIO Representative".
OF_BODY = expression(
    r"[^\W\d_][^:–—]{2,40}?\s[-–—]\s(?:[A-Z(][\w.,'’&()-]{0,30}\s(?:(?:of|the|and|to|for|&)\s){0,2}){0,6}"
    r"[A-Z(][\w.,'’&()-]{0,30}\s*"
)
NAME_AND_ROLE = expression(r"(?P<name>[^\W\d_][^\t:;,()]{2,38}?)\s{3,}(?P<role>[^\W\d_][^\t:;]{1,80})")
SHORT_ROLE = expression(r"\(([A-Z]{2,5})\)")
# More after a name than a role or "on leave": "Ana: send the deck", "Bob - call the bank".
# and what somebody is to do: "Ana and Bob will draft it".
SAYS_MORE = expression(
    r":\s+\S+\s+\S|\s[-–—]\s+\S+\s+\S+\s+\S|\b(?:will|to|should|must|shall|needs?\sto)\s(?!be\b|join\b|follow\b)[a-z]{2}"
)


def read_roster(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Person, ...]]:
    """Find the people that the notes list.

    Returns the blocks, with `roster` set on those that list people, and the people, each once.
    """
    reader = _RosterReader(blocks)
    for index in range(len(blocks)):
        reader.read_block(index)
    reader.read_boxes()
    marked = tuple(
        replace(block, roster=True) if index in reader.marked else block for index, block in enumerate(blocks)
    )
    attendance_known = any(who.present for who in reader.people)
    reporting = _standup_people(blocks, present=None if attendance_known else True)
    return marked, merge_people([*reader.people, *reporting])


def _standup_people(blocks: Sequence[Block], *, present: bool | None) -> list[Person]:
    """Return the people of a stand-up whose notes have a section for each person.

    These are sibling headings most of which are names. `present` is None where a roster says who was there, because
    notes also keep a section for people on leave.
    """
    siblings: dict[tuple[str, ...], list[Block]] = {}
    for block in blocks:
        if block.kind is Kind.HEADING:
            siblings.setdefault(block.section, []).append(block)
    opening = [block.text for block in blocks[:3]]
    people: list[Person] = []
    for section, headings in siblings.items():
        named = [heading for heading in headings if is_name(heading.text.rstrip(" :"))]
        if len(named) < 3 or len(named) < 0.6 * len(headings):
            continue
        inner_titles = {title for block in blocks for title in block.section[len(section) + 1 :]}
        periods = sum(bool(PERIOD.match(title)) for title in inner_titles)
        if periods >= 2 or any(STANDUP.search(title) for title in (*section, *opening)):
            people += [Person(heading.text.rstrip(" :"), present=present, line=heading.line) for heading in named]
    return people


def merge_people(people: Iterable[Person]) -> tuple[Person, ...]:
    """Return each person once, under the fullest form of the name and with all aliases.

    "Ana" is taken for Ana Ruiz if there is only one Ana.
    """
    unique: list[Person] = []
    forms: dict[str, int] = {}  # every form of a name in lower case -> index in `unique`
    first_names: dict[str, list[int]] = {}
    for who in people:
        index = _index_of(who, unique, forms, first_names)
        if index is None:
            index = len(unique)
            unique.append(who)
            first_names.setdefault(bare_name(who.name).lower().split()[0], []).append(index)
        else:
            unique[index] = _merge_pair(unique[index], who)
        for form in (who.name, *who.aliases, bare_name(who.name)):
            forms.setdefault(form.lower(), index)
    return tuple(unique)


def _index_of(
    who: Person, people: Sequence[Person], forms: dict[str, int], first_names: dict[str, list[int]]
) -> int | None:
    """Return the index of the same person in `people`: found by any form, or by the first name alone."""
    for form in (who.name, *who.aliases, bare_name(who.name)):
        if form.lower() in forms:
            return forms[form.lower()]
    words = bare_name(who.name).lower().split()
    namesakes = [
        index
        for index in first_names.get(words[0], ())
        if (len(words) == 1) != (len(people[index].name.split()) == 1)  # one of the two forms is a first name alone
    ]
    return namesakes[0] if len(namesakes) == 1 else None


def bare_name(name: str) -> str:
    """Return the name without the title before it, where something is left: "Mrs R. Quartey-Bell"."""
    return TITLE.sub("", name, count=1) or name


def _merge_pair(old: Person, new: Person) -> Person:
    long, short = (new, old) if len(new.name.split()) > len(old.name.split()) else (old, new)
    aliases = dict.fromkeys((*old.aliases, *new.aliases, *((short.name,) if short.name != long.name else ())))
    first_name = long.name.split()[0].lower()
    presences = [present for present in (old.present, new.present) if present is not None]
    roles = dict.fromkeys(role for role in (old.role, new.role) if role)
    return Person(
        name=long.name,
        aliases=tuple(alias for alias in aliases if alias != long.name and alias.lower() != first_name),
        present=any(presences) if presences else None,
        role=", ".join(roles) or None,
        email=old.email or new.email,
        line=old.line if old.line is not None else new.line,
    )


class TitleStatus(NamedTuple):
    """Whether a title or label announces people, and whether these attended (None: they are only named)."""

    lists_people: bool
    present: bool | None


@lru_cache(maxsize=4096)
def title_status(title: str) -> TitleStatus:
    """Return whether a title or label announces people, and whether these attended."""
    bare = bare_title(title)
    if not bare or len(bare) > MAX_TITLE:
        return TitleStatus(False, None)
    if ABSENT_TITLE.fullmatch(bare):
        return TitleStatus(True, False)
    if PRESENT_TITLE.fullmatch(bare) or ANY_TITLE.fullmatch(bare):
        return TitleStatus(True, True)
    return TitleStatus(bool(BOTH_TITLE.fullmatch(bare) or NAMED_TITLE.fullmatch(bare)), None)


def bare_title(title: str) -> str:
    """Return the title without what stands in brackets, leading numbers and marks around it."""
    return re.sub(r"\([^)]*\)|^[\d.\s]+", " ", title).strip(" :*_#")


@dataclass(slots=True)
class _PeopleList:
    """A section, or the entries below a list entry, that lists people: how its entries are read."""

    present: bool | None
    has_ticks: bool = False  # a box in this list is ticked, so an empty box means absence
    has_organisations: bool = False  # most entries are "Name, Organisation"
    people_found: int = 0
    closed: bool = False  # prose has followed the list; what comes after it is the meeting


class _RosterReader:
    """Collects the people and the indices of the blocks that list them."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.people: list[Person] = []
        self.marked: set[int] = set()
        self._lists: dict[object, _PeopleList | None] = {}

    def read_block(self, index: int) -> None:
        """Add the people that the block at `index` names, if it lists people."""
        block = self.blocks[index]
        if block.kind is Kind.ROW:
            self._read_row(index)
            return
        announces = title_status(block.text).lists_people
        labelled = LABELLED.fullmatch(block.text)
        if block.kind is Kind.HEADING:
            if announces:
                self.marked.add(index)
            elif labelled:  # "#### Present: Ana, Bob"
                self._read_labelled(index, labelled[1], labelled[2])
        elif labelled and self._read_labelled(index, labelled[1], labelled[2]):
            return
        elif announces:
            self.marked.add(index)
        elif not self._read_sentence(block):
            people_list = self._people_list(index) or self._list_below_title(index)
            if people_list and not people_list.closed:
                self._read_entry(index, people_list)

    def _read_sentence(self, block: Block) -> bool:
        """Read a list within a sentence. The block is not marked: the rest of the paragraph may be work."""
        announcement = SENTENCE_LIST.search(block.text) if ":" in block.text else None
        if announcement is None or announcement.end() == len(block.text):
            return False
        value = re.split(r"(?<!\b\w)\.(?:\s|$)", block.text[announcement.end() :])[0]
        return len(split_names(value)) >= 2 and self._add_names(value, block, True, loose=False) > 0

    def read_boxes(self) -> None:
        """Read lists of check boxes that hold only names: roll calls under titles that do not announce people."""
        forms = known_as(merge_people(self.people))
        groups: dict[tuple[tuple[str, ...], int | None], list[int]] = {}
        for index, block in enumerate(self.blocks):
            if block.kind is Kind.BOX:
                groups.setdefault((block.section, block.parent), []).append(index)
        for group in groups.values():
            self._read_box_group(group, forms)

    def _read_box_group(self, group: Sequence[int], forms: dict[str, Person | None]) -> None:
        boxes = [self.blocks[index] for index in group]
        says_more = sum(SAYS_MORE.search(box.text) is not None for box in boxes)
        has_titles = sum(OF_BODY.fullmatch(box.text) is not None for box in boxes)
        if 2 * says_more >= len(boxes) > 1.4 * has_titles:
            return  # "[ ] Ana: send the deck" is Ana's work
        people = [person(box.text, line=box.line) for box in boxes]
        if any(who and _goes_on(box.text.lstrip("@ "), who.name) for box, who in zip(boxes, people, strict=True)):
            return  # "[ ] Ben Carter order the compost"
        full_names = [who for who in people if who and " " in who.name]
        known = [who for who in people if who and forms.get(who.name.lower())]
        is_roll_call = len(group) >= 4 and len(full_names) >= 0.8 * len(group) and bool(self.people)
        all_names = len(known) >= 2 and all(people)  # "[x] Ana", "[ ] Bob (ill)"
        if not (is_roll_call or all_names) or self.marked & set(group):
            return
        has_ticks = any(box.checked for box in boxes)
        self.marked.update(group)
        self.people += [
            replace(who, present=box.checked if has_ticks else None)
            for box, who in zip(boxes, people, strict=True)
            if who
        ]

    def _read_labelled(self, index: int, label: str, value: str) -> bool:
        """Read "Present: Ana, Bob", "Chair: Ana" or "Ana - regrets". Returns whether it lists people."""
        status = title_status(label)
        if status.lists_people and len(value) < 3000:
            return self._read_people_label(index, value, status.present)
        if ROLE_TITLE.fullmatch(label) and len(value) < 120 and (index < HEAD_BLOCKS or self._people_list(index)):
            return self._read_role(index, label, value)
        return False

    def _read_people_label(self, index: int, value: str, present: bool | None) -> bool:
        block = self.blocks[index]
        value, *lists = _apart(block, value)  # "Present: Ana, Bob" and, on the next line, "Apologies: Cy"
        value, *sentences = LIST_END.split(value)  # "Present: Ana, Bob. Ana opened the meeting."
        sentences = [*sentences, *lists]
        inner = LABELLED.fullmatch(value)
        if inner is not None and title_status(inner[1]).lists_people:  # "Roll call: Present: Ana, Bob."
            value, present = inner[2], title_status(inner[1]).present
        listed = ABSENT_ASIDE.sub(" ", value)  # "Present: Ana, Bob (absent: Cy)": Bob was there
        if not self._add_names(listed, block, present, loose=len(value.split()) <= 60) and not NO_ONE.fullmatch(value):
            return False
        self.marked.add(index)
        for aside in ABSENT_ASIDE.finditer(value):
            self._add_names(aside[1], block, False, loose=True)
        for sentence in sentences:  # "Present: Ana, Bob. Staff: Carla. Absent: Dev."
            inner = LABELLED.fullmatch(sentence)
            if inner is None or not _opens_list(sentence):
                break
            status = title_status(inner[1])
            self._add_names(inner[2].rstrip(" ."), block, status.present if status.lists_people else True, loose=False)
        return True

    def _read_role(self, index: int, label: str, value: str) -> bool:
        block = self.blocks[index]
        took_part = not re.search(r"prepared|author|supervisor|organi", label, re.I)
        is_one_word = " " not in value.strip()  # "Scribe: miro"
        entries = [
            person(entry, in_list=is_one_word, line=block.line, present=True if took_part else None)
            for entry in split_names(value)
        ]
        if not entries or not all(entries):
            return False
        self.people += [replace(who, role=label.strip(" *_:") if took_part else None) for who in entries if who]
        self.marked.add(index)
        return True

    def _add_names(self, value: str, block: Block, present: bool | None, *, loose: bool) -> int:
        """Add the people that `value`, a list on one line, names.

        `loose` also takes names without capitals, handles and initials. Returns the number of people added.
        """
        entries = [OFFICERS.sub("", entry, count=1) for entry in split_names(value)]
        words = value.split()
        if len(entries) == 1 and len(words) > 1 and all(len(word) in (2, 3) and word.isupper() for word in words):
            entries = words  # "SN AU MB"
        # "Attendance: low" names nobody; names without capitals come in numbers.
        loose = loose and (len(entries) >= 3 or any(person(entry) for entry in entries))
        offset = 0
        added: list[Person] = []
        for entry in entries:
            offset = max(0, block.text.find(entry, offset))
            if who := person(entry, in_list=loose, line=block.line_at(offset), present=present):
                added.append(who)
        self.people += added
        return len(added)

    def _people_list(self, index: int) -> _PeopleList | None:
        """Return the list of people that the block belongs to: found by its parents first, then by its sections."""
        parent = self.blocks[index].parent
        for _ in range(12):
            if parent is None:
                break
            above = self.blocks[parent]
            status = title_status(above.text)
            if status.lists_people:
                return self._open_list(parent, status.present, index)
            parent = above.parent
        section = self.blocks[index].section
        for depth in range(len(section), 0, -1):
            title = section[depth - 1]
            status = title_status(title)
            if status.lists_people:
                return self._open_list(section[:depth], status.present, index, strict=depth < len(section))
            if GUEST_TITLE.fullmatch(title):
                present = None if "observ" in title.lower() else True
                return self._open_list(section[:depth], present, index, strict=True)
        return None

    def _open_list(
        self, key: int | tuple[str, ...], present: bool | None, index: int, *, strict: bool = False
    ) -> _PeopleList | None:
        """Return the list of people that `key` names, a parent's index or section titles; create it at the first call.

        `strict` demands that most of its entries are people.
        """
        if key not in self._lists:
            entries = self._list_entries(key, index)
            texts = [block.text for block in entries]
            has_organisations = len(texts) >= 3 and sum(map(_has_organisation, texts)) >= 0.5 * len(texts)
            are_people = sum(1 for text in texts if len(text) < 80 and person(text)) >= 0.6 * len(texts)
            has_ticks = any(block.checked is True for block in entries)
            self._lists[key] = None if strict and not are_people else _PeopleList(present, has_ticks, has_organisations)
        return self._lists[key]

    def _list_below_title(self, index: int) -> _PeopleList | None:
        """Return a list that is the line right below a numbered title: "2) Present:", then "A. Vigrass, L. Bowman"."""
        block, above = self.blocks[index], self.blocks[index - 1]
        is_below = index > 0 and index - 1 in self.marked and block.line == above.end_line + 1
        if not is_below or block.kind is not Kind.PARAGRAPH or above.kind is not Kind.BULLET:
            return None
        status = title_status(above.text)
        return _PeopleList(status.present) if status.lists_people else None

    def _list_entries(self, key: int | tuple[str, ...], first: int) -> list[Block]:
        """Return the entries from block `first` on, in the section or below the list entry that `key` names."""
        entries: list[Block] = []
        descendants: set[int] = set()
        for index in range(first, len(self.blocks)):
            block = self.blocks[index]
            if isinstance(key, int):
                if block.parent != key and block.parent not in descendants:
                    break
                descendants.add(index)
            elif block.section[: len(key)] != key:
                break
            if len(block.text.split()) > 14:  # the meeting has begun, though no title ends the list
                break
            if block.kind is not Kind.HEADING:
                entries.append(block)
        return entries

    def _read_entry(self, index: int, people_list: _PeopleList) -> None:
        """Read one entry of a list of people, or close the list where prose follows it."""
        block = self.blocks[index]
        if NO_ONE.fullmatch(block.text):
            self.marked.add(index)
            return
        present = bool(block.checked) if block.kind is Kind.BOX and people_list.has_ticks else people_list.present
        added = self._add_entry(block, present, people_list)
        people_list.people_found += added
        if added:
            self.marked.add(index)
        elif people_list.people_found and block.kind is Kind.PARAGRAPH and len(block.text.split()) > 6:
            people_list.closed = True

    def _add_entry(self, block: Block, present: bool | None, people_list: _PeopleList) -> int:
        """Add the people of one entry: several names on a line, or one person. Returns their number."""
        text = block.text
        if who := _in_columns(block, present):
            self.people.append(who)
            return 1
        entries = split_names(text)
        if len(text) > 90 and len(entries) < 3:
            return 0
        named = [person(entry) for entry in entries]
        several = len(entries) >= 2 and sum(map(bool, named)) >= 0.6 * len(entries)
        name_and_remark = len(entries) == 2 and not all(named)
        if several and not name_and_remark and not people_list.has_organisations:
            return self._add_names(text, block, present, loose=len(text.split()) <= 3 * len(entries))
        if len(text) > 120 or re.search(r"[.!?]\s+\w|[?!]$", text):
            return 0
        who = person(text, in_list=len(text.split()) <= 6, line=block.line, present=present)
        if who is None:
            return 0
        self.people.append(who)
        return 1

    def _read_row(self, index: int) -> None:
        """Read a table row: "Present | Ana, Bob", columns of those present and absent, or one person in each row."""
        if self._read_field_row(index):
            return
        people_list = self._people_list(index)
        if self._read_name_columns(index):
            return
        block = self.blocks[index]
        row = _with_full_name(block)
        has_full_name = row is not block
        name = _name_cell(row, people_list is not None)
        if name is None or not (people_list or _lists_people(row, has_full_name)):
            return
        present = _presence(row, people_list.present if people_list else None)
        who = person(row.cells[name].text, in_list=True, line=block.line, present=present)
        if who:
            self.people.append(_with_details(who, [*row.cells[:name], *row.cells[name + 1 :]]))
            self.marked.add(index)

    def _read_field_row(self, index: int) -> bool:
        """Read a row that is a label and its value: "Present | Ana, Bob", "Chair | Ana"."""
        cells = self.blocks[index].cells
        if len(cells) < 2:
            return False
        label, value = cells[0].text, cells[1].text
        is_label = title_status(label).lists_people or (len(cells) == 2 and ROLE_TITLE.fullmatch(label) is not None)
        return is_label and self._read_labelled(index, label, value)

    def _read_name_columns(self, index: int) -> bool:
        """Read a row of a table that has one column for those present and one for those absent."""
        block = self.blocks[index]
        titled = [cell for cell in block.cells if cell.column]
        statuses = [title_status(cell.column) for cell in titled]
        if not titled or not all(status.lists_people for status in statuses):
            return False
        for cell, status in zip(titled, statuses, strict=True):
            if self._add_names(cell.text, block, status.present, loose=True):
                self.marked.add(index)
        return True


def _apart(block: Block, value: str) -> list[str]:
    """Return the parts of a value at the end of a block, cut where a line of the file begins with a title of people."""
    begins = len(block.text) - len(value)
    starts = [offset for offset, _ in block.lines if offset > begins and _opens_list(block.text[offset:])]
    edges = [begins, *starts, len(block.text)]
    return [block.text[start:end].strip() for start, end in itertools.pairwise(edges)]


def _opens_list(text: str) -> bool:
    """Whether a text begins with a title of people and a colon."""
    inner = LABELLED.fullmatch(text)
    return inner is not None and (title_status(inner[1]).lists_people or GUEST_TITLE.fullmatch(inner[1]) is not None)


def _in_columns(block: Block, present: bool | None) -> Person | None:
    """Return the person of a line with a gap between the name and the role: "Yusuf Abdi   Programme Director (PD)".

    Capitals in brackets that begin the words of the role stand for the person, too.
    """
    columns = NAME_AND_ROLE.fullmatch(block.text)
    who = person(columns["name"], line=block.line, present=present) if columns else None
    if columns is None or who is None or who.role or len(who.name.split()) < 2:
        return None
    role = columns["role"].strip()
    bare = " ".join(SHORT_ROLE.sub("", role).replace(" ,", ",").split())
    begins = "".join(word[0] for word in re.findall(r"\w+", bare)).upper()
    short = tuple(word for word in SHORT_ROLE.findall(role) if word in begins)
    return replace(who, role=bare, aliases=(*who.aliases, *short))


def _goes_on(text: str, name: str) -> bool:
    """Whether a text begins with a name and goes on with two words or more in lower case."""
    words = [word.rstrip(".,;!") for word in text.removeprefix(name).split()] if text.startswith(f"{name} ") else []
    return len(words) > 1 and all(word.isalpha() and word.islower() for word in words[:2])


def _with_full_name(row: Block) -> Block:
    """Return the row with "Given name | Family name" as one cell, or the same row where it has no such columns."""
    titles = [cell.column for cell in row.cells]
    if (
        len(titles) < 2
        or any(NAME_COLUMN.fullmatch(title) for title in titles)
        or not GIVEN_COLUMN.fullmatch(titles[0])
        or not FAMILY_COLUMN.fullmatch(titles[1])
    ):
        return row
    given, family, *others = row.cells
    return replace(row, cells=(Cell("Name", f"{given.text} {family.text}"), *others))


def _name_cell(row: Block, in_people_list: bool) -> int | None:
    """Return the index of the cell that holds the person's name, or None."""
    for index, cell in enumerate(row.cells):
        if NAME_COLUMN.fullmatch(cell.column):
            return index
    return 0 if in_people_list and row.cells and person(row.cells[0].text) else None


def _lists_people(row: Block, has_full_name: bool) -> bool:
    """Return whether a table outside any list of people has the columns of an attendance table."""
    titles = [cell.column for cell in row.cells]
    columns = has_full_name or any(PRESENCE_COLUMN.fullmatch(title) or SIDE_COLUMN.fullmatch(title) for title in titles)
    return columns and len(titles) <= 5 and not any(WORK_COLUMN.search(title) for title in titles)


def _presence(row: Block, default: bool | None) -> bool | None:
    """Return what the row's column of attendance says, or `default`."""
    said = next((cell.text for cell in row.cells if PRESENCE_COLUMN.fullmatch(cell.column)), None)
    if said is None:
        return default
    return True if HERE.fullmatch(said) else False if GONE.fullmatch(said) else default


def _with_details(who: Person, cells: Sequence[Cell]) -> Person:
    """Return the person with the role, address, handle and initials that the other cells of the row give."""
    for cell in cells:
        if ROLE_COLUMN.fullmatch(cell.column) and cell.text:
            who = replace(who, role=cell.text)
        elif "@" in cell.text and (contact := person(cell.text, in_list=True)):
            handles = () if contact.email else (contact.name,)
            who = replace(who, email=contact.email or who.email, aliases=(*who.aliases, *handles))
        elif ALIAS_COLUMN.fullmatch(cell.column) and cell.text.strip("@ "):
            who = replace(who, aliases=(*who.aliases, cell.text.strip("@ ")))
    return who


def front_matter_people(fields: Iterable[tuple[str, Sequence[str], int]]) -> list[Person]:
    """Return the people in the fields of the front matter, given as (key in lower case, values, line)."""
    people: list[Person] = []
    for key, values, line in fields:
        lists_people, present = title_status(key.replace("_", " "))
        if key in {"directors", "trustees"}:  # all of them, whether they attended or not
            lists_people = True
        is_role = ROLE_TITLE.fullmatch(key) is not None and key != "minutes"
        if not lists_people and not is_role:
            continue
        entries = [entry for value in values for entry in split_names(value)]
        named = [who for entry in entries if (who := person(entry, in_list=lists_people, line=line, present=present))]
        people += [replace(who, role=key.replace("_", " ")) if is_role and not who.role else who for who in named]
    return people


def _has_organisation(text: str) -> bool:
    """Return whether an entry is "Ana Ruiz, Acme, Spain", and not "Ana, Bob"."""
    parts = [part.strip() for part in text.split(",")]
    return 2 <= len(parts) <= 4 and len(text) < 120 and (" " in parts[0] or len(parts) == 2)


def add_speakers(people: Sequence[Person], speakers: Sequence[tuple[str, int]]) -> tuple[Person, ...]:
    """Return the people and the speakers who are not among them, given as (name, line)."""
    forms = known_as(people)
    added: dict[str, Person] = {}
    handles = _handles_by_initials(name for name, _ in speakers)
    for speaker_said, line in speakers:
        name = speaker_said.replace("_", " ") if JOINED_NAME.fullmatch(speaker_said) else speaker_said
        if name.lower() in forms or forms.get(name.split()[0].lower()) or name.lower() in added:
            continue
        same_initials = handles.get(name, ())
        if len(same_initials) == 1 and is_initials(name):
            handle = same_initials[0]
            added[handle.lower()] = Person(handle, (name,), present=True, line=line)
        else:
            aliases = () if name == speaker_said else (speaker_said,)
            added[name.lower()] = Person(name, aliases, present=True, line=line)
    return merge_people((*people, *added.values()))


def _handles_by_initials(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the handles that are a name without spaces, by its initials: "NW" -> NellWaliczek."""
    handles: dict[str, list[str]] = {}
    for name in names:
        parts = re.findall(r"[A-Z][a-z]+", name)
        if len(parts) > 1 and " " not in name:
            handles.setdefault("".join(part[0] for part in parts), []).append(name)
    return handles
