"""The people in the head of office notes, where no usual title announces them.

"On: Dean, Morag", "here delroy xiomara", "Folasade (RP), Ewan, Kit": a line near the top that is names and little else.
Names with their initials in brackets ("Judith Thwaite (JT)", "MK (Manjit Kaur)") count anywhere in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import ENDS_AS_NOUN, GIVEN_NAMES, common_words
from extractor.language.people.names import ABSENT, NOT_NAMES, initials_of, is_name, person
from extractor.model import Block, Kind, Person

HEAD_BLOCKS = 14  # blocks in which people are listed without a usual title
HEAD_LINES = 24

MET_BLOCKS = 2  # blocks at the top in which a line may say with whom somebody met
MAX_MET = 160  # characters of such a line
_MET = expression(
    r"""\b(?:catch[ -]?up|call|chat|meeting|mtg|meet|1:1|one-to-one)\ (?:w/|with)\ ?(?P<who>[A-Z][^:;.()]{1,80}?)
    (?=\ (?:re|about|regarding|at|@|from|on)\b|\ @|\ [–—-]\ |\s*$)""",
    re.VERBOSE,
)
# "1:1 Farah / Joachim 24.10.2025"
_TWO = expression(
    r"""\b(?:1:1|1-2-1|one[ -]to[ -]one|catch[ -]?up|sync)\b:?\ (?P<who>[A-Z][\w'’-]+(?:\ [A-Z][\w'’-]+)?
    \ ?(?:/|&|\+|<>|\band\b|[–—-])\ ?[A-Z][\w'’-]+(?:\ [A-Z][\w'’-]+)?)""",
    re.VERBOSE,
)
# "Phone call with Mum's social worker (Mrs Adeyemi)"
_MET_BY_ROLE = expression(
    r"\b(?:call|chat|meeting|mtg|meet|visit|session)\s(?:w/|with|from|by)\s[^():;]{3,60}\((?P<who>[A-Z][^():;,]{2,40})\)"
)
# What announces those present, with a colon or without; behind it names may be in lower case.
_HERE = expression(
    r"""\W{0,3} (?: here | in | there | present | invited | attending | attended | on | with | us | them | people | crew
      | team | who | staff | in \ the \ (?: room | office | hut ) | around \ the \ table
      | those \ (?: here | there | present )
      | on \ (?: the \ )? (?: call | shift | duty | line ) ) (?: \ today | \ tonight | \ was | \ were )?
      (?P<sign> \s* [:=] \s* | \s{2,} | \s (?=\S) )""",
    re.VERBOSE | re.IGNORECASE,
)
# A line of a mail's head, or one about something else than people.
_OTHER_LABEL = expression(
    r"""\W{0,3} (?: subject | date | sent | time | when | where | place | venue | location | topics? | agenda | re
      | title | tools? | link | links | project | client | product | website | tags? | keywords? | status | type | next
      | goal | goals | outcome | from )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_LABEL = expression(r"(?P<label>[^:,]{2,40}):\s+(?=\S)")
_BORDER = expression(
    r"""\s* (?: [,;] | \s[/|+&—–]\s? | \s{2,} | \s-\s | \band\b(?=\s[A-Za-z]) | (?<=\))\s+(?=[A-Z])
      | (?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bFr)(?<!\bSr)(?<!\bHr)(?<!\bProf)(?<!\bRev)(?<!\bSgt)
        (?<!\bCapt)
        (?<!\b[A-Z]) \.\s+(?=\S) ) \s*""",
    re.VERBOSE,
)
_TITLED = (
    r"(?:mr|mrs|ms|miss|dr|prof|sir|sr|fr|rev|chief|capt|captain|lt|sgt|pc|ff|chef|nurse|sister|pastor|cllr|coach)"
)
_TITLE_FIRST = expression(rf"{_TITLED}\.?\s+(?=\S)", re.IGNORECASE)
_ADDED = expression(
    r"(?<!\W)\W*(?:also|and|plus|with|then|later|remote|remotely|dial(?:ling)? in|new admin)\b:?\s+", re.IGNORECASE
)
_ABSENT_WORDS = expression(
    r"\b(?:off|a/l|leave|holiday|sick|ill|absent|apols?|apologies|regrets|away|ziek|not here|no show)\b", re.IGNORECASE
)
_ASIDE = expression(r"\(([^()]{1,60})\)")
_BELOW_TITLE = 4  # lines in which first names alone may be those who met: "Jo, Stef, Amaan"
_MAX_NAME = 5  # words of a name among others
_NO_NAMES = frozenset("nobody none late me myself us we everyone all others people staff as usual on at say hi".split())
_NOBODY = expression(r"(?i)^(?:me|myself|us|we)$|\b(?:nobody|none|no one)\b|^(?:all|everyone|everybody)\b")
_OPENING = expression(r"^[^\w@(]+")
_SMALL = expression(r"[^\W\d_][\w'’-]{1,15}")

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_SURNAME = rf"(?:(?:van|von|de|der|den|da|di|del|la|le|al|bin|el|te)\s){{0,2}}{_CAPITAL}[\w'’.-]{{0,20}}"
_IN_FULL = expression(
    rf"(?P<name>{_CAPITAL}[\w'’.-]{{1,20}}(?:\s{_SURNAME}){{1,3}})"
    rf"(?:,\s[a-z][a-z ]{{2,30}}|\s[A-Z]{{2,3}})?\s?\((?P<short>{_CAPITAL}[A-Za-z]{{1,3}})\b"
)
_SHORT_FIRST = expression(
    rf"(?<![\w/])(?P<short>[A-Z]{{2,4}})\s?(?:=\s?|\()(?P<name>{_CAPITAL}[\w'’-]{{1,20}}(?:\s{_SURNAME}){{1,2}})"
)


def with_head_people(blocks: Sequence[Block], people: Sequence[Person]) -> tuple[tuple[Block, ...], tuple[Person, ...]]:
    """The blocks, the lines of names in their head marked as a list of people, and the people of these lines."""
    found: list[Person] = []
    marked: list[Block] = []
    for at, block in enumerate(blocks):
        named, alone = _in_block(block, blocks[at + 1 :]) if _in_head(at, block) else ((), False)
        found += named or ((_met_with(block) or _in_brackets(block, blocks[at + 1 :])) if at < MET_BLOCKS else ())
        marked.append(replace(block, roster=True) if alone else block)
        found += _with_initials(block)
    return tuple(marked), tuple(found)


def _met_with(block: Block) -> tuple[Person, ...]:
    """The people in the first line of notes with whom somebody met: "quick catch up w/ Karen, Dev + Steph re it"."""
    match = _MET.search(block.text[:MAX_MET]) or _TWO.search(block.text[:MAX_MET])
    match = match or _MET_BY_ROLE.search(block.text[:MAX_MET])
    names = [name for name in re.split(r"\s?(?:[,&+/–—-]|<>)\s?|\sand\s", match["who"]) if name] if match else []
    if not all(map(is_name, names)) or all(
        _TITLE_FIRST.sub("", name, count=1).split()[0].casefold() in common_words() for name in names
    ):
        return ()
    found = (person(name, in_list=True, line=block.line, present=True) for name in names)
    return tuple(one for one in found if one is not None)


def _in_brackets(block: Block, rest: Sequence[Block]) -> tuple[Person, ...]:
    """The people in brackets or behind a dash at the end of the title of notes.

    "Standup (Zoe, Hamid)", "call (me, their side: Per)", "KITCHEN MTG mon 3/3 - chef, Lu, Benny, Tam (foh)"
    """
    for pattern, least in ((_LAST_BRACKETS, 2), (_LAST_DASH, 3)):
        match = pattern.search(block.text[:MAX_MET])
        entries = _entries(_SIDE.sub(", ", match[1])) if match else []
        entries = [entry for entry in entries if not _NOBODY.search(entry)]
        people = _people_of(entries, block, small=False)
        if len(people) >= max(least, 0.6 * len(entries)) and _recurs(people, rest):
            return people
    return ()


_LAST_BRACKETS = expression(r"\(([^()]{3,120})\)\W*$")
_LAST_DASH = expression(r"\s[-–—]\s{1,3}([^-–—:]{5,120})$")
_SIDE = expression(r"(?:^|[,;])[^,;:()]{2,30}:\s")  # "their side: Karin"


def _spelt_out(words: str, short: str) -> str:
    """The name at the end of some words whose initials these are ("Present Dr Helen Achterberg", HA), or ""."""
    parts = words.split()
    for first in range(len(parts) - 1):
        name = " ".join(parts[first:])
        capitals = initials_of(name)
        whole = short.upper() in {capitals, capitals[:1] + capitals[-1:]} and is_name(name)
        if whole and not _TITLE_FIRST.match(name) and all(_may_be(part) for part in parts[first:]):
            return name
    return ""


def _in_block(block: Block, rest: Sequence[Block]) -> tuple[tuple[Person, ...], bool]:
    """The people whom a block lists, as a whole or in one of its lines, and whether it does nothing else."""
    text = block.cells[1].text if block.kind is Kind.ROW and len(block.cells) > 1 else block.text
    if named := _listed(text, block, rest):
        return named, block.kind is not Kind.HEADING
    starts = [offset for offset, _ in block.lines]
    if len(starts) < 2:
        return (), False
    parts = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return tuple(who for part in parts for who in _listed(part, block, rest)), False


def _in_head(at: int, block: Block) -> bool:
    return at < HEAD_BLOCKS and block.line <= HEAD_LINES and not block.roster and len(block.text) < 400


def _with_initials(block: Block) -> Iterator[Person]:
    """Everybody whose initials stand beside the full name."""
    if "(" not in block.text and "=" not in block.text:
        return
    for pattern in (_IN_FULL, _SHORT_FIRST):
        for found in pattern.finditer(block.text):
            if name := _spelt_out(found["name"], found["short"]):
                yield Person(name, (found["short"],), line=block.line_at(found.start()))


def _listed(text: str, block: Block, rest: Sequence[Block]) -> tuple[Person, ...]:
    """The people of a line that lists them, () where it is none."""
    text = _OPENING.sub("", text)
    if not text or _OTHER_LABEL.match(text):
        return ()
    here = _HERE.match(text)
    label = None if here else _LABEL.match(text)
    words = text[here.end() :] if here else text[label.end() :] if label else text
    entries = _entries(words)
    titled = sum(bool(_TITLE_FIRST.match(entry)) for entry in entries) >= 2
    small = here is not None or titled
    entries = [part for entry in entries for part in _apart(entry, rest, listed=here is not None)]
    entries = [entry for entry in entries if not _NOBODY.search(entry)]
    people = _people_of(entries, block, small=small)
    share = len(people) / max(1, len(entries))
    if here is not None and ":" in here["sign"]:
        return people if people and share >= 0.6 else ()
    if len(people) < (2 if label else 3) or share < 0.7:
        return ()
    sure = any("(" in entry for entry in entries) or any(" " in who.name for who in people) or titled
    below_title = block.line <= _BELOW_TITLE and not label and len(people) == len(entries)
    if below_title and not sure and not here:
        return people if _recurs(people, rest, least=max(2, len(people) // 2)) else ()
    return people if (sure or here) and _recurs(people, rest) else ()


def _people_of(entries: Sequence[str], block: Block, *, small: bool) -> tuple[Person, ...]:
    """The people of the entries of a list."""
    named = [_entry(entry, block, small=small) for entry in entries]
    if 2 * sum(who is not None for who in named) > len(named):  # among names "Kit" is one, too
        named = [who or _odd(entry, block) for who, entry in zip(named, entries, strict=True)]
    return tuple(who for who in named if who is not None)


def _odd(entry: str, block: Block) -> Person | None:
    """A name that is a word elsewhere, as notes list it among names."""
    words = _ASIDE.sub(" ", entry).strip(" .-–")
    is_short = words.isupper() and 1 < len(words) < 4 and words.lower() not in common_words()  # "RT"
    alone = words.isalpha() and (words.istitle() or is_short) and words.lower() not in NOT_NAMES | _NO_NAMES
    return Person(words, (), True, None, None, block.line) if alone else None


def _apart(entry: str, rest: Sequence[Block], *, listed: bool) -> tuple[str, ...]:
    """The names that stand beside one another: "delroy xiomara tuan bree", "Nikos Dolores Jae Fran (me)".

    Words that the notes join again are one name: "Ada Nwosu Wim de Boer", and below "Wim de Boer will ask".
    """
    words = entry.split()
    alone = [word for word in words if not word.startswith("(")]
    small = listed and len(words) > 2 and all(word.islower() and word.isalpha() and _may_be(word) for word in words)
    capitals = len(alone) > 3 and all(is_name(word) and _may_be(word) for word in alone)
    if len(alone) > 3 and (full := _full_names(alone, rest)):
        return full
    if not small and not (capitals and len(words) - len(alone) < 2):
        return (entry,)
    return tuple(re.sub(r"\s(?=\()", "\0", entry).replace(" ", "\1").replace("\0", " ").split("\1"))


def _full_names(words: Sequence[str], rest: Sequence[Block]) -> tuple[str, ...]:
    """The names of several words that words without commas hold, as the notes say them below; () where they do not."""
    said = "\n".join(block.text for block in rest)
    names: list[str] = []
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + _MAX_NAME), at + 1, -1)
        end = next((end for end in ends if _is_said(" ".join(words[at:end]), said)), None)
        names.append(" ".join(words[at : end or at + 1]))
        at = end or at + 1
    full = sum(" " in name for name in names)
    return tuple(names) if full >= 2 and 2 * full > len(names) else ()


def _is_said(name: str, said: str) -> bool:
    return name in said and is_name(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _entries(words: str) -> list[str]:
    """The entries of a list of people, split outside of brackets."""
    asides: list[str] = []

    def kept(found: re.Match[str]) -> str:
        asides.append(found.group())
        return f"({len(asides) - 1})"

    hidden = _ASIDE.sub(kept, words)
    parts = [_ADDED.sub("", part).strip(" .:-–*_") for part in _BORDER.split(hidden)]
    whole = []
    for part in parts:
        bare = re.sub(r"\((\d+)\)", lambda found: asides[int(found[1])], part)
        if re.search(r"\w", bare) and not re.fullmatch(r"(?:\d+|x)\W*", bare):
            whole.append(bare)
    return whole


def _entry(entry: str, block: Block, *, small: bool) -> Person | None:
    """The person of one entry: "Rosalind (HK)", "Chef Manu", "Petra late", "st john (sport)"."""
    asides = _ASIDE.findall(entry)
    bare = _ASIDE.sub(" ", entry).strip(" .-–")
    words = bare.split()
    if not words or len(words) > 6:
        return None
    absent = bool(_ABSENT_WORDS.search(entry) or ABSENT.search(entry))
    title = _TITLE_FIRST.match(bare)
    core = bare[title.end() :] if title else bare
    if words[0].lower() in {"me", "myself"} and len(words) == 1 and asides:
        core = asides[0]  # "me (lt sorensen)"
        title = _TITLE_FIRST.match(core)
        bare, core = core, core[title.end() :] if title else core
    alone = title is not None and core.isalpha() and core.lower() not in NOT_NAMES
    names = core if alone else _name_of(core, small=small or title is not None)
    if not names:
        return None
    role = next((aside for aside in asides if re.search(r"\b(?:notes?|minutes|chair|me)\b", aside)), None)
    whole = f"{title.group().strip()} {names}" if title else names
    return Person(
        whole, (), not absent, role or (asides[0] if asides and len(asides[0]) < 30 else None), None, block.line
    )


def _name_of(words: str, *, small: bool) -> str:
    """The name that an entry begins with, or ""."""
    found = person(words)
    if found is not None and _may_be(found.name):
        return found.name
    parts = words.split()
    first = parts[0] if parts else ""
    if not first or not _may_be(first) or not _SMALL.fullmatch(first.rstrip(".")):
        return ""
    rest = parts[1:]
    if (
        first[0].isupper()
        and is_name(first)
        and len(parts) <= 5
        and all(word.islower() or word in "&-–" for word in rest)
    ):
        return first  # "Petra late", "Dougie from kitchen"
    if small and first.islower() and len(first) > 1 and len(parts) <= 4:
        two = len(parts) == 2 and parts[1].isalpha() and parts[1].islower() and _may_be(parts[1])
        return " ".join(parts) if two else first
    return ""


def _may_be(name: str) -> bool:
    """Whether no word that notes use otherwise is the first of a name."""
    first = name.split()[0].strip(".").lower()
    common = first in common_words() and first not in GIVEN_NAMES
    return first not in NOT_NAMES and first not in _NO_NAMES and not common and not ENDS_AS_NOUN.search(first)


def _recurs(people: Sequence[Person], rest: Sequence[Block], least: int = 0) -> bool:
    """Whether the notes go on to name some of these people: a line of places or products is none of people.

    `least` is how many they have to name; 0 for a quarter of them.
    """
    firsts = {word for who in people for word in who.name.lower().split() if len(word) > 1}
    again = {word for block in rest for word in re.findall(r"[^\W\d_]+", block.text.lower())} & firsts
    return len(again) >= (least or max(1, len(people) // 4))
