"""The flow, all of it: the one place where the stages meet."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import Literal

import msgspec

from extractor.audit import audit
from extractor.errors import InputError, TooLargeError
from extractor.mapping import locate
from extractor.model import (
    Document,
    Extraction,
    Failure,
    Form,
    Language,
    Limits,
    LocatedForm,
    Mapped,
    RuleReference,
    Source,
)
from extractor.narrative import quantities
from extractor.normalize import normalize
from extractor.parsers import parse, sniff
from extractor.rulebook import RuleSet

_LIMITS = Limits()


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


class Reading(msgspec.Struct, frozen=True):
    """What one file was read as, and what each stage saw; nothing of them if it failed."""

    extraction: Extraction
    document: Document | None = None
    mapped: Mapped | None = None


def extract(  # noqa: PLR0913  # each has its default
    data: bytes,
    source: Source,
    rules: RuleSet,
    *,
    language: Language = "zh",
    limits: Limits = _LIMITS,
    password: str | None = None,
) -> Extraction:
    """Read one file: parse, map, normalize, read the texts, audit.

    Never raises for bad input: what cannot be read is `failed` with one of the contract's codes.
    """
    return read(data, source, rules, language=language, limits=limits, password=password).extraction


def read(  # noqa: PLR0913  # each has its default
    data: bytes,
    source: Source,
    rules: RuleSet,
    *,
    language: Language = "zh",
    limits: Limits = _LIMITS,
    password: str | None = None,
) -> Reading:
    """The same, for whoever looks at the stages as well."""
    try:
        document = parse(data, source, limits, password)
        mapped = locate(document, rules)
        forms = tuple(_form(located, rules, language) for located in mapped.forms)
    except InputError as error:
        return Reading(failure(source, error))
    except Exception as error:  # noqa: BLE001  # a defect of ours must not cost the other files
        message = f"{source.name}: {type(error).__name__}: {error}; please report this file"
        return Reading(Extraction(source, "failed", Failure("crashed", message)))
    status: Literal["ok", "unrecognised"] = "ok" if forms else "unrecognised"
    return Reading(Extraction(source, status, None, forms, mapped.unmapped), document, mapped)


def _form(located: LocatedForm, rules: RuleSet, language: Language) -> Form:
    rule = rules.rules[located.form]
    record = normalize(located, rule)
    told = quantities(record, rule)
    judged = audit(record, rule, language, told)
    return Form(
        form=located.form,
        rule=RuleReference(rule.file, rule.sha256),
        title=located.title,
        confidence=located.confidence,
        fields=record.values,
        findings=judged.findings,
        checks=judged.counts,
        quantities=told,
        unchecked=judged.unchecked,
    )


def failure(source: Source, error: InputError) -> Extraction:
    """A file that failed before it was read."""
    return Extraction(source, "failed", Failure(error.code, str(error)))
