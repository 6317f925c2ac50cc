"""Single fields: from a label to the cell, the part of a cell or the sentence that answers it.

Every label proposes candidates; the surest one is taken for each field, and no two fields take
the same cell unless one label stands for both (`功能科目编码及名称`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from extractor.mapping.claims import Claims
from extractor.mapping.inline import Segment, segments
from extractor.mapping.labels import (
    MAXIMUM_LABEL,
    MONEY_UNITS,
    Hit,
    LabelIndex,
    Target,
    base,
    shown,
    unit_in,
)
from extractor.mapping.neighbours import answers, has_gaps, rows_with_values_below
from extractor.mapping.options import Reading, Side, option_count, read_options, with_boxes
from extractor.mapping.patterns import find_pattern, pattern_unit
from extractor.mapping.spread import Answer, Span, join, option_cells, under_headers, whole
from extractor.mapping.view import Box, View
from extractor.model import Content, Located, Unit
from extractor.rulebook import Field, Option, Rule

#: How many characters a box and blanks may add to an option's label.
_BESIDE_A_BOX = 4
_DIGITS = frozenset({"code", "phone"})
_STAMP = re.compile("\\s*[(\uff08]\\s*(?:盖\\s*章|公\\s*章|签\\s*章)\\s*[)\uff09]\\s*$")


class Question(msgspec.Struct, frozen=True):
    """A label as it stands on the form. `source` tells labels apart, in reading order."""

    text: str
    source: tuple[int, int]
    spans: tuple[Span, ...]
    unit: str | None = None
    confidence: float = 1.0
    running: bool = False


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
        #: Cells of this form's own tables: a form inside a layout cell is no value of it.
        self.labelled: set[int] = set()
        self.skips_gaps = False
        self.flags = tuple(
            Option("true", field.option) for field in rule.fields.values() if field.option
        )
        self.openings = tuple(
            field.pattern.partition("{}")[0] for field in rule.fields.values() if field.pattern
        )
        #: Where the value of a sentence ends: at the next one's words, or at a box's.
        self.stops = (
            *self.openings,
            *(label for option in self.flags for label in option.labels),
        )

    # ------------------------------------------------------------------ cells

    def view(self, view: View, taken: set[int]) -> None:
        """Candidates of every label cell of a grid; `taken` cells belong to tables and lists."""
        below = rows_with_values_below(view, taken)
        labels = [box for box in view.boxes if box.hit and box.hit.of("field")]
        found: dict[int, Box | None] = {}
        self.skips_gaps = has_gaps(view, labels, taken)
        for box in labels:
            if box.unit not in taken:
                found[box.unit] = self.value_box(view, box, taken, below=box.top in below)
        values = {box.unit for box in found.values() if box is not None}
        for box in view.boxes:
            if box.unit in taken or box.cell.content.is_blank:
                continue
            if box.hit is not None and box.unit in found:
                self.cell(view, box, box.hit, found[box.unit], taken)
            elif box.unit not in values:
                self.inline(box.unit, loose=False)
                self.leading_label(box)
        self.lone_flags(view, taken)

    def value_box(self, view: View, label: Box, taken: set[int], *, below: bool) -> Box | None:
        """The cell that answers a label: to its right, or below it where the row is a header."""
        right, under = view.at(label.top, label.right), view.at(label.bottom, label.left)
        if below:
            right, under = under, right
        if self.skips_gaps and right is not None and right.cell.content.is_blank:
            right = view.at(label.top, right.right) or right
        if answers(right, taken) and right is not None and not self.is_labelled(right):
            return right
        if not answers(under, taken) or under is None or self.is_labelled(under):
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
        spans = (whole(box),)
        question = Question(hit.text, (box.unit, 0), spans, hit.unit, hit.confidence)
        for target in hit.of("field"):
            field = self.rule.fields[target.key]
            if value is None:
                self.propose(field, target, question, Answer(Content(), (), box.cell.place))
                continue
            cell = self.shared_cell(view, value, field, hit, taken)
            answer = self.answer_in(cell)
            asked = question
            if field.type == "choice":
                answer = self.option_answer(view, box, value, field, taken)
            elif field.type == "money":
                asked = _with_side_unit(view, _with_unit_cell(view, question, cell, taken), box)
            self.propose(field, target, asked, answer)

    def answer_in(self, cell: Box) -> Answer:
        """What a cell says: its own text, and that of tables drawn inside it."""
        content, place = cell.cell.content, cell.cell.place
        inner = [unit for unit in self.claims.inner(cell.unit) if unit not in self.labelled]
        filled = [unit for unit in inner if not self.claims.units[unit].content.is_blank]
        if not filled or len(inner) != len(self.claims.inner(cell.unit)):
            return Answer(content, (whole(cell),), place)
        parts = [self.claims.units[unit].content for unit in filled]
        spans = [Span(unit, 0, len(part.text)) for unit, part in zip(filled, parts, strict=True)]
        own = [] if content.is_blank else [content]
        return Answer(join([*own, *parts], "\n"), (whole(cell), *spans), place)

    def shared_cell(self, view: View, value: Box, field: Field, hit: Hit, taken: set[int]) -> Box:
        """A label for two fields over two cells: the digits are in one, the words in the other."""
        beside = view.at(value.top, value.right)
        types = {self.rule.fields[target.key].type for target in hit.of("field")}
        if len(types) < 2 or not types & _DIGITS or not answers(beside, taken):  # noqa: PLR2004
            return value
        if beside is None or beside.cell.content.is_blank or beside.cell.content.marks:
            return value
        has_digits = any(char.isdigit() for char in value.cell.content.text)
        return value if has_digits == (field.type in _DIGITS) else beside

    def option_answer(
        self, view: View, label: Box, value: Box, field: Field, taken: set[int]
    ) -> Answer:
        """The cells in which a choice's options stand: one, several, or under their header."""
        under_header = under_headers(view, label, field)
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
        content = join([answer.content, *(box.cell.content for box in rows)], "\n")
        return Answer(content, (*answer.spans, *map(whole, rows)), answer.place)

    def lone_flags(self, view: View, taken: set[int]) -> None:
        """Flags whose box stands in a cell apart from their label's: `… | □无该项内容 |`."""
        for field in self.rule.fields.values():
            if field.type != "flag" or field.path in self.candidates:
                continue
            for box in view.boxes:
                if box.hit or box.unit in taken or not box.cell.content.marks:
                    continue
                content, option = box.cell.content, Option("true", field.option)
                alone = len(content.text.strip()) <= len(field.option[0]) + _BESIDE_A_BOX
                if not option_count(content.text, (option,)):
                    continue
                if alone or self.holds_sentence(content.text):
                    # Only the box is taken: the amounts of the sentence stand in the same cell.
                    start = content.marks[0].offset
                    spans = (Span(box.unit, start, len(content.text)),)
                    question = Question(field.option[0], (box.unit, start), spans)
                    answer = Answer(content, (), box.cell.place)
                    self.propose(field, Target("field", "", field.path, 0), question, answer)
                    break

    def holds_sentence(self, text: str) -> bool:
        """Whether the fields of a sentence stand in this text."""
        return any(opening and opening in text for opening in self.openings)

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
            next_label = self.index.find_lead(content.text[start:stop])
            if next_label is not None and next_label.of("field"):
                return  # nothing is filled in before the next label
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
            if part is None and not answer.content.is_blank:
                return  # the words of the sentence are not on this form
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


def _with_unit_cell(view: View, question: Question, value: Box, taken: set[int]) -> Question:
    """The unit in a cell of its own behind the amount: `15300 | 元`."""
    beside = view.at(value.top, value.right)
    if beside is None or beside.unit in taken or beside.hit:
        return question
    unit = base(beside.cell.content.text)
    if re.fullmatch(MONEY_UNITS, unit) is None:
        return question
    spans = (*question.spans, whole(beside))
    return msgspec.structs.replace(question, unit=unit, spans=spans)


def _with_side_unit(view: View, question: Question, label: Box) -> Question:
    """The unit of a label that is merged over several rows: `项目资金（元）| 资金总额 | …`."""
    if question.unit is not None:
        return question
    for box in view.row(label.top):
        if box.right > label.left:
            break
        unit = (
            unit_in(box.cell.content.text) if len(box.cell.content.text) <= MAXIMUM_LABEL else None
        )
        if unit is not None and unit != "%" and box.bottom - box.top > 1:
            return msgspec.structs.replace(question, unit=unit)
    return question


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


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" \t\n\u3000\xa0_")), start + len(
        part.rstrip(" \t\n\u3000\xa0_,\uff0c;\uff1b")
    )
