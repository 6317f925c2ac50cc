"""Primitives → SVG: text as text, nothing that acts, nothing fetched from anywhere.

SVG needs no font of ours: whoever looks at a Chinese form has Chinese fonts. Every text is
escaped, and characters that XML forbids or that reorder a line are shown as U+FFFD.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

from extractor.model import Severity
from extractor.show.primitives import (
    Area,
    Badge,
    Box,
    Group,
    Picture,
    Primitive,
    Sheet,
    Sign,
    Text,
    Tick,
)

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff\U0001fffe\U0001ffff]"
)
_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\r": " "}
)
_RED, _GREEN, _INK, _AMBER, _PURPLE = "#d01c1c", "#1b7f3b", "#475569", "#b45309", "#7e22ce"
_SEVERITIES: dict[Severity, str] = {"error": _RED, "warning": "#e0452b", "info": "#e07a7a"}

STYLE = """
svg{font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",
"WenQuanYi Micro Hei",SimSun,sans-serif;background:#fff}
text{white-space:pre;fill:#111}
.title{font-weight:bold}.strong{font-weight:bold}.muted{fill:#667085}
.unclaimed{fill:#98a1ad}.caption{fill:#47618f}
.unsure{fill:#b45309;text-decoration:underline;font-style:italic}.warning{fill:#b45309}
.on-page{paint-order:stroke;stroke:#fff;stroke-width:2.5px;stroke-linejoin:round}
rect{stroke:#7d8794;stroke-width:.6;fill:#fff}
rect.sheet,rect.panel,rect.entry{stroke:none}rect.panel{fill:#f6f7f9}rect.entry{fill-opacity:0}
rect.found{fill:#e9f6ec}rect.blank{fill:#fff7db}rect.unreadable{fill:#f1e4fb}
rect.label{fill:#e8effb}rect.suspect{fill:#fcdada}rect.doubted{fill:#fdeade}rect.plain{stroke:none}rect.free{fill:url(#hatch)}rect.rule{stroke:none;fill:#c3c9d1}
rect.over{fill-opacity:.7;mix-blend-mode:multiply}rect.over.claimed,rect.over.empty{fill-opacity:0}
rect.finding{fill:none;stroke:#d01c1c;stroke-width:1.6}
rect.finding.warning{stroke:#e0452b;stroke-dasharray:5 2}
rect.finding.info{stroke:#e07a7a;stroke-width:1.1;stroke-dasharray:1.5 2}
rect.finding.suspect{stroke-width:2.8}
.unit:hover>rect:first-child{stroke:#0b57d0;stroke-width:2}
.unit:target>rect:first-child{stroke:#0b57d0;stroke-width:3}
.link{cursor:pointer}.link:hover rect.entry{fill:#d01c1c;fill-opacity:.07}
"""

_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path d="M0 0H6V6H0Z" fill="#f3f4f6"/><path d="M0 6L6 0" stroke="#dfe3e8"/>'
    "</pattern></defs>"
)


def escaped(text: str) -> str:
    """A text for XML and HTML, as content or within quotes."""
    return _FORBIDDEN.sub("\ufffd", text).translate(_ENTITIES)


def svg(sheet: Sheet) -> str:
    """One sheet as a file of its own, or as a part of a page of HTML.

    The names inside it begin with the sheet's number, so that several may share a page.
    """
    prefix = f"p{sheet.number}-"
    width, height = _length(sheet.width), _length(sheet.height)
    body = "".join(part for each in sheet.parts for part in _drawn(each, prefix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img">'
        f"<title>{escaped(sheet.title)}</title><style>{STYLE}</style>{_HATCH}"
        f'<rect class="sheet" width="{width}" height="{height}"/>\n{body}</svg>\n'
    )


def _drawn(part: Primitive, prefix: str) -> Iterator[str]:
    if isinstance(part, Group):
        yield from _group(part, prefix)
    else:
        yield _DRAWERS[type(part)](part)


def _group(group: Group, prefix: str) -> Iterator[str]:
    name = f' id="{prefix}{group.key}"' if group.key else ""
    style = f' class="{group.style}"' if group.style else ""
    yield f'<a href="#{prefix}{group.target}">' if group.target else ""
    yield f"<g{name}{style}>"
    for part in group.parts:
        yield from _drawn(part, prefix)
    yield f"<title>{escaped(group.title)}</title>" if group.title else ""
    yield "</g>" + ("</a>" if group.target else "") + "\n"


def _area(area: Area) -> str:
    return f'<rect class="{area.style}" {_place(area.box)}/>'


def _text(text: Text) -> str:
    words = text.text.rstrip()
    return (
        f'<text class="{text.style}" x="{_length(text.x)}" y="{_length(text.y)}"'
        f' font-size="{_length(text.size)}">{escaped(words)}</text>'
    )


def _tick(tick: Tick) -> str:
    x, y, side, _ = tick.box
    at = f"translate({_length(x)} {_length(y)}) scale({side / 10:.3g})"
    shapes = {
        "checked": f'<path d="M1 1H9V9H1Z" fill="{_GREEN}"/>'
        '<path d="M2.6 5.2L4.4 7L7.6 3.2" fill="none" stroke="#fff" stroke-width="1.5"/>',
        "unchecked": f'<path d="M1 1H9V9H1Z" fill="#fff" stroke="{_INK}" stroke-width="1.1"/>',
        "unclear": f'<path d="M5 0L10 5L5 10L0 5Z" fill="#f59e0b" stroke="{_AMBER}"'
        ' stroke-width=".6"/><path d="M3.7 3.9Q3.8 2.6 5 2.6Q6.3 2.6 6.3 3.8Q6.3 4.6 5 5.3V6.1'
        'M5 6.9V7.8" fill="none" stroke="#fff" stroke-width="1"/>',
    }
    return f'<g class="mark {tick.state}" transform="{at}">{shapes[tick.state]}</g>'


def _sign(sign: Sign) -> str:
    x, y, side, _ = sign.box
    middle, center, radius = _length(x + side / 2), _length(y + side / 2), side / 2
    if sign.status == "unreadable":
        points = f"M{middle} {_length(y)}l{side / 2:.3g} {side:.3g}h{-side:.3g}Z"
        return f'<path class="sign unreadable" d="{points}" fill="{_PURPLE}"/>'
    look = (
        f'fill="{_GREEN}"'
        if sign.status == "found"
        else f'fill="#fff" stroke="{_AMBER}" stroke-width="1.2"'
    )
    radius = radius if sign.status == "found" else radius - 0.5
    return (
        f'<circle class="sign {sign.status}" cx="{middle}" cy="{center}" r="{radius:.3g}" {look}/>'
    )


def _badge(badge: Badge) -> str:
    x, y, side, _ = badge.box
    middle, center = x + side / 2, y + side / 2
    colour = _SEVERITIES[badge.severity]
    ground, ink = (colour, "#fff") if badge.suspect else ("#fff", colour)
    digits = len(str(badge.number))
    size = side * (0.68 if digits == 1 else 0.55 if digits == 2 else 0.42)  # noqa: PLR2004
    return (
        f'<g class="badge {badge.severity}"><circle cx="{_length(middle)}" cy="{_length(center)}"'
        f' r="{side / 2 - 0.5:.3g}" fill="{ground}" stroke="{colour}"/>'
        f'<text x="{_length(middle)}" y="{_length(center + size * 0.36)}" text-anchor="middle"'
        f' font-size="{size:.3g}" style="fill:{ink}">{badge.number}</text></g>'
    )


def _picture(picture: Picture) -> str:
    data = b64encode(picture.png).decode("ascii")
    return f'<image {_place(picture.box)} href="data:image/png;base64,{data}"/>'


_DRAWERS: dict[type, Callable[[Any], str]] = {
    Area: _area,
    Text: _text,
    Tick: _tick,
    Sign: _sign,
    Badge: _badge,
    Picture: _picture,
}


def _place(box: Box) -> str:
    return (
        f'x="{_length(box.x)}" y="{_length(box.y)}" width="{_length(box.width)}"'
        f' height="{_length(box.height)}"'
    )


def _length(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
