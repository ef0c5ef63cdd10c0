"""spaCy pipelines, loaded for what recap reads of them: tags and arcs. spaCy is imported here only, on use.

What is left out costs time or memory and changes no tag and no arc (DESIGN.md section 7); a test holds that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from extractor.model import ReadOptions, RecapError

# Pipes that find what recap does not use. The attribute ruler turns tags into parts of speech and moods.
PIPES = ("ner", "lemmatizer", "senter", "attribute_ruler")
# Data of our own pipeline that its language has anyway: the tokenizer of English as this spaCy builds it, and the names
# of strings, which are hashed anew as they are met. Another pipeline may have a tokenizer of its own, and keeps it.
DATA = ("tokenizer", "strings")
# Attributes of a word that only rules of others read; each costs a call for every new word.
# fmt: off
UNREAD = (
    "LIKE_URL", "LIKE_EMAIL", "LIKE_NUM", "IS_STOP", "IS_CURRENCY", "IS_BRACKET", "IS_QUOTE", "IS_DIGIT", "IS_LOWER",
    "IS_UPPER", "IS_TITLE", "IS_ASCII", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "LANG",
)
# fmt: on


def load_pipeline(model: str) -> Any:
    """The spaCy pipeline of that name. Raises RecapError when it is not installed or has no parser."""
    with _no_command_line(), _one_thread():
        import spacy
    own = model == ReadOptions().model
    try:
        nlp = spacy.load(model, exclude=[*PIPES, *(DATA if own else ())])
    except (OSError, ImportError, ValueError) as error:
        raise RecapError(
            f"no spaCy pipeline is called {model!r} here; install it, or leave --model out for the one recap comes with"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise RecapError(f"the spaCy pipeline {model!r} has no parser, which recap reads; choose another with --model")
    if own:
        from spacy.attrs import IDS

        from extractor.language.syntax import fast_inference

        for name in UNREAD:
            nlp.vocab.lex_attr_getters.pop(IDS[name], None)
        for _, pipe in nlp.pipeline:
            for label in getattr(pipe, "labels", ()):
                nlp.vocab.strings.add(label)  # the names of tags and arcs, which were among the strings left out
        fast_inference.quicken(nlp.get_pipe("tok2vec").model)
        _parse_together(nlp)
    return nlp


def _parse_together(nlp: Any) -> None:
    """Have the parser take all the sentences at hand a step on at once, and runs of blanks hang by the arc "dep".

    The attribute ruler does that; where a marker is blanked out, the parser makes them part of a compound.
    """
    from spacy.language import Language

    from extractor.language.syntax import fast_inference

    Language.factory("recap_arcs", func=lambda nlp, name: fast_inference.Arcs(nlp.get_pipe("parser")))
    nlp.add_pipe("recap_arcs")
    nlp.disable_pipe("parser")


@contextmanager
def _one_thread() -> Iterator[None]:
    """NumPy's threads left unmade: spaCy multiplies by other means, and a process with threads does not fork well."""
    name = "OPENBLAS_NUM_THREADS"
    if name in os.environ:
        yield
        return
    os.environ[name] = "1"
    try:
        yield
    finally:
        del os.environ[name]


@contextmanager
def _no_command_line() -> Iterator[None]:
    """spaCy imported without its own command line, which its `__init__` takes in for one function, `spacy.info`.

    That is a quarter of the import. The stand-ins are gone afterwards: `import spacy.cli` still finds the real one.
    """
    if "spacy" in sys.modules:
        yield
        return
    names = ("spacy.cli", "spacy.cli.info")
    package, info = (ModuleType(name) for name in names)
    package.__path__ = []
    info.__dict__["info"] = None
    sys.modules.update(zip(names, (package, info), strict=True))
    try:
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)
        if "spacy" in sys.modules:
            for name in ("cli", "info"):
                vars(sys.modules["spacy"]).pop(name, None)
