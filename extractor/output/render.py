"""Render a recap as a document in a format given by name."""

from __future__ import annotations

from extractor.common.escaping import printable
from extractor.model import Recap, RecapError, RenderOptions
from extractor.output.formats import OUTPUTS


def render(recap: Recap, format: str = "text", options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the recap as a document, with a line break at its end.

    Args:
        recap: What to show.
        format: The name of one of OUTPUTS.
        options: Who writes, for whom, with which templates.

    Raises:
        RecapError: There is no such format, or a template of the user has a mistake.
    """
    for output in OUTPUTS:
        if output.name == format:
            return output.write(recap, options)
    names = ", ".join(output.name for output in OUTPUTS)
    raise RecapError(f"recap cannot write {printable(format)!r}; choose one of {names}")
