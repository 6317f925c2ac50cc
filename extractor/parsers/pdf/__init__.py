"""PDF."""

from extractor.model import Document, Limits, Source


def parse(data: bytes, source: Source, limits: Limits) -> Document:
    from extractor.parsers.pdf.reading import read

    blocks, margins = read(data, limits)
    return Document(source, blocks, margins)
