"""Times other programs that read the files of `fullbatch-benchmarks read`.

Usage: reading.py FILE …, with h5py for HDF5, SciPy for other MAT-files and pandas for tables; seven reads each.
`reading.py --make FOLDER` writes the files first: ex4data1.mat as version 7.3 would have it, a gigabyte of
doubles, and a table of 60 000 x 785 bytes.
"""
import os, statistics, sys, time


def timed(name, path, read):
    seconds = []
    for _ in range(7):
        start = time.perf_counter()
        read()
        seconds.append(time.perf_counter() - start)
    print(f"{path}, {name}: median {1000 * statistics.median(seconds):.1f}, minimum {1000 * min(seconds):.1f} ms", flush=True)


def read_hdf5(path):
    import h5py

    with h5py.File(path) as file:
        return {name: file[name][()] for name in file}


def make(folder):
    import h5py, numpy as np, scipy.io

    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    digits = scipy.io.loadmat(os.path.join(root, "data", "ex4data1.mat"))
    rng = np.random.default_rng(0)

    def write(name, variables, **options):
        with h5py.File(os.path.join(folder, name), "w", userblock_size=512, libver="earliest") as file:
            for key, array in variables.items():
                values = np.asfortranarray(array).T
                data = file.create_dataset(key, data=values, **options)
                data.attrs["MATLAB_class"] = np.bytes_({"f": "double", "u": "uint8"}[array.dtype.kind])
        with open(os.path.join(folder, name), "r+b") as file:
            file.write(b"MATLAB 7.3 MAT-file".ljust(116) + bytes(8) + b"\x00\x02IM")

    write("ex4data1-v73.mat", {"X": digits["X"], "y": digits["y"]}, chunks=True, compression="gzip", compression_opts=3)
    X = rng.random((16000, 8192))
    write("gigabyte.mat", {"X": X, "y": (np.arange(16000)[:, None] % 10).astype("u1")})
    pixels = rng.integers(0, 256, (60000, 784)) * (rng.random((60000, 784)) < 0.3)
    np.savetxt(os.path.join(folder, "table.csv"), np.column_stack([np.arange(60000) % 10, pixels]), "%d", ",")


if __name__ == "__main__":
    if sys.argv[1] == "--make":
        make(sys.argv[2])
        sys.exit()
    for path in sys.argv[1:]:
        if path.endswith(".csv"):
            import pandas

            timed("pandas.read_csv", path, lambda: pandas.read_csv(path, header=None))
            continue
        with open(path, "rb") as file:
            is_hdf5 = b"7.3" in file.read(20)
        if is_hdf5:
            timed("h5py", path, lambda: read_hdf5(path))
        else:
            import scipy.io

            timed("scipy.io.loadmat", path, lambda: scipy.io.loadmat(path))
