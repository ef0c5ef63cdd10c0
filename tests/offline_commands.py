"""Run commands with connections forbidden, and print what became of each as JSON; the process of test_offline.py.

The commands come as JSON on standard input: [[name, arguments or code], ...]. The hook is set before anything else is
imported and cannot be removed; it is inherited by the processes that a batch forks. What it refuses is written to a
file, so that what happens in those is seen, too. A socket that is only made and bound is allowed: urllib3 does so on
import, to see whether the machine has IPv6.
"""

from __future__ import annotations

import os
import sys

FORBIDDEN = (
    "socket.connect",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostby",
    "urllib.Request",
    "http.client.connect",
)
LOG = os.open("network.log", os.O_CREAT | os.O_RDWR | os.O_APPEND)


def refuse(event: str, arguments: object) -> None:
    if event.startswith(FORBIDDEN):
        where = arguments[1][0] if event == "socket.connect" and isinstance(arguments, tuple) else ""
        os.write(LOG, f"{event}{f':{where}' if where else ''}\n".encode())
        raise PermissionError(f"no network: {event}")


sys.addaudithook(refuse)

import json  # noqa: E402 - the hook comes first
import shutil  # noqa: E402
from pathlib import Path  # noqa: E402


def main() -> None:
    """Run each command in a copy of the current folder."""
    commands = json.load(sys.stdin)
    start = Path.cwd()
    outcomes = {}
    for number, (name, command) in enumerate(commands):
        folder = start / f"run-{number}"
        shutil.copytree(start / "files", folder)
        os.chdir(folder)
        seen = os.lseek(LOG, 0, os.SEEK_END)
        outcome = run_code(command) if isinstance(command, str) else run_command(command)
        os.lseek(LOG, seen, os.SEEK_SET)
        outcomes[name] = {**outcome, "network": os.read(LOG, 1 << 20).decode().split()}
    json.dump(outcomes, sys.stdout)


def run_command(arguments: list[str]) -> dict[str, object]:
    """Run `recap` in this process, with the notes on standard input."""
    from click.testing import CliRunner

    from extractor.cli.app import app

    result = CliRunner().invoke(app, arguments, input=Path("notes.md").read_bytes(), prog_name="recap")
    error = result.exception
    crashed = error is not None and not isinstance(error, SystemExit)
    return {"status": result.exit_code, "stderr": result.stderr, "crash": repr(error) if crashed else ""}


def run_code(code: str) -> dict[str, object]:
    """Run other code in this process."""
    try:
        exec(code, {})
    except Exception as error:
        return {"status": 1, "stderr": "", "crash": repr(error)}
    return {"status": 0, "stderr": "", "crash": ""}


if __name__ == "__main__":
    main()
