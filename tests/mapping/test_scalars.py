"""Single fields: the value right of its label, below it, in its cell, shared, or in a sentence."""

import pytest

from tests.mapping.drawing import Reading, changed, read
from tests.mapping.samples import EVALUATION, MONITORING

TITLE = "项目资金绩效监控情况表\n"
REST = "\n|产出成果|好 <<|\n|存在的问题|慢 <<|\n|下一步改进意见|快 <<|\n"
PERSON = "|联络人： <|张三|联系电话：|13800001234 <|"


def form(*rows: str, title: str = TITLE) -> Reading:
    return read(title + "\n".join(rows) + REST)


# ------------------------------------------------------------------------------ the places


def test_a_value_right_of_its_label() -> None:
    found = read(MONITORING)
    assert found["project_name"] == "政法经费"
    assert found["contact_phone"] == "13800001234"
    assert found["project_overview"] == "见义勇为、扫黑除恶等经费。"
    assert found["improvements"] == "加快进度。"


def test_a_blank_value_is_blank_and_a_missing_label_absent() -> None:
    found = form("|项目名称||联络人|　|")
    assert found["project_name"] == ""
    assert found["contact_person"] == ""
    assert found["contact_phone"] is None


@pytest.mark.parametrize("colon", ["：", ":", "： ", "：/n"])
def test_a_value_in_the_cell_of_its_label(colon: str) -> None:
    found = form(
        f"|项目名称{colon}甲项目 <|项目实施单位{colon}某局 <|",
        f"|联络人{colon}张三 <|联系电话{colon}139 <|",
    )
    assert found["project_name"] == "甲项目"
    assert found["implementing_unit"] == "某局"
    assert found["contact_person"] == "张三"
    assert found["contact_phone"] == "139"


def test_labels_in_their_cells_without_a_value_are_blank() -> None:
    found = form(
        "|项目名称： <|项目实施单位： <|", "|联络人：　 <|联系电话： <|", "|项目概况： <<<|"
    )
    for path in (
        "project_name",
        "implementing_unit",
        "contact_person",
        "contact_phone",
        "project_overview",
    ):
        assert found[path] == "", path


def test_a_label_at_the_end_of_its_row_takes_no_other_labels_value() -> None:
    found = form("|项目名称|甲项目|联络人|联系电话： |", "|项目概况|概况文字。 <<|")
    assert found["project_overview"] == "概况文字。"
    assert not found["contact_phone"]


def test_a_blank_label_takes_no_cell_that_labels_itself() -> None:
    found = form("|项目名称|甲项目 <<|", "|项目概况： <<<|", "|具体工作措施：抓落实 <<<|")
    assert found["project_overview"] == ""
    assert found["work_measures"] == "抓落实"


def test_values_below_a_row_of_labels() -> None:
    found = form(
        "|项目名称|项目实施单位|项目类型|联系电话|", "|甲项目|某局|延续项目☑ 新增项目□|123456|"
    )
    assert found["project_name"] == "甲项目"
    assert found["implementing_unit"] == "某局"
    assert found.ticked("project_type") == "continuing"
    assert found["contact_phone"] == "123456"


def test_blank_values_below_a_row_of_labels() -> None:
    found = form("|项目名称|项目实施单位|联络人|联系电话|", "|甲项目||李四||")
    assert found["project_name"] == "甲项目"
    assert found["implementing_unit"] == ""
    assert found["contact_person"] == "李四"
    assert found["contact_phone"] == ""


def test_values_below_a_row_of_labels_some_of_which_are_unknown() -> None:
    found = form("|项目名称|项目编号|项目实施单位|项目级别|", "|甲项目|P-01|某局|省级|")
    assert found["project_name"] == "甲项目"
    assert found["implementing_unit"] == "某局"


def test_long_texts_below_their_labels() -> None:
    found = form(
        "|项目名称|甲项目 <<|",
        "|项目概况 <<<|",
        "|一段很长的概况。 <<<|",
        "|具体工作措施 <<<|",
        "|抓落实。 <<<|",
    )
    assert found["project_overview"] == "一段很长的概况。"
    assert found["work_measures"] == "抓落实。"


def test_a_label_over_two_rows_and_its_value_beside() -> None:
    found = form("|项目名称|甲项目|项目概况|概况|", "|^|^|^|^|", "|联络人|张三|联系电话|139|")
    assert found["project_name"] == "甲项目"
    assert found["project_overview"] == "概况"
    assert found["contact_person"] == "张三"


# ----------------------------------------------------------------------- how labels are typed


@pytest.mark.parametrize(
    "label",
    [
        "项 目 名 称", "项　目　名　称", "项目/n名称", "项/n目/n名/n称", "项目名称：", "项目名称:",
        "*项目名称", "★项目名称", "1.项目名称", "1、项目名称", "一、项目名称", "（一）项目名称",
        "①项目名称", "项目名称（全称）", "项目名称/n（与预算一致）", "项目名称*",
    ],
)  # fmt: skip
def test_labels_are_typed_in_many_ways(label: str) -> None:
    found = form(f"|{label}|甲项目|联络人|张三|")
    assert found["project_name"] == "甲项目"
    assert found.located("project_name").confidence == 1


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("实施单位", "implementing_unit"),
        ("项目单位（公章）", "implementing_unit"),
        ("承担处室", "implementing_unit"),
        ("联系人", "contact_person"),
        ("联系电/n话：", "contact_phone"),
        ("电 话", "contact_phone"),
        ("项目简介", "project_overview"),
        ("功能科目", "function_code"),
        ("填报单位（签章）", "reporting_unit"),
        ("填表日期", "report_date"),
    ],
)
def test_labels_have_synonyms(label: str, path: str) -> None:
    assert form(f"|项目名称|甲项目|{label}|某值|")[path] == "某值"


def test_label_and_place_of_a_value_are_reported() -> None:
    located = form("|项 目/n名 称：|甲项目|联络人|张三|").located("project_name")
    assert "".join((located.label or "").split()).rstrip("：") == "项目名称"
    assert located.place is not None
    assert (located.place.row, located.place.column) == (0, 1)


# ---------------------------------------------------------------------------- shared cells


def test_code_and_name_share_a_cell() -> None:
    found = read(MONITORING)
    assert found["function_code"] == "2013102一般行政管理事务"
    assert found["function_name"] == "2013102一般行政管理事务"


def test_code_and_name_stand_in_two_cells_beside_one_label() -> None:
    found = form("|项目名称|甲项目 <|", "|功能科目编码及名称|2013102|一般行政管理事务|")
    assert found["function_code"] == "2013102"
    assert found["function_name"] == "一般行政管理事务"


def test_code_and_name_have_labels_of_their_own() -> None:
    found = form("|功能科目编码|2013102|功能科目名称|一般行政管理事务|")
    assert found["function_code"] == "2013102"
    assert found["function_name"] == "一般行政管理事务"


@pytest.mark.parametrize("label", ["联系人及电话", "联络人及联系电话", "项目负责人及电话"])
def test_person_and_phone_share_a_label(label: str) -> None:
    found = form(f"|项目名称|甲项目|{label}|张三 13800001234|")
    assert found["contact_person"] == "张三 13800001234"
    assert found["contact_phone"] == "张三 13800001234"


def test_person_and_phone_stand_in_two_cells_beside_one_label() -> None:
    found = form("|项目名称|甲项目 <|", "|联系人及电话|张三|13800001234|")
    assert found["contact_person"] == "张三"
    assert found["contact_phone"] == "13800001234"


def test_the_phone_stands_in_the_persons_cell() -> None:
    found = read(changed(MONITORING, (PERSON, "|联络人： <|张三 13800001234 <<<|")))
    assert "张三" in str(found["contact_person"])
    assert "13800001234" in str(found["contact_phone"] or found["contact_person"])


@pytest.mark.parametrize(
    "cell",
    [
        "|联络人：张三  联系电话：13800001234 <<<<<|",
        "|联络人：张三/n联系电话：13800001234 <<<<<|",
        "|联络人：张三 <<|联系电话：13800001234 <<|",
        "|联络人：张三，联系电话：13800001234 <<<<<|",
    ],
)
def test_person_and_phone_label_themselves(cell: str) -> None:
    found = read(changed(MONITORING, (PERSON, cell)))
    assert found["contact_person"] == "张三"
    assert found["contact_phone"] == "13800001234"


# ------------------------------------------------------------------------ sentence patterns


def procurement(cell: str) -> tuple[str | None, str | None, str | None]:
    found = form("|项目名称|甲项目|联络人|张三|", f"|采购金额|{cell} <<|")
    return (
        found["procurement_due"],
        found["procurement_actual"],
        found.ticked("procurement_not_applicable"),
    )


@pytest.mark.parametrize(
    ("cell", "due", "actual", "flag"),
    [
        ("应采购金额  12.5 万元   实际采购金额  10 万元   □无该项内容", "12.5 万元", "10 万元", ""),
        ("应采购金额：12.5万元；实际采购金额：10万元；☑无该项内容", "12.5万元", "10万元", "true"),
        ("□无该项内容 应采购金额 12.5 万元/n实际采购金额 10 万元", "12.5 万元", "10 万元", ""),
        ("实际采购金额 10 万元，应采购金额 12.5 万元 □无该项内容", "12.5 万元", "10 万元", ""),
        ("应 采 购 金 额12.5万元 实 际 采 购 金 额10万元", "12.5万元", "10万元", None),
        ("应采购金额12.5实际采购金额10", "12.5", "10", None),
    ],
)
def test_amounts_stand_in_a_sentence(cell: str, due: str, actual: str, flag: str | None) -> None:
    assert procurement(cell) == (due, actual, flag)


def test_a_sentence_nobody_filled_in_holds_no_digits() -> None:
    due, actual, flag = procurement(
        "应采购金额         万元   实际采购金额        万元   ☑无该项内容"
    )
    assert due in {"", "万元"}
    assert actual in {"", "万元"}
    assert flag == "true"


def test_underscores_are_blanks() -> None:
    due, actual, _ = procurement("应采购金额____12.5____万元 实际采购金额________万元")
    assert str(due).startswith("12.5")
    assert str(actual).strip("_ ") in {"", "万元"}


def test_the_words_of_a_sentence_are_labels_of_their_own() -> None:
    found = form("|项目名称|甲项目|联络人|张三|", "|应采购金额|12.5万元|实际采购金额|10万元|")
    assert found["procurement_due"] == "12.5万元"
    assert found["procurement_actual"] == "10万元"


def test_a_sentence_is_found_without_its_label() -> None:
    found = form(
        "|项目名称|甲项目|联络人|张三|", "|应采购金额 12.5 万元，实际采购金额 10 万元 <<<|"
    )
    assert found["procurement_due"] == "12.5 万元"
    assert found["procurement_actual"] == "10 万元"


# ------------------------------------------------------------------ labels that meet others


def test_unknown_labels_beside_known_ones_are_left_over_with_their_values() -> None:
    found = form("|项目名称|甲项目|项目编号|P-001|", "|项目实施单位|某局|批准文号|甲财〔2022〕1号|")
    assert found["project_name"] == "甲项目"
    assert found["implementing_unit"] == "某局"
    assert found.unmapped_pairs == {"项目编号": "P-001", "批准文号": "甲财〔2022〕1号"}


def test_a_blank_value_before_an_unknown_label_stays_blank() -> None:
    found = form("|项目名称||项目编号|P-001|", "|联络人||批准文号|甲财〔2022〕1号|")
    assert found["project_name"] == ""
    assert found["contact_person"] == ""


def test_an_unknown_label_is_not_the_value_of_the_blank_label_above() -> None:
    found = form(
        "|项目名称|甲项目 <<|", "|项目概况||单位职能概述|职能 |", "|项目编号|1|项目级别|省级|"
    )
    assert found["project_overview"] == ""


def test_the_first_of_two_equal_labels_counts() -> None:
    found = form("|联系人|张三|联系电话|111|", "|联系人|李四|联系电话|222|")
    assert (found["contact_person"], found["contact_phone"]) == ("张三", "111")
    assert {"李四", "222"} <= set(found.unmapped)


def test_of_two_equal_labels_the_filled_one_counts() -> None:
    found = form("|联系人||联系电话||", "|联系人|李四|联系电话|222|")
    assert (found["contact_person"], found["contact_phone"]) == ("李四", "222")


def test_the_customary_label_beats_the_rarer_one() -> None:
    found = form("|项目负责人|王五|手机|13900000000|", "|联络人|张三|联系电话|0731-1|")
    assert (found["contact_person"], found["contact_phone"]) == ("张三", "0731-1")
    found = form("|联络人|张三|联系电话|0731-1|", "|项目负责人|王五|手机|13900000000|")
    assert (found["contact_person"], found["contact_phone"]) == ("张三", "0731-1")


def test_the_customary_label_left_blank_does_not_hand_over_to_another_person() -> None:
    found = form("|项目负责人|王五|手机|13900000000|", "|联络人||联系电话||")
    assert found["contact_person"] == ""
    assert "王五" in found.unmapped


def test_the_rarer_label_counts_where_the_customary_one_is_not() -> None:
    found = form("|项目负责人|王五|手机|13900000000|")
    assert (found["contact_person"], found["contact_phone"]) == ("王五", "13900000000")


@pytest.mark.parametrize("value", ["其他", "合计", "财政拨款", "到位率", "资金总额"])
def test_values_that_look_like_labels_of_a_table_are_values(value: str) -> None:
    found = form(f"|项目名称|{value}|联络人|张三|")
    assert found["project_name"] == value
    assert found["contact_person"] == "张三"


def test_two_labels_side_by_side_do_not_answer_each_other() -> None:
    found = form("|项目名称|甲项目|项目实施单位|联络人|", "|项目概况|概况|联系电话|139|")
    assert found["implementing_unit"] in {"", None}
    assert found["contact_person"] in {"", None}
    assert found["contact_phone"] == "139"


def test_labels_inside_prose_are_prose() -> None:
    found = form(
        "|项目名称|甲项目|联络人|张三|",
        "|项目概况|本项目由联系电话：无人接听的单位负责；功能科目：待定 <<|",
    )
    assert found["contact_phone"] is None
    assert found["function_code"] is None


def test_no_cell_is_the_value_of_two_labels() -> None:
    found = form(
        "|项目名称|项目实施单位|甲项目|联络人|", "|张三|联系电话|139|项目概况|", "|概况|||　|"
    )
    values = [(found.located(path).place, text) for path, text in found.paths.items()]
    assert len(set(values)) == len(values)


# -------------------------------------------------------------------------- around the table


@pytest.mark.parametrize(
    ("line", "unit", "date"),
    [
        ("填报单位（盖章）", "", None),
        ("填报单位（盖章）：甲市某局            填报日期：2022年10月8日", "甲市某局", "2022年10月8日"),
        ("填报单位（盖章） 甲市某局", "甲市某局", None),
        ("填报单位：甲市某局　　填报时间：2022.10.8", "甲市某局", "2022.10.8"),
        ("填报单位(盖章):甲市某局\t\t\t填报日期: 2022-10-08", "甲市某局", "2022-10-08"),
        ("填报单位：甲市某局　　负责人：张三", "甲市某局", None),
        ("单位名称：甲市某局", "甲市某局", None),
        ("填报单位 甲市某局", "甲市某局", None),
    ],
)  # fmt: skip
def test_the_line_above_the_table(line: str, unit: str | None, date: str | None) -> None:
    found = read(changed(MONITORING, ("填报单位（盖章）", line)))
    assert found["reporting_unit"] == unit
    assert found["report_date"] == date


def test_a_bare_date_behind_the_reporting_unit_is_not_part_of_its_name() -> None:
    line = "填报单位：甲市某局　　　　2022年10月8日　　　单位：万元"
    assert read(changed(MONITORING, ("填报单位（盖章）", line)))["reporting_unit"] == "甲市某局"


@pytest.mark.parametrize(
    "row",
    [
        "|填报单位（盖章） <|甲市某局 <<<<<<<|填报日期 <|2022-10-08 <<|",
        "|填报单位（盖章）：甲市某局       填报日期：2022-10-08    单位：万元 <<<<<<<<<<<<<<|",
    ],
)
def test_the_line_above_the_table_is_its_first_row(row: str) -> None:
    found = read(changed(MONITORING, ("填报单位（盖章）", row)))
    assert found["reporting_unit"] == "甲市某局"
    assert found["report_date"] == "2022-10-08"


def test_the_line_below_the_table() -> None:
    found = read(MONITORING + "填报日期：2022年10月9日　　　审核：李四\n")
    assert found["report_date"] == "2022年10月9日"


def test_fields_in_paragraphs_alone() -> None:
    found = read(TITLE + "项目名称：甲项目\n项目实施单位：某局\n" + REST)
    assert found["project_name"] == "甲项目"
    assert found["implementing_unit"] == "某局"


@pytest.mark.parametrize(
    ("title", "year", "period"),
    [
        ("2022年第三季度项目资金绩效监控情况表", "2022", "第三季度"),
        ("项目资金绩效监控情况表\n（2022年1-9月）", "2022", "1-9月"),
        ("项目资金绩效监控情况表（2022年前三季度）", "2022", "前三季度"),
        ("二〇二二年上半年项目资金绩效监控情况表", "二〇二二", "上半年"),
        ("2022年\n项目资金绩效监控情况表", "2022", None),
        ("项目资金绩效监控情况表", None, None),
        ("项目资金绩效监控情况表\n（    年度）", "", None),
    ],
)
def test_the_title_says_year_and_period(title: str, year: str | None, period: str | None) -> None:
    found = read(changed(MONITORING, ("项目资金绩效监控情况表", title)))
    assert found["year"] == year
    assert (period is None) == (found["period"] is None)
    assert period is None or period in str(found["period"])


def test_a_date_line_does_not_say_the_year_of_the_form() -> None:
    found = read(
        changed(MONITORING, ("填报单位（盖章）", "填报单位：甲局　　填报日期：2023年1月8日"))
    )
    assert found["year"] is None
    assert found["report_date"] == "2023年1月8日"


# ------------------------------------------------------------------------------- evaluation


def test_goals_below_their_labels() -> None:
    found = read(EVALUATION)
    assert found["goal.expected"] == "养护道路五十公里。"
    assert found["goal.actual"] == "养护道路五十二公里。"


@pytest.mark.parametrize(
    "rows",
    [
        "|年度总体目标 <|预期目标|养护道路五十公里。 <<<<<|\n|^|<|实际完成情况|养护道路五十二公里。 <<<<<|",
        "|年度总体目标|预期目标 <|养护道路五十公里。 <|实际完成情况 <|养护道路五十二公里。 <|",
        "|年初设定目标 <<<|全年实际完成情况 <<<<|\n|养护道路五十公里。 <<<|养护道路五十二公里。 <<<<|",
        "|年度/n总体/n目标|预 期 目 标 <<<|目标实际完成情况 <<<|\n|^|养护道路五十公里。 <<<|养护道路五十二公里。 <<<|",
    ],
)
def test_goals_are_drawn_in_many_ways(rows: str) -> None:
    old = "|年度总体目标|预期目标 <<<|实际完成情况 <<<|\n|^|养护道路五十公里。 <<<|养护道路五十二公里。 <<<|"
    found = read(changed(EVALUATION, (old, rows)))
    assert found["goal.expected"] == "养护道路五十公里。"
    assert found["goal.actual"] == "养护道路五十二公里。"


def test_a_department_with_its_code() -> None:
    found = read(changed(EVALUATION, ("|主管部门 <", "|主管部门及代码 <")))
    assert found["department"] == "219-甲市乙区丙镇人民政府"
