"""Turns filled Chinese forms into typed, audited records.

    import extractor
    result = extractor.extract("form.docx")
    result.status, result.forms[0].record, result.forms[0].findings
    extractor.to_json(result)

These names are for users of the package; nothing inside imports them. What they need is loaded
when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.errors import RuleFileError, TiquError, VariantError
    from extractor.model import Extraction, Failure, Finding, Form, Language, Place, Source, Value
    from extractor.rulebook import RuleSet

    __version__: str

__all__ = [
    "Extraction",
    "Failure",
    "Finding",
    "Form",
    "Place",
    "RuleFileError",
    "RuleSet",
    "Source",
    "TiquError",
    "Value",
    "VariantError",
    "__version__",
    "extract",
    "load_rules",
    "to_json",
]

_FROM = {
    "errors": {"RuleFileError", "TiquError", "VariantError"},
    "model": {"Extraction", "Failure", "Finding", "Form", "Place", "Source", "Value"},
    "rulebook": {"RuleSet"},
}


def extract(
    source: str | os.PathLike[str] | bytes | IO[bytes],
    rules: RuleSet | str | os.PathLike[str] | None = None,
    *,
    language: Language = "zh",
    password: str | None = None,
) -> Extraction:
    """Read one filled form: a path, the bytes of a file, or an open binary file.

    `rules` are other rule files than the built-in ones: loaded already, or their folder.
    `language` is that of the findings' messages. `password` opens the file if it is encrypted.

    Never raises for bad input: what cannot be read comes back as `failed`, with a code. Raises
    `TypeError`, `ValueError`, `OSError` for wrong use (something that is no file, or a file that
    is not there), `RuleFileError` for wrong rule files.
    """
    from extractor import pipeline
    from extractor.ingest.reading import Job, Task, take
    from extractor.rulebook import RuleSet

    if language not in {"zh", "en"}:
        raise ValueError(f"language is 'zh' or 'en', not {language!r}")
    chosen = rules if isinstance(rules, RuleSet) else load_rules(rules)
    task = Task(chosen, language, password)
    if isinstance(source, str | os.PathLike):
        taken = take(os.fspath(source))
        return task(taken) if isinstance(taken, Job) else taken
    data = source if isinstance(source, bytes) else _content(source)
    name = getattr(source, "name", None)
    path = name if isinstance(name, str) else ""
    return task(Job(data, pipeline.source_of(data, path)))


def to_json(result: Extraction) -> str:
    """One line of JSON, of the schema `extraction/1` (`schemas/extraction-1.json`)."""
    from extractor.sinks.jsonl import to_json as written

    return written(result)


def load_rules(
    folder: str | os.PathLike[str] | None = None, *, variants: Iterable[str] = ()
) -> RuleSet:
    """The built-in rule files, or those of a folder; read strictly, and cached.

    `variants` are names of other ways to judge the forms, which the rule files declare (`tiqu
    rules list` tells them): `load_rules(variants=["jiangxi"])`.

    Raises `RuleFileError`, which names every fault of every file, and `VariantError` for a
    variant that no rule file has or that excludes another one.
    """
    from extractor.rulebook import load_rules as load

    if isinstance(variants, str):
        raise TypeError(f"variants are a list of names: [{variants!r}]")
    return load(None if folder is None else os.fspath(folder), variants)


def _content(source: Any) -> bytes:  # noqa: ANN401  # whatever somebody passes
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    read = getattr(source, "read", None)
    data = read() if callable(read) else None
    if not isinstance(data, bytes):
        message = f"expected a path, bytes or a file opened in binary mode, not {source!r:.80}"
        raise TypeError(message)
    return data


def __getattr__(name: str) -> Any:  # noqa: ANN401  # types, and one text
    if name == "__version__":
        from importlib.metadata import version

        return version("tiqu")
    for module, names in _FROM.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(f"{__name__}.{module}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
