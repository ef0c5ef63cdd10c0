"""The items that one program finds in each note of a folder, written to another as the scorer of the corpus reads them.

    items.py recap|follow-through FOLDER OUT

follow-through says no end of an item and no date; the F1 of items needs neither.
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

    return render(from_path(path, ReadOptions()), "json")


def follow_through(path: Path) -> str:
    from follow_through.extract import extract_file

    items = [
        {
            "line": found.line,
            "end_line": found.line,
            "task": found.text,
            "owners": [] if found.owner == "unknown" else [found.owner],
            "due": None,
            "status": "open",
        }
        for found in extract_file(path)
    ]
    return json.dumps({"items": items})


PROGRAMS: dict[str, Callable[[Path], str]] = {"recap": recap, "follow-through": follow_through}


def main() -> None:
    """Write one file of items for each note."""
    name, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    out.mkdir(parents=True)
    for path in sorted(folder.iterdir()):
        if path.suffix in ENDINGS:
            (out / f"{path.stem}.json").write_text(PROGRAMS[name](path), encoding="utf-8")


if __name__ == "__main__":
    main()
