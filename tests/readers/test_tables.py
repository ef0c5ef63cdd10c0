"""Tables of minutes: what stays as it is, then initials beside the text, ditto marks, roles below names, two heads."""

from __future__ import annotations

from datetime import date

import pytest

from extractor import extract, readers
from extractor.model import Block, Kind
from extractor.readers import read_text
from extractor.readers.tables import MAX_OWNER, is_owner, rows_by_initials

HEAD = "Present: Ana Lopez, Ben Carter\n\n"


def rows(table: str, name: str = "notes.md") -> list[Block]:
    return [block for block in readers.read_bytes((HEAD + table).encode(), name).blocks if block.kind is Kind.ROW]


def cells(table: str, name: str = "notes.md") -> list[list[tuple[str, str]]]:
    return [[(cell.column, cell.text) for cell in row.cells] for row in rows(table, name)]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            "| Item | Action |\n|---|---|\n| Shed roof | Get two quotes |\n| Hall | AL |", id="work in the column"
        ),
        pytest.param("| Item | Note |\n|---|---|\n| The roof of the shed leaks | BC |", id="another title"),
        pytest.param("| Item | Action |\n|---|---|\n| Shed | BC |\n| Hall | AL |", id="no text beside the initials"),
        pytest.param("| Item | Action |\n|---|---|\n| The roof of the shed leaks | |", id="no initials"),
        pytest.param(
            "| Name | Grade |\n|---|---|\n| Quality of the new roof | AA |", id="marks that look like initials"
        ),
    ],
)
def test_other_tables_keep_their_columns(table: str) -> None:
    titles = [title.strip() for title in table.split("\n")[0].strip("| ").split("|")]
    assert all([column for column, _ in row] == titles for row in cells(table))


def test_initials_in_a_column_of_actions_own_the_text_beside_them() -> None:
    table = "| No. | Item | Action | Date |\n|---|---|---|---|\n"
    table += "| 1 | The roof leaks. | BC / AL | 13/03 |\n| 2 | All well here. | | |"
    assert cells(table) == [
        [("No.", "1"), ("Action", "The roof leaks."), ("Action by", "BC / AL"), ("Date", "13/03")],
    ]
    assert readers.read_bytes((HEAD + table).encode(), "n.md").blocks[-1].kind is Kind.PARAGRAPH


@pytest.mark.parametrize("name", ["notes.md", "notes.html"])
def test_initials_on_the_lines_of_a_cell_own_these_lines(name: str) -> None:
    row = ("3", "Open day<br>Posters are needed.<br>The hall must be booked.", "<br>AL<br>BC")
    if name.endswith("html"):
        table = f"<html><body><table><tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr></table></body></html>"
    else:
        table = f"| No | Item | Action |\n|---|---|---|\n| {' | '.join(row)} |"
    found = [[text for _, text in row][-2:] for row in cells(table, name)]
    assert found == [["Posters are needed.", "AL"], ["The hall must be booked.", "BC"]]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        pytest.param([["Shed", "Paint it"], ["AL", ""]], 1, id="initials on the first line stand for all"),
        pytest.param([["Shed"], ["", "AL"]], 1, id="initials below the text"),
        pytest.param([["Shed", "Paint it"], ["", "by Friday"]], 1, id="no initials"),
        pytest.param([["", "AL"]], 1, id="one cell"),
        pytest.param([], 1, id="no cell"),
        pytest.param([["1"], ["Shed", "Paint it", "Buy a lock"], ["", "AL", "BC"]], 3, id="two lines with initials"),
    ],
)
def test_rows_are_divided_only_where_initials_stand_beside_lines(lines: list[list[str]], count: int) -> None:
    assert len(rows_by_initials(lines)) == count


@pytest.mark.parametrize("text", ["", "Get two quotes", "The treasurer will pay", "A", "A" * (MAX_OWNER + 1)])
def test_words_of_work_are_no_owner(text: str) -> None:
    assert not is_owner(text)


@pytest.mark.parametrize("text", ["AL", "AL / BC", "AL, BC & CD", "Treasurer", "All", "the clerk"])
def test_initials_and_roles_are_owners(text: str) -> None:
    assert is_owner(text)


def test_ditto_marks_stand_for_the_cell_above() -> None:
    table = '| Task | Who | When |\n|---|---|---|\n| Call the bank | Ana | 3 May |\n| Pay the bill | " | ditto |'
    assert cells(table)[1] == [("Task", "Pay the bill"), ("Who", "Ana"), ("When", "3 May")]
    first = '| Task | Who |\n|---|---|\n| Call the bank | " |'
    assert cells(first) == [[("Task", "Call the bank"), ("Who", '"')]]


def test_role_below_a_name_is_no_part_of_it() -> None:
    table = "| Task | Lead |\n|---|---|\n| Call | James Bell<br>Team Lead |\n| Pay | Ana Lopez<br>Ben Carter |"
    assert [row[1][1] for row in cells(table)] == ["James Bell", "Ana Lopez; Ben Carter"]


def test_second_row_of_titles_names_the_columns() -> None:
    table = "| Action | | |\n|---|---|---|\n| What | Who | By when |\n| Call the bank | Ana | 3 May |"
    assert cells(table) == [[("What", "Call the bank"), ("Who", "Ana"), ("By when", "3 May")]]


@pytest.mark.parametrize("cut", range(0, 110, 9))
def test_table_that_is_cut_anywhere_is_read(cut: int) -> None:
    table = "| No. | Item | Action |\n|---|---|---|\n| 1 | The roof<br>leaks badly | <br>BC |\n"
    table += '| 2 | " | ditto |\n| 3 |  | AL |'
    rows(table[:cut])
    rows(f"<html><body><table><tr><td>{table[:cut]}</body></html>", "x.html")


@pytest.mark.slow
def test_table_of_many_lines_in_a_cell_is_read_in_linear_time() -> None:
    table = f"| Item | Action |\n|---|---|\n| {'Paint the shed<br>' * 2000} | {'<br>AL' * 1999} |"
    assert len(rows(table)) == 1999


COPIED = """Present: A Dagg (AD), B Wigg (BW)

Action

1.0

The verges were cut. Find out how often they are cut.

AD

Meet the mason about the lettering.

BW / AD
"""


@pytest.mark.parametrize(
    ("title", "initials"), [("Apologies", ("AD", "BW / AD")), ("Action", ("OK", "TBC"))], ids=["no column", "unknown"]
)
def test_short_lines_below_a_text_are_no_owners(title: str, initials: tuple[str, str]) -> None:
    text = COPIED.replace("\nAction\n", f"\n{title}\n")
    text = text.replace("\nAD\n", f"\n{initials[0]}\n").replace("\nBW / AD\n", f"\n{initials[1]}\n")
    assert not [block for block in readers.read_bytes(text.encode(), "m.txt").blocks if block.kind is Kind.ROW]


def test_initials_copied_from_a_column_own_the_text_above_them() -> None:
    found = [block for block in readers.read_bytes(COPIED.encode(), "m.txt").blocks if block.kind is Kind.ROW]
    assert [[(cell.column, cell.text) for cell in row.cells][-1] for row in found] == [
        ("Action by", "AD"),
        ("Action by", "BW / AD"),
    ]
    assert [(row.line, row.end_line) for row in found] == [(7, 9), (11, 13)]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        pytest.param("Ana Maria Carter", "Ana Maria Carter", id="a surname that ends like a trade"),
        pytest.param("Ward Sister Mo Cole", "Ward Sister Mo Cole", id="the role first"),
        pytest.param("Ana Lopez and Ben Carter", "Ana Lopez and Ben Carter", id="two people"),
        pytest.param("James Bell Chief Pharmacist", "James Bell", id="the role behind the name"),
        pytest.param("Dr Priya Shah, Clinical Lead", "Dr Priya Shah", id="behind a comma"),
        pytest.param("Mo Cole – Ward Manager", "Mo Cole", id="behind a dash"),
    ],
)
def test_owner_is_never_a_name_with_its_role(said: str, name: str) -> None:
    notes = read_text(f"| Action | Lead |\n|---|---|\n| Order it | {said} |\n| Send it | Ben |\n")
    assert notes.blocks[0].cells[1].text == name


def test_dates_of_a_log_are_not_the_day_of_the_meeting() -> None:
    log = "| Date raised | Action | Owner | Due |\n|---|---|---|---|\n| 2026-02-03 | Fix it | Ben | 2026-02-20 |\n"
    recap = extract(log, date="2026-03-03")
    assert (recap.date, recap.items[0].due) == (date(2026, 3, 3), date(2026, 2, 20))


def test_line_below_a_row_goes_on_with_its_cell() -> None:
    table = (
        "ACTION                     LEAD   TIMESCALE\n"
        "Ring the council           Ana    ASAP\n"
        "  about the skip\n"
        "Send the list              Ben    10 March\n"
    )
    rows = [block for block in read_text(table).blocks if block.kind is Kind.ROW]
    assert [row.cells[0].text for row in rows] == ["Ring the council about the skip", "Send the list"]
    assert [(row.line, row.end_line) for row in rows] == [(2, 3), (4, 4)]


TWO_HEADS = {
    "HTML": "<table><tr><th></th><th colspan=2>Action</th><th colspan=2>Progress</th></tr><tr><th>Ref</th><th>What</th>"
    "<th>Who</th><th>By when</th><th>Status</th></tr><tr><td>1</td><td>Order the paint</td><td>Ben</td><td>6 March</td>"
    "<td>Open</td></tr></table>",
    "Markdown": "| | Task | | Dates | |\n|---|---|---|---|---|\n| Ref | What | Who | By when | Status |\n"
    "| 1 | Order the paint | Ben | 6 March | Open |",
}


@pytest.mark.parametrize("table", TWO_HEADS.values(), ids=TWO_HEADS)
def test_group_above_the_titles_of_columns_is_no_title(table: str) -> None:
    values = ["1", "Order the paint", "Ben", "6 March", "Open"]
    assert cells(table) == [list(zip(["Ref", "What", "Who", "By when", "Status"], values, strict=True))]


def test_title_that_tells_little_keeps_that_of_its_group() -> None:
    table = "| What | Allocated to | | Due |\n|---|---|---|---|\n| | First | Second | |\n| Order it | Ben | Ana | 6/3 |"
    assert [column for column, _ in cells(table)[0]] == ["What", "Allocated to First", "Allocated to Second", "Due"]


def test_titles_that_a_format_does_not_mark_are_seen_and_repeated_ones_left_out() -> None:
    head = "<tr><td>What</td><td>Who</td><td>When</td></tr>"
    row = "<tr><td>Order it</td><td>Ben</td><td>6 March</td></tr>"
    assert (
        cells(f"<table>{head}{row}{head}{row}</table>")
        == [[("What", "Order it"), ("Who", "Ben"), ("When", "6 March")]] * 2
    )


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("James Bell, Chief Pharmacist", "James Bell"),
        ("James Bell Chief Pharmacist", "James Bell"),
        ("Ama Boateng, Cook / Mo Cole, Ward Sister", "Ama Boateng / Mo Cole"),
        ("Sue Rao, Consultant", "Sue Rao"),
        ("Ana Lopez, Ben", "Ana Lopez, Ben"),
        ("Ana Lopez, Ben Carter", "Ana Lopez, Ben Carter"),
    ],
)
def test_role_behind_a_name_is_no_part_of_the_owner(cell: str, names: str) -> None:
    assert cells(f"| What | Allocated to |\n|---|---|\n| Order the paint | {cell} |")[0][1][1] == names


def test_column_of_states_is_one_whatever_its_title() -> None:
    table = "| Task | Officer | Position |\n|---|---|---|\n| Order it | Ben | Open - asked |\n| Cut it | Ana | Closed |"
    assert [row[2][0] for row in cells(table)] == ["Status", "Status"]


UNTITLED = "1\tRepair the swing seat\tColin Webb, Groundsman\t22 June\n2\tOrder bark chips\tNadine Orr, Clerk\tasap\n"


def test_tabs_without_titles_are_columns_of_work_names_and_days() -> None:
    assert cells(UNTITLED) == [
        [("", "1"), ("Action", "Repair the swing seat"), ("Action by", "Colin Webb"), ("Due", "22 June")],
        [("", "2"), ("Action", "Order bark chips"), ("Action by", "Nadine Orr"), ("Due", "asap")],
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Review of the budget\tJames Bell\t10 mins\nReport of the chair\tAna Lopez\t5 mins\n", id="agenda"
        ),
        pytest.param("James Bell\tChief Pharmacist\tTrust\nAna Lopez\tWard Sister\tTrust\n", id="people"),
        pytest.param("Apples\t3 March\nPears\t4 March\n", id="no names"),
    ],
)
def test_other_tabs_are_no_table(text: str) -> None:
    assert rows(text) == []


def test_words_for_no_day_give_none_and_are_no_part_of_the_task() -> None:
    table = "| Action | Who | When |\n|---|---|---|\n" + "".join(
        f"| Paint wall {number} | Ben | {when} |\n" for number, when in enumerate(("asap", "ongoing", "TBC", "tba"))
    )
    items = extract(f"# Sync 3 March 2026\n\n{table}").items
    assert [(item.due, item.task) for item in items] == [(None, f"Paint wall {number}") for number in range(4)]


def test_title_of_a_table_in_its_first_row_names_no_column() -> None:
    title = "<tr><td><b>Actions</b></td><td></td><td></td></tr>"
    head = "<tr><td><b>Action</b></td><td><b>Action by</b></td><td><b>Date</b></td></tr>"
    row = "<tr><td>Clean the font</td><td>Ben</td><td>31/05/26</td></tr>"
    table = f"<table>{title}{head}{row}</table>"
    assert cells(table) == [[("Action", "Clean the font"), ("Action by", "Ben"), ("Date", "31/05/26")]]
