"""Days that talk gives a little later than the work."""

from __future__ import annotations

from datetime import date

import pytest

from extractor import extract

NEXT_WEEK = date(2025, 2, 28)


@pytest.mark.parametrize(
    ("talk", "due"),
    [
        (("Bo: I'll redo the packet.", "Ana: How soon can you do that?", "Bo: Um, end of next week."), NEXT_WEEK),
        (("Bo: I'll write to Silje.", "Ana: Oh, poor you.", "Bo: This afternoon."), date(2025, 2, 18)),
        (("Ana: I'll write the letter. By when, though?", "Bo: Say by the 24th."), date(2025, 2, 24)),
        (("Bo: I'll redo the packet.", "Ana: When?", "Bo: Friday."), date(2025, 2, 21)),
        (("Bo: I'll redo the packet.", "Ana: And when, roughly?", "Bo: By Friday."), date(2025, 2, 21)),
        (("Bo: I'll redo the packet.", "Ana: How long were you away?", "Bo: Since Monday."), None),
        (("Bo: I'll redo the packet.", "Ana: Who has the key?", "Bo: Dana, since last week."), None),
        (
            ("Bo: I'll redo the packet.", "Ana: Have the cards run out?", "Bo: Yes, this afternoon."),
            None,
        ),
        (("Bo: I'll redo the packet.", "Ana: Good.", "Bo: The fair is this afternoon, too."), None),
    ],
)
def test_day_that_answers_is_that_of_the_work(talk: tuple[str, ...], due: date | None) -> None:
    recap = extract(
        "Call of 18 February 2025\n\n" + "\n\n".join(("Ana: Hello.", "Bo: Hi.", *talk, "Ana: Right.", "Bo: Bye."))
    )
    first = next(item for item in recap.items if item.task.split()[0].lower() in {"redo", "write"})
    assert first.due == due


@pytest.mark.parametrize(
    ("answer", "due"),
    [
        ("Sure, by Wednesday", date(2025, 2, 19)),
        ("Yes, I can do it on Friday.", date(2025, 2, 21)),
    ],
)
def test_day_of_the_answer_that_takes_work_on_is_its_deadline(answer: str, due: date | None) -> None:
    talk = ("Cleo: I'll drop the box off Thursday morning.", "Ana: Bo, can you make the price cards?", f"Bo: {answer}")
    recap = extract("Call of 18 February 2025\n\n" + "\n\n".join(("Ana: Hello.", "Bo: Hi.", *talk, "Cleo: Bye.")))
    cards = next(item for item in recap.items if "cards" in item.task)
    assert (cards.owners, cards.due) == (("Bo",), due)
