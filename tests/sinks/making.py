"""Extractions made by hand: a few words make a form, and everything else is as it mostly is."""

from decimal import Decimal
from hashlib import sha256

from extractor.model import (
    CheckCounts,
    Extraction,
    Failure,
    Finding,
    Form,
    Place,
    Quantity,
    RuleReference,
    Source,
    Value,
)
from extractor.rulebook import NUMERIC, load_rules

RULES = load_rules()
MONITORING = "project_fund_monitoring"
EVALUATION = "project_self_evaluation"


def source(content="a form", path="forms/甲.docx", format_="docx"):
    data = content.encode("utf-8", "surrogatepass")
    return Source(path.rsplit("/", 1)[-1], path, sha256(data).hexdigest(), len(data), format_)


def value(path, type_, text, **more):
    """A value as normalize makes it: found with a text, blank with None."""
    more.setdefault("raw", text)
    more.setdefault("status", "blank" if text is None else "found")
    more.setdefault("place", Place(table=0, row=3, column=4))
    if type_ in NUMERIC and text is not None:
        more.setdefault("number", Decimal(text))
        more.setdefault("half_width", Decimal("0.5"))
    return Value(path, type_, more.pop("status"), text, **more)


def quantity(name="支出", number="125300", unit="CNY", **more):
    """A number in a text as narrative finds it."""
    more.setdefault("raw", "12.53万元")
    more.setdefault("half_width", Decimal(50))
    more.setdefault("sentence", "累计支出12.53万元。")
    more.setdefault("path", "outputs_achieved")
    more.setdefault("place", Place(table=0, row=20, column=1))
    comparator = more.pop("comparator", "=")
    return Quantity(
        name, comparator, Decimal(number), unit, more.pop("raw"), start=4, end=11, **more
    )


def form(name=MONITORING, rules=RULES, findings=(), quantities=(), **texts):
    """All fields of the rule file; those in `texts` (`goal__actual`: goal.actual) are found."""
    rule = rules.rules[name]
    given = {key.replace("__", "."): text for key, text in texts.items()}
    paths = dict.fromkeys([*rule.fields, *given])
    values = {}
    for path in paths:
        text = given.get(path)
        field = rule.field(path)
        values[path] = text if isinstance(text, Value) else value(path, field.type, text)
    return Form(
        form=name,
        rule=RuleReference(rule.file, rule.sha256),
        title=rule.title,
        confidence=1.0,
        fields=values,
        findings=tuple(findings),
        checks=CheckCounts(passed=5, failed=len(findings), not_applicable=2, unchecked=1),
        quantities=tuple(quantities),
    )


def finding(check="funds.total.q1.spent_rate", severity="error", **more):
    more.setdefault("kind", "ratio")
    more.setdefault("message", "第1季度支出实现率填报 2.27%,应为 2.72%")
    more.setdefault("fields", (check,))
    return Finding(check, more.pop("kind"), severity, more.pop("message"), **more)


def read(*forms, of=None, status=None):
    return Extraction(of or source(), status or ("ok" if forms else "unrecognised"), None, forms)


def failed(code="unreadable", message="甲.docx: is cut off; ask for it again", of=None):
    return Extraction(of or source(), "failed", Failure(code, message))
