"""Characters and strokes of pages → grids and paragraphs, whatever format they come from."""

from extractor.parsers.layout.document import Layout
from extractor.parsers.layout.items import Char, Page, Stroke

__all__ = ["Char", "Layout", "Page", "Stroke"]
