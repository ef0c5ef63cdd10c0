"""Write the items that a program finds in the notes of a folder, one JSON file each, as the corpus's scorer reads them.

    items.py recap|follow-through FOLDER OUT

follow-through gives no end line and no date; the F1 of items needs neither.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from extractor.batch.folder import ENDINGS
from extractor.model import ReadOptions
from extractor.pipeline import from_path


def recap(path: Path) -> str:
    from extractor.output.render import render

    return render(from_path(path, ReadOptions(country="US")), "json")


def follow_through(path: Path) -> str:
    from follow_through.extract import extract_file

    items = [
        {
            "line": item.line,
            "end_line": item.line,
            "task": item.text,
            "owners": [] if item.owner == "unknown" else [item.owner],
            "due": None,
            "status": "open",
        }
        for item in extract_file(path)
    ]
    return json.dumps({"items": items})


PROGRAMS: dict[str, Callable[[Path], str]] = {"recap": recap, "follow-through": follow_through}


def main() -> None:
    """Write the items of each of the notes."""
    name, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    out.mkdir(parents=True)
    for path in sorted(folder.iterdir()):
        if path.suffix in ENDINGS:
            (out / f"{path.stem}.json").write_text(PROGRAMS[name](path), encoding="utf-8")


if __name__ == "__main__":
    main()
