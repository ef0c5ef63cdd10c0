"""Merge mentions of the same work into one, which keeps all the places that state it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.language.content_words import content, names_work
from extractor.language.patterns.work_titles import is_action_title
from extractor.model import Mention, Notes
from extractor.resolution import coreference
from extractor.resolution.closing_list import List, list_pairs, words_of_both
from extractor.resolution.normalization import ResolvedMention
from extractor.resolution.one_box import is_one_box, with_words, words_of_box
from extractor.resolution.talk_restatements import goes_on_with, meets_need
from extractor.resolution.told_twice import told_twice

MAX_ANAPHOR_BLOCKS = 6  # between a piece of work and words that refer back to it ("I'll do that")
MAX_NEEDS = 4  # maybes before a piece of work that it may meet
MAX_ANAPHOR_CANDIDATES = 8  # pieces of work that such words may refer back to

# Stems of the verbs of a task that only refers back: "I'll sort that out".
_VAGUE_VERBS = content(
    "do doing done handle handling sort take taking get getting look see tackle manage try own lead pick deal care"
)


def merge(
    mentions: Sequence[ResolvedMention], notes: Notes, classifier: coreference.PairClassifier, threshold: float
) -> list[ResolvedMention]:
    """Return one mention for each piece of work, in the order of the notes.

    A mention below `threshold` that restates an item of the plan becomes a place of that item, not a maybe.

    Args:
        mentions: What to merge.
        notes: The notes that hold them.
        classifier: Decides which pairs state the same work.
        threshold: The confidence from which a mention belongs to the plan.
    """
    vocabulary = coreference.NoteVocabulary(notes)
    mentions = _fold_boxes(mentions, notes, threshold)

    def grouped(members: Sequence[ResolvedMention], settled: int = 0) -> list[list[ResolvedMention]]:
        """Return the members, those of the same work together; the first `settled` are different work."""
        found = [member.mention for member in members]
        owners = [member.owners for member in members]
        groups = coreference.coreferent_groups(found, owners, classifier, vocabulary, settled)
        return [part for group in groups for part in _parted([members[index] for index in group], notes)]

    planned = [_fold_group(group) for group in grouped([item for item in mentions if _is_planned(item, threshold)])]
    maybes = [mention for mention in mentions if not _is_planned(mention, threshold)]
    merged: list[ResolvedMention] = []
    for group in grouped([*planned, *maybes], settled=len(planned)):
        items = [member for member in group if _is_planned(member, threshold)]
        restatements = [member for member in group if not _is_planned(member, threshold)]
        if items and items[0].mention.done:  # what is done gets no day from what may still be to do
            merged.extend(member for member in restatements if not member.mention.done)
            restatements = [member for member in restatements if member.mention.done]
        merged.extend(items[1:])  # items that only a maybe connects stay apart; it joins the first
        merged.append(_fold_group([*items[:1], *restatements]))
    folded = _fold_anaphors(sorted(merged, key=lambda item: (item.mention.block, item.mention.line)), notes, threshold)
    folded = _fold_needs(folded, notes, threshold)
    folded = _fold_lists(_fold_entries(folded, notes, vocabulary, threshold, _lists(mentions, notes)), notes)
    return _fold_told_twice(folded, notes, threshold)


def _fold_boxes(items: Sequence[ResolvedMention], notes: Notes, threshold: float) -> list[ResolvedMention]:
    """Fold the items of each check box that nobody else does."""
    boxes: list[list[ResolvedMention]] = []
    for item in items:
        planned = _is_planned(item, threshold)
        if planned and boxes and _is_planned(boxes[-1][0], threshold) and is_one_box(item, boxes[-1][0], notes):
            boxes[-1].append(item)
        else:
            boxes.append([item])
    return [
        with_words(_fold_group(box), words_of_box([item.mention.completed for item in box])) if box[1:] else box[0]
        for box in boxes
    ]


def _fold_lists(items: Sequence[ResolvedMention], notes: Notes) -> list[ResolvedMention]:
    """Fold entries that two lists of actions beside each other say in the same words, of the same people and day.

    Note takers write "Action Items" and "Next Steps" of one meeting, and one of the two may leave out who or when.
    Lists of other parts of the notes may have the same work for each part.
    """
    found: dict[Hashable, dict[tuple[str, ...], int]] = {}
    folded: list[ResolvedMention] = []
    for item in items:
        block = notes.blocks[item.mention.block]
        if not block.section or not is_action_title(block.section[-1]):
            folded.append(item)
            continue
        key = (content(item.mention.completed), block.section[:-1], item.mention.day)
        twins = found.setdefault(key, {})
        others = (at for section, at in twins.items() if section != block.section)
        at = next((at for at in others if _agree(folded[at], item)), None)
        if at is None:
            twins.setdefault(block.section, len(folded))
            folded.append(item)
        else:
            folded[at] = _fold_group([folded[at], item])
    return folded


def _agree(one: ResolvedMention, other: ResolvedMention) -> bool:
    """Whether two entries in the same words name the same people and day, as far as both name any, and one does."""
    owners = [frozenset(item.owners) for item in (one, other) if item.owners]
    days = [item.due.day for item in (one, other) if item.due is not None]
    return bool(owners) and len(set(owners)) < 2 and len(set(days)) < 2


def _lists(mentions: Sequence[ResolvedMention], notes: Notes) -> dict[int, List]:
    """Return the list that each line of an entry of a list of actions stands in."""
    entries = [item.mention for item in mentions if coreference.is_listed(item.mention)]
    return {entry.line: (notes.blocks[entry.block].section, notes.blocks[entry.block].parent) for entry in entries}


def _fold_entries(
    items: list[ResolvedMention],
    notes: Notes,
    vocabulary: coreference.NoteVocabulary,
    threshold: float,
    lists: Mapping[int, List],
) -> list[ResolvedMention]:
    """Fold the entries of a list of actions, and the work in the text that they say again."""
    planned = [at for at, item in enumerate(items) if _is_planned(item, threshold)]
    pairs = list_pairs([items[at] for at in planned], notes, vocabulary, lists)
    folded: dict[int, ResolvedMention] = {}
    gone: set[int] = set()
    for entry, work in ((planned[one], planned[other]) for one, other in pairs.items()):
        first, second = sorted((entry, work))
        folded[first] = _fold_group([items[first], items[second]])
        gone.add(second)
    return [folded.get(at, item) for at, item in enumerate(items) if at not in gone]


def _fold_needs(items: list[ResolvedMention], notes: Notes, threshold: float) -> list[ResolvedMention]:
    """Make what a talk was said to need a place of the work that then meets it: "she'll need a login and a card"."""
    kept: list[ResolvedMention] = []
    needs: deque[ResolvedMention] = deque(maxlen=MAX_NEEDS)
    met: set[int] = set()
    for item in items:
        if not _is_planned(item, threshold):
            needs.append(item)
            kept.append(item)
            continue
        own = [need for need in needs if item.owners and meets_need(item.mention, need.mention, notes)]
        places = {*item.also, *(place for need in own for place in (*need.also, _place(need)))}
        met.update(map(id, own))
        kept.append(replace(item, also=tuple(sorted(places))) if own else item)
    return [item for item in kept if id(item) not in met]


def _fold_told_twice(items: list[ResolvedMention], notes: Notes, threshold: float) -> list[ResolvedMention]:
    """Take away the items that another one tells from the other side, which keeps their places."""
    planned = [at for at, item in enumerate(items) if _is_planned(item, threshold)]
    gone: dict[int, ResolvedMention] = {}
    kept = dict(enumerate(items))
    for number, other in told_twice([items[at] for at in planned], notes).items():
        at, by = planned[number], planned[other]
        gone[at] = kept.pop(at)
        if by in kept:
            places = {*kept[by].also, *gone[at].also, _place(gone[at])}
            kept[by] = replace(kept[by], also=tuple(sorted(places)))
    return list(kept.values())


def _parted(group: list[ResolvedMention], notes: Notes) -> list[list[ResolvedMention]]:
    """Return a group in one part, or in several where it holds several entries of one list that say different work.

    "Letter to the band" and "letter to the bank" below each other are two, though the text says "draft the letter".
    """
    entries = [member for member in group if coreference.is_listed(member.mention)]
    others = [member for member in group if not coreference.is_listed(member.mention)]
    if len(entries) < 2 or not others:
        return [group]
    said = frozenset(word for other in others for word in content(other.mention.completed))
    best = max(entries, key=lambda entry: len(content(entry.mention.completed) & said))
    apart = [entry for entry in entries if entry is not best and _are_different_entries(entry, best, notes)]
    return [[member for member in group if member not in apart], *([entry] for entry in apart)]


def _are_different_entries(entry: ResolvedMention, other: ResolvedMention, notes: Notes) -> bool:
    """Whether two entries stand in one list and each names something that the other does not."""
    first, second = notes.blocks[entry.mention.block], notes.blocks[other.mention.block]
    words, other_words = content(entry.mention.completed), content(other.mention.completed)
    in_one_list = first.section == second.section and first.parent == second.parent and first.kind == second.kind
    return in_one_list and bool(words - other_words) and bool(other_words - words)


def _is_planned(resolved: ResolvedMention, threshold: float) -> bool:
    return resolved.mention.confidence >= threshold


def _fold_anaphors(merged: Sequence[ResolvedMention], notes: Notes, threshold: float) -> list[ResolvedMention]:
    """Fold what only refers back ("I'll do that"), and what talk says again, into the work that it refers to."""
    folded: list[_Work] = []
    for item in merged:
        candidates = list(reversed(folded[-MAX_ANAPHOR_CANDIDATES:]))
        antecedent = None
        if item.mention.is_anaphoric:
            antecedent = next((work for work in candidates if _refers_to(item, work.main, threshold)), None)
        if antecedent is not None:
            antecedent.add(item)
            continue
        for work in candidates:
            if how := _goes_on(item, work.main, notes, threshold):
                adds_nothing = how != "tells more"
                work.add(replace(item, mention=replace(item.mention, is_anaphoric=adds_nothing)))
                is_last_word = how == "delivers" or (how in {"points", "repeats"} and _says_day(item))
                if is_last_word and _has_day(item) and not item.mention.private:
                    work.set_due(item)  # "I'll take it out. You'll have it by Wednesday."
                break
        else:
            folded.append(_Work(item))
    return [work.resolved() for work in folded]


def _goes_on(item: ResolvedMention, work: ResolvedMention, notes: Notes, threshold: float) -> str:
    """Return how a turn of a talk goes on with work stated shortly before, by or to the same person; "" if not."""
    if coreference.are_listed_apart(item.mention, work.mention):
        return ""
    same_owner = not item.owners or _is_unassigned(work) or bool(set(item.owners) & set(work.owners))
    how = goes_on_with(item.mention, work.mention, notes, same_owner=same_owner)
    if _is_planned(item, threshold) and not _is_planned(work, threshold):
        says_no_more = how in {"points", "repeats"}  # "I could put one up", "I'll put it up tonight"
        return how if says_no_more and item.owners and item.owners == work.owners else ""
    return how


def _refers_to(anaphor: ResolvedMention, work: ResolvedMention, threshold: float) -> bool:
    """Whether "I'll do that" refers to work stated shortly before, by or to the same person."""
    if coreference.are_listed_apart(anaphor.mention, work.mention):
        return False
    if _is_planned(anaphor, threshold) and not _is_planned(work, threshold):
        return False  # a promise is not merged into a maybe
    task = anaphor.mention.task
    own_words = content(task) - _VAGUE_VERBS if names_work(task) else frozenset()
    if own_words and not own_words & (content(work.mention.completed) | content(work.mention.said)):
        return False  # "I'll call them" is not "write the report"
    near = 0 <= anaphor.mention.block - work.mention.block <= MAX_ANAPHOR_BLOCKS
    return near and (not anaphor.owners or _is_unassigned(work) or bool(set(anaphor.owners) & set(work.owners)))


def _is_unassigned(resolved: ResolvedMention) -> bool:
    """Whether work belongs to nobody yet or to everybody: whoever then says "I'll do that" takes it."""
    return resolved.owners in ((), ("all",))


def _fold_group(group: Sequence[ResolvedMention]) -> ResolvedMention:
    """Merge mentions of the same work, given in the order of the notes."""
    work = _Work(group[0])
    for member in group[1:]:
        work.add(member)
    return work.resolved()


class _Work:
    """A piece of work to which mentions are added one by one.

    Its places and doubts are collected apart: a speech recogniser may repeat a sentence a thousand times, and each step
    would copy those of all before it.
    """

    def __init__(self, first: ResolvedMention) -> None:
        self.main = replace(first, also=(), doubts=())
        self._doubts = deque(first.doubts)
        self._places = {*first.also, _place(first)}

    def add(self, later: ResolvedMention) -> None:
        """Merge a later mention into it."""
        main, _ = _main_and_restatement(self.main, later)
        if main is self.main:
            self._doubts.extend(later.doubts)
        else:
            self._doubts.extendleft(reversed(later.doubts))
        self._places.update((*later.also, _place(later)))
        self.main = _fold(self.main, later)

    def set_due(self, later: ResolvedMention) -> None:
        """Take the deadline of a later mention."""
        mention = replace(self.main.mention, due_said=later.mention.due_said)
        self.main = replace(self.main, mention=mention, due=later.due)

    def resolved(self) -> ResolvedMention:
        """Return it as one mention with all places and doubts."""
        places = tuple(sorted(self._places - {_place(self.main)}))
        return replace(self.main, also=places, doubts=tuple(self._doubts))


def _fold(earlier: ResolvedMention, later: ResolvedMention) -> ResolvedMention:
    """Merge two mentions of the same work, given in the order of the notes, without their places and doubts."""
    main, restatement = _main_and_restatement(earlier, later)
    owner_source, owners_private = _owner_source(main, restatement)
    due_source, due_private = _due_source(main, restatement)
    mention = _merged_mention(main.mention, restatement.mention)
    if due_source is restatement and not due_private and not _is_hidden(main.mention, restatement.mention):
        mention = replace(mention, due_said=restatement.mention.due_said)
    return ResolvedMention(
        mention=mention,
        owners=owner_source.owners,
        due=due_source.due,
        doubts=(),
        private_parts=tuple(part for part, private in (("owners", owners_private), ("due", due_private)) if private),
    )


def _place(resolved: ResolvedMention) -> tuple[int, int]:
    return resolved.mention.line, resolved.mention.end_line


def _main_and_restatement(earlier: ResolvedMention, later: ResolvedMention) -> tuple[ResolvedMention, ResolvedMention]:
    """Order two mentions: the one whose words and place the item takes, then the other.

    A public mention comes before a private one; then one that names the work before one that only refers back to it;
    then the one with more confidence.
    """
    if earlier.mention.private != later.mention.private:
        return (later, earlier) if earlier.mention.private else (earlier, later)
    surer, other = (earlier, later) if earlier.mention.confidence >= later.mention.confidence else (later, earlier)
    if surer.mention.is_anaphoric and not other.mention.is_anaphoric and not _is_complete(surer.mention, other.mention):
        return other, surer
    return surer, other


def _is_complete(pointing: Mention, other: Mention) -> bool:
    """Whether a mention that points back names its work by now, and the other one is unlikely to be work.

    "I'll chase them" was completed to "chase the forms"; it keeps these words beside the mention "forms".
    """
    return pointing.completed != pointing.task and other.confidence < _LIKELY


_LIKELY = 0.4  # confidence of what is nearly an item


def _is_hidden(main: Mention, restatement: Mention) -> bool:
    """Whether the restatement is private and the main mention is not, so that its words must not be shown."""
    return restatement.private and not main.private


def _merged_mention(main: Mention, restatement: Mention) -> Mention:
    surest = max(main.confidence, restatement.confidence)
    merged = replace(main, done=main.done or restatement.done, confidence=surest)
    if _is_hidden(main, restatement):  # the confidence of a private mention counts; its words do not
        return merged
    main_is_entry, other_is_entry = coreference.is_listed(main), coreference.is_listed(restatement)
    if main_is_entry != other_is_entry and main.private == restatement.private and not restatement.is_anaphoric:
        entry, work = (main, restatement) if main_is_entry else (restatement, main)
        return replace(merged, completed=words_of_both(entry, work), purpose=main.purpose or restatement.purpose)
    adds_words = not restatement.is_anaphoric or main.is_anaphoric
    if adds_words and len(main.task.split()) < 4 and len(content(restatement.task)) > len(content(main.task)):
        return replace(
            merged,
            task=restatement.task,
            completed=restatement.completed,
            with_topic=restatement.with_topic,
            purpose=restatement.purpose or main.purpose,
        )
    return merged


_WILL_DO = expression(r"\W*(?:(?:yes|yep|yeah|ok|okay|sure|cool|great|fine)\W+)?(?:i\s)?will\sdo\W*", re.IGNORECASE)


def _owner_source(main: ResolvedMention, restatement: ResolvedMention) -> tuple[ResolvedMention, bool]:
    """Return the mention that gives the owners, and whether these are private."""
    # "Kim will do this" assigns work that had no owner; "will do" only answers what all were asked.
    answers = main.owners == ("all",) and _WILL_DO.fullmatch(restatement.mention.said) is not None
    assigned = not answers and restatement.mention.is_anaphoric and bool(restatement.owners) and _is_unassigned(main)
    in_main = bool(main.owners) and not assigned
    return _part_source(main, restatement, "owners", in_main=in_main, in_restatement=bool(restatement.owners))


def _due_source(main: ResolvedMention, restatement: ResolvedMention) -> tuple[ResolvedMention, bool]:
    """Return the mention that gives the deadline, and whether it is private. A day comes before words alone."""
    in_main = _has_day(main) and (_says_day(main) or coreference.is_listed(main.mention) or not _says_day(restatement))
    source, private = _part_source(main, restatement, "due", in_main=in_main, in_restatement=_has_day(restatement))
    if not _has_day(source) and main.due is None and restatement.due is not None:  # words alone: "after the release"
        private = _is_hidden(main.mention, restatement.mention) or "due" in restatement.private_parts
        return restatement, private
    return source, private


def _says_day(resolved: ResolvedMention) -> bool:
    """Whether the sentence itself says the deadline, which comes before one that stands somewhere around it."""
    mention = resolved.mention
    return _has_day(resolved) and bool(mention.due_said) and str(mention.due_said) in mention.said


def _part_source(
    main: ResolvedMention, restatement: ResolvedMention, part: str, *, in_main: bool, in_restatement: bool
) -> tuple[ResolvedMention, bool]:
    """Return the mention that gives a part of the item, and whether that part is private.

    Args:
        main: The mention that gives the item its words.
        restatement: The other mention of the same work.
        part: "owners" or "due".
        in_main: Whether `main` has the part.
        in_restatement: Whether `restatement` has it. If both have it, a public part comes before a private one.
    """
    if main.mention.private:  # then the restatement is private too, and so is the whole item
        return (main if in_main or not in_restatement else restatement), False
    main_private = part in main.private_parts
    restatement_private = restatement.mention.private or part in restatement.private_parts
    if in_main and in_restatement and main_private and not restatement_private:
        return restatement, False
    return (main, main_private) if in_main or not in_restatement else (restatement, restatement_private)


def _has_day(resolved: ResolvedMention) -> bool:
    return resolved.due is not None and resolved.due.day is not None
