"""`recap keep`, `mark`, `undo`, `waiting` and `ledger`: follow up across meetings."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli import settings
from extractor.cli.console import print_document, read_notes, say, tell, write_text
from extractor.cli.series import ask_series, count_questions, tell_series
from extractor.cli.settings import NotesOptions
from extractor.common.escaping import printable
from extractor.common.files import exists, hidden_by, is_file, is_folder, write_whole
from extractor.common.phrasing import counted, format_day
from extractor.errors import RecapError

if TYPE_CHECKING:
    from extractor.ledger.book import Kept, Pen
    from extractor.ledger.events import Act, Mark, Meeting, Member
    from extractor.ledger.instructions import Instruction
    from extractor.ledger.items import Item, Question
    from extractor.ledger.rows import Held, Row, SeriesRow
    from extractor.ledger.store import Store
    from extractor.ledger.waiting import People, View
    from extractor.model import ReadOptions

FULL_REPORTS = 3  # notes of which each has its full report; of more, each has a line
KEYS = "  [y]es  [n]o  [l]ater  [a]ll yes  [q]uit"
QUESTIONS_LEFT = 3  # exit status


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerOptions:
    """The options of every command of the ledger."""

    ledger: Path | None
    as_of: datetime | None
    quiet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepOptions(NotesOptions):
    """The options of `recap keep`."""

    what: tuple[str, ...]
    ledger: Path | None
    as_of: datetime | None
    format: str
    people: Path | None
    series: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingOptions(LedgerOptions):
    """The options of `recap waiting`."""

    who: str
    everything: bool
    format: str | None
    output: Path | None
    people: Path | None
    excel: bool = False
    todo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaOptions(LedgerOptions):
    """The options of `recap agenda`."""

    format: str | None
    output: Path | None
    people: Path | None


def _no_ledger(path: Path) -> RecapError:
    name = printable(str(path))
    if why := hidden_by(path):
        return RecapError(f"the ledger {name} cannot be read ({why}); name another file with --ledger")
    return RecapError(f"there is no ledger yet ({name}); begin with: recap keep notes.md")


@contextmanager
def writing(chosen: Path | None, *, make: bool = False) -> Iterator[Store]:
    """Open the ledger to write. Raises RecapError if there is none, unless `make` is set."""
    from extractor.ledger import book
    from extractor.ledger.store import open_ledger

    path = settings.ledger_path(chosen)
    is_new = not exists(path)
    if is_new and not make:
        raise _no_ledger(path)
    store = open_ledger(path)
    try:
        if is_new:
            say(f"The ledger is {path}. It keeps quoted lines, names and days; nothing leaves this machine.")
        for warning in store.warnings:
            say(warning)
        if book.is_outdated(store):
            book.rebuild(store)
        yield store
    finally:
        store.close()


@contextmanager
def reading(chosen: Path | None) -> Iterator[Store]:
    """Open the ledger only to read. Raises RecapError if there is none."""
    from extractor.ledger.store import read_ledger

    path = settings.ledger_path(chosen)
    store = read_ledger(path)
    if store is None:
        raise _no_ledger(path)
    try:
        yield store
    finally:
        store.close()


def pen_of(store: Store, said: str) -> Pen:
    import secrets

    from extractor.ledger.book import Pen

    pen = Pen(store, said, settings.now(), lambda: secrets.randbits(80))
    if pen.warning:
        say(pen.warning)
    return pen


def today_of(as_of: datetime | None) -> date:
    return as_of.date() if as_of else settings.now().date()


# recap keep


def run_keep(options: KeepOptions) -> None:
    """Keep notes, folders and mails; exit with status 3 if something is left to ask, 1 if a file could not be read."""
    from extractor.cli.lists import keep_lists, may_be_lists
    from extractor.cli.mails import keep_mails, mails_named, notes_beside

    mails = mails_named(options.what)
    lists = may_be_lists([name for name in options.what if name not in mails])
    files = [*_files([name for name in options.what if name not in (*mails, *lists)]), *notes_beside(mails)]
    lists = (*lists, *may_be_lists([name for name in files if name not in options.what]))
    if all(name != "-" and not exists(Path(name)) for name in options.what) and options.what:
        raise RecapError(f"{printable(options.what[0])} does not exist; check the name of the file")
    said = f"keep {' '.join(Path(name).name or name for name in options.what)}"[:200]
    with writing(options.ledger, make=True) as store:
        pen = pen_of(store, said)
        others = keep_lists(store, pen, lists, options, today_of(options.as_of)) if lists else ()
        files = [*(name for name in files if name not in lists or name in others), *others]
        files = list(dict.fromkeys(files))
        failed = _keep_files(store, pen, files, options) if files else 0
        notes = keep_mails(store, pen, mails, options) if mails or options.format == "json" else ()
        failed += _keep_files(store, pen, notes, options) if notes else 0
        left = count_questions(store)
    if failed or left:
        click.get_current_context().exit(1 if failed else QUESTIONS_LEFT)


def _keep_files(store: Store, pen: Pen, files: Sequence[str], options: KeepOptions) -> int:
    """Keep files of notes and report them; return how many could not be read. Raises RecapError for a single one."""
    if settings.read_options(options).second_reader is not None:  # what is wrong with all is said before the first
        from extractor.cli.second_reader import name_reader

        name_reader(options)
    read_options_of = lru_cache(partial(_read_options_beside, options=options))
    failed = 0
    totals: list[Kept] = []
    with _progress(len(files), quiet=options.quiet) as advance:
        for number, name in enumerate(files, 1):
            try:
                kept = _keep_file(
                    store, pen, name, read_options_of(None if name == "-" else Path(name).parent), options
                )
                if options.series:
                    kept = [_in_series(pen, one, options) for one in kept]
            except RecapError as error:
                if len(files) == 1:
                    raise
                say(f"recap: {error}")
                failed += 1
                continue
            finally:
                advance(number, failed)
            totals += kept
            for one in kept if options.format == "text" else ():
                _report_kept(store, pen, one, full=len(files) <= FULL_REPORTS, quiet=options.quiet)
    if len(files) > FULL_REPORTS and options.format == "text":
        tell(_totals(totals, store))
    return failed


def _read_options_beside(folder: Path | None, options: KeepOptions) -> ReadOptions:
    """Return how notes of a folder are read, with the settings beside them. Raises RecapError for a mistake there."""
    from extractor.cli.app import settings_beside

    return settings.read_options(replace(options, **settings_beside(click.get_current_context(), folder)))


def _files(what: Sequence[str]) -> Iterator[str]:
    """Yield the files of notes that are named, and those below the folders that are named, by name."""
    from extractor.batch.walk import notes_below

    for name in what:
        if name != "-" and is_folder(Path(name)):
            found = notes_below(Path(name))
            if not found:
                raise RecapError(f"{printable(name)} holds no notes; name a folder that does")
            yield from map(str, sorted(found, key=_by_numbers))  # mostly by day: a late note costs more
        else:
            yield name


def _by_numbers(path: Path) -> list[tuple[int, str]]:
    """Return the key that sorts names by their numbers: "weekly-9", "weekly-10"."""
    return [
        (int(number), word) for word, number in re.findall(r"(\D*)(\d{0,9})", str(path)) for number in [number or "0"]
    ]


@contextmanager
def _progress(total: int, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    from extractor.cli import progress

    with progress.show_progress(lambda: total, quiet=quiet or total <= FULL_REPORTS, say=say) as display:
        yield display.update


def _keep_file(store: Store, pen: Pen, name: str, read_options: ReadOptions, options: KeepOptions) -> list[Kept]:
    """Keep the meetings of one file; what is kept already is not read again."""
    from extractor.ledger import book
    from extractor.ledger.items import State
    from extractor.ledger.reading import sha_of

    data, source = read_notes(name)
    corrections = _corrections_beside(name, data)
    sha = sha_of(data, corrections)
    known = store.is_kept(sha)
    if known and not _is_dated_anew(known, name, read_options.date):
        return [
            book.Kept(held.meeting, State(held.series), State(held.series), 0, held.revision, is_new=False)
            for held in known
        ]
    meetings = _meetings(data, name, source, read_options, sha, options)
    if not meetings:
        raise RecapError(
            f"{printable(name)}: the notes do not say when the meeting was; give its date with --date YYYY-MM-DD"
        )
    days = frozenset(meeting.day for meeting in meetings)
    return [book.keep(pen, meeting, days) for meeting in meetings]


def _is_dated_anew(known: Sequence[Held], name: str, day: date | None) -> bool:
    """Whether kept notes may have another day now, by --date or by a new name of the file, and must be read again."""
    if len(known) != 1 or name == "-":
        return False
    if day is not None:
        return known[0].meeting.day != day
    source = known[0].meeting.source
    return source != str(Path(name).absolute()) and not exists(Path(source))


def _corrections_beside(name: str, data: bytes) -> bytes:
    """Return the file of corrections beside notes; empty for none, and for notes from a pipe."""
    from extractor import pipeline
    from extractor.readers.encoding import read_file

    if name == "-" or not pipeline.has_corrections(Path(name), data):
        return b""
    return read_file(pipeline.corrections_file(Path(name)))


def _meetings(
    data: bytes, name: str, source: str, read_options: ReadOptions, sha: str, options: KeepOptions
) -> tuple[Meeting, ...]:
    """Return the meetings of notes, with the corrections that stand beside them."""
    from extractor import pipeline
    from extractor.ledger.reading import Source, meetings_of
    from extractor.output import corrections

    notes, recap, lines = pipeline.notes_and_recap(data, source, read_options)
    if recap.second_reader is not None:
        from extractor.cli.second_reader import tell_of_reader

        tell_of_reader(recap.second_reader, name, options)
    by_day = pipeline.recaps_by_day(notes, read_options) if read_options.date is None else {}
    path = name if name == "-" else str(Path(name).absolute())
    if name == "-" or not pipeline.has_corrections(Path(name), data):
        return meetings_of(notes, recap, Source(path, sha, lines), by_day)
    file = pipeline.corrections_file(Path(name))
    known = corrections.read_file(file)
    say(f"{name}: corrected as {file.name} says")
    corrected = corrections.apply(recap, known)
    for doubt in corrected.doubts[len(recap.doubts) :]:
        say(f"{name}: {doubt.message}")
    by_day = {day: corrections.apply(one, known) for day, one in by_day.items()}
    return meetings_of(notes, corrected, Source(path, sha, lines, *corrections.touched(recap, known)), by_day)


def _report_kept(store: Store, pen: Pen, kept: Kept, *, full: bool, quiet: bool) -> None:
    """Ask what is unsure, if somebody is there to answer, and print what the meeting changed."""
    from extractor.ledger import belonging, book, fold, report

    meeting, today = kept.meeting, settings.now().date()
    if not kept.is_new:
        if full or not quiet:
            tell(report.kept_text(kept, ()))
        return
    if kept.beside and not quiet:
        say(
            f"{meeting.source}: partly the same as {kept.beside}; kept as other notes of that day"
            " (recap undo takes this back)"
        )
    unsure = [one for one in belonging.questions(store) if one.meeting.id == meeting.id]
    if full and unsure and _is_terminal():
        unsure = ask_series(pen, unsure, today)
        kept = book.kept_again(store, kept)
    asked = [one for one in store.questions() if one.source == meeting.source and one.day == meeting.day]
    if full and asked and _is_terminal():
        answers = _ask(asked[: fold.MAX_QUESTIONS], store)
        if answers:
            book.answer(pen, answers, today)
            kept = book.kept_again(store, kept)
            asked = [one for one in store.questions() if one.source == meeting.source and one.day == meeting.day]
    if full:
        print_document(report.kept_text(kept, asked, unsure), coloured=True)
    else:
        tell(report.kept_line(kept, (*asked, *unsure)))


def _in_series(pen: Pen, kept: Kept, options: KeepOptions) -> Kept:
    """Return what keeping a meeting changed, after it was put into the series that the user named."""
    from extractor.ledger.book import kept_again

    tell_series(pen, kept.meeting.id, options.series, today_of(options.as_of))
    return kept_again(pen.store, kept) if kept.is_new else kept


def _totals(totals: Sequence[Kept], store: Store) -> str:
    new = sum(kept.is_new for kept in totals)
    known = len(totals) - new
    kept = f"Kept {counted(new, 'meeting')}" + (f"; {counted(known, 'meeting')} before" if known else "")
    asks = counted(count_questions(store), "question")
    return f"{kept}. {counted(len(store.rows()), 'open item')}, {asks} (recap mark)."


# Questions


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _ask(questions: Sequence[Question], store: Store) -> list[tuple[Question, bool]]:
    """Go through questions, a key for each; return those that were answered."""
    from extractor.ledger.report import question_text

    answers: list[tuple[Question, bool]] = []
    for number, question in enumerate(questions, 1):
        item = store.item(question.item)
        if item is None:
            continue
        about = store.item(question.about) if question.about else None
        tell(question_text(question, item, about, number, len(questions)), err=True)
        click.echo(KEYS + " ", err=True, nl=False)
        key = key_of()
        click.echo(key, err=True)
        if key in ("y", "n"):
            answers.append((question, key == "y"))
        elif key == "a":
            return [*answers, *((one, True) for one in questions[number - 1 :])]
        elif key == "q":
            break
    return answers


def key_of(keys: str = "ynlaq") -> str:
    """Wait for one of the keys."""
    while True:
        try:
            key = click.getchar().casefold()
        except (EOFError, KeyboardInterrupt):
            return "q"
        if key and key in keys:
            return key
        if key in ("?", "h"):
            click.echo(
                "\n  y: it is so. n: it is not, for ever. l: ask me later. a: yes to all that are left. q: stop.",
                err=True,
            )


# recap mark


def run_mark(item: str | None, words: tuple[str, ...], options: LedgerOptions) -> None:
    """Go through the questions; show an item; or write what the words say about it."""
    if item is None:
        _go_through(options)
    elif not words:
        _show(item, options)
    else:
        _mark(item, " ".join(words), options)


def _go_through(options: LedgerOptions) -> None:
    from extractor.ledger import belonging, book
    from extractor.ledger.report import question_text, series_text

    with writing(options.ledger) as store:
        unsure = belonging.questions(store)
        if unsure and _is_terminal():
            ask_series(pen_of(store, "mark: which series"), unsure, today_of(options.as_of))
        questions = store.questions()
        if not questions and not unsure:
            tell("Nothing to ask.")
            return
        if _is_terminal():
            answers = _ask(questions, store)
            if answers:
                book.answer(pen_of(store, f"mark: {counted(len(answers), 'answer')}"), answers, today_of(options.as_of))
                say(f"{counted(len(answers), 'answer')} kept. recap undo takes this back.")
        else:
            for number, one in enumerate(unsure, 1):
                tell(series_text(one, number, len(unsure)))
            for number, question in enumerate(questions, 1):
                item = store.item(question.item)
                if item is not None:
                    tell(question_text(question, item, None, number, len(questions)))
            say("recap asks on a terminal: recap mark. Or say it: recap mark k7m done; recap keep NOTES --series TITLE")
        left = count_questions(store)
    if left:
        click.get_current_context().exit(QUESTIONS_LEFT)


def _show(words: str, options: LedgerOptions) -> None:
    from extractor.ledger.book import find_item
    from extractor.ledger.report import item_text

    with reading(options.ledger) as store:
        item = find_item(store, words)
        tell(item_text(item, today_of(options.as_of), _short_of(store, item.after)))


def _short_of(store: Store, key: str) -> str:
    other = store.item(key) if key else None
    return other.short if other else ""


def _mark(name: str, words: str, options: LedgerOptions) -> None:
    from extractor.ledger import book
    from extractor.ledger.instructions import understand
    from extractor.ledger.report import marked_text

    today = today_of(options.as_of)
    with writing(options.ledger) as store:
        item = book.find_item(store, name)
        instruction = understand(words, today)
        pen = pen_of(store, f'mark {item.short} "{words[:120]}"')
        if instruction.does in ("same", "not"):
            _join(store, pen, item, name, instruction, today)
            return
        after = book.mark(pen, item, _mark_of(store, item, instruction, words), today)
        if not options.quiet:
            tell(marked_text(after, item, today, _short_of(store, after.after)))


def _mark_of(store: Store, item: Item, instruction: Instruction, words: str) -> Mark:
    """Return an instruction as a mark, with people and items looked up."""
    from extractor.ledger import book
    from extractor.ledger.events import Mark
    from extractor.ledger.people import person_called
    from extractor.output.mail.address_book import read_people

    owners: tuple[str, ...] = ()
    if instruction.does == "own":
        people, me = store.people_near(item.key), read_people(None).me
        owners = tuple(dict.fromkeys(_owner_called(name, people, me) for name in instruction.who))
    if instruction.does == "leave":
        me = read_people(None).me or ""
        owners = tuple(owner for owner in item.owners if len(item.owners) > 1 and person_called(owner, (), me) != me)
    other = book.find_item(store, instruction.other).key if instruction.does == "after" else ""
    if other == item.key:
        raise RecapError(f"{item.short} cannot come after itself; name another item")
    return Mark(item.key, instruction.does, words, instruction.day, owners, instruction.because, other)


def _owner_called(words: str, people: Sequence[Member], me: str | None) -> str:
    """Return the full name of the person whom words mean. Raises RecapError if they fit several."""
    from extractor.ledger.people import people_called, person_called

    several = people_called(words, people)
    if len(several) > 1 and words not in several:
        raise RecapError(f"{printable(words)} could be {', '.join(map(printable, several))}; give the full name")
    return person_called(words, people, me)


def _join(store: Store, pen: Pen, item: Item, name: str, instruction: Instruction, today: date) -> None:
    """Make one item of two, or two of one."""
    from extractor.ledger import book

    other = book.find_item(store, instruction.other)
    if instruction.does == "same":
        if other.key == item.key:
            raise RecapError(f"{printable(name)} and {printable(instruction.other)} are one item already")
        book.join(pen, item, other, today, same=True)
        tell(f"{item.short} and {other.short} are one item now.  recap undo takes this back.")
        return
    if other.key != item.key:
        book.join(pen, item, other, today, same=False)
        tell(f"{item.short} and {other.short} are two items, and will stay so.  recap undo takes this back.")
        return
    mention = book.mention_named(store, name, instruction.other, item)
    book.split(pen, mention, item, today)
    both = f"{printable(name)} and {printable(instruction.other)}"
    tell(f"{both} are two items now, each with its history.  recap undo takes this back.")


# recap undo


def run_undo(act: str | None, *, redo: bool, show: bool, options: LedgerOptions) -> None:
    """Take the last act back, or the one named, or restore one; or list them."""
    from extractor.ledger import book

    if show:
        with reading(options.ledger) as store:
            for number, one in enumerate(book.user_acts(store), 1):
                tell(f"{number:>3}  {_act_words(one)}")
            if not book.user_acts(store):
                tell("No acts yet.")
        return
    with writing(options.ledger) as store:
        acts = book.user_acts(store)
        wanted = _chosen(acts, act) if act else next((one for one in acts if not one.undone and not redo), None)
        if redo and not act:
            wanted = book.last_taken_back(store)
        if wanted is None:
            raise RecapError(
                "nothing was taken back" if redo else "there is nothing to take back; see: recap undo --list"
            )
        if wanted.undone is not redo:
            raise RecapError(
                f"{printable(wanted.said)} {'stands' if redo else 'is taken back already'}; see: recap undo --list"
            )
        pen = pen_of(store, f"{'redo' if redo else 'undo'} {wanted.said}")
        book.undo(pen, book.taker_of(store, wanted) if redo else wanted, today_of(options.as_of))
    if not options.quiet:
        learnt = wanted.learnt.astimezone()
        when = f"{format_day(learnt.date()).rsplit(' ', 1)[0]}, {learnt:%H:%M}"
        rest = "recap undo takes it back again." if redo else "recap undo --redo restores it."
        tell(f"{'Restored' if redo else 'Taken back'}: {printable(wanted.said)} ({when}).  {rest}")


def _act_words(act: Act) -> str:
    learnt = act.learnt.astimezone()
    return f"{format_day(learnt.date())}, {learnt:%H:%M}  {printable(act.said)}{'  (taken back)' if act.undone else ''}"


def _chosen(acts: Sequence[Act], words: str) -> Act:
    """Return the act with this number in the list."""
    if not words.isascii() or not words.isdigit() or not 1 <= int(words) <= len(acts):
        raise RecapError(f"{printable(words)} is not a number of the list; see: recap undo --list")
    return acts[int(words) - 1]


# recap waiting


def run_waiting(options: WaitingOptions) -> None:
    """Write who waits for whom."""
    format = options.format or ("csv" if options.excel else _LIST_ENDINGS.get(_ending(options.output), "table"))
    if (options.excel and format != "csv") or (options.todo and format != "ics"):
        raise click.UsageError("--excel is for CSV, and --todo for calendars; add -f csv or -f ics")
    if format == "xlsx" and options.output is None:
        raise click.UsageError("a workbook is a file: name it with -o waiting.xlsx")
    with reading(options.ledger) as store:
        document = _document(store, options, format)
    if isinstance(document, bytes):
        write_whole(options.output or Path("waiting.xlsx"), document)
    else:
        write_text(document, "-", options.output, coloured=format == "table")


_LIST_ENDINGS = {".csv": "csv", ".json": "json", ".md": "md", ".ics": "ics", ".txt": "todo", ".xlsx": "xlsx"}


def _ending(output: Path | None) -> str:
    return output.suffix.lower() if output else ""


def _document(store: Store, options: WaitingOptions, format: str) -> str | bytes:
    from extractor.ledger import waiting

    if format == "json":
        return _json(store, options)
    view = _view(store, options)
    if format == "table":
        return waiting.table(view)
    from extractor.ledger import lists

    if format in ("csv", "xlsx"):
        items = (item for _, item in store.items(everything=options.everything))
        view = replace(view, first={item.key: item.places[0] for item in items if item.places})
    if format == "ics":
        wanted = {row.key for row in view.rows}
        listed = [pair for pair in store.items(everything=True) if pair[1].key in wanted]
        titles = {id: waiting.series_title(one) for id, one in view.series.items()}
        return lists.calendar(listed, titles, settings.now(), todo=options.todo)
    if format == "xlsx":
        return lists.workbook(view)
    writers = {"md": lists.obsidian, "csv": waiting.csv_text, "todo": lists.todo_txt}
    # Excel takes CSV without the mark for the code page of its country.
    return ("\ufeff" if options.excel else "") + writers[format](view)


def _view(store: Store, options: WaitingOptions) -> View:
    from extractor.ledger import waiting

    series = store.series()
    people = _people(options.people)
    rows = _rows(store, series, options, people)
    shorts = {row.key: row.short for row in rows}
    missing = {row.after for row in rows if row.after} - shorts.keys()
    shorts |= {key: short for key in missing if (short := _short_of(store, key))}
    by_phone = frozenset(_spent(store, {row.key for row in rows if row.state == "open"}))
    titled = {one.id: one for one in series}
    return waiting.View(rows, titled, people, today_of(options.as_of), shorts, count_questions(store), by_phone)


def _rows(store: Store, series: Sequence[SeriesRow], options: WaitingOptions, people: People) -> tuple[Row, ...]:
    """Return the rows of the person or the series that the options name; of a series, no others are read."""
    from extractor.ledger import waiting

    named = waiting.series_called(options.who, series)
    return waiting.select(store.rows(everything=options.everything, series=named), series, options.who, people)


def _spent(store: Store, keys: set[str]) -> Iterator[str]:
    """Yield the items about which as many mails were sent as may be, without an answer."""
    for mention in {event.subject for event in store.events(("mailed",))}:
        from extractor.ledger.tact import is_spent  # slow to import, and most ledgers know of no mails

        item = store.item(mention)
        if item is not None and item.key in keys:
            sent = [(one.on, one.kind) for one in item.contacts if one.on]
            if is_spent(sent, item.due, item.heard):
                yield item.key


def _json(store: Store, options: WaitingOptions) -> str:
    from extractor.ledger import waiting

    series = store.series()
    wanted = {row.key for row in _rows(store, series, options, _people(options.people))}
    items = [(one, item) for one, item in store.items(everything=options.everything) if item.key in wanted]
    questions = store.questions()
    shorts = {item.key: item.short for _, item in items}
    named = {key for question in questions for key in (question.item, question.about) if key}
    named |= {item.after for _, item in items if item.after}
    shorts |= {key: short for key in sorted(named - shorts.keys()) if (short := _short_of(store, key))}
    titles = {one.id: one.title for one in series}
    return waiting.ledger_json(items, questions, titles, today_of(options.as_of), shorts)


# recap agenda


def run_agenda(series: str, options: AgendaOptions) -> None:
    """Write the agenda of the next meeting of a series."""
    from extractor.ledger import agenda

    format = options.format or {".md": "md", ".html": "html", ".htm": "html"}.get(
        options.output.suffix.lower() if options.output else "", "text"
    )
    with reading(options.ledger) as store:
        chosen = agenda.chosen_series(store.series(), series)
        rows = store.rows()
        made = agenda.agenda_of(
            chosen,
            rows,
            store.silent(chosen.id, agenda.SILENT),
            store.last_questions(chosen.id),
            _people(options.people),
            today_of(options.as_of),
            frozenset(_spent(store, {row.key for row in rows})),
        )
    writers = {"text": agenda.text_agenda, "md": agenda.markdown_agenda, "html": agenda.html_agenda}
    write_text(writers[format](made), "-", options.output, coloured=format == "text")


def _people(path: Path | None) -> People:
    """Return who the user is, and who is outside, from the people file."""
    from extractor.ledger.people import people_of
    from extractor.output.mail.address_book import read_people

    book = read_people(path)
    return people_of(book.people, book.me or "", book.outside)


# recap ledger


def run_check(options: LedgerOptions, *, rebuild: bool) -> None:
    """Check the file of the ledger, and say which notes are gone.

    A damaged file ends it with status 1; with `rebuild`, it is made anew from what can be read of it.
    """
    from extractor.ledger.disk import DamagedLedger
    from extractor.ledger.rescue import advice, rescue

    try:
        _check(options, rebuild=rebuild)
    except DamagedLedger as error:
        if not rebuild:
            raise RecapError(advice(error.path, error.why)) from error
        saved = rescue(error.path)
        lost = "" if saved.is_whole else "; some could not be read, so keep your notes once more: recap keep FOLDER"
        entries = f"{saved.entries:,} {'entry' if saved.entries == 1 else 'entries'}"
        tell(f"Made anew from {entries}{lost}. The damaged file is kept as {printable(str(saved.damaged))}.")
        _check(options, rebuild=False)


def _check(options: LedgerOptions, *, rebuild: bool) -> None:
    from extractor.ledger import book
    from extractor.ledger.disk import DamagedLedger

    with writing(options.ledger) if rebuild else reading(options.ledger) as store:
        wrong = store.check()
        if wrong:
            for line in wrong[:10]:
                say(line)
            raise DamagedLedger(store.path, "SQLite finds faults in it")
        if rebuild:
            tell(f"Worked out anew from {counted(book.rebuild(store), 'meeting')}.")
        sources = store.sources()
        missing = sorted({source for source, _, _ in sources if source != "-" and not exists(Path(source))})
        for source in missing:
            tell(f"{printable(source)}: no longer there; what was promised in it stays promised")
        rows = store.rows(everything=True)
        open_rows = sum(row.state == "open" for row in rows)
        held = f"{counted(len(sources), 'meeting')}, {counted(len(rows), 'item')}"
        tell(f"The ledger is whole: {held}, {open_rows:,} of them open.")


def run_where(options: LedgerOptions) -> None:
    """Say where the ledger is, and what it keeps."""
    path = settings.ledger_path(options.ledger)
    if not is_file(path):
        tell(f"{path} (there is none yet; it is made by: recap keep notes.md)")
        return
    with reading(options.ledger) as store:
        meetings, size = len(store.sources()), path.stat().st_size
        tell(f"{path} ({size / 1e6:.1f} MB, {counted(meetings, 'meeting')}; quoted lines, names and days)")
