"""The command line: options in, documents out. This wing alone prints, asks the clock and ends the process."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command `recap`; ends the process with its exit status."""
    from extractor.cli.app import app

    try:
        app.main(prog_name="recap")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # all goes with the process: its end need not look for rings, which takes a while after spaCy
