"""One 项目支出绩效目标申报表: its truth first, then its rows."""

from collections.abc import Sequence
from typing import Final

from corpus.generator.marks import Tick
from corpus.generator.wordml import Cell, Merge, Para, Row, lines
from corpus.goal_application.build import KIND, Truth
from corpus.pdf.blocks import Line, gridded
from corpus.pdf.contents import BOXED, Contents

UNIT: Final = 1200
TRUTH: Final = Truth(
    {
        "reporting_unit": "芦汀县林业局",
        "year": "2024",
        "project_name": "退化林修复与抚育",
        "project_attribute": "new",
        "department": "芦汀县林业局",
        "department_code": "326",
        "implementing_unit": "芦汀县国有林场",
        "leader": "苏见山",
        "leader_phone": "0700-5518203",
        "duration": "2024年2月至2024年11月",
        "funds.total": "2864000",
        "funds.fiscal": "2100000",
        "funds.own": "446000",
        "funds.own_business": "300000",
        "funds.own_operating": "146000",
        "funds.other": "328000",
        "unit_functions": "承担国有林区的造林、抚育、防火和病虫害防治。",
        "project_overview": "对退化林地4200亩进行补植和抚育，修建作业便道6公里。",
        "basis": "《芦汀县林地保护利用规划》",
        "feasibility": "苗木储备充足，施工队伍稳定。",
        "necessity": "部分林分老化，水源涵养能力下降。",
        "long_term_goal": "林分质量逐年提高，森林覆盖率保持稳定。",
        "annual_goal": "完成修复4200亩，成活率不低于90%。",
        "other_matters": None,
        "filled_by": "白小渔",
        "unit_head": "苏见山",
        "report_date": "2023-11-06",
    },
    (("苗木采购与整地", "2024-02", "2024-04"), ("补植与抚育", "2024-04", "2024-09"), ("验收", "2024-10", "2024-11")),
    (("产出指标", "数量指标", "三年修复面积", "≥1万亩", None), ("效益指标", "生态效益指标", "森林覆盖率", "≥61%", "与上年持平")),
    (
        ("产出指标", "数量指标", "修复退化林", "4200亩", None),
        ("产出指标", "质量指标", "苗木成活率", "≥90%", None),
        ("产出指标", "成本指标", "亩均成本", "≤682元", "含便道"),
        ("效益指标", "生态效益指标", "水土流失", "有所减轻", None),
        ("满意度指标", "服务对象满意度指标", "林农满意度", "≥90%", None),
    ),
    mistakes=(
        {
            "fields": ["funds.total"],
            "kind": "total",
            "cause": "wrong_digit",
            "severity": "error",
            "written": "286.40",
            "true": "287.40",
            "explained_by_rounding": False,
        },
    ),
)  # fmt: skip
MONTHS: Final = (
    ("2024年2月", "2024年4月"),
    ("2024年4月", "2024年9月"),
    ("2024年10月", "2024年11月"),
)


def _cell(text: str, units: int, *, merge: Merge = "", middle: bool = True) -> Cell:
    return Cell(UNIT * units, lines(text), merge, "center" if middle else "")


def _pair(label: str, text: str, units: int) -> tuple[Cell, Cell]:
    return _cell(label, 1), _cell(text, units, middle=False)


def _sided(label: str, rows: Sequence[Row]) -> list[Row]:
    first, rest = _cell(label, 1, merge="restart"), _cell("", 1, merge="continue")
    return [(rest if number else first, *row) for number, row in enumerate(rows)]


def _indicators(label: str, rows: Sequence[Sequence[str | None]]) -> list[Row]:
    head = tuple(
        map(_cell, ("一级指标", "二级指标", "指标内容", "指标值", "备注"), (1, 2, 2, 1, 1))
    )
    made: list[Row] = [head]
    before = ""
    for row in rows:
        one, two, *others = (text or "" for text in row)
        same = sum(other[0] == one for other in rows) > 1
        merge: Merge = "continue" if one == before else "restart" if same else ""
        cells = [_cell("" if merge == "continue" else one, 1, merge=merge), _cell(two, 2)]
        cells += [_cell(text, units) for text, units in zip(others, (2, 1, 1), strict=True)]
        made.append(tuple(cells))
        before = one
    return _sided(label, made)


def contents() -> Contents:
    """Return the form; its total has been copied with a wrong digit."""
    truth = TRUTH
    options = ("新增项目", Tick(BOXED, on=True), "  延续项目", Tick(BOXED, on=False))
    money = (
        ("资金总额", "286.40", "财政拨款", "210.00"),
        ("自有资金", "44.60", "其中：事业收入", "30.00"),
        ("经营性收入", "14.60", "其他", "32.80"),
    )
    rows: list[Row] = [
        (
            *_pair("项目名称", truth["project_name"], 3),
            _cell("项目属性", 1),
            Cell(UNIT * 3, (Para(options),)),
        ),
        (
            *_pair("主管部门", truth["department"], 3),
            *_pair("主管部门编码", truth["department_code"], 3),
        ),
        (
            *_pair("项目实施单位", truth["implementing_unit"], 3),
            *_pair("项目负责人", truth["leader"], 3),
        ),
        (
            *_pair("联系电话", truth["leader_phone"], 3),
            *_pair("项目起止时间", truth["duration"], 3),
        ),
        *_sided(
            "项目资金申请（万元）",
            [(_cell(a, 2), _cell(b, 1), _cell(c, 2), _cell(d, 2)) for a, b, c, d in money],
        ),
        _pair("单位职能概述", truth["unit_functions"], 7),
        _pair("项目概况", truth["project_overview"], 7),
        *_sided(
            "项目立项情况",
            [
                (_cell(label, 2), _cell(truth[name], 5, middle=False))
                for label, name in (
                    ("项目立项的依据", "basis"),
                    ("项目申报的可行性", "feasibility"),
                    ("项目申报的必要性", "necessity"),
                )
            ],
        ),
        *_sided(
            "项目实施进度计划",
            [
                (_cell("项目实施内容", 3), _cell("开始时间", 2), _cell("完成时间", 2)),
                *(
                    (_cell(row[0] or "", 3), _cell(start, 2), _cell(end, 2))
                    for row, (start, end) in zip(truth.schedule, MONTHS, strict=True)
                ),
            ],
        ),
        *_sided(
            "项目绩效目标",
            [
                (_cell("长期目标", 2), _cell(truth["long_term_goal"], 5, middle=False)),
                (_cell("年度目标", 2), _cell(truth["annual_goal"], 5, middle=False)),
            ],
        ),
        *_indicators("长期绩效指标", truth.long_term),
        *_indicators("年度绩效指标", truth.annual),
        _pair("其他说明的问题", "", 7),
    ]
    gap = "\u3000" * 4
    foot = f"填报人：{truth['filled_by']}{gap}单位负责人：{truth['unit_head']}{gap}填报日期：2023年11月6日"
    entry = {
        "form": KIND,
        "clean": False,
        "mistakes": list(truth.mistakes),
        "fields": truth.fields(),
    }
    return Contents(
        (
            Line(("项目支出绩效目标申报表",), 18, "center"),
            Line(("（2024年度）",), 12, "center"),
            Line((f"填报单位（盖章）：{truth['reporting_unit']}{gap * 2}单位：万元",), 10.5),
            gridded(rows),
            Line((foot,), 10.5),
        ),
        (entry,),
    )
