"""Rewrite the task syntaxes of note programs as Markdown check boxes with plain words, line by line.

Obsidian Tasks and Dataview, Logseq, Org, Roam, TaskPaper, todo.txt, Notion and HackMD write owners, days and states in
signs of their own: "📅 2026-03-20", "owner:: Ana", "DEADLINE: <2026-03-20 Fri>". Here they become what people write:
"- [ ] Ana: order it (due 2026-03-20)". A line stays a line, so that all items keep their numbers; what is cancelled, or
says only how a program is to show a task, becomes an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.common.lazy_regex import expression

_ISO = r"\d{4}-\d\d-\d\d"
# Signs of which each rewritten file has one at least.
_SIGNS = expression(
    r"""[📅🗓📆⏳⌛🛫➕🔁✅❌🔺⏫🔼🔽⏬👉➡🔹🔸☑⬜🔲💡📝📣🔔❗🚩🔥📍📌🎯✏📞📧🙋⚠⭐]|\d\ufe0f?\u20e3|::|\{\{|==\d|@due\(|@done
    | \{due | \\?\[[-/><!?]\\?\]\  | ^[\ \t]*:[a-z]+:\  | ^[\ \t]*-\s"\[\[
    | ^[\ \t]*[-*]\s*\[[\ xX]\].*(?:@[\w.-]+\*{0,2}|\*\*[A-Z]{2,3}\*\*|\[\[[\w\ ]+\]\])[\ \t]*$ |
    ^[\ \t]*(?:[-*+]\s+|\*+\s+)(?:TODO|DOING|DONE|NOW|LATER|NEXT|WAITING|STARTED|CANCELL?ED)\b|(?:DEADLINE|SCHEDULED):|
    ^(?:x\ \d{4}-|\([A-Z]\)\ )|^[\ \t]*[-*]\s*\[[ xX]\]\s+@""",
    re.X | re.M,
)
_BOX = r"(?P<indent>\s*)(?:[-*+]|\d{1,3}[.)])\s+\\?\[(?P<state>[ xX/<>!?*-]?)\\?\]\s+"
_BOXED = expression(_BOX + r"(?P<words>.*)")
_COOKIE = expression(r"\s*\[\d{1,3}/\d{1,3}\]|\s*\[\d{1,3}%\]")

# Obsidian Tasks: a sign, and a date behind most of them.
_DUE_SIGN = expression(rf"[📅🗓📆]\ufe0f?\s*(?P<day>{_ISO})")
_SCHEDULED_SIGN = expression(rf"[⏳⌛]\ufe0f?\s*(?P<day>{_ISO})")
_DONE_SIGN = expression(rf"✅\ufe0f?\s*{_ISO}")
_CANCELLED_SIGN = expression(rf"❌\ufe0f?\s*{_ISO}")
_OTHER_SIGN = expression(
    rf"[🛫➕✅❌]\ufe0f?\s*{_ISO}|🔁\ufe0f?[^📅🗓📆⏳⌛🛫➕✅❌🔺⏫🔼🔽⏬#\[(]*|[🔺⏫🔼🔽⏬]\ufe0f?|[🆔⛔]\ufe0f?\s*[\w,-]+|(?<!\S)\#task\b"
)
# Dataview: "[due:: 2026-04-30]", "(owner:: [[Ana]])".
_FIELD = expression(r"[\[(](?P<key>[A-Za-z][\w -]{0,20})::\s*(?P<value>(?:\[\[[^\[\]]*\]\]|[^\[\]()]){0,80})[\])]")
_DUE_KEYS = frozenset({"due", "deadline", "scheduled", "do", "by"})
_OWNER_KEYS = frozenset({"owner", "assignee", "assigned", "assigned to", "who", "responsible"})
_LINK = expression(r"\[\[(?:[^\[\]|]*\|)?(?P<name>[^\[\]|]*)\]\]")
# Logseq and Org: a word of state before the task, its days and properties on the lines below.
_KEYWORD = expression(
    r"""(?P<indent>\s*)(?:(?P<stars>\*{1,8})|[-*+])\s+(?P<state>TODO|DOING|DONE|NOW|LATER|NEXT|WAITING|WAIT|STARTED
    |IN-PROGRESS|CANCELL?ED)\s+(?:\[\#[A-Z]\]\s*)?(?P<words>\S.*)""",
    re.X,
)
_PLANNED = expression(r"\s*(?:(?P<kind>DEADLINE|SCHEDULED|CLOSED):\s*[<\[](?P<day>" + _ISO + r")[^>\]]*[>\]]\s*)+")
_EACH_PLAN = expression(r"(?P<kind>DEADLINE|SCHEDULED|CLOSED):\s*[<\[](?P<day>" + _ISO + r")")
_ORG_PROPERTY = expression(r"\s*:(?P<key>[\w-]+):\s*(?P<value>.*)")
_PROPERTY = expression(r"\s*(?P<key>[a-z][\w-]{1,30})::\s*(?P<value>.*)")
_CLOCK = expression(r"\s*CLOCK:\s.*")
_TAGS = expression(r"\s+:(?P<tags>[\w@:#%]+):\s*$")
_STAMP = expression(rf"<(?P<day>{_ISO})[^<>]*>")
# Roam and TaskPaper.
_ROAM = expression(r"\{\{\s*(?:\[\[)?(?P<state>TODO|DONE)(?:\]\])?\s*\}\}\s*")
_PAPER_DUE = expression(rf"@due\((?P<day>{_ISO})[^()]*\)")
_PAPER_DONE = expression(r"@done(?:\([^()]*\))?")
_PAPER_OTHER = expression(r"@(?:start|defer|flag|flagged|priority|today|estimate)(?:\([^()]*\))?")
# HackMD: "==5== Email supplier `2026-03-10`", "{due: 2026-03-12}".
_HIGHLIGHT = expression(r"==\d{1,2}==\s*")
_BRACED = expression(rf"\{{\s*due:?\s*(?P<day>{_ISO})\s*\}}|`(?P<code>{_ISO})`\s*$")
# Notion: a person or a day behind "@".
_MENTIONED_DAY = expression(
    r"@(?P<day>(?:(?:next|this|last)\s)?(?:today|tomorrow|yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2}(?:,\s\d{4})?"
    rf"|{_ISO}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}))(?:\s\d{{1,2}}:\d\d(?:\s?[AP]M)?)?",
    re.I,
)
_MENTIONED = expression(r"@(?P<name>[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*){0,2})\s*(?:→|->|:|–)?\s+(?=\S)")
# Who stands last: "Clear plot 14, [[Ben Carter]]", "Order crates **@ben**", "Email supplier **AL**".
_OWNER_LAST = expression(
    r"(?<![\s,;–-])[\s,;–-]*\(?(?:\[\[(?P<link>[^\[\]|]{2,40})\]\]|\*{0,2}(?P<handle>@[\w.-]{2,30})\*{0,2})\)?\s*$"
)
_INITIALS_LAST = expression(r"\s\*\*([A-Z]{2,3})\*\*\s*$")
_SHORTCODE = expression(r"(?P<indent>\s*(?:[-*+]\s+)?):[a-z][a-z0-9_+-]{1,30}:\s+")  # ":mega: TODO"
_QUOTED_LINK = expression(r'"\[\[([^\[\]|"]*)\]\]"')  # of the front matter of Obsidian
# Signs that people put where a bullet stands.
_EMOJI_BULLET = expression(
    r"(?P<indent>\s*)(?:[👉➡🔹🔸🔷🔶▶⭐📌🎯💡📝📣🔔❗🚩🔥📍✏📞📧🙋⚠]\ufe0f?|\d\ufe0f?\u20e3|🔟)\s*(?=\S)"
)
_EMOJI_BOX = expression(r"(?P<indent>\s*)(?:[-*+]\s+)?(?P<sign>[☐⬜🔲🔳☑✅✔☒])\ufe0f?\s*(?=\S)")
# todo.txt: a line is a task.
_TODO_LINE = expression(rf"(?:(?P<done>x)\s+)?(?:\((?P<priority>[A-Z])\)\s+)?(?:{_ISO}\s+){{0,2}}(?P<words>\S.*)")
_TODO_SIGN = expression(rf"^x\s+{_ISO}\s|^\([A-Z]\)\s|^{_ISO}\s|\sdue:{_ISO}|\s\+\w")
_TODO_FIELD = expression(r"(?<!\S)(?:\+\S+|(?!https?:)[a-z]+:\S+)")


def rewrite_tasks(lines: Sequence[str]) -> list[str]:
    """The lines of notes with the task syntaxes of note programs as Markdown; as many lines as were given."""
    text = "\n".join(lines)
    if not _SIGNS.search(text):
        return list(lines)
    if _is_todo_txt(lines):
        return [_todo_line(line) for line in lines]
    found = [_line(line) for line in lines]
    _attach_properties(lines, found)
    return found


def _line(line: str) -> str:
    """One line, whatever the program that wrote it."""
    line = _SHORTCODE.sub(lambda found: found["indent"], line, count=1) if _SHORTCODE.match(line) else line
    keyword = _KEYWORD.fullmatch(line)
    if keyword is not None:
        return _keyword_task(keyword)
    line = _ROAM.sub(lambda found: "[x] " if found["state"] == "DONE" else "[ ] ", line)
    if emoji := _EMOJI_BOX.match(line):
        ticked = emoji["sign"] in "☑✅✔"
        line = f"{emoji['indent']}- [{'x' if ticked else ' '}] {line[emoji.end() :]}"
    elif bullet := _EMOJI_BULLET.match(line):
        line = f"{bullet['indent']}- {line[bullet.end() :]}"
    boxed = _BOXED.fullmatch(line)
    if boxed is None:
        return _field_line(line) if "::" in line else _QUOTED_LINK.sub(r"\1", line)
    if _COOKIE.search(boxed["words"]):  # a parent whose children are the tasks: "- [-] Programme [1/2]"
        return f"{boxed['indent']}- {_COOKIE.sub('', boxed['words'])}"
    struck = re.fullmatch(r"~~.*~~\s*", boxed["words"]) is not None  # "[-]" alone may mean "in part", too
    if _CANCELLED_SIGN.search(boxed["words"]) or (boxed["state"] == "-" and struck):
        return ""
    done = boxed["state"] in ("x", "X", "*") or _DONE_SIGN.search(boxed["words"]) is not None
    return _box(boxed["indent"], done, boxed["words"])


def _box(indent: str, done: bool, words: str) -> str:
    """A check box with the owner before the task and the day behind it."""
    day, owner = "", ""
    for pattern in (_DUE_SIGN, _PAPER_DUE, _STAMP, _BRACED, _SCHEDULED_SIGN):
        if found := pattern.search(words):
            day = day or next(value for value in found.groups() if value)
            words = pattern.sub(" ", words)
    for field in list(_FIELD.finditer(words)):
        key, value = field["key"].strip().casefold(), _unlinked(field["value"]).strip()
        day = day or (value if key in _DUE_KEYS else "")
        owner = owner or (value if key in _OWNER_KEYS else "")
    words = _FIELD.sub(" ", words)
    done = done or _PAPER_DONE.search(words) is not None
    for pattern in (_OTHER_SIGN, _PAPER_DONE, _PAPER_OTHER, _HIGHLIGHT):
        words = pattern.sub(" ", words)
    if mentioned := _MENTIONED_DAY.search(words):
        words, day = _MENTIONED_DAY.sub(" ", words), day or mentioned["day"]
    if not owner and (person := _MENTIONED.match(words.lstrip())):
        owner, words = person["name"], words.lstrip()[person.end() :]
    words = " ".join(words.split())
    if not owner and (person := _OWNER_LAST.search(words)):
        owner, words = person["link"] or person["handle"], words[: person.start()]
    words = _INITIALS_LAST.sub(r" (\1)", " ".join(_unlinked(words).split()))
    due = f" (due {day})" if re.fullmatch(_ISO, day) else f" by {day}" if day else ""
    return f"{indent}- [{'x' if done else ' '}] {owner}{': ' if owner else ''}{words}{due}"


def _unlinked(words: str) -> str:
    """The words with "[[Ana Lopez]]" as "Ana Lopez"."""
    return _LINK.sub(lambda found: found["name"], words)


def _keyword_task(found: re.Match[str]) -> str:
    """A task of Logseq or Org: "TODO [#A] Get quotes :@ben:"."""
    state, words = found["state"], found["words"]
    if state.startswith("CANCEL"):
        return ""
    owner = ""
    if tags := _TAGS.search(words):
        words = words[: tags.start()]
        owner = next((tag for tag in tags["tags"].split(":") if tag.startswith("@")), "")
    words = re.sub(r"#\[\[([^\[\]]*)\]\]", r"(\1)", words)  # Logseq tags a person
    indent = "  " * (len(found["stars"]) - 1) if found["stars"] else found["indent"]
    return _box(indent if not found["stars"] else "", state == "DONE", f"{owner}: {words}" if owner else words)


def _field_line(line: str) -> str:
    """A property on a line of its own: "attendees:: [[Ana]], [[Ben]]" is "Attendees: Ana, Ben"."""
    found = _PROPERTY.fullmatch(line)
    if found is None:
        return line
    if found["key"] not in ("attendees", "participants", "present", "date", "title"):
        return ""
    return f"{found['key'].capitalize()}: {_unlinked(found['value'])}"


def _attach_properties(lines: Sequence[str], found: list[str]) -> None:
    """Move days and owners on the lines below a task of Logseq or Org to its own line, and empty those lines."""
    task: int | None = None
    drawer = False
    for at, line in enumerate(lines):
        stripped = line.strip()
        if _KEYWORD.fullmatch(line):
            task, drawer = (at if found[at] else None), False
        elif stripped in (":PROPERTIES:", ":LOGBOOK:"):
            drawer, found[at] = True, ""
        elif drawer:
            found[at] = ""
            drawer = stripped != ":END:"
            _attach_owner(found, task, _ORG_PROPERTY.fullmatch(line))
        elif _PLANNED.fullmatch(line):
            found[at] = ""
            _attach_day(found, task, line)
        elif _CLOCK.fullmatch(line):
            found[at] = ""
        elif stripped and not _PROPERTY.fullmatch(line):
            task = None


def _attach_owner(found: list[str], task: int | None, entry: re.Match[str] | None) -> None:
    if task is not None and entry is not None and entry["key"].casefold() in _OWNER_KEYS and entry["value"].strip():
        owner = entry["value"].strip()
        found[task] = _BOX_START.sub(lambda box: f"{box[1]}{owner}: ", found[task], count=1)


_BOX_START = expression(r"(\[[ x]\]\s)(?:@\w+:\s)?")


def _attach_day(found: list[str], task: int | None, line: str) -> None:
    plans = {plan["kind"]: plan["day"] for plan in _EACH_PLAN.finditer(line)}
    day = plans.get("DEADLINE") or plans.get("SCHEDULED")
    if task is not None and day and "(due " not in found[task]:
        found[task] += f" (due {day})"


def _is_todo_txt(lines: Sequence[str]) -> bool:
    """Whether nearly each line is a task of todo.txt, and some show its signs."""
    written = [line for line in lines if line.strip()]
    signed = sum(_TODO_SIGN.search(line) is not None for line in written)
    return (
        len(written) >= 2
        and signed >= 0.8 * len(written)
        and not any(line.startswith(("#", "-", "*")) for line in written)
    )


def _todo_line(line: str) -> str:
    found = _TODO_LINE.fullmatch(line.strip())
    if found is None:
        return line
    words = found["words"]
    due = re.search(rf"(?<!\S)due:({_ISO})", words)
    people = re.findall(r"(?<!\S)@([\w.-]+)", words)
    words = " ".join(re.sub(r"(?<!\S)@[\w.-]+", " ", _TODO_FIELD.sub(" ", words)).split())
    owner = f"{', '.join(f'@{person}' for person in people)}: " if people else ""
    return f"- [{'x' if found['done'] else ' '}] {owner}{words}" + (f" (due {due[1]})" if due else "")
