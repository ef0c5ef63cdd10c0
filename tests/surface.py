"""Write what users of recap may rely on into tests/surface.txt: commands, options, JSON keys, columns, Python names.

`make surface` writes the file; tests/test_surface.py holds the program to it. A line that is added is a new feature, a
line that is gone or changed needs a new major version (docs/reference/stability.md).
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
from collections.abc import Iterator
from pathlib import Path

import click
from places import ROOT

import extractor
from extractor.cli.app import app
from extractor.ledger import carried, overview, waiting
from extractor.output import items

FILE = ROOT / "tests" / "surface.txt"

# The functions that make the JSON documents; what they call in their module belongs to the document.
DOCUMENTS = {
    "plan": ("output/plan_json.py", ("write_plan",)),
    "plan across notes": ("ledger/overview.py", ("json_parts", "_meeting_fields")),
    "plan across notes, item of a ledger": ("ledger/carried.py", ("_carried",)),
    "waiting": ("ledger/waiting.py", ("ledger_json",)),
    "stats": ("ledger/measures_text.py", ("as_json",)),
    "mails": ("cli/mails.py", ("as_json",)),
}
COLUMNS = {
    "items -f csv": items.COLUMNS,
    "plan.csv": overview.COLUMNS,
    "plan.csv with a ledger": carried.LEDGER_COLUMNS,
    "waiting -f csv": waiting.COLUMNS,
}


def surface() -> str:
    """Return all that users may rely on, a line each."""
    lines = [*_commands(app, "recap")]
    for name, (module, functions) in DOCUMENTS.items():
        lines += (f"json {name}: {key}" for key in sorted(json_keys(ROOT / "extractor" / module, functions)))
    lines += (f"column of {name}: {column}" for name, columns in COLUMNS.items() for column in columns)
    for name in sorted(extractor.__all__):
        lines += _names(name, getattr(extractor, name))
    return "\n".join(lines) + "\n"


def _commands(command: click.Command, path: str) -> Iterator[str]:
    yield f"command {path}"
    for parameter in sorted(command.params, key=lambda parameter: (parameter.param_type_name, parameter.opts)):
        yield f"{parameter.param_type_name} {path} {_parameter(parameter)}"
    if isinstance(command, click.Group):
        for name, child in sorted(command.commands.items()):
            yield from _commands(child, f"{path} {name}")


def _parameter(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Argument):
        return str(parameter.name) + ("" if parameter.required else ", optional") + _many(parameter.nargs != 1)
    assert isinstance(parameter, click.Option)
    names = " ".join((*parameter.opts, *parameter.secondary_opts))
    kind = f" {'|'.join(map(str, parameter.type.choices))}" if isinstance(parameter.type, click.Choice) else " VALUE"
    return (
        names
        + ("" if parameter.is_flag or parameter.count else kind)
        + (", required" if parameter.required else "")
        + _many(parameter.multiple)
    )


def _many(is_many: bool) -> str:
    return ", may be repeated" if is_many else ""


def json_keys(module: Path, functions: tuple[str, ...]) -> set[str]:
    """Return the paths of the keys of the objects that functions make: "items[].owners"."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    known = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return {key for name in functions for key in _keys_in(known[name], "", known)}


def _keys_in(node: ast.AST, path: str, known: dict[str, ast.FunctionDef]) -> Iterator[str]:
    """Yield the keys of the outermost dictionaries within a node, and of those within them."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            inner = path
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                inner = f"{path}.{key.value}".removeprefix(".")
                yield inner
            yield from _keys_in(value, inner, known)
    elif isinstance(node, ast.ListComp | ast.GeneratorExp):
        yield from _keys_in(node.elt, f"{path}[]", known)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known:
        yield from _keys_in(known[node.func.id], path, known)
    elif not isinstance(node, ast.arguments | ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from _keys_in(child, path, known)


def _names(name: str, value: object) -> Iterator[str]:
    if not inspect.isclass(value):
        assert callable(value)
        yield from (f"python {name}({argument})" for argument in inspect.signature(value).parameters.values())
        return
    yield f"python {name}" + (", an exception" if issubclass(value, Exception) else "")
    fields = {field.name for field in dataclasses.fields(value)} if dataclasses.is_dataclass(value) else set()
    members = {member for member in vars(value) if not member.startswith("_")}
    yield from (f"python {name}.{member}" for member in sorted(fields | members))


if __name__ == "__main__":
    FILE.write_text(surface(), encoding="utf-8")
