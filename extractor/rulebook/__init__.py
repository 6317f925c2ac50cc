"""Typed rule files, read strictly: what mapping, normalize and audit know of a form."""

from extractor.rulebook.faults import Fault
from extractor.rulebook.loader import built_in_folder, load_rules, rule_faults
from extractor.rulebook.types import (
    NUMERIC,
    Across,
    Check,
    Classification,
    Column,
    Field,
    Heading,
    List,
    Option,
    Row,
    Rule,
    RuleSet,
    Summary,
    Table,
    Variant,
    list_field,
)

__all__ = [
    "NUMERIC",
    "Across",
    "Check",
    "Classification",
    "Column",
    "Fault",
    "Field",
    "Heading",
    "List",
    "Option",
    "Row",
    "Rule",
    "RuleSet",
    "Summary",
    "Table",
    "Variant",
    "built_in_folder",
    "list_field",
    "load_rules",
    "rule_faults",
]
