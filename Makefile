# recap from a fresh clone: each target does all of its own set-up. It needs make and Python 3.11 or later.
#   make demo    the recap email of samples/weekly-sync.md
#   make test    the tests, but for the slow ones
#   make test-slow    the slow ones: whole corpora, killed processes, minutes of hypothesis
#   make check   lint, layout, direction of imports and types
#   make model   the weights of the trained component, from the annotated notes in ../shared/corpus (training/README.md)
#   make crossvalidate  its figures on projects that it has not seen; some minutes
#   make accuracy    scores annotated notes, where they are, and writes the table of docs/explanation/accuracy.md
#   make asides  what tells asides that keep something from a client from others, from training/asides.txt (a minute)
#   make asides-cost   what naming asides costs on ordinary notes: items withheld, mails that need a look (two minutes)
#   make marks   which marks of what is internal keep it from a client, into docs/explanation/withheld.md (a minute)
#   make bench   what recap costs, as ratios, written into docs/explanation/speed.md (about ten minutes; CORPUS=FOLDER for other notes)
#   make bench-memory    the memory of a batch of 10,000 notes as it goes, written there too (a quarter of an hour)
#   make bench-engines  a Dask cluster of this machine against --jobs, written there too (ten minutes)
#   make bench-archive  the process that runs a batch over 200,000 notes that are not read, written there too (ten minutes)
#   make bench-growth    how time and memory grow with the size of a note, written there too (half an hour)
#   make bench-ledger    what the ledger costs at 100,000 items, written there too (some minutes)
#   make faults  a batch killed at 200 points, links, a full disk, locked folders, clocks (some minutes)
#   make reader-eval    what a second reader finds alone and beside the rules (CORPUS=DIR, annotated notes; REPLAY=DIR)
#   make fuzz    100,000 notes made at random, in every format (an hour or two; NOTES=1000 for fewer)
#   make audit   known holes in the packages that recap needs (asks the network)
#   make lock    requirements.lock: every package with its hashes, for Python 3.11 to 3.14 (asks the network)
#   make dist    the wheel and the source distribution, in dist; the same commit gives the same bytes
#   make docs    the documentation site, in docs/_build/html
#   make surface what users may rely on, into tests/surface.txt (docs/reference/stability.md)
#   make licences  the licences of all packages that recap needs, into docs/reference/licences.md
#   make picture the pictures of the mail in README (needs Chromium)
#   make clean   remove what the others made
# Installed from requirements.lock, held to its hashes: make LOCKED=1 test.
# Another Python: make PYTHON=python3.12 demo. Another place for the virtual environment: make VENV=DIR demo.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# With LOCKED, all packages come from requirements.lock, setuptools too, which builds recap itself.
INSTALL = $(if $(LOCKED),$(PIP) install --require-hashes -r requirements.lock && $(PIP) install --no-deps --no-build-isolation,$(PIP) install)

# One stamp for each set of packages; they are older than setup.cfg when its dependencies may have changed.
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
INSTALLED_TRAINING := $(VENV)/.installed-training

.PHONY: demo test test-slow check docs picture model crossvalidate accuracy asides asides-cost marks bench
.PHONY: bench-memory bench-growth bench-ledger bench-engines bench-archive reader-eval fuzz faults audit lock dist surface licences clean

demo: $(INSTALLED)
	@$(BIN)/recap samples/weekly-sync.md

# A file of tests stays in one process, so that what its tests share is made once. (The groups of pytest-xdist 3.8 do not
# work with pytest 9.2.)
test: $(INSTALLED_DEV)
	$(BIN)/python -m pytest -n auto --dist loadfile -m 'not slow'

test-slow: $(INSTALLED_DEV)
	$(BIN)/python -m pytest -n auto --dist loadfile -m slow

check: $(INSTALLED_DEV)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m mypy --strict

# A warning is an error: a link to a page that does not exist, a function that is gone.
docs: $(INSTALLED_DEV)
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build/html
	@echo "The site is docs/_build/html/index.html"

surface: $(INSTALLED_DEV)
	@PYTHONPATH=tests $(BIN)/python tests/surface.py

licences: $(INSTALLED_DEV)
	@$(BIN)/python docs/licences.py

picture: $(INSTALLED_DEV)
	@PYTHONPATH=. $(BIN)/python docs/picture.py

model: $(INSTALLED_TRAINING)
	PYTHONPATH=. $(BIN)/python training/words.py
	PYTHONPATH=. $(BIN)/python training/train.py
	PYTHONPATH=. $(BIN)/python training/antecedents.py

asides: $(INSTALLED_TRAINING)
	PYTHONPATH=. $(BIN)/python training/asides.py

asides-cost: $(INSTALLED_TRAINING)
	PYTHONPATH=. $(BIN)/python training/asides.py --crossvalidate office dev

crossvalidate: $(INSTALLED_TRAINING)
	PYTHONPATH=. $(BIN)/python training/crossvalidate.py

accuracy: $(INSTALLED)
	PYTHONPATH=. $(BIN)/python training/accuracy.py

marks: $(INSTALLED_DEV)
	PYTHONPATH=.:tests $(BIN)/python tests/marks_table.py

# follow-through is what it is measured against, and nothing that recap needs.
bench: $(INSTALLED_DEV)
	@$(PIP) install follow-through==0.3.1
	$(BIN)/python benchmarks/bench.py --write docs/explanation/speed.md $(if $(CORPUS),--corpus $(CORPUS))

bench-memory: $(INSTALLED)
	@$(BIN)/python benchmarks/memory.py --write docs/explanation/speed.md $(if $(CORPUS),--corpus $(CORPUS))

bench-engines: $(INSTALLED_DEV)
	@$(BIN)/python benchmarks/engines.py --write docs/explanation/speed.md $(if $(CORPUS),--corpus $(CORPUS))

bench-archive: $(INSTALLED)
	@$(BIN)/python benchmarks/archive.py --write docs/explanation/speed.md

bench-growth: $(INSTALLED)
	@$(BIN)/python benchmarks/growth.py --write docs/explanation/speed.md

bench-ledger: $(INSTALLED)
	@$(BIN)/python benchmarks/ledger_scale.py --write docs/explanation/speed.md

# The answers in REPLAY are written by a model, or by hand: recap --reader-replay, docs/how-to/second-reader.md.
reader-eval: $(INSTALLED)
	@$(BIN)/python benchmarks/reader_eval.py $(or $(CORPUS),../shared/corpus/office-dev) $(or $(REPLAY),replay)

# Another seed: make fuzz SEED=7.
fuzz: $(INSTALLED_DEV)
	FUZZ_NOTES=$(or $(NOTES),100000) $(BIN)/python -m pytest tests/test_fuzz.py -n auto --hypothesis-seed=$(or $(SEED),0)

faults: $(INSTALLED)
	@$(BIN)/python benchmarks/faults.py

# Fails as well if the audit skips a package.
audit: $(INSTALLED)
	@$(PIP) install pip-audit
	$(BIN)/python -m pip freeze --exclude-editable > $(VENV)/packages.txt
	$(BIN)/python -m pip_audit --strict --no-deps --disable-pip -r $(VENV)/packages.txt --progress-spinner off

# No line names an index or a machine: where packages come from is a matter of who installs.
lock: | $(BIN)/pip
	@$(PIP) install uv
	$(BIN)/uv pip compile setup.cfg --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade -q -o requirements.lock

dist: $(INSTALLED_DEV)
	@$(BIN)/python tests/distribution.py

clean:
	rm -rf $(VENV) build dist docs/_build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The developers' packages are a superset: after `make test`, `make demo` has nothing left to install.
$(INSTALLED): setup.cfg pyproject.toml | $(BIN)/pip
	@echo "Installing recap and its packages into $(VENV); the first time this takes a minute." >&2
	@$(INSTALL) -e .
	@$(BIN)/python tests/pipeline_files.py
	@touch $@

$(INSTALLED_DEV): setup.cfg pyproject.toml | $(BIN)/pip
	@echo "Installing recap and its developers' packages into $(VENV); the first time this takes a minute." >&2
	@$(INSTALL) -e '.[dev]'
	@$(BIN)/python tests/pipeline_files.py
	@touch $(INSTALLED) $@

$(INSTALLED_TRAINING): setup.cfg pyproject.toml | $(BIN)/pip
	@echo "Installing recap and the packages for its training into $(VENV)." >&2
	@$(PIP) install -e '.[training]'
	@touch $(INSTALLED) $@

# A virtual environment that somebody else made may come without pip.
$(BIN)/pip: | $(BIN)/python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"recap needs Python 3.11 or later, this is %d.%d; name another: make PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV)
