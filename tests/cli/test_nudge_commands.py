"""`recap nudge`, `recap keep` of mails and `recap mark --sent`, in process, on a ledger made by hand."""

from __future__ import annotations

import email
import json
import mailbox
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ledgers import kept, ledger, meeting, promise
from msgspec.structs import replace

from extractor.cli import settings
from extractor.cli.app import app
from extractor.model import Person
from extractor.output.mail.address_book import AddressBook

PEOPLE = """
me = "Sam Teller"

[[people]]
name = "Sam Teller"
email = "sam@example.org"

[[people]]
name = "Ana Lopez"
email = "ana@example.org"

[[people]]
name = "Priya Raman"
email = "priya@example.org"

[[people]]
name = "Dana Reyes"
email = "dana@harbour.example"
outside = true
notes = ["2026-03-03: daughter had the flu"]

[[people]]
name = "Tom Hale"
email = "tom@harbour.example"
outside = true
"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs recap on a ledger of one meeting, Tuesday, 3 March 2026."""
    store = ledger(tmp_path)
    one = meeting(
        0,
        promise("Book the coach", "Ana Lopez", line=4, due=date(2026, 3, 13), quote="Ana books the coach by the 13th."),
        promise("Call the printer", "Priya Raman", line=5, due=date(2026, 3, 20)),
        promise("Take the letter to Dana Reyes", "Sam Teller", line=6, due=date(2026, 3, 10), promised_to="Dana Reyes"),
    )
    kept(store, [replace(one, people=(*one.people, replace(one.people[0], name="Sam Teller")))])
    store.close()
    people = tmp_path / "people.toml"
    people.write_text(PEOPLE, encoding="utf-8")
    monkeypatch.setenv("RECAP_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setattr(settings, "now", lambda: datetime(2026, 3, 17, 9, 0, tzinfo=UTC))

    def command(*arguments: str) -> Result:
        own = ["--people", str(people)] if arguments[0] in ("nudge", "keep") else []
        result = CliRunner().invoke(app, [*arguments, *own], prog_name="recap")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return command


def drafts(folder: Path) -> dict[str, EmailMessage]:
    """Return the drafts in a folder."""
    found: dict[str, EmailMessage] = {}
    for path in sorted(folder.iterdir()):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        found[path.name] = message
    return found


def test_drafts_are_files_of_this_user_alone(run: Run, tmp_path: Path) -> None:
    run("nudge", "-o", str(tmp_path / "drafts"), "--as-of", "2026-03-17")
    found = drafts(tmp_path / "drafts")
    assert list(found) == ["ana-lopez.eml", "dana-reyes.eml", "priya-raman.eml"]
    assert all(stat.S_IMODE((tmp_path / "drafts" / name).stat().st_mode) == 0o600 for name in found)
    message = found["ana-lopez.eml"]
    assert (message["To"], message["Cc"], message["Bcc"]) == ("Ana Lopez <ana@example.org>", None, None)
    assert message["Subject"] == "Re: Recap: Weekly sync, Tue 3 Mar 2026"
    text = " ".join(message.get_content().split())
    assert "you wanted to book the coach by Friday 13 March" in text
    assert '("Ana books the coach by the 13th", line 4 of Tuesday 3 March)' in text
    assert not {"overdue", "failed", "again", "reminder"} & set(text.casefold().split())


def test_outside_hears_first_and_nothing_of_the_notes(run: Run) -> None:
    text = run("nudge", "--as-of", "2026-03-17").stdout
    assert text.startswith(
        "To: Dana Reyes <dana@harbour.example>\nSubject: Promised for Tuesday 10 March: take the letter to you\n"
    )
    assert "promised to take the letter to you by Tuesday 10 March. It is late, and I am sorry" in " ".join(
        text.split()
    )
    assert "line 6" not in text
    assert "flu" not in text


@pytest.fixture
def owing(run: Run, tmp_path: Path) -> Run:
    """Return `run` on a ledger in which somebody outside owes two things, at Harbour's own pricing meeting."""
    store = ledger(tmp_path)
    one = meeting(
        1,
        promise("Send the contract", "Tom Hale (Harbour)", line=4, due=date(2026, 3, 13), quote="Mr Hale: contract"),
        promise("Lower the day rate", "Tom Hale (Harbour)", line=5, due=date(2026, 3, 13), quote="he is slow, line 9"),
        title="Pricing, internal",
    )
    kept(store, [replace(one, people=(*one.people, replace(one.people[0], name="Tom Hale (Harbour)")))])
    store.close()
    return run


def test_outsider_who_owes_hears_the_task_and_the_day_alone(owing: Run, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    result = owing("nudge", "-o", str(folder), "--as-of", "2026-03-30")
    draft = drafts(folder)["tom-hale.eml"]
    words = " ".join(draft.get_content().split())
    assert words.startswith("Mr Hale, ")
    assert "ou wanted to send the contract by Friday 13 March. How does it stand?" in words
    assert words.endswith("A word for each is enough: done, another day, or not me. Sam Teller")
    assert draft["Subject"] in ("Send the contract", "Lower the day rate")
    ids = [one["id"] for one in json.loads(owing("waiting", "-f", "json").stdout)["items"]]
    whole = f"{draft.as_string()} {words}"
    assert not any(f" {told}" in whole or f"[{told}]" in whole for told in ids)
    assert not any(told in whole for told in ("line ", "Pricing", "with Tom", "internal", "Ana", "slow", "Re:"))
    assert "the draft to Tom Hale says 'day rate'; look at it before you send it" in result.stderr
    assert owing("mark", "--sent", str(folder / "tom-hale.eml"), "--as-of", "2026-03-30").stdout.startswith(
        "Sent to Tom Hale on Mon 30 Mar 2026, about 2 items."
    )


def test_facts_about_people_stand_on_standard_error_only(run: Run, tmp_path: Path) -> None:
    result = run("nudge", "-o", str(tmp_path / "drafts"), "--as-of", "2026-03-17")
    assert 'For a line of your own: Dana: 3 Mar, "daughter had the flu" (people.toml)' in result.stderr
    assert "flu" not in result.stdout
    assert all("flu" not in message.as_string() for message in drafts(tmp_path / "drafts").values())


def test_drafts_of_an_earlier_run_are_named(run: Run, tmp_path: Path) -> None:
    run("nudge", "-o", str(tmp_path / "drafts"), "--as-of", "2026-03-17")
    run("mark", next(iter(_ids(run))), "done")
    assert (
        "also holds ana-lopez.eml, of an earlier run"
        in run("nudge", "-o", str(tmp_path / "drafts"), "--as-of", "2026-03-17").stderr
    )


def _ids(run: Run) -> list[str]:
    """Return the ids of the promises, Ana's first."""
    items = json.loads(run("waiting", "-f", "json").stdout)["items"]
    return [one["id"] for one in sorted(items, key=lambda one: one["owners"])]


def test_explain_says_why_and_why_not(run: Run) -> None:
    text = run("nudge", "--explain", "--as-of", "2026-03-05").stdout
    assert "Ana Lopez: not now" in text
    assert "Priya Raman: now" in text
    assert "given in their absence, no answer for 2 working days" in text
    assert "Dana Reyes (waits for it): not now" in text


def test_a_maildir_gets_each_draft_once(run: Run, tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "Drafts")
    for _ in range(2):
        run("nudge", "-o", str(tmp_path / "Drafts"), "--as-of", "2026-03-17")
    assert len(box) == 3
    assert all("D" in message.get_flags() for message in box)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in (tmp_path / "Drafts" / "cur").iterdir())


def test_only_what_was_sent_counts(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    run("nudge", "-o", str(folder), "--as-of", "2026-03-17")
    assert "Ana Lopez" in run("nudge", "--as-of", "2026-03-18").stdout
    told = run("mark", "--sent", str(folder / "ana-lopez.eml"), "--as-of", "2026-03-17")
    assert told.stdout.startswith("Sent to Ana Lopez on Tue 17 Mar 2026, about 1 item.")
    assert "counts as sent already" in run("mark", "--sent", str(folder / "ana-lopez.eml")).stdout
    quiet = run("nudge", "--as-of", "2026-03-20").stdout
    assert "To: Ana Lopez" not in quiet
    assert "asked on Tuesday, grace of 4 working days" in quiet
    run("undo")
    assert "To: Ana Lopez" in run("nudge", "--as-of", "2026-03-20").stdout


def test_an_answer_silences_and_a_second_mail_is_the_last(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    run("nudge", "-o", str(folder), "--as-of", "2026-03-17")
    run("mark", "--sent", str(folder / "ana-lopez.eml"), "--as-of", "2026-03-17")
    run("nudge", "-o", str(folder), "--as-of", "2026-03-24")
    second = drafts(folder)["ana-lopez.eml"]
    assert "Is something in the way?" in second.get_content()
    assert second["In-Reply-To"]
    run("mark", "--sent", str(folder / "ana-lopez.eml"), "--as-of", "2026-03-24")
    assert "By phone: Ana Lopez" in run("nudge", "--as-of", "2026-04-02").stdout
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Date"] = (
        "ana@example.org",
        "sam@example.org",
        "Wed, 25 Mar 2026 09:00:00 +0000",
    )
    answer["Message-ID"], answer["In-Reply-To"] = "<answer@example.org>", second["Message-ID"]
    answer.set_content("will be late, Friday 10 April\n\nAna\n")
    (tmp_path / "answer.eml").write_bytes(answer.as_bytes())
    said = json.loads(run("keep", str(tmp_path / "answer.eml"), "-f", "json").stdout)["mails"][0]
    assert [(one["means"], one["day"], one["applied"]) for one in said["answers"]] == [("moved", "2026-04-10", True)]
    assert "Ana Lopez: " not in run("nudge", "--as-of", "2026-04-02").stdout.partition("Quiet")[0]


def test_a_threaded_draft_answers_the_recap_as_sent(run: Run, tmp_path: Path) -> None:
    sent = EmailMessage()
    sent["From"], sent["To"] = "Sam Teller <sam@example.org>", "Ana Lopez <ana@example.org>"
    sent["Date"], sent["Message-ID"] = "Tue, 03 Mar 2026 12:00:00 +0000", "<CA+real@mail.gmail.com>"
    sent["Subject"] = "Recap: Weekly sync, Tue 3 Mar 2026"
    sent.set_content("ACTIONS\n\nAna Lopez\n  - Book the coach\n    Fri 13 Mar 2026, line 4\n")
    (tmp_path / "sent.eml").write_bytes(sent.as_bytes())
    assert "1 recap as sent" in run("keep", str(tmp_path / "sent.eml")).stdout
    run("nudge", "-o", str(tmp_path / "drafts"), "--as-of", "2026-03-17")
    message = drafts(tmp_path / "drafts")["ana-lopez.eml"]
    assert message["In-Reply-To"] == message["References"] == "<CA+real@mail.gmail.com>"


@pytest.mark.parametrize(
    ("habit", "words"),
    [
        ("no_nudges = true", "no_nudges in the people file"),
        ("quiet_until = 2026-03-20", "quiet until Fri 20 Mar"),
        ("away_until = 2026-03-20", "away until Fri 20 Mar"),
        ("pace = 2", "due Fri 13 Mar, grace of 4 working days"),
        ('medium = "phone"', 'By phone: Ana Lopez: "Ana, book the coach, by Friday 13 March: how does it stand'),
        ('email = "team@example.org"', "No address of their own: Ana Lopez"),
    ],
)
def test_habits_of_the_people_file_are_honoured(run: Run, tmp_path: Path, habit: str, words: str) -> None:
    people = tmp_path / "people.toml"
    entry = 'name = "Ana Lopez"\n' + ("" if habit.startswith("email") else 'email = "ana@example.org"\n') + habit
    people.write_text(PEOPLE.replace('name = "Ana Lopez"\nemail = "ana@example.org"', entry), encoding="utf-8")
    text = run("nudge", "--as-of", "2026-03-17").stdout
    assert "To: Ana Lopez" not in text
    assert words in text


@pytest.mark.parametrize(
    ("habit", "words"),
    [
        ('pace = "slow"', "pace is a number"),
        ('quiet_until = "soon"', "quiet_until is a day"),
        ('medium = "pigeon"', "medium is"),
        ("notes = 3", "notes is not a list"),
        ("no_nudges = 1", "no_nudges is true or false"),
    ],
)
def test_wrong_habits_are_refused_in_one_line(run: Run, tmp_path: Path, habit: str, words: str) -> None:
    people = PEOPLE.replace('name = "Ana Lopez"', f'name = "Ana Lopez"\n{habit}')
    (tmp_path / "people.toml").write_text(people, encoding="utf-8")
    result = run("nudge")
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_holidays_of_the_country_count(run: Run) -> None:
    assert "To: Ana Lopez" in run("nudge", "--as-of", "2026-03-17", "--country", "GB").stdout
    assert "today is no working day" in run("nudge", "--as-of", "2026-03-17", "--country", "IE").stdout


def test_own_templates_are_used(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "nudge-gentle.txt.j2").write_text(
        "Dear {{ nudge.name }}: {{ nudge.items[0].task }}", encoding="utf-8"
    )
    text = run("nudge", "--as-of", "2026-03-17", "--templates", str(tmp_path / "mine")).stdout
    assert "Dear Ana: book the coach" in text
    (tmp_path / "mine" / "nudge-gentle.txt.j2").write_text("{{ nudge.password }}", encoding="utf-8")
    assert run("nudge", "--as-of", "2026-03-17", "--templates", str(tmp_path / "mine")).exit_code == 1


def test_hostile_names_and_tasks_stay_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ledger(tmp_path)
    task = "Send it\r\nBcc: all@example.org\x1b[31m =?utf-8?B?PGI+?= {{ 7 * 7 }} \u202egpj"
    kept(store, [meeting(0, promise(task, "Ana Lopez", due=date(2026, 3, 13), quote=task))])
    store.close()
    (tmp_path / "people.toml").write_text(PEOPLE, encoding="utf-8")
    monkeypatch.setenv("RECAP_LEDGER", str(tmp_path / "ledger.db"))
    arguments = ["nudge", "--as-of", "2026-03-17", "--people", str(tmp_path / "people.toml"), "-o", str(tmp_path / "d")]
    assert CliRunner().invoke(app, arguments, prog_name="recap").exit_code == 0
    message = drafts(tmp_path / "d")["ana-lopez.eml"]
    assert message["Bcc"] is None
    assert "\x1b" not in message.get_content()
    assert "\u202e" not in message.get_content()
    assert "{{ 7 * 7 }}" in message.get_content()


def test_a_mail_named_alone_that_answers_nothing_is_notes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractor.cli import ledger as commands

    read: list[str] = []

    def keep_files(store: object, pen: object, files: list[str], options: object) -> int:
        read.extend(files)
        return 0

    monkeypatch.setattr(commands, "_keep_files", keep_files)
    notes = EmailMessage()
    notes["From"], notes["To"], notes["Subject"] = "ana@example.org", "all@example.org", "Minutes of the board"
    notes["Date"], notes["Message-ID"] = "Tue, 10 Mar 2026 12:00:00 +0000", "<minutes@example.org>"
    notes.set_content("Board, 10 March 2026\n\nActions\n- Ben Stone: paint the fence by Friday\n")
    (tmp_path / "mail").mkdir()
    path = tmp_path / "mail" / "minutes.eml"
    path.write_bytes(notes.as_bytes())
    assert "1 mail, none is an answer" in run("keep", str(tmp_path / "mail")).stdout
    assert read == []
    run("keep", str(path))
    assert read == [str(path)]


def test_waiting_says_what_is_better_said_by_phone(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    for day in ("2026-03-17", "2026-03-24"):
        assert "better by phone" not in run("waiting", "--as-of", day).stdout
        run("nudge", "-o", str(folder), "--as-of", day)
        run("mark", "--sent", str(folder / "ana-lopez.eml"), "--as-of", day)
    text = " ".join(run("waiting", "--as-of", "2026-04-01").stdout.split())
    assert "Book the coach Fri 13 Mar, 13 working days late; better by phone" in text


@pytest.mark.parametrize(
    ("email", "may"),
    [
        ("ana@example.org", True),
        ("office@example.org", True),
        ("ana.list@example.org", False),
        ("team@example.org", False),
        ("all@example.org", False),
        ("board@example.org", False),
        ("weekly-list@example.org", False),
        ("python-dev@python.example", False),
        ("anything@lists.example.org", False),
        ("no-reply@example.org", False),
        ("shared@example.org", False),
        ("", False),
        ("no address", False),
    ],
)
def test_nobody_writes_to_a_list(email: str, may: bool) -> None:
    from extractor.ledger.partners import may_write

    book = AddressBook((Person("Ben", email="shared@example.org"), Person("Kim", email="shared@example.org")))
    assert may_write(Person("Ana Lopez", email=email), book) is may


def test_answer_without_a_day_is_named(run: Run, tmp_path: Path) -> None:
    answer = EmailMessage()
    answer["From"], answer["Date"], answer["Message-ID"] = "Ana Lopez <ana@example.org>", "garbage", "<b8@example.org>"
    answer["Subject"] = "Re: Recap: Weekly sync, Tue 3 Mar 2026"
    answer.set_content("Done!\n")
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails" / "b8.eml").write_bytes(answer.as_bytes())
    said = run("keep", str(tmp_path / "mails")).stdout
    assert "Ana Lopez: the date of this mail cannot be read" in said
