"""The formats that recap writes, by name. Light enough for `recap --help`: what writes them is named, not imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from extractor.model import Recap


@dataclass(frozen=True, slots=True)
class Output:
    """A format: its name for -f, the ending of its files, its command, and what writes it, "module:function"."""

    name: str
    ending: str
    command: str
    writer: str

    def write(self, recap: Recap) -> str:
        """The recap in this format, as a document that ends with a line break."""
        module, _, name = self.writer.partition(":")
        return cast(Callable[[Recap], str], getattr(import_module(module), name))(recap)


# A command's formats in the order in which its help names them; its first is its default.
OUTPUTS = (
    Output("text", ".txt", "email", "extractor.rendering:text_email"),
    Output("html", ".html", "email", "extractor.rendering:html_email"),
    Output("table", ".table.txt", "items", "extractor.rendering:table"),  # .txt alone is the email's
    Output("json", ".json", "items", "extractor.plan:write_plan"),
    Output("csv", ".csv", "items", "extractor.rendering:csv_rows"),
    Output("md", ".md", "items", "extractor.rendering:markdown_list"),
)
