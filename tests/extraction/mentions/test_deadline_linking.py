"""Deadlines: dates that are not one first, then those that are, their words, and what the task keeps."""

from __future__ import annotations

import statistics
import time
from datetime import date

import pytest

from extractor import pipeline, readers
from extractor.dates import resolving
from extractor.dates.finding import Phrase
from extractor.dates.intervals import DateContext
from extractor.extraction.candidates.collect import candidates
from extractor.extraction.mentions import build, deadline_linking, task_text
from extractor.extraction.scoring import classifier
from extractor.language.people import roster_learning
from extractor.model import Block, Kind, Mention, Notes, ReadOptions
from extractor.resolution import assemble

# Wednesday, 4 March 2026; the next meeting two weeks later.
HEAD = """# Weekly sync

Date: 2026-03-04
Next meeting: 2026-03-18
Present: Ana Lima, Bob Ray, Kim Poe, Lee Orr

## Actions

"""
CALENDAR = DateContext(date(2026, 3, 4), next_meeting=date(2026, 3, 18))
UNTRAINED = classifier.Model(classifier.Weights(0.0, {}), 0.5)


def read(body: str, head: str = HEAD) -> Notes:
    return readers.read_text(head + body + "\n", "weekly.md")


def mentions(body: str, head: str = HEAD) -> list[Mention]:
    """Every candidate below the head as a mention, however likely it is."""
    notes = read(body, head)
    roster = roster_learning.learn(notes.blocks, notes.people)
    first = head.count("\n") + 1
    found = [build.mention(notes, one, 0.9, UNTRAINED) for one in candidates(notes, roster, ReadOptions().model)]
    return [one for one in found if one.line >= first]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Bob to book the room for 12 June.", id="what the room is for"),
        pytest.param("Bob to put a review in everyone's calendar for next Thursday.", id="what the entry is for"),
        pytest.param("Bob to schedule the review for next week.", id="what is scheduled"),
        pytest.param("Kim to report on what happened last week.", id="what the report is on"),
        pytest.param("Bob will circulate the draft that was posted on Monday.", id="relative clause"),
        pytest.param("Bob will circulate the draft posted on Monday.", id="participle"),
        pytest.param("Since Lee could not make it to the meeting today, Ana will send an email.", id="reason"),
        pytest.param("Bob to call the plumber as Lee is off till next Friday.", id="how long somebody is away"),
        pytest.param("Ana will review the minutes of 4 March.", id="minutes of a day"),
        pytest.param("Ana will fix Friday's outage report.", id="possessive"),
        pytest.param("Ana to send invites to the meeting on 4 May.", id="the meeting's day"),
        pytest.param("Ana to add the call next week to the calendar.", id="the call's day"),
        pytest.param("Bob to move the class to Monday.", id="where work moves an event"),
        pytest.param("Bob to rename the account for next year.", id="a year of the account"),
        pytest.param('Bob to reword "if nobody answers within a week, call us".', id="quoted"),
        pytest.param("Bob to check the numbers for today and last month.", id="numbers of days"),
        pytest.param("Bob to upload the hpc-in-a-day material.", id="a name with hyphens"),
        pytest.param("Bob to send the 2025 accounts to Lee.", id="accounts of a year"),
        pytest.param("Lee to comment on what Ana posted earlier today.", id="earlier today"),
        pytest.param("Bob to build Kim's monday report.", id="whose report"),
        pytest.param("Kim to diarise 30 March for a review.", id="a day in the diary"),
        pytest.param("Lee to check the passports expiring before April 2026.", id="what runs out"),
        pytest.param("Bob to ask the vicar to come to the March meeting.", id="the meeting that somebody comes to"),
        pytest.param("Bob to call the plumber, as Lee is on another job til the 21st.", id="how long a job lasts"),
        pytest.param("Bob to call the plumber.", id="no date"),
    ],
)
def test_date_of_the_work_is_not_the_deadline(line: str) -> None:
    (found,) = mentions(f"- {line}")
    assert found.due_said is None


@pytest.mark.parametrize(
    ("line", "said", "task"),
    [
        pytest.param(
            "Bob to send the March 3 release notes by Friday.",
            "by Friday",
            "send the March 3 release notes",
            id="a date in the work and one of the deadline",
        ),
        pytest.param(
            "Ana will prepare the Q3 plan before the board meeting on 4 May.",
            "before the board meeting on 4 May",
            "prepare the Q3 plan",
            id="before an event with its day",
        ),
        pytest.param("By Friday, Ana will send the agenda.", "By Friday", "send the agenda", id="in front"),
        pytest.param("Friday: Ana to send the agenda", "Friday", "send the agenda", id="as a label"),
        pytest.param("Write up the options (due Friday).", "due Friday", "Write up the options", id="in brackets"),
        pytest.param(
            "Write up the options (by Friday, with Lee).",
            "by Friday",
            "Write up the options (with Lee)",
            id="first in brackets",
        ),
        pytest.param(
            "Write up the options (nearly there, by Friday)",
            "by Friday",
            "Write up the options (nearly there)",
            id="last in brackets",
        ),
        pytest.param("Kim to book: Friday, the Pavilion", "Friday", "book: the Pavilion", id="after a colon"),
        pytest.param(
            "Bob to send the report, due 14 March, to Lee.",
            "due 14 March",
            "send the report to Lee",
            id="between commas",
        ),
        pytest.param(
            "Bob to order chairs in 6 days (Tuesday next week).",
            "in 6 days (Tuesday next week)",
            "order chairs",
            id="brackets in the date",
        ),
        pytest.param("Kim to renew the lease before Christmas.", "before Christmas", "renew the lease", id="full stop"),
        pytest.param(
            "Lee to schedule a follow-up meeting on 10 March.",
            "on 10 March",
            "schedule a follow-up meeting",
            id="an event to be held",
        ),
        pytest.param(
            "Lee to bring it up in the board meeting tomorrow.",
            "tomorrow",
            "bring it up in the board meeting",
            id="an event where the work is done",
        ),
        pytest.param("Bob to fix the bugs over the weekend.", "over the weekend", "fix the bugs", id="over a period"),
        pytest.param(
            "Bob to write up the options for next week.", "for next week", "write up the options", id="for next week"
        ),
        pytest.param("Bob to merge it after the release.", "after the release", "merge it", id="words without a day"),
        pytest.param("Bob to send it possibly next week.", "next week", "send it", id="a hedge is not quoted"),
        pytest.param("Bob will issue a release today.", "today", "issue a release", id="an event that is made"),
        pytest.param("Bob agreed to send it on Friday.", "on Friday", "send it", id="under a verb in the past"),
    ],
)
def test_words_of_the_deadline_and_of_the_task(line: str, said: str, task: str) -> None:
    found = [one for one in mentions(f"- {line}") if one.due_said]
    assert [(one.due_said, one.task) for one in found] == [(said, task)]


def test_items_of_one_line_keep_their_own_dates() -> None:
    found = mentions("- Ana will draft the text by Tuesday; Bob will review the pictures by Friday.")
    assert [(one.task, one.due_said) for one in found] == [
        ("draft the text", "by Tuesday"),
        ("review the pictures", "by Friday"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("From last week\n\n- Bob to call the plumber\n", [None], id="not: a title about the past"),
        pytest.param("### Minutes of the meeting\n\n- Bob to call the plumber\n", [None], id="not: minutes"),
        pytest.param("### 3 March\n\n- Bob to call the plumber\n", [None], id="not: the day of a meeting"),
        pytest.param("### Due 14 March\n\n- Bob to call the plumber\n", ["Due 14 March"], id="section title"),
        pytest.param("### Due 14 March\n\n- Bob to call by Friday\n", ["by Friday"], id="its own words come first"),
        pytest.param(
            "| Task | Owner | Due |\n| --- | --- | --- |\n| Call the plumber | Bob | 14 March |\n",
            ["14 March"],
            id="table column",
        ),
        pytest.param(
            "| Task | Owner | By | Due |\n| --- | --- | --- | --- |\n| Call the plumber | Bob | Bob | 14 March |\n",
            ["14 March"],
            id="the column that holds a date",
        ),
        pytest.param(
            "| Task | Owner | Due | Status |\n| --- | --- | --- | --- |\n| Call the plumber | Bob | 14 March |"
            " Overdue. New date 20 March |\n",
            ["20 March"],
            id="the day to which a row was moved",
        ),
        pytest.param(
            "- Bob to call the plumber, was 2 March. New due: 20 March\n", ["due: 20 March"], id="moved in its line"
        ),
    ],
)
def test_deadline_is_inherited_or_in_column(body: str, expected: list[str | None]) -> None:
    assert [one.due_said for one in mentions(body) if "plumber" in one.task or "call" in one.task] == expected


@pytest.mark.parametrize(
    ("line", "day"),
    [
        pytest.param("Bob to reply by then.", None, id="nothing to refer to"),
        pytest.param("Ana sends slides on 12 March; Bob to reply by then.", date(2026, 3, 12), id="by then"),
        pytest.param("The audit is on 12 March. Bob to be ready the same day.", date(2026, 3, 12), id="the same day"),
        pytest.param(
            "The audit is on 12 March. Bob to send a summary a week after that.",
            date(2026, 3, 19),
            id="a week after that",
        ),
        pytest.param("Bob to report back before the next meeting.", date(2026, 3, 18), id="the next meeting"),
        pytest.param("Bob to report back by the next sync.", date(2026, 3, 18), id="the next sync"),
        pytest.param("Bob to report back at the next call.", date(2026, 3, 18), id="the next call"),
        pytest.param("Bob to draft it for the March meeting.", date(2026, 3, 18), id="the month of the next meeting"),
        pytest.param("Bob to draft it for the April meeting.", None, id="the month of a later meeting"),
        pytest.param("Bob to ring the garage first thing in the morning.", date(2026, 3, 5), id="in the morning"),
        pytest.param(
            "Kim to clear the shelves before the Christmas peak begins on 12 December.",
            date(2026, 12, 12),
            id="a time of the year with its day",
        ),
        pytest.param("The sale is on 12 March. Bob to price them before that.", date(2026, 3, 12), id="before that"),
    ],
)
def test_words_that_refer_to_a_day(line: str, day: date | None) -> None:
    notes = read(f"- {line}")
    roster = roster_learning.learn(notes.blocks, notes.people)
    made = assemble.assemble(notes, roster, mentions(f"- {line}")[-1:], 0.5, ReadOptions())
    assert [item.due for item in made.items] == [day]


@pytest.mark.parametrize(
    ("title", "line", "day"),
    [
        pytest.param("Change board", "Bob to resubmit for the next board.", date(2026, 3, 18), id="the group alone"),
        pytest.param("Lab meeting", "Bob to show it by next lab meeting.", date(2026, 3, 18), id="the group's meeting"),
        pytest.param("Team notes", "Bob to show it by the next board meeting.", None, id="another group"),
    ],
)
def test_next_meeting_by_the_name_in_the_title(title: str, line: str, day: date | None) -> None:
    body, head = f"- {line}", f"# {title}\n\n{HEAD}"
    notes = read(body, head)
    roster = roster_learning.learn(notes.blocks, notes.people)
    made = assemble.assemble(notes, roster, mentions(body, head)[-1:], 0.5, ReadOptions())
    assert [item.due for item in made.items] == [day]


def test_same_day_at_the_end_of_a_line_means_the_line_above() -> None:
    body = "- Ana to order crates by 12 March\n- Bob to cut the ride (same day)\n"
    notes = read(body)
    roster = roster_learning.learn(notes.blocks, notes.people)
    made = assemble.assemble(notes, roster, mentions(body), 0.5, ReadOptions())
    assert [item.due for item in made.items] == [date(2026, 3, 12)] * 2


def test_deadlines_of_a_long_line_look_back_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    search = vars(deadline_linking)["find_phrases"]

    def counted(text: str) -> tuple[Phrase, ...]:
        lengths.append(len(text))
        found: tuple[Phrase, ...] = search(text)
        return found

    monkeypatch.setattr(deadline_linking, "find_phrases", counted)
    block = Block(Kind.BULLET, "Ana sends it on 12 March. " + "It is long. " * 500 + "Bob answers by then.", 1, 1)
    assert deadline_linking.antecedent_of(block, "by then") == ""
    assert max(lengths) <= 1_000


@pytest.mark.parametrize(
    ("words", "day", "doubt"),
    [
        pytest.param("on Friday", date(2026, 3, 6), None, id="none"),
        pytest.param("by 31 June", None, "“31 June” is not a date", id="impossible"),
        pytest.param(
            "by Friday, 5 March",
            date(2026, 3, 5),
            "“Friday, 5 March” is a Thursday; Thu 5 Mar 2026 is taken, not Fri 6 Mar 2026",
            id="weekday contradicts",
        ),
        pytest.param(
            "by 2 March 2026",
            date(2026, 3, 2),
            "“by 2 March 2026” is Mon 2 Mar 2026, before the meeting on Wed 4 Mar 2026",
            id="before the meeting",
        ),
        pytest.param(
            "by 20 February",
            date(2026, 2, 20),
            "“20 February” has no year; Fri 20 Feb 2026 (past) is taken, not the day of next year",
            id="carried over",
        ),
        pytest.param("by 14 March", date(2026, 3, 14), "“by 14 March” is Sat 14 Mar 2026, a Saturday", id="weekend"),
        pytest.param(
            "by 3 July",
            date(2026, 7, 3),
            "“by 3 July” is Fri 3 Jul 2026, a public holiday (Independence Day (observed))",
            id="holiday",
        ),
        pytest.param(
            "by 5/6",
            date(2026, 5, 6),
            "“5/6” can be read as Wed 6 May 2026 (taken) or Fri 5 Jun 2026",
            id="order of day and month",
        ),
        pytest.param(
            "by 10 March 2062",
            date(2062, 3, 10),
            "“by 10 March 2062” is Fri 10 Mar 2062; the year may be mistyped (for Tue 10 Mar 2026)",
            id="year mistyped",
        ),
    ],
)
def test_doubts_reach_the_recap_with_their_line(words: str, day: date | None, doubt: str | None) -> None:
    made = pipeline.make_recap(read(f"- ACTION: Bob to send the contract {words}."), ReadOptions(country="US"))
    assert [item.due for item in made.items] == [day]
    line = HEAD.count("\n") + 1
    assert [(one.line, one.message) for one in made.doubts if one.kind == "date"] == ([(line, doubt)] if doubt else [])


@pytest.mark.parametrize(
    ("words", "day"),
    [
        pytest.param("by Friday", None, id="relative words stay words"),
        pytest.param("by 13 March", None, id="a day without a year"),
        pytest.param("by 13 March 2026", date(2026, 3, 13), id="a day with its year"),
    ],
)
def test_without_the_day_of_the_meeting(words: str, day: date | None) -> None:
    made = pipeline.make_recap(readers.read_text(f"# Sync\n\n- ACTION: Bob to send it {words}.\n", "-"), ReadOptions())
    assert [(item.due, item.due_text) for item in made.items] == [(day, words)]
    assert any("--date" in one.message for one in made.doubts)


@pytest.mark.parametrize(
    ("work", "following", "expected"),
    [
        pytest.param("a) and :) stay", "", "a) and :) stay", id="not: signs that are no brackets"),
        pytest.param("send it (to Lee)", "", "send it (to Lee)", id="not: a pair"),
        pytest.param("(nearly there", "", "nearly there", id="no closing bracket"),
        pytest.param("(nearly there", ") - Bob", "(nearly there)", id="cut before the closing bracket"),
        pytest.param("post it to the list)", "", "post it to the list", id="no opening bracket"),
    ],
)
def test_brackets_in_pairs(work: str, following: str, expected: str) -> None:
    assert task_text.balanced(work, following) == expected


def test_phrase_costs_no_more_than_dateparser() -> None:
    """Medians over one table of phrases, in one run; the best of three each, since other work may run beside it."""
    import dateparser

    phrases = (
        "by Friday",
        "next week",
        "14 March",
        "end of the month",
        "in two weeks",
        "2026-03-20",
        "tomorrow",
        "3/4",
    )

    def median(read_one: object) -> float:
        costs = []
        for phrase in phrases:
            best = float("inf")
            for _ in range(3):
                began = time.perf_counter()
                read_one(phrase)  # type: ignore[operator]
                best = min(best, time.perf_counter() - began)
            costs.append(best)
        return statistics.median(costs)

    median(lambda words: dateparser.parse(words, languages=["en"]))  # loads its data
    theirs = median(lambda words: dateparser.parse(words, languages=["en"]))
    assert median(lambda words: resolving.resolve(words, CALENDAR)) <= theirs
