"""Read notes beside what the ledger holds of the same meeting: which notes they correct, and the ids of what they say.

Nothing is written. Apart from `book`, so that `recap` on notes reads a ledger without all that writes one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractor.ledger import fold, likeness
from extractor.ledger.events import Answer, Forgetting, Meeting, Statement, from_json
from extractor.ledger.identity import digest, short_id
from extractor.ledger.items import Step, Verdicts
from extractor.ledger.reading import fingerprints_shared, with_id
from extractor.ledger.rows import Held, letter_of, meeting_of, step_of, told_of, verdicts_of
from extractor.ledger.series import label_of
from extractor.ledger.store import Store

if TYPE_CHECKING:
    from extractor.ledger.forgotten import Forgotten

FORGET_KEY = "forget key"  # the setting that holds the key of the hashes of what was forgotten
MOSTLY = 0.75  # of the lines, but for that of the day, are the same where the day of a note was corrected
DAYS_OFF = timedelta(days=4)  # by which the day is wrong at most where other lines are corrected, too
REVISION = 0.5  # of the lines must be the same for a corrected note under another name


def prepared(store: Store, meeting: Meeting, days: Collection[date] = ()) -> tuple[Held | None, str, Meeting]:
    """Return the notes that a meeting corrects, other notes of that day, and the meeting as it would be kept, with ids.

    Args:
        store: The ledger, which is only read.
        meeting: The notes as read.
        days: Those of all meetings of the file.
    """
    meeting = replace(meeting, source=_text(meeting.source), place=_text(meeting.place))
    if store.setting(FORGET_KEY):
        meeting = forgotten_of(store).meeting(meeting)
    earlier, beside, meeting = _earlier_revision(store, meeting)
    if earlier is None and (earlier := _of_another_day(store, meeting, days)) is not None:
        meeting = with_id(meeting, earlier.meeting.id)
    if earlier is not None:
        meeting = _earlier_version(store, meeting) or _as_revision(meeting, earlier.meeting)
    return earlier, beside, _with_short_ids(meeting, earlier.meeting if earlier else None, store)


def forgotten_of(store: Store) -> Forgotten:
    """Return what knows the names that this ledger forgot."""
    from extractor.ledger.forgotten import Forgotten

    key = store.setting(FORGET_KEY)
    events = store.events(("forgotten",)) if key else ()
    return Forgotten(key, (one for event in events for one in from_json(Forgetting, event.data).hashes))


def revision_sent(store: Store, meeting: str, *, unchanged: bool) -> Meeting | None:
    """Return a meeting as its last recap was sent, as far as that is known, else as it was first kept.

    That is the last revision that was kept by the day on which the recap was sent, and before it was read here; its
    days are those that stand in the recap. None if the meeting is not kept.

    Args:
        store: The ledger.
        meeting: The id of the meeting.
        unchanged: Whether the notes are as they were kept last.
    """
    revisions = [event for event in store.events_about([meeting]) if event.kind == "noted"]
    if not revisions or (len(revisions) == 1 and unchanged):
        return meeting_of(revisions[0]) if revisions else None
    undone = store.undone()
    letters = [(event.id, letter_of(event)) for event in store.events(("letter",)) if event.act not in undone]
    sent = [(one.day, id, one) for id, one in letters if one.kind == "recap" and one.meeting == meeting]
    if not sent:
        return meeting_of(revisions[0])
    day, read, recap = max(sent, key=lambda one: one[:2])
    before = [event for event in revisions if event.id < read and store.learnt(event.act).date() <= day]
    found = meeting_of((before or revisions[:1])[-1])
    days = {called.item: called.due for called in recap.called if called.due is not None}
    return replace(found, statements=tuple(replace(one, due=days.get(one.key, one.due)) for one in found.statements))


def _text(path: str) -> str:
    """Return a path as text that can be stored; names of files may hold lone surrogates."""
    return path.encode("utf-8", "replace").decode("utf-8")


def _with_short_ids(meeting: Meeting, earlier: Meeting | None, store: Store) -> Meeting:
    """Return a meeting whose statements have the ids that are shown; what an earlier revision held keeps its own.

    Args:
        meeting: The notes as read now.
        earlier: The revision before.
        store: The ledger, which knows the ids that are taken.
    """
    known = {one.key: one for one in earlier.statements} if earlier else {}
    since = {key: one.since or (earlier.event if earlier else "") for key, one in known.items()}
    taken: set[str] = set()
    statements = []
    for one in meeting.statements:
        short = known[one.key].short if one.key in known else ""  # of one that is gone, too
        if one.found and not short and not one.gone:
            short = store.short_of(one.key) or short_id(
                one.key, lambda words: words not in taken and store.is_free(words)
            )
            taken.add(short)
        statements.append(replace(one, short=short, since=since.get(one.key, "")))
    return replace(meeting, statements=tuple(statements))


def _earlier_revision(store: Store, meeting: Meeting) -> tuple[Held | None, str, Meeting]:
    """Return the notes that these correct, the path of notes of that day that are partly the same, and the meeting."""
    series = store.series_near(label_of(meeting)).keys()
    same_day = [held for one in sorted(series) for held in store.meetings_on(one, meeting.day)]
    scored = [(fingerprints_shared(held.meeting.fingerprints, meeting.fingerprints), held) for held in same_day]
    of_path = [
        held
        for share, held in scored
        if held.meeting.source == meeting.source and meeting.source != "-" and (share or held.meeting.id == meeting.id)
    ]
    alike = [held for share, held in sorted(scored, key=lambda pair: -pair[0]) if share >= REVISION]
    same = [held for held in store.is_kept(meeting.sha) if held.meeting.day == meeting.day]  # of a copied folder
    for held in (*of_path, *same, *alike):
        return held, "", meeting if held.meeting.id == meeting.id else with_id(meeting, held.meeting.id)
    if store.meeting(meeting.id) is not None:  # other notes under the same name, title and day
        meeting = with_id(meeting, digest(meeting.id, meeting.fingerprints))
    beside = next((held.meeting.source for share, held in scored if share >= REVISION / 2), "")
    return None, beside, meeting


def _of_another_day(store: Store, meeting: Meeting, days: Collection[date]) -> Held | None:
    """Return the same notes as they were kept under a day that is corrected now; None if there are none.

    They are the same file, word for word or nearly so, whose date was a few days off, or of which nothing else changed:
    one file that is written over for the next meeting is another meeting.
    """
    if meeting.source == "-":
        return None
    for held in (*store.is_kept(meeting.sha), *store.meetings_from(meeting.place, meeting.source)):
        other = held.meeting
        if other.day in days or other.day == meeting.day:
            continue  # another section of running notes
        shared = _lines_shared(meeting, other)
        is_near = abs(other.day - meeting.day) <= DAYS_OFF and shared >= MOSTLY
        if other.sha == meeting.sha or is_near or (shared >= MOSTLY and _words(other) == _words(meeting)):
            return held
    return None


def _lines_shared(meeting: Meeting, other: Meeting) -> float:
    """Return which part of the lines of the longer notes stands in the others too; that of the day does not count."""
    shorter, longer = sorted(len(one.fingerprints) // 6 for one in (meeting, other))
    shared = fingerprints_shared(meeting.fingerprints, other.fingerprints) * shorter
    return shared / max(longer - 1, 1)


def _words(meeting: Meeting) -> list[tuple[str, str]]:
    return [(one.task, one.says) for one in meeting.statements if not one.gone]


def _earlier_version(store: Store, meeting: Meeting) -> Meeting | None:
    """Return the revision that these notes go back to, word for word; None if there is none."""
    revisions = (meeting_of(event) for event in store.events_about([meeting.id]) if event.kind == "noted")
    same = [one for one in revisions if one.fingerprints == meeting.fingerprints and _bare(one) == _bare(meeting)]
    if not same:
        return None
    statements = tuple(replace(one, short="", since="") for one in same[-1].statements)
    return replace(meeting, statements=statements)


def _bare(meeting: Meeting) -> tuple[Statement, ...]:
    return tuple(replace(one, key="", short="", since="") for one in meeting.statements if not one.gone)


def _as_revision(meeting: Meeting, earlier: Meeting) -> Meeting:
    """Return a corrected note in which what was only reworded keeps its id, and what is gone is still there, marked."""
    kept = {one.key for one in meeting.statements}
    gone = [one for one in earlier.statements if one.found and one.key not in kept]
    known = {one.key for one in earlier.statements}
    statements = list(meeting.statements)
    missing: list[Statement] = []
    for old in gone:
        at = next(
            (at for at, new in enumerate(statements) if new.found and new.key not in known and _is_reworded(old, new)),
            None,
        )
        if at is None:
            missing.append(replace(old, gone=True, since="", short=""))
        else:
            statements[at] = replace(statements[at], key=old.key)
    return replace(
        meeting, statements=tuple(sorted([*statements, *missing], key=lambda one: (one.line, one.end_line, one.gone)))
    )


def _is_reworded(old: Statement, new: Statement) -> bool:
    words, others = likeness.task_words(old.task), likeness.task_words(new.task)
    shared = len(words & others)
    return shared * 2 >= len(words | others) or (shared > 0 and old.line == new.line)


def is_unchanged(meeting: Meeting, earlier: Meeting) -> bool:
    """Whether notes say what they said before."""
    now, before = (tuple(replace(one, short="", since="") for one in m.statements) for m in (meeting, earlier))
    is_same = meeting.fingerprints == earlier.fingerprints and meeting.people == earlier.people
    return is_same and now == before and meeting.day == earlier.day


def steps_of(store: Store, series: str) -> tuple[list[Step], Verdicts]:
    """Return the meetings, marks and mails of a series in their order, and the answers to questions."""
    meetings = [held.meeting for held in store.meetings_of(series)]
    told = [told_of(event) for event in store.events_about(one.id for one in meetings) if event.kind == "told"]
    keys = [one.key for meeting in meetings for one in meeting.statements]
    events = store.events_about([*keys, *(one.statement.key for one in told)])
    words = [step for event in events if (step := step_of(event)) is not None]
    events += store.events_about(step.key for step in words if isinstance(step, Answer))
    return sorted([*meetings, *told, *words], key=fold.order_of), verdicts_of(events)


def step_name(step: Step) -> str:
    """Return the place in time of a step, as `Store.last_step` names it."""
    day, kind, id = fold.order_of(step)
    return f"{day.isoformat()} {kind} {id}"
