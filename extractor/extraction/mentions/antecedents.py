"""Rank what a pronoun of a task may mean: the noun and verb phrases of the sentences around it.

Each phrase is described by features (where it stands, its role in its sentence, person or thing, how often it is
named) and scored by trained weights, which are data (`antecedents.json`). To leave the task as it is, is one of the
choices. This is a mention-ranking model of coreference (Denis and Baldridge 2008), for single pronouns.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.common.lazy_regex import expression
from extractor.common.resources import text_of
from extractor.dates.finding import find_phrases
from extractor.extraction.mentions.slots import CONTACTS, PRONOUN, Slot, opening_verb
from extractor.extraction.mentions.surroundings import NearbySentence
from extractor.language import lexicon
from extractor.language.content_words import content, stem
from extractor.language.people.name_lists import GIVEN_NAMES
from extractor.language.people.roles import is_role
from extractor.language.people.roster import Roster
from extractor.language.syntax.phrases import Phrase

MAX_WORDS = 12  # of a phrase that fills a slot
MAX_TITLE_WORDS = 8
MAX_REPEATED_WORDS = 6  # of a task that repeats work with a pronoun
_MIN_UNDATED = 6  # letters beside its dates that a phrase must have

_VAGUE_NOUNS = frozenset(
    """
    thing things bit lot way time times minute minutes second seconds hour hours day days week weeks month months year
    years morning afternoon evening night moment sort kind end start rest half couple point sense reason idea chance
    course fact matter case place side part number one ones something anything nothing everything somebody someone
    anybody anyone nobody everybody everyone problem question thanks yes no yeah ok okay sorry please today tomorrow
    yesterday tonight monday tuesday wednesday thursday friday saturday sunday weekend mind word words bits go look
    home also pressure god lord gosh christ wow hello past future while work action actions note notes item items ai
    todo update status
    """.split()
)
# People and bodies that can be told or asked something, beside names and the roles of `language.people.roles`.
_PEOPLE = frozenset(
    """
    man woman men women lady ladies guy guys bloke blokes boy boys girl girls mother father mum mom dad brother
    sister son daughter wife husband aunt uncle cousin grandmother grandfather parent parents family families
    people person child children kid kids client clients customer customers tenant tenants neighbour neighbours
    neighbor neighbors boss colleague colleagues friend friends lad lads fella chap folk folks agent agents guest
    guests patient patients doctor gp nurse chef cook vet mayor priest widow bride groom owner owners resident
    residents crew staff council company firm agency vendor vendors lender seller sellers buyer buyers member
    members driver drivers bank office school supplier suppliers insurer insurers club library
    foundation agency authority association society charity ministry department bureau union board committee
    museum gallery theatre venue landlord printer printers hotel restaurant bakery caterer caterers church parish lab
    hospital university college authorities client clients publisher landlady garage clinic
    """.split()
)
_TELLS = frozenset("ring call phone tell ask remind notify invite thank inform nudge msg".split())
_OCCUPATION = expression(
    r"""[a-z]{2,}(?:man|men|woman|women|ologist|icist|ician|arian|ographer|keeper|teacher|driver|worker|maker|holder
      |dealer|buyer|seller|builder|fitter|engraver|engineer|inspector|doctor|tutor|editor|lawyer|banker|baker|butcher
      |plumber|vendor|lender|seller|provider|courier|carrier|contractor)s?""",
    re.VERBOSE,
)
# Signs and endings of words that are no single phrase: "Lost property: gold watch, 506", "Bram to".
_BROKEN = expression(r"[:=→|(\[&/]|\s[-–—]\s|->|, |[.!?]\s|\b(?:to|will|and|still|is|are)$|\sw/", re.IGNORECASE)
# Sounds, answers and stamps, of which the parser makes nouns: "Mm", "Castellan's perfect", "then the list".
_EXCLAIMS = expression(r"([^\W\d_])\1\1|^(?:ill|im|ive|id|yep|nope|lol|haha|thx|np|yay)$", re.IGNORECASE)  # "noooo"
_NO_NOUN = expression(
    r"""^(?:then|so|and|just|only|well|now)\s | ^(?:strictly\s)?(?:private|confidential)\b.*
    | \b(?:mm+|mhm|hm+|yep|yup|yeah|ugh|uh|um|oh|ah|aye|ta|cheers|blimey|perfect|lovely|brilliant|good\ man|aob)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_POINTERS = frozenset("my your this that these those it which who what mine yours all both each".split())
_WRITES = frozenset("write email mail text message speak talk chase contact visit meet".split())
_STATES = expression(r"\b(?:is|are|was|were|will|has|have|had)\b", re.IGNORECASE)  # a sentence that the parser misread
_OPEN_WORK = frozenset(["VB", "VBP"])  # Penn tags of verbs that name work to be done, not done already
_IDLE_VERBS = frozenset("be have think know mean guess say want like see need hear hope let go come get".split())
_MALE = expression(r"\b(?:mr|sir|father|dad|brother|son|uncle|husband|man|guy|bloke|lad|chap|boy|fella)\b", re.I)
_FEMALE = expression(r"\b(?:mrs|ms|miss|mother|mum|mom|sister|daughter|aunt|wife|woman|lady|girl|bride|widow)\b", re.I)
_LABEL_SIGN = expression(r"\s*[:–—]|\s-\s")
_SAYS_I = expression(r"\s?:\s+(?:I|we)\b", re.IGNORECASE)
_ARTICLE = expression(r"^(?:the|our|my|your|his|her|their|a|an)\s+", re.IGNORECASE)
_TOPIC_PLACES = frozenset(["own", "block", "parent", "title"])  # in which the topic of a call is named
_ROLES = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "dobj": "object",
    "dative": "object",
    "attr": "object",
    "pobj": "behind a preposition",
    "ROOT": "root",
    "whole": "whole line",
}
_KNOWN_MODALS = frozenset(["to", "can", "could", "should", "must", ""])
_KNOWN_SUBJECTS = frozenset(["i", "you", "we", "", "somebody", "someone"])


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A phrase that could fill a slot, as it would be written there ("" for none), and its features."""

    words: str
    features: Mapping[str, float]
    speaker: str = ""  # another than who says the task: whom "me" in these words means
    is_asked_work: bool = False  # a whole action that another asked for
    is_own_subject: bool = False  # what the task's own sentence, or the line above, tells of
    is_afterthought: bool = False  # said right behind the task, to explain it: "I'll add it. The pool alert."


@dataclass(frozen=True, slots=True)
class TaskContext:
    """A task, and what around it may explain its pronouns."""

    task: str
    sentences: Sequence[tuple[NearbySentence, Sequence[Phrase]]]  # with their phrases, nearest first
    owners: Sequence[str]  # the words for who does the task
    roster: Roster
    speakers: frozenset[str] = frozenset()  # the names of those who talk


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is the same for all antecedents of a task."""

    words: frozenset[str]  # the content words of the task
    verb: str
    roster: Roster
    owner_names: frozenset[str]
    owner_words: frozenset[str]
    owner_first: frozenset[str]  # the first word of each owner, in lower case
    speakers: frozenset[str]
    counts: Mapping[str, int]  # how often each noun stands around the task, by its stem


@cache
def load_default() -> Mapping[str, float]:
    """Return the weights in the package, by feature."""
    weights: dict[str, float] = json.loads(text_of("extraction/mentions/antecedents.json"))
    return weights


def best(antecedents: Sequence[Antecedent], weights: Mapping[str, float], margin: float = 0.0) -> Antecedent:
    """Return the antecedent with the highest score by these weights; of equal ones the first.

    Args:
        antecedents: What could fill a slot; the first is nothing.
        weights: Those of the features.
        margin: By how much another must be better than nothing.
    """
    scores = [score(antecedent.features, weights) for antecedent in antecedents]
    at = max(range(len(scores)), key=scores.__getitem__)
    return antecedents[at] if not at or scores[at] - scores[0] >= margin else antecedents[0]


def score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the score of an antecedent with these features."""
    return math.fsum(weights.get(name, 0.0) * value for name, value in features.items())


def antecedents_of(slot: Slot, context: TaskContext) -> tuple[Antecedent, ...]:
    """Return what could fill a slot of a task: first nothing, then the phrases around the task, nearest first."""
    facts = _facts(context)
    found = [Antecedent("", dict(_features_of_none(slot, context.task, facts)))]
    taken: set[str] = set()
    ranks: Counter[tuple[str, bool]] = Counter()  # how many phrases of each kind stand nearer
    prefix = "about: " if slot.kind == "about" else ""  # what is added to a task has weights of its own
    for sentence, parsed in context.sentences:
        whole = _whole(sentence)
        phrases = (*parsed, whole) if whole is not None else parsed
        first = min((phrase.start for phrase in phrases if phrase.kind == "noun"), default=-1)
        for phrase in phrases:
            words = phrase.text if phrase is whole else _as_written(slot, phrase)
            if words.casefold() in taken or not _may_fill(slot, sentence, phrase, words, facts):
                continue
            taken.add(words.casefold())
            group = phrase.kind, _is_plural(phrase)
            ranks[group] += not phrase.is_extended
            if slot.kind == "about" and not _may_be_topic(sentence, phrase, facts):
                continue  # it counts for the ranks of the others
            features = {f"{prefix}rank {min(ranks[group], 4)}": 1.0}
            if phrase.kind == "noun" and phrase.start == first:
                features[f"{prefix}first"] = 1.0
            features.update((prefix + name, value) for name, value in _features(slot, sentence, phrase, facts))
            is_asked = phrase.kind == "verb" and not sentence.same_speaker and _is_request(sentence, phrase)
            is_near = sentence.place == "own" or (sentence.place == "parent" and sentence.distance == 1)
            is_subject = is_near and phrase.role == "nsubj" and facts.verb not in CONTACTS
            is_topic = sentence.place == "block" and _is_all_of(sentence.text, phrase)
            is_subject = is_subject or (is_topic and facts.verb not in CONTACTS and len(facts.words) == 1)
            is_subject = is_subject or (is_near and phrase.kind == "noun" and _is_front(sentence.text, phrase))
            found.append(
                Antecedent(words, features, sentence.speaker, is_asked, is_subject, _is_afterthought(sentence, phrase))
            )
    return tuple(found)


def _is_front(text: str, phrase: Phrase) -> bool:
    """Whether a phrase is the topic of a sentence: "The caterer for the opening, we need to decide"."""
    return _FRONT.match(text, phrase.end) is not None and not _INSIDE.search(text[: phrase.start][-12:])


_INSIDE = expression(r"\b(?:for|of|in|at|on|to|with|from|by)\s$", re.IGNORECASE)
_FRONT = expression(r",\s(?:we|i|you|they|he|she)\b", re.IGNORECASE)


def _whole(sentence: NearbySentence) -> Phrase | None:
    """Return a title or a short line above as one phrase: "Issue 12: new parser"."""
    text = sentence.text.strip(" .:;-–—#")
    if sentence.place not in {"title", "parent"} or not 0 < len(text.split()) <= MAX_TITLE_WORDS:
        return None
    if text.split()[-1].casefold() in {"to", "will", "shall"}:
        return None  # "Kim and Ana to:"
    start = sentence.text.index(text)
    return Phrase("noun", text, start, start + len(text), text.split()[-1].casefold(), "NN", "whole", "")


def _is_all_of(text: str, phrase: Phrase) -> bool:
    """Whether a sentence is a topic and nothing more: "AI: event schema doc." before "Ben will write"."""
    return _MARKER.sub("", text).strip(" .:;–—-") == phrase.text and " " in phrase.text


def _is_afterthought(sentence: NearbySentence, phrase: Phrase) -> bool:
    """Whether the speaker names right behind the task what it is done to: "I'll add it. The pool alert."."""
    is_next = sentence.place == "after" and sentence.same_speaker and sentence.distance == 1
    is_whole = phrase.text == sentence.text.rstrip(" .!") and sentence.text.rstrip().endswith((".", "!"))
    return is_next and is_whole and phrase.determiner.casefold() in {"the", "our", "my", "your"}


_MARKER = expression(r"^\W*(?:AI|Action|Task|To-?do)\s?:\s*", re.IGNORECASE)


def _is_request(sentence: NearbySentence, phrase: Phrase) -> bool:
    """Whether a verb phrase is what somebody is asked to do: "could you send me the book?"."""
    asks = phrase.subject in {"you", "somebody", "someone", "anybody"} and phrase.modal in {
        "can",
        "could",
        "will",
        "would",
    }
    return asks or sentence.force == "request"


def same_work(context: TaskContext) -> Antecedent | None:
    """Return the work that a task repeats with a pronoun, where it was named in full with the same verb, or None.

    "Somebody should ring licensing about the permit." - "I'll ring them tomorrow."
    """
    verb = opening_verb(context.task)
    if verb not in _TELLS | _WRITES or len(context.task.split()) > MAX_REPEATED_WORDS:
        return None  # "get it" and "send it" may be other work than the last that was got or sent
    for sentence, phrases in context.sentences:
        for phrase in phrases:
            if (
                phrase.kind != "verb"
                or phrase.head != verb
                or phrase.tag not in _OPEN_WORK
                or sentence.place == "after"
            ):
                continue
            words = _undated(re.sub(r"\s+", " ", phrase.text).strip(' ,.;:!?"“”'))
            if (
                not PRONOUN.search(words)
                and not _STATES.search(words)
                and len(content(words)) > len(content(context.task))
            ):
                return Antecedent(words, {}, sentence.speaker)
    return None


def _facts(context: TaskContext) -> _Facts:
    heads = (
        stem(phrase.head)
        for _, phrases in context.sentences
        for phrase in phrases
        if phrase.kind == "noun" and not phrase.is_extended
    )
    return _Facts(
        words=content(context.task),
        verb=opening_verb(context.task),
        roster=context.roster,
        owner_names=frozenset(person.name for owner in context.owners for person in context.roster.known(owner)),
        owner_words=frozenset(owner.casefold() for owner in context.owners),
        owner_first=frozenset(owner.casefold().split()[0] for owner in context.owners if owner.strip()),
        speakers=context.speakers,
        counts=Counter(heads),
    )


def _is_order(sentence: NearbySentence, phrase: Phrase) -> bool:
    """Whether what looks like a noun phrase is an order, misread: all of a sentence that opens with a verb."""
    is_whole = phrase.start == 0 and len(sentence.text.strip(" .!;")) <= phrase.end
    verb = opening_verb(phrase.text)
    opens_with_verb = verb in CONTACTS or lexicon.verb_classes(verb)[1] == "base"
    return is_whole and opens_with_verb and len(phrase.text.split()) > 1


def _may_fill(slot: Slot, sentence: NearbySentence, phrase: Phrase, words: str, facts: _Facts) -> bool:
    """Whether a phrase can stand in a slot at all: its kind fits, it says something new, and it is one plain phrase."""
    if not 0 < len(words.split()) <= MAX_WORDS or not re.search(r"\w{2}", words):
        return False
    if (_BROKEN.search(words) and phrase.role != "whole") or _NO_NOUN.search(words) or _EXCLAIMS.search(words):
        return False
    own = content(words)
    if not own or own <= facts.words or phrase.determiner.casefold() in {"no", "neither"}:
        return False
    if phrase.kind == "verb":
        return slot.kind == "work" and phrase.head not in _IDLE_VERBS
    if slot.kind == "about" and _is_order(sentence, phrase):
        return False  # nobody reports back about "ring the council"
    if not phrase.start and _SAYS_I.match(sentence.text, phrase.end):
        return False  # "Jo: I will dig it out"
    if phrase.head in _VAGUE_NOUNS or PRONOUN.search(words) or words.casefold() in _POINTERS:
        return False
    if words.casefold() in facts.owner_words or _named(words, facts.roster) & facts.owner_names:
        return False
    if _is_date(words) or (_is_event(words) and (slot.kind in {"several", "person"} or not phrase.determiner)):
        return False  # nobody writes to half term
    return _agrees(slot, phrase, words, facts.verb, facts.roster)


def _may_be_topic(sentence: NearbySentence, phrase: Phrase, facts: _Facts) -> bool:
    """Whether a phrase may be what work is about: no other work of the sentence, and of a call no person or owners."""
    if phrase.head in facts.words:
        return False
    if facts.verb not in CONTACTS:
        return True
    if _is_person(phrase, facts.roster):
        return False  # "ask the sister" is hardly about Ana
    if sentence.place not in _TOPIC_PLACES or (sentence.place == "own" and phrase.role in {"dobj", "pobj"}):
        return False
    return not facts.owner_first.intersection(re.findall(r"\w+", phrase.text.casefold()))


def _named(words: str, roster: Roster) -> frozenset[str]:
    return frozenset(person.name for person in roster.known(words))


def _agrees(slot: Slot, phrase: Phrase, words: str, verb: str, roster: Roster) -> bool:
    """Whether a noun phrase agrees with a pronoun in number and gender, and in being a person or a thing."""
    is_person = _is_person(phrase, roster)
    if slot.kind == "person":
        other = _FEMALE if slot.words in {"him", "he"} else _MALE
        return is_person and not _is_plural(phrase) and other.search(words) is None
    if (
        slot.kind == "several"
        and verb in _TELLS | {"write", "speak", "talk"}
        and not is_person
        and not phrase.tag.startswith("NNP")
        and not _is_written(slot, verb)
    ):
        return False  # "call them" is not "call the flyers"
    if is_person and not _is_plural(phrase) and _is_written(slot, verb):
        return False  # nobody writes the coach
    if slot.kind == "several" and slot.is_recipient and not is_person and not phrase.tag.startswith("NNP"):
        return False  # "send them the plan" is not "send the certificate the plan"
    is_one = bool(roster.known(words)) or words.casefold() in GIVEN_NAMES
    if slot.kind == "several" and is_one and not phrase.is_several:
        return False  # one person of the notes is "him" or "her"
    is_name = phrase.tag.startswith("NNP") or roster.known(phrase.text) != ()
    return not (slot.kind in {"thing", "one"} and is_person and is_name)


def _is_written(slot: Slot, verb: str) -> bool:
    """Whether a pronoun is what somebody writes, as in "write them", and not to whom."""
    return verb == "write" and slot.start == len("write ")


def _is_date(words: str) -> bool:
    dates = find_phrases(words)
    letters = len(re.sub(r"\W", "", words)) - sum(phrase.end - phrase.start for phrase in dates)
    return bool(dates) and letters <= _MIN_UNDATED


def _is_event(words: str) -> bool:
    """Whether words name a time by an event, so that "by" before them makes a deadline: "half term", "the meeting"."""
    by = f"by {words}"
    return any(phrase.start == 0 and phrase.end == len(by) for phrase in find_phrases(by))


def _is_plural(phrase: Phrase) -> bool:
    return phrase.tag in {"NNS", "NNPS"} or phrase.is_several


def _as_written(slot: Slot, phrase: Phrase) -> str:
    """Return a phrase as it would stand in the task: "a skip" that was named before is "the skip"."""
    words = re.sub(r"\s+", " ", phrase.text).strip(' ,.;:!?"“”')
    if phrase.kind == "verb":
        return _undated(words)
    if phrase.tag in {"NN", "NNS"}:
        words = re.sub(r"['’]s$", "", words)  # "the artwork's off"
    first, _, rest = words.partition(" ")
    if not rest:
        return first.lower() if phrase.start == 0 and first.istitle() and not phrase.tag.startswith("NNP") else first
    article = first.casefold()
    if slot.kind == "one" and article in {"a", "an", "the", "my", "our", "your", "this", "that", "another", "some"}:
        return rest
    if article in {"my", "your"}:
        return f"the {rest}"
    if article in {"a", "an", "another", "this", "that", "these", "those"} and slot.kind not in {"about", "one"}:
        return f"the {rest}"
    if first in {"The", "Our", "A", "An", "All", "Some", "Two", "Three"}:
        return f"{article} {rest}"
    if phrase.start == 0 and first.istitle() and not phrase.tag.startswith("NNP"):
        return f"{article} {rest}"  # "Signs for it are in the garage"
    return words


def _undated(words: str) -> str:
    """Return a verb phrase without the date at its end: the deadline of the task is another."""
    dates = find_phrases(words)
    return words[: dates[-1].start].rstrip(" ,") if dates and dates[-1].end == len(words) else words


def _features_of_none(slot: Slot, task: str, facts: _Facts) -> Iterator[tuple[str, float]]:
    """Yield what speaks for leaving the task as it is: it names a thing before the pronoun, it is long."""
    yield f"none: {slot.kind}", 1.0
    if slot.kind == "about":
        yield f"none: about, {min(len(facts.words), 5)} words", 1.0
        yield f"none: contact {facts.verb in CONTACTS} {min(len(facts.words), 3)}", 1.0
        return
    words = re.findall(r"[^\W\d_]{3,}", task[: slot.start].casefold())[1:]
    has_noun = any(word not in CONTACTS and not lexicon.verb_classes(word)[0] for word in words)
    yield f"none: something before, {has_noun}", 1.0
    yield f"none: pronoun {slot.words.split()[-1]}", 1.0
    yield f"none: {min(len(facts.words) // 2, 4)} twos of words", 1.0


def _features(slot: Slot, sentence: NearbySentence, phrase: Phrase, facts: _Facts) -> Iterator[tuple[str, float]]:
    speaker = "the same" if sentence.same_speaker else "another"
    yield f"place {sentence.place}", 1.0
    yield "distance", math.log1p(sentence.distance)
    if sentence.place == "before" and sentence.distance == 1:
        yield "place right before", 1.0
    if sentence.force:
        yield f"force {sentence.force} of {speaker}", 1.0
    if sentence.text.rstrip().endswith("?"):
        yield f"in a question of {speaker}", 1.0
    size = len(phrase.text.split())
    yield f"size {1 if size == 1 else 2 if size <= 3 else 4 if size <= 6 else 7}", 1.0
    if phrase.is_extended:
        yield f"extended {phrase.kind}", 1.0
    if phrase.kind == "verb":
        yield from _verb_features(phrase)
    else:
        yield from _noun_features(sentence, phrase, facts)
        yield from _agreement_features(slot, phrase, facts)


def _verb_features(phrase: Phrase) -> Iterator[tuple[str, float]]:
    yield "verb", 1.0
    yield f"verb tag {phrase.tag}", 1.0
    yield f"verb modal {phrase.modal if phrase.modal in _KNOWN_MODALS else 'other'}", 1.0
    yield f"verb subject {phrase.subject if phrase.subject in _KNOWN_SUBJECTS else 'other'}", 1.0
    yield f"verb known {bool(lexicon.verb_classes(phrase.head)[0])}", 1.0
    if PRONOUN.search(phrase.text):
        yield "verb with a pronoun", 1.0


def _noun_features(sentence: NearbySentence, phrase: Phrase, facts: _Facts) -> Iterator[tuple[str, float]]:
    yield f"role {_ROLES.get(phrase.role, 'other')}", 1.0
    yield f"determiner {_determiner_kind(phrase.determiner)}", 1.0
    if not sentence.text[: phrase.start].strip() and _LABEL_SIGN.match(sentence.text, phrase.end):
        yield "label", 1.0
    if phrase.governor and phrase.governor == facts.verb:
        yield "same governor", 1.0
    yield "repeated", math.log(facts.counts.get(stem(phrase.head), 0) or 1)
    if phrase.is_several:
        yield "several", 1.0
    for name in lexicon.noun_classes(phrase.head):
        yield f"noun class {name}", 1.0
    if lexicon.verb_classes(phrase.head)[0]:
        yield "head may be a verb", 1.0
    if facts.speakers & _named(phrase.text, facts.roster):
        yield "is a speaker", 1.0


def _agreement_features(slot: Slot, phrase: Phrase, facts: _Facts) -> Iterator[tuple[str, float]]:
    is_person, is_plural = _is_person(phrase, facts.roster), _is_plural(phrase)
    if slot.kind == "several":
        yield f"several: person {is_person}, contact {facts.verb in CONTACTS}", 1.0
        yield f"several: plural {is_plural}", 1.0
    elif slot.kind != "person":
        yield f"{slot.kind}: person {is_person}", 1.0
        yield f"{slot.kind}: plural {is_plural}", 1.0
    if phrase.tag.startswith("NNP"):
        yield f"name, person {is_person}", 1.0


def _determiner_kind(determiner: str) -> str:
    if determiner in {"the", "this", "that", "these", "those"}:
        return "definite"
    if determiner in {"a", "an", "some", "another", "any", "no"}:
        return "indefinite"
    if determiner[:1].isdigit():
        return "number"
    return "possessive" if determiner else "none"


def _is_person(phrase: Phrase, roster: Roster) -> bool:
    bare = _ARTICLE.sub("", phrase.text)
    return (
        is_person_word(phrase.head)
        or (roster.known(bare) != () and roster.is_person(bare))  # "the hall" is not Ben Hall
        or is_role(bare)
        or (phrase.tag.startswith("NNP") and (phrase.head in GIVEN_NAMES or roster.is_person(bare)))
    )


def is_person_word(word: str) -> bool:
    """Whether a noun, in lower case, names a person or a body that can be told something: "vet", "council"."""
    return word in _PEOPLE or _OCCUPATION.fullmatch(word) is not None
