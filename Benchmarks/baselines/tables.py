"""Tables of medians, for the terminal and for a page of Markdown."""
import math
import re
import statistics


def cell(values, style):
    """The median with minimum and maximum; infinity stands for runs that did not reach the target."""
    def number(value):
        return style.format(value) if math.isfinite(value) else "∞"
    median = statistics.median(values)
    if not math.isfinite(median):
        reached = sum(map(math.isfinite, values))
        return f"– ({reached} of {len(values)})" if reached else "–"
    if len(values) == 1:
        return number(median)
    return f"{number(median)} ({number(min(values))}–{number(max(values))})"


def text(rows):
    """Aligned columns: text to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(value.ljust(width) if column < 2 else value.rjust(width)
                  for column, (value, width) in enumerate(zip(row, widths)))
        for row in rows)


def markdown(rows):
    """The same in Markdown; two columns of text, the others of numbers."""
    rule = ["---" if column < 2 else "---:" for column in range(len(rows[0]))]
    return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], rule, *rows[1:]])


def replace(page, name, new):
    """The page with the text between the markers of a name replaced."""
    pattern = re.compile(f"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
    replaced, count = pattern.subn(lambda marks: f"{marks[1]}\n{new}\n\n{marks[2]}", page)
    if count != 1:
        raise ValueError(f"the page has {count} markers for {name}")
    return replaced
