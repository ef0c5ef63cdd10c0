"""The help of commands in narrow terminals: what stands beside an example or an option goes below it."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator

import click

from extractor.common.lazy_regex import expression

MAX_SHORT_HELP = 200  # characters
NARROW = 60  # columns below which two columns have no room
_BESIDE = expression(r"(?P<indent> *)(?P<first>\S.*?) {2,}(?P<second>\S.*)")


class HelpFormatter(click.HelpFormatter):
    """Writes help as Click does, and in fewer than NARROW columns in one column."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(indent_increment, width, max_width)
        if width is None:  # Click writes at least 50 columns
            self.width = min(self.width, max(20, shutil.get_terminal_size().columns - 1))

    def write_text(self, text: str) -> None:
        """Write paragraphs; those after a line of \\b, which Click keeps as they are, are folded if they must be."""
        super().write_text("\n".join(self._lines(text)) if self.width < NARROW else text)

    def _lines(self, text: str) -> Iterator[str]:
        is_kept = False
        for line in text.splitlines():
            is_kept = line.strip() == "\b" or (is_kept and bool(line.strip()))
            if not is_kept or line.strip() == "\b":
                yield line
                continue
            match = _BESIDE.fullmatch(line)
            indent = match["indent"] if match else ""
            yield from self._folded(indent + (match["first"] if match else line), indent + "  ")
            if match:
                yield from self._folded(f"{indent}  {match['second']}", indent + "  ")

    def _folded(self, words: str, indent: str) -> list[str]:
        width = max(10, self.width - self.current_indent)
        return textwrap.wrap(words, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands with what they do."""
        if self.width >= NARROW:
            super().write_dl(rows, col_max, col_spacing)
            return
        indent = " " * self.current_indent
        for first, second in rows:
            for line in (*self._folded(first.replace("|", " | "), "  "), *self._folded(f"    {second}", "    ")):
                self.write(f"{indent}{line}\n")


class HelpContext(click.Context):
    """The context of all commands."""

    formatter_class = HelpFormatter


class HelpCommand(click.Command):
    """A command whose help fits narrow terminals."""

    context_class = HelpContext

    def get_short_help_str(self, limit: int = MAX_SHORT_HELP) -> str:
        """Return what a list of commands says of this one, folded where it has no room in a line, never cut."""
        return super().get_short_help_str(MAX_SHORT_HELP)


class HelpGroup(HelpCommand, click.Group):
    """A group of commands whose help fits narrow terminals."""

    command_class = HelpCommand
