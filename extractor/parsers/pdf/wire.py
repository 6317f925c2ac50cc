"""What passes between the program and the process that reads PDFs: length, then MessagePack.

Nothing that arrives is executed: replies are decoded into the types below and nothing else.
"""

from __future__ import annotations

from typing import IO, Literal

import msgspec

from extractor.model import Grid, Limits, Paragraph

_LENGTH = 8
#: No honest reply is as large.
MOST_BYTES = 2**29


class Request(msgspec.Struct, frozen=True):
    """A PDF to read. `size` bytes of content follow."""

    size: int
    limits: Limits
    password: str | None = None


class Reply(msgspec.Struct, frozen=True):
    """What was read, or why it could not be: `code` is that of an input error.

    `order` names the blocks in reading order: each is the next paragraph or the next grid.
    """

    code: str | None = None
    message: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    grids: tuple[Grid, ...] = ()
    order: tuple[Literal[0, 1], ...] = ()
    margins: tuple[Paragraph, ...] = ()

    @classmethod
    def of(cls, blocks: tuple[Paragraph | Grid, ...], margins: tuple[Paragraph, ...]) -> Reply:
        """The reply that carries what was read."""
        return cls(
            paragraphs=tuple(block for block in blocks if isinstance(block, Paragraph)),
            grids=tuple(block for block in blocks if isinstance(block, Grid)),
            order=tuple(1 if isinstance(block, Grid) else 0 for block in blocks),
            margins=margins,
        )

    def blocks(self) -> tuple[Paragraph | Grid, ...]:
        """The blocks in reading order."""
        paragraphs, grids = iter(self.paragraphs), iter(self.grids)
        return tuple(next(grids) if is_grid else next(paragraphs) for is_grid in self.order)


def send(stream: IO[bytes], message: Request | Reply, content: bytes = b"") -> None:
    """Write a message, and the bytes that belong to it."""
    packed = msgspec.msgpack.encode(message)
    stream.write(len(packed).to_bytes(_LENGTH, "big"))
    stream.write(packed)
    stream.write(content)
    stream.flush()


def receive_request(stream: IO[bytes]) -> tuple[Request, bytes] | None:
    """The next request with its content; None at the end."""
    packed = _packed(stream)
    if packed is None:
        return None
    request = msgspec.msgpack.decode(packed, type=Request)
    return request, stream.read(request.size)


def receive_reply(stream: IO[bytes]) -> Reply | None:
    """The reply; None where the other side ended before it was whole."""
    packed = _packed(stream)
    return None if packed is None else msgspec.msgpack.decode(packed, type=Reply)


def too_much_memory(limit: int) -> str:
    """The message for a file that needs more memory than it may."""
    return f"reading it takes more memory than the limit pdf_memory ({limit:,} bytes)"


def _packed(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH)
    size = int.from_bytes(head, "big")
    if len(head) < _LENGTH or size > MOST_BYTES:
        return None
    packed = stream.read(size)
    return packed if len(packed) == size else None
