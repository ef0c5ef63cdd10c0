"""Render a recap in a format by its name. This is the only door to a document."""

from __future__ import annotations

from extractor.common.escaping import printable
from extractor.model import Recap, RecapError, RenderOptions
from extractor.output.formats import OUTPUTS


def render(recap: Recap, format: str = "text", options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """The recap as a document that ends with a line break.

    `format` is the name of one of OUTPUTS; RecapError names them all if it is none. `options` say for whom and by whom.
    """
    for output in OUTPUTS:
        if output.name == format:
            return output.write(recap, options)
    names = ", ".join(output.name for output in OUTPUTS)
    raise RecapError(f"there is no format {printable(format)!r}; choose one of {names}")
