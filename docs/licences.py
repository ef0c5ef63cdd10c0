"""Write the licences of all packages that recap needs into docs/reference/licences.md; `make licences`.

They are those that the installed packages state: a licence expression (PEP 639), else their classifiers, else the
field License. Extras are followed as well, but for those of developers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILE = Path(__file__).resolve().parent / "reference" / "licences.md"
ROOT_PACKAGE = "notes-recap"
EXTRAS = ("", "dask", "excel")  # "" is what everybody installs
UNKNOWN = "not stated"

HEAD = """# Licences

recap itself is under the MIT licence. These are the packages that it installs, and what they say of their licences;
several that a package names beside each other are separated by commas. `make licences` writes this page. None of the
packages is copied into that of recap.

| package | licence | comes with |
| --- | --- | --- |
"""


def needed(extra: str) -> set[str]:
    """Return the names of all packages that recap needs in this environment, with one of its extras or without."""
    found: set[str] = set()
    todo = [(ROOT_PACKAGE, frozenset({extra}))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        step = todo.pop()
        if step in seen:
            continue
        seen.add(step)
        name, extras = step
        for requirement in _requirements(name, extras):
            child = canonicalize_name(requirement.name)
            found.add(child)
            todo.append((child, frozenset(requirement.extras)))
    return found - {ROOT_PACKAGE}


def _requirements(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return
    for text in package.requires or ():
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""}):
            yield requirement


def licence_of(package: Distribution) -> str:
    """Return what a package states of its licence, in one line."""
    fields = package.metadata
    if expression := fields.get("License-Expression"):
        return str(expression)
    classifiers = [
        text.rpartition(" :: ")[2] for text in fields.get_all("Classifier") or () if text.startswith("License :: ")
    ]
    if classifiers:
        return ", ".join(sorted(set(classifiers)))
    words = str(fields.get("License") or "").strip()
    first = words.splitlines()[0].strip() if words else ""
    return first if 0 < len(first) <= 60 else UNKNOWN


def page() -> str:
    """Return the page."""
    comes_with: dict[str, str] = {}
    for extra in EXTRAS:
        for name in needed(extra):
            comes_with.setdefault(name, f"extra `{extra}`" if extra else "recap")
    rows = []
    for name, origin in sorted(comes_with.items()):
        try:
            licence = licence_of(distribution(name))
        except PackageNotFoundError:
            continue  # for another system or Python
        rows.append(f"| {name} | {re.sub(r'[|]', '/', licence)} | {origin} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
