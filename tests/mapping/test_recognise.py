"""Which forms a document holds, under which titles, over which tables."""

import pytest

from tests.mapping.drawing import Reading, changed, read
from tests.mapping.samples import EVALUATION, MONITORING

FUNDS, SELF = "project_fund_monitoring", "project_self_evaluation"
UNTITLED = changed(EVALUATION, ("附件1\n项目支出绩效自评表\n（2022年度）\n", ""))
UNTITLED_FUNDS = changed(MONITORING, ("项目资金绩效监控情况表\n", ""))
TABLE = "|序号|名称|金额|\n|1|车辆|20|\n|2|材料|10|\n"
TARGETS = """
项目支出绩效目标执行监控表
（2022年度）
|项目名称 <|桥梁维护 <<<<<|
|主管部门 <|某局 <<|实施单位|某所 <|
|项目资金（万元）||年初预算数|1-7月执行数|1-7月执行率|全年预计执行数|备注|
|^|年度资金总额|100|50|50%|100||
|^|其中：本年一般公共预算拨款|100|50|50%|100||
|^|其他资金|0|0|0|0||
|年度总体目标|完成桥梁维护 <<<<<|
|绩效指标|一级指标|二级指标|三级指标|年度指标值|1-7月执行情况|全年预计完成情况|
|^|产出指标|数量指标|桥梁|50|20|50|
"""
DEPARTMENT = """
部门整体支出绩效自评表
（2022年度）
|部门名称|某局 <<<<<<|
|年度预算（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分|
|^|年度资金总额|100|100|99|10|99%|9.9|
|^|其中：一般公共预算拨款|100|100|99||||
|^|其他资金|0|0|0||||
|年度总体目标|预期目标 <<|实际完成情况 <<<<|
|^|目标 <<|完成 <<<<|
|绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|
|^|产出指标|数量指标|桥梁|50|20|50|40|
|总分 <<<<<|100|90|
"""


def whole(reading: Reading, number: int = 0) -> dict[str, str]:
    """What the evaluation says, whatever stands around it."""
    return {path: text for path, text in reading.of(number).paths.items() if path != "year"}


CUSTOMARY = whole(read(EVALUATION))


# ---------------------------------------------------------------------------------- titles


@pytest.mark.parametrize(
    "title",
    [
        "项目支出绩效自评表",
        "项 目 支 出 绩 效 自 评 表",
        "项目支出绩效/n自评表",
        "2022年度项目支出绩效自评表",
        "2022年项目支出绩效自评表（甲项目）",
        "甲市2022年度部门预算项目支出绩效自评表",
        "项目支出绩效自评表(2022年度)",
        "项目支出绩效自评表（参考样式）",
        "附件3：项目支出绩效自评表",
        "附件3　　项目支出绩效自评表",
        "表1-2 项目支出绩效自评表",
        "（一）项目支出绩效自评表",
        "《项目支出绩效自评表》",
        "表3 项目支出绩效自评表　　　单位：万元",
        "省级项目支出绩效自评表",
        "2022年度XX项目自评表",
        "2022年度道路维护项目自评表",
        "项目绩效自评表",
    ],
)
def test_a_title_is_found_with_all_that_people_add(title: str) -> None:
    form = read(changed(EVALUATION, ("项目支出绩效自评表", title)))
    assert form.forms == [SELF]
    assert form.form.title is not None
    assert form.form.confidence >= 0.95
    assert whole(form) == CUSTOMARY


@pytest.mark.parametrize(
    "title", ["项目支出绩效自评情况表", "项目支出绩效评价自评表", "项目支出绩效自评报告表"]
)
def test_a_similar_title_is_less_certain(title: str) -> None:
    form = read(changed(EVALUATION, ("项目支出绩效自评表", title)))
    assert form.forms == [SELF]
    assert 0 < form.form.confidence < 0.95
    assert whole(form) == CUSTOMARY


@pytest.mark.parametrize(
    "title",
    [
        "项目资金绩效监控情况表（1-9月）",
        "2022年第三季度项目资金绩效监控情况表",
        "财政支出项目资金绩效监控情况表",
        "甲市项目资金绩效监控表",
    ],
)
def test_titles_of_the_monitoring_form(title: str) -> None:
    form = read(changed(MONITORING, ("项目资金绩效监控情况表", title)))
    assert form.forms == [FUNDS]
    assert form.form.title == title


@pytest.mark.parametrize(
    "rows",
    [
        "|项目支出绩效自评表 <<<<<<<<|\n|（2022年度） <<<<<<<<|\n",
        "|项目支出绩效自评表/n（2022年度） <<<<<<<<|\n",
        "|附件1 <<<<<<<<|\n|项 目 支 出 绩 效 自 评 表 <<<<<<<<|\n|（2022年度） <<<<<<<<|\n",
        "|2022年度项目支出绩效自评表 <<<<<<<<|\n",
    ],
)
def test_the_title_stands_in_the_tables_first_rows(rows: str) -> None:
    form = read(rows + UNTITLED.lstrip("\n"))
    assert form.forms == [SELF]
    assert form.form.confidence >= 0.95
    assert form["year"] == "2022"
    assert whole(form) == CUSTOMARY


def test_the_title_stands_in_a_table_of_its_own() -> None:
    form = read("|项目支出绩效自评表|\n|（2022年度）|\n\n" + UNTITLED)
    assert form.forms == [SELF]
    assert form["year"] == "2022"
    assert whole(form) == CUSTOMARY


def test_the_title_stands_above_and_again_in_the_table() -> None:
    form = read("项目支出绩效自评表\n|项目支出绩效自评表 <<<<<<<<|" + UNTITLED)
    assert form.forms == [SELF]
    assert whole(form) == CUSTOMARY


def test_a_form_without_a_title_is_known_by_its_labels() -> None:
    form = read(UNTITLED)
    assert form.forms == [SELF]
    assert form.form.title is None
    assert form.form.confidence < 0.95
    assert whole(form) == CUSTOMARY
    assert read(UNTITLED_FUNDS).forms == [FUNDS]


def test_a_title_in_the_margin_is_none() -> None:
    form = read("~ 项目支出绩效自评表\n" + UNTITLED)
    assert form.form.title is None


def test_a_blank_template_is_a_form() -> None:
    assert read(
        changed(EVALUATION, ("道路维护", ""), ("91|81|71|10|87.7%|8.8", "|||||"))
    ).forms == [SELF]


# ----------------------------------------------------------------------------- what is none


@pytest.mark.parametrize("drawing", [TARGETS, DEPARTMENT, TABLE, "", "项目支出绩效自评表\n"])
def test_other_forms_and_tables_are_not_recognised(drawing: str) -> None:
    form = read(drawing)
    assert form.forms == []


def test_the_title_of_another_form_in_its_first_row() -> None:
    rows = DEPARTMENT.replace(
        "部门整体支出绩效自评表\n（2022年度）", "|部门整体支出绩效自评表 <<<<<<<|"
    )
    assert read(rows).forms == []


def test_everything_of_an_unknown_form_is_left_over() -> None:
    form = read(TARGETS)
    assert {"项目名称", "桥梁维护", "1-7月执行情况", "50%"} <= form.left


@pytest.mark.parametrize(
    "text",
    [
        "根据通知要求，现将项目支出绩效自评表报送如下。",
        "请各单位填写《项目支出绩效自评表》并于月底前报送。",
    ],
)
def test_a_sentence_that_names_the_form_is_no_title(text: str) -> None:
    form = read(text + "\n" + TABLE)
    assert form.forms == []
    form = read(text + "\n" + UNTITLED)
    assert form.forms == [SELF]
    assert form.form.title is None


@pytest.mark.parametrize(
    "contents",
    [
        "目  录\n项目资金绩效监控情况表……12\n项目支出绩效自评表……15\n",
        "目录\n项目资金绩效监控情况表\t12\n项目支出绩效自评表\t15\n",
        "附件：1.项目资金绩效监控情况表\n2.项目支出绩效自评表\n",
        "附件清单\n项目资金绩效监控情况表\n项目支出绩效自评表\n",
    ],
)
def test_a_list_of_contents_opens_no_form(contents: str) -> None:
    form = read(contents + "第一部分 概况\n" + TABLE + EVALUATION)
    assert form.forms == [SELF]
    assert whole(form) == CUSTOMARY
    assert {"车辆", "材料"} <= form.left


def test_a_table_of_contents_opens_no_form() -> None:
    rows = "|序号|名称|\n|1|项目资金绩效监控情况表|\n|2|项目支出绩效自评表|\n\n"
    form = read(rows + EVALUATION)
    assert form.forms == [SELF]
    assert whole(form) == CUSTOMARY


# --------------------------------------------------------------------------- several forms


def test_two_kinds_of_form_in_one_document() -> None:
    for drawing, forms in (
        (MONITORING + EVALUATION, [FUNDS, SELF]),
        (EVALUATION + MONITORING, [SELF, FUNDS]),
    ):
        form = read(drawing)
        assert form.forms == forms
        assert whole(form, forms.index(SELF)) == CUSTOMARY
        assert form.of(forms.index(FUNDS))["funds.own_other.annual"] == "5"


def test_the_same_form_twice() -> None:
    second = changed(EVALUATION, ("道路维护", "桥梁维护"), ("2022", "2021"))
    form = read(EVALUATION + second)
    assert form.forms == [SELF, SELF]
    assert (form.of(0)["project_name"], form.of(0)["year"]) == ("道路维护", "2022")
    assert (form.of(1)["project_name"], form.of(1)["year"]) == ("桥梁维护", "2021")


def test_the_same_form_again_without_a_title() -> None:
    form = read(EVALUATION + "\n" + changed(UNTITLED, ("道路维护", "桥梁维护")))
    assert form.forms == [SELF, SELF]
    assert form.of(1)["project_name"] == "桥梁维护"


def test_ten_copies_are_ten_forms() -> None:
    assert read(EVALUATION * 10).forms == [SELF] * 10


@pytest.mark.parametrize("other", [TARGETS, DEPARTMENT])
def test_a_foreign_form_beside_a_known_one_disturbs_nothing(other: str) -> None:
    for drawing in (other + EVALUATION, EVALUATION + other):
        form = read(drawing)
        assert form.forms == [SELF]
        assert whole(form) == CUSTOMARY


# -------------------------------------------------------------------------- several tables


def test_a_form_over_three_tables() -> None:
    drawing = changed(
        EVALUATION,
        ("|项目资金（", "二、项目资金情况\n|项目资金（"),
        ("|年度总体目标", "\n|年度总体目标"),
        ("|绩效指标", "四、绩效指标完成情况\n|绩效指标"),
    )
    form = read(drawing)
    assert form.forms == [SELF]
    assert whole(form) == CUSTOMARY


def test_an_untitled_form_over_two_tables() -> None:
    form = read(changed(UNTITLED, ("|绩效指标", "\n|绩效指标")))
    assert form.forms == [SELF]
    assert whole(form) == CUSTOMARY


def test_tables_before_after_and_in_between() -> None:
    drawing = TABLE + EVALUATION + "附表：经费明细\n" + TABLE + MONITORING + "\n" + TABLE
    form = read(drawing)
    assert form.forms == [SELF, FUNDS]
    assert whole(form) == CUSTOMARY
    assert form.unmapped.count("20") == 3


def test_an_unrelated_table_inside_a_form() -> None:
    drawing = changed(EVALUATION, ("|绩效指标|一级", "\n" + TABLE + "\n|绩效指标|一级"))
    form = read(drawing)
    assert form.forms == [SELF]
    assert whole(form) == CUSTOMARY


def test_instructions_between_title_and_table() -> None:
    drawing = changed(EVALUATION, ("（2022年度）", "（2022年度）\n" + "填报说明若干。\n" * 30))
    assert whole(read(drawing)) == CUSTOMARY


def test_a_cover_repeats_the_title() -> None:
    form = read("项目支出绩效自评表\n甲单位\n二〇二二年十月\n" + EVALUATION)
    assert form.forms == [SELF]
    assert whole(form) == CUSTOMARY


# --------------------------------------------------------------------------- nested tables


def test_a_layout_table_whose_outer_cell_holds_the_title() -> None:
    form = read("|项目支出绩效自评表/n（2022年度） |\n>0,0\n" + UNTITLED.lstrip("\n"))
    assert form.forms == [SELF]
    assert form.form.title is not None
    assert form["year"] == "2022"
    assert whole(form) == CUSTOMARY


def test_a_layout_table_with_title_and_form_in_two_cells() -> None:
    form = read("|项目支出绩效自评表|\n| |\n>1,0\n" + UNTITLED.lstrip("\n"))
    assert form.forms == [SELF]
    assert form.form.title is not None
    assert whole(form) == CUSTOMARY


def test_a_table_nested_in_a_value_leaves_the_form_whole() -> None:
    form = read(MONITORING + ">2,2\n" + TABLE)
    assert form.forms == [FUNDS]
    assert form["funds.own_other.annual"] == "5"
    assert form["improvements"] == "加快进度。"
    assert "车辆" in form.left
