# `make demo` shows what the library does. `make quick` checks a change to words or grammar in seconds, `make test` all that
# takes no patience, `make slow` the rest. All set up `.venv` by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo quick test slow lint same docs wheel lowest typing clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.installed
	$(BIN)/trialparse parse examples/page.txt --format table

# One process: here the lexicon is loaded once, and a second process takes longer to start than it saves.
quick: $(VENV)/.installed-dev
	$(BIN)/ruff check --quiet .
	$(BIN)/pytest -q tests/criteria/test_spec.py tests/lexicon/test_examples.py src/trialparse/criteria src/trialparse/lexicon

test: lint
	$(BIN)/pytest -n 2 -m "not slow"

slow: $(VENV)/.installed-dev
	$(BIN)/pytest -n 2 -m slow

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Whether what comes out is as it was: `make same` against HEAD, `make same REV=v0.1.0 SHOW=3` against another revision.
same: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/same.py --rev $(or $(REV),HEAD) --show $(or $(SHOW),0)

# The site, in site/. A warning, a broken link, anchor or reference fails it. `python -m http.server -d site` shows it.
docs: $(VENV)/.installed-dev
	$(BIN)/zensical build --clean --strict

# The wheel and the sdist, installed into empty environments of each Python from 3.11 that is present.
wheel: $(VENV)/.installed-dev
	$(BIN)/python releasing/wheel.py $(if $(TESTS),--tests)

# The lowest versions of the dependencies that pyproject.toml allows.
lowest: $(VENV)/.installed-dev
	$(BIN)/python releasing/lowest.py

# A user's script under mypy and pyright, both strict.
typing: $(VENV)/.installed-dev
	$(BIN)/pytest -q tests/test_typing.py

clean:
	rm -rf $(VENV) site .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .same

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'trialparse needs Python 3.11 or newer: make PYTHON=python3.12'; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp stands for "installed as pyproject.toml says", so that a second call goes straight to the work.
$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ $(VENV)/.installed
