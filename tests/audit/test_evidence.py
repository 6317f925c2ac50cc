"""Every finding names the cells it rests on, with their places."""

import msgspec

from extractor.audit import audit
from extractor.model import Place, Record

from .drawn import F1, errors, findings, fund_form, seed


def placed(record):
    """The record with a place for each of its fields, one row a field."""
    return Record(
        record.form,
        {
            path: msgspec.structs.replace(value, label="标签", place=Place(None, 0, row, 5))
            for row, (path, value) in enumerate(record.values.items())
        },
    )


def test_every_field_of_a_finding_is_evidence_with_its_place():
    form = placed(seed(funds__total__q1__spent_rate="2.27%"))
    [finding] = errors(form)
    assert tuple(each.field for each in finding.evidence) == finding.fields
    for each in finding.evidence:
        value = form.values[each.field]
        assert (each.raw, each.place, each.label) == (value.raw, value.place, "标签")


def test_a_personal_field_shows_its_place_and_not_its_text():
    form = placed(fund_form("", contact_phone="1590737515"))
    [finding] = [f for f in audit(form, F1).findings if f.check == "contact_phone"]
    [evidence] = finding.evidence
    assert evidence.place == form.values["contact_phone"].place
    assert evidence.raw is None


def test_what_is_not_on_the_form_is_no_evidence():
    form = fund_form("        annual q1.received q1.received_rate\ntotal   100    50          60%")
    for finding in findings(form):
        assert all(form.values[each.field].status != "absent" for each in finding.evidence)
