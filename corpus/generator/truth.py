"""What a specimen truly says: fields as they are written, and the mistakes that were planted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["found", "blank", "absent", "unreadable"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class FieldTruth:
    """One field as written: its status, its value (null unless found) and its half-width."""

    status: Status
    value: str | None = None
    half_width: str | None = None

    def to_dict(self) -> dict[str, str | None]:
        """Return the JSON shape; the half-width only where it is derived."""
        shape: dict[str, str | None] = {"status": self.status, "value": self.value}
        if self.half_width is not None:
            shape["half_width"] = self.half_width
        return shape


BLANK = FieldTruth("blank")
ABSENT = FieldTruth("absent")
UNREADABLE = FieldTruth("unreadable")

Fields = dict[str, FieldTruth]


def found(value: str, half_width: str | None = None) -> FieldTruth:
    """Return a field in which something legible is written."""
    return FieldTruth("found", value, half_width)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One planted slip: the cells it changed, and what an audit can say about it.

    `kinds` are the kinds of all relations it breaks; `kind` is the first of them. `written` and
    `true` are the texts of the first field. A slip `explained_by_rounding` breaks no relation.
    """

    fields: tuple[str, ...]
    kind: str
    cause: str | None
    severity: Severity
    written: str
    true: str
    explained_by_rounding: bool = False
    kinds: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "fields": list(self.fields),
            "kind": self.kind,
            "kinds": list(self.kinds or (self.kind,)),
            "cause": self.cause,
            "severity": self.severity,
            "written": self.written,
            "true": self.true,
            "explained_by_rounding": self.explained_by_rounding,
        }


@dataclass(frozen=True, slots=True)
class Told:
    """One number in a text that restates `cell`; `value` as the cell's, in yuan or a fraction."""

    field: str
    clause: str
    cell: str
    value: str
    agrees: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON shape."""
        return {
            "field": self.field,
            "clause": self.clause,
            "cell": self.cell,
            "value": self.value,
            "agrees": self.agrees,
        }


@dataclass(frozen=True, slots=True)
class FormTruth:
    """One form of a file."""

    form: str
    fields: Mapping[str, FieldTruth]
    mistakes: tuple[Mistake, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether an audit has no reason for a finding of severity error."""
        return not any(m.severity == "error" for m in self.mistakes)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON shape."""
        shape: dict[str, Any] = {
            "form": self.form,
            "fields": {path: item.to_dict() for path, item in self.fields.items()},
            "mistakes": [mistake.to_dict() for mistake in self.mistakes],
            "clean": self.clean,
        }
        if self.told:
            shape["told"] = [each.to_dict() for each in self.told]
        return shape


def to_json(truth: Mapping[str, Any]) -> str:
    """Return a truth as JSON text with one field a line, so that differences can be read."""

    def line(thing: object) -> str:
        return json.dumps(thing, ensure_ascii=False)

    head = [f" {line(key)}: {line(truth[key])}," for key in truth if key != "forms"]
    forms = []
    for form in truth["forms"]:
        fields = ",\n".join(f"   {line(p)}: {line(f)}" for p, f in form["fields"].items())
        slips = ",\n".join(f"   {line(mistake)}" for mistake in form["mistakes"])
        told = ",\n".join(f"   {line(each)}" for each in form.get("told", ()))
        forms.append(
            f'  {{"form": {line(form["form"])}, "clean": {line(form["clean"])},\n'
            f'  "mistakes": [{chr(10) + slips if slips else ""}],\n'
            + (f'  "told": [\n{told}],\n' if told else "")
            + f'  "fields": {{\n{fields}}}}}'
        )
    return "\n".join(["{", *head, ' "forms": [', ",\n".join(forms), " ]", "}", ""])


@dataclass(frozen=True, slots=True)
class Specimen:
    """A file and its truth: `name` without ending, `data` the docx, `truth` as in README.md."""

    name: str
    data: bytes
    truth: dict[str, Any] = field(repr=False)
