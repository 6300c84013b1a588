# What you can do with risalah from a checkout. `make` alone lists it.
# PYTHON picks the interpreter (3.11 or later), PORT and HOST where `make run` serves, VENV where the environment lies.
PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
REGISTER ?= sample-register
# The shipped sample is dated 2031; this is the day on which it is judged.
AS_OF ?= 2031-12-15
# Two processes or more where there are cores: one file of tests stays in one process, so its fixtures are made once.
PYTEST_ARGS ?= -n auto --maxprocesses 4 --dist loadfile
BENCH_ARGS ?=

bin := $(VENV)/bin
uv := $(shell command -v uv 2>/dev/null)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help run demo serve test check lint format types contract pytest system golden bench bench-full release docs clean

help: ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

run: demo serve ## build the sample register, print it, and serve it on 127.0.0.1:8000 (PORT=... for another port)

demo: $(VENV)/.run ## build the sample register and print it
	$(bin)/risalah demo $(REGISTER)

serve: $(VENV)/.run
	@echo "http://$(HOST):$(PORT)/ (Ctrl-C ends it)"
	$(bin)/risalah serve $(REGISTER) --host $(HOST) --port $(PORT) --as-of $(AS_OF)

test: system check pytest ## everything: style, types, the import contract, all tests

check: lint types contract

lint: $(VENV)/.dev ## ruff: rules and formatting
	@$(bin)/ruff check . || { echo "make: ruff found the faults above; many are mended by 'make format'" >&2; exit 1; }
	@$(bin)/ruff format --check . || { echo "make: files above are not formatted; run 'make format'" >&2; exit 1; }

format: $(VENV)/.dev ## mend style and formatting
	$(bin)/ruff check --fix . ; $(bin)/ruff format .

types: $(VENV)/.dev ## mypy, strict
	@$(bin)/mypy || { echo "make: mypy found the faults above in src/risalah" >&2; exit 1; }

contract: $(VENV)/.dev ## which part may import which
	@$(bin)/lint-imports || { echo "make: a part imports another that it must not know (pyproject.toml, importlinter)" >&2; exit 1; }

pytest: $(VENV)/.dev
	$(bin)/python -m pytest $(PYTEST_ARGS)

# Debian's chromium and PostgreSQL, for the tests marked browser and postgres. Only where we may install packages; else
# those tests skip and say why.
system:
	@missing=; \
	command -v chromium >/dev/null 2>&1 || missing="$$missing chromium"; \
	{ command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1 || missing="$$missing postgresql"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "installing:$$missing"; \
	  if apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing >/dev/null; \
	  then exit 0; fi; \
	  echo "make: apt-get could not install$$missing; the tests that need them are skipped" >&2; \
	else \
	  echo "make: not here:$$missing; the tests that need them are skipped (as root: apt-get install$$missing)" >&2; \
	fi

golden: $(VENV)/.dev ## write tests/golden/ anew from the sample; read the difference before you commit it
	$(bin)/python tests/golden/write.py
	@git --no-pager diff --stat -- tests/golden || true

bench: $(VENV)/.dev ## reading, stage by stage, on an archive of our own, beside the peers that are installed
	$(bin)/risalah bench $(BENCH_ARGS)

bench-full: $(VENV)/.dev ## the same with many pages and the installed size, and fifty builds killed
	$(bin)/risalah bench --pages 2000 --rounds 3 $(BENCH_ARGS)
	$(bin)/python -m bench.run --full
	$(bin)/python -m bench.kills --kills 50
	$(bin)/python -m bench.review keys
	$(bin)/python -m bench.review kills --kills 20
	$(bin)/python -m bench.review crowd --seconds 60
	$(bin)/python -m bench.review rebuilds --decisions 200
	rm -rf $(VENV)/made && $(bin)/python -m bench.made_register $(VENV)/made --commitments 1000000
	$(bin)/python -m bench.web $(VENV)/made
	$(bin)/python -m bench.load $(VENV)/made
	$(bin)/python -m bench.warc

release: $(VENV)/.dev ## build wheel, sdist and bill of materials into dist/, and try them in an environment of their own
	rm -rf dist
	RISALAH_TRY_RELEASE=1 RISALAH_DIST=$(CURDIR)/dist $(bin)/python -m pytest -s tests/acceptance/test_release.py
	@ls -l dist

docs: $(VENV)/.dev ## check the pages under docs/: links, options, settings, values; build them into build/docs
	$(bin)/python -m pytest tests/docs
	@$(install) -e '.[docs]'
	$(bin)/python -m sphinx -q -W -b html docs build/docs

clean: ## remove the environment, caches and the sample register
	rm -rf $(VENV) $(REGISTER) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Python 3.11 brings pip 23.2, which cannot resolve two packages that both ask for an extra of lxml: pip comes first.
$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: risalah needs Python 3.11 or later, and $(PYTHON) is older or missing; say which: make PYTHON=python3.12 ..." >&2; exit 1; }
ifeq ($(uv),)
	@test -x $(bin)/python || $(PYTHON) -m venv $(VENV) || { echo "make: no environment could be made (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@$(bin)/python -m pip install -q --upgrade pip || { echo "make: no package registry answers; see the message above" >&2; exit 1; }
else
	@test -x $(bin)/python || $(uv) venv -q --python $(PYTHON) $(VENV)
endif
	@touch $@

ifeq ($(uv),)
install := $(bin)/python -m pip install -q
else
install := $(uv) pip install -q --python $(bin)/python
endif

$(VENV)/.run: $(VENV)/.pip pyproject.toml
	@echo "installing risalah into $(VENV)"
	@$(install) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.pip pyproject.toml
	@echo "installing risalah and its test tools into $(VENV)"
	@$(install) -e '.[dev]'
	@touch $@ $(VENV)/.run
