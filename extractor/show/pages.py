"""What the pages of a PDF look like: the one place that renders."""

from __future__ import annotations

from io import BytesIO

import msgspec
from PIL import Image

from extractor.show.primitives import Box

#: Pixels a point.
SCALE = 2.4
#: No page is rendered with more pixels than this; larger ones are rendered coarser.
_MOST_PIXELS = 16_000_000
_COLOURS = 128
#: Darker than this is ink.
_DARK = 200


class Page(msgspec.Struct, frozen=True):
    """A page with its size in points; without a picture where there is none."""

    width: float
    height: float
    picture: Image.Image | None = None

    def png(self) -> bytes | None:
        """The picture with few colours, as a PNG."""
        if self.picture is None:
            return None
        made = BytesIO()
        self.picture.quantize(_COLOURS).save(made, "PNG", optimize=True)
        return made.getvalue()

    def ink(self) -> Ink:
        """Where something is printed."""
        return Ink(self)


class Ink:
    """Tells how much of a box on a page is printed on."""

    def __init__(self, page: Page) -> None:
        self._dark = (
            None
            if page.picture is None
            else page.picture.convert("L").point(lambda level: 255 if level < _DARK else 0)
        )
        self._scale = 1.0 if page.picture is None else page.picture.width / (page.width * SCALE)

    def under(self, box: Box) -> int:
        """The number of dark pixels in a box, which is in pixels of the sheet."""
        if self._dark is None:
            return 0
        edges = [round(edge * self._scale) for edge in (box.x, box.y, box.right, box.bottom)]
        if edges[0] >= edges[2] or edges[1] >= edges[3]:
            return 0
        return self._dark.crop((edges[0], edges[1], edges[2], edges[3])).histogram()[255]


def page_count(data: bytes) -> int:
    """How many pages a PDF has; 0 where it cannot be opened."""
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(data) as document:
            return len(document)
    except pdfium.PdfiumError:
        return 0


def rendered(data: bytes, number: int) -> Page | None:
    """Page `number` (from 1) as it is displayed; None where it cannot be rendered."""
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(data) as document:
            document.init_forms()
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(SCALE, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            return Page(width, height, page.render(scale=scale).to_pil().convert("RGB"))
    except (pdfium.PdfiumError, IndexError, MemoryError):
        return None
