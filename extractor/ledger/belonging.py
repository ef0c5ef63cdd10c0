"""Put a meeting into its series, and know what must be asked because its notes do not say which that is."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from extractor.ledger.events import Joined, Meeting, from_json
from extractor.ledger.rows import Held
from extractor.ledger.series import Label, Relation, label_of, people_shared, relation
from extractor.ledger.store import Store


class Joins(Struct, frozen=True):
    """What the user said of which meetings belong to one series."""

    same: frozenset[frozenset[str]]  # pairs of meetings
    other: frozenset[frozenset[str]]


class Unsure(Struct, frozen=True):
    """Two meetings of which nobody said yet whether they belong to one series."""

    meeting: Meeting  # whose notes brought it up
    other: Meeting  # of the other series
    meetings: int  # that the other series has


def joins_of(store: Store) -> Joins:
    """Return what the user said of series; the last answer on two meetings counts."""
    undone = store.undone()
    answers: dict[frozenset[str], bool] = {}
    for event in store.events(("joined",)):
        if event.act not in undone:
            one = from_json(Joined, event.data)
            answers[frozenset((one.meeting, one.other))] = one.yes
    same = frozenset(pair for pair, yes in answers.items() if yes)
    return Joins(same, frozenset(answers) - same)


def place(store: Store, held: Held) -> tuple[str, bool]:
    """Write the row of a meeting in its series; return the series, and whether it is as it was but for this meeting."""
    label = label_of(held.meeting, first=held.first)
    linked = store.series_near(label, without=label.id)
    is_sure = bool(linked)
    for pair in joins_of(store).same:
        others = (store.label(id) for id in pair - {label.id}) if label.id in pair else ()
        linked |= {one.series: one.first for one in others if one is not None and one.series not in linked}
    series = min(linked, key=lambda one: linked[one], default=held.meeting.id)
    firsts = {one: store.labels_of(one)[0].first for one in linked} if len(linked) > 1 else {}
    if firsts:
        series = min(firsts, key=lambda one: firsts[one])
        for other in firsts.keys() - {series}:
            merge(store, other, series)
    if held.series and held.series != series and not linked:
        series = held.series
    store.put_meeting(replace(held, series=series), label)
    if not is_sure:
        _ask(store, label)
    return series, not firsts


def merge(store: Store, series: str, into: str) -> None:
    """Make the meetings of one series those of another, which must be computed anew then."""
    store.set_series([one.id for one in store.labels_of(series)], into)
    store.forget_series(series)


def _ask(store: Store, label: Label) -> None:
    """Note that a meeting without a series may be of one that is known: the likeliest, which was held last."""
    near = (one for one in store.labels_near(label) if one.id != label.id)
    likely = (*near, *store.labels_titled_like(label))
    found = [one for one in likely if relation(label, one) is Relation.UNSURE]
    if found:
        best = max(found, key=lambda one: (_likely(label, one), one.first))
        store.put_unsure(label.id, best.id)


def _likely(label: Label, other: Label) -> float:
    shared = people_shared(label.people, other.people) if label.people and other.people else 0.0
    return shared + (label.title == other.title)


def series_near(store: Store, meeting: Meeting) -> str:
    """Return the series that a meeting would belong to; "" if none is known."""
    linked = store.series_near(label_of(meeting), without=meeting.id)
    return min(linked, key=lambda one: linked[one], default="")


def questions(store: Store) -> list[Unsure]:
    """Return the series that nobody told apart or together yet, in the order in which their notes were kept."""
    pairs = store.unsure()
    if not pairs:
        return []
    joins = joins_of(store)
    found: list[Unsure] = []
    for label, other in pairs:
        meeting, near = store.meeting(label.id), store.meeting(other.id)
        if frozenset((label.id, other.id)) not in joins.other and meeting and near:
            found.append(Unsure(meeting.meeting, near.meeting, len(store.labels_of(other.series))))
    return found
