"""Read the settings: recap.toml in the configuration folder, and one beside the notes.

Both hold defaults of options, by the options' own names:

    country = "GB"
    date-order = "dmy"
    from = "Ana Lopez <ana@example.org>"
    people = "people.toml"

    [formats]
    email = "html"
    batch = ["text", "json"]

Notes come from others: a recap.toml beside them may set only NOTES_KEYS. An option on the command line wins over both,
and the file beside the notes over that of the user.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.common.escaping import printable
from extractor.common.files import exists, hidden_by, is_file, is_folder, read_bounded, reason
from extractor.common.phrasing import and_list, nearest
from extractor.errors import RecapError
from extractor.output.formats import SETTINGS, names_for

MAX_BYTES = 100_000
# Each key, and the parameter of the commands that it is the default of.
KEYS = {
    "country": "country",
    "date-order": "date_order",
    "from": "sender",
    "people": "people",
    "templates": "templates",
    "for": "audience",
    "model": "model",
    "reader": "reader",
    "reader-model": "reader_model",
    "formats": "format",
}
NOTES_KEYS = frozenset({"country", "date-order", "formats"})
PATHS = frozenset({"people", "templates"})  # relative to the folder of the file
CHOICES = {"date-order": ("mdy", "dmy"), "for": ("team", "client")}
EXAMPLES = {
    "country": "GB",
    "date-order": "dmy",
    "from": "Ana Lopez <ana@example.org>",
    "people": "people.toml",
    "templates": "templates",
    "for": "client",
    "model": "en_core_web_md",
    "reader": "http://127.0.0.1:8080",
    "reader-model": "qwen3",
}
FORMAT_COMMANDS = ("email", "items", "batch")
LONGEST = 60  # characters of a wrong value that a message shows


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting, and where it comes from."""

    key: str  # "country", "formats.email"
    value: str | tuple[str, ...]
    source: str  # the file, or the variable of the environment


def user_file() -> Path:
    """Return the path of the user's settings, which may not exist."""
    from extractor.output.mail.address_book import config_folder

    return config_folder() / SETTINGS


def read(path: Path, *, allowed: frozenset[str] = frozenset(KEYS)) -> tuple[Setting, ...]:
    """Read the settings of a file; () where there is none.

    Args:
        path: The file.
        allowed: The keys that it may set.

    Raises:
        RecapError: It cannot be read, has a mistake, or sets a key that is unknown or not allowed.
    """
    name = printable(str(path))
    try:
        data = read_bounded(path, MAX_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) or error.errno == errno.ENAMETOOLONG:
            return ()  # no such folder: reading the notes will say so
        if allowed == NOTES_KEYS and hidden_by(path):
            return ()  # the folder of the notes is locked: reading them will say so
        raise RecapError(f"the settings {name} cannot be read ({reason(error)}); check their permissions") from error
    if len(data) > MAX_BYTES:
        raise RecapError(f"the settings {name} are larger than {MAX_BYTES // 1000} kB; is this recap's file?")
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        hint = '; texts stand in quotes: country = "GB"' if "Invalid value" in str(error) else ""
        raise RecapError(f"the settings {name} have a mistake: {printable(str(error))}{hint}") from error
    return tuple(_settings(table, path, allowed))


def _settings(table: Mapping[str, Any], path: Path, allowed: frozenset[str]) -> Iterator[Setting]:
    name = printable(str(path))
    for key, value in table.items():
        if key not in KEYS:
            raise RecapError(f"{name}: there is no setting {printable(key)}; {_instead_of(key)}")
        if key not in allowed:
            raise RecapError(f"{name}: {key} can be set only in your own settings, {printable(str(user_file()))}")
        if key == "formats":
            yield from _formats(value, name)
        elif not isinstance(value, str):
            raise RecapError(f"{name}: {key} must be a text in quotes: {key} = {_quoted(EXAMPLES[key])}")
        else:
            _refuse_unknown(value, CHOICES.get(key, (value,)), f"{name}: {key}")
            yield Setting(key, str(path.parent / Path(value).expanduser()) if key in PATHS else value, str(path))


def _instead_of(key: str) -> str:
    """Return what to write in place of a key that is no setting."""
    if key == "me":
        people = printable(str(user_file().with_name("people.toml")))
        return f'who you are stands in the people file, {people}: me = "Ana Lopez"'
    if key == "ledger":
        return "name another ledger with --ledger, or in the variable RECAP_LEDGER"
    close = nearest(key.replace("_", "-"), KEYS)
    return f"did you mean {close}?" if close else f"the settings are {', '.join(KEYS)}"


def _formats(table: object, name: str) -> Iterator[Setting]:
    if not isinstance(table, dict):
        raise RecapError(f'{name}: formats must be a table: [formats], then email = "html"')
    for command, value in table.items():
        values = value if isinstance(value, list) else [value]
        if command not in FORMAT_COMMANDS:
            raise RecapError(f"{name}: formats are for {', '.join(FORMAT_COMMANDS)}, not for {printable(str(command))}")
        if not values or not all(isinstance(one, str) for one in values) or (command != "batch" and len(values) > 1):
            many = ', or a list: ["text", "json"]' if command == "batch" else ""
            first = _quoted(names_for(command)[0])
            raise RecapError(f"{name}: formats.{command} must be the name of a format: {command} = {first}{many}")
        for one in values:
            _refuse_unknown(one, names_for(command), f"{name}: formats.{command}")
        yield Setting(f"formats.{command}", tuple(values) if command == "batch" else values[0], name)


def _refuse_unknown(value: str, names: Sequence[str], place: str) -> None:
    """Raise RecapError for a value that is none of the names; it says which there are."""
    if value not in names:
        raise RecapError(f"{place} cannot be {_quoted(value)}; write {and_list([*map(_quoted, names)], 'or')}")


def _quoted(words: str) -> str:
    """Return words as TOML writes them; a long text is cut."""
    import json  # on use: each command reads the settings, few show them

    words = printable(words)
    return json.dumps(words[:LONGEST] + ("…" if len(words) > LONGEST else ""), ensure_ascii=False)


def check(settings: Iterable[Setting], people: Path | None = None) -> None:
    """Refuse settings with which no command can work.

    Args:
        settings: Those that count: no option of the command line stands above them.
        people: The people file that counts; None for the one in the configuration folder.

    Raises:
        RecapError: It names the file, the key, and what to write instead.
    """
    for setting in settings:
        value = str(setting.value)
        try:
            _check(setting.key, value, people)
        except RecapError as error:
            raise RecapError(f"{printable(setting.source)}: {setting.key}: {error}") from error


def _check(key: str, value: str, people: Path | None) -> None:
    from extractor import pipeline
    from extractor.cli.settings import template_folder
    from extractor.output.mail.address_book import read_people, sender_of

    if key == "country":
        pipeline.read_options(country=value)
    elif key == "model":
        pipeline.read_options(model=value)
    elif key == "reader" and value.casefold() != "off":
        from extractor.second_reader.client import address

        address(value)
    elif key == "templates":
        template_folder(Path(value))
    elif key == "people":
        read_people(Path(value))
    elif key == "from":
        sender_of(value, read_people(people))


def locale_country() -> Setting | None:
    """Return the territory of the locale as the country ("en_GB.UTF-8" is GB).

    None where it has none, or one whose public holidays are not known.
    """
    for variable in ("LC_ALL", "LC_TIME", "LANG"):
        if value := os.environ.get(variable):
            match = re.match(r"[a-z]{2,3}_([A-Z]{2})(?![A-Za-z])", value)
            if match is None:
                return None
            from extractor.pipeline import has_holidays

            source = f"{variable}={printable(value)}"
            return Setting("country", match[1], source) if has_holidays(match[1]) else None
    return None


def parameter(setting: Setting) -> str:
    """Return the parameter of the commands that a setting is the default of."""
    return KEYS[setting.key.partition(".")[0]]


def defaults(settings: tuple[Setting, ...], command: str) -> dict[str, Any]:
    """Return the defaults of a command's parameters that settings give."""
    found: dict[str, Any] = {}
    for setting in settings:
        of_command = setting.key.partition(".")[2]
        if not of_command or of_command == command:
            found[parameter(setting)] = setting.value
    return found


def beside(folder: Path) -> tuple[Setting, ...]:
    """Read the settings beside notes in a folder, which are none of the user's own. Raises RecapError as `read`."""
    return () if folder / SETTINGS == user_file() else read(folder / SETTINGS, allowed=NOTES_KEYS)


def shown(notes: Path | None = None) -> str:
    """Return settings as TOML, each with where it comes from; what is not set is a comment.

    Args:
        notes: A file or a folder of notes, beside which there may be more settings; None for the user's alone.

    Raises:
        RecapError: The notes do not exist, or a file of settings has a mistake.
    """
    path = user_file()
    found = {setting.key: setting for setting in (*_found(), *read(path))}
    folder = None if notes is None else _folder_of(notes)
    found |= {setting.key: setting for setting in (beside(folder) if folder else ())}
    check(found.values())
    lines = [*_head(path, notes, folder), *(_line(key, found.get(key)) for key in KEYS if key != "formats")]
    lines += ["", "[formats]", *(_line(command, found.get(f"formats.{command}")) for command in FORMAT_COMMANDS)]
    return "\n".join(lines) + "\n"


def _folder_of(notes: Path) -> Path:
    if not exists(notes):
        raise RecapError(f"{printable(str(notes))} does not exist; name notes, or a folder of notes")
    return notes if is_folder(notes) else notes.parent


def _head(path: Path, notes: Path | None, folder: Path | None) -> Iterator[str]:
    """Yield what stands above the settings: the files that they are read from, and who the user is."""
    from extractor.output.mail.address_book import read_people

    yield "# Settings of recap, read from"
    yield f"#   {printable(str(path))}" + ("" if is_file(path) else " (not there yet)")
    if notes is not None and folder is not None:
        own = folder / SETTINGS
        yield f"# and, for {printable(str(notes))}, from"
        yield f"#   {printable(str(own))}" + ("" if is_file(own) else " (none there)")
    yield "# Options of a command win over them."
    me = read_people(None).me
    yield f"# You are {printable(me)} (people.toml)." if me else "# Who you are stands in people.toml."


def _found() -> Iterator[Setting]:
    """Yield what counts without being set: the territory of the locale, and files in the configuration folder."""
    from extractor.output.mail.address_book import DEFAULT_FILES

    if country := locale_country():
        yield country
    folder = user_file().parent
    people = next((folder / name for name in DEFAULT_FILES if is_file(folder / name)), None)
    if people:
        yield Setting("people", str(people), "it stands in the configuration folder")
    if is_folder(folder / "templates"):
        yield Setting("templates", str(folder / "templates"), "it stands in the configuration folder")


def _line(key: str, setting: Setting | None) -> str:
    """Return the line of a setting: 'country = "GB"  # LANG=en_GB.UTF-8'."""
    if setting is None:
        return f"# {key} ="
    import json  # on use, as above

    values = [setting.value] if isinstance(setting.value, str) else setting.value
    words = ", ".join(json.dumps(printable(value), ensure_ascii=False) for value in values)
    return f"{key} = {words if isinstance(setting.value, str) else f'[{words}]'}  # {printable(setting.source)}"
