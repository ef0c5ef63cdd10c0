"""Take the pictures of the documentation, of samples/weekly-sync.md: the HTML mail, light and dark; the review page.

`make picture` runs it. It needs Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import CHROMIUM, screenshot  # noqa: E402

from extractor import pipeline  # noqa: E402
from extractor.model import ReadOptions, RenderOptions, Reviewed  # noqa: E402
from extractor.output.render import render  # noqa: E402

WIDTH, HEIGHT = 680, 900  # pixels, of the mail
REVIEW_WIDTH, REVIEW_HEIGHT = 1080, 760  # of the page to review the plan in


def main() -> None:
    """Write docs/images/mail-light.png, mail-dark.png and review.png."""
    if CHROMIUM is None:
        sys.exit("chromium is not installed; install it to take the pictures")
    sample = ROOT / "samples" / "weekly-sync.md"
    notes, recap, lines = pipeline.notes_and_recap(sample.read_bytes(), sample.name, ReadOptions())
    review = render(recap, "review", RenderOptions(reviewed=Reviewed(notes, lines, recap)))
    opened = review.replace('id="i1"', 'id="i1" open')  # the second action
    for name, page, width, height, dark in (
        ("mail-light", render(recap, "html"), WIDTH, HEIGHT, False),
        ("mail-dark", render(recap, "html"), WIDTH, HEIGHT, True),
        ("review", opened, REVIEW_WIDTH, REVIEW_HEIGHT, False),
    ):
        target = ROOT / "docs" / "images" / f"{name}.png"
        target.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            screenshot(page, width, height, target, dark=dark, folder=Path(folder))
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
