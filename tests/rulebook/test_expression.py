"""The language of checks: what it reads, how it writes it back, what it refuses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.rulebook import expression
from extractor.rulebook.expression import (
    Binary,
    Candidates,
    Comparison,
    Condition,
    Least,
    Number,
    Path,
    Predicate,
    Step,
    Steps,
    Total,
    nodes,
    paths,
    substitute,
    written,
)
from extractor.rulebook.parser import ExpressionError, parse

PATHS = st.sampled_from(["a", "b_2", "t.one.q1", "t.{r}.{p}.x", "l.{i}.score"])
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2).map(Number)
STEPS = st.lists(st.integers(-50, 50), min_size=2, max_size=4, unique=True).map(
    lambda bounds: tuple(
        Step(Decimal(bound) / 10, Decimal(number) / 4)
        for number, bound in enumerate(sorted(bounds))
    )
)
EXPRESSIONS = st.recursive(
    NUMBERS | PATHS.map(Path) | st.just(Total("l.*.score")),
    lambda inner: (
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner)
        | st.lists(inner, min_size=1, max_size=3).map(lambda items: Least(tuple(items)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda items: Candidates(tuple(items)))
        | st.tuples(inner, STEPS).map(lambda parts: Steps(*parts))
    ),
    max_leaves=12,
)
COMPARISONS = st.lists(EXPRESSIONS, min_size=2, max_size=3).flatmap(
    lambda terms: st.lists(
        st.sampled_from(["=", "<="]), min_size=len(terms) - 1, max_size=len(terms) - 1
    ).map(lambda relations: Comparison(tuple(terms), tuple(relations)))
)
PREDICATES = st.builds(
    Predicate,
    st.sampled_from(["blank", "filled"]),
    st.lists(PATHS, min_size=1, max_size=3).map(tuple),
)
CONDITIONS = st.builds(
    Condition,
    st.builds(expression.Test, PATHS, st.sampled_from(["true", "no", "not_applicable"]))
    | PREDICATES,
    PREDICATES | COMPARISONS,
)


@given(COMPARISONS | CONDITIONS)
def test_what_is_written_is_read_as_the_same_tree(statement):
    assert parse(written(statement)) == statement


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("a=b+c", "a = b + c"),
        ("a = b - (c - d)", "a = b - (c - d)"),
        ("a = (b - c) - d", "a = b - c - d"),
        ("a = (b + c) * d", "a = (b + c) * d"),
        ("a = b / (c | d)", "a = b / (c | d)"),
        ("a = (b)", "a = b"),
        ("0 <= a <= 1.50", "0 <= a <= 1.50"),
        ("-1 <= a", "-1 <= a"),
        ("a = b -1", "a = b - 1"),
        ("a = min(b * c, d)", "a = min(b * c, d)"),
        ("sum(l.*.x) = 100", "sum(l.*.x) = 100"),
        ("if a then blank(b,c)", "if a then blank(b, c)"),
        ("if a = no then b <= c", "if a = no then b <= c"),
        ("if filled(a) then filled(b)", "if filled(a) then filled(b)"),
    ],
)
def test_the_customary_way_of_writing(text, again):
    assert written(parse(text)) == again
    assert written(parse(again)) == again


def test_products_bind_closer_and_the_left_comes_first():
    [_, right] = parse("a = b - c - d * e").terms
    assert right == Binary(
        "-", Binary("-", Path("b"), Path("c")), Binary("*", Path("d"), Path("e"))
    )


def test_numbers_are_exact():
    assert parse("a = 0.10").terms[1] == Number(Decimal("0.10"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "ends too early"),
        ("a", "nothing is compared in 'a'"),
        ("a =", "ends too early: 'a ='"),
        ("a = b c", "unexpected 'c'"),
        ("a == b", "expected a field, a number or a bracket, not '='"),
        ("a < b", "cannot read '< b' in 'a < b'"),
        ("a >= b", "cannot read '>= b'"),
        ("a = B", "cannot read 'B'"),
        ("a = 1.2.3", "cannot read"),
        ("a = (b", "expected ')' but found 'the end'"),
        ("a = sum(1)", "expected a field's path but found '1'"),
        ("a = sum", "expected '(' but found 'the end'"),
        ("a = min()", "expected a field, a number or a bracket, not ')'"),
        ("a = -b", "expected a number after '-' but found 'b'"),
        ("a = steps(b)", "expected ',' but found ')'"),
        ("a = steps(b, 0: 1)", "steps(…) needs two steps or more"),
        ("a = steps(b, 0: 1, 1: 2, 0.5: 3)", "must ascend, but 0.5 follows 1"),
        ("a = steps(b, 0: 1, 0.0: 2)", "must ascend, but 0.0 follows 0"),
        ("a = steps(b, 0: 1, 1: 1.0)", "the steps at 0 and 1 both give 1: one says nothing"),
        ("a = steps(b, 0: c, 1: 2)", "expected a number but found 'c'"),
        ("a = steps(b, 0 1, 1: 2)", "expected ':' but found '1'"),
        ("a = steps(b, 0: 1, -: 2)", "expected a number after '-' but found ':'"),
        ("a = steps", "expected '(' but found 'the end'"),
        ("steps = 1", "expected '(' but found '='"),
        ("if a blank(b)", "expected 'then' but found 'blank'"),
        ("if a then", "ends too early"),
        ("if a then b", "nothing is compared"),
        ("if a = b + c then blank(d)", "expected 'then' but found '+'"),
        ("if then blank(a)", "expected a field's path but found 'then'"),
        ("__import__('os')", "cannot read"),
        ("a = " + "(" * 21 + "b" + ")" * 21, "brackets deeper than 20"),
        ("a = " + "min(" * 2000, "more than 250 words and signs"),
        ("a = " + " + ".join("b" * 200), "more than 250 words and signs"),
    ],
)
def test_what_is_no_statement(text, message):
    with pytest.raises(ExpressionError) as error:
        parse(text)
    assert message in str(error.value)
    assert len(str(error.value)) < 200


def test_the_longest_statement_fits_the_stack():
    statement = parse("a = " + " + ".join(["b"] * 120))
    assert len(list(paths(statement))) == 121
    assert len(list(nodes(statement))) == 241
    assert written(substitute(statement, str.upper)).startswith("A = B + B")


def test_paths_stand_in_reading_order_and_are_all_changed():
    statement = parse("if a = no then min(b, sum(l.*.c)) <= (d | e) / 2")
    assert list(paths(statement)) == ["a", "b", "l.*.c", "d", "e"]
    changed = substitute(statement, lambda path: f"x.{path}")
    assert list(paths(changed)) == ["x.a", "x.b", "x.l.*.c", "x.d", "x.e"]
