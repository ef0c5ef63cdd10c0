"""Owners: the words "she", "@bob", "SL", "the chairs" and the people in the room, to persons.

A Roster knows the people whom the notes name and answers two questions: where does a text name somebody (`spans`), and
whom do these words mean (`resolve`). It never guesses: words that could mean two people stay words, and a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, TypeVar

from extractor import patterns
from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.common.resources import text_of
from extractor.model import Block, Kind, Person

T = TypeVar("T")

# Words for everybody present: one owner, "all" (DESIGN.md section 4).
EVERYBODY = frozenset(
    phrase.strip()
    for phrase in """
    all, everyone, everybody, we, us, both, team, group, everyone's, y'all, ya'll, folks, we all, all of us, the team,
    whole team, the whole team, the group, all members, all of you, entire team, the entire team, all team members,
    team members, all participants, all attendees, you all, whole group, the whole group, each member, everyone else,
    each team member
    """.split(",")
)
NOBODY = frozenset(
    phrase.strip()
    for phrase in """
    none, nobody, noone, no one, tbd, tbc, tba, n/a, na, unassigned, ?, ??, ???, -, --, —, –, x, unknown, open, someone,
    somebody, anyone, anybody, to be decided, no owner, no owner yet, nobody yet, owner?, needs owner, owner needed,
    volunteer, volunteers, a volunteer
    """.split(",")
)

# First names that a short form does not begin: the form, then the names.
NICKNAMES = {
    line.split()[0]: tuple(line.split()[1:])
    for line in """
    mike michael; bob robert; rob robert; bobby robert; bill william; billy william; will william; liam william
    dave david; jim james; jimmy james; jamie james; jack john; johnny john; jon jonathan; tony anthony antony
    dick richard; rick richard frederick; rich richard; ricky richard; ted edward theodore; ed edward edmund; ned edward
    joe joseph; joey joseph; tom thomas; tommy thomas; steve stephen steven; chris christopher christine christian
    kate katherine catherine kathryn; kathy katherine catherine; katie katherine catherine; cathy catherine
    liz elizabeth; beth elizabeth; lisa elizabeth; betty elizabeth; peggy margaret; meg margaret; maggie margaret
    sue susan; peter pete; alex alexander alexandra alexandre aleksandr; sasha alexander alexandra; sandy alexander
    nick nicholas nicolas nikolas; andy andrew andreas; drew andrew; greg gregory; jeff jeffrey geoffrey; geoff geoffrey
    matt matthew matthias; mat matthew; larry lawrence laurence; hank henry; harry henry harold; charlie charles
    chuck charles; ben benjamin; dan daniel; danny daniel; sam samuel samantha; pat patrick patricia; patty patricia
    ron ronald; don donald; ken kenneth; tim timothy; vicky victoria; vic victor; becky rebecca; debbie deborah
    jenny jennifer; jen jennifer; cindy cynthia; nate nathan nathaniel; gabe gabriel; josh joshua; zach zachary
    zack zachary; phil philip phillip; jerry gerald jerome jeremy; gerry gerald gerard; ray raymond; max maximilian
    fred frederick alfred; al albert alan alfred; bert albert robert; marty martin; lou louis; abby abigail
    """.replace("\n", ";").split(";")
    if line.split()
}

# Given names that are words as well: "Mark Gisi" is somebody, "Connect Xray" is not.
GIVEN_NAMES = frozenset(
    """
    mark will bill max rob bob grant frank jack pat sue grace hope joy art chase drew dean gene glen lance miles ray
    rich skip wade ward may june april august dawn rose ruby crystal ivy olive summer autumn faith charity amber
    jade pearl robin carol penny tad sandy cliff clay heath rod nick josh jay guy earl duke king prince major page
    sterling chip chuck buddy harry tom dan ben sam matt pete peter alan ken tim jo van jose ana ali kim lee
    """.split()
)

# Roles and bodies that can own work, as notes name them: with or without "the", in the plural too.
ROLE = expression(
    r"""(?: the\ | our\ )? (?: \d{4}\ )? (?: (?-i:[A-Z])[\w&/-]*\ | (?:vice|co|deputy|acting
        |executive|general|project|program
        |programme|product|technical|tech
        |release|community|events?|social|media|finance|marketing|design|core|dev|docs?|legal|security|infrastructure
            |infra|web|outreach
        |membership|editorial|steering|governing|working|support|engineering|qa|test|testing|research|backend
            |frontend|front-end|back-end)[ -] ){0,3}
        (?: chair(?:s|man|men|woman|person|persons)? | co-?chairs? | secretar(?:y|ies) | treasurer s? | president
            | vice-president | vp | scribe s? | editor s?
        | facilitator s? | moderator s? | host s? | organi[sz]er s? | coordinator s? | manager s? | director s?
            | officer s? | lead s? | leader s? | captain
        | maintainer s? | committer s? | author s? | reviewer s? | champion s? | shepherd s? | liaison s? | admin s?
            | administrator s? | webmaster | clerk | trustees
        | committee s? | subcommittee | board | council | team s? | group s? | wg s? | sig s? | tsc | tac | tc | pmc
            | cpc | staff | secretariat | office
        | member s? | attendees | participants | developer s? | dev s? | engineers | student s? | mentor s?
            | mentee s? | intern s? | volunteer s? | delegates
        | representative s? | reps? | project s? | pi s? | supervisor s? | tutor | instructor s? | ta s? | tester s?
            | designer s? | analyst s? | architect s? | programmer s? | pm s? | speaker s? | presenter s? | po
            | scrum\ master | product\ owner )
        (?! [\w'’] )""",
    re.VERBOSE | re.IGNORECASE,
)

# Capitalised words that open sentences or headings in notes and are never somebody.
_NOT_NAMES = frozenset(
    """
    a about account action actions add added adding after again agenda agree agreed ai all also although an and
    announce another any api april apologies are as ask asked at attendees august back based be because before begin
    being best better both bring bug build but by call can change chat check clean close closed code comment
    complete completed consider contact continue could create current currently data date day deadline december
    decide decided decision decisions define demo design develop development did discuss discussed discussion do
    docs does doing done draft due during each either email ensure event events every everyone everybody explore
    fall february feedback few figure file final finalize finally find finish finished first fix follow following
    for friday from future general get give given go going good google great had has have having he hello help here
    hi his hold how however i idea ideas identify if implement implementation important improve in include including
    increase info initial input install integrate investigate is issue issues it item items its january join july
    june just keep last later launch learn let lets like link list look made main maintain make many march may maybe
    meet meeting meetings members merge might minutes monday month more most move much must my name need needed
    needs new next no none not note notes november now october of off old on once one only open or order organize
    other our out over page people per perhaps plan planned planning plans please point possible post pr prepare
    presentation present previous prior progress project proposal propose proposed provide public publish put q
    question questions quick read ready really recap record reach regarding release remaining reminder remove reply
    report request research resolve review revisit run same saturday schedule second see send september set several
    share she should show similar since slides so some someone something soon sort speak start started starting
    status still stop submit suggest suggestion summary sunday support sure take talk task tasks team test testing
    tests thank thanks that the their them then there these they thing think this those though three through
    thursday time to today todo tomorrow topic topics total try tuesday two type under until up update updated
    updates upload use used user users using various version via view wait want was we website wednesday week weekly
    weeks welcome well were what when where whether which while who why will with within without work working works
    would write yes yesterday yet you your status blocked blockers backlog sprint stand standup retrospective
    website app application server client github gitlab slack discord zoom twitter facebook linkedin youtube wiki
    doodle trello jira figma python java javascript linux windows mac android ios docker kubernetes html css json
    phase step part section chapter appendix table figure option priority estimate goal goals objective objectives
    outcome result results risk risks ok okay
    """.split()
)


@cache
def common_words() -> frozenset[str]:
    """Words that meeting notes write in lower case (`training/words.py` collects them): no names when capitalised."""
    return frozenset(text_of("words.txt").split())


_ENDS_AS_NOUN = expression(r"(?:tion|sion|ment|ness|ities|ology|able|ible|ized|ings?)$")
_HANDLE = expression(r"(?<![\w@./])@(?P<handle>[A-Za-z0-9][\w-]*(?:\.[\w-]+)*)(?![\w]*[@])")
_CALLED_OUT = expression(r"@[\w./-]+:?(?: [A-Z][\w.]*){0,2}")  # "@kim", "@Kim Lee"
_TEAM = expression(r"@[\w-]+/[\w-]+")  # a team's handle on GitHub
_SEPARATOR = expression(
    r"\s*(?:,\s*and\b|,\s*&|,|;|/|\+|&|\band\b|\bplus\b|\bwith\b(?=\s+(?:help|input|support)))\s*", re.IGNORECASE
)
_BESIDE = expression(r"\([^)]*\)|~.*$|\d+\s*(?:days?|hours?|hrs?|h)\b.*$")  # what a list of owners says of them
_TITLE = expression(r"^(?:mr|mrs|ms|dr|prof)\.?\s+", re.IGNORECASE)


@remembered
def plain(text: str) -> str:
    """`text` folded for comparison: lower case, no accents, no punctuation but inside words."""
    if "'" in text or "’" in text:
        text = _APOSTROPHE.sub("", text)
    if text.isascii():
        return text.translate(_BLANKED).lower().strip()
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _PUNCTUATION.sub(" ", text).casefold().strip()


_APOSTROPHE = expression(r"(?<=\w)['’](?=\w)")
_PUNCTUATION = expression(r"[^\w\s-]")
_BLANKED = {ord(sign): " " for sign in map(chr, range(128)) if not (sign.isalnum() or sign.isspace() or sign in "_-")}


def _forms(person: Person) -> set[str]:
    """Every form, folded, by which notes may call this person."""
    parts = plain(_TITLE.sub("", person.name)).split()
    forms = {" ".join(parts), "".join(parts)}
    forms.update(plain(alias) for alias in person.aliases)
    forms.update(alias.casefold() for alias in person.aliases)
    if parts:
        forms.add(parts[0])
    if len(parts) > 1:
        first, last = parts[0], parts[-1]
        forms.update(
            (
                last,
                f"{first} {last[0]}",
                f"{first}{last[0]}",
                f"{first} {last}",
                f"{first[0]} {last}",
                f"{first[0]}{last}",
            )
        )
        forms.add("".join(part[0] for part in parts))  # initials
        forms.update(part for part in parts[1:-1] if len(part) > 3)  # "Long", of Duc Long T
        forms.add(first[0] + last[0])
    if "-" in (parts[0] if parts else ""):
        forms.add("".join(piece[0] for piece in parts[0].split("-") if piece) + "".join(part[0] for part in parts[1:]))
    return {form for form in forms if form}


@dataclass(frozen=True)
class Roster:
    """The people whom the notes name, and the words that the notes use in lower case (which are therefore no names)."""

    people: tuple[Person, ...]
    common: frozenset[str] = frozenset()  # words that the notes also write in lower case
    called: Mapping[str, str] = field(default_factory=dict)  # names that stand where owners do, folded: as written

    signed: str | None = None  # who signed the notes

    @cached_property
    def _answers(self) -> dict[tuple[str, str], Any]:
        """Answers about single texts that were found with this roster, by question and text: many are asked twice."""
        return {}

    def once(self, question: str, words: str, ask: Callable[[str], T]) -> T:
        """What `ask` answers about these words, which is asked once: it must depend on them and this roster alone."""
        key = question, words
        if key not in self._answers:
            self._answers[key] = ask(words)
        answer: T = self._answers[key]
        return answer

    @cached_property
    def _by_form(self) -> dict[str, tuple[Person, ...]]:
        table: dict[str, tuple[Person, ...]] = {}
        for person in self.people:
            for form in _forms(person):
                if person not in table.get(form, ()):
                    table[form] = (*table.get(form, ()), person)
        return table

    @cached_property
    def _by_role(self) -> dict[str, tuple[Person, ...]]:
        table: dict[str, tuple[Person, ...]] = {}
        for person in self.people:
            if person.role:
                key = plain(person.role)
                table[key] = (*table.get(key, ()), person)
        return table

    @cached_property
    def _names(self) -> tuple[tuple[Person, list[str]], ...]:
        """The people, each with the folded parts of the name."""
        return tuple((person, parts) for person in self.people if (parts := plain(person.name).split()))

    def known(self, words: str) -> tuple[Person, ...]:
        """The people on the roster whom `words` can mean: none, one, or several who share the form."""
        return self.once("known", words, self._known)

    def _known(self, words: str) -> tuple[Person, ...]:
        folded = plain(_TITLE.sub("", words.strip().lstrip("@"))).rstrip(".")
        found = self._by_form.get(folded) or self._by_form.get(folded.replace(" ", "")) or ()
        if not found and words.strip().lstrip("@")[:1].isupper():
            return self._short(folded)
        if (
            len(folded) <= 3
            and found
            and not words.strip().lstrip("@").isupper()
            and folded not in {plain(a) for p in found for a in p.aliases}
        ):
            # "so" is a word, "SO" is Steve Olson: initials count in capitals, short names as they stand in the name
            found = tuple(p for p in found if folded in plain(p.name).split())
        exact = tuple(person for person in found if plain(person.name) == folded)
        return exact or found

    def _short(self, folded: str) -> tuple[Person, ...]:
        """Whom a short form of a first name means ("Tiff" for Tiffany), where it can be one person only."""
        if len(folded) == 1:
            people = tuple(person for person, parts in self._names if parts[0].startswith(folded))
            return people if len(people) == 1 else ()
        if len(folded) < 3 or " " in folded or (folded in common_words() and folded not in GIVEN_NAMES):
            return ()
        long = NICKNAMES.get(folded, ())
        people = tuple(person for person, parts in self._names if parts[0].startswith(folded) or parts[0] in long)
        if not people and len(folded) == 3:  # "JBR" for Joseph Rickert: the middle name is not on the roster
            ends = [folded[0], folded[2]]
            people = tuple(person for person, parts in self._names if [part[0] for part in parts] == ends)
        return people if len(people) == 1 else ()

    @cached_property
    def author(self) -> str | None:
        """Who wrote the notes, where they say so: "I" outside of speech."""
        if self.signed:
            return self.signed
        writers = [
            person.name
            for person in self.people
            if person.role and re.search(r"author|writer|notes|minutes", person.role, re.I)
        ]
        return writers[0] if len(writers) == 1 else None

    def is_person(self, words: str) -> bool:
        """Whether `words` look like somebody: on the roster, a handle, or a capitalised name that is no common word."""
        stripped = words.strip()
        if not stripped:
            return False
        if any(stripped in person.aliases for person in self.people):
            return True  # a handle as it is written: "miro to set up a poll"
        if self.known(stripped):
            return stripped[0].isupper() or stripped[0] == "@" or stripped.casefold() not in self.common
        if stripped[0] == "@":
            return _CALLED_OUT.fullmatch(stripped) is not None
        return stripped.casefold() in self.called or self.name_shaped(stripped)

    def name_shaped(self, words: str) -> bool:
        """Whether words off the roster have a name's shape: one to three capitalised words, none of them common."""
        parts = re.sub(r"(?<=\w)\.(?=\w)", ". ", _TITLE.sub("", words)).split()
        titled = bool(_TITLE.match(words))
        if not 1 <= len(parts) <= 3:
            return False
        for part in parts:
            bare = part.rstrip(".")
            if len(bare) == 1 and bare.isupper() and part is not parts[0]:
                continue  # "Ramin A"
            if not bare[:1].isupper() or not re.fullmatch(r"[^\W\d_][^\W\d_'’-]*", bare):
                return False
            if titled:
                continue
            word = bare.casefold()
            if word in _NOT_NAMES or word in self.common or (len(parts) == 1 and word in common_words()):
                return False
            if bare is parts[0] and word in common_words() and word not in GIVEN_NAMES:
                return False  # "Connect Xray"
            if bare.isupper() and len(bare) > 3:
                return False
            if len(parts) == 1 and _ENDS_AS_NOUN.search(word):
                return False  # "Continuation", "Onboarding"
            if (
                any(c.isupper() for c in bare[1:-1])
                and not bare.isupper()
                and not re.match(r"(?:Mc|Mac|O['’]|De|La|Le|Di|Van|D['’])", bare)
                and "-" not in bare
            ):
                return False  # GitHub, OpenCue
        return True

    def split(self, words: str) -> tuple[str, ...]:
        """The single owners' words in a list of them: "Tom, Ana and I", "Brian/Jory", "@a @b"."""
        return self.once("split", words, self._split)

    def _split(self, words: str) -> tuple[str, ...]:
        handles = "@" in words
        if (words.endswith("_") and self.known(words)) or (handles and _TEAM.fullmatch(words.strip())):
            return (words.strip(),)  # a nick, and no emphasis
        cleaned = _BESIDE.sub(" ", words).strip(" \t.:;-–—*_[]()")
        if handles and _HANDLE.search(cleaned) and not _SEPARATOR.search(cleaned):
            cleaned = re.sub(r"\s+(?=@)", ", ", cleaned)
        return tuple(
            part.strip(" .:;*_[]()") for part in _SEPARATOR.split(cleaned) if part and part.strip(" .:;*_[]()")
        )

    def resolve(self, words: str, speaker: str | None = None) -> tuple[str, ...]:
        """The owners whom `words` name, each in the fullest form that the notes give; () for nobody.

        `speaker` is whom "I" and "me" mean. Words that could mean several people of the roster stay as written.
        """
        if words.strip(" .*_()[]").casefold() in NOBODY:
            return ()  # "N/A" is not N and A
        owners: list[str] = []
        for said in self.split(words):
            for owner in self._one(said, speaker):
                if owner not in owners:
                    owners.append(owner)
        return tuple(owners)

    def _one(self, said: str, speaker: str | None) -> tuple[str, ...]:
        folded = said.casefold().strip("@ ")
        if folded in NOBODY or folded.strip("?") in {"", "who"} or not folded:
            return ()
        if folded in EVERYBODY or re.sub(r"^the ", "", folded) in EVERYBODY:
            return ("all",)
        if folded in {"i", "me", "myself", "i'll", "my"}:
            speaker = speaker or self.author
            return self.resolve(speaker) if speaker else ()
        people = self.known(said)
        if len(people) == 1:
            return (people[0].name,)
        if not people:
            bare = re.sub(r"^(?:the|our)\s+", "", said, flags=re.IGNORECASE)
            holders = self._by_role.get(plain(bare), ()) or tuple(
                person
                for person in self.people
                if person.role and ROLE.fullmatch(bare) and _is_called(plain(person.role).split(), plain(bare).split())
            )
            if len(holders) == 1:
                return (holders[0].name,)
            if bare != said or ROLE.fullmatch(said):
                return (bare,)
            titled = _TITLE.sub("", said)
            return (self._called_in_full(titled) or titled.lstrip("@"),)
        return (said.lstrip("@"),)

    def _called_in_full(self, said: str) -> str:
        """The one name called out in the notes that `said` is short for ("Tiff": Tiffany, "R": Richel), or ""."""
        folded = plain(said)
        if not said[:1].isupper() or " " in folded or len(folded) == 2 or folded in common_words():
            return ""
        full = {
            name
            for known, name in self.called.items()
            if known != folded and (known.startswith(folded) or known in NICKNAMES.get(folded, ()))
        }
        return full.pop() if len(full) == 1 else ""

    def doubt(self, words: str) -> str | None:
        """A sentence naming the people whom one of `words` could mean, or None when all are clear."""
        for said in self.split(words):
            people = self.known(said)
            if len(people) > 1:
                names = " or ".join(person.name for person in people[:4])
                return f'"{said}" could be {names}'
        return None

    def owners_only(self, words: str) -> bool:
        """Whether `words` are nothing but owners: people, handles, roles, everybody, nobody ("??")."""
        return self.once("owners", words, self._owners_only)

    def _owners_only(self, words: str) -> bool:
        parts = self.split(words)
        if not parts:
            return words.strip(" ()[]") in NOBODY
        owners = [part for part in parts if self._is_owner(part)]
        beside = [part for part in parts if part[0].isupper() and part.casefold() in GIVEN_NAMES]  # "Mark & Jamie"
        return len(parts) <= 10 and bool(owners) and all(part in owners or part in beside for part in parts)

    def _is_owner(self, part: str) -> bool:
        return self.once("owner", part, self._owns)

    def _owns(self, part: str) -> bool:
        folded = part.casefold()
        return folded in EVERYBODY or folded in NOBODY or folded == "i" or self.is_person(part) or is_role(part)


def _is_called(role: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a role can be meant by these words: "PM" or "Dev" for a manager or developer, "company secretary"."""
    if len(said) == 1 < len(role) and said[0] == "".join(word[0] for word in role):
        return True
    short = all(any(word.startswith(part) and len(part) >= 3 for word in role) for part in said)
    return short or set(role) <= set(said)


def is_role(words: str) -> bool:
    """Whether words are a role or a body: "the chairs", "Events team", and not "Work alongside developers"."""
    parts = words.split()
    return 0 < len(parts) <= 4 and ROLE.fullmatch(words) is not None and parts[0].casefold() not in _NOT_ROLES


_NOT_ROLES = frozenset("a an another each some any no every more other new work numbers".split())

_CALLED = expression(
    r"""(?<![\w@/.-])(?P<name>[A-Z][a-z’'-]+|[A-Z]{2,3})\b(?:\ [A-Z][\w.]*)?\s+
        (?:will|said|says|asked|agreed|suggested|mentioned|noted|reported|offered|volunteered|proposed|thinks
            |has\ been|is\ going|was\ going|explained|presented|'ll|’ll)\b""",
    re.VERBOSE,
)


# "Cath: update the page", "The writeup: Cath", "The writeup (Cath)", in two lines or more: somebody who has work
_WORN = expression(
    r"^\W*(?=(?P<name>[A-Z][a-z’'-]+)\s?:\s+\w)|(?<=:\s)(?=(?P<tail>[A-Z][a-z’'-]+)\W*$)|(?<=\()(?=(?P<aside>[A-Z][a-z’'-]+)\)\W*$)"
)
_OFTEN = 2


# Where the lines of a list wear their owners; the lines of one list do it alike.
_NAME = r"(?P<who>@?[^\W\d_][\w'’-]*(?:\ [A-Z][\w'’.-]*)?)"
_BEGIN_LISTS = (
    expression(rf"\W{{0,4}}{_NAME}(?:\s?:|\s[-–—]|\t|\s{{3,}})\s*\w"),
    expression(rf"\W{{0,4}}{_NAME}\s(?:(?:to|will)\s[a-z]|[a-z]+s\s)"),
)
_ENDS_LISTS = expression(rf"(?:[,:]|\s[-–—]|[-=]>|→|[(\[]|\t|\s{{3,}}|\s\.{{3,}}|\sby)\s*{_NAME}[)\]]?\W*$")
_NAMED_IN = 60  # characters from the end of a line in which it names who owns it
_AGREED = 0.6  # of a list's lines


def _named_by_lists(blocks: Sequence[Block], roster: Roster) -> dict[str, str]:
    """The names that the lines of lists of work wear alike, folded: as written ("Cath: ...", "Bo: ...", "Lin: ...")."""
    lists: dict[tuple[object, ...], list[Block]] = {}
    for block in blocks:
        if block.kind in _LINES and not block.roster and "actions" in map(patterns.section_kind, block.section):
            lists.setdefault((block.kind, block.section, block.parent), []).append(block)
    named = _named_below(blocks, roster)
    for lines in lists.values():
        wearings = [[pattern.match(line.text) for line in lines] for pattern in _BEGIN_LISTS]
        wearings.append([_ENDS_LISTS.search(line.text, max(0, len(line.text) - _NAMED_IN)) for line in lines])
        worn = [[found["who"] for found in wearing if found] for wearing in wearings]
        worn.append([line.text[slice(*span)].strip(" :,") for line in lines for span in line.strong[:1]])
        for words in worn:
            names = [name for name in words if roster.known(name) or _may_be_called(name)]
            if len(set(names)) > 1 and len(names) >= _AGREED * len(lines):
                named.update((name.casefold(), name) for name in names)
    return named


def _named_below(blocks: Sequence[Block], roster: Roster) -> dict[str, str]:
    """The names that stand alone under each entry of a list, folded: as written ("- Data dictionary", below "Dan")."""
    below: dict[int, list[str]] = {}
    for block in blocks:
        if block.parent is not None:
            below.setdefault(block.parent, []).append(block.text)
    lists: dict[tuple[object, ...], list[int]] = {}
    for index, block in enumerate(blocks):
        if block.kind in _LINES and not block.roster:
            lists.setdefault((block.section, block.parent), []).append(index)
    named: dict[str, str] = {}
    for entries in lists.values():
        alone = [below[index][0] for index in entries if len(below.get(index, ())) == 1]
        names = {words for words in alone if roster.name_shaped(words)}
        if len(names) >= 3 and len(names) >= _AGREED * len(entries):
            named.update((name.casefold(), name) for name in names)
    return named


_LINES = frozenset({Kind.BULLET, Kind.BOX, Kind.PARAGRAPH})


def _may_be_called(words: str) -> bool:
    """Whether words could be somebody's name, however they are written: no word that notes use otherwise."""
    return all(
        part.isalpha()
        and len(part) > 1
        and part.casefold() not in _NOT_NAMES | NOBODY
        and part.casefold() not in common_words() - GIVEN_NAMES
        and not _ENDS_AS_NOUN.search(part)
        for part in words.lstrip("@").split()
    )


_WRITTEN = expression(r"(?<![\w@/.-])[^\W\d_][\w’'-]*")


def learn(blocks: Sequence[Block], people: Iterable[Person]) -> Roster:
    """The roster of these notes: their people, the words they write in lower case, the names they call out."""
    small: list[str] = []
    capitalised: list[str] = []
    called: Counter[str] = Counter()
    for block in blocks:
        words = _WRITTEN.findall(block.text)
        small += [word.casefold() for word in words if word[0].islower()]
        if block.kind is not Kind.HEADING:
            inside = words[1:] if words and block.text.startswith(words[0]) else words  # all but the one that opens it
            capitalised += [word.casefold() for word in inside if not word[0].islower()]
        called.update({found["name"]: _OFTEN for found in _CALLED.finditer(block.text)})
        if block.kind is not Kind.TURN and (":" in block.text or "(" in block.text):
            called.update(found["name"] or found["tail"] or found["aside"] for found in _WORN.finditer(block.text))
    signed = _signature(blocks, people := tuple(people))
    lower, upper = Counter(small), Counter(capitalised)
    names = {part for person in people for part in plain(person.name).split()} - common_words()  # "bob to call Ana"
    common = frozenset(word for word, count in lower.items() if count > upper[word] or count > 2) - names
    roster = Roster(people, common)
    often = {name.casefold(): name for name, count in called.items() if count >= _OFTEN and roster.name_shaped(name)}
    return Roster(people, common, _named_by_lists(blocks, roster) | often, signed)


def _signature(blocks: Sequence[Block], people: tuple[Person, ...]) -> str | None:
    """Who signed the notes: a last line that is one person of the roster and nothing else ("-- Tom")."""
    last = next((block for block in reversed(blocks) if re.search(r"\w", block.text)), None)
    if last is None or last.roster or len(last.text.split()) > 5 or last.kind is not Kind.PARAGRAPH:
        return None
    words = re.sub(r"(?i)^\W*(?:best|cheers|thanks|regards|yours|signed)?\W*", "", last.text).strip(" .")
    found = Roster(people).known(words)
    return found[0].name if len(found) == 1 else None
