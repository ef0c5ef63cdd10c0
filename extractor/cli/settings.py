"""Options of the command line as values of the model."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractor.common.escaping import printable
from extractor.model import ReadOptions, RecapError, RenderOptions
from extractor.output.formats import OUTPUTS

# Everything else of ours is imported in the functions that need it.

TEMPLATES = ("recap.txt.j2", "recap.html.j2")  # what a folder of templates may hold in place of ours

TEXT_ENDINGS = frozenset({"", ".txt", ".md"})  # what text may be called, though another command writes it, too
FOREIGN_ENDINGS = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".msg"})


def render_options(said: dict[str, Any]) -> RenderOptions:
    """The wishes about the email as the model has them. Raises RecapError for files that are not there."""
    from extractor.output.mail.address_book import config_folder, read_people, sender_of

    book = read_people(said["people"])
    folders = []
    if said["templates"] is not None:
        if not any((said["templates"] / name).is_file() for name in TEMPLATES):
            names = " or ".join(TEMPLATES)
            raise RecapError(f"{printable(str(said['templates']))} holds no {names}; name a folder that does")
        folders.append(str(said["templates"].resolve()))
    own = config_folder() / "templates"
    if own.is_dir():
        folders.append(str(own))
    return RenderOptions(
        audience=said["audience"],
        note=said["note"],
        sender=sender_of(said["sender"], book),
        address_book=book.people,
        templates=tuple(folders),
        attach_ics=said["attach_ics"],
        now=now(),
    )


def now() -> datetime:
    return datetime.now(UTC).astimezone()


def read_options(said: dict[str, Any]) -> ReadOptions:
    """The options as the model has them. Raises RecapError for a pipeline that is not there."""
    day: datetime | None = said["date"]
    model = said["model"] or ReadOptions().model
    if said["model"] and not _is_installed(model):
        raise RecapError(f"there is no spaCy pipeline {printable(model)}; install it with pip, or leave out --model")
    country = said["country"].upper()
    if country != ReadOptions().country and not _is_known(country):
        raise RecapError(f"no public holidays are known for {printable(country)}; give a code of ISO 3166, such as DE")
    return ReadOptions(
        date=day.date() if day else None,
        date_order=said["date_order"],
        country=country,
        input_format=said["input_format"],
        model=model,
    )


def _is_installed(model: str) -> bool:
    """Whether a pipeline of this name can be there, without spaCy: a package, or a folder with a configuration."""
    from importlib.util import find_spec

    if model.isidentifier():
        return find_spec(model) is not None
    return (Path(model) / "config.cfg").is_file()


def _is_known(country: str) -> bool:
    from extractor.dates.holidays import public_holidays

    return bool(public_holidays(country, 2026))  # any year does


def format_of(output: Path | None, command: str) -> str:
    """The format that the ending of -o asks for ("-o plan.json"), or the first of the command, which is text.

    Raises RecapError for an ending that promises something else: `recap notes.md -o plan.json`, `-o mail.pdf`.
    """
    ending = output.suffix.lower() if output else ""
    own = [out for out in OUTPUTS if out.command == command]
    found = next((out.name for out in own if out.ending == ending), None)
    if found is None and output and ending not in TEXT_ENDINGS:
        other = next((out.command for out in OUTPUTS if out.ending == ending), None)
        if other or ending in FOREIGN_ENDINGS:
            name = printable(output.name)
            advice = f"that is `recap {other}`" if other else "none is written by recap"
            formats = ", ".join(out.name for out in own)
            raise RecapError(
                f"{name} would be no {ending} file: {advice}; name another, or a format with -f ({formats})"
            )
    return found or own[0].name
