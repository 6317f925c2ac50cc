"""The DuckDB warehouse: one transaction a batch, current readings and their history."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec
import pytest

from extractor.errors import UsageError, WarehouseError
from extractor.rulebook import RuleSet
from extractor.sinks import kind_of, open_sink
from extractor.sinks.rows import stamp, tables
from extractor.sinks.tables import schemas
from tests.sinks.making import EVALUATION, MONITORING, RULES, failed, finding, form, read, source


@pytest.fixture
def path(tmp_path):
    return tmp_path / "forms.duckdb"


def store(path, *extractions, rules=RULES, day=1, met=()):
    """One batch, loaded on that day of January 2023."""
    at = stamp(rules, datetime(2023, 1, day, tzinfo=UTC))
    sink = open_sink(str(path), schemas(rules))
    try:
        sink.store(tables(extractions, rules, stamped=at, met=met))
    finally:
        sink.close()


def ask(path, query):
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def count(path, table):
    return ask(path, f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608


def with_fields(**fields):
    """The built-in rules, the monitoring form with more or other fields."""
    rule = RULES.rules[MONITORING]
    made = msgspec.structs.replace(rule, fields={**rule.fields, **fields})
    return RuleSet({**RULES.rules, MONITORING: made}, RULES.folder, "changed rules")


def field(name, **parts):
    return msgspec.structs.replace(
        RULES.rules[MONITORING].fields["project_name"], path=name, **parts
    )


def test_tables_have_keys_types_and_chinese_comments(path):
    store(path)
    keys = dict(
        ask(
            path,
            "SELECT table_name, constraint_column_names FROM duckdb_constraints() "
            "WHERE constraint_type = 'PRIMARY KEY' AND schema_name = 'main'",
        )
    )
    assert keys["submissions"] == ["sha256"]
    assert keys[f"{MONITORING}_funds"] == ["sha256", "form_index", "source", "period"]
    columns = {
        name: facts
        for table, name, *facts in ask(
            path,
            "SELECT table_name, column_name, data_type, is_nullable, comment "
            "FROM duckdb_columns() WHERE schema_name = 'main'",
        )
        if table == f"{MONITORING}_funds"
    }
    assert columns["spent"] == ["DECIMAL(20,4)", True, "实际支出资金(元)"]
    assert columns["spent_rate"][0] == "DECIMAL(20,10)"
    assert columns["period"][:2] == ["VARCHAR", False]
    comments = dict(
        ask(path, "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'main'")
    )
    assert comments[MONITORING] == "项目资金绩效监控情况表"
    assert all(comments.values())


def test_what_goes_in_comes_out(path):
    store(path, read(form(budget_amount="1530000", project_name="O'Brien; DROP TABLE forms --")))
    [row] = ask(path, f"SELECT budget_amount, project_name FROM {MONITORING}")  # noqa: S608
    assert str(row[0]) == "1530000.0000"
    assert row[1] == "O'Brien; DROP TABLE forms --"
    assert count(path, "forms") == 1


def test_another_path_of_a_known_content_adds_a_source_and_nothing_else(path):
    store(path, read(form(findings=[finding()])))
    before = ask(path, "SELECT * FROM field_values ORDER BY ALL")
    store(path, met=[source(path="copies/甲.docx"), source()], day=2)
    assert ask(path, "SELECT path FROM sources ORDER BY path") == [
        ("copies/甲.docx",),
        ("forms/甲.docx",),
    ]
    assert ask(path, "SELECT * FROM field_values ORDER BY ALL") == before


def test_a_newer_reading_supersedes_the_older_one_which_is_kept(path):
    store(path, read(form(project_name="旧", findings=[finding(), finding(severity="info")])))
    store(path, read(form(EVALUATION)), day=2)
    assert count(path, MONITORING) == 0
    assert count(path, EVALUATION) == count(path, "submissions") == 1
    assert count(path, "findings") == 0
    assert ask(path, f"SELECT project_name, loaded_at FROM history.{MONITORING}") == [  # noqa: S608
        ("旧", datetime(2023, 1, 1))  # noqa: DTZ001
    ]
    assert count(path, "history.findings") == 2
    assert count(path, f"history.{MONITORING}_funds") == 21
    store(path, read(form(project_name="新")), day=3)
    assert count(path, "history.submissions") == 2
    assert ask(path, f"SELECT project_name FROM {MONITORING}") == [("新",)]  # noqa: S608


def test_a_batch_that_fails_leaves_nothing_of_itself(path):
    store(path, read(form()))
    sink = open_sink(str(path), schemas(RULES))
    other = read(form(), of=source("other"))
    made = tables([other], RULES)
    made["findings"] = tables([read(form(findings=[finding()]))], RULES)["findings"].slice(0, 1)
    twice = made["field_values"].take([0, 0])
    with pytest.raises(WarehouseError):
        sink.store({**made, "field_values": twice})
    sink.close()
    assert count(path, "submissions") == 1
    assert count(path, "findings") == 0
    store(path, other)
    assert count(path, "submissions") == 2


def test_current_contents_are_those_of_this_version_and_these_rules(path):
    store(path, read(form()))
    store(path, failed(of=source("broken")), rules=with_fields(note=field("note")))
    sink = open_sink(str(path), None)
    current = sink.current(stamp(RULES))
    assert current == {bytes.fromhex(source().sha256): "ok"}
    assert sink.holdings(stamp(RULES)).outdated == 1
    sink.close()


# ---------------------------------------------------------------------- rule files change


def test_a_rule_file_that_gains_a_field_gains_a_column_and_older_rows_stay(path):
    store(path, read(form(project_name="旧")))
    rules = with_fields(note=field("note", labels=("备注",)))
    store(path, read(form(rules=rules, note="有"), of=source("other")), rules=rules)
    assert ask(path, f"SELECT project_name, note FROM {MONITORING} ORDER BY note") == [  # noqa: S608
        (None, "有"),
        ("旧", None),
    ]
    store(path, read(form(rules=rules, note="新"), of=source()), rules=rules, day=2)
    assert ask(path, f"SELECT project_name, note FROM history.{MONITORING}") == [("旧", None)]  # noqa: S608


def test_rule_files_that_lost_a_field_or_a_form_still_supersede_its_rows(path):
    store(path, read(form(EVALUATION)))
    rules = RuleSet({MONITORING: RULES.rules[MONITORING]}, RULES.folder, "fewer")
    store(path, read(form()), rules=rules, day=2)
    assert count(path, EVALUATION) == 0
    assert count(path, f"history.{EVALUATION}_funds") == 4


def test_a_field_whose_type_changed_keeps_what_fits(path):
    store(path, read(form(project_name="12.5")), read(form(project_name="甲"), of=source("b")))
    store(path, rules=with_fields(project_name=field("project_name", type="number")))
    made = ask(path, f"SELECT project_name FROM {MONITORING} ORDER BY 1 NULLS LAST")  # noqa: S608
    assert [row[0] and float(row[0]) for row in made] == [12.5, None]
    assert count(path, "field_values WHERE path = 'project_name' AND value = '甲'") == 1


def test_a_label_that_changed_changes_the_comment(path):
    store(path)
    store(path, rules=with_fields(project_name=field("project_name", labels=("项目's 名称",))))
    query = "SELECT comment FROM duckdb_columns() WHERE column_name = 'project_name'"
    comments = [comment for (comment,) in ask(path, query)]
    assert comments.count("项目's 名称") == 2  # now, and history


def test_another_key_is_refused_and_nothing_changed(path):
    store(path, read(form()))
    rule = RULES.rules[MONITORING]
    table = msgspec.structs.replace(rule.tables[0], row_name="origin")
    rules = RuleSet({MONITORING: msgspec.structs.replace(rule, tables=(table,))}, "", "other")
    with pytest.raises(WarehouseError, match="another key"):
        store(path, rules=rules)
    assert count(path, f"{MONITORING}_funds") == 21


# -------------------------------------------------------------------- what is no warehouse


def test_another_database_is_refused_and_left_alone(path):
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE forms (x INTEGER)")
    with pytest.raises(WarehouseError, match="no warehouse of tiqu"):
        store(path)
    assert ask(path, "SELECT table_name FROM duckdb_tables()") == [("forms",)]


@pytest.mark.parametrize("content", [b"", b"a letter", b"PK\x03\x04" + b"\0" * 8192])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    with pytest.raises(WarehouseError, match="is no DuckDB file"):
        store(path)
    assert path.read_bytes() == content


def test_another_schema_version_is_refused(path):
    store(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE warehouse SET schema_version = 99")
    with pytest.raises(WarehouseError, match="schema 99, and this program writes 1"):
        store(path)


def test_a_warehouse_in_use_by_another_process_is_refused_in_one_line(path):
    store(path)
    hold = (
        "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(
            WarehouseError, match=rf"in use by another process \(PID {holder.pid}\)"
        ):
            store(path)
    finally:
        holder.communicate(b"\n", timeout=20)


def test_reading_needs_a_warehouse_and_writing_a_folder(tmp_path):
    with pytest.raises(WarehouseError, match="there is no such warehouse"):
        open_sink(str(tmp_path / "none.duckdb"), None)
    with pytest.raises(WarehouseError, match=r"the folder .* is not there"):
        open_sink(str(tmp_path / "none" / "forms.duckdb"), schemas(RULES))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["forms.txt", "forms", "s3://bucket/forms.duckdb", "duckdb"])
def test_a_destination_of_no_known_kind_is_wrong_usage(name):
    with pytest.raises(UsageError, match="destination"):
        kind_of(name)


def test_no_file_outside_the_warehouse_can_be_read_through_it(path):
    store(path)
    sink = open_sink(str(path), None)
    with pytest.raises(duckdb.PermissionException):
        sink.connection.execute(f"SELECT * FROM read_text('{Path(__file__)}')")  # noqa: S608
    sink.close()


def test_no_log_is_left_after_a_batch(path):
    sink = open_sink(str(path), schemas(RULES))
    sink.store(tables([read(form())], RULES))
    log = path.with_name(path.name + ".wal")
    assert not log.exists() or log.stat().st_size == 0
    sink.close()


def test_a_database_that_holds_names_with_quotes_is_asked_safely(path):
    store(path, read(form()))
    with duckdb.connect(str(path)) as connection:
        connection.execute('CREATE TABLE history."x"" --" (sha256 VARCHAR)')
        connection.execute('CREATE TABLE main."x"" --" (sha256 VARCHAR)')
    store(path, read(form()), day=2)
    assert count(path, "history.submissions") == 1


def test_what_a_warehouse_holds_is_told(path):
    store(path, read(form(budget_amount="1" * 30, findings=[finding(), finding(severity="info")])))
    store(path, failed("encrypted", "乙: needs a password", of=source("b", "forms/乙.docx")))
    sink = open_sink(str(path), None)
    held = sink.holdings(stamp(RULES))
    sink.close()
    assert held.statuses == {"failed": 1, "ok": 1}
    assert held.forms == {MONITORING: 1}
    assert held.severities == {"error": 1, "info": 1}
    assert (held.sources, held.values_found, held.not_exact, held.outdated) == (2, 1, 1, 0)
    assert held.failures == {"encrypted": 1}
    [example] = held.examples
    assert (example.path, example.code) == ("forms/乙.docx", "encrypted")
