"""`recap keep` of mails: say what was understood, as lines or as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.console import say, tell
from extractor.common.escaping import json_text, printable
from extractor.common.files import is_file, is_folder
from extractor.common.phrasing import and_list, counted, format_day_near
from extractor.errors import RecapError

if TYPE_CHECKING:
    from extractor.cli.ledger import KeepOptions
    from extractor.ledger.book import Pen
    from extractor.ledger.heard import Heard, Understood
    from extractor.ledger.mails import Stored
    from extractor.ledger.post import Post
    from extractor.ledger.store import Store

BOX_ENDING = ".mbox"


def mails_named(what: Sequence[str]) -> tuple[str, ...]:
    """Return what of these paths holds mails: mails, mailboxes, Maildirs, and folders of mails."""
    from extractor.ledger.mails import holds_mails

    return tuple(name for name in what if name != "-" and (holds_mails(Path(name)) or _mail_files(Path(name))))


def _mail_files(folder: Path) -> list[Path]:
    """Return the mails, mailboxes and Maildirs below a folder."""
    from extractor.ledger.mails import ENDING, is_maildir

    if not is_folder(folder):
        return []
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        inner = [Path(place) / name for name in folders]
        found += [one for one in inner if is_maildir(one)]
        folders[:] = [one.name for one in inner if not is_maildir(one)]
        paths = (Path(place) / name for name in names if name.casefold().endswith((ENDING, BOX_ENDING)))
        found += [path for path in paths if is_file(path)]
    return sorted(found)


def notes_beside(names: Sequence[str]) -> tuple[str, ...]:
    """Return the notes in those of the named folders that hold mails, too."""
    from extractor.batch.walk import notes_below
    from extractor.ledger.mails import holds_mails

    notes: list[str] = []
    for folder in (Path(name) for name in names if is_folder(Path(name)) and not holds_mails(Path(name))):
        mails = set(_mail_files(folder))
        notes += [str(path) for path in notes_below(folder) if mails.isdisjoint((path, *path.parents))]
    return tuple(notes)


def keep_mails(store: Store, pen: Pen, names: Sequence[str], options: KeepOptions) -> tuple[str, ...]:
    """Keep mails and print what was understood; return the mails that were named alone and are notes.

    Args:
        store: The ledger.
        pen: Writes the act.
        names: Paths of mails, mailboxes, Maildirs and folders of mails.
        options: Of the command.
    """
    from extractor.ledger.correspondence import take_in

    heard = take_in(pen, _post(store, options), lambda: _stored(names))
    alone = {name for name in names if is_file(Path(name)) and not _is_box(Path(name))}
    notes = tuple(dict.fromkeys(one.mail.source for one in heard if one.kind == "other" and one.mail.source in alone))
    heard = [one for one in heard if one.mail.source not in notes]
    if heard or options.format == "json":
        if options.format == "json":
            click.echo(as_json(heard), nl=False)
        else:
            tell(as_text(heard))
    return notes


def _is_box(path: Path) -> bool:
    from extractor.ledger.mails import is_mailbox

    return is_mailbox(path)


def _post(store: Store, options: KeepOptions) -> Post:
    from extractor.ledger.post import post_of
    from extractor.output.mail.address_book import read_people, sender_of

    book = read_people(options.people)
    me = sender_of(None, book)
    return post_of(store, book.people, me, options.date_order or "mdy", options.country or "")


def _stored(names: Sequence[str]) -> Iterator[Stored]:
    from extractor.ledger.mails import holds_mails, mails_in

    for name in names:
        paths = [Path(name)] if holds_mails(Path(name)) else _mail_files(Path(name))
        for path in paths:
            try:
                yield from mails_in(path)
            except RecapError as error:
                if len(paths) == 1 and len(names) == 1:
                    raise
                say(f"recap: {error}")


def as_text(heard: Sequence[Heard]) -> str:
    """Return what was understood, a line for each item of an answer."""
    from extractor.ledger.wording import columns, quoted

    kinds = [one.kind for one in heard]
    answers = kinds.count("answer")
    parts = [counted(len(heard), "mail")]
    names = {"recap": "recap", "nudge": "reminder", "absence": "note"}
    tails = {"recap": " as sent", "nudge": " as sent", "absence": " of absence"}
    parts += [counted(kinds.count(kind), words) + tails[kind] for kind, words in names.items() if kind in kinds]
    parts += [f"{kinds.count('known')} known before"] if "known" in kinds else []
    parts += [f"{answers or 'none'} {'is an answer' if answers == 1 else 'are answers' if answers else 'is an answer'}"]
    lines = [", ".join(parts)]
    rows = [_row(one, said) for one in heard for said in one.answers]
    lines += columns(rows)
    for one in heard:
        if one.kind == "other" and one.mail.is_reply and one.mail.day is None:
            lines.append(f"  {printable(one.mail.name)}: the date of this mail cannot be read; say it with recap mark")
        if one.kind == "absence" and one.letter is not None:
            until = one.letter.away_until
            words = f"away until {format_day_near(until, one.letter.day)}" if until else "away; until when is not said"
            lines.append(f"  {printable(one.letter.sender)}: {words}")
        elif one.kind == "answer" and not one.answers:
            name = one.letter.sender if one.letter else one.mail.name
            lines.append(f"  {printable(name)}: {quoted(one.mail.subject)} answers nothing that was asked")
    return "\n".join(lines) + "\n"


def _row(heard: Heard, one: Understood) -> tuple[str, ...]:
    from extractor.ledger.wording import owner_short, quoted

    name = heard.letter.sender if heard.letter else heard.mail.name
    day = f" {format_day_near(one.day, heard.mail.day)}" if one.day else ""
    owners = one.answer.mark.owners if one.answer and one.means == "handed" else ()
    does = f"{one.means}{f' to {printable(and_list(owners))}' if owners else ''}{day}"
    state = "applied" if one.applied else "asked (recap mark)" if one.answer else "about no item"
    return one.item.short if one.item else "-", owner_short(name), does, state, quoted(one.sentence)


def as_json(heard: Sequence[Heard]) -> str:
    """Return what was understood of each mail as JSON: item, meaning, applied or asked."""
    from extractor.ledger.waiting import LEDGER

    document = {"ledger": LEDGER, "mails": [_mail_fields(one) for one in heard]}
    return json_text(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def _mail_fields(heard: Heard) -> dict[str, Any]:
    letter = heard.letter
    return {
        "source": heard.mail.source,
        "message_id": heard.mail.id,
        "subject": heard.mail.subject,
        "from": heard.mail.address,
        "who": letter.sender if letter else heard.mail.name,
        "day": heard.mail.day.isoformat() if heard.mail.day else None,
        "kind": heard.kind,
        "away_until": letter.away_until.isoformat() if letter and letter.away_until else None,
        "items": [{"id": one.short, "task": one.task} for one in (letter.called if letter else ())],
        "answers": [_answer_fields(one) for one in heard.answers],
    }


def _answer_fields(one: Understood) -> dict[str, Any]:
    return {
        "item": one.item.short if one.item else None,
        "id": one.called or None,
        "task": one.item.task if one.item else None,
        "means": one.means,
        "day": one.day.isoformat() if one.day else None,
        "owners": list(one.answer.mark.owners) if one.answer and one.means in ("handed", "declined") else None,
        "applied": one.applied,
        "asked": one.answer is not None and not one.applied,
        "sentence": one.sentence,
    }
