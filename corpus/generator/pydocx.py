"""The other back end: the same body in the package that python-docx writes."""

import io
from collections.abc import Iterable
from typing import Any

import docx
from docx.oxml import parse_xml
from lxml import etree

from corpus.generator.package import DECLARATION, NAMESPACES, Package, restamped, styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def build(package: Package) -> bytes:
    """Return the file as python-docx saves it: its template's parts around the package's body."""
    document = docx.Document()
    body = document.element.body
    section = body.sectPr
    parsed: Iterable[Any] = parse_xml(f"<w:body {NAMESPACES}>{package.body}</w:body>")
    for child in list(parsed):
        section.addprevious(child)
    if package.landscape:
        page = document.sections[0]
        page.page_width, page.page_height = page.page_height, page.page_width
    own = etree.fromstring(styles(package.default_font).removeprefix(DECLARATION).encode())
    theirs: Any = document.styles.element
    for style in own.findall(f"{W}style[@{W}customStyle]"):
        based = style.find(f"{W}basedOn")
        if based is not None and based.get(f"{W}val") == "a":
            based.set(f"{W}val", "Normal")
        theirs.append(style)
    for text in package.headers:
        document.sections[0].header.paragraphs[0].text = text
    saved = io.BytesIO()
    document.save(saved)
    return restamped(saved.getvalue())
