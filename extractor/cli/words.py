"""The words of a report, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from extractor.model import Form, Language, Place


class Words(msgspec.Struct, frozen=True):
    """Templates of the audit report and headings of its tables."""

    checks: str
    none: str
    unrecognised: str
    failed: str
    severities: Mapping[str, str]
    raw: str
    nothing: str
    table: str
    page: str
    paragraph: str
    join: str
    closing: str
    columns: Mapping[str, str]


WORDS: Mapping[Language, Words] = {
    "zh": Words(
        checks="检查:通过 {passed} · 未通过 {failed} · 不适用 {not_applicable} · 未查 {unchecked}",
        none="没有发现问题",
        unrecognised="没有规则文件适合此文件,未审核",
        failed="读取失败({code}):{message}",
        severities={"error": "错误", "warning": "警告", "info": "提示"},
        raw="原文 {raw}",
        nothing="空白",
        table="表{table} 第{row}行 第{column}列",
        page="第{page}页",
        paragraph="表外第{paragraph}段",
        join=" · ",
        closing=(
            "共 {files} 个文件:表单 {forms} 张,未识别 {unrecognised} 个,读取失败 {failed} 个;"
            "错误 {error},警告 {warning},提示 {info}"
        ),
        columns={
            "file": "文件", "form_number": "表单序号", "form": "表单", "title": "标题",
            "severity": "程度", "kind": "种类", "message": "说明", "place": "位置",
            "field": "字段", "label": "标签", "raw": "原文", "reported": "填报值",
            "expected": "应为", "low": "下限", "high": "上限", "formula": "公式",
            "suspect": "疑似有误字段", "cause": "原因", "suggestion": "建议值", "also": "相关检查",
        },
    ),
    "en": Words(
        checks=(
            "checks: {passed} passed · {failed} failed · {not_applicable} not applicable · "
            "{unchecked} unchecked"
        ),
        none="nothing found",
        unrecognised="no rule file fits this file, so nothing was audited",
        failed="not read ({code}): {message}",
        severities={"error": "error", "warning": "warning", "info": "info"},
        raw="written {raw}",
        nothing="blank",
        table="table {table}, row {row}, column {column}",
        page="page {page},",
        paragraph="paragraph {paragraph} outside the tables",
        join=" · ",
        closing=(
            "{files} files: {forms} forms, {unrecognised} unrecognised, {failed} not read; "
            "{error} errors, {warning} warnings, {info} notes"
        ),
        columns={
            "file": "file", "form_number": "form number", "form": "form", "title": "title",
            "severity": "severity", "kind": "kind", "message": "message", "place": "place",
            "field": "field", "label": "label", "raw": "raw", "reported": "reported",
            "expected": "expected", "low": "low", "high": "high", "formula": "formula",
            "suspect": "suspect", "cause": "cause", "suggestion": "suggestion", "also": "also",
        },
    ),
}  # fmt: skip


def place_text(place: Place | None, words: Words) -> str:
    """Where something stands, counted from 1 as people do; empty when nobody knows."""
    if place is None:
        return ""
    parts = [] if place.page is None else [words.page.format(page=place.page)]
    if place.table is not None and place.row is not None and place.column is not None:
        counted = {"table": place.table + 1, "row": place.row + 1, "column": place.column + 1}
        parts.append(words.table.format(**counted))
    elif place.paragraph is not None:
        parts.append(words.paragraph.format(paragraph=place.paragraph + 1))
    return " ".join(parts)


def title_of(form: Form) -> str:
    """The form's title, or its name in the rule files where the file has none."""
    return form.title or form.form
