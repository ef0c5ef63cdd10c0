"""What became of a mail, and what was understood of each item in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.ledger.events import Answer, Contact, Letter, Told
from extractor.ledger.items import Item
from extractor.ledger.mails import Mail


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one item in a mail."""

    answer: Answer | None  # None for words about no item
    item: Item | None
    called: str  # the id that stands in the mail; "" if none
    means: str
    sentence: str
    day: date | None = None

    @property
    def applied(self) -> bool:
        """Whether it counts already."""
        return self.answer is not None and self.answer.sure


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a mail."""

    mail: Mail
    kind: str  # "recap", "nudge", "word", "answer", "absence", "known" or "other"
    letter: Letter | None = None
    said: tuple[Contact | Answer | Told, ...] = ()
    answers: tuple[Understood, ...] = ()
