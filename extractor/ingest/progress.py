"""How far a run is, on standard error: a bar, plain lines, JSON lines, or nothing.

A reader who goes away (`2>&1 | head`) never stops a run.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, Protocol, TextIO, cast

import msgspec

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

Style = Literal["auto", "bar", "plain", "json", "none"]
_EVERY = 2.0  # seconds between two lines
_ENOUGH = 20  # files from which the rest can be estimated


class Progress(Protocol):
    """Told after every file: how many are done, how many of them failed."""

    def begin(self, total: int) -> None:
        """All files were found."""

    def advance(self, done: int, failed: int) -> None:
        """One more is done."""

    def end(self) -> None:
        """The run is over, or was interrupted."""


def progress(style: Style, to: TextIO | None = None) -> Progress:
    """The progress of that style; `auto` is a bar in a terminal and plain lines in a pipe."""
    stream = to or sys.stderr
    if style == "auto":
        style = "bar" if stream.isatty() else "plain"
    match style:
        case "bar":
            return Bar(stream)
        case "plain":
            return Lines(stream, as_json=False)
        case "json":
            return Lines(stream, as_json=True)
        case _:
            return Nothing()


class Nothing:
    """Says nothing."""

    def begin(self, total: int) -> None:
        """Says nothing."""

    def advance(self, done: int, failed: int) -> None:
        """Says nothing."""

    def end(self) -> None:
        """Says nothing."""


class Lines:
    """A line now and then, and one at the end."""

    def __init__(self, stream: TextIO, *, as_json: bool) -> None:
        self.stream = stream
        self.as_json = as_json
        self.total = self.done = self.failed = 0
        self.started = self.told = monotonic()

    def begin(self, total: int) -> None:
        """Starts the clock."""
        self.total = total
        self.started = self.told = monotonic()
        self.tell()

    def advance(self, done: int, failed: int) -> None:
        """A line, when the last one is old enough."""
        self.done, self.failed = done, failed
        if monotonic() - self.told >= _EVERY:
            self.tell()

    def end(self) -> None:
        """The last line."""
        if self.done:
            self.tell()

    def tell(self) -> None:
        """One line of where the run is."""
        self.told = monotonic()
        seconds = self.told - self.started
        rate = self.done / seconds if seconds else 0.0
        enough = rate and self.done >= _ENOUGH
        left = round((self.total - self.done) / rate) if enough else None
        if self.as_json:
            figures = {
                "done": self.done,
                "total": self.total,
                "failed": self.failed,
                "seconds": round(seconds, 1),
                "seconds_left": left,
            }
            line = msgspec.json.encode(figures).decode()
        elif not self.done:
            line = f"{self.total} files to read"
        else:
            line = f"{self.done}/{self.total} files, {self.failed} failed, {rate:.1f} files/s"
            if left and self.done < self.total:
                line += f", {left} s left"
        with suppress(OSError, ValueError):
            self.stream.write(line + "\n")
            self.stream.flush()


class Bar:
    """A bar with rate, remaining time and failures so far."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.bar: RichProgress | None = None
        self.task: TaskID | None = None

    def begin(self, total: int) -> None:
        """Draws the empty bar."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Drawn

        self.bar = Drawn(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("files, {task.fields[failed]} failed"),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(file=cast("TextIO", _Steady(self.stream))),
            transient=True,
        )
        self.task = self.bar.add_task("", total=total, failed=0, rate="")
        self.bar.start()

    def advance(self, done: int, failed: int) -> None:
        """Moves the bar."""
        if self.bar is None or self.task is None:
            return
        speed = self.bar.tasks[0].speed
        rate = f"{speed:.1f} files/s" if speed else ""
        self.bar.update(self.task, completed=done, failed=failed, rate=rate)

    def end(self) -> None:
        """Takes the bar away."""
        if self.bar is not None:
            self.bar.stop()


class _Steady:
    """A stream that can be written to even when its reader has gone: rich would end the run."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            self.stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self.stream.flush()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever a stream has
        return getattr(self.stream, name)
