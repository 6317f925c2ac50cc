"""Folders of rule files: what is loaded, cached, hashed, and what is no folder of rule files."""

from typing import get_args

import pytest

from extractor.audit.checks import CHECKS
from extractor.errors import RuleFileError
from extractor.rulebook import built_in_folder, load_rules, rule_faults
from extractor.rulebook.types import DeclaredKind

RULE = "form: a\ntitle: 甲表\nfields:\n  x: {label: 一, type: choice, options: marks}\n"
VOCABULARY = "marks: {good: {label: 优}, poor: {label: 差}}\nothers: {a: {label: 甲}}\n"


def test_the_built_in_rules_have_no_fault():
    rules = load_rules()
    counts = {
        name: (len(rule.fields), len(rule.checks)) for name, rule in rules.rules.items()
    }  # fmt: skip
    assert counts["project_fund_monitoring"] == (116, 151)
    assert counts["project_self_evaluation"] == (32, 20)


def test_each_check_of_the_built_in_rules_makes_statements():
    for rule in load_rules().rules.values():
        made = {
            check.declared
            for chosen in [(), *((variant.name,) for variant in rule.variants)]
            for check in load_rules(variants=chosen).rules[rule.form].checks
        }
        assert made == set(range(len(made)))


def test_every_kind_that_can_be_declared_is_judged():
    assert set(get_args(DeclaredKind)) <= set(CHECKS)


def test_all_faults_of_all_files_are_in_the_error(write):
    folder = write(a="form: a\n", b="title: 乙\nfields: {x: {}}\n")
    with pytest.raises(RuleFileError) as error:
        load_rules(folder)
    lines = str(error.value).splitlines()
    assert lines == [str(fault) for fault in rule_faults(folder)[1]]
    assert lines[0] == "a.yaml:1: needs fields, tables or lists @ $" or "a.yaml:1:" in lines[0]
    assert any(
        line.startswith("b.yaml:2: the key `type` is missing @ $.fields.x") for line in lines
    )


def test_the_good_files_are_read_beside_a_faulty_one(write):
    folder = write(a=RULE, b="form: b\n", vocab_v=VOCABULARY)
    rules, faults = rule_faults(folder)
    assert list(rules.rules) == ["a"]
    assert {fault.file for fault in faults} == {"b.yaml"}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path / "nowhere", "there is no such folder"),
        (lambda path: path / "file", "is no folder"),
        (lambda path: path / "empty", "no rule files (*.yaml) here"),
    ],
)
@pytest.mark.parametrize("read", [load_rules, rule_faults])
def test_what_is_no_folder_of_rule_files(tmp_path, make, message, read):
    (tmp_path / "file").write_text("form: a")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden.yaml").write_text("form: a")
    with pytest.raises(RuleFileError, match=r"^[^\n]*$") as error:
        read(make(tmp_path))
    assert message in str(error.value)
    assert str(make(tmp_path)) in str(error.value)


def test_a_file_of_another_ending_is_not_passed_over(tmp_path):
    (tmp_path / "a.yml").write_text(RULE, encoding="utf-8")
    _, [fault] = rule_faults(tmp_path)
    assert str(fault) == "a.yml:1: rule files end in .yaml: rename it @ $"


def test_a_folder_in_the_place_of_a_file_is_a_fault(tmp_path):
    (tmp_path / "a.yaml").mkdir()
    _, [fault] = rule_faults(tmp_path)
    assert str(fault).startswith("a.yaml:1: cannot be read: ")


def test_a_name_with_control_characters_stays_on_its_line(tmp_path):
    (tmp_path / "a\nb\x1b.yaml").write_text("form: a\n")
    for fault in rule_faults(tmp_path)[1]:
        assert str(fault).isprintable()


def test_a_second_call_reads_nothing(write):
    folder = write(a=RULE, vocab_v=VOCABULARY)
    assert load_rules(folder) is load_rules(str(folder))


def test_a_changed_file_is_read_again(write):
    folder = write(a=RULE, vocab_v=VOCABULARY)
    before = load_rules(folder)
    write(a=RULE.replace("一", "项目一"))
    assert load_rules(folder).rules["a"].fields["x"].labels == ("项目一",)
    assert before.rules["a"].fields["x"].labels == ("一",)


def test_the_hash_follows_the_lists_that_a_rule_uses(write):
    folder = write(a=RULE, vocab_v=VOCABULARY)
    before = load_rules(folder)
    write(vocab_v=VOCABULARY.replace("甲", "乙丙"))
    assert load_rules(folder).rules["a"].sha256 == before.rules["a"].sha256
    write(vocab_v=VOCABULARY.replace("优", "优秀"))
    after = load_rules(folder)
    assert after.rules["a"].sha256 != before.rules["a"].sha256
    assert after.sha256 != before.sha256
    assert [option.labels for option in after.rules["a"].fields["x"].options] == [
        ("优秀",),
        ("差",),
    ]


def test_the_hash_does_not_depend_on_where_the_folder_is(write, tmp_path):
    before = load_rules(write(a=RULE, vocab_v=VOCABULARY))
    moved = tmp_path / "elsewhere"
    (moved / "vocab").mkdir(parents=True)
    (moved / "a.yaml").write_text(RULE, encoding="utf-8")
    (moved / "vocab" / "other_name.yaml").write_text(VOCABULARY, encoding="utf-8")
    assert load_rules(moved).sha256 == before.sha256


def test_the_built_in_folder_holds_rule_files():
    assert list(built_in_folder().glob("*.yaml"))


def test_a_field_of_a_list_is_known_by_any_row(rule):
    made = rule("lists: {l: {columns: {who: {label: 人, type: text, personal: name}}}}")
    field = made.field("l.7.who")
    assert (field.type, field.labels, field.list, field.personal) == ("text", ("人",), "l", "name")
    assert made.field("l.x.who") is None
    assert made.field("l.7.what") is None
