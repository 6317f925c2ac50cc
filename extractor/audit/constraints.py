"""A bound check of a rule file → a constraint that can be evaluated over a sheet.

Sums and simple ratios are compiled to flat tuples of paths, which are judged in plain integer
arithmetic; every other statement keeps its tree and is evaluated with intervals
(`propagation.py`). Statements about the rows of a list are bound to the rows that exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

import msgspec

from extractor.rulebook.expression import (
    Binary,
    Candidates,
    Comparison,
    Condition,
    Expression,
    Number,
    Path,
    Relation,
    Total,
    paths,
    substitute,
)
from extractor.rulebook.types import Check

#: The rows of each list that stand on the form: `{"indicators": ("0", "1", …)}`.
Rows = Mapping[str, tuple[str, ...]]


class Linear(msgspec.Struct, frozen=True):
    """`sum of sign x path + constant` stands in its relation to 0; `listed` are a list's cells."""

    terms: tuple[tuple[int, str], ...]
    constant: Decimal
    listed: frozenset[str]


class Ratio(msgspec.Struct, frozen=True):
    """`rate = over / base`, with several candidate bases, the customary one first.

    `over_zero` is what the rate is where the base is 0 and what stands over it is not.
    """

    rate: str
    over: str
    bases: tuple[str, ...]
    over_zero: Decimal | None = None


class Relating(msgspec.Struct, frozen=True):
    """`left relation right`, with its compiled form where it has one."""

    left: Expression
    relation: Relation
    right: Expression
    linear: Linear | None = None
    ratio: Ratio | None = None


class Bound(msgspec.Struct, frozen=True):
    """One statement about one form, ready to be judged.

    `path` is the computed (or only) field; `paths` all fields, in the order of the statement.
    A condition has no relations but those of its `then`.
    """

    check: Check
    path: str
    paths: tuple[str, ...]
    relations: tuple[Relating, ...]
    condition: Condition | None = None
    computed: str | None = None
    rows: Rows = {}

    @property
    def ratio(self) -> Ratio | None:
        """The simple ratio that this check is, if it is one."""
        return self.relations[0].ratio if self.relations else None

    @property
    def kind(self) -> str:
        """The check's kind."""
        return self.check.kind

    @property
    def is_contradiction(self) -> bool:
        """Whether its failing says that numbers contradict each other, beyond plausibility."""
        return bool(self.relations) and self.check.severity == "error" and self.condition is None


def bind(check: Check, rows: Rows) -> Iterator[Bound]:
    """The check itself, or one a row of its list."""
    if check.rows_of is None:
        yield _bound(check, rows, lambda path: path)
        return
    variable = f"{{{check.row_variable}}}"
    for index in rows.get(check.rows_of, ()):
        yield _bound(check, rows, _row_substitution(variable, index))


def row_paths(path: str, rows: Rows) -> tuple[str, ...]:
    """`indicators.*.score` → the paths of that column in all rows."""
    name, _, key = path.partition(".*.")
    return tuple(f"{name}.{index}.{key}" for index in rows.get(name, ()))


def _row_substitution(variable: str, index: str) -> Callable[[str], str]:
    return lambda path: path.replace(variable, index)


def _bound(check: Check, rows: Rows, change: Callable[[str], str]) -> Bound:
    statement = substitute(check.statement, change)
    named: dict[str, None] = {}
    for path in paths(statement):
        named.update(dict.fromkeys(row_paths(path, rows) if ".*." in path else (path,)))
    condition = statement if isinstance(statement, Condition) else None
    comparison = statement.then if isinstance(statement, Condition) else statement
    relations: tuple[Relating, ...] = ()
    if isinstance(comparison, Comparison):
        relations = tuple(
            _relating(left, relation, right, rows, check.over_zero)
            for left, relation, right in zip(
                comparison.terms, comparison.relations, comparison.terms[1:], strict=False
            )
        )
    first = next(iter(named), "")
    computed = None if condition else _computed(relations)
    return Bound(
        check, computed or first, tuple(named), relations, condition, _defined(relations), rows
    )


def _defined(relations: tuple[Relating, ...]) -> str | None:
    """The field that an equation defines: the left side of `rate = n / d`."""
    if len(relations) == 1 and relations[0].relation == "=":
        left = relations[0].left
        return left.text if isinstance(left, Path) else None
    return None


def _computed(relations: tuple[Relating, ...]) -> str | None:
    """The field a finding speaks of: what an equation defines, or the odd one of an order.

    Of two periods that is the later one; of two columns the one that may not be greater.
    """
    if len(relations) != 1:
        return next((each.right.text for each in relations if isinstance(each.right, Path)), None)
    left, right = relations[0].left, relations[0].right
    if not isinstance(left, Path):
        return right.text if isinstance(right, Path) else None
    same_column = isinstance(right, Path) and _column(left.text) == _column(right.text)
    if relations[0].relation == "<=" and same_column and isinstance(right, Path):
        return right.text
    return left.text


def _column(path: str) -> str:
    return path.rpartition(".")[2]


def _relating(
    left: Expression, relation: Relation, right: Expression, rows: Rows, over_zero: Decimal | None
) -> Relating:
    ratio = _ratio(left, right, over_zero) if relation == "=" else None
    return Relating(left, relation, right, _linear(left, right, rows), ratio)


def _ratio(left: Expression, right: Expression, over_zero: Decimal | None) -> Ratio | None:
    match left, right:
        case Path(text=rate), Binary(operator="/", left=Path(text=over), right=Path(text=base)):
            return Ratio(rate, over, (base,), over_zero)
        case (
            Path(text=rate),
            Binary(operator="/", left=Path(text=over), right=Candidates(of=several)),
        ):
            bases = tuple(each.text for each in several if isinstance(each, Path))
            whole = len(bases) == len(several)
            return Ratio(rate, over, bases, over_zero) if whole else None
    return None


class _Terms:
    """Gathers the terms of a sum; `fits` turns false where the expression is none."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.terms: list[tuple[int, str]] = []
        self.listed: set[str] = set()
        self.constant = Decimal(0)
        self.fits = True

    def add(self, node: Expression, sign: int) -> None:
        match node:
            case Path(text=path):
                self.terms.append((sign, path))
            case Number(value=value):
                self.constant += sign * value
            case Total(path=path):
                cells = row_paths(path, self.rows)
                self.terms += ((sign, cell) for cell in cells)
                self.listed.update(cells)
            case Binary(operator="+" | "-" as operator, left=left, right=right):
                self.add(left, sign)
                self.add(right, sign if operator == "+" else -sign)
            case _:
                self.fits = False


def _linear(left: Expression, right: Expression, rows: Rows) -> Linear | None:
    terms = _Terms(rows)
    terms.add(left, 1)
    terms.add(right, -1)
    if not terms.fits:
        return None
    return Linear(tuple(terms.terms), terms.constant, frozenset(terms.listed))
