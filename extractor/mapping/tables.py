"""Tables of row labels x column headers: from the labels of a grid to its fields' cells.

Headers in one or two levels, repeated after a page break or not; row labels in one column or
in several (a merged `自有资金` beside its parts); rows and columns exchanged. Rows that share a
label are told apart by their parent, their enumerator and their order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate, islice
from typing import NamedTuple

import msgspec

from extractor.mapping.labels import BARER, Hit, LabelIndex, Target, base, shown, unit_in, variants
from extractor.mapping.view import Box, View
from extractor.model import Content, Located, Place, Unit
from extractor.rulebook import Table

#: So many partial readings of a table's rows are followed, and what an unnamed row costs.
_BEAM = 48
_UNNAMED = -1.0
_LIST_HEADER = 3
#: Beside a merged row label these are that row's own numbers.
_SUMS = frozenset({"合计", "小计", "总计", "计"})
_SEPARATORS = "-:,、/·."
_MAXIMUM_HEADER = 40
#: How well a row suits a label with the enumerator of another row of the same name.
_OTHER_NUMBER = -0.2
#: The confidence of a column known by its order alone.
_BY_ORDER = 0.8


class LeafColumn(NamedTuple):
    """A column header with the key it stands for: `q1.received`, and the label as written.

    `above` is the heading of the level above it.
    """

    box: Box
    key: str
    label: str
    unit: str | None
    confidence: float
    above: Box | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """The cells it is written in."""
        own = self.box.cell.place
        return (own,) if self.above is None else (self.above.cell.place, own)


class Header(NamedTuple):
    """The columns of a table, for a grid that goes on with it without repeating them."""

    column_count: int
    leaves: tuple[LeafColumn, ...]


class Found(msgspec.Struct):
    """What a table or list gave: fields by path, and the units of their labels and values."""

    fields: dict[str, Located]
    claimed: list[int]
    header: Header | None = None

    def __bool__(self) -> bool:
        return bool(self.fields)


def locate_table(
    view: View, table: Table, index: LabelIndex, carried: Header | None = None
) -> Found:
    """The table's fields in this grid, none if it is not here.

    `carried` is the header of the grid before: a table broken in two need not repeat it.
    """
    return _Search(view, table, index, carried).run() or _Search(view.turned(), table, index).run()


class _Search:
    """Reads one table in one orientation of one grid."""

    def __init__(
        self, view: View, table: Table, index: LabelIndex, carried: Header | None = None
    ) -> None:
        self.view = view
        self.table = table
        self.leaves, self.headings = _leaf_columns(view, table, index)
        self.own_leaves = self.leaves
        if not self.leaves and carried and carried.column_count == view.column_count:
            self.leaves = list(carried.leaves)
        self.labels = [box for box in view.boxes if box.hit and box.hit.of("table", table.name)]
        self.unit = next((box.hit.unit for box in self.labels if box.hit and box.hit.unit), None)
        self.types = {column.key: column.type for column in table.columns}
        self.taken: set[int] = set()
        self.found = Found({}, [])
        self.upwards: list[LeafColumn] = []
        self.bottoms: list[int] = []
        self.kinds = 0

    def run(self) -> Found:
        rows = [
            (box, box.hit)
            for box in self.view.boxes
            if box.hit is not None and box.hit.of("row", self.table.name)
        ]
        headers = _Headers(self.leaves)
        rows = [(box, hit) for box, hit in rows if headers.stand_above(box)]
        rows = _contiguous(self.view, rows, self.leaves)
        columns = {leaf.key for leaf in self.leaves}
        # The lowest header first: a repeated one counts for the rows below it.
        self.upwards = sorted(self.leaves, key=lambda leaf: -leaf.box.bottom)
        self.bottoms = [-leaf.box.bottom for leaf in self.upwards]
        self.kinds = len(columns)
        if not rows or len(columns) < min(2, len(self.table.columns)):
            return self.found
        for box, key, hit in _name_rows(rows, self.table, self.leaves):
            self.row(box, key, hit)
        if self.found:
            labels = (*self.labels, *self.headings, *(leaf.box for leaf in self.own_leaves))
            self.found.claimed += [box.unit for box in (*labels, *(box for box, _ in rows))]
            self.found.header = Header(
                self.view.column_count,
                tuple(
                    leaf._replace(box=leaf.box._replace(top=-1, bottom=0)) for leaf in self.leaves
                ),
            )
        return self.found

    def row(self, box: Box, key: str, hit: Hit) -> None:
        """The fields of one row under the header that stands nearest above it."""
        nearest: dict[str, LeafColumn] = {}
        for leaf in islice(self.upwards, bisect_left(self.bottoms, -box.top), None):
            if _is_above(leaf, box):
                nearest.setdefault(leaf.key, leaf)
            if len(nearest) == self.kinds:
                break
        if not nearest:
            return
        cells = _value_boxes(self.view, box, list(nearest.values()))
        for leaf in nearest.values():
            value = cells.get(leaf.box.unit)
            path = f"{self.table.name}.{key}.{leaf.key}"
            if value is not None and path not in self.found.fields:
                self.found.fields[path] = self.located(path, leaf, (box, hit), value)

    def located(self, path: str, leaf: LeafColumn, row: tuple[Box, Hit], value: Box) -> Located:
        """One field; a cell that an earlier row has taken (merged downwards) is blank here."""
        label, hit = row
        shared = value.unit in self.taken
        if not shared:
            self.taken.add(value.unit)
            self.found.claimed.append(value.unit)
        type_ = self.types[leaf.key.rpartition(".")[2]]
        return Located(
            path,
            Content() if shared else value.cell.content,
            leaf.label,
            min(leaf.confidence, hit.confidence),
            value.cell.place,
            _unit(type_, (leaf.unit, hit.unit), self.unit),
            label_places=(label.cell.place, *leaf.places),
        )


def _leaf_columns(
    view: View, table: Table, index: LabelIndex
) -> tuple[list[LeafColumn], list[Box]]:
    """Every column header with its heading, and the boxes of the headings."""
    headings = [
        (box, target.key)
        for box in view.boxes
        if box.hit is not None
        for target in box.hit.of("heading", table.name)[:1]
    ]
    under = {column.key: column.headings for column in table.columns}
    leaves: list[LeafColumn] = []
    unplaced: dict[str, list[tuple[Box, Hit]]] = {}
    for box in view.boxes:
        if box.hit is None:
            leaves += _combined(box, table, index)
            continue
        targets = box.hit.of("column", table.name)
        if not targets:
            continue
        key = _choose_column(targets)
        leaf = LeafColumn(box, key, shown(box.hit.text), box.hit.unit, box.hit.confidence)
        if not under[key]:
            leaves.append(leaf)
            continue
        above = _heading_above(box, headings)
        if above is None:
            unplaced.setdefault(key, []).append((box, box.hit))
        elif above[1] in under[key]:
            unit = leaf.unit or (above[0].hit.unit if above[0].hit else None)
            leaves.append(leaf._replace(key=f"{above[1]}.{key}", unit=unit, above=above[0]))
    if not headings:
        leaves += _in_order(unplaced, under)
    return leaves, [box for box, _ in headings] if leaves else []


def _heading_above(box: Box, headings: list[tuple[Box, str]]) -> tuple[Box, str] | None:
    above = [pair for pair in headings if pair[0].bottom <= box.top and pair[0].overlap(box) > 0]
    return max(above, key=lambda pair: (pair[0].bottom, pair[0].overlap(box)), default=None)


def _in_order(
    unplaced: dict[str, list[tuple[Box, Hit]]], under: dict[str, tuple[str, ...]]
) -> list[LeafColumn]:
    """Columns whose headings are missing altogether, told apart by their order."""
    return [
        LeafColumn(box, f"{heading}.{key}", shown(hit.text), hit.unit, _BY_ORDER)
        for key, boxes in unplaced.items()
        if len(boxes) == len(under[key])
        for heading, (box, hit) in zip(under[key], boxes, strict=True)
    ]


def _choose_column(targets: tuple[Target, ...]) -> str:
    return min(targets, key=lambda target: target.rank).key


def _combined(box: Box, table: Table, index: LabelIndex) -> list[LeafColumn]:
    """Both levels in one header: `第1季度到位率`."""
    text = box.cell.content.text
    if not table.headings or len(text) > _MAXIMUM_HEADER or not text or text.isspace():
        return []
    if (table.name, text) not in index.combined:
        index.combined[table.name, text] = _split_header(text, table, index)
    key = index.combined[table.name, text]
    return [LeafColumn(box, key, shown(text), unit_in(text), 1.0)] if key else []


def _split_header(text: str, table: Table, index: LabelIndex) -> str | None:
    written = base(text)
    under = {column.key: column.headings for column in table.columns}
    for heading in table.headings:
        for label in map(base, heading.labels):
            if not written.startswith(label) or len(written) == len(label):
                continue
            for variant in variants(written[len(label) :].lstrip(_SEPARATORS)):
                for target in index.targets.get(variant, ()):
                    if target.kind == "column" and heading.key in under.get(target.key, ()):
                        return f"{heading.key}.{target.key}"
    return None


def _is_above(leaf: LeafColumn, row: Box) -> bool:
    """A header above and to the right of a row label; their edges may overlap by a hair."""
    header = leaf.box
    return header.bottom <= row.top and header.left > row.left and header.right > row.right


class _Headers:
    """Tells whether a header stands above and to the right of a row label, without a search.

    `lowest_top[n]` is the first lower edge among the headers from the n-th on, counted from the
    left: if that one is not above a row, none is.
    """

    def __init__(self, leaves: list[LeafColumn]) -> None:
        self.leaves = sorted(leaves, key=lambda leaf: leaf.box.left)
        self.lefts = [leaf.box.left for leaf in self.leaves]
        bottoms = [leaf.box.bottom for leaf in reversed(self.leaves)]
        self.lowest_top = list(accumulate(bottoms, min))[::-1]

    def stand_above(self, row: Box) -> bool:
        first = bisect_right(self.lefts, row.left)
        if first == len(self.leaves) or self.lowest_top[first] > row.top:
            return False
        return any(_is_above(leaf, row) for leaf in islice(self.leaves, first, None))


def _contiguous(
    view: View, rows: list[tuple[Box, Hit]], leaves: list[LeafColumn]
) -> list[tuple[Box, Hit]]:
    """The rows up to where something else begins: a field of its own or a list's header."""
    if not rows:
        return rows
    top = min(box.top for box, _ in rows)
    header = {leaf.box.unit for leaf in leaves}
    end = view.row_count
    for number in range(top, view.row_count):
        here = [box for box in view.row(number) if box.top == number and box.unit not in header]
        is_row = any(box.hit and box.hit.of("row") for box in here)
        fields = any(box.hit and box.hit.of("field") for box in here)
        columns = sum(1 for box in here if box.hit and box.hit.of("list_column"))
        if (fields and not is_row) or columns >= _LIST_HEADER:
            end = number
            break
    return [(box, hit) for box, hit in rows if box.top < end]


def _name_rows(
    rows: list[tuple[Box, Hit]], table: Table, leaves: list[LeafColumn]
) -> list[tuple[Box, str, Hit]]:
    """Which row of the rule each label is: the reading that agrees best as a whole."""
    parents = {row.key: row.parent for row in table.rows}
    order = {row.key: number for number, row in enumerate(table.rows)}
    first_value = min(leaf.box.left for leaf in leaves)
    rows = [(box, hit) for box, hit in rows if box.left < first_value]
    by_line = _by_line(rows)
    own = [(box, hit) for box, hit in rows if not _is_parent_only(box, by_line)]
    own.sort(key=lambda pair: (pair[0].top, pair[0].left))
    choices: list[list[tuple[str, float]]] = []
    claims = Counter(target.key for _, hit in own for target in hit.of("row", table.name))
    claims.update(key for box, _ in own for key in _parents_beside(box, by_line))
    for box, hit in own:
        beside = _parents_beside(box, by_line)
        keys = [
            (target.key, _fit(target, hit, parents, beside)) for target in hit.of("row", table.name)
        ]
        if beside and base(hit.text) in _SUMS:
            keys += [(key, 1.0) for key in beside if all(key != known for known, _ in keys)]
        contested = any(claims[key] > 1 for key, _ in keys)
        choices.append([*keys, ("", _UNNAMED)] if contested else keys)
    best = _best_reading(choices, order, parents)
    return [(box, key, hit) for (box, hit), key in zip(own, best, strict=True) if key]


_Lines = dict[int, list[tuple[Box, Hit]]]


def _by_line(rows: list[tuple[Box, Hit]]) -> _Lines:
    """The row labels that cross each line of the grid."""
    lines: _Lines = {}
    for box, hit in rows:
        for line in range(box.top, box.bottom):
            lines.setdefault(line, []).append((box, hit))
    return lines


def _best_reading(
    choices: list[list[tuple[str, float]]], order: dict[str, int], parents: dict[str, str | None]
) -> tuple[str, ...]:
    """The keys of all rows that agree best, found row by row among the best so far."""
    readings: list[tuple[float, tuple[str, ...], str]] = [(0.0, (), "")]
    for row in choices:
        longer = []
        for score, keys, last in readings:
            for key, fit in row:
                if not key:
                    longer.append((score + fit, (*keys, ""), last))
                elif key not in keys:
                    added = fit + (_follows(last, key, order, parents) if last else 0.0)
                    longer.append((score + added, (*keys, key), key))
            # A row that nothing fits stays unnamed.
            longer.append((score + _UNNAMED, (*keys, ""), last))
        readings = sorted(longer, key=lambda item: -item[0])[:_BEAM]
    return readings[0][1]


def _is_parent_only(box: Box, lines: _Lines) -> bool:
    """A merged label beside the labels of its parts has no row of its own."""
    return box.bottom - box.top > 1 and any(
        other.left >= box.right and other.top == box.top for other, _ in lines[box.top]
    )


def _parents_beside(box: Box, lines: _Lines) -> set[str]:
    return {
        target.key
        for other, hit in lines[box.top]
        if other.right <= box.left
        for target in hit.of("row")
    }


def _fit(target: Target, hit: Hit, parents: dict[str, str | None], beside: set[str]) -> float:
    """How well one label suits one row by itself: enumerator, parent, rank of the wording."""
    parent = parents[target.key]
    score = 1.0 - 0.01 * target.rank if target.rank < BARER else _OTHER_NUMBER
    if beside:
        score += 1.0 if parent in beside else -0.5 if parent else 0.0
    if target.rank == 0 and "其中" in hit.text and parent:
        score += 0.1
    return score


def _follows(one: str, other: str, order: dict[str, int], parents: dict[str, str | None]) -> float:
    """How well one row follows another: in the rule's order, parts below their whole."""
    score = 0.4 if order[one] < order[other] else -0.4
    parent = parents[other]
    if parent is not None:
        score += 0.5 if parent in {one, parents[one]} else -0.5
    return score


def _unit(type_: str, headers: tuple[str | None, ...], table: str | None) -> Unit | None:
    """The nearest unit that goes with the type: a table in 万元 says nothing of its rates."""
    for written in headers:
        if written is not None and (written == "%") == (type_ == "rate"):
            return Unit(written, "header")
    return Unit(table, "table") if table is not None and type_ == "money" else None


def _value_boxes(view: View, row: Box, leaves: list[LeafColumn]) -> dict[int, Box]:
    """For each column header, the cell of this row below it.

    Cells pair off with the header's cells by number where both are equally many (Word's column
    edges often miss each other by a hair), otherwise by the columns they share.
    """
    header_row = max(leaf.box.bottom for leaf in leaves) - 1
    left = min(leaf.box.left for leaf in leaves)
    header = [box for box in view.row(header_row) if box.left >= left] if header_row >= 0 else []
    cells = [box for box in view.row(row.top) if box.left >= row.right and box.right > left]
    if header and len(header) == len(cells):
        pairs = {one.unit: other for one, other in zip(header, cells, strict=True)}
        if all(leaf.box.unit in pairs for leaf in leaves):
            return pairs
    return {
        leaf.box.unit: max(overlapping, key=lambda pair: (pair[0], -pair[1].left))[1]
        for leaf in leaves
        if (
            overlapping := [
                (leaf.box.overlap(cell), cell) for cell in cells if leaf.box.overlap(cell) > 0
            ]
        )
    }
