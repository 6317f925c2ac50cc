"""Sentences about failed checks, with names as the rule file has them and numbers as written."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from extractor.audit.catalogue import tail
from extractor.audit.checks import Case
from extractor.audit.constraints import Bound, Relating, row_paths
from extractor.audit.intervals import point
from extractor.audit.localize import Explanation
from extractor.audit.names import Name
from extractor.audit.propagation import View
from extractor.audit.sheet import step
from extractor.audit.typed import Typed, plain, text, typed
from extractor.audit.verdicts import Verdict
from extractor.audit.wording import BETWEEN, LIST_SUM, sentence
from extractor.model import Language, Value
from extractor.rulebook.expression import (
    Binary,
    Candidates,
    Expression,
    Least,
    Number,
    Path,
    Predicate,
    Steps,
    Total,
    paths,
)

_SYMBOLS = {"+": " + ", "-": " - ", "*": " × ", "/": " ÷ "}
#: Below this the reading is doubtful enough to say so.
_SURE = 0.8
_TWO = 2
_MOST_NAMED = 3
_MOST_RAW = 40
_NO_NAME = Name("", "", "")


def shown(value: Value | None) -> str:
    """What stands in the cell, for a sentence."""
    if value is None:
        return ""
    written = value.typed or value.shown or value.raw or value.value or ""
    written = " ".join(written.split())
    return written if len(written) <= _MOST_RAW else written[:_MOST_RAW] + "…"


class Speaker:
    """Speaks about one form in one language."""

    def __init__(self, case: Case, language: Language, *, names_units: bool = False) -> None:
        self.case = case
        self.language = language
        self.names_units = names_units

    def among(self, paths: Iterable[str]) -> Speaker:
        """Who speaks of these cells in one sentence: with units where they differ."""
        values = (self.case.sheet.values.get(path) for path in paths)
        scales = {each.scale for each in values if each is not None and each.type == "money"}
        if len(scales - {None}) < _TWO:
            return self
        return Speaker(self.case, self.language, names_units=True)

    def say(self, template: str, **parts: str) -> str:
        """One sentence."""
        return sentence(template, self.language, **parts)

    def name(self, path: str) -> str:
        """The full name of a field."""
        return str(self._name(path))

    def column(self, path: str) -> str:
        """What a field is called in every row: `支出实现率`."""
        return self._name(path).column

    def shown(self, path: str) -> str:
        """What is written in a field's place."""
        return self._with_unit(path, shown(self.case.sheet.values.get(path)))

    def _text(self, path: str, number: Typed) -> str:
        """A number as it would be written in a field's place."""
        return self._with_unit(path, text(self.case.sheet, path, number))

    def _with_unit(self, path: str, written: str) -> str:
        value = self.case.sheet.values.get(path)
        unit = value.raw_unit if value is not None and value.type == "money" else None
        is_known = self.names_units and unit and written[-1:].isdigit()
        return f"{written}{unit}" if is_known else written

    def _name(self, path: str) -> Name:
        return self.case.plan.names.name(path, self.case.sheet.values)

    def joined(self, names: list[str]) -> str:
        """Several names, shortened."""
        listed = BETWEEN[self.language].join(names[:_MOST_NAMED])
        return listed + (self.say("more") if len(names) > _MOST_NAMED else "")

    # ------------------------------------------------------------------------- failed checks

    def failure(self, bound: Bound, verdict: Verdict, expected: str | None) -> str:
        """Where, what is written, and what it should be from which numbers."""
        if bound.condition is not None:
            return self._condition(bound)
        message = self._failure(bound, verdict, expected)
        if bound.check.note and bound.check.kind == "order":
            message += self.say("note", note=bound.check.note)
        return message

    def _failure(self, bound: Bound, verdict: Verdict, expected: str | None) -> str:
        relating = self._failing(bound)
        main = self._name(bound.path)
        written = {"name": str(main), "shown": self.shown(bound.path)}
        if isinstance(relating.right, Path) and isinstance(relating.left, Path):
            return self._pair(bound, relating, written)
        if bound.computed is None and relating.relation == "=":
            return self._constant_sum(relating)
        if len(bound.relations) > 1:
            low, high = self._limits(bound)
            return self.say("outside", **written, low=low, high=high)
        formula = self._render(relating.right, main, verdict.bases[0])
        if verdict.reason == "over_zero":
            fixed = bound.check.over_zero
            if fixed is None:
                return self.say("over_zero", **written, formula=formula)
            return self.say(
                "over_zero_is", **written, formula=formula, expected=self._typed(bound.path, fixed)
            )
        if expected is None:
            whole = f"{self._render(relating.left, _NO_NAME, 0)} {relating.relation} {formula}"
            return self.say("differs", **written, formula=whole)
        return self.say(
            "computed", **written, formula=formula, expected=self._with_unit(bound.path, expected)
        )

    def _typed(self, path: str, number: Decimal) -> str:
        """A number of the rule file as it would be written in this cell."""
        value = self.case.sheet.values[path]
        return self._text(path, typed(value, Fraction(number), value.decimals or 0))

    def _view(self, base: int = 0) -> View:
        sheet = self.case.sheet
        return View(self.case.checks.rows, lambda path: point(sheet.shown(path)), base)

    def _failing(self, bound: Bound) -> Relating:
        view = self._view()
        for relating in bound.relations:
            left, right = view.evaluate(relating.left), view.evaluate(relating.right)
            allowed = right if relating.relation == "=" else right.below()
            if left.meet(allowed) is None:
                return relating
        return bound.relations[0]

    def _pair(self, bound: Bound, relating: Relating, written: dict[str, str]) -> str:
        left = relating.left.text if isinstance(relating.left, Path) else ""
        right = relating.right.text if isinstance(relating.right, Path) else ""
        other = right if bound.path == left else left
        template = "unequal"
        if relating.relation == "<=":
            template = "greater" if bound.path == left else "less"
        beside = self._name(other).beside(self._name(bound.path))
        return self.say(template, **written, other=beside, other_shown=self.shown(other))

    def _constant_sum(self, relating: Relating) -> str:
        view = self._view()
        total = view.evaluate(relating.left).low or Fraction(0)
        expected = view.evaluate(relating.right).low or Fraction(0)
        formula = self._render(relating.left, _NO_NAME, 0)
        return self.say("adds_up", formula=formula, sum=plain(total), expected=plain(expected))

    def _limits(self, bound: Bound) -> tuple[str, str]:
        value = self.case.sheet.values[bound.path]
        ends = [bound.relations[0].left, bound.relations[-1].right]
        low, high = (
            self._text(bound.path, Typed(int(each.value / (value.scale or 1)), 0, step(value, 0)))
            if isinstance(each, Number)
            else self._render(each, _NO_NAME, 0)
            for each in ends
        )
        return low, high

    def _render(self, node: Expression, main: Name, base: int) -> str:
        """An expression with names and numbers; blank parts of a sum are left out."""
        match node:
            case Number(value=value):
                return plain(Fraction(value))
            case Path(text=path):
                if path not in self.case.sheet.quantities:
                    return ""
                return f"{self._name(path).beside(main)} {self.shown(path)}"
            case Total(path=path):
                return self._render_total(path)
            case Candidates(of=several):
                return self._render(several[min(base, len(several) - 1)], main, base)
            case Least(of=several):
                return self._render_least(several, main, base)
            case Steps(of=of):
                return self.say("steps", of=self._render(of, main, base))
            case Binary(operator=operator, left=left, right=right):
                parts = [self._render(each, main, base) for each in (left, right)]
                return _SYMBOLS[operator].join(part for part in parts if part)

    def _render_least(self, several: tuple[Expression, ...], main: Name, base: int) -> str:
        smallest: tuple[Fraction, Expression] | None = None
        for each in several:
            low = self._view(base).evaluate(each).low
            if low is not None and (smallest is None or low < smallest[0]):
                smallest = (low, each)
        return self._render(smallest[1] if smallest else several[0], main, base)

    def _render_total(self, path: str) -> str:
        rows = self.case.checks.rows
        cells = [cell for cell in row_paths(path, rows) if cell in self.case.sheet.quantities]
        total = sum((self.case.sheet.shown(cell) for cell in cells), Fraction(0))
        if not cells:
            return ""
        value = self.case.sheet.values[cells[0]]
        digits = max(self.case.sheet.values[cell].decimals or 0 for cell in cells)
        label = self.case.plan.names.list_label(path)
        return LIST_SUM[self.language].format(
            list=label,
            column=self.column(cells[0]),
            sum=self._text(cells[0], typed(value, total, digits)),
        )

    def _condition(self, bound: Bound) -> str:
        condition = bound.condition
        if condition is None:
            return ""
        tested = [
            f"{self.name(path)}{self._answer(path)}"
            for path in dict.fromkeys(paths(condition.test))
        ]
        test = BETWEEN[self.language].join(tested)
        then = condition.then
        if not isinstance(then, Predicate):
            return self.say("differs", name=test, shown="", formula=self.name(bound.path))
        quantities = self.case.sheet.quantities
        if then.name == "filled":
            blank = [self.name(path) for path in then.paths if path not in quantities]
            return self.say("condition_filled", test=test, blank=self.joined(blank))
        filled = [
            f"{self.name(path)} {self.shown(path)}"
            for path in then.paths
            if self.shown(path) and self.case.sheet.values[path].status != "blank"
        ]
        return self.say("condition", test=test, filled=self.joined(filled))

    def _answer(self, path: str) -> str:
        field, value = self.case.plan.rule.field(path), self.case.sheet.values.get(path)
        if field is None or value is None:
            return ""
        if field.type == "flag":
            return "已勾选" if self.language == "zh" else " is ticked"
        label = next((o.labels[0] for o in field.options if o.code == value.value), value.value)
        return f"选“{label}”" if self.language == "zh" else f" is “{label}”"

    # ------------------------------------------------------------------------------ the ends

    def suspicion(self, explanation: Explanation, expected: str | None) -> str:
        """Which cell is the likely mistake, where another was computed."""
        path = explanation.field
        parts = {"name": self.name(path), "shown": self.shown(path)}
        if expected is None:
            return self.say("suspect", **parts)
        return self.say("suspect_value", **parts, expected=self._with_unit(path, expected))

    def several(self, explanation: Explanation) -> str:
        """Cells that are all wrong for one reason, where another was computed."""
        names = [f"{self.name(path)} {self.shown(path)}" for path in explanation.changes]
        if not explanation.is_carried or not explanation.follows:
            return self.say("several", names=self.joined(names))
        sheet = self.case.sheet
        right = [text(sheet, path, value) for path, value in explanation.changes.items()]
        return self.say(
            "several_values",
            names=self.joined(names),
            expected=self.joined(list(dict.fromkeys(right))),
        )

    def because(self, bound: Bound, verdict: Verdict) -> str:
        """The check that a suspect breaks; its own number is not said to be wrong."""
        relating = self._failing(bound)
        if bound.computed is None or isinstance(relating.right, Path) or len(bound.relations) > 1:
            return self.say("because", failure=self.failure(bound, verdict, None))
        if verdict.reason == "over_zero":
            return self.say("because", failure=self.failure(bound, verdict, None))
        main = self._name(bound.path)
        formula = self._render(relating.right, main, verdict.bases[0])
        parts = {"name": str(main), "shown": self.shown(bound.path), "formula": formula}
        return self.say("because", failure=self.say("differs", **parts))

    def alternatives(self, explanations: tuple[Explanation, ...], main: str) -> str:
        """The cells of which any could be the mistake, the likeliest first where a slip tells."""
        if not explanations:
            return ""
        names = [self._changed(each) for each in explanations]
        first, *others = explanations
        if not others:
            return self.say("only", names=names[0])
        if first.cause is None or not first.is_exact:
            return self.say("alternatives", names=self.joined(names))
        template = "likeliest" if first.field == main else "likeliest_value"
        return self.say(
            template,
            name=names[0],
            expected=self._text(first.field, first.value),
            reason=self.reason(first, main),
            names=self.joined(names[1:]),
        )

    def left_out(self, count: int) -> str:
        """How many more cells could be the mistake than are told."""
        return self.say("left_out", count=str(count)) if count else ""

    def _changed(self, explanation: Explanation) -> str:
        """The cells that one explanation changes, all of them together."""
        names = [f"{self.name(path)} {self.shown(path)}" for path in explanation.changes]
        if len(names) == 1:
            return names[0]
        return self.say("together", names=self.joined(names))

    def reason(self, explanation: Explanation | None, main: str) -> str:
        """The slip that explains what is typed, in words."""
        if explanation is None or explanation.cause is None:
            return ""
        parts = dict(explanation.words)
        for name, cell in explanation.cells.items():
            # Of two exchanged cells the sentence has just named the one.
            path = explanation.field if cell == main else cell
            parts[name] = self.name(path) if name != "base" else self.column(path)
            parts[f"{name}_shown"] = self.shown(path)
        told = tail(explanation.cause, self.language, **parts)
        if explanation.meant is None:
            return told
        # What follows from other cells is said; a slip that misses it is possible at most.
        meant = text(self.case.sheet, explanation.field, explanation.meant)
        return self.say("possibly", meant=meant) + told

    def doubt(self, fields: tuple[str, ...]) -> str:
        """A warning where a cell was read with little confidence; it changes no severity."""
        values = (self.case.sheet.values.get(path) for path in fields)
        unsure = any(value is not None and value.confidence < _SURE for value in values)
        return self.say("low_confidence") if unsure else ""
