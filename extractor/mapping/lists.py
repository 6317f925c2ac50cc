"""Lists: as many rows under one header as are filled in, and the rows that sum them up."""

from __future__ import annotations

import msgspec

from extractor.mapping.labels import Hit, LabelIndex, base, shown
from extractor.mapping.tables import Found
from extractor.mapping.view import Box, View
from extractor.model import Content, Located, Unit
from extractor.rulebook import List

_HEADER = 3
_NOTE_COLUMNS = 3


class Header(msgspec.Struct, frozen=True):
    """A list's header row: its lower edge, and column key → box and label as written.

    `carried` says that it stands in the grid before, of as many columns.
    """

    bottom: int
    columns: dict[str, tuple[Box, Hit]]
    column_count: int
    carried: bool = False

    @property
    def left(self) -> int:
        """Where the first column begins."""
        return min(box.left for box, _ in self.columns.values())


class Listed(Found):
    """What a list gave, and its header where its rows may go on in the next grid."""

    open: Header | None = None


def locate_list(
    view: View, listing: List, offset: int, index: LabelIndex, carried: Header | None = None
) -> Listed:
    """The list's rows in this grid, numbered from `offset`, and its summaries.

    `carried` is the header of the grid before: a list broken in two need not repeat it.
    """
    return _Search(view, listing, offset, index).run(carried)


class _Search:
    """Reads one list in one grid."""

    def __init__(self, view: View, listing: List, offset: int, labels: LabelIndex) -> None:
        self.view = view
        self.labels = labels
        self.subtotals = tuple(map(base, listing.subtotals))
        self.list_labels = [
            (box, target.owner)
            for box in view.boxes
            if box.hit
            for target in box.hit.of("list")[:1]
        ]
        self.listing = listing
        self.index = offset
        self.found = Listed({}, [])
        self.taken: set[int] = set()

    def run(self, carried: Header | None) -> Listed:
        headers = [
            header
            for header in _headers(self.view, self.listing)
            if self.owner(header.bottom - 1, header) in {None, self.listing.name}
            or self.owner(header.bottom, header) in {None, self.listing.name}
        ]
        if not headers:
            self.go_on(carried)
            return self.found
        ends = [*(header.bottom - 1 for header in headers[1:]), self.view.row_count]
        for header, end in zip(headers, ends, strict=True):
            self.found.claimed += [box.unit for box, _ in header.columns.values()]
            is_open = self.rows(header, end)
            self.found.open = header if is_open else None
        self.found.claimed += [
            box.unit for box in self.view.boxes if box.hit and box.hit.of("list", self.listing.name)
        ]
        return self.found

    def go_on(self, before: Header | None) -> None:
        """The rows of a list that a grid without a header of its own goes on with."""
        if before is None or before.column_count != self.view.column_count:
            return
        header = Header(0, before.columns, before.column_count, carried=True)
        if _stop(self.view, 0, header, self.listing, self.labels) is None:
            self.found.open = header if self.rows(header, self.view.row_count) else None

    def rows(self, header: Header, end: int) -> bool:
        """The rows below one header, up to `end` or to whatever ends the list.

        Whether nothing ended it.
        """
        summed = False
        for row in range(header.bottom, end):
            if self.owner(row, header) not in {None, self.listing.name}:
                continue
            if self.is_subtotal(row, header):
                continue
            stop = _stop(self.view, row, header, self.listing, self.labels)
            if stop is None:
                if _is_row(self.view, row, header):
                    self.row(row, header)
                continue
            self.summary(row, stop, header)
            if not stop.of("summary", self.listing.name):
                return False
            summed = True
        return not summed

    def owner(self, row: int, header: Header) -> str | None:
        """The list whose label stands at the left of a row, or last above it over its header.

        Lists with the same columns (long-term and annual indicators) are told apart so.
        """
        above: str | None = None
        for box, name in self.list_labels:
            if box.top <= row < box.bottom and box.right <= header.left:
                return name
            if box.bottom <= row and box.right > header.left:
                above = name
        return above

    def is_subtotal(self, row: int, header: Header) -> bool:
        """A row that only adds up others: `产出指标小计`."""
        if not self.listing.subtotals:
            return False
        for box in self.view.row(row, header.left):
            if box.top == row and not box.cell.content.is_blank:
                return base(box.cell.content.text).endswith(self.subtotals)
        return False

    def row(self, row: int, header: Header) -> None:
        """One entry: a cell merged downwards counts for each row only if it is a level."""
        cells = _cells(self.view, row, header)
        for column in self.listing.columns:
            path = f"{self.listing.name}.{self.index}.{column.key}"
            value = cells.get(column.key)
            if value is None:
                self.found.fields[path] = Located(path)
                continue
            _, hit = header.columns[column.key]
            again = value.unit in self.taken and column.key not in self.listing.levels
            self.found.fields[path] = Located(
                path,
                Content() if again else value.cell.content,
                shown(hit.text),
                hit.confidence,
                value.cell.place,
                Unit(hit.unit, "header") if hit.unit else None,
            )
            self.taken.add(value.unit)
            self.found.claimed.append(value.unit)
        self.index += 1

    def summary(self, row: int, label: Hit, header: Header) -> None:
        """The fields of a row that sums the list up, if `label` is one's."""
        for target in label.of("summary", self.listing.name)[:1]:
            summary = next(item for item in self.listing.summaries if item.key == target.key)
            boxes = [box for box in self.view.row(row) if box.hit is not label]
            self.found.claimed += [box.unit for box in self.view.row(row) if box.hit is label]
            for key in summary.columns:
                path = f"{summary.key}.{key}"
                if key not in header.columns:
                    continue
                head, hit = header.columns[key]
                value = _below(head, boxes)
                if value is None or value.unit in self.taken:
                    continue
                self.taken.add(value.unit)
                self.found.claimed.append(value.unit)
                content, place = value.cell.content, value.cell.place
                self.found.fields[path] = Located(
                    path, content, shown(hit.text), hit.confidence, place
                )


def _headers(view: View, listing: List) -> list[Header]:
    headers: list[Header] = []
    for row in range(view.row_count):
        columns: dict[str, tuple[Box, Hit]] = {}
        for box in view.row(row):
            targets = box.hit.of("list_column", listing.name) if box.hit else ()
            if box.hit is None or not targets or box.bottom - 1 != row:
                continue
            columns.setdefault(targets[0].key, (box, box.hit))
        enough = min(_HEADER, len(listing.columns))
        if len(columns) < enough or not any(level in columns for level in _telling(listing)):
            continue
        headers.append(Header(row + 1, columns, view.column_count))
    return headers


def _telling(listing: List) -> tuple[str, ...]:
    """The columns that other tables do not have: its levels, else all."""
    return listing.levels or tuple(column.key for column in listing.columns)


def _stop(view: View, row: int, header: Header, listing: List, index: LabelIndex) -> Hit | None:
    """The label that ends the list, or stands for a row that sums it up."""
    for box in view.row(row):
        if box.top != row or box.cell.content.is_blank:
            continue
        if box.left > header.left:
            return None
        hit = box.hit or index.find_lead(box.cell.content.text)
        if hit is None:
            return _wide_note(box, header)
        mine = hit.of("summary", listing.name) or hit.of("end", listing.name)
        other = hit.of("field") or hit.of("table") or hit.of("section")
        return hit if mine or other else _wide_note(box, header)
    return None


def _wide_note(box: Box, header: Header) -> Hit | None:
    """A text across several of the list's columns is no entry but a note below it."""
    covered = sum(1 for column, _ in header.columns.values() if column.overlap(box) > 0)
    return Hit(box.cell.content.text, ()) if covered >= _NOTE_COLUMNS else None


def _is_row(view: View, row: int, header: Header) -> bool:
    """A row in which something is written, or that a merged level covers."""
    boxes = [view.at(row, box.left) for box, _ in header.columns.values()]
    known = set() if header.carried else {box.unit for box, _ in header.columns.values()}
    if any(box is not None and box.unit in known for box in boxes):
        return False
    return any(box is not None and not box.cell.content.is_blank for box in boxes)


def _cells(view: View, row: int, header: Header) -> dict[str, Box]:
    """The cell of each column in this row, by the columns they share with the header."""
    boxes = list(view.row(row, header.left))
    heads = [] if header.carried else list(view.row(header.bottom - 1, header.left))
    if len(boxes) == len(heads):
        by_head = {head.unit: box for head, box in zip(heads, boxes, strict=True)}
        return {
            key: by_head[box.unit]
            for key, (box, _) in header.columns.items()
            if box.unit in by_head
        }
    cells: dict[str, Box] = {}
    for key, (head, _) in header.columns.items():
        best = _below(head, boxes)
        if best is not None and best.unit not in {cell.unit for cell in cells.values()}:
            cells[key] = best
    return cells


def _below(head: Box, boxes: list[Box]) -> Box | None:
    """The box that shares most columns with a header."""
    overlapping = [box for box in boxes if head.overlap(box) > 0]
    return max(overlapping, key=lambda box: (head.overlap(box), -box.left), default=None)
