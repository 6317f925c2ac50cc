"""Tables of rows and headers: which cell is which row, which period, which measure."""

import re

import pytest

from tests.mapping.drawing import changed, read
from tests.mapping.samples import EVALUATION, MONITORING

PERIODS = ("q1", "q1_q2", "q1_q3")
MEASURES = ("received", "received_rate", "spent", "spent_rate")
LINES = MONITORING.strip().split("\n")
HEADER = "\n".join(line for line in LINES if "全年安排" in line or "累计已到位" in line)


def line(label: str) -> str:
    """One drawn row of the funds table, with its line break."""
    return next(row for row in LINES if re.match(rf"\|\^\|[ ]*{re.escape(label)}\|", row)) + "\n"


def funds(drawing: str) -> dict[str, str]:
    """Everything the funds table gave."""
    paths = read(drawing).paths
    return {path: text for path, text in paths.items() if path.startswith("funds.")}


CUSTOMARY = funds(MONITORING)
CUSTOMARY_EVALUATION = funds(EVALUATION)


def without(table: dict[str, str], *rows: str) -> dict[str, str]:
    return {path: text for path, text in table.items() if path.split(".")[1] not in rows}


def test_two_header_levels_and_seven_rows_give_ninety_one_cells() -> None:
    assert len(CUSTOMARY) == 7 * 13
    form = read(MONITORING)
    assert form["funds.total.annual"] == "153"
    assert form.row("funds.total.q1", *MEASURES) == ["101", "201", "301", "401"]
    assert form.row("funds.own_other.q1_q3", *MEASURES) == ["153.5", "253", "353", "453"]
    assert form.row("funds.other.q1_q2", *MEASURES) == ["162", "262", "362", "462"]
    assert form.unmapped == []


def test_one_header_level() -> None:
    form = read(EVALUATION)
    columns = ("initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score")
    assert form.row("funds.total", *columns) == ["91", "81", "71", "10", "87.7%", "8.8"]
    assert form.row("funds.fiscal", *columns) == ["61", "51", "41", "—", "80.4%", "—"]
    assert form.row("funds.carryover", *columns) == ["20", "21", "22", "—", "104.8%", "—"]
    assert form.row("funds.other", *columns) == ["10", "9", "8", "—", "88.9%", "—"]


# ------------------------------------------------------------------------------- headings


@pytest.mark.parametrize(
    "headings",
    [
        ("第一季度", "1—2季度", "1—3季度"),
        ("一季度", "1–2季度", "1–3季度"),
        ("1季度", "1～2季度", "1~3季度"),
        ("第 1 季 度", "1 - 2 季度", "1－3季度"),
        ("第1季度", "1至2季度", "一至三季度"),
        ("一季度", "上半年", "前三季度"),
        ("1-3月", "1-6月", "1-9月"),
        ("1—3月", "1—6月", "1—9月"),
        ("第1季度（1-3月）", "1-2季度（累计）", "1-3季度（1-9月）"),
        ("第/n1/n季/n度", "1-2/n季度", "1-3/n季度"),
    ],
)
def test_periods_are_spelt_in_many_ways(headings: tuple[str, ...]) -> None:
    drawing = changed(MONITORING, *zip(("第1季度", "1-2季度", "1-3季度"), headings, strict=True))
    assert funds(drawing) == CUSTOMARY


@pytest.mark.parametrize("joint", ["", "/n", "　", "-", "：", "/"])
def test_both_levels_in_one_header(joint: str) -> None:
    measures = ("已到位资金（万元）", "到位率", "实际支出资金（万元）", "支出实现率")
    cells = "|".join(
        f"{period}{joint}{measure}"
        for period in ("第1季度", "1-2季度", "1-3季度")
        for measure in measures
    )
    one = f"|资金安排使用情况（万元）||全年安排资金额|{cells}|"
    assert funds(changed(MONITORING, (HEADER, one))) == CUSTOMARY


def test_the_period_behind_the_measure() -> None:
    cells = "|".join(
        f"{measure}（{period}）"
        for period in ("第1季度", "1-2季度", "1-3季度")
        for measure in ("已到位资金", "到位率", "实际支出资金", "支出实现率")
    )
    one = f"|资金安排使用情况（万元）||全年安排资金额|{cells}|"
    assert funds(changed(MONITORING, (HEADER, one))) == CUSTOMARY


def test_periods_that_are_not_named_stand_in_their_order() -> None:
    cells = "|".join(["已到位资金", "到位率", "实际支出资金", "支出实现率"] * 3)
    one = f"|资金安排使用情况（万元）||全年安排资金额|{cells}|"
    form = read(changed(MONITORING, (HEADER, one)))
    assert form.row("funds.total.q1_q2", *MEASURES) == ["102", "202", "302", "402"]
    assert form.located("funds.total.q1_q2.spent").confidence < 1


def test_a_form_for_one_quarter_alone() -> None:
    rows = []
    for row in LINES:
        if "全年安排" in row:
            rows.append("|资金安排使用情况（万元）||全年安排资金额|第1季度 <<<|")
        elif row.startswith("|^|") and row.count("|") == 16:
            rows.append("|".join(row.split("|")[:8]) + "|")
        else:
            rows.append(row)
    found = funds("\n".join(rows))
    assert found == {path: text for path, text in CUSTOMARY.items() if "q1_" not in path}


def test_a_fourth_period_is_left_over_and_disturbs_nothing() -> None:
    rows = []
    for row in LINES:
        more = ""
        if "全年安排" in row:
            more = "1-4季度 <<<|"
        elif "累计已到位" in row:
            more = "已到位资金|到位率|实际支出资金|支出实现率|"
        elif row.startswith("|^|资金总额"):
            more = "901|902|903|904|"
        rows.append(row + more)
    form = read("\n".join(rows))
    assert {p: t for p, t in form.paths.items() if p.startswith("funds.")} == CUSTOMARY
    assert {"901", "902", "903", "904"} <= set(form.unmapped)


def test_an_unknown_column_between_known_ones() -> None:
    drawing = re.sub(
        r"^\|(项目资金（万元）\|\|<|\^)\|(.*)\|([^|]*)\|$",
        r"|\1|\2|调整数|\3|",
        EVALUATION,
        flags=re.MULTILINE,
    )
    assert "调整数" in drawing
    assert funds(drawing)["funds.total.score"] == "8.8"


def test_header_letters_and_units_are_no_part_of_a_header() -> None:
    drawing = changed(
        EVALUATION,
        ("全年预算数", "全年预算数（A）"),
        ("全年执行数", "全年执行数（B）"),
        ("执行率", "执行率（B/A）"),
        ("年初预算数", "年初/n预算数（万元）"),
        ("得分|\n|^|年度资金", "得分（10分×执行率）|\n|^|年度资金"),
    )
    assert funds(drawing) == CUSTOMARY_EVALUATION
    assert read(drawing).unit("funds.total.initial_budget") == "万元"


def test_the_header_is_repeated_after_a_page_break() -> None:
    again = HEADER.replace("|资金安排使用情况（万元）||", "|^||")
    drawing = changed(MONITORING, (line("2.自有资金"), again + "\n" + line("2.自有资金")))
    form = read(drawing)
    assert funds(drawing) == CUSTOMARY
    assert form.unmapped == []


def test_a_table_broken_in_two_with_its_header_repeated_is_one_form() -> None:
    drawing = changed(MONITORING, (line("2.自有资金"), "\n" + HEADER + "\n" + line("2.自有资金")))
    form = read(drawing)
    assert form.forms == ["project_fund_monitoring"]
    assert funds(drawing) == CUSTOMARY
    assert form["improvements"] == "加快进度。"


def test_a_table_broken_in_two_goes_on_without_its_header() -> None:
    rest = line("2.自有资金").replace("|^|", "||")
    drawing = changed(MONITORING, (line("2.自有资金"), "\n" + rest))
    assert funds(drawing) == CUSTOMARY


# ----------------------------------------------------------------------------------- rows


@pytest.mark.parametrize(
    "labels",
    [
        ("财政拨款", "自有资金", "事业收入", "经营性收入", "其他", "其他"),
        ("一、财政拨款", "二、自有资金", "其中：事业收入", "经营性收入", "其他", "三、其他"),
        ("（1）财政拨款", "（2）自有资金", "①事业收入", "②经营性收入", "③其他", "（3）其他"),
        ("(一)财政拨款", "(二)自有资金", "1.事业收入", "2.经营性收入", "3.其他", "(三)其他"),
        ("其中:1、财政拨款", "2、自有资金", "其中事业收入", "经营收入", "其它", "3、其它"),
        (
            "其中：1．财政拨款",
            "2．自有资金",
            "（1）事业收入",
            "（2）经营性收入",
            "（3）其他",
            "3．其他",
        ),
        ("1.财政拨款", "2.自有资金", "事业收入", "经营性收入", "其他", "4.其他"),
        ("1.财政拨款", "2.自有资金", "事业收入", "经营性收入", "其他", "2.其他"),
        ("1.财政拨款", "2.自有资金", "事业收入", "经营性收入", "其他收入", "其他"),
        ("1.财政拨款", "2.自有资金", "事业收入", "经营性收入", "其他资金", "3.其他资金"),
        ("1 财政拨款", "2 自有资金", "事业收入", "经营性收入", "其 他", "3 其 他"),
    ],
)
def test_rows_are_told_apart_whatever_their_numbering(labels: tuple[str, ...]) -> None:
    customary = (
        "其中：1.财政拨款|", "   2.自有资金|", "     其中:事业收入|",
        "          经营性收入|", "          其他|", "   3.其他|",
    )  # fmt: skip
    drawing = changed(
        MONITORING,
        *(("|^|" + old, f"|^|{new}|") for old, new in zip(customary, labels, strict=True)),
    )
    assert funds(drawing) == CUSTOMARY


@pytest.mark.parametrize(
    ("removed", "absent"),
    [
        (("其他",), ("own_other",)),
        (("3.其他",), ("other",)),
        (("事业收入", "经营性收入"), ("own_business", "own_operating")),
        (("事业收入", "经营性收入", "其他"), ("own_business", "own_operating", "own_other")),
        (
            ("2.自有资金", "事业收入", "经营性收入", "其他"),
            ("own", "own_business", "own_operating", "own_other"),
        ),
        (("其中：1.财政拨款",), ("fiscal",)),
    ],
)
def test_missing_rows_take_nothing_from_the_others(
    removed: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    drawing = MONITORING
    for label in removed:
        row = next(
            row for row in LINES if re.match(rf"\|\^\|[ ]*(?:其中:)?{re.escape(label)}\|", row)
        )
        drawing = changed(drawing, (row + "\n", ""))
    assert funds(drawing) == without(CUSTOMARY, *absent)


def test_a_lone_other_below_the_own_parts_is_one_of_them() -> None:
    drawing = changed(MONITORING, (line("3.其他"), ""))
    assert read(drawing)["funds.own_other.annual"] == "5"
    assert read(drawing)["funds.other.annual"] is None


def test_two_rows_called_other_without_the_other_parts() -> None:
    drawing = changed(
        MONITORING,
        (next(row for row in LINES if "事业收入" in row) + "\n", ""),
        (line("经营性收入"), ""),
        ("   3.其他|", "其他|"),
    )
    form = read(drawing)
    assert form["funds.own_other.annual"] == "5"
    assert form["funds.other.annual"] == "3"


def parent_column(own: str, first_part: str) -> str:
    """The funds table with 自有资金 merged beside its parts, in a label column of its own."""
    rows = []
    for row in LINES:
        drawn = row
        if "全年安排" in row:
            drawn = row.replace("||全年", "||<|全年")
        elif "累计已到位" in row:
            drawn = row.replace("|^|^|^|", "|^|^|<|^|")
        elif "资金总额" in row or "1.财政" in row or "3.其他" in row:
            drawn = re.sub(r"\|\^\|([^|]*)\|", r"|^|\1 <|", row)
        elif "自有资金" in row:
            if not own:
                continue
            drawn = row.replace("2.自有资金", f"2.自有资金|{own}")
        elif "事业收入" in row:
            drawn = row.replace("|^|", f"|^|{first_part}|")
        elif "经营性收入" in row or row.startswith("|^|          其他"):
            drawn = row.replace("|^|", "|^|^|")
        rows.append(drawn)
    return "\n".join(rows)


@pytest.mark.parametrize("own", ["小计", "合计", "自有资金小计"])
def test_a_merged_parent_stands_beside_its_parts_and_their_sum(own: str) -> None:
    drawing = parent_column(own, "^")
    assert funds(drawing) == CUSTOMARY


def test_a_merged_parent_without_a_row_of_its_own() -> None:
    drawing = parent_column("", "2.自有资金")
    assert funds(drawing) == without(CUSTOMARY, "own")
    drawing = parent_column("", "自有资金").replace("3.其他", "其他")
    assert funds(drawing) == without(CUSTOMARY, "own")


def test_an_of_which_column_beside_the_parts() -> None:
    drawing = parent_column("", "其中").replace(
        "|^|其中|", line("2.自有资金").strip().replace("2.自有资金", "2.自有资金 <") + "\n|^|其中|"
    )
    assert funds(drawing) == CUSTOMARY


def test_an_unknown_row_is_left_over() -> None:
    row = "|^|其中：债券资金 <|7.1|7.2|7.3|||\n"
    form = read(changed(EVALUATION, ("|^|其他资金", row + "|^|其他资金")))
    assert {p: t for p, t in form.paths.items() if p.startswith("funds.")} == CUSTOMARY_EVALUATION
    assert {"7.1", "7.2", "7.3"} <= set(form.unmapped)


def test_the_total_may_stand_last() -> None:
    drawing = changed(EVALUATION, ("|^|年度资金总额 <|91|81|71|10|87.7%|8.8|\n", ""))
    drawing = changed(
        drawing, ("|年度总体目标|", "|^|合计 <|91|81|71|10|87.7%|8.8|\n|年度总体目标|")
    )
    assert funds(drawing) == CUSTOMARY_EVALUATION


@pytest.mark.parametrize(
    "labels",
    [
        ("资金总额：", "1.财政拨款", "2.上年结转", "3.其他"),
        ("年度财政资金总额", "其中:本年财政拨款", "     上年结转资金", "     其他资金"),
        ("年度资金/n总额", "其中：/n当年财政拨款", "上年结转/n资金", "其他资金："),
        ("总额", "其中:财政资金", "上年结转结余资金", "其它资金"),
    ],
)
def test_rows_of_the_evaluation_have_many_names(labels: tuple[str, ...]) -> None:
    customary = ("年度资金总额 <", "其中：当年财政拨款 <", "上年结转资金 <", "其他资金 <")
    drawing = changed(
        EVALUATION,
        *(("|^|" + old, f"|^|{new} <") for old, new in zip(customary, labels, strict=True)),
    )
    assert funds(drawing) == CUSTOMARY_EVALUATION


# --------------------------------------------------------------------------------- shapes


def test_column_edges_that_miss_each_other_by_a_hair() -> None:
    rows = []
    for row in LINES:
        drawn = row
        if "全年安排" in row:
            drawn = row.replace("全年安排资金额|第1季度 <<<", "全年安排资金额 <|第1季度 <<<")
        elif "累计已到位" in row:
            drawn = row.replace("|^|^|^|", "|^|^|^|<|")
        elif row.startswith("|^|") and row.count("|") == 16:
            cells = row.split("|")
            cells[4] += " <"
            drawn = "|".join(cells)
        elif row.startswith("|"):
            drawn = row[:-1] + "<|"
        rows.append(drawn)
    assert funds("\n".join(rows)) == CUSTOMARY


def test_row_labels_that_reach_a_hair_too_far() -> None:
    drawing = """
    项目支出绩效自评表
    |项目名称|道路维护 <<<<<<<|
    |项目资金（万元）||年初预算数 <|全年预算数|全年执行数|分值|执行率|得分|
    |^|年度资金总额 <|91|81|71|10|87.7%|8.8|
    |^|其中：当年财政拨款 <|61|51|41|—|80.4%|—|
    |^|上年结转资金 <|20|21|22|—|104.8%|—|
    |^|其他资金 <|10|9|8|—|88.9%|—|
    """
    assert funds(drawing) == CUSTOMARY_EVALUATION


def test_row_labels_that_end_a_hair_too_early() -> None:
    drawing = """
    项目支出绩效自评表
    |项目名称|道路维护 <<<<<<<|
    |项目资金（万元）||<|年初预算数|全年预算数|全年执行数|分值|执行率|得分|
    |^|年度资金总额|91 <|81|71|10|87.7%|8.8|
    |^|其中：当年财政拨款|61 <|51|41|—|80.4%|—|
    |^|上年结转资金|20 <|21|22|—|104.8%|—|
    |^|其他资金|10 <|9|8|—|88.9%|—|
    """
    assert funds(drawing) == CUSTOMARY_EVALUATION


def test_rows_and_columns_exchanged() -> None:
    form = read("""
    项目支出绩效自评表
    |项目名称|道路维护 <<<<|
    |项目资金（万元）||年度资金总额|其中：当年财政拨款|上年结转资金|其他资金|
    |^|年初预算数|91|61|20|10|
    |^|全年预算数|81|51|21|9|
    |^|全年执行数|71|41|22|8|
    |^|分值|10|—|—|—|
    |^|执行率|87.7%|80.4%|104.8%|88.9%|
    |^|得分|8.8|—|—|—|
    """)
    found = {p: t for p, t in form.paths.items() if p.startswith("funds.")}
    assert found == CUSTOMARY_EVALUATION
    assert form.unmapped == []


def test_two_header_levels_on_the_left() -> None:
    form = read("""
    项目资金绩效监控情况表
    |项目名称|政法经费 <<<<|
    |资金安排使用情况（万元） <|资金总额|1.财政拨款|2.自有资金|3.其他|
    |全年安排资金额 <|153|120|30|3|
    |第1季度|已到位资金|101|111|121|161|
    |^|到位率|201|211|221|261|
    |1-2季度|实际支出资金|302|312|322|362|
    |^|支出实现率|402|412|422|462|
    """)
    assert form.row("funds.other.q1", "received", "received_rate") == ["161", "261"]
    assert form.row("funds.total.q1_q2", "spent", "spent_rate") == ["302", "402"]
    assert form["funds.own.annual"] == "30"


def test_a_value_merged_over_two_rows_belongs_to_the_first() -> None:
    drawing = changed(
        EVALUATION,
        ("|87.7%|8.8|", "|87.7%|8.8|"),
        ("|80.4%|—|", "|80.4%|^|"),
        ("|104.8%|—|", "|104.8%|^|"),
        ("|88.9%|—|", "|88.9%|^|"),
    )
    form = read(drawing)
    assert form["funds.total.score"] == "8.8"
    assert form["funds.fiscal.score"] == ""
    assert form["funds.other.executed"] == "8"


def test_a_row_without_any_value_is_blank_not_absent() -> None:
    drawing = changed(EVALUATION, ("|20|21|22|—|104.8%|—|", "|||||||"))
    form = read(drawing)
    assert form["funds.carryover.executed"] == ""
    assert form["funds.other.executed"] == "8"


def test_a_row_that_the_form_does_not_have_is_absent() -> None:
    drawing = changed(EVALUATION, ("|^|上年结转资金 <|20|21|22|—|104.8%|—|\n", ""))
    assert read(drawing)["funds.carryover.executed"] is None


def test_rows_that_end_early_leave_their_last_cells_absent() -> None:
    drawing = changed(EVALUATION, ("|20|21|22|—|104.8%|—|", "|20|21|"))
    form = read(drawing)
    assert form["funds.carryover.annual_budget"] == "21"
    assert form["funds.carryover.score"] is None


def test_the_scalar_fields_below_the_table_are_not_its_rows() -> None:
    drawing = MONITORING + "|资金总额|999 <<<<<<<<<<<<<|\n"
    assert funds(drawing) == CUSTOMARY


def test_labels_name_the_header_and_the_place_is_the_cells() -> None:
    located = read(MONITORING).located("funds.own_other.q1_q3.received")
    assert located.label == "累计已到位资金（万元）"
    assert located.place is not None
    assert (located.place.table, located.place.row, located.place.column) == (0, 16, 11)
