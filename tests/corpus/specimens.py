"""The specimens: files, and the truth that was written down before the program ran."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

CORPUS = Path(__file__).parents[2] / "corpus"
#: Every kind of specimen that there is, and those that the tests read.
ENDINGS = (".docx", ".pdf")
READ = (".docx",)


class Specimen(NamedTuple):
    """A file's bytes and its truth."""

    name: str
    data: bytes
    truth: dict[str, Any]


def truth_of(path: Path) -> Path:
    """`form.docx` → `form.truth.json`."""
    return path.with_name(f"{path.stem}.truth.json")


def committed(folder: Path = CORPUS, endings: Collection[str] = READ) -> Iterator[Path]:
    """Every committed specimen of these kinds that has a truth."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in endings)
    return (path for path in found if truth_of(path).exists())


def load(path: Path) -> Specimen:
    """One committed specimen."""
    truth = json.loads(truth_of(path).read_text(encoding="utf-8"))
    return Specimen(path.relative_to(CORPUS).as_posix(), path.read_bytes(), truth)
