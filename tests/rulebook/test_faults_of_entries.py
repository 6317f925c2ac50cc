"""Fields, tables and lists that make no sense together, though each key is well-formed."""

import pytest

HEAD = "form: a\ntitle: 甲表\n"
OK = "  ok: {label: 好, type: text}\n"


def fields(*lines):
    return HEAD + "fields:\n" + OK + "".join(f"  {line}\n" for line in lines)


def table(rows="{r: {label: 行}}", columns="{c: {label: 列, type: money}}", more=""):
    return HEAD + f"tables:\n  t:\n    rows: {rows}\n    columns: {columns}\n{more}"


def listing(columns="{c: {label: 列, type: number}}", more=""):
    return HEAD + f"lists:\n  l:\n    columns: {columns}\n{more}"


@pytest.mark.parametrize(
    "text",
    [
        fields("x: {label: 一, type: choice}  # ! $.fields.x: a choice needs `options`"),
        fields("x: {label: 一, type: choice, options: {}}  # ! $.fields.x.options: a choice without answers"),
        fields("x: {label: 一, type: text, options: {a: {label: 甲}}}  # ! $.fields.x.options: belong to a choice"),
        fields("x: {label: 一, type: choice, options: none}  # ! $.fields.x.options: no file in vocab/"),
        fields("x: {label: 一, type: flag}  # ! $.fields.x: a flag needs `option`"),
        fields("x: {label: 一, type: text, option: 有}  # ! $.fields.x.option: belongs to a flag"),
        fields("x: {type: text}  # ! $.fields.x: needs a `label` or a `pattern`"),
        fields("x: {type: text, pattern: '甲{}', aliases: [乙]}  # ! $.fields.x.aliases: aliases need a `label`"),
        fields("x: {label: 一, type: money, pattern: 金额}  # ! $.fields.x.pattern: has one {} where"),
        fields("x: {label: 一, type: money, pattern: '甲{}乙{}'}  # ! $.fields.x.pattern: has one {} where"),
        fields("x: {label: 一, type: money, pattern: '{a}{}'}  # ! $.fields.x.pattern: has one {} where"),
        fields("x: {type: text, pattern: '：{}'}  # ! $.fields.x.pattern: fits every text"),
        fields("x: {label: 一, type: date, find_in: [title]}  # ! $.fields.x.find_in: needs a `pattern`"),
        fields("x: {label: 一, type: number, unit: 元}  # ! $.fields.x.unit: does not go with the type number"),
        fields("x: {label: 一, type: money, unit: '%'}  # ! $.fields.x.unit: does not go with the type money"),
        fields("x: {label: 一, type: rate, unit: 元}  # ! $.fields.x.unit: does not go with the type rate"),
        fields("x: {label: 电话, type: phone, within: y}  # ! $.fields.x.within: 'y' is none of the `fields`"),
        fields("x: {label: 电话, type: phone, within: x}  # ! $.fields.x.within: names the field itself"),
        fields("x: {label: 电话, type: phone, within: y}  # ! $.fields.x.within: of type money, and not a text",
               "y: {label: 金额, type: money}"),
        fields("x: {label: 金额, type: money, within: ok}  # ! $.fields.x.within: belongs to a phone"),
        fields("x: {label: 年度, type: date, else_from: ok}  # ! $.fields.x.else_from: of type text, and not a date"),
        fields("x: {label: 年度, type: date, else_from: y}  # ! $.fields.x.else_from: 'y' is none of the `fields`"),
        fields("x: {label: 年度, type: text, else_from: y}  # ! $.fields.x.else_from: belongs to a date",
               "y: {label: 日期, type: date}"),
        fields("x: {label: 项目名称, aliases: [名称, 项 目 名 称：], type: text}  # ! $.fields.x.aliases[1]: says nothing new"),
        fields("x: {label: 类型, type: choice, options: {a: {label: 甲}, b: {label: 乙, aliases: [甲]}}}"
               "  # ! $.fields.x.options.b: '甲' is also a label of the option a"),
        fields("x: {label: 一, type: text}", "x.y: {label: 二, type: text}  # ! $.fields.x.y: lies below 'x'"),
        fields("x.y: {label: 一, type: text}", "x_y: {label: 二, type: text}  # ! $.fields.x_y: share the column x_y"),
    ],
)  # fmt: skip
def test_a_field(assert_told, text):
    assert_told(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("label: 其他, type: text", "label: 其 他：, type: text"),
        ("label: 甲, aliases: [乙], type: money", "label: 丙, aliases: [乙], type: money"),
        ("label: 有, type: flag, option: 有", "label: 有, type: flag, option: 有"),
        ("label: 甲, type: money, pattern: '应付{}'", "label: 甲, type: money, pattern: '应付{}'"),
        ("type: money, pattern: '应付{}'", "type: money, pattern: '应付{}'"),
        ("label: 甲, type: choice, options: {a: {label: 是}}", "label: 甲, type: choice, options: {b: {label: 是}}"),
    ],
)  # fmt: skip
def test_two_fields_that_nothing_tells_apart(told, one, other):
    text = fields(f"x: {{{one}}}", f"y: {{{other}}}")
    [(_, line, path, message)] = told(a=text)
    assert (line, path) == (6, "$.fields.y")
    assert message.startswith("nothing tells it from x")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("label: 编码及名称, type: code", "label: 编码及名称, type: text"),
        ("label: 联系人及电话, type: phone", "label: 联系人及电话, type: text"),
        ("label: 甲, type: flag, option: 有", "label: 甲, type: flag, option: 无"),
        ("label: 甲, type: money, pattern: '应付{}'", "label: 甲, type: money, pattern: '实付{}'"),
        ("label: 甲, type: money, pattern: '应付{}'", "label: 甲, type: money"),
        ("label: 甲, type: choice, options: {a: {label: 是}}", "label: 甲, type: choice, options: {b: {label: 优}}"),
    ],
)  # fmt: skip
def test_fields_that_share_a_cell_by_design(told, one, other):
    assert told(a=fields(f"x: {{{one}}}", f"y: {{{other}}}")) == []


@pytest.mark.parametrize(
    "text",
    [
        table(rows="{}  # ! $.tables.t.rows: a table needs rows"),
        table(columns="{}  # ! $.tables.t.columns: needs columns"),
        table(rows="{r: {label: 行, parent: s}}  # ! $.tables.t.rows.r.parent: 's' is no row of this table"),
        table(rows="{r: {label: 行, parent: r}}  # ! $.tables.t.rows.r.parent: a part of itself"),
        table(rows="{r: {label: 行, parent: s}, s: {label: 列, parent: r}}"
                   "  # ! $.tables.t.rows.r.parent: a part of itself # ! $.tables.t.rows.s.parent: a part of itself"),
        table(rows="{r: {label: 行}, s: {label: 列, aliases: [行]}}  # ! $.tables.t.rows.s: also a label of the row r"),
        table(columns="{c: {label: 列, type: money}, d: {label: 列 , type: rate}}  # ! $.tables.t.columns.d: also a label of the column c"),
        table(columns="{c: {label: 列, type: choice}}  # ! $.tables.t.columns.c.type: a column cannot be a choice"),
        table(columns="{c: {label: 列, type: text, unit: 元}}  # ! $.tables.t.columns.c.unit: does not go with"),
        table(columns="{c: {label: 列, type: text, personal: name}}  # ! $.tables.t.columns.c.personal: only fields and lists"),
        table(columns="{c: {label: 列, type: money, under: [h]}}  # ! $.tables.t.columns.c.under[0]: none of the table's headings"),
        table(more="    headings: {h: {label: 头}}  # ! $.tables.t.headings.h: no column stands under"),
        table(columns="{c: {label: 列, type: money, under: [h, i]}}",
              more="    headings: {h: {label: 头}, i: {label: 头}}  # ! $.tables.t.headings.i: also a label of the heading h"),
        table(more="    aliases: [表]  # ! $.tables.t.aliases: aliases need a `label`"),
        table(more="    row_name: c  # ! $.tables.t.row_name: also the name of a column"),
        table(columns="{c: {label: 列, type: money, under: [h]}}",
              more="    headings: {h: {label: 头}}\n    heading_name: row  # ! $.tables.t.heading_name: also the name of a column"),
        table(more="fields:\n  t.r.c: {label: 一, type: money}\n").replace("  t:", "  t:  # ! $.tables.t: given to two fields"),
        table(more="lists:\n  t: {columns: {c: {label: 列, type: text}}}  # ! $.lists.t: the name 't' is already taken"),
    ],
)  # fmt: skip
def test_a_table(assert_told, text):
    assert_told(text)


def test_rows_of_one_label_are_told_apart_by_their_parent_and_columns_by_their_heading(told):
    rows = "{a: {label: 甲}, b: {label: 其他, parent: a}, c: {label: 其他}}"
    columns = "{c: {label: 列, type: money, under: [h]}, d: {label: 列, type: rate, under: [i]}}"
    headings = "    headings: {h: {label: 头}, i: {label: 尾}}"
    assert told(a=table(rows, columns, headings)) == []


@pytest.mark.parametrize(
    "text",
    [
        listing(columns="{}  # ! $.lists.l.columns: needs columns"),
        listing(columns="{c: {label: 列, type: number}, d: {label: 列, type: text}}  # ! $.lists.l.columns.d: also a label of the column c"),
        listing(columns="{c: {label: 列, type: number, under: [h]}}  # ! $.lists.l.columns.c.under: a list has no headings"),
        listing(more="    levels: [c, d, c]  # ! $.lists.l.levels[1]: 'd' is no column # ! $.lists.l.levels[2]: stands here twice"),
        listing(more="    aliases: [表]  # ! $.lists.l.aliases: aliases need a `label`"),
        listing(more="    summaries:\n      s: {label: 计, columns: [d]}  # ! $.lists.l.summaries.s.columns[0]: 'd' is no column"),
        listing(more="    summaries:\n      s: {label: 计, columns: []}  # ! $.lists.l.summaries.s.columns: sums up no column"),
        listing(more="    summaries:\n      s: {label: 计, columns: [c]}\n      t: {label: 计, columns: [c]}  # ! $.lists.l.summaries.t: also a label of the summary s"),
        listing(more="fields:\n  s.c: {label: 一, type: text}\n").replace(
            "}}\nfields", "}}\n    summaries:\n      s: {label: 计, columns: [c]}  # ! $.lists.l.summaries.s: given to two fields\nfields"),
        listing(more="fields:\n  l.c: {label: 一, type: text}  # ! $.fields.l.c: lies below 'l'"),
    ],
)  # fmt: skip
def test_a_list(assert_told, text):
    assert_told(text)


@pytest.mark.parametrize(
    "text",
    [
        "form: a  # ! $: needs fields, tables or lists\ntitle: 甲表",
        fields() + "titles: [乙表, 甲 表]  # ! $.titles[1]: says nothing new",
        fields() + "signs: [好, 坏]  # ! $.signs[1]: is no label",
        fields() + "signs: [1.好, '好:']\nsections: [一, 二, 一]  # ! $.sections[2]: says nothing new",
    ],
)  # fmt: skip
def test_the_whole_form(assert_told, text):
    assert_told(text)


def test_two_files_of_one_form_or_one_title(assert_told):
    assert_told(
        "form: a\ntitle: 甲表\ntitles: [丙表]\nfields: {x: {label: 一, type: text}}",
        b="form: b\ntitle: 甲　表  # ! $.title: is also a title of a.yaml\nfields: {x: {label: 一, type: text}}",
        c="form: a  # ! $.form: already described by a.yaml\ntitle: 丁表\ntitles: [戊表, 丙表]  # ! $.titles[1]: a title of a.yaml\n"
        "fields: {x: {label: 一, type: text}}",
    )  # fmt: skip


def test_vocabulary_files(assert_told):
    assert_told(
        fields("x: {label: 类, type: choice, options: good}", "y: {label: 别, type: choice, options: spoilt}"),
        vocab_a="good: {a: {label: 甲}, b: {label: 乙}}\n"
        "empty: {}  # ! $.empty: a list without answers\n"
        "spoilt: {a: 甲}  # ! $.spoilt.a: expects a mapping\n"
        "twice: {a: {label: 甲}, b: {label: 甲}}  # ! $.twice.b: also a label of the option a\n",
        vocab_b="good: {a: {label: 丙}}  # ! $.good: already stands in vocab/a.yaml\n",
    )  # fmt: skip


def test_a_vocabulary_that_cannot_be_read_is_not_missed_by_the_rule_files(told):
    text = fields("x: {label: 类, type: choice, options: good}")
    [fault] = told(a=text, vocab_a=b"good: [")
    assert fault[0] == "vocab/a.yaml"
