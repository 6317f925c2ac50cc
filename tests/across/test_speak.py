"""How forms are named in a sentence, and what a finding shows when many forms are behind it."""

import pytest

from extractor.across.judge import judge
from extractor.across.speak import MOST_SHOWN, Speaker, sides
from extractor.model import Place
from extractor.sinks.families import Written
from tests.across.making import RULES, form, quarter


def spoken(*family, paths=None, units=None, language="zh"):
    """The findings of a family whose files lie under `paths`, by content; cells as written."""
    found = list(judge(family, RULES))
    written = {}
    for each in found:
        for side in sides(each, RULES):
            [of] = [one for one in family if one.key == side.key]
            quantity = of.quantities.get(side.path)
            raw = str(quantity.value) if quantity else of.project
            unit = (units or {}).get(side.key[0])
            written[side.key, side.path] = Written(
                raw, raw, unit, None, Place(table=0, row=1, column=2)
            )
    sources = {each.key[0]: ((paths or {}).get(each.key[0], each.key[0]),) for each in family}
    speaker = Speaker(RULES, written, sources, language)
    return [speaker.finding(each) for each in found]


def test_files_of_one_name_are_told_apart_by_their_paths():
    one, other = quarter(1, "4.16", name="a"), quarter(1, "6.14", name="b")
    [found] = spoken(one, other, paths={"a": "2023/一局/表.docx", "b": "2023/二局/表.docx"})
    assert "2023/一局/表.docx 填报 4.16,2023/二局/表.docx 填报 6.14" in found.finding.message


def test_two_forms_of_one_file_are_told_apart_by_their_number():
    one, other = quarter(1, "4.16", name="a"), quarter(2, "6.14 8.87", name="a")
    other = other.__class__(**{
        **{name: getattr(other, name) for name in other.__struct_fields__}, "key": ("a", 1)
    })  # fmt: skip
    [found] = spoken(one, other)
    assert "a(第 1 张表) 填报 4.16,a(第 2 张表) 填报 6.14" in found.finding.message
    assert [each.form_index for each in found.submissions] == [0, 1]


def test_units_are_said_where_they_differ():
    one, other = quarter(1, "4.16", name="a"), quarter(1, "6.14", name="b")
    [same] = spoken(one, other, units={"a": "万元", "b": "万元"})
    [differing] = spoken(one, other, units={"a": "万元", "b": "元"})
    assert "a 填报 4.16,b 填报 6.14" in same.finding.message
    assert "a 填报 4.16万元,b 填报 6.14元" in differing.finding.message


def test_files_that_say_the_same_stand_together():
    three = [
        quarter(1, text, name=name) for name, text in (("a", "4.16"), ("b", "6.14"), ("c", "4.16"))
    ]
    [found] = spoken(*three)
    assert "资金总额 第1季度实际支出资金 a、c 填报 4.16,b 填报 6.14" in found.finding.message


@pytest.mark.parametrize(("language", "told"), [("zh", "a、b、c等 5 个"), ("en", "a and b and c and 2 more")])  # fmt: skip
def test_of_many_files_some_are_named(language, told):
    copies = [quarter(1, "4.16", name=name, record=(1, 1)) for name in "abcde"]
    [found] = spoken(*copies, language=language)
    assert told in found.finding.message
    assert len(found.submissions) == 5


def test_of_many_differences_all_are_named_as_fields_and_the_first_have_evidence():
    cells = ";".join(f"indicators.{number}.score {{}}" for number in range(30))
    one, other = (
        form(
            name=name,
            kind="project_self_evaluation",
            year="2023",
            numbers=cells.replace("{}", text),
        )
        for name, text in (("a", "10"), ("b", "8"))
    )
    [found] = spoken(one, other)
    assert len(found.finding.fields) == 30
    assert len(found.evidence) == MOST_SHOWN * 2
    assert "另有 28 项不同" in found.finding.message


def test_hundreds_of_copies_are_one_finding():
    [found] = spoken(*(quarter(1, "4.16", name=f"{n}.docx", record=(1, 1)) for n in range(400)))
    assert found.finding.message.endswith("等 400 个")
