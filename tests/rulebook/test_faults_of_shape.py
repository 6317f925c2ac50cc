"""What a single key can say wrong, and what YAML may not hold."""

import time

import pytest

FIELDS = "fields:\n  x: {label: 一, type: text}\n"
HEAD = "form: a\ntitle: 甲表\n"


def test_all_kinds_of_faults_are_told_in_one_pass(assert_told):
    assert_told(
        """\
        form: a
        title: 甲表
        unit: 万  # ! $.unit: '万' is none of: 万元
        fields:
          amount: {lable: 金额, type: money}  # ! $.fields.amount.lable: is `label` meant?
          share: {label: 比例, type: rate}
          share: {label: 比重, type: rate}  # ! $.fields.share: stands here twice
          kind:
            label: 类型
            type: &t choice  # ! $.fields.kind.type: anchor &t has no use
            options: no_such_list  # ! $.fields.kind.options: no file in vocab/ has the options
          other: {label: 其他, type: *t}  # ! $.fields.other.type: alias *t is not followed
          spent: {label: 支出, type: money, unit: "%"}  # ! $.fields.spent.unit: does not go with
        checks:
          - {kind: total, holds: amount = spent + missing}  # ! $.checks[0].holds: 'missing' is no field
          - {kind: totals, holds: amount = spent}  # ! $.checks[1].kind: is none of
          - {kind: order, holds: spent <= share}  # ! $.checks[2].holds: money and rate are not compared
          - {kind: equal, holds: other = amount}
        """
    )


@pytest.mark.parametrize(
    "text",
    [
        "titel: 甲表  # ! $.titel: is `title` meant?\nform: a\ntitle: 甲表\nfields: {x: {label: 一, type: text}}",
        "title: 甲表  # ! $: the key `form` is missing\n" + FIELDS,
        "form: a  # ! $: the key `title` is missing\n" + FIELDS,
        "form: A-1  # ! $.form: is no name\ntitle: 甲表\n" + FIELDS,
        "form: a\ntitle:  # ! $.title: is empty\n" + FIELDS,
        "form: a\ntitle: true  # ! $.title: expects text, not the word true\n" + FIELDS,
        "form: a\ntitle: [甲]  # ! $.title: expects text, not a list\n" + FIELDS,
        HEAD + "titles: 乙表  # ! $.titles: expects a list, not text\n" + FIELDS,
        HEAD + "titles: [乙表, '']  # ! $.titles[1]: is empty\n" + FIELDS,
        HEAD + "fields: [x]  # ! $.fields: expects a mapping, not a list",
        HEAD + "fields:  # ! $.fields: is empty",
        HEAD + "fields:\n  X: {label: 一, type: text}  # ! $.fields.X: is no name",
        HEAD + "fields:\n  x: {label: 一}  # ! $.fields.x: the key `type` is missing",
        HEAD + "fields:\n  x: {label: 一, type: string}  # ! $.fields.x.type: 'string' is none of",
        HEAD + "fields:\n  x: {label: 一, type: text, required: yes}  # ! $.fields.x.required: expects true or false",
        HEAD + "fields:\n  x: {label: 一, type: choice, options: [甲]}  # ! $.fields.x.options: expects a mapping or text",
        HEAD + "fields:\n  x: {label: 一, type: choice, options: {a: 甲}}  # ! $.fields.x.options.a: expects a mapping",
        HEAD + f"fields:\n  x: {{label: {'长' * 81}, type: text}}  # ! $.fields.x.label: is longer than 80",
        HEAD + FIELDS + "marks: {○: ticked}  # ! $.marks.○: is none of: checked, unchecked",
        HEAD + FIELDS + "checks:\n  - {kind: unreadable, holds: x}  # ! $.checks[0].kind: is none of: choice",
        HEAD + FIELDS + "checks:\n  - {kind: total}  # ! $.checks[0]: the key `holds` is missing",
    ],
)  # fmt: skip
def test_a_key_that_says_something_wrong(assert_told, text):
    assert_told(text)


def test_the_path_of_an_odd_key_is_quoted(told):
    text = HEAD + FIELDS + '"a: b\\tc": x\n'
    assert told(a=text) == [("a.yaml", 5, "$['a: b\\tc']", told(a=text)[0][3])]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "fields:\n  x: !!map {label: 一, type: text}  # ! $.fields.x: the tag",
        HEAD + "fields:\n  x: {label: !text 一, type: text}  # ! $.fields.x.label: the tag !text has no meaning",
        HEAD + "fields:\n  x:\n    <<: {label: 一}  # ! $.fields.x['<<']: keys are not merged\n    label: 一\n    type: text",
        HEAD + "fields:\n  ? [x]  # ! $.fields: a key must be text\n  : {label: 一, type: text}",
        HEAD + FIELDS + "---  # ! $: holds one document\nform: b",
        HEAD + FIELDS + 'titles: ["甲\\u200B表"]  # ! $.titles[0]: the invisible character U+200B',
        HEAD + FIELDS + 'titles: ["甲\\0"]  # ! $.titles[0]: the invisible character U+0000',
        HEAD + FIELDS + 'marks: {"\\uFEFF○": checked}  # ! $.marks[\'\\ufeff○\']: the invisible character U+FEFF',
        HEAD + FIELDS + "titles: [甲  # ! $: is no YAML",
    ],
)  # fmt: skip
def test_what_yaml_may_not_hold(told, assert_told, text):
    if "is no YAML" in text:
        [(_, line, path, message)] = told(a=text)
        assert (path, message.startswith("is no YAML")) == ("$", True)
        assert line >= 5
        return
    assert_told(text)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "is empty"),
        (b"\xef\xbb\xbf \n# nothing but a remark\n", 1, "is empty"),
        (b"- a\n- b\n", 1, "expects a mapping, not a list"),
        (b"form\n", 1, "expects a mapping, not text"),
        (HEAD.encode() + "标题".encode("gb18030"), 3, "is no UTF-8 text: save it as UTF-8"),
        ((HEAD + FIELDS).encode("utf-16"), 1, "is no UTF-8 text: save it as UTF-8"),
        (b"#" * (1 << 20) + b"\n" + HEAD.encode(), 1, "is larger than 1 MiB: no rule file is"),
        ("表".encode() * (1 << 19), 1, "is larger than 1 MiB: no rule file is"),
        (b"form: " + b"[" * 100_000, 1, "nested deeper than 20"),
        (b"form: " + b"{a: " * 100_000, 1, "nested deeper than 20"),
        (b"form:\n" + b"".join(b" " * i + b"- \n" for i in range(30)), 22, "nested deeper than 20"),
        (b"form: a\x01b\n", 1, "is no YAML: unacceptable character #x0001: control characters are not allowed"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_gives_one_clear_line_at_once(told, content, line, message):
    began = time.monotonic()
    [fault] = told(a=content)
    assert (fault[1], fault[3]) == (line, message)
    assert time.monotonic() - began < 2


def test_a_byte_order_mark_does_no_harm(told):
    assert told(a=b"\xef\xbb\xbf" + (HEAD + FIELDS).encode()) == []


def test_plain_words_are_text(rule):
    options = "{yes: {label: 是}, no: {label: no}, n1: {label: 2022}}"
    made = rule(f"fields:\n  x: {{label: 0.10, type: choice, options: {options}}}")
    assert made.fields["x"].labels == ("0.10",)
    assert [(each.code, *each.labels) for each in made.fields["x"].options] == [
        ("yes", "是"), ("no", "no"), ("n1", "2022"),
    ]  # fmt: skip


def test_no_more_faults_are_told_than_anybody_reads(told):
    text = HEAD + "fields:\n" + "".join(f"  x{n}: {{label: 一}}\n" for n in range(500))
    found = told(a=text)
    assert len(found) == 201
    assert found[-1][3] == "and 300 faults more"


def test_what_is_left_out_for_a_fault_is_not_missed_elsewhere(assert_told):
    assert_told(
        """\
        form: a
        title: 甲表
        signs: [资金总额, 项目名称]
        fields:
          report_date: {label: 填报日期, type: dat}  # ! $.fields.report_date.type: is none of
          year: {pattern: "{}年", find_in: [title], else_from: report_date, type: date}
          kind: {label: 类型, type: choice, optoins: {a: {label: 甲}}}  # ! $.fields.kind.optoins: is `options` meant?
        tables:
          funds:
            rows:
              total: {lable: 资金总额}  # ! $.tables.funds.rows.total.lable: is `label` meant? # ! $.tables.funds.rows.total: the key `label` is missing
              own: {label: 自有资金, parent: total}
            columns:
              annual: {label: 全年, type: money}
        lists:
          items:
            columns: {name: {label: 名称, type: txt}}  # ! $.lists.items.columns.name.type: is none of
            summaries:
              all: {label: 合计}  # ! $.lists.items.summaries.all: the key `columns` is missing
        checks:
          - {kind: order, holds: funds.own.annual <= funds.total.annual}
          - {kind: order, holds: "funds.{r}.annual <= funds.{r}.planned", where: {r: [total]}}
          - {kind: total, holds: all.amount = sum(items.*.amount)}
          - {kind: choice, holds: if kind = a then filled(report_date)}
        """
    )


def test_checks_keep_their_numbers_when_one_is_left_out(assert_told):
    assert_told(
        """\
        form: a
        title: 甲表
        fields: {x: {label: 一, type: money}, y: {label: 二, type: money}}
        checks:
          - {kind: no, holds: x <= y}  # ! $.checks[0].kind: is none of
          - {kind: order, holds: x <= y}
          - {kind: order, holds: x <= z}  # ! $.checks[2].holds: 'z' is no field
          - {kind: order, holds: x <= y}  # ! $.checks[3].holds: what checks[1] says already
        """
    )
