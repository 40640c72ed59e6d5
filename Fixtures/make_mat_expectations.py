#!/usr/bin/env python3
"""What scipy.io.loadmat says of the MAT-files that the scipy wheel ships.

Writes mat-expectations.json beside this script: for every file under scipy/io/matlab/tests/data,
and every mat-*.mat beside this script, its variables with class, dimensions, a few values and their
sum, nested as the file nests them. The class is what loadmat says with mat_dtype=True, the values
what it says without, because with it the imaginary parts get lost.
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


def describe(array, typed):
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
    array, typed = np.asarray(array), np.asarray(typed)
    result = {"dimensions": list(array.shape)}
    flat, typed_flat = array.ravel(order="F"), typed.ravel(order="F")
    if array.dtype.names is not None:
        fields = list(array.dtype.names)
        result |= {"class": "struct", "fields": fields}
        result["children"] = [
            describe(element[name], typed_element[name])
            for element, typed_element in zip(flat, typed_flat)
            for name in fields
        ]
    elif array.dtype == object and flat.size and all(element is None for element in flat):
        result |= {"class": "struct", "fields": [], "children": []}
    elif array.dtype == object:
        children = [describe(*pair) for pair in zip(flat, typed_flat)]
        result |= {"class": "cell", "children": children}
    elif array.dtype.kind == "U":
        result |= {"class": "char", "text": "".join(str(c) if c else "\0" for c in flat)}
    elif typed.dtype == bool:
        result |= {"class": "logical", "real": numbers(flat)}
    else:
        base = typed.real.dtype
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
    with open(path, "rb") as file:
        head = file.read(128)
    is_level4 = 0 in head[:4]
    options = {"chars_as_strings": False}
    if not is_level4:
        # MATLAB puts UTF-16 into miUINT16, where loadmat expects ASCII unless it is told.
        options["uint16_codec"] = "utf-16-be" if head[126:128] == b"MI" else "utf-16-le"
    try:
        variables, typed = (
            scipy.io.loadmat(path, mat_dtype=keeps_class, **options)
            for keeps_class in (False, True)
        )
    except Exception as error:  # whatever scipy raises, the file is one that it refuses
        return {"refused": f"{type(error).__name__}: {error}".splitlines()[0]}
    descriptions = {
        str(name): describe(value, typed[name])
        for name, value in sorted(variables.items(), key=lambda item: str(item[0]))
        if not str(name).startswith("__") and name != "None"
    }
    if is_level4:
        # loadmat keeps the storage type; in MATLAB a matrix of Level 4 is double or text.
        for description in descriptions.values():
            if description["class"] != "char":
                description["class"] = "double"
    return {"variables": descriptions}


def main():
    warnings.simplefilter("ignore")
    here = os.path.dirname(os.path.abspath(__file__))
    scipy_data = os.path.join(os.path.dirname(scipy.io.__file__), "matlab", "tests", "data")

    def describe_files(folder, prefix=""):
        names = sorted(os.listdir(folder))
        return {
            name: describe_file(os.path.join(folder, name))
            for name in names
            if name.startswith(prefix) and name.endswith(".mat")
        }

    table = {
        "scipy": scipy.__version__,
        "files": describe_files(scipy_data),
        "fixtures": describe_files(here, "mat-"),
    }
    with open(os.path.join(here, "mat-expectations.json"), "w") as out:
        json.dump(table, out, indent=1, ensure_ascii=True)
        out.write("\n")


if __name__ == "__main__":
    main()
