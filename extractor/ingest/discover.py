"""Which files there are: files, folders with all that is in them, and patterns, in one order.

Nothing is chosen by name. Links are followed; a folder that was already walked is not walked
again, so a link that leads back to its own parent ends there.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec


class Passed(msgspec.Struct, frozen=True):
    """A path that gave no file, and why. `failed`: something that was asked for is missing."""

    path: str
    why: str
    failed: bool = True


class Found(msgspec.Struct, frozen=True):
    """The files in the order in which they are read, and what was passed over."""

    files: tuple[str, ...]
    passed: tuple[Passed, ...]


def discover(paths: Iterable[str], besides: Iterable[Path] = ()) -> Found:
    """Every regular file under the paths, each once; `besides` are left out.

    A path that exists is taken as it is, `[2022]` in it or not; else it may be a pattern
    (`*`, `?`, `[…]`, `**`).
    """
    passed: list[Passed] = []
    files: dict[str, None] = {}
    walker = _Walker(passed, {_identity(path) for path in besides if path.exists()})
    for path in paths:
        starts = _starts(path)
        if not starts:
            is_pattern = glob.has_magic(path)
            why = "no file fits this pattern" if is_pattern else "is not there; check the path"
            passed.append(Passed(path, why))
        for start in starts:
            files.update(dict.fromkeys(walker.walk(start)))
    return Found(tuple(files), tuple(passed))


def _starts(path: str) -> list[str]:
    plain = os.path.normpath(path)
    if os.path.lexists(plain):
        return [plain]
    if not glob.has_magic(path):
        return []
    return [os.path.normpath(each) for each in sorted(glob.glob(path, recursive=True))]  # noqa: PTH207  # keeps the path as written


def _identity(path: str | Path) -> tuple[int, int]:
    status = os.stat(path)  # noqa: PTH116  # names that are not UTF-8 stay as they are
    return status.st_dev, status.st_ino


class _Walker:
    """Walks folders; what it walked and what it could not is remembered over all paths."""

    def __init__(self, passed: list[Passed], besides: set[tuple[int, int]]) -> None:
        self.passed = passed
        self.besides = besides
        self.walked: set[tuple[int, int]] = set()

    def walk(self, start: str) -> Iterator[str]:
        """The files under `start`, names in order, a folder's where the folder stands."""
        waiting = [start]
        while waiting:
            path = waiting.pop()
            try:
                status = os.stat(path)  # noqa: PTH116  # names that are not UTF-8 stay as they are
                identity = status.st_dev, status.st_ino
                if stat.S_ISDIR(status.st_mode):
                    if identity not in self.walked:
                        self.walked.add(identity)
                        names = sorted(os.listdir(path), reverse=True)  # noqa: PTH208  # the same
                        waiting += (_joined(path, name) for name in names)
                elif not stat.S_ISREG(status.st_mode):
                    self.passed.append(Passed(path, "is no regular file", failed=False))
                elif identity not in self.besides:
                    yield path
            except OSError as error:
                self.passed.append(Passed(path, told(error)))


def _joined(folder: str, name: str) -> str:
    return name if folder == os.curdir else os.path.join(folder, name)  # noqa: PTH118  # the same


def told(error: OSError) -> str:
    """Why a file cannot be opened, and what to do; without its name."""
    match error:
        case FileNotFoundError():
            return "is not there; check the path"
        case IsADirectoryError():
            return "is a folder; to read all files in it: tiqu ingest FOLDER --to FILE.duckdb"
        case PermissionError():
            return "may not be opened; change its permissions, or run as somebody who may"
        case _:
            return f"cannot be opened: {error.strerror or type(error).__name__}"
