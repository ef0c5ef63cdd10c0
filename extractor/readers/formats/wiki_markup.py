"""Other markups to Markdown, line by line: MediaWiki, Textile, Org, AsciiDoc, reStructuredText.

A dialect is told by signs that Markdown does not have, and only its headings, lists, tables and emphasis are turned;
each line stays the line that it is, so that every number holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.common.lazy_regex import expression

WIKI_HEADING = expression(r"(={1,6})\s*([^=\s][^=]*?)\s*\1\s*")
WIKI_BULLET = expression(r"([*#:;]{1,8})\s*(?=\S)")
DEEP_BULLET = expression(r"(?:\*{2,8}|#{2,8}|\*#+|#\*+)\s+\S")
WIKI_LINK = expression(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
WIKI_URL = expression(r"(?<!\[)\[(?:https?|ftp)://\S+\s+([^\[\]]+)\]")
TEXTILE_HEADING = expression(r"h([1-6])(?:\([^)]*\))?\.\s+(.*)")
ORG_HEADING = expression(r"(\*{1,8})\s+(?:(TODO|DONE|NEXT|WAITING)\s+)?(?:\[#[A-Z]\]\s*)?(.*?)(?:\s+:[\w@:]+:)?\s*")
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


def _count(pattern: re.Pattern[str], lines: Sequence[str]) -> int:
    return sum(1 for line in lines if len(line) < 400 and pattern.fullmatch(line))


def _marked(lines: Sequence[str]) -> bool:
    """True where the lines have headings as Markdown writes them."""
    marked = [at for at, line in enumerate(lines) if line.startswith("#")]
    return any(re.match(r"#{1,6}\s+[A-Za-z0-9]", lines[at]) for at in marked) and not any(
        at and re.match(r"#{2,}\s*\S", lines[at]) and re.match(r"#\s", lines[at - 1]) for at in marked
    )


def _is_mediawiki(lines: Sequence[str]) -> bool:
    headings = _count(WIKI_HEADING, lines)
    deep = sum(1 for line in lines if DEEP_BULLET.match(line) and not line.startswith("##"))
    return headings >= 1 or (deep >= 2 and not _marked(lines)) or any(line.startswith("{|") for line in lines)


def _mediawiki(lines: Sequence[str]) -> list[str]:
    found, table = [], False
    for raw in lines:
        line = WIKI_URL.sub(r"\1", WIKI_LINK.sub(r"\1", raw.replace("'''", "**").replace("''", "*")))
        if line.startswith("{|"):
            table, line = True, "<table>"
        elif table and line.startswith("|}"):
            table, line = False, "</table>"
        elif table:
            line = _wiki_row(line)
        elif heading := WIKI_HEADING.fullmatch(line):
            line = f"{'#' * len(heading[1])} {heading[2]}"
        elif bullet := WIKI_BULLET.match(line):
            marks = bullet[1]
            mark = "1." if marks[-1] == "#" else "-"
            line = "    " * (len(marks) - 1) + (f"{mark} " if marks[-1] in "*#" else "  ") + line[bullet.end() :]
        found.append(line)
    return found


def _wiki_row(line: str) -> str:
    """A line of a MediaWiki table as HTML: "|-" begins a row, "!" titles, "|" cells, "||" more of them on the line."""
    if line.startswith("|-"):
        return "<tr>"
    if line.startswith("|+"):
        return ""
    if line[:1] in "!|" and line[:1]:
        tag = "th" if line[0] == "!" else "td"
        cells = re.split(r"\|\||!!" if tag == "th" else r"\|\|", line[1:])
        plain = [re.sub(r"^[^|\[\]]*=\s*\"?[^|\"]*\"?\s*\|", "", cell).strip() for cell in cells]
        return "".join(f"<{tag}>{cell}</{tag}>" for cell in plain)
    return line


def _is_textile(lines: Sequence[str]) -> bool:
    return _count(TEXTILE_HEADING, lines) >= 1


def _textile(lines: Sequence[str]) -> list[str]:
    found = []
    for raw in lines:
        line = raw
        if heading := TEXTILE_HEADING.fullmatch(line):
            line = f"{'#' * int(heading[1])} {heading[2]}"
        elif bullet := re.match(r"([*#]{1,8})\s+(?=\S)", line):
            mark = "1." if bullet[1][-1] == "#" else "-"
            line = "    " * (len(bullet[1]) - 1) + f"{mark} " + line[bullet.end() :]
        found.append(line)
    return found


def _is_org(lines: Sequence[str]) -> bool:
    if any(ORG_SIGN.match(line) for line in lines[:40]):
        return True
    deep = any(re.match(r"\*\* \S", line) for line in lines if line.startswith("** "))
    others = deep and any(re.match(r"\s*[-+] \S", line) for line in lines)
    # Stars at the margin that hold dashes below them: an outline, not a list.
    return others and not _marked(lines) and not _count(WIKI_HEADING, lines)


def _org(lines: Sequence[str]) -> list[str]:
    found, drawer = [], False
    for raw in lines:
        line = ORG_STAMP.sub(r"\1", raw)
        if re.fullmatch(r"\s*:(?:PROPERTIES|LOGBOOK):\s*", line):
            drawer = True
        if drawer:
            drawer = not re.fullmatch(r"\s*:END:\s*", line)
            found.append("")
            continue
        if (title := re.match(r"#\+(title|date|author):\s*(.*)", line, re.I)) and title[2]:
            line = f"# {title[2]}" if title[1].lower() == "title" else f"{title[1].capitalize()}: {title[2]}"
        elif ORG_DRAWER.fullmatch(line):
            line = ""
        elif heading := ORG_HEADING.fullmatch(line):
            if heading[2]:  # a task of Org's own: its keyword is its box
                line = f"- [{'x' if heading[2] == 'DONE' else ' '}] {heading[3]}"
            else:
                line = f"{'#' * min(6, len(heading[1]))} {heading[3]}"
        found.append(line)
    return found


def _is_asciidoc(lines: Sequence[str]) -> bool:
    headings = [line for line in lines if len(line) < 400 and ADOC_HEADING.fullmatch(line) and not line.endswith("=")]
    return bool(headings) and not _marked(lines)


def _asciidoc(lines: Sequence[str]) -> list[str]:
    found = []
    for raw in lines:
        line = raw
        if heading := ADOC_HEADING.fullmatch(line):
            line = f"{'#' * len(heading[1])} {heading[2]}"
        elif ADOC_ATTRIBUTE.fullmatch(line) or line.strip() in ("----", "====", "|===", "+"):
            line = ""
        elif bullet := re.match(r"([*.]{1,6})\s+(?=\S)", line):
            line = "    " * (len(bullet[1]) - 1) + ("1. " if bullet[1][0] == "." else "- ") + line[bullet.end() :]
        found.append(line)
    return found


def _is_rst(lines: Sequence[str]) -> bool:
    if _marked(lines):
        return False
    directives = any(re.match(r"\.\. [\w-]+::|\.\. _[^:]+:", line) for line in lines)
    # A title between two rules; dashes would be front matter, and backticks a fence.
    over = any(
        above[:1] in RST_ONLY and RST_RULE.fullmatch(above) and RST_RULE.fullmatch(below) and above[0] == below[0]
        for above, title, below in zip(lines, lines[1:], lines[2:], strict=False)
        if above and below and title.strip()
    )
    under = any(
        rule[:1] in '~^"' and RST_RULE.fullmatch(rule) and len(rule.strip()) >= len(title.strip()) > 2
        for title, rule in pairwise(lines)
        if rule
    )
    return directives or over or under


def _rst(lines: Sequence[str]) -> list[str]:
    """Titles by the order in which their rules first come, as docutils takes them."""
    found = list(lines)
    styles: list[str] = []
    at = 0
    while at < len(lines):
        over = at + 2 < len(lines) and RST_RULE.fullmatch(lines[at]) and RST_RULE.fullmatch(lines[at + 2])
        if over and lines[at + 1].strip() and lines[at][0] == lines[at + 2][0]:
            found[at : at + 3] = ["", _rst_title(lines[at + 1], lines[at][0] * 2, styles), ""]
            at += 3
            continue
        under = at + 1 < len(lines) and lines[at].strip() and RST_RULE.fullmatch(lines[at + 1])
        lone = at == 0 or not lines[at - 1].strip()
        if (
            under
            and lone
            and not RST_RULE.fullmatch(lines[at])
            and len(lines[at + 1].strip()) >= 0.6 * len(lines[at].strip())
        ):
            found[at : at + 2] = [_rst_title(lines[at], lines[at + 1][0], styles), ""]
            at += 2
            continue
        if field := RST_FIELD.fullmatch(lines[at]):
            found[at] = f"{field[1]}: {re.sub(r'[$]Date:?|[$]$', '', field[2]).strip()}"
        elif RST_DIRECTIVE.fullmatch(lines[at]):
            found[at] = ""
        else:
            found[at] = RST_LINK.sub(r"\1", lines[at]).replace("``", "`")
        at += 1
    return found


def _rst_title(title: str, style: str, styles: list[str]) -> str:
    if style not in styles:
        styles.append(style)
    bare = RST_LINK.sub(r"\1", title.strip())
    return f"{'#' * min(6, styles.index(style) + 1)} {bare}"


class Dialect(NamedTuple):
    """One markup: its name, whether lines are written in it, and the same lines in Markdown."""

    name: str
    identify: Callable[[Sequence[str]], bool]
    markdown: Callable[[Sequence[str]], list[str]]


# Org before MediaWiki: both begin lines with stars. MediaWiki ("== x ==") before AsciiDoc ("== x").
DIALECTS: tuple[Dialect, ...] = (
    Dialect("org", _is_org, _org),
    Dialect("mediawiki", _is_mediawiki, _mediawiki),
    Dialect("textile", _is_textile, _textile),
    Dialect("asciidoc", _is_asciidoc, _asciidoc),
    Dialect("rst", _is_rst, _rst),
)
