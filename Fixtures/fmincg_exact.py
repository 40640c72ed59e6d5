"""The costs of fmincg in numbers of 113 bits, beside which the recorded trace and ours are rounded.

Writes fmincg-exact.json: the cost after each of 100 iterations on ex4 with λ = 1, from the θ₀ of
fmincg-trace.mat, and the evaluations up to there. fmincg_exact.c computes them with GCC's
__float128, in five minutes on two cores; a θ₀ that is changed by 1e-33 gives the same costs to
fourteen digits.

Run: python3 Fixtures/fmincg_exact.py
"""

import json
import pathlib
import subprocess
import tempfile

import numpy as np
import scipy.io

HERE = pathlib.Path(__file__).parent

digits = scipy.io.loadmat(HERE.parent / "data/ex4data1.mat")
start = scipy.io.loadmat(HERE / "fmincg-trace.mat")["theta0"]
numbers = np.concatenate([digits["X"].ravel(), digits["y"].ravel(), start.ravel()]).astype(float)

with tempfile.TemporaryDirectory() as folder:
    program = f"{folder}/fmincg_exact"
    subprocess.run(
        ["gcc", "-O2", "-fopenmp", HERE / "fmincg_exact.c", "-o", program, "-lquadmath"], check=True
    )
    output = subprocess.run([program], input=numbers.tobytes(), stdout=subprocess.PIPE, check=True).stdout

lines = [line.split() for line in output.decode().splitlines()]
result = {
    "costs": [float(cost) for cost, _ in lines],
    "evaluations": [int(evaluations) for _, evaluations in lines],
}
(HERE / "fmincg-exact.json").write_text(json.dumps(result, indent=1) + "\n")
