"""Settings of the documentation site: `make docs` builds it with Sphinx into docs/_build/html."""

from __future__ import annotations

from typing import Any

import extractor

project = "recap"
author = "the recap project"
project_copyright = author
version = release = extractor.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]

default_role = "code"
html_theme = "furo"
html_title = "recap"

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_typehints = "description"
autodoc_member_order = "bysource"


def _escape_globs(app: Any, context: Any, lines: list[str]) -> None:
    """Escape the asterisks of globs in help texts, which reStructuredText takes for emphasis: "*.md"."""
    required = "**Required**"
    lines[:] = [line.replace(required, "\0").replace("*", r"\*").replace("\0", required) for line in lines]


def _keep_examples(app: Any, context: Any, lines: list[str]) -> None:
    """Show the examples of a help text as they stand in the terminal, in columns, not as a paragraph."""
    shown: list[str] = []
    for line in lines:
        if line.startswith("| ") and not (shown and shown[-1].startswith("    ")):
            shown += ["::", ""]
        shown.append(f"    {line[2:]}" if line.startswith("| ") else line)
    lines[:] = shown


def setup(app: Any) -> None:
    """Register what the site needs beside its extensions."""
    app.connect("sphinx-click-process-options", _escape_globs)
    app.connect("sphinx-click-process-description", _keep_examples)
