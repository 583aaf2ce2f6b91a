# Every command here works on a fresh machine with only Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTEST := $(BIN)/python -m pytest
PAGE := src/stream/desk/page/index.html

.PHONY: help demo up test unit page page-test kill fuzz lint bench docs clean

help:           ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 12

demo: $(STAMP)  ## a real Kafka, a worker and a sample wire, in the terminal
	@$(BIN)/newswire demo $(ARGS)

up: $(STAMP)    ## run everything on your own wire (settings: newswire.toml)
	@$(BIN)/newswire up $(ARGS)

test: $(STAMP) lint page-test  ## every test, those on a real Apache Kafka included
	$(PYTEST) -n 3 $(ARGS)

unit: $(STAMP)  ## the tests that need nothing
	$(PYTEST) tests/unit tests/pipeline tests/docs $(ARGS)

page: $(PAGE)   ## build the desk's page into the package (Node 20.19 or newer)

page-test:
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory page && npm --prefix desk --silent test; else \
		echo "Node is not installed: the desk's page is neither built nor tested. The desk's API works without it."; fi

kill: $(STAMP)  ## the kill tests in their long form: worker 12 kills, counts 10, notify 30, desk 10
	KILL_TEST_UPDATES=20000 KILL_TEST_KILLS=12 COUNT_KILL_TEST_UPDATES=4000 COUNT_KILL_TEST_KILLS=10 \
	NOTIFY_KILLS=30 SERVE_KILLS=10 $(PYTEST) -s $(ARGS) tests/broker/test_kill.py tests/broker/test_count_kills.py \
	tests/broker/test_notify.py tests/broker/test_serve.py

fuzz: $(STAMP)  ## 100,000 spoilt documents through every parser
	PYTHONPATH=tests $(BIN)/python -m fuzz $(ARGS)

lint: $(STAMP)  ## format, style, types, import contract
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check --quiet src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## speed on a real Kafka, as ratios from one run
	$(BIN)/python -m bench $(ARGS)

docs: $(STAMP)  ## write the generated pages again
	$(BIN)/python -m stream.settings > docs/reference-settings.toml
	$(BIN)/python -m stream.observe.metrics > docs/metrics.md
	$(BIN)/python -m stream.cli.reference > docs/cli.md
	$(BIN)/python -m stream.formats.outcomes_table tests/fixtures/formats > docs/formats.md
	PYTHONPATH=tests $(BIN)/python tests/pipeline/test_lifecycle_table.py

clean:          ## remove the virtual environment, npm packages and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis desk/node_modules

$(PAGE): $(wildcard desk/*.json desk/*.mjs desk/*.html desk/*.svg) $(shell find desk/src -type f)
	cd desk && npm ci --silent && npm run --silent build

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[broker,test]'
	@touch $@
