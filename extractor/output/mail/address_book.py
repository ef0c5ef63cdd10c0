"""The people file: who has which address, as TOML or CSV. It gives addresses to names of the notes, and nothing more.

TOML has an optional `me = "Ana Lopez"`, who signs, and a table for each person:

    [[people]]
    name = "Ana Lopez"
    email = "ana@example.org"
    aliases = ["AL", "anita"]

CSV has the columns name, email and aliases, the latter parted by semicolons.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.common.escaping import printable
from extractor.common.files import reason
from extractor.common.lazy_regex import expression
from extractor.language.people.roster import Roster
from extractor.model import Person, RecapError

NAMES = ("people.toml", "people.csv")  # in the configuration folder; the first that is there
MAX_BYTES = 5_000_000
# RFC 5322, section 3.4.1, without quotes, comments and literals: what mail programs take without asking.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = expression(rf"{_ATOM}(?:\.{_ATOM})*@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)*[A-Za-z0-9-]*[A-Za-z0-9]")


def config_folder() -> Path:
    """The folder of this user's settings for recap, which may not exist."""
    from platformdirs import user_config_path

    return user_config_path("recap", appauthor=False)


def read_people(path: Path | None) -> AddressBook:
    """The people of the file; of the one in the configuration folder, if there is one, when `path` is None.

    Raises RecapError, with the place, for a file that cannot be read or an entry that cannot be taken.
    """
    if path is None:
        path = next((path for name in NAMES if (path := config_folder() / name).is_file()), None)
        if path is None:
            return AddressBook()
    name = printable(str(path))
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "no possible name"
        raise RecapError(f"the people file {name} cannot be read ({why})") from error
    if len(data) > MAX_BYTES:
        raise RecapError(f"the people file {name} is too large ({len(data)} bytes); keep to {MAX_BYTES}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecapError(f"the people file {name} is not UTF-8; save it as such") from error
    return _from_csv(text, name) if path.suffix.lower() in (".csv", ".tsv") else _from_toml(text, name)


def sender_of(said: str | None, book: AddressBook) -> Person | None:
    """Who signs: "Ana Lopez <ana@example.org>", a name of the book, any other name, or, unsaid, the book's `me`.

    Raises RecapError for an address that is none, and for a name that two people of the book have.
    """
    words = said if said is not None else book.me
    if not words or not words.strip():
        return None
    angled = re.fullmatch(r"([^<>]*)<([^<>]*)>", printable(words).strip())
    name, address = (angled[1].strip(' "'), angled[2].strip()) if angled else ("", printable(words).strip())
    if angled or re.search("[@<>]", address):
        if not is_address(address):
            raise RecapError(f"{printable(words)} is no address; write it as Ana Lopez <ana@example.org>")
        known = next((person for person in book.people if (person.email or "").lower() == address.lower()), None)
        return Person(name or (known.name if known else ""), email=address)
    found = Roster(book.people).known(words)
    if len(found) > 1:
        names = " or ".join(person.name for person in found)
        raise RecapError(f"{printable(words)} could be {printable(names)}; say which")
    return found[0] if found else Person(printable(words).strip())


@dataclass(frozen=True, slots=True)
class AddressBook:
    """The people of a people file, and which of them its owner is."""

    people: tuple[Person, ...] = ()
    me: str | None = None


def is_address(words: str | None) -> bool:
    """Whether the words are an e-mail address, and nothing else that a header could hold."""
    return bool(words and len(words) <= 254 and _ADDRESS.fullmatch(words))


def _from_toml(text: str, name: str) -> AddressBook:
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RecapError(f"{name}: {printable(str(error))}; mend it there") from error
    entries, me = document.get("people", []), document.get("me")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RecapError(f"{name}: “people” is no list of tables; begin each person with [[people]]")
    if me is not None and not isinstance(me, str):
        raise RecapError(f'{name}: “me” is no text; write me = "Ana Lopez"')
    return AddressBook(tuple(_person(entry, f"{name}: people[{number}]") for number, entry in enumerate(entries)), me)


def _from_csv(text: str, name: str) -> AddressBook:
    import csv

    try:
        dialect: Any = csv.Sniffer().sniff(text.split("\n", 1)[0], ",;\t")
    except csv.Error:
        dialect = csv.excel
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect.delimiter)
    columns = {(column or "").strip().casefold(): column for column in rows.fieldnames or ()}
    columns.setdefault("email", columns.get("e-mail", ""))
    if "name" not in columns or not columns["email"]:
        raise RecapError(f"{name}: there are no columns name and email in the first row; write name,email,aliases")
    people = []
    try:
        for row in rows:
            if not any(value for value in row.values() if isinstance(value, str)):
                continue
            entry = {
                "name": row[columns["name"]] or "",
                "email": (row[columns["email"]] or "").strip() or None,
                "aliases": [a for a in (row.get(columns.get("aliases") or "") or "").split(";") if a.strip()],
            }
            people.append(_person(entry, f"{name}:{rows.line_num}"))
    except csv.Error as error:
        raise RecapError(f"{name}:{rows.line_num}: {error}; mend it there") from error
    return AddressBook(tuple(people))


def _person(entry: dict[str, Any], place: str) -> Person:
    who, email, aliases = entry.get("name"), entry.get("email"), entry.get("aliases", [])
    if not isinstance(who, str) or not who.strip():
        raise RecapError(f'{place} has no name; write name = "Ana Lopez"')
    if email is not None and (not isinstance(email, str) or not is_address(email.strip())):
        raise RecapError(f"{place}: {printable(str(email))[:80]} is no e-mail address")
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise RecapError(f'{place}: the aliases are no list of texts; write aliases = ["AL"]')
    named = tuple(printable(alias).strip() for alias in aliases)
    return Person(printable(who).strip(), tuple(alias for alias in named if alias), email=email and email.strip())
