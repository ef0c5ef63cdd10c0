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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.common.escaping import printable
from extractor.common.files import is_file, read_bounded, reason
from extractor.model import RecapError

NAME = "recap.toml"
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
    "formats": "format",
}
NOTES_KEYS = frozenset({"country", "date-order", "formats"})
PATHS = frozenset({"people", "templates"})  # relative to the folder of the file
FORMAT_COMMANDS = ("email", "items", "batch")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting, and where it comes from."""

    key: str  # "country", "formats.email"
    value: str | tuple[str, ...]
    source: str  # the file, or the variable of the environment


def user_file() -> Path:
    """Return the path of the user's settings, which may not exist."""
    from extractor.output.mail.address_book import config_folder

    return config_folder() / NAME


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
        raise RecapError(f"the settings {name} cannot be read ({reason(error)})") from error
    if len(data) > MAX_BYTES:
        raise RecapError(f"the settings {name} are larger than {MAX_BYTES // 1000} kB; is this recap's file?")
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RecapError(f"the settings {name} have a mistake: {printable(str(error))}") from error
    return tuple(_settings(table, path, allowed))


def _settings(table: Mapping[str, Any], path: Path, allowed: frozenset[str]) -> Iterator[Setting]:
    name = printable(str(path))
    for key, value in table.items():
        if key not in KEYS:
            from difflib import get_close_matches

            close = next(iter(get_close_matches(key.replace("_", "-"), KEYS, 1, 0.5)), None)
            hint = f"did you mean {close}?" if close else f"the settings are {', '.join(KEYS)}"
            raise RecapError(f"{name}: there is no setting {printable(key)}; {hint}")
        if key not in allowed:
            raise RecapError(f"{name}: {key} can be set only in your own settings, {printable(str(user_file()))}")
        if key == "formats":
            yield from _formats(value, name)
        elif not isinstance(value, str):
            raise RecapError(f"{name}: {key} must be a text in quotes")
        else:
            yield Setting(key, str(path.parent / Path(value).expanduser()) if key in PATHS else value, str(path))


def _formats(table: object, name: str) -> Iterator[Setting]:
    if not isinstance(table, dict):
        raise RecapError(f'{name}: formats must be a table: [formats], then email = "html"')
    for command, value in table.items():
        values = value if isinstance(value, list) else [value]
        if command not in FORMAT_COMMANDS:
            raise RecapError(f"{name}: formats are for {', '.join(FORMAT_COMMANDS)}, not for {printable(str(command))}")
        if not values or not all(isinstance(one, str) for one in values) or (command != "batch" and len(values) > 1):
            many = ", or a list of names" if command == "batch" else ""
            raise RecapError(f"{name}: formats.{command} must be the name of a format{many}")
        yield Setting(f"formats.{command}", tuple(values) if command == "batch" else values[0], name)


def locale_country() -> Setting | None:
    """Return the territory of the locale as the country ("en_GB.UTF-8" is GB), or None where it has none."""
    for variable in ("LC_ALL", "LC_TIME", "LANG"):
        if value := os.environ.get(variable):
            match = re.match(r"[a-z]{2,3}_([A-Z]{2})(?![A-Za-z])", value)
            return Setting("country", match[1], f"{variable}={printable(value)}") if match else None
    return None


def defaults(settings: tuple[Setting, ...], command: str) -> dict[str, Any]:
    """Return the defaults of a command's parameters that settings give."""
    found: dict[str, Any] = {}
    for setting in settings:
        key, _, of_command = setting.key.partition(".")
        if not of_command or of_command == command:
            found[KEYS[key]] = setting.value
    return found


def shown() -> str:
    """Return the user's settings as TOML, each with where it comes from; what is not set is a comment.

    Raises RecapError for a mistake in the user's file.
    """
    path = user_file()
    own = {setting.key: setting for setting in read(path)}
    if "country" not in own and (locale := locale_country()):
        own["country"] = locale
    exists = "" if is_file(path) else " (not there yet)"
    lines = [
        f"# recap's settings, read from this file{exists}:",
        f"#   {printable(str(path))}",
        "# Options on the command line win over them.",
    ]
    lines += [_line(key, own.get(key)) for key in KEYS if key != "formats"]
    lines += ["", "[formats]", *(_line(command, own.get(f"formats.{command}")) for command in FORMAT_COMMANDS)]
    return "\n".join(lines) + "\n"


def _line(key: str, setting: Setting | None) -> str:
    """Return the line of a setting: 'country = "GB"  # LANG=en_GB.UTF-8'."""
    import json

    if setting is None:
        return f"# {key} ="
    values = [setting.value] if isinstance(setting.value, str) else setting.value
    words = ", ".join(json.dumps(printable(value), ensure_ascii=False) for value in values)
    return f"{key} = {words if isinstance(setting.value, str) else f'[{words}]'}  # {printable(setting.source)}"
