"""Pairs of cells that, both changed, explain what no single cell does.

The first cell is given a value that repairs the broken checks it touches; the second must then
repair all that is left, what the first change broke among it. Only cells that touch all of it
come into question (its conflicts), so that few are tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.audit.intervals import Interval
from extractor.audit.localize import Explanation, Search
from extractor.audit.typed import Typed

_MOST_FOUND = 32
_MOST_TRIED = 400


def pairs(search: Search, cluster: Sequence[int]) -> list[Explanation]:
    """All pairs that were found to repair the broken checks of `cluster`, each once."""
    fields = dict.fromkeys(path for position in cluster for path in search.speaks_of(position))
    found: dict[frozenset[str], Explanation] = {}
    tried = 0
    for path in fields:
        if path not in search.case.sheet.quantities:
            continue
        own = [position for position in cluster if path in search.speaks_of(position)]
        for value, regions in _first(search, path, own):
            after = search.after({path: value})
            left = after.broken(sorted({*cluster, *search.touching((path,))}))
            for second in _touching_all(after, left, path):
                pair = frozenset((path, second))
                tried += 1
                if pair in found or tried > _MOST_TRIED:
                    continue
                explained = after.explain(second, left)
                if explained is None:
                    continue
                found[pair] = Explanation(
                    path,
                    frozenset(cluster),
                    tuple(regions),
                    value,
                    follows=False,
                    others=((second, explained.value),),
                )
        if len(found) >= _MOST_FOUND:
            break
    return list(found.values())


def _first(search: Search, path: str, broken: list[int]) -> Iterator[tuple[Typed, list[Interval]]]:
    """Values of a cell that repair the broken checks it touches, whatever else they break."""
    regions: list[Interval] = [search.possible(path)]
    for position in broken:
        met = (region.meet(each) for region in regions for each in search.allowed(position, path))
        regions = [region for region in met if region is not None]
    if not regions:
        return
    tried: set[Typed] = set()
    others = [position for position in search.constraints(path) if position not in broken]
    for candidate in search.following(path, [*broken, *others], []):
        if candidate not in tried and any(candidate.number in region for region in regions):
            tried.add(candidate)
            yield candidate, regions
    digits = search.case.sheet.digits(path)
    for region in regions:
        for candidate, _ in search.simplest(path, region, digits)[:1]:
            if candidate not in tried:
                tried.add(candidate)
                yield candidate, regions


def _touching_all(search: Search, left: Sequence[int], path: str) -> list[str]:
    """The cells that every check that is still broken speaks of."""
    if not left:
        return []
    first, *rest = left
    return [
        each
        for each in dict.fromkeys(search.speaks_of(first))
        if each != path
        and each in search.case.sheet.quantities
        and all(each in search.speaks_of(position) for position in rest)
    ]
