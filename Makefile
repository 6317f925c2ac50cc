# make help tells what there is. Needs GNU make, a POSIX shell and Python 3.11 or later.

PYTHON ?= python3

# The filled forms that the demo audits: one that adds up, two files that do not.
DEMO_FILES := corpus/twin/project_fund_monitoring.docx \
  corpus/independent/f1_two_after_report.docx corpus/independent/f3_strict_two_slips.docx

# Filled forms; corpus/hostile, whose files are broken on purpose, is for the tests.
DEMO_FOLDERS := $(foreach folder,twin independent handmade generated goal_application,'corpus/$(folder)/*.docx')

# Flags for `make lock`; LOCK_FLAGS=--upgrade moves every pin to the newest version.
LOCK_FLAGS ?=

VENV := .venv
RUN := $(VENV)/bin
PIP := $(RUN)/python -m pip
MADE := $(VENV)/.stamps

# Whoever names an interpreter gets it; whoever names none keeps the one that .venv has.
ifeq ($(origin PYTHON),file)
VENV_STAMP := $(MADE)/venv
else
VENV_STAMP := $(MADE)/venv-of-$(subst /,_,$(PYTHON))
endif

.PHONY: help setup setup-dev demo test lint bench lock clean
.DEFAULT_GOAL := help

help:
	@echo 'make setup   the program and what it needs, in $(VENV)/'
	@echo 'make demo    ingests the corpus into build/demo.duckdb and audits three files'
	@echo 'make test    all tests'
	@echo 'make lint    linter, formatter, type checker, layers'
	@echo 'make bench   benchmarks'
	@echo 'make lock    solves the dependencies again (LOCK_FLAGS=--upgrade: to the newest)'
	@echo 'make clean   removes everything that make made'
	@echo 'PYTHON=python3.12 chooses the interpreter of $(VENV)/'

setup: $(MADE)/setup

setup-dev: $(MADE)/setup-dev

$(VENV_STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo '$(PYTHON) is missing or older than 3.11: name a newer one, as in make PYTHON=python3.12 setup' >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo '$(PYTHON) cannot make virtual environments: install its venv package (Debian: apt-get install python3-venv)' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@mkdir -p $(MADE)
	@touch $(MADE)/venv $@

$(MADE)/setup: $(VENV_STAMP) requirements.lock pyproject.toml
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(MADE)/setup-dev: $(MADE)/setup requirements-dev.lock
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

# Exit status 3 of an audit says that a form is wrong, which is what the demo shows.
demo: setup
	@mkdir -p build
	rm -f build/demo.duckdb
	$(RUN)/tiqu ingest $(DEMO_FOLDERS) --to build/demo.duckdb
	@for form in $(DEMO_FILES); do \
	  echo "$(RUN)/tiqu audit $$form"; \
	  $(RUN)/tiqu audit "$$form" || [ $$? -eq 3 ] || exit 1; \
	done

test: setup-dev
	$(RUN)/python -m pytest -n 2

lint: setup-dev
	$(RUN)/ruff check
	$(RUN)/ruff format --check
	$(RUN)/mypy
	$(RUN)/lint-imports

bench: setup-dev
	$(RUN)/python -m tests.benchmarks.run

# uv solves for every platform and Python at once; it gets an environment of its own.
build/uv/bin/uv: | $(VENV_STAMP)
	$(RUN)/python -m venv --clear build/uv
	build/uv/bin/pip install --quiet uv

COMPILE = build/uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-header --no-annotate $(LOCK_FLAGS)

lock: build/uv/bin/uv
	$(COMPILE) --group build --output-file requirements.lock >/dev/null
	$(COMPILE) --group build --group dev --constraint requirements.lock \
	  --output-file requirements-dev.lock >/dev/null

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
