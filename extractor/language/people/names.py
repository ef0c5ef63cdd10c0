"""Read the names of people as notes write them, with their handles, initials, roles and addresses.

The rules are strict, because a capitalised first word that is mistaken for a person becomes an owner. They are looser
for an entry of a list of people (`in_list`), which may be a nick in lower case or bare initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.common.lazy_regex import expression, sought
from extractor.language.people.name_lists import NEVER_IN_NAMES
from extractor.language.people.roles import OCCUPATION, OFFICE, OFFICER, ROLE_WORDS
from extractor.model import Person

WORD = expression(r"[^\W\d_](?:[^\W\d_]|[-'’.](?=[^\W\d_]))*\.?")
PARTICLES = frozenset(
    "van de von der den la le da das do dos du del della di bin ibn al el ter ten y e st st. san af av zu".split()
)
HANDLE = expression(r"@([A-Za-z0-9][\w.-]{0,38}\w|[A-Za-z0-9])")
NICK = expression(r"[A-Za-z][\w.|^`-]{1,24}")
_CALLED_IN_FULL = expression(r"@(?=[^\W\d_a-z][\w'’-]*\s[^\W\d_a-z])(\w)")  # "@Ana Lopez" is a name and no handle
EMAIL = expression(r"<?(?:mailto:)?([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})>?")
ASIDE = expression(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
TITLE = sought(
    r"(?:\b(?:County|Borough|District|Town|Parish)\s(?=Cllr|Councillor))?"
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Sir|Cllrs?|Councillors?|Ald|Hon|Frau|Herr|Mme|Fr|Hr|Sr|Sgt|Capt|Pastor)\b\.?\s+"
)
# Matched at the start of a text, and of the text in reverse: a search for its end would take quadratic time.
EDGE_BEFORE = expression(r"[\s*†‡•·~_✓✔✅❌✗☑☐🟢🔴\ufe0f>#.,;:&+–—-]*")
EDGE_BEHIND = expression(r"[\s*†‡•·~_✓✔✅❌✗☑☐🟢🔴\ufe0f>#,;:&+–—^-]*")
SEPARATOR = expression(
    r"\s{3,}|\s[-–—|]+\s|\s*[–—|]\s*|\s-(?=[A-Z])|:\s|\s*[;/=]\s*|\s+(?:from|at|of|for|via|aka|as|on|by)\s+"
)
ABSENT = expression(r"\b(?:regrets?|absent|apolog\w+|excused|not (?:present|attending|here)|away|no[ -]show)\b", re.I)

NOT_NAMES = NEVER_IN_NAMES  # the name by which readers import it
# Given names and surnames among NEVER_IN_NAMES, which are allowed in a name of two words.
ALSO_NAMES = frozenset(
    "may april june august will mark jan guest chair school order price young long college page read day king"
    " bishop".split()
)


# Given names that are English words too, where they stand last in a list of people: "Nguyễn Văn An".
LAST_IN_NAMES = frozenset("an do so to on in my he ho it no be me long sang tin hung bin win".split())
_GLUED_INITIAL = expression(r"\b([A-Z]\.)(?=[A-Z]['’a-z][\w'’-]*(?![\w.'’-]*@))")  # "A.Vigrass"
_IN_OFFICE = expression(r"\W*in the (?P<role>chair)\b:?\s+(?=[A-Z])", re.IGNORECASE)  # "In the Chair A. Vigrass"
# "James Bell (JB) Chief Pharmacist": what stands behind the initials is no part of the name.
INITIALS_THEN_ROLE = expression(r"(?P<name>[^(),;:]+)\((?P<initials>[A-Z]{2,4})\)\s+(?P<role>[A-Z][^(),;:]*)")
COLUMN_GAP = "   "  # between a name and the next column, as the readers leave it
MAX_ENTRY = 160  # characters of an entry that may name a person
MAX_NOTE = 8  # words behind a name; more are a sentence that somebody says


def is_name(text: str) -> bool:
    """Whether a text is by its words alone a person's name: "Ana", "Ana Ruiz", "J. van der Berg", "Ann O'Neil"."""
    words = TITLE.sub("", text, count=1).split()
    if not 1 <= len(words) <= 5 or len(text) > 50:
        return False
    alone = len(words) == 1
    whole_words = 0
    for at, word in enumerate(words):
        is_particle = at and word.lower() in PARTICLES and at + 1 < len(words)
        if is_particle or (re.fullmatch(r"[A-Z]\.?", word) and not alone):
            continue
        if not _may_be_in_name(word, alone=alone):
            return False
        whole_words += len(word.rstrip(".")) > 1
    if alone and (len(words[0]) < 2 or words[0].endswith(".") or words[0].isupper()):
        return False
    return whole_words >= 1


def _may_be_in_name(word: str, *, alone: bool) -> bool:
    if word.endswith(("'s", "’s")):  # "Ana's presentation"
        return False
    has_no_case = word.lower() == word.upper()  # Chinese, Arabic, Hebrew
    if not WORD.fullmatch(word) or not (word[0].isupper() or has_no_case or word[:2] in ("d'", "d’", "al", "O'")):
        return False
    lower = word.lower().rstrip(".")
    return lower not in NEVER_IN_NAMES or (not alone and lower in ALSO_NAMES)


def initials_of(name: str) -> str:
    """Return the first letters of the words of a name, as capitals: "AR" for Ana Ruiz."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word and word[0].isalpha()).upper()


def is_initials(text: str) -> bool:
    """Whether a text is two to four letters that start with a capital, with at most one small letter ("McC")."""
    return 2 <= len(text) <= 4 and text.isalpha() and text[0].isupper() and sum(c.islower() for c in text) <= 1


# How somebody took part: "Jo late", "Ana Ruiz via Zoom", "Bob left 8pm".
_COMING = expression(
    r"(?<=\w)\s+(?:late|online|remote(?:ly)?|(?:by|on|via)\s(?:phone|zoom|teams|video)"
    r"|(?:arrived|joined|left)\s(?:late|early|at\s\S+|\d\S*))$",
    re.I,
)


def person(entry: str, *, in_list: bool = False, line: int | None = None, present: bool | None = None) -> Person | None:
    """Return the person whom an entry of a list names, or None.

    Reads "Ana Ruiz (AR, Acme)", "Ana Ruiz, Acme", "Ana Ruiz - Chair", "Ana Ruiz @ana", "Ana Ruiz AR", an address, and
    "AR (Ana Ruiz)", "AR = Ana Ruiz", "@ana (Ana Ruiz)".

    Args:
        entry: the words of the entry.
        in_list: whether it stands in a list of people, so that "ana" or "AR" name a person.
        line: the line of the notes, from 1.
        present: whether the list is of those who were there; "(regrets)" in the entry overrules it.
    """
    entry = _COMING.sub("", _CALLED_IN_FULL.sub(r"\1", entry.strip()))
    if not entry or len(entry) > MAX_ENTRY:
        return None
    office = _IN_OFFICE.match(entry)
    parts = _parts_of(_GLUED_INITIAL.sub(r"\1 ", entry[office.end() :] if office else entry))
    if len(parts.after.split()) > MAX_NOTE:
        return None
    role, parts = _with_role(parts)
    role = role or (office["role"].capitalize() if office else None)
    parts = _with_full_name(parts)
    name, extra = _name_in(parts.before, in_list)
    if not name:
        if not (parts.handles or parts.email) or (parts.before and not in_list):
            return None
        name = parts.handles[0] if parts.handles else (parts.email or "")
    if any(ABSENT.search(words) for words in (*parts.brackets, parts.after)):
        present = False
    return Person(name, _aliases(name, extra, parts), present, _trimmed(role) if role else None, parts.email, line)


class _Parts(NamedTuple):
    """The parts of an entry of a list of people."""

    before: str  # the words before the first separator, where the name stands
    after: str  # the words behind it
    brackets: Sequence[str]  # the words in brackets
    handles: Sequence[str]
    initials: Sequence[str]  # given beside the full name
    email: str | None
    in_columns: bool = False  # the words behind the name stand in the next column


def _parts_of(entry: str) -> _Parts:
    """Take an entry apart: "SO - Steve Olson (Acme) @steve"."""
    entry = _without_gap(entry)
    has_columns = COLUMN_GAP in entry
    email = None
    if match := EMAIL.search(entry):
        email = match[1]
        entry = f"{entry[: match.start()]} {entry[match.end() :]}"
    if match := INITIALS_THEN_ROLE.fullmatch(entry):
        entry = f"{match['name']} ({match['initials']}), {match['role']}"
    brackets = [words.strip() for words in ASIDE.findall(entry)]
    entry = ASIDE.sub(" ", entry)
    handles = [match[1] for match in HANDLE.finditer(entry)]
    entry = HANDLE.sub(" ", entry)
    if not has_columns:
        entry = " ".join(entry.split())  # what was taken out leaves blanks, which are no gap between columns
    before, after = _parted(_trimmed(entry))
    initials = []
    if is_initials(before) and after:
        name, rest = _parted(_trimmed(after))
        if initials_of(name)[:1] == before[0]:  # "SO - Steve Olson"
            initials, before, after = [before], name, rest
    return _Parts(before, after, brackets, handles, initials, email, has_columns)


def _without_gap(entry: str) -> str:
    """Return an entry with single spaces, unless a role follows its name in the next column: "Ana Ruiz   Teacher"."""
    name, gap, beside = entry.partition(COLUMN_GAP)
    is_role = OCCUPATION.search(ASIDE.sub("", beside).strip()) or ROLE_WORDS.search(beside)
    return entry if gap and len(name.split()) >= 2 and is_role else " ".join(entry.split())


def _with_role(parts: _Parts) -> tuple[str | None, _Parts]:
    """Return the role that an entry gives, and the parts without a role that stands first: "Chair: Ana"."""
    if parts.after and ROLE_WORDS.fullmatch(parts.before):
        before, after = _parted(_trimmed(parts.after))
        return parts.before, parts._replace(before=before, after=after)
    notes = (parts.after, *parts.brackets)
    role = next((words for words in notes if words and len(words) < 40 and ROLE_WORDS.search(words)), None)
    if parts.in_columns and parts.after:
        words = len(parts.after.split())
        if role in parts.brackets and words <= 3:
            role = f"{parts.after}, {role}"  # "Helen Achterberg   SENCo (chair and notes)"
        elif role is None and words <= 4 and OCCUPATION.search(parts.after):
            role = parts.after
    return role, parts


def _with_full_name(parts: _Parts) -> _Parts:
    """Put the full name first where it stands in brackets: "AR (Ana Ruiz)", "@ana (Ana Ruiz)"."""
    full = next((words for words in parts.brackets if is_name(words) and " " in words), "")
    before = parts.before
    if full and (not before if parts.handles else before.isupper() and before == initials_of(full)):
        return parts._replace(before=full, initials=[before, *parts.initials])
    return parts


def _aliases(name: str, extra: Sequence[str], parts: _Parts) -> tuple[str, ...]:
    """Return the other forms of a name that its entry gives; `extra` are the words behind the name."""
    aliases = [*parts.initials, *parts.handles]
    aliases += [match[1] for words in parts.brackets for match in HANDLE.finditer(words)]
    aliases += [word for word in extra if is_initials(word) or "_" in word]
    in_brackets = [word for words in parts.brackets for word in re.split(r"[,;/]\s*", words)]
    aliases += [word for word in in_brackets if _is_alias(word.strip(), name)]
    return tuple(dict.fromkeys(alias.strip() for alias in aliases if alias.strip() and alias.strip() != name))


def split_names(text: str) -> list[str]:
    """Split a list of people on one line at semicolons, else at commas and "and", but never inside brackets."""
    outside = _outside(text)
    if len(re.findall(r"\w,\w", outside)) >= 2 and re.search(r",\s", outside):  # "Ruiz,Ana, Lee,Bob"
        return [" ".join(reversed(part.split(","))) for part in re.split(r",\s+|;\s*", outside) if part.strip()]
    if len(handles := re.findall(r"(?:^|\s)@(?=\w)", outside)) > 1 and outside.count(",") < len(handles) - 1:
        text = re.sub(r"(?<=\S)\s+(?=@\w)", ", ", text)  # "@Ana Lopez @Tom Ray"
    separators = ";" if re.search(r";\s", outside) else ",、"
    if separators == ";":
        groups = re.split(r";\s*", text)
        return [entry for group in groups for entry in (split_names(group) if _is_list(group) else [group])]
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth <= 0 and character in separators:
            parts.append(text[start:at])
            start = at + 1
            depth = 0
    parts.append(text[start:])
    return [
        piece
        for part in parts
        for piece in re.split(r"\s+(?:and|&|\+|~)\s+|^\s*and\s+|\s*\|\s*", part)
        if piece.strip()
    ]


def _is_list(group: str) -> bool:
    """Whether a group is a list of names: "Ana Ruiz, Bob Lee (Acme)", "Ana, Bob", but not "Ana Ruiz, Acme"."""
    parts = [part.strip() for part in _outside(group).split(",") if part.strip()]
    if len(parts) != 2:
        return len(parts) > 2
    first, second = parts
    if OFFICE.search(second):
        return False  # "Dev Patel, Town Planner"
    return is_name(second) and is_name(first) and (" " in first) == (" " in second)


def known_as(people: Iterable[Person]) -> dict[str, Person | None]:
    """Map each form of a name, in lower case, to its person, or to None where two people share it."""
    forms: dict[str, Person | None] = {}
    for who in people:
        words = who.name.split()
        own_forms = {who.name, *who.aliases, words[0]}
        if len(words) > 1:
            own_forms |= {initials_of(who.name), words[-1]}
        for form in {form.lower() for form in own_forms}:
            forms[form] = None if form in forms else who
    return forms


def _outside(text: str) -> str:
    return ASIDE.sub(" ", text)


def end_of(pattern: re.Pattern[str], text: str) -> int:
    """Return where a pattern that matches at the start of any text ends."""
    match = pattern.match(text)
    return match.end() if match else 0


def _trimmed(text: str) -> str:
    """Remove bullets, marks and stops around a text, and "Mr" before a full name."""
    for _ in range(3):
        text = text[end_of(EDGE_BEFORE, text) :]
        text = text[: len(text) - end_of(EDGE_BEHIND, text[::-1])]
    if len(text) > 4 and text.endswith(".") and not re.search(r"\b\w\.$", text):
        text = text[:-1].rstrip()
    bare = TITLE.sub("", text, count=1)
    words = bare.split()
    return text if len(words) < 2 or len(words[0].rstrip(".")) < 2 else bare


def _parted(text: str) -> tuple[str, str]:
    """Split a text at its first comma, dash, colon, slash or "of"."""
    match = SEPARATOR.search(text)
    comma = text.find(",")
    if comma >= 0 and (not match or comma < match.start()):
        return _trimmed(text[:comma]), text[comma + 1 :].strip()
    if match and match.start():
        return _trimmed(text[: match.start()]), text[match.end() :].strip()
    return text, ""


def _name_in(text: str, in_list: bool) -> tuple[str, list[str]]:
    """Return the name that a text is or begins with, or "", and the words behind it."""
    words = text.split()
    if len(words) > 2 and is_initials(words[-1]) and words[-1].isupper():
        name = " ".join(words[:-1])
        if initials_of(name) == words[-1]:  # "Ana Ruiz AR"
            return (name, words[-1:]) if is_name(name) else ("", [])
    if is_name(text) or (in_list and _ends_in_given_name(words)) or is_officer(text):
        return text, []
    for end in range(min(4, len(words) - 1), 1, -1):  # "Xin Qiu J&J", "Ana Ruiz joined at 10"
        if is_name(" ".join(words[:end])) and words[end].lower() not in PARTICLES:
            return " ".join(words[:end]), words[end:]
    return _listed_name(text, words) if in_list else ("", [])


def _ends_in_given_name(words: Sequence[str]) -> bool:
    """Whether words are a name whose last part is an English word, too: "Nguyễn Văn An", "Tran Do"."""
    return (
        2 <= len(words) <= 4
        and words[-1].istitle()
        and words[-1].lower() in LAST_IN_NAMES
        and is_name(" ".join(words[:-1]))
    )


def is_officer(text: str) -> bool:
    """Whether a text is an office and the surname of who holds it: "City Manager Reed", "Director Olsen"."""
    found = OFFICER.fullmatch(text)
    return found is not None and is_name(found["name"])


def _listed_name(text: str, words: list[str]) -> tuple[str, list[str]]:
    """Return what counts as a name in a list of people only: initials, a nick, a name in lower case."""
    if is_initials(text):
        return text, []
    if len(words) == 1 and NICK.fullmatch(text) and text.lower() not in NEVER_IN_NAMES:
        return text, []
    if len(words) == 2 and all(word.isalpha() and word.lower() not in NEVER_IN_NAMES for word in words):
        return text, []  # typed without capitals, "ana ruiz"
    if len(words) >= 2 and is_name(words[0]) and re.match(r"(?:joined|left|late|online|remote|phone|\d)", words[1]):
        return words[0], words[1:]
    return "", []


def _is_alias(word: str, name: str) -> bool:
    """Whether a word in brackets is another form of the name before it: its initials, or a nick made from it."""
    if not word or " " in word or word.lower() in NEVER_IN_NAMES or ROLE_WORDS.search(word):
        return False
    initials = initials_of(name)
    if is_initials(word):
        capitals = "".join(letter for letter in word if letter.isupper())
        return (
            initials.startswith(capitals[:2])
            or capitals[0] == name[0].upper() == capitals[0]
            or (len(capitals) > 1 and initials.endswith(capitals))  # "Ward Sister Mo Cole (MC)"
        )
    if not NICK.fullmatch(word):
        return False
    if word.upper() == initials and len(word) > 1:
        return True
    return word.islower() and any(part[:3] in word for part in re.split(r"\W+", name.lower()) if len(part) >= 3)
