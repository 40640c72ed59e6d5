#!/usr/bin/env python3
"""What scipy.io.loadmat says of the MAT-files that the scipy wheel ships.

Writes mat-expectations.json beside this script: for every file under scipy/io/matlab/tests/data
its variables with class, dimensions, a few values and a checksum, nested as the file nests them.
"""

import json
import os
import warnings

import numpy as np
import scipy
import scipy.io
import scipy.sparse
from scipy.io.matlab import MatlabFunction, MatlabObject, MatlabOpaque


def number(value):
    """A JSON number, or a word for what JSON has no number for."""
    value = float(value)
    return value if np.isfinite(value) else str(value)


def numbers(values):
    """Count, sum, and the first and the last four of column-major values."""
    values = np.asarray(values, dtype=np.float64)
    return {
        "count": int(values.size),
        "sum": number(np.sum(values)),
        "first": [number(v) for v in values[:4]],
        "last": [number(v) for v in values[-4:]],
    }


def describe(array):
    if isinstance(array, MatlabFunction):
        return {"class": "function_handle"}
    if isinstance(array, MatlabOpaque):
        return {"class": "opaque"}
    if isinstance(array, MatlabObject):
        return {"class": "object"}
    if scipy.sparse.issparse(array):
        table = array.tocoo()
        order = np.lexsort((table.row, table.col))
        values = table.data[order]
        result = {
            "class": "logical" if values.dtype == bool else "double",
            "dimensions": list(array.shape),
            "sparse": True,
            "complex": bool(np.iscomplexobj(values)),
            "rows": table.row[order].tolist(),
            "columns": table.col[order].tolist(),
            "real": numbers(values.real),
        }
        if result["complex"]:
            result["imaginary"] = numbers(values.imag)
        return result
    array = np.asarray(array)
    result = {"dimensions": list(array.shape)}
    flat = array.ravel(order="F")
    if array.dtype.names is not None:
        fields = list(array.dtype.names)
        result |= {"class": "struct", "fields": fields}
        result["children"] = [describe(element[name]) for element in flat for name in fields]
    elif array.dtype == object and flat.size and all(element is None for element in flat):
        result |= {"class": "struct", "fields": [], "children": []}
    elif array.dtype == object:
        result |= {"class": "cell", "children": [describe(element) for element in flat]}
    elif array.dtype.kind == "U":
        result |= {"class": "char", "text": "".join(str(c) if c else "\0" for c in flat)}
    elif array.dtype == bool:
        result |= {"class": "logical", "real": numbers(flat)}
    else:
        base = flat.real.dtype
        names = {"float64": "double", "float32": "single"}
        result |= {
            "class": names.get(base.name, base.name),
            "complex": bool(np.iscomplexobj(flat)),
            "real": numbers(flat.real),
        }
        if result["complex"]:
            result["imaginary"] = numbers(flat.imag)
    return result


def describe_file(path):
    try:
        variables = scipy.io.loadmat(
            path, mat_dtype=True, struct_as_record=True, chars_as_strings=False
        )
    except Exception as error:  # whatever scipy raises, the file is one that it refuses
        return {"refused": f"{type(error).__name__}: {error}".splitlines()[0]}
    return {
        "variables": {
            str(name): describe(value)
            for name, value in sorted(variables.items(), key=lambda item: str(item[0]))
            if not (isinstance(name, str) and name.startswith("__")) and name != "None"
        }
    }


def main():
    warnings.simplefilter("ignore")
    folder = os.path.join(os.path.dirname(scipy.io.__file__), "matlab", "tests", "data")
    files = sorted(name for name in os.listdir(folder) if name.endswith(".mat"))
    table = {
        "scipy": scipy.__version__,
        "files": {name: describe_file(os.path.join(folder, name)) for name in files},
    }
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "mat-expectations.json")
    with open(target, "w") as out:
        json.dump(table, out, indent=1, ensure_ascii=True)
        out.write("\n")


if __name__ == "__main__":
    main()
