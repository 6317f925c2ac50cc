"""The commands. Each prints its results, tells problems in one line, and answers in its status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import rules as rules_commands
from extractor.cli.options import (
    AuditFormat,
    Files,
    FilesOrNone,
    Jobs,
    Lang,
    Language,
    Password,
    ProgressStyle,
    Quiet,
    RulesFolder,
    Variants,
    Verbose,
)
from extractor.cli.streams import result, say, told_of
from extractor.errors import UsageError
from extractor.rulebook import RuleSet, load_rules

if TYPE_CHECKING:
    from extractor.model import Extraction

FAILED, ERRORS_FOUND, NOTHING_AUDITED = 1, 3, 4

app = typer.Typer(
    name="tiqu",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(rules_commands.app, name="rules")


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        result(f"tiqu {version('tiqu')}")
        raise typer.Exit


@app.callback()
def tiqu(
    *,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Turns filled Chinese forms into typed, audited records."""


@app.command(epilog="Example: tiqu extract form.docx | jq .forms[0].record")
def extract(
    *,
    files: Files,
    rules: RulesFolder = None,
    variant: Variants = None,
    lang: Language = Lang.zh,
    jobs: Jobs = 1,
    password: Password = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Reads each file and prints one JSON object a file.

    Exit status: 0 all read, 1 some file failed, 2 wrong usage.
    """
    from extractor.sinks.jsonl import to_json

    failed = False
    for extraction in _read(files, load_rules(rules, variant or ()), lang, jobs, password):
        result(to_json(extraction))
        failed |= extraction.status == "failed"
        _tell(extraction, quiet=quiet, verbose=verbose)
    if failed:
        raise typer.Exit(FAILED)


@app.command(
    epilog="Example: tiqu audit --format xlsx --output findings.xlsx forms/*.docx\n\n"
    "Example: tiqu audit --warehouse forms.duckdb"
)
def audit(
    *,
    files: FilesOrNone = None,
    warehouse: Annotated[
        str | None,
        typer.Option(
            "--warehouse",
            metavar="DESTINATION",
            help="Compares the forms of a warehouse with each other, instead of reading files.",
            show_default=False,
        ),
    ] = None,
    forms: Annotated[
        list[str] | None,
        typer.Option(
            "--form",
            metavar="FORM",
            help="With --warehouse: compares only forms of this name. May be repeated.",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        AuditFormat, typer.Option("--format", help="A report, or findings for other programs.")
    ] = AuditFormat.text,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Writes there, not to the screen."),
    ] = None,
    rules: RulesFolder = None,
    variant: Variants = None,
    lang: Language = Lang.zh,
    jobs: Jobs = 1,
    password: Password = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Reads each file and tells what is wrong in it.

    With --warehouse: compares the forms of a warehouse with each other. Forms submitted twice,
    later forms that restate an earlier period, budgets that differ from form to form.

    Exit status: 0 nothing of severity error, 1 some file failed, 2 wrong usage, 3 some error
    found, 4 nothing was recognised, so nothing was audited.
    """
    from extractor.cli.audit import write

    _check_target(files, warehouse, forms)
    if output is None and format_ is AuditFormat.xlsx:
        raise UsageError("--format xlsx writes a workbook: name it, as in --output findings.xlsx")
    files = files or []
    if output is not None and any(_is_same(output, file) for file in (*files, warehouse or "")):
        raise UsageError(f"{output}: is one of the files to audit; name another --output")
    if warehouse is not None:
        _audit_across(
            warehouse, forms=forms, format_=format_, output=output, rules=rules, lang=lang
        )
        return
    counts: Counter[str] = Counter()

    def told() -> Iterator[Extraction]:
        for extraction in _read(files, load_rules(rules, variant or ()), lang, jobs, password):
            counts["failed"] += extraction.status == "failed"
            counts["forms"] += len(extraction.forms)
            found = (finding for form in extraction.forms for finding in form.findings)
            counts["errors"] += sum(finding.severity == "error" for finding in found)
            in_report = format_ is AuditFormat.text and output is None and extraction.source.sha256
            _tell(extraction, quiet=quiet, verbose=verbose, failure=not in_report)
            yield extraction

    write(told(), format_, output, lang.value)
    if counts["failed"]:
        raise typer.Exit(FAILED)
    if counts["errors"]:
        raise typer.Exit(ERRORS_FOUND)
    if not counts["forms"]:
        raise typer.Exit(NOTHING_AUDITED)


def _check_target(files: list[str] | None, warehouse: str | None, forms: list[str] | None) -> None:
    if files and warehouse is not None:
        raise UsageError("--warehouse stands alone: name files, or a warehouse, and not both")
    if not files and warehouse is None:
        raise UsageError("nothing to audit: name files, or a warehouse with --warehouse")
    if forms and warehouse is None:
        raise UsageError("--form goes with --warehouse: of a file, every form is audited")


def _audit_across(
    warehouse: str,
    *,
    forms: list[str] | None,
    format_: AuditFormat,
    output: Path | None,
    rules: Path | None,
    lang: Lang,
) -> None:
    from extractor.across import compare, declaring
    from extractor.cli.across import write

    declared = declaring(load_rules(rules))
    for name in forms or ():
        if name not in declared:
            known = ", ".join(sorted(declared)) or "none"
            raise UsageError(f"{name}: no rule file says how to compare it (there are: {known})")
    chosen = {name: rule for name, rule in declared.items() if not forms or name in forms}
    found = compare(warehouse, chosen, lang.value)
    write(found, warehouse, format_, output, lang.value)
    if any(each.finding.severity == "error" for each in found.findings):
        raise typer.Exit(ERRORS_FOUND)
    if not found.forms:
        raise typer.Exit(NOTHING_AUDITED)


@app.command(epilog="Example: tiqu show form.docx -o pictures/")
def show(
    *,
    files: Files,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the folders are made.")
    ] = Path(),
    page: Annotated[
        int | None, typer.Option("--page", min=1, metavar="N", help="Only this page's picture.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Writes over older pictures.")] = False,
    rules: RulesFolder = None,
    variant: Variants = None,
    lang: Language = Lang.zh,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Draws what was read: a picture a page, for the eyes of a reviewer.

    Each FILE gets a folder FILE.show with page-1.svg, page-2.svg ... and index.html, which shows
    all of them with details under the pointer. Cells are drawn as they were read: labels with the
    fields they lead to, values with their status, boxes with their state, findings in red, what
    no field claimed in grey. A Word file has no pages: each of its forms is one. The paths of
    what was written are printed.

    Exit status: 0 all drawn, 1 some file failed, 2 wrong usage.
    """
    from extractor.cli.show import folders, pictures

    loaded = load_rules(rules, variant or ())
    failed = False
    for file, folder in zip(files, folders(files, output, force=force), strict=True):
        extraction = pictures(file, folder, loaded, lang.value, page)
        failed |= extraction.status == "failed"
        _tell(extraction, quiet=quiet, verbose=verbose)
    if failed:
        raise typer.Exit(FAILED)


@app.command(epilog="Example: tiqu checks --lang en")
def checks(
    *,
    lang: Language = Lang.zh,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="The page of the documentation, both languages.")
    ] = False,
) -> None:
    """Lists every kind of check and every cause that a finding may name."""
    from extractor.audit.catalogue import listing, page

    for line in page() if markdown else listing(lang.value):
        result(line)


@app.command(epilog="Example: tiqu ingest forms/ 'more/**/*.docx' --to forms.duckdb")
def ingest(
    *,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders and patterns.", show_default=False),
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="DESTINATION", help="The warehouse: FILE.duckdb.", show_default=False
        ),
    ],
    rules: RulesFolder = None,
    variant: Variants = None,
    lang: Language = Lang.zh,
    jobs: Jobs = 1,
    password: Password = None,
    again: Annotated[
        bool, typer.Option("--again", help="Reads files again that are already known.")
    ] = False,
    progress: Annotated[
        ProgressStyle, typer.Option("--progress", help="How to tell how far it is.")
    ] = ProgressStyle.auto,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Reads everything under the paths into a warehouse.

    What the warehouse knows already is skipped, so a run may be stopped and repeated.

    Exit status: 0 all read, 1 some file failed (the rest is stored), 2 wrong usage.
    """
    from extractor.cli.streams import shown
    from extractor.cli.summary import summary
    from extractor.ingest.progress import progress as progress_of
    from extractor.ingest.reading import Task
    from extractor.ingest.run import Options
    from extractor.ingest.run import ingest as run

    def told(extraction: Extraction) -> None:
        if verbose:
            _tell(extraction, quiet=quiet, verbose=verbose)

    bar = progress_of("none" if quiet else progress.value)
    options = Options(workers=jobs, again=again, progress=bar, tell=told)
    task = Task(load_rules(rules, variant or ()), lang.value, password)
    tally = run(paths, to, task, options)
    for each in tally.passed:
        if not quiet or each.failed:
            say(f"tiqu: {shown(each.path)}: {each.why}")
    for line in summary(tally, to):
        result(line)
    if tally.failed:
        raise typer.Exit(FAILED)


@app.command(epilog="Example: tiqu status forms.duckdb")
def status(
    *,
    destination: Annotated[
        str, typer.Argument(metavar="DESTINATION", help="A warehouse.", show_default=False)
    ],
    rules: RulesFolder = None,
    variant: Variants = None,
) -> None:
    """Tells what a warehouse holds.

    Also what failed and why, and how many contents another run would read again.

    Exit status: 0, or 2 when there is no such warehouse.
    """
    from extractor.cli.summary import holdings
    from extractor.sinks import open_sink
    from extractor.sinks.rows import stamp

    current = stamp(load_rules(rules, variant or ()))
    sink = open_sink(destination, None)
    try:
        held = sink.holdings(current)
    finally:
        sink.close()
    for line in holdings(held):
        result(line)


def _read(
    files: Iterable[str], rules: RuleSet, lang: Lang, jobs: int, password: str | None
) -> Iterator[Extraction]:
    """`rules` are loaded already: wrong rule files are told before any file is read."""
    from extractor.ingest.reading import Task, read_files

    return read_files(files, Task(rules, lang.value, password), jobs)


def _tell(extraction: Extraction, *, quiet: bool, verbose: bool, failure: bool = True) -> None:
    if extraction.error is not None and failure:
        say(f"tiqu: {told_of(extraction.source.path, extraction.error.message)}")
    elif verbose and not quiet:
        forms = ", ".join(form.form for form in extraction.forms)
        say(f"{extraction.source.path}: {extraction.status}{f' ({forms})' if forms else ''}")


def _is_same(one: Path, other: str) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
