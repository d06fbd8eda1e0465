# make run, make test, make bench: each prepares what it needs first, and only what is missing:
# .venv with the project and its tools, and on Debian as root the system's packages too.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
EPOCHS := 200
SEEDS ?= 1 2 3 4 5
ACTIONS ?= 20000
PICTURE := nnviz-output.png
FULLY_COVERED := nnviz/engine/*,nnviz/training/*,nnviz/files/*,nnviz/lessons/*,nnviz/experiment/*,nnviz/regular_file.py,nnviz/number_text.py,nnviz/system_error.py,nnviz/catalog.py

# What Qt needs from the system: a library and the Debian package it is in.
QT_LIBRARIES := \
	libEGL.so.1=libegl1 \
	libGL.so.1=libgl1 \
	libglib-2.0.so.0=libglib2.0-0 \
	libxkbcommon.so.0=libxkbcommon0 \
	libxkbcommon-x11.so.0=libxkbcommon-x11-0 \
	libxcb-cursor.so.0=libxcb-cursor0 \
	libxcb-icccm.so.4=libxcb-icccm4 \
	libxcb-keysyms.so.1=libxcb-keysyms1 \
	libxcb-shape.so.0=libxcb-shape0 \
	libdbus-1.so.3=libdbus-1-3 \
	libfontconfig.so.1=libfontconfig1

.DEFAULT_GOAL := help
.PHONY: help run test soak bench mutants examples translations screenshots clean ready system

help:
	@echo "make run           open the window (without a screen: train and draw a picture)"
	@echo "make test          every check and test"
	@echo "make soak          random actions on the window, SEEDS and ACTIONS as they are given"
	@echo "make bench         the benchmarks"
	@echo "make mutants       see which small changes of the program no test notices"
	@echo "make examples      write resources/examples anew"
	@echo "make translations  bring the catalogues of resources/translations up to date"
	@echo "make screenshots   take the pictures of the README anew"
	@echo "make clean         remove what the others made"

run: ready
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "There is no screen here: training the opening experiment and drawing its output instead." && \
		$(BIN)/nnviz run --epochs $(EPOCHS) && \
		$(BIN)/nnviz render --view output --epochs $(EPOCHS) --out $(PICTURE) && \
		echo "The picture is $(CURDIR)/$(PICTURE)"; \
	else \
		$(BIN)/nnviz; \
	fi

test: ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --cov --cov-report=term
	$(BIN)/coverage report --format=total --fail-under=90
	$(BIN)/coverage report --format=total --fail-under=100 --include='$(FULLY_COVERED)'

soak: ready
	for seed in $(SEEDS); do \
		$(BIN)/python -m tests.soak --seed $$seed --actions $(ACTIONS) || exit 1; \
	done

bench: ready
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

mutants: ready
	$(BIN)/python -m tests.mutants

examples: ready
	$(BIN)/python -m tests.examples

translations: ready
	$(BIN)/python -m tests.translations

screenshots: ready
	$(BIN)/python -m tests.screenshots

clean:
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache $(PICTURE)
	find nnviz tests -name __pycache__ -type d -prune -exec rm -rf {} +

ready: system $(INSTALLED)

# Shell: $packages from Debian, installed here as root, otherwise named in the one command to run.
define GET_PACKAGES
	if [ ! -f /etc/debian_version ]; then \
		echo "Please install what Debian calls$$packages, then make again."; exit 1; \
	elif [ "$$(id -u)" != 0 ]; then \
		echo "Please run this once, then make again: sudo apt-get install$$packages"; exit 1; \
	else \
		echo "Installing$$packages"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -qq -y --no-install-recommends $$packages </dev/null >/dev/null || exit 1; \
	fi
endef

system:
	@PATH="$$PATH:/usr/sbin:/sbin"; \
	if [ "$$(uname)" = Linux ] && command -v ldconfig >/dev/null; then \
		present=$$(ldconfig -p); packages=; \
		for pair in $(QT_LIBRARIES); do \
			case "$$present" in \
				*"$${pair%=*} "*) ;; \
				*) packages="$$packages $${pair#*=}" ;; \
			esac; \
		done; \
		if [ -n "$$packages" ]; then $(GET_PACKAGES); fi; \
	fi

$(INSTALLED): pyproject.toml
	@if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
		packages=" python3 python3-venv"; $(GET_PACKAGES); \
	fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "nnviz needs Python 3.11 or newer; name it: make PYTHON=python3.12"; exit 1; }
	@echo "Preparing $(VENV): this takes a minute, once"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
