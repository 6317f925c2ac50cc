"""Records drawn as text: a table of rows x columns, read without any parser.

    record = fund_form('''
                     annual  q1.received  q1.spent  q1.spent_rate
        total        153     153          4.16      2.72%
        fiscal       153     153          4.16      2.72%
    ''', budget_amount="153")

A cell `.` is blank, `x` is absent (so is every cell that is not drawn in a row that is drawn at
all), `/` is a dash or slash someone wrote, `?text` is unreadable.
"""

from decimal import Decimal

from extractor.audit import audit
from extractor.model import Content, Located, LocatedForm, Record, Unit, Value
from extractor.normalize import normalize
from extractor.rulebook import Field, Rule, load_rules

F1 = load_rules().rules["project_fund_monitoring"]
F3 = load_rules().rules["project_self_evaluation"]
WAN = Decimal(10000)
UNITS = {WAN: "万元", Decimal(1000): "千元", Decimal(1): "元", Decimal(10**8): "亿元"}


def value(path, field_type, text, scale=WAN):
    """One cell as the normalizers read it, under a header that names the unit."""
    if text == "x":
        return Value(path, field_type, "absent")
    if text in {".", ""}:
        return Value(path, field_type, "blank")
    if text.startswith("?"):
        return Value(path, field_type, "unreadable", raw=text[1:], doubt="not_a_value")
    if field_type not in {"money", "rate", "number"}:
        status = "blank" if text in {"/", "-", "无"} else "found"
        found = text if status == "found" else None
        return Value(path, field_type, status, value=found, raw=text)
    unit = Unit(UNITS[scale], "table") if field_type == "money" else None
    located = LocatedForm("drawn", None, 1.0, {path: Located(path, Content(text), unit=unit)})
    rule = Rule("drawn", (), {path: Field(path, field_type)}, "drawn.yaml", "")
    return normalize(located, rule).values[path]


def table(name, drawn):
    """`{path: text}` of a drawn table."""
    header, *rows = [line.split() for line in drawn.strip("\n").splitlines() if line.strip()]
    cells = {}
    for row, *texts in rows:
        for column, text in zip(header, texts, strict=True):
            cells[f"{name}.{row}.{column}"] = text
    return cells


def record(rule, cells, scale=WAN):
    """A record of all fields of the rule and of the list rows that are drawn."""
    values = {}
    for path, field in rule.fields.items():
        untouched = "x" if field.type in {"date", "period"} else "."
        values[path] = value(path, field.type, cells.get(path, untouched), scale)
    for path, text in cells.items():
        if path not in values:
            field = rule.field(path)
            assert field is not None, path
            values[path] = value(path, field.type, text, scale)
    return Record(rule.form, values)


ANSWERS = {
    "project_name": "政法经费",
    "contact_phone": "15907375155",
    "function_code": "2013102",
    "project_type": "continuing",
    "tendering": "not_applicable",
    "government_procurement": "not_applicable",
    "contract_management": "not_applicable",
    "procurement_not_applicable": "true",
}


def fund_form(drawn="", scale=WAN, **cells):
    """A project_fund_monitoring record; keywords are paths with `__` for the dot."""
    named = {path.replace("__", "."): text for path, text in cells.items()}
    funds = table("funds", drawn) if drawn else {}
    return record(F1, {**ANSWERS, **funds, **named}, scale)


def evaluation_form(funds="", indicators=(), **cells):
    """A project_self_evaluation record; indicators are (level3, weight, score)."""
    named = {path.replace("__", "."): text for path, text in cells.items()}
    rows = {}
    for index, (level3, weight, score) in enumerate(indicators):
        rows[f"indicators.{index}.level3"] = level3
        rows[f"indicators.{index}.weight"] = weight
        rows[f"indicators.{index}.score"] = score
    money = table("funds", funds) if funds else {}
    return record(F3, {"project_name": "政法经费", **money, **rows, **named})


SEED = """
        annual  q1.received q1.received_rate q1.spent q1.spent_rate  q1_q2.received q1_q2.received_rate q1_q2.spent q1_q2.spent_rate  q1_q3.received q1_q3.received_rate q1_q3.spent q1_q3.spent_rate
total   153     153         100%             4.16     2.72%          153            100%                8.87        5.8%              153            100%                12.53       8.19%
fiscal  153     153         100%             4.16     2.72%          153            100%                8.87        5.8%              153            100%                12.53       8.19%
"""


def seed(**cells):
    """The numbers of the specimen form, some of them changed."""
    return fund_form(SEED, **{"budget_amount": "153", **cells})


def with_value(record, field, text, scale=WAN):
    """The record with another text in one cell."""
    changed = value(field, record.values[field].type, text, scale)
    return Record(record.form, {**record.values, field: changed})


def rule_of(record):
    return F1 if record.form == F1.form else F3


def findings(record, language="zh"):
    return audit(record, rule_of(record), language).findings


def errors(record):
    return [finding for finding in findings(record) if finding.severity == "error"]


def grades(record, kind=None):
    """Path of the computed field → grade, of the checks that compared something or could not."""
    outcomes = audit(record, rule_of(record)).outcomes
    return {
        outcome.check: outcome.grade
        for outcome in outcomes
        if kind in {None, outcome.kind} and outcome.reason != "blank"
    }
