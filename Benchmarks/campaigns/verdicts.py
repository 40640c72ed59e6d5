#!/usr/bin/env python3
"""Runs the three campaigns and writes docs/verdicts.md.

    python3 verdicts.py                     everything, as `make verdicts` does
    python3 verdicts.py --keep FOLDER       saves the runs, and reuses those already saved there
"""
import argparse
import json
import platform
from importlib import metadata
from pathlib import Path

import false_negatives
import false_positives
import relu
import relu_report
import tool

PAGE = tool.ROOT / "docs/verdicts.md"
CAMPAIGNS = {"relu": relu.run, "false_positives": false_positives.run,
             "false_negatives": false_negatives.run}

TEXT = """\
# Accuracy of results and gradient checks

<!-- Written by Benchmarks/campaigns/verdicts.py; run it instead of editing:
     make verdicts -->

Three measurements: the cost that runs on ReLU networks reach, compared with another program; the false
positives of the gradient check, which are correct gradients reported as wrong; and its false negatives,
which are wrong gradients reported as correct. Measured with {versions}.

## ReLU networks compared with scikit-learn

The cost J after 200 evaluations, from the same He initialization, compared with
`MLPClassifier(solver="lbfgs", activation="relu")` after as many (`max_fun=200`, `tol=0`). The cost is the
same function: softmax cross-entropy with λ/(2m) Σ w², scikit-learn's `alpha` being λ. At the initial
parameters the two programs and NumPy agree on J to 1e-12 (scikit-learn clips probabilities, and for this
check NumPy does as well); the costs in the table are computed by NumPy, without clipping, at the best
parameters that each program found. scikit-learn gets two softmax units for breast cancer, too, where it
would use one logistic unit, which is a different network. It stops earlier if an iteration decreases J by
less than 2.2e-9 relatively, which `tol` does not change. Evaluations of FullBatch, including Hessian
products, are counted in units of one over all examples. Refreshes of the Kronecker factors
(`kronecker-lbfgs`, `tn`) are not among the 200; in the column "refreshes counted" the default has one
evaluation fewer for each.

10 hidden units for the tables, 25 for ex4, 30 for the first 10 000 images of Fashion-MNIST. "default" is
`kronecker-lbfgs`, which starts on subsamples; "all examples" is the same with `--sample-sizes 1`.

{relu}

## False positives: correct gradients reported as wrong

`check-gradient` on random data (columns of scales from 1e-3 to 1e4, sparse, constant, one-hot, counts,
repeated examples, images), networks, activations, losses, λ and points: at random parameters, at initial
parameters, and after 3 to 200 iterations. The gradient of the engine is correct, so every failure is a
false positive of the check.

{false_positives}

## False negatives: wrong gradients reported as correct

12 common mistakes, in networks with three activations, in both precisions, with features from −1 to 1 and
with raw ones (each column positive, with its own scale from 1 to 1000). A mistake counts as found if the
check reports the gradient as wrong at one of three random points at least, and the reported component is
affected by the mistake at each of these points; this is meaningful only if the correct gradient, in the row
"none", passes. Components count from 1; column 1 is the bias.

{false_negatives}
"""


def results(name, folder):
    """The results of a campaign, saved in or read from a folder if one is given."""
    path = folder / f"{name}.json" if folder else None
    if path and path.exists():
        return json.loads(path.read_text())
    found = CAMPAIGNS[name]()
    if path:
        path.write_text(json.dumps(found, indent=1))
    return found


def versions():
    """The versions of the programs."""
    others = ", ".join(
        f"{name} {metadata.version(name)}" for name in ("scikit-learn", "scipy", "numpy"))
    return f"{tool.version()}, {others} and Python {platform.python_version()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="save the runs here")
    folder = parser.parse_args().keep
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    sections = {"relu": relu_report, "false_positives": false_positives,
                "false_negatives": false_negatives}
    PAGE.write_text(TEXT.format(versions=versions(), **{
        name: module.section(results(name, folder)) for name, module in sections.items()}))
    print(f"written: {PAGE.relative_to(tool.ROOT)}")


if __name__ == "__main__":
    main()
