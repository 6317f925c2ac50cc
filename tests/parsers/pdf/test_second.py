"""Where lines do not enclose rectangles, pdfplumber is asked; nothing that it does can hurt."""

import time

from extractor.model import Limits
from extractor.parsers.layout.lattice import Span, lattice_of_cells
from extractor.parsers.pdf import second
from extractor.parsers.pdf.reading import read
from extractor.parsers.pdf.second import SecondOpinion
from tests.parsers.layout.drawing import shown
from tests.parsers.pdf.making import Canvas, pdf


def stepped():
    """A table in which one line ends in the middle of a cell: an L is left over."""
    canvas = Canvas().grid([50, 150], [100, 130, 160]).grid([150, 300], [100, 160])
    return (
        canvas.line(150, 130, 220, 130)
        .line(220, 130, 220, 160)
        .text(60, 118, "甲")
        .text(230, 150, "乙")
    )


def test_a_table_is_asked_about_only_if_it_is_doubtful(monkeypatch):
    asked = []

    def cells(_, page, box):
        asked.append((page, box))
        return []

    monkeypatch.setattr(SecondOpinion, "cells", cells)
    read(pdf(Canvas().grid([50, 150, 300], [100, 130, 160])), Limits())
    assert asked == []
    read(pdf(Canvas(), stepped()), Limits())
    assert asked == [(2, (50.0, 100.0, 300.0, 160.0))]


def test_its_cells_count_if_they_leave_no_hole(monkeypatch):
    cells = [(50.0, 100.0, 150.0, 160.0), (150.0, 100.0, 300.0, 160.0)]
    monkeypatch.setattr(SecondOpinion, "cells", lambda *_: cells)
    blocks, _ = read(pdf(stepped()), Limits())
    assert [shown(block) for block in blocks] == ["|甲|乙|"]
    monkeypatch.setattr(SecondOpinion, "cells", lambda *_: cells[:1])
    blocks, _ = read(pdf(stepped()), Limits())
    assert shown(blocks[0]) != "|甲|乙|"


def test_cells_that_tile_are_a_lattice():
    found = lattice_of_cells([(0, 0, 10, 30), (10, 0, 20, 15), (10, 15, 20, 30)])
    assert found.cells == (Span(0, 0, 2, 1), Span(0, 1, 1, 2), Span(1, 1, 2, 2))
    assert lattice_of_cells([(0, 0, 10, 30), (10, 0, 20, 15)]) is None
    assert lattice_of_cells([]) is None


def test_pdfplumber_answers_for_the_table_that_is_meant():
    data = pdf(Canvas().grid([50, 150, 300], [100, 130]).grid([50, 150, 300], [400, 430]))
    found = SecondOpinion(data, None).cells(1, (50, 400, 300, 430))
    assert sorted(found) == [(50.0, 400.0, 150.0, 430.0), (150.0, 400.0, 300.0, 430.0)]
    assert SecondOpinion(data, None).cells(1, (50, 600, 300, 630)) == []


def test_an_answer_that_takes_too_long_is_none(monkeypatch):
    monkeypatch.setattr(second, "_SECONDS", 0.2)
    monkeypatch.setattr(SecondOpinion, "_cells", lambda *_: [time.sleep(0.01) for _ in range(9999)])
    start = time.monotonic()
    assert SecondOpinion(b"", None).cells(1, (0, 0, 1, 1)) == []
    assert time.monotonic() - start < 5


def test_a_library_that_breaks_has_no_answer():
    assert SecondOpinion(b"no PDF at all", None).cells(1, (0, 0, 1, 1)) == []
