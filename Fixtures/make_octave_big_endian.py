#!/usr/bin/env python3
"""octave-values-big.bin: octave-values-binary.bin with the bytes of every number swapped, as a machine
with the other byte order writes it, which Octave reads as well.

Run make_octave_files.m before; it says what the file holds. The layout of each type is that of the
files which Octave 7.3 writes.
"""

import os
import struct

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = [1, 2, 4, 1, 2, 4, 4, 8, 8, 8]  # of the numbers with the codes 0 to 9


class Swapper:
    def __init__(self, content):
        self.content, self.position, self.output = content, 11, b"Octave-1-B\x01"

    def copy(self, count):
        taken = self.content[self.position : self.position + count]
        self.position += count
        self.output += taken
        return taken

    def numbers(self, count, size):
        for _ in range(count):
            word = self.content[self.position : self.position + size]
            self.position += size
            self.output += word[::-1]

    def integer(self):
        (value,) = struct.unpack_from("<i", self.content, self.position)
        self.numbers(1, 4)
        return value

    def dimensions(self):
        count = 1
        for _ in range(-self.integer()):
            count *= self.integer()
        return count

    def coded(self, count):
        self.numbers(count, SIZES[self.copy(1)[0]])

    def value(self):
        self.copy(self.integer())  # name
        self.copy(self.integer())  # comment
        self.copy(2)  # global flag, code 255
        kind = self.copy(self.integer()).decode()
        parts = 2 if "complex" in kind else 1
        bits = "".join(c for c in kind.split()[0] if c.isdigit())
        if kind == "bool":
            self.copy(1)
        elif kind in ("bool matrix", "string", "sq_string"):
            self.copy(self.dimensions())
        elif bits and kind.endswith("scalar"):
            self.numbers(1, int(bits) // 8)
        elif bits:
            self.numbers(self.dimensions(), int(bits) // 8)
        elif kind == "double_range":
            self.copy(1)
            self.numbers(3, 8)
        elif kind == "cell":
            for _ in range(self.dimensions()):
                self.value()
        elif kind == "struct":
            self.dimensions()
            for _ in range(self.integer()):
                self.value()
        elif kind == "scalar struct":
            for _ in range(self.integer()):
                self.value()
        elif kind.startswith("sparse"):
            self.integer()
            self.integer()
            columns, count = self.integer(), self.integer()
            self.numbers(columns + 1 + count, 4)
            if "bool" in kind:
                self.copy(count)
            else:
                self.coded(count * parts)
        elif kind.endswith("diagonal matrix"):
            self.coded(min(self.integer(), self.integer()) * parts)
        elif kind == "permutation matrix":
            size = self.integer()
            self.copy(1)
            self.numbers(size, 8)
        elif kind == "lazy_index":
            self.value()
        elif kind.endswith("scalar"):
            self.coded(parts)
        else:
            self.coded(self.dimensions() * parts)


def main():
    with open(os.path.join(HERE, "octave-values-binary.bin"), "rb") as file:
        swapper = Swapper(file.read())
    while swapper.position < len(swapper.content):
        swapper.value()
    with open(os.path.join(HERE, "octave-values-big.bin"), "wb") as out:
        out.write(swapper.output)


if __name__ == "__main__":
    main()
