"""Choose which of the owners and days around a piece of work are its own, by boosted trees.

The trees are data (`owners.json` and `dates.json`, made by `training/choosers.py`). They may answer "none": an option
counts from a threshold on, and below it the owner or the day stays open. Nobody is guessed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, TypeVar

from extractor.common.lazy_regex import expression
from extractor.common.logistic import logistic
from extractor.common.resources import text_of
from extractor.extraction.annotation import Annotations
from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.choosing import dates, owners
from extractor.extraction.choosing.agreed_days import Talk, agreed_day
from extractor.extraction.choosing.answers import accepted_day, answered_day
from extractor.extraction.choosing.places import HERE, Features, surroundings
from extractor.extraction.mentions import deadline_linking
from extractor.extraction.mentions.build import seeks as seeks_somebody
from extractor.extraction.scoring import boosted_trees
from extractor.extraction.scoring.boosted_trees import Trees
from extractor.language.columns import column_kind
from extractor.language.patterns.seeking import is_left_open, is_sought
from extractor.model import Kind, Mention, Notes

Option = TypeVar("Option", bound=Hashable)
_TO_STOP = expression(r"[^.;\n]{0,80}")
_SURE_ELSEWHERE = 0.7  # probability at least of a day that in talk only other turns name, and do not state by itself
_ACTS = frozenset({"turn: promise", "turn: request", "turn: offer"})  # features of what may be work of its own
_AT_A_TIME = 64  # candidates whose options are scored together


@dataclass(frozen=True)
class Chooser:
    """Trained trees, and what it takes to choose an option."""

    trees: Trees
    threshold: float  # the least probability of an option that is chosen
    ruled: float  # what the answer of the rules is ahead of others, as a probability


@dataclass(frozen=True)
class Choosers:
    """The chooser of owners and that of days."""

    owners: Chooser
    dates: Chooser


@cache
def load_default() -> Choosers:
    """Load the choosers in the package."""
    owners_data, dates_data = (json.loads(text_of(f"extraction/choosing/{name}.json")) for name in ("owners", "dates"))
    return Choosers(chooser_from_json(owners_data), chooser_from_json(dates_data))


def chooser_from_json(data: Mapping[str, Any]) -> Chooser:
    """Make a chooser of {"threshold", "ruled"} and what `boosted_trees.trees_from_json` takes."""
    return Chooser(boosted_trees.trees_from_json(data), data["threshold"], data["ruled"])


def probabilities(of_each: Sequence[Mapping[Option, Features]], chooser: Chooser) -> list[dict[Option, float]]:
    """Return for the options of each candidate how likely they are right, 0 to 1; the trees run once for all."""
    rows = [features for options in of_each for features in options.values()]
    log_odds = iter(boosted_trees.log_odds(rows, chooser.trees))
    return [{option: logistic(next(log_odds)) for option in options} for options in of_each]


def chosen(likely: Mapping[Option, float], ruled: Option, chooser: Chooser) -> Option | None:
    """Return the likeliest option, or None where it is empty (nobody, no day) or not likely enough.

    Args:
        likely: The probability of each option.
        ruled: What the rules answer.
        chooser: The chooser.
    """

    def rank(option: Option) -> tuple[float, str]:
        return likely[option] + (chooser.ruled if option == ruled else 0.0), str(option)

    best = max(
        (option for option in likely if not option or likely[option] >= chooser.threshold), key=rank, default=None
    )
    return best or None


_IN_BLOCK = frozenset(f"in {role}" for role in HERE)  # features of a day that the work's own block names
_LIMITS = frozenset({"cue: by", "cue: before", "cue: due", "cue: until", "column: due"})


def _is_limit(options: Mapping[str, Features], day: str) -> bool:
    """Whether the day that the rules answer stands behind a limit in the clause: "by 10 March 2062"."""
    return day in options and "in clause" in options[day] and not _LIMITS.isdisjoint(options[day])


class Choice:
    """The choices for the candidates of one note."""

    def __init__(
        self, notes: Notes, annotations: Annotations, choosers: Choosers, candidates: Sequence[Candidate]
    ) -> None:
        self._names = owners.Names(notes, annotations.roster)
        self._annotations = annotations
        self._days = dates.Days(notes, annotations)
        self._choosers = choosers
        self._candidates = candidates
        self._ruled = [owners.ruled_of(candidate, self._names) for candidate in candidates]
        self._share = owners.shares_of(self._ruled)
        self._times = Counter(map(self._words, candidates))
        self._chosen: dict[Hashable, owners.Owners] = {}  # by `_key`

    def _words(self, candidate: Candidate) -> str:
        return self._names.notes.blocks[candidate.block].text[candidate.start : candidate.end]

    def settled(self, built: Sequence[tuple[int, Mention]]) -> Iterator[Mention]:
        """Yield mentions with the owners and deadlines that are chosen.

        Args:
            built: The mentions, each with the number of its candidate.
        """
        for at in range(0, len(built), _AT_A_TIME):
            some = built[at : at + _AT_A_TIME]
            yield from self._with_days([index for index, _ in some], self._with_owners(some))

    def _with_owners(self, built: Sequence[tuple[int, Mention]]) -> list[Mention]:
        keys = [self._key(index, mention.speaker) for index, mention in built]
        asked: dict[Hashable, tuple[int, str | None]] = {}
        for key, (index, mention) in zip(keys, built, strict=True):
            if key not in self._chosen:
                asked.setdefault(key, (index, mention.speaker))
        options = [self._owner_options(index, speaker) for index, speaker in asked.values()]
        likely = probabilities(options, self._choosers.owners)
        for key, (index, speaker), own, likely_own in zip(asked, asked.values(), options, likely, strict=True):
            self._chosen[key] = self._chosen_owners(index, speaker, own, likely_own)
        # What the rules answer stays in the words of the notes, which may leave a doubt.
        return [
            mention
            if self._is_told(index) or self._chosen[key] == self._ruled[index]
            else replace(mention, owners_said=self._chosen[key])
            for key, (index, mention) in zip(keys, built, strict=True)
        ]

    def _is_told(self, index: int) -> bool:
        """Whether a table says who owns a candidate, or that nobody does."""
        cells = self._names.notes.blocks[self._candidates[index].block].cells
        return any(column_kind(cell.column) == "owner" for cell in cells)

    def _key(self, index: int, speaker: str | None) -> Hashable:
        """Return what a choice of owners depends on; the same sentence a thousand times in a line is one question."""
        candidate = self._candidates[index]
        if self._times[self._words(candidate)] == 1:
            return index
        title = self._names.titles.get(candidate.block)
        around = self._neighbours(index)
        return (
            *surroundings(self._names.notes, candidate, title),
            self._ruled[index],
            speaker,
            around.before,
            around.after,
        )

    def _neighbours(self, index: int) -> owners.Neighbours:
        return owners.neighbours_of(index, self._candidates, self._ruled, self._share)

    def _owner_options(self, index: int, speaker: str | None) -> Mapping[owners.Owners, Features]:
        if self._is_told(index):
            return {}
        return owners.options(
            self._candidates[index], self._names, self._ruled[index], speaker, self._neighbours(index)
        )

    def _chosen_owners(
        self,
        index: int,
        speaker: str | None,
        options: Mapping[owners.Owners, Features],
        likely: Mapping[owners.Owners, float],
    ) -> owners.Owners:
        candidate, ruled = self._candidates[index], self._ruled[index]
        block = self._names.notes.blocks[candidate.block]
        seeks = seeks_somebody(block, candidate)
        said = _REASON.split(block.text[candidate.start : candidate.end], maxsplit=1)
        reason = said[1] if len(said) > 1 else ""
        is_open = block.kind is Kind.TURN and is_left_open(block.text[candidate.start : candidate.end])
        is_own = candidate.clause is not None and candidate.clause.subject.casefold().strip() == "i"
        is_own = is_own or ("I", "subject") in candidate.owners_said
        # "I'll send it" is nobody else's promise
        own = set(owners.of_writer(self._names, speaker)) if is_own else set()

        # "I just need somebody to check the wording"
        is_turn = block.kind is Kind.TURN and bool(block.speaker)
        wants_another = is_turn and is_sought(block.text[candidate.start : candidate.end])

        def may_own(option: owners.Owners) -> bool:
            if wants_another and option == (block.speaker,):
                return False
            if is_own:
                return (bool(own) and own <= set(option)) or (
                    not speaker and _signs(options[option], option, block.text)
                )
            if seeks and reason and all(name.split()[0] in reason for name in option):
                return False  # "somebody to look after the money while Pam is away"
            if is_open and _ANSWERS.isdisjoint(options[option]):
                return False  # who is named before "somebody has to ring the broker" has not taken it on
            return _may_own(options[option], seeks=seeks)

        possible = {
            option: probability
            for option, probability in likely.items()
            if (option == ruled and not wants_another)
            or not option
            or (may_own(option) and not (seeks and option == ("all",)))
        }
        best = chosen(possible, ruled, self._choosers.owners) or ()
        return _with_partner(best, possible, block.text[candidate.start : candidate.end])

    def _with_days(self, indices: Sequence[int], mentions: Sequence[Mention]) -> Iterator[Mention]:
        options = [self._day_options(self._candidates[at], one) for at, one in zip(indices, mentions, strict=True)]
        likely = probabilities([one.features if one else {} for one in options], self._choosers.dates)
        for index, mention, own, likely_own in zip(indices, mentions, options, likely, strict=True):
            yield self._with_day(self._candidates[index], mention, own, likely_own) if own else mention

    def _day_options(self, candidate: Candidate, mention: Mention) -> dates.DateOptions | None:
        """Return the days on which a candidate could be due; None where the table says when."""
        cells = self._names.notes.blocks[candidate.block].cells
        if mention.due_said and any(
            cell.text.strip() == mention.due_said and column_kind(cell.column) == "due" for cell in cells
        ):
            return None
        return self._days.options(candidate, mention.due_said, mention.due_after)

    def _with_day(
        self, candidate: Candidate, mention: Mention, options: dates.DateOptions, likely: Mapping[str, float]
    ) -> Mention:
        best = chosen(likely, options.ruled, self._choosers.dates) or ""
        if not mention.due_said and (accepted := self._accepted(candidate)):
            return replace(mention, due_said=accepted, due_after="")
        if not best and not mention.due_said and (answered := self._answered(candidate)):
            return replace(mention, due_said=answered, due_after="")
        is_elsewhere = not best or _IN_BLOCK.isdisjoint(options.features[best])
        if is_elsewhere and not mention.due_said and candidate.done:
            return mention  # what is done waits for no day of other work
        if is_elsewhere and not mention.due_said and (agreed := self._agreed(candidate)):
            return replace(mention, due_said=agreed, due_after="")
        if best and "in clause" not in options.features[best] and self._awaits(candidate):
            best = ""  # the day is that of something else
        is_anothers = bool(best) and is_elsewhere and self._is_promised_by_another(candidate, best)
        if best == options.ruled or (not best and _is_limit(options.features, options.ruled)):
            return mention  # the rules' own, or their words without a day
        if not best:
            return replace(mention, due_said=None, due_after="")
        if is_anothers or (best and is_elsewhere and likely[best] < _SURE_ELSEWHERE and self._is_spoken(candidate)):
            return mention
        return replace(mention, due_said=options.said[best], due_after="")

    def _awaits(self, candidate: Candidate) -> bool:
        text = self._names.notes.blocks[candidate.block].text
        rest = _TO_STOP.match(text, candidate.end)
        return dates.awaits(text[candidate.start : rest.end() if rest else candidate.end])

    def _is_spoken(self, candidate: Candidate) -> bool:
        block = self._names.notes.blocks[candidate.block]
        return block.kind is Kind.TURN and block.speaker is not None

    def _accepted(self, candidate: Candidate) -> str:
        """Return the date words with which the next speaker takes on the work, or ""."""
        return accepted_day(
            self._names.notes.blocks, candidate.block, candidate.end, self._annotations, self._names_day
        )

    def _names_day(self, said: str) -> bool:
        return bool(self._days.day_of(said, ""))

    def _answered(self, candidate: Candidate) -> str:
        """Return the date words that the talk answers with a little later, or ""."""
        blocks = self._names.notes.blocks
        return answered_day(
            blocks,
            candidate.block,
            candidate.end,
            self._annotations,
            self._names_day,
            self._of_work,
        )

    def _agreed(self, candidate: Candidate) -> str:
        """Return the date words that the talk agrees on for a piece of work that names no day itself, or ""."""
        if any(self._names_day(phrase.said) for phrase in candidate.phrases):
            return ""
        return agreed_day(
            self._talk, candidate.block, candidate.start, candidate.end, is_anaphoric=candidate.is_anaphoric
        )

    @cached_property
    def _talk(self) -> Talk:
        blocks = self._names.notes.blocks
        own: dict[int, int] = {}
        for candidate in self._candidates:
            is_act = not _ACTS.isdisjoint(candidate.features) and not candidate.is_anaphoric
            if is_act and blocks[candidate.block].kind is Kind.TURN:
                own[candidate.block] = min(candidate.start, own.get(candidate.block, candidate.start))
        return Talk(
            blocks,
            lambda text: self._annotations.of(text).dates,
            self._days.is_ahead,
            lambda index: own.get(index, len(blocks[index].text)),
        )

    @cached_property
    def _of_work(self) -> frozenset[int]:
        """The blocks that hold a candidate with a clause of its own."""
        return frozenset(candidate.block for candidate in self._candidates if candidate.clause is not None)

    def _is_promised_by_another(self, candidate: Candidate, day: str) -> bool:
        """Whether in talk a day is that of other work, by somebody else: "And I will paint the fence on Saturday"."""
        block = self._names.notes.blocks[candidate.block]
        return block.kind is Kind.TURN and any(
            speaker != block.speaker and other == day for speaker, other in self._promised_days
        )

    @cached_property
    def _promised_days(self) -> frozenset[tuple[str | None, str]]:
        """Who promises work of their own in a turn, with the day that they name themselves."""
        found = set()
        for candidate in self._candidates:
            block = self._names.notes.blocks[candidate.block]
            if block.kind is Kind.TURN and candidate.clause is not None and not candidate.is_anaphoric:
                deadline = deadline_linking.choose(block, candidate)
                day = self._days.day_of(deadline.said, "") if deadline else ""
                if day:
                    found.add((block.speaker, day))
        return frozenset(found)


_REASON = expression(r"\b(?:while|when|because|since|until|till|instead\sof|unless|now\sthat)\s", re.IGNORECASE)
# Where somebody stands who takes on what was left open.
_ANSWERS = frozenset(
    f"in {role}" for role in ("clause", "after", "after 1", "after 2", "speaker after 1", "speaker after 2")
)


def _with_partner(best: owners.Owners, possible: Iterable[owners.Owners], said: str) -> owners.Owners:
    """Return owners with who is joined to the only one of them: of "Benny and Tam taste the wine" both."""
    if len(best) != 1:
        return best
    name = re.escape(best[0].split()[0])
    for option in possible:
        if len(option) == _PAIR and best[0] in option:
            other = re.escape(next(one for one in option if one != best[0]).split()[0])
            joined = rf"\b(?:{name}\s?(?:and|&|\+)\s?{other}|{other}\s?(?:and|&|\+)\s?{name})\s[a-z]"
            if re.search(rf"(?<!to )(?<!for )(?<!with ){joined}", said):
                return option
    return best


_PAIR = 2


def _may_own(features: Features, *, seeks: bool) -> bool:
    return not (owners.is_recipient(features) or (seeks and "in clause" not in features))


def _signs(features: Features, names: owners.Owners, text: str) -> bool:
    """Whether a name stands where a line says whose words it holds: "Shabnam - I'll send it", "I'll send it -RF"."""
    if "ends the block" in features:
        return True
    first = names[0].split()[0] if names else ""
    return (
        "opens the block" in features
        and re.match(rf"\W*{re.escape(first)}[^.!?;]{{0,40}}?\s?[-–—:)]", text) is not None
    )
