# One virtual environment with the versions of constraints.txt; a stamp file says what was installed into it.
PYTHON ?= python3
OLDEST := python3.11
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --compile --constraint constraints.txt
# Each must be covered to 90 % by the tests.
ROOMS := model store foods nutrition insights trials exchange sync charts presentation cli tui
# Importing Textual without bytecode is several times slower; never inherit that setting.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test quick test-all lint types arrows unit bench scale bounds walks soak torture calibrate readme pictures lexicon wheel snapshots constraints clean

run: $(VENV)/.run
	@$(BIN)/gutskin

test: lint types arrows unit

# For each commit: the static checks, and the tests of the rooms that changed.
quick: lint types
	$(BIN)/python -m tests.quick

# Everything, the slow tests too, on each supported Python that is found here.
test-all: lint types arrows
	$(BIN)/python -m tests.every_python

# The tests with the lowest and with the newest version of each dependency that pyproject.toml allows.
bounds: $(VENV)/.dev
	$(BIN)/python -m tests.dependency_bounds

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

arrows: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache

# Measuring coverage doubles the time of a screen test, so it pauses in tests of which others run the same code.
unit: $(VENV)/.dev
	$(BIN)/pytest -n auto --cov --cov-report=
	@for room in $(ROOMS); do \
		printf '%-13s covered: ' $$room; \
		$(BIN)/coverage report --format=total --precision=1 --fail-under=90 --include="gutskin_tui/$$room/*" || \
			{ $(BIN)/coverage report --include="gutskin_tui/$$room/*"; exit 1; }; \
	done

# Every row of the table of speed, with its goal and whether it is met; or some groups: make bench GROUPS="startup command".
bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench $(GROUPS)

# How cost grows with the journal, up to a million entries (seven minutes, 3 GB); less: make scale SIZES="10000 55000".
scale: $(VENV)/.dev
	$(BIN)/python -m tests.bench.scale $(SIZES)

# Count the calls of the four walks that docs/architecture.md describes.
walks: $(VENV)/.dev
	$(BIN)/python -m tests.walks

# Thousands of random keys into the real program; a seed that breaks it is printed.
soak: $(VENV)/.dev
	$(BIN)/python -m tests.soak --seeds 20 --keys 1500

# Kill a writing program 500 times, and let two write at once; whatever was said to be saved must be there.
torture: $(VENV)/.dev
	$(BIN)/python -m tests.torture --kills 500

# Simulate people of whom all is known, and count how often the insights are right and wrong.
calibrate: $(VENV)/.dev
	$(BIN)/python -m tests.calibrate --people 250

# Accept new pictures only after looking at each one (snapshot_report.html).
snapshots: $(VENV)/.dev
	$(BIN)/pytest tests/tui/test_snapshots.py --snapshot-update -n auto

# The generated pages of docs/: commands (also as a manual page), formats, keys and settings.
readme: $(VENV)/.dev
	$(BIN)/python assets/readme.py

# The still and the moving pictures of README.md; needs Chromium.
pictures: $(VENV)/.dev
	$(BIN)/python assets/pictures.py

# Check the food tables in assets/lexicon, build what the program reads from them, and print what they hold.
lexicon: $(VENV)/.dev
	$(BIN)/python assets/lexicon/build.py
	$(BIN)/python assets/lexicon/report.py

wheel: $(VENV)/.dev
	$(BIN)/python -m build

# Renew constraints.txt: the newest versions that pyproject.toml allows and the oldest supported Python can use.
constraints:
	rm -rf build/newest
	$(OLDEST) -m venv build/newest
	build/newest/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	( echo '# Exact versions for make run, make test and CI. Renew: make constraints, then make test.'; \
	  build/newest/bin/python -m pip freeze --exclude-editable ) > constraints.txt
	rm -rf build/newest

define MAKE_VENV
	@$(PYTHON) -c 'import sys; sys.exit("gutskin needs Python 3.11 or newer; name one: make run PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo 'Making a virtual environment in $(VENV)'
	@$(PYTHON) -m venv $(VENV)
endef

$(VENV)/.run: pyproject.toml constraints.txt
	$(MAKE_VENV)
	@echo 'Installing gutskin and the libraries it needs: 140 MB, once; this takes up to a minute'
	@$(INSTALL) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt
	$(MAKE_VENV)
	@echo 'Installing gutskin, its libraries and the tools for development: 650 MB, once; this takes a few minutes'
	@$(INSTALL) -e '.[dev]'
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) dist build .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
