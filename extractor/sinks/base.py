"""What every destination of records can do, and what it says of what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    import pyarrow as pa


class Stamp(msgspec.Struct, frozen=True):
    """Which rules and program read a content, and when (UTC, without a zone)."""

    rule_hash: str
    program_version: str
    loaded_at: datetime


class Failed(msgspec.Struct, frozen=True):
    """A content that could not be read, and one path under which it was met."""

    path: str
    code: str
    message: str


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """What a warehouse holds: current readings, unless the name says otherwise."""

    where: str
    statuses: dict[str, int]
    forms: dict[str, int]
    severities: dict[str, int]
    sources: int
    values_found: int
    not_exact: int
    superseded: int
    outdated: int
    first_loaded: datetime | None
    last_loaded: datetime | None
    failures: dict[str, int]
    examples: tuple[Failed, ...]


class Sink(Protocol):
    """A destination. It has one writer at a time, and each `store` is one transaction.

    All of it raises `WarehouseError` for a destination that cannot be used.
    """

    def current(self, stamp: Stamp) -> dict[bytes, str]:
        """The contents read by this program version with these rules: hash → status."""

    def store(self, tables: Mapping[str, pa.Table]) -> None:
        """Takes one batch in: all of it, or nothing.

        A content that is already there is superseded: its older reading is kept aside. A source
        that is already there stays as it is.
        """

    def holdings(self, stamp: Stamp, examples: int = 20) -> Holdings:
        """What is in it; `outdated` counts contents that `stamp` would read again."""

    def close(self) -> None:
        """Lets go of the destination."""
