import Foundation
import MATFile
import StoredNumbers
import TestSupport
import Testing

/// What `Fixtures/make_mat_expectations.py` wrote of an array.
struct Expectation: Decodable {
  /// Real or imaginary parts.
  struct Numbers: Decodable {
    let count: Int
    let sum: Value
    let first: [Value]
    let last: [Value]
  }

  /// A number, or one of the words `nan`, `inf`, `-inf`.
  struct Value: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        value = number
      } else {
        value = try Double(container.decode(String.self)) ?? .nan
      }
    }
  }

  let `class`: String
  let dimensions: [Int]?
  let complex: Bool?
  let sparse: Bool?
  let real: Numbers?
  let imaginary: Numbers?
  let text: String?
  let rows: [Int]?
  let columns: [Int]?
  let fields: [String]?
  let children: [Expectation]?

  /// The whole table.
  struct Table: Decodable {
    struct File: Decodable {
      let refused: String?
      let variables: [String: Expectation]?
    }

    let scipy: String
    let files: [String: File]
    let fixtures: [String: File]

    static let shared: Table = {
      do {
        return try TestFiles.decodeFixture("mat-expectations.json")
      } catch {
        fatalError("Fixtures/mat-expectations.json: \(error)")
      }
    }()
  }
}

extension Expectation {
  /// Compares an array with what SciPy read.
  func check(_ array: MATArray, _ place: String, sourceLocation: SourceLocation = #_sourceLocation)
  {
    let comment = Comment(rawValue: place)
    #expect(array.arrayClass.rawValue == `class`, comment, sourceLocation: sourceLocation)
    // What was left out of a cell is 0×0 in MATLAB and 1×0 in SciPy.
    if let dimensions, dimensions != [1, 0] || array.dimensions != [0, 0] {
      #expect(array.dimensions == dimensions, comment, sourceLocation: sourceLocation)
    }
    #expect(array.isComplex == complex ?? false, comment, sourceLocation: sourceLocation)
    switch array.content {
    case .numeric(_, let real, let imaginary):
      check(real.doubles, self.real, place, sourceLocation)
      check(imaginary?.doubles, self.imaginary, place, sourceLocation)
    case .logical(let values):
      check(values.map { $0 ? 1 : 0 }, real, place, sourceLocation)
    case .char(let units):
      #expect(
        String(decoding: units, as: UTF16.self) == text, comment, sourceLocation: sourceLocation)
    case .sparse(let content):
      #expect(sparse == true, comment, sourceLocation: sourceLocation)
      #expect(content.rows == rows, comment, sourceLocation: sourceLocation)
      #expect(content.columns == columns, comment, sourceLocation: sourceLocation)
      check(content.values.doubles, real, place, sourceLocation)
      check(content.imaginary?.doubles, imaginary, place, sourceLocation)
    case .cell(let cells):
      check(children: cells, place, sourceLocation)
    case .structure(let structure):
      // SciPy renames the fields of a file that repeats names.
      if Set(structure.fieldNames).count == structure.fieldNames.count {
        #expect(structure.fieldNames == fields, comment, sourceLocation: sourceLocation)
      }
      check(children: structure.values, place, sourceLocation)
    case .unsupported:
      break
    }
  }

  private func check(
    children arrays: [MATArray], _ place: String, _ sourceLocation: SourceLocation
  ) {
    let children = children ?? []
    #expect(
      arrays.count == children.count, Comment(rawValue: place), sourceLocation: sourceLocation)
    for (index, (child, array)) in zip(children, arrays).enumerated() {
      child.check(array, "\(place){\(index + 1)}", sourceLocation: sourceLocation)
    }
  }

  private func check(
    _ values: [Double]?, _ numbers: Numbers?, _ place: String, _ sourceLocation: SourceLocation
  ) {
    let comment = Comment(rawValue: place)
    #expect((values == nil) == (numbers == nil), comment, sourceLocation: sourceLocation)
    guard let values, let numbers else { return }
    #expect(values.count == numbers.count, comment, sourceLocation: sourceLocation)
    let sum = values.reduce(0, +)
    let scale = values.reduce(0) { $0 + abs($1) }
    #expect(
      sum.isNaN && numbers.sum.value.isNaN || abs(sum - numbers.sum.value) <= 1e-12 * scale,
      comment, sourceLocation: sourceLocation)
    for (found, expected) in [
      (values.prefix(4), numbers.first), (values.suffix(4), numbers.last),
    ] {
      #expect(
        found.elementsEqual(expected) { $0 == $1.value || $0.isNaN && $1.value.isNaN },
        comment, sourceLocation: sourceLocation)
    }
  }
}
