"""The PDFs of the corpus hold what their truths say; no reader of ours is asked."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from corpus.generator.wordml import Cell, lines
from corpus.pdf.blocks import gridded
from corpus.pdf.rulings import edges
from corpus.pdf.typeset import Page, Placed
from tests.corpus.specimens import CORPUS, load

FOLDER = CORPUS / "pdf"
SPECIMENS = sorted(FOLDER.glob("*.pdf"))
HOSTILE = sorted(path for path in (FOLDER / "hostile").iterdir() if path.suffix != ".json")
#: Texts that are not on the page but in fields or annotations.
ELSEWHERE = {"f1_fields", "f3_fields", "f3_typed_over"}


def shown(path: Path) -> Counter[str]:
    """Every character of every page, as another library reads them."""
    document = pypdfium2.PdfDocument(path)
    texts = (page.get_textpage().get_text_bounded() for page in document)
    return Counter(unicodedata.normalize("NFKC", "".join(texts)))


def words(path: Path) -> list[str]:
    """The Chinese texts that the truth gives."""
    forms = load(path).truth["forms"]
    values = [field["value"] or "" for form in forms for field in form["fields"].values()]
    return [value for value in values if any("一" <= char <= "龥" for char in value)]


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_what_the_truth_says_stands_on_the_pages(path: Path) -> None:
    seen = shown(path)
    for value in words(path) if path.stem not in ELSEWHERE else ():
        wanted = Counter(unicodedata.normalize("NFKC", "".join(value.split())))
        assert not wanted - seen, value


def test_every_pdf_has_a_truth_and_every_truth_a_pdf() -> None:
    truths = {path.name.removesuffix(".truth.json") for path in FOLDER.glob("*.truth.json")}
    assert truths == {path.stem for path in SPECIMENS}
    expected = {path.name.removesuffix(".expect.json") for path in FOLDER.rglob("*.expect.json")}
    assert expected == {path.stem for path in HOSTILE}


def test_the_pdfs_are_many_and_small() -> None:
    assert len([path for path in SPECIMENS if path.stem.startswith("printed_")]) >= 45
    assert len([path for path in SPECIMENS if not path.stem.startswith("printed_")]) >= 30
    assert max(path.stat().st_size for path in (*SPECIMENS, *HOSTILE)) < 150_000


def test_a_third_of_the_drawn_forms_has_a_mistake() -> None:
    drawn = [load(path).truth for path in SPECIMENS if not path.stem.startswith("printed_")]
    forms = [form for truth in drawn for form in truth["forms"]]
    assert sum(not form["clean"] for form in forms) >= len(forms) / 3
    assert sum(form["clean"] for form in forms) >= len(forms) / 3


def test_an_outcome_names_a_status_and_a_code_where_it_may_fail() -> None:
    for path in HOSTILE:
        outcome = json.loads(path.with_suffix(".expect.json").read_text(encoding="utf-8"))
        may_fail = "failed" in outcome["status"]
        assert may_fail == ("code" in outcome), path.name


def test_a_label_merged_downwards_is_one_box_of_all_its_rows() -> None:
    rows = [
        (Cell(600, lines("基本情况"), "restart"), Cell(1800, lines("项目名称"))),
        (Cell(600, merge="continue"), Cell(1800, lines("项目概况"))),
        (Cell(2400, lines("监控报告")),),
    ]
    table = gridded(rows)
    assert [(box.row, box.column, box.rows, box.columns) for box in table.boxes] == [
        (0, 0, 2, 1),
        (0, 1, 1, 1),
        (1, 1, 1, 1),
        (2, 0, 1, 2),
    ]
    assert table.width == 120


def test_a_row_that_begins_further_in_leaves_a_hole() -> None:
    table = gridded([(Cell(600, lines("项目")),) * 2, (Cell(600, skip=True), Cell(600))])
    assert [(box.row, box.column) for box in table.boxes] == [(0, 0), (0, 1), (1, 1)]


def test_lines_of_neighbouring_cells_are_one_line() -> None:
    table = gridded([(Cell(600),) * 2, (Cell(600),) * 2])
    page = Page((100, 100))
    for box in table.boxes:
        x, y = 30.0 * box.column, 12.0 * box.row
        page.boxes.append(Placed(x, y, x + 30, y + 12, box))
    assert sorted(edges(page)) == [
        (0, 0, 0, 24),
        (0, 0, 60, 0),
        (0, 12, 60, 12),
        (0, 24, 60, 24),
        (30, 0, 30, 24),
        (60, 0, 60, 24),
    ]
