"""Which forms a document holds, and which grids and paragraphs belong to each.

A title opens a form; without one, the labels do. A form goes on over the tables that follow as
long as they bring labels of its own that it has not had yet. Titles of other forms close it.
"""

from __future__ import annotations

import msgspec
import regex
from rapidfuzz import fuzz

from extractor.mapping.claims import Claims
from extractor.mapping.labels import LabelIndex, base, label_index
from extractor.mapping.view import View
from extractor.model import Document, Grid
from extractor.rulebook import Rule, RuleSet

#: The share of a rule's signs that must stand on a form without a title, under a foreign title,
#: and under its own.
_UNTITLED, _FOREIGN, _TITLED = 0.5, 0.75, 0.12
_CERTAIN_TITLE = 0.95
_MINIMUM_LABELS = 3
_TITLE_LENGTH = 60
#: Labels that a form has once; headers may be repeated where a table is broken.
_TELLING = frozenset({"field", "row", "summary"})
_ALIKE = 82.0
_TITLE_ROWS = 3
_HEADING_PARAGRAPHS = 8
#: So many paragraphs after its title or a table may still belong to a form.
_AROUND = 30
_TITLE_LIKE = regex.compile(
    r"^(?!.*[::。;;]).{2,}(?:表|书|申请单|审批单|登记册|意见)(?:[(][^()]*[)])*$"
)
_YEAR_LINE = regex.compile(r"[(]?(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})?年[^:]{0,12}[)]?")
#: What stands in and around a title without being part of it.
_NOTES = regex.compile(
    r"(?:19|20)\d\d年?度?|[(\[][^()\[\]]*[)\]]|^附件?[\d一二三四五六七八九十]*[-.:]?\d*"
    r"|[××X]{2,}|^附?表\d+(?:-\d+)?|[《》〈〉\"“”]"
)
_WIDE_GAP = regex.compile(r"\s{2,}|\t|\n")


class Region(msgspec.Struct):
    """One form of the document: its rule, its title, the units before, in and after its grids."""

    rule: Rule
    index: LabelIndex
    confidence: float
    title: str | None = None
    title_unit: int | None = None
    headings: list[int] = []
    views: list[tuple[int, View]] = []
    after: list[int] = []
    labels: set[tuple[str, str, str]] = set()
    foreign: bool = False

    @property
    def signs(self) -> float:
        """The share of the rule's signs that stand on the form."""
        if not self.index.signs:
            return 1.0 if len(self.labels) >= _MINIMUM_LABELS else 0.0
        known = {target for sign in self.index.signs for target in self._targets(sign)}
        return len(known & self.labels) / max(len(self.index.signs), 1)

    def _targets(self, sign: str) -> set[tuple[str, str, str]]:
        return {target[:3] for target in self.index.targets.get(sign, ())[:1]}


class _Title(msgspec.Struct, frozen=True):
    """A text that is the title of `rule`; of no known form if `rule` is None."""

    text: str
    rule: Rule | None
    confidence: float


class Recogniser:
    """Walks the blocks once and collects the regions of all forms."""

    def __init__(self, document: Document, rules: RuleSet, claims: Claims) -> None:
        self.document = document
        self.rules = rules
        self.claims = claims
        self.regions: list[Region] = []
        self.current: Region | None = None
        self.loose: list[tuple[int, int]] = []
        self.foreign = False
        self.since_grid = 0
        self.views: dict[tuple[int, str], View] = {}

    def run(self) -> list[Region]:
        """All regions that hold enough of their form to be one."""
        for number, block in enumerate(self.document.blocks):
            if isinstance(block, Grid):
                self.grid(number, block)
            else:
                self.paragraph(self.claims.first[number], block.content.text)
        return [region for region in self.regions if _is_enough(region)]

    def view(self, number: int, grid: Grid, rule: Rule) -> View:
        """The grid with the labels of one rule file, looked up once."""
        key = (number, rule.form)
        if key not in self.views:
            self.views[key] = View.of(grid, self.claims.first[number], label_index(rule))
        return self.views[key]

    # ------------------------------------------------------------- paragraphs

    def paragraph(self, unit: int, text: str) -> None:
        """A title opens a form; other text belongs to the form around it."""
        title = _title(text, self.rules)
        if title is not None and title.rule is not None:
            self.open(title, unit)
            return
        if title is not None:
            self.foreign = True
        self.since_grid += 1
        if self.current is None:
            self.loose.append((unit, -1))
        elif self.since_grid > _AROUND:
            return
        elif self.current.views:
            self.current.after.append(unit)
        else:
            self.current.headings.append(unit)

    def open(self, title: _Title, unit: int) -> None:
        """Begin a form at its title; a title without any table before (a contents page) is void."""
        assert title.rule is not None  # noqa: S101  # only called for known forms
        before = [known for known, grid in self.loose[-2:] if grid < 0]
        if self.current is not None:
            before = self.current.after[-2:] if self.current.views else []
            if not self.current.views:
                self.regions.remove(self.current)
        self.current = Region(
            title.rule,
            label_index(title.rule),
            title.confidence,
            title.text,
            unit,
            headings=[known for known in before if self.is_heading(known)],
        )
        self.regions.append(self.current)
        self.loose = []
        self.since_grid = 0
        self.foreign = False

    def is_heading(self, unit: int) -> bool:
        """A short line before the title, such as `（2022年度）`."""
        return _YEAR_LINE.fullmatch(base(self.claims.units[unit].content.text)) is not None

    # ------------------------------------------------------------------ grids

    def grid(self, number: int, grid: Grid) -> None:
        """Give a grid to the form it belongs to, if any."""
        self.since_grid = 0
        title = self.title_in(number, grid)
        if title is not None and title[0].rule is not None:
            own = self.view(number, grid, title[0].rule)
            if self.current is None or self.current.views or self.current.rule != title[0].rule:
                self.open(*title)
            elif self.current.title_unit is not None:
                self.current.headings.append(title[1])
            self.join(number, own)
            return
        if title is not None:
            self.foreign = True
        if self.current is not None and self.continues(number, grid):
            return
        best = self.best(number, grid)
        if best is None:
            self.loose.append((self.claims.first[number], number))
            return
        self.open_untitled(*best, number)

    def title_in(self, number: int, grid: Grid) -> tuple[_Title, int] | None:
        """A title in the first rows of a grid, in a cell of its own."""
        for index, cell in enumerate(grid.cells):
            if cell.row >= _TITLE_ROWS:
                break
            for line in cell.content.text.split("\n")[:6]:
                wide = cell.column_span * 2 >= grid.column_count
                title = _title(line, self.rules) if wide else None
                if title is not None:
                    return title, self.claims.first[number] + index
        return None

    def continues(self, number: int, grid: Grid) -> bool:
        """Whether the grid is more of the current form, and not a second copy of it."""
        region = self.current
        if region is None:
            return False
        view = self.view(number, grid, region.rule)
        labels = _labels(view, region.index)
        if not region.views and not (self.foreign and len(labels) < _MINIMUM_LABELS):
            if len(labels) >= 2 or self.best(number, grid) is None:  # noqa: PLR2004
                self.join(number, view)
                return bool(labels)
            return False
        own = {label for label in labels if label[0] in _TELLING}
        new = own - region.labels
        if len(new) * 2 < len(own) or not labels:
            return False
        if self.foreign and len(new) < _MINIMUM_LABELS:
            return False
        best = self.best(number, grid)
        if best is not None and best[0] != region.rule and self.foreign:
            return False
        self.join(number, view)
        return True

    def join(self, number: int, view: View) -> None:
        """Make the grid part of the current form."""
        if self.current is None:
            return
        self.current.views.append((number, view))
        self.current.labels |= _labels(view, self.current.index)
        self.foreign = False

    def best(self, number: int, grid: Grid) -> tuple[Rule, View] | None:
        """The rule whose signs stand on an untitled grid, if they are enough."""
        found: list[tuple[float, int, Rule, View]] = []
        for rule in self.rules.rules.values():
            view = self.view(number, grid, rule)
            region = Region(rule, label_index(rule), 0.0, labels=_labels(view, label_index(rule)))
            if len(region.labels) >= _MINIMUM_LABELS:
                found.append((region.signs, len(region.labels), rule, view))
        if not found:
            return None
        signs, _, rule, view = max(found, key=lambda item: item[:2])
        needed = _FOREIGN if self.foreign else _UNTITLED
        return (rule, view) if signs >= needed else None

    def open_untitled(self, rule: Rule, view: View, number: int) -> None:
        """Begin a form at its labels; its first tables may already lie behind us."""
        index = label_index(rule)
        before = self.loose if self.current is None else []
        confidence = 0.7 if self.foreign else 0.8
        self.current = Region(rule, index, confidence, foreign=self.foreign)
        self.regions.append(self.current)
        for unit, block in before[-_HEADING_PARAGRAPHS:]:
            if block < 0:
                self.current.headings.append(unit)
                continue
            grid = self.document.blocks[block]
            earlier = self.view(block, grid, rule) if isinstance(grid, Grid) else None
            if earlier is not None and len(_labels(earlier, index)) >= _MINIMUM_LABELS:
                self.join(block, earlier)
        self.loose = []
        self.join(number, view)


def _labels(view: View, index: LabelIndex) -> set[tuple[str, str, str]]:
    """What the cells of a grid are labels of, values in the same cell (`标签：值`) included."""
    found: set[tuple[str, str, str]] = set()
    for box in view.boxes:
        hit = box.hit or index.find_lead(box.cell.content.text)
        if hit is not None and hit.targets[0].kind not in {"section", "end"}:
            found.add(hit.targets[0][:3])
    return found


def _is_enough(region: Region) -> bool:
    if not region.views or len(region.labels) < _MINIMUM_LABELS:
        return False
    if region.title is not None:
        return region.confidence >= _CERTAIN_TITLE or region.signs >= _TITLED
    if not _has_required(region):
        return False
    return region.signs >= (_FOREIGN if region.foreign else _UNTITLED)


def _has_required(region: Region) -> bool:
    """Without a title, a field that the form cannot be without must at least be named."""
    required = {("field", "", f.path) for f in region.rule.fields.values() if f.required}
    return not required or bool(required & region.labels)


def _title(text: str, rules: RuleSet) -> _Title | None:
    """Whether a line is the title of a known form, or looks like that of an unknown one."""
    stripped = text.strip()
    if not stripped or len(stripped) > _TITLE_LENGTH * 2:
        return None
    # A widened title has blanks between its letters, a crowded line has other things beside it.
    parts = dict.fromkeys((stripped, *_WIDE_GAP.split(stripped)))
    found = [title for part in parts if (title := _known_title(part, rules)) is not None]
    if found:
        return max(found, key=lambda title: title.confidence)
    written = base(stripped)
    if len(written) <= _TITLE_LENGTH and _TITLE_LIKE.match(written):
        return _Title(written, None, 0.0)
    return None


def _known_title(text: str, rules: RuleSet) -> _Title | None:
    written = base(text)
    if not 2 <= len(written) <= _TITLE_LENGTH or "。" in text:  # noqa: PLR2004
        return None
    best: _Title | None = None
    for rule in rules.rules.values():
        confidence = _match(written, label_index(rule).titles)
        if confidence and (best is None or confidence > best.confidence):
            best = _Title("".join(text.split()), rule, confidence)
    return best


def _match(written: str, titles: tuple[str, ...]) -> float:
    """1 for a title as the rule has it (years and notes aside), less for one that is like it."""
    core = _NOTES.sub("", written)
    if core in titles:
        return 1.0
    if not core.endswith(tuple({title[-1] for title in titles})):
        return 0.0
    if any(core.endswith(title) for title in titles):
        return 0.98
    best = max(fuzz.ratio(core, title) for title in titles)
    return round(0.9 * best / 100, 3) if best >= _ALIKE else 0.0
