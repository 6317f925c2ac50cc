"""What the checks of a rule file say all together: what one repeats, contradicts or makes vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from extractor.rulebook.binding import Bound
from extractor.rulebook.expression import (
    Binary,
    Comparison,
    Condition,
    Path,
    Predicate,
    Statement,
    Test,
    paths,
    substitute,
    written,
)
from extractor.rulebook.files import CheckFile
from extractor.rulebook.linear import Claim, Terms, claims, normal, sum_of

_RANK: Mapping[str, int] = {"info": 0, "warning": 1, "error": 2}


class Stated(NamedTuple):
    """A statement with what it claims, and a key that those have in common which say the same."""

    statement: Statement
    key: object
    claims: tuple[Claim, ...] = ()


def stated(bound: Bound) -> Stated:
    """A bound statement, worked out once for all the choices of variants."""
    statement = bound.statement
    if bound.row_variable:
        variable = f"{{{bound.row_variable}}}"
        statement = substitute(statement, lambda path: path.replace(variable, "{}"))
    claimed = tuple(claims(statement)) if isinstance(statement, Comparison) else ()
    return Stated(statement, _key(statement), claimed)


class Said(NamedTuple):
    """A claim, and the check that makes it."""

    claim: Claim
    number: int
    rank: int


class Computed(NamedTuple):
    """How a field is computed, and by which check."""

    formula: str
    number: int
    is_optional: bool


class Together:
    """The statements met so far. Checks are told by their numbers in the file."""

    def __init__(self) -> None:
        self.said: dict[object, int] = {}
        self.claims: dict[Terms, list[Said]] = {}
        self.own: dict[int, list[Said]] = {}
        self.low: dict[Terms, tuple[Fraction, int]] = {}
        self.high: dict[Terms, tuple[Fraction, int]] = {}
        self.below: dict[str, dict[str, int]] = {}
        self.asked: dict[tuple[object, str], tuple[str, int]] = {}
        self.computed: dict[str, Computed] = {}
        self.sums: dict[str, tuple[tuple[str, ...], int]] = {}
        self.equal = _Equal()
        self.ratios: dict[tuple[str, str], list[tuple[str, int]]] = {}
        self.repeats: set[int] = set()

    def add(self, number: int, entry: CheckFile, stated: Stated) -> Iterator[str]:
        """Take in one statement of a check; yields what is wrong with it beside those before."""
        statement = stated.statement
        first = self.said.setdefault(stated.key, number)
        if first != number:
            self.repeats.add(number)
            yield f"says of {next(paths(statement), '?')} what checks[{first}] says already"
        elif isinstance(statement, Condition):
            yield from self.condition(number, statement)
        else:
            yield from self.comparison(number, entry, statement, stated.claims)

    def comparison(
        self, number: int, entry: CheckFile, statement: Comparison, said: Iterable[Claim]
    ) -> Iterator[str]:
        """What a comparison says beside those before it."""
        for left, relation, right in zip(
            statement.terms, statement.relations, statement.terms[1:], strict=False
        ):
            if relation == "<=" and isinstance(left, Path) and isinstance(right, Path):
                yield from self.order(number, left.text, right.text)
        for claim in said:
            made = Said(claim, number, _RANK[entry.severity])
            self.claims.setdefault(claim.terms, []).append(made)
            self.own.setdefault(number, []).append(made)
            yield from self.bounds(number, claim)
        if entry.kind == "total" and (added := sum_of(statement)) is not None:
            self.sums.setdefault(added[0], (added[1], number))
        if entry.kind == "ratio":
            yield from self.ratio(number, entry, statement)
        if entry.kind == "equal" and entry.severity == "error":
            left, right = statement.terms[0], statement.terms[-1]
            if isinstance(left, Path) and isinstance(right, Path):
                self.equal.join(left.text, right.text)

    # -------------------------------------------------------------------- orders and bounds

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
        return next((number for path, number in self.above(start) if path == end), None)

    def above(self, start: str) -> Iterator[tuple[str, int]]:
        """Every field that is at least `start`, with the check that says so."""
        met, ahead = {start}, [start]
        while ahead:
            for path, number in self.below.get(ahead.pop(), {}).items():
                if path not in met:
                    met.add(path)
                    ahead.append(path)
                    yield path, number

    def bounds(self, number: int, claim: Claim) -> Iterator[str]:
        """`1 <= rate <= 0` leaves nothing that a field can be; so may two checks of one sum."""
        terms = claim.terms
        if claim.low is not None:
            self.low[terms] = max(self.low.get(terms, (claim.low, number)), (claim.low, number))
        if claim.high is not None:
            self.high[terms] = min(self.high.get(terms, (claim.high, number)), (claim.high, number))
        if terms not in self.low or terms not in self.high:
            return
        low, high = self.low[terms], self.high[terms]
        also = "".join(f" (see checks[{each}])" for each in sorted({low[1], high[1]} - {number}))
        if low[0] > high[0]:
            del self.low[terms], self.high[terms]
            shown = f"at least {float(low[0]):g}, at most {float(high[0]):g}"
            yield f"leaves nothing for {_shown(terms)}: {shown}{also}"
        elif low[0] == high[0] and _is_long(terms) and not self.is_fixed(terms):
            yield f"leaves only {float(low[0]):g} for {_shown(terms)}: is an equality meant?{also}"

    def is_fixed(self, terms: Terms) -> bool:
        """Whether an equality says what this sum is."""
        return any(said.claim.low == said.claim.high for said in self.claims[terms])

    # --------------------------------------------------------------- conditions and formulas

    def condition(self, number: int, statement: Condition) -> Iterator[str]:
        """What is asked to be blank here and filled there, on the same condition."""
        then = statement.then
        if not isinstance(then, Predicate):
            return
        test = _key_of_test(statement.test)
        for path in then.paths:
            name, first = self.asked.setdefault((test, path), (then.name, number))
            if name != then.name:
                also = "itself" if first == number else f"checks[{first}]"
                yield f"asks for {path} to be {then.name}, and {also} for it to be {name}"

    def ratio(self, number: int, entry: CheckFile, statement: Comparison) -> Iterator[str]:
        """A field that two checks compute in two ways, one of them under a variant."""
        left, right = statement.terms[0], statement.terms[-1]
        if not isinstance(left, Path):
            return
        mine = Computed(written(normal(right)), number, bool(entry.only))
        other = self.computed.setdefault(left.text, mine)
        if other.formula != mine.formula and (other.is_optional or mine.is_optional):
            yield f"computes {left.text}, which checks[{other.number}] computes otherwise"
        if isinstance(right, Binary) and right.operator == "/":
            over, base = right.left, right.right
            if isinstance(over, Path) and isinstance(base, Path):
                self.ratios.setdefault((left.text, over.text), []).append((base.text, number))

    # -------------------------------------------------------------------------- at the end

    def finish(self) -> Iterator[tuple[int, str]]:
        """What only shows when every statement is known: the check's number, and what is wrong."""
        yield from self.crossed_bounds()
        yield from self.circles()
        yield from self.two_bases()
        yield from self.vain()

    def crossed_bounds(self) -> Iterator[tuple[int, str]]:
        """`5 <= a`, `a <= b` and `b <= 3`."""
        told: set[int] = set()
        for path in self.below:
            low = self.low.get(_alone(path))
            for other, number in self.above(path) if low is not None else ():
                high = self.high.get(_alone(other))
                if low is not None and high is not None and low[0] > high[0]:
                    at = max(low[1], high[1], number)
                    if at not in told:
                        told.add(at)
                        least, most = f"{float(low[0]):g}", f"{float(high[0]):g}"
                        ends = f"{path} is at least {least}, {other} at most {most}"
                        yield at, f"{ends}, and yet {path} at most {other}"

    def circles(self) -> Iterator[tuple[int, str]]:
        """A total that is a part of one of its own parts."""
        sums: dict[str, list[tuple[str, int]]] = {}
        for total, (added, number) in self.sums.items():
            sums.setdefault(self.equal.of(total), []).extend(
                (self.equal.of(part), number) for part in added
            )
        told: set[int] = set()
        for total in sums:
            met, ahead = set[str](), [(total, 0)]
            while ahead:
                at, highest = ahead.pop()
                for part, number in sums.get(at, ()):
                    if part == total and max(highest, number) not in told:
                        told.add(max(highest, number))
                        yield max(highest, number), f"{total} would be a part of itself"
                    if part not in met:
                        met.add(part)
                        ahead.append((part, max(highest, number)))

    def two_bases(self) -> Iterator[tuple[int, str]]:
        """One rate of one amount over two bases that are not said to be equal."""
        for (rate, _), several in self.ratios.items():
            (first, before), *others = several
            for base, number in others:
                if number != before and self.equal.of(base) != self.equal.of(first):
                    meant = f"({first} | {base}) says that the form uses one of them"
                    yield number, f"{rate} has two bases, see checks[{before}]: {meant}"

    def vain(self) -> Iterator[tuple[int, str]]:
        """Checks that never fire but where a stricter one, no less severe, fires as well."""
        for number, own in self.own.items():
            if number in self.repeats:
                continue
            others = [self.implying(each) for each in own]
            stricter = [
                other.number
                for each, several in zip(own, others, strict=True)
                for other in several
                if not each.claim.implies(other.claim)
            ]
            if stricter and all(others):
                yield number, f"only fires where checks[{stricter[0]}] does, which is stricter"

    def implying(self, said: Said) -> list[Said]:
        """The claims of other checks, no less severe, that say as much as this one or more."""
        return [
            other
            for other in self.claims[said.claim.terms]
            if other.number != said.number
            and other.rank >= said.rank
            and other.claim.implies(said.claim)
        ]


class _Equal:
    """Fields that are said to be equal, each known by the first of them."""

    def __init__(self) -> None:
        self.first: dict[str, str] = {}

    def of(self, path: str) -> str:
        while path in self.first:
            path = self.first[path]
        return path

    def join(self, one: str, other: str) -> None:
        if self.of(one) != self.of(other):
            self.first[self.of(other)] = self.of(one)


def _alone(path: str) -> Terms:
    return ((path, Fraction(1)),)


def _is_long(terms: Terms) -> bool:
    """More than one field, and not one against another, which `order` looks at."""
    return len(terms) > 1 and not (len(terms) == 2 and terms[1][1] == -1)  # noqa: PLR2004  # a pair


def _shown(terms: Terms) -> str:
    shown = ""
    for term, factor in terms:
        sign = "-" if factor < 0 else "+"
        size = "" if abs(factor) == 1 else f"{float(abs(factor)):g} * "
        shown += f" {sign} {size}{term}" if shown else f"{size}{term}"
    return shown


def _key(statement: Statement) -> object:
    """The same for statements that say the same: `a = b + c`, `c + b = a`."""
    if isinstance(statement, Comparison):
        return frozenset(claims(statement)) or written(statement)
    then = statement.then
    inner = _key(then) if isinstance(then, Comparison) else _key_of_test(then)
    return (_key_of_test(statement.test), inner)


def _key_of_test(test: Test | Predicate) -> object:
    return test if isinstance(test, Test) else (test.name, frozenset(test.paths))
