"""One document → its forms, each field in its place, and everything that no field claimed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import regex

from extractor.mapping.claims import Claims
from extractor.mapping.labels import MONEY_UNITS, Hit, LabelIndex, base
from extractor.mapping.lists import Header as ListHeader
from extractor.mapping.lists import locate_list
from extractor.mapping.recognise import Recogniser, Region
from extractor.mapping.scalars import ScalarSearch
from extractor.mapping.similarity import is_label_like, similar_labels
from extractor.mapping.tables import Header, locate_table
from extractor.mapping.view import View
from extractor.model import Document, Grid, Located, LocatedForm, Mapped, Unit
from extractor.rulebook import Field, Rule, RuleSet

#: A `单位` that a word stands before (填报单位) is no unit of money.
_NOTE = regex.compile(
    rf"(?<!\p{{Han}})(?:(?:金额|计量|货币)\s*)?单\s*位\s*[:\uff1a]\s*(?:人民币)?\s*"
    rf"(?P<unit>{MONEY_UNITS})(?!\p{{Han}})"
)
#: From here on a paragraph tells how to fill the form in.
_EXPLANATION = regex.compile(
    r"\s*(?:(?:填\s*[报表写]|编\s*制|有\s*关)?\s*说\s*明|(?:备\s*)?注)\s*(?:[:\uff1a]|$)"
)
_HEADING_ROWS = 3
#: A table of so few rows may be a piece of a form that was cut into its rows.
_PIECE_ROWS = 3
#: A longer text that speaks of a unit is prose.
_NOTE_LENGTH = 120


def locate(document: Document, rules: RuleSet) -> Mapped:
    """Find every form and every field of it.

    Each non-empty cell and each mark of the document ends in a field or in `unmapped`;
    `ConservationError` is raised where that does not hold.
    """
    claims = Claims(document)
    forms = tuple(
        _FormSearch(region, claims).run() for region in Recogniser(document, rules, claims).run()
    )
    grids = {n: block for n, block in enumerate(document.blocks) if isinstance(block, Grid)}
    return Mapped(forms, claims.leftovers(grids))


class _FormSearch:
    """Locates all fields of one region."""

    def __init__(self, region: Region, claims: Claims) -> None:
        self.region = region
        self.rule: Rule = region.rule
        self.index: LabelIndex = region.index
        self.claims = claims
        grids = (view.grid for _, view in region.views)
        self.unsure = {grid.index: grid.confidence for grid in grids if grid.confidence < 1}

    def run(self) -> LocatedForm:
        notes = self.unit_notes()
        views = _whole([view for _, view in self.region.views])
        found = self.solve(views)
        hits = self.similar(views, found)
        if hits:
            views = [view.with_hits(hits) for view in views]
            found = self.solve(views)
        claimed, fields, search = found
        for unit in claimed:
            self.claims.claim(unit)
        fields.update(search.choose())
        self.claim_headings(views)
        return LocatedForm(
            self.rule.form,
            self.region.title,
            self.region.confidence,
            {
                path: self.less_sure(self.with_note(located, notes))
                for path, located in self.in_order(fields)
            },
        )

    def solve(self, views: list[View]) -> tuple[set[int], dict[str, Located], ScalarSearch]:
        """Tables and lists first, by position; then the single fields in what they leave."""
        fields: dict[str, Located] = {}
        claimed: set[int] = set()
        headers: dict[str, Header | None] = {}
        for view in views:
            for table in self.rule.tables:
                found = locate_table(view, table, self.index, headers.get(table.name))
                headers[table.name] = found.header
                self.merge(found.fields, fields)
                claimed.update(found.claimed)
        for listing in self.rule.lists:
            rows = 0
            header: ListHeader | None = None
            for view in views:
                found = locate_list(view, listing, rows, self.index, header)
                header = found.open
                self.merge(found.fields, fields)
                claimed.update(found.claimed)
                rows = 1 + max(_row_numbers(fields, listing.name), default=-1)
        search = ScalarSearch(self.rule, self.index, self.claims)
        search.labelled = {
            box.unit for view in views if any(box.hit for box in view.boxes) for box in view.boxes
        }
        for view in views:
            search.view(view, claimed)
        for unit in self.running_text():
            search.inline(unit, loose=True)
        search.sentences(self.title_units(views), self.found_in("title", "heading"))
        missing = [
            field
            for field in self.rule.fields.values()
            if field.pattern and not field.find_in and field.path not in search.candidates
        ]
        if missing:
            free = [box.unit for view in views for box in view.boxes if box.unit not in claimed]
            search.sentences((*free, *self.running_text()), missing)
        return claimed, fields, search

    def running_text(self) -> list[int]:
        """The paragraphs around the tables, up to where the form is explained."""
        found = list(self.region.headings)
        for unit in self.region.after:
            if _EXPLANATION.match(self.claims.units[unit].content.text):
                break
            found.append(unit)
        return found

    def merge(self, new: dict[str, Located], fields: dict[str, Located]) -> None:
        for path, located in new.items():
            fields.setdefault(path, located)

    def found_in(self, *where: str) -> Iterator[Field]:
        return (field for field in self.rule.fields.values() if set(field.find_in) & set(where))

    def title_units(self, views: list[View]) -> list[int]:
        """The title, the lines around it, and the first rows of the table if they are no labels."""
        units = [] if self.region.title_unit is None else [self.region.title_unit]
        units += [
            unit
            for unit in self.region.headings
            if not self.has_date_label(self.claims.units[unit].content.text)
        ]
        for view in views[:1]:
            for box in view.boxes:
                wide = (box.right - box.left) * 2 >= view.column_count
                if box.top >= _HEADING_ROWS or box.hit is not None or not wide:
                    break
                if not self.has_date_label(box.cell.content.text):
                    units.append(box.unit)
        return list(dict.fromkeys(units))

    def has_date_label(self, text: str) -> bool:
        """A line with a date of its own (`填报日期：…`) does not say the form's year or period."""
        return any(label in text for label in self.index.date_labels)

    def similar(
        self, views: list[View], found: tuple[set[int], dict[str, Located], ScalarSearch]
    ) -> dict[int, Hit]:
        """Near-labels among the cells nobody claimed, for fields nobody found."""
        claimed, fields, search = found
        used = claimed | {
            span.unit
            for candidates in search.candidates.values()
            for candidate in candidates[:1]
            for span in (*candidate.value, *candidate.label)
        }
        texts = [
            (box.unit, box.cell.content.text)
            for view in views
            for box in view.boxes
            if box.unit not in used and box.hit is None and is_label_like(box.cell.content)
        ]
        if not texts:
            return {}
        known = set(fields) | set(search.candidates)
        missing = {
            ("field", "", field.path)
            for field in self.rule.fields.values()
            if field.labels and not (field.table or field.list) and field.path not in known
        }
        for table in self.rule.tables:
            seen = {path for path in fields if path.startswith(f"{table.name}.")}
            segments = {part for path in seen for part in path.split(".")}
            parts = (("row", table.rows), ("heading", table.headings), ("column", table.columns))
            for kind, items in parts:
                missing |= {
                    (kind, table.name, item.key) for item in items if item.key not in segments
                }
        for listing in self.rule.lists:
            header = {path.rsplit(".", 1)[1] for path, at in fields.items() if at.label}
            missing |= {
                ("list_column", listing.name, column.key)
                for column in listing.columns
                if column.key not in header
            }
        return similar_labels(texts, missing, self.index)

    def unit_notes(self) -> list[tuple[int, Unit]]:
        """`单位：万元` above the tables, between them or in a line of theirs, by unit."""
        found: list[tuple[int, Unit]] = []
        inside = (
            box.unit for _, view in self.region.views for box in view.boxes if box.hit is None
        )
        for unit in sorted((*self.region.headings, *inside, *self.region.after)):
            text = self.claims.units[unit].content.text
            match = _NOTE.search(text) if "位" in text and len(text) <= _NOTE_LENGTH else None
            if match is not None:
                self.claims.claim(unit, match.start(), match.end())
                found.append((unit, Unit(match["unit"], "note")))
        return found

    def with_note(self, located: Located, notes: list[tuple[int, Unit]]) -> Located:
        """A value without a nearer unit has that of the last note before it, or of the first."""
        if not notes or located.unit is not None or located.content is None:
            return located
        field = self.rule.field(located.path)
        if field is None or field.type != "money":
            return located
        number = self.claims.number(located.place)
        before = [unit for at, unit in notes if at <= number]
        return msgspec.structs.replace(located, unit=before[-1] if before else notes[0][1])

    def less_sure(self, located: Located) -> Located:
        """A value in a table that is not sure itself is no surer than its table."""
        table = None if located.place is None else located.place.table
        confidence = 1.0 if table is None else self.unsure.get(table, 1.0)
        if confidence == 1.0:
            return located
        return msgspec.structs.replace(
            located, confidence=round(located.confidence * confidence, 3)
        )

    def claim_headings(self, views: list[View]) -> None:
        """The title and the names of the form's parts are labels without a value."""
        if self.region.title_unit is not None:
            self.claims.claim(self.region.title_unit)
        for view in views:
            for box in view.boxes:
                if box.hit and (box.hit.of("section") or box.hit.of("table") or box.hit.of("list")):
                    self.claims.claim(box.unit)
        for unit in (*self.region.headings, *self.region.after):
            text = self.claims.units[unit].content.text
            if base(text) in self.index.titles and not self.claims.is_claimed(unit):
                self.claims.claim(unit)
            hit = self.index.find(text)
            if hit and (hit.of("section") or hit.of("table") or hit.of("list")):
                self.claims.claim(unit)

    def in_order(self, fields: dict[str, Located]) -> Iterator[tuple[str, Located]]:
        """Every field of the rule file, then the rows of lists."""
        for path in self.rule.fields:
            yield path, fields.get(path) or Located(path)
        for listing in self.rule.lists:
            for number in sorted(set(_row_numbers(fields, listing.name))):
                for column in listing.columns:
                    path = f"{listing.name}.{number}.{column.key}"
                    yield path, fields.get(path) or Located(path)


def _whole(views: list[View]) -> list[View]:
    """Pieces of a few rows and of one width, one after the other, put together again."""
    runs: list[list[View]] = []
    for view in views:
        is_piece = view.row_count <= _PIECE_ROWS
        last = runs[-1][-1] if runs else None
        fits = last is not None and last.column_count == view.column_count
        if is_piece and fits and last is not None and last.row_count <= _PIECE_ROWS:
            runs[-1].append(view)
        else:
            runs.append([view])
    return [run[0] if len(run) == 1 else View.stacked(run) for run in runs]


def _row_numbers(fields: dict[str, Located], name: str) -> Iterator[int]:
    for path in fields:
        head, _, rest = path.partition(".")
        number = rest.partition(".")[0]
        if head == name and number.isdigit():
            yield int(number)
