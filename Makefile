# Recipes. Each does its own set-up in .venv, from a lock file with hashes.
# Where make is missing (Windows), `python launch.py RECIPE` does the same.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help demo platform test test-long check format hooks benchmark benchmark-large lock clean

help: ## list the recipes
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1 \t/' | expand -t 24

demo: ## build the demonstration trust, the board papers and the platform, and say where they are
	@$(PYTHON) launch.py demo

platform: ## open the demonstration's platform again
	@$(PYTHON) launch.py platform

test: ## run all tests, the platform's on PostgreSQL too where it is at hand
	@$(PYTHON) launch.py test

test-long: ## what `make test` leaves out: each role's walk in a browser, every web test on PostgreSQL
	@$(PYTHON) launch.py test-long

check: ## style, types, imports, migrations, settings, known faults: what the hook and CI run
	@$(PYTHON) launch.py check

format: ## put the code into the house style
	@$(PYTHON) launch.py setup
	@.venv/bin/ruff format src tests benchmarks scripts launch.py
	@.venv/bin/ruff check --fix-only src tests benchmarks scripts launch.py

hooks: ## run `make check` before each commit
	@git config core.hooksPath .githooks

benchmark: ## time and memory as ratios, 10 million rows (some minutes)
	@$(PYTHON) launch.py setup
	@.venv/bin/python benchmarks/prepare.py
	@.venv/bin/python benchmarks/cells.py
	@.venv/bin/python benchmarks/estimates.py
	@.venv/bin/python benchmarks/inequality.py
	@.venv/bin/python benchmarks/verdicts.py
	@.venv/bin/python benchmarks/platform_trust.py
	@.venv/bin/python benchmarks/pages.py

benchmark-large: ## the same for cells at 100 million rows (needs 4 GB of disk)
	@$(PYTHON) launch.py setup
	@.venv/bin/python benchmarks/cells.py --rows 100_000_000

lock: ## renew the lock files (needs uv)
	uv pip compile pyproject.toml --extra build --extra web --extra postgresql --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra web --extra postgresql --extra dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements-dev.lock

clean: ## remove what the recipes made
	rm -rf .venv demo build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache
