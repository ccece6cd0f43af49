# The words here are the words CI uses.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
DEMO_ENV := OPENFLOOR_DEMO=1 OPENFLOOR_PLAIN_HTTP=1 OPENFLOOR_VAR=var/demo OPENFLOOR_SECRET_KEY_FILE=var/demo/secret OPENFLOOR_URL=http://127.0.0.1:$(PORT)
TEST_ENV := OPENFLOOR_SECRET_KEY=for-checks-only-and-never-served-0123456789-abcdefghij-KLMNOPQRST

.PHONY: demo test documents lint format lock secret clean help

help: ## Say what each word does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

demo: $(VENV)/base.stamp ## Run the main job on the demo consultations, then serve them (PORT=8000)
	@mkdir -p var/demo && chmod 700 var/demo
	@test -s var/demo/secret || $(BIN)/python -c "import secrets; print(secrets.token_urlsafe(60))" > var/demo/secret
	@$(DEMO_ENV) $(BIN)/python manage.py run_demo --port $(PORT)
	@$(DEMO_ENV) exec $(BIN)/python manage.py serve --port $(PORT)

test: $(VENV)/dev.stamp ## Run the tests that need nothing but Python
	$(BIN)/pytest -n auto -q -m "not browser and not documents and not postgres and not worker" $(ARGS)

documents: $(VENV)/dev.stamp $(VENV)/checkers.stamp ## Put finished files before LibreOffice, schemas and PDF/UA checkers
	$(BIN)/pytest -n 2 -q -m documents tests/documents

lint: $(VENV)/dev.stamp ## Check style, types, layers, templates, migrations, deployment and generated documents
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-cache
	git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2 --check
	$(TEST_ENV) $(BIN)/python manage.py makemigrations --check --dry-run
	$(TEST_ENV) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(TEST_ENV) $(BIN)/python manage.py write_permissions --check
	! grep -nE 'https?://|index-url|find-links' requirements/*.txt

format: $(VENV)/dev.stamp ## Put code and templates into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2

lock: ## Resolve the dependencies of pyproject.toml anew (needs uv)
	uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-header --no-annotate -o requirements/base.txt
	uv pip compile pyproject.toml --extra dev -c requirements/base.txt --generate-hashes --universal --python-version 3.11 --no-header --no-annotate -o requirements/dev.txt
	uv pip compile --group checkers --generate-hashes --universal --python-version 3.11 --no-header --no-annotate -o requirements/checkers.txt

secret: ## Print a secret key for OPENFLOOR_SECRET_KEY
	@$(PYTHON) -c "import secrets; print(secrets.token_urlsafe(60))"

clean: ## Remove the environment and everything that was made
	rm -rf $(VENV) var .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@echo "Making the environment in $(VENV) …"
	@$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'Openfloor needs Python 3.11 or later.')"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/base.stamp: requirements/base.txt | $(BIN)/python
	@echo "Installing the locked packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(BIN)/python
	@echo "Installing the locked packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/base.stamp

$(VENV)/checkers.stamp: requirements/checkers.txt | $(BIN)/python
	@echo "Installing the locked checkers …"
	@$(PYTHON) -m venv $(VENV)/checkers
	@$(VENV)/checkers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/checkers.txt
	@touch $@
