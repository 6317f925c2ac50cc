"""The command line: the one place where exceptions become exit statuses."""

from __future__ import annotations

import os
from collections.abc import Sequence

from extractor.cli.streams import ClosedPipeError, say, standard_streams
from extractor.errors import TiquError

__all__ = ["main"]

_FAILED, _USAGE, _INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit status; never a traceback."""
    try:
        with standard_streams():
            return _run(arguments)
    except ClosedPipeError:
        return 0
    except KeyboardInterrupt:
        return _interrupted()
    except TiquError as error:
        for line in str(error).splitlines():
            say(f"tiqu: {line}")
        return _USAGE
    except Exception as error:
        if os.environ.get("TIQU_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}"
        say(f"tiqu: a defect of tiqu: {what}; please report it (TIQU_DEBUG=1 shows where)")
        return _FAILED


def _run(arguments: Sequence[str] | None) -> int:
    from extractor.cli.commands import app

    try:
        app(args=None if arguments is None else list(arguments), prog_name="tiqu")
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        return _interrupted() if status == _INTERRUPTED else status
    return 0


def _interrupted() -> int:
    say("tiqu: interrupted; what was stored stays")
    return _INTERRUPTED
