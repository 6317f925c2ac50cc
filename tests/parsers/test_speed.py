"""Reading costs little more than unpacking: the whole point of a walk of our own."""

import io
import time
import zipfile

from lxml import etree

from tests.parsers.word import cell, docx, par, read, row, rows, run

FONT = "仿宋"


def form():
    """A form of the usual size: 21 rows, 170 cells, properties on everything."""
    props = '<tcW w="940" type="dxa"/><gridSpan val="3"/><vAlign val="center"/>'
    one = cell(
        par(run("已到位资金（万元）", FONT, '<sz val="18"/>'), props='<jc val="center"/>'),
        props=props,
    )
    boxes = cell(par(run("□是 □否 ☑无该项内容", FONT)), props=props)
    return docx(rows(*[row(*[one] * 7, boxes)] * 21))


def test_reading_a_form_costs_at_most_four_and_a_half_times_its_xml():
    data = form()
    unpacking, reading = [], []
    for _ in range(60):
        start = time.perf_counter()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            etree.fromstring(archive.read("word/document.xml"))
        between = time.perf_counter()
        read(data)
        unpacking.append(between - start)
        reading.append(time.perf_counter() - between)
    assert min(reading) < 4.5 * min(unpacking)
