"""Other ways to judge a form: what a choice adds and replaces, the hash, and what is refused."""

import pytest

from extractor.errors import VariantError
from extractor.rulebook import load_rules
from extractor.rulebook.expression import written

FORM = """\
form: {name}
title: {title}
fields:
  rate: {{label: 执行率, type: rate}}
  weight: {{label: 分值, type: number}}
  score: {{label: 得分, type: number}}
"""
VARIANTS = """\
variants:
  east: {label: 东部, note: 按率, group: scoring}
  west: {label: 西部, group: scoring}
  strict: {label: 从严}
checks:
  - {kind: ratio, holds: score = weight * rate, severity: warning, unless: [east, west]}
  - {kind: ratio, holds: score = weight * rate, only: [east]}
  - {kind: ratio, holds: "score = steps(rate, 0: 0, 0.8: 7)", only: [west]}
  - {kind: range, holds: 0 <= score}
  - {kind: range, holds: score <= weight, only: [strict]}
"""
A = FORM.format(name="a", title="甲表") + VARIANTS
B = FORM.format(name="b", title="乙表") + "checks: [{kind: range, holds: 0 <= score}]\n"


def made(rules, form="a"):
    return [(check.declared, check.severity) for check in rules.rules[form].checks]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((), [(0, "warning"), (3, "error")]),
        (("east",), [(1, "error"), (3, "error")]),
        (("west",), [(2, "error"), (3, "error")]),
        (("strict", "west"), [(2, "error"), (3, "error"), (4, "error")]),
    ],
)
def test_a_choice_adds_and_replaces_checks(write, chosen, expected):
    rules = load_rules(write(a=A, b=B), chosen)
    assert made(rules) == expected
    assert sorted(rules.rules["a"].chosen) == sorted(chosen)
    assert made(rules, "b") == [(0, "error")]


def test_a_rule_tells_all_its_variants_whatever_is_chosen(write):
    rule = load_rules(write(a=A), ["strict"]).rules["a"]
    assert [(each.name, each.label, each.group) for each in rule.variants] == [
        ("east", "东部", "scoring"),
        ("west", "西部", "scoring"),
        ("strict", "从严", None),
    ]
    assert rule.variants[0].note == "按率"


def test_the_hash_tells_the_choice_and_only_where_it_counts(write):
    folder = write(a=A, b=B)
    hashes = {
        chosen: load_rules(folder, chosen)
        for chosen in [(), ("east",), ("west",), ("east", "strict")]
    }
    assert len({rules.sha256 for rules in hashes.values()}) == 4
    assert len({rules.rules["a"].sha256 for rules in hashes.values()}) == 4
    assert len({rules.rules["b"].sha256 for rules in hashes.values()}) == 1


def test_the_order_of_a_choice_does_not_matter(write):
    folder = write(a=A)
    assert load_rules(folder, ["strict", "east"]) is load_rules(folder, ("east", "strict"))


def test_a_name_counts_in_every_file_that_declares_it(write):
    folder = write(a=A, b=A.replace("form: a", "form: b").replace("甲表", "乙表"))
    rules = load_rules(folder, ["west"])
    assert made(rules, "a") == made(rules, "b") == [(2, "error"), (3, "error")]


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (["north"], "north: no rule file has this variant; there are: east, strict, west"),
        (["west", "east"], "the variants east and west of a exclude each other; choose one"),
    ],
)
def test_a_choice_that_cannot_be_made(write, chosen, message):
    with pytest.raises(VariantError) as error:
        load_rules(write(a=A, b=B), chosen)
    assert str(error.value) == message


def test_where_there_are_no_variants(write):
    with pytest.raises(VariantError, match="there are: none"):
        load_rules(write(b=B), ["east"])


def test_names_in_vain(assert_told):
    assert_told(
        FORM.format(name="a", title="甲表")
        + """\
variants:
  east: {label: 东部, group: scoring}
  west: {label: 西部, group: scoring}
  idle: {label: 无用}   # ! $.variants.idle: no check names this variant
checks:
  - kind: range
    holds: 0 <= score
    only: [east, north]   # ! $.checks[0].only[1]: 'north' is no variant of this form (there are: east, west, idle)
  - kind: range
    holds: score <= weight
    only: [west, west]    # ! $.checks[1].only[1]: 'west' stands here twice
    unless: [west, east]  # ! $.checks[1].unless[0]: stands in `only` as well   # ! $.checks[1].unless[1]: 'east' is never chosen together with one of `only`
"""
    )


def test_what_contradicts_under_a_variant_alone(assert_told):
    assert_told(
        FORM.format(name="a", title="甲表")
        + """\
variants: {east: {label: 东部}, west: {label: 西部}}
checks:
  - {kind: range, holds: 5 <= score, unless: [west]}
  - {kind: range, holds: score <= 4, only: [east]}   # ! $.checks[1].holds: at most 4 (see checks[0]) (with the variant east)
  - {kind: ratio, holds: score = weight * rate}
  - {kind: ratio, holds: "score = steps(rate, 0: 6, 1: 9)", only: [west]}   # ! $.checks[3].holds: computes score, which checks[2] computes otherwise (with the variant west)
"""
    )


def test_variants_that_contradict_each_other_belong_to_one_group(told):
    def of(groups):
        east, west = groups
        return told(
            a=FORM.format(name="a", title="甲表")
            + f"variants: {{east: {{label: 东部{east}}}, west: {{label: 西部{west}}}}}\n"
            + "checks:\n"
            + "  - {kind: range, holds: 5 <= score, only: [east]}\n"
            + "  - {kind: range, holds: score <= 4, only: [west]}\n"
        )

    [(_, line, path, message)] = of(("", ""))
    assert (line, path) == (10, "$.checks[1].holds")
    assert message.startswith("leaves nothing for score")
    assert "(with the variants east and west: variants of one group exclude each other)" in message
    assert of((", group: a", ", group: b"))
    assert not of((", group: a", ", group: a"))


def test_a_fault_of_a_variant_hides_what_is_due_to_it(assert_told):
    assert_told(
        FORM.format(name="a", title="甲表")
        + """\
variants:
  east: {lable: 东部}   # ! $.variants.east.lable: is `label` meant   # ! $.variants.east: the key `label` is missing
checks:
  - {kind: range, holds: 0 <= score, only: [east]}
"""
    )


def test_the_variants_of_the_self_evaluation():
    rule = load_rules(variants=["jiangxi"]).rules["project_self_evaluation"]
    assert {variant.group for variant in rule.variants} == {"execution_score"}
    scores = [written(check.statement) for check in rule.checks if check.kind == "ratio"]
    assert scores[-1] == (
        "funds.total.score = steps(funds.total.execution_rate, 0: 0, 0.6: 5, 0.8: 7, 1: 10)"
    )
