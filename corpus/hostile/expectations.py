"""What a hostile file is, and what may be said of it."""

from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "str | list[str] | dict[str, str | list[str]]"


@dataclass(frozen=True)
class Hostile:
    """A file; `status` and `code` hold every answer that the contract allows."""

    name: str
    why: str
    data: bytes = field(repr=False)
    status: tuple[str, ...] = ("failed",)
    code: tuple[str, ...] = ("unreadable",)

    def expect(self) -> dict[str, str | list[str]]:
        """Return the content of the expectation: a text, or a list where several will do."""
        out: dict[str, str | list[str]] = {"status": _one(self.status)}
        if "failed" in self.status:
            out["code"] = _one(self.code)
        return out | {"why": self.why}


def _one(allowed: tuple[str, ...]) -> str | list[str]:
    return allowed[0] if len(allowed) == 1 else list(allowed)
