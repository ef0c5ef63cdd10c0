"""Print the seconds of processor time that a program takes for the notes of a folder, without its start.

    pace.py full|recap|follow-through FOLDER

"full" is the whole stock English pipeline of spaCy, over the same texts in one `nlp.pipe`. Each program first reads the
samples, so that what it loads and compiles on first use is not measured.
"""

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

from extractor.batch.folder import ENDINGS
from extractor.model import ReadOptions
from extractor.pipeline import from_path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def full() -> Callable[[list[Path]], object]:
    import spacy

    nlp = spacy.load(ReadOptions().model)
    return lambda paths: sum(1 for _ in nlp.pipe(path.read_text("utf-8", "replace") for path in paths))


def recap() -> Callable[[list[Path]], object]:
    from extractor.output.render import render

    return lambda paths: [render(from_path(path, ReadOptions(country="US")), "json") for path in paths]


def follow_through() -> Callable[[list[Path]], object]:
    from follow_through.extract import extract_file

    return lambda paths: [extract_file(path) for path in paths]


def main() -> None:
    """Print the seconds."""
    name, folder = sys.argv[1:]
    run = {"full": full, "recap": recap, "follow-through": follow_through}[name]()
    run(_notes(SAMPLES))
    gc.collect()
    gc.freeze()  # as a process of a batch does
    paths = _notes(Path(folder))
    begun = time.process_time()
    run(paths)
    print(time.process_time() - begun)


def _notes(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in ENDINGS)


if __name__ == "__main__":
    main()
