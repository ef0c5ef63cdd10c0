"""`recap nudge`: few and kind drafts about what is promised, and `recap mark --sent`, which counts one as sent."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli import settings
from extractor.cli.console import private_folder, say, tell
from extractor.cli.email import MAX_NAMED, deliver, is_maildir, open_draft
from extractor.cli.ledger import LedgerOptions, pen_of, reading, today_of, writing
from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.common.phrasing import counted, format_day, format_day_near
from extractor.model import Person, RecapError, RenderOptions

if TYPE_CHECKING:
    from extractor.ledger.nudges import Nudge
    from extractor.ledger.partners import Ledger, Outcome
    from extractor.ledger.tact import Calendar, Reason

NUDGE_TEMPLATES = ("nudge-gentle.txt.j2", "nudge-ask.txt.j2", "nudge-late.txt.j2", "nudge-phone.txt.j2")


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeOptions(LedgerOptions):
    """The options of `recap nudge`."""

    output: Path | None  # a folder, or a Maildir
    launch: bool  # --open
    explain: bool
    people: Path | None
    sender: str | None
    templates: Path | None
    country: str | None


def run_nudge(options: NudgeOptions) -> None:
    """Write the drafts, and say for whom there is none and why."""
    from extractor.ledger.partners import Ledger, outcomes
    from extractor.output.mail.address_book import read_people, sender_of

    book = read_people(options.people)
    me = sender_of(options.sender, book)
    render_options = RenderOptions(sender=me, templates=_folders(options.templates), now=settings.now())
    with reading(options.ledger) as store:
        ledger = Ledger(store, book, me, today_of(options.as_of), _calendar(options.country or ""))
        found = outcomes(ledger)
        if options.explain:
            tell(_explained(ledger, found))
            return
        _write(ledger, found, options, render_options)


def _folders(chosen: Path | None) -> tuple[str, ...]:
    from extractor.common.files import is_folder
    from extractor.output.mail.address_book import config_folder

    own = [settings.template_folder(chosen, NUDGE_TEMPLATES)] if chosen is not None else []
    user = config_folder() / "templates"
    return tuple([*own, str(user)] if is_folder(user) else own)


def _calendar(country: str) -> Calendar:
    from extractor.dates.holidays import holiday_on
    from extractor.ledger.tact import Calendar

    return Calendar(lambda day: bool(country) and holiday_on(day, country) is not None)


def _write(ledger: Ledger, found: Sequence[Outcome], options: NudgeOptions, render_options: RenderOptions) -> None:
    """Write the drafts to a folder, a Maildir or the mail program; without one of them, print them."""
    from extractor.ledger.nudges import phone_line

    if ledger.me is None and not options.quiet:
        say('recap does not know who you are, and may write to you; say it with --from, or "me" in people.toml')
    folders = render_options.templates
    nudges, unreached = _nudges(ledger, found, folders)
    target = options.output or (private_folder() if options.launch and nudges else None)
    heading = f"({format_day(ledger.today)})"
    lines = _placed(ledger, nudges, target, options, render_options)
    tell("\n".join([*lines, *([] if nudges else [f"Nobody to write to today {heading}."]), ""]))
    _name_suspicions([nudge for _, nudge in nudges if nudge.outside])
    for one in found:
        if one.decision.phone:
            line = phone_line(ledger, one.case, one.decision.phone, folders)
            tell(f"By phone: {printable(one.case.person.name)}: {line} ({one.decision.phone[0].why})")
    for line in (*unreached, *_quiet_lines(ledger, found)):
        tell(line)
    if not options.quiet:
        _name_facts(found, {id(one[0]) for one in nudges})


def _nudges(
    ledger: Ledger, found: Sequence[Outcome], folders: tuple[str, ...]
) -> tuple[list[tuple[Outcome, Nudge]], list[str]]:
    """Return the drafts, and a line for each person who has no address of their own."""
    from extractor.ledger.nudges import nudge_of
    from extractor.ledger.partners import may_write

    nudges: list[tuple[Outcome, Nudge]] = []
    unreached: list[str] = []
    for one in found:
        if not one.decision.write:
            continue
        if may_write(one.case.person, ledger.book):
            nudges.append((one, nudge_of(ledger, one.case, one.decision.write, folders)))
        else:
            ids = ", ".join(one.case.items[reason.promise.id].short for reason in one.decision.write)
            name = printable(one.case.person.name)
            unreached.append(f"No address of their own: {name} ({ids}); add one to the people file.")
    return nudges, unreached


def _placed(
    ledger: Ledger,
    nudges: Sequence[tuple[Outcome, Nudge]],
    target: Path | None,
    options: NudgeOptions,
    render_options: RenderOptions,
) -> list[str]:
    """Write the drafts where they belong; return a line for each."""
    from extractor.common.files import file_name, make_folder, write_whole
    from extractor.ledger.wording import columns

    if target is None:
        return [part for _, nudge in nudges for part in (_shown(nudge), "")]
    in_maildir = is_maildir(target)
    known = _known_drafts(target) if in_maildir else frozenset()
    taken: set[str] = set()
    lines: list[tuple[str, str]] = []
    for _, nudge in nudges:
        draft = _message(nudge, render_options)
        if in_maildir:
            if _message_id(draft) in known:
                lines.append((printable(nudge.to.name), f"has this draft in {target} already"))
                continue
            path = deliver(draft, target)
            with suppress(OSError):
                path.chmod(0o600)
        else:
            if not lines:
                make_folder(target)
            path = target / file_name(nudge.to.name, ".eml", taken)
            write_whole(path, draft, inside=target, private=True)
        lines.append((str(path), printable(_dated(nudge.why, ledger))))
        if options.launch:
            open_draft(path)
    if not in_maildir:
        _name_old_drafts(target, taken)
    return columns(lines, indent="")


def _name_suspicions(nudges: Sequence[Nudge]) -> None:
    """Name the words of drafts to people outside that the sender should look at, as for a client's recap."""
    from extractor.output.redaction import quoted
    from extractor.resolution.suspicion import suspicious_words

    for nudge in nudges:
        if words := suspicious_words(f"{nudge.subject}\n{nudge.text}"):
            say(f"the draft to {printable(nudge.to.name)} says {quoted(words)}; look at it before you send it")


def _name_old_drafts(folder: Path, written: set[str]) -> None:
    """Name the drafts of an earlier run, which may ask what was answered since."""
    try:
        others = sorted(path.name for path in folder.iterdir() if path.suffix == ".eml" and path.name not in written)
    except OSError:
        return
    if others:
        say(f"{folder} also holds {', '.join(others[:MAX_NAMED])}, of an earlier run and out of date; delete them")


def _message(nudge: Nudge, render_options: RenderOptions) -> str:
    from extractor.output.mail.draft import plain_draft

    return plain_draft(nudge.to, nudge.subject, nudge.text, render_options, answers=nudge.thread.id, about=nudge.about)


def _message_id(draft: str) -> str:
    import email

    return str(email.message_from_string(draft)["Message-ID"])


def _known_drafts(folder: Path) -> frozenset[str]:
    """Return the Message-IDs of the mails in a Maildir, so that a draft is not added twice."""
    from extractor.ledger.mails import mails_in

    return frozenset(f"<{stored.mail.id}>" for stored in mails_in(folder))


def _shown(nudge: Nudge) -> str:
    thread = f"In-Reply-To: <{nudge.thread.id}>\n" if nudge.thread.id else ""
    to = f"{printable(nudge.to.name)} <{nudge.to.email}>"
    return f"To: {to}\nSubject: {printable(nudge.subject)}\n{thread}\n{nudge.text}"


def _quiet_lines(ledger: Ledger, found: Sequence[Outcome]) -> list[str]:
    """Return a line about those who are left alone although something of theirs is near or late."""
    parts: list[str] = []
    for one in found:
        reasons = [reason for reason in one.decision.quiet if reason.is_news]
        if one.decision.why_not or (reasons and not one.decision.write):
            groups: dict[str, list[str]] = {}
            for reason in reasons:
                groups.setdefault(_brief(reason, ledger), []).append(one.case.items[reason.promise.id].short)
            said = [f"{', '.join(ids)} {why}" for why, ids in groups.items()]
            said += [_dated(one.decision.why_not, ledger)] if one.decision.why_not else []
            parts.append(f"{_short(one.case.person)} ({', '.join(said)})")
    return [f"Quiet: {', '.join(parts)}."] if parts else []


def _brief(reason: Reason, ledger: Ledger) -> str:
    """Return why a promise is left alone, in a few words: "due tomorrow"."""
    due = reason.promise.due
    if due is not None and due > ledger.today and reason.why.startswith("due"):
        return _dated(f"due {due.isoformat()}", ledger)
    return _dated(reason.why, ledger)


def _short(person: Person) -> str:
    from extractor.ledger.wording import owner_short

    return owner_short(person.name)


def _dated(words: str, ledger: Ledger) -> str:
    """Return words with days as people say them: "due tomorrow", "told on Tuesday", "due Fri 27 Mar"."""
    return _ISO_DAY.sub(lambda found: _day_said(date.fromisoformat(found["day"]), found["on"], ledger.today), words)


_ISO_DAY = expression(r"\b(?P<on>on\s)?(?P<day>\d{4}-\d\d-\d\d)\b")


def _day_said(day: date, on: str | None, today: date) -> str:
    from extractor.ledger.partners import WEEKDAYS

    named = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
    if named:
        return named
    if on and 0 < (today - day).days < 7:
        return f"on {WEEKDAYS[day.weekday()]}"
    return f"{on or ''}{format_day_near(day, today)}"


def _name_facts(found: Sequence[Outcome], written: set[int]) -> None:
    """Say what is known of those who get a draft, for a line of the sender's own."""
    parts = [
        f"{_short(one.case.person)}: {', '.join(one.case.facts)}"
        for one in found
        if id(one) in written and one.case.facts
    ]
    if parts:
        say(f"For a line of your own: {'. '.join(parts)}.")


def _explained(ledger: Ledger, found: Sequence[Outcome]) -> str:
    """Return for each person why they get a mail today, or why not, with each promise."""
    from extractor.ledger.partners import may_write
    from extractor.ledger.wording import columns, task_words

    lines: list[str] = []
    for one in found:
        decision, person = one.decision, one.case.person
        verdict = "now" if decision.write else "by phone" if decision.phone else "not now"
        why = f": {_dated(decision.why_not, ledger)}" if decision.why_not else ""
        if decision.write and not may_write(person, ledger.book):
            verdict, why = "not now", ": no address of their own"
        waits = " (waits for it)" if one.case.outside else ""
        lines.append(f"{printable(person.name)}{waits}: {verdict}{why}")
        reasons: list[Reason] = [*decision.write, *decision.phone, *decision.quiet]
        rows = [
            (item.short, task_words(item.task), _dated(reason.why, ledger))
            for reason in reasons
            for item in [one.case.items[reason.promise.id]]
        ]
        lines += columns(rows)
    return "\n".join(lines or ["Nobody owes anything."]) + "\n"


def run_sent(path: Path, options: LedgerOptions) -> None:
    """Count a draft as sent."""
    from dataclasses import replace

    from extractor.ledger.correspondence import count_as_sent
    from extractor.ledger.mails import mails_in
    from extractor.ledger.post import post_of
    from extractor.output.mail.address_book import read_people, sender_of

    book = read_people(None)
    with writing(options.ledger) as store:
        stored = next(iter(mails_in(path)), None)
        if stored is None:
            raise RecapError(f"{printable(str(path))} holds no mail; name the draft that you sent")
        today = today_of(options.as_of)
        stored = replace(stored, mail=replace(stored.mail, day=today))
        post = post_of(store, book.people, sender_of(None, book), "mdy", "")
        heard = count_as_sent(pen_of(store, f"mark --sent {path.name}"), post, stored)
        if heard.kind == "known":
            tell(f"{printable(path.name)} counts as sent already.")
            return
        if heard.letter is None:
            raise RecapError(f"{printable(path.name)} names no item of the ledger; it counts for nothing")
        to = ", ".join(one.name or one.email or "" for one in heard.letter.to)
        items = counted(len(heard.letter.called), "item")
    if not options.quiet:
        tell(f"Sent to {printable(to)} on {format_day(today)}, about {items}.  recap undo takes this back.")
