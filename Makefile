# What a fresh machine needs: Python 3.11 or later, and make. uv is fetched as a package if it is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Type checker and import contracts read an installed copy: an editable one hides the package's name from them.
PLAIN := .venv-plain
# Packages that sitbrief is measured against: they ask for other versions of what it depends on.
COMPARE := .venv-compare
# The machine's own certificates, as pip uses them: a network with a certificate of its own is reached too.
export UV_SYSTEM_CERTS := 1
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)

.PHONY: brief demo test test-local lint bench faults check-local check-grounding check-grounding-others check-intake check-timewords check-picture fuzz record requirements clean

demo: $(VENV)/.ready  ## the samples' brief from recorded answers
	@$(BIN)/sitbrief demo

ARTICLES ?= samples/articles
brief: $(VENV)/.ready  ## the brief of your own ARTICLES=folder: by your endpoint, or the installed local model, or extractive
	@if [ -z "$$SITBRIEF_MODEL$$SITBRIEF_MODEL_PATH$$OPENAI_BASE_URL$$OPENAI_API_KEY" ] \
	    && $(BIN)/sitbrief model list 2>/dev/null | grep -q .; then \
	  $(MAKE) --silent --no-print-directory $(VENV)/.ready-local \
	    && echo "The installed local model reads: some 30 seconds an article on two cores." >&2 \
	    && $(BIN)/sitbrief brief "$(ARTICLES)" --model local; \
	else $(BIN)/sitbrief brief "$(ARTICLES)"; fi

test: $(VENV)/.ready-dev  ## every test, offline
	$(BIN)/python -m pytest

test-local: $(VENV)/.ready-dev $(VENV)/.ready-local  ## the embedded model's server, with its real weights where they are installed
	$(BIN)/python -m pytest -m local --no-cov -rs

faults: $(VENV)/.ready-dev  ## faults provoked on the daily job, and counted
	$(BIN)/python benchmarks/faults.py

check-local: $(VENV)/.ready-dev $(VENV)/.ready-local  ## what the extractive default and the local model find in the samples
	$(BIN)/python -W ignore benchmarks/local.py

lint: $(VENV)/.ready-dev $(PLAIN)/.ready  ## format, style, import contracts, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	cd $(PLAIN) && bin/lint-imports --config ../pyproject.toml
	cd $(PLAIN) && bin/mypy --config-file ../pyproject.toml -p sitbrief

bench: $(VENV)/.ready-dev $(COMPARE)/.ready  ## measured comparisons
	$(BIN)/python benchmarks/bench.py

check-grounding: $(VENV)/.ready-dev  ## what the checks catch and refuse, on true and corrupted statements
	$(BIN)/python benchmarks/grounding.py

check-grounding-others: $(COMPARE)/.ready  ## the same statements through other packages' checks
	$(COMPARE)/bin/python benchmarks/others.py

check-intake: $(VENV)/.ready-dev  ## pages into articles, asides and dates, against the gold of samples/pages
	$(BIN)/python benchmarks/intake.py

check-timewords: $(VENV)/.ready-beside  ## time words to dates, beside other libraries
	$(BIN)/python -W ignore benchmarks/timewords.py

check-picture: $(VENV)/.ready-dev  ## names resolved and events merged, against the gold of the samples
	$(BIN)/python benchmarks/actors.py
	$(BIN)/python benchmarks/merging.py

fuzz: $(VENV)/.ready-beside  ## ten minutes of made-up input for every reader
	$(BIN)/python benchmarks/fuzz.py --seconds 600

record: $(VENV)/.ready-dev $(VENV)/.ready-local  ## all recordings anew, from the endpoint in OPENAI_BASE_URL and OPENAI_API_KEY
	$(BIN)/python tests/record_demo.py
	$(BIN)/python -m pytest --record-mode=rewrite -m vcr --no-cov

requirements: $(UV)  ## pin anew: with hashes, without addresses
	$(UV) pip compile pyproject.toml --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements.txt
	sed -n 's/^local = \["\(.*\)"\].*/\1/p' pyproject.toml | $(UV) pip compile - --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-local.txt
	$(UV) pip compile pyproject.toml --group dev --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements-dev.txt

clean:
	rm -rf $(VENV) $(PLAIN) $(COMPARE) .uv build *.egg-info

.uv/bin/uv:
	@$(PYTHON) -m venv .uv
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/.ready: requirements.txt pyproject.toml $(UV)
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt pyproject.toml $(UV)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@ $(VENV)/.ready

$(VENV)/.ready-local: requirements-local.txt $(VENV)/.ready
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-local.txt
	@touch $@

$(VENV)/.ready-beside: $(VENV)/.ready-dev
	$(UV) pip install --quiet --python $(BIN)/python --group beside --group fuzz
	@touch $@

SOURCES := $(wildcard *.py agents/*.py analysis/*.py cassettes/*.py cli/*.py delivery/*.py grounding/*.py local/*.py pipeline/*.py prompts/*.py \
	registry/*.py render/*.py samples/*.py schemas/*.py sources/*.py store/*.py store/migrations/*.py store/migrations/versions/*.py)

$(PLAIN)/.ready: requirements-dev.txt pyproject.toml $(UV) $(SOURCES)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(PLAIN)
	$(UV) pip install --quiet --python $(PLAIN)/bin/python --require-hashes -r requirements-dev.txt
	$(UV) pip install --quiet --python $(PLAIN)/bin/python --no-deps --reinstall-package sitbrief .
	@touch $@

$(COMPARE)/.ready: requirements.txt pyproject.toml $(UV)
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(COMPARE)
	$(UV) pip install --quiet --python $(COMPARE)/bin/python --require-hashes -r requirements.txt
	$(UV) pip install --quiet --python $(COMPARE)/bin/python --no-deps -e .
	$(UV) pip install --quiet --python $(COMPARE)/bin/python --group compare
	@touch $@
