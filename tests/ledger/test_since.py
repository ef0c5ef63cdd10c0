"""The mail that knows the last meeting: what became of promises, each action once with its id, and corrections."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ledgers import NOW, kept, ledger, meeting, news, pen, promise
from msgspec.structs import replace

from extractor.ledger import book
from extractor.ledger.events import Letter, Meeting
from extractor.ledger.since import with_ledger
from extractor.ledger.store import Store
from extractor.model import Action, Recap, RenderOptions
from extractor.output.render import render

FRIDAY, NEXT = date(2026, 3, 6), date(2026, 3, 13)
CLIENT = RenderOptions(audience="client")


def action(task: str, *owners: str, line: int = 1, due: date | None = None, private: bool = False) -> Action:
    return Action(
        f"id-{task}", task, owners, due, None, False, line, line, task, "present", 1.0, private=private,
    )  # fmt: skip


def recap_of(one: Meeting, *actions: Action) -> Recap:
    return Recap("notes.md", one.title, one.day, ("Ana Lopez", "Ben Stone"), actions)


def words_of(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the mail in one line."""
    return " ".join(render(recap, "text", options).split())


def series(folder: Path) -> Store:
    """Return a ledger of one meeting with a crash, a letter, a mail and something internal."""
    store = ledger(folder)
    kept(
        store,
        [
            meeting(
                0,
                promise("fix the Android crash", "Ana Lopez", due=FRIDAY),
                promise("draft the letter to the harbour", "Ben Stone", due=FRIDAY, line=2),
                promise("send the welcome mail", "Ana Lopez", due=FRIDAY, line=3),
                promise("cut the margin of the offer", "Ben Stone", line=4, private=True),
            )
        ],
    )
    return store


def test_moves_ends_and_silence(tmp_path: Path) -> None:
    store = series(tmp_path)
    now = meeting(
        1,
        promise("fix the Android crash", "Ana Lopez", due=NEXT),
        news("send the welcome mail", "done", line=2),
    )
    told = with_ledger(recap_of(now, action("fix the Android crash", "Ana Lopez", due=NEXT)), now, store)
    text = words_of(told)
    assert "- Done: send the welcome mail (Ana Lopez)." in text
    assert "- Moved: fix the Android crash (Ana Lopez), from Fri 6 Mar to Fri 13 Mar." in text
    assert "- Overdue: draft the letter to the harbour (Ben Stone), since Fri 6 Mar." in text
    assert "Of 3 promises due by today 1 is kept, 1 has a new day." in text
    assert "DONE SINCE LAST TIME" not in text
    short = next(item.short for _, item in store.items() if "crash" in item.task)
    assert f"[{short}]" in text
    assert store.sources() == [("notes/weekly-0.md", "Weekly sync", "2026-03-03")], "nothing is written"


def test_a_client_sees_what_is_done_and_nothing_else(tmp_path: Path) -> None:
    store = series(tmp_path)
    now = meeting(
        1,
        promise("fix the Android crash", "Ana Lopez", due=NEXT),
        news("send the welcome mail", "done", line=2),
        news("cut the margin of the offer", "done", line=3),
    )
    recap = recap_of(now, action("fix the Android crash", "Ana Lopez", due=NEXT))
    text = words_of(with_ledger(recap, now, store, client=True), CLIENT)
    assert "Done: send the welcome mail" in text
    for hidden in ("Moved", "margin", "[", "promises due", "Overdue"):
        assert hidden not in text


def test_what_was_internal_once_is_not_shown_to_a_client(tmp_path: Path) -> None:
    store = series(tmp_path)
    now = meeting(1, promise("cut the margin of the offer", "Ben Stone", due=NEXT))
    recap = recap_of(now, action("cut the margin of the offer", "Ben Stone", due=NEXT))
    assert "margin" not in render(with_ledger(recap, now, store, client=True), "text", CLIENT)
    assert "margin" in render(with_ledger(recap, now, store))


def test_each_promise_stands_once_with_all_its_places(tmp_path: Path) -> None:
    store = series(tmp_path)
    now = meeting(
        1,
        promise("see them", "Ana Lopez", due=NEXT, topic="Halden Dairy", line=3, quote="Ana sees Halden on the 13th"),
        promise("Visit Halden", "Ana Lopez", due=NEXT, line=9, row=True),
        news("The letter to the harbour is not out", "open", line=5, by="mark"),
    )
    actions = (action("see them", "Ana Lopez", line=3, due=NEXT), action("Visit Halden", "Ana Lopez", line=9, due=NEXT))
    told = with_ledger(recap_of(now, *actions), now, store)
    assert [(item.line, item.also) for item in told.items if item.due == NEXT] == [(3, ((9, 9),))]
    assert [item.task for item in told.items if item.found_by == "ledger"] == ["draft the letter to the harbour"]


def test_a_long_list_of_what_is_late_is_counted(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    works = (promise(f"send offer {at} to client {at}", "Ana Lopez", due=FRIDAY, line=at) for at in range(1, 31))
    kept(store, [meeting(0, *works)])
    now = meeting(1, promise("new work"))
    told = words_of(with_ledger(recap_of(now, action("new work")), now, store))
    assert "and 24 more" in told
    assert told.count("send offer") == 6


def test_an_unknown_series_changes_nothing(tmp_path: Path) -> None:
    other = meeting(5, promise("paint the door"), title="Garden club", name="garden/1.md", people=())
    recap = recap_of(other, action("paint the door"))
    assert with_ledger(recap, other, series(tmp_path)) is recap


def test_old_notes_are_told_as_of_their_day(tmp_path: Path) -> None:
    store = series(tmp_path)
    second = meeting(1, promise("fix the Android crash", "Ana Lopez", due=NEXT))
    kept(store, [second, meeting(2, news("fix the Android crash", "done"))])
    told = with_ledger(recap_of(second, action("fix the Android crash", "Ana Lopez", due=NEXT)), second, store)
    assert [one.what for one in told.since.news if "crash" in one.task] == ["moved"]  # type: ignore[union-attr]
    assert not told.items[0].done


def test_corrections_of_kept_notes_are_named(tmp_path: Path) -> None:
    store = series(tmp_path)
    first = meeting(1, promise("fix the Android crash", "Ana Lopez", due=NEXT), promise("call the bank", line=2))
    kept(store, [first])
    now = replace(
        meeting(1, promise("fix the Android crash", "Ana Lopez", due=FRIDAY), promise("pay Halden", line=2)), sha="new"
    )
    text = words_of(with_ledger(recap_of(now, action("fix the Android crash", "Ana Lopez", due=FRIDAY)), now, store))
    assert "CHANGED SINCE THE RECAP I SENT" in text
    assert "- Another day: fix the Android crash (Ana Lopez), from Fri 13 Mar to Fri 6 Mar" in text
    assert "- Added: pay Halden" in text
    assert "- No longer in the notes: call the bank" in text
    book.keep(pen(store, "again", minutes=9), now)
    assert "CHANGED SINCE" in render(with_ledger(recap_of(now), now, store)), "also after it is kept"


def test_corrections_are_those_since_the_recap_that_was_sent(tmp_path: Path) -> None:
    store = series(tmp_path)
    first = meeting(1, promise("fix the Android crash", "Ana Lopez", due=NEXT), promise("call the bank", line=2))
    later = date(2026, 3, 27)
    second = replace(meeting(1, promise("fix the Android crash", "Ana Lopez", due=later)), sha="second")
    third = replace(meeting(1, promise("fix the Android crash", "Ben Stone", due=later)), sha="third")
    book.keep(pen(store, "first"), first)
    book.keep(pen(store, "second", minutes=5), second)
    sent = Letter("1@x", "recap", NOW.date(), meeting=first.id)
    book.hear(pen(store, "sent", minutes=6), [(sent, ())])
    for kept_too in (False, True):
        if kept_too:
            book.keep(pen(store, "third", minutes=9), third)
        text = words_of(with_ledger(recap_of(third), third, store))
        changed = text.partition("CHANGED SINCE THE RECAP I SENT")[2].partition("SINCE LAST TIME")[0]
        assert ("call the bank" in changed, "Another day" in changed) == (False, False), "the mail said so already"
        assert "fix the Android crash" in changed


def test_an_asked_item_is_not_called_overdue(tmp_path: Path) -> None:
    store = series(tmp_path)
    now = meeting(1, news("The welcome mail went out on Thursday", "done", by="sentence"))
    told = with_ledger(recap_of(now), now, store)
    assert all("welcome" not in one.task for one in told.since.news)  # type: ignore[union-attr]
