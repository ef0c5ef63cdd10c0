"""The page of licences names every package that recap needs, and none that its users could not accept."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest
from places import ROOT


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    """Import docs/licences.py, which is no package."""
    spec = spec_from_file_location("licences", ROOT / "docs" / "licences.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows() -> dict[str, str]:
    page = (ROOT / "docs" / "reference" / "licences.md").read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^\| ([a-z0-9-]+) \| (.+?) \| (?:recap|extra `\w+`) \|$", page))


def is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def test_page_names_every_package(licences: ModuleType, rows: dict[str, str]) -> None:
    """If one is missing: `make licences`."""
    needed = {name for extra in licences.EXTRAS for name in licences.needed(extra) if is_installed(name)}
    assert len(needed) > 50
    assert needed <= rows.keys()


def test_every_licence_is_stated_and_leaves_users_free(licences: ModuleType, rows: dict[str, str]) -> None:
    assert licences.UNKNOWN not in rows.values()
    strict = {name for name, licence in rows.items() if re.search(r"\bA?GPL|General Public|Commercial", licence)}
    assert all("Apache" in rows[name] for name in strict)  # a choice: odfpy
