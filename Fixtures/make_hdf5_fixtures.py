#!/usr/bin/env python3
"""Small HDF5 files as MATLAB (-v7.3), Octave (-hdf5), hdf5storage and h5py write them, and what they
hold.

Writes the files of the folder hdf5 beside this script, and hdf5/expected.json. Nothing there is read
back from the files: what is expected are the values that were written, and for Octave what
scipy.io.loadmat says of the same variables, saved with -v7 at the same time.

MATLAB's layout is imitated: a user block of 512 bytes, its attributes, references to /#refs#, and
groups for structs, as in the files that MATLAB has written since 2006.

Run with h5py 3.16, hdf5storage 0.2.2, SciPy 1.17, NumPy 2.4 and GNU Octave 7.3.
"""

import json
import os
import subprocess
import tempfile

import h5py
import hdf5storage
import numpy as np
import scipy.sparse
from make_mat_expectations import describe, describe_file

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hdf5")


def char(*rows):
    """Text as loadmat returns it: a character per element."""
    return np.array([list(row) for row in rows])


def cell(*values, shape=None):
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array.reshape(shape or (1, len(values)), order="F")


def struct(*elements):
    """A row of elements, each a dictionary with the same fields in the same order."""
    array = np.empty((1, len(elements)), dtype=[(name, object) for name in elements[0]])
    for index, element in enumerate(elements):
        for name, value in element.items():
            array[0, index][name] = value
    return array


class MATLAB:
    """Writes arrays, as loadmat returns them, in MATLAB's layout."""

    def __init__(self, path):
        self.path = path
        self.file = h5py.File(path, "w", userblock_size=512)
        self.references = 0

    def close(self):
        self.file.close()
        text = b"MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Mon Jan  1 00:00:00 2024"
        header = (text + b" HDF5 schema 1.00 .").ljust(116) + bytes(8) + b"\0\x02IM"
        with open(self.path, "r+b") as file:
            file.write(header)

    def dataset(self, place, name, values, class_name, decode=None, **options):
        dataset = place.create_dataset(name, data=values, **options)
        dataset.attrs["MATLAB_class"] = np.bytes_(class_name)
        if decode:
            dataset.attrs["MATLAB_int_decode"] = np.int32(decode)
        return dataset

    def reference(self, value):
        group = self.file.require_group("#refs#")
        self.references += 1
        name = f"r{self.references}"
        self.write(group, name, value)
        return group[name].ref

    def refer(self, values):
        references = np.empty(values.shape, dtype=h5py.ref_dtype)
        for index in np.ndindex(values.shape):
            references[index] = self.reference(values[index])
        return references

    def write(self, place, name, value, **options):
        if scipy.sparse.issparse(value):
            return self.sparse(place, name, scipy.sparse.csc_array(value))
        if value.dtype.names and value.size == 1:
            group = place.create_group(name)
            for field in value.dtype.names:
                self.write(group, field, value.flat[0][field])
            return self.fields(group, value)
        if value.dtype.names and value.size > 1:
            group = place.create_group(name)
            for field in value.dtype.names:
                group.create_dataset(field, data=self.refer(value[field].T), dtype=h5py.ref_dtype)
            return self.fields(group, value)
        classes = {"float64": "double", "float32": "single", "bool": "logical", "object": "cell"}
        real = value.real.dtype.name if value.dtype.kind == "c" else value.dtype.name
        class_name = "char" if value.dtype.kind == "U" else classes.get(real, real)
        if value.dtype.names:
            class_name = "struct"
        if value.size == 0:
            dataset = self.dataset(place, name, np.uint64(value.shape), class_name)
            dataset.attrs["MATLAB_empty"] = np.uint8(1)
            return self.fields(dataset, value) if value.dtype.names else None
        if value.dtype.kind == "U":
            units = np.vectorize(ord, otypes=[np.uint16])(value.T)
            self.dataset(place, name, units, "char", 2, **options)
        elif value.dtype == bool:
            self.dataset(place, name, value.T.astype(np.uint8), "logical", 1, **options)
        elif value.dtype == object:
            self.dataset(place, name, self.refer(value.T), "cell", dtype=h5py.ref_dtype)
        elif value.dtype.kind == "c":
            self.dataset(place, name, self.pairs(value.T), class_name, **options)
        else:
            self.dataset(place, name, value.T, class_name, **options)

    def pairs(self, values):
        part = values.real.dtype
        pairs = np.empty(values.shape, dtype=[("real", part), ("imag", part)])
        pairs["real"], pairs["imag"] = values.real, values.imag
        return pairs

    def fields(self, place, value):
        place.attrs["MATLAB_class"] = np.bytes_("struct")
        names = np.empty(len(value.dtype.names), dtype=object)
        for index, name in enumerate(value.dtype.names):
            names[index] = np.array([letter.encode() for letter in name], dtype="S1")
        letters = h5py.vlen_dtype(np.dtype("S1"))
        place.attrs.create("MATLAB_fields", names, dtype=letters)

    def sparse(self, place, name, value):
        group = place.create_group(name)
        is_logical = value.dtype == bool
        group.attrs["MATLAB_class"] = np.bytes_("logical" if is_logical else "double")
        group.attrs["MATLAB_sparse"] = np.uint64(value.shape[0])
        if is_logical:
            group.attrs["MATLAB_int_decode"] = np.int32(1)
        group["jc"] = np.uint64(value.indptr)
        if value.nnz:
            data = self.pairs(value.data) if value.dtype.kind == "c" else value.data
            group["data"] = data.astype(np.uint8) if is_logical else data
            group["ir"] = np.uint64(value.indices)


def matlab(path):
    values = {
        "X": np.arange(24.0).reshape(6, 4) / 8,
        "y": np.array([[1.0], [2], [10], [1], [2], [10]]),
        "scalar": np.array([[0.5]]),
        "cube": np.arange(24.0).reshape(2, 3, 4),
        "single": np.float32([[1.5, -2, 1e30]]),
        "i8": np.int8([[-128, 127]]),
        "u64": np.uint64([[2**53]]),
        "complex": np.array([[1 + 2j, 3 - 0.5j]]),
        "truth": np.array([[True, False], [False, True]]),
        "text": char("caf\u00e9 \u0398"),
        "rows": char("abc", "def"),
        "empty": np.zeros((0, 3)),
        "none": np.empty((0, 0), dtype=object),
        "cells": cell(np.array([[1.0, 2]]), char("two"), cell(np.zeros((0, 0)), shape=(1, 1)), np.ones((1, 1)), shape=(2, 2)),
        "model": struct({"z": np.ones((1, 1)), "a": char("x"), "inner": struct({"l": np.array([[2.0]])})}),
        "people": struct({"name": char("Ann"), "age": np.array([[40.0]])}, {"name": char("Bob"), "age": np.array([[41.0]])}),
        "nobody": np.empty((0, 0), dtype=[("name", object)]),
        "sparse": scipy.sparse.csc_array(([1.5, -2, 4], ([1, 0, 2], [0, 3, 3])), shape=(3, 4)),
        "sparse0": scipy.sparse.csc_array((3, 2)),
        "sparseZ": scipy.sparse.csc_array(([1 + 2j], ([1], [1])), shape=(2, 2)),
        "sparseB": scipy.sparse.csc_array(([True], ([0], [1])), shape=(1, 2)),
    }
    writer = MATLAB(path)
    for name, value in values.items():
        writer.write(writer.file, name, value)
    group = writer.file.create_dataset("table", data=np.uint32([[1, 2]]))
    group.attrs["MATLAB_class"] = np.bytes_("table")
    group.attrs["MATLAB_object_decode"] = np.int32(3)
    writer.close()
    return describe_all(values)


def chunks(path):
    """Chunks that divide the dimensions and that do not, in every order of filters of MATLAB and
    h5py, and some that were never written."""
    random = np.random.default_rng(7)
    values = {
        "columns": random.integers(0, 3, (20, 30)).astype(float),
        "tiles": random.integers(0, 1000, (17, 23)).astype(np.int32),
        "shuffled": random.normal(size=(10, 9)),
        "checked": np.float32(random.normal(size=(9, 10))),
        "cube": random.integers(0, 200, (5, 6, 7)).astype(np.uint8),
        "row": random.integers(0, 9, (1, 100)).astype(np.int16),
        "letters": char("to be or not to be"),
        "pairs": random.normal(size=(6, 5)) + 1j * random.normal(size=(6, 5)),
    }
    gzip = {"compression": "gzip", "compression_opts": 3}
    options = {
        "columns": {"chunks": (4, 20), **gzip},
        "tiles": {"chunks": (5, 4), **gzip},
        "shuffled": {"chunks": (9, 4), "shuffle": True, **gzip},
        "checked": {"chunks": (3, 3), "shuffle": True, "fletcher32": True, **gzip},
        "cube": {"chunks": (2, 3, 2), "fletcher32": True},
        "row": {"chunks": (7, 1), "shuffle": True},
        "letters": {"chunks": (18, 1), **gzip},
        "pairs": {"chunks": (2, 4), **gzip},
    }
    writer = MATLAB(path)
    for name, value in values.items():
        writer.write(writer.file, name, value, **options[name])
    for name, options in {
        "unwritten": {"fillvalue": 1.5},
        "part": {"chunks": (2, 2), "fillvalue": 7, **gzip},
    }.items():
        dataset = writer.file.create_dataset(name, shape=(4, 3), dtype=float, **options)
        dataset.attrs["MATLAB_class"] = np.bytes_("double")
        if name == "part":
            dataset[0:2, 0:2] = [[1, 2], [3, 4]]
    part = np.full((3, 4), 7.0)
    part[:2, :2] = [[1, 3], [2, 4]]
    writer.close()
    return describe_all(values | {"unwritten": np.full((3, 4), 1.5), "part": part})


def storage(path):
    """A file of hdf5storage: the values in Python, and as loadmat returns them."""
    values = {
        "x": (1.5, np.array([[1.5]])),
        "m": (np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3)),
        "s": ("caf\u00e9", char("caf\u00e9")),
        "far": ("a\U0001f600", char("a\ud83d\ude00")),
        "d": ({"a": 1.0, "b": "x"}, struct({"a": np.array([[1.0]]), "b": char("x")})),
        "c": ([True, "y"], cell(np.array([[True]]), char("y"))),
        "z": (np.array([[1 + 2j]]), np.array([[1 + 2j]])),
        "e": (np.zeros((0, 3)), np.zeros((0, 3))),
        "u": (np.uint8([[1, 2], [3, 4]]), np.uint8([[1, 2], [3, 4]])),
    }
    if os.path.exists(path):
        os.remove(path)
    hdf5storage.savemat(path, {name: pair[0] for name, pair in values.items()}, format="7.3")
    return describe_all({name: pair[1] for name, pair in values.items()})


def plain(path):
    """What h5py writes by default, row by row, and some of what it writes if it is told to."""
    column = np.arange(2.0)
    matrix = np.arange(6).reshape(2, 3)
    values = {
        "X": matrix.astype(float),
        "y": column,
        "scalar": np.float64(0.5),
        "cube": np.arange(24, dtype=np.int16).reshape(2, 3, 4),
        "big": matrix.astype(">i4"),
        "bigger": matrix.astype(">f8"),
        "half": matrix.astype(np.float16),
        "truth": np.array([[True, False, True], [False, False, True]]),
        "complex": (matrix + 0.5j).astype(np.complex64),
        "level": matrix.astype(np.int16),
    }
    with h5py.File(path, "w") as file:
        for name, value in values.items():
            if name != "level":
                file[name] = value
        levels = h5py.enum_dtype({"LOW": 0, "HIGH": 5}, basetype="i2")
        file.create_dataset("level", data=matrix, dtype=levels)
        file["text"] = "caf\u00e9"
        file["words"] = ["one", "two", ""]
        file["fixed"] = np.array([[b"a", b"bc"], [b"def", b""], [b"g", b"h"]])
        file["nothing"] = h5py.Empty("f8")
        layer = file.create_group("weights/dense")
        layer["kernel:0"] = matrix.astype(np.float32)
        layer["bias:0"] = np.float32([1, 2, 3])
        layer.attrs["weight_names"] = ["kernel:0", "bias:0"]
        layer["records"] = np.zeros(2, dtype=[("a", float), ("b", int)])
        # What is not read must not hide the rest. The external link and the name that is not ASCII
        # make this a group with link messages.
        odd = file.create_group("odd")
        odd["records"] = np.zeros(2, dtype=[("a", float), ("b", int)])
        odd["soft"] = h5py.SoftLink("/X")
        odd["outside"] = h5py.ExternalLink("other.h5", "/X")
        odd["\u0398"] = column
        file.create_dataset("lzf", data=matrix, compression="lzf")
        file.create_dataset("lists", shape=(1,), dtype=h5py.vlen_dtype(int))[0] = [1, 2]
        file["link"] = h5py.SoftLink("/X")
        file.create_group("newer", track_order=True)["x"] = 1
    described = describe_all({
        name: np.reshape(value, (*value.shape, 1, 1)[: max(2, value.ndim)])
        for name, value in values.items()
    })
    described["half"]["class"] = "single"
    for name in ("big", "bigger"):
        described[name] = describe_all({name: values[name].astype(values[name].dtype.newbyteorder("="))})[name]
    unread = {"class": "unknown", "dimensions": [1, 1]}
    words = cell(char("one"), char("two"), np.empty((0, 0), dtype="U1"), shape=(3, 1))
    fixed = cell(char("a"), char("def"), char("g"), char("bc"), np.empty((0, 0), dtype="U1"), char("h"), shape=(3, 2))
    described |= describe_all({
        "text": char("caf\u00e9"), "words": words, "fixed": fixed, "nothing": np.zeros((0, 0)),
    })
    dense = {
        "class": "struct", "dimensions": [1, 1], "fields": ["bias:0", "kernel:0", "records"],
        "children": [
            describe_all({"b": np.float32([[1], [2], [3]])})["b"],
            describe_all({"k": matrix.astype(np.float32)})["k"], unread,
        ],
    }
    described["weights"] = {
        "class": "struct", "dimensions": [1, 1], "fields": ["dense"], "children": [dense],
    }
    described["odd"] = {
        "class": "struct", "dimensions": [1, 1], "fields": ["records", "outside", "soft", "\u0398"],
        "children": [unread, unread, unread, describe_all({"g": column.reshape(2, 1)})["g"]],
    }
    return described


def octave(path):
    script = """
      m = [1 2; 3 4; 5 6]; z = [1+2i 3]; f = single(1+3i); s = "caf\\303\\251"; sm = ['abc'; 'def'];
      b = true; bm = [true false; true true]; r = 0:0.1:0.3; i8 = int8([1 -2]); e3 = zeros(0, 3);
      c = {1, 'two'; [1 2 3], {}}; st.b = 'x'; st.n.q = 1; sa(2).a = 'q';
      sp = sparse([1 2 3], [1 2 1], [1 2 3], 4, 3); spc = sparse(1, 2, 1+2i, 2, 2);
      save('-v7', 'OTHER'); g = @(x) x + 1; save('-hdf5', 'PATH');
    """
    with tempfile.TemporaryDirectory() as folder:
        other = os.path.join(folder, "other.mat")
        script = script.replace("OTHER", other).replace("PATH", path)
        subprocess.run(["octave-cli", "--no-init-file", "--eval", script], check=True)
        described = describe_file(other)["variables"]
    return described


def describe_all(values):
    return {name: describe(value, value) for name, value in values.items()}


def main():
    os.makedirs(HERE, exist_ok=True)
    files = {
        "matlab.mat": matlab, "chunks.mat": chunks, "hdf5storage.mat": storage, "h5py.h5": plain,
        "octave.h5": octave,
    }
    table = {name: {"variables": write(os.path.join(HERE, name))} for name, write in files.items()}
    with open(os.path.join(HERE, "expected.json"), "w") as out:
        json.dump(table, out, indent=1, ensure_ascii=True)
        out.write("\n")


if __name__ == "__main__":
    main()
