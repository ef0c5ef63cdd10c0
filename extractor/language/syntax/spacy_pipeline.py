"""Load a spaCy pipeline with only what recap reads of it: tags and arcs. Nothing else imports spaCy.

What is left out saves time or memory and changes no tag and no arc; a test checks that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from types import ModuleType
from typing import Any

from extractor.model import ReadOptions, RecapError

OFFICIAL = "en_core_web_sm"
# Components whose results recap does not use. The attribute ruler maps tags to parts of speech.
PIPES = ("ner", "lemmatizer", "senter", "attribute_ruler")
# Data of the default pipeline that spaCy rebuilds by itself: English's tokenizer, and the string store, which fills up
# again as words are met. Another pipeline may have its own tokenizer, so its data is loaded.
DATA = ("tokenizer", "strings")
# Lexical attributes that recap does not read; each costs a call for every new word.
# fmt: off
UNREAD = (
    "LIKE_URL", "LIKE_EMAIL", "LIKE_NUM", "IS_STOP", "IS_CURRENCY", "IS_BRACKET", "IS_QUOTE", "IS_DIGIT", "IS_LOWER",
    "IS_UPPER", "IS_TITLE", "IS_ASCII", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "LANG",
)
# fmt: on


def load_pipeline(model: str) -> Any:
    """Load the spaCy pipeline of that name. Raises RecapError when it is not installed or has no parser."""
    _import_spacy()
    import spacy

    is_default = model == ReadOptions().model
    try:
        nlp = spacy.load(package_of(model), exclude=[*PIPES, *(DATA if is_default else ())])
    except (OSError, ImportError, ValueError) as error:
        raise RecapError(
            f"--model: the spaCy pipeline {model!r} is not installed; install it, or leave out --model for the default"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise RecapError(f"--model: the spaCy pipeline {model!r} has no parser; choose a pipeline with a parser")
    if is_default:
        _make_lighter(nlp)
    return nlp


def package_of(model: str) -> str:
    """Return the package of a pipeline: for the default the official one of the same version, where it is installed.

    The package index has only a copy of it, which a private person packages; a test holds its files.
    """
    if model != ReadOptions().model:
        return model
    try:
        return OFFICIAL if metadata.version(OFFICIAL).startswith("3.8.") else model
    except metadata.PackageNotFoundError:
        return model


def _make_lighter(nlp: Any) -> None:
    """Speed up the default pipeline without changing its tags and arcs."""
    from spacy.attrs import IDS
    from spacy.language import Language

    from extractor.language.syntax.fast_inference import replace_word_layers, use_numpy

    for name in UNREAD:
        nlp.vocab.lex_attr_getters.pop(IDS[name], None)
    for _, pipe in nlp.pipeline:
        for label in getattr(pipe, "labels", ()):
            nlp.vocab.strings.add(label)  # the string store that was left out held the names of tags and arcs
    replace_word_layers(nlp.get_pipe("tok2vec").model)
    for name in nlp.pipe_names:
        use_numpy(nlp.get_pipe(name).model)
    Language.component("recap_blanks", func=_label_blanks)
    nlp.add_pipe("recap_blanks")


def _label_blanks(doc: Any) -> Any:
    """Give runs of blanks the arc "dep", as the attribute ruler does; the parser alone calls some a compound."""
    for at in doc.to_array("IS_SPACE").nonzero()[0].tolist():
        doc[at].dep_ = "dep"
    return doc


def _import_spacy() -> None:
    """Import spaCy without its command line and without NumPy's threads.

    spaCy's `__init__` imports its command line for one function, `spacy.info`: a quarter of the import. Empty stand-ins
    take its place meanwhile; `import spacy.cli` works afterwards. spaCy does not multiply with NumPy's BLAS, and a
    process with threads does not fork safely.
    """
    if "spacy" in sys.modules:
        return
    names = ("spacy.cli", "spacy.cli.info")
    package, info = (ModuleType(name) for name in names)
    package.__path__ = []
    info.__dict__["info"] = None
    sys.modules.update(zip(names, (package, info), strict=True))
    try:
        with _single_blas_thread():
            import spacy
    finally:
        for name in names:
            sys.modules.pop(name, None)
    for attribute in ("cli", "info"):
        vars(spacy).pop(attribute, None)


@contextmanager
def _single_blas_thread() -> Iterator[None]:
    """Keep NumPy from making threads while it is imported, unless the environment says how many."""
    name = "OPENBLAS_NUM_THREADS"
    if name in os.environ:
        yield
        return
    os.environ[name] = "1"
    try:
        yield
    finally:
        del os.environ[name]
