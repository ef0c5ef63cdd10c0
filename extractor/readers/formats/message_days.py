"""The days of the messages of a chat: "01/06/2026", "Yesterday at 9:14", "Tue 9:02", "12 min", or none.

In which order days are written is learned from the heads of all messages: 01/06/2026, then 02/06/2026. A day that can
be read in one way (27/06) decides, then the time that goes on from message to message, then the form: programs that
write the month first write no zeros before it and the clock with AM and PM. "Yesterday" is counted from the day on
which the chat was copied; where nobody says that day, a message of "yesterday" has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates, usual_order
from extractor.dates.calendar_names import WEEKDAY_NUMBERS

_FIGURES = expression(r"(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)")
_GAP = 3  # how many times longer one reading of the whole chat must be, to be the less likely one

_MOST_DAYS = 330  # that a message without a year may be old
_DAYS_AGO = expression(r"(\d{1,2})\s?d(?:ays?)?(?:\sago)?")


class MessageDays:
    """Tells the day of each message of a chat, in their order."""

    def __init__(self, order: str, today: date | None) -> None:
        """Take the order of days in figures, "mdy" or "dmy", and the day on which the chat was copied, if known."""
        self._order = order
        self._today = today
        self._day: date | None = None
        self._is_relative = False

    def day_of(self, said: str) -> date | None:
        """Return the day of the next message, of which the head or a line above says this; "" for only a time.

        A time alone has the day of the message before; below "Yesterday 22:10" it is one of today.
        """
        if said:
            found = next(iter(find_dates(said, order=self._order, near=self._near())), None)
            self._is_relative = found is None
            self._day = found.day if found else self._counted(said.casefold())
        elif self._is_relative:
            self._day = self._today
        return self._day

    def _near(self) -> date | None:
        return self._today - timedelta(days=_MOST_DAYS) if self._today else None

    def _counted(self, said: str) -> date | None:
        """Return the day that words count back from today: "yesterday", "tue", "3 d"."""
        if self._today is None:
            return None
        if ago := _DAYS_AGO.fullmatch(said):
            return self._today - timedelta(days=int(ago[1]))
        if said.startswith("yesterday"):
            return self._today - timedelta(days=1)
        weekday = WEEKDAY_NUMBERS.get(said.strip(" ,."))
        if weekday is None:
            return self._today  # "today", "12 min", "now"
        return self._today - timedelta(days=(self._today.weekday() - weekday) % 7)


def order_of_days(days: Sequence[str], times: Sequence[str], words: str) -> str | None:
    """Return "dmy" or "mdy" for the days of a chat; None where they are not written in figures, or nothing decides.

    Args:
        days: The days of its messages, as written, in their order.
        times: The times of its messages, as written.
        words: What is said in it: "27 June" and "June 27" show an order, too.
    """
    figures = [match for day in dict.fromkeys(days) if (match := _FIGURES.fullmatch(day.strip()))]
    if not figures:
        return None
    if any(match["sign"] == "." for match in figures):
        return "dmy"
    read = {
        order: [_day(match["first"], match["second"], match["year"], order) for match in figures] for order in _ORDERS
    }
    possible = [order for order in _ORDERS if None not in read[order]]
    if len(possible) == 1:
        return possible[0]
    if not possible:
        return None  # both orders in one file
    return (
        _by_time({order: [day for day in read[order] if day] for order in possible})
        or usual_order(words)
        or _by_form(figures[0]["first"], figures[0]["second"], figures[0]["year"], times)
    )


_ORDERS = ("mdy", "dmy")


def _day(first: str, second: str, year: str, order: str) -> date | None:
    month, day = (first, second) if order == "mdy" else (second, first)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _by_time(read: dict[str, list[date]]) -> str | None:
    """Return the order in which time goes on, or in which the messages are much nearer to each other."""
    back = {order: sum(later < earlier for earlier, later in pairwise(days)) for order, days in read.items()}
    if back["mdy"] != back["dmy"]:
        return min(back, key=lambda order: back[order])
    length = {order: (max(days) - min(days)).days for order, days in read.items()}
    for order, other in (_ORDERS, _ORDERS[::-1]):
        if _GAP * max(1, length[order]) <= length[other]:
            return order
    return None


def _by_form(first: str, second: str, year: str, times: Sequence[str]) -> str:
    """Return the order of the programs that write days and times so: "1/6/26, 7:02 PM" has the month first."""
    has_zero = first.startswith("0") or second.startswith("0")
    capitals = any(time.rstrip(". ").endswith("M") for time in times)
    small = any(time.rstrip(". ").endswith("m") for time in times)
    if has_zero or (len(year) == 4 and not capitals) or (small and len(year) == 4):
        return "dmy"
    return "mdy"


def clock_of(time: str) -> str:
    """Return a time of the clock, as written in a head, as "HH:MM:SS"."""
    hours, minutes, *seconds = (int(number) for number in re.findall(r"\d+", time)[:3])
    afternoon = re.search(r"p|下午|오후", time, re.I) is not None
    morning = re.search(r"a|上午|오전", time, re.I) is not None
    hours = hours + 12 if afternoon and hours < 12 else 0 if morning and hours == 12 else hours
    return f"{hours:02}:{minutes:02}:{seconds[0] if seconds else 0:02}"
