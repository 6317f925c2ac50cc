"""Makes a specimen: chooses forms and surroundings, writes the body, wraps it in a package."""

from dataclasses import replace

from corpus.generator import f1, f1_write, f3, f3_layout, pydocx
from corpus.generator.chance import Chance
from corpus.generator.document import Story, around, notes
from corpus.generator.marks import ENCODINGS
from corpus.generator.package import Package, build
from corpus.generator.truth import FormTruth, Specimen
from corpus.generator.wordml import RUN_NOISE, Writer

FORMS = ("f1", "f3")
TABLE_ODDITIES = (
    "hMerge", "noGrid", "wrongGrid", "sdt_cell", "sdt_row", "noCellWidth", "textDirection",
    "vMerge_continue",
)  # fmt: skip


def _noise(chance: Chance) -> frozenset[str]:
    """Return what is strewn into the runs: nothing, a little, or much."""
    amount = chance.weighted([(0, 2.0), (2, 4.0), (5, 3.0), (12, 1.0)])
    names = set(chance.some(RUN_NOISE, min(1, amount), amount)) if amount else set()
    for name in ("split", "rsid", "sdt_paragraph"):
        if amount and chance.maybe(0.5):
            names.add(name)
    return frozenset(names)


def _structure(chance: Chance) -> frozenset[str]:
    names = {name for name in TABLE_ODDITIES if chance.maybe(0.1)}
    if {"noGrid", "wrongGrid"} <= names:
        names.remove("wrongGrid")
    for name, probability in (("textbox", 0.1), ("split", 0.08), ("nested", 0.06)):
        if chance.maybe(probability):
            names.add(name)
    if "split" in names:
        names.discard("nested")
    return frozenset(names)


def _plan(chance: Chance, form: str | None) -> list[str]:
    if form is not None:
        return [form]
    return chance.weighted(
        [
            (["f1"], 5.0),
            (["f3"], 4.0),
            (["f1", "f3"], 0.4),
            (["f3", "f1"], 0.2),
            (["f1", "f1"], 0.3),
        ]
    )


def _count(chance: Chance) -> int:
    return chance.weighted([(0, 5.0), (1, 3.0), (2, 1.3), (3, 0.7)])


def write_form(
    chance: Chance, story: Story, name: str, *, wide: bool
) -> tuple[FormTruth, set[str]]:
    """Write one form into the story; returns its truth and what is special about it."""
    template = chance.maybe(0.04)
    count = _count(chance)
    special = {"template"} if template else set()
    if name == "f3":
        self_evaluation = f3.make(chance, mistakes=count, template=template)
        f3_layout.write(chance, story, self_evaluation, wide=wide)
        return self_evaluation.result(), self_evaluation.features | special
    monitoring = f1.make(chance, mistakes=count, template=template)
    f1_write.write(chance, story, monitoring)
    return monitoring.result(), monitoring.features | special


def make(seed: int | str, form: str | None = None) -> Specimen:
    """Return the specimen of a seed: a file that holds `f1`, `f3`, or (None) whatever is drawn."""
    chance = Chance(f"{seed}/{form}")
    plan = _plan(chance, form)
    way = chance.weighted([("own", 24.0), ("python-docx", 1.0)])
    specimen = _written(chance, plan, way)
    if specimen is None:  # bare runs take the default font, which must not be a symbol font then
        specimen = _written(chance, plan, "own")
    assert specimen is not None  # noqa: S101 - only bare runs are refused
    data, truth = specimen
    name = f"{form}-{seed}" if form else f"mix-{seed}-{'-'.join(plan)}"
    return Specimen(name=name, data=data, truth=truth)


def _written(chance: Chance, plan: list[str], way: str) -> tuple[bytes, dict[str, object]] | None:
    noise, structure = _noise(chance), _structure(chance)
    if way != "own" and chance.maybe(0.6):
        noise |= {"bare"}
    writer = Writer(chance, noise, chance.pick(("仿宋", "宋体", "仿宋_GB2312")))
    story = Story(writer, structure)
    features: set[str] = {f"run:{name}" for name in noise} | set(structure)
    if chance.maybe(0.1):
        around(chance, story, before=True)
        features.add("before")
    wide = "f1" in plan or chance.maybe(0.4)
    truths: list[FormTruth] = []
    for index, name in enumerate(plan):
        if index:
            story.line("")
        truth, special = write_form(chance, story, name, wide=wide)
        truths.append(truth)
        features |= special
    if chance.maybe(0.15):
        notes(chance, story)
        features.add("填报说明")
    if chance.maybe(0.1):
        around(chance, story, before=False)
        features.add("after")
    package = _package(chance, story.body(), features, landscape=wide)
    if "bare" in noise and package.default_font != Package("").default_font:
        return None
    if way == "python-docx":
        features -= {"strict", "main-part-renamed", "big-styles"}
        features.add(way)
        return pydocx.build(package), _truth(plan, truths, features)
    return build(package), _truth(plan, truths, features)


def _package(chance: Chance, body: str, features: set[str], *, landscape: bool) -> Package:
    package = Package(body, landscape)
    if chance.maybe(0.15):
        package = replace(package, headers=("财政支出绩效管理资料",), footers=("第 ",))
        features.add("header")
    if chance.maybe(0.06):
        main = chance.pick(("word/document2.xml", "word/main.xml", "doc/body.xml"))
        package = replace(package, main=main)
        features.add("main-part-renamed")
    if chance.maybe(0.06) and "w:pict" not in body:
        package = replace(package, strict=True)
        features.add("strict")
    if chance.maybe(0.04):
        package = replace(package, big_styles=True)
        features.add("big-styles")
    fonts = {
        ENCODINGS[name.removeprefix("mark:")].needs.removeprefix("default:")
        for name in features
        if name.startswith("mark:") and ENCODINGS[name[5:]].needs.startswith("default:")
    }
    if fonts:
        package = replace(package, default_font=min(fonts))
    return package


def _truth(plan: list[str], truths: list[FormTruth], features: set[str]) -> dict[str, object]:
    slips = [m.cause or m.kind for truth in truths for m in truth.mistakes]
    told = f"mistakes: {', '.join(slips)}" if slips else "no mistakes"
    return {
        "provenance": "generated",
        "description": f"{' + '.join(name.upper() for name in plan)}, {told}",
        "features": sorted(features),
        "expect": {"status": "ok"},
        "forms": [truth.to_dict() for truth in truths],
    }
