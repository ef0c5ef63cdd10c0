"""Convert other markups to Markdown, line by line: MediaWiki, Textile, Org, AsciiDoc, reStructuredText.

A markup is recognised by signs that Markdown does not have. Only headings, lists, tables and emphasis are converted.
Each line stays one line, so that line numbers stay right; libraries for these markups lose them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.common.lazy_regex import expression

MAX_HEADING = 400  # characters of a line that can be a heading

WIKI_HEADING = expression(r"(={1,6})\s*([^=\s][^=]*?)\s*\1\s*")
WIKI_BULLET = expression(r"([*#:;]{1,8})\s*(?=\S)")
DEEP_BULLET = expression(r"(?:\*{2,8}|#{2,8}|\*#+|#\*+)\s+\S")
WIKI_LINK = expression(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
WIKI_URL = expression(r"(?<!\[)\[(?:https?|ftp)://\S+\s+([^\[\]]+)\]")
TEXTILE_HEADING = expression(r"h([1-6])(?:\([^)]*\))?\.\s+(.*)")
ORG_HEADING = expression(r"(\*{1,8})\s+(?:(TODO|DONE|NEXT|WAITING)\s+)?(?:\[#[A-Z]\]\s*)?(.*?)(?:\s+:[\w@:]+:)?\s*")
ORG_ENTRY = expression(r"\*{1,8}\s+(?:(?:TODO|DONE|NEXT|WAITING)\s|[<\[]\d{4}-\d\d-\d\d\s[A-Za-z]{2,3}\b)")
ORG_SIGN = expression(r"#\+(?:title|date|author|startup|options|begin_\w+|filetags):?", re.I)
ORG_DRAWER = expression(r"\s*:(?:properties|end|logbook|id|created):.*|\s*#\+\w+.*", re.I)
ORG_STAMP = expression(r"[<\[](\d{4}-\d\d-\d\d)(?:\s+\w+\.?)?(?:\s+[\d:.+-]+)*[>\]]")
ADOC_HEADING = expression(r"(={1,6})\s+(\S.*?)\s*")
ADOC_ATTRIBUTE = expression(r":[\w!-]+:(?:\s.*)?")
RST_FIELD = expression(r":([A-Za-z][\w /-]{1,30}):\s+(.*)")
RST_DIRECTIVE = expression(r"\.\.(?:\s+(?:_[^:]+:.*|[\w-]+::.*|.*))?")
RST_LINK = expression(r"`([^`<>]+?)\s*(?:<[^`<>]*>)?`__?")
RST_ONLY = frozenset('=~*#^"')
RST_RULE = expression(r"([=\-~^\"'#*+.:_`])\1{2,}\s*")


# Words that are struck through, and comments.
TEXTILE_STRUCK = expression(r"(?<!\S)-(?=[^\s-])([^-\n]{2,300})(?<=[^\s-])-(?!\w)")
ORG_STRUCK = expression(r"(?<!\S)\+(?=[^\s+])([^+\n]{2,300})(?<=[^\s+])\+(?!\w)")
ADOC_STRUCK = expression(r"\[\.?line-through\]#([^#\n]{1,300})#")


def _count(pattern: re.Pattern[str], lines: Sequence[str]) -> int:
    return sum(1 for line in lines if len(line) < MAX_HEADING and pattern.fullmatch(line))


def _has_markdown_headings(lines: Sequence[str]) -> bool:
    marked = [index for index, line in enumerate(lines) if line.startswith("#")]
    is_nested_list = any(
        index and re.match(r"#{2,}\s*\S", lines[index]) and re.match(r"#\s", lines[index - 1]) for index in marked
    )
    return not is_nested_list and any(re.match(r"#{1,6}\s+[A-Za-z0-9]", lines[index]) for index in marked)


def _heading(level: int, title: str) -> str:
    return f"{'#' * level} {title}"


def _list_entry(depth: int, numbered: bool, text: str) -> str:
    return "    " * (depth - 1) + ("1. " if numbered else "- ") + text


def _is_mediawiki(lines: Sequence[str]) -> bool:
    headings = _count(WIKI_HEADING, lines)
    nested = sum(1 for line in lines if DEEP_BULLET.match(line) and not line.startswith("##"))
    return (
        headings >= 1
        or (nested >= 2 and not _has_markdown_headings(lines))
        or any(line.startswith("{|") for line in lines)
    )


def _from_mediawiki(lines: Sequence[str]) -> list[str]:
    result, in_table = [], False
    for raw in lines:
        line = WIKI_URL.sub(r"\1", WIKI_LINK.sub(r"\1", raw.replace("'''", "**").replace("''", "*")))
        if line.startswith("{|"):
            in_table, line = True, "<table>"
        elif in_table and line.startswith("|}"):
            in_table, line = False, "</table>"
        elif in_table:
            line = _mediawiki_row(line)
        elif heading := WIKI_HEADING.fullmatch(line):
            line = _heading(len(heading[1]), heading[2])
        elif bullet := WIKI_BULLET.match(line):
            line = _mediawiki_entry(bullet[1], line[bullet.end() :])
        result.append(line)
    return result


def _mediawiki_entry(marks: str, text: str) -> str:
    if marks[-1] in "*#":
        return _list_entry(len(marks), marks[-1] == "#", text)
    return "    " * (len(marks) - 1) + "  " + text  # a definition, or indented text


def _mediawiki_row(line: str) -> str:
    """Return a line of a MediaWiki table as HTML.

    "|-" begins a row, "!" a title, "|" a cell; "||" separates several cells on a line.
    """
    if line.startswith("|-"):
        return "<tr>"
    if line.startswith("|+"):
        return ""
    if not line.startswith(("!", "|")):
        return line
    tag = "th" if line[0] == "!" else "td"
    cells = re.split(r"\|\||!!" if tag == "th" else r"\|\|", line[1:])
    texts = [re.sub(r"^[^|\[\]]*=\s*\"?[^|\"]*\"?\s*\|", "", cell).strip() for cell in cells]
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def _is_textile(lines: Sequence[str]) -> bool:
    return _count(TEXTILE_HEADING, lines) >= 1


def _from_textile(lines: Sequence[str]) -> list[str]:
    result = []
    for raw in lines:
        line = raw
        if heading := TEXTILE_HEADING.fullmatch(line):
            line = _heading(int(heading[1]), heading[2])
        elif bullet := re.match(r"([*#]{1,8})\s+(?=\S)", line):
            text = TEXTILE_STRUCK.sub(r"~~\1~~", line[bullet.end() :])
            line = _list_entry(len(bullet[1]), bullet[1][-1] == "#", text)
        result.append(line)
    return result


def _is_org(lines: Sequence[str]) -> bool:
    if any(ORG_SIGN.match(line) for line in lines[:40]) or sum(bool(ORG_ENTRY.match(line)) for line in lines) >= 2:
        return True
    # Stars at the margin with dashes below them are an outline and not a list.
    has_outline = any(re.match(r"\*\* \S", line) for line in lines if line.startswith("** "))
    has_dashes = has_outline and any(re.match(r"\s*[-+] \S", line) for line in lines)
    return has_dashes and not _has_markdown_headings(lines) and not _count(WIKI_HEADING, lines)


def _from_org(lines: Sequence[str]) -> list[str]:
    result, in_drawer = [], False
    has_sign = any(ORG_SIGN.match(line) for line in lines[:40])
    for raw in lines:
        in_drawer = in_drawer or re.fullmatch(r"\s*:(?:PROPERTIES|LOGBOOK):\s*", raw) is not None
        if in_drawer:
            result.append("")
            in_drawer = not re.fullmatch(r"\s*:END:\s*", raw)
        elif has_sign and re.match(r"\s*#\s+\w", raw):
            result.append("")  # a comment
        else:
            result.append(_from_org_line(ORG_STRUCK.sub(r"~~\1~~", ORG_STAMP.sub(r"\1", raw))))
    return result


def _from_org_line(line: str) -> str:
    field = re.match(r"#\+(title|date|author):\s*(.*)", line, re.I)
    if field and field[2]:
        return f"# {field[2]}" if field[1].lower() == "title" else f"{field[1].capitalize()}: {field[2]}"
    if ORG_DRAWER.fullmatch(line):
        return ""
    heading = ORG_HEADING.fullmatch(line)
    if not heading:
        return line
    if heading[2]:  # "** TODO call Ana": the keyword is the check box of a task
        return f"- [{'x' if heading[2] == 'DONE' else ' '}] {heading[3]}"
    return _heading(min(6, len(heading[1])), heading[3])


def _is_asciidoc(lines: Sequence[str]) -> bool:
    has_headings = any(
        len(line) < MAX_HEADING and ADOC_HEADING.fullmatch(line) and not line.endswith("=") for line in lines
    )
    return has_headings and not _has_markdown_headings(lines)


def _from_asciidoc(lines: Sequence[str]) -> list[str]:
    result = []
    in_comment = False
    for raw in lines:
        line = ADOC_STRUCK.sub(r"~~\1~~", raw)
        is_edge = raw.strip() == "////"
        if is_edge or in_comment or re.match(r"//(?!/)", raw):
            line, in_comment = "", in_comment != is_edge
        elif heading := ADOC_HEADING.fullmatch(line):
            line = _heading(len(heading[1]), heading[2])
        elif ADOC_ATTRIBUTE.fullmatch(line) or line.strip() in ("----", "====", "|===", "+"):
            line = ""
        elif bullet := re.match(r"([*.]{1,6})\s+(?=\S)", line):
            line = _list_entry(len(bullet[1]), bullet[1][0] == ".", line[bullet.end() :])
        result.append(line)
    return result


def _is_rst(lines: Sequence[str]) -> bool:
    if _has_markdown_headings(lines):
        return False
    has_directives = any(re.match(r"\.\. [\w-]+::|\.\. _[^:]+:", line) for line in lines)
    # A title between two rules. Dashes do not count, they may be front matter; neither do backticks, a fence.
    has_overlined = any(
        above[:1] in RST_ONLY and RST_RULE.fullmatch(above) and RST_RULE.fullmatch(below) and above[0] == below[0]
        for above, title, below in zip(lines, lines[1:], lines[2:], strict=False)
        if above and below and title.strip()
    )
    has_underlined = any(
        rule[:1] in '~^"' and RST_RULE.fullmatch(rule) and len(rule.strip()) >= len(title.strip()) > 2
        for title, rule in pairwise(lines)
        if rule
    )
    return has_directives or has_overlined or has_underlined


def _from_rst(lines: Sequence[str]) -> list[str]:
    """Convert reStructuredText; the level of a title follows the order in which the rules appear, as in docutils."""
    result: list[str] = []
    styles: list[str] = []
    while len(result) < len(lines):
        rest = lines[len(result) : len(result) + 3]
        if _is_overlined(rest):
            result += ["", _rst_title(rest[1], rest[0][0] * 2, styles), ""]
        elif (not result or not lines[len(result) - 1].strip()) and _is_underlined(rest):
            result += [_rst_title(rest[0], rest[1][0], styles), ""]
        else:
            result.append(_from_rst_line(rest[0]))
    return result


def _is_overlined(lines: Sequence[str]) -> bool:
    """Return whether the first three lines are a title between two rules."""
    if len(lines) < 3 or not RST_RULE.fullmatch(lines[0]) or not RST_RULE.fullmatch(lines[2]):
        return False
    return bool(lines[1].strip()) and lines[0][0] == lines[2][0]


def _is_underlined(lines: Sequence[str]) -> bool:
    """Return whether the first two lines are a title and a rule that is about as long."""
    if len(lines) < 2 or not lines[0].strip() or RST_RULE.fullmatch(lines[0]) or not RST_RULE.fullmatch(lines[1]):
        return False
    return len(lines[1].strip()) >= 0.6 * len(lines[0].strip())


def _rst_title(title: str, style: str, styles: list[str]) -> str:
    """Return a title as a heading; `styles` are the rules in the order of their appearance, and take up a new one."""
    if style not in styles:
        styles.append(style)
    return _heading(min(6, styles.index(style) + 1), RST_LINK.sub(r"\1", title.strip()))


def _from_rst_line(line: str) -> str:
    if field := RST_FIELD.fullmatch(line):
        return f"{field[1]}: {re.sub(r'[$]Date:?|[$]$', '', field[2]).strip()}"
    if RST_DIRECTIVE.fullmatch(line):
        return ""
    return RST_LINK.sub(r"\1", line).replace("``", "`")


class Dialect(NamedTuple):
    """A markup: its name, a test whether lines are in it, and the function that converts them to Markdown."""

    name: str
    identify: Callable[[Sequence[str]], bool]
    to_markdown: Callable[[Sequence[str]], list[str]]


# The order matters: Org and MediaWiki both begin lines with stars; MediaWiki has "== x ==", AsciiDoc "== x".
DIALECTS: tuple[Dialect, ...] = (
    Dialect("org", _is_org, _from_org),
    Dialect("mediawiki", _is_mediawiki, _from_mediawiki),
    Dialect("textile", _is_textile, _from_textile),
    Dialect("asciidoc", _is_asciidoc, _from_asciidoc),
    Dialect("rst", _is_rst, _from_rst),
)
