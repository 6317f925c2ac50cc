"""PDFs on the command line and in a warehouse, beside Word files and with a password."""

import json

import duckdb
import pytest

from extractor.cli import main
from tests.parsers.pdf.encryption import encrypted_pdf
from tests.parsers.pdf.making import Canvas, pdf


def form(name="道路养护"):
    """A small 项目资金绩效监控情况表 as a PDF."""
    canvas = Canvas().text(150, 60, "项目资金绩效监控情况表", 18).text(50, 85, "填报单位：甲局")
    rows = [
        ["项目名称", name, "预算安排资金(万元)", "153"],
        ["项目实施单位", "甲局养护科", "项目类型", "延续项目■ 新增项目□"],
        ["联络人：", "乙", "联系电话：", "13800000000"],
        ["项目概况", "养护道路。", "采购金额", ""],
    ]
    return pdf(canvas.cells([50, 150, 280, 400, 560], [100, 130, 160, 190, 220], rows))


@pytest.fixture
def tiqu(capfd, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIQU_PASSWORD", raising=False)

    def run(*arguments):
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        return status, *capfd.readouterr()

    return run


def test_a_pdf_is_extracted_like_any_form(tiqu, tmp_path):
    (tmp_path / "form.pdf").write_bytes(form())
    status, out, _ = tiqu("extract", "form.pdf")
    result = json.loads(out)
    assert status == 0
    assert result["source"]["format"] == "pdf"
    fields = result["forms"][0]["fields"]
    assert fields["project_name"]["value"] == "道路养护"
    assert fields["budget_amount"]["value"] == "1530000"
    assert fields["project_type"]["value"] == "continuing"
    assert fields["project_name"]["place"]["page"] == 1
    assert fields["project_name"]["place"]["box"] == [150.0, 100.0, 280.0, 130.0]


def test_a_locked_pdf_is_opened_with_a_password(tiqu, tmp_path, monkeypatch):
    (tmp_path / "form.pdf").write_bytes(encrypted_pdf(form(), b"geheim"))
    status, out, err = tiqu("extract", "form.pdf")
    assert (status, json.loads(out)["error"]["code"]) == (1, "encrypted")
    assert "--password" in err
    assert tiqu("extract", "--password", "falsch", "form.pdf")[0] == 1
    assert tiqu("extract", "--password", "geheim", "form.pdf")[0] == 0
    monkeypatch.setenv("TIQU_PASSWORD", "geheim")
    assert tiqu("audit", "form.pdf")[0] in {0, 3}


def ask(query):
    with duckdb.connect("forms.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_workers_read_pdfs_too_and_what_failed_is_tried_with_a_password(tiqu, tmp_path):
    (tmp_path / "forms").mkdir()
    for name in ("甲", "乙", "丙"):
        (tmp_path / "forms" / f"{name}.pdf").write_bytes(form(name))
    (tmp_path / "forms" / "locked.pdf").write_bytes(encrypted_pdf(form("丁"), b"geheim"))
    assert tiqu("ingest", "forms", "--to", "forms.duckdb", "-j", "2", "-q")[0] == 1
    statuses = "SELECT status, error_code, count(*) FROM submissions GROUP BY ALL ORDER BY ALL"
    assert ask(statuses) == [("failed", "encrypted", 1), ("ok", None, 3)]
    assert tiqu("ingest", "forms", "--to", "forms.duckdb", "-q", "--password", "geheim")[0] == 0
    assert ask(statuses) == [("ok", None, 4)]
