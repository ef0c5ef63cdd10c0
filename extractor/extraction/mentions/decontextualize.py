"""Complete the tasks of mentions, so that each can be understood alone: "ring them" becomes "ring the electrician".

This is decontextualization (Choi et al. 2021): what a pronoun means, and what a task without an object is about, is
looked for in the words around it (`antecedents`). Only these words are parsed, in one call for all tasks of the notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.mentions import antecedents
from extractor.extraction.mentions.antecedents import Antecedent, TaskContext
from extractor.extraction.mentions.slots import Slot, fill, slots
from extractor.extraction.mentions.surroundings import nearby_sentences
from extractor.extraction.mentions.task_bounds import trimmed
from extractor.extraction.mentions.task_edges import without_edges
from extractor.extraction.mentions.topics import lacking_object, lacking_topic
from extractor.language.content_words import content, names_work
from extractor.language.people.roster import Roster
from extractor.language.syntax.phrases import phrases
from extractor.model import Kind, Mention, Notes

ADDED_MARGIN = 0.45  # by which a topic must be better than none: of those below it, half were wrong on unseen notes


def completed(
    notes: Notes, pairs: Sequence[tuple[Candidate, Mention]], roster: Roster, model: str
) -> tuple[Mention, ...]:
    """Return the mentions with their tasks completed from the words around them.

    Args:
        notes: The notes.
        pairs: The mentions, each with the candidate that it was built of.
        roster: The people of the notes.
        model: The spaCy pipeline that parses the words around them, in one call.

    Raises:
        RecapError: The pipeline is not installed, or has no parser.
    """
    pairs = [
        (
            candidate,
            replace(mention, completed=without_edges(_without_day(mention), mention.owners_said, roster)),
        )
        for candidate, mention in pairs
    ]
    written = [notes.blocks[mention.block].kind is not Kind.TURN for _, mention in pairs]
    open_slots = [
        slots_of(mention.completed, is_written=is_written)
        for (_, mention), is_written in zip(pairs, written, strict=True)
    ]
    nearby = [
        nearby_sentences(notes, candidate)
        if own_slots or (is_written and lacking_topic(mention.completed, roster) is not None)
        else ()
        for (candidate, mention), own_slots, is_written in zip(pairs, open_slots, written, strict=True)
    ]
    texts = list(dict.fromkeys(sentence.text for sentences in nearby for sentence in sentences))
    parsed = dict(zip(texts, phrases(texts, model), strict=True))
    speakers = speakers_of(notes, roster)
    mentions: list[Mention] = []
    for (candidate, mention), own_slots, sentences, is_written in zip(pairs, open_slots, nearby, written, strict=True):
        context = TaskContext(
            mention.completed,
            [(sentence, parsed[sentence.text]) for sentence in sentences],
            mention.owners_said,
            roster,
            speakers,
        )
        before = notes.blocks[candidate.block].text[: candidate.task_start]
        done = context.task
        if len(own_slots) == 1 and is_written:
            done = _with_label(own_slots[0], done, before, roster, agrees=True)
        if done == context.task:
            done = filled(own_slots, context)
        if done == context.task and own_slots:
            done = _with_label(own_slots[0], done, before, roster)
        task = _with_people(done, notes, candidate, mention, roster)
        if task != context.task:
            task = trimmed(task)  # "stick the light up before I go": with the object, enough is left
        only_points = not _says_what(task, mention, roster)
        mentions.append(
            replace(
                mention,
                completed=task,
                with_topic=_with_topic(task, context) if sentences and is_written else "",
                is_anaphoric=mention.is_anaphoric or only_points,
            )
        )
    return tuple(mentions)


def slots_of(task: str, *, is_written: bool) -> tuple[Slot, ...]:
    """Return the slots of a task: its pronouns, and in written notes the object that its verb lacks.

    In talk the words around a task name what it lacks too rarely: on unseen calls a seventh of the gain was reached.
    """
    found = slots(task)
    lacking = None if found or not is_written else lacking_object(task)
    return found if lacking is None else (lacking,)


def _with_topic(task: str, context: TaskContext) -> str:
    """Return a task that only says whom to call with what about, "call Bill about the plaque"; "" if none is found."""
    slot = lacking_topic(task, context.roster)
    done = task if slot is None else filled((slot,), replace(context, task=task))
    return done if done != task else ""


def _without_day(mention: Mention) -> str:
    """Return the task of a mention without its deadline at the end, which may be chosen after the task was cut."""
    task, due = mention.completed, f" {mention.due_said}"
    rest = (
        task[: -len(due)]
        if mention.due_said and " " not in mention.due_said and task.casefold().endswith(due.casefold())
        else task
    )
    return rest.rstrip(" ,") if names_work(rest) and not _NEEDS_DAY.search(rest) else task


_NEEDS_DAY = expression(r"\b(?:the|this|that|an?|for|of|from|to|since|and|or|between)$", re.IGNORECASE)


def _says_what(task: str, mention: Mention, roster: Roster) -> bool:
    """Whether a task names its work, and not only who does it when: "Action: Kim - by Friday" is of the line above."""
    bare = _LABEL.sub("", task)
    if mention.due_said:
        bare = bare.replace(mention.due_said, " ")
    bare = bare.strip(" -–—:.,;()")
    return names_work(bare) and not roster.owners_only(bare)


def _with_label(slot: Slot, task: str, before: str, roster: Roster, *, agrees: bool = False) -> str:
    """Return a task with the topic that opens its line for its pronoun: "plants - she'll take them".

    Args:
        slot: The pronoun.
        task: The task.
        before: What stands before the task in its line.
        roster: The people of the notes.
        agrees: Whether the topic must be in lower case and agree in number, as one that is surely meant.
    """
    label = _TOPIC.match(before)
    if slot.kind not in {"several", "thing"} or label is None or roster.owners_only(label["topic"]):
        return task
    if agrees and not _is_meant(label["topic"], slot):
        return task
    article = "" if label["topic"][:1].isupper() or " " in label["topic"] else "the "
    return fill(task, slot, article + label["topic"])


def _is_meant(topic: str, slot: Slot) -> bool:
    """Whether a topic in lower case agrees with a pronoun in number, and says something."""
    is_plural = topic.endswith("s") and not topic.endswith("ss")
    return (
        topic.islower()
        and len(topic) >= MIN_TOPIC
        and topic not in _SAYS_LITTLE
        and is_plural == (slot.kind == "several")
    )


MIN_TOPIC = 4  # letters
_SAYS_LITTLE = frozenset(
    """
    remember reminder note notes update updates decision decisions action actions next todo yday today tomorrow later
    reply result results question questions answer answers also info agreed outcome status plan idea ideas news others
    """.split()
)
_TOPIC = expression(r"\W{0,8}(?P<topic>[A-Za-z][\w'’]*(?:\s[a-z][\w'’]*){0,3})(?:\s[-–—]|\s?:|\?{1,3})\s")


def filled(own_slots: Sequence[Slot], context: TaskContext) -> str:
    """Return a task with the best antecedent in each of its slots; a phrase fills one of them only."""
    lacks_all = any(slot.words for slot in own_slots) or len(content(context.task)) < 2
    if own_slots and lacks_all and (same := antecedents.same_work(context)) is not None:
        return _by_name(same, context.roster)
    weights = antecedents.load_default()
    task = context.task
    taken: set[str] = set()
    for slot in reversed(own_slots):  # from the end, so that the offsets of the others stay
        found = antecedents.antecedents_of(slot, context)
        choices: Sequence[Antecedent] = [one for one in found if one.words not in taken]
        if slot.kind == "work" and slot.words.startswith("do "):  # "could you send it?" - "I'll do that"
            choices = [one for one in choices if one.is_asked_work] or choices
        if slot.kind == "about":  # "The wood is in a poor state - Ana to inspect"
            owners = " ".join(context.owners).casefold()  # "Ana and Ben to deal" is no work on Ana
            choices = [one for one in choices if not one.words or one.words.casefold() not in owners]
            choices = [one for one in choices if one.is_own_subject] or choices
        if slot.kind in {"several", "thing"}:  # "plants - Karen says she'll take them home"
            labels = [one for one in choices if {"label", "place own"} <= one.features.keys()]
            topics = [one for one in labels if not _is_name(one.words, context.roster)]
            choices = topics or [one for one in choices if one not in labels]
        choices = [one for one in choices if one.is_afterthought] or choices
        is_sure = slot.kind != "about" or len(content(task)) < 2
        best = antecedents.best(choices, weights, 0.0 if is_sure else ADDED_MARGIN)
        words = best.words
        if best.speaker and slot.kind == "work":
            words = _by_name(best, context.roster)
        if words:
            taken.add(best.words)
        task = fill(task, slot, words)
    return task


def _is_name(words: str, roster: Roster) -> bool:
    """Whether words are the name of one person: "Ines: who has the figures? - Ruth will pull them"."""
    return " " not in words and words.isalpha() and roster.is_person(words.capitalize())


def _by_name(antecedent: Antecedent, roster: Roster) -> str:
    """Return work that another speaker named, with that speaker's name: "send me the book" is "send Ana the book"."""
    words = trimmed(antecedent.words.rstrip(" ?"))
    if not antecedent.speaker:
        return words
    return _ME.sub(rf"\g<before> {_called(antecedent.speaker, roster)}", words, count=1)


def speakers_of(notes: Notes, roster: Roster) -> frozenset[str]:
    """Return the names of those who talk in the notes."""
    labels = {block.speaker for block in notes.blocks if block.kind is Kind.TURN and block.speaker}
    return frozenset(person.name for label in labels for person in roster.known(label))


_LABEL = expression(r"^(?:actions?|owners?|who|responsible|assigned\s+to)\s*[:–—-]\s*", re.IGNORECASE)
_TITLE = expression(r"(?:mr|mrs|ms|miss|dr|prof|sir|rev|the)\b", re.IGNORECASE)
_ME = expression(r"(?P<before>\w)\s+me\b(?!\s+and)", re.IGNORECASE)
_YOU = expression(
    r"\b(?:to|for|with|give|show|send|tell|ask|ring|call|email|text|message|get|bring|let)\s+(?P<you>you)\b",
    re.IGNORECASE,
)


# "You'll get the list from me on Thursday"
_FROM_ME = expression(r"(?:get|have)\s(?P<what>[^\n]{2,80}?)\sfrom\sme\b[.!]?", re.IGNORECASE)


def _with_people(task: str, notes: Notes, candidate: Candidate, mention: Mention, roster: Roster) -> str:
    """Return a task said in a talk with the names of those whom "me" and "you" mean: "send it to Kim"."""
    block = notes.blocks[candidate.block]
    if block.kind is not Kind.TURN or not block.speaker:
        return task
    speaks_for_self = not mention.owners_said or any(
        said.casefold() in {"i", "we"} or said == block.speaker for said in mention.owners_said
    )
    if not speaks_for_self and (match := _ME.search(task)):
        return f"{task[: match.end() - 2]}{_called(block.speaker, roster)}{task[match.end() :]}"
    if speaks_for_self and (match := _FROM_ME.fullmatch(task)):
        task = f"send you {match['what']}"
    if speaks_for_self and (match := _YOU.search(task)):
        before = notes.blocks[max(0, candidate.block - 3) : candidate.block]
        other = _addressee(block.text, candidate, roster) or next(
            (one.speaker for one in reversed(before) if one.speaker and one.speaker != block.speaker), None
        )
        if other:
            return f"{task[: match.start('you')]}{_called(other, roster)}{task[match.end('you') :]}"
    return task


def _addressee(text: str, candidate: Candidate, roster: Roster) -> str:
    """Return whom the words before a candidate address: "Tyler, I'll send you the notes"; "" for nobody."""
    match = _ADDRESSED.search(text[max(0, candidate.task_start - _MAX_BEFORE) : candidate.task_start])
    return match["who"] if match is not None and len(roster.known(match["who"])) == 1 else ""


_MAX_BEFORE = 60  # characters between the start of an address and the task
_ADDRESSED = expression(r"(?:^|[.!?,]\s+)(?P<who>[A-Z][\w'’-]+),\s+(?:so\s+|then\s+)?I(?:['’]ll|\s\w+)?\s[\w\s]{0,12}$")


def _called(speaker: str, roster: Roster) -> str:
    """Return what a speaker is called in a task: the first name, or title and name."""
    known = roster.known(speaker)
    name = known[0].name if len(known) == 1 else speaker
    return name if _TITLE.match(name) else name.split()[0]
