"""The characters of a page: where each stands, how it is turned, and what it means.

Few calls a character: its box. Everything else is asked once for each text object, of which a
line of Chinese has several; glyphs that need a closer look are remembered by font and code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import addressof, c_double, c_uint, c_ushort, sizeof
from typing import Any, NamedTuple

from pypdfium2 import raw

from extractor.parsers.layout.items import ASCENT, DESCENT, Char
from extractor.parsers.marks import Glyph
from extractor.parsers.pdf import pdfium
from extractor.parsers.pdf.clipping import Clips
from extractor.parsers.pdf.frame import Frame
from extractor.parsers.pdf.symbols import Symbols

_JUMP = 4
_INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
_CLIP = raw.FPDF_TEXTRENDERMODE_CLIP
_LEAST_SIZE = 0.5
_PALE = 250


class Written(NamedTuple):
    """The characters of a page.

    `pale` are white ones, which are seen only on something dark; `hidden` counts those that are
    drawn invisibly (the text that scanners lay behind a picture), `slanted` are those at odd
    angles: watermarks and seals.
    """

    chars: list[Char]
    pale: list[Char]
    slanted: list[Char]
    hidden: int


class _Style(NamedTuple):
    """What all characters of a text object have in common."""

    turn: int | None
    size: float
    base: float
    scale: float
    pale: bool
    look_up: Callable[[str, int], str | Glyph]


def written(handle: Any, frame: Frame, symbols: Symbols) -> Written:  # noqa: ANN401
    """All characters of a page; `handle` is that of its text."""
    text_page = pdfium.address(handle)
    count = raw.FPDFText_CountChars(handle)
    found = Written([], [], [], 0)
    if count <= 0:
        return found
    texts = _texts(handle, count)
    boxes = _boxes(text_page, count)
    reader = _Reader(text_page, frame, symbols)
    hidden = 0
    for start, end, item in _runs(text_page, count):
        style = reader.style(start, item)
        if style is None:
            hidden += end - start
            continue
        _add(found, style, texts, boxes, start, end, reader)
    return found._replace(hidden=hidden)


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
    """left, top, right, bottom of every character, one after the other."""
    boxes = (raw.FS_RECTF * count)()
    start, step, box = addressof(boxes), sizeof(raw.FS_RECTF), pdfium.loose_box
    for number in range(count):
        box(text_page, number, start + step * number)
    return memoryview(boxes).cast("B").cast("f").tolist()


def _runs(text_page: int, count: int) -> Iterator[tuple[int, int, int]]:
    """First character, end and text object of every run; what pdfium made up is left out."""
    item_of = pdfium.text_object
    number = 0
    while number < count:
        item = item_of(text_page, number)
        end = number + 1
        if item:
            while end + _JUMP < count and item_of(text_page, end + _JUMP) == item:
                end += _JUMP + 1
            while end < count and item_of(text_page, end) == item:
                end += 1
            yield number, end, item
        number = end


class _Reader:
    """Reads what the characters of a text object have in common."""

    def __init__(self, text_page: int, frame: Frame, symbols: Symbols) -> None:
        self.text_page = text_page
        self.frame = frame
        self.symbols = symbols
        self.clips = Clips()
        self.matrix = raw.FS_MATRIX()
        self.x, self.y = c_double(), c_double()
        self.colour = [c_uint() for _ in range(4)]
        self._matrix_at = addressof(self.matrix)
        self._xy = addressof(self.x), addressof(self.y)
        self._colour_at = [addressof(part) for part in self.colour]

    def style(self, number: int, item: int) -> _Style | None:
        """The style of a run that begins with character `number`; None for what is not seen."""
        mode = pdfium.render_mode(item)
        if mode in {_INVISIBLE, _CLIP} or self.clips.hides(item):
            return None
        matrix = self.matrix
        pdfium.char_matrix(self.text_page, number, self._matrix_at)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        size = pdfium.font_size(self.text_page, number) * down
        if size < _LEAST_SIZE:
            return None
        pdfium.origin(self.text_page, number, *self._xy)
        turn = self.frame.turn_of(a, b)
        if a * d - b * c < 0:
            turn = None  # mirrored
        _, base = self.frame.point(self.x.value, self.y.value)
        return _Style(
            turn,
            size,
            base,
            across,
            self._is_pale(item, mode),
            self.symbols.of_font(pdfium.font(item)),
        )

    def _is_pale(self, item: int, mode: int) -> bool:
        """Whether the characters are white or transparent."""
        get = pdfium.stroke_color if mode == raw.FPDF_TEXTRENDERMODE_STROKE else pdfium.fill_color
        if not get(item, *self._colour_at):
            return False
        red, green, blue, alpha = (part.value for part in self.colour)
        return alpha == 0 or (red >= _PALE and green >= _PALE and blue >= _PALE)

    def origin(self, number: int) -> tuple[float, float]:
        """Where a character begins, as displayed."""
        pdfium.origin(self.text_page, number, *self._xy)
        return self.frame.point(self.x.value, self.y.value)


def _add(
    found: Written,
    style: _Style,
    texts: list[str],
    boxes: list[float],
    start: int,
    end: int,
    reader: _Reader,
) -> None:
    """Add the characters of one run to where they belong."""
    chars = found.pale if style.pale else found.chars
    if style.turn is None:
        chars = found.slanted
    look_up = style.look_up
    straight = style.turn == 0 and reader.frame.turn == 0
    shift = reader.frame.matrix[4]
    rise, fall = style.base - ASCENT * style.size, style.base + DESCENT * style.size
    for number in range(start, end):
        piece = look_up(texts[number], number)
        text, mark = (piece, None) if isinstance(piece, str) else (piece.shown, piece)
        if not text:
            continue
        left, top, right, bottom = boxes[4 * number : 4 * number + 4]
        if right <= left and text.isspace():
            continue  # made up by pdfium: gaps are judged by whoever knows the whole line
        if straight and top > bottom:
            chars.append(Char(text, left + shift, rise, right + shift, fall, 0, mark))
        else:
            box = _turned_box(reader, style, number, (left, top, right, bottom))
            chars.append(Char(text, *box, style.turn or 0, mark))


def _turned_box(
    reader: _Reader, style: _Style, number: int, loose: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """The box of a character that is turned, or that a vertical font sets."""
    left, top, right, bottom = loose
    if top < bottom:
        # Vertical writing: the box hangs from its origin and is as high as the advance.
        return reader.frame.box(left, top, right, bottom)
    x, y = reader.origin(number)
    advance, rise, fall = right - left, ASCENT * style.size, DESCENT * style.size
    match style.turn:
        case 90:
            return x - fall, y, x + rise, y + advance
        case 180:
            return x - advance, y - fall, x, y + rise
        case 270:
            return x - rise, y - advance, x + fall, y
    return x, y - rise, x + advance, y + fall
