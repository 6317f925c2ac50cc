"""What stands on a sheet, asked by unit: its boxes, texts, marks, signs and badges."""

from dataclasses import dataclass
from pathlib import Path

from extractor import pipeline
from extractor.mapping import locate
from extractor.model import Document, Extraction
from extractor.rulebook import load_rules
from extractor.show import Drawing
from extractor.show.primitives import Area, Badge, Box, Group, Sign, Text, Tick
from extractor.show.units import units_of
from tests.mapping.drawing import document

CORPUS = Path(__file__).parents[2] / "corpus"
RULES = load_rules()


def reading_of(seen: Document) -> pipeline.Reading:
    """The reading of a document that no parser has seen."""
    mapped = locate(seen, RULES)
    forms = tuple(pipeline._form(form, RULES, "zh") for form in mapped.forms)
    status = "ok" if forms else "unrecognised"
    return pipeline.Reading(
        Extraction(seen.source, status, None, forms, mapped.unmapped), seen, mapped
    )


@dataclass(frozen=True)
class Drawn:
    """One unit on its sheet."""

    sheet: int
    group: Group

    def all(self, kind):
        return [part for part in self.group.parts if isinstance(part, kind)]

    @property
    def box(self) -> Box:
        return self.all(Area)[0].box

    @property
    def styles(self) -> set[str]:
        return {name for area in self.all(Area) for name in area.style.split()}

    @property
    def captions(self) -> list[Text]:
        return [text for text in self.all(Text) if "caption" in text.style]

    @property
    def words(self) -> list[Text]:
        return [text for text in self.all(Text) if "caption" not in text.style]

    @property
    def caption(self) -> str:
        return "".join(text.text for text in self.captions).replace(" ", "")

    @property
    def states(self) -> list[str]:
        return [tick.state for tick in self.all(Tick)]

    @property
    def statuses(self) -> list[str]:
        return [sign.status for sign in self.all(Sign)]

    @property
    def badges(self) -> list[Badge]:
        return self.all(Badge)


class Seen:
    """All sheets of a reading."""

    def __init__(self, reading: pipeline.Reading, data: bytes = b"", language="zh") -> None:
        self.reading = reading
        drawing = Drawing(reading, data, language)
        self.sheets = [drawing.sheet(number) for number in range(1, len(drawing) + 1)]
        self.units = units_of(reading.document, reading.mapped, reading.extraction)
        self.drawn = [
            (group.key, Drawn(sheet.number, group))
            for sheet in self.sheets
            for group in groups(sheet.parts)
            if group.key
        ]
        self.by_key = dict(self.drawn)

    def __getitem__(self, text: str) -> Drawn:
        """The one unit with this text."""
        [unit] = [unit for unit in self.units if unit.content.text.strip() == text]
        return self.by_key[f"u{unit.number}"]

    def of(self, path: str, form: int = 0) -> Drawn:
        """The unit in which a field stands."""
        place = self.reading.extraction.forms[form].fields[path].place
        unit = next(unit for unit in self.units if unit.place == place)
        return self.by_key[f"u{unit.number}"]

    @property
    def texts(self) -> str:
        """Everything that is written beside the sheets."""
        panels = (
            group
            for sheet in self.sheets
            for group in groups(sheet.parts)
            if group.style == "panel"
        )
        return "\n".join(
            part.text for panel in panels for part in leaves(panel) if isinstance(part, Text)
        )


def groups(parts):
    for part in parts:
        if isinstance(part, Group):
            yield part
            yield from groups(part.parts)


def leaves(part):
    if isinstance(part, Group):
        for inner in part.parts:
            yield from leaves(inner)
    else:
        yield part


def read(path: str) -> Seen:
    """A file of the corpus."""
    data, source = pipeline.read_source(CORPUS / path)
    return Seen(pipeline.read(data, source, RULES), data)


def draw(drawing: str) -> Seen:
    """A document drawn as text: see tests/mapping/drawing.py."""
    return Seen(reading_of(document(drawing)))


def box_of(text: Text) -> Box:
    """The room a line of text takes."""
    return Box(text.x, text.y - 0.8 * text.size, text.width, 0.95 * text.size)
