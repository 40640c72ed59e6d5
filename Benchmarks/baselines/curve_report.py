"""The tables and the plots of the training curves."""
import json
import math
import statistics
import subprocess

import fullbatch
import shared_work as shared
import tables
from curve_tasks import TASKS
from training_report import circumstances

# The times of the table, and the first moment that is compared.
TIMES = [0.15, 0.25, 0.4, 0.6, 1, 2, 4, 8, 16]
FIRST = TIMES[0]
# Another program is ahead in accuracy if it is better by more than this, in squared error if it is lower
# by more than one in a hundred, and in cost if it is lower.
MARGIN = 0.002
# The quantities: the format, the value before the first point, and whether another is ahead of ours.
QUANTITIES = {
    "accuracy": ("{:.4f}", 0.0, lambda other, ours: other > ours + MARGIN),
    "squaredError": ("{:.3f}", math.inf, lambda other, ours: other < 0.99 * ours),
    "cost": ("{:.4f}", math.inf, lambda other, ours: other < ours),
}
FOLDER = shared.ROOT / "docs/benchmarks"


NAMES = {"squaredError": "squared error"}


def quantities(comparison):
    """The score of a task and the cost."""
    return [TASKS[comparison["task"]].score, "cost"]


def value(points, quantity, seconds):
    """The value at a time, which is that of the last point until then: nothing is interpolated."""
    reached = [point for point in points if point["seconds"] <= seconds]
    return reached[-1][quantity] if reached else QUANTITIES[quantity][1]


def medians(comparison, quantity, times):
    """For each program the medians over the seeds at the given times; ours first."""
    runs = {}
    for run in comparison["runs"]:
        runs.setdefault(run["program"], []).append(run["points"])
    return {program: [statistics.median(value(points, quantity, time) for points in curves)
                      for time in times]
            for program, curves in runs.items()}


def moments(first, last, count=120):
    """Logarithmically spaced times."""
    return [first * (last / first) ** (index / (count - 1)) for index in range(count)]


def rows(comparison):
    """One row per program and quantity, one column per time."""
    times = [time for time in TIMES if time <= comparison["seconds"]]
    table = [["", "", *(f"{time:g} s" for time in times)]]
    for quantity in quantities(comparison):
        style, missing, _ = QUANTITIES[quantity]
        for program, values in medians(comparison, quantity, times).items():
            table.append([NAMES.get(quantity, quantity), program, *(
                "–" if number == missing else style.format(number) for number in values)])
    return table


def verdicts(comparison):
    """For each quantity, whether ours is ahead from the first moment on, or when another is."""
    times = moments(FIRST, comparison["seconds"])
    for quantity in quantities(comparison):
        name, is_ahead = NAMES.get(quantity, quantity), QUANTITIES[quantity][2]
        (_, ours), *others = medians(comparison, quantity, times).items()
        behind = [(time, program) for program, values in others
                  for time, own, other in zip(times, ours, values) if is_ahead(other, own)]
        if behind:
            time, program = min(behind)
            share = len({time for time, _ in behind}) / len(times)
            yield (f"{name}: no, {program} is ahead at {time:.2f} s "
                   f"(another is at {100 * share:.0f} % of the moments)")
        else:
            yield f"{name}: yes"


def heading(comparison):
    """The task in a line."""
    task = TASKS[comparison["task"]]
    options = " ".join(comparison["options"])
    parts = [f"hidden {'-'.join(map(str, task.hidden))} {task.activation}", task.loss,
             f"λ = {task.regularization:g}", f"ours in {comparison['precision']}"]
    if options:
        parts.append(f"ours with {options}")
    for program, settings in comparison["others"].items():
        cores = f"{settings['threads']} core{'s' * (settings['threads'] > 1)}"
        parts.append(f"{program} on {cores} with rate {settings['rate']:g}")
    return f"{comparison['task']}: {', '.join(parts)}; medians of {comparison['seeds']} seeds"


def show(comparison):
    """Prints a task's table and verdicts."""
    print(f"\n{heading(comparison)}\n\n{tables.text(rows(comparison))}\n")
    print(f"Ahead everywhere from {FIRST} s on? (accuracy: none is better by more than "
          f"{MARGIN}; squared error: none is lower by more than 1 %)")
    for verdict in verdicts(comparison):
        print(f"  {verdict}", flush=True)


def conclude(comparisons):
    """Prints what holds for all tasks."""
    print("\n" + circumstances(comparisons))


def draw(comparisons):
    """Draws accuracy and cost of each task, the medians over the seeds, with our own plots."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for comparison in comparisons:
        for quantity in quantities(comparison):
            document = json.dumps(plot(comparison, quantity)).encode()
            drawn = subprocess.run(
                [fullbatch.PROGRAM, "plot"], input=document, stdout=subprocess.PIPE, check=True)
            path = FOLDER / f"{comparison['task']}-{NAMES.get(quantity, quantity).replace(' ', '-')}.svg"
            path.write_bytes(drawn.stdout)
            print(f"written: {path.relative_to(shared.ROOT)}")


def plot(comparison, quantity):
    """The plot's document; accuracies far below the best are omitted, to show differences."""
    times = moments(0.05, comparison["seconds"])
    curves = medians(comparison, quantity, times)
    is_accuracy = quantity == "accuracy"
    least = max(map(max, curves.values())) - 0.15 if is_accuracy else 0
    label = {"cost": "cost J over all training examples", "accuracy": "accuracy on the test set",
             "squaredError": "squared error per example on the test set"}[quantity]
    if is_accuracy and comparison["task"] == "ex4":
        label = "accuracy on the training set"
    return {
        "title": comparison["task"],
        "horizontal": {"label": "seconds on two cores", "logarithmic": True},
        "vertical": {"label": label, "logarithmic": not is_accuracy},
        "series": [{"name": program, "points": [
            [time, number] for time, number in zip(times, values)
            if math.isfinite(number) and number >= least]}
            for program, values in curves.items()]}
