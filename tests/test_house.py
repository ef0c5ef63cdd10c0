"""The house: imports point one way, every module is in the map of CONTRIBUTING, and begins by saying what it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from configparser import ConfigParser
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from places import ROOT

FILES = sorted((ROOT / "extractor").rglob("*.py"))
HEAVY = {"spacy", "dateparser", "jinja2", "markdown_it", "holidays", "docx", "css_inline", "icalendar", "rapidfuzz"}


def name_of(path: Path) -> str:
    """The dotted name of a module of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in FILES}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that a module names in an import, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else node.module for name in whole)


def ours(name: str) -> set[str]:
    """The modules of ours that one imports; the package's own face, which holds the version, does not count."""
    found = set(imported(ast.parse(MODULES[name].read_text(encoding="utf-8"))))
    return {one for one in found if one in MODULES and one not in ("extractor", name)}


def house(name: str) -> str:
    """The module or package right below `extractor` in which a module stands."""
    return ".".join(name.split(".")[:2])


def test_no_imports_in_a_circle() -> None:
    rooms: dict[str, set[str]] = {}
    for name in MODULES:
        if name != "extractor":
            rooms.setdefault(house(name), set()).update(house(one) for one in ours(name))
    for room, needs in rooms.items():
        needs.discard(room)
    try:
        tuple(TopologicalSorter(rooms).static_order())
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("readers", "extraction"),
        ("language", "extraction"),
        ("dates", "language"),
        ("extraction", "resolution"),
        ("resolution", "output"),
        ("output", "pipeline"),
        ("pipeline", "batch"),
        ("batch", "commands"),
        ("commands", "cli"),
    ],
)
def test_left_does_not_know_right(left: str, right: str) -> None:
    reached: set[str] = set()
    todo = [name for name in MODULES if house(name) == f"extractor.{left}"]
    assert todo
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            todo.extend(ours(name))
    assert not [name for name in reached if house(name) == f"extractor.{right}"]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_heavy_libraries_are_imported_on_use(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    top = ast.Module([node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)], [])
    assert HEAVY.isdisjoint(found.split(".")[0] for found in imported(top))


def compiles(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_expressions_are_compiled_on_use(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    top = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert not any(compiles(node) for one in top for node in ast.walk(one))


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_says_in_a_sentence_what_it_is(name: str) -> None:
    said = ast.get_docstring(ast.parse(MODULES[name].read_text(encoding="utf-8")))
    assert said is not None
    assert said.split("\n\n")[0].rstrip().endswith((".", ":"))


def test_setup_cfg_lists_every_package() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    folders = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in FILES if path.name == "__init__.py"
    }
    assert set(config["options"]["packages"].split()) == folders | {"extractor.templates"}


def test_map_names_every_module_and_no_other() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text[text.index("| module | its one job |") : text.index("Trouble in the notes")]
    named = {
        word
        for row in table.splitlines()[2:]
        for word in re.findall(r"`([a-z]+)/?`", row.split("|")[1:2][0] if row else "")
    }
    assert named == {house(name).removeprefix("extractor.") for name in MODULES if name != "extractor"}


def test_what_to_change_names_files_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text[text.index("| to | change | the test |") :]
    paths = re.findall(r"`((?:extractor|tests|templates)/[\w/]+(?:\.\w+)?/?)`", table)
    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []
