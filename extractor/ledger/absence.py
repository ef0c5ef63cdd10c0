"""Read until when somebody is away, in the automatic answer of a mail program."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractor.common.lazy_regex import expression
from extractor.ledger.instructions import day_of

MAX_DAYS = 366  # of an absence that is believed
_UNTIL = expression(
    r"\b(?:until|till|through|up\sto|thru|bis|to|-|–)\s+(?:and\sincluding\s|einschließlich\s)?(?:(?:zum|den|the)\s)?(?P<day>[^;\n]{3,40})",
    re.I,
)
_BACK = expression(
    r"\b(?:back|return(?:ing)?|available\sagain|wieder|zurück)\b(?:\s\w+){0,4}?\s(?:on|from|by|am|ab)\s(?:(?:the|dem)\s)?(?P<day>[^;\n]{3,40})",
    re.I,
)
_MONTHS = {
    "januar": "January", "jänner": "January", "februar": "February", "märz": "March", "mai": "May", "juni": "June",
    "juli": "July", "oktober": "October", "dezember": "December",
}  # fmt: skip
_FRAGMENT = expression(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?(?:the\s)?"
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th|\.)?\s(?:of\s)?[A-Za-z]{3,9}(?:\s\d{4})?|[A-Za-z]{3,9}\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?"
    r"|\d{1,2}[./]\d{1,2}\.?(?:[./]?\d{2,4})?|(?:next\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)",
    re.I,
)


def away_until(text: str, subject: str, day: date) -> date | None:
    """Return until which day somebody is away, or on which they are back; None if the words name none.

    Args:
        text: Of the automatic answer.
        subject: Its subject.
        day: On which it was written.
    """
    words = f"{subject}\n{text}"[:5_000]
    for german, english in _MONTHS.items():
        words = re.sub(rf"\b{german}\b", english, words, flags=re.I)
    words = re.sub(r"\b(\d{1,2})\.\s(?=[A-Z])", r"\1 ", words)
    words = re.sub(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b", r"\3-\2-\1", words)
    words = re.sub(r"(\d{4})-(\d)-", r"\1-0\2-", re.sub(r"-(\d)\b(?!-)", r"-0\1", words))
    found: list[date] = []
    for pattern in (_UNTIL, _BACK):
        for match in pattern.finditer(words):
            fragment = _FRAGMENT.match(match["day"].strip())
            until = day_of(fragment.group(), day, "dmy", "") if fragment else None
            if until is not None and timedelta(0) <= until - day <= timedelta(days=MAX_DAYS):
                found.append(until)
        if found:
            return max(found)
    return None
