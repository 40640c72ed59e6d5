"""The tables of the ReLU campaign; needs nothing but Python."""
import math
import statistics
from collections import Counter

SCIKIT_LEARN = "scikit-learn"
# Costs with at most this relative difference count as equal.
EQUAL = 1e-6


def no_higher(ours, theirs):
    """Whether a cost is at most another, up to EQUAL."""
    return ours <= theirs * (1 + EQUAL)


def keyed(runs):
    """The runs by data set and λ, in order: {(problem, λ): {program: [run]}}."""
    groups = {}
    for run in runs:
        programs = groups.setdefault((run["problem"], run["lambda"]), {})
        programs.setdefault(run["program"], []).append(run)
    return groups


def median(runs):
    """The median cost of some runs."""
    return statistics.median(run["cost"] for run in runs)


def number(value):
    """A cost to four digits."""
    return f"{value:.4g}" if math.isfinite(value) else "–"


def markdown(rows, words):
    """A table whose first columns are text and the others numbers."""
    rule = ["---" if column < words else "---:" for column in range(len(rows[0]))]
    return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], rule, *rows[1:]])


def costs(groups, programs):
    """Median J of every program on every set; bold where it is no higher than scikit-learn's."""
    rows = [["set", "λ", SCIKIT_LEARN, *programs]]
    for (problem, strength), found in groups.items():
        theirs = median(found[SCIKIT_LEARN])
        row = [problem, f"{strength:g}", number(theirs)]
        for program in programs:
            value = median(found[program])
            wins = sum(no_higher(one["cost"], other["cost"])
                       for one, other in zip(found[program], found[SCIKIT_LEARN]))
            text = f"**{number(value)}**" if no_higher(value, theirs) else number(value)
            row.append(f"{text} ({wins})")
        rows.append(row)
    return markdown(rows, words=2)


def clipped(groups):
    """The data sets on which scikit-learn's cost differs, because it clips probabilities."""
    lines = []
    for (problem, strength), found in groups.items():
        theirs = found[SCIKIT_LEARN]
        differing = [run for run in theirs
                     if not math.isclose(run["cost"], run["reportedCost"], rel_tol=EQUAL)]
        if differing:
            reported = statistics.median(run["reportedCost"] for run in theirs)
            lines.append(
                f"- {problem}, λ = {strength:g}: {SCIKIT_LEARN} clips probabilities at 2.2e-16, which "
                f"makes its cost constant beyond 36 per example. {len(differing)} of {len(theirs)} "
                f"runs end there; the median of its clipped cost is {number(reported)}.")
    return lines


def ends(groups, programs):
    """The runs on every data set that did not end at the evaluation limit."""
    rows = [["set", "λ", *programs]]
    for (problem, strength), found in groups.items():
        row = [problem, f"{strength:g}"]
        for program in programs:
            counts = Counter((run["stopReason"], run["exitCode"]) for run in found[program])
            counts.pop(("evaluationLimit", 0), None)
            row.append(", ".join(f"{count} {reason} (exit {code})"
                                 for (reason, code), count in counts.items()) or "–")
        rows.append(row)
    return markdown(rows, words=len(rows[0]))


def total(runs):
    """The number of runs by stop reason and exit code."""
    counts = Counter((run["stopReason"], run["exitCode"])
                     for run in runs if run["program"] != SCIKIT_LEARN)
    return ", ".join(f"{count} {reason} (exit {code})"
                     for (reason, code), count in counts.most_common())


def section(runs):
    """All results of the runs, in Markdown."""
    groups = keyed(runs)
    programs = list(dict.fromkeys(run["program"] for run in runs))
    programs.remove(SCIKIT_LEARN)
    seeds = len({run["seed"] for run in runs})
    lines = [
        f"Median J over {seeds} seeds. **Bold**: no higher than {SCIKIT_LEARN}'s median "
        f"(to {EQUAL:g}, relatively). In parentheses: in how many of the {seeds} seeds.", "",
        costs(groups, programs), ""]
    for program in programs:
        wins = sum(no_higher(median(found[program]), median(found[SCIKIT_LEARN]))
                   for found in groups.values())
        lines.append(f"- {program}: no higher in {wins} of {len(groups)} medians.")
    lines += clipped(groups)
    lines += ["", f"Stop reasons of our runs: {total(runs)}. Other reasons by data set:", "",
              ends(groups, programs)]
    return "\n".join(lines)
