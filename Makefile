# The few commands of this project. Only Python 3.11 or newer and make are needed:
# everything else is installed into the folder .venv, and nothing outside this folder changes.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
PATIENT := examples/patients/mon-57.yaml
AS_OF := 2026-11-20

.PHONY: help demo test check test-slow golden pictures bench
.DEFAULT_GOAL := help

help:
	@echo "make demo       advice for an example patient"
	@echo "make test       the fast tests"
	@echo "make check      everything a change has to pass: format, lint, types, imports, tests, content"
	@echo "make test-slow  the long tests (the built wheel, long random runs)"
	@echo "make golden     rewrite the expected outputs of the tests; look at the difference"
	@echo "make pictures   draw the pictures of the documents anew, from the screens as they are"
	@echo "make bench      ratios against a baseline"
	@echo "make site       the library as pages to read, with what the specs exercise: site/index.html"

demo: $(VENV)/.installed
	@$(BIN)/pathway advise $(PATIENT) --as-of $(AS_OF)
	@echo
	@echo "Try next:"
	@echo "  $(BIN)/pathway why acupuncture $(PATIENT) --as-of $(AS_OF)"
	@echo "      the full reasons, down to the file and the publication"
	@echo "  $(BIN)/pathway compare $(PATIENT) --as-of $(AS_OF)"
	@echo "      what every pathway says, side by side"
	@echo "  $(BIN)/pathway show sciatica"
	@echo "      the pathway as a tree (--format svg for a picture)"
	@echo "  $(BIN)/python -m pip install --quiet -e '.[tui]' && $(BIN)/pathway tui $(PATIENT)"
	@echo "      the clinician's terminal"

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -n auto -m "not slow" --pathway-coverage-min=100

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto -m "not slow" --pathway-coverage-min=100
	$(BIN)/pathway check pathways --since last
	$(BIN)/pathway prove --library pathways

test-slow: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -n auto -m slow

golden: $(VENV)/.installed-dev
	@PATHWAY_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q -m "not slow" --snapshot-update tests
	@echo "What has changed (say why in the commit):"
	@git status --short tests docs || true

pictures: $(VENV)/.installed-dev
	@PATHWAY_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/tui/test_tour.py tests/tui/test_snapshots.py::test_the_picture_in_the_documents
	@git status --short docs || true

bench: $(VENV)/.installed-dev
	@$(BIN)/python benchmarks/bench_advise.py
	@$(BIN)/python benchmarks/bench_library.py
	@$(BIN)/python benchmarks/bench_records.py
	@$(BIN)/python benchmarks/bench_terminal.py

site: $(VENV)/.installed-dev
	@mkdir -p build && rm -f build/coverage.json
	@echo "Running the specs, to say on the pages what they exercise (half a minute)" >&2
	@$(BIN)/pathway spec features --library pathways --coverage-file build/coverage.json > build/specs.txt \
	  || echo "not all specs hold: build/specs.txt" >&2
	@$(BIN)/pathway site site --force --library pathways --features features \
	  $$(test -f build/coverage.json && echo --coverage build/coverage.json)

# -- installation ------------------------------------------------------------------------

$(BIN)/python:
	@python= ; \
	for name in python3.13 python3.12 python3.11 python3; do \
	  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    python=$$name; break; \
	  fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "pathway needs Python 3.11 or newer, and none was found (tried python3.13 python3.12 python3.11 python3)" >&2; \
	  exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$python cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$python --version)" >&2; \
	$$python -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing pathway into $(VENV) (once; takes a minute)" >&2
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "Installing pathway and its development tools into $(VENV) (once; takes a minute or two)" >&2
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.installed
