# install   the virtual environment, pinned packages, compiled message catalogues
# demo      the whole product with a sample organisation on http://127.0.0.1:$(PORT); RESET=1 starts over
# test      every check and test
# bench     speed as ratios, printed and kept in benchmarks/results.json
# messages  bring the Vietnamese catalogue up to date with the texts in code and templates
PORT    ?= 8000
RESET   ?=
JOBS    ?= auto
VENV    := .venv
PYTHON  := $(VENV)/bin/python
MANAGE  := $(PYTHON) manage.py
PIP     := $(PYTHON) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

# The demo keeps its state in a folder of its own and touches no server, whatever the shell has set.
DEMO_VAR := $(or $(VAR_DIR),$(CURDIR)/var/demo)
DEMO_ENV := env -u DATABASE_URL -u REDIS_URL -u EMAIL_HOST -u PRODUCTION -u DEBUG -u IMPORT_INLINE_ROWS \
	VAR_DIR='$(DEMO_VAR)' SITE_URL=http://127.0.0.1:$(PORT) PRODUCT_PLACE='Tỉnh Hưng Yên (dữ liệu mẫu)'

.PHONY: install demo test bench messages

install: $(VENV)/.installed $(CATALOGUES)

demo: install
	@$(DEMO_ENV) $(MANAGE) demo --port $(PORT) $(if $(RESET),--reset)

test: $(VENV)/.installed-dev $(CATALOGUES)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(PYTHON) -m pytest -n $(JOBS) --maxprocesses=8 --dist=loadfile

bench: $(VENV)/.installed-dev $(CATALOGUES)
	$(PYTHON) -m benchmarks.run

messages: $(VENV)/.installed
	$(MANAGE) messages

$(VENV)/bin/python:
	@for python in python3.11 python3 python3.12 python3.13; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			$$python -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); \
			echo "No virtual environment could be made with $$python. On Debian: apt-get install python3-venv"; exit 1; \
		fi; \
	done; \
	echo "Python 3.11 or newer is needed, and none was found on the path. On Debian: apt-get install python3 python3-venv"; \
	exit 1

$(VENV)/.installed: requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing what the product needs. The first time this takes a minute or two."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "Installing what the tests need."
	@$(PIP) -r requirements-dev.txt
	@touch $@

%.mo: %.po $(VENV)/.installed
	@$(PYTHON) -c 'import sys, polib; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@
