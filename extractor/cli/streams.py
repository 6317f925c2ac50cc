"""What reaches a person or a pipe: results as UTF-8, one line a problem, nothing that acts.

A form's text may hold escape sequences, right-to-left overrides or markup; it is shown, and
never obeyed.
"""

from __future__ import annotations

import io
import os
import re
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from extractor.errors import OutputError
from extractor.sinks.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAKS = re.compile(r"\s*[\t\n\r\v\f\x85\u2028\u2029]\s*")
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


class ClosedPipeError(Exception):
    """Whoever read the results has gone, which is their right."""


class Results(io.TextIOWrapper):
    """Standard output in UTF-8 under any locale; a closed pipe is told from other errors."""

    def write(self, text: str, /) -> int:
        """Raises `ClosedPipeError` and `OutputError`."""
        with _told():
            return super().write(text)

    def flush(self) -> None:
        """Raises `ClosedPipeError` and `OutputError`."""
        with _told():
            super().flush()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ClosedPipeError from error
    except OSError as error:
        raise OutputError(f"standard output cannot be written: {error.strerror}") from error


@contextmanager
def standard_streams() -> Iterator[None]:
    """Standard output and error as the commands need them."""
    before = sys.stdout
    if before is None:
        raise OutputError("standard output is closed: nothing can be told")
    buffer = getattr(before, "buffer", None)
    if buffer is None:  # somebody else's stream, taken as it is
        yield
        return
    if isinstance(sys.stderr, io.TextIOWrapper):
        plain = sys.stderr.encoding.lower() in {"ascii", "us-ascii", "ansi_x3.4-1968"}
        sys.stderr.reconfigure(
            encoding="utf-8" if plain else sys.stderr.encoding, errors="backslashreplace"
        )
    with suppress(OSError):
        before.flush()
    results = Results(buffer, encoding="utf-8", errors="replace", line_buffering=before.isatty())
    sys.stdout = results
    try:
        yield
    finally:
        try:
            results.flush()
        except (ClosedPipeError, OutputError):
            _to_nowhere()
        sys.stdout = before
        with suppress(ValueError, OSError, ClosedPipeError, OutputError):
            results.detach()


def _to_nowhere() -> None:
    """What is still buffered must not fail once more when the interpreter ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ else 1)
        os.close(nowhere)


def result(line: str) -> None:
    """One line of results, sent at once: a reader may be waiting for it."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say(line: str) -> None:
    """One line on standard error; a reader who has gone does not matter."""
    with suppress(OSError, ValueError):
        sys.stderr.write(shown(line) + "\n")
        sys.stderr.flush()


def shown(text: str) -> str:
    """The text as one line without anything that acts on a terminal."""
    line = _BREAKS.sub(" ", clean(text))
    return _CONTROLS.sub(lambda match: "" if match[0] in "\u200b\ufeff" else "\ufffd", line).strip()


def told_of(path: str, message: str) -> str:
    """`path: what is wrong`, the file named once."""
    name = os.path.basename(path)  # noqa: PTH119  # a name that is no valid path stays as it is
    return f"{path}: {message.removeprefix(f'{path}: ').removeprefix(f'{name}: ')}"
