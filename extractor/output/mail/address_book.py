"""Read the people file, TOML or CSV, which gives addresses to the people whom the notes name.

TOML has an optional `me = "Ana Lopez"`, who signs, and a table for each person:

    [[people]]
    name = "Ana Lopez"
    email = "ana@example.org"
    aliases = ["AL", "anita"]
    outside = true                 # a client: `recap waiting` lists first what they wait for
    pace = 2                       # `recap nudge` takes twice the time
    quiet_until = 2026-03-23       # and leaves them alone until then; away_until likewise
    no_nudges = true               # or always
    medium = "phone"               # a line to say, in place of a draft
    notes = ["2026-03-03: daughter had the flu"]      # for your own words; never in a draft

    [pace]                         # of a mail domain, or of a series of meetings
    "example.jp" = 2

CSV has the columns name, email and aliases; aliases are separated by semicolons. The contacts that Google and Outlook
export as CSV are read, too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.common.escaping import printable
from extractor.common.files import is_file, read_bounded, reason
from extractor.common.lazy_regex import expression
from extractor.common.phrasing import nearest
from extractor.errors import RecapError

if TYPE_CHECKING:
    from extractor.model import Person

DEFAULT_FILES = ("people.toml", "people.csv")  # in the configuration folder; the first that exists is read
MAX_BYTES = 5_000_000
# RFC 5322, section 3.4.1, without quotes, comments and literals: what mail programs accept.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = expression(rf"{_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)*[A-Za-z0-9-]*[A-Za-z0-9]")

# The titles of columns in contacts that Google and Outlook export, in lower case.
_GIVEN = frozenset({"first name", "given name"})
_CONTACT_ADDRESS = expression(r"e-?mail(?: \d+ - value|(?: \d+)? address)")
_OUTLOOK = expression(rb"E-mail Address")


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody wants to be written to, and what the user notes of them."""

    pace: float | None = None
    quiet_until: date | None = None
    away_until: date | None = None
    no_nudges: bool = False
    by_phone: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressBook:
    """The people of a people file, and the name of its owner."""

    people: tuple[Person, ...] = ()
    me: str | None = None
    outside: tuple[str, ...] = ()  # names of people outside: `outside = true`
    habits: Mapping[str, Habits] = field(default_factory=dict)  # by name
    pace: Mapping[str, float] = field(default_factory=dict)  # by mail domain or title of a series, folded


def config_folder() -> Path:
    """Return the folder of the user's settings for recap, which may not exist."""
    from platformdirs import user_config_path

    return user_config_path("recap", appauthor=False)


def read_people(path: Path | None) -> AddressBook:
    """Read a people file; if `path` is None, the one in the configuration folder, if there is one.

    Raises RecapError, with the place, for a file that cannot be read or an entry that is not valid.
    """
    if path is None:
        path = next((path for name in DEFAULT_FILES if is_file(path := config_folder() / name)), None)
        if path is None:
            return AddressBook()
    name = printable(str(path))
    try:
        data = read_bounded(path, MAX_BYTES)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "not a valid file name"
        raise RecapError(f"the people file {name} cannot be read ({why})") from error
    if len(data) > MAX_BYTES:
        raise RecapError(f"the people file {name} is too large; the limit is {MAX_BYTES:,} bytes")
    is_table = path.suffix.lower() in (".csv", ".tsv")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not is_table or not _OUTLOOK.search(data.partition(b"\n")[0]):
            raise RecapError(f"the people file {name} is not UTF-8; save it as UTF-8") from error
        text = data.decode("cp1252", "replace")  # as Outlook exports contacts
    return _from_csv(text, name) if is_table else _from_toml(text, name)


def sender_of(said: str | None, book: AddressBook) -> Person | None:
    """Return who signs, or None if nobody does.

    `said` is "Ana Lopez <ana@example.org>", a name in the book, or any other name; None means the `me` of the book.
    Raises RecapError for an address that is not valid, and for a name that two people of the book have.
    """
    from extractor.language.people.roster import Roster
    from extractor.model import Person

    signed = said if said is not None else book.me
    if not signed or not signed.strip():
        return None
    words = printable(signed).strip()
    angled = re.fullmatch(r"([^<>]*)<([^<>]*)>", words)
    name, address = (angled[1].strip(' "'), angled[2].strip()) if angled else ("", words)
    if angled or re.search("[@<>]", address):
        if not is_address(address):
            raise RecapError(f"{words} is not an e-mail address; write it as Ana Lopez <ana@example.org>")
        known = next((person for person in book.people if (person.email or "").lower() == address.lower()), None)
        return Person(name or (known.name if known else ""), email=address)
    matches = Roster(book.people).known(signed)
    if len(matches) > 1:
        names = " or ".join(person.name for person in matches)
        raise RecapError(f"{words} could be {printable(names)}; give the full name")
    return matches[0] if matches else Person(words)


def recipient_of(said: str, book: AddressBook) -> Person:
    """Return who gets a draft: an address, or a name in the book that has one.

    Raises RecapError for words that are neither, and for a name that two people of the book have.
    """
    person = sender_of(said, book)
    if person is None or not is_address(person.email):
        who = printable(said) or "nobody"
        raise RecapError(f'no address for {who}; write "Ana Lopez <ana@example.org>", or name a people file: --people')
    return person


def is_address(words: str | None) -> bool:
    """Whether the words are an e-mail address, and so safe in a header."""
    return bool(words and len(words) <= 254 and _ADDRESS.fullmatch(words))


def _from_toml(text: str, name: str) -> AddressBook:
    import tomllib

    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a mistake; a number of a million digits; lists within lists
        raise RecapError(f"{name}: {printable(str(error))}; correct it there") from error
    entries, me = document.get("people", []), document.get("me")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RecapError(f"{name}: “people” is not a list of tables; start each person with [[people]]")
    if me is not None and not isinstance(me, str):
        raise RecapError(f'{name}: “me” is not text; write me = "Ana Lopez"')
    people = tuple(_person(entry, f"{name}: people[{number}]") for number, entry in enumerate(entries))
    pairs = [(person.name, entry) for person, entry in zip(people, entries, strict=True)]
    outside = tuple(called for called, entry in pairs if entry.get("outside") is True)
    habits = {called: _habits(entry, f"{name}: {called}") for called, entry in pairs}
    habits = {called: one for called, one in habits.items() if one != Habits()}
    return AddressBook(people, me, outside, habits, _paces(document.get("pace", {}), name))


def _habits(entry: dict[str, Any], place: str) -> Habits:
    """Return how a person of the file wants to be written to. Raises RecapError for a value of the wrong kind."""
    medium, notes, no_nudges = entry.get("medium", "mail"), entry.get("notes", []), entry.get("no_nudges", False)
    if medium not in ("mail", "phone"):
        raise RecapError(f'{place}: medium is "mail" or "phone"')
    if not isinstance(no_nudges, bool):
        raise RecapError(f"{place}: no_nudges is true or false")
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        raise RecapError(f'{place}: notes is not a list of texts; write notes = ["2026-03-03: on a course"]')
    return Habits(
        pace=_pace(entry["pace"], place) if "pace" in entry else None,
        quiet_until=_day_of(entry, "quiet_until", place),
        away_until=_day_of(entry, "away_until", place),
        no_nudges=no_nudges,
        by_phone=medium == "phone",
        notes=tuple(note for words in notes if (note := " ".join(printable(words).split()))),
    )


def _pace(value: object, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.2 <= value <= 10:
        raise RecapError(f"{place}: pace is a number from 0.2 to 10; 2 takes twice the time")
    return float(value)


def _day_of(entry: dict[str, Any], key: str, place: str) -> date | None:
    value = entry.get(key)
    if isinstance(value, datetime):
        return value.date()
    if value is not None and not isinstance(value, date):
        raise RecapError(f"{place}: {key} is a day without quotes; write {key} = 2026-03-23")
    return value


def _paces(table: object, name: str) -> dict[str, float]:
    if not isinstance(table, dict):
        raise RecapError(f'{name}: pace is a table: [pace], then "example.jp" = 2')
    return {
        str(key).casefold().lstrip("@"): _pace(value, f"{name}: pace of {printable(str(key))}")
        for key, value in table.items()
    }


def _from_csv(text: str, name: str) -> AddressBook:
    import csv

    try:
        delimiter = csv.Sniffer().sniff(text.split("\n", 1)[0], ",;\t").delimiter
    except csv.Error:
        delimiter = ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = {(column or "").strip().casefold(): column for column in rows.fieldnames or ()}
    columns.setdefault("email", columns.get("e-mail", ""))
    is_contacts = not _GIVEN.isdisjoint(columns) and any(_CONTACT_ADDRESS.fullmatch(column) for column in columns)
    if not is_contacts and ("name" not in columns or not columns["email"]):
        raise RecapError(f"{name}: the first row does not name the columns; write name,email,aliases")
    try:
        if is_contacts:
            contacts = [
                _contact({title: row[column] or "" for title, column in columns.items() if column}) for row in rows
            ]
            return AddressBook(tuple(contact for contact in contacts if contact is not None))
        people = tuple(
            _person(_csv_entry(row, columns), f"{name}:{rows.line_num}")
            for row in rows
            if any(value for value in row.values() if isinstance(value, str))
        )
    except csv.Error as error:
        raise RecapError(f"{name}:{rows.line_num}: {error}; correct it there") from error
    return AddressBook(people)


def _contact(row: dict[str, str]) -> Person | None:
    """Return the person of a row of exported contacts, by its titles in lower case; None for a row without a name."""
    from extractor.model import Person

    given = next((row[title] for title in sorted(_GIVEN) if row.get(title)), "")
    family = row.get("last name") or row.get("family name") or ""
    name = " ".join(printable(f"{given} {family}").split()) or " ".join(printable(row.get("name", "")).split())
    if not name:
        return None  # a company, or an address alone
    values = (row[title].split(":::")[0].strip() for title in row if _CONTACT_ADDRESS.fullmatch(title))
    email = next((value for value in values if is_address(value)), None)  # Outlook has "/o=ExchangeLabs/..." as well
    nickname = " ".join(printable(row.get("nickname", "")).split())
    return Person(name, (nickname,) if nickname else (), email=email)


def _csv_entry(row: dict[str, str | None], columns: dict[str, str]) -> dict[str, Any]:
    """Return a row as the TOML table of the same person. `columns` maps "name", "email", "aliases" to the headings."""
    aliases = row.get(columns.get("aliases") or "") or ""
    return {
        "name": row[columns["name"]] or "",
        "email": (row[columns["email"]] or "").strip() or None,
        "aliases": [alias for alias in aliases.split(";") if alias.strip()],
    }


_KEYS = frozenset(
    "name email aliases outside pace quiet_until away_until no_nudges medium notes".split()
)  # others are the user's own, unless they are one of these misspelt


def _check_keys(entry: dict[str, Any], place: str) -> None:
    """Raise RecapError for a key that is likely one of ours misspelt: a reminder would go to somebody who is ill."""
    for key in entry.keys() - _KEYS:
        if close := nearest(key.replace("-", "_").lower(), _KEYS, 0.8):
            raise RecapError(f"{place}: there is no {printable(key)}; did you mean {close}?")


def _person(entry: dict[str, Any], place: str) -> Person:
    from extractor.model import Person

    _check_keys(entry, place)
    name, email, aliases = entry.get("name"), entry.get("email"), entry.get("aliases", [])
    if not isinstance(name, str) or not name.strip():
        raise RecapError(f'{place} has no name; write name = "Ana Lopez"')
    if email is not None and (not isinstance(email, str) or not is_address(email.strip())):
        raise RecapError(f"{place}: {printable(str(email))[:80]} is not an e-mail address")
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise RecapError(f'{place}: aliases is not a list of texts; write aliases = ["AL"]')
    forms = tuple(printable(alias).strip() for alias in aliases)
    return Person(printable(name).strip(), tuple(form for form in forms if form), email=email and email.strip())
