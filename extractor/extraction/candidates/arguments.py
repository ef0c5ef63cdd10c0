"""Read who and what of a segment: where its work begins and ends, and the words for who does it.

It is read from outside in, and each step takes its words off the work: an explicit marker, a label or a suffix that
names the owner, then the clause, or in a line without a clause the name that it opens with; last the lines around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.extraction.annotation import Annotation, Annotations
from extractor.extraction.candidates.features import CandidateDraft
from extractor.extraction.candidates.segments import Segment
from extractor.extraction.candidates.subjects import kind_of
from extractor.extraction.context.blocks import BlockContext, is_lead, reported_person
from extractor.extraction.owner_markers.spans import OwnerSpan, all_known
from extractor.language import lexicon
from extractor.language.patterns import cues, sections
from extractor.language.patterns.asking import REQUEST, is_asked
from extractor.language.people.name_lists import GIVEN_NAMES
from extractor.language.people.roles import is_role, is_written_as_role
from extractor.language.people.roster import Roster
from extractor.language.syntax.clauses import Clause
from extractor.model import Block, Kind

# Head verbs of a clause, by groups: "they agreed that Kim will ..." says more than "they hope that Kim will ...".
_HEAD_VERBS = {
    "say": """say said says saying stated states noted notes mentioned mentions reported reports shared explained added
        indicated commented replied""",
    "agree": "agreed agree agrees decided decide resolved confirmed committed promised accepted approved",
    "think": "think thinks thought believe believes believed feel feels felt guess suppose",
    "suggest": """suggested suggests suggest proposed proposes propose recommended recommends recommend requested
        requests asked asks ask""",
    "hope": "hope hopes hoped hoping wish wishes expect expects expected",
    "ensure": "ensure sure check see verify confirm find",
}
_HEAD_VERB_GROUP = {word: group for group, words in _HEAD_VERBS.items() for word in words.split()}

# Subjects that are not part of the work; those of a thing are ("the tests need to run").
_DOERS = frozenset({"person", "pronoun", "i", "we", "you", "none", "nobody"})
_ADDRESSED = expression(r"(?P<who>[A-Z][\w.-]*(?:\ [A-Z][\w.-]*)?),\s+(?=[a-z])")  # "AI: Mike, when we tag, ..."
_YOU_ALL = expression(r"\b(?:you\b.{0,20}\b(?:all|both)|all\ of\ you)\b", re.IGNORECASE)  # "you will all have to"
# Features of a label that has named somebody: no second name follows it.
_LABELLED = frozenset({"owner: label", "turn: said to somebody"})


@dataclass(frozen=True, slots=True)
class _Place:
    """The segment that is read, and where it stands."""

    segment: Segment
    block: Block
    context: BlockContext
    annotations: Annotations

    @property
    def roster(self) -> Roster:
        return self.annotations.roster

    def rest(self, draft: CandidateDraft) -> Annotation:
        """The words of the work, as far as it has been read."""
        return self.annotations.of(self.block.text, draft.start, draft.end)


def read_segment(
    segment: Segment, block: Block, context: BlockContext, annotations: Annotations, shared: Mapping[str, float]
) -> CandidateDraft:
    """Read who and what of a segment.

    Args:
        segment: The segment.
        block: Its block.
        context: What surrounds the block.
        annotations: The annotations of the notes.
        shared: The features of the document and of the list; those of the segment are added to them.
    """
    place = _Place(segment, block, context, annotations)
    draft = CandidateDraft(segment.start, segment.end, (), shared)
    draft = _read_marker(draft, place)
    draft = _read_label(draft, place)
    draft = _read_owner_at_end(draft, place)
    draft = _read_marked_body(draft, place)
    draft = _read_clause(draft, place, segment.clause) if segment.clause is not None else _read_phrase(draft, place)
    return _read_context(_read_request(draft, place), place)


def _read_request(draft: CandidateDraft, place: _Place) -> CandidateDraft:
    """Take what a mail to one person asks for as that person's work: "Please send me the invoice"."""
    sentence, reader = place.segment.sentence, place.roster.recipient
    called = _CALLED.match(place.block.text, sentence.start, sentence.end)
    if called is not None and place.roster.known(called["who"]):
        reader = called["who"]
    if reader is None or place.block.kind is Kind.TURN or not is_asked(place.block.text[sentence.start : sentence.end]):
        return draft
    opening = REQUEST.match(place.block.text, called.end() if called else place.segment.start, draft.end)
    if opening is not None and opening.end() >= draft.start:
        work = place.block.text[opening.end() : draft.end].rstrip("?! ")
        asked = CandidateDraft(opening.end(), opening.end() + len(work), ((reader, "addressee"),), draft.features)
        return asked.with_features("owner: addressee")
    return draft if draft.owners else draft.with_owner(reader, "addressee").with_features("owner: addressee")


_CALLED = expression(r"\W*(?P<who>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?),\s+(?=[a-z])")  # "Rob, can you print the menus?"


def _read_marker(draft: CandidateDraft, place: _Place) -> CandidateDraft:
    """Take the work behind "ACTION Kim:", or before "... #action Kim"."""
    marker, segment, roster = place.segment.marker, place.segment, place.roster
    if marker is None:
        return draft
    draft = draft.with_features("marker", f"marker: {marker.marker.id}")
    if marker.at_tail:
        draft = draft.with_work(end=min(segment.end, marker.start))
        return draft.with_owner(marker.who, "marker") if marker.who else draft
    if marker.start > segment.start + 3:
        draft = draft.with_features("marker: inside the sentence")
    if marker.end < segment.end:
        draft = draft.with_work(marker.end)
    elif marker.start > segment.start:
        draft = draft.with_work(end=marker.start)
    if marker.who and (roster.owners_only(marker.who) or all(map(roster.known, roster.split(marker.who)))):
        return draft.with_owner(marker.who, "marker")
    if marker.who:
        return draft.with_features("marker: names no owner")
    addressed = _ADDRESSED.match(place.block.text, draft.start, draft.end)
    if addressed is not None and roster.known(addressed["who"]):
        return draft.with_owner(addressed["who"], "marker").with_work(addressed.end())
    return draft


def _read_label(draft: CandidateDraft, place: _Place) -> CandidateDraft:
    """Take the work behind "Kim:", or behind a label that names nobody ("Slides:") and the owner who may follow it."""
    rest, roster = place.rest(draft), place.roster
    label = rest.label or _name_in_bold(draft, place)
    at_end = rest.owner_at_end
    is_sure = label is not None and all_known(label.who, roster)
    if not is_sure and at_end is None and rest.behind_arrow is not None and place.block.kind is not Kind.TURN:
        return _read_arrow(draft, place, rest.behind_arrow)
    if at_end is not None and label is not None and not is_sure:
        label = None if all_known(at_end.who, roster) else label  # "UML - Emily, Egor"
    if label is not None:
        draft = draft.with_work(draft.start + label.end)
        if place.segment.marker is None and place.block.kind is Kind.TURN and place.block.speaker:
            return draft.with_features("turn: said to somebody")  # "zzz: will do", in a chat: who is told, no owner
        return draft.with_owner(label.who, "label").with_features("owner: label")
    topic_end = rest.topic_end if rest.bare_name is None else 0  # "Deb send note: everyone is in"
    if not topic_end or (at_end is not None and at_end.start < topic_end and all_known(at_end.who, roster)):
        return draft  # "Assignment writeup: Jeremiah"
    return _read_topic(draft, place, topic_end)


def _read_arrow(draft: CandidateDraft, place: _Place, owner: OwnerSpan) -> CandidateDraft:
    """Take the work that an arrow gives to somebody: what follows the name, else what stands before the arrow."""
    text = place.rest(draft).text
    draft = draft.with_owner(owner.who, "label").with_features("owner: behind a label")
    if place.segment.clause is None:
        behind = _with_present(draft.with_work(draft.start + owner.end), place, owner.who)
        if "cue: present" in behind.features:
            return behind  # "nursery door sticks -> Ravi planes it"
    if len(re.findall(r"[^\W\d_]{2,}", text[owner.end :])) >= 3:
        return draft.with_work(draft.start + owner.end)
    return draft.with_work(end=draft.start + owner.start)


def _read_topic(draft: CandidateDraft, place: _Place, topic_end: int) -> CandidateDraft:
    """Read a label that names nobody, and take the work behind the owner who may follow it."""
    rest = place.rest(draft)
    start = draft.start + topic_end
    draft = draft.with_features("label: no owner")
    if _is_date(place.annotations.of(rest.text, 0, topic_end)):
        draft = draft.with_features("label: a day")
    if kind := sections.section_kind(rest.text[:topic_end].strip(" :-–—")):
        # "Yesterday: finished it", "Next: write the migration": a label can be the title of a section
        draft = draft.with_features(f"label: {kind}").with_work(start)
    behind = place.annotations.of(rest.text, topic_end)
    owner = behind.label or behind.before_verb or behind.bare_name
    if owner is not None:
        # "Use cases: Deb and Elke to reformat them", "ACT-44: RG - Will send it", "Emails: David write"
        draft = draft.with_owner(owner.who, "label").with_work(start + owner.end)
        draft = draft.with_features("owner: behind a label")
        if place.segment.clause is None and owner is behind.bare_name:
            draft = _with_present(draft, place, owner.who)
    return draft


def _with_present(draft: CandidateDraft, place: _Place, who: str) -> CandidateDraft:
    """Add the features of a clause that the parser misses: "Olu rings the council", "Ana + Bo measure the stairs".

    The work begins behind the name `who`. The verb of one person ends in -s, that of several does not.
    """
    form = "base" if _is_several(who, place.roster) else "s"
    if not all_known(who, place.roster) or f"opens: verb, {form}" not in lexicon.of_work(place.rest(draft).text):
        return draft
    draft = draft.with_features("cue: present", "subject: person")
    return _with_subject_known(_with_cue_strength(draft, "present", "person", is_plain=True), who, place.roster)


def _is_date(label: Annotation) -> bool:
    """Whether a label is a date, as in a log ("2021-09-09: ...", "12 May: ...")."""
    text, dates = label.text, label.dates
    return len(dates) == 1 and not re.search(r"\w", text[: dates[0].start] + text[dates[0].end :])


def _name_in_bold(draft: CandidateDraft, place: _Place) -> OwnerSpan | None:
    """Find the owners in bold type before the work: "**JP** Identify concepts"."""
    block = place.block
    if not block.strong or not draft.start <= block.strong[0][0] <= draft.start + 2 < draft.end:
        return None
    start, end = block.strong[0]
    words = block.text[start:end]
    if not re.match(r"\s+\w", block.text[end:]) or not all_known(words, place.roster):
        return None  # "**API** docs are out of date"
    return OwnerSpan(words, start - draft.start, end - draft.start)


def _name_in_bold_at_end(draft: CandidateDraft, place: _Place) -> OwnerSpan | None:
    """Find the owners in bold type behind the work: "Identify concepts **JP**"."""
    block = place.block
    if not block.strong or draft.start + 2 >= block.strong[-1][0] or block.strong[-1][1] > draft.end:
        return None
    start, end = block.strong[-1]
    if re.search(r"\w", block.text[end : draft.end]) or not all_known(block.text[start:end], place.roster):
        return None
    return OwnerSpan(block.text[start:end], start - draft.start, draft.end - draft.start)


def _is_stranger(owner: OwnerSpan, place: _Place) -> bool:
    """Whether the owner at the end of a line is a word in brackets that the notes do not know as a person or role."""
    is_known = all_known(owner.who, place.roster) or is_role(owner.who) or owner.who.startswith("@")
    return not owner.cue and not is_known and " " not in owner.who.strip()


def _read_owner_at_end(draft: CandidateDraft, place: _Place) -> CandidateDraft:
    """Take the work before "(Kim)", "- Kim" and the like."""
    owner = place.rest(draft).owner_at_end or _name_in_bold_at_end(draft, place)
    if owner is None or (owner.cue == "," and place.block.kind is Kind.TURN):
        return draft  # "That was all, Kim" is said to her
    if _is_stranger(owner, place) and place.context.owner and all_known(place.context.owner, place.roster):
        return draft  # "order new antibody (Abcam)" in the section of somebody
    if owner.cue == "to":
        cue = _cue_id(owner.cue, "person")
        draft = draft.with_features(f"cue: {cue}", "subject: person")
        draft = _with_cue_strength(draft, cue, "person", is_plain=True)
    if not any(owner.who.casefold() == said.casefold() for said, _ in draft.owners):
        draft = draft.with_owner(owner.who, "tail")
    return draft.with_work(end=draft.start + owner.start).with_features("owner: tail")


_CAPITAL = expression(r"\b[A-Z]")


def _read_marked_body(draft: CandidateDraft, place: _Place) -> CandidateDraft:
    """Take as owner any capitalised words behind a marker: "Action: Austin Public Health to provide a list".

    In a list of work they are at least two: "- Events in CI/CD workstream to provide input".
    """
    is_entry = "section: actions" in draft.features and place.block.kind is Kind.BULLET and not place.segment.number
    if draft.owners or (place.segment.marker is None and not is_entry):
        return draft
    owner = place.rest(draft).capitalised_owner
    if owner is None or (place.segment.marker is None and len(_CAPITAL.findall(owner.who)) < 2):
        return draft
    return draft.with_owner(owner.who, "lead").with_work(draft.start + owner.end).with_features("owner: a body")


def _read_clause(draft: CandidateDraft, place: _Place, clause: Clause) -> CandidateDraft:
    """Read the clause's subject, agent and addressee, and its grammar; the work begins with its verb."""
    kind = kind_of(clause, place.roster)
    lead = place.rest(draft).before_verb
    if kind == "none" and lead is not None:
        return _read_lead(draft, place, lead)
    is_acted_on = clause.passive and kind == "person" and clause.verb not in _ASSIGNS
    cue = _cue_id(clause.cue, kind)
    if cue == "bare" and clause.tag == "VBZ":
        cue = "present"  # "Anna uploads the tutorial"
    draft = draft.with_features(f"cue: {cue}", f"subject: {kind}", *(("subject: acted on",) if is_acted_on else ()))
    if clause.verb != "be" or cue == "agreed-to":  # "will be away" is not work
        is_plain = not (clause.negated or clause.passive or clause.mark)
        draft = _with_cue_strength(draft, cue, kind, is_plain=is_plain)
    if kind == "person":
        draft = _with_subject_known(draft, clause.subject, place.roster)
    verb_start = place.segment.sentence.start + clause.verb_start
    is_doer = kind in _DOERS or cue in {"was-agreed", "agreed-to"}
    if is_doer and not clause.passive and draft.start <= verb_start < draft.end:
        draft = draft.with_work(verb_start)
    if kind == "thing" and cue == "agreed-to" and not clause.passive and clause.subject_tag.startswith("NN"):
        draft = draft.with_nearest_owner(clause.subject, "subject")
    if kind in {"person", "i", "pronoun"} and not is_acted_on:
        draft = _with_subject(draft, place, clause, kind, lead)
    if kind in {"nobody", "we"}:
        draft = draft.with_features("owner: somebody" if kind == "nobody" else "owner: we")
    draft = _with_agent(draft, place, clause)
    if kind == "you":
        draft = _with_addressee(draft, place, clause)
    return draft.with_features(*_grammar_features(clause, cue))


def _with_subject(
    draft: CandidateDraft, place: _Place, clause: Clause, kind: str, lead: OwnerSpan | None
) -> CandidateDraft:
    """Add the subject of a clause as an owner, and whom it means where it is a pronoun.

    `lead` is the owners before the verb as the words alone show them.
    """
    # "Kim and Lee": the parser may see only Lee; in "Oki I will" there is one subject
    is_fuller = lead is not None and lead.who.endswith(clause.subject) and len(place.roster.split(lead.who)) > 1
    draft = draft.with_nearest_owner(lead.who if lead is not None and is_fuller else clause.subject, "subject")
    antecedent = place.segment.antecedent
    agrees = clause.subject.casefold() in {"he", "she"} or _is_several(antecedent, place.roster)
    if kind == "pronoun" and antecedent and agrees:
        draft = draft.with_owner(antecedent, "antecedent")
    return draft


def _with_agent(draft: CandidateDraft, place: _Place, clause: Clause) -> CandidateDraft:
    """Add the agent of a passive clause as an owner: "must be signed by Kim", but not "by Friday"."""
    if not (clause.passive and clause.agent and place.roster.owners_only(clause.agent)):
        return draft
    if place.annotations.of(f"by {clause.agent}").dates:
        return draft
    return draft.with_owner(clause.agent, "agent").with_features("owner: agent")


def _with_addressee(draft: CandidateDraft, place: _Place, clause: Clause) -> CandidateDraft:
    """Add whom "you" means as an owner: everybody, or whom the clause addresses."""
    start = place.segment.sentence.start
    if _YOU_ALL.search(place.block.text, start + clause.subject_start, start + clause.verb_start):
        return draft.with_nearest_owner("all", "subject").with_features("owner: addressee")
    if clause.addressee and place.roster.is_person(clause.addressee):
        return draft.with_owner(clause.addressee, "addressee").with_features("owner: addressee")
    if place.roster.recipient and place.block.kind is not Kind.TURN:
        return draft.with_owner(place.roster.recipient, "addressee").with_features("owner: addressee")
    return draft


def _cue_id(words: str, kind: str) -> str:
    """Return the id of the cue before the verb of a subject of this kind, or ""."""
    cue = cues.cue_of(words, "person" if kind == "pronoun" else kind)
    return cue.id if cue else ""


_ASSIGNS = frozenset("assigned tasked asked appointed instructed".split())


def _read_lead(draft: CandidateDraft, place: _Place, lead: OwnerSpan) -> CandidateDraft:
    """Take the work behind an owner whom the parser misses: "Eemeli, will submit it", "Drew to bug Leah"."""
    cue = _cue_id(lead.cue, "person")
    draft = draft.with_nearest_owner(lead.who, "lead").with_work(draft.start + lead.end).with_features("owner: lead")
    is_known = all_known(lead.who, place.roster) or lead.who.casefold() in GIVEN_NAMES
    # "Pointer to the repository" names nobody
    is_owner = is_known or lead.cue != "to" or "opens: verb, base" in lexicon.of_work(place.rest(draft).text)
    if not cue or not is_owner or place.block.text.startswith("be ", draft.start):
        return draft.with_features("cue: none")  # "Kim can speak French", "Kim will be away"
    draft = draft.with_features(f"cue: {cue}", "subject: person")
    return _with_subject_known(_with_cue_strength(draft, cue, "person", is_plain=True), lead.who, place.roster)


def _with_cue_strength(draft: CandidateDraft, cue: str, kind: str, *, is_plain: bool) -> CandidateDraft:
    """Add how strongly a cue commits; with the kind of its subject where it `is_plain`: no "not", passive or "if"."""
    strength = cues.STRENGTHS.get(cue, "")
    if not strength:
        return draft
    return draft.with_features(f"says: {strength}", *((f"says: {strength}, {kind}",) if is_plain else ()))


def _with_subject_known(draft: CandidateDraft, who: str, roster: Roster) -> CandidateDraft:
    """Add whether the subject is on the roster, or a role."""
    if any(roster.known(name) for name in roster.split(who)):
        return draft.with_features("subject: on the roster")
    return draft.with_features("subject: a role") if is_written_as_role(who.strip()) else draft


_FOR_ANYBODY = expression(
    r"""\b(?:volunteers?|someone|somebody|anyone|anybody|who(?:\ (?:is|was))?(?:\ (?:able|willing|going|happy))?)
    \ (?:to|can|could|will|would|should)\ (?=\w)""",
    re.VERBOSE | re.IGNORECASE,
)


def _with_taker(draft: CandidateDraft, place: _Place, who: str) -> CandidateDraft:
    """Add who takes on the work in the next line: "... asked for a volunteer to draft it", "Kim volunteered"."""
    text = place.block.text
    work_end = len(text[: draft.end].rstrip(" ?"))  # "Who can check the figures?"
    draft = draft.with_nearest_owner(who, "column").with_work(end=work_end)
    draft = draft.with_features("cue: agreed-to", "subject: person")
    draft = _with_cue_strength(draft, "agreed-to", "person", is_plain=True)
    match = _FOR_ANYBODY.search(text, draft.start, draft.end)
    return draft.with_work(match.end()) if match is not None else draft


def _is_several(words: str, roster: Roster) -> bool:
    """Whether "they" can mean these words: a body, or several people."""
    return is_role(words) or len(roster.split(words)) > 1


def _grammar_features(clause: Clause, cue: str) -> Iterator[str]:
    """Say which form the verb of a clause has, and which verb governs it."""
    yield f"tag: {clause.tag}"
    yield f"arc: {clause.dep}"
    if clause.negated:
        yield "clause: negated"
    if clause.passive:
        yield "clause: passive"
    if clause.first:
        yield "clause: first"
    if clause.mark:
        yield f"mark: {clause.mark}"
    group = _HEAD_VERB_GROUP.get(clause.head_verb, "other")
    if clause.head_verb and clause.dep in {"ccomp", "advcl"}:
        yield f"under: {group}"
    if clause.head_verb and clause.dep in {"ccomp", "xcomp"}:
        yield f"cue under: {cue}, {group}"


def _read_phrase(draft: CandidateDraft, place: _Place) -> CandidateDraft:
    """Take the work behind the name that opens a segment without a clause: "Kim chase the supplier"."""
    rest = place.rest(draft)
    if (lead := rest.before_verb) is not None:
        draft = _read_lead(draft, place, lead)
    else:
        if draft.features.keys().isdisjoint(_LABELLED) and (name := rest.bare_name) is not None:
            draft = draft.with_owner(name.who, "bare").with_work(draft.start + name.end)
            draft = _with_present(draft.with_features("owner: bare lead"), place, name.who)
        has_cue = any(name.startswith("cue: ") for name in draft.features)  # of its end: "Venue - Kim to book"
        if not has_cue:
            draft = draft.with_features("marker: no clause" if place.segment.marker is not None else "cue: none")
    root = next((clause for clause in place.segment.sentence.clauses if clause.dep == "ROOT"), None)
    draft = draft.with_features(f"root: {root.tag if root else 'no verb'}")
    return draft.with_features(f"root subject: {kind_of(root, place.roster)}") if root and root.subject else draft


# What each of them has to give: "Joanne needs everybody's holiday dates".
_FROM_ALL = expression(
    r"\b(?:needs?|wants?|missing|waiting\s(?:for|on)|chasing)\s(?:still\s)?(?:everyone|everybody)['’]?s\s",
    re.IGNORECASE,
)


def _read_context(draft: CandidateDraft, place: _Place) -> CandidateDraft:
    """Add the owners whom the lines under the segment, its parents or its sections give."""
    segment, block, context = place.segment, place.block, place.context
    draft = _read_fields(draft, place)
    if _FROM_ALL.search(block.text, segment.start, segment.end):
        draft = draft.with_nearest_owner("all", "subject")
    if context.owner:
        draft = draft.with_owner(context.owner, context.owner_from).with_features(f"owner: {context.owner_from}")
        if context.owner_from == "parent" and segment.clause is None and is_lead(context.parents[0]):
            draft = draft.with_features("cue: to", "subject: person")
            draft = _with_cue_strength(draft, "to", "person", is_plain=True)
    if segment.block_owner and not draft.owners:
        draft = draft.with_owner(segment.block_owner, "block").with_features("owner: of the block")
    opening_person = reported_person(place.annotations.of(block.text)) if segment.sentence.ordinal else ""
    if reported := opening_person or context.reported_person:
        draft = draft.with_owner(reported, "teller")
    if block.speaker:
        draft = draft.with_features("speaker")
    if any(owner_place != "teller" for _, owner_place in draft.owners):
        return draft
    if bracketed := place.rest(draft).bracketed_owner:
        # "Set up the repository (@anne) to share it"
        return draft.with_owner(bracketed, "tail").with_features("owner: tail")
    return draft.with_features("owner: nobody")


def _read_fields(draft: CandidateDraft, place: _Place) -> CandidateDraft:
    """Add what the lines under the block say of it: "Owner: Brad", "Kim volunteered"."""
    for name, value in place.context.fields:
        if name == "owner" and place.segment.number == 0:
            draft = draft.with_nearest_owner(value, "column")
        if name == "taken":
            draft = _with_taker(draft, place, value)
        if name == "marked":
            draft = draft.with_nearest_owner(value, "marker").with_features("marker", "marker: marker-tail")
        if name != "done":
            draft = draft.with_features("field: due" if name == "due" else "field: owner")
    return draft
