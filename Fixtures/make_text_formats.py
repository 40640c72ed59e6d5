"""Makes the files under datasets/arff and datasets/svmlight, and what SciPy and scikit-learn read in
them: datasets/text-formats.json.

Run in this directory: python3 make_text_formats.py (SciPy, scikit-learn, NumPy).
"""

import gzip
import io
import json
import pathlib

import numpy as np
from scipy.io import arff
from sklearn.datasets import dump_svmlight_file, load_svmlight_file, load_svmlight_files

root = pathlib.Path(__file__).parent / "datasets"
expected = {}


def write(name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode()
    path.write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)


def record(name, features, labels):
    features = np.asarray(features, np.float64)
    expected[name] = {
        "features": {"dimensions": list(features.shape), "values": features.ravel().tolist()},
        "labels": [str(label) for label in labels],
    }


# ARFF. SciPy reads dense files; a sparse file has a dense twin for it.


def record_arff(name, text):
    """What SciPy reads in a text, whose last attribute has the labels."""
    data, meta = arff.loadarff(io.StringIO(text))
    *features, label = meta.names()
    columns = [data[feature] for feature in features]
    labels = [value.decode() for value in data[label]]
    record(name, np.column_stack(columns), labels)


random = np.random.default_rng(9)
numbers = random.normal(size=(12, 4)) * 10.0 ** random.integers(-9, 9, (12, 4))
classes = ["Iris setosa", "versicolor", "Iris virginica"]
labels = [classes[index] for index in random.integers(0, 3, 12)]

comment = "".join(f"% {line}: a comment, longer than the first block of a file\n" for line in range(40))
quoted = (
    comment
    + "@RELATION 'twelve flowers'\n\n@attribute 'sepal length' REAL\n@Attribute petal_width numeric\n"
    + "@ATTRIBUTE 'stem width' Integer\n@attribute leaves real\n"
    + "@attribute Class {'Iris setosa', versicolor,'Iris virginica'}\n\n@DATA\n% the flowers\n"
    + "".join(
        ", ".join(repr(float(x)) for x in row) + f", '{label}'\n"
        for row, label in zip(numbers, labels)
    )
)
write("arff/quoted.arff", quoted)
record_arff("arff/quoted.arff", quoted)

tabs = (
    "@relation tabs\n@attribute a numeric\n@attribute b numeric\n@attribute kind {1,0,-1}\n@data\n"
    + "".join(f"{row[0]:.17g}\t{row[1]:e}\t{index % 3 - 1}\n" for index, row in enumerate(numbers))
)
write("arff/tabs.arff", tabs)
record_arff("arff/tabs.arff", tabs)

windows = quoted.replace("\n", "\r\n")
write("arff/windows.arff.gz", windows)
record_arff("arff/windows.arff.gz", quoted)

table = np.where(random.random((10, 6)) < 0.3, random.integers(-40, 40, (10, 6)) / 8, 0)
header = (
    "@relation sparse\n"
    + "".join(f"@attribute x{column} numeric\n" for column in range(6))
    + "@attribute class {none,some,many}\n@data\n"
)
counts = [["none", "some", "many"][min(int((row != 0).sum()), 2)] for row in table]
dense = header + "".join(
    ",".join(map(repr, row.tolist())) + f",{label}\n" for row, label in zip(table, counts)
)
sparse = header + "".join(
    "{"
    + ", ".join(
        [f"{column} {value!r}" for column, value in enumerate(row.tolist()) if value != 0]
        + ([f"6 {label}"] if label != "none" else [])
    )
    + "}\n"
    for row, label in zip(table, counts)
)
write("arff/sparse.arff", sparse)
record_arff("arff/sparse.arff", dense)


# svmlight. Files of scikit-learn, and one with what it reads but does not write.


def record_svmlight(name, features, labels):
    record(name, features.toarray(), [int(label) for label in labels])


def dumped(features, labels, **options):
    stream = io.BytesIO()
    dump_svmlight_file(features, labels, stream, **options)
    return stream.getvalue().decode()


values = np.where(random.random((15, 7)) < 0.4, random.normal(size=(15, 7)), 0)
values[0, 0] = 0.1
values[3] = 0
targets = random.integers(3, 6, 15)
for name, options in [
    ("ones", {"zero_based": False}),
    ("zeros", {"zero_based": True, "comment": "indices from zero, like those of scikit-learn\n"}),
    ("queries", {"zero_based": False, "query_id": np.arange(15) // 5}),
]:
    write(f"svmlight/{name}.svm", dumped(values, targets, **options))
    record_svmlight(f"svmlight/{name}.svm", *load_svmlight_file(root / f"svmlight/{name}.svm"))

signs = "# signs, \u00e4 tab and a comment\r\n+1 1:.5 3:-2e-3\t7:+4 # first\r\n\r\n-1\r\n-1.0 2:1e22 3:3.\r\n+1 1:0 2:7"
write("svmlight/signs", signs)
record_svmlight("svmlight/signs", *load_svmlight_file(root / "svmlight/signs"))

write("svmlight/pair", dumped(values[:9], targets[:9], zero_based=False))
write("svmlight/pair.t.gz", dumped(values[9:, :5], targets[9:], zero_based=False))
train_x, train_y, test_x, test_y = load_svmlight_files(
    [root / "svmlight/pair", root / "svmlight/pair.t.gz"]
)
record_svmlight("svmlight/pair", train_x, train_y)
record_svmlight("svmlight/pair.t.gz", test_x, test_y)

(root / "text-formats.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")
