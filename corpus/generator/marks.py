"""Every encoding of a ticked and an empty box, as WordprocessingML.

An encoding draws a mark (`render`) and says of what kind its group is: `boxed` (each option has
its box), `replaced` (the tick stands in place of its box), `lone` (only the tick is there).
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.generator.chance import Chance

Kind = Literal["boxed", "replaced", "lone"]
Draw = Callable[[Chance, str, bool], str]

# Symbol fonts: (font, code of a tick, code of an empty box).
SYMBOLS = (
    ("Wingdings", 0xFE, 0xA8),
    ("Wingdings", 0xFE, 0x6F),
    ("Wingdings", 0xFD, 0xA8),
    ("Wingdings", 0xFD, 0x6F),
    ("Wingdings", 0xFC, 0xA8),
    ("Wingdings 2", 0x52, 0xA3),
    ("Wingdings 2", 0x53, 0xA3),
    ("Wingdings 2", 0x54, 0xA3),
    ("Wingdings 2", 0x50, 0xA3),
)
# Style names that the package's styles.xml defines, by the font that they give to letters.
CHARACTER_STYLES = {"Wingdings": ("BoxOne", "BoxOneBased"), "Wingdings 2": ("BoxTwo",)}
PARAGRAPH_STYLES = {"Wingdings": "BoxesOne", "Wingdings 2": "BoxesTwo"}


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark in a paragraph: its encoding's name, and whether it is checked."""

    encoding: str
    on: bool


@dataclass(frozen=True, slots=True)
class Encoding:
    """How marks are drawn, and whether unticked options keep a box."""

    draw: Draw
    kind: Kind = "boxed"
    needs: str = ""  # a paragraph style, or `default` for a font that docDefaults give


def _run(properties: str, content: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def _characters(on: str, off: str) -> Draw:
    def draw(_chance: Chance, properties: str, checked: bool) -> str:  # noqa: FBT001
        return _run(properties, _text(on if checked else off))

    return draw


def _symbol_font(font: str, *, east: bool = False) -> str:
    if east:
        return (
            '<w:rFonts w:hint="eastAsia" w:ascii="Times New Roman" w:hAnsi="Times New Roman"'
            f' w:eastAsia="{font}"/>'
        )
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'


def _without_fonts(properties: str) -> str:
    """Return run properties whose w:rFonts is left to a style."""
    start = properties.find("<w:rFonts")
    if start < 0:
        return properties
    return properties[:start] + properties[properties.index("/>", start) + 2 :]


def _sym(font: str, tick: int, box: int, *, private: bool) -> Draw:
    def draw(_chance: Chance, properties: str, checked: bool) -> str:  # noqa: FBT001
        code = (tick if checked else box) + (0xF000 if private else 0)
        return _run(properties, f'<w:sym w:font="{font}" w:char="{code:04X}"/>')

    return draw


def _font_run(font: str, tick: int, box: int, way: str) -> Draw:
    """Draw a letter, or its private-use twin, that a font makes a box."""

    def draw(chance: Chance, properties: str, checked: bool) -> str:  # noqa: FBT001
        code = tick if checked else box
        size = _without_fonts(properties)
        if way == "private":
            return _run(_symbol_font(font) + size, _text(chr(0xF000 + code)))
        if way == "private_east":
            return _run(_symbol_font(font, east=True) + size, _text(chr(0xF000 + code)))
        if way == "letter":
            return _run(_symbol_font(font) + size, _text(chr(code)))
        if way == "style":
            style = chance.pick(CHARACTER_STYLES[font])
            return _run(f'<w:rStyle w:val="{style}"/>{size}', _text(chr(code)))
        return _run(size, _text(chr(code)))

    return draw


EQ_SPELLINGS = (
    " EQ \\o(□,√) ",
    " eq \\o\\ac(□,√) ",
    "eq \\o\\ac(□,√)",
    " EQ \\o\\ac(□,√)",
    " EQ \\O ( □ , √ ) ",
    " Eq \\o \\ac (□,√) ",
    " eq \\o\\al(□,√) ",
    " EQ \\o(√,□) ",
    " eq \\o\\ac(○,√) ",
    " EQ \\o\\ac(□,\\s\\up1(√)) ",
)


def _overlay(chance: Chance, properties: str, checked: bool) -> str:  # noqa: FBT001
    """Draw a tick over a box with an EQ field; the empty box is a character, as in real forms."""
    if not checked:
        return _run(properties, _text("□"))
    code = chance.pick(EQ_SPELLINGS)
    result = chance.weighted([("", 5.0), (_run(properties, _text("☑")), 1.0)])
    if chance.maybe(0.15):
        return f'<w:fldSimple w:instr="{code}">{result}</w:fldSimple>'
    cuts = sorted(
        {0, len(code), *(chance.randrange(len(code)) for _ in range(chance.pick((0, 2))))}
    )
    pieces = [code[start:end] for start, end in pairwise(cuts)]
    instruction = "".join(
        _run(
            properties.replace("<w:sz ", chance.pick(("", '<w:position w:val="2"/>')) + "<w:sz "),
            f'<w:instrText xml:space="preserve">{piece}</w:instrText>',
        )
        for piece in pieces
    )
    middle = ""
    if result or chance.maybe(0.5):
        middle = _run(properties, '<w:fldChar w:fldCharType="separate"/>') + result
    begin = _run(properties, '<w:fldChar w:fldCharType="begin"/>')
    end = _run(properties, '<w:fldChar w:fldCharType="end"/>')
    return begin + instruction + middle + end


ON = ("1", "true", "on", None)
OFF = ("0", "false", "off")


def _switch(name: str, value: str | None) -> str:
    return f"<w:{name}/>" if value is None else f'<w:{name} w:val="{value}"/>'


def _form_checkbox(chance: Chance, properties: str, checked: bool) -> str:  # noqa: FBT001
    """Draw a legacy form field; `w:checked` decides, and `w:default` where it is missing."""
    wanted: tuple[str | None, ...] = ON if checked else OFF
    if chance.maybe(0.3):
        state = _switch("default", chance.pick(wanted))
    else:
        default = chance.pick((*ON, *OFF))
        state = _switch("default", default) + _switch("checked", chance.pick(wanted))
    data = (
        f'<w:ffData><w:name w:val="Check{chance.randint(1, 99)}"/><w:enabled/>'
        f'<w:calcOnExit w:val="0"/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>'
    )
    separate = _run(properties, '<w:fldChar w:fldCharType="separate"/>')
    return (
        _run(properties, f'<w:fldChar w:fldCharType="begin">{data}</w:fldChar>')
        + _run(properties, '<w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText>')
        + chance.pick(("", separate))
        + _run(properties, '<w:fldChar w:fldCharType="end"/>')
    )


def _content_control(chance: Chance, properties: str, checked: bool) -> str:  # noqa: FBT001
    """Draw a checkbox control of Word 2010, with or without a word on its glyphs."""
    shown = ("☒", "☑", "☑")[chance.randrange(3)] if checked else "☐"
    value = chance.pick(("1", "true", "on")) if checked else chance.pick(("0", "false", "off"))
    glyphs = (
        f'<w14:checkedState w14:val="{ord(shown):04X}" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
        if chance.maybe(0.6)
        else chance.pick(("", '<w14:checkedState w14:val="2612"/>'))
    )
    state = f'<w14:checked w14:val="{value}"/>'
    if not checked and chance.maybe(0.1):
        state = ""
    font = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{chance.randint(1, 2**31 - 1)}"/>'
        f"<w14:checkbox>{state}{glyphs}</w14:checkbox></w:sdtPr><w:sdtContent>"
        f"{_run(font + _without_fonts(properties), _text(shown))}</w:sdtContent></w:sdt>"
    )


def _border(chance: Chance, properties: str, checked: bool) -> str:  # noqa: FBT001
    """Draw a box as a character border around a tick or around a blank."""
    border = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    blank = chance.pick((" ", "  ", "\u3000"))
    return _run(properties + border, _text("√" if checked else blank))


def _encodings() -> dict[str, Encoding]:
    pairs = {
        "☑□": ("☑", "□"),
        "☑☐": ("☑", "☐"),
        "☒☐": ("☒", "☐"),
        "■□": ("■", "□"),
        "✓☐": ("✓", "☐"),
        "✔□": ("✔", "□"),
        "●○": ("●", "○"),
        "√□.□": ("√□", "□"),
        "□√.□": ("□√", "□"),
        "[√]": ("[√]", "[ ]"),
        "（√）": ("（√）", "（ ）"),
        "(√)": ("(√)", "( )"),
    }
    made = {f"char:{name}": Encoding(_characters(*pair)) for name, pair in pairs.items()}
    for sign in "√✓✔":
        made[f"replaced:{sign}"] = Encoding(_characters(sign, "□"), "replaced")
        made[f"lone:{sign}"] = Encoding(_characters(sign, ""), "lone")
    made["eq"] = Encoding(_overlay)
    made["formcheckbox"] = Encoding(_form_checkbox)
    made["w14"] = Encoding(_content_control)
    made["bdr"] = Encoding(_border)
    for font, tick, box in SYMBOLS:
        code = f"{font.replace(' ', '')}:{tick:02X}/{box:02X}"
        made[f"sym:{code}:F0"] = Encoding(_sym(font, tick, box, private=True))
        made[f"sym:{code}:00"] = Encoding(_sym(font, tick, box, private=False))
        for way in ("private", "private_east", "letter", "style"):
            made[f"font:{code}:{way}"] = Encoding(_font_run(font, tick, box, way))
        made[f"font:{code}:paragraph"] = Encoding(
            _font_run(font, tick, box, "paragraph"), needs=PARAGRAPH_STYLES[font]
        )
        made[f"font:{code}:default"] = Encoding(
            _font_run(font, tick, box, "default"), needs=f"default:{font}"
        )
    return made


ENCODINGS = _encodings()
FAMILIES = tuple(sorted({name.partition(":")[0] for name in ENCODINGS}))


def choose_encoding(chance: Chance, family: str = "") -> str:
    """Return the name of an encoding; each family is as likely as its weight here."""
    weights = {"char": 5.0, "sym": 2.0, "font": 2.5, "eq": 1.5, "replaced": 1.2}
    if not family:
        family = chance.weighted([(name, weights.get(name, 1.0)) for name in FAMILIES])
    return chance.pick([name for name in ENCODINGS if name.partition(":")[0] == family])


def render(tick: Tick, chance: Chance, properties: str) -> str:
    """Return the runs of a mark."""
    return ENCODINGS[tick.encoding].draw(chance, properties, tick.on)
