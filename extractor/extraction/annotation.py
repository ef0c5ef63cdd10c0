"""Annotate each text of a note once: its date phrases, its markers, and the owners named at its start and end.

A text is a block, a sentence, or a part of one. The lines around a line, its list, its sentences and its clauses all
need to know the same things about it: here they are found when they are first read, and only read from then on. Only
new texts, such as the words inside brackets or a task without its date, are searched for dates where they are made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from extractor.dates.finding import Phrase, find_phrases, may_hold_phrase
from extractor.extraction.owner_markers import prefix, suffix
from extractor.extraction.owner_markers.spans import OwnerSpan
from extractor.language.patterns.markers import Marker, marker_at
from extractor.language.people.roster import Roster

MarkerMatch = tuple[Marker, re.Match[str]]


@dataclass(frozen=True)
class Annotation:
    """One text of the notes and all that its words alone show, with offsets in it. Each fact is found on first use."""

    text: str
    roster: Roster = field(repr=False)

    @cached_property
    def dates(self) -> tuple[Phrase, ...]:
        """The date phrases of the text."""
        return find_phrases(self.text)

    @cached_property
    def may_have_dates(self) -> bool:
        """Whether its single words allow for a date phrase; costs far less than `dates`."""
        return may_hold_phrase(self.text)

    @cached_property
    def action_marker(self) -> MarkerMatch | None:
        """The marker of an action ("ACTION:", "TODO @kim") that comes first in MARKERS, or None."""
        return marker_at(self.text, "action")

    @cached_property
    def done_marker(self) -> MarkerMatch | None:
        """The marker of finished work ("DONE") that comes first in MARKERS, or None."""
        return marker_at(self.text, "done")

    @cached_property
    def decision_marker(self) -> MarkerMatch | None:
        """The marker of a decision ("DECISION:") that comes first in MARKERS, or None."""
        return marker_at(self.text, "decision")

    @cached_property
    def question_marker(self) -> MarkerMatch | None:
        """The marker of an open question ("TBD:") that comes first in MARKERS, or None."""
        return marker_at(self.text, "question")

    @cached_property
    def label(self) -> OwnerSpan | None:
        """The owners before a colon, dash or arrow at its start ("Kim: ..."), or in brackets there."""
        return prefix.label(self.text, self.roster, self._find_dates)

    @cached_property
    def before_verb(self) -> OwnerSpan | None:
        """The owners at its start before "to", "will" and the like."""
        return prefix.before_verb(self.text, self.roster)

    @cached_property
    def bare_name(self) -> OwnerSpan | None:
        """The known people at its start right before a verb ("Kim chase the supplier")."""
        return prefix.bare_name(self.text, self.roster)

    @cached_property
    def topic_end(self) -> int:
        """Where the work starts behind an id or a topic ("Slides: ..."), 0 without one."""
        return prefix.topic_end(self.text)

    @cached_property
    def behind_arrow(self) -> OwnerSpan | None:
        """The known people whom an arrow within it points to ("paper → Kim sends it")."""
        return prefix.behind_arrow(self.text, self.roster)

    @cached_property
    def owner_at_end(self) -> OwnerSpan | None:
        """The owners at its end: "(Kim)", "- Kim", "owner: Kim"."""
        return suffix.owner_at_end(self.text, self.roster, self._find_dates)

    @cached_property
    def taker(self) -> str:
        """Who takes on what was said before, where the text says only that ("Kim volunteered."), or ""."""
        return suffix.taker(self.text, self.roster)

    @property
    def capitalised_owner(self) -> OwnerSpan | None:
        """The capitalised words before "to" or "will" at its start, known or not; for the text behind a marker."""
        return prefix.capitalised_owner(self.text)

    @property
    def bracketed_owner(self) -> str:
        """The known name or handle in brackets within it, or ""."""
        return suffix.bracketed_owner(self.text, self.roster)

    @property
    def names_owner(self) -> bool:
        """Whether it names its owner at its start or end."""
        return self.label is not None or self.before_verb is not None or self.owner_at_end is not None

    def _find_dates(self) -> tuple[Phrase, ...]:
        return self.dates


class Annotations:
    """The annotations of the texts of one note, made with its roster and dropped with it."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._by_text: dict[str, Annotation] = {}

    def of(self, text: str, start: int = 0, end: int | None = None) -> Annotation:
        """The annotation of `text` from `start` to `end`; equal words share one."""
        words = text[start:end]
        annotation = self._by_text.get(words)
        if annotation is None:
            annotation = self._by_text[words] = Annotation(words, self.roster)
        return annotation

    def dates_between(self, text: str, start: int, end: int) -> tuple[Phrase, ...]:
        """The date phrases of `text` from `start` to `end`, with their offsets in all of it."""
        return tuple(
            Phrase(phrase.start + start, phrase.end + start, phrase.said, phrase.cue)
            for phrase in self.of(text, start, end).dates
        )
