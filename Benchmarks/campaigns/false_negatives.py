#!/usr/bin/env python3
"""Counts false negatives of the gradient check: 12 mistakes in 12 kinds of networks.

    python3 false_negatives.py                 runs the test and prints its table
    python3 false_negatives.py --json FILE     saves every cell

The mistakes are implemented in the tests (MistakenObjective.swift), which check every cell as well; this
script only formats their table.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import tool

COLUMNS = [(precision, features)
           for precision in ("double", "float") for features in ("scaled", "raw")]


def run():
    """Every cell, as the test writes it; those without a mistake first."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "mistakes.jsonl"
        done = subprocess.run(
            ["swift", "test", "-c", "release", "--filter", "MissedMistakeTests/writesTheTable"],
            cwd=tool.ROOT, env=os.environ | {"FULLBATCH_MISTAKES": str(path)},
            capture_output=True, text=True)
        if not path.exists():
            sys.exit(f"the tests wrote no table: {(done.stdout + done.stderr)[-2000:]}")
        return [json.loads(line) for line in path.read_text().splitlines()]


def is_found(cell):
    """Whether a mistake is found, with an affected component at every point where it is."""
    return 0 < cell["accusedPoints"] == cell["rightlyNamedPoints"]


def verdict(cell):
    """A cell of the table: the reported component, or the failure."""
    if "mistake" not in cell:
        return "**reported as wrong**" if cell["accusedPoints"] else "agrees"
    if cell["accusedPoints"] == 0:
        return "**missed**"
    return cell["place"] if is_found(cell) else f"**wrong component** {cell['place']}"


def table(cells):
    """The cells of one activation, one row per mistake."""
    rows = ["| mistake | " + " | ".join(f"{precision}, {features}" for precision, features in COLUMNS)
            + " |", "| --- |" + " --- |" * len(COLUMNS)]
    for mistake in dict.fromkeys(cell.get("mistake") for cell in cells):
        found = {(cell["precision"], cell["features"]): cell for cell in cells
                 if cell.get("mistake") == mistake}
        rows.append(f"| {mistake or 'none'} | "
                    + " | ".join(verdict(found[column]) for column in COLUMNS) + " |")
    return "\n".join(rows)


def section(cells):
    """All results of the cells say, in Markdown."""
    wrong = [cell for cell in cells if "mistake" in cell]
    right = [cell for cell in cells if "mistake" not in cell]
    missed = sum(cell["accusedPoints"] == 0 for cell in wrong)
    misnamed = sum(cell["accusedPoints"] > 0 and not is_found(cell) for cell in wrong)
    accused = sum(cell["accusedPoints"] > 0 for cell in right)
    lines = [f"{len(wrong)} wrong gradients: **{missed} missed**, {misnamed} reported with an unaffected "
             f"component; {accused} of {len(right)} correct ones reported as wrong.", ""]
    for activation in dict.fromkeys(cell["hidden"] for cell in cells):
        lines += [f"With {activation} units, the first reported component:", "",
                  table([cell for cell in cells if cell["hidden"] == activation]), ""]
    return "\n".join(lines).rstrip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="save every cell in this file")
    parser.add_argument("--from", dest="kept", type=Path, help="read saved cells")
    options = parser.parse_args()
    cells = json.loads(options.kept.read_text()) if options.kept else run()
    if options.json:
        options.json.write_text(json.dumps(cells, indent=1))
    print(section(cells))


if __name__ == "__main__":
    main()
