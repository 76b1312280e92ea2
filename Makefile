# `make demo` and `make test` bring all they need on a machine with Python 3.11 or newer:
# a virtual environment in .venv, uv inside it where none is on the PATH, the application's
# packages, Rasa's own environment (Python 3.10) and the trained understanding model.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
UV = $(shell command -v uv 2>/dev/null || echo $(BIN)/uv)
DEMO_ARGS ?=
TEST_ARGS ?=

.PHONY: help
help:  ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Warmline needs Python 3.11 or newer, and none was found." >&2; \
	  echo "Install one (for example: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "» making the virtual environment in $(VENV) with $(PYTHON)" >&2
	@if command -v uv >/dev/null 2>&1; then uv venv --quiet --allow-existing --python "$$(command -v $(PYTHON))" $(VENV); \
	 else $(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: install it (apt-get install python3-venv) and run make again." >&2; exit 1; }; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION); fi

$(VENV)/.packages: requirements.lock pyproject.toml | $(BIN)/python
	@echo "» installing the application's packages" >&2
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

$(VENV)/.packages-dev: requirements-dev.lock $(VENV)/.packages
	@echo "» installing the development packages" >&2
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: nlu
nlu: $(VENV)/.packages
	@$(BIN)/python -m nlu.environment train --uv "$(UV)"

.PHONY: setup
setup: $(VENV)/.packages-dev nlu  ## Everything for development: packages, Rasa's environment, trained model

.PHONY: demo
demo: $(VENV)/.packages nlu  ## Place demonstration calls, then keep the line open (DEMO_ARGS="--exit" ends it)
	@$(BIN)/warmline demo $(DEMO_ARGS)

.PHONY: test
test: setup  ## Run the whole test suite (TEST_ARGS go to pytest)
	@$(BIN)/pytest $(TEST_ARGS)

.PHONY: check
check: setup  ## Format, lint, types, import contracts, flows, training data
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/warmline flows check
	@$(BIN)/python -m nlu.training_checks

.PHONY: bench
bench: $(VENV)/.packages nlu  ## Measure voice-to-voice latency on this machine
	@$(BIN)/warmline bench latency

.PHONY: docs
docs: $(VENV)/.packages  ## Write the generated pages under docs/ again
	@$(BIN)/python -m ivr.settings_table > docs/settings.md

.PHONY: lock
lock: $(VENV)/.packages-dev  ## Resolve and lock the requirements again
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --group dev pyproject.toml -o requirements-dev.lock
	@$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --group voices --constraint requirements-dev.lock pyproject.toml -o requirements-speech.lock
	@cd nlu/rasa && $(abspath $(UV)) pip compile --quiet --universal --python-version 3.10 --override overrides.txt --generate-hashes --no-emit-index-url requirements.in -o requirements.lock
