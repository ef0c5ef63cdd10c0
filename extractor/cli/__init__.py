"""The command line: options in, documents out. Only this wing prints, asks the clock and ends the process."""

from __future__ import annotations

import gc
import sys

from extractor.common import kept_regex

_RARELY = 50_000, 20, 20  # objects made before the garbage collector looks at them; 700, 10 and 10 by default


def main() -> None:
    """Run the command `recap`, and end the process with its exit status."""
    gc.set_threshold(*_RARELY)  # hardly anything of a command is garbage in cycles
    from extractor.cli.app import app

    try:
        app.main(prog_name="recap")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:  # `recap --help > /dev/full`, which no command runs for
        from extractor.cli.console import forget_output, say
        from extractor.common.files import reason

        forget_output()
        say(f"recap: standard output cannot be written ({reason(error)})")
        sys.exit(1)
    finally:
        kept_regex.keep()
        gc.freeze()  # skip garbage collection at exit; it is slow once spaCy is loaded
