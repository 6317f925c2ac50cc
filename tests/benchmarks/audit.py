"""How well the audit finds, locates and explains planted mistakes: figures, not a test.

python -m tests.benchmarks.audit [--seed N] [--forms N] [--clean N] [-v]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable

from corpus.generator.truth import Mistake
from extractor.model import Finding
from tests.audit.planted import Planted, clean, with_errors

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
    """Whether the true cells are among the explanations of a finding."""
    wrong = set(mistake.fields)
    if finding.suspect in wrong:
        return True
    return any(set(each.fields) & wrong for each in finding.alternatives)


def figures(items: Iterable[Planted]) -> Figures:
    """The figures of many forms with one mistake each."""
    made = Figures()
    for item in items:
        made.add(item)
    return made


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


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--forms", type=int, default=500)
    parser.add_argument("--clean", type=int, default=1000)
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    for form in ("f1", "f3"):
        made = figures(with_errors(arguments.seed, form, 1, arguments.forms))
        counts = made.counts
        print(f"{form}: one mistake each")
        print(f"  detected            {_share(counts['detected'], counts['planted'])}")
        print(f"  cell named          {_share(counts['named'], counts['detected'])}")
        print(f"  one finding         {_share(counts['one finding'], counts['detected'])}")
        print(f"  suspect right       {_share(counts['suspect right'], counts['single'])}")
        print(f"  suspect not decided {_share(counts['suspect none'], counts['single'])}")
        print(f"  suspect wrong       {_share(counts['suspect wrong'], counts['detected'])}")
        print(f"  cause right         {_share(counts['cause right'], counts['with cause'])}")
        for name in sorted({name for name, _ in made.by_cause}):
            right, planted = made.by_cause[name, "right"], made.by_cause[name, "planted"]
            print(f"    {name:18}  {_share(right, planted)}")
        found, total = both_found(with_errors(arguments.seed, form, 2, arguments.forms // 2))
        print(f"  two mistakes, both  {_share(found, total)}")
        told, total = false_alarms(clean(arguments.seed, form, arguments.clean))
        print(f"  errors on clean     {len(told)} on {total}")
        for line in (*told, *made.lines) if arguments.verbose else told[:5]:
            print("   ", line)


if __name__ == "__main__":
    main()
