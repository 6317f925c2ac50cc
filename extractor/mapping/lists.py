"""Lists: as many rows under one header as are filled in, and the rows that sum them up."""

from __future__ import annotations

import msgspec

from extractor.mapping.labels import Hit, shown
from extractor.mapping.tables import Found
from extractor.mapping.view import Box, View
from extractor.model import Content, Located, Unit
from extractor.rulebook import List

_HEADER = 3


class Header(msgspec.Struct, frozen=True):
    """A list's header row: its lower edge, and column key → box and label as written."""

    bottom: int
    columns: dict[str, tuple[Box, Hit]]

    @property
    def left(self) -> int:
        """Where the first column begins."""
        return min(box.left for box, _ in self.columns.values())


def locate_list(view: View, listing: List, offset: int) -> Found:
    """The list's rows in this grid, numbered from `offset`, and its summaries."""
    found = Found({}, [])
    headers = _headers(view, listing)
    if not headers:
        return found
    index = offset
    ends = [*(h.bottom - 1 for h in headers[1:]), view.row_count]
    for header, end in zip(headers, ends, strict=True):
        for box, _ in header.columns.values():
            found.claimed.append(box.unit)
        taken: set[int] = set()
        for row in range(header.bottom, end):
            stop = _stop(view, row, header, listing)
            if stop is not None:
                _summary(view, row, stop, header, listing, found)
                if not stop.of("summary", listing.name):
                    break
                continue
            if _is_row(view, row, header):
                _row(view, row, index, header, listing, found, taken)
                index += 1
    for box in view.boxes:
        if box.hit and box.hit.of("list", listing.name):
            found.claimed.append(box.unit)
    return found


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
        headers.append(Header(row + 1, columns))
    return headers


def _telling(listing: List) -> tuple[str, ...]:
    """The columns that other tables do not have: its levels, else all."""
    return listing.levels or tuple(column.key for column in listing.columns)


def _stop(view: View, row: int, header: Header, listing: List) -> Hit | None:
    """The label that ends the list, or stands for a row that sums it up."""
    for box in view.row(row):
        if box.top != row or box.cell.content.is_blank:
            continue
        if box.left > header.left:
            return None
        if box.hit is None:
            return _wide_note(box, header)
        mine = box.hit.of("summary", listing.name) or box.hit.of("end", listing.name)
        return box.hit if mine or box.hit.of("field") or box.hit.of("table") else None
    return None


def _wide_note(box: Box, header: Header) -> Hit | None:
    """A text across the whole list is a note below it."""
    right = max(column.right for column, _ in header.columns.values())
    if box.left <= header.left and box.right >= right:
        return Hit(box.cell.content.text, ())
    return None


def _is_row(view: View, row: int, header: Header) -> bool:
    """A row in which something is written, or that a merged level covers."""
    boxes = [view.at(row, box.left) for box, _ in header.columns.values()]
    known = {box.unit for box, _ in header.columns.values()}
    if any(box is not None and box.unit in known for box in boxes):
        return False
    return any(box is not None and not box.cell.content.is_blank for box in boxes)


def _row(  # noqa: PLR0913  # one row's whole context, used here alone
    view: View,
    row: int,
    index: int,
    header: Header,
    listing: List,
    found: Found,
    taken: set[int],
) -> None:
    cells = _cells(view, row, header)
    for column in listing.columns:
        path = f"{listing.name}.{index}.{column.key}"
        value = cells.get(column.key)
        if value is None:
            found.fields[path] = Located(path)
            continue
        _, hit = header.columns[column.key]
        again = value.unit in taken and column.key not in listing.levels
        found.fields[path] = Located(
            path,
            Content() if again else value.cell.content,
            shown(hit.text),
            hit.confidence,
            value.cell.place,
            Unit(hit.unit, "header") if hit.unit else None,
        )
        taken.add(value.unit)
        found.claimed.append(value.unit)


def _cells(view: View, row: int, header: Header) -> dict[str, Box]:
    """The cell of each column in this row, by the columns they share with the header."""
    boxes = list(view.row(row, header.left))
    heads = [box for box in view.row(header.bottom - 1, header.left)]
    if len(boxes) == len(heads):
        by_head = {head.unit: box for head, box in zip(heads, boxes, strict=True)}
        return {
            key: by_head[box.unit]
            for key, (box, _) in header.columns.items()
            if box.unit in by_head
        }
    cells: dict[str, Box] = {}
    for key, (head, _) in header.columns.items():
        overlapping = [(head.overlap(box), box) for box in boxes if head.overlap(box) > 0]
        if overlapping:
            best = max(overlapping, key=lambda pair: (pair[0], -pair[1].left))[1]
            if best.unit not in {cell.unit for cell in cells.values()}:
                cells[key] = best
    return cells


def _summary(  # noqa: PLR0913  # one row's whole context, used here alone
    view: View, row: int, hit: Hit, header: Header, listing: List, found: Found
) -> None:
    for target in hit.of("summary", listing.name)[:1]:
        summary = next(item for item in listing.summaries if item.key == target.key)
        for box in view.row(row):
            if box.hit is hit:
                found.claimed.append(box.unit)
        for key in summary.columns:
            path = f"{summary.key}.{key}"
            if key not in header.columns or path in found.fields:
                continue
            head, column_hit = header.columns[key]
            overlapping = [
                (head.overlap(box), box)
                for box in view.row(row)
                if head.overlap(box) > 0 and box.hit is not hit
            ]
            if not overlapping:
                continue
            value = max(overlapping, key=lambda pair: (pair[0], -pair[1].left))[1]
            if value.unit in found.claimed and not value.cell.content.is_blank:
                continue
            found.fields[path] = Located(
                path, value.cell.content, shown(column_hit.text), 1.0, value.cell.place
            )
            found.claimed.append(value.unit)
