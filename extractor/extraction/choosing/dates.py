"""Collect the possible deadlines: every date phrase around a piece of work, by the day that it means.

What the rules answer is one of the options, and so is no day, "". Words that name no day are no option: those that the
rules keep stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase
from extractor.dates.resolving import context_of, resolve
from extractor.extraction.annotation import Annotations
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
from extractor.extraction.mentions.deadline_linking import LASTS, is_one_of_two, tells_which
from extractor.language.columns import column_kind
from extractor.language.patterns import formulas
from extractor.language.patterns.work_titles import is_action_title
from extractor.model import Block, Deadline, Kind, Notes

_BEFORE_EXCLUDED = 24  # characters
# "Any day but Tuesday", "not on Friday"
_EXCLUDED = expression(
    r"\b(?:(?:any|every)\s?(?:day|time|one)?\s(?:but|except)|except|apart\sfrom|not\son)\s$", re.IGNORECASE
)
_ANY_DAY = date(2026, 3, 4)  # to count with, where the notes do not say when the meeting was
_SHORT = 40  # characters of a cell that may be a date and nothing else
_REACH = 14
_LOOK_BACK = 60  # characters in which words tell how long something lasts
_DIGITS = expression(r"\W*\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})(?:[-/. ]\d{2,4})?\W*")
_NOTHING = expression(r"\W*$")
_SIGNS = Signs(
    ("colon", False, r"^\s*:"),
    ("bracket", True, r"[(\[]\s*$"),
    ("bar", True, r"[|\t]\s*$|\s{2,}$"),
    ("comma before", True, r",\s*$"),
    ("comma after", False, r"^\s*,"),
    ("dash", True, r"[–—-]\s*$"),
    ("arrow", True, r"[>→]\s*$"),
    ("noun after", False, r"^ [a-z]+"),
    ("title after", False, r"^ [A-Z]"),
    ("possessive", False, r"^['’]s\b"),
    ("of the past", True, r"(?i)\b(?:was|were|since|from|last|of|sent|held|met)\s*(?:the\s*|on\s*)?$"),
    ("of the work", True, r"(?i)\b(?:for|the|about|of|from|to)\s*(?:the\s*)?$"),
    ("not", True, r"(?i)\b(?:not|until)\s*$"),
    ("limit", True, r"(?i)\b(?:by|before|due|deadline|til|till|no later than|latest)\W*$"),
    ("question", False, r"^\s*\?"),
)


_AGREES = expression(
    r"\W*(?:(?:oh|ah|yeah|yes|ok|okay|right|and|well)\W+){0,2}(?:perfect|great|good|lovely|brilliant|fine|ok|okay|yes|yeah|yep"
    r"|aye|sure|deal|done|super|cool|thanks|thank you|sounds|works|that works|that['’]s|i can live|no problem|alright"
    r"|all right|right)\b",
    re.IGNORECASE,
)
_ASKS_WHEN = expression(
    r"\b(?:when|by when|what day|which day|how soon|how long|what time|deadline|by what)\b[^?]{0,80}\?", re.I
)
_IS_ASKED = expression(r"[^.?!]{0,25}\?")
_NEW_TOPIC = expression(
    r"\W*(?:next|right|okay|ok|so|now|anything else|what about|and then|moving on|another)\b", re.IGNORECASE
)
_SHORT_TURN = 8  # words
# Words whose day depends on the day named just before them.
_REFERS_BACK = expression(
    r"\b(?:then|that|same|following|after|before|later|earlier|next|prior|previous|those|this|from|it)\b", re.I
)


# What has to happen before the work: "Mateo drops it off once the data is wiped", "pay when the invoice is here".
_AWAITS = expression(
    r"""\b(?: (?:once|as\ssoon\sas) \s [^.;:]{2,60}? \b(?:is|are|has|have|was|were|\w{3,}s)\b
        | (?<!\b(?:out|ask|see|say)\s) (?<!\b(?:know|tell|asks|says|sees)\s) (?<!\bcheck\s) when \s
          (?!(?:is|are|do|does|did|will|can|we|you|i)\b) (?:[\w'’]+\s){1,5}?
          (?: comes? | arrives? | lands?
            | (?:is|are|has|have|gets?) \s (?:here|in|back|there|ready|done|paid|wiped|signed|approved|through|free|over
              |finished|out|come|arrived|been) )\b
        )""",
    re.VERBOSE | re.IGNORECASE,
)
NO_DAY = ""


def awaits(text: str) -> bool:
    """Whether words say that the work has to wait for something: "once the data is wiped"."""
    return _AWAITS.search(text) is not None


@dataclass(frozen=True, slots=True)
class DateOptions:
    """The possible days, ISO dates: what speaks for each, the words that name it, and which the rules answer."""

    features: dict[str, Features]
    said: dict[str, str]  # the words nearest to the work
    ruled: str  # "" for none


@dataclass(frozen=True, slots=True)
class _DateMention:
    """A date phrase that names a day, and its place among those of its text."""

    start: int
    end: int
    said: str
    cue: str
    number: int  # which phrase of the text, from 0
    count: int  # phrases of the text
    day: date
    grain: str


class Days:
    """The days that one note names, each phrase resolved once."""

    def __init__(self, notes: Notes, annotations: Annotations) -> None:
        self._context = context_of(notes, _ANY_DAY, country="US")
        self._notes = notes
        self._annotations = annotations
        self._meanings: dict[tuple[str, date | None], Deadline | None] = {}

    def meaning(self, said: str, before: date | None = None) -> Deadline | None:
        """Return what date words mean; `before` is the day that the notes name just before them, if any."""
        if before is not None and not _REFERS_BACK.search(said):
            before = None
        key = said, before
        if key not in self._meanings:
            context = replace(self._context, before=before) if before is not None else self._context
            self._meanings[key] = resolve(said, context)
        return self._meanings[key]

    def day_of(self, said: str, after: str) -> str:
        """Return the day of a deadline, or "" for none; `after` is the date words that it refers to, or ""."""
        named = self.meaning(after) if after else None
        return _iso(self.meaning(said, named.day if named is not None else None))

    def is_ahead(self, said: str) -> bool:
        """Whether date words name the day of the meeting or a later one."""
        meant = self.meaning(said)
        return meant is not None and meant.day is not None and meant.day >= self._context.today

    def options(self, candidate: Candidate, ruled: str | None, after: str) -> DateOptions:
        """Return every day on which a candidate could be due.

        Args:
            candidate: The candidate.
            ruled: The words that the rules answer, if any.
            after: The date words that these refer to, or "".
        """
        block = self._notes.blocks[candidate.block]
        found, words = FoundOptions[str](), dict[str, str]()
        ruled_day = self.day_of(ruled, after) if ruled else ""
        last: date | None = None
        for place in places(self._notes, candidate):
            if place.role == "clause" and block.cells:
                continue
            if place.role not in HERE and formulas.takes_leave(place.text):
                continue
            for mention in self._mentions_in(place, last):
                if place.role == "clause" and tells_which(place.text, place.start, mention):
                    continue
                if place.role != "clause" and is_one_of_two(place.text, mention):
                    continue
                if place.role == "clause" or last is None:
                    last = mention.day
                words.setdefault(mention.day.isoformat(), mention.said)
                _add_mention(found, place, mention, candidate)
                if place.block >= 0 and block.kind is Kind.TURN:
                    self._add_turns(found, place, mention, candidate)
        self._add_cells(found, words, block)
        days_here = [day for day, features in found.of.items() if "in clause" in features]
        found.see(NO_DAY)["days in the clause"] = float(len(days_here))
        found.see(ruled_day, "ruled")
        if ruled:
            words[ruled_day] = ruled
        return DateOptions(self._finished(found, candidate, ruled_day, bool(ruled)), words, ruled_day)

    def _mentions_in(self, place: Place, before: date | None) -> Iterator[_DateMention]:
        """Yield the phrases of a text that name a day; `before` is the day that is named before the text."""
        phrases: Sequence[Phrase] = (
            self._annotations.dates_between(place.text, place.start, place.end)
            if place.role == "clause"
            else [  # each text is searched once, for all candidates around it
                phrase
                for phrase in self._annotations.of(place.text).dates
                if place.start <= phrase.start and phrase.end <= place.end
            ]
        )
        for number, phrase in enumerate(phrases):
            if phrase.said[:6].casefold() == "since ":
                continue  # since when something lasts: nothing is due then
            if _EXCLUDED.search(place.text, max(0, phrase.start - _BEFORE_EXCLUDED), phrase.start):
                continue
            meant = self.meaning(phrase.said, before)
            if meant is not None and meant.day is not None:
                yield _DateMention(
                    phrase.start, phrase.end, phrase.said, phrase.cue, number, len(phrases), meant.day, meant.grain
                )

    def _add_turns(self, found: FoundOptions[str], place: Place, said: _DateMention, candidate: Candidate) -> None:
        """Note how the turns around a day in talk take it up: "When can you have it?" "Wednesday?" "Perfect." """
        blocks = self._notes.blocks
        features = found.see(said.day.isoformat())
        lower(features, "turns away", abs(place.block - candidate.block))
        rest = place.text[said.end :]
        if place.block + 1 < len(blocks) and _AGREES.match(blocks[place.block + 1].text):
            features["agreed by the next turn"] = 1.0
        if (place.block and _ASKS_WHEN.search(blocks[place.block - 1].text)) or _ASKS_WHEN.search(
            place.text[: said.start]
        ):
            features["asked for"] = 1.0
        if _IS_ASKED.match(rest):
            features["is asked"] = 1.0
        if blocks[place.block].speaker == blocks[candidate.block].speaker:
            features["said by the same"] = 1.0
        if len(place.text.split()) <= _SHORT_TURN:
            features["short turn"] = 1.0
        if place.block != candidate.block and _NEW_TOPIC.match(blocks[max(place.block, candidate.block)].text):
            features["behind a new topic"] = 1.0

    def _add_cells(self, found: FoundOptions[str], words: dict[str, str], block: Block) -> None:
        """Add the days that cells of a row name."""
        for cell in block.cells:
            is_date = _DIGITS.fullmatch(cell.text) or self._annotations.of(cell.text).dates
            if len(cell.text) <= _SHORT and is_date and (day := _iso(self.meaning(cell.text))):
                found.see(day, "whole cell", f"column: {column_kind(cell.column) or 'other'}")
                words.setdefault(day, cell.text.strip())

    def _finished(
        self, found: FoundOptions[str], candidate: Candidate, ruled: str, has_words: bool
    ) -> dict[str, Features]:
        """Return the options with the features that all of them share, and how far off each day is."""
        common = {
            **shared(candidate.features),
            "options": float(len(found.of)),
            "ruled: none": float(not ruled),
            "ruled: words alone": float(has_words and not ruled),
        }
        for name, features in found.of.items():
            features.update(common)
            features["ruled: another"] = float(bool(ruled) and name != ruled)
            if name:
                features["days on"] = float((date.fromisoformat(name) - self._context.today).days)
        return found.of


def _iso(meant: Deadline | None) -> str:
    return meant.day.isoformat() if meant is not None and meant.day is not None else ""


def _add_mention(found: FoundOptions[str], place: Place, said: _DateMention, candidate: Candidate) -> None:
    """Add one mention of a day to the options."""
    here, role, text = place.role in HERE, place.role, place.text
    features = found.see(said.day.isoformat(), f"in {role}", f"grain: {said.grain}")
    if here:
        features[f"cue: {said.cue}"] = 1.0
    features["mentions"] = features.get("mentions", 0.0) + 1
    before, after = text[max(0, said.start - _REACH) : said.start], text[said.end : said.end + _REACH]
    where = "here" if here else "there"
    features.update(_SIGNS.beside(before, after, where))
    if role == "clause":
        lower(features, "from the start", said.start - candidate.start)
        lower(features, "from the end", candidate.end - said.end)
        lower(features, "nth", said.number)
        features["of so many"] = said.count
        if said.start >= candidate.task_start and said.end <= candidate.task_end:
            features["inside the work"] = 1.0
    elif role == "before":
        lower(features, "distance, before", candidate.start - said.end)
    elif role == "after":
        lower(features, "distance, after", said.start - candidate.end)
    else:
        lower(features, f"length of {role}", float(len(text)))
    if LASTS.search(text[max(0, said.start - _LOOK_BACK) : said.start]):
        features[f"lasts, {where}"] = 1.0
    if not here and is_action_title(text):
        features["in a title of work"] = 1.0
    if _NOTHING.match(text[: said.start]):
        features[f"opens, {where}"] = 1.0
    if _NOTHING.match(text, said.end):
        features[f"ends, {where}"] = 1.0
    if any(left <= said.start < right for left, right in candidate.subordinate_spans) and here:
        features["aside"] = 1.0
