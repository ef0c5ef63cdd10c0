"""Fixtures for all tests: the samples, the corpus where there is one, and no settings of the user.

The suite needs nothing outside the checkout: tests that read the corpus are reported as skipped where it is missing.
"""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import settings
from places import SAMPLES, SHARED

CORPUS = SHARED / "corpus"

# The garbage collector looks at all objects of spaCy each time: run less often, the suite takes a tenth less time.
gc.set_threshold(100_000, 50, 100)

# No deadline, as the first example that is parsed loads the pipeline. The same examples in every run, so that a failure
# can be repeated.
settings.register_profile("recap", deadline=None, derandomize=True)
settings.load_profile("recap")


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of the samples."""
    return SAMPLES


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real notes with gold items, of which train and dev may be read; skip the test without it."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside the checkout")
    return CORPUS


@pytest.fixture(autouse=True)
def _no_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the people file and the templates of the user who runs the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "no-settings"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "no-data"))
