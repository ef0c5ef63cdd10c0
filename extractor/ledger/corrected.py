"""Compare the promises of corrected notes with those of the notes before: what is new, what is other, what is gone."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.ledger.events import Meeting, Statement


def corrections(before: Meeting, now: Meeting) -> Iterator[tuple[Statement | None, Statement | None]]:
    """Yield each promise that notes word otherwise than before, as it was and as it is: None where it does not stand.

    Args:
        before: The notes as they were.
        now: The notes as they are; their promises come first, in their order, then those that are gone.
    """
    old, new = _promises(before), _promises(now)
    for key, one in new.items():
        if key not in old or _said(old[key]) != _said(one):
            yield old.get(key), one
    for key, one in old.items():
        if key not in new:
            yield one, None


def _promises(meeting: Meeting) -> dict[str, Statement]:
    return {one.key: one for one in meeting.statements if one.found and not one.gone}


def _said(one: Statement) -> tuple[object, ...]:
    return one.task, one.owners, one.due, one.due_said, one.says
