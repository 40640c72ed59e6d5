import MATFile
import StoredNumbers

/// An array of every kind that is written, by name.
enum Samples {
  static let arrays: [(name: String, array: MATArray)] = [
    ("doubles", MATArray([0.5, -1, .infinity, -.infinity, .nan, 1e-300], dimensions: [2, 3])),
    ("singles", MATArray([0.5, -1, 3.25] as [Float], dimensions: [1, 3])),
    ("i8", MATArray([-128, 0, 127] as [Int8])),
    ("u8", MATArray([0, 128, 255] as [UInt8])),
    ("i16", MATArray([-32768, 0, 32767] as [Int16])),
    ("u16", MATArray([0, 1, 65535] as [UInt16])),
    ("i32", MATArray([.min, 0, .max] as [Int32])),
    ("u32", MATArray([0, 1, .max] as [UInt32])),
    ("i64", MATArray([.min, 0, .max] as [Int64])),
    ("u64", MATArray([0, 1, .max] as [UInt64])),
    (
      "compact",
      MATArray(
        dimensions: [2, 2],
        .numeric(.double, real: StoredNumbers([1, 2, 3, 4] as [UInt8]), imaginary: nil))
    ),
    ("scalar", MATArray(scalar: 42.0)),
    ("empty", MATArray([Double](), dimensions: [0, 3])),
    ("cube", MATArray((0..<24).map(Double.init), dimensions: [2, 3, 4])),
    ("byRows", MATArray(rowMajor: [1, 2, 3, 4, 5, 6], rows: 2, columns: 3)),
    ("complex", MATArray(real: [1, 2], imaginary: [0.5, -0.25], dimensions: [1, 2])),
    ("truth", MATArray(logical: [true, false, true], dimensions: [1, 3])),
    ("text", MATArray("Θ₁ and café")),
    ("noText", MATArray("")),
    (
      "sparse",
      MATArray(
        dimensions: [3, 4],
        .sparse(
          MATSparse(rows: [1, 0, 2], columns: [0, 3, 3], values: StoredNumbers([1.5, -2, 4]))))
    ),
    (
      "noSparse",
      MATArray(
        dimensions: [3, 4],
        .sparse(MATSparse(rows: [], columns: [], values: StoredNumbers([Double]()))))
    ),
    (
      "cells",
      MATArray(cell: [
        MATArray(scalar: 1.0), MATArray("two"), MATArray(cell: [MATArray(logical: [true])]),
      ])
    ),
    (
      "model",
      MATArray(structure: [
        ("layers", MATArray([400.0, 25, 10], dimensions: [1, 3])),
        ("activation", MATArray("sigmoid")),
        ("inner", MATArray(structure: [("lambda", MATArray(scalar: 1.0))])),
      ])
    ),
    (
      "people",
      MATArray(
        dimensions: [1, 2],
        .structure(
          MATStructure(
            fieldNames: ["name", "age"],
            values: [
              MATArray("Ann"), MATArray(scalar: 40.0), MATArray("Bob"), MATArray(scalar: 41.0),
            ])))
    ),
  ]
}
