"""Checks between the forms of a warehouse: what one project's submissions say of each other.

    warehouse → families (sinks) → projects, years (identity) → disagreements (judge) → findings

Only what rule files declare under `across` is compared, and only where it is certain that two
forms speak of the same: a false alarm costs more than a miss.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import PurePath

import msgspec

from extractor.across.judge import Rules, judge
from extractor.across.speak import Speaker, sides
from extractor.across.types import AcrossFinding, Case, Disagreement, Evidence, Reference
from extractor.model import Language
from extractor.rulebook import RuleSet
from extractor.sinks.families import Copies, FamilyReader

__all__ = [
    "AcrossFinding",
    "Case",
    "Comparison",
    "Evidence",
    "Reference",
    "compare",
    "declaring",
]

_SEVERITIES = ("error", "warning", "info")


class Comparison(msgspec.Struct, frozen=True):
    """All that was found between the forms of a warehouse, grave findings first.

    `forms` counts the forms looked at, `comparable` those that name a project and a unit.
    """

    forms: int
    comparable: int
    findings: tuple[AcrossFinding, ...]


def declaring(rules: RuleSet) -> Rules:
    """The rule files that say how their forms are compared."""
    return {name: rule for name, rule in rules.rules.items() if rule.across is not None}


def compare(destination: str, rules: Rules, language: Language = "zh") -> Comparison:
    """Compares the current readings of a warehouse, which is opened for reading alone.

    Raises `WarehouseError` for what is no warehouse of this version, `UsageError` for what
    cannot be the name of one.
    """
    declared = {name: rule.across for name, rule in rules.items() if rule.across is not None}
    reader = FamilyReader(destination, declared)
    try:
        extent = reader.extent()
        found = list(_findings(reader, rules, language))
    finally:
        reader.close()
    found.sort(key=lambda each: _SEVERITIES.index(each.finding.severity))
    return Comparison(extent.forms, extent.comparable, tuple(found))


def _findings(reader: FamilyReader, rules: Rules, language: Language) -> Iterator[AcrossFinding]:
    copied = [_copied(each) for each in reader.copies() if _has_several_names(each.paths)]
    yield from _spoken(copied, reader, rules, language)
    for span in reader.spans():
        judged = [each for family in reader.families(span) for each in judge(family, rules)]
        yield from _spoken(judged, reader, rules, language)


def _spoken(
    found: Iterable[Disagreement], reader: FamilyReader, rules: Rules, language: Language
) -> Iterator[AcrossFinding]:
    several = list(found)
    written = reader.written(
        (side.key, side.path) for each in several for side in sides(each, rules)
    )
    sources = reader.sources(key[0] for each in several for key in each.keys)
    speaker = Speaker(rules, written, sources, language)
    for each in several:
        yield speaker.finding(each)


def _copied(copies: Copies) -> Disagreement:
    return Disagreement("copied", (copies.key,), (copies.form,), copies.project)


def _has_several_names(paths: Iterable[str]) -> bool:
    """Whether the paths are more than two ways to write one: `a.docx`, `./a.docx`, `/x/a.docx`."""
    plain = {os.path.normpath(path) for path in paths}
    absolute = [path for path in plain if PurePath(path).is_absolute()]
    relative = [path for path in plain if not PurePath(path).is_absolute()]
    others = [path for path in relative if not any(full.endswith(f"/{path}") for full in absolute)]
    return len(absolute) + len(others) > 1
