"""What stands inside a paragraph: runs, symbols, fields, controls; deleted and hidden text is not.

The plain run is the hot path: it looks at its children once and at no property. Only documents
that name a symbol font, hide text or draw character borders somewhere take the careful path.
Automatic list numbers are no text here: Word computes them, the file does not hold them. Blanks
at the ends of w:t are kept with and without xml:space: nothing is lost, and values are trimmed
later anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from lxml.etree import _Element as Element

from extractor.parsers.composition import Flow
from extractor.parsers.docx import fields
from extractor.parsers.docx.controls import CheckboxControl, activex_glyph, is_placeholder
from extractor.parsers.docx.fields import Field
from extractor.parsers.docx.fonts import Effect, Fonts, Properties, Styles, is_on, over
from extractor.parsers.docx.formulas import formula_text
from extractor.parsers.docx.names import COMPATIBILITY, MATH, RELATIONS, UNDERSTOOD, W14
from extractor.parsers.marks import CHARACTERS, Glyph, symbol_font, symbol_glyph

#: lxml types a tag wider than it is in a parsed document, hence `object`.
Handler = Callable[[Element], object]
Handlers = dict[object, Handler]
_BORDERED_BLANKS = 6


class Resources(Protocol):
    """What the rest of the package gives to the walk, read when it is asked for."""

    #: Whether the document itself names symbol fonts, hidden text or character borders.
    careful: bool
    #: Whether styles may matter to runs that leave their font open.
    watching: bool
    #: Theme font → symbol font, where a theme names one.
    theme: dict[str, str]

    def styles(self) -> Styles | None:
        """The styles, or None where nothing in them could matter."""

    def control(self, relation: str | None) -> Element | None:
        """The root of an ActiveX control's part."""


class Inline:
    """Reads the content of paragraphs into the current flow."""

    def __init__(self, namespace: str, resources: Resources) -> None:
        self.namespace = namespace
        self.w = w = f"{{{namespace}}}"
        self.resources = resources
        self.base = Flow()
        self.flow = self.base
        self.fields: list[Field] = []
        self.boxes: list[Element] = []
        self.careful = resources.careful
        self.watching = resources.watching
        self._control: CheckboxControl | None = None
        self._fonts: Fonts | None = None
        self._border_start: int | None = None
        self._paragraph: Element | None = None
        self._properties = Properties(namespace, resources.theme)
        self._run_tag, self._text_tag, self._rpr_tag = w + "r", w + "t", w + "rPr"
        self._fonts_tag, self._latin = w + "rFonts", (w + "hAnsi", w + "ascii")
        self._char_type, self._val = w + "fldCharType", w + "val"
        self._in_paragraph = self._paragraph_handlers()
        self._in_run = self._run_handlers()

    def _paragraph_handlers(self) -> Handlers:
        """Tag -> reader, for the children of paragraphs and of what groups runs in them."""
        names = ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdtContent")
        handlers: Handlers = {self.w + name: self.inline for name in names}
        handlers[self.w + "p"] = self.inline  # never valid, but its text is shown
        handlers[self.w + "sdt"] = self._sdt
        handlers[self.w + "fldSimple"] = self._simple_field
        handlers[f"{{{COMPATIBILITY}}}AlternateContent"] = self._alternate
        for namespace in MATH:
            handlers[f"{{{namespace}}}oMath"] = self._math
            handlers[f"{{{namespace}}}oMathPara"] = self._math
        return handlers

    def _run_handlers(self) -> Handlers:
        """Tag -> reader, for the children of runs (§17.3.3)."""
        w = self.w
        handlers: Handlers = {
            w + "t": self._text,
            w + "instrText": self._instruction,
            w + "fldChar": self._field_char,
            w + "sym": self._symbol,
            w + "ruby": self._ruby,
            w + "object": self._graphic,
            w + "control": self._activex,
            w + "drawing": self._graphic,
            w + "pict": self._graphic,
            f"{{{COMPATIBILITY}}}AlternateContent": self._alternate,
        }
        for name, text in (
            ("tab", "\t"), ("ptab", "\t"), ("br", "\n"), ("cr", "\n"), ("noBreakHyphen", "-"),
        ):  # fmt: skip
            handlers[w + name] = lambda _, text=text: self.flow.parts.append(text)  # type: ignore[misc]
        return handlers

    # ------------------------------------------------------------------------ paragraphs, runs

    def begin(self, paragraph: Element) -> None:
        """Start a paragraph: its style counts for its runs."""
        self._paragraph = paragraph

    def inline(self, node: Element) -> None:
        """Read the children of a paragraph, or of what groups runs in one."""
        for child in node:
            tag = child.tag
            if tag == self._run_tag:
                self._run(child)
            else:
                handler = self._in_paragraph.get(tag)
                if handler is not None:
                    handler(child)

    def _run(self, run: Element) -> None:
        if self.careful:
            self._careful_run(run)
            return
        watching = self.watching
        for child in run:
            tag = child.tag
            if tag == self._rpr_tag:
                watching = watching and not self._decides_font(child)
                continue
            if watching:
                watching = self.watching = False
                if self.resources.styles() is not None:
                    self.careful = True
                    self._careful_run(run)
                    return
            if tag == self._text_tag:
                text = child.text
                if text:
                    self.flow.parts.append(text)
            else:
                handler = self._in_run.get(tag)
                if handler is not None:
                    handler(child)

    def leaves_font_open(self, run: Element) -> bool:
        """Whether styles have a say in a run's font."""
        return run[0].tag != self._rpr_tag or not self._decides_font(run[0])

    def _decides_font(self, properties: Element) -> bool:
        """Whether a run's own properties name its ascii and hAnsi fonts: styles have no say."""
        if not len(properties):
            return False
        fonts = properties[0]
        if fonts.tag != self._fonts_tag:
            return False
        ascii_font, other = self._latin
        if fonts.get(ascii_font) and fonts.get(other):
            return True
        return all(fonts.get(name) or fonts.get(name + "Theme") for name in self._latin)

    def _careful_run(self, run: Element) -> None:
        effect = self._effect(run)
        if effect.hidden:
            self._skip(run)
            return
        if effect.border:
            if self._border_start is None:
                self._border_start = len(self.flow.parts)
        else:
            self.close_border()
        fonts = Fonts(effect.fonts, effect.hint == "eastAsia", bool(effect.complex_script))
        self._fonts = fonts if fonts.has_symbols() else None
        if self._control is not None:
            self._controlled(run, self._control)
        else:
            self._read_run(run)
        self._fonts = None

    def _read_run(self, run: Element) -> None:
        for child in run:
            handler = self._in_run.get(child.tag)
            if handler is not None:
                handler(child)

    def _effect(self, run: Element) -> Effect:
        """What run, character style and paragraph style say together."""
        own, style = Effect({}), None
        if len(run) and run[0].tag == self._rpr_tag:
            own, style = self._properties.read(run[0])
        styles = self.resources.styles()
        if styles is None:
            return own
        return over(own, styles.effect(self._paragraph_style(), style))

    def _paragraph_style(self) -> str | None:
        if self._paragraph is None:
            return None
        style = self._paragraph.find(f"{self.w}pPr/{self.w}pStyle")
        return None if style is None else style.get(self._val)

    def _skip(self, run: Element) -> None:
        """A hidden run shows nothing, but a field that begins or ends in it does."""
        for child in run:
            if child.tag == self.w + "fldChar":
                self._field_char(child, hidden=True)

    def mark_is_gone(self, paragraph: Element) -> bool:
        """Whether a paragraph's mark is deleted, moved away or hidden: the next one joins it."""
        properties = paragraph.find(f"{self.w}pPr/{self.w}rPr")
        if properties is None:
            return False
        gone = {self.w + "del", self.w + "moveFrom"}
        return any(
            child.tag in gone or (child.tag == self.w + "vanish" and is_on(child, self._val))
            for child in properties
        )

    # ------------------------------------------------------------------------ text and symbols

    def _text(self, node: Element) -> None:
        text = node.text
        if not text:
            return
        if self._fonts is None:
            self.flow.parts.append(text)
            return
        for character in text:
            font = self._fonts.symbol(character)
            known = character <= "\u00ff" or "\uf000" <= character <= "\uf0ff"
            if font is None or not known or character.isspace():
                self.flow.parts.append(character)
            else:
                letter = None if character >= "\uf000" else character
                self.flow.add(symbol_glyph(font, ord(character), letter))

    def _instruction(self, node: Element) -> None:
        """The text of a field's instruction; outside of a field it means nothing."""
        if self.fields and self.fields[-1].flow is not None:
            self.fields[-1].coded = True
            # A formula's commands are letters; only a run that names a symbol font itself
            # draws with them.
            kept, run = self._fonts, node.getparent()
            if kept is not None and run is not None and len(run) and run[0].tag == self._rpr_tag:
                own = Fonts(self._properties.read(run[0])[0].fonts, east_asian=False)
                self._fonts = kept if own.has_symbols() else None
            elif kept is not None:
                self._fonts = None
            self._text(node)
            self._fonts = kept

    def _symbol(self, node: Element) -> None:
        """w:sym (§17.3.3.30): a code of a font, whatever the run's own fonts are."""
        try:
            code = int(node.get(self.w + "char", ""), 16)
        except ValueError:
            return
        font = symbol_font(node.get(self.w + "font"))
        if font is not None:
            self.flow.add(symbol_glyph(font, code))
        elif 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004
            self.flow.parts.append(chr(code))

    def _ruby(self, node: Element) -> None:
        """The base text of a phonetic guide (§17.3.3.25)."""
        base = node.find(self.w + "rubyBase")
        if base is not None:
            self.inline(base)

    def _math(self, node: Element) -> None:
        self.flow.parts.append(formula_text(node))

    def close_border(self) -> None:
        """End a character border (§17.3.2.4): around a tick or a blank it is a box."""
        start, self._border_start = self._border_start, None
        if start is None:
            return
        flow = self.flow
        text = "".join(flow.parts[start:])
        inner = text.strip()
        meaning = CHARACTERS.get(inner)
        if not inner and 0 < len(text) <= _BORDERED_BLANKS and "\n" not in text:
            flow.replace(start, Glyph("□", "unchecked", "w:bdr", text))
        elif meaning is not None and meaning.shape == "tick":
            flow.replace(start, Glyph("☑", "checked", "w:bdr", text))

    # ----------------------------------------------------------------------------------- fields

    def _field_char(self, node: Element, *, hidden: bool = False) -> None:
        kind = node.get(self._char_type)
        self.close_border()
        if kind == "begin":
            self.fields.append(Field(node.find(self.w + "ffData"), hidden=hidden))
        elif not self.fields:
            return
        elif kind == "separate":
            field = self.fields[-1]
            if not field.in_result:
                self._see_result(field)
        elif kind == "end":
            field = self.fields.pop()
            if not field.in_result:
                self._see_result(field)
            self.retarget()
            if field.outcome is not None and not field.hidden:
                self.flow.extend(field.outcome)
            return
        self.retarget()

    def _see_result(self, field: Field) -> None:
        """The instruction is complete: decide whether the result is read."""
        instruction = field.flow or Flow()
        field.in_result = True
        field.outcome = fields.outcome(instruction, field.form, self.namespace)
        field.flow = None if field.outcome is None else Flow()

    def retarget(self) -> None:
        """Set the flow that takes what is read next: the content, or a field's instruction."""
        self.flow = self.base
        for field in reversed(self.fields):
            if field.flow is not None:
                self.flow = field.flow
                return

    def drop_empty_fields(self) -> None:
        """End fields that have begun and have no instruction by the end of their paragraph."""
        while self.fields and not self.fields[-1].in_result and not self.fields[-1].coded:
            self.close_fields(len(self.fields) - 1)

    def close_fields(self, keep: int = 0) -> None:
        """End fields that were left open where their content ends; their plain text is kept."""
        while len(self.fields) > keep:
            field = self.fields.pop()
            found = field.outcome
            if not field.in_result and field.flow is not None:
                found = fields.outcome(field.flow, field.form, self.namespace)
                if found is None and not field.coded:
                    found = field.flow
            self.retarget()
            if found is not None and not field.hidden:
                self.flow.extend(found)

    def _simple_field(self, node: Element) -> None:
        """w:fldSimple (§17.16.19): the instruction is an attribute, the result its content."""
        instruction = Flow()
        instruction.add(node.get(self.w + "instr", ""))
        found = fields.outcome(instruction, None, self.namespace)
        if found is None:
            self.inline(node)
        else:
            self.flow.extend(found)

    # ---------------------------------------------------------------- controls and alternatives

    def _sdt(self, node: Element) -> None:
        content = node.find(self.w + "sdtContent")
        if content is not None:
            self.controlled(node, content, self.inline)

    def controlled(self, node: Element, content: Element, read: Handler) -> None:
        """Read the content of a content control (§17.5.2): a prompt is no text, a box one mark."""
        properties = node.find(self.w + "sdtPr")
        box = None if properties is None else properties.find(f"{{{W14}}}checkbox")
        if box is None:
            if properties is None or not is_placeholder(properties, content, self.w):
                read(content)
            return
        outer = self._control, self.careful
        self._control, self.careful = CheckboxControl(box), True
        read(content)
        if self._control.pending and read == self.inline:
            self.flow.add(self._control.glyph(None))
        self._control, self.careful = outer

    def _controlled(self, run: Element, control: CheckboxControl) -> None:
        """A run of a checkbox control: its first symbol is the box."""
        outer, self.flow = self.flow, Flow()
        inner = self.flow
        self._read_run(run)
        if self.flow is inner:
            self.flow = outer
        control.take(inner, outer)

    def _alternate(self, node: Element) -> None:
        branch = self.branch(node)
        if branch is None:
            return
        for child in branch:
            tag = child.tag
            if tag == self._run_tag:
                self._run(child)
            elif (handler := self._in_run.get(tag) or self._in_paragraph.get(tag)) is not None:
                handler(child)

    def branch(self, node: Element) -> Element | None:
        """The branch of mc:AlternateContent to read: exactly one (ECMA-376 part 3, §9.3)."""
        for child in node:
            if child.tag == f"{{{COMPATIBILITY}}}Fallback":
                return child
            if child.tag == f"{{{COMPATIBILITY}}}Choice":
                spaces = child.nsmap
                required = (spaces.get(prefix) for prefix in child.get("Requires", "").split())
                if all(
                    namespace in UNDERSTOOD or namespace == self.namespace for namespace in required
                ):
                    return child
        return None

    def _graphic(self, node: Element) -> None:
        """Note the text boxes of a drawing; they are read after the paragraph (§17.3.3.19)."""
        stack = [node]
        while stack:
            item = stack.pop()
            tag = item.tag
            if tag == self.w + "txbxContent":
                self.boxes.append(item)
            elif tag == self.w + "control":
                self._activex(item)
            elif tag == f"{{{COMPATIBILITY}}}AlternateContent":
                branch = self.branch(item)
                if branch is not None:
                    stack.append(branch)
            else:
                stack += reversed(item)

    def _activex(self, node: Element) -> None:
        """A form control of ActiveX (§17.3.3.3): its state is in its own part."""
        ids = (node.get(f"{{{space}}}id") for space in RELATIONS)
        relation = next((found for found in ids if found is not None), None)
        part = self.resources.control(relation)
        for piece in activex_glyph(part, node.get(self.w + "name", "")):
            self.flow.add(piece)
