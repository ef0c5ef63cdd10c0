"""The formats that recap writes, by name. Light enough for `recap --help`: what writes them is named, not imported."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extractor.model import Recap, RenderOptions


def view_for(recap: Recap, options: RenderOptions) -> Recap:
    """The recap that those may see for whom it is."""
    if options.audience != "client":
        return recap
    from extractor.output.redaction import for_client

    return for_client(recap)


class Output(NamedTuple):
    """A format: its name for -f, the ending of its files, its command, and what writes it, "module:function"."""

    name: str
    ending: str
    command: str
    writer: str

    def write(self, recap: Recap, options: RenderOptions) -> str:
        """The recap in this format, as a document that ends with a line break; for a client, without what is private.

        This is the only way to a document, and so what is private is left out in one place.
        """
        module, _, name = self.writer.partition(":")
        write: Callable[[Recap, RenderOptions], str] = getattr(import_module(module), name)
        return write(view_for(recap, options), options)


# A command's formats in the order in which its help names them; its first is its default.
OUTPUTS = (
    Output("text", ".txt", "email", "extractor.output.mail.body:text_email"),
    Output("html", ".html", "email", "extractor.output.mail.body:html_email"),
    Output("eml", ".eml", "email", "extractor.output.mail.draft:draft"),
    Output("table", ".table.txt", "items", "extractor.output.items:table"),  # .txt alone is the email's
    Output("json", ".json", "items", "extractor.output.plan_json:write_plan"),
    Output("csv", ".csv", "items", "extractor.output.items:csv_rows"),
    Output("md", ".md", "items", "extractor.output.items:markdown_list"),
    Output("ics", ".ics", "items", "extractor.output.ics:events"),
)
