"""Nothing is lost and nothing is claimed twice, whatever a document looks like."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.mapping import locate
from extractor.mapping.claims import Claims, ConservationError
from extractor.mapping.labels import base, label_index
from extractor.model import (
    Cell,
    Content,
    Document,
    Grid,
    LocatedForm,
    Paragraph,
    Place,
    Source,
)
from extractor.rulebook import load_rules
from tests.mapping.drawing import changed, document, read
from tests.mapping.samples import EVALUATION, MONITORING

RULES = load_rules()
LABELS = sorted(
    {
        label
        for rule in RULES.rules.values()
        for label in (*label_index(rule).targets, *rule.titles, *rule.signs)
    }
)


def source() -> Source:
    return Source("drawn.docx", "drawn.docx", "0" * 64, 0, "docx")


def contents(document_: Document) -> Iterator[tuple[Content, Place]]:
    """Every content of a document with its place."""
    for block in (*document_.blocks, *document_.margins):
        parts = block.cells if isinstance(block, Grid) else (block,)
        yield from ((part.content, part.place) for part in parts)


# --------------------------------------------------------------------- documents at random

TEXTS = st.one_of(
    st.just(""),
    st.sampled_from(LABELS),
    st.sampled_from(LABELS).map(lambda label: f"{label}："),
    st.builds("{}：{}".format, st.sampled_from(LABELS), st.sampled_from(["甲局", "12.5", "2022年", "☑是 □否"])),
    st.sampled_from(
        [
            "□是 □否 ☑无该项内容", "延续项目☑  新增项目□", "☑", "□", "⍰", "153", "2.72%", "—", "无", "　",
            "应采购金额 12 万元 实际采购金额 10 万元 ☑无该项内容", "单位：元", "（2022年度）", "2013102一般行政管理事务",
            "填报单位：甲局　填报日期：2022年9月30日", "一段说明。", "≥50个", "其他", "小计", "总分", "注：说明",
        ]
    ),
    st.text("□☑⍰是否（）()：: \n　、项目资金单位元万第1-3季度", max_size=20),
)  # fmt: skip
LINES = st.text("项目支出绩效自评表资金监控情况□☑：（2022年度）单位元 ", max_size=24)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A drawn table with random merges: the text of each slot, or a `<` or `^` that fits."""
    width = draw(st.integers(1, 6))
    rows: list[list[str]] = []
    for r in range(draw(st.integers(1, 7))):
        row: list[str] = []
        for c in range(width):
            kind = draw(st.integers(0, 9))
            text = draw(TEXTS).replace("|", "").replace("\n", "/n").replace("#", "")
            if kind == 0 and c and row[-1] not in "<^#":
                row.append("<")
            elif (
                kind == 1
                and r
                and rows[-1][c] not in "<^#"
                and (c + 1 == width or rows[-1][c + 1] != "<")
            ):
                row.append("^")
            elif kind == 2 and c == width - 1:
                row.append("#")
            else:
                row.append(text or " ")
        for c in range(width):
            if row[c] == "<" and row[c - 1] == "^":
                row[c] = " "
        rows.append(row)
    return "\n".join("|" + "|".join(row) + "|" for row in rows)


DRAWINGS = st.lists(
    st.one_of(
        tables(),
        TEXTS.map(lambda text: text.replace("\n", " ") or "一"),
        LINES.map(lambda text: text or "一"),
        st.sampled_from(
            ["项目支出绩效自评表", "项目资金绩效监控情况表", "~ 页眉", "部门整体支出绩效自评表"]
        ),
        st.sampled_from([MONITORING, EVALUATION]),
    ),
    max_size=6,
).map("\n\n".join)
THOROUGH = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def is_known(text: str, forms: Sequence[LocatedForm]) -> bool:
    """Whether a rule's label stands in a text: such a text may be claimed as a label alone."""
    written = base(text)
    return any(
        label in written
        for form in forms
        for label in label_index(RULES.rules[form.form]).targets
        if len(label) > 1
    ) or any(base(title) in written for form in forms for title in RULES.rules[form.form].titles)


@THOROUGH
@given(DRAWINGS)
def test_every_text_and_every_mark_is_claimed_or_left_over(drawing: str) -> None:
    drawn = document(drawing)
    mapped = locate(drawn, RULES)
    located = [item for form in mapped.forms for item in form.fields.values()]
    places = {item.place for item in mapped.unmapped} | {item.place for item in located}
    # A label stands with the value beside it, an option with the group it is one of.
    labels = {item.label for item in mapped.unmapped}
    values = "\n".join(item.content.text for item in located if item.content is not None)
    for content, place in contents(drawn):
        text = content.text.strip()
        if content.is_blank or place in places or text in labels or text in values:
            continue
        assert is_known(text, mapped.forms) or unit_note(text), text
        assert not content.marks or is_known(text, mapped.forms)


def unit_note(text: str) -> bool:
    return "单位" in text


@THOROUGH
@given(DRAWINGS)
def test_no_cell_is_claimed_by_two_labels(drawing: str) -> None:
    drawn = document(drawing)
    mapped = locate(drawn, RULES)
    shared: dict[tuple[Place | None, str], set[str]] = {}
    for form in mapped.forms:
        rule = RULES.rules[form.form]
        levels = {level for listing in rule.lists for level in listing.levels}
        for path, located in form.fields.items():
            field = rule.field(path)
            written = located.content is not None and not located.content.is_blank
            if not written or field is None or path.rpartition(".")[2] in levels:
                continue
            if field.find_in or field.within or field.else_from or field.pattern:
                continue
            assert located.content is not None
            key = (located.place, located.content.text)
            shared.setdefault(key, set()).add(located.label or path)
    assert [labels for labels in shared.values() if len(labels) > 1] == []


@THOROUGH
@given(DRAWINGS)
def test_a_value_stands_where_its_place_says(drawing: str) -> None:
    drawn = document(drawing)
    written = {place: "".join(content.text.split()) for content, place in contents(drawn)}
    for form in locate(drawn, RULES).forms:
        for located in form.fields.values():
            if located.content is None or located.content.is_blank or located.options:
                continue
            assert located.place is not None
            first = located.content.text.partition("\t")[0]
            assert "".join(first.split()) in written[located.place]


@THOROUGH
@given(DRAWINGS)
def test_every_field_of_the_rule_file_is_told_of(drawing: str) -> None:
    for form in locate(document(drawing), RULES).forms:
        rule = RULES.rules[form.form]
        assert set(rule.fields) <= set(form.fields)
        assert all(rule.field(path) is not None for path in form.fields)


@THOROUGH
@given(DRAWINGS)
def test_the_same_document_reads_the_same_twice(drawing: str) -> None:
    drawn = document(drawing)
    assert locate(drawn, RULES) == locate(drawn, RULES)


# ------------------------------------------------------------------------------- leftovers


def test_a_whole_form_leaves_nothing_over() -> None:
    assert read(MONITORING).unmapped == []
    assert read(EVALUATION).unmapped == ["附件1"]


def test_leftovers_come_in_reading_order() -> None:
    form = read("一\n|二|三|\n|四|五|\n六\n")
    assert form.unmapped == ["一", "二", "三", "四", "五", "六"]


def test_a_label_and_its_value_stand_together() -> None:
    form = read("|批准文号|甲财〔2022〕1号|是否公开|☑是 □否|\n|备注：|无||　|\n经办人：李四\n")
    assert form.unmapped_pairs == {
        "批准文号": "甲财〔2022〕1号", "是否公开": "☑是 □否", "备注：": "无", "经办人": "李四",
    }  # fmt: skip


def test_the_unclaimed_part_of_a_text_is_left_over() -> None:
    form = read(MONITORING.replace("填报单位（盖章）", "第二批　　填报单位：甲局　　审核：李四"))
    assert form["reporting_unit"] == "甲局"
    assert "第二批" in form.unmapped
    assert any("李四" in text for text in form.unmapped)


def test_the_margin_is_left_over() -> None:
    assert "内部资料" in read("~ 内部资料\n" + EVALUATION).unmapped


def test_a_lost_cell_is_a_defect() -> None:
    claims = Claims(document("|项目名称|甲|\n"))
    with pytest.raises(ConservationError, match="1 cells"):
        claims.check([[], [(0, 1)]])


def test_a_lost_mark_is_a_defect() -> None:
    claims = Claims(document("|☑是 □否|\n"))
    claims.claim(0, 0, 2)
    with pytest.raises(ConservationError, match="1 marks"):
        claims.check([[]])


def test_parts_are_free_until_they_are_claimed() -> None:
    claims = Claims(document("填报单位：甲局\n"))
    assert claims.free(0) == [(0, 7)]
    claims.claim(0, 0, 5)
    assert claims.free(0) == [(5, 7)]
    claims.claim(0, 5, 7)
    assert claims.free(0) == []


# ----------------------------------------------------------------------------------- speed


def plain(rows: int, columns: int, text: Callable[[int, int], str]) -> Grid:
    """A grid of `rows` x `columns` cells without merges."""
    cells = tuple(
        Cell(r, c, 1, 1, Content(text(r, c)), Place(table=9, row=r, column=c))
        for r in range(rows)
        for c in range(columns)
    )
    slots = tuple(tuple(range(r * columns, (r + 1) * columns)) for r in range(rows))
    return Grid(9, rows, columns, cells, slots)


def seconds(blocks: Iterable[Paragraph | Grid]) -> float:
    started = time.process_time()
    locate(Document(source(), tuple(blocks)), RULES)
    return time.process_time() - started


def calls(blocks: Iterable[Paragraph | Grid]) -> int:
    """How many functions reading the document calls: work that no busy machine changes."""
    document = Document(source(), tuple(blocks))
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        locate(document, RULES)
    finally:
        sys.setprofile(before)
    return count


def prose(count: int) -> list[Paragraph]:
    text = "本部门认真贯彻落实决策部署，第{}项工作完成良好，执行率为98.5%，资金总额：120万元，联系人：张三。"
    return [Paragraph(Content(text.format(n) * 3), Place(paragraph=n)) for n in range(count)]


WORDS = ("项目名称", "资金总额", "财政拨款", "其他", "得分", "一级指标", "执行率")
Shape = Callable[[int], list[Paragraph | Grid]]
SHAPES: dict[str, Shape] = {
    "paragraphs before the form": lambda n: [*prose(n), *document(MONITORING).blocks],
    "paragraphs after the form": lambda n: [*document(MONITORING).blocks, *prose(n)],
    "an unrelated table": lambda n: [plain(n, 10, lambda r, c: f"第{r}行{c}列")],
    "an unrelated table after a form": lambda n: [
        *document(EVALUATION).blocks,
        plain(n, 10, lambda r, c: f"第{r}行{c}列"),
    ],
    "a wide table": lambda n: [plain(10, n, lambda r, c: f"{r}.{c}")],
    "a table full of labels under a title": lambda n: [
        *document("项目支出绩效自评表\n").blocks,
        plain(n, 10, lambda r, c: f"{r}.{c}" if c % 2 else WORDS[(r + c) % len(WORDS)]),
    ],
    "many small tables": lambda n: [plain(5, 5, lambda r, c: f"科目{r}{c}") for _ in range(n // 4)],
    "many forms": lambda n: list(document(EVALUATION).blocks) * (n // 20),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_work_is_linear_in_size(shape: Shape) -> None:
    # Each size once: a second reading of the same words would find them in the caches.
    small, large = calls(shape(200)), calls(shape(1600))
    assert large < 20 * small


def test_a_hundred_thousand_cells_take_seconds() -> None:
    assert seconds([plain(10_000, 10, lambda r, c: f"第{r}行{c}列")]) < 15


@pytest.mark.timeout(30)
def test_repeated_row_labels_do_not_explode() -> None:
    header = "|项目资金|年初预算数|全年预算数|全年执行数|分值|执行率|得分|\n"
    rows = "|年度资金总额|1|1|1|1|1|1|\n|财政拨款|1|1|1|1|1|1|\n|其他资金|1|1|1|1|1|1|\n"
    drawing = "项目支出绩效自评表\n|项目名称|甲 <<<<<|\n" + header + rows * 40
    assert seconds(document(drawing).blocks) < 2


LONG = {
    "brackets": ("延续项目☑  新增项目□", "（ ）延续项目 （ ）新增项目"),
    "marks": ("延续项目☑  新增项目□", "□延续项目☑"),
    "labels": ("见义勇为、扫黑除恶等经费。", "联系人 "),
    "labels with colons": ("见义勇为、扫黑除恶等经费。", "联系人："),
    "open brackets": ("见义勇为、扫黑除恶等经费。", "（　"),
    "sentences": ("应采购金额  ", "应采购金额 "),
    "blanks before a colon": ("填报单位（盖章）", "填报单位　　　　"),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize(("old", "piece"), LONG.values(), ids=LONG.keys())
def test_one_long_cell_is_read_in_no_time(old: str, piece: str) -> None:
    drawing = changed(MONITORING, (old, piece * 2000 + "："))
    assert seconds(document(drawing).blocks) < 2
