"""What the files around the package promise: locks, make targets, wheel, layers, clean text."""

import os
import re
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
TARGETS = ("help", "setup", "demo", "test", "lint", "bench", "lock", "clean")

# name==version, perhaps a marker, then nothing but hashes
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.+!]+)(?: ; (?P<marker>[^\\]+?))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def clauses(lock):
    """The lock's logical lines: a pin and its hashes each."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def pins(lock):
    """Name → the versions pinned, one a marker."""
    found = {}
    for clause in clauses(lock):
        requirement = Requirement(clause.split(" --hash", 1)[0])
        version = str(requirement.specifier).removeprefix("==")
        found.setdefault(canonicalize_name(requirement.name), set()).add(version)
    return found


def group(name):
    return [Requirement(entry) for entry in PROJECT["dependency-groups"][name]]


def assert_locked(requirements, lock):
    locked = pins(lock)
    for requirement in requirements:
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is not in {lock}: run make lock"
        assert all(requirement.specifier.contains(v) for v in versions), (
            f"{requirement} does not admit what {lock} pins ({versions}): run make lock"
        )


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_no_address(lock):
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")
    assert clauses(lock)
    for clause in clauses(lock):
        pin, *hashes = re.split(r"\s+(?=--hash)", clause.strip())
        assert PIN.fullmatch(pin.strip()), f"{lock}: {pin}"
        assert hashes, f"{lock}: {pin} has no hash"
        assert all(HASH.fullmatch(digest.strip()) for digest in hashes), f"{lock}: {pin}"


def test_every_runtime_dependency_is_locked():
    runtime = [Requirement(entry) for entry in PROJECT["project"]["dependencies"]]
    assert_locked(runtime, "requirements.lock")


def test_the_build_backend_is_locked_with_the_runtime():
    required = [Requirement(entry) for entry in PROJECT["build-system"]["requires"]]
    assert_locked(required, "requirements.lock")


def test_every_tool_is_locked_for_developers():
    assert_locked(group("dev"), "requirements-dev.lock")


def test_developers_run_what_users_run():
    developers = pins("requirements-dev.lock")
    for name, versions in pins("requirements.lock").items():
        assert developers.get(name) == versions, name


def test_the_makefile_has_the_promised_targets_and_explains_them():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE).group(1).split()
    for target in TARGETS:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
        assert target in phony, target
        assert target == "help" or f"'make {target} " in makefile, target


def test_a_second_setup_has_nothing_to_do_until_a_lock_changes(tmp_path):
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    stamps = tmp_path / ".venv" / ".stamps"
    stamps.mkdir(parents=True)
    now = time.time()
    for age, name in ((3, "venv"), (2, "setup"), (1, "setup-dev")):
        (stamps / name).touch()
        os.utime(stamps / name, (now + 10 - age, now + 10 - age))
    environment = {k: v for k, v in os.environ.items() if k != "PYTHON" and "MAKE" not in k}

    def is_up_to_date(target):
        command = ["make", "--question", target]
        return subprocess.run(command, cwd=tmp_path, env=environment, check=False).returncode == 0

    assert is_up_to_date("setup")
    assert is_up_to_date("setup-dev")
    os.utime(tmp_path / "requirements-dev.lock", (now + 20, now + 20))
    assert is_up_to_date("setup")
    assert not is_up_to_date("setup-dev")
    os.utime(tmp_path / "requirements.lock", (now + 20, now + 20))
    assert not is_up_to_date("setup")


def test_ci_runs_linters_and_tests():
    ci = ROOT / ".ci" / "run"
    assert os.access(ci, os.X_OK)
    lines = ci.read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith("bash")
    assert any(re.fullmatch(r"(exec )?make lint test", line.strip()) for line in lines)


def test_the_wheel_carries_the_rule_files(tmp_path):
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = {
            name.removeprefix("extractor/_rules/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("extractor/_rules/")
        }
        others = {name.split("/")[0] for name in archive.namelist()}
    ours = {
        path.relative_to(ROOT / "rules").as_posix(): path.read_bytes()
        for path in (ROOT / "rules").rglob("*")
        if path.is_file()
    }
    assert shipped == ours
    assert any(name.endswith(".yaml") for name in shipped)
    assert others == {"extractor", f"tiqu-{PROJECT['project']['version']}.dist-info"}


def test_the_stages_keep_to_their_layers():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# Written in pieces, so that this file does not name what it forbids.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("proxy", "golang", "org"),
        ("static", "crates", "io"),
        ("index", "crates", "io"),
        ("pypi", "tuna", "tsinghua"),
        ("mirrors", "aliyun"),
    )
]
FOLDERS = ["work", "home", "root", "Users", "var/tmp", "opt", "mnt"]
FORBIDDEN = re.compile(
    "|".join(re.escape(host) for host in HOSTS)
    + rf"|(?:(?<![\w./*~)}}\]-])|file://)/(?:{'|'.join(FOLDERS)})/\w"
    + r"|\b[A-Z]:\\Users\\"
)


def test_the_pattern_of_machine_traces_knows_a_path_from_a_part_of_one():
    folder = "/" + "home"
    assert FORBIDDEN.search(f"see {folder}/somebody/forms")
    assert FORBIDDEN.search(f'open("{folder}/somebody/a.docx")')
    assert FORBIDDEN.search("--index" + "-url https://" + HOSTS[0] + "/simple")
    assert FORBIDDEN.search(f"file://{folder}/somebody")
    assert not FORBIDDEN.search(f"build{folder}/x")
    assert not FORBIDDEN.search(f"https://example{folder}/x")


def test_no_text_file_names_a_registry_or_a_folder_of_one_machine():
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    traces = []
    for name in filter(None, listing.stdout.decode("utf-8").split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" in content[:8192]:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if found := FORBIDDEN.search(line):
                traces.append(f"{name}:{number}: {found.group()}")
    assert not traces, "\n".join(traces)
