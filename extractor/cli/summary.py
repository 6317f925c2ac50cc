"""The results of a bulk run, and what a warehouse holds, in a few lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.cli.streams import shown, told_of
from extractor.ingest.tally import Tally
from extractor.sinks import Holdings

_PASSED_SHOWN = 5
_STATUSES = {"ok": "recognised", "unrecognised": "unrecognised", "failed": "failed"}
_SEVERITIES = ("error", "warning", "info")


def summary(tally: Tally, destination: str) -> Iterator[str]:
    """What a run did."""
    statuses = {_STATUSES[key]: tally.statuses[key] for key in _STATUSES if tally.statuses[key]}
    if tally.known:
        statuses["already known"] = tally.known
    if tally.known_failed:
        statuses["of them failed"] = tally.known_failed
    yield _row("files", tally.files, statuses)
    if tally.codes:
        yield _row("not read", tally.codes.total(), dict(tally.codes.most_common()))
    yield _row("forms", tally.forms.total(), dict(tally.forms.most_common()))
    inexact = {"not exact as DECIMAL": tally.not_exact} if tally.not_exact else {}
    yield _row("values", tally.values_found, inexact)
    severities = {key: tally.severities[key] for key in _SEVERITIES if tally.severities[key]}
    yield _row("findings", tally.severities.total(), severities)
    yield f"{'warehouse':<10}{shown(destination)}"
    if tally.examples:
        yield ""
        yield "for example"
    for path, finding in tally.examples:
        yield f"  {shown(path)}"
        yield f"    {finding.severity}: {shown(finding.message)}"
    yield from _trouble(tally)


def _trouble(tally: Tally) -> Iterator[str]:
    lines = [
        f"{told_of(each.source.path, each.error.message)} [{each.error.code}]"
        for each in tally.failures.values()
        if each.error
    ]
    missing = [f"{each.path}: {each.why}" for each in tally.passed if each.failed]
    if lines or missing:
        yield ""
        yield "not read, for example"
    for line in (*lines, *missing[:_PASSED_SHOWN]):
        yield f"  {shown(line)}"
    others = sum(not each.failed for each in tally.passed)
    if others:
        yield f"passed over {others} that are no regular files"


def holdings(held: Holdings) -> Iterator[str]:
    """What a warehouse holds, what failed and why, and what would be read again."""
    yield f"{'warehouse':<10}{shown(held.where)}"
    if held.first_loaded is not None and held.last_loaded is not None:
        first, last = held.first_loaded, held.last_loaded
        yield f"{'loaded':<10}{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} UTC"
    statuses = {_STATUSES.get(key, key): count for key, count in held.statuses.items()}
    yield _row("contents", sum(held.statuses.values()), statuses)
    yield _row("paths", held.sources, {})
    yield _row("forms", sum(held.forms.values()), held.forms)
    inexact = {"not exact as DECIMAL": held.not_exact} if held.not_exact else {}
    yield _row("values", held.values_found, inexact)
    severities = {key: held.severities[key] for key in _SEVERITIES if key in held.severities}
    yield _row("findings", sum(held.severities.values()), severities)
    yield _row("outdated", held.outdated, {})
    yield _row("history", held.superseded, {})
    if held.failures:
        yield ""
        yield _row("not read", sum(held.failures.values()), held.failures)
    for failed in held.examples:
        yield f"  {shown(told_of(failed.path, failed.message))} [{failed.code}]"
    more = sum(held.failures.values()) - len(held.examples)
    if more > 0:
        yield f"  … and {more} more: see the table submissions, status failed"


def _row(name: str, total: int, parts: Mapping[str, int]) -> str:
    detail = " · ".join(f"{key} {count}" for key, count in parts.items())
    return f"{name:<10}{total:>7}" + (f"   {detail}" if detail else "")
