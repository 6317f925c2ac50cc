"""What the glyphs of a font mean: text, or marks known by font and code, or by their shape.

Most fonts give Unicode, and their characters are what they say. A symbol font gives the code that
was typed, as U+00xx, U+F0xx or through some 8-bit encoding. A subset font may give nothing but
numbers of its own: then the glyph itself is looked at.
"""

from __future__ import annotations

import re
from ctypes import addressof, c_double, c_float, create_string_buffer, string_at

from extractor.parsers.layout.shapes import shape_of
from extractor.parsers.marks import (
    CHARACTERS,
    SYMBOL_FONTS,
    Glyph,
    SymbolFont,
    symbol_font,
    symbol_glyph,
)
from extractor.parsers.pdf import pdfium

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[-,]?(?:Regular|Normal|Bold|Italic|MT|PSMT)*$")
#: LibreOffice draws the symbols of every symbol font with this one, under their old codes.
_OPEN_SYMBOL = "opensymbol"
#: The 8-bit encodings through which a font's codes may have become characters.
_ENCODINGS = ("latin-1", "cp1252", "mac_roman")
#: Symbol fonts that a code without a font may have been typed in, the likeliest first.
_LIKELY = ("wingdings", "wingdings2")
_UNKNOWN = "\ufffd"
_LAST_BYTE = "\xff"
_PIXELS = 40
_DARK = 128


class Symbols:
    """The fonts of one page."""

    def __init__(self, document: int, page: int, text_page: int) -> None:
        self.document = document
        self.page = page
        self.text_page = text_page
        self._fonts: dict[int, Font] = {}

    def of_font(self, font: int) -> Font:
        """A font of the page by its address."""
        found = self._fonts.get(font)
        if found is None:
            found = self._fonts[font] = Font(self, font)
        return found


class Font:
    """One font: each of its characters is judged once.

    `plain` has those that were found to be the text that they are given as.
    """

    def __init__(self, page: Symbols, font: int) -> None:
        self.page = page
        name = base_name(font)
        self.symbol = symbol_font(name)
        self.is_open = name.casefold().startswith(_OPEN_SYMBOL)
        self.is_embedded = bool(pdfium.is_embedded(font)) if font else False
        self.known: dict[str, str | Glyph] = {}
        self.plain: set[str] = set()

    def look(self, char: str, number: int) -> str | Glyph:
        """What a character shows, which is the page's n-th: text (perhaps none) or a mark."""
        piece = self.known.get(char)
        if piece is None:
            piece = self.known[char] = self._judged(char, number)
            if piece == char and not char.isspace():
                self.plain.add(char)
        return piece

    def _judged(self, char: str, number: int) -> str | Glyph:
        if char == "\x02":
            return "-"  # how pdfium gives a hyphen at the end of a line
        if self.symbol is not None and char not in CHARACTERS:
            return self._symbol(self.symbol, char, number)
        is_private = "\ue000" <= char <= "\uf8ff"
        if self.is_open and (is_private or char <= _LAST_BYTE):
            return self._shape(number) or _by_likely_font(char)
        if pdfium.has_no_unicode(self.page.text_page, number) == 1:
            return self._shape(number) or _UNKNOWN
        if is_private:
            return _by_likely_font(char)
        return "" if char < " " and char != "\t" else char

    def _symbol(self, font: SymbolFont, char: str, number: int) -> str | Glyph:
        """A symbol by its code; where several codes are possible, its shape decides."""
        pieces: dict[str, str | Glyph] = {}
        for code in _codes(char):
            piece = symbol_glyph(font, code, char)
            pieces.setdefault(piece if isinstance(piece, str) else piece.state, piece)
        marks = [piece for piece in pieces.values() if isinstance(piece, Glyph)]
        if len(marks) == 1:
            return marks[0]
        shape = self._shape(number)
        if shape is not None:
            return shape
        return next(iter(pieces.values()), _UNKNOWN)

    def _shape(self, number: int) -> Glyph | None:
        if not self.is_embedded:
            return None  # another font's glyph would be drawn
        shown = shape_of(_pixels(self.page, number))
        if shown is None:
            return None
        return Glyph(shown, CHARACTERS[shown].state, "shape", shown)


def base_name(font: int) -> str:
    """The name of a font without the tag of its subset and without its style."""
    if not font:
        return ""
    buffer = create_string_buffer(128)
    pdfium.font_name(font, buffer, 128)
    name = buffer.value.decode("utf-8", "replace")
    return _STYLE.sub("", _SUBSET.sub("", name))


def _codes(char: str) -> list[int]:
    """The codes of a symbol font that a character may stand for."""
    if "\uf000" <= char <= "\uf0ff":
        return [ord(char) & 0xFF]
    codes = []
    for encoding in _ENCODINGS:
        try:
            code = char.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        if code not in codes:
            codes.append(code)
    return codes


def _by_likely_font(char: str) -> str | Glyph:
    """A private code whose font is gone, as the fonts have it in which such codes are typed."""
    if not ("\uf020" <= char <= "\uf0ff" or char <= _LAST_BYTE):
        return char
    for name in _LIKELY:
        piece = symbol_glyph(SYMBOL_FONTS[name], ord(char), char)
        if isinstance(piece, Glyph):
            return piece
    return char


def _pixels(page: Symbols, number: int) -> list[list[bool]]:
    """A character as it is drawn, alone; empty where it cannot be."""
    item = pdfium.text_object(page.text_page, number)
    sides = [c_float() for _ in range(4)]
    tight = [c_double() for _ in range(4)]
    if not item or not pdfium.bounds(item, *map(addressof, sides)):
        return []
    pdfium.char_box(page.text_page, number, *map(addressof, tight))
    left, bottom, right, top = (side.value for side in sides)
    x0, x1, y0, y1 = (side.value for side in tight)
    high = max(y1 - y0, x1 - x0)
    if high <= 0 or right <= left or top <= bottom or (right - left) / high > 400:  # noqa: PLR2004
        return []
    scale = _PIXELS / high
    bitmap = pdfium.rendered(page.document, page.page, item, scale)
    if not bitmap:
        return []
    try:
        rows = _ink(bitmap)
    finally:
        pdfium.destroy_bitmap(bitmap)
    begin, end = int((x0 - left) * scale) - 1, int((x1 - left) * scale) + 2
    return [row[max(begin, 0) : end] for row in rows]


def _ink(bitmap: int) -> list[list[bool]]:
    """The rows of a bitmap with an alpha channel, true where it is drawn."""
    width, height = pdfium.bitmap_width(bitmap), pdfium.bitmap_height(bitmap)
    stride = pdfium.bitmap_stride(bitmap)
    alpha = string_at(pdfium.bitmap_buffer(bitmap), stride * height)[3::4]
    step = stride // 4
    return [
        [value >= _DARK for value in alpha[row * step : row * step + width]]
        for row in range(height)
    ]
