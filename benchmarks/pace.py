"""Seconds of processor time that one program takes over all the notes of a folder, its start left out.

    pace.py full|recap|follow-through FOLDER

"full" is the stock English pipeline of spaCy, all its parts, over the same texts in one `nlp.pipe`.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from extractor.model import Options
from extractor.sources import ENDINGS, from_path


def full(paths: list[Path]) -> Callable[[], object]:
    import spacy

    nlp = spacy.load(Options().model)
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    list(nlp.pipe(texts[:1]))
    return lambda: sum(1 for _ in nlp.pipe(texts))


def recap(paths: list[Path]) -> Callable[[], object]:
    from extractor.rendering import render

    render(from_path(paths[0], Options()), "json")
    return lambda: [render(from_path(path, Options()), "json") for path in paths]


def follow_through(paths: list[Path]) -> Callable[[], object]:
    from follow_through.extract import extract_file

    extract_file(paths[0])
    return lambda: [extract_file(path) for path in paths]


def main() -> None:
    """Print the seconds."""
    name, folder = sys.argv[1:]
    paths = sorted(path for path in Path(folder).iterdir() if path.suffix in ENDINGS)
    run = {"full": full, "recap": recap, "follow-through": follow_through}[name](paths)
    begun = time.process_time()
    run()
    print(time.process_time() - begun)


if __name__ == "__main__":
    main()
