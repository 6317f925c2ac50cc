"""Writes the families of forms: `python -m corpus.across.build`.

Every form adds up in itself; what is to be found lies between the forms. `truth.json` says what
that is and was written by hand, before the checks were run.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from corpus.handmade.ink import Cell, document, para, run, table
from corpus.handmade.parcel import Parts, styles
from corpus.handmade.sheets import (
    EVALUATION_WIDTHS,
    WIDTHS,
    Sheet,
    evaluation_end,
    evaluation_top,
    heading,
    indicator_head,
    indicator_rows,
)
from corpus.independent.truth import INDICATOR, MEASURES, PERIODS, Cells, Form

HERE = Path(__file__).parent
PERIOD_TITLES = ("第1季度", "1-2季度", "1-3季度")
CENT = Decimal("0.01")
TITLE = "项目资金绩效监控情况表"
ITEMS = (
    ("产出指标", "数量指标", "开展活动", "≥12次", "13次", "50", "50", ""),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%", "40", "40", ""),
)


@dataclass(frozen=True)
class Monitoring:
    """A 项目资金绩效监控情况表; amounts are of the total and of 财政拨款, in 万元, period by period."""

    project: str
    unit: str
    budget: str
    received: str
    spent: str
    year: str = ""
    quarter: int = 0
    date: str = ""
    reporting: str = ""
    code: str = "2010399"

    title: str = TITLE

    def sheet(self) -> str:
        """Return the document's body."""
        funds = _funds(self.budget, self.received.split(), self.spent.split())
        words = {
            "project_name": self.project,
            "implementing_unit": self.unit,
            "function_code": self.code,
            "function_name": "其他政府办公厅（室）及相关机构事务支出",
            "project_type": "continuing",
            "contact_person": "林某某",
            "contact_phone": "0700-5190037",
            "tendering": "no",
            "government_procurement": "not_applicable",
            "contract_management": "yes",
            "procurement_not_applicable": "true",
            "management_systems": "项目管理制度、财务管理制度",
            "outputs_achieved": "按计划推进。",
            "problems": "无",
        }
        form = Form("project_fund_monitoring", words, {"total": funds, "fiscal": funds})
        period = PERIOD_TITLES[self.quarter - 1] if self.quarter else ""
        told = f"（{self.year}年{period or '度'}）" if self.year else ""
        top = heading(self.reporting or self.unit, self.date, title=f"{self.title}\n{told}")
        return top + table(Sheet(form, {}).rows(), WIDTHS) + para()


@dataclass(frozen=True)
class Evaluation:
    """A 项目支出绩效自评表; amounts in 万元."""

    project: str
    unit: str
    department: str
    year: str
    initial: str
    annual: str
    executed: str

    def sheet(self) -> str:
        """Return the document's body."""
        share = Decimal(self.executed) / Decimal(self.annual)
        score = _rounded(share * 10)
        money = {
            "initial_budget": self.initial,
            "annual_budget": self.annual,
            "executed": self.executed,
        }
        told = {"weight": "10", "execution_rate": _rounded(share * 100), "score": score}
        items = [dict(zip(INDICATOR, (v or None for v in item), strict=True)) for item in ITEMS]
        form = Form(
            "project_self_evaluation",
            {
                "project_name": self.project,
                "department": self.department,
                "implementing_unit": self.unit,
                "goal.expected": "按计划开展活动。",
                "goal.actual": "已完成。",
                "total.weight": "100",
                "total.score": str(Decimal(score) + 90),
            },
            {"total": {**money, **told}, "fiscal": {**money}, "carryover": {}, "other": {}},
            items,
        )
        first = indicator_head(Cell("绩效指标", merge="restart", jc="center"))
        rows = [*evaluation_top(form, {}), first, *indicator_rows(items), evaluation_end(form)]
        title = para(run("项目支出绩效自评表"), jc="center")
        title += para(run(f"（{self.year}年度）"), jc="center")
        return title + table(rows, EVALUATION_WIDTHS) + para()


def _funds(annual: str, received: list[str], spent: list[str]) -> Cells:
    cells: Cells = {"annual": annual}
    for period, came, went in zip(PERIODS, received, spent, strict=False):
        rates = [_rounded(Decimal(part) / Decimal(annual) * 100) for part in (came, went)]
        values = (came, rates[0], went, rates[1])
        cells |= {f"{period}.{name}": value for name, value in zip(MEASURES, values, strict=True)}
    return cells


def _rounded(number: Decimal) -> str:
    return str(number.quantize(CENT, ROUND_HALF_UP))


def clean() -> Iterator[tuple[str, Monitoring | Evaluation]]:
    """Yield forms that look alike and have nothing to do with each other, or agree."""
    office = Monitoring("办公经费", "青禾县文化馆", "20", "5", "4.10", "2023", 1)
    yield "name_of_one_unit", office
    yield "name_of_another_unit", replace(office, unit="云岭县图书馆", spent="3.25")
    law = Monitoring("政法经费", "霜林县司法局", "153", "40 80 120", "4.16 8.87 12.53", "2022", 3)
    yield "one_year", law
    yield "another_year", replace(law, year="2023", spent="5.20 9.90 14.05")
    road = Monitoring("乡道养护", "芦湾市公路管理站", "153.00", "40.00", "4.16", "2023", 1)
    yield "exact_q1", road
    yield "rounded_q3", replace(road, quarter=3, received="40 80 120", spent="4.2 8.9 12.5")
    books = Monitoring("古籍修复", "芦湾市古籍书库", "90", "30", "12.40", "2023", 1)
    yield "agreeing_q1", books
    yield "agreeing_q3", replace(books, quarter=3, received="30 60 90", spent="12.40 40.10 71.30")
    yield (
        "agreeing_f3",
        Evaluation("古籍修复", "芦湾市古籍书库", "芦湾市文化局", "2023", "90", "96", "95.20"),
    )
    section = Monitoring(
        "业务经费", "办公室", "30", "9", "6.15", "2023", 1, reporting="青禾县水务局"
    )
    yield "office_of_one_bureau", section
    yield "office_of_another_bureau", replace(section, reporting="青禾县林业局", spent="7.02")
    yield "office_of_some_bureau", replace(section, reporting="办公室", spent="7.90")
    care = Monitoring("社区服务", "云岭县民政局", "60", "20", "11.30")
    yield "no_year_one_budget", care
    yield "no_year_another_budget", replace(care, budget="75", spent="14.45")
    yield "no_year_same_budget", replace(care, received="15", spent="9.05")
    training = Monitoring("业务培训", "霜林县档案馆", "8", "2", "1.15", "2023", 1)
    yield "one_function", training
    yield (
        "another_function",
        replace(training, code="2010308", budget="12", received="3", spent="2.40"),
    )


def guilty() -> Iterator[tuple[str, Monitoring | Evaluation]]:
    """Yield forms that do not agree, or say the same twice."""
    law = Monitoring("司法援助", "霜林县司法局", "153", "40", "4.16", "2023", 1)
    yield "restated_q1", law
    yield "restated_q3", replace(law, quarter=3, received="40 80 120", spent="6.14 8.87 12.53")
    safe = Monitoring("平安建设（二期）", "青禾县公安局", "210", "70 140", "31.50 80.25", "2023", 2)
    yield "twice", safe
    yield "twice_again", replace(safe, project="平安 建设(二期)", spent="31.50 82.05")
    archive = Monitoring(
        "档案数字化", "霜林县档案馆", "48", "12", "5.60", "2023", 1, date="2023年4月6日"
    )
    yield "corrected", archive
    yield (
        "corrected_later",
        replace(archive, spent="6.50", date="2023年4月20日", title=f"{TITLE}（更正）"),
    )
    water = Monitoring("水源保护", "青禾县水务局", "153", "40 80 120", "22 61 110", "2023", 3)
    yield "budget_f1", water
    yield (
        "budget_f3",
        Evaluation("水源保护", "青禾县水务局", "青禾县人民政府", "2023", "135", "135", "130.50"),
    )
    trees = Monitoring("城市绿化", "云岭县园林管理所", "66", "20", "8.80", "2023", 1)
    yield "resaved", trees
    yield "resaved_as", trees
    yield "copied", Monitoring("路灯维护", "云岭县路灯管理所", "36", "9", "6.30", "2023", 1)
    yield (
        "copied_under_another_name",
        Monitoring("路灯维护", "云岭县路灯管理所", "36", "9", "6.30", "2023", 1),
    )
    fairs = Monitoring("农贸市场改造", "芦湾市市场服务中心", "88.50", "30", "17.20")
    yield "no_year_q1", fairs
    yield "no_year_q2", replace(fairs, received="30 60", spent="12.70 44.10")


def files(forms: Iterator[tuple[str, Monitoring | Evaluation]]) -> Iterator[tuple[str, bytes]]:
    """Yield each form as a file: its name and its bytes."""
    for name, form in forms:
        # Another program saves the same text with other parts around it.
        parts = {} if name == "resaved_as" else {"styles": styles()}
        yield name, Parts(document(form.sheet()), parts).zipped()


def main() -> int:
    """Write all files."""
    for folder, forms in (("clean", clean()), ("guilty", guilty())):
        (HERE / folder).mkdir(exist_ok=True)
        for name, data in files(forms):
            (HERE / folder / f"{name}.docx").write_bytes(data)
            print(folder, name, len(data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
