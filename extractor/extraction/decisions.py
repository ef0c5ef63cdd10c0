"""Find decisions and open questions: what the notes mark as such, list under such a title, or say in so many words.

A line that could mean something else is left out: a recap that calls a remark a decision is worse than one that leaves
it in the notes. Each saying is data, with sentences that it finds and more that it must ignore
(tests/extraction/test_decisions.py runs them). A decision that holds work is a candidate as well.
No spaCy here. Regular expressions are verbose, case-insensitive and linear in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.language.patterns import compiling, markers
from extractor.model import Block, Kind, Notes, Remark


class Saying(NamedTuple):
    """A way to say that something was decided, or that it is open; it is matched at the start of a sentence."""

    id: str
    pattern: str
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# Who decides for all. One person who agrees to something has a task, which is not a decision of the meeting.
_BODY = r"""(?: we (?:\ (?:have|all|both))? | everyone | everybody | all (?:\ (?:present|members|agreed))?
    | both\ parties
    | (?: the \ )? (?: [\w-]+ \ ){0,2}
      (?: group | team | committee | board | council | tsc | tac | wg | exec | executive | directors | trustees
        | members | forum | panel | squad | chairs | meeting | participants | community ) (?:\ (?:has|have))? )"""
# What may stand before: "After some discussion, it was agreed".
_OPENING = r"""^\W* (?: (?: after | following | in | on | as | for | at | finally | so | then | therefore | overall )\b
    [^,.;:]{0,60}, \s )? (?: and \ | so \ | then \ | but \ )?"""
_DEGREE = r"(?: (?: also | then | all | unanimously | jointly | collectively | finally | broadly | generally ) \ ){0,2}"
_AGREED = r"(?: agreed | decided | resolved | determined )"

DECIDED: tuple[Saying, ...] = (
    Saying(
        "it was agreed",
        rf"""{_OPENING} it \ (?: was | has\ been | is ) \ {_DEGREE} (?: {_AGREED} | approved )
            \ (?: that | to | not\ to | by )\b""",
        (
            "It was agreed that the beta stays free.",
            "After some discussion, it was decided to renew the lease.",
            "It was unanimously resolved that rents rise.",
        ),
        (
            "It was not agreed that the beta stays free.",
            "It was suggested that we meet in May.",
            "If it was agreed to meet, nobody came.",
            "It was noted that the board agreed to nothing.",
            "It is to be decided whether we meet.",
        ),
    ),
    Saying(
        "we agreed",
        rf"""{_OPENING} {_BODY} \ {_DEGREE}
            (?: {_AGREED} \ (?: unanimously\ )? (?: that | to | not\ to | on | upon | against )
              | voted \ (?: unanimously\ )? (?: to | for | against | not\ to ) | opted \ (?: to | for ) | chose \ to
              | settled\ on ) \b""",
        (
            "We agreed to use Postgres.",
            "The board voted to sell the van.",
            "The working group decided against a second track.",
            "In the end, everyone agreed that Porto is too far.",
        ),
        (
            "Ana agreed to draft the letter.",
            "We agreed with the report.",
            "We have not decided on a venue.",
            "We need to agree on a venue.",
            "They were assigned to the team.",
            "The team is working on the venue we agreed on.",
        ),
    ),
    Saying(
        "agreed to",  # without a subject, as notes are written
        r"""^\W* (?: all \ | unanimously\ )? (?: agreed | decided | resolved )
            \ (?: that | to | not\ to | on | against )\b""",
        ("Decided to name our website HeelMeals!", "Agreed that this is no erratum."),
        (
            "Agreed with Kim.",
            "Undecided on the venue.",
            "Decide on the venue.",
            "Agreed, we should ask Kim.",
        ),
    ),
    Saying(
        "the decision is",
        rf"""{_OPENING} (?: (?: the | our | final | a ) \ )* (?: decision | consensus | conclusion | resolution )
            \ (?: (?: is | was ) (?:\ (?:made|taken|reached))? \ (?: that | to | not\ to | on | against )
              | (?: made | taken | reached ) \ (?: that | to | not\ to ) ) \b""",
        ("The decision was made to read the proposal again.", "Consensus was that the logo stays."),
        (
            "The decision was hard to make.",
            "A decision is needed by Friday.",
            "No decision was made to date.",
            "The decision of the board to sell the van was criticised.",
        ),
    ),
    Saying(
        "general agreement",
        r"""^\W* (?: there \ (?: is | was ) \ )? (?: broad | general | unanimous | clear | full | overall )
            \ (?: agreement | consensus ) \ (?: that | to | on | for )\b""",
        ("There was general agreement that the logo stays.", "Broad agreement on the use of labels."),
        (
            "There was no general agreement on the logo.",
            "The general agreement was signed in May.",
            "General discussion on the logo.",
        ),
    ),
    Saying(
        "motion carried",
        r"""^\W* (?: the \ )? (?: motion | proposal | resolution ) \ (?: to | that | for ) \b .{8,160}
            \b (?: carried | carries | passed | passes | approved | accepted | adopted )\b""",
        ("Motion to accept the budget as amended passes.", "The proposal to sell the van was accepted."),
        (
            "Motion approved.",
            "Motion to adjourn.",
            "The proposal was discussed and will be passed on to the board.",
            "Resolution of the bug was passed to Kim.",
        ),
    ),
)

# Such a sentence is not a decision of this meeting if it is about an older one, a wish, a denial or a formality.
NO_DECISION = expression(
    r"""\? \s* $
    | \b (?: not\ yet | last\ (?:week|month|meeting|time|year|call) | previous(?:ly)? | earlier\ (?:meeting|agreed)
        | years?\ ago | yesterday | as\ agreed | already\ (?:agreed|decided)
        | (?: agreed | decided | voted | motion | resolved ) \ (?:unanimously\ )? (?:to|that)\ (?:the\ )?
          (?: accept | approve | adopt | adjourn | close | end ) (?:\ the)?
          \ (?: agenda | minutes | meeting | last\ minutes | previous\ minutes )
        | (?: agreed | decided ) \ (?: to\ (?:discuss|revisit|think|talk|look)
          | (?:up)?on\ (?:the\ )?(?:following|(?:our\ )?next\ steps|tasks|action\ items|goals) ) )\b
    | \b (?: minutes | agenda ) \b .{0,60} \b approved \b""",
    re.VERBOSE | re.IGNORECASE,
)
# What follows a marker that marks nothing: "Decision: none", "see the log".
_EMPTY = expression(
    r"""\W* (?: none | nothing | n/?a | no | yes | nil | tbd | tbc | tba | pending | deferred | postponed | approved
        | passed | carried | agreed | not\ yet .{0,40}
        | (?: no | not\ (?:too\ )?many ) \ (?: decisions? | questions? | issues? | objections? ) .{0,80}
        | (?: also\ )? see \ .{0,80} ) \W*""",
    re.VERBOSE | re.IGNORECASE,
)

ASKED: tuple[Saying, ...] = (
    Saying(
        "question for",
        r"""^\W* (?: one | another | an? | the | remaining | last | big | next | open | main ) (?:\ \w+){0,2} \ question
            \ (?: (?:that\ )? (?: we | i ) \ (?: should | need\ to | have\ to | must | still )
              | for | to\ (?:ask|take|put) | remains ) \b [^:?]{0,60} : \s* (?P<asked> .{8,} \? ) \s* $""",
        ("One question we should take to Femi: do we have to delete the numbers?",),
        (
            "One question: can you hear me?",
            "The question for today is the budget.",
            "One question we asked Femi: done?",
            "Any questions for Femi?",
        ),
    ),
    Saying(
        "still open",
        r"""^\W* (?: it \ (?: is | was | remains ) \ | it['’]s \ | remains \ | still \ | (?: is | was ) \ )
            (?: still \ )?
            (?: (?: an? \ )? open (?:\ question)? | undecided | unresolved | not\ (?:yet\ )?decided (?:\ yet)?
              | not\ (?:yet\ )?clear (?:\ yet)? | unclear | to\ be\ (?:decided|determined|seen|clarified) ) ,?
            \ (?: whether | if | who | when | where | how | what | which | why )\b""",
        ("It is not decided yet whether we want a paper prototype.", "Still unclear who pays for the room."),
        (
            "It is clear who pays for the room.",
            "It was decided who pays for the room.",
            "Open whether or not it rains.",
            "It is still open.",
        ),
    ),
    Saying(
        "not decided",
        r"""^\W* (?: we | the\ \w+ | they ) \ (?: (?: have | has ) (?:\ not|n['’]t) \ (?:yet\ )? (?: decided | agreed )
              | still\ (?:need|needs|have|has)\ to\ (?:decide|determine|find\ out|figure\ out)
              | (?: do | does | did ) (?:\ not|n['’]t)\ (?:yet\ )?know (?:\ yet)? )
            \ (?: on \ | upon \ | about \ )? (?: whether | if | who | when | where | how | what | which )\b""",
        ("We still need to decide on where this will be published.", "We have not yet decided who pays."),
        (
            "We have decided who pays.",
            "We do not know Kim.",
            "We need to book a room.",
            "We have not met who pays.",
        ),
    ),
)

_ANSWER = expression(r"\W*(?:a|ans|answer|answered|reply|response)\b\s*[:\-–—,.]", re.IGNORECASE)
_OUTCOME = expression(r"\W*(?:yes|no|resolved|decision|decided|agreed)\b", re.IGNORECASE)
_NO_ANSWER = expression(
    r"""\W* (?: (?: nobody | no\ (?:one|body) ) \ (?: knew | knows | could\ say ) | no\ answer | unanswered
        | not\ answered | tbd | tbc | to\ be\ (?:decided|discussed|determined|clarified|confirmed|checked)
        | still\ open | left\ open | open | unclear | not\ (?:yet\ )?clear | unresolved | undecided
        | we\ (?:do\ not|don['’]t)\ know ) (?:\ (?:yet|still|for\ now))? \W* $""",
    re.VERBOSE | re.IGNORECASE,
)

# A title over decisions: "Decisions", "Key decisions made", "Agreed". Not "Venue decision" or "Consortium agreement",
# which are topics, and not "Votes" or "Motions", which list what was put forward and who voted how.
DECISIONS_TITLE = expression(
    r"""^[\W\d]*
        (?: (?: key | main | final | important | summary\ of | our | team | board | meeting | major | new | other
              | technical | list\ of | the ) \ ){0,4}
        (?: decisions? | resolutions? | agreements? | agreed (?:\ (?:points|on))? | decided | resolved | consensus
          | (?: what | things ) \ (?: we | was | were ) \ (?: agreed | decided )
          | (?: we | the\ following (?:\ (?:points|items))? \ (?:was|were) | it\ was )
            \ (?: agreed | decided | resolved ) (?:\ (?: on | to | that ))? (?:\ the\ following)? )
        (?: \ (?: made | taken | reached | log | summary | passed | points? | (?:of|at|from|in|by)\ (?:the|this)\ \w+
          | and\ (?:their\ )?(?:reasoning|reasons|outcomes?|agreements?|resolutions?|rationale|decisions) ) ){0,3}
        (?: \s* \( [^()]{0,40} \) )? \W* $""",
    re.VERBOSE | re.IGNORECASE,
)
OPEN_TITLE = expression(
    r"""^[\W\d]* (?: (?:key|main|other|still|list\ of|our|the|some) \ ){0,3}
        (?: (?: open | outstanding | unresolved | remaining | unanswered ) \ questions? | unknowns? )
        (?: \ (?: and | / | & ) \ (?: issues | unknowns | risks | parking\ lot ) | \ / \ parking\ lot )? \W* $""",
    re.VERBOSE | re.IGNORECASE,
)
# "Questions for the client" are to be asked; a bare "Questions" lists what was asked and answered.
_QUESTIONS_TITLE = expression(r"^[\W\d]*questions?\s+(?:for|to)\s+.{2,40}$", re.IGNORECASE)
_ANY_QUESTIONS = expression(
    r"\bany\b[^?]{0,40}\bquestions?\b", re.IGNORECASE
)  # "Does the team have any questions for the TA?"
_INTRODUCES_LIST = expression(r"(?::|…|\.\.|\bthe following)$", re.IGNORECASE)
_DECISION_COLUMN = expression(
    r"^\W*(?:final\s+)?(?:decisions?|resolutions?)(?:\s+(?:made|taken))?(?:\s*\([^()]*\))?\W*$", re.IGNORECASE
)


# A word of each marker, title and saying, searched in lower case. Most sentences have none, and notes without any need
# none of the expressions here. Each alternative begins with a fixed letter or sign, so that `re` skips others at once.
HINT = expression(
    r"""agree | deci[ds] | resol | determin | approved | voted | opted | chose | settled | consensus | conclusion
    | motion | proposal | q(?:uestion|(?<!\wq)\b) | open | unknown | clear | to\ be\  | find\ out | figure\ out | know
    | tb[cd] | \?""",
    re.VERBOSE,
)


def decisions(notes: Notes) -> tuple[Remark, ...]:
    """Return what the notes say was decided, in order: marked, listed under "Decisions", or said ("we agreed to")."""
    return _distinct(remark for index in _hinted_blocks(notes) for remark in _decisions_of_block(notes, index))


def questions(notes: Notes) -> tuple[Remark, ...]:
    """Return what the notes leave open, in order: marked, listed under a title, or said ("still open who")."""
    return _distinct(remark for index in _hinted_blocks(notes) for remark in _questions_of_block(notes, index))


def _hinted_blocks(notes: Notes) -> tuple[int, ...]:
    """Return the indices of the blocks that may hold a remark: their words, or a parent's, hint at one."""
    texts = {words for block in notes.blocks for words in block.words}
    hints = {words for words in texts if _has_hint(words)}
    is_hinted: list[bool] = []
    for block in notes.blocks:
        is_under_hint = block.parent is not None and is_hinted[block.parent]
        is_hinted.append(is_under_hint or not hints.isdisjoint(block.words))
    return tuple(index for index, hinted in enumerate(is_hinted) if hinted)


def _has_hint(words: str) -> bool:
    return HINT.search(words.lower()) is not None


def match_saying(sayings: Iterable[Saying], sentence: str) -> tuple[Saying, re.Match[str]] | None:
    """Return the first of the sayings that the sentence begins with, and its match; None for none."""
    if not _has_hint(sentence):
        return None
    for saying in sayings:
        if match := compiling.compiled(saying.pattern).match(sentence):
            return saying, match
    return None


def _decisions_of_block(notes: Notes, index: int) -> Iterator[Remark]:
    block = notes.blocks[index]
    if _has_no_statement(notes, index):
        return
    if block.kind is Kind.ROW and (cell := _decision_cell(block)):
        yield _remark(block, cell, 0, len(block.text))
    elif _is_listed_under(notes, index, DECISIONS_TITLE):
        text = _statement(block)
        marker = markers.marker_at(text, "decision")
        text = text[marker[1].end() :] if marker and marker[1].start() < 3 else text
        if _is_decision(text):
            yield _remark(block, text, 0, len(block.text))
    else:
        yield from _decisions_in_sentences(block)


def _decisions_in_sentences(block: Block) -> Iterator[Remark]:
    """Yield the decisions that sentences of a block mark or say."""
    before = ""
    for start, end in _sentences_to_read(block):
        sentence, before_it = block.text[start:end], before
        before = sentence
        marker = markers.marker_at(sentence, "decision")
        if marker is None:
            is_said = match_saying(DECIDED, sentence) and not NO_DECISION.search(sentence)
            if is_said and not sentence.endswith(":"):
                yield _remark(block, sentence, start, end)
            continue
        # A marker that opens the block is about all of it: "RESOLVED: that rents rise. Proposed Mr Lang."
        is_about_all = marker[1].start() < 3 and start == 0 and block.kind is not Kind.TURN
        stop = len(block.text) if is_about_all else end
        text = block.text[start + marker[1].end() : stop]
        if before_it.endswith("?") and re.match(r"\W*(?:yes|no|not)\b", text, re.IGNORECASE):
            text = f"{before_it} {text}"  # "Would the board consider it? Resolved: no."
        if _is_decision(text):
            yield _remark(block, text, start + marker[1].end(), stop)
        if stop > end:
            return


def _is_decision(text: str) -> bool:
    """Whether words under a title of decisions or behind a marker decide something."""
    return not _EMPTY.fullmatch(text) and not text.rstrip().endswith("?") and len(text.split()) > 1


def _questions_of_block(notes: Notes, index: int) -> Iterator[Remark]:
    block = notes.blocks[index]
    if _has_no_statement(notes, index):
        return
    marker = markers.marker_at(block.text, "question")
    if marker is not None and marker[1].start() < 3:
        text = block.text[marker[1].end() :]
        is_explicit = bool(re.match(r"\W*open", marker[1].group(), re.IGNORECASE))
        if is_explicit or ("?" in text and not re.match(r"\W*tb[dc]", marker[1].group(), re.IGNORECASE)):
            if len(text.split()) > 2 and not _is_answered(notes, index, text, strictly=is_explicit):
                yield _remark(block, text, marker[1].end(), len(block.text))
            return
    is_open_list = _is_listed_under(notes, index, OPEN_TITLE)
    if is_open_list or _is_listed_under(notes, index, _QUESTIONS_TITLE):
        text = _statement(block)
        asks = ("?" in text and not _ANY_QUESTIONS.search(text)) or (is_open_list and block.kind is not Kind.PARAGRAPH)
        is_complete = len(text.split()) > 2 and not _EMPTY.fullmatch(text)
        if asks and is_complete and not _is_answered(notes, index, text, strictly=is_open_list):
            yield _remark(block, text, 0, len(block.text))
        return
    yield from _questions_in_sentences(block)


def _questions_in_sentences(block: Block) -> Iterator[Remark]:
    """Yield the open questions that sentences of a block say, or ask without getting an answer."""
    spans = _sentences_to_read(block)
    for number, (start, end) in enumerate(spans):
        sentence = block.text[start:end]
        match = match_saying(ASKED, sentence)
        asked = match[1].groupdict().get("asked") if match is not None else None
        # In speech only a question that is put aside for somebody: "it is unclear whether" is an opinion there.
        if (
            match is not None
            and (block.speaker is None or "asked" in match[1].groupdict())
            and len(sentence.split()) > 6
        ):
            question = asked or sentence
            yield _remark(block, question, start + sentence.index(question), end)
        elif sentence.endswith("?") and number + 1 < len(spans) and len(sentence.split()) > 2:
            next_start, next_end = spans[number + 1]
            if _NO_ANSWER.match(block.text[next_start:next_end]):
                yield _remark(block, sentence, start, end)


def _statement(block: Block) -> str:
    """Return the words of a block that can be a remark: of a row those of its longest cell."""
    return max((cell.text for cell in block.cells), key=len) if block.kind is Kind.ROW else block.text


def _sentences_to_read(block: Block) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences that may hold a remark; in a heading only the first."""
    from extractor.language.syntax.sentences import sentences

    spans = sentences(block.text)
    return spans[:1] if block.kind is Kind.HEADING else spans


def _has_no_statement(notes: Notes, index: int) -> bool:
    """Whether a block says nothing of its own: people, a table's head, a title, the line over a list."""
    block = notes.blocks[index]
    if block.roster or block.quoted or not re.search(r"\w", block.text):
        return True
    if block.kind is Kind.HEADING:
        return markers.marker_at(block.text, "decision") is None and markers.marker_at(block.text, "question") is None
    if block.kind is Kind.ROW and index + 1 < len(notes.blocks):
        following = notes.blocks[index + 1].cells
        if following and tuple(cell.text for cell in block.cells) == tuple(cell.column for cell in following):
            return True
    return DECISIONS_TITLE.match(block.text) is not None or OPEN_TITLE.match(block.text) is not None


def _is_listed_under(notes: Notes, index: int, title: re.Pattern[str]) -> bool:
    """Whether a block stands directly under such a title: a heading, or the line that introduces its list."""
    block = notes.blocks[index]
    if _INTRODUCES_LIST.search(block.text, len(block.text) - 14):
        return False
    parent = block.parent
    while parent is not None:
        text = notes.blocks[parent].text
        if title.match(text):
            return True
        if not text.rstrip().endswith(":"):
            return False
        parent = notes.blocks[parent].parent  # "Decisions" / "Website:" / "the logo stays"
    return bool(block.section) and title.match(block.section[-1]) is not None


def _decision_cell(block: Block) -> str:
    """Return what a row has in its column of decisions, behind the row's topic where it is short; "" without one."""
    cell = next((cell for cell in block.cells if _DECISION_COLUMN.match(cell.column) and cell.text.strip()), None)
    if cell is None or cell.text == cell.column or _EMPTY.fullmatch(cell.text):
        return ""
    topic = block.cells[0].text.strip()
    if len(cell.text.split()) > 5 or topic == cell.text or not re.search(r"[^\W\d]{3}", topic) or len(topic) > 80:
        return cell.text
    return f"{topic}: {cell.text}"


def _is_answered(notes: Notes, index: int, text: str, *, strictly: bool) -> bool:
    """Whether the notes answer a question: behind its question mark, or in the block below.

    Args:
        notes: The notes.
        index: The index of the block that asks.
        text: The words of the question, and what follows them.
        strictly: Whether only marked answers count ("Answer: ..."); otherwise whatever is said under the question does.
    """
    rest = text.rpartition("?")[2] if "?" in text else ""
    if re.search(r"\b(?:a|answer)\s*[:=]", rest, re.IGNORECASE):
        return True
    if not strictly and re.search(r"\w", rest) and not _NO_ANSWER.match(rest):
        return True
    following = notes.blocks[index + 1] if index + 1 < len(notes.blocks) else None
    if following is None or following.kind is Kind.HEADING:
        return False
    is_below = following.parent == index
    if _ANSWER.match(following.text) or (is_below and _OUTCOME.match(following.text)):
        return True
    return is_below and not strictly and not _NO_ANSWER.match(following.text)


def _remark(block: Block, text: str, start: int, end: int) -> Remark:
    """Make a remark of words of a block that stand from `start` to `end`."""
    return Remark(
        re.sub(r"\s+", " ", text).strip(" -–—:*"),
        block.line_at(start),
        block.line_at(max(start, end - 1)),
        block.private,
    )


def _distinct(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Keep the first of remarks with the same words: a closing list often repeats a decision word for word."""
    first: dict[str, Remark] = {}
    for remark in remarks:
        first.setdefault(re.sub(r"\W+", " ", remark.text.casefold()).strip(), remark)
    return tuple(first.values())
