"""What every checkbox encoding means: one table for all formats.

A mark is first reduced to the character that a person sees, `CHARACTERS` says what that character
means. A letter of a symbol font is reduced by font and code (`SYMBOL_FONTS`); the equivalents
are those of the Unicode proposals L2/11-052R and L2/12-368, which gave the symbols of Wingdings
and Webdings their code points, or where few fonts have those, a common look-alike. What a guard
or a neighbour changes is in `composition.py`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from extractor.model import MarkState

Shape = Literal["box", "circle", "tick", "cross"]


class Meaning(NamedTuple):
    """How a character looks and what it says when it stands alone."""

    shape: Shape
    state: MarkState


class Glyph(NamedTuple):
    """A mark whose encoding is decided, on its way into a text.

    `shown` is the character a person sees ("" when only the state is known), `written` what the
    file has in its place.
    """

    shown: str
    state: MarkState
    encoding: str
    written: str


#: A crossed box counts as ticked: Word's own form fields and content controls draw it so. A
#: cross without a box is a tick to some and the contrary to others: unclear by itself.
_MEANINGS: tuple[tuple[Shape, MarkState, str], ...] = (
    ("box", "checked", "☑☒■◼◾⬛▣⊠⊡⍌✅❎🗷🗹🗵⮽🞔🞕🞖"),
    ("box", "unchecked", "☐□▢◻◽⬜❏❐❑❒囗🞎🞏🞐🞑🞒🞓🗆🗇🗌🗍🖵"),
    ("circle", "checked", "●⊙◎◉⦿⚫⬤☉🔘🞊🞋"),
    ("circle", "unchecked", "○◯⚪⭘❍🔾🞅🞆🞇🞈🞉"),
    ("tick", "checked", "√✓✔🗸"),
    ("cross", "unclear", "✗✘✕✖❌☓🗴🗶"),
)

#: Character -> meaning, for characters that are marks wherever they stand (guards apart).
CHARACTERS: dict[str, Meaning] = {
    character: Meaning(shape, state)
    for shape, state, characters in _MEANINGS
    for character in characters
}

#: Multiplication first of all, a cross only where it takes a box's place.
TIMES = "×"
#: Ticks of people whose keyboard has none; they count inside brackets only.
LETTER_TICKS = "xXvVｘＸｖＶ"
#: Draws a box around the character before it (U+20DE) or picks its picture (U+FE0E, U+FE0F).
ENCLOSING_SQUARE = "\u20de"
VARIATIONS = "\ufe0e\ufe0f"

_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x78: "☒",
    0xA1: "○", 0xA2: "○", 0xA3: "○", 0xA4: "◉", 0xA5: "◎", 0xA8: "□",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    # No marks, but seen in forms: bullets and arrows.
    0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬩", 0x9E: "·", 0x9F: "•", 0xA7: "▪",
    0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤",
    0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩",
}  # fmt: skip
_WINGDINGS_2 = {
    0x2A: "🗆", 0x2B: "🗇", 0x30: "🗌", 0x31: "🗍", 0x35: "🖵",
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒",
    0x98: "●", 0x99: "○", 0x9A: "○", 0x9B: "○", 0x9C: "○", 0x9D: "⊙", 0x9E: "⦿",
    0xA1: "◾", 0xA2: "■", 0xA3: "□", 0xA4: "□", 0xA5: "□", 0xA6: "□", 0xA7: "▣",
    0xA8: "▣", 0xA9: "▣", 0xAA: "▣",
    # No marks: bullets and numbers.
    0x95: "·", 0x96: "•", 0xAE: "◆", 0xAF: "◇", 0xF8: "※",
    0x6A: "①", 0x6B: "②", 0x6C: "③", 0x6D: "④", 0x6E: "⑤",
    0x6F: "⑥", 0x70: "⑦", 0x71: "⑧", 0x72: "⑨", 0x73: "⑩",
}  # fmt: skip
_WINGDINGS_3 = {
    0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼",
    0x72: "△", 0x73: "▽", 0x74: "◀", 0x75: "▶", 0x76: "◁", 0x77: "▷",
}  # fmt: skip
_WEBDINGS = {0x61: "✔", 0x63: "⬜", 0x67: "⬛", 0x6E: "⬤", 0x72: "✗", 0x3C: "■"}
_DINGBATS = {
    0x33: "✓", 0x34: "✔", 0x35: "✕", 0x36: "✖", 0x37: "✗", 0x38: "✘",
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "❏", 0x70: "❐", 0x71: "❑", 0x72: "❒",
    0x75: "◆", 0x76: "❖", 0xD5: "→",
}  # fmt: skip
_MARLETT = {0x61: "✓", 0x62: "✔", 0x69: "●"}

#: Adobe's Symbol encoding from 0x20 and from 0xA0: text, no marks (its √ is judged as text).
_SYMBOL_TEXT = (
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    (0xE0, "◊〈®©™∑"),
    (0xF1, "〉∫"),
)
_SYMBOL = {
    start + position: character
    for start, characters in _SYMBOL_TEXT
    for position, character in enumerate(characters)
}


class SymbolFont(NamedTuple):
    """A font whose codes are symbols: its name in encodings, and code -> character seen."""

    name: str
    characters: dict[int, str]
    has_marks: bool = True


_ZAPF_DINGBATS = SymbolFont("ZapfDingbats", _DINGBATS)

#: Font name as `font_key` gives it -> the font.
SYMBOL_FONTS: dict[str, SymbolFont] = {
    "wingdings": SymbolFont("Wingdings", _WINGDINGS),
    "wingdings2": SymbolFont("Wingdings 2", _WINGDINGS_2),
    "wingdings3": SymbolFont("Wingdings 3", _WINGDINGS_3),
    "webdings": SymbolFont("Webdings", _WEBDINGS),
    "marlett": SymbolFont("Marlett", _MARLETT),
    "symbol": SymbolFont("Symbol", _SYMBOL, has_marks=False),
    "zapfdingbats": _ZAPF_DINGBATS,
    "itczapfdingbats": _ZAPF_DINGBATS,
    "dingbats": _ZAPF_DINGBATS,
    "monotypesorts": _ZAPF_DINGBATS,
}


def font_key(name: str) -> str:
    """The name by which a font is looked up: "Wingdings 2", "wingdings2", "@WINGDINGS-2" agree."""
    return name.partition(";")[0].casefold().replace(" ", "").replace("-", "").lstrip("@")


def symbol_font(name: str | None) -> SymbolFont | None:
    """The symbol font of that name, or None for every other font."""
    return SYMBOL_FONTS.get(font_key(name)) if name else None


def symbol_glyph(font: SymbolFont, code: int, written: str | None = None) -> Glyph | str:
    """What a code of a symbol font shows: a mark, or text.

    `code` is 00xx or F0xx, which mean the same. A code without a known equivalent stays what
    it is in Unicode's private use area: a letter would be a lie.
    """
    code &= 0xFF
    shown = " " if code == ord(" ") else font.characters.get(code)
    if shown is None:
        return chr(0xF000 + code)
    meaning = CHARACTERS.get(shown) if font.has_marks else None
    if meaning is None:
        return shown
    return Glyph(shown, meaning.state, f"{font.name}:{code:02X}", written or shown)
