"""What is wrong with one file: each fault with its line and its path."""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

Path: TypeAlias = "tuple[str | int, ...]"

#: More faults than these help nobody.
MAXIMUM_FAULTS = 200
_SHOWN = 60
_PLAIN_KEY = re.compile(r"\w{1,60}(?:\.\w{1,60})*")


class Fault(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong in a rule file: `line` counts from 1, `path` is `$.fields.name`."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.file}:{self.line}: {self.message} @ {self.path}"


class Notes:
    """Gathers the faults of one file, and knows what can no longer be judged because of them.

    `lines` is the line on which each part begins. `doubtful` are the parts that were left out or
    that cannot be trusted: a later look at the file says nothing that is due to them. `kept`
    are, of lists that lost entries, the numbers that the remaining ones have in the file.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.doubtful: set[Path] = set()
        self.kept: dict[Path, tuple[int, ...]] = {}
        self._found: dict[Fault, None] = {}

    def note(self, path: Path, message: str, line: int | None = None) -> None:
        """Something is wrong at `path`, the rest can be judged."""
        self._found[Fault(self.file, line or self.line(path), dotted(path), message)] = None

    def doubt(self, path: Path, message: str, line: int | None = None) -> None:
        """Something is wrong at `path`, and what it was meant to say is not known."""
        self.note(path, message, line)
        self.doubtful.add(path)

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def in_file(self, path: Path) -> Path:
        """`path` with the numbers that list entries have in the file, before any was left out."""
        real: Path = ()
        for part in path:
            numbers = self.kept.get(real)
            real = (*real, numbers[part] if numbers and isinstance(part, int) else part)
        return real

    def is_doubtful(self, path: Path) -> bool:
        """Whether a doubtful part lies in, at or around `path`."""
        return any(part[: len(path)] == path or path[: len(part)] == part for part in self.doubtful)

    @property
    def faults(self) -> list[Fault]:
        """All faults in the order of the file, at most `MAXIMUM_FAULTS`."""
        found = sorted(self._found)
        more = len(found) - MAXIMUM_FAULTS
        if more > 0:
            last = found[MAXIMUM_FAULTS - 1]
            found[MAXIMUM_FAULTS:] = [Fault(self.file, last.line, "$", f"and {more} faults more")]
        return found


def quote(text: str) -> str:
    """A text from a file as it may be shown: in quotes, short, without control characters."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def dotted(path: Path) -> str:
    """`$.checks[3].holds`."""
    shown = "$"
    for part in path:
        if isinstance(part, int):
            shown += f"[{part}]"
        else:
            shown += f".{part}" if _PLAIN_KEY.fullmatch(part) else f"[{quote(part)}]"
    return shown
