"""The functions of pdfium that are called once a character or a path, at half the usual cost.

pypdfium2 loads the library and starts it. Its own prototypes check every argument; these take
addresses as plain numbers. No prototype of pypdfium2 is changed: others in the process use them.
What is asked of every character or object is asked of all of them at once, without a loop in
Python between the calls.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from ctypes import CFUNCTYPE, addressof, c_double, c_float, c_int, c_uint, c_ulong, c_void_p, cast
from itertools import repeat
from typing import Any

import pypdfium2  # noqa: F401  # starts the library
from pypdfium2 import raw


def address(pointer: Any) -> int:  # noqa: ANN401  # a handle as pypdfium2's prototypes give it
    """The address that a handle of pypdfium2 holds; 0 for none."""
    return cast(pointer, c_void_p).value or 0


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401
    return CFUNCTYPE(result, *arguments)(address(getattr(raw, name)))


_P = c_void_p

text_object = _function("FPDFText_GetTextObject", c_void_p, _P, c_int)
loose_box = _function("FPDFText_GetLooseCharBox", c_int, _P, c_int, _P)
char_box = _function("FPDFText_GetCharBox", c_int, _P, c_int, _P, _P, _P, _P)
origin = _function("FPDFText_GetCharOrigin", c_int, _P, c_int, _P, _P)
char_matrix = _function("FPDFText_GetMatrix", c_int, _P, c_int, _P)
unicode = _function("FPDFText_GetUnicode", c_int, _P, c_int)
font_size = _function("FPDFText_GetFontSize", c_double, _P, c_int)
has_no_unicode = _function("FPDFText_HasUnicodeMapError", c_int, _P, c_int)

font = _function("FPDFTextObj_GetFont", c_void_p, _P)
font_name = _function("FPDFFont_GetBaseFontName", c_ulong, _P, c_void_p, c_ulong)
is_embedded = _function("FPDFFont_GetIsEmbedded", c_int, _P)
rendered = _function("FPDFTextObj_GetRenderedBitmap", c_void_p, _P, _P, _P, c_float)
render_mode = _function("FPDFTextObj_GetTextRenderMode", c_int, _P)

page_object = _function("FPDFPage_GetObject", c_void_p, _P, c_int)
form_object = _function("FPDFFormObj_GetObject", c_void_p, _P, c_ulong)
form_count = _function("FPDFFormObj_CountObjects", c_int, _P)
object_type = _function("FPDFPageObj_GetType", c_int, _P)
bounds = _function("FPDFPageObj_GetBounds", c_int, _P, _P, _P, _P, _P)
matrix = _function("FPDFPageObj_GetMatrix", c_int, _P, _P)
clip_path = _function("FPDFPageObj_GetClipPath", c_void_p, _P)
clip_count = _function("FPDFClipPath_CountPaths", c_int, _P)
clip_segments = _function("FPDFClipPath_CountPathSegments", c_int, _P, c_int)
clip_segment = _function("FPDFClipPath_GetPathSegment", c_void_p, _P, c_int, c_int)
fill_color = _function("FPDFPageObj_GetFillColor", c_int, _P, _P, _P, _P, _P)
stroke_color = _function("FPDFPageObj_GetStrokeColor", c_int, _P, _P, _P, _P, _P)

bitmap_width = _function("FPDFBitmap_GetWidth", c_int, _P)
bitmap_height = _function("FPDFBitmap_GetHeight", c_int, _P)
bitmap_stride = _function("FPDFBitmap_GetStride", c_int, _P)
bitmap_buffer = _function("FPDFBitmap_GetBuffer", c_void_p, _P)
destroy_bitmap = _function("FPDFBitmap_Destroy", None, _P)

draw_mode = _function("FPDFPath_GetDrawMode", c_int, _P, _P, _P)
segment_count = _function("FPDFPath_CountSegments", c_int, _P)
segment = _function("FPDFPath_GetPathSegment", c_void_p, _P, c_int)
segment_point = _function("FPDFPathSegment_GetPoint", c_int, _P, _P, _P)
segment_type = _function("FPDFPathSegment_GetType", c_int, _P)
segment_close = _function("FPDFPathSegment_GetClose", c_int, _P)

#: Where text objects are: their addresses, first characters, and those after their last ones.
Runs = tuple[list[int], list[int], list[int]]
#: Render mode, number of clipping paths, font, size, a, b, c, d, x and y of the matrix, red, alpha.
Style = tuple[int, int, int, float, float, float, float, float, float, float, int, int]
_MATRIX, _RECTANGLE, _NUMBER = 24, 16, 4
_OPAQUE = 255


def loose_boxes(text_page: int, count: int) -> list[float]:
    """left, top, right, bottom of every character, one after the other, as the file counts."""
    boxes = (raw.FS_RECTF * count)()
    _for_all(loose_box, repeat(text_page, count), range(count), _rows(boxes, _RECTANGLE, count))
    return array("f", bytes(boxes)).tolist()


def text_objects(text_page: int, count: int) -> Runs:
    """Every text object. Its characters follow each other; what pdfium made up has none."""
    items: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    last = None
    for number, item in enumerate(map(text_object, repeat(text_page, count), range(count))):
        if item != last:
            if last:
                ends.append(number)
            if item:
                items.append(item)
                starts.append(number)
            last = item
    if last:
        ends.append(count)
    return items, starts, ends


def styles(text_page: int, items: Sequence[int], starts: Sequence[int]) -> Iterator[Style]:
    """The style of each text object, `starts` being their first characters."""
    count = len(items)
    pages = repeat(text_page, count)
    matrices = (raw.FS_MATRIX * count)()
    _for_all(char_matrix, pages, starts, _rows(matrices, _MATRIX, count))
    numbers = array("f", bytes(matrices))
    red, green, blue, alpha = ((c_uint * count)() for _ in range(4))
    alpha[:] = [_OPAQUE] * count  # where no colour can be told
    _for_all(
        fill_color, items, *(_rows(part, _NUMBER, count) for part in (red, green, blue, alpha))
    )
    return zip(
        map(render_mode, items),
        map(clip_count, map(clip_path, items)),
        map(font, items),
        map(font_size, repeat(text_page, count), starts),
        *(numbers[part::6].tolist() for part in range(6)),
        array("I", bytes(red)).tolist(),
        array("I", bytes(alpha)).tolist(),
        strict=True,
    )


def colour_of(item: int, *, outline: bool) -> tuple[int, ...] | None:
    """Red, green, blue and alpha of an object's filling or outline."""
    parts = [c_uint() for _ in range(4)]
    get = stroke_color if outline else fill_color
    return tuple(part.value for part in parts) if get(item, *map(addressof, parts)) else None


def page_objects(page: int, count: int, text: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    """Every object of a page with its type, those left out that are known to be text."""
    found = map(page_object, repeat(page, count), range(count))
    items = [item for item in found if item and item not in text]
    return zip(items, map(object_type, items), strict=True)


def _rows(records: Any, size: int, count: int) -> range:  # noqa: ANN401
    """The addresses of records that lie one after the other."""
    start = addressof(records)
    return range(start, start + size * count, size)


def _for_all(function: Callable[..., int], *arguments: Any) -> None:  # noqa: ANN401
    """Call a function with the first of all arguments, then with the second..."""
    deque(map(function, *arguments), maxlen=0)
