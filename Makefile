# make demo   shows what planextract makes of a sample document
# make test   runs the whole test suite
# make check  what a change must pass: format, lint, types, tests
# make fuzz   tries every reader on damaged documents for MINUTES=10, and keeps what it finds in findings/
#
# All of them need python3 (3.11 or newer), make, and the network for packages the first time.
.POSIX:

PYTHON ?= python3
VENV ?= .venv
MINUTES ?= 10
SAMPLE ?= samples/thornmere-peer-challenge-plan.pdf

BIN = $(VENV)/bin
CODE = src tests samples benchmarks models fuzz docs

demo: $(VENV)/.installed
	$(BIN)/planextract show $(SAMPLE)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: lint
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not long"

# Guided where atheris can be had, which is on Linux.
fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet 'atheris>=3' || echo 'no atheris: going on without guidance'
	$(BIN)/python -m fuzz all --minutes $(MINUTES) --findings findings

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

# The documentation as a site: open site/index.html.
docs: $(VENV)/.installed-dev
	$(BIN)/python -m mkdocs build --quiet

# Files that are generated; tests fail where they are out of date.
schema: $(VENV)/.installed
	$(BIN)/planextract schema > docs/schema/v1.json
	$(BIN)/planextract schema --tracking > docs/schema/tracking-v1.json

# The examples in README.md and docs, with what the commands print now.
examples: $(VENV)/.installed-dev
	$(BIN)/python tests/test_docs.py --write

# The exact versions and hashes of everything that tests run with.
lock: $(VENV)/.made
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --group dev --output-file requirements-dev.txt pyproject.toml

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'planextract needs Python 3.11 or newer: make PYTHON=python3.12 demo'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.made pyproject.toml requirements-dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@# axe-core, for the tests of the viewer; they do without where there is no npm
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix tests/axe || true; fi
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

.PHONY: docs demo test check fuzz lint format schema examples lock clean
