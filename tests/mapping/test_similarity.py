"""Labels that are nearly those of the rule file."""

import subprocess
import sys

import pytest

from extractor.mapping.similarity import is_label_like, score
from tests.mapping.drawing import changed, content, read
from tests.mapping.samples import MONITORING


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("存在的主要问题", "problems"),
        ("存在的问题及原因", "problems"),
        ("下步改进意见", "improvements"),
        ("项目产出成果情况", "outputs_achieved"),
        ("具体的工作措施", "work_measures"),
        ("项目调整内容和报批程序、手续", "adjustment_procedures"),
    ],
)
def test_a_label_worded_a_little_differently_is_found_with_less_confidence(
    written: str, path: str
) -> None:
    old = {
        "problems": "存在的问题", "improvements": "下一步改进意见", "outputs_achieved": "产出成果",
        "work_measures": "具体工作措施", "adjustment_procedures": "项目调整内容及报批程序和手续",
    }[path]  # fmt: skip
    form = read(changed(MONITORING, (f"|{old}|", f"|{written}|")))
    assert form[path] == read(MONITORING)[path]
    assert 0 < form.located(path).confidence < 1


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("项目实施单位负责人", "王五"),
        ("项目名称代码", "X1"),
        ("上年度预算安排资金", "120"),
        ("项目主管单位", "某厅"),
        ("项目起止时间", "2022年"),
    ],
)
def test_another_thing_of_a_similar_name_is_not_taken(label: str, value: str) -> None:
    form = read(f"""
    项目资金绩效监控情况表
    |{label}|{value}|联络人|张三|
    |产出成果|好|存在的问题|慢|
    |下一步改进意见|快|项目概况|好|
    """)
    assert value not in form.paths.values()
    assert value in form.unmapped


def test_an_exact_label_leaves_nothing_to_guess() -> None:
    form = read(
        changed(
            MONITORING, ("|具体工作措施|", "|存在的主要问题|另一段 <<<<<<<<<<<<|\n|^|具体工作措施|")
        )
    )
    assert form["problems"] == "资金到位慢。"
    assert form.located("problems").confidence == 1
    assert "另一段" in form.unmapped


def test_values_are_no_labels() -> None:
    assert is_label_like(content("存在的主要问题"))
    assert not is_label_like(content("153"))
    assert not is_label_like(content("资金到位慢，影响进度。"))
    assert not is_label_like(content("☑是 □否"))
    assert not is_label_like(content("其他"))


def test_scores_run_from_0_to_100() -> None:
    assert score("存在的问题", "存在的问题") == 100
    assert score("存在的主要问题", "存在的问题") > score("存在的问题的负责人", "存在的问题")
    assert score("甲乙丙丁", "存在的问题") < 30


def test_a_form_whose_labels_match_never_loads_the_dictionary() -> None:
    code = (
        "import sys\n"
        "from tests.mapping.drawing import read\n"
        "from tests.mapping.samples import EVALUATION, MONITORING\n"
        "read(MONITORING); read(EVALUATION)\n"
        "print('jieba' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
