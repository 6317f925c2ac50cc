"""The words beside a picture, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from extractor.model import FieldStatus, MarkState, Severity

Language = Literal["zh", "en"]


class Words(msgspec.Struct, frozen=True):
    """Headings and templates of the panel."""

    page: str
    unrecognised: str
    form: str
    confidence: str
    checks: str
    findings: str
    nothing: str
    elsewhere: str
    absent: str
    tags: str
    unclaimed: str
    margins: str
    legend: str
    severities: Mapping[Severity, str]
    statuses: Mapping[FieldStatus, str]
    marks: Mapping[MarkState, str]
    label: str
    free: str
    unsure: str
    suspect: str
    involved: str
    hint: str


WORDS: Mapping[Language, Words] = {
    "zh": Words(
        page="第 {number} 页,共 {count} 页",
        unrecognised="没有规则文件适合此文件,其中内容均未认领",
        form="表单 {number}:{form}",
        confidence="识别把握 {confidence}",
        checks="检查:通过 {passed} · 未通过 {failed} · 不适用 {not_applicable} · 未查 {unchecked}",
        findings="发现",
        nothing="没有发现问题",
        elsewhere="不在本页",
        absent="本表没有的字段",
        tags="格内写不下的字段",
        unclaimed="未认领的文字:{count} 处(灰色)",
        margins="页眉、页脚、脚注",
        legend="图例",
        severities={"error": "错误", "warning": "警告", "info": "提示"},
        statuses={
            "found": "已填的值", "blank": "空白", "unreadable": "写了,但读不成此类型",
            "absent": "本表没有",
        },
        marks={"checked": "已勾选", "unchecked": "未勾选", "unclear": "看不清"},
        label="标签,→ 所对应的字段",
        free="未被任何字段认领",
        unsure="把握不足 100% 的读数",
        suspect="疑似有误的格",
        involved="发现所涉及的格",
        hint="鼠标停在格上显示详情;点击发现跳到所在的格。",
    ),
    "en": Words(
        page="page {number} of {count}",
        unrecognised="no rule file fits this file: nobody claims what is in it",
        form="form {number}: {form}",
        confidence="recognised with confidence {confidence}",
        checks=(
            "checks: {passed} passed · {failed} failed · {not_applicable} not applicable · "
            "{unchecked} unchecked"
        ),
        findings="Findings",
        nothing="nothing found",
        elsewhere="not on this page",
        absent="Fields that are not on this form",
        tags="Fields whose names have no room in their cells",
        unclaimed="texts that nobody claimed: {count} (grey)",
        margins="headers, footers, notes",
        legend="Legend",
        severities={"error": "error", "warning": "warning", "info": "info"},
        statuses={
            "found": "a value", "blank": "blank", "unreadable": "written, but not of its type",
            "absent": "not on this form",
        },
        marks={"checked": "checked", "unchecked": "unchecked", "unclear": "unclear"},
        label="a label, → the fields it leads to",
        free="claimed by no field",
        unsure="read with less than full confidence",
        suspect="the suspect cell",
        involved="a cell the finding is about",
        hint="Rest the pointer on a cell for details; click a finding to go to its cell.",
    ),
}  # fmt: skip
