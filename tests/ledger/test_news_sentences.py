"""Sentences that tell what became of work: what they tell, of which work, and who has it now."""

from __future__ import annotations

import re
import time
from pathlib import Path
from random import Random

import pytest
from ledgers import NOW
from regex_samples import samples

from extractor import pipeline
from extractor.ledger import book
from extractor.ledger.book import Pen
from extractor.ledger.news_patterns import SAYINGS, Saying, Way
from extractor.ledger.news_sentences import (
    groups_of,
    receiver_of,
    reports_of,
    saying_of,
    sentences_of,
    subject_of,
    telling_of,
    words_of,
)
from extractor.ledger.reading import Source, meetings_of
from extractor.ledger.store import Store, open_ledger

PEOPLE = ("Ada", "Milan", "Kirsty", "Tomas", "Hetty", "Paul", "Nora", "Ben", "Yusuf")

FIRST = """\
# Friends of Beech Lane, 20 April 2026
Present: Ada, Milan, Kirsty, Jo

- Ada designs the poster for the summer fair by 4 May.
- Kirsty applies for the drinks licence by Friday.
- Jo will book the bouncy castle.
- Jo makes the stall rota by 8 May.
- Milan asks the butcher for a price on burgers.
- Kirsty borrows the gazebos of the cricket club, by 8 May.
- Milan repairs the old float, by 8 May.
- Ada writes to the vicar about parking.
"""
SECOND = """\
# Friends of Beech Lane, 4 May 2026
Present: Ada, Milan, Kirsty, Jo

- Ada hands the poster to Milan, she is moving house.
- Kirsty sent the licence form to the council on Thursday.
- The bouncy castle fell through, they have moved to Leeds.
- The stall rota slips to the 15th, Jo waits for the names.
- No progress on the burgers.
- Milan will fetch the gazebos instead of Kirsty.
- Jo buys candles by Friday.
- Two of the three wheels of the float are repaired.
- Ask the vicar whether the hall has been booked.
"""


@pytest.mark.parametrize("saying", SAYINGS, ids=lambda saying: saying.says)
def test_saying_leaves_its_sentences_alone_and_finds_the_others(saying: Saying) -> None:
    assert [words for words in saying.ignores if saying_of(words) == saying.says] == []
    assert [words for words in saying.finds if saying_of(words) != saying.says] == []


WAYS = [(saying, way) for saying in SAYINGS for way in saying.ways]


@pytest.mark.parametrize(("saying", "way"), WAYS, ids=[f"{saying.says}: {way.words[:30]}" for saying, way in WAYS])
def test_what_a_way_matches_holds_its_words(saying: Saying, way: Way) -> None:
    pattern = re.compile(rf"\b(?:{way.pattern}){saying.end}", re.VERBOSE | re.IGNORECASE)
    matched = [words for words in samples(pattern) if pattern.search(words)]
    assert matched
    assert [
        words for words in matched if any(group.isdisjoint(words_of(words)) for group in groups_of(way.words))
    ] == []


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("comments sent, domain renewed till 2028", ["comments sent", "domain renewed till 2028"]),
        ("The boiler is fixed / the meter is replaced", ["The boiler is fixed", "the meter is replaced"]),
        ("The form is signed, it was sent on Friday", ["The form is signed, it was sent on Friday"]),
        ("The form is signed, Ana brings it on Friday", ["The form is signed, Ana brings it on Friday"]),
    ],
)
def test_reports_of_several_works(sentence: str, parts: list[str]) -> None:
    assert reports_of(sentence) == parts


def test_a_title_and_a_number_end_no_sentence() -> None:
    assert sentences_of("The list of Mrs. Sowa is here. Done.") == ["The list of Mrs. Sowa is here.", "Done."]
    assert sentences_of("Is it there? No. The rest of No. 7 is late.") == [
        "Is it there?", "No.", "The rest of No. 7 is late.",
    ]  # fmt: skip


def test_a_line_is_split_where_another_person_begins() -> None:
    assert sentences_of("Maya finished the letter, and Sam took it to Dana.") == [
        "Maya finished the letter",
        "Sam took it to Dana.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The letter has not been sent.",
        "Nobody has taken the poster over.",
        "Two of the three windows are ordered.",
        "Petra swears she sent it.",
        "Ask whether the hall is booked.",
        "Is the form signed?",
        "Who has sent the letter to the council?",
        "If Ana hands it over to Ben, we are late.",
        "Ana gives the drawing to Ben by Friday.",
    ],
)
def test_a_contrary_a_condition_a_question_and_a_part_tell_no_end(sentence: str) -> None:
    assert saying_of(sentence) in ("", "open")


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Jo still has no names, so the rota is pushed back to Wednesday.", "the rota is pushed back to Wednesday."),
        ("Ada hands the poster to Milan, she is moving house.", "Ada hands the poster to Milan"),
        ("Drafts for both summaries circulated to the board.", "Drafts for both summaries"),
        ("Deposits, all in.", "Deposits,"),
        ("Nothing of the kind", "Nothing of the kind"),
    ],
)
def test_subject_of_a_sentence(sentence: str, subject: str) -> None:
    assert subject_of(sentence).strip().removeprefix("so ") == subject


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Ada hands the poster to Milan, she is moving house.", "Milan"),
        ("Milan takes over the poster.", "Milan"),
        ("Milan will fetch them instead of Kirsty, she has no car.", "Milan"),
        ("Instead of Kirsty, Milan will fetch them.", "Milan"),
        ("Ada is away, so Tomas picks up the docs.", "Tomas"),
        ("Hetty will speak to them rather than Paul.", "Hetty"),
        ("Ben, could you take over the quote from me?", "Ben"),
        ("I'll take it over from Ben.", "Nora"),
        ("Ada leaves this to Yusuf's men.", "Yusuf"),
        ("Somebody else takes it over.", ""),
        ("The weather was fine.", ""),
    ],
)
def test_who_has_the_work_now(sentence: str, name: str) -> None:
    assert receiver_of(sentence, lambda words: words if words in PEOPLE else "", "Nora") == name


@pytest.mark.parametrize(
    "words", ["Ana hands the ", "moved to ", "is now ", "no ", "not ", "one of ", "to the end of "]
)
def test_repeated_words_take_no_time(words: str) -> None:
    start = time.monotonic()
    telling_of(words * (200 // len(words))), subject_of(words * (200 // len(words)))
    assert time.monotonic() - start < 0.2


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a ledger that holds both notes."""
    result = open_ledger(tmp_path / "ledger.db")
    pen = Pen(result, "keep", NOW, lambda: Random(1).getrandbits(80))
    for text in (FIRST, SECOND):
        data = text.encode()
        notes, recap, lines = pipeline.notes_and_recap(data, "fair.md", pipeline.read_options())
        for meeting in meetings_of(notes, recap, Source("fair.md", text[20:40], lines)):
            book.keep(pen, meeting)
    return result


def test_each_kind_of_news_is_asked_about_and_starts_nothing(store: Store) -> None:
    asked = {one.line: one.kind for one in store.questions()}
    assert asked == {4: "handed", 5: "done", 6: "dropped", 9: "handed"}
    items = {item.task: item for _, item in store.items(everything=True)}
    assert sum(item.state == "open" for item in items.values()) == len(items) == 10, (
        "the candles and the question are new"
    )
    rota = next(item for task, item in items.items() if "rota" in task)
    assert (rota.moved, rota.due and rota.due.day) == (1, 15), "a new day of the same work is applied"


def test_a_yes_hands_the_work_over(store: Store) -> None:
    question = next(one for one in store.questions() if one.line == 4)
    book.answer(Pen(store, "mark", NOW, lambda: 1), [(question, True)], NOW.date())
    poster = store.item(question.item)
    assert poster is not None
    assert (poster.owners, [change.what for change in poster.changes]) == (("Milan",), ["owners"])


def test_after_a_no_the_sentence_is_work_of_its_own(store: Store) -> None:
    question = next(one for one in store.questions() if one.line == 9)
    book.answer(Pen(store, "mark", NOW, lambda: 1), [(question, False)], NOW.date())
    tasks = [item.task for _, item in store.items(everything=True)]
    assert sum("gazebo" in task for task in tasks) == 2


PLOTS = """\
# Allotments, 5 February 2026
Present: Rosa Martin, Ken Ito, Bea Novak

- [ ] Ken will replace the washer by 1 March
- [ ] Bea asks the council about the new meter by 5 March
- [ ] Rosa: notice for the swap day
- [ ] Ken writes to the holder of plot 31 about the rubbish
"""
REVIEW = """\
# Allotments, 5 March 2026
Present: Rosa Martin, Ken Ito, Bea Novak

## Actions of last time
- Washer by plot 12: done 28.02., Ken
- Meter: no reply from the council, Bea is off sick.
- Notice for swap day: CANCELLED, swap day merges with the open day
- Plot 31: Ken has handed this over to Rosa.
"""


@pytest.fixture
def plots(tmp_path: Path) -> Store:
    result = open_ledger(tmp_path / "ledger.db")
    for number, text in enumerate((PLOTS, REVIEW)):
        notes, recap, lines = pipeline.notes_and_recap(text.encode(), "plots.md", pipeline.read_options())
        for meeting in meetings_of(notes, recap, Source("plots.md", str(number), lines)):
            book.keep(Pen(result, "keep", NOW, lambda: Random(1).getrandbits(80)), meeting)
    return result


def test_a_list_of_last_time_names_items_by_one_word(plots: Store) -> None:
    items = {item.key: item for _, item in plots.items(everything=True)}
    assert len(items) == 4
    seen = {item.task.split()[-1]: (item.state, item.ended and item.ended.isoformat()) for item in items.values()}
    assert seen["washer"] == ("done", "2026-02-28"), "the day that the entry names"
    assert seen["meter"] == ("open", None)
    assert seen["day"][0] == "dropped"
    assert all(item.meetings == 2 for item in items.values())


def test_an_entry_that_hands_its_item_over_is_asked_about(plots: Store) -> None:
    (question,) = plots.questions()
    assert (question.kind, question.line) == ("handed", 8)
    book.answer(Pen(plots, "mark", NOW, lambda: 1), [(question, True)], NOW.date())
    item = plots.item(question.item)
    assert item is not None
    assert item.owners == ("Rosa Martin",)
