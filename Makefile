# Each target installs the packages it needs; there is no setup step.

.PHONY: help ex4 test examples docs lint format build install uninstall bench bench-baselines \
	bench-curves bench-autoencoder sgd-vs-full-batch verdicts clean

# Where `make install` puts the tool; DESTDIR is prepended, for packages.
PREFIX ?= /usr/local
bindir = $(DESTDIR)$(PREFIX)/bin
mandir = $(DESTDIR)$(PREFIX)/share/man/man1
bashdir = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zshdir = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fishdir = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
tool = .build/release/fullbatch
generated = .build/install

help: ## List the targets
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

ex4: build ## Run the whole exercise on the data in data/
	$(tool) ex4

build: ## Build the tool in release mode
	@.ci/install
	swift build -c release --product fullbatch

test: lint ## Run the linter, the examples, the documentation's checks and all tests
	@.ci/install test
	swift build -c release --product fullbatch
	.ci/examples
	.ci/docs
	swift test -c release

examples: ## Build and run the examples of each library product
	@.ci/install
	.ci/examples

docs: ## Build the documentation of the libraries; a broken link is an error
	@.ci/install
	.ci/docs

lint: ## Check formatting and unused declarations
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Examples Benchmarks/Package.swift Benchmarks/Sources
	.ci/unused-declarations

format: ## Format all source files in place
	swift format --in-place --recursive --parallel Package.swift Sources Tests Examples Benchmarks/Package.swift Benchmarks/Sources

install: build ## Install the tool, man pages and shell completions (PREFIX, DESTDIR)
	swift build -c release --product generate-manual
	rm -rf $(generated) && mkdir -p $(generated)/man
	.build/release/generate-manual $(tool) --section 1 --multi-page --output-directory $(generated)/man
	for page in $(generated)/man/*.1; do \
	  sed -e 's/^\.Dt FULLBATCH\./.Dt FULLBATCH-/; s/^\.Xr fullbatch\./.Xr fullbatch-/' \
	    -e '/^\.Ex -std/{r docs/exit-status.mdoc' -e 'd;}' "$$page" \
	    >"$(generated)/fullbatch-$${page##*/fullbatch.}" || exit 1; \
	done
	mv $(generated)/fullbatch-1 $(generated)/fullbatch.1
	for shell in bash zsh fish; do $(tool) --generate-completion-script $$shell >$(generated)/$$shell || exit 1; done
	install -d $(bindir) $(mandir) $(bashdir) $(zshdir) $(fishdir)
	install -m 755 $(tool) $(bindir)/fullbatch
	install -m 644 $(generated)/fullbatch*.1 $(mandir)
	install -m 644 $(generated)/bash $(bashdir)/fullbatch
	install -m 644 $(generated)/zsh $(zshdir)/_fullbatch
	install -m 644 $(generated)/fish $(fishdir)/fullbatch.fish

uninstall: ## Remove what make install has installed (PREFIX, DESTDIR)
	rm -f $(bindir)/fullbatch $(mandir)/fullbatch.1 $(mandir)/fullbatch-*.1 \
	  $(bashdir)/fullbatch $(zshdir)/_fullbatch $(fishdir)/fullbatch.fish

bench: ## Time this package on this machine
	@.ci/install
	cd Benchmarks && swift build -c release --product fullbatch-benchmarks
	Benchmarks/.build/release/fullbatch-benchmarks

bench-baselines: ## Compare the timings with NumPy, SciPy, PyTorch, JAX, kfac-jax and Octave
	@.ci/install baselines
	cd Benchmarks && swift build -c release --product fullbatch-benchmarks
	python3 Benchmarks/baselines/bench_baselines.py

bench-curves: ## Compare training curves by the clock with scikit-learn's and PyTorch's Adam (an hour)
	@.ci/install curves
	cd Benchmarks && swift build -c release --product fullbatch-benchmarks
	python3 Benchmarks/baselines/curves.py

bench-autoencoder: ## Compare the cost of a deep autoencoder with K-FAC's and Adam's (half an hour)
	@.ci/install baselines
	swift build -c release --product fullbatch
	python3 Benchmarks/baselines/autoencoder.py

sgd-vs-full-batch: ## Update docs/sgd-vs-full-batch.md: mini-batch SGD and full-batch training
	@.ci/install
	cd Benchmarks && swift build -c release --product sgd-vs-full-batch
	Benchmarks/.build/release/sgd-vs-full-batch

verdicts: ## Update docs/verdicts.md: ReLU networks and gradient checks, compared with scikit-learn
	@.ci/install verdicts
	swift build -c release --product fullbatch
	python3 Benchmarks/campaigns/verdicts.py

clean: ## Remove the build products
	swift package clean
