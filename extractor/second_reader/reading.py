"""Have the second reader read notes: ask it, hold its answers to the notes, merge them with the rules' findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from extractor.common.escaping import printable
from extractor.dates.intervals import DateContext
from extractor.dates.resolving import context_of
from extractor.extraction import finder
from extractor.extraction.annotation import Annotations
from extractor.extraction.candidates.collect import candidates
from extractor.extraction.scoring import classifier
from extractor.language.people.roster import Roster
from extractor.model import Mention, Notes, ReaderReport, ReadOptions, SecondReader
from extractor.second_reader.answers import Proposal, is_list, proposals
from extractor.second_reader.answers import choices as answered_choices
from extractor.second_reader.client import NoAnswer, client_for
from extractor.second_reader.grounding import Ground, Grounded
from extractor.second_reader.merging import Merger, Own
from extractor.second_reader.questions import Question, ShownLine, choose_question, find_questions, shown_lines
from extractor.second_reader.replay import Replay

MALFORMED = "not in the form that was asked for"
MAX_CHOICES = 12  # closed questions about one of the notes
LINES_AROUND = 6  # that a closed question shows
MAX_QUESTIONS = 400  # of one note: 2 MB of text


class Reading:
    """A second reading of notes, with what became of it."""

    def __init__(self, options: ReadOptions, threshold: float) -> None:
        """Prepare to read.

        Args:
            options: The options; `second_reader` says who reads.
            threshold: The confidence from which a mention is in the plan.

        Raises:
            RecapError: The address is not on this machine, or the folder of answers cannot be used.
        """
        self._options = options
        self._threshold = threshold
        self._reader = options.second_reader or SecondReader()
        self._replay = Replay(Path(self._reader.replay)) if self._reader.replay else None
        self._client = None if self._replay else client_for(self._reader.url, self._reader.model)
        self._is_away = False
        self._proposed = self._confirmed = self._added = self._waiting = self._chosen = 0
        self._dropped: Counter[str] = Counter()
        self._troubles: list[str] = []

    @property
    def report(self) -> ReaderReport:
        """What became of the findings so far."""
        troubles = list(self._troubles)
        if self._waiting:
            troubles.append(
                f"{self._waiting} {'question waits' if self._waiting == 1 else 'questions wait'} for an answer in "
                f"{self._reader.replay}; until then the rules read those lines alone"
            )
        return ReaderReport(
            self._proposed,
            self._confirmed,
            self._added,
            tuple(sorted(self._dropped.items(), key=lambda one: (-one[1], one[0]))),
            tuple(troubles),
        )

    def find(self, notes: Notes, roster: Roster) -> tuple[Mention, ...]:
        """Return every mention of an action in the notes that the rules find, and those that the second reader adds.

        Args:
            notes: The notes of one meeting.
            roster: Their people.

        Raises:
            RecapError: The spaCy pipeline is not installed, or the folder of answers cannot be read.
        """
        models = finder.load_default(self._options.model)
        annotations = Annotations(roster)
        found = candidates(notes, roster, self._options.model, annotations)
        scores = classifier.score(notes, found, models.scoring)
        asked = self._proposals(notes)
        if not asked and not self._reader.alone:
            return finder.mentions_of(notes, annotations, found, scores, models)
        every = finder.mentions_of(notes, annotations, found, scores, models, 0.0)
        context = date_context(notes, self._options)
        choose = partial(self._choose, notes, shown_lines(notes))
        merger = Merger(notes, roster, context, Own(found, every), self._threshold, choose)
        merged = merger.merge(self._grounded(asked, Ground(notes, roster, context)), alone=self._reader.alone)
        self._confirmed += merged.confirmed
        self._added += merged.added
        self._dropped.update(merged.dropped)
        return merged.mentions

    def _proposals(self, notes: Notes) -> list[tuple[Proposal, tuple[int, int]]]:
        """Return what the second reader proposes for all parts of the notes, with the numbers of part and entry."""
        found: list[tuple[Proposal, tuple[int, int]]] = []
        for part, question in enumerate(find_questions(notes)[:MAX_QUESTIONS]):
            answer = self._answer(question)
            if answer is None:
                continue
            if not is_list(answer):
                self._troubles.append(
                    f"the second reader's answer about {_lines(question)} is not the list that was asked for"
                )
            own, malformed = proposals(answer)
            self._proposed += len(own) + malformed
            self._dropped.update({MALFORMED: malformed} if malformed else {})
            found += ((proposal, (part, number)) for number, proposal in enumerate(own))
        return found

    def _choose(
        self, notes: Notes, lines: Sequence[ShownLine], line: int, asked: str, choices: Sequence[str]
    ) -> int | None:
        """Return which of a few choices the second reader takes, by number from 1 on; None if it does not say.

        All choices stand in the notes: whatever it answers, nothing is invented.
        """
        if self._chosen >= MAX_CHOICES:
            return None
        self._chosen += 1
        near = [one for one in lines if abs(one.number - line) <= LINES_AROUND]
        numbered = "\n".join(f"{number}. {printable(choice)}" for number, choice in enumerate(choices, 1))
        question = choose_question(notes, near, [f"Question 1, line {line}: {printable(asked)}\n{numbered}"])
        answer = self._answer(question)
        number = answered_choices(answer).get(1) if answer else None
        return number if number is not None and 0 <= number <= len(choices) else None

    def _answer(self, question: Question) -> str | None:
        """Return the answer to a question; None if there is none. After a server has failed once it is left alone."""
        if self._replay is not None:
            answer = self._replay.answer(question)
            self._waiting += answer is None
            return answer
        if self._is_away or self._client is None:
            return None
        try:
            return self._client.ask(question)
        except NoAnswer as error:
            self._is_away = True
            self._troubles.append(
                f"the second reader at {self._client.address} is left out from line {question.first} on: {error}"
            )
            return None

    def _grounded(self, asked: Iterable[tuple[Proposal, tuple[int, int]]], ground: Ground) -> list[Grounded]:
        kept = []
        for proposal, entry in asked:
            one = ground.ground(proposal, entry)
            if isinstance(one, str):
                self._dropped[one] += 1
            else:
                kept.append(one)
        return kept


def date_context(notes: Notes, options: ReadOptions) -> DateContext:
    """Return what the days of notes are resolved against."""
    return context_of(notes, options.date, options.date_order, options.country)


def _lines(question: Question) -> str:
    return f"line {question.first}" if question.first == question.last else f"lines {question.first} to {question.last}"
