# Every target makes what it needs: the environment lives in .venv and is made anew when
# pyproject.toml changes, when the project was moved, or when .venv does not run.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test soak lint fix quality bench stance-model clean FORCE

FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
# The first Python that runs and fits; a name on the path is not proof (pyenv's may only print an error).
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	if $$name -c '$(FITS)' >/dev/null 2>&1; then $$name -c 'import sys; print(sys.executable)'; break; fi; done)
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin

# The stamp holds where and with what the environment was made; one that was moved, half made or
# broken is not mended but made again.
MADE := $(CURDIR) $(if $(UV),uv,pip)
SOUND = test "$$(cat .venv/.installed 2>/dev/null)" = "$(MADE)" && $(BIN)/python -c '$(FITS)' >/dev/null 2>&1
STALE := $(shell $(SOUND) || echo FORCE)

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: .venv/.installed ## check the example claims and article, write demo-output/report.html
	@mkdir -p demo-output
	@rm -f demo-output/report.html demo-output/example.html
	@$(call check,--output demo-output/report.html)
	@$(call check,examples/japan-north-korea.md --corpus corpus --output demo-output/example.html)
	@test -s demo-output/report.html && test -s demo-output/example.html
	@echo "Open demo-output/report.html (claims.yaml) and demo-output/example.html (the example article)."

test: .venv/.installed-dev ## run the tests; make test ARGS="-k quotes" runs some
	$(BIN)/pytest $(ARGS)

soak: .venv/.installed-dev ## the tests that take minutes: fuzzing of the readers, kills in the middle
	$(BIN)/pytest -m soak $(ARGS)

lint: .venv/.installed-dev ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fix: .venv/.installed-dev ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

quality: .venv/.installed-dev ## measure the verdicts against the gold sets
	$(BIN)/python tests/quality/measure.py $(ARGS)

bench: .venv/.installed-dev ## measure speed and memory
	$(BIN)/python benchmarks/run.py $(ARGS)

stance-model: .venv/.installed-dev ## train the stance model anew (hours): make stance-model SHARED=../shared OUT=/tmp/stance
	bash training/run.sh "$(or $(SHARED),../shared)" "$(or $(OUT),training/out)"

clean: ## remove caches and the demo's output; .venv stays
	rm -rf demo-output build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# Exit code 1 says that something was found, which is what a demonstration is for.
check = $(BIN)/claimcheck check $(1) --db demo-output/claimcheck.db || { code=$$?; test $$code -eq 1 || exit $$code; }

.venv/.installed: pyproject.toml $(STALE)
	@echo "Installing claimcheck into .venv (a few minutes the first time)"
ifneq ($(UV),)
	@$(SOUND) || { rm -rf .venv; uv venv --quiet --python "$(or $(PYTHON),>=3.11,<3.14)" .venv; }
	@uv pip install --quiet --python $(BIN)/python -e .
else
	@$(SOUND) || { rm -rf .venv; \
		"$(PYTHON)" -c '$(FITS)' 2>/dev/null || { echo "claimcheck needs Python 3.11, 3.12 or 3.13: make PYTHON=/path/to/it" >&2; exit 1; }; \
		"$(PYTHON)" -m venv .venv; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
endif
	@echo "$(MADE)" > $@

.venv/.installed-dev: .venv/.installed
ifneq ($(UV),)
	@uv pip install --quiet --python $(BIN)/python --group dev
else
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
endif
	@touch $@
