"""From the `checks` and `variants` of a file to bound checks, each looked at, then all together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from extractor.rulebook import parser, sense
from extractor.rulebook.binding import Bound, Form, UnknownPathError
from extractor.rulebook.clashes import Clash
from extractor.rulebook.expression import paths
from extractor.rulebook.faults import Path, quote
from extractor.rulebook.files import CheckFile, RuleFile
from extractor.rulebook.parser import ExpressionError
from extractor.rulebook.together import Stated, Together, stated
from extractor.rulebook.types import Check, Field, Variant

#: More than regions have; every pair of them is looked at.
MAXIMUM_VARIANTS = 12


class Declared(NamedTuple):
    """One entry under `checks`, with its number there and the statements that it makes."""

    number: int
    entry: CheckFile
    bound: Sequence[Bound]

    def is_made(self, chosen: Iterable[str]) -> bool:
        """Whether the check is made when these variants are chosen."""
        names = set(chosen)
        wanted = not self.entry.only or not names.isdisjoint(self.entry.only)
        return wanted and names.isdisjoint(self.entry.unless)


class Notebook(NamedTuple):
    """Where faults go, and what of the file is in doubt for other faults.

    `note` takes down a fault at a path, `is_doubtful` tells whether one of some fields may be
    unknown for a fault of its own, `in_file` gives the number that a check has in the file.
    """

    note: Callable[[Path, str], None]
    is_doubtful: Callable[[Iterable[str]], bool]
    in_file: Callable[[int], int]


class Reader:
    """Reads the checks of one file."""

    def __init__(
        self, file: RuleFile, fields: Mapping[str, Field], form: Form, notebook: Notebook
    ) -> None:
        self.file = file
        self.fields = fields
        self.form = form
        self.note, self.is_doubtful, self.in_file = notebook
        self.stated: dict[int, list[Stated]] = {}

    def checks(self) -> list[Declared]:
        """Every check of the file, those of variants among them."""
        declared = [
            Declared(number, entry, self.bound(number, entry))
            for number, entry in enumerate(self.file.checks)
        ]
        for at, message in _variant_faults(self.file):
            self.note(at, message)
        if len(self.file.variants) <= MAXIMUM_VARIANTS:
            self.all_together(declared)
        return declared

    def bound(self, number: int, entry: CheckFile) -> Sequence[Bound]:
        """The statements that one check makes, after a look at each."""
        at: Path = ("checks", number, "holds")
        try:
            statement = parser.parse(entry.holds)
            bound = list(self.form.bind(statement, entry.where, sums=entry.kind == "total"))
        except UnknownPathError as error:
            if not self.is_doubtful([error.path]):
                self.note(at, str(error))
            return []
        except ExpressionError as error:
            self.note(at, str(error))
            return []
        if not self.is_doubtful(paths(statement)):
            if not bound:
                self.note(at, "names no field of this form, so it can never fire")
            for where, message in _useless_where(entry, bound, ("checks", number, "where")):
                self.note(where, message)
        for each in bound:
            messages = list(sense.faults_of_one(entry, each.statement, self.form))
            messages = messages or list(sense.wrong_conditions(each.statement, self.fields))
            for message in messages:
                self.note(at, message)
            if messages:
                return []
        return bound

    def all_together(self, declared: Sequence[Declared]) -> None:
        """What the checks say together: without variants, with each, and with any two of them."""
        self.stated = {each.number: list(map(stated, each.bound)) for each in declared}
        told = set(self.noted(declared, ()))
        # What a variant takes away contradicts nothing.
        adding = [
            name for name in self.file.variants if any(name in each.entry.only for each in declared)
        ]
        for name in adding:
            told |= set(self.noted(declared, (name,), told))
        for pair in combinations(adding, 2):
            one, other = (self.file.variants[name] for name in pair)
            if one.group is None or one.group != other.group:
                self.noted(declared, pair, told)

    def noted(
        self,
        declared: Iterable[Declared],
        chosen: tuple[str, ...],
        told: Iterable[tuple[int, str]] = (),
    ) -> list[tuple[int, str]]:
        """Notes what is wrong with the checks that are made under a choice of variants."""
        together = Together()
        made = [each for each in declared if each.is_made(chosen)]
        found: dict[tuple[int, str], None] = {}
        for each in made:
            number = self.in_file(each.number)
            for statement in self.stated[each.number]:
                for message in together.add(number, each.entry, statement):
                    found[each.number, message] = None
        position = {self.in_file(each.number): each.number for each in made}
        for number, message in together.finish():
            found[position[number], message] = None
        known = set(told)
        for at, message in found.keys() - known:
            self.note(("checks", at, "holds"), message + _under(chosen))
        return list(found)


def select(declared: Iterable[Declared], chosen: Iterable[str]) -> Iterator[Check]:
    """The checks that are made under a choice of variants, in the order of the file."""
    names = tuple(chosen)
    for number, entry, bound in (each for each in declared if each.is_made(names)):
        for each in bound:
            yield Check(
                kind=entry.kind,
                statement=each.statement,
                declared=number,
                severity=entry.severity,
                rows_of=each.rows_of,
                row_variable=each.row_variable,
                note=entry.note,
                over_zero=Decimal(entry.over_zero) if entry.over_zero is not None else None,
            )


def variants(file: RuleFile) -> tuple[Variant, ...]:
    """The variants that a file declares."""
    return tuple(
        Variant(name, each.label, each.note, each.group) for name, each in file.variants.items()
    )


def _under(chosen: tuple[str, ...]) -> str:
    if not chosen:
        return ""
    if len(chosen) == 1:
        return f" (with the variant {chosen[0]})"
    return f" (with the variants {' and '.join(chosen)}: variants of one group exclude each other)"


def _variant_faults(file: RuleFile) -> Iterator[Clash]:
    """Variants that change nothing, and checks that name variants in vain."""
    if len(file.variants) > MAXIMUM_VARIANTS:
        yield ("variants",), f"has more than {MAXIMUM_VARIANTS} variants"
    used = {name for entry in file.checks for name in (*entry.only, *entry.unless)}
    for name in file.variants.keys() - used:
        yield ("variants", name), "no check names this variant, so it changes nothing"
    for number, entry in enumerate(file.checks):
        for key, names in (("only", entry.only), ("unless", entry.unless)):
            for place, name in enumerate(names):
                at: Path = ("checks", number, key, place)
                if name not in file.variants:
                    known = ", ".join(file.variants) or "none"
                    yield at, f"{name!r} is no variant of this form (there are: {known})"
                elif name in names[:place]:
                    yield at, f"{name!r} stands here twice"
                elif key == "unless" and name in entry.only:
                    yield at, f"{name!r} stands in `only` as well"
                elif key == "unless" and _is_apart(file, name, entry.only):
                    yield at, f"{name!r} is never chosen together with one of `only`"


def _is_apart(file: RuleFile, name: str, only: Sequence[str]) -> bool:
    group = file.variants[name].group
    known = [file.variants[each] for each in only if each in file.variants]
    return group is not None and bool(known) and all(each.group == group for each in known)


def _useless_where(entry: CheckFile, bound: Iterable[Bound], at: Path) -> Iterator[Clash]:
    """Values of `where` that no statement uses, or that stand there twice."""
    used = {(name, value) for each in bound for name, value in each.binding.items()}
    for name, values in entry.where.items():
        for number, value in enumerate(values):
            if (name, value) not in used:
                yield (*at, name, number), f"{quote(value)} matches no field"
            elif value in values[:number]:
                yield (*at, name, number), f"{quote(value)} stands here twice"
