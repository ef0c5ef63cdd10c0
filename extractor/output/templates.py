"""The templates of the mail: ours, those of the user before them, and what goes wrong in these as one line.

Jinja2 and css-inline are imported here only, on use. Templates run in Jinja2's sandbox, with no way to the disk but the
folders of templates; a name that does not exist is an error. A template of the user's may begin with
{% extends "original/recap.html.j2" %} and change single blocks of ours. templates/README.md lists what they are given.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from extractor.common.escaping import printable
from extractor.common.resources import PACKAGE
from extractor.model import RecapError

if TYPE_CHECKING:
    from jinja2 import Environment


# What the expressions of a template can end in, beside Jinja2's own errors.
MISTAKES = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError, OSError)
ORIGINAL = "original"  # the folder under which a user's template finds ours


def packaged_templates() -> Path:
    """The folder of the templates that recap comes with; in a clone that is not installed, the one at its top."""
    from importlib.util import find_spec

    found = find_spec("extractor.templates")
    if found and found.submodule_search_locations:
        return Path(next(iter(found.submodule_search_locations)))
    return PACKAGE.parent / "templates"


def fill(name: str, folders: tuple[str, ...], **values: Any) -> str:
    """The text of the template of this name, of the first of `folders` that has it, else of ours.

    Raises RecapError with file and line for a mistake in a template of the user's.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    environment = _environment(folders)
    try:
        return environment.get_template(name).render(values)
    except TemplateSyntaxError as error:
        raise _refusal(error.filename or error.name or name, error.lineno, error.message or "syntax", error) from error
    except UnicodeDecodeError as error:
        raise RecapError(f"a template in {printable(', '.join(folders))} is not UTF-8; save it as such") from error
    except (TemplateError, *MISTAKES) as error:
        place = _place(error.__traceback__, folders)
        if place is None:
            raise
        raise _refusal(place[0], place[1], str(error) or type(error).__name__, error) from error


def inlined(document: str) -> str:
    """The HTML with the rules of its style blocks in the elements, as Gmail and Outlook need it, on top of the blocks.

    These are kept for dark mode and narrow screens. Nothing is loaded, whatever the document names.
    """
    import css_inline

    inliner = css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False, minify_css=True)
    return inliner.inline(document).rstrip() + "\n"


def _refusal(file: str, line: int | None, words: str, error: Exception) -> RecapError:
    from jinja2.exceptions import TemplateNotFound

    if isinstance(error, TemplateNotFound):
        words = f"there is no template {words}"
    where = f"{file}:{line}" if line else file
    return RecapError(f"{printable(where)}: {printable(words)}; mend the template, or leave out --templates")


def _place(trace: TracebackType | None, folders: tuple[str, ...]) -> tuple[str, int] | None:
    """File and line of the innermost frame in one of the folders, as Jinja2 rewrites tracebacks to its templates."""
    found = None
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if any(Path(file).is_relative_to(folder) for folder in folders):
            found = file, trace.tb_lineno
        trace = trace.tb_next
    return found


@cache
def _environment(folders: tuple[str, ...]) -> Environment:
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, select_autoescape
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    ours = FileSystemLoader(packaged_templates())
    # The endings are named, as by default Jinja2 escapes *.html but not *.html.j2.
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*(FileSystemLoader(folder) for folder in folders), PrefixLoader({ORIGINAL: ours}), ours]),
        autoescape=select_autoescape(enabled_extensions=("html", "html.j2"), default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
