"""The small language of checks: parsed into frozen trees, never evaluated as Python.

    statement  = condition | comparison
    condition  = "if" test "then" (predicate | comparison)
    test       = PATH ["=" CODE] | predicate
    predicate  = ("blank" | "filled") "(" PATH {"," PATH} ")"
    comparison = sum {("=" | "<=") sum}
    sum        = product {("+" | "-") product}
    product    = factor {("*" | "/") factor}
    factor     = ["-"] NUMBER | PATH | "(" sum {"|" sum} ")" | "min" "(" sum {"," sum} ")"
               | "sum" "(" PATH ")"

A PATH is a field's path in which `{name}` stands for one or more whole segments; `*` inside
`sum(…)` stands for every row of a list. `(a | b)` names candidates of which the form uses one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Literal, TypeVar

import msgspec

from extractor.rulebook.faults import quote

Operator = Literal["+", "-", "*", "/"]
Relation = Literal["=", "<="]
_T = TypeVar("_T")
_N = TypeVar("_N", bound="Node")


class Node(msgspec.Struct, frozen=True):
    """Base of the tree's nodes."""


class Number(Node, frozen=True, tag=True):
    """A constant."""

    value: Decimal


class Path(Node, frozen=True, tag=True):
    """A field, or with variables in braces a family of fields."""

    text: str


class Total(Node, frozen=True, tag=True):
    """The sum of one column over all rows of a list: `sum(indicators.*.weight)`."""

    path: str


class Binary(Node, frozen=True, tag=True):
    """`left operator right`."""

    operator: Operator
    left: Expression
    right: Expression


class Least(Node, frozen=True, tag=True):
    """The smallest of several expressions: `min(a, b)`."""

    of: tuple[Expression, ...]


class Candidates(Node, frozen=True, tag=True):
    """Alternatives of which the form uses one, the customary one first: `(annual | received)`."""

    of: tuple[Expression, ...]


Expression = Number | Path | Total | Binary | Least | Candidates


class Comparison(Node, frozen=True, tag=True):
    """`terms[0] relations[0] terms[1] …`: all neighbours must stand in their relation."""

    terms: tuple[Expression, ...]
    relations: tuple[Relation, ...]


class Predicate(Node, frozen=True, tag=True):
    """All paths are blank (nothing but blanks written there), or all are filled."""

    name: Literal["blank", "filled"]
    paths: tuple[str, ...]


class Test(Node, frozen=True, tag=True):
    """A flag that is set, or a choice that has this code."""

    path: str
    code: str = "true"


class Condition(Node, frozen=True, tag=True):
    """`then` must hold wherever `test` does."""

    test: Test | Predicate
    then: Predicate | Comparison


Statement = Comparison | Condition

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?![\w.{])"
    r"|(?P<path>(?:[a-z][a-z0-9_]*|\{[a-z]+\}|\*)(?:\.(?:[a-z][a-z0-9_]*|\{[a-z]+\}|\*))*)"
    r"|(?P<symbol><=|[=+\-*/()|,]))"
)
#: Far more than any form needs; longer statements would exhaust the stack.
MAXIMUM_TOKENS = 250
MAXIMUM_DEPTH = 20
_WORDS = frozenset({"if", "then", "blank", "filled", "min", "sum"})


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
            self.position += 1
            return Number(-self.number())
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
        kind, text = self.take()
        if kind != "number":
            message = f"expected a number after '-' but found {text!r} in {quote(self.text)}"
            raise ExpressionError(message)
        return Decimal(text)

    def bracket(self) -> Expression:
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            message = f"has brackets deeper than {MAXIMUM_DEPTH}: {quote(self.text)}"
            raise ExpressionError(message)
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


def children(node: Statement | Expression | Test | Predicate) -> tuple[Node, ...]:
    """The nodes directly below one."""
    match node:
        case Binary():
            return (node.left, node.right)
        case Least() | Candidates():
            return node.of
        case Comparison():
            return node.terms
        case Condition():
            return (node.test, node.then)
        case _:
            return ()


def nodes(node: Statement | Expression | Test | Predicate) -> Iterator[Node]:
    """A tree's nodes, each before those below it."""
    yield node
    for child in children(node):
        yield from nodes(child)  # type: ignore[arg-type]  # only these have children


def paths(node: Node) -> Iterator[str]:
    """Every path in a tree, in reading order, repeated ones too."""
    match node:
        case Path(text=path) | Total(path=path) | Test(path=path):
            yield path
        case Predicate(paths=several):
            yield from several
        case Binary() | Least() | Candidates() | Comparison() | Condition():
            for child in children(node):
                yield from paths(child)


def substitute(node: _N, change: Callable[[str], str]) -> _N:
    """The same tree with every path changed."""
    return _substitute(node, change)  # type: ignore[return-value]  # same class in, same out


def _substitute(node: Node, change: Callable[[str], str]) -> Node:
    match node:
        case Path(text=path):
            return Path(change(path))
        case Total(path=path):
            return Total(change(path))
        case Test(path=path, code=code):
            return Test(change(path), code)
        case Predicate(name=name, paths=several):
            return Predicate(name, tuple(change(path) for path in several))
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, substitute(left, change), substitute(right, change))
        case Least(of=items):
            return Least(tuple(substitute(item, change) for item in items))
        case Candidates(of=items):
            return Candidates(tuple(substitute(item, change) for item in items))
        case Comparison(terms=terms, relations=relations):
            return Comparison(tuple(substitute(term, change) for term in terms), relations)
        case Condition(test=test, then=then):
            return Condition(substitute(test, change), substitute(then, change))
        case _:
            return node


def written(node: Node) -> str:
    """The statement as one writes it; parsed again it gives the same tree."""
    match node:
        case Path(text=path):
            return path
        case Number(value=value):
            return f"{value:f}"
        case Total(path=path):
            return f"sum({path})"
        case Binary():
            return _written_binary(node)
        case Least(of=items):
            return f"min({', '.join(map(written, items))})"
        case Candidates(of=items):
            return f"({' | '.join(map(written, items))})"
    return _written_statement(node)


def _written_statement(node: Node) -> str:
    match node:
        case Test(path=path, code=code):
            return path if code == "true" else f"{path} = {code}"
        case Predicate(name=name, paths=several):
            return f"{name}({', '.join(several)})"
        case Comparison(terms=terms, relations=relations):
            later = zip(relations, terms[1:], strict=True)
            return written(terms[0]) + "".join(f" {sign} {written(term)}" for sign, term in later)
        case Condition(test=test, then=then):
            return f"if {written(test)} then {written(then)}"
    raise TypeError(node)


def _written_binary(node: Binary) -> str:
    """Brackets where the tree is not the one that reading from the left would give."""
    product = node.operator in {"*", "/"}
    left, right = written(node.left), written(node.right)
    if product and isinstance(node.left, Binary) and node.left.operator in {"+", "-"}:
        left = f"({left})"
    if isinstance(node.right, Binary) and (product or node.right.operator in {"+", "-"}):
        right = f"({right})"
    return f"{left} {node.operator} {right}"
