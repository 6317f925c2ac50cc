"""Forms of a few fields, written as a test needs them."""

import pytest

from extractor.model import Content, Located, LocatedForm, Mark, OptionReading, Place, Unit
from extractor.normalize import normalize
from extractor.rulebook import Field, Option, Rule


def located(path, text, **given):
    """What mapping would hand over; None: the label is not on the form."""
    return Located(
        path,
        None
        if text is None
        else Content(text, tuple(Mark(*mark) for mark in given.get("marks", ()))),
        label="标签",
        unit=Unit(given["unit"], "header") if given.get("unit") else None,
        place=Place(table=0, row=given.get("place", 1), column=1),
        options=tuple(OptionReading(code, state) for code, state in given.get("options", ())),
        stray=given.get("stray", False),
    )


def record_of(fields, contents, unit=None, tables=(), lists=()):
    """The values of a form of `fields`, in which each path holds the given text or `Located`."""
    rule = Rule("form", ("标题",), {field.path: field for field in fields}, "form.yaml", "0", unit=unit,
                tables=tables, lists=lists)  # fmt: skip
    items = {
        path: item if isinstance(item, Located) else located(path, item)
        for path, item in contents.items()
    }
    return normalize(LocatedForm("form", None, 1.0, items), rule).values


@pytest.fixture
def record():
    return record_of


@pytest.fixture
def at():
    """A `Located`: at(path, text, unit=…, place=row, options=…, stray=…, marks=…)."""
    return located


@pytest.fixture
def read():
    """The value of one cell: read(type, text, unit=header's unit, **field)."""

    def read_one(kind, text, unit=None, rule_unit=None, marks=(), **field):
        only = Field("x", kind, ("标签",), **field)
        return record_of([only], {"x": located("x", text, unit=unit, marks=marks)}, rule_unit)["x"]

    return read_one


@pytest.fixture
def ticked():
    """The value of a choice 是/否/无该项内容 or a flag: ticked(yes="checked", …, text="…")."""

    def read_marks(kind="choice", text="□是 □否", *, stray=False, **options):
        labels = {"yes": ("是",), "no": ("否",), "not_applicable": ("无该项内容", "无此项")}
        given = tuple(Option(code, names) for code, names in labels.items())
        field = Field("x", kind, ("标签",), options=given if kind == "choice" else ())
        content = located("x", text, options=tuple(options.items()), stray=stray)
        return record_of([field], {"x": content})["x"]

    return read_marks
