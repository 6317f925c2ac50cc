"""Forms of one project, as a warehouse gives them: grouped there, with nothing but what is needed."""

from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import msgspec
import pytest

from extractor.errors import UsageError, WarehouseError
from extractor.sinks import open_sink
from extractor.sinks.families import FamilyReader, Quantity, plain_name
from extractor.sinks.rows import stamp, tables
from extractor.sinks.tables import schemas
from tests.sinks.making import EVALUATION, MONITORING, RULES, form, read, source, value

DECLARED = {name: rule.across for name, rule in RULES.rules.items()}
LAW = {"project_name": "政法经费", "implementing_unit": "霜林县司法局"}


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "forms.duckdb")


def store(path, *extractions, met=(), day=1):
    sink = open_sink(path, schemas(RULES))
    at = stamp(RULES, datetime(2023, 1, day, tzinfo=UTC))
    try:
        sink.store(tables(extractions, RULES, stamped=at, met=met))
    finally:
        sink.close()


def asked(path, question, declared=DECLARED):
    reader = FamilyReader(path, declared)
    try:
        return question(reader)
    finally:
        reader.close()


def families(path, declared=DECLARED):
    return asked(
        path,
        lambda reader: [each for span in reader.spans() for each in reader.families(span)],
        declared,
    )


def of(name, *forms):
    return read(*forms, of=source(name, f"forms/{name}"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("政法经费", "政 法\n经费"),
        ("平安建设（二期）", "平安建设(二期)"),
        ("平安建设【二期】", "平安建设(二期)"),
        ("“平安”建设", '"平安"建设'),
        ("ＡＩ平台", "ai平台"),
        ("政法经费。", "政法\u200b经费"),
    ],
)
def test_names_are_compared_without_what_differs_from_copy_to_copy(one, other):
    assert plain_name(one) == plain_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("政法经费", "政法经费2"), ("一期工程", "二期工程"), ("乡道养护", "乡道维护")],
)
def test_names_that_are_merely_close_are_two(one, other):
    assert plain_name(one) != plain_name(other)


def test_a_family_has_its_numbers_and_nothing_that_is_not_filled_in(path):
    first = form(**LAW, year="2023", funds__total__annual="1530000", project_overview="概况")
    second = form(EVALUATION, **LAW, year="2023", funds__total__executed="1200000")
    store(
        path, of("甲.docx", first), of("乙.docx", second), of("丙.docx", form(project_name="别的"))
    )
    [family] = families(path)
    assert [each.form for each in family] == [EVALUATION, MONITORING]
    assert family[1].quantities == {
        "funds.total.annual": Quantity(Decimal(1530000), Decimal("0.5"), "money")
    }
    assert (family[1].project, family[1].units, family[1].year) == (
        "政法经费",
        ("霜林县司法局",),
        "2023",
    )
    assert family[0].quantities.keys() == {"funds.total.executed"}


def test_the_leading_unit_is_the_first_that_is_filled_in(path):
    whole = form(**LAW, reporting_unit="霜林县委政法委")
    part = form(project_name="政法经费", reporting_unit="霜林县司法局")
    store(path, of("甲.docx", whole), of("乙.docx", part))
    [family] = families(path)
    assert [each.units for each in family] == [
        ("霜林县司法局",),
        ("霜林县司法局", "霜林县委政法委"),
    ]


def test_forms_of_a_kind_that_is_not_asked_for_are_not_read(path):
    store(path, of("甲.docx", form(**LAW)), of("乙.docx", form(EVALUATION, **LAW)))
    assert families(path, {MONITORING: DECLARED[MONITORING]}) == []


def test_records_are_equal_when_all_that_is_filled_in_is(path):
    odd = value("budget_amount", "money", None, status="unreadable", raw="详见附件")
    odder = value("budget_amount", "money", None, status="unreadable", raw="见附件")
    moved = msgspec.structs.replace
    first = form(**LAW, problems="无")
    again = moved(first, fields={
        path: moved(each, place=None) for path, each in first.fields.items()
    })  # fmt: skip
    store(
        path,
        of("1.docx", first),
        of("2.docx", again),
        of("3.docx", form(**LAW, problems="有")),
        of("4.docx", form(**LAW, problems="无", budget_amount=odd)),
        of("5.docx", form(**LAW, problems="无", budget_amount=odder)),
    )
    [family] = families(path)
    one, two, *others = [each.record for each in family]
    assert one == two
    assert len({one, *others}) == 4


def test_a_correction_is_marked_by_its_title_or_its_file(path):
    titled = msgspec.structs.replace(form(**LAW), title="项目资金绩效监控情况表（更正）")
    store(path, of("a.docx", form(**LAW)), of("b（更正）.docx", form(**LAW)), of("c.docx", titled))
    [family] = families(path)
    assert [each.marked for each in family] == [False, True, True]


def test_only_the_current_reading_of_a_content_counts(path):
    store(path, of("a.docx", form(**LAW)), of("b.docx", form(**LAW)))
    store(path, of("b.docx", form(project_name="别的")), day=2)
    assert families(path) == []


def test_copies_are_contents_with_a_project_that_lie_under_several_paths(path):
    filled, template = of("a.docx", form(**LAW)), of("t.docx", form())
    again = [
        msgspec.structs.replace(each.source, path=f"copy/{each.source.name}")
        for each in (filled, template)
    ]
    store(path, filled, template, met=again)
    [copies] = asked(path, lambda reader: list(reader.copies()))
    assert copies.paths == ("copy/a.docx", "forms/a.docx")
    assert (copies.key, copies.project) == ((filled.source.sha256, 0), "政法经费")


def test_what_stands_in_a_cell_is_asked_for_by_field(path):
    cell = value("budget_amount", "money", "1530000", raw="153", raw_unit="万元", label="预算")
    first = of("a.docx", form(**LAW, budget_amount=cell))
    store(path, first)
    key = (first.source.sha256, 0)
    found = asked(path, lambda reader: reader.written([(key, "budget_amount")]))
    [written] = found.values()
    assert (written.raw, written.raw_unit, written.label) == ("153", "万元", "预算")
    assert written.place == cell.place


def test_forms_without_a_project_or_a_unit_count_as_not_comparable(path):
    nameless = form(implementing_unit="霜林县司法局")
    store(
        path,
        of("a.docx", form(**LAW)),
        of("b.docx", form(project_name="政法经费")),
        of("c.docx", nameless),
    )
    extent = asked(path, lambda reader: reader.extent())
    assert (extent.forms, extent.comparable) == (3, 1)


def test_what_is_no_warehouse_of_this_program_is_told_in_one_line(tmp_path):
    with pytest.raises(UsageError, match="name a file that ends in"):
        FamilyReader(str(tmp_path / "forms.txt"), DECLARED)
    with pytest.raises(WarehouseError, match="there is no such warehouse"):
        FamilyReader(str(tmp_path / "none.duckdb"), DECLARED)
    for name, statement in (("empty", "SELECT 1"), ("other", "CREATE TABLE t (a INTEGER)")):
        other = tmp_path / f"{name}.duckdb"
        with duckdb.connect(str(other)) as connection:
            connection.execute(statement)
        with pytest.raises(WarehouseError, match="no warehouse of tiqu"):
            FamilyReader(str(other), DECLARED)


def test_a_warehouse_of_a_newer_schema_is_told_in_one_line(path):
    store(path, of("a.docx", form(**LAW)))
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE main.warehouse SET schema_version = 99")
    with pytest.raises(WarehouseError, match="written with warehouse schema 99"):
        FamilyReader(path, DECLARED)


def test_a_warehouse_is_not_changed(path):
    store(path, of("a.docx", form(**LAW)), of("b.docx", form(**LAW)))
    with duckdb.connect(path, read_only=True) as connection:
        before = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    families(path)
    with duckdb.connect(path, read_only=True) as connection:
        assert connection.execute("SELECT table_name FROM duckdb_tables()").fetchall() == before
