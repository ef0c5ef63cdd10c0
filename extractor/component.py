"""The spaCy component `recap_actions`: the actions of a Doc as spans, in a pipeline of the user's own.

    nlp = spacy.blank("en")
    nlp.add_pipe("recap_actions", config={"date": "2026-03-04"})
    doc = nlp("Sarah will send the deck by Friday.")
    for span in doc.spans["actions"]:
        print(span, span._.owners, span._.due, span._.task)

spaCy finds the factory by the entry point in setup.cfg. recap reads `doc.text` with a pipeline of its own, so any
tokenizer will do. The extensions of Span are set only where somebody makes the component.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

if TYPE_CHECKING:
    from extractor.model import Action, ReadOptions, Recap

KEY = "actions"  # of `doc.spans`
LABEL = "ACTION"
# What each span says of its action, by the name of the extension. `due` gives the day as a date, too: a Doc that goes
# to another process or to a file may hold texts, and no dates.
STORED = ("task", "owners", "due_iso", "due_text", "done")


@Language.factory(
    "recap_actions",
    assigns=["doc.spans", "span._.due", *(f"span._.{name}" for name in STORED)],
    default_config={"date": None, "date_order": None, "country": ""},
)
class RecapActions:
    """Finds the actions of each Doc and puts them into `doc.spans["actions"]`, in the order of the text.

    Args:
        nlp: The pipeline that the component is in.
        name: Its name there.
        date: The day of the meeting, "YYYY-MM-DD", for texts that do not say.
        date_order: How to read 3/4, "mdy" or "dmy", if the text does not show it.
        country: Whose public holidays count, an ISO 3166 code; "" for none.

    Raises RecapError for a date order or a country that is unknown, ValueError for a date that is none.
    """

    def __init__(self, nlp: Language, name: str, date: str | None, date_order: str | None, country: str) -> None:
        from extractor import pipeline

        self.options: ReadOptions = pipeline.read_options(
            date=dt.date.fromisoformat(date) if date else None, date_order=date_order, country=country
        )
        for attribute in STORED:
            if not Span.has_extension(attribute):
                Span.set_extension(attribute, default=None)
        if not Span.has_extension("due"):
            Span.set_extension("due", getter=_due)

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its actions; a text without words has none."""
        from extractor import pipeline

        spans: list[Span] = []
        if doc.text.strip():
            spans = list(_spans(doc, pipeline.from_text(doc.text, self.options)))
        doc.spans[KEY] = SpanGroup(doc, name=KEY, spans=sorted(spans))
        return doc


def _due(span: Span) -> dt.date | None:
    return dt.date.fromisoformat(span._.due_iso) if span._.due_iso else None


def _spans(doc: Doc, recap: Recap) -> Iterator[Span]:
    """Yield the span of each action. spaCy keeps what a span says by its place, so no two share one."""
    starts = [0, *accumulate(len(line) for line in doc.text.splitlines(keepends=True))]
    taken: set[tuple[int, int]] = set()
    for item in recap.items:
        for begin, end in _places(doc.text, item, starts):
            span = doc.char_span(begin, end, label=LABEL, alignment_mode="expand")
            if span is None or (span.start, span.end) in taken:
                continue
            taken.add((span.start, span.end))
            values = (item.task, list(item.owners), item.due and item.due.isoformat(), item.due_text, item.done)
            for attribute, value in zip(STORED, values, strict=True):
                span._.set(attribute, value)
            yield span
            break


def _places(text: str, item: Action, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield where an action may stand: the words of its clause, those of its task, its lines, and parts of these."""
    first, last = starts[item.line - 1], starts[min(item.end_line, len(starts) - 1)]
    for words in (item.said, item.task):
        pattern = r"[\W_]{1,20}?".join(map(re.escape, re.findall(r"[^\W_]+", words)))
        if pattern and (match := re.compile(pattern).search(text, first, last)):
            yield match.span()
    end = first + len(text[first:last].rstrip())
    for word in re.finditer(r"\S+", text[first:end]):
        yield first + word.start(), end


__all__ = ["RecapActions"]
