"""Labels and values in one running text."""

import pytest

from extractor.mapping.inline import segments
from extractor.mapping.labels import label_index
from extractor.mapping.patterns import find_pattern, pattern_unit
from extractor.rulebook import load_rules
from tests.mapping.drawing import content

INDEX = label_index(load_rules().rules["project_fund_monitoring"])


def parts(text: str, *, loose: bool = True) -> dict[str, str]:
    text = text.replace("/n", "\n")
    return {
        segment.label: text[segment.value_start : segment.end].strip()
        for segment in segments(content(text), INDEX, loose=loose)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "填报单位：甲局　填报日期：2022年9月30日",
            {"填报单位": "甲局", "填报日期": "2022年9月30日"},
        ),
        ("填报单位（盖章）：甲局", {"填报单位": "甲局"}),
        ("填报单位 ( 盖章 ) : 甲局", {"填报单位": "甲局"}),
        ("填 报 单 位：甲局", {"填 报 单 位": "甲局"}),
        ("联系人:张三 电话:0731-1", {"联系人": "张三", "电话": "0731-1"}),
        ("联系人：张三/n联系电话：139", {"联系人": "张三", "联系电话": "139"}),
        ("联系人：　　　联系电话：", {"联系人": "", "联系电话": ""}),
        ("填报单位：甲局　　单位负责人：张三", {"填报单位": "甲局"}),
    ],
)
def test_a_value_ends_where_the_next_label_begins(text: str, found: dict[str, str]) -> None:
    assert parts(text) == found


def test_a_label_before_a_bracket_or_a_blank_counts_outside_tables_only() -> None:
    assert parts("填报单位（盖章） 甲局") == {"填报单位": "甲局"}
    assert parts("填报单位（盖章） 甲局", loose=False) == {}
    assert parts("填报单位　甲局") == {"填报单位": "甲局"}


def test_the_longest_label_counts() -> None:
    assert parts("联系电话：139") == {"联系电话": "139"}
    assert parts("项目实施单位：某局") == {"项目实施单位": "某局"}


@pytest.mark.parametrize(
    "text",
    ["各填报单位应当认真填写。", "由项目单位负责", "联系人", "本单位名称变更后"],
)
def test_a_label_within_a_sentence_is_none(text: str) -> None:
    assert not any(parts(text, loose=False).values())
    assert "由" not in str(parts(text))


def test_a_time_is_no_label() -> None:
    assert (
        parts("会议于9:30开始，填报日期：2022年9月30日 17:00")["填报日期"] == "2022年9月30日 17:00"
    )


# ---------------------------------------------------------------------------------- patterns


def value(text: str, pattern: str, type_: str = "money", stops: tuple[str, ...] = ()) -> str | None:
    found = find_pattern(content(text), pattern, type_, stops)
    return None if found is None else text[found[0] : found[1]].strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("应采购金额 12 万元", "12 万元"),
        ("应采购金额：12万元 ☑无该项内容", "12万元"),
        ("应采购金额 12 万元 实际采购金额 10 万元", "12 万元"),
        ("应 采 购 金 额 12", "12"),
        ("应采购金额__12__", "12"),
        ("应采购金额", ""),
        ("实际采购金额 10 万元", None),
    ],
)
def test_a_sentences_value_ends_at_a_mark_or_the_next_pattern(text: str, found: str | None) -> None:
    assert value(text, "应采购金额{}", stops=("实际采购金额",)) == found


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("（2022年度）", "2022"),
        ("（ 2022 年度）", "2022"),
        ("（２０２２年）", "２０２２"),
        ("二〇二二年度", "二〇二二"),
        ("二○二二年", "二○二二"),
        ("（     年度）", ""),
        ("附件2022", None),
    ],
)
def test_the_year_of_a_title(text: str, year: str | None) -> None:
    assert value(text, "{}年", "date") == year


@pytest.mark.parametrize(
    "text",
    [
        "第3季度",
        "第三季度",
        "三季度",
        "1-3季度",
        "1—9月",
        "1至9月",
        "前三季度",
        "上半年",
        "一至三季度",
    ],
)
def test_the_period_of_a_title(text: str) -> None:
    assert value(f"2022年{text}监控表", "{}", "period") is not None


@pytest.mark.parametrize("text", ["2022年度", "2022-2023年", "（试行）", "四季如春"])
def test_what_is_no_period(text: str) -> None:
    assert value(text, "{}", "period") is None


def test_a_pattern_may_end_with_words_and_a_unit() -> None:
    assert value("年初预算金额(5292.00)万元,调整后", "年初预算金额({})万元") == "5292.00"
    assert value("年初预算金额（5292.00）万元", "年初预算金额({})万元") == "5292.00"
    assert pattern_unit("年初预算金额({})万元") == "万元"
    assert pattern_unit("执行率为({})%") == "%"
    assert pattern_unit("应采购金额{}") is None
