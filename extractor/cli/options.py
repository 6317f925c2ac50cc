"""Options that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Lang(StrEnum):
    """The language of messages about forms."""

    zh = "zh"
    en = "en"


class ProgressStyle(StrEnum):
    """How progress is told on standard error."""

    auto = "auto"
    bar = "bar"
    plain = "plain"
    json = "json"
    none = "none"


class AuditFormat(StrEnum):
    """What the audit writes."""

    text = "text"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


RulesFolder = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        envvar="TIQU_RULES",
        metavar="FOLDER",
        help="Rule files to use instead of the built-in ones.",
        show_default=False,
    ),
]
Variants = Annotated[
    list[str] | None,
    typer.Option(
        "--variant",
        metavar="NAME",
        help="Judges by a variant of the rule files (see rules list); may be given several times.",
        show_default=False,
    ),
]
Language = Annotated[
    Lang, typer.Option("--lang", help="Language of findings and of the audit report.")
]
Jobs = Annotated[
    int,
    typer.Option("-j", "--jobs", min=1, metavar="N", help="Files read at the same time."),
]
Password = Annotated[
    str | None,
    typer.Option(
        "--password",
        envvar="TIQU_PASSWORD",
        metavar="TEXT",
        help="Opens encrypted files.",
        show_default=False,
    ),
]
Files = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Filled forms.", show_default=False)
]
FilesOrNone = Annotated[
    list[str] | None, typer.Argument(metavar="FILE", help="Filled forms.", show_default=False)
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Nothing on standard error but errors.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="A line for each file read.")]
