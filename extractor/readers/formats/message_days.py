"""Learn from the heads of all messages of a chat in which order their days are written: 01/06/2026, then 02/06/2026.

A day that can be read in one way (27/06) decides, then the time that goes on from message to message, then the form:
programs that write the month first write no zeros before it and the clock with AM and PM.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.dates.absolute import usual_order

_FIGURES = expression(r"(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)")
_GAP = 3  # how many times longer one reading of the whole chat must be, to be the less likely one


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
