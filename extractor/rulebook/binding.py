"""From the variables of a check to the fields of the form: one statement for each assignment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from extractor.rulebook import expression
from extractor.rulebook.expression import Statement, Total
from extractor.rulebook.parser import ExpressionError
from extractor.rulebook.types import Field, FieldType, List

#: Far more than any form needs; `{a} + {b} + {c}` over all fields would go on for hours.
MAXIMUM_STATEMENTS = 5_000

_VARIABLE = re.compile(r"\{([a-z]+)\}")
_ADDITIVE = frozenset({"money", "number"})


class Bound(NamedTuple):
    """A statement whose paths are fields of the form, or columns of the rows of one list."""

    statement: Statement
    binding: Mapping[str, str]
    rows_of: str | None = None
    row_variable: str | None = None


class UnknownPathError(ExpressionError):
    """A path is no field of the form."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path!r} is no field of this form")
        self.path = path


class Form:
    """Every path that a check may name, with its type; a list's columns as `name.*.column`."""

    def __init__(self, fields: Mapping[str, Field], lists: Iterable[List]) -> None:
        self.lists = frozenset(listing.name for listing in lists)
        self.types: dict[str, FieldType] = {path: field.type for path, field in fields.items()}
        for listing in lists:
            for column in listing.columns:
                self.types[f"{listing.name}.*.{column.key}"] = column.type

    def is_row(self, path: str) -> bool:
        """`indicators.{i}.weight`: a column of each row of a list."""
        head, _, rest = path.partition(".")
        return head in self.lists and _VARIABLE.match(rest) is not None

    def type_of(self, path: str) -> FieldType | None:
        """The type of a field, of a column in `sum(…)`, of a column of each row."""
        if self.is_row(path):
            name, _, column = (*path.split(".", 2), "")[:3]
            path = f"{name}.*.{column}"
        return self.types.get(path)

    # ------------------------------------------------------------------ binding

    def bind(
        self, statement: Statement, where: Mapping[str, Iterable[str]], *, sums: bool
    ) -> Iterator[Bound]:
        """Every assignment under which all paths exist, in the order of the form's fields.

        With `sums` only what can be added up is assigned. Raises `ExpressionError` where the
        paths make no sense.
        """
        paths = list(dict.fromkeys(expression.paths(statement)))
        self.check_sums(statement, paths)
        variables = {name for path in paths for name in _VARIABLE.findall(path)}
        for name in where:
            if name not in variables:
                raise ExpressionError(f"`where` names {{{name}}}, which is no variable here")
        rows = [path for path in paths if self.is_row(path)]
        if rows:
            yield self.over_rows(statement, paths, rows, where)
        elif variables:
            families = [path for path in paths if _VARIABLE.search(path)]
            self.require(path for path in paths if path not in families)
            allowed = {name: frozenset(values) for name, values in where.items()}
            for number, binding in enumerate(self._assign({}, families, allowed, sums=sums)):
                if number == MAXIMUM_STATEMENTS:
                    message = f"makes more than {MAXIMUM_STATEMENTS} statements of one form"
                    raise ExpressionError(message)
                yield Bound(expression.substitute(statement, _Substitution(binding)), binding)
        else:
            self.require(paths)
            yield Bound(statement, {})

    def check_sums(self, statement: Statement, paths: list[str]) -> None:
        """`*` stands in `sum(list.*.column)` and nowhere else."""
        summed = {node.path for node in expression.nodes(statement) if isinstance(node, Total)}
        for path in paths:
            head, _, rest = path.partition(".")
            listed = head in self.lists and rest.startswith("*.")
            if path in summed and not listed:
                raise ExpressionError(f"sum({path}): only `sum(list.*.column)` adds up a list")
            if path not in summed and "*" in path:
                raise ExpressionError(f"{path!r}: `*` stands only in `sum(list.*.column)`")

    def over_rows(
        self,
        statement: Statement,
        paths: list[str],
        rows: list[str],
        where: Mapping[str, Iterable[str]],
    ) -> Bound:
        """A statement about each row of a list: its variable stays, it is bound to real rows."""
        names = {path.partition(".")[0] for path in rows}
        variables = {name for path in paths for name in _VARIABLE.findall(path)}
        if len(names) > 1:
            raise ExpressionError(f"speaks of the rows of two lists, {' and '.join(sorted(names))}")
        if len(variables) > 1:
            listed = ", ".join(f"{{{name}}}" for name in sorted(variables))
            raise ExpressionError(f"has several variables over the rows of one list: {listed}")
        [variable], [name] = variables, names
        if where:
            raise ExpressionError(f"{{{variable}}} is every row: `where` cannot choose some")
        for path in paths:
            if path not in rows and _VARIABLE.search(path):
                raise ExpressionError(f"{path!r} has the variable of a list's rows")
        self.require(paths)
        return Bound(statement, {}, name, variable)

    def require(self, paths: Iterable[str]) -> None:
        """Raise `UnknownPathError` for the first path that is no field."""
        for path in paths:
            if self.type_of(path) is None:
                raise UnknownPathError(path)

    def _assign(
        self,
        binding: dict[str, str],
        families: list[str],
        allowed: Mapping[str, frozenset[str]],
        *,
        sums: bool,
    ) -> Iterator[dict[str, str]]:
        if not families:
            yield binding
            return
        family, rest = _Substitution(binding)(families[0]), families[1:]
        if not _VARIABLE.search(family):
            if self._is_meant(family, sums=sums):
                yield from self._assign(binding, rest, allowed, sums=sums)
            return
        pattern = _pattern(family)
        for path in self.types:
            match = pattern.fullmatch(path)
            if match is None or not self._is_meant(path, sums=sums):
                continue
            found = match.groupdict()
            if all(value in allowed.get(name, (value,)) for name, value in found.items()):
                yield from self._assign({**binding, **found}, rest, allowed, sums=sums)

    def _is_meant(self, path: str, *, sums: bool) -> bool:
        """Rates do not add up: a total over `{column}` passes over their columns."""
        return path in self.types and (not sums or self.types[path] in _ADDITIVE)


class _Substitution:
    """Puts a binding's values in the place of its variables."""

    def __init__(self, binding: Mapping[str, str]) -> None:
        self.binding = binding

    def __call__(self, path: str) -> str:
        return _VARIABLE.sub(lambda match: self.binding.get(match[1], match[0]), path)


def _pattern(family: str) -> re.Pattern[str]:
    """A family of paths as a pattern: a variable stands for one or more whole segments."""
    parts = _VARIABLE.split(family)
    seen: set[str] = set()
    text = ""
    for position, part in enumerate(parts):
        if position % 2 == 0:
            text += re.escape(part)
        elif part in seen:
            text += f"(?P={part})"
        else:
            seen.add(part)
            text += rf"(?P<{part}>[a-z0-9_]+(?:\.[a-z0-9_]+)*)"
    return re.compile(text)
