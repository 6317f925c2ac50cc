"""Whether a check of a rule file makes sense by itself; `together.py` looks at all of them.

Every statement is looked at with its variables bound. `kinds` says what an expression can be:
money, a rate or a plain number; a constant can be any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation

from extractor.rulebook.binding import Form
from extractor.rulebook.expression import (
    Binary,
    Candidates,
    Comparison,
    Condition,
    Expression,
    Least,
    Node,
    Number,
    Path,
    Predicate,
    Statement,
    Steps,
    Test,
    Total,
    nodes,
    paths,
    written,
)
from extractor.rulebook.files import CheckFile
from extractor.rulebook.linear import normal, repeated
from extractor.rulebook.types import NUMERIC, Field

Kinds = frozenset[str]

_ANY: Kinds = NUMERIC
_RATE: Kinds = frozenset({"rate"})
_MONEY: Kinds = frozenset({"money"})
_BARE: Kinds = frozenset({"rate", "number"})
_FIFTY = Decimal(50)


class SenselessError(ValueError):
    """A statement that cannot be true or false of any form."""


# ----------------------------------------------------------------------- what can be compared


def kinds(node: Expression, form: Form) -> Kinds:
    """What an expression can be. Raises `SenselessError` where its parts do not go together."""
    match node:
        case Number():
            return _ANY
        case Path(text=path) | Total(path=path):
            type_ = form.type_of(path)
            if type_ not in NUMERIC:
                raise SenselessError(
                    f"{path} is of type {type_}: only money, rates and numbers are computed with"
                )
            return frozenset({type_})
        case Least(of=items) | Candidates(of=items):
            return _common(items, form, "stand beside each other")
        case Steps(of=of):
            kinds(of, form)
            return _ANY
        case Binary(operator="+" | "-", left=left, right=right):
            return _common((left, right), form, "do not add up")
        case Binary(operator="*", left=left, right=right):
            return _product(node, kinds(left, form), kinds(right, form))
        case Binary(left=left, right=right):
            return _quotient(node, kinds(left, form), kinds(right, form))
    raise TypeError(node)


def _common(items: tuple[Expression, ...], form: Form, verb: str) -> Kinds:
    common = _ANY
    for item in items:
        found = kinds(item, form)
        if not common & found:
            first, other = (" or ".join(sorted(each)) for each in (common, found))
            raise SenselessError(f"{first} and {other} {verb}: {written(item)}")
        common &= found
    return common


def _product(node: Binary, left: Kinds, right: Kinds) -> Kinds:
    if left == right == _MONEY:
        raise SenselessError(f"money times money is nothing: {written(node)}")
    if left == _ANY:
        return right if right != _RATE else _BARE
    if right == _ANY:
        return left if left != _RATE else _BARE
    if _MONEY in {left, right}:
        return _MONEY
    return _RATE if left == right == _RATE else frozenset({"number"})


def _quotient(node: Binary, left: Kinds, right: Kinds) -> Kinds:
    if constant(node.right) == 0:
        raise SenselessError(f"divides by zero: {written(node)}")
    if right == _MONEY:
        if not left & _MONEY:
            raise SenselessError(f"only money is divided by money: {written(node)}")
        return _BARE
    return left if left == _MONEY else _BARE


def constant(node: Expression) -> Decimal | None:
    """The value of an expression without fields."""
    if isinstance(node, Number):
        return node.value
    if not isinstance(node, Binary):
        return None
    left, right = constant(node.left), constant(node.right)
    if left is None or right is None:
        return None
    try:
        match node.operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case _:
                return left / right
    except (DivisionByZero, InvalidOperation):
        return None


# ------------------------------------------------------------------------ one check by itself


def faults_of_one(entry: CheckFile, statement: Statement, form: Form) -> Iterator[str]:
    """What is wrong with one bound statement."""
    try:
        if isinstance(statement, Condition):
            yield from _condition(entry, statement, form)
        else:
            wrong = [*_comparison(statement, form), *_steps(statement, form)]
            yield from wrong or _KINDS[entry.kind](entry, statement, form)
        if entry.over_zero is not None and entry.kind != "ratio":
            yield f"`over_zero` belongs to a ratio, not to the kind {entry.kind}"
    except SenselessError as error:
        yield str(error)


def _condition(entry: CheckFile, statement: Condition, form: Form) -> Iterator[str]:
    if entry.kind != "choice":
        yield f"`if … then …` is a check of kind choice, not {entry.kind}"
    if isinstance(statement.then, Comparison):
        yield from _comparison(statement.then, form)
    elif statement.test == statement.then:
        yield f"can never fire: {written(statement)}"
        return
    # Of `if filled(a) then a <= b` the test says when numbers are compared.
    if not (isinstance(statement.test, Predicate) and isinstance(statement.then, Comparison)) and (
        set(paths(statement.test)) & set(paths(statement.then))
    ):
        yield f"tests the field that it speaks of: {written(statement)}"


def _comparison(statement: Comparison, form: Form) -> Iterator[str]:
    if next(paths(statement), None) is None:
        yield "names no field, so it can never fire"
        return
    for node in nodes(statement):
        yield from _alternatives(node)
    for left, relation, right in zip(
        statement.terms, statement.relations, statement.terms[1:], strict=False
    ):
        common = kinds(left, form) & kinds(right, form)
        if not common:
            what = (" or ".join(sorted(kinds(each, form))) for each in (left, right))
            yield f"{' and '.join(what)} are not compared: {written(left)}, {written(right)}"
        elif normal(left) == normal(right):
            yield f"compares {written(left)} with itself, so it can never fire"
        elif (twice := repeated(left, right)) is not None:
            yield f"{twice} stands in it twice: {written(left)}, {written(right)}"
        else:
            yield from _bounds(left, relation, right, form)


def _alternatives(node: Node) -> Iterator[str]:
    """`min(a)`, `min(a, a)`, `(a | a)`: an alternative that is none."""
    if isinstance(node, Least | Candidates):
        if len(node.of) == 1:
            yield f"the smallest of one: {written(node)}"
        elif len(set(map(normal, node.of))) < len(node.of):
            yield f"an alternative stands there twice: {written(node)}"
    if isinstance(node, Binary) and normal(node.left) == normal(node.right):
        always = {"/": 1, "-": 0}.get(node.operator)
        if always is not None:
            yield f"is always {always}: {written(node)}"


def _bounds(left: Expression, relation: str, right: Expression, form: Form) -> Iterator[str]:
    """A relation that whatever is written can never break, or never meet."""
    for node, other in ((left, right), (right, left)):
        bound = constant(other)
        if kinds(node, form) == _RATE and bound is not None and _is_percent(bound):
            yield _as_percent(bound)
            return
    (low, high), (its_low, its_high) = extent(left), extent(right)
    within = isinstance(left, Least) and normal(right) in map(normal, left.of)
    shown = f"{written(left)} {relation} {written(right)}"
    under = high is not None and its_low is not None and high <= its_low
    if relation == "<=" and (within or under):
        yield f"is always so, and can never fire: {shown}"
    above = low is not None and its_high is not None and low > its_high
    below = high is not None and its_low is not None and high < its_low
    if above or (relation == "=" and below):
        yield f"can never be so: {shown}"


def _is_percent(bound: Decimal) -> bool:
    """No rate on a form is bounded by 5000 %: 60 is meant to be 60 %."""
    return abs(bound) >= _FIFTY


def _as_percent(bound: Decimal) -> str:
    return (
        f"a rate is a fraction: {bound:f} is {bound * 100:f} %, and {bound:f} % is {bound / 100:f}"
    )


def extent(node: Expression) -> tuple[Decimal | None, Decimal | None]:
    """Between what an expression lies whatever is written on the form; None: without bound."""
    match node:
        case Number(value=value):
            return value, value
        case Steps(steps=steps):
            values = [step.value for step in steps]
            return min(values), max(values)
        case Least(of=several):
            ends = [extent(each) for each in several]
            lows = [low for low, _ in ends if low is not None]
            highs = [high for _, high in ends if high is not None]
            return min(lows) if len(lows) == len(ends) else None, min(highs, default=None)
        case Binary(operator="+" | "-" as operator, left=left, right=right):
            (low, high), (first, last) = extent(left), extent(right)
            if operator == "-":
                first, last = (None if each is None else -each for each in (last, first))
            return (
                None if low is None or first is None else low + first,
                None if high is None or last is None else high + last,
            )
    return None, None


def _steps(statement: Comparison, form: Form) -> Iterator[str]:
    for node in nodes(statement):
        if isinstance(node, Steps) and kinds(node.of, form) == _RATE:
            wrong = [step.bound for step in node.steps if _is_percent(step.bound)]
            yield from map(_as_percent, wrong[:1])


def _total(_: CheckFile, statement: Comparison, form: Form) -> Iterator[str]:
    if len(statement.relations) > 1:
        yield "a total is one sum and what it adds up to"
    if any(isinstance(node, Binary) and node.operator in "*/" for node in nodes(statement)):
        yield "a total adds and subtracts; what multiplies or divides is a ratio"
    for path in paths(statement):
        if form.type_of(path) == "rate":
            yield f"{path} is a rate, and rates do not add up"
            return


def _ratio(entry: CheckFile, statement: Comparison, form: Form) -> Iterator[str]:
    computed = statement.terms[0]
    if statement.relations != ("=",) or not isinstance(computed, Path):
        yield "a ratio is `field = formula`"
    elif not kinds(computed, form) & _BARE:
        type_ = form.type_of(computed.text)
        yield f"{computed.text} is {type_}: what a ratio gives is a rate or a number"
    elif computed.text in paths(statement.terms[1]):
        yield f"computes {computed.text} from itself"
    elif entry.over_zero is not None and not _is_quotient(statement.terms[1]):
        yield "`over_zero` belongs to `rate = one / other`, with a field on each side"


def _is_quotient(node: Expression) -> bool:
    if not isinstance(node, Binary) or node.operator != "/" or not isinstance(node.left, Path):
        return False
    bases = node.right.of if isinstance(node.right, Candidates) else (node.right,)
    return all(isinstance(base, Path) for base in bases)


def _order(_: CheckFile, statement: Comparison, __: Form) -> Iterator[str]:
    if "=" in statement.relations:
        yield "an order is stated with <=; with = it is of kind equal or total"
    if any(constant(term) is not None for term in statement.terms):
        yield "an order is between fields; with a constant it is of kind range"


def _equal(_: CheckFile, statement: Comparison, __: Form) -> Iterator[str]:
    if "<=" in statement.relations:
        yield "an equality is stated with =; with <= it is of kind order or range"
    if any(constant(term) is not None for term in statement.terms):
        yield "an equality is between fields; with a constant it is of kind range"


def _range(entry: CheckFile, statement: Comparison, form: Form) -> Iterator[str]:
    named = list(paths(statement))
    fixed = any(constant(term) is not None for term in statement.terms)
    rates = all(form.type_of(path) == "rate" for path in named)
    if named and fixed and rates and entry.severity == "error":
        yield "a rate out of bounds is no contradiction by itself: severity is at most warning"


def _choice(_: CheckFile, __: Comparison, ___: Form) -> Iterator[str]:
    yield "a check of kind choice is `if … then …`"


_KINDS: Mapping[str, Callable[[CheckFile, Comparison, Form], Iterator[str]]] = {
    "total": _total,
    "ratio": _ratio,
    "order": _order,
    "equal": _equal,
    "range": _range,
    "choice": _choice,
}


def wrong_conditions(statement: Statement, fields: Mapping[str, Field]) -> Iterator[str]:
    """What a condition asks of a field that can never be so, or that is so on every form."""
    if not isinstance(statement, Condition):
        return
    if isinstance(statement.test, Test):
        yield from _wrong_code(statement.test, fields)
    for part in (statement.test, statement.then):
        if isinstance(part, Predicate):
            yield from _wrong_predicate(part, fields, is_asked=part is statement.then)


def _wrong_code(test: Test, fields: Mapping[str, Field]) -> Iterator[str]:
    field = fields.get(test.path)
    if field is None:
        return
    codes = {
        "choice": {option.code for option in field.options},
        "flag": {"true", "false"},
    }.get(field.type)
    if codes is None:
        yield f"{field.path} is of type {field.type}: `if` asks for flags, choices, blank or filled"
    elif test.code not in codes:
        can = ", ".join(sorted(codes))
        yield f"{field.path} is never {test.code!r} (it can be: {can})"


def _wrong_predicate(
    predicate: Predicate, fields: Mapping[str, Field], *, is_asked: bool
) -> Iterator[str]:
    """Boxes are ticked or not, of a choice exactly one is, and a required field is filled in."""
    known: set[str] = set()
    for path in predicate.paths:
        field = fields.get(path)
        if path in known:
            yield f"{predicate.name}(…) names {path} twice"
        known.add(path)
        if field is None:
            continue
        if field.type == "flag":
            yield f"{path} is a flag, ticked or not: ask `if {path}` or `if {path} = false`"
        elif field.type == "choice" and predicate.name == "blank":
            yield f"{path} is a choice and never blank: one answer is to be ticked on every form"
        elif field.type == "choice" and is_asked:
            yield f"{path} is a choice: that an answer is ticked is asked of every form"
        elif field.required and is_asked and predicate.name == "blank":
            yield f"{path} is required, and so never to be blank"
