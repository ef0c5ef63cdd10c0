"""Rewrite the task syntaxes of note programs as Markdown check boxes with plain words, line by line.

Obsidian Tasks and Dataview, Logseq, Org, Roam, TaskPaper, todo.txt, Notion and HackMD write owners, days and states in
signs of their own: "📅 2026-03-20", "owner:: Ana", "DEADLINE: <2026-03-20 Fri>". Here they become what people write:
"- [ ] Ana: order it (due 2026-03-20)". A line stays a line, so that all items keep their numbers; what is cancelled, or
says only how a program is to show a task, becomes an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.common.lazy_regex import expression

_ISO = r"\d{4}-\d\d-\d\d"
# Signs of which each rewritten file has one at least.
_SIGNS = expression(
    r"""[📅🗓📆⏳⌛🛫➕🔁✅❌🔺⏫🔼🔽⏬👉➡🔹🔸☑⬜🔲💡📝📣🔔❗🚩🔥📍📌🎯✏📞📧🙋⚠⭐]|\d\ufe0f?\u20e3|::|\{\{|==\d
    | @(?:due|done|start|defer)\b
    | \{due | (?<![\w.])@[\w.+-]+@[\w-]+\. | \[name= |\\?\[[-/><!?]\\?\]\  | ^[\ \t]*:[a-z]+:\  | ^[\ \t]*-\s"\[\[
    | ^[\ \t]*[-*]\s*\[[\ xX]\].*
      (?:@[\w.-]+\*{0,2}\)?|@[A-Z][\w'’-]+\ [A-Z@].*|\*\*[A-Z]{2,3}\*\*|\[\[[\w\ ]+\]\])[\ \t]*$ |
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
_OBSIDIAN = expression(r"[📅⏳🛫✅➕❌🔁]\ufe0f?\s*\d{4}-\d\d-\d\d")
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
_PROPERTY = expression(r"\s*(?P<bullet>[-*+]\s+)?(?P<key>[A-Za-z][\w -]{1,30}?)::\s*(?P<value>.*)")
_HEAD_KEYS = frozenset({"attendees", "participants", "present", "date", "title", "apologies"})
_STATE_KEYS = frozenset({"status", "state", "completed", "done"})
_IS_DONE = expression(r"\W*(?:done|closed|completed?|yes|true|x)\b", re.I)
_CLOCK = expression(r"\s*CLOCK:\s.*")
_TAGS = expression(r"\s+:(?P<tags>[\w@:#%]+):\s*$")
_STAMP = expression(rf"<(?P<day>{_ISO})[^<>]*>")
_ORG = expression(
    r"(?im)^#\+(?:title|date|author|startup|options|filetags)\b|^\s*:PROPERTIES:|^\*{2,8}\s+(?:TODO|DONE)\b"
)
_HASH_NAME = expression(r"#(\w{2,30})\s+")  # "TODO #Joel renew the certificate"
# Roam and TaskPaper.
_ROAM = expression(r"\{\{\s*(?:\[\[)?(?P<state>TODO|DONE)(?:\]\])?\s*\}\}\s*")
_PAPER_DUE = expression(rf"@due\((?P<day>{_ISO})[^()]*\)")
_PAPER_DONE = expression(r"@done(?:\([^()]*\))?")
_PAPER_OTHER = expression(r"@(?:start|defer|flag|flagged|priority|today|estimate)(?:\([^()]*\))?")
_PAPER_CONTEXT = expression(
    r"(?<!\S)@(?:project|repeat|created|lastdone|p\d|high|medium|low|waiting|office|home|phone|calls?|errands?|computer|online"
    r"|desk|work|shops?|shopping|town|garden|anywhere|laptop|pc|mac|read|write|email|next|someday|agenda)(?:\([^()]*\)|(?!\S))"
)
_PAPER_OWNER = expression(r"(?<!\S)@(?:owner|who|assigned|assignee|for|delegated|waiting)\((?P<who>[^()@]{2,40})\)")
_PAPER_SURE = expression(r"(?<!\S)@(?:due|done|start|defer)(?:\([^()]*\)|(?!\S))")
_PAPER_TAG = expression(r"(?<!\S)@[A-Za-z][\w.-]{1,30}(?![\w(])")
_PAPER_TASK = expression(r"(?P<indent>\s*)-\s+(?P<words>\S.*)")
# HackMD and Google Docs name people by a tag and by an address: "[name=Ana]", "@ana@example.org".
_NAMED = expression(r"\[name=(?P<name>[^\[\]=]{2,40})\]")
_HACKMD_OTHER = expression(r"\[(?:time|color)=[^\[\]=]{1,60}\]")
_AT_ADDRESS = expression(r"(?<![\w.])@([\w.+-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
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
_MENTIONED = expression(r"@(?P<name>[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z](?:\.|[\w'’-]*)){0,2})\s*(?:→|->|:|–)?\s+(?=\S)")
_AND_MENTIONED = expression(r"(?:,|&|/|and\b)\s*(?=@)")
# Who stands last: "Clear plot 14, [[Ben Carter]]", "Order crates **@ben**", "Email supplier **AL**".
_OWNER_LAST = expression(
    r"(?<![\s,;–-])[\s,;–-]*\(?(?:#?\[\[(?P<link>[^\[\]|]{2,40})\]\]|\*{0,2}(?P<handles>@[\w.-]{2,30}(?:[\s,&]+@[\w.-]{2,30})*)\*{0,2}"
    r"|@(?P<called>[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*){1,2}))\)?\s*$"
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


class _File(NamedTuple):
    """What the whole of a file tells about its lines: its words, and which program wrote it."""

    text: str
    is_paper: bool  # of TaskPaper: each line that begins with a dash is a task
    is_obsidian: bool  # of Obsidian Tasks: a box with a dash is cancelled
    is_org: bool  # of Org: a task is a headline, and ends the section above it


def rewrite_tasks(lines: Sequence[str]) -> list[str]:
    """The lines of notes with the task syntaxes of note programs as Markdown; as many lines as were given."""
    lines = _without_properties(lines)
    text = "\n".join(lines)
    if not _SIGNS.search(text):
        return list(lines)
    if _is_todo_txt(lines):
        return [_todo_line(line) for line in lines]
    is_paper = _PAPER_SURE.search(text) is not None and not any(map(_BOXED.fullmatch, lines))
    is_org = _ORG.search(text) is not None and not any(line.startswith(("# ", "## ")) for line in lines)
    file = _File(text, is_paper, _OBSIDIAN.search(text) is not None, is_org)
    found = [_line(line, file) for line in lines]
    _attach_properties(lines, found)
    return found


def _without_properties(lines: Sequence[str]) -> Sequence[str]:
    """The lines with empty ones for the properties that Joplin writes at the end of a note: "type_: 1"."""
    end = next((at for at in range(len(lines) - 1, max(-1, len(lines) - MAX_PROPERTIES), -1) if lines[at].strip()), -1)
    if end < 0 or not _LAST_PROPERTY.fullmatch(lines[end]):
        return lines
    start = end
    while start > 0 and _PROPERTY_OF_JOPLIN.fullmatch(lines[start - 1]):
        start -= 1
    return [*lines[:start], *([""] * (len(lines) - start))]


MAX_PROPERTIES = 60  # lines
_LAST_PROPERTY = expression(r"type_: \d{1,2}\s*")
_PROPERTY_OF_JOPLIN = expression(r"[a-z][a-z_]{1,30}:(?: .{0,300})?\s*")


def _line(line: str, file: _File) -> str:
    """One line, whatever the program that wrote it."""
    line = _SHORTCODE.sub(lambda found: found["indent"], line, count=1) if _SHORTCODE.match(line) else line
    line = _AT_ADDRESS.sub(lambda found: f"@{found[1]}", line)
    keyword = _KEYWORD.fullmatch(line)
    if keyword is not None:
        return _keyword_task(keyword, file)
    line = _ROAM.sub(lambda found: "[x] " if found["state"] == "DONE" else "[ ] ", line)
    if emoji := _EMOJI_BOX.match(line):
        ticked = emoji["sign"] in "☑✅✔"
        line = f"{emoji['indent']}- [{'x' if ticked else ' '}] {line[emoji.end() :]}"
    elif bullet := _EMOJI_BULLET.match(line):
        line = f"{bullet['indent']}- {line[bullet.end() :]}"
    if file.is_paper and (task := _PAPER_TASK.fullmatch(line)):
        return _box(task["indent"], False, task["words"], file)
    boxed = _BOXED.fullmatch(line)
    if boxed is None:
        return _unlinked(_field_line(line) if "::" in line else _QUOTED_LINK.sub(r"\1", line))
    if _COOKIE.search(boxed["words"]):  # a parent whose children are the tasks: "- [-] Programme [1/2]"
        return f"{boxed['indent']}- {_COOKIE.sub('', boxed['words'])}"
    struck = re.fullmatch(r"~~.*~~\s*", boxed["words"]) is not None  # "[-]" alone may mean "in part", too
    if _CANCELLED_SIGN.search(boxed["words"]) or (boxed["state"] == "-" and (struck or file.is_obsidian)):
        return ""
    done = boxed["state"] in ("x", "X", "*") or _DONE_SIGN.search(boxed["words"]) is not None
    return _box(boxed["indent"], done, boxed["words"], file)


def _box(indent: str, done: bool, words: str, file: _File) -> str:
    """A check box with the owner before the task and the day behind it."""
    done = done or _PAPER_DONE.search(words) is not None
    words = _EACH_PLAN.sub(lambda plan: f"<{plan['day']}", words)
    day, words = _day_of(words)
    owner, words = _owner_in_fields(words)
    for pattern in (_OTHER_SIGN, _PAPER_DONE, _PAPER_OTHER, _HIGHLIGHT, _HACKMD_OTHER):
        words = pattern.sub(" ", words)
    words = _PAPER_CONTEXT.sub(" ", words) if file.is_paper else words
    if mentioned := _MENTIONED_DAY.search(words):
        words, day = _MENTIONED_DAY.sub(" ", words), day or mentioned["day"]
    if not owner and (person := _MENTIONED.match(words.lstrip())):
        owner, words = _mentioned(person, words.lstrip(), file.text)
    words = " ".join(words.split())
    if not owner and (person := _OWNER_LAST.search(words)):
        owner = person["link"] or person["called"] or ", ".join(person["handles"].replace(",", " ").split())
        words = words[: person.start()]
    if not owner and file.is_paper and (tag := _PAPER_TAG.search(words)):
        owner, words = tag.group(), " ".join(_PAPER_TAG.sub(" ", words, count=1).split())
    words = _INITIALS_LAST.sub(r" (\1)", " ".join(_unlinked(words).split()))
    due = f" (due {day})" if re.fullmatch(_ISO, day) else f" by {day}" if day else ""
    return f"{indent}- [{'x' if done else ' '}] {owner}{': ' if owner else ''}{words}{due}"


def _day_of(words: str) -> tuple[str, str]:
    """The day that signs and fields give a task, "" for none, and its words without them."""
    day = ""
    for pattern in (_DUE_SIGN, _PAPER_DUE, _STAMP, _BRACED, _SCHEDULED_SIGN):
        if found := pattern.search(words):
            day = day or next(value for value in found.groups() if value)
            words = pattern.sub(" ", words)
    for field in _FIELD.finditer(words):
        day = day or (_unlinked(field["value"]).strip() if field["key"].strip().casefold() in _DUE_KEYS else "")
    return day, words


def _owner_in_fields(words: str) -> tuple[str, str]:
    """Whom the fields and tags of a task name, "" for nobody, and its words without them."""
    owner = ""
    for field in _FIELD.finditer(words):
        owner = owner or (_unlinked(field["value"]).strip() if field["key"].strip().casefold() in _OWNER_KEYS else "")
    words = _FIELD.sub(" ", words)
    for pattern in (_PAPER_OWNER, _NAMED):
        if found := pattern.search(words):
            owner, words = owner or found[1].strip(), pattern.sub(" ", words)
    return owner, words


def _mentioned(person: re.Match[str], words: str, text: str) -> tuple[str, str]:
    """Who is mentioned before a task, and the task: a capital may begin it, "@Lia Marsh Draft the email".

    The name has as many words as it has elsewhere in the text; one that stands here alone ends before a common word.
    """
    from extractor.language.people.name_lists import common_words

    parts = person["name"].split()
    for size in range(len(parts), 1, -1):
        if text.count(" ".join(parts[:size])) > 1:
            parts = parts[:size]
            break
    else:
        while len(parts) > 1 and (parts[-1].lower() in common_words() or len(parts) > 2):
            parts.pop()
    name = " ".join(parts)
    rest = words[1 + len(name) :].lstrip(" :→->–")
    if (joint := _AND_MENTIONED.match(rest)) and (other := _MENTIONED.match(rest, joint.end())):
        also, rest = _mentioned(other, rest[joint.end() :], text)
        return f"{name}, {also}", rest
    return name, rest


def _unlinked(words: str) -> str:
    """The words with "[[Ana Lopez]]" as "Ana Lopez"."""
    return _LINK.sub(lambda found: found["name"], words)


def _keyword_task(found: re.Match[str], file: _File) -> str:
    """A task of Logseq or Org: "TODO [#A] Get quotes :@ben:"."""
    state, words = found["state"], found["words"]
    if state.startswith("CANCEL"):
        return ""
    owner = ""
    if tags := _TAGS.search(words):
        words = words[: tags.start()]
        owner = next((tag for tag in tags["tags"].split(":") if tag.startswith("@") or _is_named(tag, file.text)), "")
    words = re.sub(r"#\[\[([^\[\]]*)\]\]", r"(\1)", words)  # Logseq tags a person
    if not owner and (tag := _HASH_NAME.match(words)) and _is_named(tag[1], file.text):
        owner, words = tag[1], words[tag.end() :]
    indent = found["indent"] if not found["stars"] else ""
    owner = owner.removeprefix("@").capitalize() if _is_named(owner.removeprefix("@"), file.text) else owner
    box = _box(indent, state == "DONE", f"{owner}: {words}" if owner else words, file)
    return f"{'#' * min(6, len(found['stars']))} {box}" if found["stars"] and file.is_org else box


def _is_named(tag: str, text: str) -> bool:
    """Whether a tag is the first name of a person whom the notes give in full, or list: ":rui:" for "- Rui Costa"."""
    if not tag.isalpha() or len(tag) < 3:
        return False
    before = r"^[ \t]*(?:[-*+][ \t]+)?|[,;][ \t]*|\[\[|\b(?:present|attendees|participants)\b\W{1,4}"
    pattern = rf"(?mi:{before}){tag.capitalize()}(?:[ ][A-Z][\w'’-]+){{0,2}}\]{{0,2}}[ \t]*(?m:$|[,;(])"
    return re.search(pattern, text) is not None


def _field_line(line: str) -> str:
    """A property on a line of its own: "attendees:: [[Ana]], [[Ben]]" is "Attendees: Ana, Ben"."""
    found = _PROPERTY.fullmatch(line)
    if found is None:
        return line
    key = found["key"].strip()
    if key.casefold() not in _HEAD_KEYS:
        return f"- {key}: {_unlinked(found['value'])}" if found["bullet"] and key[0].isupper() else ""
    return f"{key.capitalize()}: {_unlinked(found['value'])}"


def _attach_properties(lines: Sequence[str], found: list[str]) -> None:
    """Move days and owners on the lines below a task to its own line, and empty those lines."""
    task: int | None = None
    drawer = False
    for at, line in enumerate(lines):
        stripped = line.strip()
        entry = _PROPERTY.fullmatch(line)
        if _KEYWORD.fullmatch(line) or (_BOX_START.search(found[at]) and not drawer):
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
        elif entry and entry["key"].strip().casefold() in (*_OWNER_KEYS, *_DUE_KEYS, *_STATE_KEYS):
            found[at] = ""
            _attach_field(found, task, entry["key"].strip().casefold(), _unlinked(entry["value"]).strip())
            _attach_owner(found, task, entry)
        elif stripped and not entry:
            task = None


def _attach_owner(found: list[str], task: int | None, entry: re.Match[str] | None) -> None:
    if task is None or entry is None or entry["key"].strip().casefold() not in _OWNER_KEYS:
        return
    if owner := _unlinked(entry["value"]).strip():
        found[task] = _BOX_START.sub(lambda box: f"{box[1]}{owner}: ", found[task], count=1)


_BOX_START = expression(r"(\[[ x]\]\s)(?:@\w+:\s)?")


def _attach_field(found: list[str], task: int | None, key: str, value: str) -> None:
    """Add what a property says of the day or the state of a task."""
    if task is None:
        return
    if key in _STATE_KEYS:
        found[task] = found[task].replace("[ ]", "[x]", 1) if _IS_DONE.match(value) else found[task]
    elif key in _DUE_KEYS and value and "(due " not in found[task]:
        found[task] += f" (due {value})" if re.fullmatch(_ISO, value) else f" by {value}"


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
    words = _PAPER_CONTEXT.sub(" ", words)
    people = re.findall(r"(?:(?<!\S)|(?<=,))@([\w.-]+)", words)
    words = " ".join(re.sub(r"(?<!\S)@[\w.-]+(?:,@[\w.-]+)*", " ", _TODO_FIELD.sub(" ", words)).split())
    owner = f"{', '.join(f'@{person}' for person in people)}: " if people else ""
    return f"- [{'x' if found['done'] else ' '}] {owner}{words}" + (f" (due {due[1]})" if due else "")
