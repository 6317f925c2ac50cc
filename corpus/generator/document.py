"""What stands around the forms of a file: titles, lines above the table, notes, other tables."""

from dataclasses import dataclass, field

from corpus.generator import narrative
from corpus.generator.chance import Chance
from corpus.generator.tables import table
from corpus.generator.vocabulary import Setting, setting
from corpus.generator.wordml import Cell, Para, Row, Writer, lines


@dataclass(slots=True)
class Story:
    """The body of a file while it is being written."""

    writer: Writer
    features: frozenset[str]
    parts: list[str] = field(default_factory=list)

    def line(self, text: str, size: int = 21, align: str = "") -> None:
        """Add a paragraph."""
        self.parts.append(self.writer.paragraph(Para((text,) if text else ()), size, align))

    def table(self, rows: list[Row], head: int = 0) -> None:
        """Add a table."""
        self.parts.append(table(self.writer, rows, self.features, head))

    def body(self) -> str:
        """Return the whole body; a table is never the last thing in it."""
        return "".join(self.parts) + "<w:p/>"


def text_box(writer: Writer, text: str, size: int) -> str:
    """Return a paragraph with a text box, in both of the ways that Word writes side by side."""
    inner = writer.paragraph(Para((text,)), size, "center")
    shape = (
        '<wp:inline><wp:extent cx="5400000" cy="500000"/>'
        f'<wp:docPr id="{writer.number()}" name="文本框"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="5400000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline>"
    )
    fallback = (
        '<w:pict><v:shape style="width:425pt;height:39pt" type="#_x0000_t202"><v:textbox>'
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def other_table(chance: Chance) -> list[Row]:
    """Return a table that belongs to no form: a list of files, of staff, or of visits."""
    heads, values = chance.pick(
        (
            (("序号", "文件名称", "文号"), ("1", "年度工作要点", "〔2022〕3号")),
            (("序号", "设备型号", "数量"), ("1", "便携式终端", "12台")),
            (("日期", "走访地点", "记录人"), ("3月4日", "第二社区", "值班员")),
        )
    )
    rows: list[Row] = [tuple(Cell(2400, lines(text), align="center") for text in heads)]
    line: Row = tuple(Cell(2400, lines(text)) for text in values)
    return rows + [line] * chance.randint(1, 3)


def around(chance: Chance, story: Story, *, before: bool) -> None:
    """Add what has nothing to do with the form: paragraphs, and now and then a table."""
    who: Setting = setting(chance)
    if before:
        story.line(f"{who.unit}关于报送有关材料的说明", 32, "center")
        for _ in range(chance.randint(1, 3)):
            story.line(
                "\u3000\u3000" + narrative.passage(chance, who, narrative.STEPS).replace("\n", "")
            )
    if chance.maybe(0.6):
        rows = other_table(chance)
        if chance.maybe(0.4):
            inner = table(story.writer, other_table(chance), frozenset())
            story.parts.append(nested(story.writer, inner, "相关附表"))
        else:
            story.table(rows)
        story.line("")


def nested(writer: Writer, inner: str, beside: str = "") -> str:
    """Return a table that holds other content in a cell, with or without a cell beside it."""
    side = ""
    if beside:
        text = writer.paragraph(Para((beside,)))
        side = f'<w:tc><w:tcPr><w:tcW w:w="1200" w:type="dxa"/></w:tcPr>{text}</w:tc>'
    columns = '<w:gridCol w:w="1200"/>' if beside else ""
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f'<w:tblGrid>{columns}<w:gridCol w:w="14900"/></w:tblGrid><w:tr>{side}'
        f'<w:tc><w:tcPr><w:tcW w:w="14900" w:type="dxa"/></w:tcPr>{inner}<w:p/></w:tc></w:tr></w:tbl>'
    )


def notes(chance: Chance, story: Story) -> None:
    """Add the 填报说明 that follow many forms, with the form's own labels in them."""
    for _ in range(chance.randint(1, 2)):
        for text in narrative.NOTES:
            story.line(text)
