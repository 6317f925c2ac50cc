"""Plants slips of single cells so that they are what they are called, and nothing else too."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.generator.chance import Chance
from corpus.generator.numbers import Figure
from corpus.generator.relations import Ratio, Reading, Relation, broken
from corpus.generator.slips import DIGIT_SLIPS, LAST_DIGIT, MONEY_SLIPS, RATE_SLIPS, Slip, slip
from corpus.generator.slots import Slot
from corpus.generator.truth import Mistake

KIND_ORDER = ("ratio", "total", "equal", "order", "range")


@dataclass(slots=True)
class Bed:
    """A form's cells, what holds between them, and the mistakes planted so far.

    `neighbours` names, of each cell, those from which its number might have been copied; `touched`
    are the cells that a planted mistake changed or leans on, which no second one may disturb.
    """

    slots: dict[str, Slot]
    relations: Sequence[Relation]
    cut: bool = False
    neighbours: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    _index: dict[str, list[Relation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the relations by the cells that they touch."""
        for relation in self.relations:
            for path in relation.paths():
                self._index.setdefault(path, []).append(relation)

    def involving(self, paths: Sequence[str]) -> list[Relation]:
        """Return the relations that touch any of the cells."""
        made = {id(item): item for path in paths for item in self._index.get(path, ())}
        return list(made.values())

    def broken(self, after: dict[str, Slot], near: Sequence[Relation]) -> list[Relation]:
        """Return the relations that break once the cells near these relations are changed."""
        reading = Reading(after, cut=self.cut)
        # Another number of digits widens or narrows every interval of the form.
        same = reading.seen == Reading(self.slots).seen
        return broken(reading, near if same else self.relations)

    def filled(self, kind: str) -> list[str]:
        """Return the untouched cells that hold a number of that kind, zeros aside."""
        return [
            path
            for path, slot in self.slots.items()
            if slot.kind == kind
            and slot.figure is not None
            and slot.figure.exact != 0
            and path not in self.touched
        ]

    def plant(
        self, changes: dict[str, Slot], cause: str | None, *, rounding: bool | None = False
    ) -> bool:
        """Write the changes down as one mistake, if they break something (`rounding`: if not).

        With `rounding` None either is welcome. Returns whether the mistake was planted.
        """
        paths = tuple(changes)
        if self.touched & set(paths):
            return False
        near = self.involving(paths)
        leaning = {path for relation in near for path in relation.paths()}
        if any(path in self.touched for path in leaning) or not near:
            return False
        after = {**self.slots, **changes}
        if not _types_still_plain(after):
            return False
        now = self.broken(after, near)
        # Cutting, and another base, would each explain a rate that rounding does not.
        if now and self._explained_otherwise(after, now, cause):
            return False
        explained = not now
        if rounding is not None and explained != rounding:
            return False
        if now and not {id(item) for item in now} <= {id(item) for item in near}:
            return False
        kinds = tuple(sorted({item.kind for item in now or near}, key=KIND_ORDER.index))
        if not now and not any(_checkable(after, item) for item in near):
            return False
        first = paths[0]
        kind = kinds[0]
        if self.slots[first].kind != "rate" and "total" in kinds:
            kind = "total"
        self.mistakes.append(
            Mistake(
                fields=paths,
                kind=kind,
                cause=cause,
                severity="info" if explained else "error",
                written=changes[first].text.strip(),
                true=self.slots[first].text.strip(),
                explained_by_rounding=explained,
                kinds=kinds,
            )
        )
        self.slots = after
        self.touched |= leaning | set(paths)
        return True

    def _explained_otherwise(
        self, after: dict[str, Slot], now: Sequence[Relation], cause: str | None
    ) -> bool:
        reading = Reading(after, cut=self.cut)
        for item in now:
            if not isinstance(item, Ratio):
                continue
            if not self.cut and reading.needs_cutting(item):
                return True
            if cause != "wrong_base" and item.other:
                other = after[item.other]
                if other.figure is not None and not reading.rate_breaks(
                    item.rate, item.upper, item.other
                ):
                    return True
        return False


def _checkable(slots: dict[str, Slot], relation: Relation) -> bool:
    return all(path in slots and slots[path].figure is not None for path in relation.paths())


def _types_still_plain(slots: dict[str, Slot]) -> bool:
    """Whether bare rates still read as before: fractions stay below one, percents have no 1."""
    rates = [s for s in slots.values() if s.kind == "rate" and s.figure is not None]
    figures = {
        s.form: [r.figure.exact for r in rates if r.figure and r.form == s.form] for s in rates
    }
    if any(number > 1 for number in figures.get("fraction", [])):
        return False
    bare = figures.get("bare", [])
    return not bare or (1 not in bare and max(bare) > 1)


def digit_slip(chance: Chance, bed: Bed, cause: str, *, rounding: bool = False) -> bool:
    """Plant a mistyped number of the given cause anywhere it fits; false if nowhere."""
    table: dict[str, Slip] = {**MONEY_SLIPS, **RATE_SLIPS}
    if rounding:
        table = LAST_DIGIT
    tables = (("money", MONEY_SLIPS), ("rate", RATE_SLIPS), ("number", DIGIT_SLIPS))
    kinds = [kind for kind, slips in tables if cause in slips]
    paths = [path for kind in kinds for path in bed.filled(kind)]
    for path in chance.sample(paths, min(len(paths), 12)):
        slot = bed.slots[path]
        if slot.form in {"words", "one"} or slot.text_override is not None:
            continue
        assert slot.figure is not None  # noqa: S101 - `filled` gives no others
        figure = slip(chance, cause, slot.figure, table)
        if figure is None or _is_copy(bed, path, figure):
            continue
        if bed.plant({path: replace(slot, figure=figure)}, cause, rounding=rounding):
            return True
    return False


def _is_copy(bed: Bed, path: str, figure: Figure) -> bool:
    """Whether a mistyped number equals that of a neighbour, which would explain it better."""
    return any(
        (slot := bed.slots.get(other)) is not None
        and slot.figure is not None
        and slot.figure.exact == figure.exact
        for other in bed.neighbours.get(path, ())
    )
