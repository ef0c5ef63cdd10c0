"""What the summary of a note taker's program tells beside its list of actions."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.extraction.context.note_takers import told
from extractor.readers import read_text

LIST = "Next steps\n\nWim will get a quote by Friday.\nAda will ask the hall about the keys.\n"
TOLD = "Wim explained that two panels are broken. The team agreed to start at 8.30. Ada asked him to draft a letter."
SUMMARIES = {
    "Zoom": f"Quick recap\n\n{TOLD}\n\n{LIST}\nSummary\n\nFence\n{TOLD}\n\nAI can make mistakes.\n",
    "Gemini": f"Summary\n\n{TOLD}\n\nDetails\n\n* Fence: {TOLD}\n\nSuggested n{LIST[1:]}\n",
    "Markdown": f"## Meeting summary\n\n{TOLD}\n\n## {LIST}\n## Topics\n\n- {TOLD}\n",
    "signed": f"{TOLD}\n\n## {LIST}\nAI-generated content may be incorrect.\n",
}


@pytest.mark.parametrize("text", SUMMARIES.values(), ids=SUMMARIES)
def test_what_was_said_is_no_work_beside_the_list(text: str) -> None:
    items = extract(text, date="2026-10-13").items
    assert [(item.task, item.owners) for item in items] == [
        ("get a quote", ("Wim",)),
        ("ask the hall about the keys", ("Ada",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"# Minutes\n\n{TOLD}\n\n## {LIST}", id="by nobody's program"),
        pytest.param(f"Quick recap\n\n{TOLD}\n", id="no list"),
        pytest.param(f"Quick recap\n\n{TOLD}\n\n## Next steps\n\n- Wim to get a quote\n", id="one entry"),
    ],
)
def test_elsewhere_what_was_said_counts(text: str) -> None:
    assert told(read_text(text)) == frozenset()


def test_entries_of_the_list_are_not_told() -> None:
    notes = read_text(f"Quick recap\n\n{TOLD}\n\n## Next steps\n\n- Wim to say what was agreed\n- Ada agreed to ring\n")
    assert [notes.blocks[at].text for at in told(notes)] == [TOLD]


def test_promise_among_the_reports_is_work() -> None:
    text = f"Quick recap\n\nAda and Ben discussed the keys. Ben will drop the keys off.\n\n{LIST}"
    assert ("drop the keys off", ("Ben",)) in [(item.task, item.owners) for item in extract(text).items]
