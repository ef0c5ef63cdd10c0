"""The structure of the package: which part imports which library, and that CONTRIBUTING and setup.cfg name its parts.

.importlinter holds the direction of imports inside the package (`make check`).
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path

import pytest
from places import ROOT

FILES = sorted((ROOT / "extractor").rglob("*.py"))
HEAVY = set(
    """
    spacy dateparser jinja2 markdown_it holidays docx css_inline icalendar rapidfuzz rich pathspec filelock
    mailparser_reply distributed
    """.split()
)


def name_of(path: Path) -> str:
    """Return the dotted name of a module of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in FILES}


@cache
def tree_of(name: str) -> ast.Module:
    """Parse a module of the package."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield every module that the code imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else node.module for name in names)


def wing(name: str) -> str:
    """Return the wing or module directly below `extractor` that a module belongs to."""
    return ".".join(name.split(".")[:2])


# For each library, the parts of the package that may import it.
DOORS = {
    "charset_normalizer": {"readers.encoding"},
    "click": {"cli"},
    "css_inline": {"output.templates"},
    "dateparser": {"dates"},
    "dateutil": {"dates"},
    "distributed": {"batch.dask_engine"},
    "docx": {"readers.formats"},
    "filelock": {"batch.manifest"},
    "holidays": {"dates"},
    "icalendar": {"ledger.lists", "ledger.lists_in", "output.ics"},
    "jinja2": {"output.templates"},
    "lxml": {"readers.formats"},
    "mailparser_reply": {"readers.formats"},
    "markdown_it": {"readers.formats", "readers.inline"},
    "msgspec": {"ledger"},
    "numpy": {"extraction.scoring", "language.syntax"},
    "odf": {"readers.formats"},
    "pathspec": {"batch.folder"},
    "platformdirs": {"cli.settings", "output.mail"},
    "py3langid": {"readers.foreign"},
    "pypdf": {"readers.formats"},
    "python_calamine": {"ledger.lists_in", "readers.formats"},
    "rapidfuzz": {"readers.misheard_names"},
    "rich": {"cli", "output.items"},
    "spacy": {"component", "language.syntax"},
    "striprtf": {"readers.formats"},
    "thinc": {"language.syntax"},
    "xlsxwriter": {"ledger.lists"},
}


@pytest.mark.slow
def test_each_library_is_imported_only_where_allowed() -> None:
    found: dict[str, set[str]] = {}
    for name in MODULES:
        for library in {module.split(".")[0] for module in imported(tree_of(name))}:
            if library != "extractor" and library not in sys.stdlib_module_names:
                found.setdefault(library, set()).add(name.removeprefix("extractor."))
    assert found.keys() == DOORS.keys()
    for library, modules in found.items():
        others = {name for name in modules if not any(f"{name}.".startswith(f"{door}.") for door in DOORS[library])}
        assert not others, library


def test_each_library_is_a_declared_dependency() -> None:
    names = {"docx": "python_docx", "markdown_it": "markdown_it_py", "dateutil": "python_dateutil", "odf": "odfpy"}
    names["mailparser_reply"] = "mail_parser_reply"
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = "".join(config["options.extras_require"][name] for name in ("dask", "excel"))
    declared = re.findall(r"(?m)^([\w-]+)", config["options"]["install_requires"] + extras)
    assert {names.get(library, library) for library in DOORS} <= {name.replace("-", "_").lower() for name in declared}


# spaCy itself imports the component, by its entry point.
@pytest.mark.parametrize("name", sorted(MODULES.keys() - {"extractor.component"}))
def test_heavy_libraries_are_imported_on_use(name: str) -> None:
    top = ast.Module([node for node in tree_of(name).body if isinstance(node, ast.Import | ast.ImportFrom)], [])
    assert HEAVY.isdisjoint(found.split(".")[0] for found in imported(top))


def is_compilation(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_regular_expressions_are_compiled_on_use(name: str) -> None:
    top = [node for node in tree_of(name).body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert not any(is_compilation(node) for statement in top for node in ast.walk(statement))


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_module_has_a_docstring_that_begins_with_a_sentence(name: str) -> None:
    docstring = ast.get_docstring(tree_of(name))
    assert docstring is not None
    assert docstring.split("\n\n")[0].rstrip().endswith((".", ":"))


def test_setup_cfg_lists_every_package() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    folders = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in FILES if path.name == "__init__.py"
    }
    assert set(config["options"]["packages"].split()) == folders | {"extractor.templates"}


def test_contributing_names_every_wing_and_no_other() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text[text.index("| part | what it does |") : text.index("A problem in the notes")]
    named = {
        word
        for row in table.splitlines()[2:]
        for word in re.findall(r"`([a-z_]+)/?`", row.split("|")[1:2][0] if row else "")
    }
    assert named == {
        wing(name).removeprefix("extractor.") for name in MODULES if name not in ("extractor", "extractor.__main__")
    }


def test_contributing_names_files_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text[text.index("| I want to | change | the test |") :]
    paths = re.findall(r"`((?:extractor|tests|templates)/[\w/]+(?:\.\w+)?/?)`", table)
    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []


# What asks the system about a file, and raises for a locked folder, a name too long or a link to itself.
RAISES = frozenset(
    {"exists", "is_file", "is_dir", "is_symlink", "is_mount", "is_fifo", "resolve", "samefile", "lexists"}
)


@pytest.mark.slow
def test_only_one_module_asks_about_files() -> None:
    """The questions of `common.files` answer without an exception. `entry` is a DirEntry of `os.scandir`."""
    found = {
        f"{name}:{node.lineno}"
        for name in MODULES
        if name != "extractor.common.files"
        for node in ast.walk(tree_of(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in RAISES and (not node.args or node.func.attr == "samefile")
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "entry")
    }
    assert found == set()


def test_lock_has_every_dependency_with_hashes_and_names_no_place() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|^-|file:|@ ", text, re.MULTILINE)
    blocks = re.findall(r"^(\S+)==[^\n]+\\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\\n|\n|$))+", text, re.MULTILINE)
    assert len(blocks) == len(re.findall(r"^\S+==", text, re.MULTILINE))
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = config["options"]["install_requires"] + config["options.extras_require"]["dev"]
    assert {name.lower() for name in re.findall(r"(?m)^([\w-]+)", listed)} <= set(blocks)
