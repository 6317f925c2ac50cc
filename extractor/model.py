"""The types that flow between the stages: they are the architecture.

    Source → parsers → Document → mapping → Located → normalize → Record → audit → Extraction

Every type is frozen. Coordinates count from 0 and refer to the grid with merged cells at their
origin; pages count from 1; boxes are in points from the top left of the page as displayed.
Numbers are `Decimal`: no float ever touches a reported number.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import msgspec

MarkState = Literal["checked", "unchecked", "unclear"]
BlockKind = Literal["body", "text_box", "header", "footer", "note"]
FieldStatus = Literal["found", "blank", "absent", "unreadable"]
Language = Literal["zh", "en"]
Severity = Literal["error", "warning", "info"]
ExtractionStatus = Literal["ok", "unrecognised", "failed"]
Doubt = Literal[
    "not_a_value", "several_ticked", "none_ticked", "unclear_mark", "stray_mark", "bare_rate"
]

#: How a number in a text is meant: 不低于 is ≥, 约 is ≈.
Comparator = Literal["=", "≥", ">", "≤", "<", "≈"]

#: How a mark of any encoding is shown wherever a cell's text appears.
SHOWN: dict[MarkState, str] = {"checked": "☑", "unchecked": "□", "unclear": "⍰"}


class Struct(msgspec.Struct, frozen=True, gc=False):
    """Base of the leaf types: frozen, compared by value, not tracked by the garbage collector."""


# ---------------------------------------------------------------------------------- input


class Source(Struct, frozen=True):
    """Where the bytes came from. `format` is what the content says, never the file's ending."""

    name: str
    path: str
    sha256: str
    size: int
    format: str | None = None


class Limits(Struct, frozen=True):
    """What one file may cost. A limit that is met ends in `too_large`, which names it."""

    file_bytes: int = 256 * 2**20
    member_bytes: int = 32 * 2**20
    container_bytes: int = 256 * 2**20
    container_members: int = 2_000
    xml_depth: int = 256
    table_depth: int = 200
    grid_cells: int = 1_000_000
    pdf_pages: int = 2_000
    pdf_objects: int = 200_000
    pdf_memory: int = 2**29
    pdf_seconds: float = 30.0


# ------------------------------------------------------------------------------- document


class Place(Struct, frozen=True):
    """Where something stands: in a cell of a table, or in a paragraph outside all tables."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: tuple[float, float, float, float] | None = None
    paragraph: int | None = None


class Mark(Struct, frozen=True):
    """A checkbox of any encoding, at `offset` in its content's text (one character there).

    `written` is what the file shows in its place: the characters a person would have typed or
    seen (`√□`, `☒`, a letter of a symbol font); text fields are given back as written.
    """

    offset: int
    state: MarkState
    encoding: str
    written: str


class Content(Struct, frozen=True):
    """Text and marks in reading order: `text` shows each mark as one of ☑ □ ⍰."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Nothing is written here: no visible character and no mark."""
        return not self.marks and not self.text.strip()

    def written(self) -> str:
        """The text with every mark as the file has it."""
        if not self.marks:
            return self.text
        parts: list[str] = []
        position = 0
        for mark in self.marks:
            parts += (self.text[position : mark.offset], mark.written)
            position = mark.offset + 1
        return "".join((*parts, self.text[position:]))

    def slice(self, start: int, end: int) -> Content:
        """The part from `start` up to `end`, its marks' offsets counted from `start`."""
        if not self.marks:
            return Content(self.text[start:end])
        return Content(
            self.text[start:end],
            tuple(
                Mark(mark.offset - start, mark.state, mark.encoding, mark.written)
                for mark in self.marks
                if start <= mark.offset < end
            ),
        )


class Cell(Struct, frozen=True):
    """An origin cell: it covers `row_span` x `column_span` slots of its grid."""

    row: int
    column: int
    row_span: int
    column_span: int
    content: Content
    place: Place


class Grid(msgspec.Struct, frozen=True, dict=True):
    """An exact table. Every slot belongs to at most one origin cell.

    `slots[row][column]` is an index into `cells` (origin cells in reading order), or -1 where
    the table has no cell (before gridBefore, after gridAfter). A slot is covered when its cell's
    origin is elsewhere. `parent` is the place of the cell that holds a nested table. `confidence`
    is below 1 where the table was told by the alignment of its text alone.
    """

    index: int
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    slots: tuple[tuple[int, ...], ...]
    parent: Place | None = None
    confidence: float = 1.0

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that owns the slot, whether the slot is its origin or covered by it."""
        index = self.slots[row][column]
        return None if index < 0 else self.cells[index]

    def is_origin(self, row: int, column: int) -> bool:
        """Whether a cell begins in this slot; false for covered slots and for gaps."""
        cell = self.at(row, column)
        return cell is not None and (cell.row, cell.column) == (row, column)


class Paragraph(Struct, frozen=True):
    """Text outside all tables. `kind` tells body text from text boxes, headers and footers."""

    content: Content
    place: Place
    kind: BlockKind = "body"


class Document(msgspec.Struct, frozen=True):
    """What a parser saw: the body in reading order, and what stands in the margins.

    `margins` (headers, footers, notes) take no part in recognition as values; nested tables
    follow their outer table in `blocks`.
    """

    source: Source
    blocks: tuple[Paragraph | Grid, ...]
    margins: tuple[Paragraph, ...] = ()


# -------------------------------------------------------------------------------- located


class OptionReading(Struct, frozen=True):
    """What the marks of one group say of one option; `state` None: the option has no mark."""

    code: str
    state: MarkState | None


class Unit(Struct, frozen=True):
    """A unit that counts for a value: written in its header, its table, a note, or the rule."""

    text: str
    origin: Literal["cell", "header", "table", "note", "rule"]


class Located(Struct, frozen=True):
    """One field of one form, found or not: what stands in its place, untouched.

    `content` is None when the label is not on the form. `options` is set for choices and flags;
    `stray` says that a mark in the group belongs to no option. `label_places` are the cells that
    lead to the value: one label, or a row's and its column's.
    """

    path: str
    content: Content | None = None
    label: str | None = None
    confidence: float = 1.0
    place: Place | None = None
    unit: Unit | None = None
    options: tuple[OptionReading, ...] = ()
    stray: bool = False
    label_places: tuple[Place, ...] = ()


class Leftover(Struct, frozen=True):
    """A non-empty cell or paragraph that no field claimed, with its label where one can be told.

    `span` is the part of the content's text that it stands in, from its label on where that stands
    in the same text; `label_place` is set where the label has a cell of its own.
    """

    text: str
    place: Place
    label: str | None = None
    span: tuple[int, int] | None = None
    label_place: Place | None = None


class Mapped(msgspec.Struct, frozen=True):
    """All forms of a document, and everything in it that none of them claimed."""

    forms: tuple[LocatedForm, ...]
    unmapped: tuple[Leftover, ...]


class LocatedForm(msgspec.Struct, frozen=True):
    """One form of the document: its rule file's name, and every field of that rule file."""

    form: str
    title: str | None
    confidence: float
    fields: dict[str, Located]


# --------------------------------------------------------------------------------- record


class Value(Struct, frozen=True):
    """A typed value and how it was written.

    `doubt` says why a value is unreadable or only a hypothesis; the audit makes findings of it:
    `not_a_value` (something is written that is not of the type), `several_ticked`,
    `none_ticked`, `unclear_mark`, `stray_mark` (a tick that belongs to no option),
    `bare_rate` (a bare 1 beside percents, read as 100 %).

    `value` is the contract's string (yuan, fractions, ISO dates, option codes) or None.
    `number` is the same, exact, for money, rates and numbers; `shown` the number as the form
    writes it, in the form's own unit and without the unit ("4.16", "2.72%"); `typed` the same in
    the characters of the cell, in half width, with its separators and with the unit that stands
    in the cell itself ("1,530,000.00", "12.35万元", "10分"); `scale` what one of
    the form's units is worth (10000 for 万元, 0.01 for a percent); `decimals` the digits typed
    after the point; `half_width` half a unit of the last digit typed, in the value's own unit.
    """

    path: str
    type: str
    status: FieldStatus
    value: str | None = None
    raw: str | None = None
    number: Decimal | None = None
    shown: str | None = None
    typed: str | None = None
    scale: Decimal | None = None
    decimals: int | None = None
    half_width: Decimal | None = None
    unit: str | None = None
    raw_unit: str | None = None
    label: str | None = None
    confidence: float = 1.0
    place: Place | None = None
    doubt: Doubt | None = None


class Record(msgspec.Struct, frozen=True):
    """All values of one form by path, in the order of the rule file."""

    form: str
    values: dict[str, Value]


class Quantity(Struct, frozen=True):
    """A number with its unit that stands in a long text, and what it counts.

    `name` is what is counted (接入率, 支出), None where the text does not say. `value` is exact
    and in the contract's units: yuan (`unit` "CNY"), fractions ("ratio"), else as counted, with
    the unit as written (人次, 公里, 百分点). `upper` is the other end of a range, 3至5. `change`
    tells a rise or fall (增长5%) from a level. `raw` and `raw_unit` are as written, `half_width`
    is half a unit of the last digit, in the value's own unit. `sentence` is the text around it,
    `path` and `place` the field's; it stands at `start` up to `end` of the field's value.
    """

    name: str | None
    comparator: Comparator
    value: Decimal
    unit: str | None
    raw: str
    half_width: Decimal
    sentence: str
    path: str
    start: int
    end: int
    upper: Decimal | None = None
    raw_unit: str | None = None
    change: bool = False
    place: Place | None = None


class Suggestion(Struct, frozen=True):
    """The value that the other cells of the form call for, and how it would have been typed."""

    field: str
    value: str
    text: str | None = None


class Alternative(Struct, frozen=True):
    """One of several ways to make a contradiction disappear, best first.

    `texts` are the values as they would have been typed into the cells.
    """

    fields: tuple[str, ...]
    values: tuple[str, ...]
    cause: str | None = None
    texts: tuple[str, ...] = ()


class Evidence(Struct, frozen=True):
    """One field that a finding speaks of: where it stands, and what is written there.

    `raw` is None where nothing is written, and for personal fields: what a person's finding says
    beyond its message is not repeated.
    """

    field: str
    label: str | None = None
    raw: str | None = None
    place: Place | None = None


class Finding(msgspec.Struct, frozen=True):
    """One contradiction, doubt or note; the contract's `One finding`, key for key."""

    check: str
    kind: str
    severity: Severity
    message: str
    also: tuple[str, ...] = ()
    formula: str | None = None
    reported: str | None = None
    expected: str | None = None
    low: str | None = None
    high: str | None = None
    fields: tuple[str, ...] = ()
    suspect: str | None = None
    cause: str | None = None
    suggestion: Suggestion | None = None
    alternatives: tuple[Alternative, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class CheckCounts(Struct, frozen=True):
    """How the checks of a form ended. An unchecked check never reads as passed."""

    passed: int = 0
    failed: int = 0
    not_applicable: int = 0
    unchecked: int = 0


class Unchecked(Struct, frozen=True):
    """Checks that could not be run for one reason: a code, and the same in words.

    `checks` are their computed fields, `cells` the fields that the reason speaks of, `names` those
    fields in words, shortened.
    """

    reason: str
    text: str
    checks: tuple[str, ...]
    cells: tuple[str, ...] = ()
    names: str = ""


class RuleReference(Struct, frozen=True):
    """Which rule file read the form."""

    file: str
    sha256: str


class Form(msgspec.Struct, frozen=True):
    """One recognised form with its values and findings."""

    form: str
    rule: RuleReference
    title: str | None
    confidence: float
    fields: dict[str, Value]
    findings: tuple[Finding, ...]
    checks: CheckCounts
    quantities: tuple[Quantity, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def record(self) -> dict[str, Any]:
        """The values alone, nested by path; a list's rows are a list."""
        return nest({path: value.value for path, value in self.fields.items()})


class Failure(Struct, frozen=True):
    """Why a file could not be read: one of the contract's error codes, and one line."""

    code: str
    message: str


class Extraction(msgspec.Struct, frozen=True):
    """All that is known of one file."""

    source: Source
    status: ExtractionStatus
    error: Failure | None = None
    forms: tuple[Form, ...] = ()
    unmapped: tuple[Leftover, ...] = ()


def nest(flat: dict[str, str | None]) -> dict[str, Any]:
    """`{"a.b": 1}` → `{"a": {"b": 1}}`; numbered segments become a list in their order."""
    root: dict[str, Any] = {}
    for path, value in flat.items():
        *parents, last = path.split(".")
        node = root
        for parent in parents:
            node = node.setdefault(parent, {})
        node[last] = value
    return {key: _lists(node) for key, node in root.items()}


def _lists(node: Any) -> Any:  # noqa: ANN401  # a tree of dicts, lists and texts
    if not isinstance(node, dict):
        return node
    inner = {key: _lists(value) for key, value in node.items()}
    return list(inner.values()) if inner and all(key.isdigit() for key in inner) else inner
