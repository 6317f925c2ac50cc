"""The flow, all of it: the one place where the stages meet."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import Literal

from extractor.audit import audit
from extractor.errors import InputError, TooLargeError
from extractor.mapping import locate
from extractor.model import (
    Extraction,
    Failure,
    Form,
    Limits,
    LocatedForm,
    RuleReference,
    Source,
)
from extractor.normalize import normalize
from extractor.parsers import parse, sniff
from extractor.rulebook import RuleSet

_LIMITS = Limits()
Language = Literal["zh", "en"]


def source_of(data: bytes, path: str) -> Source:
    """Name, content hash and size of some bytes; the format is what the content says."""
    return Source(Path(path).name, path, hashlib.sha256(data).hexdigest(), len(data), sniff(data))


def read_source(path: Path, limits: Limits = _LIMITS) -> tuple[bytes, Source]:
    """Read a file, without ever writing to it.

    Raises `TooLargeError` before reading what is over the limit, and `OSError` for what is no
    regular file: a pipe may never end.
    """
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "is no regular file: copy its content to one", str(path))
    size = found.st_size
    if size > limits.file_bytes:
        message = f"{path.name}: {size:,} bytes; the limit file_bytes is {limits.file_bytes:,}"
        raise TooLargeError(message)
    data = path.read_bytes()
    return data, source_of(data, str(path))


def extract(  # noqa: PLR0913  # each has its default
    data: bytes,
    source: Source,
    rules: RuleSet,
    *,
    language: Language = "zh",
    limits: Limits = _LIMITS,
    password: str | None = None,
) -> Extraction:
    """Read one file: parse, map, normalize, audit.

    Never raises for bad input: what cannot be read is `failed` with one of the contract's codes.
    """
    try:
        document = parse(data, source, limits, password)
        mapped = locate(document, rules)
        forms = tuple(_form(located, rules, language) for located in mapped.forms)
    except InputError as error:
        return Extraction(source, "failed", Failure(error.code, str(error)))
    except Exception as error:  # noqa: BLE001  # a defect of ours must not cost the other files
        message = f"{source.name}: {type(error).__name__}: {error}; please report this file"
        return Extraction(source, "failed", Failure("crashed", message))
    status: Literal["ok", "unrecognised"] = "ok" if forms else "unrecognised"
    return Extraction(source, status, None, forms, mapped.unmapped)


def _form(located: LocatedForm, rules: RuleSet, language: Language) -> Form:
    rule = rules.rules[located.form]
    record = normalize(located, rule)
    judged = audit(record, rule, language)
    return Form(
        form=located.form,
        rule=RuleReference(rule.file, rule.sha256),
        title=located.title,
        confidence=located.confidence,
        fields=record.values,
        findings=judged.findings,
        checks=judged.counts,
    )


def failure(source: Source, error: InputError) -> Extraction:
    """A file that failed before it was read."""
    return Extraction(source, "failed", Failure(error.code, str(error)))
