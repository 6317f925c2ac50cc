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
from extractor.mapping.labels import MONEY_UNITS, Hit, LabelIndex, Target, base, shown
from extractor.mapping.options import Reading, Side, option_count, read_options, with_boxes
from extractor.mapping.patterns import find_pattern, pattern_unit
from extractor.mapping.view import Box, View
from extractor.model import Content, Located, Place, Unit
from extractor.rulebook import Field, Option, Rule

#: The value of a choice that is spread over cells: at most so many cells are looked through.
_MAXIMUM_OPTION_CELLS = 24
#: How many characters a box and blanks may add to an option's label.
_BESIDE_A_BOX = 4
_DIGITS = frozenset({"code", "phone"})
#: How a label ends, by custom: a cell so worded beside a label is a label of another form's.
_NAMES = re.compile(
    "(?:名称|编号|编码|代码|单位|部门|级别|类别|类型|属性|性质|日期|时间|年度|金额|预算|负责人|电话|地址)$"
)
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
    running: bool = False


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
    running: bool = False

    @property
    def order(self) -> tuple[bool, float, int, bool, bool, tuple[int, int]]:
        """With a place before without, sure before unsure, customary wording first, first first.

        A filled cell answers for a blank one of the same label, running text (a note on how to
        fill the form in) does not.
        """
        located = self.located
        blank = located.content is None or located.content.is_blank
        return (not self.value, -located.confidence, self.rank, self.running, blank, self.source)


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
        labels = [box for box in view.boxes if box.hit and box.hit.of("field")]
        answers: dict[int, Box | None] = {}
        for box in labels:
            if box.unit not in taken:
                answers[box.unit] = self.value_box(view, box, taken, below=box.top in below)
        values = {box.unit for box in answers.values() if box is not None}
        for box in view.boxes:
            if box.unit in taken or box.cell.content.is_blank:
                continue
            if box.hit is not None and box.unit in answers:
                self.cell(view, box, box.hit, answers[box.unit], taken)
            elif box.unit not in values:
                self.inline(box.unit, loose=False)
                self.leading_label(box)
        self.lone_flags(view, taken)

    def value_box(self, view: View, label: Box, taken: set[int], *, below: bool) -> Box | None:
        """The cell that answers a label: to its right, or below it where the row is a header."""
        right, under = view.at(label.top, label.right), view.at(label.bottom, label.left)
        if below:
            right, under = under, right
        if _answers(right, taken) and right is not None and not self.is_labelled(right):
            return right
        if not _answers(under, taken) or under is None or self.is_labelled(under):
            return None
        # Only what no label of its own row leads to can belong to the label above it.
        beside = view.at(under.top, under.left - 1)
        is_answer = beside is not None and beside.hit is not None and bool(beside.hit.of("field"))
        return None if is_answer else under

    def is_labelled(self, box: Box) -> bool:
        """The cell begins with a label of its own: `产出成果：很好`."""
        hit = self.index.find_lead(box.cell.content.text)
        return hit is not None and bool(hit.of("field"))

    def cell(self, view: View, box: Box, hit: Hit, value: Box | None, taken: set[int]) -> None:
        """The candidates of one label cell; without a value cell all its fields are blank."""
        spans = (_whole(box),)
        question = Question(hit.text, (box.unit, 0), spans, hit.unit, hit.confidence)
        for target in hit.of("field"):
            field = self.rule.fields[target.key]
            if value is None:
                self.propose(field, target, question, Answer(Content(), (), box.cell.place))
                continue
            cell = self.shared_cell(view, value, field, hit, taken)
            answer = Answer(cell.cell.content, (_whole(cell),), cell.cell.place)
            asked = question
            if field.type == "choice":
                answer = self.option_answer(view, box, value, field, taken)
            elif field.type == "money":
                asked = _with_unit_cell(view, question, cell, taken)
            self.propose(field, target, asked, answer)

    def shared_cell(self, view: View, value: Box, field: Field, hit: Hit, taken: set[int]) -> Box:
        """A label for two fields over two cells: the digits are in one, the words in the other."""
        beside = view.at(value.top, value.right)
        types = {self.rule.fields[target.key].type for target in hit.of("field")}
        if len(types) < 2 or not types & _DIGITS or not _answers(beside, taken):  # noqa: PLR2004
            return value
        if beside is None or beside.cell.content.is_blank or beside.cell.content.marks:
            return value
        has_digits = any(char.isdigit() for char in value.cell.content.text)
        return value if has_digits == (field.type in _DIGITS) else beside

    def option_answer(
        self, view: View, label: Box, value: Box, field: Field, taken: set[int]
    ) -> Answer:
        """The cells in which a choice's options stand: one, several, or under their header."""
        under_header = _matrix(view, label, field)
        if under_header is not None:
            return under_header
        right = label.right if value.top >= label.bottom else view.column_count
        answer = option_cells(view, value, field, taken, right)
        rows = [
            box
            for row in range(value.bottom, label.bottom)
            if (box := view.at(row, value.left)) is not None and box.top == row and not box.hit
        ]
        if not rows:
            return answer
        content = _join([answer.content, *(box.cell.content for box in rows)], "\n")
        return Answer(content, (*answer.spans, *map(_whole, rows)), answer.place)

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

    def holds_sentence(self, text: str) -> bool:
        """Whether the fields of a sentence stand in this text."""
        return any(stop and stop in text for stop in self.stops)

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
            self.segment(unit, content, segment, running=loose)

    def segment(self, unit: int, content: Content, segment: Segment, *, running: bool) -> None:
        """The candidates of one `标签：值` in a text."""
        start, end = _trim(content.text, segment.value_start, segment.end)
        label = (Span(unit, segment.start, segment.value_start),)
        question = Question(
            segment.label, (unit, segment.start), label, segment.unit, running=running
        )
        value = content.slice(start, end)
        answer = Answer(value, (Span(unit, start, end),), self.claims.units[unit].place)
        for target in segment.targets:
            field = self.rule.fields[target.key]
            if field.type in {"choice", "flag", "text"} or not value.marks:
                self.propose(field, target, question, answer)
                continue
            # A number ends where the next box begins: `实际采购金额：10万元；☑无该项内容`.
            first, last = _trim(content.text, start, start + value.marks[0].offset)
            part = Answer(content.slice(first, last), (Span(unit, first, last),), answer.place)
            self.propose(field, target, question, part)

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
        candidate = Candidate(
            located, target.rank, question.source, spans, question.spans, side, question.running
        )
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
    while len(cells) > 2 and all(box.cell.content.is_blank for box in cells[-2:]):  # noqa: PLR2004
        cells.pop()
    content = value.cell.content
    if len(cells) > 1:
        content = _join([box.cell.content for box in cells])
    return Answer(content, tuple(map(_whole, cells)), value.cell.place)


def _with_unit_cell(view: View, question: Question, value: Box, taken: set[int]) -> Question:
    """The unit in a cell of its own behind the amount: `15300 | 元`."""
    beside = view.at(value.top, value.right)
    if beside is None or beside.unit in taken or beside.hit:
        return question
    unit = base(beside.cell.content.text)
    if re.fullmatch(MONEY_UNITS, unit) is None:
        return question
    spans = (*question.spans, _whole(beside))
    return msgspec.structs.replace(question, unit=unit, spans=spans)


def _matrix(view: View, label: Box, field: Field) -> Answer | None:
    """Ticks in columns whose headers are the options: each tick read beside its option."""
    columns: list[tuple[Box, Box]] = []
    for box in view.row(label.top, label.right):
        if box.hit or option_count(box.cell.content.text, field.options):
            break
        header = _option_above(view, box, field)
        if header is None:
            break
        columns.append((box, header))
    if len(columns) < 2:  # noqa: PLR2004
        return None
    content = _join(
        [part for box, header in columns for part in (box.cell.content, header.cell.content)]
    )
    return Answer(content, tuple(_whole(box) for box, _ in columns), columns[0][0].cell.place)


def _option_above(view: View, box: Box, field: Field) -> Box | None:
    for row in range(box.top - 1, -1, -1):
        above = view.at(row, box.left)
        if above is None:
            return None
        text = base(above.cell.content.text)
        if any(text == base(label) for option in field.options for label in option.labels):
            return above
        if above.hit or (above.cell.content.text.strip() and not above.cell.content.marks):
            return None
    return None


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


def _join(contents: list[Content], separator: str = "\t") -> Content:
    text, marks = "", []
    for number, content in enumerate(contents):
        text += separator if number else ""
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
        if under != len(labels):
            continue
        if right < len(labels) or all(_is_named(view, box) for box in labels):
            found.add(row)
    return found


def _answers(box: Box | None, taken: set[int]) -> bool:
    return box is not None and box.unit not in taken and not _is_label(box)


def _is_named(view: View, label: Box) -> bool:
    """Beside the label stands what is worded like a label, below it something else."""
    right, under = view.at(label.top, label.right), view.at(label.bottom, label.left)
    return (right is None or _NAMES.search(base(right.cell.content.text)) is not None) and (
        under is None or _NAMES.search(base(under.cell.content.text)) is None
    )
