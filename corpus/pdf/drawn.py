"""Draws a specimen: contents on paper, with the rulings, writing, ticks and furniture it names."""

import io
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeAlias

import pikepdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.pdf.contents import Contents
from corpus.pdf.furniture import Furnish
from corpus.pdf.rulings import RULINGS
from corpus.pdf.tabular import compose
from corpus.pdf.ticks import TICKS
from corpus.pdf.typeset import Page, Paper
from corpus.pdf.writing import WRITINGS

After: TypeAlias = Callable[[pikepdf.Pdf, Sequence[Page]], None]
MARGIN_OUTSIDE: Final = 70.0
SCAN_DPI: Final = 110


@dataclass(frozen=True)
class Specimen:
    """One drawn file. `turned` is its /Rotate; `beside` puts the contents on one page."""

    name: str
    contents: tuple[Contents, ...]
    features: tuple[str, ...]
    paper: Paper = field(default_factory=Paper)
    ruling: str = "long path"
    writing: str = "whole"
    ticks: str = "tick"
    below: tuple[Furnish, ...] = ()
    above: tuple[Furnish, ...] = ()
    turned: int = 0
    cropped: bool = False
    beside: bool = False
    pictured: bool = False
    prepare: Callable[[Sequence[Page], frozenset[str]], None] | None = None
    after: tuple[After, ...] = ()

    @property
    def whole(self) -> Contents:
        """All contents, one after the other."""
        made = self.contents[0]
        for more in self.contents[1:]:
            made += more
        return made

    def truth(self) -> dict[str, Any]:
        """Return the content of the truth file."""
        forms = list(self.whole.truths)
        slips = [m["cause"] or m["kind"] for form in forms for m in form["mistakes"]]
        told = f"mistakes: {', '.join(slips)}" if slips else "no mistakes"
        names = {"project_fund_monitoring": "F1", "project_self_evaluation": "F3"}
        titles = " + ".join(names.get(form["form"], "F4") for form in forms)
        looks = {f"rulings:{self.ruling}", f"ticks:{self.ticks}", f"writing:{self.writing}"}
        return {
            "provenance": "drawn",
            "description": f"{titles}, {told}",
            "features": sorted({*self.features, *looks, *self.whole.features}),
            "expect": {"status": "ok"},
            "forms": forms,
        }


def pages_of(specimen: Specimen) -> list[Page]:
    """Return the composed pages."""
    if specimen.beside:
        left, right = (compose(part.blocks, specimen.paper) for part in specimen.contents)
        pages = [_joined(*pair) for pair in zip(left, right, strict=True)]
    else:
        pages = compose(specimen.whole.blocks, specimen.paper)
    if specimen.prepare:
        specimen.prepare(pages, specimen.whole.values)
    return pages


def _joined(left: Page, right: Page) -> Page:
    shift = left.size[0]
    return Page(
        (shift + right.size[0], max(left.size[1], right.size[1])),
        left.boxes + [replace(b, x0=b.x0 + shift, x1=b.x1 + shift) for b in right.boxes],
        left.glyphs + [replace(g, x=g.x + shift) for g in right.glyphs],
        left.marks + [replace(m, x=m.x + shift) for m in right.marks],
    )


def draw(specimen: Specimen) -> bytes:
    """Return the bytes of the file; the same specimen gives the same bytes."""
    pages = pages_of(specimen)
    data = _drawn(specimen, pages)
    if specimen.pictured:
        data = _pictured(specimen, pages, data)
    if not specimen.after:
        return data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for change in specimen.after:
            change(pdf, pages)
        held = io.BytesIO()
        pdf.save(held, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return held.getvalue()


def _drawn(specimen: Specimen, pages: Sequence[Page]) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1, pageCompression=1)
    canvas.setAuthor("corpus")
    canvas.setTitle(specimen.name)
    for number, page in enumerate(pages, 1):
        _set_up(canvas, page, specimen)
        for furnish in specimen.below:
            furnish(canvas, page, number, len(pages))
        canvas.setFillGray(0)
        RULINGS[specimen.ruling](canvas, page)
        for mark in page.marks:
            TICKS[specimen.ticks](canvas, mark.x, page.size[1] - mark.y, mark)
        WRITINGS[specimen.writing](canvas, page, specimen.paper)
        for furnish in specimen.above:
            furnish(canvas, page, number, len(pages))
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def _set_up(canvas: Canvas, page: Page, specimen: Specimen) -> None:
    """Turn, shift and crop the page so that what is seen stays as it was composed."""
    width, height = page.size
    turned = specimen.turned
    canvas.setPageSize((width, height))  # exchanged for a turned page when it is written
    if specimen.cropped:
        extra = MARGIN_OUTSIDE
        canvas.setPageSize((width + 2 * extra, height + 2 * extra))
        canvas.setCropBox((extra, extra, extra + width, extra + height))
        canvas.translate(extra, extra)
    if turned:
        matrix = {
            90: (0, 1, -1, 0, height, 0),
            180: (-1, 0, 0, -1, width, height),
            270: (0, -1, 1, 0, 0, width),
        }[turned]
        canvas.transform(*matrix)
        canvas.setPageRotation(turned)


def _pictured(specimen: Specimen, pages: Sequence[Page], data: bytes) -> bytes:
    """Return pages that are pictures, with the text on top that leaves no ink."""
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1, pageCompression=1)
    for page, picture in zip(pages, pictures(data), strict=True):
        canvas.setPageSize(page.size)
        canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, *page.size)
        WRITINGS["unseen"](canvas, page, specimen.paper)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def pictures(data: bytes, dpi: int = SCAN_DPI) -> list[bytes]:
    """Return a black and white PNG a page, made by pdftoppm."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.pdf"
        source.write_bytes(data)
        command = ["pdftoppm", "-mono", "-png", "-r", str(dpi), str(source), f"{folder}/page"]
        subprocess.run(command, check=True, timeout=120)  # noqa: S603 - a fixed command
        return [path.read_bytes() for path in sorted(Path(folder).glob("page*.png"))]
