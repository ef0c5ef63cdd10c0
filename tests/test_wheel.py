"""The wheel and the source distribution, built from a copy, and the program run from the wheel without the checkout.

It is built with the setuptools of the `dev` extra and unpacked without dependencies, so that the tests open no
connection; the dependencies are those of the environment that runs the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest
from distribution import build, copy_sources
from places import ROOT

import extractor

pytestmark = pytest.mark.slow

EPOCH = 1_790_000_000


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command; return its standard output, or fail with its standard error."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pip(*arguments: str | Path, cwd: Path) -> str:
    return run(sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *arguments, cwd=cwd)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the wheel and the source distribution."""
    pytest.importorskip("setuptools", minversion="77", reason="the wheel needs setuptools 77: pip install -e .[dev]")
    folder = tmp_path_factory.mktemp("built")
    copy_sources(folder / "source")
    return build(folder / "source", folder / "dist", EPOCH)


@pytest.fixture(scope="module")
def wheel(built: tuple[Path, Path]) -> Path:
    return built[0]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a folder that holds nothing else."""
    target = tmp_path_factory.mktemp("installed")
    pip("install", wheel, "--no-deps", "--no-index", "--target", target, cwd=target)
    return target


@pytest.fixture
def isolated(installed: Path) -> dict[str, str]:
    """Variables with which Python finds the wheel first, and an editable install not at all (with -S, see `python`)."""
    paths = sysconfig.get_paths()
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(installed), paths["purelib"], paths["platlib"]))}


def python(*arguments: str | Path, cwd: Path, env: dict[str, str]) -> str:
    """Run Python without `site`, which would read the .pth file of an editable install."""
    return run(sys.executable, "-S", *arguments, cwd=cwd, env=env)


def test_wheel_holds_only_the_package_and_the_templates(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "extractor").rglob("*") if path.is_file()}
    templates = {f"extractor/templates/{path.name}" for path in (ROOT / "templates").glob("*.j2")}
    assert templates
    assert in_wheel == {name for name in package if "__pycache__" not in name} | templates | {
        "extractor/templates/__init__.py"
    }


def test_same_sources_give_the_same_bytes(built: tuple[Path, Path], tmp_path: Path) -> None:
    """Whatever the times and the rights of the files are; and SOURCE_DATE_EPOCH is the time of the files in them."""
    copy_sources(tmp_path / "other")
    for number, path in enumerate(sorted((tmp_path / "other").rglob("*"))):
        os.utime(path, (number, number))
    again = build(tmp_path / "other", tmp_path / "dist", EPOCH)
    assert [path.name for path in again] == [path.name for path in built]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in built]
    with zipfile.ZipFile(built[0]) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2026, 9, 21)}
    with tarfile.open(built[1]) as archive:
        assert {entry.mtime for entry in archive.getmembers()} == {EPOCH}
        assert any(entry.name.endswith("/templates/recap.html.j2") for entry in archive.getmembers())


def test_wheel_has_the_version_of_the_package(wheel: Path) -> None:
    assert wheel.name == f"notes_recap-{extractor.__version__}-py3-none-any.whl"


def test_program_runs_from_the_wheel_and_not_from_the_checkout(
    installed: Path, isolated: dict[str, str], tmp_path: Path
) -> None:
    where = python("-c", "import extractor; print(extractor.__file__)", cwd=tmp_path, env=isolated)
    assert Path(where.strip()).is_relative_to(installed)


def test_command_names_the_version(installed: Path, isolated: dict[str, str], tmp_path: Path) -> None:
    output = python(installed / "bin" / "recap", "--version", cwd=tmp_path, env=isolated)
    assert extractor.__version__ in output


@pytest.mark.parametrize(
    ("format", "opening"), [("text", "Subject:"), ("html", "<!doctype html>")], ids=["text", "html"]
)
def test_installed_command_renders_the_email(
    format: str, opening: str, installed: Path, isolated: dict[str, str], samples: Path, tmp_path: Path
) -> None:
    notes = samples / "weekly-sync.md"
    mail = python(installed / "bin" / "recap", "email", notes, "-f", format, cwd=tmp_path, env=isolated)
    assert mail.lower().startswith(opening.lower())
    assert "Tidepool weekly sync" in mail
    assert "Jonas" in mail
