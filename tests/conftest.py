"""Options and the closing figures that `make test` prints."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a red test is the change's doing;
# HYPOTHESIS_PROFILE=default looks further.
settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

SCORES = Path(__file__).parents[1] / "build" / "scores"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate-goldens",
        action="store_true",
        help="write the goldens anew from what the program reads now; look at the diff",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--regenerate-goldens") and os.environ.get("CI"):
        raise pytest.UsageError("goldens are not regenerated in CI: do it by hand, look, commit")
    if not hasattr(config, "workerinput"):
        SCORES.mkdir(parents=True, exist_ok=True)
        for file in SCORES.glob("*.txt"):
            file.unlink()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The accuracy on the corpus, as the scorer saw it in this run."""
    files = sorted(SCORES.glob("*.txt"))
    if files:
        terminalreporter.section("accuracy against the truth files")
    for file in files:
        terminalreporter.write(file.read_text(encoding="utf-8"))
