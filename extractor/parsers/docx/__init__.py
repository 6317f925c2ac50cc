"""Word documents (.docx, .docm, .dotx), transitional and strict, over zipfile and lxml.

package → parts; fonts → which font a character has; inline → what a paragraph shows; body → blocks,
rows and cells; grid → exact grids; fields, eq, controls → marks that are no characters.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree
from lxml.etree import _Element as Element

from extractor.errors import TooLargeError, UnreadableError, UnsupportedError
from extractor.model import BlockKind, Document, Limits, Paragraph, Source
from extractor.parsers.docx.body import Body, Story
from extractor.parsers.docx.fonts import Styles
from extractor.parsers.docx.grid import Assembler
from extractor.parsers.docx.names import WORDPROCESSING
from extractor.parsers.docx.package import Package, parse_xml, part_name
from extractor.parsers.kinds import ZIP_ERRORS

#: What in a document's XML makes its runs worth a careful look, in lower case: the names of
#: symbol fonts (Wingdings, Webdings, Dingbats; Symbol), hidden text, character borders.
_NEEDS_CARE = (b"dings", b"dingbat", b'"symbol', b"vanish", b"webhidden", b"bdr ")
#: What joins paragraphs: a deleted, moved or hidden paragraph mark.
_JOINS = (b"del ", b"movefrom", b"vanish")
#: Relationship types end alike in transitional and strict documents.
_MAIN = "/officeDocument"
_PACKAGE_LINKS = "_rels/.rels"
_TYPES = part_name("[Content_Types].xml")
_MARGINS: dict[str, BlockKind] = {
    "header": "header", "footer": "footer", "footnotes": "note", "endnotes": "note",
}  # fmt: skip


def parse(data: bytes, source: Source, limits: Limits) -> Document:
    """Read a Word document.

    Raises:
        UnreadableError: cut, damaged, or no document inside.
        EncryptedError: its zip members need a password.
        TooLargeError: a limit was met; the message names it.
    """
    package = Package(data, limits)
    try:
        return _document(package, source, limits)
    except RecursionError as error:
        raise TooLargeError("the document is nested too deep (xml_depth)") from error


def is_damaged(data: bytes) -> bool:
    """Whether bytes that begin as a zip cannot be opened as one."""
    try:
        with zipfile.ZipFile(BytesIO(data)):
            return False
    except ZIP_ERRORS:
        return True


class _Parts:
    """The parts around the main part, read when they are asked for."""

    def __init__(
        self, package: Package, name: str, text: bytes, namespace: str, main: _Parts | None = None
    ) -> None:
        self._package = package
        self.relations = package.relations(name)
        self._namespace = namespace
        self._main = main
        self._styles: Styles | None = None
        self._styles_known = False
        small = text.lower()
        self.joins = _any_in(small, _JOINS)
        self.theme: dict[str, str] = main.theme if main else self._symbol_theme()
        self.careful = bool(self.theme) or _any_in(small, _NEEDS_CARE)
        self.watching = True
        if b"pstyle" in small or b"rstyle" in small:
            self.watching = False
            self.careful = self.careful or self.styles() is not None

    def of(self, name: str, text: bytes, namespace: str) -> _Parts:
        """What is around a header or a note: the styles are those of the main part."""
        return _Parts(self._package, name, text, namespace, self)

    def _symbol_theme(self) -> dict[str, str]:
        """The symbol fonts that the theme names, by how runs refer to them (§20.1.4.1.16)."""
        for relation in self.relations.values():
            if not relation.type.endswith("/theme") or not self._package.has(relation.target):
                continue
            if not _any_in(self._package.read(relation.target).lower(), _NEEDS_CARE[:3]):
                return {}
            fonts: dict[str, str] = {}
            for scheme in self._package.parse(relation.target).iter("{*}majorFont", "{*}minorFont"):
                size = etree.QName(scheme).localname.removesuffix("Font")
                latin = scheme.find("{*}latin")
                name = "" if latin is None else latin.get("typeface", "")
                fonts |= {f"{size}HAnsi": name, f"{size}Ascii": name}
            return fonts
        return {}

    def styles(self) -> Styles | None:
        """The styles; None where no style names a symbol font, hides text or draws a border."""
        if self._main is not None:
            return self._main.styles()
        if not self._styles_known:
            self._styles_known = True
            for relation in self.relations.values():
                if relation.type.endswith("/styles") and self._package.has(relation.target):
                    text = self._package.read(relation.target)
                    if _any_in(text.lower(), _NEEDS_CARE):
                        root = self._package.parse(relation.target)
                        namespace = _namespace(root, self._namespace)
                        self._styles = Styles(root, namespace, self.theme)
                    break
        return self._styles

    def control(self, relation: str | None) -> Element | None:
        """The root of an ActiveX control's part."""
        found = self.relations.get(relation or "")
        if found is None or not self._package.has(found.target):
            return None
        return self._package.parse(found.target)


def _any_in(text: bytes, names: tuple[bytes, ...]) -> bool:
    """Whether any of the names occurs; in UTF-16 nothing can be told, so it may."""
    return b"\x00" in text[:4] or any(name in text for name in names)


def _document(package: Package, source: Source, limits: Limits) -> Document:
    if package.has(_TYPES) and b"<!DOCTYPE" in package.read(_TYPES):
        raise UnreadableError("the package holds a DOCTYPE, which no Word document does")
    main = _main_part(package)
    text = package.read(main)
    root = parse_xml(text, main, limits)
    namespace = _namespace(root, "")
    if not namespace or etree.QName(root).localname != "document":
        raise UnsupportedError(
            f"the part {main} is no Word document but <{etree.QName(root).localname}>;"
            " save the form as .docx and try again"
        )
    parts = _Parts(package, main, text, namespace)
    walker = Body(namespace, parts, limits, joins=parts.joins)
    story = Story("body", Assembler(limits.grid_cells))
    for body in root.iterchildren(f"{{{namespace}}}body"):
        walker.story(body, story)
    return Document(source, tuple(story.blocks), _margins(package, parts, limits))


def _main_part(package: Package) -> str:
    """The part that the package's officeDocument relationship names, or where Word puts it."""
    for relation in package.relations("").values():
        if relation.type.endswith(_MAIN) and package.has(relation.target):
            return relation.target
    if package.has(_PACKAGE_LINKS) and _MAIN.encode() + b'"' in package.read(_PACKAGE_LINKS):
        raise UnreadableError("the package names a main part that is not in it; ask for it again")
    return "word/document.xml"


def _namespace(root: Element, otherwise: str) -> str:
    """The WordprocessingML namespace of a part."""
    found = etree.QName(root).namespace or ""
    return found if found in WORDPROCESSING else otherwise


def _margins(package: Package, parts: _Parts, limits: Limits) -> tuple[Paragraph, ...]:
    """The paragraphs of headers, footers and notes, in the order of their relationships."""
    found: list[Paragraph] = []
    assembler, count = Assembler(limits.grid_cells), 0
    for relation in parts.relations.values():
        kind = _MARGINS.get(relation.type.rpartition("/")[2])
        if kind is None or not package.has(relation.target):
            continue
        text = package.read(relation.target)
        root = parse_xml(text, relation.target, limits)
        namespace = _namespace(root, "")
        if not namespace:
            continue
        around = parts.of(relation.target, text, namespace)
        walker = Body(namespace, around, limits, joins=around.joins)
        story = Story(kind, assembler, flat=True)
        story.count = count
        for node in root if kind == "note" else (root,):
            if node.get(f"{{{namespace}}}type", "normal") == "normal":
                walker.story(node, story)
        count = story.count
        found += [block for block in story.blocks if isinstance(block, Paragraph)]
    return tuple(found)
