"""Every kind of check and every cause that a finding may name: codes, titles, meanings, examples.

`tiqu checks --markdown` prints the page of the documentation; a test compares. The
order of CAUSES is that of specificity: of several causes that explain a number the first wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from extractor.model import Language

Words = Mapping[Language, str]


class Entry(msgspec.Struct, frozen=True):
    """One kind or one cause. `tail` ends a message; its placeholders are filled by the cause."""

    code: str
    title: Words
    meaning: Words
    example: str
    tail: Words = {}


def _words(chinese: str, english: str) -> Words:
    return {"zh": chinese, "en": english}


def _kind(
    code: str, title: tuple[str, str], meaning: tuple[str, str], example: str
) -> tuple[str, Entry]:
    return code, Entry(code, _words(*title), _words(*meaning), example)


def _cause(
    code: str,
    title: tuple[str, str],
    meaning: tuple[str, str],
    tail: tuple[str, str],
    example: str,
) -> tuple[str, Entry]:
    return code, Entry(code, _words(*title), _words(*meaning), example, _words(*tail))


KINDS: Mapping[str, Entry] = dict(
    [
        _kind(
            "total",
            ("合计", "total"),
            ("合计等于各分项之和", "a total is the sum of its parts"),
            "资金总额 90 = 财政拨款 60 + 自有资金 30",
        ),
        _kind(
            "ratio",
            ("比率", "ratio"),
            ("比率等于分子除以分母", "a rate is its numerator over its base"),
            "支出实现率 2.72% = 4.16 ÷ 153",
        ),
        _kind(
            "order",
            ("大小顺序", "order"),
            (
                "累计数逐期不减,支出不超过到位",
                "periods do not fall, spending stays within receipts",
            ),
            "1-2季度 8.87 ≥ 第1季度 4.16",
        ),
        _kind(
            "equal",
            ("同一数字", "equal"),
            ("同一事实两处填报应一致", "one fact that stands in two places is one number"),
            "预算安排资金 153 = 资金总额 全年安排资金额 153",
        ),
        _kind(
            "range",
            ("范围", "range"),
            ("数字在允许范围之内", "a number lies within its bounds"),
            "得分 8 ≤ 分值 10;分值合计为 100;0% ≤ 到位率 ≤ 100%",
        ),
        _kind(
            "choice",
            ("选项", "choice"),
            (
                "单选题恰好选一项,选项与金额相符",
                "exactly one box is ticked, and amounts agree with it",
            ),
            "选“无该项内容”,采购金额未填",
        ),
        _kind(
            "required",
            ("必填", "required"),
            ("必填内容已填写", "what must be filled in is filled in"),
            "项目名称未填写",
        ),
        _kind(
            "format",
            ("格式", "format"),
            ("电话、日期、编码的写法合理", "telephone numbers, dates and codes look like such"),
            "联系电话 1590737515 少一位",
        ),
        _kind(
            "membership",
            ("对应", "membership"),
            ("编码与名称相符", "a code and its name agree"),
            "2013102 的末两位 02 为一般行政管理事务",
        ),
        _kind(
            "narrative",
            ("文字", "narrative"),
            ("文字中的数字与表中数字相符", "numbers in a text agree with the table"),
            "文中“支出 12.53 万元”与表中 12.53",
        ),
        _kind(
            "unreadable",
            ("无法识读", "unreadable"),
            ("填写的内容不是该栏应有的类型", "what is written is not of the field's type"),
            "实际支出资金填报“详见附件”",
        ),
        _kind(
            "across",
            ("跨表", "across"),
            ("不同表之间的同一数字一致", "forms agree with each other"),
            "监控表与自评表的全年预算一致",
        ),
    ]
)

CAUSES: Mapping[str, Entry] = dict(
    [
        _cause(
            "swapped_cells",
            ("两格互换", "exchanged cells"),
            ("两个单元格的数字互换了", "two cells hold each other's number"),
            ("疑与{other} {other_shown} 填反", "exchanged with {other} {other_shown}, it seems"),
            "已到位 4.16、实际支出 153",
        ),
        _cause(
            "defaulted_row",
            ("合计行未填", "total row left at 0"),
            ("合计行保留默认值 0,分项却有数字", "the total row is 0 throughout, its parts are not"),
            ("疑为合计行未填,保留了默认值 0", "the total row seems left at its default 0"),
            "年度资金总额 0,当年财政拨款 90",
        ),
        _cause(
            "shifted",
            ("错位", "shifted"),
            ("一行或一列的数字错开一格", "a row's or column's numbers stand one place too far"),
            ("疑为本行数字错位一期", "the row's numbers seem to stand one place too far"),
            "1-2季度填了第1季度的数,1-3季度填了1-2季度的数",
        ),
        _cause(
            "wrong_base",
            ("分母用错", "wrong base"),
            ("按另一分母计算", "computed on another candidate base"),
            ("疑误按{base}计算", "computed on {base}, it seems"),
            "支出 20 ÷ 已到位 100 = 20%,全表按全年安排 200",
        ),
        _cause(
            "omitted_part",
            ("漏加分项", "part left out"),
            ("差额等于一个分项", "the gap equals one part"),
            ("疑漏加{part} {part_shown}", "{part} {part_shown} seems left out"),
            "合计 60,分项 60 与 30",
        ),
        _cause(
            "double_counted",
            ("重复计入", "counted twice"),
            ("分项或其中项多加了一次", "a part, or a part of it, is added twice"),
            ("疑重复计入{part} {part_shown}", "{part} {part_shown} seems counted twice"),
            "合计 120,分项 60 与 30(其中 30)",
        ),
        _cause(
            "not_cumulative",
            ("未累计", "not cumulative"),
            ("只填了本期数,未加上期", "the period alone, without the one before"),
            (
                "疑为只填本期数,未累计{other} {other_shown}",
                "the period alone, without {other} {other_shown}, it seems",
            ),
            "第1季度 4.16,1-2季度填 4.71 而非 8.87",
        ),
        _cause(
            "stale_period",
            ("照抄上期", "previous period"),
            ("与上一期相同", "equals the previous period"),
            ("疑为照抄上期{other} {other_shown}", "the previous {other} {other_shown}, it seems"),
            "1-2季度仍填 4.16",
        ),
        _cause(
            "copied_neighbour",
            ("照抄邻格", "copied neighbour"),
            ("与相邻单元格相同", "equals a neighbouring cell"),
            ("疑为照抄{other} {other_shown}", "copied from {other} {other_shown}, it seems"),
            "自有资金填了财政拨款的数",
        ),
        _cause(
            "unit_slip",
            ("单位混淆", "wrong unit"),
            ("相差一万倍(或千倍、亿倍)", "off by ten thousand (a thousand, a hundred million)"),
            ("疑为金额单位混淆(相差 {factor} 倍)", "off by {factor}: another unit, it seems"),
            "万元栏填 1530000",
        ),
        _cause(
            "percent_slip",
            ("百分号之误", "percent sign"),
            ("比率相差一百倍", "a rate off by a hundred"),
            ("疑为百分号之误(相差 100 倍)", "off by 100: the percent sign, it seems"),
            "2.72% 写成 272%",
        ),
        _cause(
            "decimal_shift",
            ("小数点错位", "decimal point"),
            ("相差十的整数次方", "off by a power of ten"),
            ("疑为小数点错位", "the decimal point seems misplaced"),
            "15.3 应为 153",
        ),
        _cause(
            "transposed_digits",
            ("数字颠倒", "transposed digits"),
            ("相邻两位数字颠倒", "two adjacent digits exchanged"),
            ("疑为数字颠倒({right}→{wrong})", "digits transposed, it seems ({right}→{wrong})"),
            "8.19% 写成 8.91%",
        ),
        _cause(
            "dropped_digit",
            ("漏写数字", "dropped digit"),
            ("少写一位数字", "one digit lost"),
            ("疑漏写数字({right}→{wrong})", "a digit is missing, it seems ({right}→{wrong})"),
            "153 写成 15",
        ),
        _cause(
            "doubled_digit",
            ("重复数字", "doubled digit"),
            ("一位数字写了两遍", "one digit repeated"),
            ("疑重复录入数字({right}→{wrong})", "a digit is repeated, it seems ({right}→{wrong})"),
            "153 写成 1553",
        ),
        _cause(
            "wrong_digit",
            ("误写数字", "wrong digit"),
            ("一位数字写错", "one digit replaced"),
            ("疑误写一位数字({right}→{wrong})", "one digit is wrong, it seems ({right}→{wrong})"),
            "153 写成 158",
        ),
        _cause(
            "sign",
            ("正负号之误", "sign"),
            ("正负号相反", "negated"),
            ("疑为正负号之误", "the sign seems wrong"),
            "4.16 写成 -4.16",
        ),
        _cause(
            "truncated",
            ("截去末位", "cut"),
            ("截去而非四舍五入", "cut instead of rounded"),
            ("疑为截去而非四舍五入", "cut, not rounded, it seems"),
            "2.719% 写成 2.71%",
        ),
    ]
)

#: Cause → how specific it is; the most specific is 0.
SPECIFICITY: Mapping[str | None, int] = {
    **{code: number for number, code in enumerate(CAUSES)},
    None: len(CAUSES),
}


def tail(cause: str, language: Language, **parts: str) -> str:
    """The end of a message that names the likely cause."""
    between: Mapping[Language, Literal[",", "; "]] = {"zh": ",", "en": "; "}
    return between[language] + CAUSES[cause].tail[language].format(**parts)


def listing(language: str) -> Iterator[str]:
    """Kinds, a blank line, causes: code, title, meaning, example."""
    spoken: Language = "en" if language == "en" else "zh"
    for entries in (KINDS, CAUSES):
        if entries is CAUSES:
            yield ""
        width = max(map(len, entries))
        for entry in entries.values():
            meaning = f"{entry.title[spoken]}: {entry.meaning[spoken]}"
            yield f"{entry.code:<{width}}  {meaning} ({entry.example})"


def page() -> Iterator[str]:
    """The documentation's page, line by line."""
    yield "# Checks and causes"
    yield ""
    yield "Made from `extractor/audit/catalogue.py` by `tiqu checks --markdown`."
    for title, entries in (("Kinds of checks", KINDS), ("Causes", CAUSES)):
        yield ""
        yield f"## {title}"
        yield ""
        yield "| code | title | meaning | example |"
        yield "| --- | --- | --- | --- |"
        for entry in entries.values():
            names = f"{entry.title['zh']} · {entry.title['en']}"
            meaning = f"{entry.meaning['zh']} · {entry.meaning['en']}"
            yield f"| `{entry.code}` | {names} | {meaning} | {entry.example} |"
