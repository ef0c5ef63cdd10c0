"""Find the clauses of sentences in their spaCy parse: each verb with its subject and the words between them.

Offsets are characters of the sentence. The parse is copied out of spaCy's objects, where each attribute costs a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, groupby
from typing import Any, NamedTuple

# Words that spaCy's vocabulary may keep, some MB; those that most notes use come early.
VOCABULARY = 8_000
# Characters parsed at a time: less is slower, more takes memory and saves hardly any time.
BATCH = 5_000

_LONG_FORMS = {
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
_LEFT_OUT = frozenset(  # adverbs that say nothing about the commitment
    """
    just now then probably definitely certainly soon currently hopefully quickly personally together both actually
    ideally first again
    """.split()
)
_NO_VERB_ARCS = frozenset({"aux", "auxpass", "amod", "compound"})  # arcs of verbs that head no clause
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its subject and the words between them; offsets are characters of the sentence."""

    subject: str  # "" for none
    subject_start: int
    subject_end: int
    subject_tag: str  # Penn tag of its head: NNP for a name
    cue: str  # the words between subject and verb, normalised ("will", "agreed to"); "" for none
    cue_start: int
    verb: str
    verb_start: int
    tag: str  # Penn tag of the verb: VB, VBP, VBZ, VBD, VBN, VBG
    dep: str  # its arc to its head: ROOT, conj, relcl, advcl, ccomp ...
    mark: str  # the word that subordinates it ("if", "that", "before"); "" for none
    head_verb: str  # the verb that it depends on ("said", "agreed"), in lower case; "" for none
    negated: bool
    passive: bool
    adjacent: bool  # the subject only stands left of "to"; the parser does not call it the subject
    agent: str  # "Tom" in "It will be sent by Tom"; "" for none
    addressee: str  # "Lee" in "Can you check it, Lee?"; "" for none
    first: bool  # no word stands before the clause
    # Offset of the person who says, asks or agrees to it ("JR" in "JR said that he will"); -1 for none
    attribution_start: int = -1
    # Spans of words that depend on a background verb: "the draft [posted on Monday]"
    subordinate_spans: tuple[tuple[int, int], ...] = ()


@cache
def spacy_pipeline_for(model: str) -> Any:
    """Load the spaCy pipeline of that name, once. Raises RecapError when it is not installed or has no parser."""
    from extractor.language.syntax import spacy_pipeline

    return spacy_pipeline.load_pipeline(model)


def parse(texts: Sequence[str], model: str) -> Iterator[tuple[Clause, ...]]:
    """Yield the clauses of each sentence, in order. Raises RecapError when the pipeline cannot be loaded.

    spaCy's memory is released afterwards, except for the first VOCABULARY words, which make later notes faster.

    Args:
        texts: the sentences.
        model: the name of the spaCy pipeline.
    """
    for text, words in parsed_words(texts, model):
        yield _clauses(text, words)


def parsed_words(texts: Sequence[str], model: str) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """Yield each sentence with the words of its parse, which must not be used after the next one is asked for.

    Raises RecapError when the pipeline cannot be loaded.

    Args:
        texts: the sentences.
        model: the name of the spaCy pipeline.
    """
    if not texts:
        return
    nlp = spacy_pipeline_for(model)
    with nlp.memory_zone() if len(nlp.vocab) > VOCABULARY else nullcontext():
        for batch in _batches(texts):
            for text, rows in _rows_of_each(batch, nlp, model):
                words = _words(rows)
                yield text, words
                for word in words:  # break the reference cycles, so that the words are freed at once
                    del word.head, word.children


_Row = tuple[int, str, str, str, str, bool, bool, bool, int]  # the fields of a Word but `i`, and the index of its head
_ROWS: dict[tuple[str, str], tuple[_Row, ...]] = {}  # the latest parses, by pipeline and sentence
SENTENCES = 512  # parses that are kept (2 MB): what stands around a task has mostly been parsed for its own work
MAX_KEPT = 400  # characters of a sentence whose parse is kept


def _rows_of_each(batch: Sequence[str], nlp: Any, model: str) -> Iterator[tuple[str, tuple[_Row, ...]]]:
    """Yield each sentence of a batch with the words of its parse; what was parsed before is not parsed again."""
    if len(_ROWS) > SENTENCES:
        _ROWS.clear()
    known = {text: rows for text in batch if (rows := _ROWS.get((model, text))) is not None}
    unknown = [text for text in batch if text not in known]
    docs = iter(
        nlp.pipe(unknown, batch_size=4 * len(unknown)) if unknown else ()
    )  # the parser takes a quarter at a time
    for text in batch:
        rows = known.get(text)
        if rows is None:
            rows = _rows(next(docs))
            if len(text) <= MAX_KEPT:
                _ROWS[model, text] = rows
        yield text, rows


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Group the texts into batches of about BATCH characters."""
    ends = accumulate(map(len, texts))
    for _, batch in groupby(zip(texts, ends, strict=True), key=lambda text_and_end: text_and_end[1] // BATCH):
        yield [text for text, _ in batch]


@dataclass(slots=True, eq=False)
class Word:
    """A token of the parse, copied out of spaCy; the names are those of spaCy's Token."""

    i: int
    idx: int
    text: str
    lower_: str
    tag_: str
    dep_: str
    is_alpha: bool
    is_punct: bool
    glued: bool  # no blank follows
    head: Word = field(init=False)
    children: list[Word] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.idx + len(self.text)

    @property
    def ancestors(self) -> Iterator[Word]:
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def subtree(self) -> Iterator[Word]:
        """The word and all words that depend on it, from left to right."""
        for child in self.children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in self.children:
            if child.i > self.i:
                yield from child.subtree


def _rows(doc: Any) -> tuple[_Row, ...]:
    return tuple(
        (
            token.idx,
            token.text,
            token.lower_,
            token.tag_,
            token.dep_,
            token.is_alpha,
            token.is_punct,
            not token.whitespace_,
            token.head.i,
        )
        for token in doc
    )


def _words(rows: Sequence[_Row]) -> tuple[Word, ...]:
    words = tuple(Word(at, *row[:-1]) for at, row in enumerate(rows))
    for word, row in zip(words, rows, strict=True):
        word.head = words[row[-1]]
        if word.head is not word:
            word.head.children.append(word)
    return words


def _clauses(text: str, words: Sequence[Word]) -> tuple[Clause, ...]:
    verbs = _verb_of_each(words)
    background = {verb for verb in set(verbs) if verb >= 0 and _is_background(words[verb])}
    return tuple(clause for word in words if (clause := _clause(text, words, word, verbs, background)) is not None)


def _verb_of_each(words: Sequence[Word]) -> list[int]:
    """Return for each token the index of the verb that it depends on, or is; -1 for none."""
    unknown = -2
    verbs = [unknown] * len(words)
    for token in words:
        path = []
        word = token
        while verbs[word.i] == unknown:
            path.append(word.i)
            if word.tag_.startswith("V") and word.dep_ not in _NO_VERB_ARCS:
                verbs[word.i] = word.i
            elif word.head.i == word.i:
                verbs[word.i] = -1
            else:
                word = word.head
        for index in path:
            verbs[index] = verbs[word.i]
    return verbs


def _is_background(verb: Word) -> bool:
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


def _subordinate_spans(
    words: Sequence[Word], verb: Word, verbs: Sequence[int], background: Set[int]
) -> tuple[tuple[int, int], ...]:
    """Return the spans of words that depend on a background verb other than `verb` or a verb above it."""
    own = {verb.i, *(above.i for above in verb.ancestors)}
    spans: list[tuple[int, int]] = []
    previous = -2
    for token in words:
        verb_of_token = verbs[token.i]
        if verb_of_token not in background or verb_of_token in own:
            continue
        if previous == token.i - 1:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.idx, token.end))
        previous = token.i
    return tuple(spans)


def _clause(text: str, words: Sequence[Word], verb: Word, verbs: Sequence[int], background: Set[int]) -> Clause | None:
    """Return the clause of a verb; None for auxiliaries and for verbs that share the clause of the verb before."""
    if not _heads_clause(words, verb):
        return None
    governor = verb.head if verb.head is not verb and verb.head.tag_.startswith(("V", "MD")) else None
    first_aux = min(
        (child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg"} and child.i < verb.i),
        default=verb.i,
    )
    subject = _find_subject(words, verb, governor, first_aux)
    if verb.dep_ == "conj" and subject.head is None and first_aux == verb.i:
        return None  # "will draft and send": part of the clause of "draft"
    span = _subject_and_cue_span(words, verb, governor, first_aux, subject)
    subject_words = text[span.start : span.end]
    between = [token for token in words[span.cue_from : verb.i] if not (span.start <= token.idx < span.end)]
    # the subject of "has and will open" stands with "has"
    start, end = (words[first_aux].idx,) * 2 if subject.inherited else (span.start, span.end)
    agent = next((_text(text, child) for child in verb.children if child.dep_ == "agent"), "")
    top = _top_of_chain(verb)
    clause_start = min(start if subject_words else words[span.cue_from].idx, words[first_aux].idx)
    return Clause(
        subject=subject_words,
        subject_start=start,
        subject_end=end,
        subject_tag=subject.head.tag_ if subject.head is not None else "",
        cue=_cue(between, verb, governor, subject.is_asked),
        cue_start=words[span.cue_from].idx if span.cue_from <= verb.i else verb.idx,
        verb=verb.lower_,
        verb_start=verb.idx,
        tag=verb.tag_,
        dep=_arc(verb, top, infinitive=words[first_aux].lower_ == "to" and subject_words != ""),
        mark=_mark(top),
        head_verb=governor.lower_ if governor is not None else "",
        negated=any(child.dep_ == "neg" for child in verb.children) or any(t.lower_ in _NEGATIONS for t in between),
        passive=any(child.dep_ == "auxpass" for child in verb.children),
        adjacent=subject.adjacent,
        agent=re.sub(r"^by\s+", "", agent, flags=re.IGNORECASE),
        addressee=_addressee(verb),
        first=not re.search(r"\w", text[:clause_start]),
        attribution_start=_attribution_start(words, verb, governor),
        subordinate_spans=_subordinate_spans(words, verb, verbs, background) if background else (),
    )


def _heads_clause(words: Sequence[Word], verb: Word) -> bool:
    if not verb.tag_.startswith("V") or verb.dep_ in _NO_VERB_ARCS or not verb.is_alpha:
        return False
    return not (verb.glued and verb.i + 1 < len(words) and words[verb.i + 1].text == "-")  # the "re" of "re-review"


class _Subject(NamedTuple):
    """The subject of a verb: its head word, and how it was found."""

    head: Word | None
    adjacent: bool = False  # the word left of "to", which the parser does not call the subject
    inherited: bool = False  # the subject of the verb before: "She has a draft and will open a pull request"
    is_asked: bool = False  # somebody else asks this subject: "they asked Kim to draft it"


def _find_subject(words: Sequence[Word], verb: Word, governor: Word | None, first_aux: int) -> _Subject:
    """Find who is to do what the verb says.

    Args:
        words: the words of the sentence.
        verb: the verb of the clause.
        governor: the verb that it depends on, if any.
        first_aux: the index of its first auxiliary, or its own where it has none.
    """
    head, adjacent, inherited = _grammatical_subject(words, verb, governor, first_aux)
    if head is not None and head.lower_ in _BURDENS and head.head.lower_ in _BEARING and head.i < verb.i:
        head = _subject(head.head) or head  # "Kim took an action to call": Kim, not the action
    asked: Word | None = None
    if governor is not None and words[first_aux].lower_ == "to" and head is not None:
        if governor.lower_ in _ASKING:
            asked = _subject(verb) or _object_between(governor, first_aux)
        if asked is not None:
            head = asked  # "asked the group to review"
        elif head.lower_ in _BURDENS and governor.lower_ in _BEARING:
            head = _subject(governor) or head  # "Kim took an action to call": Kim, not the action
    if head is not None and head.i >= verb.i and head.dep_ not in {"nsubj", "nsubjpass"}:
        return _Subject(None, adjacent, inherited)
    return _Subject(head, adjacent, inherited, asked is not None)


def _grammatical_subject(
    words: Sequence[Word], verb: Word, governor: Word | None, first_aux: int
) -> tuple[Word | None, bool, bool]:
    """Return the subject, whether it only stands left of "to", and whether it is that of the verb before."""
    subject = _subject(verb)
    left = words[first_aux - 1] if first_aux else None
    to_follows = words[first_aux].lower_ == "to"
    adjacent = inherited = False
    if subject is None and verb.dep_ == "conj" and _has_modal(verb):
        # "She has a draft and will open a pull request": the subject of the verb before; but in "by Tuesday and Bob
        # will review it" the parser hangs Bob on Tuesday
        inherited = left is None or left.tag_ != "NNP"
        subject = _subject(verb.head) if inherited else left
        inherited = inherited and subject is not None
    if subject is None and to_follows and left is not None and verb.dep_ != "xcomp" and _may_own(left):
        adjacent = True
        subject = left  # "Joe B to share": the parser hangs the verb on the name as a relative clause
    if subject is None and verb.dep_ == "xcomp" and governor is not None:
        subject = _subject(governor)
        if subject is None and left is not None and left.tag_ == "NNP" and to_follows:
            adjacent = True
            subject = left  # "Mr. Tully to follow up", parsed as an object
    return subject, adjacent, inherited


def _has_modal(verb: Word) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)


def _may_own(word: Word) -> bool:
    return word.tag_.startswith(("NN", "PRP")) or word.lower_ in {"all", "everyone", "everybody"}


def _object_between(governor: Word, before: int) -> Word | None:
    """Return the object of a verb that stands behind it and before that index: "asked the group to"."""
    return next(
        (word for word in governor.children if word.dep_ in {"dobj", "dative"} and governor.i < word.i < before), None
    )


class _Span(NamedTuple):
    """Where a clause's subject stands (characters, an empty span for none), and the first word of its cue."""

    start: int
    end: int
    cue_from: int


def _subject_and_cue_span(
    words: Sequence[Word], verb: Word, governor: Word | None, first_aux: int, subject: _Subject
) -> _Span:
    """Locate the subject, and the words between it and the verb."""
    if subject.head is None:
        cue_from = first_aux
        if governor is not None and verb.dep_ == "xcomp":  # "need to get a quote", "planning to work"
            cue_from = min([governor.i, *(child.i for child in governor.children if child.dep_ in {"aux", "neg"})])
        return _Span(words[cue_from].idx, words[cue_from].idx, cue_from)
    first, last = _subject_span(words, subject.head)
    cue_from = first_aux if subject.inherited else last + 1
    if cue_from > verb.i or first_aux < first:  # inverted: "can you check"
        cue_from = first_aux
    return _Span(words[first].idx, words[last].end, cue_from)


def _cue(between: Sequence[Word], verb: Word, governor: Word | None, is_asked: bool) -> str:
    """Return the normalised words between subject and verb, or "asked to" or "wanted to" where somebody asks for it."""
    if governor is not None and is_asked and governor.lower_ in _WANTING:
        return "wanted to"
    if governor is not None and is_asked and not _is_work(governor):
        return "asked to"  # but in "we will ask Kim to draft it" to ask is the work
    cue = " ".join(
        _folded(token)
        for token in between
        if (token.lower_ not in _LEFT_OUT and not token.is_punct and token.tag_ != "RB")
        or token.lower_ in {"still", "also"}
    )
    return "asked to" if not cue and _is_requested(verb, governor) else cue.strip()


def _top_of_chain(verb: Word) -> Word:
    """Return the first verb of a chain: in "if she would like to join" the mark stands before "like"."""
    while verb.dep_ == "xcomp" and verb.head is not verb and verb.head.tag_.startswith("V"):
        verb = verb.head
    return verb


def _arc(verb: Word, top: Word, *, infinitive: bool) -> str:
    """Return the arc of a verb; "to" for what the parser takes for a relative clause: "Joe B to share"."""
    if top.dep_ == "relcl" and not infinitive:
        return "relcl"
    return "to" if verb.dep_ == "relcl" else verb.dep_


def _mark(verb: Word) -> str:
    """Return the word that subordinates a verb, or ""."""
    return next(
        (
            child.lower_
            for child in verb.children
            if child.dep_ in {"mark", "advmod"} and child.i < verb.i and child.lower_ in _MARKS
        ),
        "",
    )


def _addressee(verb: Word) -> str:
    """Return the name that a sentence is addressed to, or "": "Lee" in "Can you check it, Lee?"."""
    return next(
        (
            child.text
            for child in verb.children
            if child.dep_ in {"npadvmod", "dep", "appos", "vocative"} and child.tag_ == "NNP"
        ),
        "",
    )


def _is_work(asking: Word) -> bool:
    """Whether asking is the work itself: "to ask Kim", or "Ana ask Kim", which is no report."""
    asker = _subject(asking)
    return asking.tag_ == "VB" or (asking.tag_ == "VBP" and asker is not None and asker.tag_ == "NNP")


def _attribution_start(words: Sequence[Word], verb: Word, governor: Word | None) -> int:
    """Return the offset of the person who says, asks or agrees to the clause, where named before it; else -1."""
    reporter = _subject(governor) if governor is not None and verb.dep_ in {"ccomp", "xcomp"} else None
    if governor is None or reporter is None or not reporter.i < governor.i < verb.i:
        return -1
    return words[_subject_span(words, reporter)[0]].idx


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


def _is_requested(verb: Word, governor: Word | None) -> bool:
    """Whether somebody asks for the verb: "the exec requested that Tim post a summary"."""
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


def _folded(token: Word) -> str:
    word = token.lower_
    if word == "'s" or word == "’s":
        return "is" if token.tag_.startswith("V") else word
    return _LONG_FORMS.get(word, word)


def _subject(verb: Word) -> Word | None:
    return next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)


_IN_SUBJECT = frozenset(  # arcs of words that belong to a subject; relative clauses and appositions do not
    "compound det amod poss case nmod conj cc punct nummod flat predet".split()
)


def _subject_span(words: Sequence[Word], head: Word) -> tuple[int, int]:
    """Return the first and the last token of a subject, without relative clauses and appositions."""
    in_subject = {head.i}
    stack = [head]
    while stack:
        for child in stack.pop().children:
            if child.dep_ in _IN_SUBJECT:
                in_subject.add(child.i)
                stack.append(child)
            elif child.dep_ == "prep" and child.lower_ == "of":
                in_subject.update(word.i for word in child.subtree)
    first = last = head.i
    while first - 1 in in_subject:
        first -= 1
    while last + 1 in in_subject:
        last += 1
    while words[first].is_punct and first < head.i:
        first += 1
    while (words[last].is_punct or words[last].dep_ == "cc") and last > head.i:
        last -= 1
    return first, last


def _text(text: str, word: Word) -> str:
    subtree = list(word.subtree)
    return text[subtree[0].idx : subtree[-1].end]
