"""Office Math: the text of a formula (ECMA-376 part 1, §22.1)."""

from __future__ import annotations

from lxml.etree import _Element as Element

from extractor.parsers.docx.names import MATH

_GONE = {"del", "moveFrom"}


def formula_text(node: Element) -> str:
    """The text of a formula in reading order, a fraction as a/b."""
    pieces: list[str] = []
    stack: list[Element | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        namespace, _, name = str(item.tag)[1:].partition("}")
        if name == "t":
            pieces.append(item.text or "")
        elif name not in _GONE:
            children: list[Element | str] = list(item)
            if name == "f" and namespace in MATH:
                below = [at for at, child in enumerate(item) if child.tag == f"{{{namespace}}}den"]
                children.insert(below[0] if below else len(children), "/")
            stack += reversed(children)
    return "".join(pieces)
