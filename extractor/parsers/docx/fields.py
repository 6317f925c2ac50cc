"""Complex fields: which part of a field is text (ECMA-376 part 1, §17.16.2 and §17.16.18).

The result of a field is what a reader sees and is read; the instruction is not. Some fields have
no result and show something nevertheless: EQ, FORMCHECKBOX, FORMDROPDOWN, SYMBOL, MACROBUTTON.
"""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from extractor.parsers.composition import Flow
from extractor.parsers.docx import eq
from extractor.parsers.docx.fonts import is_on
from extractor.parsers.marks import Glyph, symbol_font, symbol_glyph

_SYMBOL = re.compile(
    r"\s*SYMBOL\s+(?P<code>0x[0-9a-f]+|\d+)(?:.*?\\f\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+)))?",
    re.IGNORECASE | re.DOTALL,
)
_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s", re.IGNORECASE)
_LAST_CODE = 0x10FFFF


class Field:
    """A field that has begun.

    `flow` takes what must not reach the text: the instruction, then a result that is replaced by
    `outcome`. It is None while the result is read.
    """

    __slots__ = ("coded", "flow", "form", "hidden", "in_result", "outcome")

    def __init__(self, form: Element | None, *, hidden: bool) -> None:
        self.flow: Flow | None = Flow()
        self.form = form
        self.hidden = hidden
        self.coded = False
        self.in_result = False
        self.outcome: Flow | None = None


def outcome(instruction: Flow, form: Element | None, namespace: str) -> Flow | None:
    """What a field shows whatever its result says; None: its result is what it shows."""
    word = eq.letters(instruction).split(None, 1)[:1]
    name = word[0].upper() if word else ""
    if form is not None or name == "FORMCHECKBOX":
        return _form_field(form, name, namespace)
    if name.startswith("EQ"):
        return eq.evaluate(instruction)
    if name == "SYMBOL":
        return _symbol(instruction)
    if name in {"MACROBUTTON", "GOTOBUTTON"}:
        return _button(instruction)
    return None


def _form_field(form: Element | None, name: str, namespace: str) -> Flow | None:
    """A legacy form field (§17.16.5.20 FORMCHECKBOX, §17.16.5.21 FORMDROPDOWN).

    A box is as w:checked says, else as w:default says, else empty.
    """
    w = f"{{{namespace}}}"
    box = None if form is None else form.find(w + "checkBox")
    flow = Flow()
    if box is not None:
        state = box.find(w + "checked")
        if state is None:
            state = box.find(w + "default")
        checked = state is not None and is_on(state, w + "val")
        flow.add(
            Glyph("☒", "checked", "FORMCHECKBOX", "☒")
            if checked
            else Glyph("☐", "unchecked", "FORMCHECKBOX", "☐")
        )
        return flow
    if name == "FORMCHECKBOX":
        flow.add(Glyph("", "unclear", "FORMCHECKBOX", ""))
        return flow
    choices = None if form is None else form.find(w + "ddList")
    if choices is None:
        return None
    entries = [entry.get(w + "val", "") for entry in choices.findall(w + "listEntry")]
    chosen = choices.find(w + "result")
    if chosen is None:
        chosen = choices.find(w + "default")
    index = 0 if chosen is None else _number(chosen.get(w + "val", "0"))
    flow.add(entries[index] if 0 <= index < len(entries) else "")
    return flow


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004


def _symbol(instruction: Flow) -> Flow | None:
    r"""SYMBOL 254 \f "Wingdings" (§17.16.5.63); without a font its result is read."""
    match = _SYMBOL.match(instruction.text())
    if match is None:
        return None
    font = symbol_font(match["quoted"] or match["bare"])
    digits = match["code"]
    code = int(digits, 16) if digits[:2].lower() == "0x" else _number(digits)
    if font is None or not 0 < code <= _LAST_CODE:
        return None
    flow = Flow()
    flow.add(symbol_glyph(font, code))
    return flow


def _button(instruction: Flow) -> Flow | None:
    """The words on a button: the instruction after the macro's name (§17.16.5.33)."""
    match = _BUTTON.match(instruction.text())
    if match is None:
        return None
    shown, position, glyphs = Flow(), 0, dict(instruction.glyphs)
    for index, part in enumerate(instruction.parts):
        end = position + len(part)
        if end > match.end():
            shown.add(glyphs.get(index) or part[max(match.end() - position, 0) :])
        position = end
    return shown
