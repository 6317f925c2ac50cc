"""Which font a character has, and what styles hide: only what decides about marks.

The slots of w:rFonts (ECMA-376 part 1, §17.3.2.26) as Word resolves them ([MS-OI29500] §2.1.88),
through run, character style, paragraph style and document defaults (§17.7.2). A theme font is
never a symbol font. Table styles are not looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Literal, NamedTuple

from lxml.etree import _Element as Element

from extractor.parsers.marks import SymbolFont, symbol_font

Slot = Literal["ascii", "hAnsi", "eastAsia", "cs"]
_SLOTS: tuple[Slot, ...] = ("ascii", "hAnsi", "eastAsia", "cs")

#: First code point of a range -> slot; "hint": eastAsia if the run's hint says so, else hAnsi.
_RANGES: tuple[tuple[int, str], ...] = (
    (0x0000, "ascii"), (0x0080, "hAnsi"), (0x02B0, "hint"), (0x0530, "hAnsi"), (0x0590, "ascii"),
    (0x0800, "hAnsi"), (0x1100, "eastAsia"), (0x1200, "hAnsi"), (0x1E00, "hint"),
    (0x1F00, "hAnsi"), (0x2000, "hint"), (0x2C00, "hAnsi"), (0x2E80, "eastAsia"),
    (0xA4D0, "hAnsi"), (0xAC00, "eastAsia"), (0xE000, "hint"), (0xF900, "eastAsia"),
    (0xFB00, "hint"), (0xFB1D, "ascii"), (0xFE00, "hAnsi"), (0xFE30, "eastAsia"),
    (0xFE70, "ascii"), (0xFEFF, "hAnsi"), (0xFF00, "eastAsia"), (0xFFF0, "hAnsi"),
    (0x10000, "eastAsia"),
)  # fmt: skip
_STARTS = [start for start, _ in _RANGES]
#: Latin-1 that follows the hint, with what does so in Chinese text.
_HINTED_LATIN = frozenset(
    "¡¤§¨ª\u00ad¯°±²³´¶·¸¹º¼½¾¿×÷àáèéêìíòóùúü"
)  # fmt: skip
_OFF = {"0", "false", "off"}


class Fonts(NamedTuple):
    """The font of each slot ("" where it is no symbol font for sure) and whether the hint counts.

    `complex_script`: w:cs or w:rtl makes every character take the cs slot.
    """

    names: dict[Slot, str]
    east_asian: bool = False
    complex_script: bool = False

    def of(self, character: str) -> str:
        """The name of the font in which a character stands."""
        names = self.names
        return names.get(self._slot(character), "")

    def _slot(self, character: str) -> Slot:
        if self.complex_script:
            return "cs"
        names = self.names
        if names.get("eastAsia") == "Times New Roman" and names.get("ascii") == names.get("hAnsi"):
            return "ascii"
        slot = _RANGES[bisect_right(_STARTS, ord(character)) - 1][1]
        if slot == "hint" or (slot == "hAnsi" and character in _HINTED_LATIN):
            return "eastAsia" if self.east_asian else "hAnsi"
        return slot  # type: ignore[return-value]  # the table holds slots apart from "hint"

    def symbol(self, character: str) -> SymbolFont | None:
        """The symbol font of a character, or None.

        A code of the private use area (F020 to F0FF) has no meaning outside symbol fonts: the
        run's symbol font counts for it in whichever slot it is named.
        """
        font = symbol_font(self.of(character))
        if font is None and "\uf020" <= character <= "\uf0ff":
            found = (symbol_font(name) for name in self.names.values())
            font = next((other for other in found if other is not None), None)
        return font

    def has_symbols(self) -> bool:
        """Whether any slot names a symbol font."""
        return any(symbol_font(name) is not None for name in self.names.values())


class Effect(NamedTuple):
    """What run properties say about marks; None: they say nothing, the level below decides."""

    fonts: dict[Slot, str]
    hint: str | None = None
    hidden: bool | None = None
    border: bool | None = None
    complex_script: bool | None = None


NO_EFFECT = Effect({})


def is_on(node: Element, name: str) -> bool:
    """An on/off property (§17.17.4): on unless its value says otherwise, absent is on."""
    return node.get(name, "1").strip().lower() not in _OFF


class Properties:
    """Reads w:rPr in the namespace of a document."""

    def __init__(self, namespace: str, theme: Mapping[str, str] | None = None) -> None:
        w = f"{{{namespace}}}"
        self._theme = theme or {}
        self._val = w + "val"
        self._hint = w + "hint"
        self._style = w + "rStyle"
        self._names = {slot: w + slot for slot in _SLOTS}
        self._themes = {slot: w + slot + "Theme" for slot in _SLOTS} | {"cs": w + "cstheme"}
        self._fonts, self._border = w + "rFonts", w + "bdr"
        self._hiding = {w + "vanish", w + "webHidden"}
        self._complex = {w + "cs", w + "rtl"}

    def read(self, node: Element) -> tuple[Effect, str | None]:
        """The effect of run properties by themselves, and the character style they name."""
        fonts: dict[Slot, str] = {}
        hint: str | None = None
        hidden: bool | None = None
        border: bool | None = None
        complex_script: bool | None = None
        style: str | None = None
        for child in node:
            tag = child.tag
            if tag == self._fonts:
                fonts, hint = self._slots(child), child.get(self._hint)
            elif tag == self._style:
                style = child.get(self._val)
            elif tag in self._hiding:
                hidden = bool(hidden) or is_on(child, self._val)
            elif tag == self._border:
                border = child.get(self._val, "single") not in {"nil", "none"}
            elif tag in self._complex:
                complex_script = bool(complex_script) or is_on(child, self._val)
        return Effect(fonts, hint, hidden, border, complex_script), style

    def _slots(self, node: Element) -> dict[Slot, str]:
        """The fonts that w:rFonts names; a theme font beats a named one."""
        fonts: dict[Slot, str] = {}
        for slot in _SLOTS:
            if (theme := node.get(self._themes[slot])) is not None:
                fonts[slot] = self._theme.get(theme, "")
            elif (name := node.get(self._names[slot])) is not None:
                fonts[slot] = name
        return fonts


class Styles:
    """The effects of styles, resolved when they are asked for."""

    def __init__(
        self, root: Element | None, namespace: str, theme: Mapping[str, str] | None = None
    ) -> None:
        self._properties = Properties(namespace, theme)
        self._w = w = f"{{{namespace}}}"
        self._nodes: dict[tuple[str, str], Element] = {}
        self._defaults = NO_EFFECT
        self._default_paragraph: str | None = None
        self._chains: dict[tuple[str, str], Effect] = {}
        self._combined: dict[tuple[str | None, str | None], Effect] = {}
        for node in () if root is None else root:
            if node.tag == w + "style":
                kind, name = node.get(w + "type", "paragraph"), node.get(w + "styleId", "")
                self._nodes[kind, name] = node
                if kind == "paragraph" and node.get(w + "default", "0").lower() not in _OFF:
                    self._default_paragraph = name
            elif node.tag == w + "docDefaults":
                found = node.find(f"{w}rPrDefault/{w}rPr")
                if found is not None:
                    self._defaults, _ = self._properties.read(found)

    def effect(self, paragraph: str | None, run: str | None) -> Effect:
        """The effect of a paragraph style (None: the default one) and a character style.

        w:vanish is a toggle (§17.7.3): on in both styles, it is off.
        """
        key = (paragraph, run)
        if key not in self._combined:
            if paragraph is None or ("paragraph", paragraph) not in self._nodes:
                paragraph = self._default_paragraph
            of_paragraph = self._chain("paragraph", paragraph)
            of_run = self._chain("character", run)
            hidden = bool(of_paragraph.hidden) != bool(of_run.hidden)
            below = over(of_paragraph, self._defaults)
            both = over(of_run, below)._replace(hidden=hidden or bool(self._defaults.hidden))
            self._combined[key] = both
        return self._combined[key]

    def _chain(self, kind: str, name: str | None) -> Effect:
        """The effect of one style with all it is based on; a loop ends where it closes."""
        if name is None:
            return NO_EFFECT
        known = self._chains.get((kind, name))
        if known is not None:
            return known
        effect, seen, at = NO_EFFECT, set[str](), name
        while at not in seen and (node := self._nodes.get((kind, at))) is not None:
            seen.add(at)
            own = node.find(self._w + "rPr")
            if own is not None:
                effect = over(effect, self._properties.read(own)[0])
            based = node.find(self._w + "basedOn")
            at = "" if based is None else based.get(self._w + "val", "")
        self._chains[kind, name] = effect
        return effect


def over(upper: Effect, lower: Effect) -> Effect:
    """The effect of one level above another: what the upper one leaves open, the lower decides."""
    return Effect(
        {**lower.fonts, **upper.fonts},
        lower.hint if upper.hint is None else upper.hint,
        lower.hidden if upper.hidden is None else upper.hidden,
        lower.border if upper.border is None else upper.border,
        lower.complex_script if upper.complex_script is None else upper.complex_script,
    )
