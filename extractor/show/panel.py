"""The panel beside a sheet: which form it is, what was found, what is missing, a legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.model import Extraction, FieldStatus, Form, MarkState
from extractor.show.captions import badge
from extractor.show.measure import width_of, wrap
from extractor.show.paint import key_of
from extractor.show.primitives import Area, Badge, Box, Group, Primitive, Sign, Text, Tick
from extractor.show.units import Flag, Numbered, Unit, fields_of, gathered
from extractor.show.words import Words

WIDTH = 330.0
_PAD = 16.0
_SWATCH = 22.0
_MANY = 8
_FEW = 6


class Panel:
    """Lines below each other, from the upper right corner of the sheet on."""

    def __init__(self, left: float, words: Words) -> None:
        self.left = left + _PAD
        self.width = WIDTH - 2 * _PAD
        self.words = words
        self.y = 28.0
        self.parts: list[Primitive] = []

    def write(
        self, text: str, style: str = "text", size: float = 10.0, indent: float = 0.0
    ) -> list[Primitive]:
        """A text in as many lines as it needs."""
        made: list[Primitive] = []
        for line in wrap(text, self.width - indent, size):
            piece = text[line.start : line.end]
            self.y += size * 1.4
            wide = width_of(piece, size)
            made.append(Text(self.left + indent, self.y - size * 0.3, piece, style, size, wide))
        self.parts += made
        return made

    def space(self, height: float = 10.0) -> None:
        """Room between two parts."""
        self.y += height

    # ------------------------------------------------------------------------------ parts

    def heading(self, name: str, number: int, count: int) -> None:
        """The file and the page."""
        self.write(name, "strong", 13)
        if count > 1:
            self.write(self.words.page.format(number=number, count=count), "muted")
        self.space()

    def forms(self, extraction: Extraction, forms: Sequence[int]) -> None:
        """The forms on this sheet, with the checks of each."""
        if not extraction.forms:
            self.write(self.words.unrecognised, "warning")
            self.space()
        for number in forms:
            form = extraction.forms[number]
            if form.title:
                self.write(form.title, "strong", 11)
            self.write(self.words.form.format(number=number + 1, form=form.form), "muted")
            if form.confidence < 1:
                text = self.words.confidence.format(confidence=f"{form.confidence:.0%}")
                self.write(text, "unsure")
            checks = form.checks
            counts = {
                "passed": checks.passed,
                "failed": checks.failed,
                "not_applicable": checks.not_applicable,
                "unchecked": checks.unchecked,
            }
            self.write(self.words.checks.format(**counts), "muted")
            self.space()

    def findings(self, found: Sequence[Numbered], units: Sequence[Unit]) -> None:
        """Each finding with its number; a click leads to its cell."""
        self.write(self.words.findings, "strong", 11)
        if not found:
            self.write(self.words.nothing, "muted")
        for each in found:
            self.space(4)
            self._finding(each, units)
        self.space()

    def _finding(self, each: Numbered, units: Sequence[Unit]) -> None:
        finding = each.finding
        cells = [
            (not flag.suspect, unit)
            for unit in units
            for flag in unit.flags
            if flag.number == each.number
        ]
        before, top = len(self.parts), self.y
        flag = Flag(each.number, finding.severity, suspect=True)
        self.parts.append(badge(flag, self.left, self.y + 2))
        self.write(f"{self.words.severities[finding.severity]}  {finding.message}", indent=18)
        paths = " · ".join(_few(fields_of(finding)))
        if not cells:
            paths += f" ({self.words.elsewhere})"
        self.write(paths, "muted", 8, indent=18)
        parts = (
            Area(Box(self.left - 4, top, self.width + 8, self.y - top + 4), "entry"),
            *self.parts[before:],
        )
        del self.parts[before:]
        target = min(cells, key=lambda pair: pair[0], default=None)
        link = key_of(target[1]) if target else ""
        self.parts.append(Group(parts, "link" if link else "", target=link))
        self.y += 4

    def absent(self, forms: Iterable[Form]) -> None:
        """The fields of the rule file that have no place on these forms."""
        paths = [
            value.path for form in forms for value in form.fields.values() if value.place is None
        ]
        if not paths:
            return
        heads: dict[str, list[str]] = {}
        for path in paths:
            heads.setdefault(path.split(".")[0], []).append(path)
        texts = []
        for group in heads.values():
            many = len(group) > _MANY
            texts += [f"{gathered(group)[0]} ({len(group)})"] if many else group
        self.write(self.words.absent, "strong", 11)
        self.write(" · ".join(texts), "muted", 8.5)
        self.space()

    def tags(self, tags: Sequence[tuple[str, str]]) -> None:
        """Captions that had no room at their values, by their tags."""
        if not tags:
            return
        self.write(self.words.tags, "strong", 11)
        for tag, text in tags:
            self.write(f"{tag}  {text}", "muted", 8.5)
        self.space()

    def unclaimed(self, units: Sequence[Unit]) -> None:
        """How many texts nobody claimed."""
        count = sum(1 for unit in units if unit.free)
        if count:
            self.write(self.words.unclaimed.format(count=count), "muted")
            self.space()

    def legend(self) -> None:
        """What the colours and signs mean."""
        words = self.words
        self.write(words.legend, "strong", 11)
        statuses: tuple[FieldStatus, ...] = ("found", "blank", "unreadable")
        for status in statuses:
            self._swatch(
                Area(self._box(), status), Sign(self._inner(), status), text=words.statuses[status]
            )
        arrow = Text(self.left + 6, self.y + 12, "→", "caption", 8, 8)
        self._swatch(Area(self._box(), "label"), arrow, text=words.label)
        self._swatch(Area(self._box(), "free"), text=words.free)
        percent = Text(self.left + 2, self.y + 12, "≈90%", "caption unsure", 7.5, 17)
        self._swatch(percent, text=words.unsure)
        states: tuple[MarkState, ...] = ("checked", "unchecked", "unclear")
        for state in states:
            box = Box(self.left + 5.5, self.y + 3, 11, 11)
            self._swatch(Tick(box, state), text=words.marks[state])
        for suspect, text in ((True, words.suspect), (False, words.involved)):
            box = Box(self.left + 5, self.y + 2.5, 12, 12)
            style = f"finding error{' suspect' if suspect else ''}"
            self._swatch(Area(self._box(), style), Badge(box, 1, "error", suspect), text=text)
        self.write(words.hint, "muted", 8.5)

    def _box(self) -> Box:
        return Box(self.left, self.y + 2, _SWATCH, 13)

    def _inner(self) -> Box:
        return Box(self.left + 8, self.y + 5.5, 6, 6)

    def _swatch(self, *parts: Primitive, text: str) -> None:
        top = self.y
        self.parts += parts
        self.write(text, "text", 9.5, indent=_SWATCH + 8)
        self.y = max(self.y, top + 17)


def _few(paths: Sequence[str]) -> list[str]:
    """Paths by name, or what they have in common where they are many."""
    return list(paths) if len(paths) <= _FEW else gathered(paths)
