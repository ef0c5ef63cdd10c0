"""Train what `extractor.resolution.readership` judges asides by, and write its weights.

Examples of asides that keep something from outsiders are those of asides.txt and combinations of their parts; examples
of others are those of asides_ordinary.txt and every aside and title of the annotated notes that no mark covers.

    PYTHONPATH=. python training/asides.py
    PYTHONPATH=. python training/asides.py --crossvalidate office dev

With --crossvalidate it writes nothing. It prints what the naming costs on annotated notes, whose lines no mark covers:
the share of items that a client does not get to see, and the share of mails that end with status 3, by the weights of
this folder and by weights that have not seen the note (five folds of documents). The thresholds in
`extractor.resolution.asides` were chosen by such folds of train, office-dev and speech-dev, while the figures of office
and dev were known.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extractor import pipeline, readers
from extractor.model import Notes, Recap
from extractor.output.redaction import suspicions
from extractor.resolution import readership
from extractor.resolution.asides import Asides
from extractor.resolution.readership import WEIGHTS, features, plain_words
from extractor.resolution.suspicion import mark_suspect

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
SETS = ("train", "dev", "office", "office-dev", "speech", "speech-dev")
SEED = 20
C = 1.0  # of the regression
EACH = 50  # combinations of a pattern
COMBINED_WEIGHT = 1.0
CORPUS_WEIGHT = 1.0
MIN_WEIGHT = 0.05  # smaller ones are left out
MIN_COUNT = 2  # examples that must have a feature

TITLE = "title: "


class Example(NamedTuple):
    """An aside or a title, whether it keeps something from outsiders, how much it counts, and where it is from."""

    text: str
    is_title: bool
    is_secret: bool
    weight: float
    source: str


def written(name: str, *, is_secret: bool) -> list[Example]:
    """Return the examples of a file of this folder."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [
        Example(line.removeprefix(TITLE), line.startswith(TITLE), is_secret, 1.0, name)
        for line in lines
        if line and not line.startswith("#")
    ]


def combined() -> list[Example]:
    """Return asides and titles that are put together of the parts of asides_parts.txt, the same each time."""
    chance = random.Random(SEED)
    parts, patterns = read_parts()

    def made(pattern: str) -> str:
        text = _PLACE.sub(lambda found: chance.choice(parts[found[1]]), pattern)
        return " ".join(text.replace(" ,", ",").split())

    texts = sorted({made(pattern) for pattern in patterns for _ in range(EACH)})
    return [
        Example(text.removeprefix(TITLE), text.startswith(TITLE), True, COMBINED_WEIGHT, "combined") for text in texts
    ]


def read_parts() -> tuple[dict[str, list[str]], list[str]]:
    """Return the parts of asides by their names, and the patterns that hold their places."""
    parts: dict[str, list[str]] = {}
    patterns = []
    for line in (HERE / "asides_parts.txt").read_text(encoding="utf-8").splitlines():
        name, equals, words = line.partition(" = ")
        if equals:
            parts.setdefault(name, []).extend(word.strip() for word in words.split("|"))
        elif line and not line.startswith("#"):
            patterns.append(line)
    return parts, patterns


_PLACE = re.compile(r"\{(\w+)\}")


def ordinary(name: str) -> list[Example]:
    """Return the asides and titles of a set of annotated notes, where no mark covers them."""
    found = []
    for gold in sorted((CORPUS / name).glob("*.gold.json")):
        stem = gold.name.removesuffix(".gold.json")
        for path in CORPUS.joinpath(name).glob(f"{stem}.*"):
            if path != gold:
                notes = readers.read_bytes(path.read_bytes(), path.name, pipeline.read_options())
                source = f"{name}/{stem}"
                found += [Example(text, title, False, CORPUS_WEIGHT, source) for text, title in asides_of(notes)]
    return found


def asides_of(notes: Notes) -> Iterator[tuple[str, bool]]:
    """Yield the asides and the titles of notes, each once, and whether it is a title."""
    asides = Asides(notes)
    seen = set()
    for block in notes.blocks:
        if not block.private:
            for aside in asides.of(block.text):
                seen.add((aside, False))
            seen.update((asides.plain(title), True) for title in block.section)
    yield from sorted(seen)


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights that tell the examples apart."""
    named = [dict.fromkeys(features(example.text, is_title=example.is_title), 1) for example in examples]
    counts = Counter(name for names in named for name in names)
    named = [{name: 1 for name in names if counts[name] >= MIN_COUNT} for names in named]
    vectors = DictVectorizer(sort=True)
    data = vectors.fit_transform(named)
    data.indices, data.indptr = data.indices.astype("int32"), data.indptr.astype("int32")  # all that liblinear reads
    model = LogisticRegression(C=C, solver="liblinear", max_iter=1000, random_state=SEED)
    model.fit(data, [example.is_secret for example in examples], sample_weight=[example.weight for example in examples])
    names = vectors.get_feature_names_out()
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= MIN_WEIGHT}
    return {"bias": round(float(model.intercept_[0]), 3), **kept}


def examples() -> list[Example]:
    """Return all examples."""
    found = [*written("asides.txt", is_secret=True), *written("asides_ordinary.txt", is_secret=False), *combined()]
    for name in SETS:
        found += ordinary(name)
    return found


FOLDS = 5


class Mail(NamedTuple):
    """A document of the annotated notes, by its source, with what a mail to a client is made of."""

    source: str
    recap: Recap
    notes: Notes


def crossvalidate(sets: Sequence[str]) -> None:
    """Print the share of items withheld, and the share of mails that need a look, of sets of annotated notes."""
    mails = [mail for name in sets for mail in mails_of(name)]
    items = [item for mail in mails for item in mail.recap.items]
    hidden = sum(item.private or item.ours for item in items)
    print_share("items withheld", hidden, len(items))
    print_share("mails with status 3, weights of this folder", sum(map(needs_look, mails)), len(mails))
    found = examples()
    sources = sorted({mail.source for mail in mails})
    random.Random(SEED).shuffle(sources)
    looks = 0
    for fold in range(FOLDS):
        held = set(sources[fold::FOLDS])
        seen = [example for example in found if example.source not in held]
        readership.use(fit(seen), frozenset(known(seen)))
        looks += sum(needs_look(mail) for mail in mails if mail.source in held)
    print_share("mails with status 3, weights that have not seen the note", looks, len(mails))


def mails_of(name: str) -> Iterator[Mail]:
    """Yield the documents of a set of annotated notes that hold work."""
    for gold in sorted((CORPUS / name).glob("*.gold.json")):
        stem = gold.name.removesuffix(".gold.json")
        for path in sorted(CORPUS.joinpath(name).glob(f"{stem}.*")):
            if path != gold:
                options = pipeline.read_options()
                notes = readers.read_bytes(path.read_bytes(), path.name, options)
                if (recap := pipeline.make_recap(notes, options)).items:
                    yield Mail(f"{name}/{stem}", recap, notes)


def needs_look(mail: Mail) -> bool:
    """Whether a mail to a client ends with status 3, by the weights in use."""
    return bool(suspicions(mark_suspect(mail.recap, mail.notes)))


def print_share(what: str, part: int, whole: int) -> None:
    sys.stdout.write(f"{what}: {part} of {whole} ({part / max(1, whole):.1%})\n")


def known(examples: Sequence[Example]) -> list[str]:
    """Return the words of the written asides that no ordinary example has alike."""
    alike = {plain_words(example.text, is_title=example.is_title) for example in examples if not example.is_secret}
    written = {
        plain_words(example.text, is_title=example.is_title) for example in examples if example.source == "asides.txt"
    }
    return sorted(written - alike - {""})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--crossvalidate", nargs="+", metavar="SET", help="measure the naming on these sets")
    arguments = parser.parse_args()
    if arguments.crossvalidate:
        crossvalidate(arguments.crossvalidate)
        return
    found = examples()
    write(fit(found), known(found))


def write(weights: dict[str, float], asides: Sequence[str]) -> None:
    """Write the weights and the known asides, a weight or an aside a line."""
    learnt = {"weights": weights, "known": asides}
    WEIGHTS.write_text(json.dumps(learnt, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{WEIGHTS}: {len(weights)} weights, {len(asides)} known asides\n")


if __name__ == "__main__":
    main()
