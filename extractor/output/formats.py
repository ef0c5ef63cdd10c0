"""The formats that recap writes, by name. Their writers are named, not imported, so that `recap --help` starts fast."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extractor.model import Recap, RenderOptions


SETTINGS = "recap.toml"  # beside notes, or in the configuration folder
CORRECTIONS = ".recap.toml"  # behind the name of the notes: the file of their corrections


def view_for(recap: Recap, options: RenderOptions) -> Recap:
    """Return what the audience of `options` may see of the recap."""
    if options.audience != "client":
        return recap
    from extractor.output.redaction import for_client

    return for_client(recap)


class Output(NamedTuple):
    """A format of documents."""

    name: str  # for -f
    ending: str  # of its files
    command: str  # "email" or "items"
    writer: str  # "module:function"
    needs_notes: bool = False  # shows all of the notes (`RenderOptions.reviewed`): not for a client, not in a batch

    def write(self, recap: Recap, options: RenderOptions) -> str:
        """Return the recap in this format, with a line break at its end; for a client, without what is private.

        Every document is written by this method, so private parts are left out in one place.
        """
        module, _, name = self.writer.partition(":")
        write: Callable[[Recap, RenderOptions], str] = getattr(import_module(module), name)
        return write(view_for(recap, options), options)


# In the order in which a command's help names them; the first of each command is its default.
OUTPUTS = (
    Output("text", ".txt", "email", "extractor.output.mail.body:text_email"),
    Output("html", ".html", "email", "extractor.output.mail.body:html_email"),
    Output("eml", ".eml", "email", "extractor.output.mail.draft:draft"),
    Output("review", ".review.html", "email", "extractor.output.review:review_page", needs_notes=True),
    Output("table", ".table.txt", "items", "extractor.output.items:table"),  # .txt is the email's
    Output("json", ".json", "items", "extractor.output.plan_json:write_plan"),
    Output("csv", ".csv", "items", "extractor.output.items:csv_rows"),
    Output("md", ".md", "items", "extractor.output.items:markdown_list"),
    Output("ics", ".ics", "items", "extractor.output.ics:events"),
)


def names_for(command: str) -> tuple[str, ...]:
    """Return the names of the formats that `recap email`, `items` or `batch` writes."""
    batch = command == "batch"
    return tuple(one.name for one in OUTPUTS if command == one.command or (batch and not one.needs_notes))
