#!/usr/bin/env python3
"""Whether the verdicts are right: runs the three campaigns and writes docs/verdicts.md.

    python3 verdicts.py                     everything, as `make verdicts` does
    python3 verdicts.py --keep FOLDER       keeps the runs; what is kept there already is taken
"""
import argparse
import json
import platform
from importlib import metadata
from pathlib import Path

import accusations
import mistakes
import relu
import relu_report
import tool

PAGE = tool.ROOT / "docs/verdicts.md"
CAMPAIGNS = {"relu": relu.run, "accusations": accusations.run, "mistakes": mistakes.run}

TEXT = """\
# Verdicts that are right

<!-- Written by Benchmarks/campaigns/verdicts.py; run it instead of editing:
     make verdicts -->

Three questions, each answered by counting: does a run on ReLU units come as far down as another
program's; does the gradient check accuse gradients that are right; does it miss any that are wrong.
Measured with {versions}.

## ReLU units beside scikit-learn

The cost J after 200 evaluations, from the same He start, beside `MLPClassifier(solver="lbfgs",
activation="relu")` with as many (`max_fun=200`, `tol=0`). The cost is the same function: softmax
cross-entropy with λ/(2m) Σ w², scikit-learn's `alpha` being λ. At every start the two programs and NumPy
were made to agree on J to 1e-12 (scikit-learn clips probabilities, and there NumPy does as well), and the
costs here are NumPy's, not clipped, at the best parameters that each program found. scikit-learn gets two
softmax units for breast cancer, too, where it would take one logistic unit, which is another network. It
ends sooner where an iteration lowers J by less than 2.2e-9 relatively, which its `tol` does not change. An
evaluation of ours is one over all examples, and so is a Hessian product. Refreshes of the Kronecker factors
(`kronecker-lbfgs`, `tn`) are not among the 200; in the column "refreshes counted" the default has one
evaluation fewer for each.

10 hidden units for the tables, 25 for ex4, 30 for the first 10 000 pictures of Fashion-MNIST.
"default" is `kronecker-lbfgs`, which starts on subsamples; "all examples" is the same with `--sample-sizes 1`.

{relu}

## Right gradients that are accused

`check-gradient` on random data (columns of scales from 1e-3 to 1e4, sparse, constant, one-hot, counts,
repeated examples, pictures), networks, activations, losses, λ and points: at random parameters, at starts,
and at what 3 to 200 iterations lead to. The engine's gradient is right, so every failure is a mistake of
the check.

{accusations}

## Wrong gradients that are missed

12 mistakes that people make, in networks of three activations, in both precisions, with features from
−1 to 1 and with raw ones (each column positive, with a scale of its own from 1 to 1000). A cell counts as
found when the check calls the gradient wrong at one of three random points at least, and names a
component that the mistake has changed wherever it does; that says something only where the right
gradient, in the row "none", agrees. Components count from 1, column 1 is the bias.

{mistakes}
"""


def results(name, folder):
    """What a campaign found; kept in a folder, if there is one."""
    path = folder / f"{name}.json" if folder else None
    if path and path.exists():
        return json.loads(path.read_text())
    found = CAMPAIGNS[name]()
    if path:
        path.write_text(json.dumps(found, indent=1))
    return found


def versions():
    """The programs that were compared."""
    others = ", ".join(
        f"{name} {metadata.version(name)}" for name in ("scikit-learn", "scipy", "numpy"))
    return f"{tool.version()}, {others} and Python {platform.python_version()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the runs here")
    folder = parser.parse_args().keep
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    sections = {"relu": relu_report, "accusations": accusations, "mistakes": mistakes}
    PAGE.write_text(TEXT.format(versions=versions(), **{
        name: module.section(results(name, folder)) for name, module in sections.items()}))
    print(f"written: {PAGE.relative_to(tool.ROOT)}")


if __name__ == "__main__":
    main()
