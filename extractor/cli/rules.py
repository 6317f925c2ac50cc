"""`tiqu rules`: what the rule files say, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.options import RulesFolder
from extractor.cli.streams import result, shown
from extractor.errors import RuleFileError, UsageError
from extractor.rulebook import Field, Rule, RuleSet, built_in_folder, rule_faults

app = typer.Typer(
    help="Tells what the rule files say, and what is wrong with them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list", epilog="Example: tiqu rules list")
def list_rules(rules: RulesFolder = None) -> None:
    """Each form that can be read, with its title, its rule file and its variants.

    Exit status: 0, 1 a rule file is wrong, 2 wrong usage.
    """
    loaded = _load(rules)
    width = max(map(len, loaded.rules), default=0)
    for rule in loaded.rules.values():
        result(f"{rule.form:<{width}}  {shown(rule.title)}  {rule.file}")
        for variant in rule.variants:
            result(f"{'':<{width}}  --variant {variant.name}  {shown(variant.label)}")


@app.command("check", epilog="Example: tiqu rules check my-rules/")
def check_rules(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="The folder to check.")
    ] = None,
    rules: RulesFolder = None,
) -> None:
    """Tells every fault of every rule file in one pass: file, line, what, where.

    Exit status: 0, 1 a rule file is wrong, 2 wrong usage.
    """
    chosen = folder or rules or built_in_folder()
    loaded, faults = rule_faults(chosen)
    problems = [str(fault) for fault in faults] or _table_problems(loaded)
    for problem in problems:
        result(shown(problem))
    if problems:
        raise typer.Exit(1)
    plural = "file" if len(loaded.rules) == 1 else "files"
    result(f"{shown(str(chosen))}: {len(loaded.rules)} rule {plural}, nothing wrong")


@app.command("show", epilog="Example: tiqu rules show project_fund_monitoring")
def show_rules(
    form: Annotated[str, typer.Argument(metavar="FORM", help="A form's name: see rules list.")],
    rules: RulesFolder = None,
) -> None:
    """What a rule file says: the form's fields, tables, lists and variants.

    Exit status: 0, 1 a rule file is wrong, 2 wrong usage.
    """
    loaded = _load(rules)
    rule = loaded.rules.get(form)
    if rule is None:
        message = f"{form}: no such form; there are: {', '.join(sorted(loaded.rules)) or 'none'}"
        raise UsageError(message)
    for line in _described(rule):
        result(shown(line))


def _load(folder: Path | None) -> RuleSet:
    loaded, faults = rule_faults(folder or built_in_folder())
    for fault in faults:
        result(shown(str(fault)))
    if faults:
        raise typer.Exit(1)
    return loaded


def _table_problems(rules: RuleSet) -> list[str]:
    """Rule files that are well-formed may still ask for two tables or columns of one name."""
    from extractor.sinks.tables import schemas

    try:
        schemas(rules)
    except RuleFileError as error:
        return str(error).splitlines()
    return []


def _described(rule: Rule) -> Iterator[str]:
    yield f"{rule.form}: {rule.title}"
    if rule.titles[1:]:
        yield f"also titled: {', '.join(rule.titles[1:])}"
    yield f"rule file: {rule.file} (sha256 {rule.sha256})"
    yield ""
    scalars = [field for field in rule.fields.values() if field.table is None]
    width = max((len(field.path) for field in scalars), default=0)
    for field in scalars:
        yield f"{field.path:<{width}}  {field.type:<7} {_labels(field)}"
    for table in rule.tables:
        yield ""
        heading = f".<{table.heading_name}>" if table.headings else ""
        yield f"table {table.name}: {table.name}.<{table.row_name}>{heading}.<column>"
        yield f"{table.row_name}: {', '.join(f'{row.key} {row.labels[0]}' for row in table.rows)}"
        if table.headings:
            tops = (f"{top.key} {top.labels[0]}" for top in table.headings)
            yield f"{table.heading_name}: {', '.join(tops)}"
        for column in table.columns:
            yield f"{column.key:<{width}}  {column.type:<7} {column.labels[0]}"
    for listing in rule.lists:
        yield ""
        yield f"list {listing.name}: {listing.name}.<i>.<column>"
        for column in listing.columns:
            yield f"{column.key:<{width}}  {column.type:<7} {column.labels[0]}"
    yield ""
    yield from _variants(rule)
    declared = len({check.declared for check in rule.checks})
    yield f"checks: {declared} declared, {len(rule.checks)} bound to fields"
    if rule.across is not None:
        facts = ", ".join(rule.across.facts) or "none"
        units = ", ".join(rule.across.unit)
        yield f"across forms: known by {rule.across.project} of {units}; shared facts: {facts}"


def _variants(rule: Rule) -> Iterator[str]:
    for variant in rule.variants:
        group = f", one of {variant.group}" if variant.group else ""
        yield f"variant {variant.name}: {variant.label}{group}"
        if variant.note:
            yield f"  {' '.join(variant.note.split())}"
    if rule.variants:
        yield ""


def _labels(field: Field) -> str:
    label = field.labels[0] if field.labels else ""
    parts = [label, f"「{field.pattern}」" if field.pattern else "", *field.option[:1]]
    parts += [f"{option.code}={option.labels[0]}" for option in field.options]
    return " ".join(part for part in parts if part)
