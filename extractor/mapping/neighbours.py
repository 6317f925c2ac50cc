"""Which cells may answer a label: beside it, below it, behind a narrow gap."""

from __future__ import annotations

import re

from extractor.mapping.labels import base
from extractor.mapping.view import Box, View

#: So many labels with an empty cell behind them are a custom of the form, not chance.
_MANY = 3
#: How a label ends, by custom: a cell so worded beside a label is a label of another form's.
_NAMES = re.compile(
    "(?:名称|编号|编码|代码|单位|部门|级别|类别|类型|属性|性质|日期|时间|年度|金额|预算|负责人|电话|地址)$"
)


def is_label(box: Box | None) -> bool:
    """Labels that end a value: those of fields, sections, tables and lists."""
    return box is not None and box.hit is not None and any(
        target.kind in {"field", "section", "table", "list", "list_column", "end"}
        for target in box.hit.targets
    )  # fmt: skip


def answers(box: Box | None, taken: set[int]) -> bool:
    """Whether a cell may answer a label at all: it is free and no label itself."""
    return box is not None and box.unit not in taken and not is_label(box)


def rows_with_values_below(view: View, taken: set[int]) -> set[int]:
    """Rows of labels whose values stand in the next row: most labels have a label beside them."""
    found: set[int] = set()
    by_row: dict[int, list[Box]] = {}
    for box in view.boxes:
        if box.unit not in taken and box.hit and box.hit.of("field"):
            by_row.setdefault(box.top, []).append(box)
    for row, labels in by_row.items():
        right = sum(1 for box in labels if answers(view.at(row, box.right), taken))
        under = sum(
            1
            for box in labels
            if answers(other := view.at(box.bottom, box.left), taken)
            and other is not None
            and (other.left, other.right) == (box.left, box.right)
        )
        if under != len(labels):
            continue
        if right < len(labels) or all(_is_named(view, box) for box in labels):
            found.add(row)
    return found


def has_gaps(view: View, labels: list[Box], taken: set[int]) -> bool:
    """Whether an empty cell parts labels from their values all over a grid: a narrow column."""
    gaps = filled = 0
    for label in labels:
        right = view.at(label.top, label.right)
        if right is None or not answers(right, taken):
            continue
        beyond = view.at(label.top, right.right)
        if not right.cell.content.is_blank:
            filled += 1
        elif answers(beyond, taken) and beyond and not beyond.cell.content.is_blank:
            gaps += 1
    return gaps >= _MANY and gaps > filled


def _is_named(view: View, label: Box) -> bool:
    """Beside the label stands what is worded like a label, below it something else."""
    right, under = view.at(label.top, label.right), view.at(label.bottom, label.left)
    return (right is None or _NAMES.search(base(right.cell.content.text)) is not None) and (
        under is None or _NAMES.search(base(under.cell.content.text)) is None
    )
