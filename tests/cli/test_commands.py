"""The commands: results on standard output, one line a problem, and the promised exit status."""

import csv
import io
import json
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from jsonschema import Draft202012Validator

import extractor
from extractor import pipeline
from extractor.ingest.reading import missing
from extractor.model import Place
from tests.sinks.making import EVALUATION, MONITORING, failed, finding, form, read, source, value

SCHEMA = Path(extractor.__file__).parent / "schemas" / "extraction-1.json"


@pytest.fixture
def says(monkeypatch, tmp_path):
    """Files whose reading is made up: `says(name, extraction)` makes a file that reads so."""
    readings = {}

    def plant(name, *forms, extraction=None):
        (tmp_path / name).write_text(name)
        readings[name] = extraction or read(*forms)

    def extract(_data, source, _rules, **_):
        made = readings[source.name]
        return extractor.model.Extraction(source, made.status, made.error, made.forms)

    monkeypatch.setattr(pipeline, "extract", extract)
    return plant


# ------------------------------------------------------------------------------- extract


def test_extract_prints_one_valid_object_a_file_in_their_order(tiqu, says):
    says("乙.docx", form(project_name="乙"))
    says("甲.docx", form(project_name="甲"), form(EVALUATION))
    says("other.docx")
    status, out, err = tiqu("extract", "乙.docx", "甲.docx", "other.docx")
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    made = [json.loads(line) for line in out.splitlines()]
    for one in made:
        validator.validate(one)
    assert [one["source"]["name"] for one in made] == ["乙.docx", "甲.docx", "other.docx"]
    assert [len(one["forms"]) for one in made] == [1, 2, 0]
    assert (status, err) == (0, "")


def test_a_file_that_failed_is_an_object_a_line_and_status_1(tiqu, says):
    says("bad.docx", extraction=failed("encrypted", "bad.docx: needs a password; remove it"))
    says("good.docx", form())
    status, out, err = tiqu("extract", "bad.docx", "good.docx")
    assert status == 1
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["failed", "ok"]
    assert err == "tiqu: bad.docx: needs a password; remove it\n"


def test_a_missing_file_is_named_once_and_the_others_are_read(tiqu, says, tmp_path):
    says("good.docx", form())
    (tmp_path / "folder").mkdir()
    status, out, err = tiqu("extract", "nope.docx", "folder", "good.docx")
    assert status == 1
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["failed", "failed", "ok"]
    assert err.splitlines() == [
        "tiqu: nope.docx: is not there; check the path",
        "tiqu: folder: is a folder; to read all files in it: tiqu ingest FOLDER --to FILE.duckdb",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extract"],
        ["extract", "--nope", "a.docx"],
        ["extract", "--lang", "fr", "a.docx"],
        ["extract", "-j", "0", "a.docx"],
        ["extract", "--rules", "nowhere", "a.docx"],
        ["audit"],
        ["audit", "--format", "xlsx", "a.docx"],
        ["ingest", "a.docx"],
        ["ingest", "--to", "a.duckdb"],
        ["ingest", "a.docx", "--to", "a.txt"],
        ["status"],
        ["status", "none.duckdb"],
        ["rules", "show", "nope"],
        ["nope"],
    ],
)
def test_wrong_usage_is_status_2_and_no_traceback(tiqu, arguments):
    status, _, err = tiqu(*arguments)
    assert status == 2
    assert "Traceback" not in err


# --------------------------------------------------------------------------------- audit


def test_audit_tells_what_is_wrong_where_and_what_is_written(tiqu, says):
    rate = value(
        "funds.total.q1.spent_rate", "rate", "0.0227", raw="2.27%", place=Place(None, 0, 15, 5)
    )
    found = finding(formula="spent / annual")
    note = finding(severity="info", message="按全年安排资金计算")
    says("甲.docx", form(funds__total__q1__spent_rate=rate, findings=[note, found]))
    status, out, err = tiqu("audit", "甲.docx")
    assert (status, err) == (3, "")
    heading, checks, error, where, info, *_ = out.splitlines()
    assert heading == "甲.docx  项目资金绩效监控情况表 (project_fund_monitoring)"
    assert checks.strip() == "检查:通过 5 · 未通过 2 · 不适用 2 · 未查 1"
    assert error.strip() == "错误  第1季度支出实现率填报 2.27%,应为 2.72%"
    assert where.strip() == "表1 第16行 第6列 · 原文 2.27% · spent / annual"
    assert info.strip() == "提示  按全年安排资金计算"
    assert "错误 1,警告 0,提示 1" in out.splitlines()[-1]


def test_audit_speaks_english(tiqu, says):
    says("a.docx", form(findings=[finding(severity="warning")]))
    status, out, _ = tiqu("audit", "--lang", "en", "a.docx")
    assert status == 0
    assert "checks: 5 passed · 1 failed · 2 not applicable · 1 unchecked" in out
    assert "table 1, row 4, column 5 · written blank" in out
    assert out.splitlines()[-1].startswith("1 files: 1 forms")


@pytest.mark.parametrize(
    ("readings", "status"),
    [
        ({"a": read(form())}, 0),
        ({"a": read(form(findings=[finding(severity="warning")]))}, 0),
        ({"a": read(form()), "b": read()}, 0),
        ({"a": read()}, 4),
        ({"a": read(), "b": read(form(findings=[finding()]))}, 3),
        ({"a": failed()}, 1),
        ({"a": failed(), "b": read(form(findings=[finding()])), "c": read()}, 1),
    ],
)
@pytest.mark.parametrize("format_", ["text", "json", "csv"])
def test_the_status_of_an_audit_says_the_worst(tiqu, says, readings, status, format_):
    for name, extraction in readings.items():
        says(name, extraction=extraction)
    assert tiqu("audit", "--format", format_, *readings)[0] == status


def test_nothing_of_a_form_acts_on_the_terminal(tiqu, says):
    text = "[red]名\x1b[31m\u202e称[/red]\r\n第二行\x07\x9b2J"
    says("a.docx", form(project_name=text, findings=[finding("project_name", message=text)]))
    for arguments in (["audit"], ["audit", "--format", "csv"], ["audit", "--format", "json"]):
        _, out, _ = tiqu(*arguments, "a.docx")
        assert not any(char in out for char in "\x1b\x07\x9b\u202e"), arguments
        assert "[red]名" in out


def test_a_file_name_is_only_text(tiqu, says):
    says("\x1b[31m[b]甲\n乙.docx", form())
    _, out, err = tiqu("audit", "-v", "\x1b[31m[b]甲\n乙.docx")
    assert "\x1b" not in out + err
    assert "[b]甲 乙.docx" in out


def test_json_holds_findings_with_their_places(tiqu, says):
    says("a.docx", form(findings=[finding()]))
    says("b.docx", extraction=failed())
    _, out, _ = tiqu("audit", "--format", "json", "a.docx", "b.docx")
    first, second = map(json.loads, out.splitlines())
    [found] = first["forms"][0]["findings"]
    assert (found["severity"], found["place"]["row"]) == ("error", 3)
    assert second["error"]["code"] == "unreadable"


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "＝1", '"=1', "ok"]


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_for_people_has_a_mark_and_no_formula(tiqu, says, text):
    says("a.docx", form(project_name=text, findings=[finding("project_name", message=text)]))
    status, out, _ = tiqu("audit", "--format", "csv", "a.docx")
    assert status == 3
    assert out.startswith("\ufeff文件,")
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
    assert len(rows) == 2
    assert not any(cell[:1] in "=+-@\t\r＝" for row in rows for cell in row if cell)
    assert any(text.strip() in cell for cell in rows[1])


def test_a_workbook_holds_texts_and_no_formula(tiqu, says):
    for i, text in enumerate(HOSTILE):
        says(f"{i}.docx", form(project_name=text, findings=[finding("project_name", message=text)]))
    names = [f"{i}.docx" for i in range(len(HOSTILE))]
    status, out, _ = tiqu("audit", "--format", "xlsx", "-o", "findings.xlsx", *names)
    assert (status, out) == (3, "")
    sheet = openpyxl.load_workbook("findings.xlsx").active
    messages = [row[6].value for row in sheet.iter_rows(min_row=2)]
    assert messages == [text.strip() for text in HOSTILE]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert sheet["G2"].quotePrefix


def test_an_audit_can_be_written_to_a_file_but_never_over_a_form(tiqu, says, tmp_path):
    says("a.docx", form())
    assert tiqu("audit", "-o", "report.txt", "a.docx")[:2] == (0, "")
    assert "没有发现问题" in (tmp_path / "report.txt").read_text("utf-8")
    status, _, err = tiqu("audit", "-o", "./a.docx", "a.docx")
    assert status == 2
    assert "is one of the files to audit" in err
    assert (tmp_path / "a.docx").read_text() == "a.docx"
    status, _, err = tiqu("audit", "-o", "no/folder.txt", "a.docx")
    assert (status, err.count("\n")) == (2, 1)


# -------------------------------------------------------------------------------- ingest


def test_ingest_sums_up_what_it_did_and_shows_findings(tiqu, says):
    says("甲.docx", form(project_name="甲", findings=[finding()]))
    says("乙.docx", form(EVALUATION))
    says("bad.docx", extraction=failed("encrypted", "bad.docx: needs a password"))
    says("other.docx")
    names = ["甲.docx", "乙.docx", "bad.docx", "other.docx"]
    status, out, err = tiqu("ingest", *names, "--to", "forms.duckdb")
    assert status == 1
    lines = out.splitlines()
    assert lines[0] == "files           4   recognised 2 · unrecognised 1 · failed 1"
    assert "warehouse forms.duckdb" in lines
    assert f"{MONITORING} 1 · {EVALUATION} 1" in out
    assert "findings        1   error 1" in lines
    assert "  甲.docx" in lines
    assert "    error: 第1季度支出实现率填报 2.27%,应为 2.72%" in lines
    assert "  bad.docx: needs a password [encrypted]" in lines
    assert err.splitlines()[0] == "4 files to read"
    status, out, err = tiqu("ingest", *names, "--to", "forms.duckdb", "-q")
    assert (status, err) == (1, "")
    assert "already known 4" in out


def test_status_tells_what_a_warehouse_holds(tiqu, says):
    says("a.docx", form())
    says("b.docx", extraction=failed("encrypted", "b.docx: needs a password"))
    tiqu("ingest", "a.docx", "b.docx", "--to", "forms.duckdb")
    status, out, err = tiqu("status", "forms.duckdb")
    assert (status, err) == (0, "")
    assert "contents        2   failed 1 · recognised 1" in out
    assert "  b.docx: needs a password [encrypted]" in out


def test_ingest_goes_on_past_what_is_missing(tiqu, says):
    says("a.docx", form())
    status, out, err = tiqu(
        "ingest", "nope", "a.docx", "--to", "forms.duckdb", "--progress", "none"
    )
    assert status == 1
    assert err == "tiqu: nope: is not there; check the path\n"
    assert "recognised 1" in out


def test_a_destination_that_is_something_else_is_left_alone(tiqu, says, tmp_path):
    says("a.docx", form())
    (tmp_path / "x.duckdb").write_text("a letter")
    status, out, err = tiqu("ingest", "a.docx", "--to", "x.duckdb")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("tiqu: x.duckdb: is no DuckDB file")
    assert (tmp_path / "x.duckdb").read_text() == "a letter"


# --------------------------------------------------------------------------------- rules


def test_rules_are_listed_and_shown(tiqu):
    status, out, _ = tiqu("rules", "list")
    assert status == 0
    listed = dict(line.split()[:2] for line in out.splitlines())
    assert listed[MONITORING] == "项目资金绩效监控情况表"
    status, out, _ = tiqu("rules", "show", EVALUATION)
    assert status == 0
    assert "table funds: funds.<source>.<column>" in out
    assert "list indicators: indicators.<i>.<column>" in out
    assert "across forms: known by project_name of implementing_unit, department" in out


def test_rules_check_tells_every_fault_with_its_line(tiqu, tmp_path):
    assert tiqu("rules", "check")[0] == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a.yaml").write_text("form: a\ntitle: 甲\nfields:\n  x: {typ: text}\n")
    (tmp_path / "mine/b.yaml").write_text("form: [\n")
    status, out, _ = tiqu("rules", "check", "mine")
    assert status == 1
    assert "a.yaml:4:" in out
    assert "b.yaml:" in out
    status, out, err = tiqu("rules", "list", "--rules", "mine")
    assert (status, "a.yaml:4:" in out) == (1, True)
    status, out, err = tiqu("extract", "--rules", "mine", "a.docx")
    assert (status, out, "a.yaml:4:" in err) == (2, "", True)


def test_rules_check_knows_what_makes_no_table(tiqu, tmp_path):
    (tmp_path / "mine").mkdir()
    text = "form: a\ntitle: 甲\nfields:\n  x.y: {label: 一, type: text}\n  x_y: {label: 二, type: text}\n"
    (tmp_path / "mine/a.yaml").write_text(text)
    status, out, _ = tiqu("rules", "check", "mine")
    assert (status, "share the column x_y" in out) == (1, True)
    (tmp_path / "empty").mkdir()
    for command in (["check", "empty"], ["list", "--rules", "empty"], ["check", "nowhere"]):
        assert tiqu("rules", *command)[0] == 2, command


FAULTY = "form: a\ntitle: 甲\nfields:\n  x: {typ: text}\n"


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (["rules", "list", "--rules", "wrong"], 1),
        (["rules", "show", "a", "--rules", "wrong"], 1),
        (["rules", "check", "wrong"], 1),
        (["rules", "list", "--rules", "nowhere"], 2),
        (["rules", "show", "a", "--rules", "nowhere"], 2),
        (["rules", "check", "nowhere"], 2),
        (["rules", "show", "no_such_form"], 2),
        (["rules", "list", "--no-such-option"], 2),
        (["extract", "--rules", "wrong", "a.docx"], 2),
        (["audit", "--rules", "wrong", "a.docx"], 2),
        (["ingest", "--rules", "wrong", "a.docx", "--to", "a.duckdb"], 2),
        (["status", "--rules", "wrong", "a.duckdb"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_a_wrong_rule_file_is_what_rules_looks_for_and_elsewhere_wrong_usage(
    tiqu, tmp_path, command, status
):
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong/a.yaml").write_text(FAULTY, encoding="utf-8")
    found, out, err = tiqu(*command)
    assert found == status
    assert ("a.yaml:4:" in out) == (status == 1)
    assert not (tmp_path / "a.duckdb").exists()
    assert status == 1 or err.startswith("tiqu: ") or "Usage" in err


# ------------------------------------------------------------------------------ variants


def test_rules_list_and_show_name_the_variants(tiqu):
    assert "--variant jiangxi  江西分档计分" in tiqu("rules", "list")[1]
    shown = tiqu("rules", "show", EVALUATION)[1]
    assert "variant jiangxi: 江西分档计分, one of execution_score\n" in shown
    assert "执行率 100% 得 10 分" in shown


@pytest.mark.parametrize(
    "command",
    [
        ["extract", "a.docx"],
        ["audit", "a.docx"],
        ["ingest", "a.docx", "--to", "a.duckdb"],
        ["status", "a.duckdb"],
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (["north"], "there are: by_rate, hubei, jiangxi, zhejiang"),
        (["hubei", "jiangxi"], "exclude each other; choose one"),
    ],
)
def test_a_variant_that_cannot_be_chosen_is_wrong_usage(tiqu, says, command, chosen, message):
    says("a.docx", form())
    options = [part for name in chosen for part in ("--variant", name)]
    status, out, err = tiqu(*command, *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err


def steps_of_jiangxi(path):
    """A self-evaluation whose 65% scored 5 of 10, as 江西 has it."""
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    rows = [
        ["项目名称", "道路维护"] + [""] * 5,
        ["项目资金(万元)", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "100", "100", "65", "10", "65%", "5"],
    ]
    table = document.add_table(len(rows), 8)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    document.save(path)


def test_a_variant_makes_the_score_exact(tiqu, tmp_path):
    steps_of_jiangxi(tmp_path / "a.docx")

    def scored(*options):
        found = json.loads(tiqu("extract", "a.docx", *options)[1])["forms"][0]["findings"]
        return [each["severity"] for each in found if each["check"] == "funds.total.score"]

    assert scored() == ["warning"]
    assert scored("--variant", "jiangxi") == []
    assert scored("--variant", "by_rate") == ["error"]
    reports = {
        tiqu("audit", "--lang", "en", "a.docx", *options)[1]
        for options in ([], ["--variant", "jiangxi"], ["--variant", "by_rate"])
    }
    assert len(reports) == 3


def test_the_same_file_is_read_again_under_another_variant(tiqu, tmp_path):
    steps_of_jiangxi(tmp_path / "a.docx")
    hashes = set()
    for options in ([], ["--variant", "jiangxi"], ["--variant", "hubei"]):
        extraction = json.loads(tiqu("extract", "a.docx", *options)[1])
        hashes.add(extraction["forms"][0]["rule"]["sha256"])
    assert len(hashes) == 3
    ingest = ("ingest", "a.docx", "--to", "a.duckdb")
    tiqu(*ingest)
    again = tiqu(*ingest)[1]
    other = tiqu(*ingest, "--variant", "jiangxi")[1]
    assert again != other
    assert tiqu(*ingest, "--variant", "jiangxi")[1] == again


def test_the_option_beats_the_environment_which_beats_the_built_in(tiqu, tmp_path, monkeypatch):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        text = f"form: {name}\ntitle: 甲\nfields:\n  x: {{label: 一, type: text}}\n"
        (tmp_path / name / "a.yaml").write_text(text)
    shutil.copytree("one", "rules")
    assert MONITORING in tiqu("rules", "list")[1], "never found in the working folder"
    monkeypatch.setenv("TIQU_RULES", "one")
    assert tiqu("rules", "list")[1].startswith("one")
    assert tiqu("rules", "list", "--rules", "two")[1].startswith("two")


# ---------------------------------------------------------------------------------- help


@pytest.mark.parametrize(
    "command",
    ["extract", "audit", "ingest", "status", "rules list", "rules check", "rules show"],
)
def test_every_command_explains_itself_with_an_example(tiqu, command):
    status, out, _ = tiqu(*command.split(), "--help")
    assert status == 0
    assert f"Example: tiqu {command}" in out


def test_the_version_is_that_of_the_package(tiqu):
    assert tiqu("--version")[:2] == (0, f"tiqu {extractor.__version__}\n")


def test_a_defect_is_one_line(tiqu, says, monkeypatch):
    says("a.docx", form())
    monkeypatch.setattr("extractor.sinks.jsonl.to_json", lambda _: 1 / 0)
    status, out, err = tiqu("extract", "a.docx")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "ZeroDivisionError" in err


def test_a_missing_file_has_no_hash():
    extraction = missing("x/甲.docx", FileNotFoundError())
    assert (extraction.source.name, extraction.source.sha256) == ("甲.docx", "")
    assert extraction.error.code == "unreadable"
    assert source().sha256
