"""The sentences of findings, in both languages, one template a case."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.model import Language

#: What a finding says, by case. Placeholders are filled with names and numbers of the form.
SENTENCES: Mapping[str, Mapping[Language, str]] = {
    "computed": {
        "zh": "{name}填报 {shown},按 {formula} 应为 {expected}",
        "en": "{name} reads {shown}, but {formula} gives {expected}",
    },
    "over_zero": {
        "zh": "{name}填报 {shown},但 {formula} 的分母为 0,无从计算",
        "en": "{name} reads {shown}, but {formula} divides by 0",
    },
    "over_zero_is": {
        "zh": "{name}填报 {shown},但 {formula} 的分母为 0 而分子不为 0,应为 {expected}",
        "en": "{name} reads {shown}, but where {formula} divides by 0 it is {expected}",
    },
    "unequal": {
        "zh": "{name}填报 {shown},与{other} {other_shown} 不一致",
        "en": "{name} reads {shown}, but {other} reads {other_shown}",
    },
    "less": {
        "zh": "{name}填报 {shown},小于{other} {other_shown}",
        "en": "{name} reads {shown}, less than {other} {other_shown}",
    },
    "greater": {
        "zh": "{name}填报 {shown},大于{other} {other_shown}",
        "en": "{name} reads {shown}, more than {other} {other_shown}",
    },
    "outside": {
        "zh": "{name}填报 {shown},不在 {low} 至 {high} 之间",
        "en": "{name} reads {shown}, outside {low} to {high}",
    },
    "adds_up": {
        "zh": "{formula} 合计为 {sum},应为 {expected}",
        "en": "{formula} adds up to {sum}, not {expected}",
    },
    "differs": {
        "zh": "{name}填报 {shown},与 {formula} 不符",
        "en": "{name} reads {shown}, which does not agree with {formula}",
    },
    "condition": {
        "zh": "{test},但填报了{filled}",
        "en": "{test}, yet there is {filled}",
    },
    "condition_filled": {
        "zh": "{test},但未填{blank}",
        "en": "{test}, yet nothing is written for {blank}",
    },
    "steps": {"zh": "{of}所在档次", "en": "the step of {of}"},
    "suspect": {
        "zh": "{name}填报 {shown} 疑有误",
        "en": "{name} {shown} is the likely mistake",
    },
    "suspect_value": {
        "zh": "{name}填报 {shown} 疑有误,应为 {expected}",
        "en": "{name} {shown} is the likely mistake for {expected}",
    },
    "several": {"zh": "{names}疑有误", "en": "{names} are the likely mistake"},
    "several_values": {
        "zh": "{names}疑有误,应为 {expected}",
        "en": "{names} are the likely mistake for {expected}",
    },
    "possibly": {"zh": ",也可能原为 {meant}", "en": ", or it was {meant}"},
    "because": {"zh": ":{failure}", "en": ": {failure}"},
    "alternatives": {
        "zh": ",可能有误的是{names}",
        "en": "; any of these could be the mistake: {names}",
    },
    "only": {
        "zh": ",可能有误的是{names}",
        "en": "; the mistake could be {names}",
    },
    "likeliest": {
        "zh": "{reason};也可能有误的是{names}",
        "en": "{reason}; or any of these could be the mistake: {names}",
    },
    "likeliest_value": {
        "zh": ",最可能有误的是{name},应为 {expected}{reason};也可能是{names}",
        "en": "; most likely {name} for {expected}{reason}; or one of these: {names}",
    },
    "left_out": {"zh": "(另有 {count} 种可能)", "en": " (and {count} more)"},
    "together": {"zh": "({names} 同时有误)", "en": "({names} together)"},
    "more": {"zh": "等", "en": " and others"},
    "note": {"zh": "({note})", "en": " ({note})"},
    "low_confidence": {
        "zh": "(原件识读把握不高,请先核对原件)",
        "en": " (the reading itself is uncertain: compare it with the paper)",
    },
    "base": {
        "zh": "{name}按{base}计算,而非{customary}",
        "en": "{name} is computed on {base}, not on {customary}",
    },
    "truncated": {
        "zh": "{names}的末位是截去而非四舍五入所得,与本表其他同类比率不同",
        "en": "{names}: the last digit is cut, not rounded as elsewhere on this form",
    },
    "amounts_cut": {
        "zh": "{names}只有在各项金额均为截去末位填报(而非四舍五入)时才与金额相符",
        "en": "{names}: agrees with the amounts only if all amounts were cut, not rounded",
    },
    "within_rounding": {
        "zh": "{names}与由表中数字重算的结果在末位上有出入,可由四舍五入解释",
        "en": "{names}: differs in the last digit from the recomputed number; rounding explains it",
    },
    "not_yet": {
        "zh": "{names}的累计数为 0 或在本表期间之后,按尚未填报处理,不参与核对",
        "en": "{names}: 0 or after the form's period, taken as not reported yet and not checked",
    },
    "whole_sum": {
        "zh": "{failure};各项均为整数,若均系四舍五入所得,差额尚可解释",
        "en": "{failure}; all are whole numbers, and rounding could explain the gap",
    },
    "unlikely_sum": {
        "zh": "{failure};各项均为整数,差额不大可能由四舍五入造成",
        "en": "{failure}; all are whole numbers, and rounding hardly explains the gap",
    },
    "template": {
        "zh": "空白表:未填写任何内容",
        "en": "a blank template: nothing is filled in",
    },
    "none_ticked": {
        "zh": "{name}未勾选任何一项",
        "en": "{name}: no box is ticked",
    },
    "several_ticked": {
        "zh": "{name}勾选了不止一项:{raw}",
        "en": "{name}: more than one box is ticked: {raw}",
    },
    "unclear_mark": {
        "zh": "{name}的勾选标记无法辨认:{raw}",
        "en": "{name}: a mark cannot be told: {raw}",
    },
    "stray_mark": {
        "zh": "{name}有不属于任何选项的勾选标记:{raw}",
        "en": "{name}: a tick belongs to no option: {raw}",
    },
    "not_a_value": {
        "zh": "{name}填报“{raw}”,不是{type}",
        "en": "{name} reads “{raw}”, which is no {type}",
    },
    "bare_rate": {
        "zh": "{name}填报 {raw},没有百分号,按 {meant} 理解",
        "en": "{name} reads {raw} without a percent sign, taken as {meant}",
    },
    "required": {"zh": "{name}未填写", "en": "{name} is not filled in"},
    "odd_phone": {
        "zh": "{name}填报 {raw},不像电话号码",
        "en": "{name} reads {raw}, which does not look like a telephone number",
    },
    "odd_date": {
        "zh": "{name}填报 {raw},年份不合常理",
        "en": "{name} reads {raw}, an improbable year",
    },
    "membership": {
        "zh": "{name}填报 {raw},与名称“{other}”不符,“{other}”的编码应为 {expected}",
        "en": "{name} reads {raw}, but the code of “{other}” is {expected}",
    },
    "text_above_all": {
        "zh": "{name}写“{clause}”,比率超过 100%",
        "en": "{name} says “{clause}”, a rate above 100%",
    },
    "text_differs": {
        "zh": "{name}写“{clause}”,与{cell} {shown} 不一致",
        "en": "{name} says “{clause}”, but {cell} reads {shown}",
    },
    "text_differs_from_all": {
        "zh": "{name}写“{clause}”,表中没有与之一致的数,最接近的是{cell} {shown}",
        "en": "{name} says “{clause}”, which no cell does; the nearest, {cell}, reads {shown}",
    },
    "odd_code": {
        "zh": "{name}填报 {raw},编码应为 {digits} 位",
        "en": "{name} reads {raw}; codes have {digits} digits",
    },
}

TYPES: Mapping[str, Mapping[Language, str]] = {
    "money": {"zh": "金额", "en": "amount"},
    "rate": {"zh": "比率", "en": "rate"},
    "number": {"zh": "数字", "en": "number"},
    "date": {"zh": "日期", "en": "date"},
    "period": {"zh": "期间", "en": "period"},
    "choice": {"zh": "选项", "en": "answer"},
    "flag": {"zh": "勾选框", "en": "box"},
    "code": {"zh": "编码", "en": "code"},
    "phone": {"zh": "电话号码", "en": "telephone number"},
    "text": {"zh": "文字", "en": "text"},
}

#: Why a check did not compare anything, for reports: the code of an outcome's `reason`.
REASONS: Mapping[str, Mapping[Language, str]] = {
    "blank": {"zh": "未填", "en": "blank"},
    "zero_over_zero": {"zh": "分子、分母均为 0", "en": "0 over 0"},
    "over_zero": {"zh": "分母为 0", "en": "divides by 0"},
    "missing": {"zh": "所需单元格未填", "en": "a needed cell is blank"},
    "no_parts": {"zh": "各分项均未填", "en": "no part is filled in"},
    "unreadable": {"zh": "所需单元格无法识读", "en": "a needed cell is unreadable"},
    "not_yet": {"zh": "尚未到填报期", "en": "not reported yet"},
    "untested": {"zh": "条件不成立", "en": "its condition is not met"},
    "unlikely": {"zh": "差额不大可能由四舍五入造成", "en": "rounding hardly explains the gap"},
    "unknown_kind": {"zh": "尚无此类核对", "en": "no judge for this kind"},
}

LIST_SUM: Mapping[Language, str] = {
    "zh": "{list}各行{column} {sum}",
    "en": "rows of {list}: {column} {sum}",
}
BETWEEN: Mapping[Language, str] = {"zh": "、", "en": ", "}


def sentence(case: str, language: Language, **parts: str) -> str:
    """The sentence of a case with its parts filled in."""
    return SENTENCES[case][language].format(**parts)
