"""Read rows of action tables: the work in one cell, who and when in others, by the titles of their columns.

A table is an action table by its columns alone: one of owners beside one of tasks, due dates or status. Offsets are
characters of the row's text, which joins its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase
from extractor.extraction.annotation import Annotations
from extractor.extraction.candidates.features import CandidateDraft, is_done, layout_features, word_features
from extractor.extraction.context.blocks import BlockContext
from extractor.extraction.owner_markers.spans import OwnerSpan, all_known
from extractor.language.columns import column_kind, holds_details, names_work
from extractor.language.people.roles import is_written_as_role
from extractor.language.people.roster import Roster
from extractor.model import Block, Cell, Kind, Notes


@dataclass(frozen=True, slots=True)
class ActionRow:
    """What a row of an action table says."""

    cell: int  # the index of the cell that holds the work
    start: int  # where that cell's text stands in the row's text
    end: int
    draft: CandidateDraft
    phrases: tuple[Phrase, ...]  # date phrases, those of the due column first
    done: bool


# Whoever minutes "Posters are needed" with initials beside it has assigned it, whatever its words.
MINUTED = "row: initials beside the text"
_FORWARD = expression(r"[CB]/[FD]", re.IGNORECASE)  # "C/F to next meeting": carried forward, nobody's initials
_TITLE_OF_WORK = expression(r"action|to-?do|task|next step", re.IGNORECASE)
_ASSIGNS = expression(r"^\W*[A-Z@].*\b(?:to|will)\s+[a-z]")
_BY = expression(r"\W*by\W*", re.IGNORECASE)
_OTHER_DAY = expression(r"\W*(?:date|(?:completed|finished|done|closed) by)\W*", re.IGNORECASE)
_ACCOUNTABLE = expression(r"\baccountab", re.IGNORECASE)
_WORD = expression(r"\w")
_CLOSED = expression(r"\W*(?:closed?|completed?|done|action closed)\W*", re.IGNORECASE)  # in the column of dates
_CLOSED_ON = expression(r"\d|^\W*(?:yes|y|closed|done|x|✓|✔|✅)", re.IGNORECASE)  # in a column "Date closed"
_DONE = expression(
    r"(?:[^\w✓✔✅☑]*(?:(?:done|complete[d]?|closed|finished|yes|resolved|actioned|x)\b|[✓✔✅☑]))"
    r"|\W*(?:y|true|100\s?%|discharged)\W*$",
    re.IGNORECASE,
)
_SHARE = expression(r"%|\bper\s?cent", re.IGNORECASE)  # "% complete", of which a spreadsheet keeps 1 for all
_WHOLE = expression(r"\W*(?:1|1\.0+|100)\s?%?\W*")
_STAGE = expression(r"\W*(?:section|column|section/column|list|list name|bucket|bucket name|stage|lane)\W*", re.I)
_ENDED = expression(r"\W*(?:done|completed?|closed|finished)\W*", re.I)  # a list of Trello, a section of Asana
_NOTHING = expression(r"\W*(?:none|nil|n/?a|no (?:further )?actions?(?: (?:required|needed|arising))?|noted)?\W*", re.I)
_DROPPED = expression(
    r"\W*(?:cancell?ed|dropped|withdrawn|abandoned|superseded|obsolete|rejected|duplicate|won['’]?t (?:do|fix)"
    r"|no longer (?:needed|required|applicable|relevant)|not (?:needed|required))\b",
    re.I,
)


def column_roles(block: Block) -> dict[int, str]:
    """Return what the column of each cell of a row is for ("owner", "task", ...); {} where it is no action table."""
    kinds = {index: column_kind(cell.column.strip(" *_")) for index, cell in enumerate(block.cells)}
    by = next((index for index, cell in enumerate(block.cells) if _BY.fullmatch(cell.column)), None)
    if by is not None and list(kinds.values()).count("due") > 1:
        kinds[by] = "owner"  # "Item | By | Due"
    _tell_work(block, kinds)
    days = [index for index, kind in kinds.items() if kind == "due"]
    for index in days:
        if len(days) > 1 and _OTHER_DAY.fullmatch(block.cells[index].column):
            kinds[index] = "raised"  # "Date | Action | Finish by"
    _tell_helpers(block, kinds)
    roles = set(kinds.values())
    tracks = ("owner" in roles and roles & {"task", "due", "status"}) or ("task" in roles and roles & {"due", "status"})
    lists_work = (
        "task" in roles and len(block.cells) >= 2 and any(_TITLE_OF_WORK.search(cell.column) for cell in block.cells)
    )
    return kinds if tracks or lists_work else {}


def _tell_work(block: Block, kinds: dict[int, str]) -> None:
    """Note which column names the work where no title says so: "Name | Assign | Due", "Title | Description | Owner"."""
    named = [index for index, cell in enumerate(block.cells) if names_work(cell.column)]
    tasks = [index for index, kind in kinds.items() if kind == "task" and index not in named]
    owners = [index for index, kind in kinds.items() if kind == "owner" and index not in named]
    told = all(holds_details(block.cells[index].column) for index in tasks)
    if len(named) == 1 and told and (owners or kinds[named[0]] == "topic") and block.cells[named[0]].text.strip():
        kinds |= dict.fromkeys(tasks, "topic") | {named[0]: "task"}


def _tell_helpers(block: Block, kinds: dict[int, str]) -> None:
    """Note who helps as owner where the table has owners, but this row has none: "Lead | Support"."""
    owners = [index for index, kind in kinds.items() if kind == "owner"]
    accountable = [index for index in owners if _ACCOUNTABLE.search(block.cells[index].column)]
    helpers = [index for index, kind in kinds.items() if kind == "helper"]
    if len(owners) > len(accountable) > 0:
        helpers += accountable  # of "Responsible | Accountable", the first one does the work
        owners = [index for index in owners if index not in accountable]
    is_owned = any(_WORD.search(block.cells[index].text) for index in owners)
    kinds |= dict.fromkeys(helpers, "field" if is_owned or not owners else "owner")


def assignments(block: Block, roster: Roster) -> tuple[tuple[int, int], ...]:
    """Return the spans of whole assignments in the owner's column ("Kim to draft it; Lee to review"); () for names."""
    offsets = _cell_offsets(block)
    spans: list[tuple[int, int]] = []
    for index, role in column_roles(block).items():
        cell, at = block.cells[index], offsets[index]
        for part in (cell.parts or (cell.text,)) if role == "owner" else ():
            at = max(at, block.text.find(part, at))
            if len(part.split()) > 3 and not roster.owners_only(part) and _ASSIGNS.search(part):
                spans.append((at, at + len(part)))
            at += len(part)
    return tuple(spans)


def is_head(notes: Notes, index: int) -> bool:
    """Whether a row is the line of its table's column titles."""
    block = notes.blocks[index]
    following = notes.blocks[index + 1] if index + 1 < len(notes.blocks) else None
    return (
        block.kind is Kind.ROW
        and following is not None
        and following.kind is Kind.ROW
        and tuple(cell.text for cell in block.cells) == tuple(cell.column for cell in following.cells)
    )


def read_row(
    notes: Notes, index: int, context: BlockContext, annotations: Annotations, shared: Mapping[str, float]
) -> ActionRow | None:
    """Read a row of an action table.

    Args:
        notes: The notes.
        index: The index of the row's block.
        context: What surrounds the block.
        annotations: The annotations of the notes.
        shared: The features of the document and of the list.

    Returns:
        What the row says, or None if no cell of it holds work.
    """
    block = _without_dittos(notes, index)
    roles = column_roles(block)
    chosen = _work_cell(block, roles)
    if chosen is None:
        return None
    cell = block.cells[chosen]
    offsets = _cell_offsets(block)
    start, end = offsets[chosen], offsets[chosen] + len(cell.text)
    status = " ".join(_texts(block, roles, "status"))
    if _DROPPED.match(status) or _NOTHING.fullmatch(cell.text):
        return None
    owners = list(_owners_of_column(block, roles, offsets, annotations.roster))
    draft = _with_columns(CandidateDraft(start, end, (), shared), block, roles, cell, owners)
    draft = draft.with_features(*layout_features(notes, index, context))
    draft = _with_cell_owner(draft, cell, context, annotations)
    draft = draft.with_features(*word_features(block.text[draft.start : draft.end], annotations.of(cell.text)))
    due = " ".join(_texts(block, roles, "due"))
    closed = " ".join(_texts(block, roles, "closed"))
    is_closed = _is_done(block, roles) or _CLOSED.fullmatch(due) is not None or _CLOSED_ON.search(closed) is not None
    done = is_closed or is_done(block, start, annotations.of(block.text, start, end), context)
    columns = tuple(
        Phrase(offsets[i], offsets[i] + len(block.cells[i].text), block.cells[i].text.strip(), "column")
        for i, role in roles.items()
        if role == "due" and block.cells[i].text.strip()
    )
    phrases = (*columns, *annotations.dates_between(block.text, start, end))
    return ActionRow(chosen, start, end, draft.with_features("done") if done else draft, phrases, done)


def _is_done(block: Block, roles: Mapping[int, str]) -> bool:
    """Whether a column of states says that the work of a row is done: "Complete", "100%", a list of what is done."""
    for index, cell in enumerate(block.cells):
        if roles[index] == "status":
            done = _WHOLE.fullmatch(cell.text) if _SHARE.search(cell.column) else _DONE.match(cell.text)
            if done or "✅" in cell.text:
                return True
        elif _STAGE.fullmatch(cell.column) and _ENDED.fullmatch(cell.text):
            return True
    return False


_HAS_TO = expression(r"(?P<who>[^,;()]{1,60}?)\s(?:to|will|should|must)\s+[a-z].*")


def _owners_of_column(block: Block, roles: Mapping[int, str], offsets: Sequence[int], roster: Roster) -> Iterator[str]:
    """Yield the owners of the owner's columns, without what is struck and without what they do: "Ana to instruct"."""
    for index, role in roles.items():
        if role != "owner":
            continue
        words, start = block.cells[index].text, offsets[index]
        for left, right in reversed(block.struck):
            if start <= left and right <= start + len(words) and right - left < len(words.strip()):
                words = words[: left - start] + words[right - start :]
        does = _HAS_TO.fullmatch(words.strip())
        if does is not None and roster.owners_only(does["who"]):
            words = does["who"]
        if words.strip():
            yield words


def _with_columns(
    draft: CandidateDraft, block: Block, roles: Mapping[int, str], work: Cell, owners: Sequence[str]
) -> CandidateDraft:
    """Add the owners of the owner's column, and features of which columns there are and which of them are filled."""
    for words in owners:
        draft = draft.with_owner(words, "column")
    draft = draft.with_features("row", *(f"row: has {role}" for role in dict.fromkeys(roles.values()) if role))
    if _TITLE_OF_WORK.search(work.column) or names_work(work.column):
        # "Action | Who | By when": the table says what it lists
        draft = draft.with_features("row: titled as work")
        if "owner" in roles.values():
            draft = draft.with_features("row: titled as work, owned")
    titles = {cell.column for cell in block.cells}
    if titles >= {"Action", "Action by"} and any(owners) and len(work.text.split()) > 1:
        draft = draft.with_features(MINUTED)
    due, status = (" ".join(_texts(block, roles, role)) for role in ("due", "status"))
    filled = {"owner": " ".join(owners), "due": due.strip(), "status": status}
    return draft.with_features(*(f"row: {role} filled" for role, words in filled.items() if words.strip(" -–—")))


_DITTO = expression(
    r"""\W*(?:same|idem|ditto|as\ above|see\ above|dto\.?|do\.|[="„“”″〃'’]{1,2})\W*""", re.VERBOSE | re.IGNORECASE
)
_MAX_DITTOS = 30  # rows between ditto marks and the cell that they repeat


def _without_dittos(notes: Notes, index: int) -> Block:
    """Return the row with what its ditto marks stand for: the cell above them in the same column."""
    block = notes.blocks[index]
    if not any(_is_ditto(cell) for cell in block.cells):
        return block
    cells = tuple(
        _cell_above(notes, index, column) if _is_ditto(cell) else cell for column, cell in enumerate(block.cells)
    )
    return replace(block, cells=cells)


def _is_ditto(cell: Cell) -> bool:
    return bool(cell.text) and _DITTO.fullmatch(cell.text) is not None


def _cell_above(notes: Notes, index: int, column: int) -> Cell:
    """Return the nearest cell above in the same column that says something of its own."""
    cell = notes.blocks[index].cells[column]
    for above in range(index - 1, max(-1, index - _MAX_DITTOS), -1):
        row = notes.blocks[above]
        if row.kind is not Kind.ROW or column >= len(row.cells) or row.cells[column].column != cell.column:
            break
        if row.cells[column].text and not _is_ditto(row.cells[column]):
            return row.cells[column]
    return cell


def _texts(block: Block, roles: Mapping[int, str], role: str) -> list[str]:
    """Return the texts of the cells in the columns for this role."""
    return [block.cells[i].text for i, kind in roles.items() if kind == role]


def _cell_offsets(block: Block) -> list[int]:
    """Return where each cell stands in the row's text."""
    offsets: list[int] = []
    at = 0
    for cell in block.cells:
        at = max(at, block.text.find(cell.text, at))
        offsets.append(at)
        at += len(cell.text)
    return offsets


def _work_cell(block: Block, roles: Mapping[int, str]) -> int | None:
    """Return the index of the cell that holds the work: of a task column, else the longest without another role."""
    filled = [i for i in roles if block.cells[i].text.strip()]
    tasks = [i for i in filled if roles[i] == "task"]
    if not tasks:
        rest = [i for i in filled if roles[i] in {"topic", ""}]
        return max(rest, key=lambda i: len(block.cells[i].text), default=None)
    return max(
        tasks,
        key=lambda i: (
            len(block.cells[i].text.split()) > 1,
            "action" in block.cells[i].column.casefold(),
            len(block.cells[i].text),
        ),
    )


def _is_cut_off(owner: OwnerSpan, place: str, draft: CandidateDraft, roster: Roster) -> bool:
    """Whether words at the start of the work are who does it; beside a column of owners, only whom the notes know."""
    if draft.owners and (place != "lead" or not (all_known(owner.who, roster) or is_written_as_role(owner.who))):
        return False  # "Scaffold to gridline F to be struck"
    return not _FORWARD.fullmatch(owner.who)


def _with_cell_owner(
    draft: CandidateDraft, cell: Cell, context: BlockContext, annotations: Annotations
) -> CandidateDraft:
    """Cut off the owner whom the cell of the work names; they count where no column names one."""
    start = draft.start
    segment = annotations.of(cell.text)
    for owner, place in ((segment.label, "label"), (segment.before_verb, "lead")):
        if owner is not None and _is_cut_off(owner, place, draft, annotations.roster):
            draft = draft.with_work(start + owner.end)
            if not draft.owners:
                draft = draft.with_owner(owner.who, place)
    if not draft.owners and segment.owner_at_end is not None:
        draft = draft.with_owner(segment.owner_at_end.who, "tail").with_work(end=start + segment.owner_at_end.start)
    if not draft.owners:
        draft = draft.with_features("owner: nobody")
        if context.owner:
            draft = draft.with_owner(context.owner, context.owner_from)
    return draft
