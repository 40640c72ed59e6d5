"""NumPy in blocks of examples whose activations stay in the cache."""
import shared_work as shared
from numpy_peer import measure

BLOCKS = {"ex4": 1000, "fashion-100": 1000, "fashion-300": 1000}


def blocked(name, precision, seed):
    if name not in BLOCKS:
        raise shared.Unsupported("blocks are for evaluations")
    return measure(name, precision, seed, block=BLOCKS[name])


if __name__ == "__main__":
    shared.main(blocked)
