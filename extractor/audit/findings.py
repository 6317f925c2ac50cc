"""From broken checks to findings: one a root cause, in words, with what should stand there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.audit.checks import Case, Judged, judge_one, reading
from extractor.audit.constraints import Bound
from extractor.audit.cutting import is_ambiguous
from extractor.audit.formulas import formula
from extractor.audit.intervals import Interval, point
from extractor.audit.localize import Cause, Explanation, changed, linear_solved
from extractor.audit.messages import Speaker
from extractor.audit.propagation import View
from extractor.audit.roots import roots
from extractor.audit.typed import end, plain, text, typed_into
from extractor.audit.verdicts import JUDGED, Verdict
from extractor.model import Alternative, Finding, Severity, Suggestion

#: Of the checks that one cause breaks, the finding speaks of the first of these.
_RANK = {"total": 0, "equal": 1, "ratio": 2, "order": 3, "range": 4}
_FEWEST_EXACT = 2


class Writer:
    """Writes the findings of one judged form."""

    def __init__(self, case: Case, judged: Judged, speaker: Speaker) -> None:
        self.case = case
        self.judged = judged
        self.speaker = speaker
        self.bounds = case.checks.bounds
        self.followed: set[int] = set()

    def contradictions(self) -> list[Finding]:
        """One finding a cause of broken sums, ratios, orders, equalities and ranges."""
        return [self._cause(cause) for cause in roots(self.case, self.judged)]

    def conditions(self) -> Iterator[Finding]:
        """Broken conditions; those that quarrel with the same cells are one finding."""
        broken = [
            position
            for position, verdict in enumerate(self.judged.verdicts)
            if verdict.grade == "inconsistent" and self.bounds[position].condition is not None
        ]
        while broken:
            first, *rest = broken
            same = [p for p in rest if _same_then(self.bounds[p], self.bounds[first])]
            broken = [position for position in rest if position not in same]
            yield self._plain((first, *same))

    def warnings(self, contradicted: frozenset[str]) -> Iterator[Finding]:
        """Implausible numbers, in cells that nothing contradicts."""
        for position, bound in enumerate(self.bounds):
            if (
                self.judged.verdicts[position].grade == "inconsistent"
                and bound.condition is None
                and not bound.is_contradiction
                and bound.path not in contradicted
                and position not in self.followed
            ):
                yield self._plain((position,))

    def notes(self) -> Iterator[Finding]:
        """The form's conventions, and where single cells depart from them without contradiction."""
        groups: dict[int, list[int]] = {}
        yield from self._not_yet()
        yield from self._whole_sums()
        if self.judged.cut:
            doubtful = is_ambiguous(self.case, self.judged)
            severity: Severity = "warning" if doubtful else "info"
            yield self._note(list(self.judged.cut), "amounts_cut", severity)
        for position, verdict in enumerate(self.judged.verdicts):
            if verdict.grade in JUDGED:
                groups.setdefault(self.bounds[position].check.declared, []).append(position)
        for declared, positions in groups.items():
            known = self.judged.conventions.get(declared)
            if known is not None and known.base:
                yield self._base_note(positions, known.base)
            cut = [p for p in positions if self.judged.verdicts[p].grade == "truncated"]
            if cut and known is not None and not known.cuts:
                yield self._note(cut, "truncated")
            within = [p for p in positions if self.judged.verdicts[p].grade == "within_rounding"]
            exact = [p for p in positions if self.judged.verdicts[p].grade == "exact"]
            is_order = self.bounds[positions[0]].check.kind in {"order", "range"}
            if self.judged.cut:
                continue  # what stands for an interval above it seldom gives the digits shown
            if within and not is_order and len(exact) >= max(_FEWEST_EXACT, len(within) + 1):
                yield self._note(within, "within_rounding")

    # -------------------------------------------------------------------------- contradictions

    def _cause(self, cause: Cause) -> Finding:
        suspect = cause.suspect
        field = suspect.field if suspect is not None else None
        main = min(cause.broken, key=lambda each: self._importance(each, cause))
        bound, verdict = self.bounds[main], self.judged.verdicts[main]
        expected, interval = self._expected(bound, verdict)
        suggestion = self._suggestion(suspect)
        if suggestion is not None and field == bound.path:
            expected = (suggestion.value, suggestion.text or suggestion.value)
        following = self._follow_ons(cause)
        self.followed.update(following)
        fields = self._all_fields(cause, following)
        if field is None and len(fields) == 1:
            field = fields[0]
        message = self._message(cause, main, expected[1] if expected else None)
        low, high = self._ends(bound, interval)
        best = self._likeliest(cause)
        return Finding(
            check=bound.path,
            kind=bound.check.kind,
            severity="error",
            message=message + self.speaker.doubt(fields),
            also=self._also(bound.path, (*cause.broken, *following)),
            formula=formula(bound, verdict),
            reported=self._reported(bound.path),
            expected=expected[0] if expected else None,
            low=low,
            high=high,
            fields=fields,
            suspect=field,
            cause=best.cause if best is not None else None,
            suggestion=suggestion,
            alternatives=tuple(self._alternative(each) for each in cause.alternatives),
        )

    def _likeliest(self, cause: Cause) -> Explanation | None:
        """The explanation that gives the finding its cause."""
        if cause.whole is not None or cause.suspect is not None:
            return cause.whole or cause.suspect
        return cause.alternatives[0] if cause.alternatives else None

    def _message(self, cause: Cause, main: int, expected: str | None) -> str:
        """What is wrong and why; the suspect comes first, and what is right is not corrected."""
        suspect, bound, verdict = cause.suspect, self.bounds[main], self.judged.verdicts[main]
        speaker = self.speaker.among(self._mentioned(cause, main))
        if suspect is not None and suspect.field != bound.path:
            suggestion = self._suggestion(suspect)
            message = speaker.suspicion(suspect, suggestion.text if suggestion else None)
            message += speaker.reason(suspect, bound.path)
            return message + speaker.because(bound, verdict)
        if cause.whole is not None and bound.path not in cause.whole.changes:
            message = speaker.several(cause.whole) + speaker.reason(cause.whole, bound.path)
            return message + speaker.because(bound, verdict)
        message = speaker.failure(bound, verdict, expected)
        if suspect is not None or cause.whole is not None:
            return message + speaker.reason(cause.whole or suspect, bound.path)
        told = speaker.alternatives(cause.alternatives, bound.path)
        return message + told + speaker.left_out(cause.left_out)

    def _mentioned(self, cause: Cause, main: int) -> set[str]:
        """The cells whose numbers a sentence about this cause may hold."""
        found = set(self._fields((main,)))
        for each in (cause.whole, cause.suspect, *cause.alternatives):
            if each is not None:
                found.update(each.changes, each.cells.values())
        return found

    def _follow_ons(self, cause: Cause) -> tuple[int, ...]:
        """Implausibilities that go with the mistake: a score judged on a rate that is wrong."""
        decided = cause.whole or cause.suspect
        explanations = (decided,) if decided is not None else cause.alternatives
        touched = {path for each in explanations for path in each.changes}
        broken = [
            position
            for position in sorted({p for path in touched for p in self._touching(path)})
            if self.judged.verdicts[position].grade == "inconsistent"
            and self.bounds[position].condition is None
            and not self.bounds[position].is_contradiction
        ]
        if not broken:
            return ()
        cases = [changed(self.case, each.changes) for each in explanations]
        conventions = self.judged.conventions
        return tuple(
            position
            for position in broken
            if all(
                judge_one(self.bounds[position], case, conventions).grade != "inconsistent"
                for case in cases
            )
        )

    def _touching(self, path: str) -> tuple[int, ...]:
        return self.case.checks.touching.get(path, ())

    def _all_fields(self, cause: Cause, following: tuple[int, ...]) -> tuple[str, ...]:
        fields = dict.fromkeys(self._fields((*cause.broken, *following)))
        blamed = cause.whole or cause.suspect
        if blamed is not None:
            fields.update(dict.fromkeys(blamed.changes))
        return tuple(fields)

    def _importance(self, position: int, cause: Cause) -> tuple[bool, int, int]:
        bound = self.bounds[position]
        blamed = cause.suspect or cause.whole
        changed = blamed.changes if blamed is not None else ()
        return (bound.path not in changed, _RANK.get(bound.check.kind, len(_RANK)), position)

    def _suggestion(self, suspect: Explanation | None) -> Suggestion | None:
        if suspect is None or not suspect.follows:
            return None
        written = text(self.case.sheet, suspect.field, suspect.value)
        return Suggestion(suspect.field, plain(suspect.value.number), written)

    def _alternative(self, explanation: Explanation) -> Alternative:
        changes = explanation.changes
        values = tuple(plain(value.number) for value in changes.values())
        texts = tuple(text(self.case.sheet, path, value) for path, value in changes.items())
        return Alternative(tuple(changes), values, explanation.cause, texts)

    def _expected(
        self, bound: Bound, verdict: Verdict
    ) -> tuple[tuple[str, str] | None, Interval | None]:
        """The computed field's value by the other cells, as a value and as typed; its interval."""
        if verdict.reason == "over_zero" or len(bound.relations) != 1:
            return None, None
        sheet, relating = self.case.sheet, bound.relations[0]
        if bound.path not in sheet.quantities:
            return None, None
        interval, number = self._required(bound, verdict)
        if relating.relation != "=" or number is None:
            return None, interval
        known = self.judged.conventions.get(bound.check.declared)
        cut = known is not None and known.cuts
        parts = bound.paths if relating.linear is not None else ()
        right = typed_into(sheet, bound.path, number, parts, cut=cut)
        return (plain(right.number), text(sheet, bound.path, right)), interval

    def _required(self, bound: Bound, verdict: Verdict) -> tuple[Interval, Fraction | None]:
        """What the computed field must be, from what the others stand for and as they are shown."""
        sheet, relating, path = self.case.sheet, bound.relations[0], bound.path
        if relating.ratio is not None and path == relating.ratio.rate:
            over, under = relating.ratio.over, relating.ratio.bases[verdict.bases[0]]
            base = sheet.shown(under)
            number = sheet.shown(over) / base if base else None
            return sheet.interval(over) / sheet.interval(under), number
        view = View(bound.rows, reading(bound, sheet), verdict.bases[0])
        interval = view.required(relating, path)
        if relating.linear is not None:
            return interval, linear_solved(relating.linear, path, sheet)
        shown = View(bound.rows, lambda each: point(sheet.shown(each)), verdict.bases[0])
        exact = shown.required(relating, path)
        return interval, exact.low if exact.low == exact.high else None

    def _ends(self, bound: Bound, interval: Interval | None) -> tuple[str | None, str | None]:
        if interval is None:
            return None, None
        value = self.case.sheet.values[bound.path]
        digits = value.decimals or 0
        return end(interval.low, value, digits), end(interval.high, value, digits)

    # ------------------------------------------------------------------------- simple findings

    def _plain(self, positions: tuple[int, ...]) -> Finding:
        """A finding on its own: no search, the cell only where there is but one."""
        bound, verdict = self.bounds[positions[0]], self.judged.verdicts[positions[0]]
        expected, interval = (
            self._expected(bound, verdict) if bound.condition is None else (None, None)
        )
        fields = self._fields(positions)
        low, high = self._ends(bound, interval)
        speaker = self.speaker.among(fields)
        message = speaker.failure(bound, verdict, expected[1] if expected else None)
        return Finding(
            check=bound.path,
            kind=bound.check.kind,
            severity=bound.check.severity,
            message=message + self.speaker.doubt(fields),
            also=self._also(bound.path, positions),
            formula=formula(bound, verdict),
            reported=self._reported(bound.path),
            expected=expected[0] if expected else None,
            low=low,
            high=high,
            fields=fields,
            suspect=fields[0] if len(fields) == 1 else None,
        )

    def _note(self, positions: list[int], case: str, severity: Severity = "info") -> Finding:
        bound, verdict = self.bounds[positions[0]], self.judged.verdicts[positions[0]]
        names = [
            f"{self.speaker.name(path)} {self.speaker.shown(path)}"
            for path in dict.fromkeys(self.bounds[position].path for position in positions)
        ]
        return Finding(
            check=bound.path,
            kind=bound.check.kind,
            severity=severity,
            message=self.speaker.say(case, names=self.speaker.joined(names)),
            also=self._also(bound.path, tuple(positions)),
            formula=formula(bound, verdict),
            reported=self._reported(bound.path),
            fields=self._fields(tuple(positions)),
            cause="truncated" if case in {"truncated", "amounts_cut"} else None,
        )

    def _not_yet(self) -> Iterator[Finding]:
        """That zeros under a later heading are not taken for numbers."""
        values = self.case.sheet.values
        zeros = [
            path
            for path in values
            if path in self.case.sheet.pending and values[path].number is not None
        ]
        if zeros:
            names = self.speaker.joined([self.speaker.name(path) for path in zeros])
            yield Finding(
                check=zeros[0],
                kind="order",
                severity="info",
                message=self.speaker.say("not_yet", names=names),
                also=tuple(zeros[1:]),
                reported=self._reported(zeros[0]),
                fields=tuple(zeros),
            )

    def _whole_sums(self) -> Iterator[Finding]:
        """Sums of a list's whole numbers that are not exact: nobody can tell why."""
        for position, verdict in enumerate(self.judged.verdicts):
            bound, sheet = self.bounds[position], self.case.sheet
            linear = bound.relations[0].linear if bound.relations else None
            if verdict.grade != "within_rounding" or linear is None or not linear.listed:
                continue
            if any((sheet.values[path].decimals or 0) for path in self._fields((position,))):
                continue
            expected, interval = self._expected(bound, verdict)
            low, high = self._ends(bound, interval)
            is_unlikely = verdict.reason == "unlikely"
            failure = self.speaker.failure(bound, verdict, expected[1] if expected else None)
            case = "unlikely_sum" if is_unlikely else "whole_sum"
            fields = self._fields((position,))
            yield Finding(
                check=bound.path,
                kind=bound.check.kind,
                severity="warning" if is_unlikely else "info",
                message=self.speaker.say(case, failure=failure),
                formula=formula(bound, verdict),
                reported=self._reported(bound.path),
                expected=expected[0] if expected else None,
                low=low,
                high=high,
                fields=fields,
            )

    def _base_note(self, positions: list[int], base: int) -> Finding:
        ratio = self.bounds[positions[0]].ratio
        bases = ratio.bases if ratio is not None else ()
        bound = self.bounds[positions[0]]
        return Finding(
            check=bound.path,
            kind=bound.check.kind,
            severity="info",
            message=self.speaker.say(
                "base",
                name=self.speaker.column(bound.path),
                base=self.speaker.column(bases[base]),
                customary=self.speaker.column(bases[0]),
            ),
            also=self._also(bound.path, tuple(positions)),
            formula=formula(bound, self.judged.verdicts[positions[0]]),
            fields=self._fields(tuple(positions)),
        )

    def _reported(self, path: str) -> str | None:
        value = self.case.sheet.values.get(path)
        return value.value if value is not None else None

    def _also(self, path: str, positions: tuple[int, ...]) -> tuple[str, ...]:
        others = dict.fromkeys(self.bounds[position].path for position in positions)
        return tuple(other for other in others if other != path)

    def _fields(self, positions: tuple[int, ...]) -> tuple[str, ...]:
        """Every field of the checks that is on this form, each once; of candidates the used one."""
        fields: dict[str, None] = {}
        for position in positions:
            bound, base = self.bounds[position], self.judged.verdicts[position].bases[0]
            ratio = bound.ratio
            paths = bound.paths
            if ratio is not None:
                paths = (ratio.rate, ratio.over, ratio.bases[base])
            fields.update(dict.fromkeys(path for path in paths if self._is_there(path)))
        return tuple(fields)

    def _is_there(self, path: str) -> bool:
        value = self.case.sheet.values.get(path)
        return value is not None and value.status != "absent"


def contradicted_fields(findings: list[Finding]) -> frozenset[str]:
    """Every field that an error speaks of."""
    return frozenset(path for finding in findings for path in finding.fields)


def _same_then(one: Bound, other: Bound) -> bool:
    return (
        one.condition is not None
        and other.condition is not None
        and one.condition.then == other.condition.then
    )
