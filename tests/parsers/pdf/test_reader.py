"""PDFs are read in a process of their own: it stays warm, and no file takes the program down."""

import os
import signal
import sys
import threading

import pytest

from extractor.errors import (
    CrashedError,
    EncryptedError,
    TimedOutError,
    TooLargeError,
    UnreadableError,
)
from extractor.model import Limits
from extractor.parsers import parse, sniff
from extractor.parsers.pdf import reader as reader_module
from extractor.parsers.pdf.reader import Reader
from extractor.pipeline import source_of
from tests.parsers.layout.drawing import shown
from tests.parsers.pdf.making import Canvas, pdf, stream

FORM = pdf(Canvas().cells([50, 150, 300], [100, 130], [["项目名称", "甲项目"]]))
ROW = "|项目名称|甲项目|"


@pytest.fixture
def reader():
    found = Reader()
    yield found
    found.close()


def read(reader, data=FORM, **limits):
    return [shown(block) for block in reader.read(data, Limits(**limits), None).blocks()]


def test_a_pdf_is_told_by_its_content_and_read():
    assert sniff(FORM) == "pdf"
    document = parse(FORM, source_of(FORM, "form.docx"))
    assert [shown(block) for block in document.blocks] == [ROW]
    assert document.source.format == "pdf"


def test_the_process_is_kept_for_the_next_file(reader):
    assert read(reader) == [ROW]
    first = reader._process.pid
    assert read(reader) == [ROW]
    assert reader._process.pid == first


def test_errors_of_the_file_arrive_as_they_were_raised(reader):
    with pytest.raises(UnreadableError, match="cut or damaged"):
        read(reader, b"%PDF-1.7\nnothing")
    with pytest.raises(TooLargeError, match="pdf_pages"):
        read(reader, pdf_pages=0)
    assert read(reader) == [ROW]


def drawing_itself():
    """A form that draws itself twice: pdfium follows it until memory ends."""
    form = stream(
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X0 1000 0 R>>>>",
        b"/X0 Do /X0 Do",
    )
    return pdf(Canvas().add("/X0 Do"), objects=[form])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_a_form_that_draws_itself_is_too_large_and_the_next_file_is_read(reader):
    with pytest.raises(TooLargeError, match="pdf_memory"):
        read(reader, drawing_itself(), pdf_memory=2**27)
    assert read(reader) == [ROW]


def test_a_file_that_takes_too_long_is_given_up(reader):
    read(reader)
    process = reader._process
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(TimedOutError, match="pdf_seconds"):
        read(reader, pdf_seconds=0.3)
    assert read(reader) == [ROW]


#: A process that takes the beginning of a file and dies of it.
DYING = "import os, signal, sys; sys.stdin.buffer.read(8); os.kill(os.getpid(), signal.SIGSEGV)"


def test_a_process_that_dies_over_a_file_is_a_crash_and_is_replaced(reader, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(reader_module, "_BOOT", DYING)
        with pytest.raises(CrashedError, match="report this file"):
            read(reader)
    assert read(reader) == [ROW]


def test_a_process_that_died_between_files_is_replaced(reader):
    read(reader)
    os.kill(reader._process.pid, signal.SIGKILL)
    reader._process.wait()
    assert read(reader) == [ROW]


def test_a_fork_has_a_process_of_its_own(reader):
    read(reader)
    mother = reader._process.pid
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            same = read(reader) == [ROW] and reader._process.pid != mother
            reader.close()
            os.write(into, b"y" if same else b"n")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(out, 1) == b"y"
    assert read(reader) == [ROW]
    assert reader._process.pid == mother


def test_threads_take_turns(reader):
    results = []
    threads = [threading.Thread(target=lambda: results.append(read(reader))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[ROW]] * 6


def test_a_file_as_large_as_its_memory_still_fits(reader):
    padded = FORM.replace(b"%%EOF", b"%" + b"x" * 2**26 + b"\n%%EOF")
    assert read(reader, padded, pdf_memory=2**27) == [ROW]


def test_memory_does_not_grow_with_the_files(reader):
    def used():
        with open(f"/proc/{reader._process.pid}/statm") as file:  # noqa: PTH123
            return int(file.read().split()[1])

    if sys.platform != "linux":
        pytest.skip("only Linux tells")
    for _ in range(60):
        read(reader)
    before = used()
    for _ in range(240):
        read(reader)
    assert used() <= before * 1.1


def test_a_password_opens_an_encrypted_file(reader):
    from tests.parsers.pdf.encryption import encrypted_pdf

    locked = encrypted_pdf(FORM, b"geheim")
    with pytest.raises(EncryptedError):
        reader.read(locked, Limits(), None)
    assert [shown(block) for block in reader.read(locked, Limits(), "geheim").blocks()] == [ROW]
