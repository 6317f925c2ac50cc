"""What is at the root of broken checks: one cause each, the likeliest explanation first.

Whole-form explanations come first, then single cells, then pairs. `suspect` is set only where
one single cell explains all that hangs together: ranking never decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import msgspec

from extractor.audit import pairs, whole
from extractor.audit.carried import moved
from extractor.audit.catalogue import SPECIFICITY
from extractor.audit.checks import Case, Judged
from extractor.audit.diagnose import diagnose, slip_of
from extractor.audit.finer import finer
from extractor.audit.localize import Cause, Explanation, Search
from extractor.audit.typed import Typed
from extractor.audit.units import table_in_other_unit

_LARGEST_COVER = 3
_MOST_COMBINED = 24
_MOST_ALTERNATIVES = 20
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
    table = table_in_other_unit(search, broken)
    if table is not None:
        # Whether the table or what stands outside is in the other unit, nothing tells.
        alone = [each for each in explanations if each.repairs == table.repairs]
        told = (table, *(_diagnosed(search, each) for each in alone))
        causes.append(Cause(tuple(sorted(table.repairs)), None, told))
        broken = []
    several, broken = whole.beside(search, broken, explanations)
    causes += [_together(search, same) for same in several]
    left = [e for e in explanations if e.repairs <= set(broken)]
    clusters = _clusters(broken, left)
    # A form that contradicts itself all over is not mended by pairs, and each costs a search.
    may_pair = len(clusters) <= _MOST_CLUSTERS
    owns = [[e for e in left if e.repairs & set(cluster)] for cluster in clusters]
    accused = _accused(clusters, owns)
    for cluster, own in zip(clusters, owns, strict=True):
        causes += _causes(search, cluster, own, accused, may_pair=may_pair)
    return sorted(map(_bounded, causes), key=lambda cause: cause.broken)


def _bounded(cause: Cause) -> Cause:
    """The cause with its likeliest alternatives; how many more there are is counted."""
    left = len(cause.alternatives) - _MOST_ALTERNATIVES
    if left <= 0:
        return cause
    return msgspec.structs.replace(
        cause, alternatives=cause.alternatives[:_MOST_ALTERNATIVES], left_out=left
    )


def _causes(
    search: Search,
    cluster: tuple[int, ...],
    explanations: list[Explanation],
    accused: frozenset[str],
    *,
    may_pair: bool,
) -> list[Cause]:
    """The causes of broken checks that hang together through what could explain them."""
    singles = [each for each in explanations if len(each.repairs) == len(cluster)]
    if singles:
        explained = [_diagnosed(search, each, accused) for each in singles]
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


def _accused(
    clusters: Sequence[tuple[int, ...]], owns: Sequence[Sequence[Explanation]]
) -> frozenset[str]:
    """The cells that alone explain some contradiction: nobody copied from those."""
    found = []
    for cluster, own in zip(clusters, owns, strict=True):
        singles = [each.field for each in own if len(each.repairs) == len(cluster)]
        found += singles if len(singles) == 1 else []
    return frozenset(found)


def _together(search: Search, same: Sequence[Explanation]) -> Cause:
    """One cause of which several cells are wrong at once, by whichever of these explanations."""
    explained = [each if each.cause else _diagnosed(search, each) for each in same]
    explained.sort(key=_rank(search))
    broken = tuple(sorted(same[0].repairs))
    return Cause(broken, None, tuple(explained), explained[0] if len(explained) == 1 else None)


def _diagnosed(
    search: Search, explanation: Explanation, accused: frozenset[str] = frozenset()
) -> Explanation:
    """The explanation with its cause, and the value that the slip tells was meant.

    A slip that misses the value which follows is possible at most: the value stays.
    """
    path = explanation.field

    def is_right(value: Typed) -> bool:
        return search.holds(_with(search, explanation, value).changes, explanation.repairs)

    wanted = explanation.value if explanation.follows else None
    accused = accused.union(explanation.changes)
    slip = slip_of(search.case, path, accused)
    found = diagnose(slip, explanation.regions, wanted, is_right) if slip is not None else None
    if found is None or not found.is_exact:
        explanation, found = finer(search, explanation, found, is_right, accused)
    if found is None:
        return explanation
    meant = found.meant.number
    follows = wanted is not None
    explained = msgspec.structs.replace(
        explanation,
        cause=found.cause,
        cells=found.meant.cells,
        words=found.meant.words,
        tries=found.tries,
        is_exact=found.is_exact,
        meant=meant if follows and not found.is_exact else None,
    )
    return explained if meant is None or follows else _with(search, explained, meant)


def _with(search: Search, explanation: Explanation, value: Typed) -> Explanation:
    """The explanation with another value in its cell, and in those that move with it."""
    others = explanation.others
    if explanation.is_carried:
        change = value.number - search.case.sheet.shown(explanation.field)
        cells = [path for path, _ in others]
        others = tuple(moved(search, cells, change, value.digits).items())
    return msgspec.structs.replace(explanation, value=value, others=others)


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
