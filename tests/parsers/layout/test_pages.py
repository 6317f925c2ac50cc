"""Pages are put together: tables that go on, rows that were cut, headers and numbers of pages."""

from dataclasses import dataclass

from extractor.parsers.layout import Char
from tests.parsers.layout import drawing
from tests.parsers.layout.drawing import page, shown, table

#: So low a page ends below the table that is drawn on it.
LOW = 220.0


def grid(*drawings):
    return drawing.grid(*drawings, height=LOW)


def grids(*drawings):
    return drawing.grids(*drawings, height=LOW)


def read(*drawings):
    return drawing.read(*drawings, height=LOW)


FIRST = """
    +--------+------------------+
    |项目名称|甲                |
    +--------+------------------+
    |工作措施|按周调度。        |
    +--------+------------------+
"""
FULL = FIRST.replace("按周调度。        ", "一二三四五六七八九")


def test_a_table_goes_on_over_the_page():
    assert grid(
        FIRST,
        """
    +--------+------------------+
    |存在问题|无                |
    +--------+------------------+
    """,
    ) == table("|项目名称|甲|", "|工作措施|按周调度。|", "|存在问题|无|")


def test_columns_that_only_one_page_has_split_those_of_the_other():
    assert grid(
        FIRST,
        """
    +--------+---------+--------+
    |总额    |1        |2       |
    +--------+---------+--------+
    """,
    ) == table("|项目名称|甲|<|", "|工作措施|按周调度。|<|", "|总额|1|2|")


def test_a_row_cut_by_the_page_is_one_row():
    assert grid(
        FULL,
        """
    +--------+------------------+
    |        |十，十一。        |
    +--------+------------------+
    |存在问题|无                |
    +--------+------------------+
    """,
    ) == table("|项目名称|甲|", "|工作措施|一二三四五六七八九十，十一。|", "|存在问题|无|")


def test_a_paragraph_may_end_where_the_page_does():
    assert grid(
        FIRST,
        """
    +--------+------------------+
    |        |2.专人负责。      |
    +--------+------------------+
    """,
    ).endswith("|工作措施|按周调度。/n2.专人负责。|")


def test_a_label_may_be_cut_with_its_text():
    assert grid(
        FULL.replace("工作措施", "单位已有"),
        """
    +--------+------------------+
    |的制度  |十，十一。        |
    +--------+------------------+
    """,
    ).endswith("|单位已有的制度|一二三四五六七八九十，十一。|")


def test_a_row_with_a_label_of_its_own_is_another():
    assert grid(
        FIRST,
        """
    +--------+------------------+
    |产出成果|十，十一。        |
    +--------+------------------+
    """,
    ).endswith("|产出成果|十，十一。|")


def test_short_values_below_each_other_are_two_rows():
    assert grid(
        """
    +--------+--------+----+
    |产出指标|培训次数|8   |
    +--------+--------+----+
    """,
        """
    +--------+--------+----+
    |        |合格率  |9   |
    +--------+--------+----+
    """,
    ) == table("|产出指标|培训次数|8|", "||合格率|9|")


def test_a_cell_merged_downwards_goes_on():
    assert grid(
        """
    +----+------+----+
    |产出|培训  |8   |
    |    +------+----+
    |    |合格率|9   |
    +----+------+----+
    """,
        """
    +----+------+----+
    |    |时效  |7   |
    +----+------+----+
    |效益|满意度|6   |
    +----+------+----+
    """,
    ) == table("|产出|培训|8|", "|^|合格率|9|", "|^|时效|7|", "|效益|满意度|6|")


def test_repeated_header_rows_are_left_out():
    head = """
    +----+----+
    |指标|得分|
    +----+----+
    |{}|{}|
    +----+----+
    """
    assert grid(head.format("甲甲", "1   "), head.format("乙乙", "2   ")) == table(
        "|指标|得分|", "|甲甲|1|", "|乙乙|2|"
    )


def test_text_between_parts_them():
    assert len(grids(FIRST, "附件2\n\n" + FIRST.strip("\n"))) == 2


def test_a_table_that_ends_high_on_its_page_does_not_go_on():
    first, second = drawing.grids(FIRST, FIRST.replace("甲", "乙"))
    assert first.startswith("|项目名称|甲|")
    assert second.startswith("|项目名称|乙|")


def test_tables_of_other_widths_are_others():
    assert len(grids(FIRST, "+----+----+\n|项目|甲  |\n+----+----+")) == 2


@dataclass
class Sheet:
    """A drawn page with lines of its own in the margins."""

    drawing: str
    number: int
    header: str = ""
    footer: str = ""

    def page(self):
        drawn = page(self.drawing, self.number, height=LOW)
        drawn.chars.extend(_line(self.header, 50, 9))
        drawn.chars.extend(_line(self.footer, 200, 9))
        return drawn


def _line(text, base, size):
    return [
        Char(char, 200 + size * n, 200 + size * (n + 1), base, size) for n, char in enumerate(text)
    ]


def test_headers_and_page_numbers_stand_in_the_margins_and_part_nothing():
    pages = [Sheet(FIRST, 1, "财政资料1", "第1页"), Sheet(FIRST, 2, "财政资料2", "第2页")]
    blocks, margins = read(*(sheet.page() for sheet in pages))
    assert len(blocks) == 1
    assert [(shown(line), line.kind) for line in margins] == [
        ("财政资料1", "header"), ("第1页", "footer"), ("财政资料2", "header"), ("第2页", "footer"),
    ]  # fmt: skip


def test_a_title_on_every_page_is_no_header():
    drawn = [page(FIRST, n, height=LOW) for n in (1, 2)]
    for each in drawn:
        each.chars.extend(_line("项目支出绩效自评表", 60, 18))
    blocks, margins = read(*drawn)
    assert margins == ()
    assert [shown(block) for block in blocks][::2] == ["项目支出绩效自评表"] * 2


def test_a_number_in_the_text_is_no_page_number():
    blocks, margins = read("3\n\n" + FIRST.strip("\n"))
    assert shown(blocks[0]) == "3"
    assert margins == ()


def test_a_paragraph_broken_by_the_page_is_one():
    line = "填报说明：本表由各单位按要求填写并加盖单位公章以后于次年一月底前报送至本级财政部门业务"
    blocks, _ = read(f"{line}\n科室。")
    assert [shown(block) for block in blocks] == [f"{line}科室。"]


def test_lines_that_end_early_are_paragraphs_of_their_own():
    blocks, _ = read("填报说明：本表由各单位按要求填写并加盖\n一、甲\n二、乙")
    assert [shown(block) for block in blocks][1:] == ["一、甲", "二、乙"]
