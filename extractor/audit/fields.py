"""What can be said of one field alone: choices, marks, unreadable text, required, odd formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Context, Decimal

from extractor.audit.membership import code_lengths, mismatches
from extractor.audit.messages import Speaker
from extractor.audit.wording import TYPES
from extractor.model import Finding, Severity, Value

_WIDE, _MOST_DIGITS = Context(prec=200), 60
#: How long the codes of a field's classification are; nothing for other fields.
Lengths = tuple[int, ...]
#: A doubt of the reading → the finding's kind and severity.
DOUBTS: Mapping[str, tuple[str, Severity]] = {
    "none_ticked": ("choice", "error"),
    "several_ticked": ("choice", "error"),
    "unclear_mark": ("choice", "warning"),
    "stray_mark": ("choice", "warning"),
    "not_a_value": ("unreadable", "error"),
    "bare_rate": ("format", "info"),
}

# Mainland numbers: mobile phones, landlines with or without area code, extension, service lines.
_PHONE = re.compile(
    r"(?:(?:\+|00)?86-?)?(?:"
    r"0?1[3-9]\d{9}"
    r"|\(?0\d{2,3}\)?-?\d{7,8}"
    r"|\d{7,8}"
    r"|[48]00-?\d{3}-?\d{4}"
    r"|\d{3,6}"  # short numbers of one organisation, service lines such as 12345
    r")(?:(?:-|转|\(|x|ext\.?)\d{1,6}\)?)?",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[、,，;；/／|]|或")
_FEWEST_MASKED = 3
_YEARS = range(1949, 2101)


def field_findings(speaker: Speaker) -> Iterator[Finding]:
    """The findings on every field of the form, in its order."""
    rule, values = speaker.case.plan.rule, speaker.case.sheet.values
    for path, value in values.items():
        if value.status == "absent" and path not in rule.fields:
            continue
        if value.doubt is not None or value.status == "unreadable":
            yield _doubt(path, value, speaker)
        elif value.status == "found" and value.type in FORMATS:
            lengths = code_lengths(rule, path)
            case = FORMATS[value.type](value.value or "", lengths)
            if case is not None:
                parts = {"raw": value.value or "", "digits": "/".join(map(str, lengths))}
                yield _finding(path, "format", "warning", speaker, case, **parts)
    for found in mismatches(rule, values):
        yield Finding(
            check=found.code,
            kind="membership",
            severity="warning",
            message=speaker.say(
                "membership",
                name=speaker.name(found.code),
                raw=values[found.code].value or "",
                other=found.written,
                expected=found.expected,
            ),
            reported=values[found.code].value,
            fields=(found.code, found.name),
        )
    for path, field in rule.fields.items():
        missing = values.get(path)
        if field.required and (missing is None or missing.status in {"blank", "absent"}):
            yield _finding(path, "required", "warning", speaker, "required")


def _doubt(path: str, value: Value, speaker: Speaker) -> Finding:
    doubt = value.doubt or "not_a_value"
    kind, severity = DOUBTS[doubt]
    name = TYPES.get(value.type, {}).get(speaker.language, value.type)
    meant = _percent(value.number) if doubt == "bare_rate" else ""
    return _finding(
        path, kind, severity, speaker, doubt, raw=speaker.shown(path), type=name, meant=meant
    )


def _percent(number: Decimal | None) -> str:
    """A fraction as people write it: 0.0272 → 2.72%."""
    if number is None or not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return "100%"
    text = format(_WIDE.scaleb(number, 2), "f")
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _finding(
    path: str, kind: str, severity: Severity, speaker: Speaker, case: str, **parts: str
) -> Finding:
    value = speaker.case.sheet.values.get(path)
    message = speaker.say(case, name=speaker.name(path), **parts) + speaker.doubt((path,))
    return Finding(
        check=path,
        kind=kind,
        severity=severity,
        message=message,
        reported=value.value if value is not None else None,
        fields=(path,),
        suspect=path,
    )


def odd_phone(text: str, lengths: Lengths) -> str | None:  # noqa: ARG001  # one shape for all
    """A text that is no telephone number; a masked one (159****5155) cannot be judged."""
    if text.count("*") >= _FEWEST_MASKED:
        return None
    for number in filter(None, _SEPARATORS.split(text)):
        if not _PHONE.fullmatch(number.strip()):
            return "odd_phone"
    return None


def odd_date(text: str, lengths: Lengths) -> str | None:  # noqa: ARG001  # one shape for all
    """A year that no form of today can mean."""
    year = text[:4]
    return None if year.isdigit() and int(year) in _YEARS else "odd_date"


def odd_code(text: str, lengths: Lengths) -> str | None:
    """A code of a classification that has lost a digit; longer ones and other codes are free."""
    if lengths and text.isdigit() and len(text) not in lengths:
        return "odd_code" if lengths[0] < len(text) < lengths[-1] else None
    return None


#: Type of a field → what is odd about a text of that type: the case of a sentence, or nothing.
FORMATS: Mapping[str, Callable[[str, Lengths], str | None]] = {
    "phone": odd_phone,
    "date": odd_date,
    "code": odd_code,
}
