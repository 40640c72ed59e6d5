#!/usr/bin/env python3
"""Small MAT-files with what no program at hand writes, packed byte by byte after the format's
description (MAT-File Format, The MathWorks, R2014a): both levels in both byte orders, every storage
type, every text encoding, arrays left out of cells, classes that only MATLAB can read.

Run make_mat_expectations.py afterwards: SciPy says there what the files hold.
"""

import os
import struct
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
STORAGES = {1: "b", 2: "B", 3: "h", 4: "H", 5: "i", 6: "I", 7: "f", 9: "d", 12: "q", 13: "Q"}


class Level5:
    def __init__(self, order):
        self.order = order
        self.utf = "le" if order == "<" else "be"

    def pack(self, codes, *values):
        return struct.pack(self.order + codes, *values)

    def element(self, code, content):
        if 1 <= len(content) <= 4:
            # The two halves of one word: size above, type below.
            return self.pack("I", len(content) << 16 | code) + content.ljust(4, b"\0")
        return self.pack("II", code, len(content)) + content + b"\0" * (-len(content) % 8)

    def numbers(self, code, values):
        return self.element(code, self.pack(f"{len(values)}{STORAGES[code]}", *values))

    def array(self, name, class_code, dimensions, *content, flags=0):
        head = [
            self.numbers(6, [class_code | flags, 0]),
            self.numbers(5, dimensions),
            self.element(1, name.encode()),
        ]
        body = b"".join([*head, *content])
        return self.pack("II", 14, len(body)) + body

    def text(self, name, code, encoded, length):
        return self.array(name, 4, [1, length], self.element(code, encoded))

    def compressed(self, array):
        packed = zlib.compress(array, 9)
        return self.pack("II", 15, len(packed)) + packed

    def file(self, variables, subsystem=None):
        content = b"".join(variables)
        offset = 128 + len(content) if subsystem else 0
        text = b"MATLAB 5.0 MAT-file, packed by make_mat_fixtures.py".ljust(116)
        head = text + self.pack("QH", offset, 0x0100) + self.pack("H", 0x4D49)
        return head + content + (subsystem or b"")


def level5(order):
    w = Level5(order)
    values = [0, 1, 2, 3, 100, 127]
    variables = [
        w.array(f"double_as_{code}", 6, [2, 3], w.numbers(code, values)) for code in STORAGES
    ]
    classes = {7: 7, 8: 1, 9: 2, 10: 3, 11: 4, 12: 5, 13: 6, 14: 12, 15: 13}
    variables += [
        w.array(f"class_{code}", code, [3, 2], w.numbers(storage, values))
        for code, storage in classes.items()
    ]
    word = "caf\u00e9 \u0398\u2099"
    variables += [
        w.text("text_words", 4, word.encode("utf-16-" + w.utf), 7),
        w.text("text_utf8", 16, word.encode(), 7),
        w.text("text_utf16", 17, word.encode("utf-16-" + w.utf), 7),
        w.text("text_utf32", 18, word.encode("utf-32-" + w.utf), 7),
        w.array("text_blank", 4, [1, 3], w.element(2, b"")),
        w.array("complex", 6, [1, 2], w.numbers(2, [1, 2]), w.numbers(9, [0.5, -2]), flags=1 << 11),
        w.array("truth", 9, [1, 3], w.numbers(2, [1, 0, 1]), flags=1 << 9),
        w.array("global", 6, [1, 1], w.numbers(2, [7]), flags=1 << 10),
        w.array("empty", 6, [0, 3], w.numbers(9, [])),
        w.array("cube", 6, [2, 1, 3], w.numbers(2, [1, 2, 3, 4, 5, 6])),
        w.array("holes", 1, [1, 2], w.pack("II", 14, 0), w.array("", 6, [1, 1], w.numbers(2, [9]))),
        w.compressed(w.array("packed", 6, [4, 50], w.numbers(3, list(range(200))))),
    ]
    return w.file(variables)


def level5_opaque():
    """An object that only MATLAB reads, between two matrices, and its data behind them."""
    w = Level5("<")
    inner = w.array("", 13, [6, 1], w.numbers(6, [0xDD000000, 2, 1, 1, 1, 1]))
    body = w.numbers(6, [17, 0]) + w.element(1, b"times") + w.element(1, b"MCOS")
    body += w.element(1, b"datetime") + inner
    handle = w.array("f", 16, [1, 1], w.array("", 4, [1, 3], w.element(2, b"sin")))
    return w.file(
        [
            w.array("before", 6, [1, 1], w.numbers(2, [1])),
            w.compressed(w.pack("II", 14, len(body)) + body),
            w.compressed(handle),
            w.array("after", 6, [1, 1], w.numbers(2, [2])),
        ],
        subsystem=w.compressed(w.array("", 9, [1, 16], w.numbers(2, list(range(16))))),
    )


def level4(order):
    codes = "dfihHB"
    machine = 0 if order == "<" else 1000

    def matrix(name, kind, storage, rows, columns, values, is_complex=0):
        head = [machine + 10 * storage + kind, rows, columns, is_complex, len(name) + 1]
        packed = struct.pack(f"{order}{len(values)}{codes[storage]}", *values)
        return struct.pack(order + "5i", *head) + name.encode() + b"\0" + packed

    values = [0, 1, 2, 3, 100, 127]
    table = [3, 1, 2, 3, 1, 2, 2, 4, 5.5, -1, 2.5, 0]
    matrices = [matrix(f"full_{code}", 0, index, 2, 3, values) for index, code in enumerate(codes)]
    matrices += [
        matrix("complex", 0, 0, 1, 2, [1, 2, 0.5, -2], is_complex=1),
        matrix("text", 1, 0, 2, 3, [ord(c) for c in "adbecf"]),
        matrix("text_bytes", 1, 5, 1, 5, b"hello"),
        matrix("sparse", 2, 0, 4, 3, table),
        matrix("sparse_complex", 2, 0, 4, 4, [*table, 1, 2, 3, 0]),
        matrix("empty", 0, 0, 0, 0, []),
    ]
    return b"".join(matrices)


def main():
    files = {"level5-opaque": level5_opaque()}
    for name, order in {"little": "<", "big": ">"}.items():
        files[f"level5-{name}"] = level5(order)
        files[f"level4-{name}"] = level4(order)
    for name, content in files.items():
        with open(os.path.join(HERE, f"mat-{name}.mat"), "wb") as out:
            out.write(content)


if __name__ == "__main__":
    main()
