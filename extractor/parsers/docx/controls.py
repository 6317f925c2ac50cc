"""Controls that hold a checkbox's state: content controls (w14:checkbox) and ActiveX.

The state comes from the control; what it shows is only compared with it. Where they disagree the
encoding is `w14:checkbox!`, so that a later stage can say so.
"""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from extractor.model import MarkState
from extractor.parsers.composition import Flow
from extractor.parsers.docx.fonts import is_on
from extractor.parsers.docx.names import ACTIVEX, W14
from extractor.parsers.marks import CHARACTERS, Glyph, symbol_font, symbol_glyph

#: Prompts of Word in an unfilled content control.
_PROMPT = re.compile(
    r"单击|点击|轻触|轻敲|輕觸|請輸入|请输入|选择一项|選擇|\bclick\b|\btap\b|\benter\b|\bchoose\b",
    re.IGNORECASE,
)
_BOX_CLASSES = {
    "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}",  # Forms.CheckBox.1
    "{8BD21D50-EC42-11CE-9E0D-00AA006002F3}",  # Forms.OptionButton.1
}
_BOX_NAME = re.compile(r"(?:Check|Option)", re.IGNORECASE)


class CheckboxControl:
    """A w14:checkbox ([MS-DOCX] §2.6.1.10) while its content is read."""

    def __init__(self, node: Element) -> None:
        checked = node.find(f"{{{W14}}}checked")
        on = checked is not None and is_on(checked, f"{{{W14}}}val")
        self.state: MarkState = "checked" if on else "unchecked"
        self.pending = True
        self._declared: dict[str, MarkState] = {}
        for name, state in (("uncheckedState", "unchecked"), ("checkedState", "checked")):
            declared = node.find(f"{{{W14}}}{name}")
            shown = "" if declared is None else _declared(declared)
            if shown:
                self._declared[shown] = "checked" if state == "checked" else "unchecked"

    def glyph(self, shown: Glyph | str | None) -> Glyph:
        """The mark: the control's state, with what is shown in its place."""
        if shown is None:
            seen, written = "", ""
        elif isinstance(shown, str):
            seen, written = shown, shown
        else:
            seen, written = shown.shown, shown.written
        meaning = CHARACTERS.get(seen)
        state = self._declared.get(seen) or (None if meaning is None else meaning.state)
        agrees = state in {None, self.state, "unclear"}
        encoding = "w14:checkbox" if agrees else "w14:checkbox!"
        box = "☑" if self.state == "checked" else "☐"
        return Glyph(box, self.state, encoding, written)

    def take(self, inner: Flow, outer: Flow) -> None:
        """Pass on what a run of the control showed; its first symbol becomes the mark."""
        text, glyphs = inner.text(), inner.placed()
        for offset, character in enumerate(text):
            piece = glyphs.get(offset, character)
            if self.pending and self._is_box(piece, text):
                self.pending = False
                piece = self.glyph(piece)
            outer.add(piece)

    def _is_box(self, piece: Glyph | str, text: str) -> bool:
        if isinstance(piece, Glyph):
            return True
        return piece in CHARACTERS or piece in self._declared or text.strip() == piece


def _declared(node: Element) -> str:
    """The character that w14:checkedState or w14:uncheckedState names; its font is optional."""
    try:
        code = int(node.get(f"{{{W14}}}val", ""), 16)
    except ValueError:
        return ""
    font = symbol_font(node.get(f"{{{W14}}}font"))
    if font is not None:
        piece = symbol_glyph(font, code)
        return piece if isinstance(piece, str) else piece.shown
    return chr(code) if 0x20 < code <= 0x10FFFF else ""  # noqa: PLR2004


def is_placeholder(properties: Element, content: Element, w: str) -> bool:
    """Whether a content control shows only its prompt (w:showingPlcHdr, §17.5.2.39).

    Programs that fill controls in often leave the flag on: the text must look like a prompt too.
    """
    flag = properties.find(w + "showingPlcHdr")
    if flag is None or not is_on(flag, w + "val"):
        return False
    return _PROMPT.search("".join(str(text) for text in content.itertext(w + "t"))) is not None


def activex_glyph(part: Element | None, name: str) -> list[Glyph | str]:
    """The mark and caption of an ActiveX checkbox; nothing for other controls.

    A control kept as a property bag ([MS-OFORMS]) tells its value; one kept as a stream does not.
    """
    if part is None:
        return [Glyph("", "unclear", "activex", "")] if _BOX_NAME.match(name) else []
    if part.get(f"{{{ACTIVEX}}}classid", "").upper() not in _BOX_CLASSES:
        return []
    values = {
        node.get(f"{{{ACTIVEX}}}name", ""): node.get(f"{{{ACTIVEX}}}value", "")
        for node in part.iter(f"{{{ACTIVEX}}}ocxPr")
    }
    state: MarkState = "unclear"
    if "Value" in values:
        state = "checked" if values["Value"].strip() in {"1", "-1", "True"} else "unchecked"
        if not values["Value"].strip():
            state = "unclear"
    box = {"checked": "☑", "unchecked": "☐"}.get(state, "")
    return [Glyph(box, state, "activex", box), values.get("Caption", "")]
