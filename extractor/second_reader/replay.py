"""Answers from a folder in place of a server: each question has a file by its hash, and its answer another.

HASH.question.md holds all that is asked, to be read by a person or a program; HASH.answer.json holds what was answered.
A question that is not there yet is written, and waits for its answer. No connection is made.
"""

from __future__ import annotations

import json
from pathlib import Path

from extractor.common.escaping import printable
from extractor.common.files import exists, is_folder, make_folder, read_bounded, reason, write_whole
from extractor.model import RecapError
from extractor.second_reader.questions import Question

MAX_BYTES = 2_000_000  # of an answer


class Replay:
    """A folder of questions and answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if exists(folder) and not is_folder(folder):
            raise RecapError(f"--reader-replay {printable(str(folder))} is a file; name a folder")

    def answer(self, question: Question) -> str | None:
        """Return the answer to a question; None if it waits for one, with the question written to the folder.

        Raises RecapError if the folder cannot be read or written.
        """
        path = self.folder / f"{question.key}.answer.json"
        try:
            data = read_bounded(path, MAX_BYTES)
        except FileNotFoundError:
            data = b""
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else "not a valid name"
            raise RecapError(f"the answer {printable(str(path))} cannot be read ({why})") from error
        if data.strip():
            return data[:MAX_BYTES].decode("utf-8", "replace")
        asked = self.folder / f"{question.key}.question.md"
        if not exists(asked):
            make_folder(self.folder)
            write_whole(asked, as_text(question))
        return None


def as_text(question: Question) -> str:
    """Return a question as Markdown: all that a model would be sent, and how to answer it."""
    body = question.body("")
    settings = {name: value for name, value in body.items() if name not in ("messages", "response_format", "model")}
    form = json.dumps(question.schema, indent=1, ensure_ascii=False)
    return (
        f"# Question {question.key}\n\n"
        f"It shows lines {question.first} to {question.last} of the notes. Write the answer, JSON alone, to "
        f"{question.key}.answer.json beside this file.\n\n"
        f"## Instructions\n\n{question.system}\n\n"
        f"## Message\n\n{question.user}\n\n"
        f"## Form of the answer\n\n{form}\n\n"
        f"## Settings\n\n{json.dumps(settings)}\n"
    )
