import pytest

from extractor import extract

NOTES = """Weekly, 3 March 2026

Tiffany created the outline, it is on the drive.
Jeffery's idea: a shared mailbox
- Tiff to count the plugs
- Jeff will look into the mailbox
- Sam to call Samsung's support line
- Max to write the text of Maxine's page
"""


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        pytest.param("count the plugs", "Tiffany", id="the start of a name"),
        pytest.param("look into the mailbox", "Jeffery", id="a known short form"),
        pytest.param("support line", "Sam", id="not: the start of another word"),
        pytest.param("write the text", "Max", id="not: the start of another name"),
    ],
)
def test_short_form_is_the_name_that_the_notes_tell_of(words: str, owner: str) -> None:
    assert [item.owners for item in extract(NOTES).items if words in item.task] == [(owner,)]
