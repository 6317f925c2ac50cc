"""A run stores whole batches, skips what is known, and may be stopped and repeated."""

import os
import signal
import subprocess
import sys
import textwrap

import duckdb
import msgspec
import pytest

from extractor.ingest.run import Options, ingest
from extractor.rulebook import RuleSet
from tests.ingest.reader import Fake
from tests.sinks.making import MONITORING, RULES

FAKE = Fake(RULES)


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def plant(**texts):
        folder = tmp_path / "forms"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text)

    return plant


def run(*paths, task=FAKE, **options):
    return ingest(paths or ("forms",), "forms.duckdb", task, Options(**options))


def ask(query):
    with duckdb.connect("forms.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()


def everything():
    """All rows of all tables but for load times, to compare two warehouses."""
    names = [
        name for (name,) in ask("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'")
    ]
    return {
        name: ask(f'SELECT * EXCLUDE (loaded_at) FROM main."{name}" ORDER BY ALL')  # noqa: S608
        for name in names
        if name != "warehouse"
    }


def test_every_file_ends_in_submissions_with_a_status(files):
    files(a="ok 1", b="error 2", c="fail 3", d="other", e="two 5", f="")
    tally = run()
    assert dict(ask("SELECT status, count(*) FROM submissions GROUP BY 1")) == {
        "ok": 3, "failed": 1, "unrecognised": 2,
    }  # fmt: skip
    assert (tally.files, tally.failed, tally.forms[MONITORING]) == (6, 1, 3)
    assert tally.severities == {"error": 1}
    assert [path for path, _ in tally.examples] == ["forms/b"]


def test_a_second_run_changes_nothing(files):
    files(a="ok 1", b="fail 2")
    run()
    before = everything()
    times = ask("SELECT loaded_at FROM submissions ORDER BY sha256")
    tally = run()
    assert everything() == before
    assert ask("SELECT loaded_at FROM submissions ORDER BY sha256") == times
    assert ask("SELECT count(*) FROM history.submissions") == [(0,)]
    assert (tally.files, tally.known, tally.forms) == (2, 2, {})
    assert tally.failed == 1, "a file that failed and is not read again has still failed"


def test_a_renamed_copy_adds_a_source_only(files, tmp_path):
    files(a="ok 1")
    run()
    before = everything()
    (tmp_path / "forms/a").rename(tmp_path / "forms/b")
    run()
    after = everything()
    assert [row[1] for row in after.pop("sources")] == ["forms/a", "forms/b"]
    assert after == {name: rows for name, rows in before.items() if name != "sources"}


def test_one_content_under_two_names_is_read_once(files):
    files(a="ok 1", b="ok 1", c="ok 1")
    read = []
    tally = run(tell=read.append, batch=1)
    assert len(read) == 1
    assert (tally.files, tally.known) == (3, 2)
    assert ask("SELECT path FROM sources ORDER BY 1") == [("forms/a",), ("forms/b",), ("forms/c",)]


def test_changed_rule_files_and_again_read_everything_anew(files):
    files(a="ok 1")
    run()
    other = Fake(RuleSet(RULES.rules, RULES.folder, "changed"))
    assert run(task=other).known == 0
    assert ask("SELECT rule_hash FROM submissions") == [("changed",)]
    assert ask("SELECT rule_hash FROM history.submissions") == [(RULES.sha256,)]
    assert run(task=other, again=True).known == 0
    assert ask("SELECT count(*) FROM history.submissions") == [(2,)]


def test_another_program_version_reads_everything_anew(files, monkeypatch):
    files(a="ok 1")
    run()
    monkeypatch.setattr("extractor.sinks.rows.version", lambda _: "99.0")
    assert run().known == 0
    assert ask("SELECT program_version FROM submissions") == [("99.0",)]


def test_the_size_of_batches_and_the_number_of_workers_change_no_row(files, tmp_path):
    files(
        **{f"f{i:02}": f"{word} {i % 9}" for i, word in enumerate(["ok", "two", "fail", "x"] * 5)}
    )
    run()
    one = everything()
    (tmp_path / "forms.duckdb").unlink()
    run(batch=3, workers=2)
    assert everything() == one


def test_a_run_that_breaks_off_leaves_whole_batches_and_is_taken_up_again(files):
    files(a="ok 1", b="ok 2", c="ok 3", d="ok 4", e="raise 5", f="ok 6")
    with pytest.raises(RuntimeError):
        run(batch=2)
    assert ask("SELECT count(*) FROM submissions") == [(4,)]
    assert ask("SELECT count(DISTINCT sha256) FROM field_values") == [(4,)]
    files(e="ok 5")
    assert run(batch=2).known == 4
    assert ask("SELECT count(*) FROM submissions") == [(6,)]


def test_a_killed_run_leaves_whole_batches(files):
    files(**{f"f{i:02}": f"slow {i}" for i in range(30)})
    program = """
        from extractor.ingest.run import Options, ingest
        from tests.ingest.reader import Fake
        from tests.sinks.making import RULES
        print("begun", flush=True)
        seen = []
        def tell(extraction):
            seen.append(extraction)
            print(len(seen), flush=True)
        ingest(["forms"], "forms.duckdb", Fake(RULES), Options(batch=2, tell=tell))
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    for line in child.stdout:
        if line == b"5\n":
            child.send_signal(signal.SIGKILL)
            break
    child.communicate()
    assert ask("SELECT count(*) FROM submissions") == [(4,)]
    files(**{f"f{i:02}": f"ok {i}" for i in range(30)})
    assert run().known == 0
    assert ask("SELECT count(*) FROM submissions") == [(34,)]


def test_a_worker_that_dies_costs_its_file_only(files):
    files(a="ok 1", b="die 2", c="ok 3", d="ok 4")
    tally = run(workers=2)
    assert ask("SELECT status, error_code, count(*) FROM submissions GROUP BY ALL ORDER BY 3") == [
        ("failed", "crashed", 1),
        ("ok", None, 3),
    ]
    assert tally.codes == {"crashed": 1}


def test_a_file_over_the_limit_is_a_submission_too(files, monkeypatch):
    files(a="ok and long", b="ok")
    read_source = __import__("extractor.pipeline").pipeline.read_source
    small = msgspec.structs.replace(read_source.__defaults__[0], file_bytes=5)
    monkeypatch.setattr("extractor.pipeline.read_source", lambda path: read_source(path, small))
    run()
    [(size, code, message)] = ask(
        "SELECT size, error_code, error_message FROM submissions WHERE status = 'failed'"
    )
    assert (size, code) == (11, "too_large")
    assert "file_bytes" in message


def test_what_is_missing_fails_the_run_and_stops_nothing(files):
    files(a="ok 1")
    tally = run("nope", "forms")
    assert (tally.files, tally.failed) == (1, 1)
    assert [each.path for each in tally.passed] == ["nope"]


def test_the_warehouse_may_lie_among_the_forms(files, tmp_path):
    files(a="ok 1")
    for _ in range(2):
        tally = run(str(tmp_path))
        assert tally.files == 1


def test_source_files_are_not_touched(files, tmp_path):
    files(a="ok 1")
    path = tmp_path / "forms/a"
    path.chmod(0o444)
    before = path.stat()
    run()
    after = path.stat()
    assert (after.st_mtime_ns, after.st_mode, after.st_size) == (
        before.st_mtime_ns, before.st_mode, before.st_size,
    )  # fmt: skip


def test_names_that_are_no_utf8_are_stored_in_a_form_that_shows_their_bytes(files, tmp_path):
    files(a="ok 1")
    (tmp_path / "forms" / "a").rename(tmp_path / "forms" / os.fsdecode(b"\xd5\xfe\xb8\xae"))
    run()
    assert ask("SELECT path FROM sources") == [("forms/\\xd5\\xfe\\xb8\\xae",)]
