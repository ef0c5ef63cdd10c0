"""Simulate a year of a team of 12 with 150 promises, and count the drafts that `recap nudge` would write.

Every working day there is a run, and every draft is sent. People keep most promises, some late and without a word; most
answer a draft after a day or three. Prints the drafts of a person in a week (median, most), and about what they are.

    python benchmarks/nudges.py            a meeting each fortnight
    python benchmarks/nudges.py --days 7   each week; 28: each four weeks
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from statistics import mean, median

from extractor.dates.holidays import holiday_on
from extractor.ledger.tact import Calendar, Decision, Mailed, Manner, Partner, Promise, plan

PEOPLE, OUTSIDERS, PROMISES = 12, 3, 150
START, DAYS = date(2026, 1, 5), 364


@dataclass
class Life:
    """A promise, and what its owner will do about it."""

    promise: Promise
    owner: int
    outsider: int | None
    works_on: date | None  # the day on which it is done without being asked; None: never
    answers: dict[date, str] = field(default_factory=dict)  # what the owner will answer, and when


def main() -> None:
    """Run the simulation for some seeds and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=14, help="between two meetings")
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    calendar = Calendar(lambda day: holiday_on(day, "GB") is not None)
    weeks: list[int] = []
    kinds: Counter[str] = Counter()
    most_a_promise = 0
    phones = 0
    for seed in range(options.seeds):
        counts, of_seed, lives, calls = simulate(random.Random(seed), options.days, calendar)
        weeks += [counts[person, week] for person in range(PEOPLE) for week in range(52)]
        kinds += of_seed
        most_a_promise = max(most_a_promise, *(len(one.promise.mailed) for one in lives))
        phones += calls
    busy = [count for count in weeks if count]
    print(f"{options.seeds} years of {PEOPLE} people with {PROMISES} promises, a meeting each {options.days} days")
    print(f"drafts a person a week: median {median(weeks):.0f}, mean {mean(weeks):.2f}, most {max(weeks)}")
    print(
        f"weeks of a person with a draft: {len(busy) / len(weeks):.0%}; drafts a person a year: {mean(weeks) * 52:.1f}"
    )
    print(f"most about one promise: {most_a_promise}; better by phone in the end: {phones / options.seeds:.0f} a year")
    print(
        "promises in them a year: "
        + ", ".join(f"{kind} {count / options.seeds:.0f}" for kind, count in sorted(kinds.items()))
    )


def simulate(
    chance: random.Random, rhythm: int, calendar: Calendar
) -> tuple[Counter[tuple[int, int]], Counter[str], list[Life], int]:
    """Return the drafts of each person and week, their promises by kind, all promises, and how many end by phone."""
    meetings = [START + timedelta(days=number) for number in range(1, DAYS, rhythm)]
    lives = [_life(chance, number, meetings, calendar) for number in range(PROMISES)]
    drafts: Counter[tuple[int, int]] = Counter()
    kinds: Counter[str] = Counter()
    last_mail: dict[str, date] = {}
    for number in range(DAYS):
        today = START + timedelta(days=number)
        for life in lives:
            _live(life, today)
        recap = max((day for day in meetings if day <= today), default=None)
        meeting = min((day for day in meetings if day >= today), default=None)
        partners = _partners(lives, today, recap, meeting, last_mail)
        decisions = plan([partner for _, partner in partners], today, calendar)
        for (person, partner), decision in zip(partners, decisions, strict=True):
            if decision.write:
                drafts[person, number // 7] += 1
                last_mail[partner.id] = today
                _send(decision, lives, partner.outside, today, chance)
                kinds.update(one.kind for one in decision.write)
    called = sum(len(life.promise.mailed) >= 2 and life.promise.state == "open" for life in lives)
    return drafts, kinds, lives, called


def _life(chance: random.Random, number: int, meetings: list[date], calendar: Calendar) -> Life:
    """Return a promise of some meeting, due three to thirty working days later."""
    given = chance.choice(meetings[:-1])
    due = given
    for _ in range(chance.randint(3, 30)):
        due += timedelta(days=1)
        while not calendar.is_working(due):
            due += timedelta(days=1)
    fate = chance.random()
    late = timedelta(days=chance.randint(1, 20))
    works_on = due - timedelta(days=chance.randint(0, 3)) if fate < 0.55 else due + late if fate < 0.8 else None
    is_absent = chance.random() < 0.1
    promise = Promise(
        str(number), due=due, given=given, told_due=due, absent=is_absent, asked_on=given,
        outsider_waits=chance.random() < 0.15,
    )  # fmt: skip
    outsider = chance.randrange(OUTSIDERS) if promise.outsider_waits else None
    return Life(promise, chance.randrange(PEOPLE), outsider, works_on)


def _live(life: Life, today: date) -> None:
    """Let a day pass: the owner does the work, or answers a draft."""
    if life.promise.state != "open":
        return
    if life.works_on == today:
        life.promise = replace(life.promise, state="done", ended=today)
    answer = life.answers.pop(today, "")
    if answer == "done":
        life.promise = replace(life.promise, state="done", ended=today, heard=today)
    elif answer == "later":
        due = today + timedelta(days=7)
        life.promise = replace(
            life.promise,
            due=due,
            given=today,
            moved=life.promise.moved + 1,
            heard=today,
            moved_by_answer=True,
            absent=False,
        )
    elif answer == "ok":
        life.promise = replace(life.promise, heard=today, absent=False)


def _partners(
    lives: list[Life], today: date, recap: date | None, meeting: date | None, last_mail: dict[str, date]
) -> list[tuple[int, Partner]]:
    """Return those who wait outside, then the owners, each with their number."""
    given = [life for life in lives if life.promise.given is not None and life.promise.given <= today]
    found: list[tuple[int, Partner]] = []
    for number in range(OUTSIDERS):
        promises = tuple(replace(life.promise, meeting=meeting) for life in given if life.outsider == number)
        name = f"outsider {number}"
        found.append((PEOPLE + number, Partner(name, promises, last_mail=last_mail.get(name), outside=True)))
    for number in range(PEOPLE):
        promises = tuple(replace(life.promise, meeting=meeting) for life in given if life.owner == number)
        name = f"person {number}"
        partner = Partner(name, promises, Manner(), last_mail=last_mail.get(name), last_recap=recap)
        found.append((number, partner))
    return found


def _send(decision: Decision, lives: list[Life], outside: bool, today: date, chance: random.Random) -> None:
    """Note that a draft was sent, and let its reader answer, or not."""
    for reason in decision.write:
        life = next(one for one in lives if one.promise.id == reason.promise.id)
        mailed = (*life.promise.mailed, Mailed(today, reason.kind, outside))
        life.promise = replace(
            life.promise, mailed=mailed, told_due=life.promise.due if outside else life.promise.told_due
        )
        if not outside and chance.random() < 0.65:
            says = "ok" if reason.kind in ("assent", "before") else chance.choice(("done", "done", "later", "ok"))
            life.answers[today + timedelta(days=chance.randint(1, 3))] = says


if __name__ == "__main__":
    main()
