"""Small PDFs written by hand: no office program, every operator is the test's own.

Chinese stands in a font of the standard collection Adobe-GB1 that is not embedded, its codes are
UTF-16 (ISO 32000-1, 9.7.5.2): nothing is needed to write it. Places count from the top left of
the page, as the reader's do.
"""

import zlib

HEIGHT, WIDTH = 842.0, 595.0
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
)


class Canvas:
    """The content of one page."""

    def __init__(self, width=WIDTH, height=HEIGHT, **entries):
        self.width, self.height = width, height
        self.entries = entries
        self.operators = []
        self.annotations = []

    def add(self, *operators):
        self.operators.extend(operators)
        return self

    def text(self, x, base, text, size=12, *, font="S", mode=0, colour=None, turn=0, matrix=None):
        """Text that begins at x with its baseline at `base`; a Chinese advance is `size`."""
        a, b, c, d = (
            matrix
            or {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}[turn]
        )
        shown = (
            f"<{text.encode('utf-16-be').hex()}>"
            if font in "SV"
            else "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
        )
        paint = f"{colour} rg " if colour else "0 g "
        return self.add(
            f"{paint}BT /{font} {size} Tf {mode} Tr {a} {b} {c} {d} {x} {self.height - base} Tm {shown} Tj ET"
        )

    def line(self, x0, y0, x1, y1, width=0.5):
        return self.add(f"0 G {width} w {x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def rectangle(self, x0, top, x1, bottom, paint="S", colour="0 0 0"):
        box = f"{x0} {self.height - bottom} {x1 - x0} {bottom - top} re"
        return self.add(f"{colour} RG {colour} rg 0.5 w {box} {paint}")

    def grid(self, xs, ys):
        """A table of full lines."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def cells(self, xs, ys, rows, size=12):
        """A table with a text in each cell, and the lines of `grid`."""
        self.grid(xs, ys)
        for row, top in zip(rows, ys, strict=False):
            for text, x in zip(row, xs, strict=False):
                self.text(x + 4, top + 4 + size, text, size)
        return self

    def path(self, points, paint="S", width=1.0):
        """A polyline."""
        first, *rest = [(x, self.height - y) for x, y in points]
        steps = " ".join(f"{x} {y} l" for x, y in rest)
        return self.add(f"0 G 0 g {width} w {first[0]} {first[1]} m {steps} {paint}")

    def circle(self, x, y, radius, paint="S"):
        k, y = 0.5523 * radius, self.height - y
        r = radius
        return self.add(
            f"0 G 0 g 0.7 w {x + r} {y} m"
            f" {x + r} {y + k} {x + k} {y + r} {x} {y + r} c {x - k} {y + r} {x - r} {y + k} {x - r} {y} c"
            f" {x - r} {y - k} {x - k} {y - r} {x} {y - r} c {x + k} {y - r} {x + r} {y - k} {x + r} {y} c {paint}"
        )

    def clipped(self, x0, top, x1, bottom):
        """What follows is seen in this rectangle only."""
        return self.add(f"q {x0} {self.height - bottom} {x1 - x0} {bottom - top} re W n")

    def restored(self):
        return self.add("Q")

    def annotation(self, box, entries):
        """An annotation with a rectangle (x0, top, x1, bottom)."""
        x0, top, x1, bottom = box
        rectangle = f"{x0} {self.height - bottom} {x1} {self.height - top}"
        self.annotations.append(f"<</Type/Annot/Rect[{rectangle}] {entries}>>")
        return self


def pdf(*canvases, fonts=None, objects=(), root="", compress=False):
    """The bytes of a PDF. `fonts`: name → font dictionary; `objects` are more, from number 1000 on.

    FIELDS in `root` and KIDS in `objects` stand for the annotations of the last page.
    """
    file = _File()
    descriptor = file.add(_DESCRIPTOR)
    song = file.add(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor %d 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>" % descriptor
    )
    named = {
        "S": b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[%d 0 R]>>" % song,
        "V": b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-V/DescendantFonts[%d 0 R]>>" % song,
        "H": b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "Z": b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>",
        **(fonts or {}),
    }  # fmt: skip
    resources = b" ".join(
        b"/%s %d 0 R" % (name.encode(), file.add(font)) for name, font in named.items()
    )
    pages, kids = file.reserve(), []
    for canvas in canvases:
        content = "\n".join(canvas.operators).encode("latin-1")
        if compress:
            packed = zlib.compress(content)
            stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
                len(packed),
                packed,
            )
        else:
            stream = b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
        body = file.add(stream)
        widgets = [file.add(each.encode("latin-1")) for each in canvas.annotations]
        annotations = b" ".join(b"%d 0 R" % widget for widget in widgets)
        extra = "".join(f"/{key} {value}" for key, value in canvas.entries.items()).encode()
        kids.append(file.add(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %g %g]/Resources<</Font<<%s>>/XObject<<%s>>>>/Contents %d 0 R/Annots[%s]%s>>"
            % (pages, canvas.width, canvas.height, resources, _externals(objects), body, annotations, extra)
        ))  # fmt: skip
    file.set(
        pages,
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)),
    )
    for number, content in enumerate(objects, 1000):
        file.set(number, content.replace(b"KIDS", annotations))
    root = root.replace("FIELDS", annotations.decode())
    catalog = file.add(b"<</Type/Catalog/Pages %d 0 R %s>>" % (pages, root.encode()))
    return file.written(catalog)


def _externals(objects):
    """Objects are drawn by the name X and their place in the row: X0, X1..."""
    return b" ".join(b"/X%d %d 0 R" % (number, 1000 + number) for number in range(len(objects)))


class _File:
    def __init__(self):
        self.objects = {}

    def add(self, content):
        number = self.reserve()
        self.objects[number] = content
        return number

    def reserve(self):
        number = sum(key < 1000 for key in self.objects) + 1
        self.objects[number] = b"null"
        return number

    def set(self, number, content):
        self.objects[number] = content

    def written(self, root):
        out = b"%PDF-1.7\n"
        offsets = {}
        for number, content in sorted(self.objects.items()):
            offsets[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        start = len(out)
        out += b"xref\n0 1\n0000000000 65535 f \n"
        for number, offset in offsets.items():
            out += b"%d 1\n%010d 00000 n \n" % (number, offset)
        size = max(self.objects) + 1
        return out + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
            size,
            root,
            start,
        )


def stream(entries, content):
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)
