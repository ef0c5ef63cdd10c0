"""Look up which people of the notes words mean: "Ana", "@bob", "SL", "the chairs".

A Roster never guesses: words that could mean two people stay as written, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from extractor.common.lazy_regex import expression, sought
from extractor.language.people.name_lists import (
    ENDS_AS_NOUN,
    EVERYBODY,
    GIVEN_NAMES,
    NICKNAMES,
    NOBODY,
    NOT_NAMES,
    common_words,
    fold_name,
)
from extractor.language.people.names import PARTICLES
from extractor.language.people.roles import OCCUPATION, RECIPIENT, ROLE_WORDS, is_role, is_written_as_role
from extractor.language.people.writers import Writers
from extractor.model import Person

_HANDLE = expression(r"(?<![\w@./])@(?P<handle>[A-Za-z0-9][\w-]*(?:\.[\w-]+)*)(?![\w]*[@])")
_HANDLE_WITH_NAME = expression(
    rf"@[\w./-]+:?(?:(?: (?:{'|'.join(sorted(PARTICLES))}))* [A-Z][\w.]*){{0,2}}"
)  # "@kim", "@Kim Lee"
_TEAM_HANDLE = expression(r"@[\w-]+/[\w-]+")  # as on GitHub
_SEPARATOR = expression(
    r"\s*(?:,\s*and\b|,\s*&|,|;|/|\+|&|\band\b|\bplus\b|(?:,\s*)?\bwith\b(?=\s+(?:help|input|support|(?-i:[A-Z]))))\s*",
    re.IGNORECASE,
)
_REMARKS = expression(r"\([^)]*\)|~.*$|\d+\s*(?:days?|hours?|hrs?|h)\b.*$")  # behind owners: "Ana (2 days)"
_BOTH = sought(r"^(?:both(?:\sof\s(?:you|them|us))?|you\s(?:two|both|three))\b[\s,–-]*(?=\w)", re.IGNORECASE)
_TITLE = sought(r"^(?:mr|mrs|ms|dr|prof)\.?\s+", re.IGNORECASE)


_ANY_TITLE = (
    "(?:mr|mrs|ms|miss|mx|dr|prof|professor|revd?|sir|dame|lady|cllr|councillor|ald|alderman|hon|fr|hr|sr|sgt|capt|lt|insp"
    "|pc|pcso|herr|frau|mme|mlle)"
)
# What stands before a surname, singly or in a row: "Cllr Mrs Clement", "County Cllr Storey", "Rev. Poe".
_TITLES = sought(
    rf"^(?:(?:(?:county|borough|district|town|parish|city)\s(?=cllr|councillor))?{_ANY_TITLE}\b\.?\s+){{1,3}}",
    re.IGNORECASE,
)
_TITLE_AND_LETTER = sought(rf"(?P<title>{_ANY_TITLE})\.?(?:\s(?P<letter>(?-i:[A-Z]))\.?)?", re.IGNORECASE)
_TOGETHER = sought(r"(?:mr|dr|prof|rev)\.?\s(?:and|&)\s(?:mrs|ms|miss|dr)\.?\s", re.IGNORECASE)
_IDEOGRAPHS = expression(r"[\u3400-\u9fff]{3,4}")
_TITLED_SMALL = expression(r"(?:dr|mr|mrs|ms|miss|prof|rev|sgt|capt)\.?\s[a-z][a-z'’-]{2,15}")


def without_title(name: str) -> str:
    """Return a name without what stands before a surname: "Cllr R. Moore" is "R. Moore"; a title alone stays."""
    return _TITLES.sub("", name) or name


def _forms(person: Person) -> set[str]:
    """Return every form, folded, by which notes may call this person."""
    parts = fold_name(without_title(person.name)).split()
    forms = {" ".join(parts), "".join(parts)}
    forms.update(fold_name(alias) for alias in person.aliases)
    forms.update(alias.casefold() for alias in person.aliases)
    if parts:
        forms.add(parts[0])
    if len(parts) > 1:
        first, last = parts[0], parts[-1]
        forms |= {last, f"{first} {last[0]}", f"{first}{last[0]}", f"{first} {last}"}
        forms.add(" ".join((*(part[0] for part in parts[:-1]), last)))  # "S. M. Tan"
        forms |= {f"{first[0]} {last}", f"{first[0]}{last}", f"{first[0]}{last[0]}"}
        forms.add("".join(part[0] for part in parts))  # initials
        forms.update(part for part in parts[1:-1] if len(part) > 3)  # "Long", of Duc Long T
        forms.update(
            " ".join(parts[at:]) for at in range(1, min(len(parts) - 1, 6))
        )  # "van der Berg", of Dirk van der Berg
        forms.update(" ".join(parts[:at]) for at in range(2, min(len(parts), 6)))  # "Mary Ann", of Mary Ann Cotton
    elif parts and _IDEOGRAPHS.fullmatch(parts[0]):
        forms.add(parts[0][1:])  # the given name, of a name written without a blank: "小明" of 王小明
    if "-" in (parts[0] if parts else ""):  # "JLM" for Jean-Luc Moreau, "M-L" for Mei-Lin
        pieces = [piece[0] for piece in parts[0].split("-") if piece]
        forms.add("".join(pieces) + "".join(part[0] for part in parts[1:]))
        forms.update(("-".join(pieces), "".join(pieces)))
    return {form for form in forms if form}


_ALSO_MONTHS = frozenset({"jan", "april", "june", "august"})  # names where a family name follows
MIN_TAIL, MIN_WITH_TAIL = 5, 9  # letters of the end of a first name that is a short form, and of that name
_LONGEST_START = 24  # letters of a name by whose start it may be called; a longer one is no short form


def _starts(*words: str) -> Iterator[str]:
    """Yield the starts of words, each from its first letter to the whole of it."""
    for word in words:
        for end in range(1, min(len(word), _LONGEST_START) + 1):
            yield word[:end]


_ENDING_IN_S = frozenset("frances hans jules mads miles niles wills gus iris".split())  # given names, no plurals
_SMALL_WORD = expression(r"(?<![\w'’@])[a-z][a-z'’-]*")
_LEAST_SMALL_NAME = 3  # letters of a first name that is known by its letters alone
_ALSO_WORDS = frozenset(
    """
    admin all amber angel april art august autumn bill bob boss bud captain carol chair chance chase chef chip
    christian clay cliff coach dad dale dawn dean destiny doctor don drew eve everyone faith fern forest frank
    gale gene glen grace gran grant gray guest guy harmony hazel heath heather holly hope host iris ivy jack
    jade jay joy june lance lane laurel lee lily louis major manager mark mason max may melody mercy mike miles
    mo moderator mom mum nan nick noble norm nurse office olive operator page participant pat patience pearl peg
    penny prince ray reed rich rob robin rock rose ruby rusty sage sandy secretary sir skip sky sonny speaker
    staff star sterling storm sue summer teacher team teddy the tony tracy treasurer trip ty unknown user victor
    violet wade ward wayne will willow woody
    """.split()
)


@dataclass(frozen=True, eq=False)  # compared by identity, so that a roster can be an argument of a cached function
class Roster:
    """The people whom the notes name, and the words that are no names because the notes write them in lower case."""

    people: tuple[Person, ...]
    common: frozenset[str] = frozenset()  # words that the notes also write in lower case
    called: Mapping[str, str] = field(default_factory=dict)  # names that the notes use as owners; folded -> as written

    wrote: Writers = field(default_factory=Writers)  # who wrote the notes

    @cached_property
    def _by_form(self) -> dict[str, tuple[Person, ...]]:
        table: dict[str, dict[Person, None]] = {}  # dicts for sets that keep their order
        for person in self.people:
            for form in _forms(person):
                table.setdefault(form, {})[person] = None
        return {form: tuple(people) for form, people in table.items()}

    @cached_property
    def _by_role(self) -> dict[str, tuple[Person, ...]]:
        table: dict[str, list[Person]] = {}
        for person in self.people:
            if person.role:
                table.setdefault(_CHAIR.sub("chair", fold_name(person.role)), []).append(person)
        return {role: tuple(people) for role, people in table.items()}

    @cached_property
    def _aliases(self) -> frozenset[str]:
        return frozenset(alias for person in self.people for alias in person.aliases)

    @cached_property
    def _joint(self) -> frozenset[str]:
        """The names of people who are listed as one: "Mr. and Mrs. Lim"."""
        return frozenset(person.name for person in self.people if _TOGETHER.match(person.name))

    @cached_property
    def _by_first_name(self) -> dict[str, list[Person]]:
        """The people by their first names and the starts of these, folded: "tiff", "tiffa" and so on for Tiffany."""
        table: dict[str, list[Person]] = {}
        for person in self.people:
            for start in _starts(*fold_name(person.name).split()[:1]):
                table.setdefault(start, []).append(person)
        return table

    @cached_property
    def _by_tail(self) -> dict[str, list[Person]]:
        """The people with a long first name by its ends of MIN_TAIL letters or more, folded."""
        table: dict[str, list[Person]] = {}
        for person in self.people:
            first = next(iter(fold_name(person.name).split()), "")
            if MIN_WITH_TAIL <= len(first) <= _LONGEST_START:
                for at in range(1, len(first) - MIN_TAIL + 1):
                    table.setdefault(first[at:], []).append(person)
        return table

    @cached_property
    def _by_two_initials(self) -> dict[str, list[Person]]:
        """The people with a name of two words, by the first letters of both."""
        table: dict[str, list[Person]] = {}
        for person in self.people:
            if len(parts := fold_name(person.name).split()) == 2:
                table.setdefault(parts[0][0] + parts[1][0], []).append(person)
        return table

    @cached_property
    def _called_by_start(self) -> dict[str, set[str]]:
        """The folded names in `called`, by their starts."""
        table: dict[str, set[str]] = {}
        for known in self.called:
            for start in _starts(known):
                table.setdefault(start, set()).add(known)
        return table

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The words of the names of the people and of those who are called so, and their other forms, in lower case."""
        words = {
            word.casefold()
            for person in self.people
            for word in (*person.name.split(), *person.aliases)
            if len(word) > 1
        }
        return frozenset(words | {word for name in self.called for word in name.split()})

    @cached_property
    def _small_names(self) -> frozenset[str]:
        """The first names that stand in lower case in the notes or may do so, and are no other words."""
        called = {folded for folded, name in self.called.items() if name.islower()}
        first = {person.name.split()[0].casefold() for person in self.people if person.name}
        return frozenset(called | {name for name in first - _ALSO_WORDS if len(name) >= _LEAST_SMALL_NAME})

    def with_capitals(self, text: str) -> str:
        """Return a text of talk with a capital for each name in lower case, as the parser expects it; offsets stay.

        Chats and captions that a machine made have none: "okay so maria will send it".
        """
        if self._small_names.isdisjoint(_SMALL_WORD.findall(text)):
            return text
        return _SMALL_WORD.sub(
            lambda word: (
                word.group().capitalize() if word.group() == "i" or word.group() in self._small_names else word.group()
            ),
            text,
        )

    def known(self, words: str) -> tuple[Person, ...]:
        """Return the people on the roster whom words can mean: none, one, or several who share the form."""
        return _known(self, words)

    def _find(self, words: str) -> tuple[Person, ...]:
        bare = words.strip().lstrip("@")
        folded = " ".join(fold_name(_TITLES.sub("", bare)).rstrip(".").split())  # "S. M. Tan"
        people = self._by_form.get(folded) or self._by_form.get(folded.replace(" ", "")) or ()
        if not people and bare[:1].isupper():
            return self._find_titled(bare) or self._find_short(folded)
        aliases = (fold_name(alias) for person in people for alias in person.aliases)
        has_case = bare.lower() != bare.upper()
        if len(folded) <= 3 and has_case and not bare.isupper() and folded not in aliases:
            # "so" is a word, "SO" is Steve Olson: initials count in capitals, short names as they stand in the name
            people = tuple(person for person in people if folded in fold_name(person.name).split())
        exact = tuple(person for person in people if fold_name(person.name) == folded)
        return exact or people

    def _find_titled(self, bare: str) -> tuple[Person, ...]:
        """Return the only person whom a title and a letter can mean ("Mr K.", "Sr"), or ()."""
        found = _TITLE_AND_LETTER.fullmatch(bare)
        if found is None:
            return ()
        title, letter = found["title"].casefold(), (found["letter"] or "").casefold()
        named = [(fold_name(person.name).replace(".", "").split(), person) for person in self.people]
        people = [one for words, one in named if words and words[0] == title and words[-1].startswith(letter)]
        if not people and letter:  # the list of people has no titles
            people = [one for words, one in named if len(words) > 1 and words[-1].startswith(letter)]
        return tuple(people) if len(people) == 1 else ()

    def _find_short(self, folded: str) -> tuple[Person, ...]:
        """Return the only person whom a short form of a first name can mean ("Tiff" for Tiffany), or ()."""
        if len(folded) == 1:
            people = self._by_first_name.get(folded, ())
            return tuple(people) if len(people) == 1 else ()
        is_word = folded in common_words() and folded not in GIVEN_NAMES and folded not in NICKNAMES
        if len(folded) < 3 or " " in folded or is_word:
            return ()
        named = dict.fromkeys(self._by_first_name.get(folded, ()))
        for full in NICKNAMES.get(folded, ()):
            people = self._by_first_name.get(full, ())
            named.update(dict.fromkeys(person for person in people if fold_name(person.name).split()[0] == full))
        if not named and len(folded) >= MIN_TAIL:  # "Emeka" for Chukwuemeka
            named.update(dict.fromkeys(self._by_tail.get(folded, ())))
        if not named and len(folded) == 3:  # "JBR" for Joseph Rickert: the middle name is not on the roster
            named = dict.fromkeys(self._by_two_initials.get(folded[0] + folded[2], ()))
        return tuple(named) if len(named) == 1 else ()

    @cached_property
    def recipient(self) -> str | None:
        """Whom "you" means in a mail to one person."""
        return next((person.name for person in self.people if person.role == RECIPIENT), None)

    @cached_property
    def author(self) -> str | None:
        """The writer of the notes, whom "I" means outside of speech; None where they do not say."""
        if self.wrote.main:
            return self.wrote.main
        writers = [
            person.name
            for person in self.people
            if person.role and re.search(r"author|writer|notes|(?<!\d )minutes|minuting", person.role, re.I)
        ]
        return writers[0] if len(writers) == 1 else None

    def is_person(self, words: str) -> bool:
        """Whether words name a person: on the roster, a handle, or a capitalised name that is no common word."""
        stripped = words.strip()
        if not stripped:
            return False
        if stripped in self._aliases:
            return True  # a handle as it is written: "miro to set up a poll"
        if self.known(stripped):
            return stripped[0].isupper() or stripped[0] == "@" or stripped.casefold() not in self.common
        if _TITLED_SMALL.fullmatch(stripped):
            return True  # "dr petrou"
        if stripped[0] == "@":
            return _HANDLE_WITH_NAME.fullmatch(stripped) is not None
        return stripped.casefold() in self.called or self.name_shaped(stripped)

    def name_shaped(self, words: str) -> bool:
        """Whether words off the roster look like a name: one to three capitalised words, none of them common.

        Particles between them do not count: "Wim de Boer", "Mies van der Rohe".
        """
        said = re.sub(r"(?<=\w)\.(?=\w)", ". ", _TITLE.sub("", words)).split()
        parts = [part for at, part in enumerate(said) if not (0 < at < len(said) - 1 and part in PARTICLES)]
        if not 1 <= len(parts) <= 3:
            return False
        titled = _TITLE.match(words) is not None
        for at, part in enumerate(parts):
            word = part.rstrip(".")
            if at and len(word) == 1 and word.isupper():
                continue  # "Ramin A"
            if not word[:1].isupper() or not re.fullmatch(r"[^\W\d_][^\W\d_'’-]*", word):
                return False
            first = at == 0 and not part.endswith(".")  # "Alex. Stone" begins with a short form
            if not titled and (self._is_common(word, first=first, alone=len(parts) == 1) or _is_product(word)):
                return False
        return True

    def _is_common(self, word: str, *, first: bool, alone: bool) -> bool:
        """Whether a capitalised word is no name at its place among the words."""
        folded = word.casefold()
        if folded in _ALSO_MONTHS and not alone:
            return False  # "Jan van Dijk"
        if folded in NOT_NAMES or folded in self.common:
            return True
        if alone and (folded in common_words() or ENDS_AS_NOUN.search(folded)):
            return True  # "Continuation", "Onboarding"
        if (
            alone
            and folded.endswith("s")
            and folded[:-1] in common_words()
            and folded not in _ENDING_IN_S | GIVEN_NAMES
        ):
            return True  # "Vans: the MOT runs out"
        return first and folded in common_words() and folded not in GIVEN_NAMES  # "Connect Xray"

    def split(self, words: str) -> tuple[str, ...]:
        """Split a list of owners into the words of each: "Tom, Ana and I", "Brian/Jory", "@a @b"."""
        return _split(self, words)

    def _split_owners(self, words: str) -> tuple[str, ...]:
        handles = "@" in words
        if words.strip() in self._joint:
            return (words.strip(),)  # "Mr. and Mrs. Lim" speak as one
        if (words.endswith("_") and self.known(words)) or (handles and _TEAM_HANDLE.fullmatch(words.strip())):
            return (words.strip(),)  # "sgp_" is a nick, not emphasis
        cleaned = _BOTH.sub("", _REMARKS.sub(" ", words).strip(" \t.:;-–—*_[]()"))
        if handles and _HANDLE.search(cleaned) and not _SEPARATOR.search(cleaned):
            cleaned = re.sub(r"\s+(?=@)", ", ", cleaned)
        parts = (part.strip(" .:;*_[]()") for part in _SEPARATOR.split(cleaned))
        return tuple(part for part in parts if part and part.casefold() not in _NOT_OWNERS)

    def resolve(self, words: str, speaker: str | None = None) -> tuple[str, ...]:
        """Return the owners whom words name, each in the fullest form that the notes give; () for nobody.

        Words that could mean several people of the roster stay as written.

        Args:
            words: a list of owners.
            speaker: the person whom "I" and "me" mean; None for the writer of the notes.
        """
        if words.strip(" .*_()[]").casefold() in NOBODY:
            return ()  # "N/A" is not N and A
        owners: list[str] = []
        for said in self.split(words):
            for owner in self._resolve_one(said, speaker):
                if owner not in owners:
                    owners.append(owner)
        return tuple(owners)

    def _resolve_one(self, said: str, speaker: str | None) -> tuple[str, ...]:
        folded = said.casefold().strip("@ ")
        if folded in NOBODY or folded.strip("?") in {"", "who"}:
            return ()
        if folded in EVERYBODY or re.sub(r"^the ", "", folded) in EVERYBODY:
            return ("all",)
        if folded in {"i", "me", "myself", "i'll", "my"}:
            speaker = speaker or self.author
            if speaker:
                return self.resolve(speaker)
            # "I" may be any of several writers, but not in what one voice dictates
            is_writer = (self.wrote.kept or self.wrote.speaks) and (folded in {"me", "myself"} or self.wrote.dictated)
            return ("me",) if is_writer else ()
        people = self.known(said)
        if len(people) == 1:
            return (people[0].name,)
        if people:
            return (said.lstrip("@"),)
        role = re.sub(r"^(?:the|our)\s+", "", said, flags=re.IGNORECASE)
        holders = self._holders(role)
        if len(holders) == 1:
            return (holders[0].name,)
        if role != said or is_written_as_role(said):
            return (role,)
        name = _TITLE.sub("", said)
        return (self._called_in_full(name) or name.lstrip("@"),)

    def _holders(self, role: str) -> tuple[Person, ...]:
        """Return the people who hold a role: "chair", "PM" for the project manager, "Mum" for the mother."""
        return _holders(self, role)

    def _find_holders(self, role: str) -> tuple[Person, ...]:
        said = _KIN.get(fold_name(role), _CHAIR.sub("chair", fold_name(role)))
        if (holders := self._by_role.get(said, ())) and (said != fold_name(role) or _is_held(role)):
            return holders
        if (
            not is_written_as_role(role)
            and not (2 <= len(role) <= 6 and role[:2].isupper())
            and said == fold_name(role)
        ):
            return ()
        return tuple(
            person
            for person in self.people
            if any(
                _is_called(_CHAIR.sub("chair", part).split(), said.split())
                for part in map(fold_name, _PARTS_OF_ROLE.split(person.role or ""))
                if part
            )
        )

    def _called_in_full(self, said: str) -> str:
        """Return the only name of `called` that `said` is short for ("Tiff": Tiffany, "R": Richel), or ""."""
        folded = fold_name(said)
        if not said[:1].isupper() or " " in folded or len(folded) == 2 or folded in common_words():
            return ""
        full = {name for name in NICKNAMES.get(folded, ()) if name in self.called} | self._called_by_start.get(
            folded, set()
        )
        full_names = {self.called[known] for known in full if known != folded}
        return full_names.pop() if len(full_names) == 1 else ""

    def doubt(self, words: str) -> str | None:
        """Return a sentence that names the people whom words could mean, or None when they are clear."""
        for said in self.split(words):
            people = self.known(said)
            if len(people) > 1:
                names = " or ".join(person.name for person in people[:4])
                return f'"{said}" could be {names}'
        return None

    def owners_only(self, words: str) -> bool:
        """Whether words are nothing but owners: people, handles, roles, everybody, nobody ("??")."""
        return _owners_only(self, words)

    def _are_owners(self, words: str) -> bool:
        parts = self.split(words)
        if not parts:
            return words.strip(" ()[]") in NOBODY
        owners = [part for part in parts if _is_owner(self, part)]
        also_names = [part for part in parts if part[0].isupper() and part.casefold() in GIVEN_NAMES]  # "Mark & Jamie"
        return len(parts) <= 10 and bool(owners) and all(part in owners or part in also_names for part in parts)


# The same words are looked up many times in a note: without these caches recap takes a tenth more time.
CACHE_SIZE = 4096


@lru_cache(CACHE_SIZE)
def _known(roster: Roster, words: str) -> tuple[Person, ...]:
    return roster._find(words)


@lru_cache(CACHE_SIZE)
def _holders(roster: Roster, role: str) -> tuple[Person, ...]:
    return roster._find_holders(role)


@lru_cache(CACHE_SIZE)
def _split(roster: Roster, words: str) -> tuple[str, ...]:
    return roster._split_owners(words)


@lru_cache(CACHE_SIZE)
def _owners_only(roster: Roster, words: str) -> bool:
    return roster._are_owners(words)


@lru_cache(CACHE_SIZE)
def _is_owner(roster: Roster, part: str) -> bool:
    folded = part.casefold()
    return folded in EVERYBODY or folded in NOBODY or folded in _WRITER or roster.is_person(part) or is_role(part)


def _is_product(word: str) -> bool:
    """Whether a word has the capitals of a product, an organisation or a shout: "GitHub", "OpenCue", "IMPORTANT"."""
    if word.isupper():
        return len(word) > 3
    inner_capital = any(letter.isupper() for letter in word[1:-1])
    return inner_capital and not re.match(r"(?:Mc|Mac|O['’]|De|La|Le|Di|Van|D['’])", word)


_WRITER = frozenset({"i", "me", "myself"})
_NOT_OWNERS = frozenset({"fyi", "cc"})  # in a list of owners: "[Lars, FYI]"
_KIN = {"mum": "mother", "mom": "mother", "mam": "mother", "dad": "father", "gran": "grandmother", "nan": "grandmother"}
_CHAIR = expression(r"\bchair(?:man|woman|person)\b")  # "the Chairman" where the notes list "J Smith (Chair)"


def _is_held(role: str) -> bool:
    """Whether a person holds a role, which is no department: "Treasurer", and not "Networks" behind a name."""
    return bool(is_written_as_role(role) or ROLE_WORDS.search(role) or OCCUPATION.search(role)) or role.isupper()


_PARTS_OF_ROLE = expression(r"\s*[,/;&]\s*|\s+and\s+")


def _is_called(role: Sequence[str], said: Sequence[str]) -> bool:
    """Whether words can mean a role: "PM" or "Dev" for a manager or developer, "company secretary" for a secretary."""
    if len(said) == 1 < len(role) and said[0] == "".join(word[0] for word in role):
        return True
    shortened = all(any(word.startswith(part) and len(part) >= 3 for word in role) for part in said)
    return shortened or set(role) <= set(said)
