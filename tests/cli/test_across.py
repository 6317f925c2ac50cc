"""`tiqu audit --warehouse`: a report, other formats, and the exit status of the plain audit."""

import csv
import io
import json
import shlex
from pathlib import Path

import duckdb
import openpyxl
import pytest
from jsonschema import Draft202012Validator

import extractor
from extractor.ingest.reading import Task
from extractor.ingest.run import ingest
from extractor.rulebook import load_rules

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus" / "across" / "guilty"
SCHEMA = json.loads(
    (Path(extractor.__file__).parent / "schemas" / "extraction-1.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    path = str(tmp_path_factory.mktemp("across") / "forms.duckdb")
    names = ("restated_q1", "restated_q3", "budget_f1", "budget_f3")
    ingest([str(CORPUS / f"{name}.docx") for name in names], path, Task(load_rules(), "zh"))
    return path


def test_the_report_tells_each_finding_with_its_cells(tiqu, warehouse):
    status, out, err = tiqu("audit", "--warehouse", warehouse)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    restated = next(number for number, line in enumerate(lines) if "司法援助" in line)
    assert lines[restated].startswith("警告  项目“司法援助” 2023年第1季度的数字在后一期的")
    assert lines[restated + 1].endswith("restated_q1.docx · 表1 第12行 第6列 · 原文 4.16")
    assert lines[restated + 2].endswith("restated_q3.docx · 表1 第12行 第6列 · 原文 6.14")
    assert lines[-1] == "共 4 张表单,可比对 4 张;错误 0,警告 2,提示 0"


def test_the_report_speaks_english(tiqu, warehouse):
    _, out, _ = tiqu("audit", "--warehouse", warehouse, "--lang", "en")
    assert "reads 4.16, restated_q3.docx reads 6.14" in out
    assert out.splitlines()[-1] == "4 forms, 4 of them comparable; 0 errors, 2 warnings, 0 notes"


def test_json_has_the_finding_of_the_contract_the_submissions_and_the_evidence(tiqu, warehouse):
    status, out, _ = tiqu("audit", "--warehouse", warehouse, "--format", "json")
    made = json.loads(out)
    assert (status, made["schema"], made["forms"], made["comparable"]) == (0, "across/1", 4, 4)
    [found] = [each for each in made["findings"] if each["case"] == "restated"]
    plain = {key: found[key] for key in SCHEMA["$defs"]["finding"]["properties"] if key in found}
    Draft202012Validator(
        {"$ref": "#/$defs/finding", "$defs": SCHEMA["$defs"]}
    ).validate(plain)  # fmt: skip
    assert [Path(each["source"]).name for each in found["submissions"]] == [
        "restated_q1.docx",
        "restated_q3.docx",
    ]
    assert all(len(each["sha256"]) == 64 for each in found["submissions"])
    first = found["evidence"][0]
    assert (first["field"], first["label"], first["raw"]) == (
        "funds.total.q1.spent",
        "实际支出资金(万元)",
        "4.16",
    )
    assert first["place"] == {"page": None, "table": 0, "row": 11, "column": 5, "box": None}
    assert Path(first["source"]).name == "restated_q1.docx"


def test_csv_and_workbook_have_a_row_a_cell(tiqu, warehouse, tmp_path):
    status, out, _ = tiqu("audit", "--warehouse", warehouse, "--format", "csv")
    assert (status, out[0]) == (0, "\ufeff")
    rows = list(csv.DictReader(io.StringIO(out[1:])))
    spent = [row for row in rows if row["字段"] == "funds.total.q1.spent"]
    assert [(row["原文"], row["规范值"], row["情形"]) for row in spent] == [
        ("4.16", "41600", "restated"),
        ("6.14", "61400", "restated"),
    ]
    target = tmp_path / "found.xlsx"
    assert tiqu("audit", "--warehouse", warehouse, "--format", "xlsx", "-o", target)[0] == 0
    sheet = openpyxl.load_workbook(target).active
    assert sheet.max_row == len(rows) + 1


def test_a_report_goes_into_a_file(tiqu, warehouse, tmp_path):
    status, out, _ = tiqu("audit", "--warehouse", warehouse, "-o", "found.txt")
    assert (status, out) == (0, "")
    assert "司法援助" in (tmp_path / "found.txt").read_text(encoding="utf-8")


def test_only_the_forms_that_are_named_are_compared(tiqu, warehouse):
    status, out, _ = tiqu(
        "audit", "--warehouse", warehouse, "--form", "project_self_evaluation"
    )  # fmt: skip
    assert status == 0
    assert out.splitlines()[0] == "没有发现问题"
    assert out.splitlines()[-1].startswith("共 1 张表单")


def test_an_empty_warehouse_was_not_audited(tiqu, tmp_path):
    (tmp_path / "note.txt").write_text("no form", encoding="utf-8")
    ingest([str(tmp_path / "note.txt")], str(tmp_path / "e.duckdb"), Task(load_rules(), "zh"))
    assert tiqu("audit", "--warehouse", "e.duckdb")[0] == 4


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "nothing to audit: name files, or a warehouse"),
        (["a.docx", "--warehouse", "{}"], "--warehouse stands alone"),
        (["a.docx", "--form", "project_self_evaluation"], "--form goes with --warehouse"),
        (["--warehouse", "none.duckdb"], "none.duckdb: there is no such warehouse"),
        (["--warehouse", "none.txt"], "name a file that ends in .duckdb"),
        (["--warehouse", "{}", "--form", "nope"], "nope: no rule file says how to compare it"),
        (["--warehouse", "{}", "--format", "xlsx"], "--format xlsx writes a workbook"),
        (["--warehouse", "{}", "-o", "{}"], "is one of the files to audit"),
        (["--warehouse", "other.duckdb"], "is a database, but no warehouse of tiqu"),
        (["--warehouse", "text.duckdb"], "is no DuckDB file"),
    ],
)
def test_wrong_usage_is_one_clear_line(tiqu, warehouse, tmp_path, arguments, told):
    duckdb.connect(str(tmp_path / "other.duckdb")).execute("CREATE TABLE t (a INTEGER)").close()
    (tmp_path / "text.duckdb").write_text("no database " * 500, encoding="utf-8")
    status, out, err = tiqu("audit", *(each.format(warehouse) for each in arguments))
    assert (status, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_the_help_shows_an_example(tiqu):
    _, out, _ = tiqu("audit", "--help")
    assert "tiqu audit --warehouse forms.duckdb" in " ".join(out.split())


def test_the_example_of_the_readme_is_what_is_printed(tiqu, monkeypatch, tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Across forms\n")[2]
    _, ingest_line, audit_line, *printed = (
        section.partition("```\n")[0].partition("```console")[2].splitlines()
    )
    monkeypatch.chdir(ROOT)
    made = str(tmp_path / "year.duckdb")
    for line in (ingest_line, audit_line):
        command = line.removeprefix("$ tiqu ").replace("build/year.duckdb", made)
        status, out, _ = tiqu(*shlex.split(command))
        assert status == 0
    assert out.splitlines() == printed
