"""Where records go. Arrow tables come in (`rows.tables`), and a destination stores them.

`SINKS` is the registry: what a destination's name looks like → what opens it. A new kind needs
an entry here and a class that does what `base.Sink` says; the tables stay the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import UsageError
from extractor.sinks.base import Failed, Holdings, Sink, Stamp

if TYPE_CHECKING:
    import pyarrow as pa

#: Opens a destination: with schemas for writing (it is made when it is not there), with None
#: for reading. Raises `WarehouseError`.
Opener = Callable[[str, "Mapping[str, pa.Schema] | None"], Sink]


def _duckdb(destination: str, schemas: Mapping[str, pa.Schema] | None) -> Sink:
    from extractor.sinks.duckdb import DuckDBSink

    return DuckDBSink(Path(destination), schemas)


SINKS: Mapping[str, Opener] = {"duckdb": _duckdb}


def kind_of(destination: str) -> str:
    """Which of `SINKS` a destination is; raises `UsageError` for none of them."""
    if "://" not in destination and Path(destination).suffix.lower() == ".duckdb":
        return "duckdb"
    message = (
        f"{destination}: no destination of a kind known here; name a file that ends in .duckdb"
    )
    raise UsageError(message)


def open_sink(destination: str, schemas: Mapping[str, pa.Schema] | None) -> Sink:
    """Opens a destination for writing these tables, or with None for reading."""
    return SINKS[kind_of(destination)](destination, schemas)


__all__ = ["SINKS", "Failed", "Holdings", "Opener", "Sink", "Stamp", "kind_of", "open_sink"]
