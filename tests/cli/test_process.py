"""The program as a process: encodings, closed pipes, signals, speed, and real files."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TIQU = [sys.executable, "-m", "extractor"]
INDEPENDENT = ROOT / "corpus" / "independent"
CLEAN = INDEPENDENT / "f1_poi_no_styles_hmerge.docx"
WRONG = INDEPENDENT / "f3_strict_two_slips.docx"


def tiqu(*arguments, **more):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more.pop("env", {})}
    return subprocess.run(
        [*TIQU, *map(str, arguments)], capture_output=True, check=False, env=environment, **more
    )


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """The program works from any folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIQU_RULES", raising=False)


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_results_are_utf8_under_any_locale(env):
    done = tiqu("extract", CLEAN, "没有.docx", env=env)
    first, second = done.stdout.decode("utf-8").splitlines()
    assert json.loads(first)["forms"][0]["title"].endswith("情况表")
    assert json.loads(second)["source"]["name"]
    assert b"Traceback" not in done.stderr
    assert tiqu("audit", CLEAN, env=env).stdout.decode("utf-8").startswith(str(CLEAN))


def test_a_closed_pipe_is_no_failure():
    for command in ("extract", "audit"):
        reader, writer = os.pipe()
        child = subprocess.Popen(
            [*TIQU, command, *[str(CLEAN)] * 20],
            stdout=writer,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        os.close(writer)
        os.read(reader, 10)
        os.close(reader)
        assert child.communicate(timeout=60)[1] == b"", command
        assert child.returncode == 0, command


def test_ctrl_c_is_130_without_a_traceback():
    child = subprocess.Popen(
        [*TIQU, "extract", *[str(CLEAN)] * 3_000],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout.readline().startswith(b'{"schema"')
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=20)
    assert child.returncode == 130
    assert err == b"tiqu: interrupted; what was stored stays\n"


def test_a_terminal_gets_colour_and_no_color_takes_it_away():
    def shown(**env):
        parent, child = pty.openpty()
        command = [*TIQU, "audit", str(WRONG)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **env}
        with subprocess.Popen(command, stdout=child, env=environment) as running:
            os.close(child)
            parts = []
            while True:
                try:
                    parts.append(os.read(parent, 65536))
                except OSError:
                    break
        os.close(parent)
        assert running.returncode == 3
        return b"".join(parts).decode()

    assert "\x1b[1;31m错误" in shown()
    assert "31m" not in shown(NO_COLOR="1")


def test_the_version_comes_at_once():
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        assert tiqu("--version").returncode == 0
        times.append(time.perf_counter() - begun)
    loads = (
        "import sys; sys.argv = ['tiqu', '--version']; import runpy, atexit; "
        "atexit.register(lambda: print(*sorted(m for m in sys.modules "
        "if m in {'pandas', 'duckdb', 'pyarrow', 'jieba', 'lxml', 'rich', 'openpyxl'}))); "
        "runpy.run_module('extractor', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", loads],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.splitlines()[1:] == [""], "nothing heavy is loaded to tell the version"
    assert min(times) < 2, "generous: machines that run tests are busy"


def test_extracting_loads_no_warehouse():
    loads = (
        "import sys; from extractor.cli import main; status = main(sys.argv[1:]); "
        "heavy = {'pandas', 'duckdb', 'pyarrow', 'openpyxl', 'rich'} & set(sys.modules); "
        "sys.exit(f'{heavy}' if heavy else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", loads, "extract", str(CLEAN)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr


def test_a_real_form_goes_all_the_way(tmp_path):
    done = tiqu("audit", CLEAN, WRONG)
    assert (done.returncode, done.stderr) == (3, b"")
    done = tiqu("ingest", CLEAN, WRONG, "--to", "forms.duckdb", "-j", "2", "--progress", "json")
    assert done.returncode == 0, done.stderr
    figures = [json.loads(line) for line in done.stderr.splitlines()]
    assert figures[-1]["done"] == 2
    assert (tmp_path / "forms.duckdb").exists()
    assert tiqu("status", "forms.duckdb").returncode == 0
    again = tiqu("ingest", CLEAN, WRONG, "--to", "forms.duckdb", "-q")
    assert b"already known 2" in again.stdout


def test_bad_files_are_told_in_one_line_each(tmp_path):
    (tmp_path / "empty.docx").touch()
    (tmp_path / "cut.docx").write_bytes(CLEAN.read_bytes()[:2000])
    (tmp_path / "random.docx").write_bytes(bytes(range(256)) * 9)
    done = tiqu("extract", "empty.docx", "cut.docx", "random.docx", CLEAN)
    made = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [one["status"] for one in made] == ["failed", "failed", "failed", "ok"]
    assert [one["error"]["code"] for one in made[:2]] == ["unreadable", "unreadable"]
    lines = done.stderr.decode().splitlines()
    assert [line.split(":")[1].strip() for line in lines] == [
        "empty.docx", "cut.docx", "random.docx",
    ]  # fmt: skip
