"""Which objects of a page are cut away altogether by their clipping paths."""

from __future__ import annotations

from ctypes import addressof, c_float

from extractor.parsers.pdf import pdfium

_SLACK = 0.5
Box = tuple[float, float, float, float]


class Clips:
    """The clipping paths of one page's objects.

    Objects drawn one after the other share their path: it is known by the address of its first
    point, and measured once.
    """

    def __init__(self) -> None:
        self._known: dict[int, Box | None] = {}
        self._numbers = [c_float() for _ in range(4)]
        self._at = [addressof(number) for number in self._numbers]

    def of(self, item: int) -> Box | None:
        """left, bottom, right, top of what is seen of an object; None: nothing cuts it."""
        clip = pdfium.clip_path(item)
        count = pdfium.clip_count(clip) if clip else 0
        box: Box | None = None
        for path in range(count):
            first = pdfium.clip_segment(clip, path, 0)
            if not first:
                continue
            if first not in self._known:
                self._known[first] = self._bounds(clip, path)
            box = _common(box, self._known[first])
        return box

    def hides(self, item: int) -> bool:
        """Whether nothing of an object is seen."""
        clip = self.of(item)
        if clip is None:
            return False
        if not pdfium.bounds(item, *self._at):
            return False
        left, bottom, right, top = (number.value for number in self._numbers)
        return (
            right < clip[0] - _SLACK
            or left > clip[2] + _SLACK
            or top < clip[1] - _SLACK
            or bottom > clip[3] + _SLACK
        )

    def _bounds(self, clip: int, path: int) -> Box | None:
        xs: list[float] = []
        ys: list[float] = []
        x, y = self._at[:2]
        for number in range(pdfium.clip_segments(clip, path)):
            part = pdfium.clip_segment(clip, path, number)
            if part and pdfium.segment_point(part, x, y):
                xs.append(self._numbers[0].value)
                ys.append(self._numbers[1].value)
        return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def _common(one: Box | None, other: Box | None) -> Box | None:
    """What two clips leave; an empty box where they have nothing in common."""
    if one is None or other is None:
        return one or other
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )
