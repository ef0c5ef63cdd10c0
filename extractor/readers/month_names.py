"""Find people who are called like a month, Jan, April, May, June, August, by what notes say of them alone.

"Jan to book the hall", "June will ring Ben", "Leila & Jan", "Jan: print the list". A month is told from them by what
follows ("Jan to Mar", "Jan 14") and by other months in the same place ("Jan: order stock", "Feb: hire").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.common.lazy_regex import expression, sought
from extractor.model import Block, Kind, Person

_NAMES = r"(?:Jan|April|May|June|August)"
_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_MAY_NAME = sought(rf"\b{_NAMES}\b")
# What is said of people, and how they are named beside others.
_PERSON = (
    expression(
        rf"""(?<![\w'’-])(?P<who>{_NAMES}) (?: ['’]ll | \s(?: will | must | should | can | agreed\sto | offered\sto
        | is\sgoing\sto | has\sto | needs\sto | to ) ) \s
        (?!be\b|see\b|mark\b|bring\swarm|date\b|end\b|mid|early\b|late\b|now\b|the\b)[a-z]{{2,}}""",
        re.X,
    ),
    expression(
        rf"(?<![\w'’-])(?!{_MONTHS}\b)[A-Z][a-z'’-]{{1,20}}(?:\s?[&+/]\s?|,?\sand\s|,\s)(?P<who>{_NAMES})(?=[\s)\]:,.]|$)(?!\s\d)"
    ),
    expression(
        rf"(?<![\w'’-])(?P<who>{_NAMES})(?:\s?[&+/]\s?|,?\sand\s)(?!{_MONTHS}\b)[A-Z][a-z'’-]{{1,20}}(?![\w'’-])"
    ),
    expression(rf"[(\[](?P<who>{_NAMES})(?:\s?[,&/]\s?(?!{_MONTHS}\b)[A-Z][a-z'’-]{{1,20}}){{0,4}}[)\]]\W*$"),
)
_LABEL = expression(rf"(?P<who>{_NAMES})\s?(?::|[–—-]\s)\s?[A-Za-z]")
_OTHER_MONTH = expression(rf"(?!{_NAMES}\b){_MONTHS}\s?(?::|[–—-]\s|$|\d)")
_ENTRIES = (Kind.BULLET, Kind.BOX, Kind.PARAGRAPH)


def people_like_months(blocks: Sequence[Block]) -> Iterator[Person]:
    """Yield the people whom notes call Jan, April, May, June or August alone."""
    named = [block for block in blocks if _MAY_NAME.search(block.text)]
    if not named or any(_OTHER_MONTH.match(block.text) for block in blocks):
        return
    found: dict[str, int] = {}
    for block in named:
        for match in (match for pattern in _PERSON for match in pattern.finditer(block.text[:2_000])):
            found.setdefault(match["who"], block.line)
        label = _LABEL.match(block.text) if block.kind in _ENTRIES else None
        if label and label["who"] != "May":
            found.setdefault(label["who"], block.line)
    yield from (Person(name, line=line) for name, line in found.items())
