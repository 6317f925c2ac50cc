"""Whether the checks of a rule file make sense, each by itself and all together.

Every statement is looked at with its variables bound. `kinds` says what an expression can be:
money, a rate or a plain number; a constant can be any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation

from extractor.rulebook.binding import Bound, Form
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
    Statement,
    Steps,
    Test,
    Total,
    nodes,
    paths,
    substitute,
    written,
)
from extractor.rulebook.files import CheckFile
from extractor.rulebook.types import NUMERIC, Field

Kinds = frozenset[str]

_ANY: Kinds = NUMERIC
_RATE: Kinds = frozenset({"rate"})
_MONEY: Kinds = frozenset({"money"})
_BARE: Kinds = frozenset({"rate", "number"})


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
            yield from _comparison(statement, form)
            yield from _KINDS[entry.kind](entry, statement, form)
    except SenselessError as error:
        yield str(error)


def _condition(entry: CheckFile, statement: Condition, form: Form) -> Iterator[str]:
    if entry.kind != "choice":
        yield f"`if … then …` is a check of kind choice, not {entry.kind}"
    if isinstance(statement.then, Comparison):
        yield from _comparison(statement.then, form)
    elif statement.test == statement.then:
        yield f"can never fire: {written(statement)}"
    if isinstance(statement.test, Test) and set(paths(statement.test)) & set(paths(statement.then)):
        yield f"tests the field that it speaks of: {written(statement)}"


def _comparison(statement: Comparison, form: Form) -> Iterator[str]:
    if next(paths(statement), None) is None:
        yield "names no field, so it can never fire"
    for left, right in zip(statement.terms, statement.terms[1:], strict=False):
        common = kinds(left, form) & kinds(right, form)
        if not common:
            what = (" or ".join(sorted(kinds(each, form))) for each in (left, right))
            yield f"{' and '.join(what)} are not compared: {written(left)}, {written(right)}"
        elif _normal(left) == _normal(right):
            yield f"compares {written(left)} with itself, so it can never fire"


def _total(_: CheckFile, statement: Comparison, form: Form) -> Iterator[str]:
    if len(statement.relations) > 1:
        yield "a total is one sum and what it adds up to"
    if any(isinstance(node, Binary) and node.operator in "*/" for node in nodes(statement)):
        yield "a total adds and subtracts; what multiplies or divides is a ratio"
    for path in paths(statement):
        if form.type_of(path) == "rate":
            yield f"{path} is a rate, and rates do not add up"
            return


def _ratio(_: CheckFile, statement: Comparison, form: Form) -> Iterator[str]:
    computed = statement.terms[0]
    if statement.relations != ("=",) or not isinstance(computed, Path):
        yield "a ratio is `field = formula`"
    elif not kinds(computed, form) & _BARE:
        type_ = form.type_of(computed.text)
        yield f"{computed.text} is {type_}: what a ratio gives is a rate or a number"


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


def wrong_codes(statement: Statement, fields: Mapping[str, Field]) -> Iterator[str]:
    """What a condition asks of a field that can never be so."""
    test = statement.test if isinstance(statement, Condition) else None
    field = fields.get(test.path) if isinstance(test, Test) else None
    if field is None or not isinstance(test, Test):
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


# --------------------------------------------------------------------------------- all together


class Together:
    """The statements met so far: what the next one repeats or contradicts."""

    def __init__(self) -> None:
        self.said: dict[Node, int] = {}
        self.below: dict[str, dict[str, int]] = {}
        self.low: dict[str, tuple[Decimal, int]] = {}
        self.high: dict[str, tuple[Decimal, int]] = {}

    def add(self, number: int, bound: Bound) -> Iterator[str]:
        """Take in one statement of the check with this number; yields what is wrong with it."""
        statement = bound.statement
        if bound.row_variable:
            variable = f"{{{bound.row_variable}}}"
            statement = substitute(statement, lambda path: path.replace(variable, "{}"))
        first = self.said.setdefault(_normal(statement), number)
        if first != number:
            yield f"says of {next(paths(statement), '?')} what checks[{first}] says already"
            return
        if not isinstance(statement, Comparison):
            return
        for left, relation, right in zip(
            statement.terms, statement.relations, statement.terms[1:], strict=False
        ):
            if relation == "<=" and isinstance(left, Path) and isinstance(right, Path):
                yield from self.order(number, left.text, right.text)
            yield from self.bounds(number, left, relation, right)

    def order(self, number: int, left: str, right: str) -> Iterator[str]:
        """`left <= right` where `right <= left` is said or follows."""
        other = self.way(right, left)
        if other is not None:
            also = "" if other == number else f", and checks[{other}] the other way round"
            yield f"says that {left} is at most {right}{also}: together they must be equal"
            return
        self.below.setdefault(left, {}).setdefault(right, number)

    def way(self, start: str, end: str) -> int | None:
        """The check that ends a chain `start <= … <= end`, if there is one."""
        met, ahead = {start}, [start]
        while ahead:
            for path, number in self.below.get(ahead.pop(), {}).items():
                if path == end:
                    return number
                if path not in met:
                    met.add(path)
                    ahead.append(path)
        return None

    def bounds(
        self, number: int, left: Expression, relation: str, right: Expression
    ) -> Iterator[str]:
        """`1 <= rate <= 0` leaves nothing that a field can be."""
        for node, other, is_low in ((left, right, False), (right, left, True)):
            value = constant(other)
            if not isinstance(node, Path) or value is None:
                continue
            path = node.text
            if is_low or relation == "=":
                self.low[path] = max(self.low.get(path, (value, number)), (value, number))
            if not is_low or relation == "=":
                self.high[path] = min(self.high.get(path, (value, number)), (value, number))
            if path in self.low and path in self.high and self.low[path][0] > self.high[path][0]:
                low, high = self.low.pop(path), self.high.pop(path)
                others = {low[1], high[1]} - {number}
                also = "".join(f" (see checks[{each}])" for each in others)
                yield f"leaves nothing for {path}: at least {low[0]}, at most {high[0]}{also}"


def _normal(node: Node) -> Node:
    """The same for statements that say the same: `a = b + c`, `c + b = a`."""
    match node:
        case Comparison(terms=terms, relations=("=",)):
            return Comparison(_sorted(terms), ("=",))
        case Binary(operator="+" | "*" as operator, left=left, right=right):
            first, second = _sorted((left, right))
            return Binary(operator, first, second)
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, *_each((left, right)))
        case Least(of=items):
            return Least(_sorted(items))
        case Steps(of=of, steps=steps):
            return Steps(_each((of,))[0], steps)
        case Condition(test=test, then=Comparison() as then):
            normal = _normal(then)
            return Condition(test, normal) if isinstance(normal, Comparison) else node
    return node


def _each(items: tuple[Expression, ...]) -> tuple[Expression, ...]:
    return tuple(_normal(item) for item in items)  # type: ignore[misc]  # same class in, same out


def _sorted(items: tuple[Expression, ...]) -> tuple[Expression, ...]:
    return tuple(sorted(_each(items), key=written))
