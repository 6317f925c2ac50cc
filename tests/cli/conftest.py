"""What the tests of commands share."""

import pytest

from extractor.cli import main


@pytest.fixture
def tiqu(capfd, monkeypatch, tmp_path):
    """Runs a command in an empty folder: exit status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIQU_RULES", raising=False)

    def run(*arguments):
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        return status, *capfd.readouterr()

    return run
