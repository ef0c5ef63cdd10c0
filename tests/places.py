"""Where the checkout is, and what lies beside it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
SHARED = ROOT.parent / "shared"  # absent in a bare clone: what reads it is skipped
