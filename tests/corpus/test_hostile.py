"""Files made to break a reader end in a named error, or are read unharmed, and cost little."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.specimens import CORPUS, ENDINGS, READ

FOLDERS = ("hostile", "pdf/hostile") if ".pdf" in READ else ("hostile",)
HOSTILE = sorted(
    path for folder in FOLDERS for path in (CORPUS / folder).iterdir() if path.suffix in ENDINGS
)

#: Reads one file in a process of its own and tells what it cost (VmHWM: Linux' high water mark).
READER = """
import sys, time
import extractor
extractor.load_rules()
start = time.perf_counter()
result = extractor.extract(sys.argv[1])
seconds = time.perf_counter() - start
memory = open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
print(seconds, memory)
print(result.status, result.error.code if result.error else "")
print(result.error.message if result.error else "")
"""


def read(path: Path) -> tuple[str, str, str]:
    """Status, code and message; within 5 s, 500 MB, and without a word on standard error."""
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)],
        capture_output=True, text=True, check=False, cwd=CORPUS.parent, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    cost, outcome, message = done.stdout.split("\n", 2)
    seconds, kilobytes = cost.split()
    assert float(seconds) < 5
    assert int(kilobytes) < 500_000
    status, _, code = outcome.partition(" ")
    return status, code, message.strip()


def allowed(expected: Any) -> set[str]:
    return {expected} if isinstance(expected, str) else set(expected)


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.relative_to(CORPUS).as_posix())
def test_a_hostile_file_does_no_harm(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expect.json").read_text(encoding="utf-8"))
    status, code, message = read(path)
    assert status in allowed(expected["status"]), message
    if status == "failed":
        assert code in allowed(expected["code"]), message
        assert message
        assert "\n" not in message


def test_two_gigabytes_in_two_megabytes(tmp_path: Path) -> None:
    chunk = b"<w:p/>" * 170_000
    buffer = io.BytesIO()
    good = CORPUS / "twin" / "project_fund_monitoring.docx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name != "word/document.xml":
                new.writestr(name, data)
                continue
            head = re.match(rb".*?<w:body>", data, re.DOTALL)
            assert head is not None
            with new.open(name, "w", force_zip64=True) as member:
                member.write(head[0])
                for _ in range(2 * 2**30 // len(chunk)):
                    member.write(chunk)
    bomb = tmp_path / "bomb.docx"
    bomb.write_bytes(buffer.getvalue())
    assert bomb.stat().st_size < 8 * 2**20
    status, code, message = read(bomb)
    assert (status, code) == ("failed", "too_large")
    assert "member_bytes" in message
