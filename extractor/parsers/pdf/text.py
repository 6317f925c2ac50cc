"""The characters of a page: where each stands, how it is turned, and what it means.

Two calls a character: its box and its text object. Everything else is asked once for each text
object, of which a line of Chinese has several, and for all objects at once; glyphs that need a
closer look are remembered by font and code.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from ctypes import addressof, c_double, c_ushort
from math import hypot
from typing import Any, NamedTuple

from pypdfium2 import raw

from extractor.parsers.layout.items import ASCENT, DESCENT, Box, Char
from extractor.parsers.marks import Glyph
from extractor.parsers.pdf import pdfium
from extractor.parsers.pdf.clipping import Clips
from extractor.parsers.pdf.frame import Frame
from extractor.parsers.pdf.symbols import Font, Symbols

_OUTLINE = raw.FPDF_TEXTRENDERMODE_STROKE
_UNSEEN = frozenset((raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))
_LEAST_SIZE = 0.5
_PALE = 250


class Written(NamedTuple):
    """The characters of a page.

    `pale` are white ones, which are seen only on something dark; `slanted` are those at odd
    angles: watermarks and seals; `hidden` counts those that are drawn invisibly (the text that
    scanners lay behind a picture) or cut away; `items` are the text objects met.
    """

    chars: list[Char]
    pale: list[Char]
    slanted: list[Char]
    hidden: int
    items: AbstractSet[int]


def written(handle: Any, frame: Frame, symbols: Symbols) -> Written:  # noqa: ANN401
    """All characters of a page; `handle` is that of its text."""
    count = raw.FPDFText_CountChars(handle)
    if count <= 0:
        return Written([], [], [], 0, set())
    page = _Page(handle, frame, symbols, count)
    page.read()
    return Written(page.chars, page.pale, page.slanted, page.hidden, page.items)


class _Run(NamedTuple):
    """The characters of one text object: numbers from `start`, without `end`."""

    start: int
    end: int
    size: float
    font: Font


class _Page:
    """Makes characters of what pdfium tells of a page's text."""

    def __init__(self, handle: Any, frame: Frame, symbols: Symbols, count: int) -> None:  # noqa: ANN401
        self.text_page = pdfium.address(handle)
        self.frame = frame
        self.symbols = symbols
        self.count = count
        self.texts = _texts(handle, count)
        boxes = pdfium.loose_boxes(self.text_page, count)
        self.lefts, self.tops, self.rights, self.bottoms = (boxes[side::4] for side in range(4))
        self.clips = Clips()
        self.items: set[int] = set()
        self.chars: list[Char] = []
        self.pale: list[Char] = []
        self.slanted: list[Char] = []
        self.hidden = 0
        self._x, self._y = c_double(), c_double()
        self._xy = addressof(self._x), addressof(self._y)

    def read(self) -> None:
        """All text objects, one after the other; what pdfium made up is left out."""
        items, starts, ends = pdfium.text_objects(self.text_page, self.count)
        self.items.update(items)
        styles = pdfium.styles(self.text_page, items, starts)
        for item, start, end, style in zip(items, starts, ends, styles, strict=True):
            mode, clips, font, size, a, b, c, d, x, y, red, alpha = style
            if mode in _UNSEEN or (clips > 0 and self.clips.hides(item)):
                self.hidden += end - start
                continue
            height = size * (abs(d) if c == 0 else hypot(c, d))
            if height < _LEAST_SIZE:
                continue
            chars = self.chars
            if (red >= _PALE or alpha == 0 or mode == _OUTLINE) and _is_pale(item, mode):
                chars = self.pale
            run = _Run(start, end, height, self.symbols.of_font(font))
            turn = self.frame.turn if b == 0 and a > 0 else self.frame.turn_of(a, b)
            if turn is None or a * d < b * c:  # slanted, or mirrored
                self._turned(self.slanted, run, 0)
            elif turn or self.frame.turn:
                self._turned(chars, run, turn)
            else:
                self._straight(chars, run, self.frame.point(x, y)[1])

    def _straight(self, chars: list[Char], run: _Run, base: float) -> None:
        """Add upright characters of an upright page: nearly all there are."""
        start, end, size, font = run
        shift = self.frame.matrix[4]
        texts, lefts, rights = self.texts[start:end], self.lefts[start:end], self.rights[start:end]
        if font.plain.issuperset(texts) and self.tops[start] >= self.bottoms[start]:
            chars += [
                Char(text, left + shift, right + shift, base, size)
                for text, left, right in zip(texts, lefts, rights, strict=True)
            ]
            return
        for number, text, left, right in zip(range(start, end), texts, lefts, rights, strict=True):
            if right <= left and text.isspace():
                continue  # made up: gaps are judged by whoever sees the whole line
            piece = font.look(text, number)
            if self.tops[number] < self.bottoms[number]:
                chars.append(self._vertical(number, piece))
            elif isinstance(piece, str):
                if piece:
                    chars.append(Char(piece, left + shift, right + shift, base, size))
            else:
                chars.append(Char(piece.shown, left + shift, right + shift, base, size, 0, piece))

    def _turned(self, chars: list[Char], run: _Run, turn: int) -> None:
        """Add characters of a page or a line that is turned."""
        for number in range(run.start, run.end):
            piece = run.font.look(self.texts[number], number)
            text, mark = (piece, None) if isinstance(piece, str) else (piece.shown, piece)
            left, right = self.lefts[number], self.rights[number]
            if not text or (right <= left and text.isspace()):
                continue
            if self.tops[number] < self.bottoms[number]:
                chars.append(self._vertical(number, piece))
                continue
            pdfium.origin(self.text_page, number, *self._xy)
            x, y = self.frame.point(self._x.value, self._y.value)
            box = _box(x, y, right - left, run.size, turn)
            chars.append(Char.in_box(text, box, turn, mark))

    def _vertical(self, number: int, piece: str | Glyph) -> Char:
        """A character of a vertical font: its box hangs from its origin, as high as its advance."""
        box = self.frame.box(
            self.lefts[number], self.tops[number], self.rights[number], self.bottoms[number]
        )
        text, mark = (piece, None) if isinstance(piece, str) else (piece.shown, piece)
        return Char.in_box(text, box, 0, mark)


def _is_pale(item: int, mode: int) -> bool:
    """Whether a text object is white or transparent."""
    colour = pdfium.colour_of(item, outline=mode == _OUTLINE)
    if colour is None:
        return False
    red, green, blue, alpha = colour
    return alpha == 0 or (red >= _PALE and green >= _PALE and blue >= _PALE)


def _texts(handle: Any, count: int) -> list[str]:  # noqa: ANN401
    """The text of every character; most pages give it in one call."""
    buffer = (c_ushort * (count + 1))()
    got = raw.FPDFText_GetText(handle, 0, count, buffer)
    if got == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return list(text)
    text_page, unicode = pdfium.address(handle), pdfium.unicode
    return [_character(unicode(text_page, number)) for number in range(count)]


def _character(code: int) -> str:
    return chr(code) if 0 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004


def _box(x: float, y: float, advance: float, size: float, turn: int) -> Box:
    """What a turned character that begins at a point takes up."""
    rise, fall = ASCENT * size, DESCENT * size
    match turn:
        case 90:
            return x - fall, y, x + rise, y + advance
        case 180:
            return x - advance, y - fall, x, y + rise
        case 270:
            return x - rise, y - advance, x + fall, y
    return x, y - rise, x + advance, y + fall
