import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// `inspect` against what SciPy and NumPy say of the same files.
  @Suite struct InspectCommandTests {
    /// A part of the table that SciPy has filled.
    struct Expectation: Decodable {
      /// Real parts; numbers that JSON has no words for are texts.
      struct Numbers: Decodable {
        let count: Int
        let sum: Double?
        let first: [Double]?
        let last: [Double]?

        enum CodingKeys: CodingKey { case count, sum, first, last }

        init(from decoder: any Decoder) throws {
          let container = try decoder.container(keyedBy: CodingKeys.self)
          count = try container.decode(Int.self, forKey: .count)
          sum = try? container.decode(Double.self, forKey: .sum)
          first = try? container.decode([Double].self, forKey: .first)
          last = try? container.decode([Double].self, forKey: .last)
        }
      }

      let `class`: String
      let dimensions: [Int]?
      let complex: Bool?
      let sparse: Bool?
      let real: Numbers?
      let children: [Expectation]?
    }

    /// What SciPy says of a file.
    struct File: Decodable {
      let variables: [String: Expectation]?
    }

    /// What SciPy says of all files.
    struct Table: Decodable {
      let fixtures: [String: File]
    }

    let folder = TemporaryFolder()

    private func inspect(_ path: String) throws -> InspectionDocument {
      let outcome = try Tool.run(["inspect", path, "--json"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try outcome.json()
    }

    @Test(arguments: [
      (name: "mat-level4-little.mat", format: "mat4", byteOrder: "little"),
      (name: "mat-level4-big.mat", format: "mat4", byteOrder: "big"),
      (name: "mat-level5-little.mat", format: "mat5", byteOrder: "little"),
      (name: "mat-level5-big.mat", format: "mat5", byteOrder: "big"),
    ])
    func agreesWithSciPy(name: String, format: String, byteOrder: String) throws {
      let table = try TestFiles.decodeFixture("mat-expectations.json", as: Table.self)
      let expected = try #require(table.fixtures[name]?.variables)
      let document = try inspect(TestFiles.fixture(name))
      #expect(document.format == format)
      #expect(document.byteOrder == byteOrder)
      #expect(Set(document.variables.map(\.name)).isSuperset(of: expected.keys))
      for variable in document.variables {
        if let expectation = expected[variable.name] { check(variable, expectation) }
      }
    }

    private func check(_ variable: InspectionDocument.Variable, _ expected: Expectation) {
      let comment = Comment(rawValue: variable.name)
      #expect(variable.class == expected.class, comment)
      // What was left out of a cell is 0×0 in MATLAB and 1×0 in SciPy.
      if let dimensions = expected.dimensions, dimensions != [1, 0] {
        #expect(variable.dimensions == dimensions, comment)
      }
      #expect(variable.complex == expected.complex ?? false, comment)
      #expect(variable.sparse == expected.sparse ?? false, comment)
      #expect(variable.logical == (expected.class == "logical"), comment)
      if let real = expected.real, expected.complex == false, expected.sparse != true,
        expected.class != "logical"
      {
        #expect(variable.count == real.count, comment)
        if let sum = real.sum { #expect(variable.sum == sum, comment) }
        if let first = real.first { #expect(variable.first == first, comment) }
        if let last = real.last { #expect(variable.last == last, comment) }
      }
      if let children = expected.children {
        #expect(variable.children?.count == children.count, comment)
        for (child, expectation) in zip(variable.children ?? [], children) {
          check(child, expectation)
        }
      }
    }

    @Test func listsTheDigits() throws {
      let document = try inspect(TestFiles.digits)
      #expect(document.format == "mat5")
      let pixels = try #require(document.variables.first { $0.name == "X" })
      #expect(pixels.class == "double")
      #expect(pixels.dimensions == [5000, 400])
      #expect(pixels.count == 2_000_000)
      // By NumPy, whose order of summation is another.
      #expect(try abs(#require(pixels.sum) - 262678.2601596819) < 1e-6)
      let labels = try #require(document.variables.first { $0.name == "y" })
      #expect(labels.class == "uint8")
      #expect(labels.dimensions == [5000, 1])
      #expect(labels.sum == 27500)
      #expect(labels.first == [10, 10, 10, 10])
      #expect(labels.last == [9, 9, 9, 9])
    }

    @Test func namesWhatItCannotRead() throws {
      let path = TestFiles.fixture("mat-level5-opaque.mat")
      let unsupported = try inspect(path).variables.filter { !$0.supported }
      #expect(!unsupported.isEmpty)
      for variable in unsupported { #expect(try !#require(variable.reason).isEmpty) }
    }

    @Test(arguments: ["numpy/float64.npy", "numpy/stored.npz", "idx/u1.idx", "pickle/pair.pkl.gz"])
    func readsOtherFormats(_ name: String) throws {
      let path = TestFiles.fixture("datasets/\(name)")
      let document = try inspect(path)
      #expect(!document.format.hasPrefix("mat"))
      #expect(!document.variables.isEmpty)
      for variable in document.variables where variable.supported {
        #expect(variable.count == variable.dimensions.reduce(1, *))
      }
    }

    @Test func showsHowATableIsWritten() throws {
      let path = TestFiles.fixture("datasets/tables/decimal-comma.csv")
      let outcome = try Tool.run(["inspect", path], in: folder)
      #expect(
        outcome.output.hasPrefix(
          "\(path): csv, separator semicolon, decimal comma, UTF-8, header\n"))
      let document = try Tool.run(["inspect", path, "--json"], in: folder)
      #expect(try document.keys().contains("table"))
      for key in ["separator", "decimalMark", "encoding", "header"] {
        #expect(document.output.contains("\"\(key)\" : "), "\(key)")
      }
    }

    @Test(arguments: [("matlab.mat", "mat73"), ("h5py.h5", "hdf5"), ("octave.h5", "hdf5")])
    func readsHDF5(_ name: String, _ format: String) throws {
      let document = try inspect(TestFiles.fixture("hdf5/\(name)"))
      #expect(document.format == format)
      #expect(document.variables.count { $0.supported } > 10)
    }

    @Test func refusesNewerHDF5WithTheMend() throws {
      let text = "MATLAB 7.3 MAT-file, Platform: GLNXA64"
      let header = Array(text.utf8) + [UInt8](repeating: 0x20, count: 124 - text.utf8.count)
      let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
      let gap = [UInt8](repeating: 0, count: 384)
      try folder.write(header + [0x00, 0x02, 0x49, 0x4D] + gap + signature + [2], to: "new.mat")
      let outcome = try Tool.run(["inspect", "new.mat", "--json"], in: folder)
      #expect(outcome.status == 65)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("fullbatch: new.mat: "))
      #expect(outcome.errors.contains("save -v7"))
    }
  }
}
