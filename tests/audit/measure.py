"""How well the audit finds, locates and explains planted mistakes: figures, not a test.

    python -m tests.audit.measure [--seed N …] [--forms N] [--clean N] [-v]

Of each form: single mistakes (found, placed, explained), the solver's second opinion on which
cells could be wrong, two mistakes at once, and clean forms that only look suspicious.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus.generator import f1_funds, f3
from corpus.generator.relations import Hundred
from corpus.generator.truth import Mistake
from extractor.audit.checks import Case
from extractor.audit.cutting import settle
from extractor.audit.localize import Search
from extractor.audit.plan import plan_of
from extractor.audit.sheet import Sheet
from extractor.model import Finding
from extractor.rulebook import load_rules
from tests.audit.oracle import repairs
from tests.audit.planted import Planted, clean, with_errors

_LARGEST = 10**9
#: Mistakes of these causes concern several cells, so that no single cell explains them.
SEVERAL_CELLS = {"swapped_cells", "shifted", "defaulted_row"}


class Figures:
    """Counts over forms with one mistake each; `lines` tells every departure."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.by_cause: Counter[tuple[str, str]] = Counter()
        self.lines: list[str] = []

    def add(self, item: Planted) -> None:
        """Count one form."""
        [mistake] = item.errors
        self.counts["planted"] += 1
        name = mistake.cause or "(none)"
        self.by_cause[name, "planted"] += 1
        found = [finding for finding in item.found if touches(finding, mistake)]
        if not found:
            self.tell("missed", item, mistake)
            return
        self.counts["detected"] += 1
        if not any(names(finding, mistake) for finding in found):
            self.tell("cell not named", item, mistake)
        self.counts["named"] += any(names(finding, mistake) for finding in found)
        self.counts["one finding"] += len(item.found) == 1
        suspects = {finding.suspect for finding in item.found if finding.suspect is not None}
        wrong = suspects - set(mistake.fields)
        if len(mistake.fields) == 1:
            self.counts["single"] += 1
            self.counts["suspect right"] += suspects == set(mistake.fields)
            self.counts["suspect none"] += not suspects
        self.counts["suspect wrong"] += bool(wrong)
        if wrong:
            self.tell(f"suspect {wrong}", item, mistake)
        if mistake.cause is not None:
            self.counts["with cause"] += 1
            causes = {finding.cause for finding in found}
            right = mistake.cause in causes
            self.counts["cause right"] += right
            self.by_cause[name, "right"] += right
            if not right:
                self.tell(f"cause {causes}", item, mistake)

    def tell(self, what: str, item: Planted, mistake: Mistake) -> None:
        """Keep a line on a departure."""
        told = "; ".join(finding.message for finding in item.found)
        self.lines.append(
            f"{what}: {item.seed} {mistake.cause} {mistake.fields} "
            f"{mistake.written} for {mistake.true}: {told}"
        )


def touches(finding: Finding, mistake: Mistake) -> bool:
    """Whether a finding speaks of a mistake's cells."""
    return bool({finding.check, *finding.fields} & set(mistake.fields))


def names(finding: Finding, mistake: Mistake) -> bool:
    """Whether exactly the true cells are an explanation: the suspect, or an alternative.

    Of cells that were left or moved all together, those whose number is right anyway need no
    mending. A total that was added up with a score above its weight is no slip of its own.
    """
    wrong = set(mistake.fields)
    if mistake.fields[1:] == ("total.score",) and finding.suspect == mistake.fields[0]:
        return True
    if len(wrong) == 1:
        told = [{finding.suspect}, *(set(each.fields) for each in finding.alternatives)]
        return wrong in told
    return any(len(each.fields) > 1 and set(each.fields) <= wrong for each in finding.alternatives)


def figures(items: Iterable[Planted]) -> Figures:
    """The figures of many forms with one mistake each."""
    made = Figures()
    for item in items:
        made.add(item)
    return made


@dataclass(frozen=True)
class Compared:
    """One form with one mistake: the cells that the audit and those that the solver could mend."""

    item: Planted
    found: frozenset[str]
    solved: frozenset[str]

    @property
    def suspects(self) -> frozenset[str]:
        """The suspects of all findings."""
        named = (finding.suspect for finding in self.item.found)
        return frozenset(each for each in named if each is not None)

    @property
    def is_open(self) -> bool:
        """Whether the form does not decide which cell is wrong."""
        return len(self.solved) != 1

    @property
    def is_wrong(self) -> bool:
        """Whether a suspect is named that is not the mistake."""
        return not self.suspects <= set(self.item.errors[0].fields)


def compared(seed: object, form: str, forms: int) -> Iterator[Compared]:
    """Forms with one mistake on which the solver can have an opinion: rounded, plain numbers."""
    for item in with_errors(seed, form, 1, forms):
        search = _search_of(item)
        if not _is_comparable(item, search):
            continue
        broken = search.broken(range(len(search.case.checks.bounds)))
        found = frozenset(
            each.field
            for each in search.explanations(broken)
            if each.repairs == frozenset(broken) and not each.others
        )
        digits = {path: search.case.sheet.digits(path) for path in search.case.sheet.quantities}
        yield Compared(
            item, found, frozenset(repairs(item.bed.slots, _relations(item), digits=digits))
        )


def _search_of(item: Planted) -> Search:
    plan = plan_of(load_rules().rules[item.truth.form])
    bound = plan.checks(item.record.values)
    return Search(*settle(Case(plan, bound, Sheet(item.record.values, bound.given))))


def _relations(item: Planted) -> list[Any]:
    if item.truth.form == f3.FORM:
        made = [each for each in f3.relations(item.bed) if not isinstance(each, Hundred)]
        weights = ["funds.total.weight"]
        weights += [f"indicators.{number}.weight" for number in range(len(item.bed.indicators))]
        return [*made, Hundred(tuple(weights))]
    return f1_funds.relations(item.bed.funds.base)


def _is_comparable(item: Planted, search: Search) -> bool:
    """Whether the audit has learned the base that the generator used, and nothing is cut."""
    how = item.bed.funds
    conventions = search.judged.conventions.values()
    base = ("annual", "received").index(how.base)
    is_learned = item.truth.form == f3.FORM or base in {known.base for known in conventions}
    return (
        is_learned
        and not how.cut
        and not search.judged.cut
        and not any(known.may_cut for known in conventions)
        and all(_is_plain(slot) for slot in item.bed.slots.values())
    )


def _is_plain(slot: Any) -> bool:  # a cell of the generator
    """Negative bases, millionths and billions are beyond the solver's formulation and precision.

    How exact a bare 1 or a rate in words is, the generator does not say.
    """
    if slot.figure is None or slot.text_override is not None:
        return slot.text_override is None
    is_exact = slot.form not in {"one", "words"}
    return is_exact and slot.figure.places <= 4 and 0 <= slot.exact < _LARGEST


def both_found(items: Iterable[Planted]) -> tuple[int, int]:
    """Of forms with two mistakes, on how many both are found; and how many there are."""
    found = total = 0
    for item in items:
        total += 1
        found += all(any(touches(f, mistake) for f in item.found) for mistake in item.errors)
    return found, total


def false_alarms(items: Iterable[Planted]) -> tuple[list[str], int]:
    """The errors found on clean forms; and how many forms there are."""
    told: list[str] = []
    total = 0
    for item in items:
        total += 1
        told += [f"false alarm: {item.seed}: {f.message}" for f in item.found]
    return told, total


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.2%})" if whole else "0/0"


def opinions(seed: int, form: str, forms: int) -> Iterator[str]:
    """The figures of the solver's second opinion, a line each."""
    made = list(compared(seed, form, forms))
    decided = [each for each in made if not each.is_open]
    left = [each for each in made if each.is_open]
    same = [each for each in made if each.found == each.solved]
    right = [each for each in decided if each.suspects == each.solved]
    wrong = [each for each in left if each.is_wrong]
    yield f"  solver: same cells  {_share(len(same), len(made))}"
    yield f"  decided by the form {_share(len(decided), len(made))}"
    yield f"    suspect right     {_share(len(right), len(decided))}"
    yield f"  open: suspect wrong {_share(len(wrong), len(left))}"
    for each in made:
        if each.found != each.solved or (each.is_open and each.is_wrong):
            told = f"audit {sorted(each.found)}, solver {sorted(each.solved)}"
            yield f"    {each.item.seed}: {told}, suspect {sorted(each.suspects)}"


def measure(seed: int, form: str, forms: int, clean_forms: int) -> Iterator[str]:
    """All figures of one form and seed, a line each; departures begin with four blanks."""
    made = figures(with_errors(seed, form, 1, forms))
    counts = made.counts
    yield f"{form}, seed {seed}: one mistake each"
    yield f"  detected            {_share(counts['detected'], counts['planted'])}"
    yield f"  cell named          {_share(counts['named'], counts['detected'])}"
    yield f"  one finding         {_share(counts['one finding'], counts['detected'])}"
    yield f"  suspect right       {_share(counts['suspect right'], counts['single'])}"
    yield f"  suspect not decided {_share(counts['suspect none'], counts['single'])}"
    yield f"  suspect wrong       {_share(counts['suspect wrong'], counts['detected'])}"
    yield f"  cause right         {_share(counts['cause right'], counts['with cause'])}"
    for name in sorted({name for name, _ in made.by_cause}):
        right, planted = made.by_cause[name, "right"], made.by_cause[name, "planted"]
        yield f"    {name:18}  {_share(right, planted)}"
    yield from opinions(seed, form, forms)
    found, total = both_found(with_errors(seed, form, 2, forms // 2))
    yield f"  two mistakes, both  {_share(found, total)}"
    told, total = false_alarms(clean(seed, form, clean_forms))
    yield f"  errors on clean     {len(told)} on {total}"
    yield from (f"    {line}" for line in (*told, *made.lines))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, nargs="+", default=[int(time.time())])
    parser.add_argument("--forms", type=int, default=500)
    parser.add_argument("--clean", type=int, default=1000)
    parser.add_argument("-v", "--verbose", action="store_true", help="every departure as well")
    arguments = parser.parse_args()
    for seed in arguments.seed:
        for form in ("f1", "f3"):
            for line in measure(seed, form, arguments.forms, arguments.clean):
                if arguments.verbose or not line.startswith("    ") or "%" in line[24:]:
                    print(line, flush=True)


if __name__ == "__main__":
    main()
