"""Writes pictures of a reading: a folder a file, a picture a page, and a page that shows all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from extractor import pipeline
from extractor.cli.streams import result, shown
from extractor.errors import InputError, UsageError
from extractor.ingest.reading import Job, missing, take
from extractor.model import Extraction
from extractor.rulebook import RuleSet
from extractor.show import Drawing, Language, page, svg

_INDEX = "index.html"
_UNFIT = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff/\\:*?"<>|]'
)
_LONGEST = 200
_PAGE = re.compile(r"page-(\d{1,9})\.svg")


class NoSuchPageError(InputError):
    """The file has fewer pages than the one that is asked for."""

    code = "no_page"


def folders(files: Sequence[str], output: Path, *, force: bool) -> list[Path]:
    """A folder for each file, named after it and after nothing that is inside it.

    Raises `UsageError` when one is there already, so that nothing is written over unasked.
    """
    made: list[Path] = []
    for file in files:
        name = _UNFIT.sub("_", Path(file).name) or "_"
        short = name.encode()[:_LONGEST].decode(errors="ignore")
        folder, again = output / f"{short}.show", 2
        while folder in made:
            folder, again = output / f"{short}-{again}.show", again + 1
        made.append(folder)
    for folder in made:
        if not force and _is_used(folder):
            name = shown(str(folder))
            message = f"{name}: is there already; --force writes over it, -o DIR goes elsewhere"
            raise UsageError(message)
    return made


def pictures(
    file: str, folder: Path, rules: RuleSet, language: Language, number: int | None
) -> Extraction:
    """Read a file, write its pictures, print their paths; only page `number` if that is given.

    What cannot be read or drawn is `failed`. Raises `UsageError` for a folder that cannot be
    written to.
    """
    try:
        taken = take(file)
    except OSError as error:
        return missing(file, error)
    if not isinstance(taken, Job):
        return taken
    reading = pipeline.read(taken.data, taken.source, rules, language=language)
    if reading.extraction.status == "failed":
        return reading.extraction
    try:
        drawing = Drawing(reading, taken.data, language)
        if number is not None and number > len(drawing):
            raise NoSuchPageError(f"{file}: has no page {number}; its last is {len(drawing)}")
    except InputError as error:
        return pipeline.failure(taken.source, error)
    _write(drawing, folder, number)
    return reading.extraction


def _write(drawing: Drawing, folder: Path, number: int | None) -> None:
    name, language = drawing.extraction.source.name, drawing.language
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if number is not None:
            _picture(drawing, number, folder)
            return
        _clear(folder, len(drawing))
        made = (_picture(drawing, each, folder) for each in range(1, len(drawing) + 1))
        with _replacing(folder / _INDEX) as file:
            for part in page(name, len(drawing), made, language):
                file.write(part)
    result(shown(str(folder / _INDEX)))


def _picture(drawing: Drawing, number: int, folder: Path) -> str:
    made = svg(drawing.sheet(number))
    path = folder / f"page-{number}.svg"
    with _replacing(path) as file:
        file.write(made)
    result(shown(str(path)))
    return made


def _is_used(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _clear(folder: Path, count: int) -> None:
    """Pages of an older, longer drawing would be taken for pages of this one."""
    for path in folder.iterdir():
        match = _PAGE.fullmatch(path.name)
        if match and int(match[1]) > count:
            path.unlink()


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """A file that takes its place when it is whole; a link in that place is not followed."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        with part.open("x", encoding="utf-8", newline="\n") as file:
            yield file
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        name = shown(str(path))
        raise UsageError(f"{name}: cannot be written: {error.strerror or error}") from error
