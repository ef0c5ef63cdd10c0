"""Chats as programs save them: who wrote what on which day, what is left out, and layouts that are learned."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import NamedTuple

import pytest

from extractor import extract
from extractor.model import Kind, ReadOptions
from extractor.pipeline import from_bytes
from extractor.readers import read_text

MESSAGES = (
    ("Ana Lopez", "So who has the keys to the shed?"),
    ("Ben Carter", "I do. I'll ring the council by Friday."),
    ("Ana Lopez", "Thanks. What about the compost?"),
    ("Nguyễn Văn An", "I'll order the compost next week."),
    ("Ana Lopez", "Lovely, thank you all."),
)


class Program(NamedTuple):
    """A program, and how it writes a message with the place of the name and of the words."""

    name: str
    message: str
    day: date | None = date(2026, 3, 25)


KNOWN = (
    Program("WhatsApp, Android", "25/03/2026, 19:03 - {who}: {text}"),
    Program("WhatsApp, Android, US", "3/25/26, 7:03\u202fPM - {who}: {text}"),
    Program("WhatsApp, iPhone", "[25/03/2026, 19:03:12] {who}: {text}"),
    Program("WhatsApp, iPhone, marks", "\u200e[25.03.26, 19:03:12] ~\u202f{who}: \u200e{text}"),
    Program("Signal", "[2026-03-25 19:03] {who}: {text}"),
    Program("Telegram", "{who}, [25.03.2026 19:03]\n{text}\n"),
    Program("Discord", "[25/03/2026 19:03] {who}\n{text}\n"),
    Program("Teams", "[25/03/2026 19:03] {who}\n{text}\n"),
    Program("Zoom, old", "10:00:03\t From  {who} : {text}", None),
    Program("Zoom, new", "10:00:03\t From  {who}  to  Everyone:\n\t{text}", None),
    Program("Slack", "{who}\n  10:03 AM\n{text}\n", None),
    Program("Google Chat", "{who}, Yesterday 10:03 AM\n{text}\n", None),
    Program("WhatsApp in a browser", "[19:03, 25/03/2026] {who}: {text}"),
)
INVENTED = (
    "10.03 | {who} | {text}",
    "({who} @ 10:03) {text}",
    "{who} » {text}",
    "-- {who}, 10:03 --\n{text}",
    "10h03 {who}\n{text}",
    "#{number} {who} (10:03) {text}",
    "{who}\t{text}",
    "<10:03> {who} says: {text}",
    "{who} ~ 10:03 AM ~ {text}",
    "[{who}/10:03] {text}",
)


def written(message: str) -> str:
    return "\n".join(message.format(who=who, text=text, number=at) for at, (who, text) in enumerate(MESSAGES, 1)) + "\n"


def turns(text: str) -> list[tuple[str | None, str]]:
    return [(block.speaker, block.text) for block in read_text(text).blocks if block.kind is Kind.TURN]


@pytest.mark.parametrize("program", KNOWN, ids=lambda program: program.name)
def test_each_message_has_its_writer_and_its_day(program: Program) -> None:
    text = written(program.message)
    assert turns(text) == list(MESSAGES)
    assert {block.day for block in read_text(text).blocks} == {program.day}


@pytest.mark.parametrize("message", INVENTED)
def test_layout_of_no_known_program_is_learned(message: str) -> None:
    assert turns(written(message)) == list(MESSAGES)


SAID = (
    "Who books the hall?",
    "I'll book the hall by Friday.",
    "I will send the rota tomorrow.",
    "I can fetch the chairs.",
)
WRITERS = ("Ada Nwosu", "Wim de Boer", "Ada Nwosu", "Hamid Karimi")


class Heads(NamedTuple):
    """The heads of four messages of one chat, which differ from each other."""

    name: str
    heads: tuple[str, str, str, str]
    writers: tuple[str, ...] = WRITERS
    below: str = ""  # what the program writes below the first message


DIFFERENT_HEADS = (
    Heads(
        "Teams, edited",
        (
            "[13/10 09:02] Ada Nwosu",
            "[13/10 09:04] Wim de Boer",
            "[13/10 09:05] Ada Nwosu (Edited)",
            "[13/10 09:06] Hamid Karimi",
        ),
    ),
    Heads(
        "Teams, below each other, with reactions",
        (
            "Ada Nwosu\nYesterday 09:02",
            "Wim de Boer\nYesterday 09:04",
            "Ada Nwosu\nYesterday 09:05\nEdited",
            "Hamid Karimi\n09:06",
        ),
        below="like\n2\n1 Heart reaction.",
    ),
    Heads(
        "Teams, family name first, outside",
        (
            "Nwosu, Ada\nMonday 9:02 AM",
            "de Boer, Wim (External)\nMonday 9:04 AM",
            "Nwosu, Ada\n9:05 AM",
            "Karimi, Hamid\n9:06 AM",
        ),
    ),
    Heads(
        "Slack, status",
        (
            "Ada Nwosu\n  9:02 AM",
            "Wim de Boer :palm_tree:\n  9:03 AM",
            "Ada Nwosu 🏖️\n  9:05 AM",
            "Hamid Karimi\n:house:  9:10 AM",
        ),
        below=":thumbsup:\n2",
    ),
    Heads(
        "Slack, robot and days",
        (
            "Ada Nwosu\nOct 12th at 9:02 AM",
            "Jira Cloud\nAPP  9:03 AM",
            "Ada Nwosu\nYesterday at 9:05 AM",
            "Hamid Karimi\nToday at 9:14",
        ),
        ("Ada Nwosu", "Jira Cloud", "Ada Nwosu", "Hamid Karimi"),
    ),
    Heads(
        "Discord",
        (
            "ada — 10/12/2026 2:02 PM",
            "Wim ✨ — Yesterday at 2:03 PM",
            "ada — Yesterday at 2:05 PM (edited)",
            "Carl-bot\nAPP\n — Today at 14:06",
        ),
        ("ada", "Wim", "ada", "Carl-bot"),
    ),
    Heads(
        "Discord, roles",
        (
            "ada\n — 13/10/2026, 14:02",
            "wim\n[STAFF], \nRole icon, Committee\n — 13/10/2026, 14:03",
            "ada\n — 13/10/2026, 14:05",
            "hk_7\n — Today at 14:06",
        ),
        ("ada", "wim", "ada", "hk_7"),
    ),
    Heads(
        "Google Chat",
        (
            "Ada Nwosu\n•\nTue 9:02 AM",
            "Wim de Boer, Tue 9:04 AM, Edited",
            "Ada Nwosu · 25 min",
            "Hamid Karimi, Now",
        ),
    ),
    Heads(
        "Zoom, on the screen",
        (
            "Ada Nwosu to Everyone 10:00 AM",
            "From Wim de Boer to Everyone 10:01 AM",
            "Ada Nwosu to Everyone 10:02 AM",
            "Hamid Karimi to Ada Nwosu(Direct Message) 10:03 AM",
        ),
    ),
    Heads(
        "name in brackets",
        (
            "[Ada] 09:02",
            "[Wim] 09:03",
            "[Ada] 09:05",
            "[Hamid (treasurer)] 09:06",
        ),
        ("Ada", "Wim", "Ada", "Hamid"),
    ),
    Heads(
        "telephone and room",
        (
            "Ada Nwosu  Mon 9:02",
            "+31 6 12345678  Mon 9:03",
            "Ada Nwosu  Mon 9:05",
            "Boardroom (2nd floor)  Mon 9:06",
        ),
        ("Ada Nwosu", "+31 6 12345678", "Ada Nwosu", "Boardroom"),
    ),
)


MORE_HEADS = (
    Heads(
        "Discord, who began the thread",
        (
            "ada\nOP\n — 12/10/2026 21:02",
            "wim\n — 12/10/2026 21:04",
            "ada\nOP\n — Yesterday at 21:05",
            "fern_1\n🌱\n — 08:01",
        ),
        ("ada", "wim", "ada", "fern_1"),
    ),
    Heads(
        "Google Chat, outside and oneself",
        (
            "Ada Nwosu, Oct 12, 9:02 AM",
            "Wim de Boer, Oct 12, 9:04 AM, External",
            "Ada Nwosu, 10 min",
            "You, Yesterday 9:05 AM",
        ),
        ("Ada Nwosu", "Wim de Boer", "Ada Nwosu", "me"),
    ),
    Heads(
        "time in brackets with the name",
        ("[Ada 09:02]", "[Wim 09:04 edited]", "[Ada 09:05]", "[Hamid 09:06]"),
        ("Ada", "Wim", "Ada", "Hamid"),
    ),
    Heads(
        "sent the following",
        (
            "Ada Nwosu sent the following message at 9:02 AM",
            "Wim de Boer sent the following messages at 9:04 AM",
            "Ada Nwosu sent the following message at 9:05 AM",
            "Hamid Karimi sent the following message at 9:06 AM",
        ),
    ),
    Heads("one without its time", ("Ada Nwosu  0:02", "\nWim de Boer", "\nAda Nwosu  0:12", "\nHamid Karimi  0:20")),
)


@pytest.mark.parametrize("chat", (*DIFFERENT_HEADS, *MORE_HEADS), ids=lambda chat: chat.name)
def test_head_unlike_its_neighbours_begins_a_message(chat: Heads) -> None:
    below = [f"{chat.below}\n" if chat.below else "", "", "", ""]
    text = "".join(f"{head}\n{said}\n{more}" for head, said, more in zip(chat.heads, SAID, below, strict=True))
    assert turns(text) == list(zip(chat.writers, SAID, strict=True))
    for end in range(1, len(text), 11):  # cut anywhere, it is still read
        read_text(text[:end])


INLINE_HEADS = (
    (
        "[2026-10-12 09:02] Ada Nwosu:",
        "[2026-10-12 09:04] Wim de Boer [away]:",
        "[2026-10-13 09:05] Ada Nwosu:",
        "[2026-10-13 09:06] Hamid Karimi:",
    ),
    (
        "00:01:02\tAda Nwosu:\t",
        "00:01:40\tWim de Boer:\t",
        "00:02:00\tAda Nwosu (Edited):\t",
        "00:02:09\tHamid Karimi:\t",
    ),
    (
        "Ada Nwosu, 13 Oct 09:02:",
        "Wim de Boer, 13 Oct 09:04:",
        "Ada Nwosu, 13 Oct 09:05:",
        "Hamid Karimi, 13 Oct 09:09:",
    ),
    ("(09:02) [Ada Nwosu]", "(09:04) [Wim de Boer - away]", "(09:05) [Ada Nwosu]", "(09:06) [Hamid Karimi]"),
    (
        "1 | 09:02 | Ada Nwosu |",
        "2 | 09:04 | Wim de Boer |",
        "3 | 09:05 | Ada Nwosu (edited) |",
        "4 | 09:06 | Hamid Karimi |",
    ),
)


@pytest.mark.parametrize("heads", INLINE_HEADS, ids=lambda heads: heads[0])
def test_head_unlike_its_neighbours_before_the_words(heads: tuple[str, ...]) -> None:
    text = "".join(f"{head} {said}\n" for head, said in zip(heads, SAID, strict=True))
    assert turns(text.replace("\t ", "\t")) == list(zip(WRITERS, SAID, strict=True))


def test_prompts_of_different_ranks() -> None:
    text = "@ada> who opens?\nwim> i'll open on Saturday\n*ada> and who closes?\n+wim> i'll close too\n"
    assert [who for who, _ in turns(text)] == ["ada", "wim", "ada", "wim"]


def test_time_below_the_words_belongs_to_them() -> None:
    text = "".join(f"{who}\n{said}\n{at} min\n" for at, (who, said) in enumerate(zip(WRITERS, SAID, strict=True), 5))
    assert turns(text) == list(zip(WRITERS, SAID, strict=True))


def test_second_message_without_a_name_is_by_the_same_writer() -> None:
    text = "Ada Nwosu\n9:02 AM\nGreat\n9:03\nI'll go\nWim de Boer\n9:04 AM\nOk\nAda Nwosu\n9:05 AM\nBye\n"
    assert [who for who, _ in turns(text)] == ["Ada Nwosu", "Ada Nwosu", "Wim de Boer", "Ada Nwosu"]


def test_yesterday_counts_from_the_day_given() -> None:
    text = (
        "Ada Nwosu\nYesterday at 9:02\nHello\nWim de Boer\nYesterday at 9:03\nI'll send it tomorrow.\n"
        "--- Today ---\nAda Nwosu\n9:05\nI will ring Ben tomorrow.\nHamid Karimi\nMon 9:06\nThanks\n"
    )
    recap = extract(text, date="2026-10-14")
    assert [(item.owners, item.due) for item in recap.items] == [
        (("Wim de Boer",), date(2026, 10, 14)),
        (("Ada Nwosu",), date(2026, 10, 15)),
    ]
    assert [item.due for item in extract(text).items] == [None, None]
    assert read_text(text, options=ReadOptions(date=date(2026, 10, 14))).blocks[-1].day == date(2026, 10, 12)


def test_private_message_on_the_screen_of_zoom_is_private() -> None:
    chat = next(chat for chat in DIFFERENT_HEADS if chat.name == "Zoom, on the screen")
    text = "".join(f"{head}\n{said}\n" for head, said in zip(chat.heads, SAID, strict=True))
    assert [block.private for block in read_text(text).blocks] == [False, False, False, True]


def test_tomorrow_counts_from_the_day_of_the_message() -> None:
    text = dedent(
        """\
        23/03/2026, 19:03 - Ana Lopez: Morning all
        23/03/2026, 19:10 - Ben Carter: I'll ring the council tomorrow.
        25/03/2026, 19:31 - Ana Lopez: Thanks
        25/03/2026, 19:32 - Carla Diaz: I'll order the compost tomorrow.
        """
    )
    recap = from_bytes(text.encode(), "chat.txt", ReadOptions())
    assert {(item.owners, item.due) for item in recap.items} == {
        (("Ben Carter",), date(2026, 3, 24)),
        (("Carla Diaz",), date(2026, 3, 26)),
    }
    assert recap.date == date(2026, 3, 25)


def test_lines_of_the_program_are_left_out() -> None:
    text = dedent(
        """\
        25/03/2026, 19:00 - Messages and calls are end-to-end encrypted. Learn more.
        25/03/2026, 19:00 - Ana Lopez created group "Garden Club"
        25/03/2026, 19:03 - Ana Lopez: So who has the keys?
        25/03/2026, 19:04 - Ben Carter: <Media omitted>
        25/03/2026, 19:05 - Ben Carter: This message was deleted
        25/03/2026, 19:06 - Ben Carter: I do <This message was edited>
        25/03/2026, 19:07 - Ana Lopez: Thanks
        """
    )
    assert turns(text) == [("Ana Lopez", "So who has the keys?"), ("Ben Carter", "I do"), ("Ana Lopez", "Thanks")]
    assert from_bytes(text.encode(), "chat.txt", ReadOptions()).title == "Garden Club"


def test_message_of_several_lines_stays_with_its_writer() -> None:
    text = "25/03/2026, 19:03 - Ana: To do:\n- ring Bob\n- pay\n25/03/2026, 19:04 - Bob: ok\n25/03/2026, 19:05 - A: x\n"
    assert [who for who, _ in turns(text)] == ["Ana", "Ana", "Ana", "Bob", "A"]


def test_direct_message_is_private() -> None:
    text = "".join(
        f"10:0{at}:03\t From  {who}  to  {to}:\n\t{words}\n"
        for at, (who, to, words) in enumerate(
            (
                ("Ana Lopez", "Everyone", "morning all"),
                ("Ben Carter", "Everyone", "I'll send the budget"),
                ("Dev Patel", "Ana Lopez(Direct Message)", "I will talk to HR"),
            )
        )
    )
    assert [block.private for block in read_text(text).blocks] == [False, False, True]


@pytest.mark.parametrize("label", ["Ana Lopez (she/her)", "Ana Lopez (Guest)", "Lopez, Ana", "Ana Lopez (Host, me)"])
def test_what_stands_beside_a_name_is_no_part_of_it(label: str) -> None:
    text = f"10:00:03 From {label} : one two\n10:00:04 From Ben : three four\n10:00:05 From Ben : five six\n"
    assert turns(text)[0][0] == "Ana Lopez"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Date: 3 March\nTime: 10:00\nPlace: Hall\nChair: Ana\nNotes: Ben\n", id="fields"),
        pytest.param("10:00 Welcome\n10:15 Budget\n10:30 Break\n10:45 Elections\n", id="agenda"),
        pytest.param("Task | Owner\nBuy milk | Ana\nPay rent | Ben\nCall Bob | Ana\n", id="table"),
        pytest.param("Ana Ruiz Mon 9:00\nBen Lee Tue 9:00\nAna Ruiz Wed 9:00\nBen Lee Thu 9:00\n", id="rota"),
        pytest.param("Ana 9:00 AM\n- open\nBen 10:00 AM\n- close\nAna 11:00 AM\n- count\n", id="lists of duties"),
        pytest.param("Ana, 13 October\nsend it\nBen, 14 October\nring it\nAna, 20 October\nbook it\n", id="due"),
        pytest.param("Ana -> Friday\nBen -> Monday\nCarla -> Tuesday\nDev -> Sunday\n", id="assignments"),
    ],
)
def test_notes_with_regular_lines_are_no_chat(text: str) -> None:
    assert not any(block.kind is Kind.TURN for block in read_text(text).blocks)


def test_chat_cut_anywhere_is_read() -> None:
    text = written(KNOWN[0].message)
    for end in range(1, len(text), 7):
        read_text(text[:end])


@pytest.mark.slow
def test_hostile_heads_take_linear_time() -> None:
    read_text(("25/03/2026, 19:03 - " + "a " * 20_000 + "\n") * 3 + "x: y\n")
    read_text(("(" * 5_000 + " 10:03 " + "b" * 5_000 + "\n") * 20)


SIGNAL_TEXT = """Conversation: Ward rota (group)

From: Bola Akande (+447700900111)
Type: incoming
Sent: Tue, 13 Oct 2026 07:02:11 +0100
Received: Tue, 13 Oct 2026 07:02:12 +0100

Two gaps on nights. Who can help?

From: You
Type: outgoing
Sent: Tue, 13 Oct 2026 07:05:00 +0100

I'll print the list tomorrow

From: Mihai (+447700900112)
Type: incoming
Sent: Tue, 13 Oct 2026 07:06:11 +0100
Reaction: 👍 from Bola Akande

> From: You
> Sent: Tue, 13 Oct 2026 07:05:00 +0100
>
> I'll print the list tomorrow

I can ring the office by Friday
"""


def test_fields_above_words_are_heads_and_you_are_the_writer() -> None:
    recap = extract(SIGNAL_TEXT)
    assert [(item.task, item.owners, item.due) for item in recap.items] == [
        ("print the list", ("me",), date(2026, 10, 14)),
        ("ring the office", ("Mihai",), date(2026, 10, 16)),
    ]
    assert "You" not in {person.name for person in recap.people}
    for end in range(40, len(SIGNAL_TEXT), 13):
        read_text(SIGNAL_TEXT[:end])


def test_first_name_that_is_a_month_is_a_writer_above_a_time_like_the_others() -> None:
    text = (
        "Priyanka Rao\n:calendar:  9:41 AM\nPO is due.\nJan\n  9:43 AM\nI'll send the PO\n9:44\nand I'll ring\n"
        "Priyanka Rao\n  9:50 AM\nThanks\n  9:51 AM\nTheo K\n  10:02 AM\nok\n"
    )
    assert [(who, said) for who, said in turns(text) if who == "Jan"] == [
        ("Jan", "I'll send the PO"),
        ("Jan", "and I'll ring"),
    ]
    assert "Thanks" not in {who for who, _ in turns(text)}


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("13/10/2026 à 18:0{0} - ", id="French"),
        pytest.param("13/10/2026 às 18:0{0} - ", id="Portuguese"),
        pytest.param("13.10.2026, 18:0{0} - ", id="German"),
        pytest.param("13.10.2026 kl. 18.0{0} - ", id="Danish"),
        pytest.param("13.10.2026 в 18:0{0} - ", id="Russian"),
        pytest.param("13/10/2026, 6:0{0}\u202fp.\u00a0m. - ", id="Spanish"),
        pytest.param("2026/10/13 下午6:0{0} - ", id="Chinese"),
        pytest.param("[2026/10/13 오후 6:0{0}:11] ", id="Korean"),
    ],
)
def test_day_and_time_of_any_locale_are_the_head(head: str) -> None:
    said = zip(WRITERS, SAID, strict=True)
    text = "".join(f"{head.format(at)}{who}: {words}\n" for at, (who, words) in enumerate(said))
    blocks = read_text(text).blocks
    assert [(block.speaker, block.text) for block in blocks] == list(zip(WRITERS, SAID, strict=True))
    assert {block.day for block in blocks} == {date(2026, 10, 13)}
    assert all((block.at or "").startswith("18:0") for block in blocks)


def test_message_of_a_chat_of_zoom_counts_from_its_day() -> None:
    text = "".join(
        f"2026-10-13 18:0{at}:11 From {who} to Everyone:\n\t{words}\n"
        for at, (who, words) in enumerate(zip(WRITERS, SAID, strict=True))
    )
    assert [item.due for item in extract(text).items] == [date(2026, 10, 16), date(2026, 10, 14), None]


def test_copy_of_a_channel_of_slack_by_slackdump_has_its_writers() -> None:
    text = "".join(
        f"> U0{at} ({who}) @ 13/10/2026 09:0{at}:11 Z:\n{words}\n\n"
        for at, (who, words) in enumerate(zip(WRITERS, SAID, strict=True))
    )
    assert turns(text) == list(zip(WRITERS, SAID, strict=True))


def test_promise_behind_thanks_is_one() -> None:
    text = "".join(
        f"[2026-10-13, 19:0{at}] {who}: {words}\n"
        for at, (who, words) in enumerate(
            (
                ("Me", "who has the poles?"),
                ("Aya", "I do, I'll bring them Thursday"),
                ("Me", "thanks, I'll tell the shops"),
            )
        )
    )
    assert read_text(text).format == "chat of Signal"
    assert [(item.task, item.owners) for item in extract(text).items] == [
        ("bring the poles", ("Aya",)),
        ("tell the shops", ("me",)),
    ]
