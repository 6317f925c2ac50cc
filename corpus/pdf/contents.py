"""What the drawn specimens say: forms of the generator, a report around them, a form by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.generator import f1, f1_write, f3, f3_layout, narrative
from corpus.generator.chance import Chance
from corpus.generator.f1 import Form1
from corpus.generator.f3 import Form3
from corpus.generator.vocabulary import setting
from corpus.pdf.blocks import Block, Box, Break, Line, Table, sheets

BOXED = "w14"


@dataclass(frozen=True, slots=True)
class Contents:
    """Blocks in reading order, what is true of the forms in them, what is special.

    `values` are the texts that somebody filled in, as opposed to what was printed before.
    """

    blocks: tuple[Block, ...]
    truths: tuple[dict[str, Any], ...]
    features: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()

    def __add__(self, other: "Contents") -> "Contents":
        """Put other contents on the pages after these."""
        return Contents(
            (*self.blocks, Break(), *other.blocks),
            (*self.truths, *other.truths),
            self.features | other.features,
            self.values | other.values,
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """Which form of the generator: `marks` is an encoding, or empty for the form's own."""

    form: str
    seed: int
    mistakes: int = 0
    marks: str = BOXED
    wide: bool = True
    apart: bool = False


def generated(wish: Wish) -> Contents:
    """Return one filled form of the generator; the same wish gives the same form."""
    chance = Chance(f"pdf/{wish.form}/{wish.seed}")
    story = sheets(chance, apart=wish.apart)
    form: Form1 | Form3
    if wish.form == "f1":
        form = f1.make(chance, mistakes=wish.mistakes)
        if wish.marks:
            _remarked(form, wish.marks)
        f1_write.write(chance, story, form)
    else:
        form = f3.make(chance, mistakes=wish.mistakes)
        f3_layout.write(chance, story, form, wide=wish.wide)
    shown = [*form.texts.values(), *(slot.text for slot in form.slots.values())]
    values = frozenset(text.strip() for text in shown if text.strip())
    features = frozenset(name for name in form.features if not name.startswith("mark:"))
    if wish.marks not in {"", BOXED}:
        features |= {f"mark:{wish.marks}"}
    return Contents(tuple(story.blocks), (form.result().to_dict(),), features, values)


def _remarked(form: Form1, encoding: str) -> None:
    """Give all options marks of one kind: typed, or for the page to draw."""
    for name, options in form.choices.items():
        form.choices[name] = replace(options, encoding=encoding)
    if form.flag is not None:
        lone = encoding.startswith("lone:") and not form.flag.ticked
        form.flag = replace(form.flag, encoding="char:☑□" if lone else encoding)


def report(seed: int, pages: int) -> Contents:
    """Return a report of so many pages, with headings, amounts and a table of its own."""
    chance = Chance(f"pdf/report/{seed}")
    blocks: list[Block] = []
    for number in range(pages):
        who = setting(chance)
        blocks.append(Line((f"{who.unit}{who.year}年度绩效管理工作报告",), 16, "center"))
        for part, texts in enumerate((narrative.OVERVIEW, narrative.STEPS, narrative.RESULTS)):
            blocks.append(Line((f"{number + 1}.{part + 1} {who.project}",), 12))
            for _ in range(3):
                text = narrative.passage(chance, who, texts).replace("\n", "")
                blocks.append(Line((f"\u3000\u3000{text}",), 10.5))
        if number % 4 == 1:
            blocks.append(_visits(chance))
        if number < pages - 1:
            blocks.append(Break())
    return Contents(tuple(blocks), ())


def _visits(chance: Chance) -> Table:
    rows = [("日期", "走访地点", "记录人", "发现问题数")]
    rows += [
        (
            f"{month}月{chance.randint(1, 28)}日",
            f"第{month}社区",
            "值班员",
            str(chance.randint(0, 9)),
        )
        for month in range(3, 9)
    ]
    return plain_table(rows, (90, 160, 110, 110))


def plain_table(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    """Return a table without merges, every text in the middle of its cell."""
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    boxes = [
        Box(number, column, 1, 1, ((text,),) if text else (), 9.0, "center")
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    return Table(tuple(edges), len(rows), tuple(boxes))
