"""Fonts: where they are found, what they can show, how wide a text is in them."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

FOLDERS: Final = (Path("/usr/share/fonts"), Path.home() / ".local/share/fonts")
HEI: Final = "Hei"
MONO: Final = "HeiMono"
SIGNS: Final = "Signs"
CID: Final = "STSong-Light"
BOXES: Final = "□■○●"
FILES: Final = (
    (HEI, "wqy-microhei.ttc", 0),
    (MONO, "wqy-microhei.ttc", 1),
    (SIGNS, "DejaVuSans.ttf", 0),
)


def register(folders: tuple[Path, ...] = FOLDERS) -> None:
    """Make the fonts known; raises FileNotFoundError with the name of a missing one."""
    rl_config.invariant = 1
    rl_config.useA85 = 0
    for name, file, index in FILES:
        found = next((path for folder in folders for path in sorted(folder.rglob(file))), None)
        if found is None:
            raise FileNotFoundError(f"{file}: see corpus/pdf/README.md for the packages")
        pdfmetrics.registerFont(TTFont(name, str(found), subfontIndex=index))
    pdfmetrics.registerFont(UnicodeCIDFont(CID))


@lru_cache(maxsize=20000)
def _shows(face: str, char: str) -> bool:
    font = pdfmetrics.getFont(face)
    if isinstance(font, TTFont):
        return ord(char) in font.face.charToGlyph
    return char not in "☑☒☐✓✔"


def _face(face: str, char: str) -> str:
    """Boxes are taken from the font of signs too: those of the text font are too small to tick."""
    return face if _shows(face, char) and (char not in BOXES or face == CID) else SIGNS


def runs(text: str, face: str) -> Iterator[tuple[str, str]]:
    """Split a text into (face, piece): signs that the face lacks are taken from another."""
    for name, chars in groupby(text, lambda char: _face(face, char)):
        yield name, "".join(chars)


def width(text: str, face: str, size: float) -> float:
    """The width of a text in points."""
    return sum(float(pdfmetrics.stringWidth(piece, name, size)) for name, piece in runs(text, face))
