# Graftwork from a checkout: `make run` opens the window, `make test` checks and tests everything.
#
#   PYTHON=python3.12                 the interpreter to make the virtual environment with (3.11 or newer)
#   VENV=.venv                        where the virtual environment is
#   TORCH_PIP_OPTIONS=...             how pip gets torch, e.g. an --index-url with builds for your GPU, or for the CPU only
#   ARGS=...                          what `make run` and `make test` hand on (`make test ARGS='-k header'`)

VENV ?= .venv
TORCH_PIP_OPTIONS ?=
ARGS ?=

python := $(VENV)/bin/python
pip := PIP_DISABLE_PIP_VERSION_CHECK=1 $(python) -m pip install --quiet
made := $(VENV)/.graftwork-made
installed := $(VENV)/.graftwork-installed
testable := $(VENV)/.graftwork-testable
words := $(wildcard resources/graftwork_resources/i18n/*.ts)
engine_words := resources/graftwork_resources/i18n/engine.json

.DEFAULT_GOAL := help
.PHONY: help run install test check format translated translations screenshots package deb smoke clean

help:
	@echo "make run      install into $(VENV) (once) and open the window"
	@echo "make test     install the tools, check style, types and layers, run the tests"
	@echo "make install  only install"
	@echo "make check    only ruff, mypy and import-linter"
	@echo "make format   let ruff put the source in order"
	@echo "make translations   bring the .ts files up to the window's and the engine's texts, for whoever translates them"
	@echo "make screenshots    take pictures of every page with the sample's results: build/screenshots"
	@echo "make package  build the program as a folder that needs no Python: dist/graftwork"
	@echo "make deb      the same as a Debian package: dist/graftwork.deb"
	@echo "make smoke    try what make package built, on a virtual screen"
	@echo "make clean    remove $(VENV) and the tools' caches"

run: $(installed)
	@MAKE='$(MAKE)' VENV='$(VENV)' sh packaging/open_window.sh $(python) $(ARGS)

install: $(installed) translated

test: check translated
	@sh packaging/linux/qt_libraries.sh $(python) offscreen
	@sh packaging/linux/virtual_screen.sh $(python)
	$(python) -m pytest -n logical --maxprocesses 8 $(ARGS)

check: $(testable)
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy
	$(VENV)/bin/lint-imports

format: $(testable)
	$(python) -m ruff check --fix-only
	$(python) -m ruff format

translated: $(words:.ts=.qm)

translations: $(installed)
	$(python) packaging/engine_sentences.py $(engine_words) build/engine_sentences.py
	$(VENV)/bin/pyside6-lupdate -extensions py gui/graftwork build/engine_sentences.py -locations none -no-obsolete -ts $(words)

screenshots: $(installed) translated
	@sh packaging/linux/qt_libraries.sh $(python) offscreen
	$(python) packaging/screenshots.py $(ARGS)

clean:
	rm -f $(words:.ts=.qm)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist *.egg-info

package: $(installed) translated
	@$(pip) --constraint constraints.txt --editable '.[package]'
	$(python) packaging/make_icons.py build/icons
	$(python) -m PyInstaller --noconfirm --log-level ERROR --workpath build/pyinstaller --distpath dist packaging/graftwork.spec

deb: package
	sh packaging/linux/make_deb.sh dist/graftwork build/icons dist/graftwork.deb

smoke:
	$(python) packaging/smoke_test.py dist/graftwork

$(made): packaging/make_venv.sh
	@sh packaging/make_venv.sh $(VENV) $(PYTHON)
	@touch $@

# torch goes first and by its exact version, so that no other requirement chooses another build of it.
$(installed): $(made) pyproject.toml constraints.txt
	@echo "Installing Graftwork into $(VENV). The first time this takes some minutes: torch is large."
	@$(pip) $(TORCH_PIP_OPTIONS) "$$(grep '^torch==' constraints.txt)"
	@$(pip) --constraint constraints.txt --editable .
	@touch $@

$(testable): $(installed)
	@echo "Installing the tools for tests and checks."
	@$(pip) --constraint constraints.txt --editable '.[dev]'
	@touch $@

# The window's texts in other languages, compiled to what Qt loads. The compiler is a program of Qt's.
%.qm: %.ts $(installed)
	@sh packaging/linux/qt_libraries.sh $(python) offscreen
	@$(VENV)/bin/pyside6-lrelease -silent $< -qm $@
