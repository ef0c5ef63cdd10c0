"""The layout of notes as blocks, with lines, sections, parents, check boxes and cells."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent
from typing import NamedTuple
from unittest.mock import Mock, patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import SHARED

from extractor.model import Block, Kind, Notes, ReadOptions, RecapError
from extractor.readers import inline, read_path, read_text
from extractor.readers.formats import markdown
from extractor.readers.registry import READERS

CORPUS = SHARED / "corpus"


class Outline(NamedTuple):
    """A block as the tests of layout compare it."""

    kind: str
    line: int
    end_line: int
    text: str


@dataclass(frozen=True)
class Case:
    """Notes and their blocks."""

    id: str
    notes: str
    blocks: tuple[Outline, ...]


def paragraph(text: str, *, line: int, end_line: int | None = None) -> Outline:
    return Outline("paragraph", line, end_line or line, text)


def bullet(text: str, *, line: int, end_line: int | None = None) -> Outline:
    return Outline("bullet", line, end_line or line, text)


def row(text: str, *, line: int) -> Outline:
    return Outline("row", line, line, text)


def heading(text: str, *, line: int) -> Outline:
    return Outline("heading", line, line, text)


def blocks_of(notes: str) -> tuple[Block, ...]:
    return read_text(dedent(notes)).blocks


def block(notes: str, start: str) -> Block:
    """The block that begins with `start`."""
    (found,) = [block for block in blocks_of(notes) if block.text.startswith(start)]
    return found


def outline(notes: Notes) -> tuple[Outline, ...]:
    return tuple(Outline(block.kind.value, block.line, block.end_line, block.text) for block in notes.blocks)


WRAPPED = """\
The board met for the first time since the summer and went through the whole
of the budget. Ana will send the revised figures to the treasurer before
Friday, and everybody is asked to look at them.
"""

NOTHING = (
    Case("fenced code", "```python\nTODO = 1\n```\nText.\n", (paragraph("Text.", line=4),)),
    Case(
        "a comment over several lines",
        "a b c\n\n<!-- TODO\nx -->\n\nText.\n",
        (paragraph("a b c", line=1), paragraph("Text.", line=6)),
    ),
    Case("rules", "Text.\n\n---\n\n***\n", (paragraph("Text.", line=1),)),
    Case("front matter", "---\ntitle: Sync\n---\nText.\n", (paragraph("Text.", line=4),)),
    Case("empty bullets and rows", "- \n- x y\n\n| a | b |\n|---|---|\n| | |\n", (bullet("x y", line=2),)),
    Case("a picture", "![Ana to do x](x.png)\n\nText.\n", (paragraph("Text.", line=3),)),
    Case("titles of a table", "| Who | What |\n|--|--|\n| Ana | x |\n", (row("Ana | x", line=3),)),
    Case("a link's target", "See [the plan](http://x.org/Ana-to-do).\n", (paragraph("See the plan.", line=1),)),
    Case("a reference", "Text.\n\n[1]: http://x.org/a\n", (paragraph("Text.", line=1),)),
)

PARAGRAPHS = (
    Case("hard-wrapped is one", WRAPPED, (paragraph(WRAPPED.replace("\n", " ").strip(), line=1, end_line=3),)),
    Case(
        "actions below each other are several",
        "Action: Ana to send the minutes\nAction: Bob to book the room\n",
        (paragraph("Action: Ana to send the minutes", line=1), paragraph("Action: Bob to book the room", line=2)),
    ),
    Case(
        "short statements without bullets",
        "Talked about hosting\nEmail sent to the client\nServer is up\n",
        (
            paragraph("Talked about hosting", line=1),
            paragraph("Email sent to the client", line=2),
            paragraph("Server is up", line=3),
        ),
    ),
    Case(
        "sentences in lines",
        "Scoring the talks must be done next week by everybody who\n"
        "Selection of the talks will be on the next board meeting in May\n"
        "Request everybody to create an account on the site - Ana\n",
        (
            paragraph("Scoring the talks must be done next week by everybody who", line=1),
            paragraph("Selection of the talks will be on the next board meeting in May", line=2),
            paragraph("Request everybody to create an account on the site - Ana", line=3),
        ),
    ),
    Case(
        "a line that ends with who does it",
        "Ping the sponsor back to clarify about the workshop and tickets - Ana\nContact the venue. - Bob\n",
        (
            paragraph("Ping the sponsor back to clarify about the workshop and tickets - Ana", line=1),
            paragraph("Contact the venue. - Bob", line=2),
        ),
    ),
    Case(
        "a thought a line, without bullets and stops",
        "The landlord wants us out by 27 February, not the end of March!!\n"
        "Kim - ring the van people, need 2\n"
        "Dev to get the quote (no wifi yet)\n"
        "I'll do the change of address letter + send it round on Thursday\n"
        "Kim and Dev clear the cupboard Fri\n"
        "insurance?? check - me\n",
        (
            paragraph("The landlord wants us out by 27 February, not the end of March!!", line=1),
            paragraph("Kim - ring the van people, need 2", line=2),
            paragraph("Dev to get the quote (no wifi yet)", line=3),
            paragraph("I'll do the change of address letter + send it round on Thursday", line=4),
            paragraph("Kim and Dev clear the cupboard Fri", line=5),
            paragraph("insurance?? check - me", line=6),
        ),
    ),
    Case(
        "a thought over two lines among them",
        "Kim rings the van people this week, as she knows them well and\n"
        "because they are cheap\n"
        "Dev gets the quote from the people in Leeds\n"
        "because: no wifi in the new place yet, says Ana\n"
        "Ana clears the cupboard in the corridor\n",
        (
            paragraph(
                "Kim rings the van people this week, as she knows them well and because they are cheap",
                line=1,
                end_line=2,
            ),
            paragraph(
                "Dev gets the quote from the people in Leeds because: no wifi in the new place yet, says Ana",
                line=3,
                end_line=4,
            ),
            paragraph("Ana clears the cupboard in the corridor", line=5),
        ),
    ),
    Case(
        "who is here, below the title",
        "Garden group, the shed, 11 Nov 2026\nhere: zoe, hamid, me\n",
        (paragraph("Garden group, the shed, 11 Nov 2026", line=1), paragraph("here: zoe, hamid, me", line=2)),
    ),
    Case(
        "hard breaks",
        "**Client**: Acme  \n**Place**: Zoom  \n",
        (paragraph("Client: Acme", line=1), paragraph("Place: Zoom", line=2)),
    ),
    Case(
        "a wrapped bullet, then a new statement under it",
        "- Ana will look into the slow search on the staging server and come back with\n  a proposal\nBob joined.\n",
        (
            bullet(
                "Ana will look into the slow search on the staging server and come back with a proposal",
                line=1,
                end_line=2,
            ),
            paragraph("Bob joined.", line=3),
        ),
    ),
    Case(
        "a line further out than the bullets above it",
        "Bed 1\n   - order the tablets by tomorrow at four and take them up to the ward\nBed 3 is free today.\n",
        (
            paragraph("Bed 1", line=1),
            bullet("order the tablets by tomorrow at four and take them up to the ward", line=2),
            paragraph("Bed 3 is free today.", line=3),
        ),
    ),
    Case(
        "a lazy bullet",
        "* the paper is ready for wider circulation and still has comments to be resolved;\n"
        "hope to have it ready by early next week\n",
        (
            bullet(
                "the paper is ready for wider circulation and still has comments to be resolved; "
                "hope to have it ready by early next week",
                line=1,
                end_line=2,
            ),
        ),
    ),
    Case("indented text is text", "    Ana to call Bob\n", (paragraph("Ana to call Bob", line=1),)),
    Case(
        "a rule straight below is no underline",
        "Ana will send it until Friday.\n---\n",
        (paragraph("Ana will send it until Friday.", line=1),),
    ),
    Case("a fence that never closes", "```\n- Ana to call\n", (bullet("Ana to call", line=2),)),
    Case(
        "all in a fence",
        "# Notes\n```\nAna will call Bob.\n\nBob will write.\n```\n",
        (
            heading("Notes", line=1),
            paragraph("Ana will call Bob.", line=3),
            paragraph("Bob will write.", line=5),
        ),
    ),
    Case("CRLF", "a b\r\n\r\n- c d\r\n", (paragraph("a b", line=1), bullet("c d", line=3))),
    Case("lone CR", "a b\r\r- c d\r", (paragraph("a b", line=1), bullet("c d", line=3))),
    Case("form feed", "a b\n\x0c\n- c d\n", (paragraph("a b", line=1), bullet("c d", line=4))),
    Case("byte order mark", "\ufeff# Sync\n", (heading("Sync", line=1),)),
    Case("entities and tags", "R&amp;D<br>&#x20;<b>now</b>\n", (paragraph("R&D now", line=1),)),
    Case("control characters", "a\x1b[31mb\u202ec\n", (paragraph("a[31mbc", line=1),)),
)


@pytest.mark.parametrize("case", [*NOTHING, *PARAGRAPHS], ids=lambda case: case.id)
def test_blocks(case: Case) -> None:
    assert outline(read_text(case.notes)) == case.blocks


@pytest.mark.parametrize(
    ("notes", "titles"),
    [
        pytest.param("Ana will do it.\n\n- x y\n", (), id="a sentence is no heading"),
        pytest.param("**Ana** will do\n- x y\n", (), id="bold words in a sentence"),
        pytest.param("**Action: Ana to do it**\n\n- x y\n", (), id="a bold action"),
        pytest.param("# A\n## B\n- x y\n", ("A", "B"), id="ATX"),
        pytest.param("##Decisions\n- x y\n", ("Decisions",), id="ATX without a space"),
        pytest.param("# A\n\nB\n---\n- x y\n", ("A", "B"), id="setext"),
        pytest.param("# A\n**Action items**\n\n- x y\n", ("A", "Action items"), id="bold"),
        pytest.param("# A\n** Action items **\n- x y\n", ("A", "Action items"), id="loose bold"),
        pytest.param("# A\n\nACTION ITEMS\n\n- x y\n", ("A", "ACTION ITEMS"), id="capitals"),
        pytest.param("# A\nAction items:\n- x y\n", ("A", "Action items"), id="label"),
        pytest.param("# A\nAction items:\n\nx y\n", ("A", "Action items"), id="label of a section"),
        pytest.param("Attendees\n- x y\n", ("Attendees",), id="label without a colon"),
        pytest.param("Goals for next week\n\n- x y\n", ("Goals for next week",), id="label above a blank line"),
        pytest.param("## A {#a}\n- x y\n", ("A",), id="Pandoc attributes"),
        pytest.param("Bob will do the following:\n- x y\n", ("Bob will do the following",), id="sentence as label"),
        pytest.param("Attendees:\n- Ana\n\nWe met.\n\n- x y\n", (), id="a label ends with its list"),
        pytest.param("# A\n## B\n# C\n- x y\n", ("C",), id="a higher heading closes"),
        pytest.param("== A ==\n=== B ===\n* x y\n", ("A", "B"), id="MediaWiki"),
        pytest.param("h2. A\n\n* x y\n", ("A",), id="Textile"),
        pytest.param("#+TITLE: T\n* A\n** B\n- x y\n", ("A", "B"), id="Org"),
        pytest.param("= A\n\n== B\n\n* x y\n", ("A", "B"), id="AsciiDoc"),
        pytest.param("===\nTop\n===\n\nSub\n---\n\n* x y\n", ("Top", "Sub"), id="reStructuredText"),
        pytest.param("<html><body><h1>A</h1><h2>B</h2><ul><li>x y</li></ul></body></html>", ("A", "B"), id="HTML"),
        pytest.param("TOPIC: Budget\n\nx y\n", ("Budget",), id="scribed topic"),
    ],
)
def test_section_titles(notes: str, titles: tuple[str, ...]) -> None:
    assert block(notes, "x y").section == titles


@pytest.mark.parametrize(
    ("notes", "parents"),
    [
        pytest.param("- a b\n- c d\n", (None, None), id="siblings"),
        pytest.param("- a b\n  - c d\n    - e f\n- g h\n", (None, 0, 1, None), id="two spaces"),
        pytest.param("- a b\n - c d\n", (None, 0), id="one space"),
        pytest.param("- a b\n\t- c d\n", (None, 0), id="tabs"),
        pytest.param(" 9. a b\n10. c d\n", (None, None), id="numbers aligned to the right"),
        pytest.param("1. Budget\n- a b\n2. Staff\n", (None, 0, None), id="dashes under numbers"),
        pytest.param("• a b\n  ◦ c d\n", (None, 0), id="Word's bullets"),
        pytest.param("a) a b\n  i. c d\nb) e f\n", (None, 0, None), id="letters"),
        pytest.param("* a b\n** c d\n*** e f\n* g h\n", (None, 0, 1, None), id="MediaWiki"),
        pytest.param("- a b\n\n  c d\n", (None, 0), id="a second paragraph"),
        pytest.param("<ul><li>a b<ol><li>c d</li></ol></li><li>e f</li></ul>\n", (None, 0, None), id="HTML"),
    ],
)
def test_parents_of_list_entries(notes: str, parents: tuple[int | None, ...]) -> None:
    assert tuple(block.parent for block in read_text(notes).blocks) == parents


@pytest.mark.parametrize(
    ("line", "kind", "checked"),
    [
        pytest.param("- [link](x) a b", Kind.BULLET, None, id="a link"),
        pytest.param("- [Ana] a b", Kind.BULLET, None, id="a name"),
        pytest.param("- [ ] a b", Kind.BOX, False, id="empty"),
        pytest.param("- [x] a b", Kind.BOX, True, id="x"),
        pytest.param("* [X] a b", Kind.BOX, True, id="X"),
        pytest.param("[ ] a b", Kind.BOX, False, id="without a bullet"),
        pytest.param("- [-] a b", Kind.BOX, False, id="struck"),
        pytest.param("- \\[ \\] a b", Kind.BOX, False, id="escaped"),
        pytest.param("☐ a b", Kind.BOX, False, id="sign"),
        pytest.param("☑ a b", Kind.BOX, True, id="ticked sign"),
        pytest.param("✅ a b", Kind.BOX, True, id="emoji"),
        pytest.param("1. [x] a b", Kind.BOX, True, id="numbered"),
    ],
)
def test_check_boxes(line: str, kind: Kind, checked: bool | None) -> None:
    (found,) = read_text(line + "\n").blocks
    assert (found.kind, found.checked) == (kind, checked)


@pytest.mark.parametrize(
    ("notes", "cells"),
    [
        pytest.param(
            "| Who | What |\n|--|--|\n| Ana | call \\| write |\n",
            (("Who", "Ana"), ("What", "call | write")),
            id="pipes",
        ),
        pytest.param("Who | What\n--|--\nAna | call\n", (("Who", "Ana"), ("What", "call")), id="no outer pipes"),
        pytest.param("| Who |\n|--|\n| Ana | call |\n", (("Who", "Ana"), ("", "call")), id="ragged"),
        pytest.param(
            "| | |\n|--|--|\n| **Who** | **What** |\n| Ana | call |\n",
            (("Who", "Ana"), ("What", "call")),
            id="titles below",
        ),
        pytest.param("| Ana | call |\n", (("", "Ana"), ("", "call")), id="no titles"),
        pytest.param(
            "<table><thead><tr><th>Who</th><th>What</th></tr></thead><tbody><tr><td>Ana</td><td>call</td></tr></tbody></table>\n",
            (("Who", "Ana"), ("What", "call")),
            id="HTML on one line",
        ),
        pytest.param(
            '{| class="wikitable"\n! Who !! What\n|-\n| Ana || call\n|}\n== X ==\n',
            (("Who", "Ana"), ("What", "call")),
            id="MediaWiki",
        ),
    ],
)
def test_cells_of_a_row(notes: str, cells: tuple[tuple[str, str], ...]) -> None:
    (found,) = [block for block in read_text(notes).blocks if block.kind is Kind.ROW]
    assert tuple((cell.column, cell.text) for cell in found.cells) == cells


def test_html_cell_keeps_its_entries_apart() -> None:
    (found,) = read_text(
        "<table><tr><th>Who</th></tr>\n<tr><td><ol><li>Ana to call</li><li>Bob to write</li></ol></td></tr></table>\n"
    ).blocks
    assert found.line == 2
    assert found.text == "Ana to call; Bob to write"
    assert found.cells[0].parts == ("Ana to call", "Bob to write")


def test_offsets_map_to_lines() -> None:
    (found,) = read_text(WRAPPED).blocks
    assert [found.line_at(found.text.index(word)) for word in ("board", "of the budget", "Ana", "everybody")] == [
        1,
        2,
        2,
        3,
    ]


def test_offsets_map_to_lines_across_a_code_span() -> None:
    text = "The deployment is done with `make\ndeploy` and then Ana checks that it is up on all of the servers there.\n"
    (found,) = read_text(text).blocks
    assert found.line_at(found.text.index("Ana")) == 2


def test_emphasis_and_strikes_are_spans() -> None:
    (found,) = read_text("- ~~Bob to call~~ **Ana** to _write_\n").blocks
    assert found.text == "Bob to call Ana to write"
    assert [found.text[a:b] for a, b in found.strong] == ["Ana", "write"]
    assert [found.text[a:b] for a, b in found.struck] == ["Bob to call"]


@pytest.mark.parametrize(
    ("notes", "private"),
    [
        pytest.param("- internal links to check\n", False, id="the word alone"),
        pytest.param("- raise the price [internal]\n", True, id="mark"),
        pytest.param("## Internal notes\n\n- raise the price\n", True, id="section"),
        pytest.param("- (internal only) staff\n  - raise the price\n", True, id="parent"),
    ],
)
def test_private_mark_is_inherited(notes: str, private: bool) -> None:
    assert read_text(notes).blocks[-1].private is private


def test_block_quote_is_marked() -> None:
    first, second = read_text("> Ana will call\n\nBob will write.\n").blocks
    assert (first.quoted, second.quoted) == (True, False)
    assert first.text == "Ana will call"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word and more text. " * 50_000, id="one line of a megabyte"),
        pytest.param("[" * 100_000, id="brackets"),
        pytest.param("<" * 100_000, id="angles"),
        pytest.param("*a **b " * 20_000, id="emphasis"),
        pytest.param("|a" * 60_000, id="pipes"),
        pytest.param("a:" * 60_000, id="colons"),
        pytest.param("- " * 50_000 + "x", id="bullets"),
        pytest.param("> " * 50_000 + "x", id="quotes"),
        pytest.param("\n".join("  " * depth + "- item" for depth in range(1_000)), id="nesting"),
        pytest.param("<ul><li>" * 5_000 + "x", id="open lists"),
        pytest.param("Present: " + "Ana Ruiz, " * 20_000, id="people"),
    ],
)
def test_huge_notes_are_read(text: str) -> None:
    found = read_text(text).blocks
    assert all(len(block.text) <= 20_000 for block in found if not block.cells)


def test_deep_nesting_loses_nothing() -> None:
    notes = "\n".join("  " * depth + f"- item{depth}" for depth in range(300))
    assert [block.text for block in read_text(notes).blocks] == [f"item{depth}" for depth in range(300)]


@pytest.mark.parametrize("name", [reader.name for reader in READERS if not reader.binary])
def test_every_reader_can_be_chosen_as_input_format(name: str) -> None:
    notes = read_text("Ana will call Bob.\n", options=ReadOptions(input_format=name))
    assert [block.text for block in notes.blocks] == ["Ana will call Bob."]


def test_unknown_input_format_is_refused() -> None:
    with pytest.raises(RecapError, match=r"docs is not an input format; choose one of .*markdown"):
        read_text("x", options=ReadOptions(input_format="docs"))


def test_blank_text_is_refused() -> None:
    with pytest.raises(RecapError, match="standard input is empty; name a file that holds notes"):
        read_text(" \n")


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "# A",
                "---",
                "- x",
                "  - y",
                "1. z",
                "Ana: hello",
                "| a | b |",
                "|--|--|",
                "```",
                "> q",
                "<table><tr><td>",
                "</table>",
                "Present: Ana, Bob",
                "- [ ] t",
                "<!--",
                "-->",
                "== W ==",
                "** w",
                "{|",
                "|}",
                "*a",
                "<ul><li>",
                "Date: 3/4/24",
            ]
        ),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_blocks_have_valid_lines_spans_and_parents(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    count = len(text.splitlines())
    for at, found in enumerate(read_text(text).blocks):
        assert 1 <= found.line <= found.end_line <= count
        assert found.text == "   ".join(" ".join(words.split()) for words in found.text.split("   "))
        assert found.lines[0] == (0, found.line)
        assert list(found.lines) == sorted(found.lines)
        assert found.parent is None or found.parent < at
        for start, end in (*found.strong, *found.struck):
            assert 0 <= start < end <= len(found.text)


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real notes is not beside the checkout")
def test_real_notes_are_read() -> None:
    paths = [path for part in ("train", "dev") for path in sorted((CORPUS / part).iterdir()) if path.suffix != ".json"]
    assert paths
    for path in paths:
        assert read_path(path).blocks, path.name


FLAT = (
    "# Title",
    "## Part {#two}",
    "###### Deep: `code`",
    "# ",
    "Words of a line that goes on",
    "Ana: hello, Bob",
    "and *more* [of](it).",
    "a) first",
    "i.",
    "Word & word <b>bold</b> \\",
    "Über uns  ",
    "Closed # here",
    "Date: 3 March",
    "A | b",
    "ACTION: Bob to go",
    "- one entry",
    "* another, (b)",
    "1. first",
    "02) second",
    "7. seventh",
    " \t",
    "",
)


@given(st.lists(st.sampled_from(FLAT), max_size=12))
def test_flat_notes_read_the_same_with_the_parser_and_without(lines: list[str]) -> None:
    notes = "\n".join(lines)
    parsed = Mock(fullmatch=lambda line: None)
    plain = markdown.blocks_of(notes)
    with patch.object(markdown, "FLAT", parsed):
        assert plain == markdown.blocks_of(notes)


def test_flat_notes_are_read_without_the_parser() -> None:
    with patch.object(markdown, "_parser", side_effect=AssertionError):
        assert len(markdown.blocks_of("# Weather\n\nIt was fine.\n\n## Sea\nIt was\nblue.\n- one\n- two\n")) == 6
        for other in ("- one\n  - two", "- - one", "> one", "    one", "one\n---", "```", "| a |", "#"):
            with pytest.raises(AssertionError):
                markdown.blocks_of(other)


@given(st.lists(st.text(alphabet='<>[]()!&;#@.:/ -_*`~\\"=a4é', max_size=16), min_size=1, max_size=3))
def test_text_without_markup_is_read_as_commonmark_reads_it(lines: list[str]) -> None:
    numbered = [(text, number) for number, text in enumerate(lines, 1)]
    whole = f" {inline.LINE_END} ".join(lines)
    if not inline.MARKUP.search(whole):
        writer = inline.Writer([number for _, number in numbered])
        inline._write(whole, writer)
        assert writer.plain() == inline.plain_text(numbered)


def test_lines_numbered_without_stops_are_entries_of_a_list() -> None:
    text = (
        "Buyers weekly\n\n1 Spring scarves: supplier is late\n2 Belts - three quotes\n"
        "3 PO template: new one from Finance\n4 Ulf's intern starts on Monday\n"
    )
    blocks = read_text(text).blocks[1:]
    assert [block.kind for block in blocks] == [Kind.BULLET] * 4
    assert [block.text.split()[0] for block in blocks] == ["Spring", "Belts", "PO", "Ulf's"]


def test_lines_of_different_lengths_that_begin_small_are_not_wrapped() -> None:
    lines = (
        "covers for mothers day 112, menu by weds",
        "Chef: fish supplier let us down twice",
        "wine list - Benny tastes with the rep",
        "allergens book needs updating before sunday, all section leaders",
        "leak under the dishwasher again, Benny rang",
        "staff meals",
        "tips for feb paid out mon",
    )
    assert [block.text for block in read_text("\n".join(lines)).blocks] == list(lines)
