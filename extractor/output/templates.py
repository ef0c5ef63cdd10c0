"""Fill Jinja2 templates, those of the user before those in the package, and inline the CSS of an HTML mail.

Jinja2 and css-inline are imported only here, on use. Templates run in Jinja2's sandbox, read no file outside their
folders, and fail on an unknown name. A template of the user may start with {% extends "original/recap.html.j2" %} and
replace single blocks. templates/README.md lists the values that templates get.
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

# What an expression in a template can raise, besides Jinja2's own errors.
EXPRESSION_ERRORS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError, OSError)
ORIGINAL = "original"  # the folder under which a template of the user finds those in the package


def packaged_templates() -> Path:
    """Return the folder of the templates in the package; in a clone that is not installed, `templates/` at its top."""
    from importlib.util import find_spec

    spec = find_spec("extractor.templates")
    if spec and spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    return PACKAGE.parent / "templates"


def fill(name: str, folders: tuple[str, ...], **values: Any) -> str:
    """Return the text of a template.

    Args:
        name: The file name of the template.
        folders: Folders of the user, searched in this order before the templates in the package.
        values: What the template sees.

    Raises:
        RecapError: A template of the user has a mistake; names file and line.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    environment = _environment(folders)
    try:
        return environment.get_template(name).render(values)
    except TemplateSyntaxError as error:
        raise _refusal(error.filename or error.name or name, error.lineno, error.message or "syntax", error) from error
    except UnicodeDecodeError as error:
        raise RecapError(f"a template in {printable(', '.join(folders))} is not UTF-8; save it as UTF-8") from error
    except (TemplateError, *EXPRESSION_ERRORS) as error:
        place = _innermost_place(error.__traceback__, folders)
        if place is None:
            raise
        raise _refusal(place[0], place[1], str(error) or type(error).__name__, error) from error


def inline_styles(document: str) -> str:
    """Copy the rules of an HTML document's style blocks into its elements, as Gmail and Outlook need it.

    The blocks stay, for dark mode and narrow screens. No remote style sheet is loaded.
    """
    import css_inline

    inliner = css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False, minify_css=True)
    return inliner.inline(document).rstrip() + "\n"


def _refusal(file: str, line: int | None, message: str, error: Exception) -> RecapError:
    from jinja2.exceptions import TemplateNotFound

    if isinstance(error, TemplateNotFound):
        message = f"there is no template {message}"
    place = f"{file}:{line}" if line else file
    return RecapError(f"{printable(place)}: {printable(message)}; correct the template, or leave out --templates")


def _innermost_place(trace: TracebackType | None, folders: tuple[str, ...]) -> tuple[str, int] | None:
    """Return file and line of the innermost frame in one of the folders. Jinja2 puts template lines into tracebacks."""
    place = None
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if any(Path(file).is_relative_to(folder) for folder in folders):
            place = file, trace.tb_lineno
        trace = trace.tb_next
    return place


@cache
def _environment(folders: tuple[str, ...]) -> Environment:
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, select_autoescape
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    originals = FileSystemLoader(packaged_templates())
    own = [FileSystemLoader(folder) for folder in folders]
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*own, PrefixLoader({ORIGINAL: originals}), originals]),
        # By default Jinja2 escapes *.html, but not *.html.j2.
        autoescape=select_autoescape(enabled_extensions=("html", "html.j2"), default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
