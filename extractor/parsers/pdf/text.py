"""The characters of a page: where each stands, how it is turned, and what it means.

Few calls a character: its box. Everything else is asked once for each text object, of which a
line of Chinese has several; glyphs that need a closer look are remembered by font and code.
"""

from __future__ import annotations

from array import array
from ctypes import addressof, c_double, c_uint, c_ushort, sizeof
from itertools import groupby
from math import hypot
from typing import Any, NamedTuple

from pypdfium2 import raw

from extractor.parsers.layout.items import ASCENT, DESCENT, Box, Char
from extractor.parsers.marks import Glyph
from extractor.parsers.pdf import pdfium
from extractor.parsers.pdf.clipping import Clips
from extractor.parsers.pdf.frame import Frame
from extractor.parsers.pdf.symbols import Symbols

_OUTLINE = raw.FPDF_TEXTRENDERMODE_STROKE
_UNSEEN = frozenset((raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))
_LEAST_SIZE = 0.5
_PALE = 250


class Written(NamedTuple):
    """The characters of a page.

    `pale` are white ones, which are seen only on something dark; `slanted` are those at odd
    angles: watermarks and seals; `hidden` counts those that are drawn invisibly (the text that
    scanners lay behind a picture) or cut away.
    """

    chars: list[Char]
    pale: list[Char]
    slanted: list[Char]
    hidden: int


def written(handle: Any, frame: Frame, symbols: Symbols) -> Written:  # noqa: ANN401
    """All characters of a page; `handle` is that of its text."""
    count = raw.FPDFText_CountChars(handle)
    if count <= 0:
        return Written([], [], [], 0)
    page = _Page(handle, frame, symbols, count)
    page.read()
    return Written(page.chars, page.pale, page.slanted, page.hidden)


class _Page:
    """Makes characters of what pdfium tells of a page's text."""

    def __init__(self, handle: Any, frame: Frame, symbols: Symbols, count: int) -> None:  # noqa: ANN401
        self.text_page = pdfium.address(handle)
        self.frame = frame
        self.symbols = symbols
        self.count = count
        self.texts = _texts(handle, count)
        boxes = _boxes(self.text_page, count)
        self.lefts, self.tops, self.rights, self.bottoms = (boxes[side::4] for side in range(4))
        self.clips = Clips()
        self.chars: list[Char] = []
        self.pale: list[Char] = []
        self.slanted: list[Char] = []
        self.hidden = 0
        self._matrix = raw.FS_MATRIX()
        self._matrix_at = addressof(self._matrix)
        self._colour = [c_uint() for _ in range(4)]
        self._colour_at = [addressof(part) for part in self._colour]
        self._x, self._y = c_double(), c_double()
        self._xy = addressof(self._x), addressof(self._y)

    def read(self) -> None:
        """All text objects, one after the other; what pdfium made up is left out."""
        text_page, item_of = self.text_page, pdfium.text_object
        items = [item_of(text_page, number) for number in range(self.count)]
        start = 0
        for item, run in groupby(items):
            end = start + len(list(run))
            if item:
                self._item(item, start, end)
            start = end

    def _item(self, item: int, start: int, end: int) -> None:
        """The characters of one text object."""
        mode = pdfium.render_mode(item)
        if mode in _UNSEEN or self.clips.hides(item):
            self.hidden += end - start
            return
        pdfium.char_matrix(self.text_page, start, self._matrix_at)
        matrix, frame = self._matrix, self.frame
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        size = pdfium.font_size(self.text_page, start) * hypot(c, d)
        if size < _LEAST_SIZE:
            return
        chars = self.pale if self._is_pale(item, mode) else self.chars
        turn = frame.turn if b == 0 and a > 0 else frame.turn_of(a, b)
        if turn is None or a * d < b * c:  # slanted, or mirrored
            self._turned(self.slanted, item, size, 0, range(start, end))
        elif turn or frame.turn:
            self._turned(chars, item, size, turn, range(start, end))
        else:
            _, base = frame.point(matrix.e, matrix.f)
            self._straight(chars, item, size, base, range(start, end))

    def _is_pale(self, item: int, mode: int) -> bool:
        """Whether the characters are white or transparent."""
        get = pdfium.stroke_color if mode == _OUTLINE else pdfium.fill_color
        if not get(item, *self._colour_at):
            return False
        red, green, blue, alpha = self._colour
        if red.value < _PALE and alpha.value:
            return False
        return not alpha.value or (green.value >= _PALE and blue.value >= _PALE)

    def _straight(
        self, chars: list[Char], item: int, size: float, base: float, numbers: range
    ) -> None:
        """Add upright characters of an upright page: nearly all there are."""
        font = self.symbols.of_font(pdfium.font(item))
        known, shift = font.known, self.frame.matrix[4]
        texts, lefts, rights = self.texts, self.lefts, self.rights
        for number in numbers:
            text = texts[number]
            left, right = lefts[number], rights[number]
            if right <= left and text.isspace():
                continue  # made up: gaps are judged by whoever sees the whole line
            piece = known.get(text)
            if piece is None:
                piece = font.judge(text, number)
            if self.tops[number] < self.bottoms[number]:
                chars.append(self._vertical(number, piece))
            elif isinstance(piece, str):
                if piece:
                    chars.append(Char(piece, left + shift, right + shift, base, size))
            else:
                chars.append(Char(piece.shown, left + shift, right + shift, base, size, 0, piece))

    def _turned(self, chars: list[Char], item: int, size: float, turn: int, numbers: range) -> None:
        """Add characters of a page or a line that is turned."""
        font = self.symbols.of_font(pdfium.font(item))
        for number in numbers:
            piece = font.look(self.texts[number], number)
            text, mark = (piece, None) if isinstance(piece, str) else (piece.shown, piece)
            left, right = self.lefts[number], self.rights[number]
            if not text or (right <= left and text.isspace()):
                continue
            if self.tops[number] < self.bottoms[number]:
                chars.append(self._vertical(number, piece))
                continue
            pdfium.origin(self.text_page, number, *self._xy)
            x, y = self.frame.point(self._x.value, self._y.value)
            chars.append(Char.in_box(text, _box(x, y, right - left, size, turn), turn, mark))

    def _vertical(self, number: int, piece: str | Glyph) -> Char:
        """A character of a vertical font: its box hangs from its origin, as high as its advance."""
        box = self.frame.box(
            self.lefts[number], self.tops[number], self.rights[number], self.bottoms[number]
        )
        text, mark = (piece, None) if isinstance(piece, str) else (piece.shown, piece)
        return Char.in_box(text, box, 0, mark)


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


def _boxes(text_page: int, count: int) -> list[float]:
    """left, top, right, bottom of every character, one after the other, as the file counts."""
    boxes = (raw.FS_RECTF * count)()
    start, step, box = addressof(boxes), sizeof(raw.FS_RECTF), pdfium.loose_box
    for number in range(count):
        box(text_page, number, start + step * number)
    return array("f", bytes(boxes)).tolist()


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
