"""What a reading says of each cell and paragraph: fields, labels, leftovers, findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from extractor.model import (
    Content,
    Document,
    Extraction,
    Finding,
    Grid,
    Leftover,
    Mapped,
    Place,
    Severity,
    Value,
)
from extractor.show.primitives import Role

_GRAVITY: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


class Flag(NamedTuple):
    """A finding at one of its cells."""

    number: int
    severity: Severity
    suspect: bool


class Numbered(NamedTuple):
    """A finding with its number in the file, and its form's."""

    number: int
    form: int
    finding: Finding


class Unit(msgspec.Struct, frozen=True):
    """One cell or paragraph and all that is known of it.

    `block` is the number of the document's block that holds it, None in the margins;
    `leads_to` are the fields that it labels, `free` the parts of its text that nobody claimed.
    """

    number: int
    content: Content
    place: Place
    block: int | None
    fields: tuple[Value, ...] = ()
    leads_to: tuple[str, ...] = ()
    free: tuple[tuple[int, int], ...] = ()
    flags: tuple[Flag, ...] = ()
    forms: tuple[int, ...] = ()
    is_title: bool = False

    @property
    def role(self) -> Role:
        """What the unit is, above all."""
        statuses = {value.status for value in self.fields}
        for status in ("unreadable", "found", "blank"):
            if status in statuses:
                return status
        if self.leads_to:
            return "label"
        if self.content.is_blank:
            return "empty"
        return "free" if self.free else "claimed"


class _Known(msgspec.Struct):
    """What gathers at one place before its unit is made."""

    fields: list[Value]
    leads_to: list[str]
    free: list[tuple[int, int]]
    flags: list[Flag]
    forms: set[int]


def numbered(extraction: Extraction) -> tuple[Numbered, ...]:
    """All findings of a file, counted from 1, grave ones of each form first."""
    ordered = [
        (number, finding)
        for number, form in enumerate(extraction.forms)
        for finding in sorted(form.findings, key=lambda finding: _GRAVITY[finding.severity])
    ]
    return tuple(Numbered(count, *found) for count, found in enumerate(ordered, 1))


def fields_of(finding: Finding) -> tuple[str, ...]:
    """The paths that a finding is about, each once."""
    named = (finding.suspect, finding.check, *finding.fields)
    return tuple(dict.fromkeys(path for path in named if path))


def units_of(document: Document, mapped: Mapped, extraction: Extraction) -> tuple[Unit, ...]:
    """All units in reading order, those of the margins last."""
    known: dict[Place, _Known] = {}
    _fields(known, mapped, extraction)
    _findings(known, extraction)
    made: list[Unit] = []
    seen: set[Place] = set()
    left: dict[Place, list[Leftover]] = {}
    for leftover in mapped.unmapped:
        left.setdefault(leftover.place, []).append(leftover)
        if leftover.label_place is not None:
            left.setdefault(leftover.label_place, []).append(leftover)
    titles = {"".join(form.title.split()) for form in mapped.forms if form.title}
    for content, place, block in _parts(document):
        # Margins count their paragraphs anew: the body's comes first, as in the mapping.
        at = _known(known, place) if place not in seen else _Known([], [], [], [], set())
        seen.add(place)
        is_title = block is not None and "".join(content.text.split()) in titles
        made.append(
            Unit(
                number=len(made),
                content=content,
                place=place,
                block=block,
                fields=tuple(at.fields),
                leads_to=tuple(dict.fromkeys(at.leads_to)),
                free=tuple(_free(content, place, left)),
                flags=tuple(sorted(at.flags)),
                forms=tuple(sorted(at.forms)),
                is_title=is_title,
            )
        )
    return tuple(made)


def _known(known: dict[Place, _Known], place: Place) -> _Known:
    return known.setdefault(place, _Known([], [], [], [], set()))


def _parts(document: Document) -> Iterator[tuple[Content, Place, int | None]]:
    for number, block in enumerate(document.blocks):
        for part in block.cells if isinstance(block, Grid) else (block,):
            yield part.content, part.place, number
    for paragraph in document.margins:
        yield paragraph.content, paragraph.place, None


def _fields(known: dict[Place, _Known], mapped: Mapped, extraction: Extraction) -> None:
    for number, (form, located) in enumerate(zip(extraction.forms, mapped.forms, strict=True)):
        for path, value in form.fields.items():
            if value.place is not None:
                at = _known(known, value.place)
                at.fields.append(value)
                at.forms.add(number)
            source = located.fields.get(path)
            for place in source.label_places if source else ():
                if place != value.place:
                    _known(known, place).leads_to.append(path)
                    _known(known, place).forms.add(number)


def _findings(known: dict[Place, _Known], extraction: Extraction) -> None:
    for number, form, finding in numbered(extraction):
        values = extraction.forms[form].fields
        flagged: dict[Place, bool] = {}
        for path in fields_of(finding):
            place = values[path].place if path in values else None
            if place is not None:
                flagged[place] = flagged.get(place, False) or path == finding.suspect
        for place, suspect in flagged.items():
            _known(known, place).flags.append(Flag(number, finding.severity, suspect))


def _free(
    content: Content, place: Place, left: dict[Place, list[Leftover]]
) -> Iterator[tuple[int, int]]:
    """The parts of this content that are leftovers; two contents may share a place."""
    for leftover in left.get(place, ()):
        if leftover.label_place == place:
            yield 0, len(content.text)
        elif leftover.span is not None and leftover.text in content.text[slice(*leftover.span)]:
            yield leftover.span


def gathered(paths: Iterable[str]) -> list[str]:
    """Many paths in few: what differs is a star. `funds.*.q1.received`, `funds.total.*`."""
    groups: dict[str, list[list[str]]] = {}
    for path in paths:
        segments = path.split(".")
        groups.setdefault(segments[0], []).append(segments)
    made = []
    for group in groups.values():
        columns = zip(*group, strict=False)
        common = [column[0] if len(set(column)) == 1 else "*" for column in columns]
        made.append(".".join(common))
    return made
