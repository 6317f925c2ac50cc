"""What a specimen is: its truth first, then its bytes; and a check that both agree with arithmetic."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.dom.minidom import parseString

from corpus.independent.truth import Form, Json
from corpus.independent.verify import broken


@dataclass(frozen=True)
class Specimen:
    """One file: its name, what is special about it, the forms it holds, its bytes."""

    name: str
    description: str
    features: tuple[str, ...]
    forms: tuple[Form, ...]
    data: bytes = field(repr=False)

    def truth(self) -> str:
        """Return the text of the truth file, one field a line."""
        head: dict[str, Json] = {
            "provenance": "handmade",
            "description": self.description,
            "features": list(self.features),
            "expect": {"status": "ok"},
        }
        lines = [f" {_json(key)}: {_json(value)}," for key, value in head.items()]
        forms = ",\n".join(_form(form) for form in self.forms)
        return "\n".join(["{", *lines, ' "forms": [', forms, " ]", "}", ""])

    def complaints(self) -> Iterator[str]:
        """Yield what is wrong: XML that is not well-formed, relations broken without a slip."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            for name in archive.namelist():
                parseString(archive.read(name))  # noqa: S318
        for form in self.forms:
            planted = {path for slip in form.mistakes for path in slip.fields}
            touched = [(set(paths), text) for paths, text in _broken(form)]
            yield from (text for paths, text in touched if not planted & paths)
            hit = {path for paths, _ in touched for path in paths}
            numeric = [s for s in form.mistakes if s.kind not in {"choice", "unreadable"}]
            for path in {path for slip in numeric for path in slip.fields} - hit:
                yield f"{path} breaks nothing"


def _broken(form: Form) -> Iterator[tuple[list[str], str]]:
    fields = form.fields()
    lost = {path.rpartition(".")[2] for slip in form.mistakes for path in slip.fields} & {
        path.rpartition(".")[2]
        for path, entry in fields.items()
        if isinstance(entry, dict) and entry["status"] == "unreadable"
    }
    for paths, text in broken(form):
        if paths[0].rpartition(".")[2] not in lost:  # a sum with an unreadable part says nothing
            yield paths, text
    twice = ["budget_amount", "funds.total.annual"]
    if form.kind == "project_fund_monitoring" and fields[twice[0]] != fields[twice[1]]:
        yield twice, "the budget is not the arranged amount"


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _form(form: Form) -> str:
    record = form.record()
    fields = record["fields"]
    if not isinstance(fields, dict):
        raise TypeError
    lines = ",\n".join(f"   {_json(path)}: {_json(entry)}" for path, entry in fields.items())
    return (
        f'  {{"form": {_json(form.kind)}, "clean": {_json(record["clean"])},\n'
        f'  "mistakes": {_json(record["mistakes"])},\n  "fields": {{\n{lines}}}}}'
    )
