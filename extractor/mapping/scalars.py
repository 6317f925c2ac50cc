"""Single fields: from a label to the cell, the part of a cell or the sentence that answers it.

Every label proposes candidates; the surest one is taken for each field, and no two fields take
the same cell unless one label stands for both (`功能科目编码及名称`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from extractor.mapping.claims import Claims
from extractor.mapping.inline import Segment, segments
from extractor.mapping.labels import Hit, LabelIndex, Target, shown
from extractor.mapping.options import Reading, Side, option_count, read_options
from extractor.mapping.patterns import find_pattern, pattern_unit
from extractor.mapping.view import Box, View
from extractor.model import Content, Located, Place, Unit
from extractor.rulebook import Field, Option, Rule

#: The value of a choice that is spread over cells: at most so many cells are looked through.
_MAXIMUM_OPTION_CELLS = 24


class Span(NamedTuple):
    """A part of a unit."""

    unit: int
    start: int
    end: int


class Candidate(msgspec.Struct):
    """One place where a field's value may stand. `source` tells labels apart."""

    located: Located
    rank: int
    source: tuple[int, int]
    value: tuple[Span, ...]
    label: tuple[Span, ...]
    side: Side | None = None

    @property
    def order(self) -> tuple[bool, float, int, tuple[int, int]]:
        """With a place before without, sure before unsure, customary wording first, first first.

        A blank place is as good as a filled one: the same label further down (a second signature,
        a note on how to fill the form in) does not answer for it.
        """
        located = self.located
        return (not self.value, -located.confidence, self.rank, self.source)


class ScalarSearch:
    """Finds the candidates of all single fields of one form."""

    def __init__(self, rule: Rule, index: LabelIndex, claims: Claims) -> None:
        self.rule = rule
        self.index = index
        self.claims = claims
        self.candidates: dict[str, list[Candidate]] = {}
        self.stops = tuple(
            field.pattern.partition("{}")[0] for field in rule.fields.values() if field.pattern
        )

    # ------------------------------------------------------------------ cells

    def view(self, view: View, taken: set[int]) -> None:
        """Candidates of every label cell of a grid; `taken` cells belong to tables and lists."""
        below = _rows_with_values_below(view, taken)
        for box in view.boxes:
            if box.unit in taken:
                continue
            targets = box.hit.of("field") if box.hit else ()
            if box.hit is not None and targets:
                value = _value_box(view, box, taken, below=box.top in below)
                self.cell(view, box, box.hit, targets, value, taken)
            elif not box.cell.content.is_blank:
                self.inline(box.unit, loose=False)
                self.leading_label(view, box)

    def cell(  # noqa: PLR0913  # a label with all that stands around it
        self,
        view: View,
        box: Box,
        hit: Hit,
        targets: tuple[Target, ...],
        value: Box | None,
        taken: set[int],
    ) -> None:
        label = (Span(box.unit, 0, len(box.cell.content.text)),)
        for target in targets:
            field = self.rule.fields[target.key]
            if value is None:
                located = Located(
                    field.path, Content(), shown(hit.text), hit.confidence, box.cell.place
                )
                self.add(field, located, target, box.unit, 0, (), label)
                continue
            content, spans = value.cell.content, (_whole(value),)
            if field.type == "choice":
                right = box.right if value.top >= box.bottom else view.column_count
                content, spans = self.option_cells(view, value, field, taken, right)
            unit = hit.unit
            self.propose(
                field, content, spans, value.cell.place, target, hit.text, unit, label,
                (box.unit, 0), hit.confidence,
            )  # fmt: skip

    def option_cells(
        self, view: View, value: Box, field: Field, taken: set[int], right: int
    ) -> tuple[Content, tuple[Span, ...]]:
        """The cells over which the options of a choice are spread, joined by tabs.

        Only where the first of them does not hold a group by itself, and only up to `right`.
        """
        cells = [value]
        column = value.right
        if option_count(value.cell.content.text, field.options) > 1:
            return value.cell.content, (_whole(value),)
        while len(cells) < _MAXIMUM_OPTION_CELLS and column < right:
            box = view.at(value.top, column)
            if box is None or box.hit or box.unit in taken or box.top != value.top:
                break
            if not _belongs_to_options(box.cell.content, field.options):
                break
            cells.append(box)
            column = box.right
        while len(cells) > 1 and cells[-1].cell.content.is_blank:
            cells.pop()
        if len(cells) == 1:
            return value.cell.content, (_whole(value),)
        return _join([box.cell.content for box in cells]), tuple(map(_whole, cells))

    def leading_label(self, view: View, box: Box) -> None:
        """A choice in its label's own cell without a colon: `项目类型 延续项目☑ 新增项目□`."""
        content = box.cell.content
        if not content.marks:
            return
        head = content.text[: content.marks[0].offset]
        for end in range(len(head), 1, -1):
            hit = self.index.find(head[:end])
            for target in hit.of("field") if hit else ():
                field = self.rule.fields[target.key]
                if field.type in {"choice", "flag"}:
                    rest = content.slice(end, len(content.text))
                    self.propose(
                        field, rest, (Span(box.unit, end, len(content.text)),), box.cell.place,
                        target, head[:end], None, (Span(box.unit, 0, end),), (box.unit, 0), 1.0,
                    )  # fmt: skip
            if hit:
                return

    # ----------------------------------------------------------- running text

    def inline(self, unit: int, *, loose: bool) -> None:
        """Candidates of the labelled parts of one text."""
        content = self.claims.units[unit].content
        for segment in segments(content, self.index, loose=loose):
            self.segment(unit, content, segment)

    def segment(self, unit: int, content: Content, segment: Segment) -> None:
        start, end = _trim(content.text, segment.value_start, segment.end)
        value = content.slice(start, end)
        label = (Span(unit, segment.start, segment.value_start),)
        place = self.claims.units[unit].place
        for target in segment.targets:
            field = self.rule.fields[target.key]
            self.propose(
                field, value, (Span(unit, start, end),), place, target, segment.label,
                segment.unit, label, (unit, segment.start), 1.0,
            )  # fmt: skip

    def sentences(self, units: Sequence[int], fields: Iterable[Field]) -> None:
        """Fields that a sentence gives, wherever it stands."""
        for field in fields:
            if field.pattern is None:
                continue
            for unit in units:
                content = self.claims.units[unit].content
                stops = tuple(stop for stop in self.stops if not field.pattern.startswith(stop))
                span = find_pattern(content, field.pattern, field.type, stops)
                if span is None:
                    continue
                start, end = span if field.type == "period" else _trim(content.text, *span)
                hint = pattern_unit(field.pattern)
                located = Located(
                    field.path,
                    content.slice(start, end),
                    field.labels[0] if field.labels else None,
                    0.9,
                    self.claims.units[unit].place,
                    Unit(hint, "cell") if hint else None,
                )
                whole = (Span(unit, 0, len(content.text)),)
                candidate = Candidate(located, 0, (unit, start), (Span(unit, start, end),), whole)
                self.candidates.setdefault(field.path, []).append(candidate)
                break

    # -------------------------------------------------------------- proposing

    def propose(  # noqa: PLR0913  # one candidate's whole context
        self,
        field: Field,
        content: Content,
        spans: tuple[Span, ...],
        place: Place,
        target: Target,
        label: str,
        unit: str | None,
        label_spans: tuple[Span, ...],
        source: tuple[int, int],
        confidence: float,
    ) -> None:
        """Take from `content` what `field` describes: a sentence's value, options, or all."""
        located = Located(
            field.path, content, shown(label), confidence, place, Unit(unit, "header") if unit else None
        )
        side: Side | None = None
        if field.pattern and not field.find_in and not _is_own_label(field, target):
            stops = tuple(stop for stop in self.stops if not field.pattern.startswith(stop))
            span = find_pattern(content, field.pattern, field.type, stops)
            if span is None:
                located = _with(located, Content())
                spans = ()
            else:
                start, end = _trim(content.text, *span)
                located = _with(located, content.slice(start, end))
        elif field.type in {"choice", "flag"}:
            options = field.options or (Option("true", field.option),)
            reading = read_options(content, options, overrides=dict(self.rule.marks))
            if field.type == "flag" and not option_count(content.text, options):
                return
            located, side = _read(located, reading)
        candidate = Candidate(located, target.rank, source, spans, label_spans, side)
        self.candidates.setdefault(field.path, []).append(candidate)

    def add(  # noqa: PLR0913  # one candidate's whole context
        self,
        field: Field,
        located: Located,
        target: Target,
        unit: int,
        start: int,
        value: tuple[Span, ...],
        label: tuple[Span, ...],
    ) -> None:
        candidate = Candidate(located, target.rank, (unit, start), value, label)
        self.candidates.setdefault(field.path, []).append(candidate)

    # ---------------------------------------------------------------- choosing

    def choose(self) -> dict[str, Located]:
        """The best candidate of each field, no cell for two labels; claims what they stand in."""
        chosen: dict[str, Candidate] = {}
        owner: dict[int, tuple[int, int]] = {}
        proposals = [
            (candidate.order, number, path, candidate)
            for number, (path, candidates) in enumerate(self.candidates.items())
            for candidate in candidates
        ]
        for _, _, path, candidate in sorted(proposals, key=lambda item: item[:2]):
            if path in chosen:
                continue
            if any(
                owner.get(span.unit, candidate.source) != candidate.source
                for span in candidate.value
                if _is_whole(span, self.claims)
            ):
                continue
            for span in candidate.value:
                owner.setdefault(span.unit, candidate.source)
            chosen[path] = candidate
        for candidate in chosen.values():
            for span in (*candidate.value, *candidate.label):
                self.claims.claim(*span)
        self.settle_sides(chosen)
        return {path: candidate.located for path, candidate in chosen.items()}

    def settle_sides(self, chosen: dict[str, Candidate]) -> None:
        """A group that cannot decide its side follows the side all others of the form have."""
        sides = {candidate.side for candidate in chosen.values() if candidate.side}
        if len(sides) != 1:
            return
        side = sides.pop()
        for path, candidate in chosen.items():
            field = self.rule.fields[path]
            located = candidate.located
            if field.type != "choice" or candidate.side or located.content is None:
                continue
            reading = read_options(
                located.content, field.options, overrides=dict(self.rule.marks), preferred=side
            )
            candidate.located, candidate.side = _read(located, reading)


def _with(located: Located, content: Content) -> Located:
    return msgspec.structs.replace(located, content=content)


def _read(located: Located, reading: Reading | None) -> tuple[Located, Side | None]:
    if reading is None:
        return located, None
    confidence = located.confidence * (1.0 if reading.certain else 0.9)
    return (
        msgspec.structs.replace(
            located,
            content=reading.content,
            options=reading.options,
            stray=reading.stray,
            confidence=confidence,
        ),
        reading.side,
    )


def _is_own_label(field: Field, target: Target) -> bool:
    """The pattern's first words stand as a label of their own: `应采购金额 | 12万元`."""
    return target.rank >= len(field.labels)


def _is_whole(span: Span, claims: Claims) -> bool:
    return span.end - span.start >= len(claims.units[span.unit].content.text.strip())


def _whole(box: Box) -> Span:
    return Span(box.unit, 0, len(box.cell.content.text))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" \t\n\u3000\xa0_")), start + len(
        part.rstrip(" \t\n\u3000\xa0_,\uff0c;\uff1b")
    )


def _join(contents: list[Content]) -> Content:
    text, marks = "", []
    for number, content in enumerate(contents):
        text += "\t" if number else ""
        marks += [
            msgspec.structs.replace(mark, offset=mark.offset + len(text)) for mark in content.marks
        ]
        text += content.text
    return Content(text, tuple(marks))


def _belongs_to_options(content: Content, options: tuple[Option, ...]) -> bool:
    if content.marks or content.is_blank:
        return True
    reading = read_options(content, options)
    return reading is not None and _is_only_label(content, options)


def _is_only_label(content: Content, options: tuple[Option, ...]) -> bool:
    length = len("".join(content.text.split()))
    return any(len(label) + 2 >= length for option in options for label in option.labels)


def _is_label(box: Box | None) -> bool:
    """Labels that end a value: those of fields, sections, tables and lists."""
    return box is not None and box.hit is not None and any(
        target.kind in {"field", "section", "table", "list", "list_column", "end"}
        for target in box.hit.targets
    )  # fmt: skip


def _value_box(view: View, label: Box, taken: set[int], *, below: bool) -> Box | None:
    """The cell that answers a label: to its right, or below it where the row is a header."""
    right, under = view.at(label.top, label.right), view.at(label.bottom, label.left)
    free = [
        box
        for box in ((under, right) if below else (right, under))
        if box is not None and box.unit not in taken and not _is_label(box)
    ]
    if not free:
        return None
    first = free[0]
    if first is under and not below and right is not None and not _is_label(right):
        return None
    return first


def _rows_with_values_below(view: View, taken: set[int]) -> set[int]:
    """Rows of labels whose values stand in the next row: most labels have a label beside them."""
    found: set[int] = set()
    by_row: dict[int, list[Box]] = {}
    for box in view.boxes:
        if box.unit not in taken and box.hit and box.hit.of("field"):
            by_row.setdefault(box.top, []).append(box)
    for row, labels in by_row.items():
        right = sum(1 for box in labels if _answers(view.at(row, box.right), taken))
        under = sum(
            1
            for box in labels
            if _answers(other := view.at(box.bottom, box.left), taken)
            and other is not None
            and (other.left, other.right) == (box.left, box.right)
        )
        if under == len(labels) and right < len(labels):
            found.add(row)
    return found


def _answers(box: Box | None, taken: set[int]) -> bool:
    return box is not None and box.unit not in taken and not _is_label(box)

