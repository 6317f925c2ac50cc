"""Progress is told on standard error, as the reader can use it, and never stops a run."""

import io
import json

from extractor.ingest.progress import Bar, Lines, Nothing, progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Gone(io.StringIO):
    def write(self, _):
        raise BrokenPipeError


def told(style, stream=None, files=3):
    out = stream or io.StringIO()
    teller = progress(style, out)
    teller.begin(files)
    for done in range(1, files + 1):
        teller.advance(done, failed=done // 3)
    teller.end()
    return out.getvalue()


def test_a_terminal_gets_a_bar_and_a_pipe_gets_lines():
    assert isinstance(progress("auto", Terminal()), Bar)
    assert isinstance(progress("auto", io.StringIO()), Lines)
    assert isinstance(progress("none", Terminal()), Nothing)


def test_plain_lines_say_how_many_there_are_and_how_many_failed():
    first, *_, last = told("plain").splitlines()
    assert first == "3 files to read"
    assert last.startswith("3/3 files, 1 failed, ")


def test_json_lines_are_for_programs():
    figures = [json.loads(line) for line in told("json").splitlines()]
    assert figures[0]["done"] == 0
    assert figures[-1] | {"seconds": 0} == {
        "done": 3, "total": 3, "failed": 1, "seconds": 0, "seconds_left": None,
    }  # fmt: skip


def test_none_says_nothing():
    assert told("none") == ""


def test_the_bar_is_drawn_and_taken_away():
    assert "3/3" in told("bar", Terminal())


def test_a_reader_who_went_away_stops_nothing():
    told("plain", Gone())
    told("bar", Gone())
