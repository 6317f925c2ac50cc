"""Forms whose amounts were all cut, not rounded: learned only where rounding does not explain.

A cut amount stands for [v, v + u) instead of [v - u/2, v + u/2], so that the parts of a cut total
may miss it by almost one unit each, and rates of small amounts look wrong. Whole forms are cut,
by a program or by a habit; single amounts are not. So cutting counts only if it mends something,
breaks nothing, and either leaves no contradiction at all or mends what no single cell explains.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from extractor.audit.checks import Case, Judged, judge_all, judge_one
from extractor.audit.verdicts import PASSED


def settle(case: Case) -> tuple[Case, Judged]:
    """The form judged, by rounded amounts or, where only that makes sense of it, by cut ones."""
    judged = judge_all(case)
    broken = _broken(case, judged)
    if not any(case.checks.bounds[position].ratio is not None for position in broken):
        return case, judged
    cut = msgspec.structs.replace(case, sheet=case.sheet.with_amounts_cut())
    if not any(_is_mended(cut, judged, position) for position in broken):
        return case, judged
    otherwise = judge_all(cut)
    left = _broken(cut, otherwise)
    mended = broken - left
    if not mended or not left <= broken:
        return case, judged
    if left and (_share_a_cell(case, mended) or not left < broken):
        return case, judged
    return cut, msgspec.structs.replace(otherwise, cut=tuple(sorted(mended)))


def _broken(case: Case, judged: Judged) -> frozenset[int]:
    return frozenset(
        position
        for position, verdict in enumerate(judged.verdicts)
        if verdict.grade == "inconsistent" and case.checks.bounds[position].is_contradiction
    )


def _is_mended(cut: Case, judged: Judged, position: int) -> bool:
    bound = cut.checks.bounds[position]
    if bound.ratio is None:
        return False
    return judge_one(bound, cut, judged.conventions).grade in PASSED


def is_ambiguous(case: Case, judged: Judged) -> bool:
    """Whether one wrong cell would explain as well what is taken for the cutting of all amounts."""
    return bool(judged.cut) and _share_a_cell(case, judged.cut)


def _share_a_cell(case: Case, positions: Iterable[int]) -> bool:
    """Whether one cell is spoken of by all: its being wrong is the simpler explanation."""
    fields = [set(case.checks.bounds[position].paths) for position in positions]
    return bool(set.intersection(*fields))
