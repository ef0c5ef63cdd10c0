"""Tell what is an item whatever the weights say, and name it certain.

That is an open check box, a row of an action table, work for which somebody is being sought, and an entry under a
title of actions: one that gives an order, names an owner, has a cue of work, or is a short phrase without a verb; also
a name and a few words among lines that hand out work. A report of what was is none, nor is a heading or a blank row of
a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.common.lazy_regex import expression
from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.candidates.features import is_mail
from extractor.extraction.context.note_takers import reports, told
from extractor.extraction.scoring.talk_vetoes import (
    arranged,
    is_done_already,
    is_of_the_moment,
    is_taken_back,
    taken_offers,
)
from extractor.language import lexicon
from extractor.language.patterns import sections
from extractor.language.patterns.asking import is_asked, is_courtesy, is_promised, is_thanks
from extractor.language.patterns.seeking import is_left_open, is_sought
from extractor.language.patterns.taking_on import is_pledged, is_taken_on
from extractor.language.patterns.work_verbs import DO
from extractor.language.people.roles import is_role
from extractor.model import Block, Kind, Notes

Score = tuple[float, Mapping[str, float]]  # the probability of a candidate, and what its features contributed

CERTAIN = (
    0.6  # the probability at least of what no weights can leave out: an open box, an entry under a title of actions
)
REPORTED = 0.2  # the probability at most of a plain report of what was
LEAST_OF_BOX = 0.03  # of an open check box; what is less likely is an entry of an agenda or a link
LEAST_OF_TICKED = 0.25  # of a ticked one
_AGENDA = expression(r"\b(?:agenda|topics?|(?:old|new|any other) business(?:es)?|legend)\b", re.IGNORECASE)
_WORD = expression(r"[^\W\d_]{2,}")
# Blank rows of a template, and entries that say that there is nothing.
_BLANK = expression(
    r"""\W*(?: <[^>]*> | \[[^\]]*\] | (?:none|nothing|n/?a|tbd|tba|tbc|todo|no\ actions?|as\ above)\b.{0,12} | _{2,}.*
        | (?:action|task|item|name|owner|description|example)\ ?\d* )? \W*""",
    re.VERBOSE | re.IGNORECASE,
)
_ENTRIES = frozenset({Kind.BULLET, Kind.BOX, Kind.ROW, Kind.PARAGRAPH})
_LATER = frozenset({"sentence: later", "clause: later"})
_REPORTS = frozenset({"blocker: past", "blocker: question", "quoted", "section: done", "subject: thing"})
_NO_ENTRY = frozenset({"has children", "ends with a colon", "announces the next meeting", "done", "section: agenda"})
_FINITE = frozenset({"root: VBD", "root: VBZ", "root: VBP"})  # Penn tags of verbs that tell of something
_PEOPLE = frozenset({"owner: label", "owner: tail"})
_NAME = expression(r"\W*[A-Z][a-z'’-]+(?:\s[A-Z][a-z'’-]+){1,2}\W*")
_TELLS = expression(r"\b(?:was|were|is|are|has|had|went|did|does|said|says)\b|n['’]t\b", re.IGNORECASE)
_GREETS = expression(
    r"\W*(?:(?:ok|okay|so|right|well|hello|hi)\W+){0,3}welcome\s(?:back|to|all|everyone|everybody)\b", re.IGNORECASE
)
_REPORT = frozenset({"root: VBD", "cue: none", "owner: nobody"})
_BOUND = frozenset({"box: open", "box: ticked", "row", "done"})
_NOT_HANDED = frozenset(
    {
        "blocker: question",
        "blocker: past",
        "blocker: no",
        "section: agenda",
        "section: done",
        "section: attendance",
        "has children",
        "label: no owner",
        "announces the next meeting",
        "owner: nobody",
        "root: VBD",
        "tag: VBD",
        "quoted",
    }
)
# States of people and of things, no work.
_NO_WORK = expression(
    r"""\b(?: away | absent | late | off | out | ill | sick | leave | holiday s? | vacation | apologies | regrets
      | excused
      | left | present | here | was | were | is | are | has | had | did | done | paid | said | says | thanks | chair
      | treasurer | secretary | minutes\ by | notes\ by | guest | new\ (?:job|baby|member) | birthday | update s?
      | report s? | n/?a )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MAX_HANDED = 7  # words of work behind or before a name alone
_SURE = 0.8  # the probability of the entries beside which a name and a few words are work, too
_BESIDE = 8  # blocks on each side in which they stand
_RATHER_SURE, _SHARE_RATHER = 0.55, 0.33  # where the name is that of somebody whom the notes list
_LEAST_SURE, _SHARE_SURE = 2, 0.4  # how many of them, and which share of the blocks
_SHARE_BY_DAY = 0.2  # where a day is named, too
_MAX_PHRASE = 9  # words of an entry that is work by its place alone


def settled(
    notes: Notes, candidates: Sequence[Candidate], scores: Sequence[Score], threshold: float
) -> tuple[Score, ...]:
    """Return the scores, raised where a candidate is certain and lowered where it is a plain report.

    Args:
        notes: The notes.
        candidates: All their candidates, in order.
        scores: Of each its probability, and what its features contributed.
        threshold: The probability from which a mention is in the plan.
    """
    handed_over = dict.fromkeys(_handed_over(notes, candidates, scores), threshold)
    retold = told(notes)
    handed_over |= dict.fromkeys((*taken_offers(notes, candidates), *arranged(notes, candidates)), CERTAIN)
    least = handed_over | _least_of_boxes(notes, candidates, scores, threshold)
    least = dict.fromkeys(_asked(notes, candidates), threshold) | least
    return tuple(
        (
            min(probability, REPORTED)
            if (is_mail(notes) and _is_courteous(notes, candidate))
            or _is_retold(notes, candidate, retold)
            or is_taken_back(notes, candidate)
            or is_done_already(notes, candidate)
            or _is_signature(notes, candidate)
            or _is_cited(notes, candidate)
            or _tells_state(notes.blocks[candidate.block], candidate)
            else _settled(notes.blocks[candidate.block], candidate, probability, least.get(at, 0.0)),
            contributions,
        )
        for at, (candidate, (probability, contributions)) in enumerate(zip(candidates, scores, strict=True))
    )


def _is_retold(notes: Notes, candidate: Candidate, retold: frozenset[int]) -> bool:
    """Whether a summary only reports the words of a candidate: "Ben will drop them off." is no report."""
    words = notes.blocks[candidate.block].text[candidate.start : candidate.end]
    return candidate.block in retold and (reports(words) or "says: commits, person" not in candidate.features)


def _is_cited(notes: Notes, candidate: Candidate) -> bool:
    """Whether the next paragraph says where these words stand: "We will release all data. (From the paper)"."""
    after = candidate.block + 1
    is_plain = (
        notes.blocks[candidate.block].kind is Kind.PARAGRAPH and not candidate.marker and not candidate.owners_said
    )
    return is_plain and after < len(notes.blocks) and _CITES.match(notes.blocks[after].text) is not None


_CITES = expression(
    r"[(\[–—-]?\s?(?:source:|(?:quoted\s|quote\s|taken\s)?from)\s(?:the|their|our|his|her)\s"
    r"(?:paper|book|article|abstract|preface|website|press\srelease|brochure|web\spage)\b",
    re.IGNORECASE,
)


def _settled(block: Block, candidate: Candidate, probability: float, least: float) -> float:
    """Return the probability of a candidate, at least `least`."""
    if not candidate.marker and _is_supposed(block, candidate):
        return max(min(probability, REPORTED), least)
    if _is_certain(candidate, block):
        return max(probability, CERTAIN, least)
    if (
        _is_report(candidate)
        or _is_remark(candidate, block)
        or _GREETS.match(block.text, candidate.start, candidate.end)
        or (not candidate.marker and is_thanks(block.text[candidate.start : candidate.end]))
        or (block.kind is Kind.TURN and is_of_the_moment(block, candidate))
    ):
        return max(min(probability, REPORTED), least)
    return max(probability, least)


def _is_remark(candidate: Candidate, block: Block) -> bool:
    """Whether a comment on the text only adds to it: "By the 18th please, insurer is asking"."""
    is_comment = block.kind is Kind.TURN and block.private
    return is_comment and candidate.features.keys() >= _SAYS_NOTHING and "opens: verb, base" not in candidate.features


_SAYS_NOTHING = frozenset({"cue: none", "owner: nobody"})


def _least_of_boxes(
    notes: Notes, candidates: Sequence[Candidate], scores: Sequence[Score], threshold: float
) -> dict[int, float]:
    """Return the least probability of the likeliest candidate of each check box, by its number.

    Who draws a box has said that there is something to do, whatever the words; but a box above other boxes is their
    title, agendas have boxes as well, and a ticked one may be anything that is over.
    """
    parents = {block.parent for block in notes.blocks if block.kind is Kind.BOX}
    best: dict[int, int] = {}  # candidate, by block
    for at, (candidate, (probability, _)) in enumerate(zip(candidates, scores, strict=True)):
        block = candidate.block
        if block not in parents and _is_box_of_work(notes.blocks[block], candidate, probability):
            rival = best.get(block)
            if rival is None or probability > scores[rival][0]:
                best[block] = at
    return dict.fromkeys(best.values(), threshold)


def _is_box_of_work(block: Block, candidate: Candidate, probability: float) -> bool:
    """Whether a candidate stands in a check box that is somebody's work."""
    if block.kind is not Kind.BOX or block.roster:
        return False
    if block.checked:
        return probability >= LEAST_OF_TICKED and "owner: nobody" not in candidate.features
    return probability >= LEAST_OF_BOX and not _AGENDA.search(" ".join(block.section[-1:]))


def _asked(notes: Notes, candidates: Sequence[Candidate]) -> Iterator[int]:
    """Yield the places of candidates that ask the reader of a mail for something, or promise it."""
    if not is_mail(notes):
        return
    for at, candidate in enumerate(candidates):
        block = notes.blocks[candidate.block]
        is_text = block.kind in _ENTRIES and not block.quoted and not candidate.done
        begins = 1 + max(block.text.rfind(stop, 0, candidate.start) for stop in ".!?")  # before "Rob, can"
        said = block.text[begins : candidate.end]
        is_said = (_ASKS_FOR & candidate.features.keys() or _COULD_YOU.match(said)) and is_asked(said)
        if is_text and (is_said or ("cue: i-will" in candidate.features and is_promised(said))):
            yield at


def _is_courteous(notes: Notes, candidate: Candidate) -> bool:
    block = notes.blocks[candidate.block]
    return block.kind is Kind.PARAGRAPH and is_courtesy(block.text[candidate.start : candidate.end])


# "Could you also let us have the plan?", of which the parser misses the cue
_COULD_YOU = expression(
    r"\W*(?:(?:and|also|then|[A-Z]\w+),?\s)?(?i:can|could|would)\syou\s(?:also|both|all|perhaps|maybe|then)\s[a-z]"
)
_ASKS_FOR = frozenset({"owner: addressee", "cue: request", "cue: please", "cue: imperative", "owner: label"})


def _is_certain(candidate: Candidate, block: Block) -> bool:
    """Whether a candidate is an item whatever the weights say."""
    features = candidate.features
    text = block.text[candidate.start : candidate.end]
    if candidate.done or not _NO_ENTRY.isdisjoint(features) or _is_blank(text):
        return False
    if block.kind is Kind.TURN:
        is_asked_of_all = _ASKS_ALL.search(text) is not None
        return (
            is_left_open(text)
            or _LET_ME.search(text) is not None
            or is_asked_of_all
            or features.keys() >= _NEEDS_OF_SOMEBODY
        )
    if "box: open" in features and _says_i_do(text):
        return True
    if "owner: nobody" not in features and _GOING_TO.search(text):
        return True
    if block.kind is Kind.BULLET and len(text) <= _MAX_SHORT and _WRITER_DOES.match(text):
        return True
    if _LATER.isdisjoint(features):
        if "box: open" in features and not _is_person(features):
            return True
        if "row: titled as work, owned" in features and "row: owner filled" in features and not _TELLS.search(text):
            return True
        if "entry: of actions" in features and block.kind in _ENTRIES and _is_work(candidate, text):
            return True
    return is_sought(text) or is_taken_on(text) or is_pledged(text)


def _says_i_do(text: str) -> bool:
    """Whether a sentence in a check box says what the writer does: "I proofread, Mon"."""
    match = _I_DO.match(text)
    if match is None:
        return False
    classes, form = lexicon.verb_classes(match["verb"].casefold())
    return form == "base" and bool(classes)


# "The tiles are discontinued, so Luca is going to bring three samples"
_GOING_TO = expression(
    r"(?:^\W*|,\sso\s|;\s|:\s)(?:[A-Z]\w+|[Ss]he|[Hh]e)\sis\sgoing\sto\s"
    r"(?!be\b|have\b|the\b|need\b|happen\b|take\splace\b|cost\b|get\b|[A-Z])[a-z]+\s\w"
)
# "I look at it before it goes", in a list; not "I write every week".
_WRITER_DOES = expression(
    rf"\W*I\s(?:also\s|then\s)?(?:let\s[^.!?]{{1,30}}?\sknow|look\s(?:at|into|for)|{DO})\b(?!\sthat\b|\stoo\b)"
    r"(?![^.!?]*\b(?:every|always|usually|normally|sometimes|often|never)\b)"
)
_MAX_SHORT = 120  # characters
_I_DO = expression(r"\W*I\s(?P<verb>[a-z]+)\b(?!\s(?:think|guess|know)\b)")


_SUMS_UP = expression(
    r"^\W*(?:(?:to\s)?sum(?:ming)?\s(?:it\s)?up|(?:to\s)?recap|who\sdoes\swhat|tl;?dr)\b", re.IGNORECASE
)


def _handed_over(notes: Notes, candidates: Sequence[Candidate], scores: Sequence[Score]) -> Iterator[int]:
    """Yield the places of candidates that are only a name and a few words, and stand among work that is taken on."""
    owned = [
        (candidate.block, probability)
        for candidate, (probability, _) in zip(candidates, scores, strict=True)
        if probability >= _RATHER_SURE and "owner: nobody" not in candidate.features
    ]
    rather = {block for block, _ in owned}
    likely = {block for block, probability in owned if probability >= _SURE}
    listed = {word for who in notes.people for word in (*who.name.casefold().split(), *map(str.casefold, who.aliases))}
    if len(rather) < _LEAST_SURE and not any(_SUMS_UP.search(block.text) for block in notes.blocks):
        return
    for at, candidate in enumerate(candidates):
        block = notes.blocks[candidate.block]
        if not _is_handed_over(candidate, block):
            continue
        if block.parent is not None and _SUMS_UP.search(notes.blocks[block.parent].text):
            yield at  # "To sum up: - Ines: two layouts, Friday"
            continue
        first = max(0, candidate.block - _BESIDE)
        beside = [
            index
            for index, other in enumerate(notes.blocks[first : candidate.block + _BESIDE + 1], first)
            if other.section == block.section and not other.roster and index != candidate.block
        ]
        names = {word for who, _ in candidate.owners_said for word in _WORD.findall(who.casefold())} - {"and"}
        is_listed = bool(names) and names <= listed
        sure = sum(index in (rather if is_listed else likely) for index in beside)
        share = _SHARE_BY_DAY if candidate.phrases else _SHARE_RATHER if is_listed else _SHARE_SURE
        if sure >= max(_LEAST_SURE, share * len(beside)):
            yield at


def _is_handed_over(candidate: Candidate, block: Block) -> bool:
    """Whether an entry is nothing but a known name and a few words of work: "Carla - thank-you notes".

    Alone that may be anything ("Carla - treasurer"); it is work where the lines beside it are.
    """
    text = block.text[candidate.task_start : candidate.task_end]
    return (
        block.kind in {Kind.BULLET, Kind.PARAGRAPH}
        and not block.roster
        and not _PEOPLE.isdisjoint(candidate.features)
        and _NOT_HANDED.isdisjoint(candidate.features)
        and 1 < len(_WORD.findall(text)) <= _MAX_HANDED
        and not is_role(text.strip(" .!"))
        and not _is_blank(text)
        and _NO_WORK.search(text) is None
        and not block.text[: candidate.start].strip(" \t*-–•")
        and not candidate.done
    )


def _is_report(candidate: Candidate) -> bool:
    """Whether a candidate only tells what was, of nobody's work: "The sun was out all day"."""
    if "length: 1" in candidate.features and "opens: modal" in candidate.features:
        return True  # "Rob, please could": the work is in the next clause
    return candidate.features.keys() >= _REPORT and _BOUND.isdisjoint(candidate.features) and not candidate.marker


def _is_supposed(block: Block, candidate: Candidate) -> bool:
    """Whether a sentence only supposes something, or tells what a paper says: "If I had the logs, I could look"."""
    begins = 1 + max(block.text.rfind(stop, 0, candidate.start) for stop in ".!?")
    said = block.text[begins : candidate.end][:_MAX_SENTENCE]
    return any(pattern.search(said) is not None for pattern in (_SUPPOSED, _OF_A_PAPER, _WANTS_OUT, _CHOSEN))


def _is_signature(notes: Notes, candidate: Candidate) -> bool:
    """Whether a candidate is nothing but the name that ends the notes."""
    block = notes.blocks[candidate.block]
    is_order = "opens: verb, base" in candidate.features  # "Call Ben"
    is_last = block.kind is Kind.PARAGRAPH and block is notes.blocks[-1]
    return is_last and not is_order and _SIGNATURE.fullmatch(block.text) is not None


def _tells_state(block: Block, candidate: Candidate) -> bool:
    """Whether a candidate only tells what somebody has to know, or when somebody is away: "off Weds/Thurs"."""
    text = block.text[candidate.start : candidate.end]
    if _KNOWS.match(text):
        return True
    off = _OFF.match(text) if len(text) <= _MAX_OFF else None
    words = [word.casefold() for word in _PIECE.findall(text[off.end() :])] if off else ["?"]
    return all(word.isdigit() or word in _OF_OFF or word[:3] in _OF_DAYS for word in words)


_KNOWS = expression(r"\W*[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*)?\s(?:(?:will|also|just)\s)?needs?\sto\sknow\b")
_MAX_OFF = 80  # characters
_OFF = expression(
    r"\W*(?:[A-Z][\w'’-]*\s(?:(?:is|will\sbe)\s)?)?(?:off|away|out\sof\soffice|on\s(?:leave|holiday|a/?l)|wfh)\b"
)
_PIECE = expression(r"\d+|[^\W\d_]+")
_OF_OFF = frozenset("on from until till to and all day this next the week st nd rd th am pm back sick".split())
_OF_DAYS = frozenset("mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec tom".split())
_SIGNATURE = expression(r"\W*[A-Z][\w'’-]+(?:\s[A-Z][\w'’.-]*){0,2}\W*")


_MAX_SENTENCE = 400  # characters
_SUPPOSED = expression(
    r"\bif\s(?:i|we|you|he|she|they|someone|somebody|anyone)\b[^.!?]{1,80}\s(?:i|we)\s(?:could|might|would)\s",
    re.IGNORECASE,
)
_OF_A_PAPER = expression(
    r"""\W*(?:the|these|its)\s(?:authors?|paper|study|article|book|chapter)\s(?:also\s)?
    (?:says?|argues?|claims?|suggests?|concludes?|notes?|writes?)\sthat\b""",
    re.VERBOSE | re.IGNORECASE,
)
_WANTS_OUT = expression(r"^\W*(?:the\s)?\w+\swants?\s(?:us|me|them|it)\s(?:out|gone|off|back)\b", re.IGNORECASE)
# A choice, and no work: "It was agreed to launch with next-day delivery only."
_CHOSEN = expression(
    r"^\W*(?:it\swas\s)?agreed\sto\s(?:launch|go|start|stick|stay|continue|proceed|carry\son)\s(?:ahead\s)?with\b",
    re.IGNORECASE,
)
# "Let me talk to the council": a promise, other than "let me see", "let me share my screen".
_LET_ME = expression(
    r"""\blet\sme\s(?:just\s)?(?:(?:talk|speak|write|get\sback)\sto|(?:check|talk|speak)\swith|call|ring|phone|e-?mail|chase|ask)
    \s(?!you\b|this\b|one\b)\w""",
    re.VERBOSE | re.IGNORECASE,
)


# "Can everyone label allergens"
_ASKS_ALL = expression(
    rf"\b(?:can|could|would)\s(?:everyone|everybody|you\sall|all\sof\syou)\s(?:please\s|pls\s|just\s)?{DO}\b", re.I
)


_NEEDS_OF_SOMEBODY = frozenset({"act: need", "turn: asks somebody by name"})


def _is_person(features: Mapping[str, float]) -> bool:
    """Whether an entry names somebody and no work, as in a list of those present: "Kim Lee - Treasurer"."""
    return {"root: no verb", "section: unknown"} <= features.keys() and not _PEOPLE.isdisjoint(features)


def _is_blank(text: str) -> bool:
    return len(_WORD.findall(text)) < 2 or _BLANK.fullmatch(text) is not None or _NAME.fullmatch(text) is not None


def _is_work(candidate: Candidate, text: str) -> bool:
    """Whether an entry under a title of actions shows more than its place, and does not tell or ask."""
    features, clause = candidate.features, candidate.clause
    is_past = "root: VBD" in features or (clause is not None and clause.tag == "VBD")
    if is_past or not _REPORTS.isdisjoint(features) or _is_title(text):
        return False
    if "opens: verb, base" in features or _names(features, "owner: ", "owner: nobody"):
        return True
    if _names(features, "cue: ", "cue: none"):
        return True
    has_verb = not _FINITE.isdisjoint(features) or _TELLS.search(text) is not None
    return not has_verb and len(text.split()) <= _MAX_PHRASE


def _is_title(text: str) -> bool:
    """Whether an entry among actions is or has the title of something else: "Parking lot", "Ideas: a fete"."""
    return sections.section_kind(text.partition(":")[0].strip(" 💡-–")) in _SECTIONS


_SECTIONS = frozenset({"later", "attendance", "agenda", "past"})  # a title among actions: "Parking lot"


def _names(features: Mapping[str, float], prefix: str, none: str) -> bool:
    return any(name.startswith(prefix) and name != none for name in features)
