"""Text → the trees of `expression.py`: recursive descent, never evaluated as Python.

    statement  = condition | comparison
    condition  = "if" test "then" (predicate | comparison)
    test       = PATH ["=" CODE] | predicate
    predicate  = ("blank" | "filled") "(" PATH {"," PATH} ")"
    comparison = sum {("=" | "<=") sum}
    sum        = product {("+" | "-") product}
    product    = factor {("*" | "/") factor}
    factor     = ["-"] NUMBER | PATH | "(" sum {"|" sum} ")" | "min" "(" sum {"," sum} ")"
               | "sum" "(" PATH ")"
               | "steps" "(" sum {"," ["-"] NUMBER ":" ["-"] NUMBER} ")"

A PATH is a field's path in which `{name}` stands for one or more whole segments; `*` inside
`sum(…)` stands for every row of a list. `(a | b)` names candidates of which the form uses one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice, pairwise
from typing import Literal, TypeVar

from extractor.rulebook.expression import (
    Binary,
    Candidates,
    Comparison,
    Condition,
    Expression,
    Least,
    Number,
    Operator,
    Path,
    Predicate,
    Relation,
    Statement,
    Step,
    Steps,
    Test,
    Total,
)
from extractor.rulebook.faults import quote

_T = TypeVar("_T")

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?![\w.{])"
    r"|(?P<path>(?:[a-z][a-z0-9_]*|\{[a-z]+\}|\*)(?:\.(?:[a-z][a-z0-9_]*|\{[a-z]+\}|\*))*)"
    r"|(?P<symbol><=|[=+\-*/()|,:]))"
)
#: Far more than any form needs; longer statements would exhaust the stack.
MAXIMUM_TOKENS = 250
MAXIMUM_DEPTH = 20
_WORDS = frozenset({"if", "then", "blank", "filled", "min", "steps", "sum"})


class ExpressionError(ValueError):
    """The text is no statement of the language; the message says where."""


class _Parser:
    """Recursive descent over the tokens of one statement."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(islice(_tokens(text), MAXIMUM_TOKENS + 1))
        self.position = 0
        self.depth = 0
        if len(self.tokens) > MAXIMUM_TOKENS:
            message = f"has more than {MAXIMUM_TOKENS} words and signs: {quote(text)}"
            raise ExpressionError(message)

    def peek(self) -> str:
        return self.tokens[self.position][1] if self.position < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        if self.position == len(self.tokens):
            message = f"ends too early: {quote(self.text)}"
            raise ExpressionError(message)
        self.position += 1
        return self.tokens[self.position - 1]

    def expect(self, symbol: str) -> None:
        found = self.peek()
        if found != symbol:
            message = f"expected {symbol!r} but found {found or 'the end'!r} in {quote(self.text)}"
            raise ExpressionError(message)
        self.position += 1

    def path(self) -> str:
        kind, text = self.take()
        if kind != "path" or text in _WORDS:
            message = f"expected a field's path but found {text!r} in {quote(self.text)}"
            raise ExpressionError(message)
        return text

    def separated(self, separator: str, read: Callable[[], _T]) -> tuple[_T, ...]:
        items = [read()]
        while self.peek() == separator:
            self.position += 1
            items.append(read())
        return tuple(items)

    def comma_separated(self, read: Callable[[], _T]) -> tuple[_T, ...]:
        """`( a, b, … )`."""
        self.expect("(")
        items = self.separated(",", read)
        self.expect(")")
        return items

    def statement(self) -> Statement:
        result: Statement = self.condition() if self.peek() == "if" else self.comparison()
        if self.position != len(self.tokens):
            message = f"unexpected {self.peek()!r} in {quote(self.text)}"
            raise ExpressionError(message)
        return result

    def condition(self) -> Condition:
        self.expect("if")
        test: Test | Predicate
        if self.peek() in {"blank", "filled"}:
            test = self.predicate()
        else:
            path, code = self.path(), "true"
            if self.peek() == "=":
                self.position += 1
                code = self.path()
            test = Test(path, code)
        self.expect("then")
        if self.peek() in {"blank", "filled"}:
            return Condition(test, self.predicate())
        return Condition(test, self.comparison())

    def predicate(self) -> Predicate:
        name: Literal["blank", "filled"] = "blank" if self.take()[1] == "blank" else "filled"
        return Predicate(name, self.comma_separated(self.path))

    def comparison(self) -> Comparison:
        terms, relations = [self.sum()], list[Relation]()
        while self.peek() in {"=", "<="}:
            relations.append("=" if self.take()[1] == "=" else "<=")
            terms.append(self.sum())
        if not relations:
            message = f"nothing is compared in {quote(self.text)}"
            raise ExpressionError(message)
        return Comparison(tuple(terms), tuple(relations))

    def sum(self) -> Expression:
        left = self.product()
        while self.peek() in {"+", "-"}:
            operator: Operator = "+" if self.take()[1] == "+" else "-"
            left = Binary(operator, left, self.product())
        return left

    def product(self) -> Expression:
        left = self.factor()
        while self.peek() in {"*", "/"}:
            operator: Operator = "*" if self.take()[1] == "*" else "/"
            left = Binary(operator, left, self.factor())
        return left

    def factor(self) -> Expression:
        if self.peek() in {"(", "min"}:
            return self.bracket()
        if self.peek() == "-":
            return Number(self.number())
        if self.peek() == "steps":
            return self.steps()
        if self.peek() == "sum":
            self.position += 1
            self.expect("(")
            path = self.path()
            self.expect(")")
            return Total(path)
        kind, text = self.take()
        if kind == "number":
            return Number(Decimal(text))
        if kind == "path" and text not in _WORDS:
            return Path(text)
        message = f"expected a field, a number or a bracket, not {text!r}, in {quote(self.text)}"
        raise ExpressionError(message)

    def number(self) -> Decimal:
        """`["-"] NUMBER`."""
        sign = self.peek() == "-"
        self.position += sign
        kind, text = self.take()
        if kind != "number":
            after = " after '-'" if sign else ""
            message = f"expected a number{after} but found {text!r} in {quote(self.text)}"
            raise ExpressionError(message)
        return -Decimal(text) if sign else Decimal(text)

    def steps(self) -> Steps:
        """`steps(sum, bound: value, bound: value, …)`."""
        self.position += 1
        self.deepen()
        self.expect("(")
        of = self.sum()
        self.depth -= 1
        self.expect(",")
        steps = self.separated(",", self.step)
        self.expect(")")
        if len(steps) == 1:
            message = f"steps(…) needs two steps or more: {quote(self.text)}"
            raise ExpressionError(message)
        for one, other in pairwise(steps):
            if other.bound <= one.bound:
                follows = f"{other.bound} follows {one.bound}"
                raise ExpressionError(f"the bounds of steps(…) must ascend, but {follows}")
            if other.value == one.value:
                both = f"{one.bound} and {other.bound} both give {one.value}"
                raise ExpressionError(f"the steps at {both}: one says nothing")
        return Steps(of, steps)

    def step(self) -> Step:
        bound = self.number()
        self.expect(":")
        return Step(bound, self.number())

    def deepen(self) -> None:
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            message = f"has brackets deeper than {MAXIMUM_DEPTH}: {quote(self.text)}"
            raise ExpressionError(message)

    def bracket(self) -> Expression:
        self.deepen()
        items: tuple[Expression, ...]
        if self.peek() == "min":
            self.position += 1
            items = self.comma_separated(self.sum)
            result: Expression = Least(items)
        else:
            self.position += 1
            items = self.separated("|", self.sum)
            self.expect(")")
            result = items[0] if len(items) == 1 else Candidates(items)
        self.depth -= 1
        return result


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            message = f"cannot read {quote(text[position:].strip())} in {quote(text)}"
            raise ExpressionError(message)
        kind = match.lastgroup or ""
        yield kind, match[kind]
        position = match.end()


def parse(text: str) -> Statement:
    """Read one statement.

    Raises `ExpressionError` with the place of the first fault.
    """
    return _Parser(text).statement()
