"""The words of a report, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from extractor.model import Alternative, Evidence, Form, Language, Place


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
    cell: str
    page: str
    paragraph: str
    join: str
    evidence: str
    alternative: str
    more: str
    unchecked: str
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
        cell="第{row}行 第{column}列",
        page="第{page}页",
        evidence="依据 {cells}",
        alternative="或 {changes}",
        more="等 {count} 处",
        unchecked="未查 {count}:{names}({reason})",
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
            "suspect": "疑似有误字段", "suspect_place": "疑似有误位置",
            "suspect_raw": "疑似有误原文", "cause": "原因", "suggestion": "建议值",
            "alternatives": "其他可能", "also": "相关检查", "evidence": "依据",
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
        cell="row {row}, column {column}",
        page="page {page},",
        evidence="from {cells}",
        alternative="or {changes}",
        unchecked="{count} unchecked: {names} ({reason})",
        more="… {count} in all",
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
            "suspect": "suspect", "suspect_place": "suspect place",
            "suspect_raw": "suspect raw", "cause": "cause", "suggestion": "suggestion",
            "alternatives": "alternatives", "also": "also", "evidence": "evidence",
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


def evidence_text(evidence: Sequence[Evidence], words: Words) -> list[str]:
    """Where, label and what is written, a text a field; page and table once for all in a row."""
    texts = []
    before: tuple[int | None, int | None] | None = None
    for each in evidence:
        place = each.place
        where = place_text(place, words)
        if place is not None and place.row is not None and place.column is not None:
            if before == (place.page, place.table):
                where = words.cell.format(row=place.row + 1, column=place.column + 1)
            before = (place.page, place.table)
        label = " ".join((each.label or each.field).split())
        raw = " ".join((each.raw or "").split())
        texts.append(" ".join(part for part in (where, label, raw) if part))
    return texts


def changes_text(alternative: Alternative) -> str:
    """The cells that one explanation changes, with what would be typed there instead."""
    texts = alternative.texts or alternative.values
    pairs = zip(alternative.fields, texts, strict=True)
    return " + ".join(f"{field} → {text}" for field, text in pairs)


def title_of(form: Form) -> str:
    """The form's title, or its name in the rule files where the file has none."""
    return form.title or form.form
