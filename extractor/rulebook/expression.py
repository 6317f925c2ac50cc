"""The trees of the small language of checks; `parser.py` makes them from text.

A path is a field's path in which `{name}` stands for one or more whole segments; `*` inside
`sum(…)` stands for every row of a list. `(a | b)` names candidates of which the form uses one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal, TypeVar

import msgspec

Operator = Literal["+", "-", "*", "/"]
Relation = Literal["=", "<="]
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


class Step(msgspec.Struct, frozen=True):
    """From `bound` on, up to the next step's bound, the value is `value`."""

    bound: Decimal
    value: Decimal


class Steps(Node, frozen=True, tag=True):
    """A value by steps of another: `steps(rate, 0: 0, 0.6: 5, 1: 10)`, bounds ascending.

    A bound belongs to its own step (0.6 gives 5). Below the first bound the first value holds.
    """

    of: Expression
    steps: tuple[Step, ...]


Expression = Number | Path | Total | Binary | Least | Candidates | Steps


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


def children(node: Statement | Expression | Test | Predicate) -> tuple[Node, ...]:
    """The nodes directly below one."""
    match node:
        case Binary():
            return (node.left, node.right)
        case Least() | Candidates():
            return node.of
        case Steps():
            return (node.of,)
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
        case Binary() | Least() | Candidates() | Steps() | Comparison() | Condition():
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
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, substitute(left, change), substitute(right, change))
        case Least(of=items):
            return Least(tuple(substitute(item, change) for item in items))
        case Candidates(of=items):
            return Candidates(tuple(substitute(item, change) for item in items))
        case Steps(of=of, steps=steps):
            return Steps(substitute(of, change), steps)
    return _substitute_statement(node, change)


def _substitute_statement(node: Node, change: Callable[[str], str]) -> Node:
    match node:
        case Test(path=path, code=code):
            return Test(change(path), code)
        case Predicate(name=name, paths=several):
            return Predicate(name, tuple(change(path) for path in several))
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
        case Steps(of=of, steps=steps):
            listed = (f"{step.bound:f}: {step.value:f}" for step in steps)
            return f"steps({written(of)}, {', '.join(listed)})"
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
