"""Makes the small data sets under Fixtures/datasets, and what NumPy reads in them.

Run in this directory: python3 datasets.py (NumPy 2). Each file's arrays go to
datasets/expected.json by the file's name: dimensions and values in row-major order.
"""

import gzip
import io
import json
import pathlib
import pickle
import zipfile

import numpy as np

root = pathlib.Path(__file__).parent / "datasets"
expected = {}


def record(name, **arrays):
    """Notes the arrays of a file, as they are stored."""
    expected[name] = {
        key: {"dimensions": list(a.shape), "values": np.asarray(a, np.float64).ravel().tolist()}
        for key, a in arrays.items()
    }


def write(name, content):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def numbers(shape, dtype, seed):
    """Random numbers over the whole range of small values of a type, exact in it."""
    random = np.random.default_rng(seed)
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        return (random.integers(-1000, 1000, shape) / 64).astype(dtype)
    if dtype.kind == "b":
        return random.integers(0, 2, shape).astype(dtype)
    limits = np.iinfo(dtype)
    low, high = max(limits.min, -(2**40)), min(limits.max, 2**40)
    return random.integers(low, high, shape, endpoint=True).astype(dtype)


# IDX: every element type, ranks 1 to 4, plain and gzip; a pair of files; a directory of two sets.

idx_codes = {"u1": 0x08, "i1": 0x09, "i2": 0x0B, "i4": 0x0C, "f4": 0x0D, "f8": 0x0E}


def idx(array):
    header = bytes([0, 0, idx_codes[array.dtype.str[1:]], array.ndim])
    header += b"".join(n.to_bytes(4, "big") for n in array.shape)
    return header + array.astype(array.dtype.newbyteorder(">")).tobytes()


for rank, code in enumerate(idx_codes, start=1):
    array = numbers((4, 3, 2, 2)[: 1 + rank % 4], code, rank)
    write(f"idx/{code}.idx", idx(array))
    record(f"idx/{code}.idx", array=array)

for name, count, pack in [("train", 6, gzip.compress), ("t10k", 4, bytes)]:
    images = numbers((count, 3, 2), "u1", count)
    labels = np.arange(count, dtype="u1") % 3 + 1
    end = ".gz" if pack is gzip.compress else ""
    packing = {"mtime": 0} if end else {}
    write(f"idx/sets/{name}-images-idx3-ubyte{end}", pack(idx(images), **packing))
    write(f"idx/sets/{name}-labels-idx1-ubyte{end}", pack(idx(labels), **packing))
    record(f"idx/sets/{name}", features=images, labels=labels)


# Pickles: protocols 0 to 5 of Python 3, and what Python 2 wrote.


class ClassicPickler(pickle._Pickler):
    """Writes strings of bytes and names of modules as Python 2 with NumPy 1 did."""

    dispatch = dict(pickle._Pickler.dispatch)

    def write_string(self, value):
        if self.proto == 0:
            self.write(b"S" + repr(value)[1:].encode("ascii") + b"\n")
        elif len(value) < 256:
            self.write(b"U" + bytes([len(value)]) + value)
        else:
            self.write(b"T" + len(value).to_bytes(4, "little") + value)

    def save_bytes(self, value):
        self.write_string(value)
        self.memoize(value)

    dispatch[bytes] = save_bytes

    def save_text(self, value):
        self.write_string(value.encode("ascii"))
        self.memoize(value)

    dispatch[str] = save_text

    def save_global(self, value, name=None):
        module = value.__module__.replace("numpy._core", "numpy.core")
        self.write(f"c{module}\n{name or value.__qualname__}\n".encode())
        self.memoize(value)

    dispatch[type] = save_global
    dispatch[type(np.empty)] = save_global
    dispatch[type(lambda: 0)] = save_global


def three_sets(dtype, order, seed):
    sets = []
    for index, count in enumerate((6, 4, 3)):
        x = np.array(numbers((count, 5), dtype, seed + index), order=order)
        y = np.array([2, 0, 5, 7, 2, 0][:count], dtype="<i8" if order == "C" else ">i4")
        sets.append((x, y))
    return tuple(sets)


def record_sets(name, sets):
    roles = ("training", "validation", "test")
    record(name, **{f"{r}.{k}": a for r, s in zip(roles, sets) for k, a in zip("xy", s)})


for protocol in range(6):
    for dtype, order in [("<f4", "C"), (">f8", "F"), ("|u1", "C"), (">i2", "F"), ("<f2", "F")]:
        sets = three_sets(dtype, order, protocol)
        if dtype == "<f2":
            for x, y in sets:
                x.flags.writeable = False
        name = f"pickle/protocol{protocol}-{dtype[1:]}-{order}.pkl"
        write(name, pickle.dumps(sets, protocol))
        record_sets(name, sets)

for protocol in range(3):
    sets = three_sets("<f4", "C", 10 + protocol)
    content = io.BytesIO()
    ClassicPickler(content, protocol).dump(sets)
    name = f"pickle/classic{protocol}.pkl"
    write(name, content.getvalue())
    record_sets(name, sets)

x, y = three_sets("<f8", "C", 20)[0]
write("pickle/dictionary.pkl", pickle.dumps({"X": x, "y": y, "origin": "made here"}, 4))
record("pickle/dictionary.pkl", **{"training.x": x, "training.y": y})
write("pickle/pair.pkl.gz", gzip.compress(pickle.dumps([x, y], 3), mtime=0))
record("pickle/pair.pkl.gz", **{"training.x": x, "training.y": y})


# NumPy: every element type, both byte orders, both storage orders, the three header versions.

for index, code in enumerate(["?", "u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"]):
    order = "CF"[index % 2]
    shape = [(4,), (4, 3), (4, 3, 2)][index % 3]
    dtype = np.dtype(code).newbyteorder("<>"[index // 2 % 2])
    array = np.array(numbers(shape, code, index).astype(dtype), order=order)
    version = [(1, 0), (2, 0), (3, 0)][index // 2 % 3]
    content = io.BytesIO()
    np.lib.format.write_array(content, array, version)
    name = f"numpy/{np.dtype(code).name}.npy"
    write(name, content.getvalue())
    record(name, array=array)

x, y = three_sets("<f4", "F", 30)[0]
for save, name in [(np.savez, "numpy/stored.npz"), (np.savez_compressed, "numpy/deflated.npz")]:
    save(root / name, X=x, y=y)
    record(name, **{"training.x": x, "training.y": y})
images = numbers((6, 3, 2), "u1", 31)
np.savez_compressed(
    root / "numpy/images.npz",
    x_train=images, y_train=np.arange(6) % 3, x_test=images[:2], y_test=np.array([[0], [4]], "u1"))
record(
    "numpy/images.npz",
    **{"training.x": images, "training.y": np.arange(6) % 3,
       "test.x": images[:2], "test.y": np.array([0, 4])})
np.savez(
    root / "numpy/odd.npz", odd=np.array(["a", None], object), X=x[:2], y=np.array([0, 1]))


def npy(array, shape):
    """A .npy file whose header promises another shape than the array has."""
    content = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        content, {"descr": "<f8", "fortran_order": False, "shape": shape})
    return content.getvalue() + array.tobytes()


(root / "numpy/bad").mkdir(exist_ok=True)
zeros = np.zeros(100_000)
for name, shape in [("long", (2,)), ("short", (200_000,)), ("hollow", (2**40,))]:
    with zipfile.ZipFile(root / f"numpy/bad/{name}.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("X.npy"), npy(zeros, shape), zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("y.npy"), npy(zeros[:2], (2,)), zipfile.ZIP_DEFLATED)
# The same lie in the archive's own directory: 4 GB, which its 900 bytes can't hold.
claimed = 2**32 - 128
content = npy(zeros, ((claimed - 128) // 8,))
with zipfile.ZipFile(root / "numpy/bad/claim.npz", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr(zipfile.ZipInfo("X.npy"), content, zipfile.ZIP_DEFLATED)
    archive.writestr(zipfile.ZipInfo("y.npy"), npy(zeros[:2], (2,)), zipfile.ZIP_DEFLATED)
path = root / "numpy/bad/claim.npz"
path.write_bytes(
    path.read_bytes().replace(
        len(content).to_bytes(4, "little"), claimed.to_bytes(4, "little")))
np.save(root / "numpy/pair-X.npy", x)
np.save(root / "numpy/pair-y.npy", y)
record("numpy/pair-X.npy", **{"training.x": x, "training.y": y})


# Text digits: two folders, as a directory's content and as an archive; LF and CRLF.


def digit(seed):
    return np.random.default_rng(seed).integers(0, 2, (32, 32))


with zipfile.ZipFile(root / "digits.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for role, folder, names in [
        ("training", "trainingDigits", ["0_0", "0_2", "0_10", "7_1"]),
        ("test", "testDigits", ["7_0", "0_0"]),
    ]:
        pictures, labels = [], []
        for number, name in enumerate(names):
            picture = digit(number)
            end = "\r\n" if number % 2 else "\n"
            text = end.join("".join(map(str, row)) for row in picture) + (end if number < 3 else "")
            entry = zipfile.ZipInfo(f"{folder}/{name}.txt")
            archive.writestr(entry, text, zipfile.ZIP_DEFLATED)
            pictures.append(picture.ravel())
            labels.append(int(name[0]))
        order = [0, 1, 2, 3] if role == "training" else [1, 0]
        record(
            f"digits.zip/{role}",
            x=np.array(pictures)[order], y=np.array(labels)[order])

(root / "expected.json").write_text(json.dumps(expected, indent=None, separators=(",", ":")))
