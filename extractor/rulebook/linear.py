"""Comparisons as bounds on sums: `a + b <= c` says that a + b - c is at most 0.

What is no sum (a product of fields, `min`, `steps`, candidates) counts as one term, told by how
it is written, so that two statements that differ only in order and sides are seen as the same.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from extractor.rulebook.expression import (
    Binary,
    Candidates,
    Comparison,
    Expression,
    Least,
    Number,
    Path,
    Relation,
    Steps,
    Total,
    written,
)

_ONE = Fraction(1)
_ZERO = Fraction(0)
Terms = tuple[tuple[str, Fraction], ...]


class Claim(NamedTuple):
    """The sum of factor x term lies between `low` and `high`, None where it has no such bound.

    The terms are sorted and the first factor is 1, so that equal sums are equal tuples.
    """

    terms: Terms
    low: Fraction | None
    high: Fraction | None

    def implies(self, other: Claim) -> bool:
        """Whether the other one, of the same sum, holds wherever this one does."""
        low = other.low is None or (self.low is not None and self.low >= other.low)
        high = other.high is None or (self.high is not None and self.high <= other.high)
        return low and high


class Part(NamedTuple):
    """A term as it stands in an expression, and its factor there."""

    term: str
    factor: Fraction
    node: Expression | None


def parts(node: Expression, factor: Fraction = _ONE) -> list[Part]:
    """The parts of a sum as they are written; constants have the term "" and no node."""
    match node:
        case Number(value=value):
            return [Part("", factor * Fraction(value), None)]
        case Binary(operator="+" | "-" as operator, left=left, right=right):
            return parts(left, factor) + parts(right, factor if operator == "+" else -factor)
        case Binary(operator="*", left=Number(value=value), right=other):
            return parts(other, factor * Fraction(value))
        case Binary(operator="*", left=other, right=Number(value=value)):
            return parts(other, factor * Fraction(value))
        case Binary(operator="/", left=other, right=Number(value=value)) if value:
            return parts(other, factor / Fraction(value))
    return [Part(written(normal(node)), factor, node)]


def both_sides(left: Expression, right: Expression) -> list[Part]:
    """The parts of `left - right`, which a comparison sets against 0."""
    return parts(left) + parts(right, -_ONE)


def claims(statement: Comparison) -> list[Claim]:
    """What each relation of a comparison says; nothing of one that names no term."""
    found: list[Claim] = []
    for left, relation, right in zip(
        statement.terms, statement.relations, statement.terms[1:], strict=False
    ):
        claim = _claim(left, relation, right)
        if claim is not None:
            found.append(claim)
    return found


def _claim(left: Expression, relation: Relation, right: Expression) -> Claim | None:
    factors: dict[str, Fraction] = {}
    for part in both_sides(left, right):
        factors[part.term] = factors.get(part.term, _ZERO) + part.factor
    constant = factors.pop("", _ZERO)
    terms = sorted((term, factor) for term, factor in factors.items() if factor)
    if not terms:
        return None
    first = terms[0][1]
    bound = -constant / first
    scaled = tuple((term, factor / first) for term, factor in terms)
    if relation == "=":
        return Claim(scaled, bound, bound)
    return Claim(scaled, None, bound) if first > 0 else Claim(scaled, bound, None)


def normal(node: Expression) -> Expression:
    """The same for expressions that say the same: `b + a` for `a + b`."""
    match node:
        case Binary(operator="+" | "*" as operator, left=left, right=right):
            first, second = _sorted((left, right))
            return Binary(operator, first, second)
        case Binary(operator=operator, left=left, right=right):
            return Binary(operator, normal(left), normal(right))
        case Least(of=items):
            return Least(_sorted(items))
        case Steps(of=of, steps=steps):
            return Steps(normal(of), steps)
        case Candidates(of=items):
            return Candidates(tuple(map(normal, items)))
    return node


def _sorted(items: tuple[Expression, ...]) -> tuple[Expression, ...]:
    return tuple(sorted(map(normal, items), key=written))


def repeated(left: Expression, right: Expression) -> str | None:
    """A field or a list's sum that stands on both sides, or twice on one, and counts the same."""
    seen: set[tuple[str, Fraction]] = set()
    for part in both_sides(left, right):
        if isinstance(part.node, Path | Total):
            size = (part.term, abs(part.factor))
            if size in seen:
                return part.term
            seen.add(size)
    return None


def sum_of(statement: Comparison) -> tuple[str, tuple[str, ...]] | None:
    """The field that a `total` adds up, and the terms it is the sum of; None where it is no sum."""
    if statement.relations != ("=",):
        return None
    left, right = statement.terms
    for total, rest in ((left, right), (right, left)):
        if isinstance(total, Path):
            added = parts(rest)
            if len(added) > 1 and all(part.factor > 0 and part.node for part in added):
                return total.text, tuple(part.term for part in added)
    return None
