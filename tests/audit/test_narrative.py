"""What texts say against the cells: contradictions, restatements, and what is never compared."""

import pytest

from extractor.audit import audit
from extractor.model import Place, Record, Value
from extractor.narrative import quantities

from .drawn import F1, SEED, evaluation_form, fund_form, rule_of

FUNDS = """
        annual  q1.received q1.received_rate q1.spent q1.spent_rate  q1_q2.received q1_q2.received_rate q1_q2.spent q1_q2.spent_rate  q1_q3.received q1_q3.received_rate q1_q3.spent q1_q3.spent_rate
total   213     153         71.83%           4.16     1.95%          213            100%                8.87        4.16%             213            100%                12.53       5.88%
fiscal  153     153         100%             4.16     2.72%          153            100%                8.87        5.8%              153            100%                12.53       8.19%
other   60      .           .                .        .              60             100%                .           .                 60             100%                .           .
"""
EVALUATION = """
       initial_budget annual_budget executed weight execution_rate score
total  90             100           98.17    10     98.17%         9.8
fiscal 90             90            88.17    .      97.97%         .
other  .              10            10       .      100%           .
"""


def told(form, path, text, year=None):
    """The form with a text in one field, and what its texts lead to."""
    place = Place(table=0, row=9, column=1)
    values = {**form.values, path: Value(path, "text", "found", text, raw=text, place=place)}
    if year is not None:
        values["year"] = Value("year", "date", "found", year, raw=year)
    return Record(form.form, values)


def narrative(record, language="zh"):
    rule = rule_of(record)
    found = audit(record, rule, language, quantities(record, rule)).findings
    return [finding for finding in found if finding.kind == "narrative"]


def monitoring(text, year=None):
    return narrative(told(fund_form(FUNDS, budget_amount="213"), "outputs_achieved", text, year))


def evaluation(text, year=None):
    return narrative(told(evaluation_form(EVALUATION), "goal.actual", text, year))


AGREES = [
    "截至9月底，累计支出12.53万元，支出实现率8.19%。",
    "第1季度实际支出资金4.16万元。",
    "1-9月累计支出12.53万元。",
    "上半年累计支出资金8.87万元。",
    "前三季度累计支出12.5万元。",
    "截至9月底，累计支出约12万元。",
    "截至9月底，累计支出超过12万元。",
    "截至9月底，累计支出不超过13万元。",
    "财政拨款到位资金153万元，资金到位率100%。",
    "全年安排资金额213万元。",
    "预算安排资金213万元。",
    "预算安排资金2,130,000元。",
    "资金总额213万元。",
    "累计支出125,300元。",
    "截至9月底，累计支出12.5万余元。",
    "1-3季度，财政拨款累计支出12至13万元。",
    "累计支出一十二万五千三百元。",
]
CONTRADICTS = [
    ("截至9月底，累计支出15.23万元。", "funds.total.q1_q3.spent"),
    ("第1季度实际支出资金6.14万元。", "funds.total.q1.spent"),
    ("截至6月底，支出实现率8.5%。", "funds.fiscal.q1_q2.spent_rate"),
    ("累计支出超过14万元。", "funds.total.q1_q3.spent"),
    ("累计支出约20万元。", "funds.total.q1_q3.spent"),
    ("预算安排资金231万元。", "budget_amount"),
    ("财政拨款资金到位率85%。", "funds.fiscal.q1.received_rate"),
    ("截至9月底，资金到位率不足90%。", "funds.total.q1_q3.received_rate"),
]
SAYS_NOTHING = [
    "计划年底前累计支出20万元。",
    "预计1-3季度累计支出20万元。",
    "上年累计支出20万元。",
    "2021年累计支出20万元。",
    "其中差旅费支出3万元。",
    "累计支出（其中培训3万元）按进度执行。",
    "支出3万元。",
    "累计支出3万元用于培训。",
    "设备购置支出3万元。",
    "组织培训3期，支出资金6万元。",
    "举办活动两场，共支出6万元。",
    "购买设备15万元，培训5万元，合计20万元。",
    "我单位全年安排资金500万元。",
    "中央财政资金60万元。",
    "其他5万元。",
    "一期工程到位资金20万元。",
    "全县累计支出1,200万元。",
    "新增设备12台，使用率95%。",
    "物资12批，到位率95%。",
    "人员到位率95%。",
    "第4季度累计支出20万元。",
    "截至10月底，累计支出20万元。",
    "支出同比增长130%。",
    "累计支出资金比上年增加20万元。",
    "人均支出20万元。",
    "接入率98%，群众满意率96%。",
    "累计支出20万元（不含前期费用）。",
]


@pytest.mark.parametrize("text", AGREES)
def test_a_text_that_restates_a_cell_is_silent(text):
    assert monitoring(text) == []


@pytest.mark.parametrize(("text", "cell"), CONTRADICTS)
def test_a_text_that_contradicts_a_cell_is_a_warning_that_names_both(text, cell):
    [finding] = monitoring(text)
    assert finding.severity == "warning"
    assert finding.check == "outputs_achieved"
    assert finding.fields == ("outputs_achieved", cell)
    assert finding.suspect is None


@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_plans_other_years_parts_and_other_things_are_never_compared(text):
    assert monitoring(text, year="2022") == []


def test_a_year_is_only_trusted_where_the_form_has_it():
    assert monitoring("2022年累计支出20万元。") == []
    assert len(monitoring("2022年累计支出20万元。", year="2022")) == 1


def test_what_is_meant_to_be_is_no_statement_on_what_is():
    form = fund_form(FUNDS, budget_amount="213")
    assert narrative(told(form, "improvements", "累计支出20万元。")) == []


def test_the_sentence_of_a_contradiction_in_both_languages():
    form = fund_form(FUNDS, budget_amount="213")
    record = told(form, "outputs_achieved", "进展顺利，预算安排资金231万元。")
    assert [finding.message for finding in narrative(record)] == [
        "产出成果写“预算安排资金231万元”,与预算安排资金 213 不一致"
    ]
    assert [finding.message for finding in narrative(record, "en")] == [
        "产出成果 says “预算安排资金231万元”, but 预算安排资金 reads 213"
    ]


def test_with_several_cells_the_nearest_is_named():
    [finding] = monitoring("截至9月底，累计支出15.23万元。")
    assert finding.message == (
        "产出成果写“支出15.23万元”,表中没有与之一致的数,"
        "最接近的是资金总额 1-3季度实际支出资金 12.53"
    )
    assert finding.reported == "152300"


@pytest.mark.parametrize(
    "text",
    [
        "全年预算数100万元，全年执行数98.17万元，预算执行率98.17%。",
        "年度资金总额100万元。",
        "预算执行率约98%。",
        "2022年全年执行数98.17万元。",
        "第3季度预算执行率70%。",
        "执行率70%。",
    ],
)
def test_an_evaluation_that_restates_itself_is_silent(text):
    assert evaluation(text, year="2022") == []


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("全年执行数89.17万元。", "funds.fiscal.executed"),
        ("预算执行率89.1%。", "funds.fiscal.execution_rate"),
        ("当年财政拨款全年执行数98.17万元。", "funds.fiscal.executed"),
    ],
)
def test_an_evaluation_that_contradicts_itself(text, cell):
    [finding] = evaluation(text, year="2022")
    assert finding.fields == ("goal.actual", cell)


# ------------------------------------------------------------------------------ above 100 %


@pytest.mark.parametrize(
    "text",
    [
        "接入率128%，全市第二。",
        "摄像头1882个，接入率达128%。",
        "覆盖率超过100%，达到101%。",
        "占总支出的128%。",
    ],
)
def test_a_rate_above_all_is_an_info(text):
    [finding] = monitoring(text)
    assert (finding.severity, finding.check, finding.suspect) == ("info",) + (
        "outputs_achieved",
    ) * 2


@pytest.mark.parametrize(
    "text",
    [
        "产值增长130%。",
        "访问量同比提高130%。",
        "超额完成任务，完成率达120%。",
        "完成年度计划的120%。",
        "较上年提升150%。",
        "覆盖率100%。",
        "工程量翻番，增幅200%。",
        "损耗率不超过120%。",
    ],
)
def test_growth_and_multiples_may_exceed_all(text):
    assert monitoring(text) == []


def test_the_note_says_the_clause_in_both_languages():
    record = told(fund_form(SEED), "outputs_achieved", "联通的摄像头1882个，接入率128%，全市第二。")
    assert narrative(record)[0].message == "产出成果写“接入率128%”,比率超过 100%"
    assert narrative(record, "en")[0].message == "产出成果 says “接入率128%”, a rate above 100%"


def test_without_quantities_nothing_is_said():
    record = told(fund_form(SEED), "outputs_achieved", "接入率128%。")
    assert not [f for f in audit(record, F1).findings if f.kind == "narrative"]


@pytest.mark.parametrize(
    "text",
    [
        "累计支出不足12万元。",
        "累计支出不超过12万元。",
        "累计支出超过13万元。",
    ],
)
def test_a_bound_that_the_cell_does_not_keep_is_a_contradiction(text):
    assert len(monitoring(f"截至9月底，{text}")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "1.办公设备购置\n预算安排资金35万元，累计支出3万元",
        "法律援助项目进展顺利。资金总额20万元。",
        "财政拨款到位资金50万元，用于办案；财政拨款到位资金103万元，用于培训。",
    ],
)
def test_parts_named_before_and_parts_that_add_up_are_no_contradiction(text):
    assert monitoring(text) == []


@pytest.mark.parametrize(
    "text", ["政法经费项目进展顺利。资金总额20万元。", "本项目进展顺利。资金总额20万元。"]
)
def test_a_sentence_on_the_project_itself_names_no_part(text):
    assert len(monitoring(text)) == 1
