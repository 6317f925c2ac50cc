"""What Word leaves around runs: revisions, hidden text, fields, controls, bookmarks, proofing.

Each wrapper returns the runs of a piece of text such that a reader gets that text and nothing else.
"""

from collections.abc import Callable
from typing import Protocol

TRACKED = 'w:author="经办" w:date="2022-10-08T09:00:00Z"'
JUNK = ("待核", "999.99", "删去此句", "□", "☑", "100%", "（略）", "草稿")


class Runs(Protocol):
    """What a wrapper needs of the writer."""

    def run(self, text: str, properties: str) -> str:
        """Return one run."""

    def number(self) -> int:
        """Return the next identifier."""

    def junk(self) -> str:
        """Return a text that must not be read."""


Wrapper = Callable[[Runs, str, str], str]


def _inserted(runs: Runs, text: str, properties: str) -> str:
    return f'<w:ins w:id="{runs.number()}" {TRACKED}>{runs.run(text, properties)}</w:ins>'


def _deleted(runs: Runs, text: str, properties: str) -> str:
    gone = f"<w:r><w:rPr>{properties}</w:rPr><w:delText>{runs.junk()}</w:delText></w:r>"
    mark = f'<w:del w:id="{runs.number()}" {TRACKED}>{gone}</w:del>'
    return runs.run(text, properties) + mark


def _moved(runs: Runs, text: str, properties: str) -> str:
    old = runs.run(runs.junk(), properties)
    origin = f'<w:moveFrom w:id="{runs.number()}" {TRACKED}>{old}</w:moveFrom>'
    new = runs.run(text, properties)
    return f'{origin}<w:moveTo w:id="{runs.number()}" {TRACKED}>{new}</w:moveTo>'


def _beside_hidden(runs: Runs, text: str, properties: str) -> str:
    hidden = properties.replace("<w:sz ", "<w:vanish/><w:sz ", 1) if properties else "<w:vanish/>"
    return runs.run(text, properties) + runs.run(runs.junk(), hidden)


def _smart_tag(runs: Runs, text: str, properties: str) -> str:
    kind = 'w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place"'
    return f"<w:smartTag {kind}>{runs.run(text, properties)}</w:smartTag>"


def _link(runs: Runs, text: str, properties: str) -> str:
    run = runs.run(text, properties)
    return f'<w:hyperlink w:anchor="_top" w:history="1">{run}</w:hyperlink>'


def _control(runs: Runs, text: str, properties: str) -> str:
    head = f'<w:sdtPr><w:id w:val="{runs.number()}"/><w:text/></w:sdtPr>'
    return f"<w:sdt>{head}<w:sdtContent>{runs.run(text, properties)}</w:sdtContent></w:sdt>"


def _bookmarked(runs: Runs, text: str, properties: str) -> str:
    mark = runs.number()
    start = f'<w:bookmarkStart w:id="{mark}" w:name="_B{mark}"/>'
    return f'{start}{runs.run(text, properties)}<w:bookmarkEnd w:id="{mark}"/>'


def _proofed(runs: Runs, text: str, properties: str) -> str:
    run = runs.run(text, properties)
    return f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>'


def _page_broken(runs: Runs, text: str, properties: str) -> str:
    run = runs.run(text, properties)
    at = run.find("</w:rPr>") + len("</w:rPr>") if properties else run.find(">") + 1
    return f"{run[:at]}<w:lastRenderedPageBreak/>{run[at:]}"


def _simple_field(runs: Runs, text: str, properties: str) -> str:
    run = runs.run(text, properties)
    return f'<w:fldSimple w:instr=" DOCPROPERTY 项目{runs.number()} ">{run}</w:fldSimple>'


def _complex_field(runs: Runs, text: str, properties: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:rPr>{properties}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f" MERGEFIELD 栏目{runs.number()} "
    code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + runs.run(text, properties) + mark("end")


WRAPPERS: dict[str, Wrapper] = {
    "ins": _inserted,
    "del": _deleted,
    "move": _moved,
    "vanish": _beside_hidden,
    "smartTag": _smart_tag,
    "hyperlink": _link,
    "sdt_run": _control,
    "bookmark": _bookmarked,
    "proofErr": _proofed,
    "lastRenderedPageBreak": _page_broken,
    "fldSimple": _simple_field,
    "fldComplex": _complex_field,
}
