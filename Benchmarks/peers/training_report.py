"""What the training comparison shows: tables in the terminal, and the same on a page of the docs."""
import os
from pathlib import Path

import tables

PAGE = Path(__file__).resolve().parents[2] / "docs/algorithms/comparison.md"
# What a run spends, and how it is written.
UNITS = {"evaluations": "{:.0f}", "seconds": "{:.2f}"}
# Above this share of the machine for others, seconds are no more than upper bounds.
QUIET = 0.05


def show(comparison):
    """Prints a problem's tables."""
    description = comparison["description"]
    layers = "-".join(map(str, description["layers"]))
    print(f"\n{comparison['problem']}: {description['examples']} examples, {layers}, "
          f"λ = {description['regularization']:g}, {comparison['precision']}, "
          f"medians of {comparison['starts']} starts")
    for unit in UNITS:
        print(f"\n{unit} to a cost\n{tables.text(rows(comparison, unit))}", flush=True)


def write_page(comparisons):
    """Replaces what stands between the page's marks."""
    page = PAGE.read_text()
    for comparison in comparisons:
        for unit in UNITS:
            page = tables.replace(page, f"{comparison['problem']} {unit}",
                                  tables.markdown(rows(comparison, unit)))
    PAGE.write_text(tables.replace(page, "circumstances", circumstances(comparisons)))


def rows(comparison, unit):
    """A row an entrant, a column a target: medians over the starts with the least and the most."""
    targets = comparison["description"]["targets"]
    entrants = {}
    for run in comparison["runs"]:
        key = run["program"], run["method"], run["biases"]
        entrants.setdefault(key, []).append(run)
    table = [["", "output biases", f"J ≤ {targets[0]}", *map(str, targets[1:])]]
    for (program, method, biases), runs in entrants.items():
        name = method if program == "FullBatch" else f"{program} {method}"
        columns = [[spent(run, target, unit) for run in runs] for target in targets]
        cells = [tables.cell(column, UNITS[unit]) for column in columns]
        table.append([name, biases.replace("-", " "), *cells])
    return table


def spent(run, target, unit):
    """What a run had spent at a target; infinite where it did not come there."""
    return next((row[unit] for row in run["reached"] if row["target"] == target), float("inf"))


def circumstances(comparisons):
    """The machine, the versions, and how busy others kept the machine."""
    machine = comparisons[0]["description"]["machine"]
    versions = sorted({run["versions"] for comparison in comparisons
                       for run in comparison["runs"] if "versions" in run})
    share = max(comparison["othersShare"] for comparison in comparisons)
    verdict = "" if share < QUIET else ", so **seconds are provisional** and only upper bounds"
    parts = [machine["processor"], f"{os.cpu_count()} cores", f"{machine['kernels']} kernels",
             " ".join(machine["blas"].split()[:2]), *versions]
    return (f"{', '.join(parts)}.\nOther processes took {100 * share:.0f} % of the machine "
            f"meanwhile{verdict}.")
