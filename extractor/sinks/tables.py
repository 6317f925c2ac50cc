"""The tables of a warehouse: their Arrow schemas, from the rule files, and nowhere else.

A schema says everything a destination needs: column names and types, which may be null, the
key (`keys`), and what each column means in Chinese (`comment`), also for the table itself.
Every row carries the content's hash, and who read it with which rules and when: `STAMP`.

    submissions            a content                     sha256
    sources                a path it was met under       sha256, path
    forms                  a form in it                  sha256, form_index
    <form>                 its scalar fields             sha256, form_index
    <form>_<table>         a row (and heading), tidy     … + <row_name>[, <heading_name>]
    <form>_<list>          a row of a list               … + index
    field_values           every field, with its place   … + path
    findings               a finding                     … + number
    indicators_in_text     a quantity in a text          … + number

Exact numbers only: money DECIMAL(20,4), rates and numbers DECIMAL(20,10), no floating point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyarrow as pa

from extractor.errors import RuleFileError
from extractor.rulebook import Column, Field, List, Rule, RuleSet, Table

#: Changes when an older program could no longer write into a warehouse, or this one into its.
SCHEMA_VERSION = 1

TEXT, TEXTS, FLAG = pa.string(), pa.list_(pa.string()), pa.bool_()
SMALL, LARGE, MOMENT = pa.int32(), pa.int64(), pa.timestamp("us")
MONEY, NUMBER = pa.decimal128(20, 4), pa.decimal128(20, 10)
#: Wide enough for any amount and any count.
COUNTED = pa.decimal128(38, 10)
SHARE, POINTS = pa.decimal128(5, 4), pa.decimal128(10, 3)

#: What a rule file's `type` is in a warehouse; all others are text.
TYPES: Mapping[str, pa.DataType] = {
    "money": MONEY, "rate": NUMBER, "number": NUMBER, "flag": FLAG,
}  # fmt: skip
_UNITS = {"money": "(元)", "rate": "(比率,1 即 100%)"}
_NAMELESS = {"date": "日期", "period": "期间"}
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,62}")


def keys(schema: pa.Schema) -> tuple[str, ...]:
    """The columns of the table's key, in order."""
    return tuple((schema.metadata or {})[b"keys"].decode().split(","))


def comment(of: pa.Schema | pa.Field) -> str:
    """What the table or column means, in Chinese."""
    return str((of.metadata or {}).get(b"comment", b"").decode())


def column(
    name: str, type_: pa.DataType, means: str, *, required: bool = False, **more: str | None
) -> pa.Field:
    """One column; `more` is kept in its metadata (the field's path, what is personal in it)."""
    metadata = {"comment": means, **{key: value for key, value in more.items() if value}}
    return pa.field(name, type_, nullable=not required, metadata=metadata)


SHA256 = column("sha256", TEXT, "文件内容的 SHA-256", required=True)
FORM_INDEX = column("form_index", SMALL, "表单在文件中的序号,从 0 起", required=True)
STAMP: tuple[pa.Field, ...] = (
    column("rule_hash", TEXT, "读取时所用整套规则文件的哈希", required=True),
    column("program_version", TEXT, "读取时的程序版本", required=True),
    column("loaded_at", MOMENT, "入库时间(UTC)", required=True),
)

PLACE: tuple[pa.Field, ...] = (
    column("place_page", SMALL, "页,从 1 起"),
    column("place_table", SMALL, "表,从 0 起"),
    column("place_row", SMALL, "行,从 0 起,按合并前的网格"),
    column("place_column", SMALL, "列,从 0 起,按合并前的网格"),
    column("place_paragraph", SMALL, "表外段落,从 0 起"),
    column("place_x0", POINTS, "左(磅)"),
    column("place_top", POINTS, "上(磅)"),
    column("place_x1", POINTS, "右(磅)"),
    column("place_bottom", POINTS, "下(磅)"),
)

FIXED: Mapping[str, tuple[str, tuple[str, ...], tuple[pa.Field, ...]]] = {
    "submissions": (
        "提交的文件,一份内容一行",
        ("sha256",),
        (
            SHA256,
            column("format", TEXT, "按内容判断的格式"),
            column("size", LARGE, "字节数", required=True),
            column("status", TEXT, "读取结果:ok、unrecognised、failed", required=True),
            column("error_code", TEXT, "失败代码"),
            column("error_message", TEXT, "失败说明"),
            column("form_count", SMALL, "识别出的表单数", required=True),
        ),
    ),
    "sources": (
        "文件来源,一份内容的每个路径一行",
        ("sha256", "path"),
        (
            SHA256,
            column("path", TEXT, "路径,按给出的写法", required=True),
            column("name", TEXT, "文件名", required=True),
        ),
    ),
    "forms": (
        "识别出的表单",
        ("sha256", "form_index"),
        (
            SHA256,
            FORM_INDEX,
            column("form", TEXT, "表单种类,即规则文件中的 form", required=True),
            column("title", TEXT, "文件中的标题"),
            column("confidence", SHARE, "识别的把握,0 至 1", required=True),
            column("rule_file", TEXT, "规则文件名", required=True),
            column("rule_sha256", TEXT, "规则文件的 SHA-256", required=True),
            column("checks_passed", SMALL, "通过的检查数", required=True),
            column("checks_failed", SMALL, "未通过的检查数", required=True),
            column("checks_not_applicable", SMALL, "不适用的检查数", required=True),
            column("checks_unchecked", SMALL, "缺数未查的检查数", required=True),
        ),
    ),
    "field_values": (
        "字段值,规则文件的每个字段一行",
        ("sha256", "form_index", "path"),
        (
            SHA256,
            FORM_INDEX,
            column("path", TEXT, "字段路径", required=True),
            column("value", TEXT, "规范值:金额为元,比率为小数,日期为 ISO 8601,选项为代码"),
            column("raw", TEXT, "原文"),
            column("type", TEXT, "类型", required=True),
            column("unit", TEXT, "规范值的单位"),
            column("raw_unit", TEXT, "原文的单位"),
            column("half_width", NUMBER, "末位数字的半个单位,与规范值同单位"),
            column(
                "status",
                TEXT,
                "found 有值、blank 空白、absent 表上没有、unreadable 无法辨读",
                required=True,
            ),
            column("label", TEXT, "表上的标签"),
            column("confidence", SHARE, "定位的把握,0 至 1", required=True),
            column("fit", TEXT, "类型列中的数:exact 精确、rounded 已舍入、too_large 放不下而为空"),
            *PLACE,
        ),
    ),
    "findings": (
        "审核发现",
        ("sha256", "form_index", "number"),
        (
            SHA256,
            FORM_INDEX,
            column("number", SMALL, "表单内的序号,从 0 起", required=True),
            column("check", TEXT, "检查的字段路径", required=True),
            column("also", TEXTS, "同一原因引起的其他检查", required=True),
            column("kind", TEXT, "检查种类", required=True),
            column("severity", TEXT, "error 错误、warning 警告、info 提示", required=True),
            column("message", TEXT, "说明", required=True),
            column("formula", TEXT, "公式"),
            column("reported", TEXT, "填报值"),
            column("expected", TEXT, "应为"),
            column("low", TEXT, "允许的最小值"),
            column("high", TEXT, "允许的最大值"),
            column("fields", TEXTS, "涉及的字段", required=True),
            column("suspect", TEXT, "疑似有误的字段"),
            column("cause", TEXT, "疑似原因"),
            column("suggestion_field", TEXT, "建议更正的字段"),
            column("suggestion_value", TEXT, "建议的值"),
            column("suggestion_text", TEXT, "建议的写法"),
            column("alternatives", TEXT, "其他解释,JSON"),
        ),
    ),
    "indicators_in_text": (
        "文字中的数量,长文本字段里每个带单位的数一行",
        ("sha256", "form_index", "number"),
        (
            SHA256,
            FORM_INDEX,
            column("number", SMALL, "表单内的序号,从 0 起", required=True),
            column("path", TEXT, "所在文本字段的路径", required=True),
            column("name", TEXT, "所计事物的名称,文中未写明为空"),
            column(
                "comparator",
                TEXT,
                "比较:= 等于、≥ 不低于、> 超过、≤ 不超过、< 不足、≈ 约",
                required=True,
            ),
            column("value", COUNTED, "数值:金额为元,百分数为小数,其余按所写单位;范围为下限"),
            column("upper", COUNTED, "范围的上限"),
            column("unit", TEXT, "单位:CNY 元、ratio 比率,其余同原文"),
            column("half_width", COUNTED, "末位数字的半个单位,与数值同单位"),
            column("fit", TEXT, "数值:exact 精确、rounded 已舍入、too_large 放不下而为空"),
            column("change", FLAG, "是否为增减变化而非水平", required=True),
            column("raw", TEXT, "原文", required=True),
            column("raw_unit", TEXT, "原文的单位"),
            column("sentence", TEXT, "所在的句子", required=True),
            column("start", LARGE, "在字段值中的起始字符位置,从 0 起", required=True),
            column("end", LARGE, "结束位置(不含)", required=True),
            *PLACE,
        ),
    ),
}


def schemas(rules: RuleSet) -> dict[str, pa.Schema]:
    """Every table of the warehouse by name, the fixed ones first.

    Raises `RuleFileError` where two fields or two tables would share a name.
    """
    made = {name: _schema(name, *parts) for name, parts in FIXED.items()}
    taken = {"warehouse": "every warehouse", **dict.fromkeys(made, "every warehouse")}
    for rule in rules.rules.values():
        for name, schema in form_schemas(rule).items():
            if not _IDENTIFIER.fullmatch(name):
                message = f"{rule.file}: {name!r} cannot name a table; use shorter names"
                raise RuleFileError(message)
            if name in taken:
                message = f"{rule.file}: its table {name} is already made by {taken[name]}; rename"
                raise RuleFileError(message)
            taken[name] = rule.file
            made[name] = schema
    return made


def form_schemas(rule: Rule) -> dict[str, pa.Schema]:
    """The tables of one rule file: `<form>`, `<form>_<table>` each, `<form>_<list>` each."""
    base = (SHA256, FORM_INDEX)
    own = ("sha256", "form_index")
    scalars = (scalar_column(rule, field) for field in scalar_fields(rule))
    made = {rule.form: _schema(rule.file, rule.title, own, (*base, *scalars))}
    for table in rule.tables:
        name = f"{rule.form}_{table.name}"
        row_keys = tuple(_row_keys(table))
        names = tuple(key.name for key in row_keys)
        measures = (measure(each, f"{table.name}.…") for each in table.columns)
        means = f"{rule.title}:{table.labels[0] if table.labels else table.name}"
        made[name] = _schema(rule.file, means, (*own, *names), (*base, *row_keys, *measures))
    for listing in rule.lists:
        name = f"{rule.form}_{listing.name}"
        index = column("index", SMALL, "行号,从 0 起", required=True)
        cells = (_list_column(listing, each) for each in listing.columns)
        means = f"{rule.title}:{listing.labels[0] if listing.labels else listing.name}"
        made[name] = _schema(rule.file, means, (*own, "index"), (*base, index, *cells))
    return made


def scalar_fields(rule: Rule) -> Iterator[Field]:
    """The fields that stand once on a form: no table's cells, no list's rows."""
    return (field for field in rule.fields.values() if field.table is None)


def scalar_column(rule: Rule, field: Field) -> pa.Field:
    """The column of a field that stands once; dots of its path become underscores."""
    means = _meaning(rule, field) + _UNITS.get(field.type, "")
    if field.options:
        means += f"({';'.join(f'{option.code} {option.labels[0]}' for option in field.options)})"
    return column(
        field.path.replace(".", "_"),
        TYPES.get(field.type, TEXT),
        means,
        path=field.path,
        personal=field.personal,
    )


def measure(of: Column, path: str) -> pa.Field:
    """The column of a table's or list's column."""
    means = of.labels[0] + _UNITS.get(of.type, "")
    return column(of.key, TYPES.get(of.type, TEXT), means, path=f"{path}.{of.key}")


def headings(table: Table) -> tuple[str, ...]:
    """The headings under which the table has columns; empty for a header of one level."""
    used = {heading for each in table.columns for heading in each.headings}
    return tuple(heading.key for heading in table.headings if heading.key in used)


def _row_keys(table: Table) -> Iterator[pa.Field]:
    rows = ";".join(f"{row.key} {row.labels[0]}" for row in table.rows)
    yield column(table.row_name, TEXT, f"行({rows})", required=True)
    used = set(headings(table))
    if used:
        tops = (f"{top.key} {top.labels[0]}" for top in table.headings if top.key in used)
        yield column(table.heading_name, TEXT, f"上层表头({';'.join(tops)})", required=True)


def _list_column(listing: List, of: Column) -> pa.Field:
    made = measure(of, f"{listing.name}.…")
    if of.key in listing.personal:
        made = made.with_metadata({**(made.metadata or {}), b"personal": b"name"})
    return made


def _meaning(rule: Rule, field: Field) -> str:
    parts = list(field.labels[:1])
    if field.list is not None:
        key = field.path.rpartition(".")[2]
        [listing] = (each for each in rule.lists if each.name == field.list)
        parts += [each.labels[0] for each in listing.columns if each.key == key]
    if field.labels and field.pattern:
        parts.append(field.pattern.replace("{}", ""))
    parts += field.option[:1]
    return ":".join(parts) or _NAMELESS.get(field.type, field.path)


def _schema(
    maker: str, means: str, key: tuple[str, ...], columns: tuple[pa.Field, ...]
) -> pa.Schema:
    all_columns = (*columns, *STAMP)
    seen: set[str] = set()
    for each in all_columns:
        if not _IDENTIFIER.fullmatch(each.name):
            raise RuleFileError(f"{maker}: {each.name!r} cannot name a column; use a shorter name")
        if each.name in seen:
            message = f"{maker}: two of its fields would share the column {each.name}; rename one"
            raise RuleFileError(message)
        seen.add(each.name)
    return pa.schema(all_columns, {"keys": ",".join(key), "comment": means})
