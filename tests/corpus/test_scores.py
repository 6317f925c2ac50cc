"""What the program reads, against truths that were written down before it ran."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from corpus.generator import make
from tests.conftest import SCORES
from tests.corpus.scorer import Score, score_all
from tests.corpus.specimens import CORPUS, Specimen, committed, load

SEEDS = 240


def report(name: str, title: str, total: Score) -> None:
    """Leave the figures for the end of the test run."""
    SCORES.mkdir(parents=True, exist_ok=True)
    (SCORES / f"{name}.txt").write_text("\n".join(total.lines(title)) + "\n", encoding="utf-8")


def assert_good(total: Score) -> None:
    """Every choice and flag, 99.5 % of all fields, every planted mistake, no false alarm."""
    misses = "\n".join(total.misses[:40])
    assert total.options_exact == total.options, misses
    assert total.share >= 0.995, misses
    assert total.reported == total.planted, misses
    assert total.false_alarms == 0, misses


def folders() -> list[str]:
    """The parts of the corpus, each by its own hand."""
    return sorted({path.parent.name for path in committed()})


def test_the_corpus_has_specimens_of_every_hand() -> None:
    assert {"generated", "handmade", "independent", "twin"} <= set(folders())


@pytest.mark.parametrize("folder", folders())
def test_committed_specimens_are_read_as_written(folder: str) -> None:
    specimens = [load(path) for path in committed(CORPUS / folder)]
    total = score_all(specimens)
    report(folder, f"corpus/{folder}", total)
    assert total.files == len(specimens)
    assert_good(total)


def generated(seeds: Iterable[int]) -> Iterable[Specimen]:
    for seed in seeds:
        made = make(seed)
        yield Specimen(made.name, made.data, made.truth)


def test_generated_specimens_are_read_as_written() -> None:
    total = score_all(generated(range(50_000, 50_000 + SEEDS)))
    report(
        "zz-generated-on-the-fly", f"generated on the fly, seeds 50000-{50_000 + SEEDS - 1}", total
    )
    assert total.planted > 50
    assert total.clean > 50
    assert_good(total)
