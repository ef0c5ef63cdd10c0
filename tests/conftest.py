"""What the tests share: where the checkout and its samples are, and the corpus where there is one.

The suite needs nothing outside the checkout: tests that read the corpus are skipped, visibly, where it is absent.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from places import SAMPLES, SHARED

CORPUS = SHARED / "corpus"

# No deadline: the first example that reaches a parse loads the pipeline. The same examples in every run, so that a
# failure can be seen again.
settings.register_profile("recap", deadline=None, derandomize=True)
settings.load_profile("recap")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the samples."""
    return SAMPLES


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real notes with gold items (train and dev may be read), or a skip."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not beside the checkout")
    return CORPUS


@pytest.fixture(autouse=True)
def _no_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No people file and no templates of whoever runs the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "no-settings"))
