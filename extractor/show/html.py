"""All sheets of a file on one page of HTML that runs nothing and fetches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.show.svg import escaped

#: Only styles written in the page and pictures inside it; no script, no address, no form.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"

_STYLE = """
body{margin:0;background:#dfe3e8;font-family:sans-serif}
nav{position:sticky;top:0;padding:8px 16px;background:#fff;border-bottom:1px solid #c3c9d1}
nav a{margin-left:10px}
section{margin:16px;scroll-margin-top:56px}
section svg{box-shadow:0 1px 6px #0003}
.unit{scroll-margin:90px}
"""


def page(name: str, count: int, drawings: Iterable[str], language: str) -> Iterator[str]:
    """The page of a file, part by part: its `count` sheets as SVG below each other."""
    numbers = range(1, count + 1)
    links = "".join(f'<a href="#sheet-{number}">{number}</a>' for number in numbers)
    yield (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="referrer" content="no-referrer"><title>{escaped(name)}</title>'
        f"<style>{_STYLE}</style></head>\n<body>"
        f"<nav><b>{escaped(name)}</b>{links if count > 1 else ''}</nav>\n"
    )
    for number, drawing in enumerate(drawings, 1):
        yield f'<section id="sheet-{number}">\n{drawing}</section>\n'
    yield "</body></html>\n"
