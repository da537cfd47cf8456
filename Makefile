# Descent builds with SwiftPM; make installs what it is built on, and gives the usual commands their usual names.

PREFIX ?= /usr/local
# With colours the compiler's arguments would differ between a terminal and a pipe, and each would build everything anew.
SWIFTFLAGS += -c release --no-color-diagnostics
BUILD = swift build $(SWIFTFLAGS)
BINARY = .build/release/descent
bindir = $(DESTDIR)$(PREFIX)/bin
datadir = $(DESTDIR)$(PREFIX)/share/descent
SOURCES = Package.swift Sources Tests

# Homebrew keeps headers and libraries where no compiler looks unasked, and readline apart from the rest.
ifeq ($(shell uname -s),Darwin)
  brew := $(shell brew --prefix 2>/dev/null)
  places = $(brew) $(brew)/opt/readline $(brew)/opt/sqlite
  export DESCENT_CFLAGS = $(foreach p,$(places),-I$(p)/include -L$(p)/lib)
  SWIFTFLAGS += $(foreach p,$(places),-Xcc -I$(p)/include -Xlinker -L$(p)/lib)
endif

.PHONY: help run build test claims bench bench-peers lint format setup installable install uninstall clean
.DEFAULT_GOAL := help

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1|/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

run: build ## Build, and open the lab (ARGS='…' are passed on)
	@.setup/foreground $(BINARY) $(ARGS)

build: setup ## Build the release binary, .build/release/descent
	@$(BUILD) --product descent

test: setup lint ## Lint, run every test and prove every lesson
	$(BUILD) --build-tests
	swift test $(SWIFTFLAGS) --skip-build --quiet --disable-xctest
	if [ -d Lessons ]; then $(BINARY) check Lessons --seeds 1; fi

claims: build ## Reproduce every claim, and write Lessons/CLAIMS.md
	$(BINARY) claims --all --seeds 5 --markdown Lessons/CLAIMS.md

# Compares with PyTorch, TensorFlow, scikit-learn and NumPy where `make bench-peers` has put them.
PEERS = .build/peers/bin/python
bench: build ## Time the workloads of README's table, in turn with other frameworks (WORKLOADS='W1 W4' for some)
	$(BUILD) --product Benchmarks
	@.build/release/Benchmarks $(wildcard $(PEERS)) $(WORKLOADS)

bench-peers: ## Install those frameworks into .build/peers, for `make bench`
	python3 -m venv .build/peers
	.build/peers/bin/pip install --quiet torch tensorflow-cpu scikit-learn numpy

lint: ## Check the form of the sources
	swift format lint --strict --recursive --parallel $(SOURCES)

format: ## Bring the sources into form
	swift format format --in-place --recursive --parallel $(SOURCES)

setup: ## Install the libraries that are missing
	@.setup/libraries

# The installed program carries Swift's libraries inside, so that it outlives the toolchain; macOS has them anyway.
ifneq ($(shell uname -s),Darwin)
  INSTALLABLE = .build/install/release/descent
  INSTALL_FLAGS = --static-swift-stdlib --scratch-path .build/install
else
  INSTALLABLE = $(BINARY)
endif

installable: setup ## Build the binary that `make install` installs
	@$(BUILD) --product descent $(INSTALL_FLAGS)

install: ## Install program, lessons and data below PREFIX (/usr/local)
	@# `sudo make install` works after `make installable` where root has no Swift toolchain.
	@if command -v swift >/dev/null || ! [ -x $(INSTALLABLE) ]; then $(MAKE) --no-print-directory installable; fi
	install -d $(bindir) $(datadir)
	install -s -m 755 $(INSTALLABLE) $(bindir)/descent
	rm -rf $(datadir)/Lessons $(datadir)/Datasets
	cp -R $(wildcard Lessons Datasets) $(datadir)/

uninstall: ## Remove what `make install` installed
	@# With PREFIX=~/.local the runs and the progress of whoever used it lie in the same folder: they stay.
	rm -f $(bindir)/descent
	rm -rf $(datadir)/Lessons $(datadir)/Datasets
	@if [ -d $(datadir) ]; then rmdir $(datadir) 2>/dev/null || echo "$(datadir) keeps your own files"; fi

clean: ## Remove everything that was built
	rm -rf .build
