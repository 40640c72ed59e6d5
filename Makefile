# Each target installs what it needs; nothing has to be run before it.

.PHONY: help ex4 test lint format build bench compare comparison verdicts clean

help: ## Lists the targets
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

ex4: build ## The whole exercise on the data in data/
	.build/release/fullbatch ex4

build: ## The tool, in release mode
	@.ci/install
	swift build -c release --product fullbatch

test: lint ## All tests, after the linter
	@.ci/install test
	swift build -c release --product fullbatch
	swift test -c release

lint: ## The formatter's rules, and no unused declarations
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources
	.ci/unused-declarations

format: ## Formats every source file in place
	swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

bench: ## Benchmarks of the package on this machine
	@.ci/install
	cd Benchmarks && swift build -c release --product fullbatch-benchmarks
	Benchmarks/.build/release/fullbatch-benchmarks

compare: ## Compares it with NumPy, SciPy, PyTorch, JAX and Octave, whichever are installed
	@.ci/install
	cd Benchmarks && swift build -c release --product fullbatch-benchmarks
	python3 Benchmarks/peers/compare.py

comparison: ## Writes docs/comparison.md: mini-batches and the full batch, with plots
	@.ci/install
	cd Benchmarks && swift build -c release --product fullbatch-comparison
	Benchmarks/.build/release/fullbatch-comparison

verdicts: ## Writes docs/verdicts.md: ReLU networks compared with scikit-learn, gradient checks right and wrong
	@.ci/install verdicts
	swift build -c release --product fullbatch
	python3 Benchmarks/campaigns/verdicts.py

clean: ## Removes the build products
	swift package clean
