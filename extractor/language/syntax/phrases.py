"""Find the noun phrases and verb phrases of sentences in their spaCy parse: what a pronoun elsewhere may mean.

Offsets are characters of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.language.inflection import base_form
from extractor.language.syntax.clauses import Word, parsed_words

MAX_WORDS = 14  # of a phrase; longer ones are whole sentences


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, or a verb with what belongs to it, that stands in a sentence."""

    kind: str  # "noun" or "verb"
    text: str  # a verb phrase opens with the base form of its verb
    start: int
    end: int
    head: str  # its main word, in lower case; of a verb phrase the base form of the verb
    tag: str  # Penn tag of its main word
    role: str  # its arc to the word above it: dobj, nsubj, pobj, ROOT ...
    governor: str  # the verb that it belongs to, in its base form; "" for none
    determiner: str = ""  # "the", "a", "my", "two" ...; "" for none
    subject: str = ""  # of a verb phrase, the head of its subject
    modal: str = ""  # of a verb phrase, the first auxiliary before it: "should", "to"
    is_extended: bool = False  # with prepositions and clauses behind its head
    is_several: bool = False  # it joins two or more by "and" or "or"


def phrases(texts: Sequence[str], model: str) -> Iterator[tuple[Phrase, ...]]:
    """Yield the phrases of each sentence, in order. Raises RecapError when the pipeline cannot be loaded.

    Args:
        texts: the sentences.
        model: the name of the spaCy pipeline.
    """
    for text, words in parsed_words(texts, model):
        yield tuple(_phrases(text, words))


_NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])
_INSIDE = frozenset(["compound", "amod", "nmod", "npadvmod", "poss", "quantmod"])  # arcs within a larger noun phrase
_DETERMINERS = frozenset(["det", "poss", "nummod", "predet"])
_NOT_IN_NOUN_PHRASE = frozenset(["cc", "punct", "appos", "conj", "relcl", "mark", "preconj"])  # before its head
_TENSES = frozenset(["VB", "VBP", "VBZ", "VBG", "VBD", "VBN"])
_SAME_ACTION = frozenset(  # arcs of words that belong to the action of their verb
    "dobj prt prep dative acomp attr oprd advmod xcomp ccomp conj cc".split()
)
_OBJECTS = frozenset("dobj pobj ccomp xcomp prep attr".split())


def _phrases(text: str, words: Sequence[Word]) -> Iterator[Phrase]:
    for word in words:
        if word.tag_ in _NOUNS and word.dep_ not in _INSIDE:
            yield from _noun_phrases(text, words, word)
        elif word.tag_ in _TENSES and word.dep_ not in {"aux", "auxpass", "amod", "compound"} and word.is_alpha:
            yield from _verb_phrases(text, words, word)


def _noun_phrases(text: str, words: Sequence[Word], head: Word) -> Iterator[Phrase]:
    """Yield a noun phrase up to its "of ...", then with all that follows its head, then with its partners."""
    inner = _left_and_of(head)
    yield _noun_phrase(text, words, head, inner)
    outer = _with_modifiers(head)
    if max(outer) > max(inner):
        yield _noun_phrase(text, words, head, outer, is_extended=True)
    partners = [child for child in head.children if child.dep_ == "conj" and child.tag_ in _NOUNS]
    if partners:
        joined = inner | {word.i for partner in partners for word in partner.subtree}
        joined |= set(range(min(joined), max(joined) + 1))
        yield _noun_phrase(text, words, head, joined, is_several=True)


def _left_and_of(head: Word) -> set[int]:
    inside = {head.i}
    for child in head.children:
        is_before = child.i < head.i and child.dep_ not in _NOT_IN_NOUN_PHRASE
        if is_before or (child.i > head.i and child.dep_ == "prep" and child.lower_ == "of"):
            inside.update(word.i for word in child.subtree)
        elif child.i > head.i and child.dep_ in {"nummod", "compound", "case"}:  # "St Bede's"
            inside.add(child.i)
    return set(range(min(inside), max(inside) + 1))


def _with_modifiers(head: Word) -> set[int]:
    inside = _left_and_of(head)
    for child in head.children:
        if child.i > head.i and child.dep_ in {"prep", "acl", "relcl"}:
            inside.update(word.i for word in child.subtree)
    return set(range(min(inside), max(inside) + 1))


def _noun_phrase(
    text: str,
    words: Sequence[Word],
    head: Word,
    indices: set[int],
    *,
    is_extended: bool = False,
    is_several: bool = False,
) -> Phrase:
    first, last = min(indices), max(indices)
    while words[last].is_punct and last > head.i:
        last -= 1
    while (words[first].is_punct or words[first].dep_ == "cc") and first < head.i:
        first += 1
    start, end = words[first].idx, words[last].end
    determiner = next((child.lower_ for child in head.children if child.dep_ in _DETERMINERS and child.i < head.i), "")
    role, governor = _role(head)
    return Phrase(
        "noun", text[start:end], start, end, head.lower_, head.tag_, role, governor, determiner,
        is_extended=is_extended, is_several=is_several,
    )  # fmt: skip


def _role(head: Word) -> tuple[str, str]:
    """Return the arc of a noun, as a partner that of the first, and the verb that it belongs to."""
    word = head
    while word.dep_ == "conj" and word.head.tag_ in _NOUNS:
        word = word.head
    role = word.dep_
    verb = next((above for above in word.ancestors if above.tag_ in _TENSES), None)
    return role, base_form(verb.lower_, verb.tag_) if verb is not None else ""


def _verb_phrases(text: str, words: Sequence[Word], verb: Word) -> Iterator[Phrase]:
    """Yield a verb with its object and what follows, without subject and auxiliaries; not a verb that stands alone."""
    last = _last_of_action(words, verb)
    has_object = any(child.dep_ in _OBJECTS for child in verb.children)
    if not has_object and last == verb.i and verb.tag_ != "VBN":
        return
    base = base_form(verb.lower_, verb.tag_)
    rest = text[verb.end : words[last].end]
    if verb.tag_ == "VBN" and (acted_on := _passive_subject(verb)) is not None:
        subtree = list(acted_on.subtree)
        object_said = text[subtree[0].idx : subtree[-1].end]
        if subtree[0].tag_ == "DT":
            object_said = object_said[0].lower() + object_said[1:]
        rest = f" {object_said}{rest}"  # "the skip was to be booked" is "book the skip"
    yield Phrase(
        "verb",
        f"{base}{rest}",
        verb.idx,
        words[last].end,
        base,
        verb.tag_,
        verb.dep_,
        verb.head.lower_ if verb.head is not verb else "",
        subject=next((child.lower_ for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), ""),
        modal=next((child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}), ""),
        is_extended=has_object,
    )


def _last_of_action(words: Sequence[Word], verb: Word) -> int:
    """Return the index of the last word that belongs to a verb, at most MAX_WORDS from it; a new subject ends it."""
    inside = {verb.i}
    for child in verb.children:
        has_subject = child.dep_ == "conj" and any(own.dep_.startswith("nsubj") for own in child.children)
        if child.i > verb.i and child.dep_ in _SAME_ACTION and not has_subject:
            inside.update(word.i for word in child.subtree)
    last = verb.i
    while last + 1 in inside and last - verb.i < MAX_WORDS - 1:
        last += 1
    while last > verb.i and (words[last].is_punct or words[last].dep_ == "cc"):
        last -= 1
    return last


def _passive_subject(verb: Word) -> Word | None:
    """Return what a passive verb acts on: "the skip" of "the skip is booked" and "the skip has to be booked"."""
    if not any(child.dep_ == "auxpass" for child in verb.children):
        return None
    holders = (verb, verb.head) if verb.dep_ == "xcomp" else (verb,)
    return next((child for word in holders for child in word.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
