"""Where the checkout is, what lies beside it, and how parameters are named in the list of tests."""

from __future__ import annotations

from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
SHARED = ROOT.parent / "shared"  # missing in a bare clone: tests that read it are skipped


def call_id(function: object) -> str:
    """Return the name of a function, or the keywords of a partial one; `str` would give an address of this process."""
    if isinstance(function, partial):
        return "-".join(map(str, function.keywords.values()))
    return str(getattr(function, "__name__", function))
