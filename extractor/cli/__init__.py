"""The command line: options in, documents out. Only this wing prints, asks the clock and ends the process."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command `recap`, and end the process with its exit status."""
    from extractor.cli.app import app

    try:
        app.main(prog_name="recap")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # skip garbage collection at exit; it is slow once spaCy is loaded
