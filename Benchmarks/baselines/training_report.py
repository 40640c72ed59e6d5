"""The tables of the training benchmark, for the terminal and for a page in docs/."""
import os
from pathlib import Path

import tables

PAGE = Path(__file__).resolve().parents[2] / "docs/algorithms/benchmarks.md"
# The quantities that are reported: their keys in the results, and their formats.
UNITS = {"evaluations": ("evaluations", "{:.0f}"), "seconds": ("seconds", "{:.2f}"),
         "CPU seconds": ("cpuSeconds", "{:.2f}")}
# Above this load by other processes, seconds are only upper bounds.
QUIET = 0.05


def show(comparison):
    """Prints a problem's tables."""
    description = comparison["description"]
    layers = "-".join(map(str, description["layers"]))
    print(f"\n{comparison['problem']}: {description['examples']} examples, {layers}, "
          f"λ = {description['regularization']:g}, {comparison['precision']}, "
          f"medians of {comparison['starts']} seeds")
    for unit in UNITS:
        print(f"\n{unit} to a cost\n{tables.text(rows(comparison, unit))}", flush=True)


def write_page(comparisons):
    """Replaces the text between the page's markers."""
    page = PAGE.read_text()
    for comparison in comparisons:
        for unit in UNITS:
            page = tables.replace(page, f"{comparison['problem']} {unit}",
                                  tables.markdown(rows(comparison, unit)))
    PAGE.write_text(tables.replace(page, "circumstances", circumstances(comparisons)))


def rows(comparison, unit):
    """One row per configuration, one column per target: median, minimum and maximum over the seeds."""
    targets = comparison["description"]["targets"]
    key, style = UNITS[unit]
    configurations = {}
    for run in comparison["runs"]:
        configuration = run["program"], run["method"], run["biases"]
        configurations.setdefault(configuration, []).append(run)
    table = [["", "output biases", f"J ≤ {targets[0]}", *map(str, targets[1:])]]
    for (program, method, biases), runs in configurations.items():
        name = method if program == "FullBatch" else f"{program} {method}"
        columns = [[spent(run, target, key) for run in runs] for target in targets]
        cells = [tables.cell(column, style) for column in columns]
        table.append([name, biases.replace("-", " "), *cells])
    return table


def spent(run, target, key):
    """Evaluations or seconds to a target; infinite if it was not reached."""
    return next((row[key] for row in run["reached"] if row["target"] == target), float("inf"))


def circumstances(comparisons):
    """The machine, the versions, and the load by other processes."""
    machine = comparisons[0]["description"]["machine"]
    versions = sorted({run["versions"] for comparison in comparisons
                       for run in comparison["runs"] if "versions" in run})
    share = max(comparison["backgroundLoad"] for comparison in comparisons)
    verdict = "" if share < QUIET else ", so **seconds are provisional** and only upper bounds"
    parts = [machine["processor"], f"{os.cpu_count()} cores", f"{machine['kernels']} kernels",
             " ".join(machine["blas"].split()[:2]), *versions]
    return (f"{', '.join(parts)}.\nOther processes used {100 * share:.0f} % of the machine "
            f"during the measurement{verdict}.")
