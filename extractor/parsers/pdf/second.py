"""The second opinion on a table whose lines do not enclose rectangles: pdfplumber's cells.

It is slow, and small files can hang the library under it: it is asked about doubtful tables
alone, and for no longer than `_SECONDS`.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO

from extractor.parsers.layout.items import Box

_SECONDS = 5.0
#: Two tables are one if so much of each is in the other.
_SAME = 0.9


class SecondOpinion:
    """pdfplumber on one document, opened when it is first asked."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data = data
        self._password = password

    def cells(self, page: int, table: Box) -> list[Box]:
        """The cells of the table at a place of a page (from 1); none where it has no answer.

        Places are those of a page that is neither turned nor cropped.
        """
        with suppress(Exception), _at_most(_SECONDS):
            return self._cells(page, table)
        return []

    def _cells(self, page: int, table: Box) -> list[Box]:
        import pdfplumber

        with pdfplumber.open(
            BytesIO(self._data), pages=[page], password=self._password
        ) as document:
            [sheet] = document.pages
            if sheet.rotation or tuple(sheet.cropbox) != tuple(sheet.mediabox):
                return []
            for found in sheet.find_tables():
                if _overlap(found.bbox, table) >= _SAME and _overlap(table, found.bbox) >= _SAME:
                    return [
                        (float(x0), float(y0), float(x1), float(y1))
                        for x0, y0, x1, y1 in found.cells
                    ]
        return []


def _overlap(one: Box, other: Box) -> float:
    """How much of one box is in the other."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    area = (one[2] - one[0]) * (one[3] - one[1])
    return max(width, 0) * max(height, 0) / area if area > 0 else 0.0


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` when time is up; where no timer can be set, at once."""
    is_main = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "setitimer") or not is_main:
        raise TimeoutError

    def expire(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
