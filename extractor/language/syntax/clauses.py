"""Clauses: who commits to which verb with which words, read off the spaCy parse of single sentences. spaCy, only here.

Offsets are characters of the sentence. The pipeline runs without ner, lemmatizer and senter, which the rules do not use
(DESIGN.md section 7: the same tags and arcs at half the time), and what it finds is copied out of spaCy's objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, groupby
from typing import Any

# Words that the vocabulary may hold, some MB: those that most notes use are among the first.
VOCABULARY = 8_000
# Characters parsed at a time: with less, the parser takes more steps; with more, they take memory and hardly less time.
BATCH = 5_000

_FOLD = {
    "'ll": "will",
    "’ll": "will",
    "'m": "am",
    "’m": "am",
    "'re": "are",
    "’re": "are",
    "'ve": "have",
    "’ve": "have",
    "'s": "is",
    "’s": "is",
    "wo": "will",
    "ca": "can",
    "na": "to",
    "'d": "would",
    "’d": "would",
}
_LEFT_OUT = frozenset(
    """
    also just now then still probably definitely certainly soon please currently hopefully quickly personally
    together both actually ideally first again
    """.split()
) - {"please", "still", "also"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb with its subject, and what stands between them."""

    subject: str  # "" when there is none
    subject_start: int
    subject_end: int
    subject_tag: str  # Penn tag of its head: NNP for a name
    cue: str  # the words between subject and verb, normalised: "will", "agreed to", "" for none
    cue_start: int
    verb: str
    verb_start: int
    tag: str  # Penn tag of the verb: VB, VBP, VBZ, VBD, VBN, VBG
    dep: str  # its arc to its head: ROOT, conj, relcl, advcl, ccomp ...
    mark: str  # the word that subordinates it: "if", "that", "before", "" for none
    head_verb: str  # the verb that governs it ("said", "agreed"), lower case, or ""
    negated: bool
    passive: bool
    adjacent: bool  # the subject is only what stands left of "to", not what the parser calls the subject
    agent: str  # "by Tom"
    addressee: str  # "Lee" in "Can you check it, Lee?"
    first: bool  # nothing but markers stands before it
    attribution_start: int = (
        -1
    )  # where whoever says, asks or agrees it stands before it: "JR" in "JR said that he will", -1
    subordinate_spans: tuple[
        tuple[int, int], ...
    ] = ()  # words of its sentence that hang on a verb which tells of something else


@cache
def spacy_pipeline_for(model: str) -> Any:
    """The spaCy pipeline of that name, loaded once. Raises RecapError when it is not installed or has no parser."""
    from extractor.language.syntax import spacy_pipeline

    return spacy_pipeline.load_pipeline(model)


def parse(texts: Sequence[str], model: str) -> Iterator[tuple[Clause, ...]]:
    """The clauses of each sentence, in order; what they took of spaCy's is released after them.

    But the words of the first notes stay in the vocabulary: those after them are quicker to take apart.
    """
    if not texts:
        return
    nlp = spacy_pipeline_for(model)
    with nlp.memory_zone() if len(nlp.vocab) > VOCABULARY else nullcontext():
        for batch in _batches(texts):
            for text, doc in zip(batch, nlp.pipe(batch, batch_size=len(batch)), strict=True):
                words = _words(doc)
                yield _clauses(text, words)
                for word in words:  # they hang on one another in rings, which Python would have to look for
                    del word.head, word.children


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in runs of about BATCH characters."""
    for _, run in groupby(zip(texts, accumulate(map(len, texts)), strict=True), key=lambda one: one[1] // BATCH):
        yield [text for text, _ in run]


@dataclass(slots=True, eq=False)
class _Word:
    """A token of the parse, copied out of spaCy, where each attribute costs a call."""

    i: int
    idx: int
    text: str
    lower_: str
    tag_: str
    dep_: str
    is_alpha: bool
    is_punct: bool
    glued: bool  # no blank behind it
    head: _Word = field(init=False)
    children: list[_Word] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.idx + len(self.text)

    @property
    def ancestors(self) -> Iterator[_Word]:
        at = self
        while at.head is not at:
            at = at.head
            yield at

    @property
    def subtree(self) -> Iterator[_Word]:
        """The word and all that hangs on it, from left to right."""
        for child in self.children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in self.children:
            if child.i > self.i:
                yield from child.subtree


def _words(doc: Any) -> tuple[_Word, ...]:
    tokens = list(doc)
    words = tuple(
        _Word(
            at,
            token.idx,
            token.text,
            token.lower_,
            token.tag_,
            token.dep_,
            token.is_alpha,
            token.is_punct,
            not token.whitespace_,
        )
        for at, token in enumerate(tokens)
    )
    for word, token in zip(words, tokens, strict=True):
        word.head = words[token.head.i]
        if word.head is not word:
            word.head.children.append(word)
    return words


def _clauses(text: str, words: Sequence[_Word]) -> tuple[Clause, ...]:
    verbs = _verb_of_each(words)
    told = {verb for verb in set(verbs) if verb >= 0 and _tells_of_something_else(words[verb])}
    return tuple(clause for word in words if (clause := _clause(text, words, word, verbs, told)) is not None)


def _verb_of_each(words: Sequence[_Word]) -> list[int]:
    """For each token the verb that it hangs on, itself if it is one; -1 for none."""
    found = [-2] * len(words)
    for token in words:
        path = []
        at = token
        while found[at.i] == -2:
            path.append(at.i)
            if at.tag_.startswith("V") and at.dep_ not in {"aux", "auxpass", "amod", "compound"}:
                found[at.i] = at.i
            elif at.head.i == at.i:
                found[at.i] = -1
            else:
                at = at.head
        for index in path:
            found[index] = found[at.i]
    return found


def _tells_of_something_else(verb: _Word) -> bool:
    """Whether a verb tells what was, why, or which: "the draft posted on Monday", "since he cannot come today"."""
    children = list(verb.children)
    if verb.dep_ in {"relcl", "csubj"}:
        return any(child.dep_ != "aux" or child.lower_ != "to" for child in children if child.i < verb.i)
    if verb.dep_ == "acl":
        return verb.tag_ in {"VBN", "VBG"}  # not "need someone to mention it on Friday"
    if verb.dep_ == "advcl" and any(child.dep_ in {"mark", "advmod"} and child.lower_ in _MARKS for child in children):
        return True
    reports = any(child.dep_ in {"ccomp", "xcomp"} for child in children)  # "agreed to send it on Friday"
    past = verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and any(child.lower_ in {"was", "were", "had", "been"} for child in children)
    )
    return past and not reports


def _asides(words: Sequence[_Word], verb: _Word, verbs: Sequence[int], told: Set[int]) -> tuple[tuple[int, int], ...]:
    """The spans of the words that hang on a verb that tells of something else; never those of `verb` or above it."""
    own = {verb.i, *(above.i for above in verb.ancestors)}
    spans: list[tuple[int, int]] = []
    last = -2
    for token in words:
        on = verbs[token.i]
        if on not in told or on in own:
            continue
        end = token.end
        if last == token.i - 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((token.idx, end))
        last = token.i
    return tuple(spans)


def _clause(text: str, words: Sequence[_Word], verb: _Word, verbs: Sequence[int], told: Set[int]) -> Clause | None:
    if not verb.tag_.startswith("V") or verb.dep_ in {"aux", "auxpass", "amod", "compound"} or not verb.is_alpha:
        return None
    if verb.i + 1 < len(words) and words[verb.i + 1].text == "-" and verb.glued:
        return None  # the "re" of "re-review"
    governor = verb.head if verb.head is not verb and verb.head.tag_.startswith(("V", "MD")) else None
    subject = _subject(verb)
    adjacent = inherited = False
    asked: _Word | None = None  # who is asked by somebody else: "they asked Kim to draft it"
    first_aux = min(
        (child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg"} and child.i < verb.i),
        default=verb.i,
    )
    left = words[first_aux - 1] if first_aux else None
    if (
        subject is None
        and verb.dep_ == "conj"
        and any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)
    ):
        # "She has a draft and will open a pull request": the subject of the verb before; but in "by Tuesday and Bob
        # will review it" the parser hangs Bob on Tuesday
        inherited = left is None or left.tag_ != "NNP"
        subject = _subject(verb.head) if inherited else left
        inherited = inherited and subject is not None
    if (
        subject is None
        and words[first_aux].lower_ == "to"
        and left is not None
        and verb.dep_ != "xcomp"
        and (left.tag_.startswith(("NN", "PRP")) or left.lower_ in {"all", "everyone", "everybody"})
    ):
        adjacent = True
        subject = left  # "Joe B to share": the parser hangs the verb on the name as a relative clause
    if subject is None and verb.dep_ == "xcomp" and governor is not None:
        subject = _subject(governor)
        if subject is None and left is not None and left.tag_ == "NNP" and words[first_aux].lower_ == "to":
            adjacent = True
            subject = left  # "Mr. Tully to follow up", read as an object
    if subject is not None and subject.lower_ in _BURDENS and subject.head.lower_ in _BEARING and subject.i < verb.i:
        subject = _subject(subject.head) or subject  # "Kim took an action to call": Kim, not the action
    if governor is not None and words[first_aux].lower_ == "to" and subject is not None:
        if governor.lower_ in _ASKING:
            asked = _subject(verb) or next(
                (c for c in governor.children if c.dep_ in {"dobj", "dative"} and governor.i < c.i < first_aux), None
            )
        if asked is not None:
            subject = asked  # "asked the group to review"
        elif subject.lower_ in _BURDENS and governor.lower_ in _BEARING:
            subject = _subject(governor) or subject  # "Kim took an action to call": Kim, not the action
    if subject is not None and subject.i >= verb.i and subject.dep_ not in {"nsubj", "nsubjpass"}:
        subject = asked = None
    if verb.dep_ == "conj" and subject is None and first_aux == verb.i:
        return None  # "will draft and send": part of its head's clause
    if subject is None:
        span_start = span_end = words[first_aux].idx
        said = ""
        cue_from = first_aux
        if governor is not None and verb.dep_ == "xcomp":  # "need to get a quote", "planning to work"
            cue_from = min([governor.i, *(child.i for child in governor.children if child.dep_ in {"aux", "neg"})])
            span_start = span_end = words[cue_from].idx
    else:
        begin, end = _subject_span(words, subject)
        span_start, span_end = words[begin].idx, words[end].end
        said = text[span_start:span_end]
        cue_from = first_aux if inherited else end + 1
        if cue_from > verb.i or first_aux < begin:  # inverted: "can you check"
            cue_from = first_aux
    between = [token for token in words[cue_from : verb.i] if not (span_start <= token.idx < span_end)]
    cue = " ".join(
        _folded(token)
        for token in between
        if (token.lower_ not in _LEFT_OUT and not token.is_punct and token.tag_ != "RB")
        or token.lower_ in {"still", "also"}
    )
    negated = any(child.dep_ == "neg" for child in verb.children) or any(
        token.lower_ in {"not", "n't", "n’t", "never"} for token in between
    )
    if inherited:
        span_start = span_end = words[first_aux].idx
    if governor is not None and asked is not None and governor.lower_ in _WANTING:
        cue = "wanted to"
    elif governor is not None and asked is not None and not _is_work(governor):
        cue = "asked to"  # ... but in "we will ask Kim to draft it" the asking is the work
    elif not cue and _is_requested(verb, governor):
        cue = "asked to"
    top = verb
    while top.dep_ == "xcomp" and top.head is not top and top.head.tag_.startswith("V"):
        top = top.head  # "if she would like to join": the mark stands before "like"
    mark = next(
        (
            child.lower_
            for child in top.children
            if child.dep_ in {"mark", "advmod"} and child.i < top.i and child.lower_ in _MARKS
        ),
        "",
    )
    relative = top.dep_ == "relcl" and not (words[first_aux].lower_ == "to" and said)
    agent = next((_text(text, child) for child in verb.children if child.dep_ == "agent"), "")
    addressee = next(
        (
            child.text
            for child in verb.children
            if child.dep_ in {"npadvmod", "dep", "appos", "vocative"} and child.tag_ == "NNP"
        ),
        "",
    )
    start = min(span_start if said else words[cue_from].idx, words[first_aux].idx)
    return Clause(
        subject=said,
        subject_start=span_start,
        subject_end=span_end,
        subject_tag=subject.tag_ if subject is not None else "",
        cue=cue.strip(),
        cue_start=words[cue_from].idx if cue_from <= verb.i else verb.idx,
        verb=verb.lower_,
        verb_start=verb.idx,
        tag=verb.tag_,
        dep="relcl" if relative else ("to" if verb.dep_ == "relcl" else verb.dep_),
        mark=mark,
        head_verb=governor.lower_ if governor is not None else "",
        negated=negated,
        passive=any(child.dep_ == "auxpass" for child in verb.children),
        adjacent=adjacent,
        agent=re.sub(r"^by\s+", "", agent, flags=re.IGNORECASE) if agent else "",
        addressee=addressee,
        first=not re.search(r"\w", text[:start]),
        attribution_start=_told_start(words, verb, governor),
        subordinate_spans=_asides(words, verb, verbs, told) if told else (),
    )


def _is_work(asking: _Word) -> bool:
    """Whether to ask is the work itself: "to ask Kim", or "Ana ask Kim", which reports nothing."""
    asker = _subject(asking)
    return asking.tag_ == "VB" or (asking.tag_ == "VBP" and asker is not None and asker.tag_ == "NNP")


def _told_start(words: Sequence[_Word], verb: _Word, governor: _Word | None) -> int:
    """Where whoever says, asks or agrees it stands, before the clause; -1 for nobody."""
    teller = _subject(governor) if governor is not None and verb.dep_ in {"ccomp", "xcomp"} else None
    if governor is None or teller is None or not teller.i < governor.i < verb.i:
        return -1
    return words[_subject_span(words, teller)[0]].idx


_WANTING = frozenset("want wants wanted like likes need needs get".split())
_ASKING = _WANTING | frozenset(
    """
    ask asked asks asking request requested requests invite invited invites tell told remind reminded encourage
    encouraged urge urged instruct instructed instructs direct directed directs assign assigned task tasked
    """.split()
)
_REQUESTING = frozenset(
    "ask asked asks request requested requests direct directed instruct instructed insisted".split()
)


def _is_requested(verb: _Word, governor: _Word | None) -> bool:
    """Whether somebody asks that it be done: "the exec requested that Tim post a summary"."""
    return (
        governor is not None
        and governor.lower_ in _REQUESTING
        and verb.dep_ == "ccomp"
        and verb.tag_ in {"VB", "VBP"}
        and any(child.lower_ == "that" for child in verb.children)
    )


_BURDENS = frozenset("action task item todo ai responsibility job lead actions tasks".split())
_BEARING = frozenset("take takes took taken has have had accepted accepts got gets given".split())
_MARKS = frozenset(
    """
    if that when whether before after until unless once because since so while as where how why which although
    though whenever
    """.split()
)


def _folded(token: _Word) -> str:
    word = token.lower_
    if word == "'s" or word == "’s":
        return "is" if token.tag_.startswith("V") else word
    return _FOLD.get(word, str(word))


def _subject(verb: _Word) -> _Word | None:
    found = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if found is None and verb.dep_ == "conj" and any(child.dep_ == "aux" for child in verb.children):
        return None
    return found


def _subject_span(words: Sequence[_Word], head: _Word) -> tuple[int, int]:
    """First and last token of the subject: its words without relative clauses and appositions."""
    kept = {head.i}
    stack = [head]
    while stack:
        token = stack.pop()
        for child in token.children:
            if child.dep_ in {
                "compound",
                "det",
                "amod",
                "poss",
                "case",
                "nmod",
                "conj",
                "cc",
                "punct",
                "nummod",
                "flat",
                "predet",
            }:
                kept.add(child.i)
                stack.append(child)
            elif child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.subtree:
                    kept.add(inner.i)
    first = last = head.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while words[first].is_punct and first < head.i:
        first += 1
    while (words[last].is_punct or words[last].dep_ == "cc") and last > head.i:
        last -= 1
    return first, last


def _text(text: str, word: _Word) -> str:
    inside = list(word.subtree)
    return text[inside[0].idx : inside[-1].end]
