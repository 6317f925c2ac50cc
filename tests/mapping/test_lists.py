"""Lists of indicators: levels merged or not, where the list ends, what sums it up."""

import pytest

from tests.mapping.drawing import changed, read
from tests.mapping.samples import EVALUATION

HEADER = "|^|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施|"
THIRD = ["维护里程", "更换路灯", "验收合格率", "出行条件", "居民满意度"]
BENEFIT = "|^|效益指标(30分)"
COLUMNS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation")


def indicators(drawing: str) -> dict[str, str]:
    return {
        path: text
        for path, text in read(drawing).paths.items()
        if path.startswith(("indicators.", "total."))
    }


CUSTOMARY = indicators(EVALUATION)


def test_every_row_has_its_cells() -> None:
    form = read(EVALUATION)
    assert form.length("indicators") == 5
    assert form.row("indicators.4", *COLUMNS) == [
        "满意度指标(10分)", "服务对象满意度指标", "居民满意度", "≥90%", "88%", "10", "9", "宣传不够",
    ]  # fmt: skip


def test_a_merged_level_counts_for_every_row_it_covers() -> None:
    form = read(EVALUATION)
    assert form.column("indicators", "level1")[:3] == ["产出指标(50分)"] * 3
    assert form.column("indicators", "level2")[:3] == ["数量指标", "数量指标", "质量指标"]


def test_levels_written_again_in_every_row() -> None:
    drawing = changed(
        EVALUATION,
        ("|^|^|^|更换路灯", "|^|产出指标(50分)|数量指标|更换路灯"),
        ("|^|^|质量指标", "|^|产出指标(50分)|质量指标"),
    )
    assert indicators(drawing) == CUSTOMARY


def test_a_level_left_blank_below_its_first_row_is_not_made_up() -> None:
    drawing = changed(EVALUATION, ("|^|^|^|更换路灯", "|^|||更换路灯"))
    form = read(drawing)
    assert form["indicators.1.level3"] == "更换路灯"
    assert form["indicators.1.level1"] in {"", "产出指标(50分)"}


def test_a_merged_value_belongs_to_its_first_row() -> None:
    drawing = changed(EVALUATION, ("|≥5盏|5盏|10|10||", "|≥5盏|5盏|^|^||"))
    form = read(drawing)
    assert form.column("indicators", "weight") == ["20", "", "20", "30", "10"]


def test_the_summary_is_no_indicator() -> None:
    form = read(EVALUATION)
    assert (form["total.weight"], form["total.score"]) == ("100", "96.8")
    assert form.column("indicators", "level3") == THIRD


@pytest.mark.parametrize(
    "row",
    [
        "|总分 <<<<<|100|96.8||",
        "|总 分 <<<<<|100|96.8||",
        "|总　　分 <<<<<|100|96.8||",
        "|合计 <<<<<|100|96.8||",
        "|总计 <<<<<|100|96.8||",
        "|总 分|||||　|100|96.8||",
        "|^|总分 <<<<|100|96.8||",
        "|^|总分||||　|100|96.8||",
        "|总分（满分100分） <<<<<|100|96.8||",
        "|总得分 <<<<<|100|96.8|　|",
        "|总分：|<|<|<|<|<|100|96.8||",
    ],
)
def test_the_summary_is_drawn_in_many_ways(row: str) -> None:
    assert indicators(changed(EVALUATION, ("|总分 <<<<<|100|96.8||", row))) == CUSTOMARY


def test_a_list_without_summary() -> None:
    form = read(changed(EVALUATION, ("|总分 <<<<<|100|96.8||\n", "")))
    assert form["total.weight"] is None
    assert form.column("indicators", "level3") == THIRD


def test_a_summary_that_nobody_filled_in_is_blank() -> None:
    form = read(changed(EVALUATION, ("|100|96.8||", "||||")))
    assert form["total.weight"] == ""
    assert form.length("indicators") == 5


@pytest.mark.parametrize("label", ["小计", "产出指标小计", "合计"])
def test_a_subtotal_is_no_indicator(label: str) -> None:
    drawing = changed(EVALUATION, (BENEFIT, f"|^|{label} <<<<|50|50||\n" + BENEFIT))
    form = read(drawing)
    assert form.column("indicators", "level3") == THIRD
    assert (form["total.weight"], form["total.score"]) == ("100", "96.8")


@pytest.mark.parametrize(
    "row",
    [
        "|说明|得分一档最高不能超过该指标分值上限。 <<<<<<<|",
        "|说明：得分一档最高不能超过该指标分值上限。 <<<<<<<<|",
        "|注：1.得分一档最高不能超过该指标分值上限；2.各地自行确定。 <<<<<<<<|",
        "|备注|无 <<<<<<<|",
        "|填报人：李四 <<<|联系电话：0731-12345678 <<<<|",
        "|填报人|李四 <<|联系电话|0731-12345678 <<<|",
        "|评价结论|良好 <<<<<<<|",
        "|存在问题|暂无 <<<<<<<|\n|改进措施|加强管理 <<<<<<<|",
        "|项目负责人：张三 <<<|财务负责人：李四 <<<<|",
        "|单位主要负责人签字： <<<|审核人： <<<<|",
    ],
)
def test_what_stands_below_the_list_is_no_row_of_it(row: str) -> None:
    assert indicators(EVALUATION + row + "\n") == CUSTOMARY
    without = changed(EVALUATION, ("|总分 <<<<<|100|96.8||\n", row + "\n"))
    assert read(without).column("indicators", "level3") == THIRD


def test_blank_rows_are_no_rows() -> None:
    blank = "|^|||||||||\n"
    assert indicators(changed(EVALUATION, (BENEFIT, blank + BENEFIT))) == CUSTOMARY
    assert indicators(changed(EVALUATION, ("|总分 <", blank + blank + "|总分 <"))) == CUSTOMARY


def test_spare_rows_below_a_level_are_rows_with_a_level_alone() -> None:
    form = read(changed(EVALUATION, (BENEFIT, "|^|^|时效指标||||||||\n" + BENEFIT)))
    assert [text for text in form.column("indicators", "level3") if text] == THIRD


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        HEADER.replace("年度指标值", "年度指标值（A）").replace("实际完成值", "实际完成值（B）"),
        HEADER.replace("|^|", "|绩效指标|"),
    ],
)
def test_the_header_is_repeated_after_a_page_break(header: str) -> None:
    drawing = changed(EVALUATION, (BENEFIT, header + "\n" + BENEFIT))
    assert indicators(drawing) == CUSTOMARY
    assert read(drawing).unmapped == ["附件1"]


def test_a_list_goes_on_in_a_second_table_without_its_header() -> None:
    found = read(changed(EVALUATION, (BENEFIT, f"\n第 2 页\n{BENEFIT.replace('|^|', '||', 1)}")))
    assert found.column("indicators", "level3") == THIRD
    assert found["indicators.4.score"] == "9"
    assert found["total.score"] == "96.8"


def test_a_table_of_its_own_after_a_closed_list_is_no_part_of_it() -> None:
    found = read(f"{EVALUATION}\n附表\n|甲|乙|丙|丁|戊|己|庚|辛|壬|")
    assert found.column("indicators", "level3") == THIRD
    assert "丁" in found.left


def test_a_list_broken_in_two_with_its_header_repeated() -> None:
    again = "\n" + HEADER.replace("|^|", "|绩效指标|") + "\n"
    form = read(changed(EVALUATION, (BENEFIT, again + BENEFIT)))
    assert form.forms == ["project_self_evaluation"]
    assert form.column("indicators", "level3") == THIRD
    assert form["total.score"] == "96.8"


@pytest.mark.parametrize(
    "names",
    [
        {
            "年度指标值": "指标值",
            "实际完成值": "完成值",
            "偏差原因分析及改进措施": "未完成原因分析",
        },
        {"年度指标值": "年初目标值（A）", "实际完成值": "实际完成值（B）"},
        {"一级指标": "一级/n指标", "二级指标": "二 级 指 标", "三级指标": "三级指标（具体指标）"},
        {"年度指标值": "年度/n指标值", "偏差原因分析及改进措施": "偏差原因分析/n及改进措施"},
        {"|分值|得分|偏差": "|权重|自评得分|偏差"},
        {"|分值|得分|偏差": "|分　值|得　分|偏差"},
    ],
)
def test_headers_have_many_names(names: dict[str, str]) -> None:
    assert indicators(changed(EVALUATION, *names.items())) == CUSTOMARY


def test_an_unknown_column_is_left_over() -> None:
    rows = []
    for row in EVALUATION.strip().split("\n"):
        drawn = row
        if row.startswith("|") and "|" in row[1:]:
            drawn = row + (
                "佐证材料|" if "一级指标" in row else "见附件三|" if row.startswith("|^|^") else "|"
            )
        rows.append(drawn)
    form = read("\n".join(rows))
    assert form.column("indicators", "level3") == THIRD
    assert "见附件三" in form.unmapped


def test_a_list_without_the_reasons_column() -> None:
    rows = [
        row.replace("|偏差原因分析及改进措施|", "|") if "一级指标" in row else row
        for row in EVALUATION.replace("|宣传不够|", "|").split("\n")
    ]
    form = read("\n".join(rows))
    assert form["indicators.4.score"] == "9"
    assert not form["indicators.4.deviation"]


def test_the_list_without_its_name_beside_it() -> None:
    form = read("""
    项目支出绩效自评表
    |项目名称|道路维护 <<<<<<|
    |一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施|
    |产出指标|数量指标|维护里程|≥50|52|20|20||
    |^|质量指标|合格率|≥95%|96%|20|20||
    |总分 <<<<|40|40||
    """)
    assert form.column("indicators", "level3") == ["维护里程", "合格率"]
    assert form["total.weight"] == "40"


def test_two_lists_of_indicators_are_numbered_on() -> None:
    form = read("""
    2022年度道路维护项目自评表
    |项目名称|道路维护 <<<<<<|
    |年度绩效目标1（40分）|一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|分值|得分|
    |^|产出指标|数量指标|维护里程|≥50|52|20|20|
    |^|^|质量指标|合格率|≥95%|96%|20|19|
    |年度绩效目标2（40分）|一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|分值|得分|
    |^|效益指标|社会效益|出行|改善|改善|40|38|
    |总分 <<<<<|80|77|
    """)
    assert form.column("indicators", "level3") == ["维护里程", "合格率", "出行"]
    assert form.column("indicators", "score") == ["20", "19", "38"]
    assert form["total.score"] == "77"


def test_two_lists_in_two_tables_are_numbered_on() -> None:
    drawing = changed(
        EVALUATION,
        (BENEFIT, "\n年度绩效目标2\n" + HEADER.replace("|^|", "|绩效指标|") + "\n" + BENEFIT),
    )
    assert read(drawing).column("indicators", "weight") == ["20", "10", "20", "30", "10"]


def test_column_edges_that_miss_each_other_by_a_hair() -> None:
    form = read("""
    项目支出绩效自评表
    |项目名称|道路维护 <<<<<<<<|
    |绩效指标|一级指标|二级指标 <|三级指标|年度指标值|实际完成值 <|分值|得分|
    |^|产出指标|数量指标|维护里程 <|≥50 <|52|20|20|
    |^|^|质量指标|合格率 <|≥95% <|96%|20|19|
    """)
    assert form.row("indicators.1", *COLUMNS[1:7]) == [
        "质量指标",
        "合格率",
        "≥95%",
        "96%",
        "20",
        "19",
    ]


def test_indicator_cells_that_look_like_labels_are_values() -> None:
    drawing = changed(EVALUATION, ("更换路灯", "项目资金"), ("出行条件", "执行率"))
    form = read(drawing)
    assert form.column("indicators", "level3") == [
        "维护里程", "项目资金", "验收合格率", "执行率", "居民满意度",
    ]  # fmt: skip
    assert form["indicators.3.weight"] == "30"


def test_a_cost_level_among_the_indicators_keeps_its_row() -> None:
    row = "|^|成本指标|经济成本指标|项目成本|≤90万元|89.974万元|10|10||\n"
    form = read(changed(EVALUATION, (BENEFIT, row + BENEFIT)))
    assert form.row("indicators.3", "level1", "level3", "target") == [
        "成本指标",
        "项目成本",
        "≤90万元",
    ]


def test_the_budget_rate_as_first_row_of_the_list_is_a_row() -> None:
    row = "|^|预算执行率(10分)|预算执行率|预算执行率|100%|99%|10|9.9||\n"
    drawing = changed(EVALUATION, ("|^|产出指标(50分)", row + "|^|产出指标(50分)"))
    form = read(drawing)
    assert form.length("indicators") == 6
    assert form["indicators.0.actual"] == "99%"
