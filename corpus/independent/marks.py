"""Ways to draw a ticked and an unticked box."""

from collections.abc import Callable
from typing import TypeAlias

from corpus.independent.pens import Pen

Tick: TypeAlias = bool
Box: TypeAlias = Callable[[Tick], str]
ON: Tick = True
OFF: Tick = False


def typed(pen: Pen, on: str, off: str) -> Box:
    """Draw boxes with plain characters."""
    return lambda ticked: pen.run(on if ticked else off)


def control(pen: Pen, on: str = "☒", off: str = "☐") -> Box:
    """Draw boxes with w14:checkbox content controls; Word's own characters are ☒ and ☐."""

    def box(ticked: Tick) -> str:
        states = "".join(
            f'<w14:{name}State w14:val="{ord(char):04X}" w14:font="MS Gothic"/>'
            for name, char in (("checked", on), ("unchecked", off))
        )
        props = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>{states}</w14:checkbox>'
        shown = pen.run(on if ticked else off, font="MS Gothic")
        return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"

    return box


def legacy(pen: Pen, *, by_default: bool = False) -> Box:
    """Draw boxes with FORMCHECKBOX fields; `by_default` keeps the tick in w:default alone."""

    def box(ticked: Tick) -> str:
        state = f'<w:default w:val="{int(ticked and by_default)}"/>'
        if ticked and not by_default:
            state += "<w:checked/>"
        data = f'<w:ffData><w:name w:val="复选"/><w:enabled/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>'
        props = pen.rpr()
        return (
            f'<w:r>{props}<w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
            f'<w:r>{props}<w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
            f'<w:r>{props}<w:fldChar w:fldCharType="end"/></w:r>'
        )

    return box


def symbol(pen: Pen, font: str, on: str, off: str) -> Box:
    """Draw boxes with w:sym elements of a symbol font; codes as Word writes them (F0FE)."""

    def box(ticked: Tick) -> str:
        code = on if ticked else off
        return f'<w:r>{pen.rpr()}<w:sym w:font="{font}" w:char="{code}"/></w:r>'

    return box


def styled(style: str, on: str, off: str) -> Box:
    """Draw boxes with bare letters whose character style names the symbol font."""
    return lambda ticked: (
        f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>{on if ticked else off}</w:t></w:r>'
    )


def overlay(pen: Pen) -> Box:
    """Draw a tick over a box with an EQ overlay field, which Chinese users know as 带圈字符."""

    def box(ticked: Tick) -> str:
        if not ticked:
            return pen.run("□")
        props = pen.rpr()
        small = pen.rpr(extra='<w:position w:val="2"/>')
        return (
            f'<w:r>{props}<w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r>{props}<w:instrText xml:space="preserve"> eq \\o\\ac(□,</w:instrText></w:r>'
            f"<w:r>{small}<w:instrText>√</w:instrText></w:r>"
            f"<w:r>{props}<w:instrText>)</w:instrText></w:r>"
            f'<w:r>{props}<w:fldChar w:fldCharType="end"/></w:r>'
        )

    return box


def overtyped(pen: Pen) -> Box:
    """Draw a tick typed over its box: the box is squeezed so that the tick falls upon it."""

    def box(ticked: Tick) -> str:
        if not ticked:
            return pen.run("□")
        return pen.run("□", extra='<w:spacing w:val="-180"/>') + pen.run("√", bold=True)

    return box


def bordered(pen: Pen) -> Box:
    """Draw boxes as a character border around a tick or around a blank."""
    edge = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    return lambda ticked: pen.run("√" if ticked else "\u3000", extra=edge)
