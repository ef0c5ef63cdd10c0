"""Collect the possible owners: every name, role, group and pronoun around a piece of work, and how it stands.

An option is one owner, or several whom the notes name together ("Ana and Ben"), as the roster resolves them, or nobody,
(). What the rules answer is one of the options. Nothing is decided here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from extractor.common.lazy_regex import expression
from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.choosing.places import (
    HERE,
    Features,
    FoundOptions,
    Place,
    Signs,
    lower,
    places,
    shared,
)
from extractor.extraction.mentions import build
from extractor.language.columns import column_kind
from extractor.language.lexicon import verb_classes
from extractor.language.people.name_lists import GIVEN_NAMES, NOBODY, NOT_NAMES, common_words
from extractor.language.people.roles import ROLE, is_role, tells_role
from extractor.language.people.roster import Roster
from extractor.model import Block, Kind, Notes

_CAPITAL = "A-ZÀ-ÞŁŚŻČŠŽĐĞİŐŞŘŤŮŹĄĆĘŃ"
_NAME = expression(
    rf"""(?:(?i:mr|mrs|ms|miss|dr|prof|sgt|capt|lt|cllr|rev|fr|sr|chief|ff)\.?\ )?
        @?[{_CAPITAL}][\w'’-]* (?:\ (?:van|de|von|bin|al|da|dos|del|der|den)\b)*
          (?:\ (?:[{_CAPITAL}][\w'’-]+|[A-Z]\.?(?=\W|$)))*
      | (?:mr|mrs|ms|miss|dr|prof|capt|sgt|rev)\.?\ [a-z][\w'’-]+
      | @[\w.-]+ | \b[A-Z]\.\ ?[A-Z][\w'’-]* | [a-z][\w'’-]+""",
    re.VERBOSE,
)
_MEMBERS = r"""(?:stores?|shops?|sites?|branch(?:es)?|depots?|wards?|teams?|offices?|dep(?:t|artment)s?|sections?
    |groups?|staff|agents?|techs?|technicians?|teachers?|directors?|members?|managers?|leads?|tls?|parents?|players?|volunteers?
    |drivers?|captains?|coach(?:es)?|nurses?|councillors?|trustees?|reps?|owners?|tenants?|residents?|students?|pupils?
    |editors?|engineers?|developers?|devs?|hods?|partners?|traders?|exhibitors?|cast|crews?|famil(?:y|ies)|chairs?
    |officers?|supervisors?|heads?|colleagues?|attendees?|participants?|people|speakers?|authors?)"""
# Kinds of groups, words of which a text must hold one, and how they are named.
_GROUPS: tuple[tuple[str, Set[str], re.Pattern[str]], ...] = (
    (
        "members",  # "all techs", "every site", "all field offices", "everybody on 3"
        {"all", "every", "each", "everyone", "everybody"},
        expression(
            rf"""\b(?:all|every|each)\ (?:of\ )?(?:the\ |our\ )?(?:[a-z]+\ )?{_MEMBERS}\b
                |\b(?:everyone|everybody)\ (?:on|in|from|at)\ (?:the\ )?[\w’'-]+
                    (?:\ (?:floor|team|office|store|shift))?""",
            re.VERBOSE | re.IGNORECASE,
        ),
    ),
    (
        "everybody",
        {"all", "everyone", "everybody", "each"},
        expression(r"\b(?:all of (?:us|you)|all|everyone|everybody|we all|each of (?:us|you))\b", re.IGNORECASE),
    ),
    ("we", {"we", "us", "both"}, expression(r"\b(?:we both|we|us|both)\b", re.IGNORECASE)),
    ("team", {"team"}, expression(r"\b(?:the )?(?:whole )?team\b", re.IGNORECASE)),
)
_NO_NAMES = frozenset({"everybody", "members", "we", "team", "pronoun", "small", "role", "several"})  # kinds
_PRONOUN = expression(
    r"\b(?:I|i|[Ii]['’]?ll|[Ii]['’]?m|me|mine|my|myself|[Hh]e|[Ss]he|[Tt]hey|him|her|his|hers|hes|shes|same|ditto)\b"
    r"|[\"″〃]{1,2}(?=\s*$)"
)
_PRONOUN_WORDS = frozenset("i ill im me mine my myself he she they him her his hers hes shes same ditto".split())
_DITTO = frozenset('"″〃')
_I = frozenset("i me mine my myself ill im i'll i'm i’ll i’m".split())
_THEY = frozenset("he she they him her his hers hes shes".split())
_NO_NAME = expression(
    r"""(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:days?|s)? | wednesdays?|tuesdays?|thursdays?|saturdays?
    | jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec
    | january|february|march|april|june|july|august|september|october|november|december
    | eod|eow|eom|cob|asap|tbc|tbd|ai|actions?|owner|who|aob|christmas|easter|today|tomorrow|next|please|pls|thanks
    | hi|dear|re|the|this|all|also|and|so|then|once|notes?|when|if|by|on|at|in|to|for
    | from|will|can|could|new|not|no|yes|ok|we|us|both|team|i|me|my|he|she|they|him|her|his|same|ditto|it|you""",
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(4096)
def _is_no_name(word: str) -> bool:
    """Whether a word belongs to the calendar or to grammar."""
    return _NO_NAME.fullmatch(word) is not None


_INITIALS = expression(r"[A-Z]{2,3}|[A-Z]\.[A-Z]\.?|[A-Z]{4,6}")
_PRONOUNS = frozenset("i we you he she they it me us him her".split())
_ROLES = frozenset(
    """
    chair chairman chairperson clerk secretary treasurer manager director editor chef caretaker coordinator lead head
    captain board committee office admin legal finance hr it ops facilities marketing sales dev design council
    contractor supplier plumber electrician agent driver nurse doctor physio teacher principal warehouse
    reception accounts procurement compliance security maintenance kitchen bar landlord
    """.split()
)
# How the text before (True) or after a name ends or begins, and what that is called.
_SIGNS = Signs(
    ("colon", False, r"^\s*(?:\([^)]*\))?\s*[:–—-](?!\w)"),
    ("arrow before", True, r"(?:->|=>|→|>|>>)\s*$"),
    ("bracket before", True, r"[(\[]\s*$"),
    ("bracket after", False, r"^\s*[)\]]"),
    ("slash", False, r"^\s*/"),
    ("to", False, r"^ to \w"),
    ("will", False, r"^(?:'ll| will| is going| has to| needs? to| must| should| can| is to|['’]s going)\b"),
    ("verb in s", False, r"^ (?:also |then |still )?[a-z]+s\b"),
    ("verb in ing", False, r"^ (?:is |['’]s )?[a-z]+ing\b"),
    ("verb in ed", False, r"^ (?:has |had )?[a-z]+ed\b"),
    (
        "object",
        True,
        r"(?i)\b(?:ask|asked|tell|told|with|w/|from|to|for|of|remind|chase|email|call|ring|see|about|let)\s$",
    ),
    ("by", True, r"(?i)\bby\s$"),
    ("comma after", False, r"^,"),
    ("comma before", True, r",\s*$"),
    ("joined after", False, r"^\s*(?:and|&|\+|,|/)\s?"),
    ("joined before", True, r"(?:\band|&|\+|,|/)\s*$"),
    ("possessive", False, r"^['’]s\b"),
    ("dash before", True, r"[–—-]\s*$"),
    ("gap before", True, r"\s{2,}$|\t$"),
    ("gap after", False, r"^\s{2,}|^\t"),
    ("label before", True, r"(?i)(?:owner|who|action|resp\w*|assigned to|lead|assignee)\W*$"),
    ("please", False, r"(?i)^,?\s*(?:please|pls|can you|could you|would you|will you)"),
    ("stop after", False, r"^\s*[.]"),
    ("bar before", True, r"\|\s*$"),
    ("said", False, r"^ (?:said|says|agreed|offered|volunteered|promised|thinks|reckons|confirmed)\b"),
    ("question", False, r"^\s*\?"),
)
_WORD = expression(r"\S+")
_LETTERS = expression(r"[^\W\d_]+")
_NEXT_WORD = expression(r"\s(?:also\s|then\s|still\s|pls\s|please\s)?(?P<next>[^\W\d_]+)")
_CAPITALISED = expression(rf"(?<![\w@])[{_CAPITAL}][\w'’-]+")
_SMALL = expression(r"(?<![\w@.])[a-z][\w'’-]+")
_TOKEN = expression(r"[^\W\d_][\w'’-]*|\d+|[^\w\s]")
_ARTICLES = frozenset("the a an our this these those that any some no every each its his their your more other".split())
_TO_PEOPLE = frozenset(
    "ask asks asked tell tells told with w from to for of remind chase call ring see let and by".split()
)
_AUXILIARIES = frozenset("will to can has is says said does 'll must should could would was".split())
_THIRD = expression(r"[a-z]{3,}[^s\W]s|[a-z]+ing")
_WHO = rf"(?P<who>@?[{_CAPITAL}][\w.'’-]*|[a-z][\w'’-]+)"
_HABITS = (
    ("opens", expression(rf"^\W*{_WHO}(?=\W)")),
    ("ends", expression(rf"(?<=\W){_WHO}\W*$")),
    ("arrow", expression(rf"(?:>|→)\s*{_WHO}")),
    ("bracket", expression(rf"[(\[]\s*{_WHO}\s*[)\]]")),
    ("label", expression(rf"^\W*{_WHO}\s*(?::|\s[–—-])\s")),
)
_RECIPIENT = "named as a recipient"
_NAMED_HERE = "named otherwise"
_DIRECTED = expression(
    r"\w\W+(?:to|with|for|from)\s(?:the\s)?(?:[^\W\d_]\w*(?:,|\s(?:and|&|or))\s){0,2}$", re.IGNORECASE
)
_ADDRESSED = expression(
    r"\b(?:ask|tell|remind|chase|e-?mail|call|ring|see|thank|invite|phone|pay|refund|reimburse|meet|visit|brief|warn|update"
    r"|contact|text|message|nudge|ping|consult|inform|notify|show|give|send|lend|owe)\s$",
    re.IGNORECASE,
)
_JOINS = expression(r"\s*(?:,|;|/|\+|&|,?\s*\b(?:and|or|und|et|plus)\b)\s*", re.IGNORECASE)
_MAX_JOINED = 6
_YOU = expression(r"\b(?:you|your|yours|u|yourself)\b", re.IGNORECASE)
_NAME_LINE = expression(r"\W{0,4}(?P<who>@?[^\W\d_][\w.'’-]*(?:\s[A-Z][\w.'’-]*)?)\W{0,3}(?:\s[-–—:(]\s?\S.{1,30})?")
_UNDER_NAME = 9  # blocks
_CELL = 60  # characters of a cell that may hold names alone
_TOP = 6  # blocks, in which notes name those present
_REACH = 16  # characters beside a name that tell how it stands
_OPENS = expression(r"[\W\d]*$")
_NOTHING = expression(r"\W*$")


@dataclass(frozen=True)
class Names:
    """What the notes use as names: how often words stand with a capital, and which also stand in lower case."""

    notes: Notes
    roster: Roster

    @cached_property
    def _said(self) -> dict[tuple[str, int, int], tuple[Said, ...]]:
        """What has been found in texts so far: neighbouring places share most of theirs."""
        return {}

    @cached_property
    def _names_of(self) -> dict[str, tuple[tuple[int, str, str], ...]]:
        """The names in the runs of words that have been read so far."""
        return {}

    def named(self, run: str) -> tuple[tuple[int, str, str], ...]:
        """The names in a run of words that `_NAME` matches: where each begins in it, its words, its kind.

        Most runs are single words, and come back.
        """
        if run not in self._names_of:
            self._names_of[run] = tuple(_names_of_run(run, self))
        return self._names_of[run]

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """The kinds of the words that have been asked for so far."""
        return {}

    @cached_property
    def _owners(self) -> dict[tuple[tuple[str, ...], str | None], Owners]:
        """Whom words mean that have been asked for so far: the notes name few people, each of them often."""
        return {}

    def owners(self, words: tuple[str, ...], speaker: str | None) -> Owners:
        """The owners whom words name, as `resolved` gives them."""
        key = words, speaker
        if key not in self._owners:
            self._owners[key] = resolved(words, self.roster, speaker)
        return self._owners[key]

    @cached_property
    def _descriptions(self) -> dict[Owners, Features]:
        """What owners are as names, of those that have been asked for so far."""
        return {}

    def described(self, owners: Owners) -> Features:
        """Return what an option is as a name, as features."""
        if owners not in self._descriptions:
            self._descriptions[owners] = _description(owners, self)
        return self._descriptions[owners]

    @cached_property
    def _all_said(self) -> dict[str, tuple[tuple[int, ...], tuple[Said, ...]]]:
        """What each text names and where, found once for all places in it."""
        return {}

    def said_in(self, place: Place) -> tuple[Said, ...]:
        """The names, groups and pronouns of a text, and those that are joined, found once."""
        key = place.text, place.start, place.end
        if key not in self._said:
            alone = self._alone_in(place)
            self._said[key] = (*alone, *joined(alone, place.text))
        return self._said[key]

    def _alone_in(self, place: Place) -> tuple[Said, ...]:
        """The names, groups and pronouns of a text, each by itself, from left to right."""
        if place.text not in self._all_said:
            found = tuple(sorted(names_in(place.text, self), key=lambda one: (one.start, one.end)))
            self._all_said[place.text] = tuple(one.start for one in found), found
        starts, found = self._all_said[place.text]
        inside = found[bisect_left(starts, place.start) : bisect_left(starts, place.end)]
        return tuple(one for one in inside if one.end <= place.end)

    @cached_property
    def titles(self) -> Mapping[int, int]:
        """The line above each block that is nothing but a name, or a name and a topic: "sunniva - retentions"."""
        found: dict[int, int] = {}
        title = -1
        section: tuple[str, ...] = ()
        for index, block in enumerate(self.notes.blocks):
            if block.section != section or block.kind in {Kind.TURN, Kind.ROW}:
                title, section = -1, block.section
            if title >= 0 and index - title <= _UNDER_NAME:
                found[index] = title
            opening = _NAME_LINE.fullmatch(block.text) if block.kind in {Kind.PARAGRAPH, Kind.BULLET} else None
            if opening and self.kind(opening["who"]) in {"known", "shaped", "initials", "small", "role"}:
                title = index
        return found

    @cached_property
    def capitals(self) -> Counter[str]:
        """How often a word stands with a capital, folded."""
        return Counter(
            found.group().casefold().removesuffix("'s")
            for block in self.notes.blocks
            for found in _CAPITALISED.finditer(block.text)
        )

    @cached_property
    def small(self) -> Counter[str]:
        """How often a word stands in lower case."""
        return Counter(found.group() for block in self.notes.blocks for found in _SMALL.finditer(block.text))

    @cached_property
    def uses(self) -> Mapping[str, Features]:
        """How the notes use each word, folded: behind an article, before a verb, first in a line, near the top."""
        counts: dict[str, list[float]] = {}
        use_behind, is_verb, without_its = cache(_use_behind), cache(_is_verb), cache(_without_its)  # of this note only
        for index, block in enumerate(self.notes.blocks):
            tokens = ["", *_TOKEN.findall(block.text), ""]
            is_near_top = index < _TOP
            for before, word, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
                if not word[0].isalpha():
                    continue
                bare, is_its = without_its(word)
                use = counts.get(bare) or counts.setdefault(bare, [0.0] * len(_USES))
                behind = use_behind(before)
                if behind is not None:
                    for at, holds in enumerate(behind):
                        use[at] += holds
                use[4] += is_verb(after)
                use[5] += is_its
                use[6] += is_near_top
        return {word: dict(zip(_USES, count, strict=True)) for word, count in counts.items()}

    @cached_property
    def columns(self) -> Mapping[tuple[tuple[str, ...], str], float]:
        """The share of names among the filled cells of each column, by section and title."""
        cells: defaultdict[tuple[tuple[str, ...], str], list[bool]] = defaultdict(list)
        for block in self.notes.blocks:
            for cell in block.cells:
                if words := cell.text.strip(" *_"):
                    parts = self.roster.split(words) if len(words) < _CELL else ()
                    named = bool(parts) and all(self.kind(part) not in {"", "small"} for part in parts)
                    cells[block.section, cell.column].append(named)
        return {column: sum(named) / len(named) for column, named in cells.items()}

    @cached_property
    def habits(self) -> Features:
        """How often lines of the notes open with a name, end with one, or hold one behind an arrow or in brackets."""
        lines = [block.text for block in self.notes.blocks if not block.roster and block.kind is not Kind.HEADING]
        found: Features = {}
        for name, pattern in _HABITS:
            named = sum(
                any(self.kind(one.group("who")) not in {"", "small"} for one in pattern.finditer(text))
                for text in lines
            )
            found[f"habit: {name}"] = round(named / max(1, len(lines)), 2)
        return found

    def kind(self, words: str) -> str:
        """What sort of name some words are: "known", "shaped", "initials", "role", "small"; "" for none."""
        if words not in self._kinds:
            self._kinds[words] = self._kind(words)
        return self._kinds[words]

    def _kind(self, words: str) -> str:
        folded = words.casefold().lstrip("@")
        if self.roster.is_person(words) or all(part.strip(".") in self.roster.name_words for part in folded.split()):
            return "known"
        if is_role(words) or folded in _ROLES:
            return "role"
        if not words[:1].isupper():
            return "small" if self._strange(folded) else ""
        if len(words) == 1:
            return "letter"
        if _INITIALS.fullmatch(words):
            return "initials"
        usual = folded in self.small or folded in common_words() or folded in NOT_NAMES
        return "shaped" if not usual and len(folded) > 2 else ""

    def _strange(self, folded: str) -> bool:
        """Whether a word in lower case may be a name: no common one, and used as names are."""
        if " " in folded:
            return True  # with a title: "dr lim"
        if len(folded) < 3 or folded in NOT_NAMES or (folded in common_words() and folded not in GIVEN_NAMES):
            return False
        use = self.uses.get(folded, {})
        if use.get("behind an article") or not folded.replace("-", "").isalpha():
            return False
        return any(use.get(name) for name in ("near the top", "before a verb", "behind who is asked", "behind a dash"))


# How notes use a word: the first four by the word before it.
_USES = ("behind an article", "behind who is asked", "opens", "behind a dash", "before a verb", "its", "near the top")
_DASHES = frozenset("-–—>→:(/")


def _use_behind(before: str) -> tuple[bool, ...] | None:
    """Return which of the first four of `_USES` hold behind a word or a sign; None for none of them."""
    low = before.casefold()
    opens = not before or not before[0].isalnum()
    uses = (low in _ARTICLES, low in _TO_PEOPLE, opens, before in _DASHES)
    return uses if any(uses) else None


def _is_verb(word: str) -> bool:
    """Whether a word behind a name may be what somebody does: "will", "sends"."""
    return word.casefold() in _AUXILIARIES or _THIRD.fullmatch(word) is not None


def _without_its(word: str) -> tuple[str, bool]:
    """Return a word, folded and without "'s", and whether it had one."""
    return word.casefold().removesuffix("'s").removesuffix("’s"), word.endswith(("'s", "’s"))


@dataclass(frozen=True, slots=True)
class Said:
    """A name, group or pronoun in a text, or several that are joined."""

    start: int
    end: int
    words: str
    kind: str
    members: tuple[Said, ...] = ()  # of those that are joined


Owners = tuple[str, ...]  # of one option
NOBODY_NAMED: Owners = ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The owners that the rules answer for the candidates around one, () for nobody."""

    before: Owners = ()  # for the candidate before it
    in_block: bool = False  # which stands in the same block
    after: Owners = ()
    share: Mapping[Owners, float] = field(default_factory=dict)  # of all the candidates of the notes that each owns


def names_in(text: str, names: Names) -> Iterator[Said]:
    """The names, groups and pronouns of a text, those of one kind from left to right."""
    for found in _NAME.finditer(text):
        for offset, name, kind in names.named(found.group()):
            start = found.start() + offset
            yield Said(start, start + len(name), name, kind)
    written = frozenset(_LETTERS.findall(text))
    words = {word.lower() for word in written}
    for kind, needed, pattern in _GROUPS:
        if not words.isdisjoint(needed):
            for found in pattern.finditer(text):
                yield Said(found.start(), found.end(), found.group().strip(), kind)
    if not words.isdisjoint(_PRONOUN_WORDS) or not _DITTO.isdisjoint(text):
        for found in _PRONOUN.finditer(text):
            yield Said(found.start(), found.end(), found.group().strip(), "pronoun")
    if any(map(tells_role, written)):
        for found in ROLE.finditer(text):
            if is_role(found.group().strip()):
                yield Said(found.start(), found.end(), found.group().strip(), "role")


def _names_of_run(run: str, names: Names) -> Iterator[tuple[int, str, str]]:
    """The names in a run of words: where each begins, its words, its kind."""
    for start, end in _parts_of_run(run, names.roster):
        yield from _name(_ENDING.sub("", run[start:end]), start, names)


_ENDING = expression(r"['’]s$|[.,]$")


def _parts_of_run(run: str, roster: Roster) -> Iterator[tuple[int, int]]:
    """The parts of a run of words between the words of the calendar and of grammar."""
    start = end = -1
    for word in _WORD.finditer(run):
        bare = word.group().strip(".,:'’")
        if _is_no_name(bare) and not (bare.isupper() and len(bare) > 1 and roster.known(bare)):
            if start >= 0:
                yield start, end
            start = -1
        else:
            start = word.start() if start < 0 else start
            end = word.end()
    if start >= 0:
        yield start, end


def _name(words: str, start: int, names: Names) -> Iterator[tuple[int, str, str]]:
    """The name that words are, else those of the single words."""
    parts = list(_WORD.finditer(words))
    whole = names.kind(words)
    inside = len(parts) > 1 and not names.roster.known(words) and any(names.roster.known(one.group()) for one in parts)
    if whole and not inside:
        yield start, words, whole
    elif len(parts) > 1:
        for one in parts:
            kind = names.kind(one.group())
            if kind and (kind == "known" or not inside):
                yield start + one.start(), one.group(), kind


def joined(said: Sequence[Said], text: str) -> Iterator[Said]:
    """The runs of names of a text that are joined by "and", a comma, a slash or the like."""
    run: list[Said] = []
    for one in sorted(said, key=lambda one: (one.start, -one.end)):
        if run and one.start < run[-1].end:
            continue  # "Ana" in "Ana Lopez", or a role that is also a name
        if run and _JOINS.fullmatch(text, run[-1].end, one.start) and len(run) < _MAX_JOINED:
            run.append(one)
            continue
        if len(run) > 1:
            yield _run_of(run, text)
        run = [one]
    if len(run) > 1:
        yield _run_of(run, text)


def _run_of(run: Sequence[Said], text: str) -> Said:
    start, end = run[0].start, run[-1].end
    return Said(start, end, text[start:end], "several", tuple(run))


def options(
    candidate: Candidate, names: Names, ruled: Owners, speaker: str | None, around: Neighbours | None = None
) -> dict[Owners, Features]:
    """Every answer to who owns a candidate, with what speaks for and against each.

    Args:
        candidate: The candidate.
        names: What its notes use as names.
        ruled: What the rules answer, resolved.
        speaker: Whom "I" means.
        around: What the rules answer for the candidates around it.
    """
    block = names.notes.blocks[candidate.block]
    found = FoundOptions[Owners]()
    people: list[tuple[Place, Said]] = []
    for place in places(names.notes, candidate, names.titles.get(candidate.block)):
        if block.cells and place.role in HERE:
            continue
        said_here = names.said_in(place)
        for said in said_here:
            if said.kind not in _NO_NAMES:
                people.append((place, said))
            if owners := _meant(said, place, names, speaker):
                _see(found, owners, place, said, candidate)
    found.see(NOBODY_NAMED)
    _of_cells(found, block, names, speaker)
    _of_order(found, people, names, speaker, candidate)
    for words, stands in candidate.owners_said:
        if owners := names.owners((words,), speaker):
            found.see(owners, f"stands: {stands}")
    found.see(ruled, "ruled")
    return _finished(found, candidate, names, ruled, around or Neighbours())


def _meant(said: Said, place: Place, names: Names, speaker: str | None) -> Owners:
    """Whom a name or "I" means; pronouns of others are no options of their own."""
    if said.members:
        each = [_meant(one, place, names, speaker) for one in said.members]
        together = tuple(dict.fromkeys(owner for owners in each for owner in owners))
        return tuple(sorted(together)) if all(each) and len(together) > 1 and "all" not in together else ()
    if said.kind == "pronoun":
        if said.words.casefold() not in _I or not (place.role in HERE or place.role in {"parent"}):
            return ()
        return of_writer(names, speaker)
    return names.owners((said.words,), speaker)


def of_writer(names: Names, speaker: str | None) -> Owners:
    """Whom "I" means: who speaks, else who wrote the notes, by name or as "me"."""
    who = speaker or names.roster.author
    return names.roster.resolve(who)[:1] if who else ("me",)


def _see(found: FoundOptions[Owners], owner: Owners, place: Place, said: Said, candidate: Candidate) -> None:
    """Note one mention of an owner."""
    here = place.role in HERE
    text, role = place.text, place.role
    features = found.see(owner, f"in {role}", f"kind: {said.kind}")
    features["mentions"] = features.get("mentions", 0.0) + 1
    before, after = text[max(0, said.start - _REACH) : said.start], text[said.end : said.end + _REACH]
    where = "here" if here else "there"
    features.update(_SIGNS.beside(before, after, where))
    if word := _NEXT_WORD.match(text, said.end):
        classes, form = verb_classes(word["next"])
        if classes:
            features[f"verb after: {form}, {where}"] = 1.0
    is_recipient = role == "clause" and _is_behind_verb(text, said, candidate)
    if here and not is_recipient:
        features[_NAMED_HERE] = 1.0
    elif here:
        features[_RECIPIENT] = 1.0
    if here:
        _see_here(features, place, said, candidate)
    if _OPENS.match(text, 0, said.start):
        features["opens the block" if here else f"opens {role}"] = 1.0
    if _NOTHING.match(text, said.end):
        features["ends the block" if here else f"ends {role}"] = 1.0


def _see_here(features: Features, place: Place, said: Said, candidate: Candidate) -> None:
    """Note how far from the work, and where in its clause, a mention in its own block stands."""
    text, role = place.text, place.role
    distance = {
        "clause": said.start - candidate.start,
        "before": candidate.start - said.end,
        "after": said.start - candidate.end,
    }[role]
    lower(features, f"distance, {role}", distance)
    if role != "clause":
        return
    lower(features, "from the end", candidate.end - said.end)
    lower(features, "from the work", abs(said.end - candidate.task_start))
    if said.start >= candidate.task_start and said.end <= candidate.task_end:
        features["inside the work"] = 1.0
    if _OPENS.match(text, candidate.start, said.start):
        features["opens the clause"] = 1.0
    if candidate.clause is not None and candidate.clause.subject.casefold().strip() == said.words.casefold():
        features["is the subject"] = 1.0
    if _NOTHING.match(text, said.end, candidate.end):
        features["ends the clause"] = 1.0


def is_recipient(features: Features) -> bool:
    """Whether the block names an option only as the object of the verb, or behind "to" and the like: no owner."""
    return _RECIPIENT in features and _NAMED_HERE not in features


def _is_behind_verb(text: str, said: Said, candidate: Candidate) -> bool:
    """Whether a name in a clause is whom its verb is about or directed at: "Send it to Ana", "Call Ana"."""
    if said.start <= candidate.task_start or said.kind in {"pronoun", "everybody", "members", "we", "team"}:
        return False
    before = text[candidate.task_start : said.start]
    if _DIRECTED.search(before):
        return True
    return _ADDRESSED.search(before) is not None and not text.startswith(" to ", said.end)


def _of_cells(found: FoundOptions[Owners], block: Block, names: Names, speaker: str | None) -> None:
    """Note the owners whom the cells of a row name."""
    for cell in block.cells:
        kind = column_kind(cell.column)
        parts = [part for part in names.roster.split(cell.text)[:5] if part]
        likely = [
            part
            for part in parts
            if len(part.split()) <= 4 and part.casefold() not in NOBODY and (names.kind(part) or kind == "owner")
        ]
        answers: list[Owners] = [(part,) for part in likely]
        if 1 < len(likely) == len(parts):
            answers.append(tuple(likely))
        for said in answers:
            if owners := names.owners(said, speaker):
                features = found.see(owners, "in a cell", f"column: {kind or 'other'}")
                features["column: share of names"] = names.columns.get((block.section, cell.column), 0.0)
                if len(said) == len(parts) and (len(said) > 1 or cell.text.strip(" *_") == said[0]):
                    features["whole cell"] = 1.0


def _of_order(
    found: FoundOptions[Owners],
    people: Sequence[tuple[Place, Said]],
    names: Names,
    speaker: str | None,
    candidate: Candidate,
) -> None:
    """Note who is first, last or alone in a text, and whom "he" or "she" in the clause likely means."""

    def mark(said: Said, name: str) -> None:
        owners = names.owners((said.words,), speaker)
        if owners in found.of:
            found.see(owners, name)

    by_role: dict[str, list[Said]] = {}
    for place, said in people:
        by_role.setdefault(place.role, []).append(said)
    for role, members in by_role.items():
        mark(members[0], f"first in {role}")
        mark(members[-1], f"last in {role}")
        if len({said.words for said in members}) == 1:
            mark(members[0], f"only in {role}")
    mine = [said for role in ("clause", "before", "after") for said in by_role.get(role, ())]
    if len({said.words for said in mine}) == 1:
        mark(mine[0], "only in the block")
    latest = [said for role in ("before", "before 1", "before 2", "parent") for said in by_role.get(role, ())[-1:]]
    if latest:
        mark(latest[0], "last before")
    for features in found.of.values():
        features["people in the clause"] = len(by_role.get("clause", ()))
        features["people in the block"] = len(mine)


def _finished(
    found: FoundOptions[Owners], candidate: Candidate, names: Names, ruled: Owners, around: Neighbours
) -> dict[Owners, Features]:
    """The options with what all of them share, and what each is as a name."""
    text = names.notes.blocks[candidate.block].text[candidate.start : candidate.end]
    pronouns = {said.group().casefold() for said in _PRONOUN.finditer(text)}
    common = {
        **shared(candidate.features),
        "options": float(len(found.of)),
        "ruled: none": float(not ruled),
        "ruled: some": float(len(ruled)),
        "says I": float(not pronouns.isdisjoint(_I)),
        "says he or she": float(not pronouns.isdisjoint(_THEY)),
        "says you": float(_YOU.search(text) is not None),
        "roster": float(len(names.roster.people)),
        "before: nobody": float(not around.before),
        "before: same block": float(around.in_block),
        **names.habits,
    }
    for owners, features in found.of.items():
        features.update(common)
        features.update(names.described(owners))
        features["ruled: another"] = float(bool(ruled) and owners != ruled)
        features["ruled: shares one"] = float(owners != ruled and not set(owners).isdisjoint(ruled))
        features["ruled before"] = float(owners == around.before)
        features["ruled after"] = float(owners == around.after)
        features["ruled elsewhere"] = round(around.share.get(owners, 0.0), 3)
    return found.of


def _description(owners: Owners, names: Names) -> Features:
    """Return what an option is as a name; of several owners what holds for the least known."""
    if not owners:
        return {"owners": 0.0}
    known = [names.roster.known(owner) for owner in owners]
    firsts = [(owner.casefold().split() or [""])[0] for owner in owners]
    return {
        "owners": float(len(owners)),
        "known": float(all(known)),
        "present": float(all(any(person.present is True for person in people) for people in known)),
        "called": float(all(owner.casefold() in names.roster.called for owner in owners)),
        "all": float(owners == ("all",)),
        "me": float(owners == ("me",) or owners == (names.roster.author,)),
        "given name": float(all(first in GIVEN_NAMES for first in firsts)),
        "common word": float(any(first in common_words() for first in firsts)),
        "times with a capital": float(min(names.capitals[first] for first in firsts)),
        "times small": float(max(names.small[first] for first in firsts)),
        "words of the name": float(max(len(owner.split()) for owner in owners)),
        **{f"used {name}": count for name, count in names.uses.get(firsts[0], {}).items()},
    }


def ruled_of(candidate: Candidate, names: Names) -> Owners:
    """Return the owners that the rules answer for a candidate."""
    block = names.notes.blocks[candidate.block]
    return names.owners(tuple(build.owners_said(candidate, block)), build.speaker(candidate, block))


def neighbours_of(
    index: int, candidates: Sequence[Candidate], ruled: Sequence[Owners], share: Mapping[Owners, float]
) -> Neighbours:
    """Return what the rules answer around a candidate.

    Args:
        index: Which candidate.
        candidates: All candidates of the notes, in order.
        ruled: What the rules answer for each.
        share: Which share of all the candidates the rules give to each.
    """
    before = ruled[index - 1] if index else ()
    after = ruled[index + 1] if index + 1 < len(ruled) else ()
    in_block = index > 0 and candidates[index - 1].block == candidates[index].block
    return Neighbours(before, in_block, after, share)


def shares_of(ruled: Sequence[Owners]) -> Mapping[Owners, float]:
    """Return which share of the candidates the rules give to each."""
    return {owners: count / len(ruled) for owners, count in Counter(filter(None, ruled)).items()}


def resolved(words: Sequence[str], roster: Roster, speaker: str | None) -> Owners:
    """The owners whom words name, sorted where they are several; pronouns are left out."""
    owners = (owner for said in words for owner in roster.resolve(said, speaker))
    unique = dict.fromkeys(owner for owner in owners if owner.casefold() not in _PRONOUNS)
    return tuple(sorted(unique))
