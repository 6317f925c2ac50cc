"""The whole way through on the twin of a real form: clean as it is, wrong where a number is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

import extractor
from extractor import pipeline
from extractor.model import Extraction, Finding
from extractor.rulebook import load_rules
from tests.corpus.specimens import CORPUS

TWIN = CORPUS / "twin" / "project_fund_monitoring.docx"


def edited(change: Callable[[str], str]) -> bytes:
    """The twin with its document.xml changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(TWIN) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text = data.decode("utf-8")
                changed = change(text)
                assert changed != text
                data = changed.encode("utf-8")
            new.writestr(name, data)
    return made.getvalue()


def errors(result: Extraction) -> list[Finding]:
    return [
        finding for form in result.forms for finding in form.findings if finding.severity == "error"
    ]


def test_the_form_as_it_is_has_nothing_wrong() -> None:
    result = extractor.extract(TWIN)
    assert result.status == "ok"
    assert [form.form for form in result.forms] == ["project_fund_monitoring"]
    assert result.forms[0].findings == () or not errors(result)
    assert result.forms[0].record["funds"]["total"]["q1_q2"]["spent_rate"] == "0.058"


def test_a_wrong_rate_is_named() -> None:
    (finding,) = errors(extractor.extract(edited(lambda xml: xml.replace("2.73%", "2.37%", 1))))
    assert finding.check == "funds.total.q1.spent_rate"
    assert finding.kind == "ratio"
    assert finding.suspect == "funds.total.q1.spent_rate"
    assert "2.37%" in finding.message
    assert "2.73%" in finding.message


def test_a_wrong_amount_is_one_finding() -> None:
    found = errors(extractor.extract(edited(lambda xml: xml.replace("21.95", "14.00", 1))))
    assert any("funds.total.q1_q3.spent" in finding.fields for finding in found)
    assert found[0].suspect == "funds.total.q1_q3.spent"


def test_two_ticked_boxes_are_named() -> None:
    def tick(xml: str) -> str:
        head, tail = xml.split("新增项目", 1)
        return head + "新增项目" + tail.replace("□", "☑", 1)

    result = extractor.extract(edited(tick))
    (finding,) = errors(result)
    assert (finding.kind, finding.check) == ("choice", "project_type")
    value = result.forms[0].fields["project_type"]
    assert (value.status, value.value) == ("unreadable", None)


def test_a_blank_template_is_one_blank_form() -> None:
    result = extractor.extract(CORPUS / "independent" / "f1_blank_template_form_fields.docx")
    (form,) = result.forms
    assert {value.status for value in form.fields.values()} == {"blank", "absent"}
    assert {value.value for value in form.fields.values()} == {None}
    assert [finding.severity for finding in form.findings] == ["info"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut", b"\x89PNG\r\n\x1a\n....", b"words"])
def test_bad_files_end_in_a_code(data: bytes) -> None:
    result = extractor.extract(data)
    assert result.status == "failed"
    assert result.error is not None
    assert result.error.code in {"unreadable", "unsupported"}


def test_whoever_looks_at_the_stages_gets_what_extract_gives_and_no_second_run() -> None:
    data, source = pipeline.read_source(TWIN)
    reading = pipeline.read(data, source, load_rules())
    assert reading.extraction == pipeline.extract(data, source, load_rules())
    assert reading.document is not None
    assert reading.mapped is not None
    assert reading.mapped.unmapped == reading.extraction.unmapped


def test_a_file_that_failed_has_no_stages() -> None:
    source = pipeline.source_of(b"no form", "a.docx")
    reading = pipeline.read(b"no form", source, load_rules())
    assert reading.extraction.status == "failed"
    assert reading.document is None
    assert reading.mapped is None
