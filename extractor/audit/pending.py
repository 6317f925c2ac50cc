"""What a form does not report yet: the headings of a cumulative table after its own period.

A form of the first half-year has a column for the third quarter as well, which people leave
blank or at a default 0. A cumulative number does not fall to 0, so that such zeros are no
numbers: nothing is judged by them.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.model import Value
from extractor.rulebook import Rule
from extractor.rulebook.across import last_month


def pending(values: Mapping[str, Value], rule: Rule) -> frozenset[str]:
    """The fields under headings of which the form does not speak yet.

    That is every last heading under which all rows are 0 or blank while an earlier one holds a
    number; and, after the form's own period, every heading with such a column, even if others
    repeat what is known beforehand. A later heading that goes on from the earlier ones is
    reported, whatever the title says: it is judged.
    """
    if rule.across is None or not rule.across.until:
        return frozenset()
    columns = _columns(values, rule.across.until)
    own = _own_month(values, rule.across.period)
    found: set[str] = set()
    for by_month in columns.values():
        found.update(_pending_in(by_month, own, values))
    return frozenset(found)


#: Month until which a heading counts → column → its cells in all rows.
_Headings = Mapping[int, Mapping[str, list[str]]]


def _columns(values: Mapping[str, Value], until: Mapping[str, int]) -> Mapping[str, _Headings]:
    """The cells of each cumulative table by heading and column."""
    tables: dict[str, dict[int, dict[str, list[str]]]] = {}
    for path, month in until.items():
        if path in values:
            table, column = path.partition(".")[0], path.rpartition(".")[2]
            headings = tables.setdefault(table, {})
            headings.setdefault(month, {}).setdefault(column, []).append(path)
    return tables


def _pending_in(headings: _Headings, own: int | None, values: Mapping[str, Value]) -> set[str]:
    found: set[str] = set()
    *earlier, _ = months = sorted(headings)
    for month in reversed(months):
        columns = headings[month]
        if any(values[path].status == "unreadable" for cells in columns.values() for path in cells):
            break
        before = [each for each in earlier if each < month]
        fallen = [
            not _is_filled(cells, values)
            and any(_is_filled(headings[each].get(column, ()), values) for each in before)
            for column, cells in columns.items()
        ]
        is_empty = not any(_is_filled(cells, values) for cells in columns.values())
        is_after = own is not None and month > own
        if not any(fallen) or not (is_empty or is_after):
            break
        found.update(path for cells in columns.values() for path in cells)
    return found


def _is_filled(cells: list[str] | tuple[()], values: Mapping[str, Value]) -> bool:
    """Whether a number other than 0 stands in any of the cells."""
    return any(values[path].number for path in cells)


def _own_month(values: Mapping[str, Value], path: str | None) -> int | None:
    """The month until which the form's own period goes: `2023-H1` → 6."""
    value = values.get(path) if path is not None else None
    text = (value.value if value is not None else None) or ""
    named = text.rpartition("/")[2].partition("-")[2]
    return last_month(named) if named else None
