"""Judges a record by its rule file's checks: arithmetic on what is written, changing nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from extractor.audit.checks import Case, Judged
from extractor.audit.cutting import settle
from extractor.audit.fields import field_findings
from extractor.audit.findings import Writer, contradicted_fields
from extractor.audit.messages import Speaker
from extractor.audit.narrative import narrative_findings
from extractor.audit.pending import pending
from extractor.audit.plan import Plan, plan_of
from extractor.audit.sheet import Sheet
from extractor.audit.verdicts import PASSED, Grade, Outcome, Reason, Verdict
from extractor.audit.wording import REASONS
from extractor.model import (
    CheckCounts,
    Evidence,
    Finding,
    Language,
    Quantity,
    Record,
    Unchecked,
    Value,
)
from extractor.rulebook import Rule

__all__ = ["REASONS", "Audit", "Grade", "Outcome", "Reason", "audit"]

_SEVERITIES = ("error", "warning", "info")


class Audit(msgspec.Struct, frozen=True):
    """What the audit found, how the checks ended in numbers, and each check by itself."""

    findings: tuple[Finding, ...]
    counts: CheckCounts
    outcomes: tuple[Outcome, ...]
    unchecked: tuple[Unchecked, ...] = ()


def audit(
    record: Record, rule: Rule, language: Language = "zh", quantities: Sequence[Quantity] = ()
) -> Audit:
    """Judge one form. Never raises on what a record says, however odd.

    `quantities` are those that stand in its texts; they are held against its cells. Findings are
    sorted by severity, and within one by the order of the rule file.
    """
    plan = plan_of(rule)
    checks = plan.checks(record.values)
    unreported = pending(record.values, rule)
    sheet = Sheet(record.values, checks.given, unreported)
    case, judged = settle(Case(plan, checks, sheet))
    outcomes = tuple(
        Outcome(
            bound.path,
            bound.check.kind,
            bound.check.declared,
            verdict.grade,
            verdict.reason,
            verdict.at,
        )
        for bound, verdict in zip(checks.bounds, judged.verdicts, strict=True)
    )
    speaker = Speaker(case, language)
    if _is_template(plan, record.values):
        findings = [_template(rule, speaker)]
    else:
        findings = _findings(case, judged, speaker, quantities)
    proven = tuple(_with_evidence(finding, rule, record.values) for finding in findings)
    unchecked = tuple(_unchecked(outcomes, speaker))
    return Audit(proven, _counts(judged.verdicts), outcomes, unchecked)


def _unchecked(outcomes: Sequence[Outcome], speaker: Speaker) -> Iterator[Unchecked]:
    """The checks that could not be run, by reason, with the cells that kept them from it."""
    groups: dict[Reason, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.grade == "unchecked" and outcome.reason is not None:
            groups.setdefault(outcome.reason, []).append(outcome)
    for reason, group in groups.items():
        cells = tuple(dict.fromkeys(each.at or each.check for each in group))
        yield Unchecked(
            reason,
            REASONS[reason][speaker.language],
            tuple(each.check for each in group),
            cells,
            speaker.joined([speaker.name(path) for path in cells]),
        )


def _with_evidence(finding: Finding, rule: Rule, values: Mapping[str, Value]) -> Finding:
    """The finding with the place of every field it speaks of, in the order of its `fields`."""
    entries = []
    for path in finding.fields:
        value = values.get(path)
        if value is None or value.status == "absent":
            continue
        field = rule.field(path)
        raw = None if field is not None and field.personal else value.raw
        entries.append(Evidence(path, value.label, raw, value.place))
    return msgspec.structs.replace(finding, evidence=tuple(entries)) if entries else finding


def _findings(
    case: Case, judged: Judged, speaker: Speaker, quantities: Sequence[Quantity]
) -> list[Finding]:
    writer = Writer(case, judged, speaker)
    found = writer.contradictions()
    contradicted = contradicted_fields(found)
    found += writer.conditions()
    found += field_findings(speaker)
    found += writer.warnings(contradicted)
    found += writer.notes()
    found += narrative_findings(speaker, quantities)
    return sorted(found, key=lambda finding: _SEVERITIES.index(finding.severity))


def _counts(verdicts: tuple[Verdict, ...]) -> CheckCounts:
    passed = failed = not_applicable = unchecked = 0
    for verdict in verdicts:
        grade = verdict.grade
        if grade == "not_applicable":
            not_applicable += 1
        elif grade in PASSED:
            passed += 1
        elif grade == "unchecked":
            unchecked += 1
        else:
            failed += 1
    return CheckCounts(passed, failed, not_applicable, unchecked)


def _is_template(plan: Plan, values: dict[str, Value]) -> bool:
    """Whether nothing is filled in. What a template prints does not count: titles, list levels."""
    for path, value in values.items():
        if value.status in {"blank", "absent"} or (value.type == "flag" and value.value == "false"):
            continue
        field = plan.rule.field(path)
        if field is not None and field.find_in:
            continue
        name, _, rest = path.partition(".")
        if rest.partition(".")[2] in plan.levels.get(name, ()):
            continue
        return False
    return True


def _template(rule: Rule, speaker: Speaker) -> Finding:
    required = [path for path, field in rule.fields.items() if field.required]
    first = next(iter(required or rule.fields), rule.form)
    return Finding(check=first, kind="required", severity="info", message=speaker.say("template"))
