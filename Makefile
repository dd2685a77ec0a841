# The few commands of this project. Only Python 3.11 or newer and make are needed:
# everything else is installed into the folder .venv, with the versions in locks/, and nothing
# outside this folder changes.

VENV := .venv
BIN := $(VENV)/bin
PYTHON :=
EXTRAS := tui web proof spec records postgres pdf service agents cohort spark cluster bench all dev
PATIENT := examples/patients/mon-57.yaml
PATIENTS := 1000000
DIST := dist

.PHONY: help demo demo-cohort test check test-slow test-loaded test-newest golden pictures bench site wheel sbom lock
.DEFAULT_GOAL := help

help:
	@echo "make demo       advice for an example patient"
	@echo "make demo-cohort  a million made-up patients under two versions of a pathway, with a report"
	@echo "make test       the fast tests"
	@echo "make check      everything a change has to pass: format, lint, types, imports, tests, content"
	@echo "make test-slow  the long tests (the built wheel, long random runs)"
	@echo "make test-newest  a part of the tests with the newest versions of all libraries"
	@echo "make test-loaded  all tests while four busy loops run beside them (by hand; long)"
	@echo "make golden     rewrite the expected outputs of the tests; look at the difference"
	@echo "make pictures   draw the pictures of the documents anew, from the screens as they are"
	@echo "make bench      ratios against a baseline"
	@echo "make site       the library as pages to read, with what the specs exercise: site/index.html"
	@echo "make wheel      the program as a wheel in dist/; the same commit gives the same bytes"
	@echo "make sbom       what is in the service, with versions and hashes: dist/sbom.json (CycloneDX)"
	@echo "make lock       the newest versions of all libraries into locks/, to be tested and committed"

demo: $(VENV)/.installed
	@$(BIN)/pathway advise $(PATIENT)
	@echo
	@echo "Try next:"
	@echo "  $(BIN)/pathway why acupuncture $(PATIENT)"
	@echo "      the full reasons, down to the file and the publication"
	@echo "  $(BIN)/pathway compare $(PATIENT)"
	@echo "      what every pathway says, side by side"
	@echo "  $(BIN)/pathway show sciatica"
	@echo "      the pathway as a tree (--format svg for a picture)"
	@echo "  $(BIN)/python locks/install.py tui && $(BIN)/pathway tui $(PATIENT)"
	@echo "      the clinician's terminal"

# Everything that it makes is in build/cohort. On a small machine: make demo-cohort PATIENTS=100000
demo-cohort: $(VENV)/.installed-cohort
	@$(BIN)/python examples/cohort/demo.py $(PATIENTS)

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" --pathway-coverage-min=100

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" --pathway-coverage-min=100
	$(BIN)/pathway check pathways --since last
	$(BIN)/pathway prove --library pathways

test-slow: $(VENV)/.installed-slow
	@$(BIN)/python -m pytest -n auto --maxschedchunk 1 -m slow tests

test-loaded: $(VENV)/.installed-dev
	@PYTHON=$(BIN)/python tests/under_load.sh

test-newest: | $(BIN)/python
	@test -x .venv-newest/bin/python || $(BIN)/python -m venv .venv-newest
	@.venv-newest/bin/python locks/newest.py

golden: $(VENV)/.installed-dev
	@PATHWAY_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q -m "not slow" --snapshot-update tests
	@PATHWAY_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q -m slow tests/tui tests/spec/test_failures.py
	@echo "What has changed (say why in the commit):"
	@git status --short tests docs || true

pictures: $(VENV)/.installed-dev
	@PATHWAY_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/tui/test_every_screen.py tests/tui/test_tour.py tests/tui/test_snapshots.py::test_the_picture_in_the_documents -k "not any_size"
	@git status --short docs || true

bench: $(VENV)/.installed-dev
	@$(BIN)/python benchmarks/bench_advise.py
	@$(BIN)/python benchmarks/bench_planes.py
	@$(BIN)/python benchmarks/bench_library.py
	@$(BIN)/python benchmarks/bench_records.py
	@$(BIN)/python benchmarks/bench_terminal.py
	@$(BIN)/python benchmarks/bench_service.py
	@$(BIN)/python benchmarks/bench_cohort.py
	@$(BIN)/python locks/install.py bench
	@$(BIN)/python benchmarks/bench_cohort_task.py

site: $(VENV)/.installed-dev
	@mkdir -p build && rm -f build/coverage.json
	@echo "Running the specs, to say on the pages what they exercise (half a minute)" >&2
	@$(BIN)/pathway spec features --library pathways --coverage-file build/coverage.json > build/specs.txt \
	  || echo "not all specs hold: build/specs.txt" >&2
	@$(BIN)/pathway site site --force --library pathways --features features \
	  $$(test -f build/coverage.json && echo --coverage build/coverage.json)

# Times in the wheel are those of the last commit, and its tools are the locked ones.
wheel: $(VENV)/.installed-dev
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --wheel --no-isolation --outdir $(DIST) .

# Nothing in it depends on when and where it is made. The tool warns that locks say no more than a list.
sbom: $(VENV)/.installed-dev
	@mkdir -p $(DIST)
	@PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements locks/service.txt --pyproject pyproject.toml \
	  --output-reproducible --output-format JSON --output-file $(DIST)/sbom.json

# -- installation ------------------------------------------------------------------------

$(BIN)/python:
	@python= ; \
	for name in $(or $(PYTHON),python3.13 python3.12 python3.11 python3); do \
	  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    python=$$name; break; \
	  fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "pathway needs Python 3.11 or newer, and none was found (tried $(or $(PYTHON),python3.13 python3.12 python3.11 python3))" >&2; \
	  exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$python cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$python --version)" >&2; \
	$$python -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml locks/base.txt | $(BIN)/python
	@echo "Installing pathway into $(VENV) (once; takes half a minute)" >&2
	@$(BIN)/python locks/install.py base
	@touch $@

$(VENV)/.installed-dev: pyproject.toml locks/dev.txt | $(BIN)/python
	@echo "Installing pathway and its development tools into $(VENV) (once; takes a minute or two)" >&2
	@$(BIN)/python locks/install.py dev
	@touch $@ $(VENV)/.installed $(VENV)/.installed-cohort

$(VENV)/.installed-cohort: pyproject.toml locks/cohort.txt | $(BIN)/python
	@echo "Installing pathway and what tables need into $(VENV) (once; takes a minute)" >&2
	@$(BIN)/python locks/install.py cohort
	@touch $@ $(VENV)/.installed

# The clusters and the baselines of the benchmarks are large, and only the long tests need them.
$(VENV)/.installed-slow: $(VENV)/.installed-dev locks/cluster.txt locks/bench.txt
	@echo "Installing Spark, Ray, Daft and what the benchmarks compare with (once; takes a few minutes)" >&2
	@$(BIN)/python locks/install.py cluster
	@$(BIN)/python locks/install.py bench
	@touch $@

# One resolution of everything, for every Python from 3.11 on; each extra is a part of it.
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
  --fork-strategy fewest --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
  --custom-compile-command 'make lock' --group build
PART = --constraint build/locks/whole --output-file build/locks

lock: | $(BIN)/python
	@$(BIN)/python locks/install.py uv
	@rm -rf build/locks && mkdir -p build/locks
	@$(COMPILE) --upgrade --extra dev --extra cluster --extra bench --group lock --output-file build/locks/whole
	@for extra in $(EXTRAS); do $(COMPILE) --extra $$extra $(PART)/$$extra.txt || exit 1; done
	@$(COMPILE) $(PART)/base.txt
	@$(COMPILE) --group lock $(PART)/uv.txt
	@mv build/locks/*.txt locks/
	@git status --short locks || true
