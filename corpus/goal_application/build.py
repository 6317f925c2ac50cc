"""Writes the specimens and their truths: `python -m corpus.goal_application.build`.

What is true of a form is put down first; its sheet is drawn from that. Amounts, dates and marks
are typed in the sheet once more, as a clerk types them.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeAlias

from corpus.handmade.ink import ABOVE, Cell, Row, document, para, run, symbol, table
from corpus.handmade.parcel import Parts, styles

Texts: TypeAlias = Mapping[str, str | None]
Rows: TypeAlias = Sequence[Sequence[str | None]]

HERE: Final = Path(__file__).parent
KIND: Final = "project_goal_application"
ABSENT: Final = "\0absent"
UNDECIDED: Final = ("funds.own_business", "funds.own_operating")
SCALARS: Final = (
    *("reporting_unit", "year", "project_name", "project_attribute", "department"),
    *("department_code", "implementing_unit", "leader", "leader_phone", "duration"),
    *("funds.total", "funds.fiscal", "funds.own", "funds.own_business"),
    *("funds.own_operating", "funds.other", "unit_functions", "project_overview", "basis"),
    *("feasibility", "necessity", "long_term_goal", "annual_goal", "other_matters"),
    *("filled_by", "unit_head", "report_date"),
)
SCHEDULE: Final = ("content", "start", "end")
INDICATOR: Final = ("level1", "level2", "content", "target", "remark")
INDICATOR_HEADER: Final = ("一级指标", "二级指标", "指标内容", "指标值", "备注")
GAP: Final = "　　　　"


@dataclass(frozen=True)
class Truth:
    """What is written on one form; a scalar that is left out has no place on it.

    Amounts that are no part of the amounts on a form are `UNDECIDED`: absent, or blank among them.
    """

    scalars: Texts
    schedule: Rows
    long_term: Rows = ()
    annual: Rows = ()
    mistakes: tuple[dict[str, object], ...] = ()
    no_remarks: bool = False

    def __getitem__(self, path: str) -> str:
        """Return what is written, for the sheet."""
        return self.scalars[path] or ""

    def fields(self) -> dict[str, dict[str, str | None]]:
        """Return every path with its status and value."""
        if extra := set(self.scalars) - set(SCALARS):
            raise KeyError(sorted(extra))
        undecided = set(UNDECIDED) - set(self.scalars)
        values = {path: self.scalars.get(path, ABSENT) for path in SCALARS if path not in undecided}
        for name, columns, rows in (
            ("schedule", SCHEDULE, self.schedule),
            ("long_term_indicators", INDICATOR, self.long_term),
            ("annual_indicators", INDICATOR, self.annual),
        ):
            for number, row in enumerate(rows):
                for column, value in zip(columns, row, strict=True):
                    gone = self.no_remarks and column == "remark"
                    values[f"{name}.{number}.{column}"] = ABSENT if gone else value
        return {path: _field(value) for path, value in values.items()}

    def complaints(self) -> list[str]:
        """Tell whether the amounts contradict each other exactly where a mistake was planted."""
        total, *parts = (
            Decimal(self[f"funds.{name}"]) for name in ("total", "fiscal", "own", "other")
        )
        return [] if (total != sum(parts)) == bool(self.mistakes) else [f"{total} = {parts}?"]


def _field(value: str | None) -> dict[str, str | None]:
    if value is None:
        return {"status": "blank", "value": None}
    if value == ABSENT:
        return {"status": "absent", "value": None}
    return {"status": "found", "value": value}


@dataclass(frozen=True)
class Specimen:
    """One file: its name, what is special about it, what is true of it, its body."""

    name: str
    description: str
    features: tuple[str, ...]
    truth: Truth
    body: str

    def write(self) -> None:
        """Write the truth, then the file."""
        form = {
            "form": KIND,
            "clean": not self.truth.mistakes,
            "mistakes": self.truth.mistakes,
            "fields": self.truth.fields(),
        }
        head = {
            "provenance": "handmade",
            "description": self.description,
            "features": self.features,
            "expect": {"status": "ok"},
            "forms": [form],
        }
        text = json.dumps(head, ensure_ascii=False, indent=1) + "\n"
        path = HERE / f"{self.name}.truth.json"
        path.write_text(text, encoding="utf-8", newline="\n")
        parts = Parts(document(self.body), {"styles": styles(size=21)})
        (HERE / f"{self.name}.docx").write_bytes(parts.zipped())


def title(text: str) -> str:
    """Return the line of the title."""
    return para(run(text, '<w:b/><w:sz w:val="36"/>'), jc="center")


def side(text: str, span: int = 1) -> Cell:
    """Return the first cell of a label that runs down the side of several rows."""
    return Cell(text, span, merge="restart", jc="center")


def down(span: int = 1) -> Cell:
    """Return a further cell of such a label."""
    return Cell("", span, merge="continue")


def indicators(label: str, rows: Rows, spans: Sequence[int], header: Sequence[str]) -> list[Row]:
    """Return a list of indicators beside its label; equal levels are merged."""
    drawn: list[Row] = [[side(label), *_cells(header, spans)]]
    for number, row in enumerate(rows):
        cells = list(_cells(row[: len(header)], spans))
        for level in range(2):
            same = [other[: level + 1] == row[: level + 1] for other in rows]
            if number and same[number - 1]:
                cells[level] = down(spans[level])
            elif same.count(True) > 1:
                cells[level] = side(row[level] or "", spans[level])
        drawn.append([ABOVE, *cells])
    return drawn


def _cells(texts: Sequence[str | None], spans: Sequence[int]) -> list[Cell]:
    return [Cell(text or "", span) for text, span in zip(texts, spans, strict=True)]


def one_table() -> Specimen:
    """Return a form in one table, an amount a row, with the notes for those who fill it in."""
    truth = Truth(
        {
            "reporting_unit": "云岫县水利工程服务中心",
            "year": "2023",
            "project_name": "小型水库维修养护",
            "project_attribute": "continuing",
            "department": "云岫县水利局",
            "department_code": "317",
            "implementing_unit": "云岫县水利工程服务中心",
            "leader": "闻溪桥",
            "leader_phone": "0700-6312045",
            "duration": "2023年1月至2023年12月",
            "funds.total": "1568000",
            "funds.fiscal": "1200000",
            "funds.own": "303000",
            "funds.other": "65000",
            "unit_functions": "负责全县小型水库的日常管理、维修养护和安全监测。",
            "project_overview": "对全县26座小型水库的坝体、溢洪道和放水设施进行维修养护，更换监测设备18套。",
            "basis": "《云岫县小型水库管理办法》第九条",
            "feasibility": "管护队伍健全，养护方案已通过评审。",
            "necessity": "部分水库设施老化，汛期存在安全隐患。",
            "long_term_goal": "小型水库安全运行，灌溉保证率稳步提高。",
            "annual_goal": "完成26座水库维修养护，汛前全部验收。",
            "other_matters": "无",
            "filled_by": "稻小满",
            "unit_head": "闻溪桥",
            "report_date": "2022-11-18",
        },
        (
            ("养护方案编制与评审", "2023-01", "2023-02"),
            ("施工与设备更换", "2023-03", "2023-10"),
            ("验收与结算", "2023-11", "2023-12"),
        ),
        (
            ("产出指标", "数量指标", "养护水库数量", "≥26座", None),
            ("产出指标", "质量指标", "工程验收合格率", "100%", None),
            ("效益指标", "社会效益指标", "灌溉保证率", "≥85%", "三年平均"),
        ),
        (
            ("产出指标", "数量指标", "维修养护水库", "26座", None),
            ("产出指标", "数量指标", "更换监测设备", "18套", None),
            ("产出指标", "时效指标", "汛前完工率", "≥90%", None),
            ("产出指标", "成本指标", "项目总成本", "≤156.80万元", None),
            ("效益指标", "可持续影响指标", "设施使用年限", "≥10年", None),
            ("满意度指标", "服务对象满意度指标", "灌区群众满意度", "≥95%", "问卷调查"),
        ),
    )
    funds = (
        ("资金总额：", "156.80"),
        ("财政拨款：", "120.00"),
        ("自有资金：", "30.30"),
        ("其他：", "6.50"),
    )
    rows: list[Row] = [
        [Cell("项目名称"), Cell(truth["project_name"], 6)],
        [Cell("项目属性"), Cell("新增项目 □　　　延续项目 ☑", 6)],
        [
            Cell("主管部门"),
            Cell(truth["department"], 2),
            Cell("主管部门\n编码", 2),
            Cell(truth["department_code"], 2),
        ],
        [
            Cell("项目实施单位"),
            Cell(truth["implementing_unit"]),
            Cell("项目负责人"),
            Cell(truth["leader"], 2),
            Cell("联系电话"),
            Cell(truth["leader_phone"]),
        ],
        [Cell("项目起止时间"), Cell(truth["duration"], 6)],
    ]
    for number, (label, amount) in enumerate(funds):
        first = ABOVE if number else side("项目资金申请\n（万元）")
        rows.append([first, Cell(label, 2), Cell(amount, 4)])
    rows += [
        [Cell("单位职能概述"), Cell(truth["unit_functions"], 6)],
        [Cell("项目概况"), Cell(truth["project_overview"], 6)],
        [side("项目立项情况"), Cell("项目立项的依据", 2), Cell(truth["basis"], 4)],
        [ABOVE, Cell("项目申报的可行性", 2), Cell(truth["feasibility"], 4)],
        [ABOVE, Cell("项目申报的必要性", 2), Cell(truth["necessity"], 4)],
        [
            side("项目实施进度计划"),
            Cell("项目实施内容", 3),
            Cell("开始时间", 2),
            Cell("完成时间"),
        ],
    ]
    typed = (("2023年1月", "2023年2月"), ("2023年3月", "2023年10月"), ("2023年11月", "2023年12月"))
    for (content, *_), (start, end) in zip(truth.schedule, typed, strict=True):
        rows.append([ABOVE, Cell(content or "", 3), Cell(start, 2), Cell(end)])
    spans = (1, 1, 2, 1, 1)
    rows += [
        [side("项目绩效目标"), Cell("长期目标", 3), Cell("年度目标", 3)],
        [ABOVE, Cell(truth["long_term_goal"], 3), Cell(truth["annual_goal"], 3)],
        *indicators("长期绩效指标", truth.long_term, spans, INDICATOR_HEADER),
        *indicators("年度绩效指标", truth.annual, spans, INDICATOR_HEADER),
        [Cell("其他说明的问题"), Cell(truth["other_matters"], 6)],
    ]
    notes = (
        "填报说明",
        "1．项目名称：填写项目的完整名称，与预算编报的名称一致。",
        "2．项目属性：在选项“□”中划“√”。",
        "3．项目起止时间：跨年度的项目填写整个实施期。",
        "4．资金总额：为财政拨款、自有资金和其他资金之和。",
        "5．指标值：尽量使用数字，不能量化的作定性描述。",
    )
    body = (
        para(run("附件1"))
        + title("项目支出绩效目标申报表")
        + para(run("（2023年度）"), jc="center")
        + para(run(f"填报单位（盖章）：{truth['reporting_unit']}{GAP}单位：万元"))
        + table(rows, (1500, 1500, 1300, 700, 1100, 1300, 1900))
        + para(
            run(
                f"填报人：{truth['filled_by']}{GAP}单位负责人：{truth['unit_head']}"
                f"{GAP}填报日期：2022年11月18日"
            )
        )
        + "".join(para(run(note)) for note in notes)
    )
    return Specimen(
        "goal_in_one_table",
        "One table from name to indicators, an amount a row; notes below it speak of its labels",
        (
            "mark:char",
            "layout:one-table",
            "boxes after their words",
            "labels down the side",
            "two lists of indicators",
            "goals below their labels",
            "notes that begin with the form's labels",
        ),
        truth,
        body,
    )


def several_tables() -> Specimen:
    """Return a form in five tables with its money in a sentence and a √ without a box."""
    truth = Truth(
        {
            "reporting_unit": "汐川市图书馆",
            "year": "2024",
            "project_name": "乡镇流动书屋配送",
            "project_attribute": "new",
            "department": "汐川市文化广电局",
            "department_code": "405",
            "implementing_unit": "汐川市图书馆流通部",
            "leader": "岑望舒",
            "leader_phone": "13800005516",
            "duration": "2024.1—2024.12",
            "funds.total": "2605000",
            "funds.fiscal": "2005000",
            "funds.own": "600000",
            "funds.other": "0",
            "unit_functions": "承担文献收藏、借阅服务和全民阅读推广。",
            "project_overview": "购置流动书车2辆，设流动书屋32处，每处每月配送图书300册。",
            "basis": "1.《公共图书馆服务规范》\n2.市政府2023年第6次常务会议纪要",
            "feasibility": "已有配送队伍和管理系统。",
            "necessity": "偏远乡镇借阅不便。",
            "annual_goal": "32处书屋全部投入使用，年借阅量达到12万册次。",
            "other_matters": None,
            "filled_by": "柳拂堤",
            "unit_head": "严以宁",
            "report_date": "2023-10-09",
        },
        (
            ("书车采购", "2024-01", "2024-04"),
            ("书屋选址与挂牌", "2024-03", "2024-06"),
            ("按月配送图书", "2024-05", "2024-12"),
        ),
        annual=(
            ("产出指标", "数量指标", "流动书屋数量", "32处", None),
            ("产出指标", "数量指标", "配送图书", "≥7.5万册", None),
            ("产出指标", "质量指标", "图书完好率", "≥98%", None),
            ("效益指标", "社会效益", "年借阅量", "≥12万册次", None),
            ("满意度指标", "读者满意度", "读者满意度", "≥90%", None),
        ),
        no_remarks=True,
    )
    money = "资金总额：260.50万元 财政拨款：200.50万元 自有资金：60万元 其他：0万元"
    half, full = (1900, 2750, 1900, 2750), (1900, 7400)
    typed = (("2024.1", "2024.4"), ("2024.3", "2024.6"), ("2024.5", "2024.12"))
    plan: list[Row] = [
        [side("项 目 实 施\n进 度 计 划"), *map(Cell, ("实施内容", "开始时间", "完成时间"))],
        *(
            [ABOVE, Cell(content or ""), Cell(start), Cell(end)]
            for (content, *_), (start, end) in zip(truth.schedule, typed, strict=True)
        ),
    ]
    header = ("一级指标", "二级指标", "三级指标", "指标值")
    tables = (
        table(
            [
                [Cell("填 报 单 位"), Cell(truth["reporting_unit"], 3)],
                [Cell("项 目 名 称"), Cell(truth["project_name"], 3)],
                [
                    Cell("项 目 属 性"),
                    Cell("新增项目√　　延续项目"),
                    Cell("主管部门及代码"),
                    Cell(f"{truth['department_code']}{truth['department']}"),
                ],
                [
                    Cell("实 施 单 位"),
                    Cell(truth["implementing_unit"]),
                    Cell("项目负责人及电话"),
                    Cell(f"{truth['leader']}　{truth['leader_phone']}"),
                ],
                [Cell("起 止 时 间"), Cell(truth["duration"], 3)],
            ],
            half,
        ),
        table([[Cell("项 目 预 算"), Cell(money)]], full),
        table(
            [
                [Cell("单 位 职 能 概 述"), Cell(truth["unit_functions"])],
                [Cell("项　目　概　况"), Cell(truth["project_overview"])],
                [Cell("项目立项依据"), Cell(truth["basis"])],
                [Cell("项目申报可行性"), Cell(truth["feasibility"])],
                [Cell("项目申报必要性"), Cell(truth["necessity"])],
            ],
            full,
        ),
        table(plan, (1900, 4000, 1700, 1700)),
        table(
            [
                [Cell("年 度 目 标"), Cell(truth["annual_goal"], 4)],
                *indicators("年度绩效\n指　　标", truth.annual, (1, 1, 1, 1), header),
                [Cell("其他需说明的问题"), Cell("", 4)],
            ],
            (1900, 1600, 1800, 2400, 1600),
        ),
    )
    foot = (
        f"单位负责人：{truth['unit_head']}　　填报人：{truth['filled_by']}　　填报日期：2023.10.9"
    )
    parts = para(run("一、项目基本情况"))
    parts += (para() + "").join(tables)
    return Specimen(
        "goal_money_in_a_sentence",
        "Five tables with widened labels; the money in a sentence, a tick without any box",
        (
            "mark:lone",
            "layout:tables",
            "amounts with their units in one cell",
            "labels widened",
            "code and department in one cell",
            "person and phone in one cell",
            "no column 备注, no long-term goal",
        ),
        truth,
        title("2024年度项目支出绩效目标申报表") + parts + para() + para(run(foot)),
    )


def wrong_total() -> Specimen:
    """Return a form in yuan whose total has two digits swapped; boxes are Wingdings symbols."""
    truth = Truth(
        {
            "reporting_unit": "青砚区职业技术学校",
            "project_name": "数控实训基地设备更新",
            "project_attribute": "continuing",
            "department": "青砚区教育局",
            "department_code": "205001",
            "implementing_unit": "青砚区职业技术学校实训处",
            "leader": "陆砚池",
            "leader_phone": "0700-2210876",
            "duration": "2021年3月—2023年12月",
            "funds.total": "4856000",
            "funds.fiscal": "3806000",
            "funds.own": "600000",
            "funds.own_business": "420000",
            "funds.own_operating": "150000",
            "funds.other": "180000",
            "unit_functions": "开展中等职业教育和职业技能培训。",
            "project_overview": "更新数控车床24台，改造实训车间2间。",
            "basis": "《青砚区职业教育提质行动方案》",
            "feasibility": None,
            "necessity": "现有设备平均使用14年，精度不能满足教学要求。",
            "long_term_goal": "建成区域共享的数控实训基地。",
            "annual_goal": "完成24台设备的采购、安装和调试。",
            "filled_by": "纪青禾",
            "unit_head": "陆砚池",
            "report_date": "2023-02-20",
        },
        (
            ("设备招标采购", "2023-03-01", "2023-05-31"),
            ("车间改造", "2023-06-10", "2023-08-20"),
            ("安装调试", "2023-08-21", None),
        ),
        (("效益指标", "社会效益指标", "年培训人次", "≥1200人次", None),),
        (
            ("产出指标", "数量指标", "更新设备台数", "=24台", None),
            ("产出指标", "质量指标", "设备验收合格率", "=100%", None),
            ("效益指标", "经济效益指标", "年耗材节约", "≥6万元", "与上年相比"),
        ),
        (
            {
                "fields": ["funds.total"],
                "kind": "total",
                "cause": "transposed_digits",
                "written": "4,856,000.00",
                "true": "4,586,000.00",
                "severity": "error",
                "explained_by_rounding": False,
            },
        ),
    )
    choice = para(run("新增项目 "), symbol("F0A8"), run("　　延续项目 "), symbol("F0FE"), run("　"))
    rows: list[Row] = [
        [Cell("项目名称"), Cell(truth["project_name"], 2), Cell("项目属性"), Cell(choice, 2)],
        [
            Cell("主管部门"),
            Cell(truth["department"], 2),
            Cell("主管部门代码"),
            Cell(truth["department_code"], 2),
        ],
        [
            Cell("项目实施单位"),
            Cell(truth["implementing_unit"], 2),
            Cell("项目起止时间"),
            Cell(truth["duration"], 2),
        ],
        [
            Cell("项目负责人"),
            Cell(truth["leader"], 2),
            Cell("联系电话"),
            Cell(truth["leader_phone"], 2),
        ],
        [
            side("项目资金申请（元）"),
            Cell("资金总额"),
            Cell("4,856,000.00"),
            Cell("1.财政拨款"),
            Cell("3,806,000.00", 2),
        ],
        [
            ABOVE,
            Cell("2.自有资金"),
            Cell("600,000.00"),
            Cell("其中：事业收入"),
            Cell("420,000.00", 2),
        ],
        [ABOVE, Cell("经营性收入"), Cell("150,000.00"), Cell("3.其他"), Cell("180,000.00", 2)],
        [Cell("单位职能概述"), Cell(truth["unit_functions"], 5)],
        [Cell("项目概况"), Cell(truth["project_overview"], 5)],
        [side("项目立项情况"), Cell("项目立项的依据"), Cell(truth["basis"], 4)],
        [ABOVE, Cell("项目申报的可行性"), Cell("", 4)],
        [ABOVE, Cell("项目申报的必要性"), Cell(truth["necessity"], 4)],
        [side("项目实施进度计划"), Cell("项目实施内容", 3), Cell("开始时间"), Cell("完成时间")],
    ]
    typed = (
        ("2023年3月1日", "2023年5月31日"),
        ("2023年6月10日", "2023年8月20日"),
        ("2023年8月21日", ""),
    )
    for (content, *_), (start, end) in zip(truth.schedule, typed, strict=True):
        rows.append([ABOVE, Cell(content or "", 3), Cell(start), Cell(end)])
    spans = (1, 1, 1, 1, 1)
    rows += [
        [side("项目绩效目标"), Cell("长期目标"), Cell(truth["long_term_goal"], 4)],
        [ABOVE, Cell("年度目标"), Cell(truth["annual_goal"], 4)],
        *indicators("长期绩效指标", truth.long_term, spans, INDICATOR_HEADER),
        *indicators("年度绩效指标", truth.annual, spans, INDICATOR_HEADER),
        [
            Cell("填报人"),
            Cell(truth["filled_by"]),
            Cell("单位负责人"),
            Cell(truth["unit_head"]),
            Cell("填报日期"),
            Cell("2023-02-20"),
        ],
    ]
    return Specimen(
        "goal_wrong_total",
        "Amounts in yuan two a row, the total with two digits swapped; boxes of a symbol font",
        (
            "mark:sym:Wingdings:FE/A8:F0",
            "unit-in:label",
            "label and value twice a row",
            "signatures in the last row",
            "no year in the title",
        ),
        truth,
        title("财政支出项目绩效目标申报表")
        + para(run(f"填报单位（盖章）：{truth['reporting_unit']}"))
        + table(rows, (1500, 1600, 1600, 1600, 1500, 1500)),
    )


def main() -> int:
    """Write all specimens and tell whose amounts are not as meant."""
    faults = 0
    for build in (one_table, several_tables, wrong_total):
        specimen = build()
        specimen.write()
        complaints = specimen.truth.complaints()
        faults += len(complaints)
        print(specimen.name, *complaints)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
