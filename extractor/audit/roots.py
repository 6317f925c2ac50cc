"""What is at the root of broken checks: one cause each, the likeliest explanation first.

Whole-form explanations come first, then single cells, then pairs. `suspect` is set only where
one single cell explains all that hangs together: ranking never decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import msgspec

from extractor.audit import pairs, whole
from extractor.audit.catalogue import SPECIFICITY
from extractor.audit.checks import Case, Judged
from extractor.audit.diagnose import diagnose
from extractor.audit.finer import finer
from extractor.audit.localize import Cause, Explanation, Search
from extractor.audit.typed import Typed

_LARGEST_COVER = 3
_MOST_COMBINED = 24
_MOST_CLUSTERS = 6
_WEAK = frozenset({"stale_period", "copied_neighbour"})


def roots(case: Case, judged: Judged) -> list[Cause]:
    """Every broken contradiction of the form, grouped by what explains it."""
    search = Search(case, judged)
    broken = search.broken(range(len(case.checks.bounds)))
    if not broken:
        return []
    causes, broken = whole.before(search, broken)
    explanations = [e for e in search.explanations(broken) if not _is_stacked(search, e)]
    several, broken = whole.beside(search, broken, explanations)
    causes += several
    left = [e for e in explanations if e.repairs <= set(broken)]
    clusters = _clusters(broken, left)
    # A form that contradicts itself all over is not mended by pairs, and each costs a search.
    may_pair = len(clusters) <= _MOST_CLUSTERS
    for cluster in clusters:
        own = [e for e in left if e.repairs & set(cluster)]
        causes += _causes(search, cluster, own, may_pair=may_pair)
    return sorted(causes, key=lambda cause: cause.broken)


def _causes(
    search: Search,
    cluster: tuple[int, ...],
    explanations: list[Explanation],
    *,
    may_pair: bool,
) -> list[Cause]:
    """The causes of broken checks that hang together through what could explain them."""
    singles = [each for each in explanations if len(each.repairs) == len(cluster)]
    if singles:
        explained = [_diagnosed(search, each) for each in singles]
        if len(explained) == 1 and not _is_odd(search, explained[0]):
            return [Cause(cluster, explained[0])]
        return [Cause(cluster, None, tuple(sorted(explained, key=_rank(search))))]
    cover = _only_cover(search, cluster, explanations)
    if cover is not None:
        return _covering(search, cluster, cover)
    found = pairs.pairs(search, cluster) if may_pair else []
    if found:
        ranked = sorted((_diagnosed(search, each) for each in found), key=_rank(search))
        return [Cause(cluster, None, tuple(ranked))]
    return [Cause((position,)) for position in cluster]


def _covering(
    search: Search, cluster: tuple[int, ...], cover: Sequence[Explanation]
) -> list[Cause]:
    causes: list[Cause] = []
    left = set(cluster)
    for each in sorted(cover, key=lambda explanation: -len(explanation.repairs)):
        if each.repairs & left:
            broken = tuple(sorted(each.repairs & left))
            causes.append(Cause(broken, _diagnosed(search, each)))
        left -= each.repairs
    return causes


def _diagnosed(search: Search, explanation: Explanation) -> Explanation:
    """The explanation with its cause, and the value that the slip tells was meant."""
    path = explanation.field

    def is_right(value: Typed) -> bool:
        return search.holds({**explanation.changes, path: value}, explanation.repairs)

    wanted = explanation.value if explanation.follows else None
    found = diagnose(search.case, path, explanation.regions, wanted, is_right)
    if found is None or not found.is_exact:
        explanation, found = finer(search, explanation, found, is_right)
    if found is None:
        return explanation
    meant = found.meant.number
    keep = meant is None or found.is_exact
    return msgspec.structs.replace(
        explanation,
        cause=found.cause,
        cells=found.meant.cells,
        words=found.meant.words,
        tries=found.tries,
        is_exact=found.is_exact,
        value=explanation.value if keep or meant is None else meant,
    )


def _rank(search: Search) -> Callable[[Explanation], tuple[bool, int, int, int]]:
    """The likelier first: a slip that could have been few other numbers, no odd value.

    Equal neighbours are common on right forms, so that copying explains least.
    """

    def key(each: Explanation) -> tuple[bool, int, int, int]:
        strength = int(not each.is_exact)
        if each.cause is None or each.cause in _WEAK:
            strength = 2 + (each.cause is None)
        return (_is_odd(search, each), strength, each.tries, SPECIFICITY[each.cause])

    return key


def _is_odd(search: Search, explanation: Explanation) -> bool:
    """Whether the explanation takes a number away, or makes one negative that was not."""
    is_negative = explanation.value.count < 0 <= search.case.sheet.shown(explanation.field)
    return is_negative or _is_emptied(search, explanation)


def _is_stacked(search: Search, explanation: Explanation) -> bool:
    """Whether a number in place of a base of 0 agrees with nothing but by the last half-widths.

    Of small whole numbers these allow nearly anything: a 3 over 2 would be 100 %.
    """
    verdicts, bounds = search.judged.verdicts, search.case.checks.bounds
    if not any(verdicts[position].reason == "over_zero" for position in explanation.repairs):
        return False
    after = search.after({explanation.field: explanation.value})
    return not any(
        after.judged.verdicts[position].grade == "exact"
        for position in after.touching((explanation.field,))
        if bounds[position].is_contradiction
        and any(each.relation == "=" for each in bounds[position].relations)
    )


def _is_emptied(search: Search, explanation: Explanation) -> bool:
    """Whether the explanation replaces a number by 0: possible, but never what is decided.

    A row left at its default 0 contradicts its filled part in just this way.
    """
    return explanation.value.count == 0 and search.case.sheet.shown(explanation.field) != 0


def _only_cover(
    search: Search, cluster: tuple[int, ...], explanations: list[Explanation]
) -> tuple[Explanation, ...] | None:
    """The only smallest set of cells that together explain all, if there is only one."""
    if len(explanations) > _MOST_COMBINED:
        return None
    for size in range(2, _LARGEST_COVER + 1):
        covers = [
            cover
            for cover in combinations(explanations, size)
            if frozenset().union(*(each.repairs for each in cover)) >= set(cluster)
        ]
        if len(covers) == 1 and not any(_is_odd(search, each) for each in covers[0]):
            change = {each.field: each.value for each in covers[0]}
            return covers[0] if search.holds(change, cluster) else None
        if covers:
            return None
    return None


def _clusters(broken: Sequence[int], explanations: list[Explanation]) -> list[tuple[int, ...]]:
    """Broken checks that some explanation joins, in the order of the rule file."""
    group = {position: {position} for position in broken}
    for explanation in explanations:
        joined: set[int] = set().union(*(group[position] for position in explanation.repairs))
        for position in joined:
            group[position] = joined
    return sorted({tuple(sorted(members)) for members in group.values()})
