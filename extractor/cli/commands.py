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
    Jobs,
    Lang,
    Language,
    Password,
    ProgressStyle,
    Quiet,
    RulesFolder,
    Verbose,
)
from extractor.cli.streams import result, say, told_of
from extractor.errors import UsageError
from extractor.rulebook import load_rules

if TYPE_CHECKING:
    from extractor.model import Extraction

FAILED, USAGE, ERRORS_FOUND, NOTHING_AUDITED, INTERRUPTED = 1, 2, 3, 4, 130

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
    for extraction in _read(files, rules, lang, jobs, password):
        result(to_json(extraction))
        failed |= extraction.status == "failed"
        _tell(extraction, quiet=quiet, verbose=verbose)
    if failed:
        raise typer.Exit(FAILED)


@app.command(epilog="Example: tiqu audit --format xlsx --output findings.xlsx forms/*.docx")
def audit(
    *,
    files: Files,
    format_: Annotated[
        AuditFormat, typer.Option("--format", help="A report, or findings for other programs.")
    ] = AuditFormat.text,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Writes there, not to the screen."),
    ] = None,
    rules: RulesFolder = None,
    lang: Language = Lang.zh,
    jobs: Jobs = 1,
    password: Password = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Reads each file and tells what is wrong in it.

    Exit status: 0 nothing of severity error, 1 some file failed, 2 wrong usage, 3 some error
    found, 4 nothing was recognised, so nothing was audited.
    """
    from extractor.cli.audit import write

    if output is None and format_ is AuditFormat.xlsx:
        raise UsageError("--format xlsx writes a workbook: name it, as in --output findings.xlsx")
    if output is not None and any(_is_same(output, file) for file in files):
        raise UsageError(f"{output}: is one of the files to audit; name another --output")
    counts: Counter[str] = Counter()

    def told() -> Iterator[Extraction]:
        for extraction in _read(files, rules, lang, jobs, password):
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
    tally = run(paths, to, Task(load_rules(rules), lang.value, password), options)
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
) -> None:
    """Tells what a warehouse holds.

    Also what failed and why, and how many contents another run would read again.

    Exit status: 0, or 2 when there is no such warehouse.
    """
    from extractor.cli.summary import holdings
    from extractor.sinks import open_sink
    from extractor.sinks.rows import stamp

    sink = open_sink(destination, None)
    try:
        held = sink.holdings(stamp(load_rules(rules)))
    finally:
        sink.close()
    for line in holdings(held):
        result(line)


def _read(
    files: Iterable[str], rules: Path | None, lang: Lang, jobs: int, password: str | None
) -> Iterator[Extraction]:
    loaded = load_rules(rules)  # wrong rule files are told before any file is read
    from extractor.ingest.reading import Task, read_files

    return read_files(files, Task(loaded, lang.value, password), jobs)


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
