"""Single fields: from a label to the cell, the part of a cell or the sentence that answers it.

Every label proposes candidates; the surest one is taken for each field, and no two fields take
the same cell unless one label stands for both (`功能科目编码及名称`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from extractor.mapping.claims import Claims
from extractor.mapping.inline import Segment, segments
from extractor.mapping.labels import Hit, LabelIndex, Target, shown
from extractor.mapping.options import Reading, Side, option_count, read_options, with_boxes
from extractor.mapping.patterns import find_pattern, pattern_unit
from extractor.mapping.view import Box, View
from extractor.model import Content, Located, Place, Unit
from extractor.rulebook import Field, Option, Rule

#: The value of a choice that is spread over cells: at most so many cells are looked through.
_MAXIMUM_OPTION_CELLS = 24
_STAMP = re.compile("\\s*[(\uff08]\\s*(?:盖\\s*章|公\\s*章|签\\s*章)\\s*[)\uff09]\\s*$")


class Span(NamedTuple):
    """A part of a unit."""

    unit: int
    start: int
    end: int


class Question(msgspec.Struct, frozen=True):
    """A label as it stands on the form. `source` tells labels apart, in reading order."""

    text: str
    source: tuple[int, int]
    spans: tuple[Span, ...]
    unit: str | None = None
    confidence: float = 1.0


class Answer(msgspec.Struct, frozen=True):
    """What stands where the value of a label is expected."""

    content: Content
    spans: tuple[Span, ...]
    place: Place


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
        self.flags = tuple(
            Option("true", field.option) for field in rule.fields.values() if field.option
        )
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
            if box.hit is not None and box.hit.of("field"):
                value = _value_box(view, box, taken, below=box.top in below)
                self.cell(view, box, box.hit, value, taken)
            elif not box.cell.content.is_blank:
                self.inline(box.unit, loose=False)
                self.leading_label(box)
        self.lone_flags(view, taken)

    def cell(self, view: View, box: Box, hit: Hit, value: Box | None, taken: set[int]) -> None:
        """The candidates of one label cell; without a value cell all its fields are blank."""
        spans = (_whole(box),)
        question = Question(hit.text, (box.unit, 0), spans, hit.unit, hit.confidence)
        for target in hit.of("field"):
            field = self.rule.fields[target.key]
            if value is None:
                self.propose(field, target, question, Answer(Content(), (), box.cell.place))
            elif field.type == "choice":
                right = box.right if value.top >= box.bottom else view.column_count
                answer = option_cells(view, value, field, taken, right)
                self.propose(field, target, question, answer)
            else:
                answer = Answer(value.cell.content, (_whole(value),), value.cell.place)
                self.propose(field, target, question, answer)

    def lone_flags(self, view: View, taken: set[int]) -> None:
        """Flags whose box stands in a cell apart from their label's: `… | □无该项内容 |`."""
        for field in self.rule.fields.values():
            if field.type != "flag" or field.path in self.candidates:
                continue
            for box in view.boxes:
                if box.hit or box.unit in taken or not box.cell.content.marks:
                    continue
                option = Option("true", field.option)
                if (
                    option_count(box.cell.content.text, (option,))
                    and len(box.cell.content.text.strip()) <= len(field.option[0]) + 4
                ):
                    target = Target("field", "", field.path, 0)
                    question = Question(field.option[0], (box.unit, 0), ())
                    answer = Answer(box.cell.content, (_whole(box),), box.cell.place)
                    self.propose(field, target, question, answer)
                    break

    def leading_label(self, box: Box) -> None:
        """A label in its value's cell without a colon: on a line of its own, or before boxes."""
        content = box.cell.content
        line = content.text.find("\n")
        first = content.marks[0].offset if content.marks else 0
        ends = (*((line,) if line > 0 else ()), *range(first, 1, -1))
        for end in ends:
            hit = self.index.find(content.text[:end])
            if hit is None:
                continue
            start, stop = _trim(content.text, end, len(content.text))
            question = Question(hit.text, (box.unit, 0), (Span(box.unit, 0, end),), hit.unit)
            answer = Answer(
                content.slice(start, stop), (Span(box.unit, start, stop),), box.cell.place
            )
            for target in hit.of("field"):
                field = self.rule.fields[target.key]
                if end == line or field.type in {"choice", "flag"}:
                    self.propose(field, target, question, answer)
            return

    # ----------------------------------------------------------- running text

    def inline(self, unit: int, *, loose: bool) -> None:
        """Candidates of the labelled parts of one text."""
        content = self.claims.units[unit].content
        for segment in segments(content, self.index, loose=loose):
            self.segment(unit, content, segment)

    def segment(self, unit: int, content: Content, segment: Segment) -> None:
        """The candidates of one `标签：值` in a text."""
        start, end = _trim(content.text, segment.value_start, segment.end)
        label = (Span(unit, segment.start, segment.value_start),)
        question = Question(segment.label, (unit, segment.start), label, segment.unit)
        answer = Answer(
            content.slice(start, end), (Span(unit, start, end),), self.claims.units[unit].place
        )
        for target in segment.targets:
            self.propose(self.rule.fields[target.key], target, question, answer)

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

    def propose(self, field: Field, target: Target, question: Question, answer: Answer) -> None:
        """Take from the answer what `field` describes: a sentence's value, options, or all."""
        if field.type == "text":
            answer = _without_stamp(answer)
        located = Located(
            field.path,
            answer.content,
            shown(question.text),
            question.confidence,
            answer.place,
            Unit(question.unit, "header") if question.unit else None,
        )
        spans = answer.spans
        side: Side | None = None
        if field.pattern and not field.find_in and not _is_own_label(field, target):
            part = self.part(field, with_boxes(answer.content, self.flags))
            located = msgspec.structs.replace(located, content=part or Content())
            spans = spans if part else ()
        elif field.type in {"choice", "flag"}:
            options = field.options or (Option("true", field.option),)
            if field.type == "flag" and not option_count(answer.content.text, options):
                return
            reading = read_options(answer.content, options, overrides=self.rule.marks)
            located, side = _read(located, reading)
        candidate = Candidate(located, target.rank, question.source, spans, question.spans, side)
        self.candidates.setdefault(field.path, []).append(candidate)

    def part(self, field: Field, content: Content) -> Content | None:
        """The part of a sentence that the field's pattern asks for."""
        pattern = field.pattern or ""
        stops = tuple(stop for stop in self.stops if not pattern.startswith(stop))
        span = find_pattern(content, pattern, field.type, stops)
        return None if span is None else content.slice(*_trim(content.text, *span))

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
                located.content, field.options, overrides=self.rule.marks, preferred=side
            )
            candidate.located, candidate.side = _read(located, reading)


def option_cells(view: View, value: Box, field: Field, taken: set[int], right: int) -> Answer:
    """The cells over which the options of a choice are spread, joined by tabs.

    Only where the first of them does not hold a group by itself, and only up to column `right`.
    """
    cells = [value]
    column = value.right
    grouped = option_count(value.cell.content.text, field.options) > 1
    while not grouped and len(cells) < _MAXIMUM_OPTION_CELLS and column < right:
        box = view.at(value.top, column)
        if box is None or box.hit or box.unit in taken or box.top != value.top:
            break
        if not _belongs_to_options(box.cell.content, field.options):
            break
        cells.append(box)
        column = box.right
    while len(cells) > 1 and cells[-1].cell.content.is_blank:
        cells.pop()
    content = value.cell.content
    if len(cells) > 1:
        content = _join([box.cell.content for box in cells])
    return Answer(content, tuple(map(_whole, cells)), value.cell.place)


def _without_stamp(answer: Answer) -> Answer:
    """A unit's name without the note where its seal goes."""
    match = _STAMP.search(answer.content.text)
    if match is None or len(answer.spans) > 1:
        return answer
    return msgspec.structs.replace(answer, content=answer.content.slice(0, match.start()))


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
    if first is not under or below:
        return first
    # Only what no label of its own row leads to can belong to the label above it.
    beside = view.at(under.top, under.left - 1)
    is_answer = beside is not None and beside.hit is not None and bool(beside.hit.of("field"))
    if is_answer or (right is not None and not _is_label(right)):
        return None
    return under


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
