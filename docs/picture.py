"""Take the pictures of README: the HTML mail of samples/weekly-sync.md, light and dark.

`make picture` runs it. It needs Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import CHROMIUM, screenshot  # noqa: E402

from extractor import render  # noqa: E402
from extractor.model import ReadOptions  # noqa: E402
from extractor.pipeline import from_path  # noqa: E402

WIDTH, HEIGHT = 680, 900  # pixels


def main() -> None:
    """Write docs/images/mail-light.png and mail-dark.png."""
    if CHROMIUM is None:
        sys.exit("chromium is not installed; install it to take the pictures")
    page = render(from_path(ROOT / "samples" / "weekly-sync.md", ReadOptions()), "html")
    for name, dark in (("light", False), ("dark", True)):
        target = ROOT / "docs" / "images" / f"mail-{name}.png"
        target.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            screenshot(page, WIDTH, HEIGHT, target, dark=dark, folder=Path(folder))
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
