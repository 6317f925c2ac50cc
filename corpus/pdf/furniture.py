"""What stands on a page besides the form: running titles, seals, watermarks, junk nobody sees."""

import io
import math
from collections.abc import Callable
from typing import Final, TypeAlias

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.pdf import faces
from corpus.pdf.typeset import Page

Furnish: TypeAlias = Callable[[Canvas, Page, int, int], None]
RED: Final = (0.85, 0.08, 0.1)
NO_PAINT: Final = 7
SEALED: Final = "云泽市专用章测试件"


def page_numbers(canvas: Canvas, page: Page, number: int, _count: int) -> None:
    """Write — 3 — below."""
    canvas.setFont(faces.HEI, 9)
    canvas.drawCentredString(page.size[0] / 2, 22, f"— {number} —")


def page_of_pages(canvas: Canvas, page: Page, number: int, count: int) -> None:
    """Write 第 3 页 共 8 页 at the lower right."""
    canvas.setFont(faces.HEI, 9)
    canvas.drawRightString(page.size[0] - 45, 22, f"第 {number} 页 共 {count} 页")


def running_title(canvas: Canvas, page: Page, _number: int, _count: int) -> None:
    """Write a running title above, with a line below it."""
    width, height = page.size
    canvas.setFont(faces.HEI, 9)
    canvas.drawString(45, height - 30, "财政支出绩效管理资料")
    canvas.drawRightString(width - 45, height - 30, "内部使用")
    canvas.setLineWidth(0.5)
    canvas.line(45, height - 34, width - 45, height - 34)


def watermark(canvas: Canvas, page: Page, _number: int, _count: int) -> None:
    """Write large pale words across the page."""
    canvas.saveState()
    canvas.setFillGray(0.88)
    canvas.translate(page.size[0] / 2, page.size[1] / 2)
    canvas.rotate(35)
    canvas.setFont(faces.HEI, 60)
    canvas.drawCentredString(0, 0, "仅供绩效监控使用")
    canvas.restoreState()


def _stamp_place(page: Page) -> tuple[float, float]:
    low = max((item.bottom for item in page.boxes), default=page.size[1] / 2)
    top = min((item.top for item in page.boxes), default=page.size[1] / 2)
    return page.size[0] * 0.36, page.size[1] - (top + (low - top) * 0.3)


def seal(canvas: Canvas, page: Page, number: int, _count: int) -> None:
    """Stamp the first page with a round red seal of vectors: a ring, a star, letters around it."""
    if number != 1:
        return
    canvas.saveState()
    canvas.translate(*_stamp_place(page))
    canvas.setStrokeColorRGB(*RED)
    canvas.setFillColorRGB(*RED)
    canvas.setLineWidth(2.2)
    canvas.circle(0, 0, 56)
    path = canvas.beginPath()
    for corner in range(5):
        angle = math.radians(90 + corner * 144)
        x, y = 17 * math.cos(angle), 17 * math.sin(angle)
        (path.lineTo if corner else path.moveTo)(x, y)
    path.close()
    canvas.drawPath(path, 0, 1)
    for index, char in enumerate(SEALED):
        canvas.saveState()
        canvas.rotate(120 - index * 240 / (len(SEALED) - 1))
        canvas.setFont(faces.HEI, 13)
        canvas.drawCentredString(0, 38, char)
        canvas.restoreState()
    canvas.restoreState()


def seal_picture(canvas: Canvas, page: Page, number: int, _count: int) -> None:
    """Stamp the first page with a picture through which the text can be seen."""
    if number != 1:
        return
    side = 360
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    red = (215, 20, 25, 150)
    pen.ellipse((8, 8, side - 8, side - 8), outline=red, width=14)
    centre = side / 2
    star = [
        (
            centre + 55 * math.sin(math.radians(144 * i)),
            centre - 55 * math.cos(math.radians(144 * i)),
        )
        for i in range(5)
    ]
    pen.polygon(star, fill=red)
    for turn in range(-4, 5):
        angle = math.radians(turn * 28)
        x, y = centre + 130 * math.sin(angle), centre - 130 * math.cos(angle)
        pen.rectangle((x - 11, y - 15, x + 11, y + 15), outline=red, width=6)
    held = io.BytesIO()
    picture.save(held, "PNG")
    held.seek(0)
    x, y = _stamp_place(page)
    canvas.drawImage(ImageReader(held), x - 58, y - 58, 116, 116, mask="auto")


def white_words(canvas: Canvas, page: Page, _number: int, _count: int) -> None:
    """Write white amounts and words into empty boxes: nobody can see them."""
    canvas.setFillGray(1)
    canvas.setFont(faces.HEI, 7)
    for item in page.boxes:
        if not item.box.text.strip() and item.x1 - item.x0 > 24:
            canvas.drawString(item.x0 + 2, page.size[1] - item.bottom + 3, "888.8")
    canvas.drawString(60, page.size[1] - 20, "项目名称：看不见的项目")
    canvas.setFillGray(0)


def clipped_words(canvas: Canvas, page: Page, _number: int, _count: int) -> None:
    """Write words that a clipping path, or the mode that only clips, keeps from the page."""
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(2, 2, 8, 8)
    canvas.clipPath(path, 0, 0)
    canvas.setFont(faces.HEI, 9)
    for item in page.boxes[::3]:
        canvas.drawString(item.x0 + 2, page.size[1] - item.bottom + 2, "已裁去777")
    canvas.restoreState()
    canvas.saveState()
    text = canvas.beginText(80, page.size[1] - 25)
    text.setTextRenderMode(NO_PAINT)
    text.setFont(faces.HEI, 9)
    text.textOut("联系电话：13800009999")
    canvas.drawText(text)
    canvas.restoreState()


def outside(canvas: Canvas, page: Page, _number: int, _count: int) -> None:
    """Write and draw beyond the page, where only the media box reaches."""
    width, height = page.size
    canvas.setFont(faces.HEI, 9)
    for step in range(6):
        canvas.drawString(-64, height * step / 6, "裁切线以外" + str(step))
        canvas.drawString(width + 8, height * step / 6, "项目名称")
    canvas.rect(-60, -50, width + 120, 40)
    canvas.rect(width + 5, 20, 50, height - 40)
    for x in (0, width):
        canvas.line(x, -40, x, -12)
        canvas.line(x, height + 12, x, height + 40)


def behind(canvas: Canvas, page: Page, _number: int, _count: int) -> None:
    """Write words and lay a white sheet over them before the form is drawn."""
    width, height = page.size
    canvas.setFont(faces.HEI, 10)
    for step in range(8):
        canvas.drawString(70 + step * 30, height * (step + 1) / 10, "已被覆盖的旧稿 123.45")
    canvas.setFillGray(1)
    canvas.rect(0, 0, width, height, 0, 1)
    canvas.setFillGray(0)
