"""Families of real files, through a warehouse: silence on the clean, exact findings on the guilty."""

import json
from pathlib import Path

import pytest

import extractor
from corpus.across import build
from extractor.across import compare
from extractor.ingest.reading import Task
from extractor.ingest.run import ingest
from extractor.rulebook import load_rules
from tests.across.making import RULES

CORPUS = Path(build.__file__).parent
TRUTH = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """The findings of a folder of the corpus, in Chinese."""

    def compared(*folders, language="zh"):
        path = str(tmp_path_factory.mktemp("across") / "forms.duckdb")
        ingest([str(CORPUS / folder) for folder in folders], path, Task(load_rules(), "zh"))
        return compare(path, RULES, language)

    return compared


def name(path):
    return path.rpartition("/")[2]


def as_truth(finding):
    """A finding in the words of truth.json; of each file, what the most telling cell says."""
    differ = finding.finding.fields if finding.finding.reported is not None else ()
    made = {
        "case": finding.case,
        "severity": finding.finding.severity,
        "project": finding.project,
        "files": [name(each.source) for each in finding.submissions],
        "differ": list(differ),
    }
    says = {name(each.source): each.raw for each in reversed(finding.evidence)}
    return made | ({"says": says} if differ else {})


def test_the_clean_families_give_no_finding(compared):
    found = compared("clean")
    assert [each.finding.message for each in found.findings] == []
    assert found.comparable == found.forms == len(list(build.clean()))


def test_the_guilty_families_give_exactly_their_findings(compared):
    found = {str(each["files"]): each for each in map(as_truth, compared("guilty").findings)}
    assert found == {str(each["files"]): each for each in TRUTH["guilty"]}


def test_both_together_give_no_more(compared):
    assert len(compared("clean", "guilty").findings) == len(TRUTH["guilty"])


def test_every_form_adds_up_in_itself():
    for path in sorted(CORPUS.rglob("*.docx")):
        [form] = extractor.extract(path).forms
        assert [finding.message for finding in form.findings] == [], path.name


def test_a_finding_says_where_and_which_file_says_what(compared):
    [found] = [each for each in compared("guilty").findings if each.project == "司法援助"]
    assert found.finding.message == (
        "项目“司法援助” 2023年第1季度的数字在后一期的项目资金绩效监控情况表中与原报不同:"
        "资金总额 第1季度实际支出资金 restated_q1.docx 填报 4.16,restated_q3.docx 填报 6.14;"
        "财政拨款 第1季度实际支出资金 restated_q1.docx 填报 4.16,restated_q3.docx 填报 6.14;"
        "另有 2 项不同"
    )
    cell = found.evidence[0]
    assert (cell.path, cell.raw, cell.value) == ("funds.total.q1.spent", "4.16", "41600")
    assert (cell.place.table, cell.place.row, cell.place.column) == (0, 11, 5)
    assert found.finding.check == "funds.total.q1.spent"
    assert found.finding.reported == "61400"


def test_a_fact_that_two_fields_say_alike_is_said_once(compared):
    [found] = [each for each in compared("guilty").findings if each.case == "conflicting"]
    assert found.finding.message == (
        "项目“水源保护” 2023年的同一数字在不同表中不一致:"
        "预算安排资金 budget_f1.docx 填报 153,年度资金总额 全年预算数 budget_f3.docx 填报 135"
    )


def test_the_same_in_english(compared):
    found = {each.case: each.finding.message for each in compared("guilty", language="en").findings}
    assert found["conflicting"] == (
        "project “水源保护”, 2023: forms of different kinds disagree: "
        "预算安排资金: budget_f1.docx reads 153, 年度资金总额 全年预算数: budget_f3.docx reads 135"
    )
    assert found["copied"].startswith("project “路灯维护”: one content was submitted under 2 names")


def test_the_files_are_what_the_builder_writes():
    for folder, forms in (("clean", build.clean()), ("guilty", build.guilty())):
        made = dict(build.files(forms))
        there = {path.stem: path.read_bytes() for path in (CORPUS / folder).glob("*.docx")}
        assert made == there
