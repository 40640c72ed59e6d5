"""Writes the tables in Fixtures/datasets/tables: the same data in the layouts that people have.

24 examples of 4 features and 3 classes, with 3 decimals, written by Python's csv module, NumPy and
Octave, and read back by NumPy.
"""

import csv
import gzip
import io
import json
import pathlib
import subprocess

import numpy as np

folder = pathlib.Path(__file__).parent / "datasets" / "tables"
folder.mkdir(exist_ok=True)
random = np.random.default_rng(5)
labels = np.repeat([1, 2, 3], 8)
features = np.round(random.normal(size=(24, 4)) + labels[:, None], 3)
table = np.column_stack([features, labels])
kinds = {1: "Iris setosa", 2: "Iris, other", 3: "x;y"}
names = ["length", "width", "pH value", "weight", "class"]
short = ["length", "width", "pH", "weight", "class"]
numbers = [["%.3f" % number for number in row] for row in features]
rows = [row + [str(label)] for row, label in zip(numbers, labels)]
texts = [row + [kinds[label]] for row, label in zip(numbers, labels)]


def write(name, rows, decimal=".", encoding="utf-8", header=names, before="", **options):
    """Writes a table with the csv module."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, **{"lineterminator": "\n", **options})
    if header:
        writer.writerow(header)
    for row in rows:
        writer.writerow([field.replace(".", decimal) for field in row])
    (folder / name).write_bytes((before + text.getvalue()).encode(encoding))


def save(name, **options):
    """Writes a table with NumPy."""
    np.savetxt(folder / name, table, fmt=["%.3f"] * 4 + ["%d"], **options)


write("comma.csv", rows)
write("semicolon.csv", rows, delimiter=";", quoting=csv.QUOTE_ALL)
write("decimal-comma.csv", rows, delimiter=";", decimal=",")
write("decimal-comma.tsv", rows, delimiter="\t", decimal=",")
write("decimal-comma.txt", rows, delimiter=" ", decimal=",", header=None)
write("tab.tsv", rows, delimiter="\t", lineterminator="\r\n")
write("bar.txt", rows, delimiter="|")
write("cr.csv", rows, lineterminator="\r")
write("bom.csv", rows, encoding="utf-8-sig")
write("utf16.csv", rows, encoding="utf-16")
write("utf16be.csv", rows, encoding="utf-16-be")
write("utf16le.tsv", rows, delimiter="\t", encoding="utf-16-le")
write("stated.csv", rows, delimiter=";", decimal=",", header=None, before="sep=;\r\n")
write("text.csv", texts)
write("text.tsv", texts, delimiter="\t")
write("text-semicolon.csv", texts, delimiter=";", decimal=",")
save("blanks.txt")
save("header.txt", header=" ".join(short))
save("header.csv", delimiter=",", header=",".join(short))
save("percent.txt", comments="%", header="seeds of three kinds\n" + " ".join(short))
(folder / "blanks.txt.gz").write_bytes(gzip.compress((folder / "blanks.txt").read_bytes(), mtime=0))
(folder / "aligned.txt").write_text(
    "".join("".join(field.rjust(9) for field in row) + "  \n" for row in rows))
(folder / "mixed.txt").write_text(
    "".join("\t".join(row[:4]) + ["\t", "\t\t", " \t "][i % 3] + row[4] + "\n"
            for i, row in enumerate(rows)))
(folder / "comments.csv").write_text(
    "# seeds, by size\n\n"
    + "".join(("\n# part %s\n" % row[4] if i % 8 == 0 else "") + ",".join(row) + "\n"
              for i, row in enumerate(rows))
    + "\n  \n")
(folder / "spaced.csv").write_text("".join(", ".join(row) + "\n" for row in [short] + rows))
subprocess.run(
    ["octave", "--no-gui", "--quiet", "--eval",
     "x = load('blanks.txt'); save('-ascii', 'octave-ascii.mat', 'x')"],
    cwd=folder, check=True)

for name in ["blanks.txt", "blanks.txt.gz", "header.txt", "aligned.txt", "mixed.txt",
             "octave-ascii.mat"]:
    assert (np.loadtxt(folder / name) == table).all(), name
(folder / "expected.json").write_text(
    json.dumps({"features": features.ravel().tolist(), "labels": [str(label) for label in labels],
                "texts": [kinds[label] for label in labels]}) + "\n")
