"""Interval propagation over the trees of checks: what a term may be, what a cell would have to be.

Forward: the interval of an expression from the intervals of its cells. Backward (`narrow`): the
interval a cell must lie in for the expression to come out in a target (HC4-revise; Benhamou et
al., "Revising hull and box consistency", 1999). Exact where a cell occurs once, never too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product

import msgspec

from extractor.audit.constraints import Relating, Rows, row_paths
from extractor.audit.intervals import WHOLE, ZERO, Interval, hull, least, point
from extractor.rulebook.expression import (
    Binary,
    Candidates,
    Expression,
    Least,
    Number,
    Path,
    Steps,
    Total,
)

Reading = Callable[[str], Interval]


class View(msgspec.Struct, frozen=True):
    """How cells are read: a list's rows, each cell's interval, and which candidate counts."""

    rows: Rows
    read: Reading
    base: int = 0

    def evaluate(self, node: Expression) -> Interval:
        """What `node` may be."""
        match node:
            case Number(value=value):
                return point(Fraction(value))
            case Path(text=path):
                return self.read(path)
            case Total(path=path):
                return self.total(path, None)
            case Least(of=several):
                return least([self.evaluate(each) for each in several])
            case Candidates(of=several):
                return self.evaluate(several[min(self.base, len(several) - 1)])
            case Steps():
                return hull([point(Fraction(value)) for value in self.reached(node)])
            case Binary(operator=operator, left=left, right=right):
                return _apply(operator, self.evaluate(left), self.evaluate(right))

    def reached(self, node: Steps) -> list[Decimal]:
        """The values of the steps that `node`'s argument may lie in.

        A number that was rounded may lie on either side of a bound, and so in two steps.
        """
        of = self.evaluate(node.of)
        return [value for value, where in _steps(node) if of.meet(where) is not None]

    def total(self, path: str, without: str | None) -> Interval:
        """The sum of a list's column, one cell left out."""
        result = ZERO
        for cell in row_paths(path, self.rows):
            if cell != without:
                result += self.read(cell)
        return result

    def required(self, relating: Relating, path: str) -> Interval:
        """What the cell at `path` must be for the relation to hold; WHOLE where it says nothing."""
        left, right = relating.left, relating.right
        target = self.evaluate(right)
        from_left = self.narrow(left, target if relating.relation == "=" else target.below(), path)
        target = self.evaluate(left)
        from_right = self.narrow(
            right, target if relating.relation == "=" else target.above(), path
        )
        if from_left is not None and from_right is not None:
            return WHOLE
        return from_left or from_right or WHOLE

    def narrow(self, node: Expression, target: Interval, path: str) -> Interval | None:
        """What the cell at `path` must be for `node` to be in `target`; None: it is not in it."""
        match node:
            case Path(text=own):
                return target if own == path else None
            case Total(path=family):
                if path not in row_paths(family, self.rows):
                    return None
                return target - self.total(family, path)
            case Candidates(of=several):
                return self.narrow(several[min(self.base, len(several) - 1)], target, path)
            case Least(of=several):
                return self._narrow_least(several, target, path)
            case Steps():
                wanted = [where for value, where in _steps(node) if Fraction(value) in target]
                return self.narrow(node.of, hull(wanted) if wanted else WHOLE, path)
            case Binary():
                return self._narrow_binary(node, target, path)
        return None

    def _narrow_least(
        self, several: tuple[Expression, ...], target: Interval, path: str
    ) -> Interval | None:
        found: Interval | None = None
        for position, each in enumerate(several):
            others = (*several[:position], *several[position + 1 :])
            lowest = least([self.evaluate(other) for other in others]).low
            is_it = lowest is not None and target.high is not None and lowest > target.high
            narrowed = self.narrow(each, target if is_it else target.above(), path)
            if narrowed is not None:
                found = narrowed if found is None else found.meet(narrowed) or narrowed
        return found

    def _narrow_binary(self, node: Binary, target: Interval, path: str) -> Interval | None:
        left, right = node.left, node.right
        other = self.evaluate(right)
        found = self.narrow(left, _undo_left(node.operator, target, other), path)
        if found is not None:
            return found
        other = self.evaluate(left)
        return self.narrow(right, _undo_right(node.operator, target, other), path)


def settled(node: Expression, view: View) -> Iterator[Expression]:
    """The expression once for each step that may be meant, with that step's value in its place."""
    match node:
        case Steps():
            yield from map(Number, dict.fromkeys(view.reached(node)))
        case Binary(operator=operator, left=left, right=right):
            for one, other in product(settled(left, view), settled(right, view)):
                yield Binary(operator, one, other)
        case Least(of=several):
            for chosen in product(*(settled(each, view) for each in several)):
                yield Least(chosen)
        case Candidates(of=several):
            yield from settled(several[min(view.base, len(several) - 1)], view)
        case _:
            yield node


def _steps(node: Steps) -> Iterator[tuple[Decimal, Interval]]:
    """Each step's value, and the numbers for which it holds; the first has no lower end."""
    ends = [Fraction(step.bound) for step in node.steps[1:]]
    for step, low, high in zip(node.steps, (None, *ends), (*ends, None), strict=True):
        yield step.value, Interval(low, high, high_open=high is not None)


def _apply(operator: str, left: Interval, right: Interval) -> Interval:
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    return left * right if operator == "*" else left / right


def _undo_left(operator: str, target: Interval, right: Interval) -> Interval:
    """`left` in `left operator right = target`."""
    if operator == "+":
        return target - right
    if operator == "-":
        return target + right
    return target / right if operator == "*" else target * right


def _undo_right(operator: str, target: Interval, left: Interval) -> Interval:
    """`right` in `left operator right = target`."""
    if operator == "+":
        return target - left
    if operator == "-":
        return left - target
    return target / left if operator == "*" else left / target
