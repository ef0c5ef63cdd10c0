"""Titles of table columns: number, field of a program, owner, helper, when raised, closed, due, status, task, topic."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.language.patterns.compiling import in_lower_case


class Column(NamedTuple):
    """A kind of column, known by its title."""

    id: str
    pattern: str  # searched in the title, in lower case
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# The first match decides: number stands before task for "Action no.", owner for "Action owner", due for "Task due".
COLUMNS: tuple[Column, ...] = (
    Column(
        "number",
        r"""^ \W* (?: (?: (?: action | task | item | issue | minute | agenda | log | meeting )\ )?
            (?: \# | no | nr | num | number | id | ref (?: \.?\ no )? ) | item\ \# )? \W* $""",
        ("#", "No.", "ID", "", "Action no.", "Task ID", "Minute ref"),
        ("Note", "Name", "Idea", "Reference", "Number of seats", "Action", "Item", "Noon"),
    ),
    Column(  # what the exports of Asana, ClickUp, Jira, Linear, MS Project, Planner and Trello say beside a task
        "field",
        r"""^ \W* (?: (?: bucket | section | list | board | plan | sprint | epic | workspace | folder | space | parent
              | swimlane | cycle | project | team | category ) \ (?: name | id | key | title | task | issue | type )
            | bucket | section/column | swimlane | epic s? | label s? | tag s? | priority | severity
            | (?: issue | card | work\ item | assignee | assigned )
              \ (?: id | key | type | url | link s? | description )
            | (?: attachment | comment | vote | watcher | completed\ checklist | checklist ) s?
              (?: \ (?: item s? | total | completed | count | link s? ) ){1,3}
            | (?: blocked\ by | blocking | predecessor s? | successor s? ) (?: \ \(dependencies\) )?
            | (?: created | added | opened | raised | reported | requested | updated | modified | logged | closed
              | last\ modified ) \ by
            | creator | reporter | author | requester
            | (?: .{1,20} \ )? (?: e-?mail (?:\ address)? | url | link )
            | (?: last \ )? (?: modified | updated | activity ) (?: \ (?: at | on | date ) )?
            | date\ (?:last\ )?(?:modified|updated) | custom\ field .{0,60} | is\ recurring | late | archived
            | date\ lang | time\ ?zone
            | duration (?: \ unit )? | (?:time\ )? estimate (?:d\ hours)? | story\ points | time\ spent | indent
            ) \W* $""",
        ("Section/Column", "Bucket Name", "Created By", "Reporter", "Assignee Email", "Checklist Item Total Count"),
        ("Owner", "Project", "Comments", "Card Name", "Issue", "Raised on", "Update", "Lead", "Description", "Section"),
    ),
    Column(
        "helper",
        r"""^ \W* (?: support (?: ing | ed\ by | \ from | \ (?:staff|person|officer|team|lead) )?
            | (?:with\ )?help (?:er)? s?
              (?: \ from )? | help(?:ed|ing)?\ by | assist(?: ant | ing | ed\ by )s? | back[ -]?up | deputy
            | with | co-?owner s? | (?: to\ be\ )? (?: consult | inform ) ed | working\ with | supported
            | (?: exec(?:utive)? | director | board | senior | slt )\ (?: lead | sponsor | owner ) | sponsor ) \W* $""",
        ("Support", "Supported by", "Helpers", "Consulted"),
        ("Owner", "Supporting documents", "Help needed", "Lead", "Second", "Assigned"),
    ),
    Column(
        "owner",
        r"""\b(?: owner s? | owned\ by | (?: delegated | allocated | given | tasked )\ to | whose(?:\ \w+)?
            | (?:action\ )?officer s? | who | assigned (?:\ to)? | assignee s? | responsib\w* | person s? | lead s?
            | assign | by\ whom | poc | champion s? | dri
            | (?: ^ | (?: your | full | first | last | staff | contact | colleague ) \ ) name s? | 's\ name
            | contractor s? | caseworker s? | actionee s? | initials | ^ people $ | doer
            | (?:action|task)\ (?:by(?!\ (?:date|when))|owner)
            | volunteers? | member s? | in\ charge | accountab\w* | resource s? | actioned\ by
            | resp | agent | keyworker | handler | for\ whom | driver s? | ownership $ )\b""",
        ("Owner", "Who", "Assigned to", "Person responsible", "Action by", "Actions: Responsible", "Allocated to"),
        ("What", "Due", "Whole list", "Leadership", "Ownership model", "Membership", "Personal notes", "Office"),
    ),
    Column(
        "raised",
        r"""\b(?: date\ (?: raised | opened | added | logged | created | entered | identified | reported | agreed | set
              | of )
            | (?: raised | opened | added | logged | created | entered | identified | reported )
              (?:\ on|\ date)? \W* $
            | (?: start | created | opened | creation ) (?:\ (?:date|at|time) )? \W* $ )""",
        ("Date raised", "Opened", "Date of meeting", "Start date"),
        ("Raised by", "Due date", "Date", "Restart needed by", "Date due"),
    ),
    Column(
        "closed",
        r"""^ \W* (?: date\ )(?: action\ )? (?: closed | completed | done | finished | actioned ) \W* $
            | ^ \W* (?: action\ )? (?: closed | completed | done | finished | actioned )
              \ (?: on | at | date | time ) \W* $
            | ^ \W* closed \W* $""",
        ("Date closed", "Closed", "Completed on", "Date completed", "Completed At"),
        ("Completed by", "Done", "Completion date", "Open or closed?", "Disclosed", "Completed attendance"),
    ),
    Column(
        "due",
        r"""^ \W* (?: by | until | till ) \W* $
            | ^ \W* (?: day | before | latest (?:\ (?:date|by) )? | w/c | week\ commencing | needed ) \W* $
            | ^ \W* (?: needed | wanted | fix | finish | done | ready | required | expected
              | do | deliver | return ) \ by \W* $
            | \b(?: due (?! \ complete ) | when | by\ when | deadline s? | target | eta | date s? | timeline | timeframe
            | timing
            | complet(?:ed?|ion)\ (?:by|date) | completion | finish | end | time[ -]?scales? | time\ ?frames?
            | timelines? | required\ by | expected | forecast | ecd | finish(?:ed)?\ by )\b""",
        (
            "Due",
            "When",
            "Until",
            "Deadline",
            "Due date",
            "Target date",
            "Timescale",
            "Time frame",
            "Completion",
            "Complete by",
        ),
        (
            "What",
            "Owner",
            "Update",
            "Trend",
            "Candidate",
            "Residue",
            "Completed",
            "Until now",
            "Overtime",
            "Times",
            "Timely",
            "Scale",
        ),
    ),
    Column(
        "status",
        r"""\b(?: status | state | progress | done | finished | complete[d]? | open | resolved | outcome | rag
            | signed\ off | sign-?off | actioned | ticked | checked )\b""",
        ("Status", "Done?", "RAG", "Open/Closed", "Due Complete"),
        ("Owner", "Task", "Statement", "Fragment", "Storage", "Opening", "Checklist"),
    ),
    Column(
        "task",
        r"""\b(?: action s? (?!\ taken) | (?<!agenda\ )items? | ^ \W* ais? \W* $ | task s? | what | to-?do s? | to\ do
            | description | deliverable s? | recommendation s? | jobs? | chores? | errands? | card\ name
            | snags? | defects?
            | activity | activities | request s? | ^ \W* next \W* $
            | follow[ -]?ups? | next\ steps? | work | things? | assignment s? )\b""",
        ("Action", "Task", "What", "Action Item", "To do", "Next steps", "AI", "Task name"),
        (
            "Owner",
            "Due",
            "Multitask",
            "Action owner",
            "Task status",
            "Network",
            "Reaction",
            "Aims",
            "AI models",
            "Jobshare",
        ),
    ),
    Column(
        "topic",
        r"""\b(?: topic s? | subject | issue s? | discussion | agenda | notes? | comments? | point s? | details?
            | title | summary | content | ^ name $ )\b""",
        ("Topic", "Notes"),
        ("Owner", "Toe", "Notebook"),
    ),
)

_NAMES_WORK = expression(
    r"\W*(?:(?:task|card|issue|item|ticket|work item|story|to-?do|job) )?(?:name|title|summary|subject|content)\W*",
    re.I,
)
_DETAILS = expression(r"\W*(?:(?:task|item) )?(?:descriptions?|details?)\W*", re.I)


def names_work(title: str) -> bool:
    """Whether a column of this title holds the names of pieces of work, if others hold their owners: "Summary"."""
    return _NAMES_WORK.fullmatch(title.replace("_", " ")) is not None


def holds_details(title: str) -> bool:
    """Whether a column only describes the work, if another one names it: "Description"."""
    return _DETAILS.fullmatch(title) is not None


_WORK_AND_WHO = expression(
    r"\W*(?:agreed )?(?:actions?|tasks?|what)\s?(?:[&/+]|and|\()\s?"
    r"(?:by )?(?:who|whom|owners?|leads?|person|names?|initials)\W*"
)


@lru_cache(4096)
def column_kind(title: str) -> str:
    """Return the id of the kind of column that a title names, or ""."""
    low = title.lower().replace("_", " ")
    if _WORK_AND_WHO.fullmatch(low):
        return "task"  # its cells say both: "Beryl to order labels"
    return next((column.id for column in COLUMNS if in_lower_case(column.pattern).search(low)), "")


_BETWEEN_TITLES = expression(r"\s[/|·•]\s")
_SCALE = expression(r"[(\[]\s*(?:\d+\s*(?:[-–,/]|to)\s*)+\d+\s*[)\]]")
_IN_BRACKETS = expression(r"[(\[][^()\[\]]{0,60}[)\]]")


def is_legend(line: str) -> bool:
    """Whether a line only says what the parts of the lines below it are: "Importance (1 - 5) / Name / Estimate".

    It has three short parts or more, and a scale or two titles of columns among them.
    """
    if len(line) > 200 or len(parts := _BETWEEN_TITLES.split(line.strip())) < 3:
        return False
    titles = [_IN_BRACKETS.sub("", part).strip(" *_=:.") for part in parts]
    if any(not 1 <= len(title.split()) <= 3 for title in titles):
        return False
    return _SCALE.search(line) is not None or sum(column_kind(title) != "" for title in titles) >= 2
