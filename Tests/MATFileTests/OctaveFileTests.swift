import Compression
import MATFile
import Machine
import StoredNumbers
import TestSupport
import Testing

/// Files in Octave's own formats, compared with a MAT-file of the same variables that Octave wrote.
@Suite struct OctaveFileTests {
  static let values = [
    "octave-values-text.txt", "octave-values-text.gz", "octave-values-binary.bin",
    "octave-values-big.bin",
  ]

  private func file(_ name: String) throws -> MATFile {
    try MATFile(path: TestFiles.fixture(name))
  }

  @Test(arguments: values) func equalsVersion7(_ name: String) throws {
    let (file, expected) = (try file(name), try file("octave-values-v7.mat"))
    #expect(file.damage == nil)
    #expect(
      Set(file.variables.map(\.name))
        == Set(expected.variables.map(\.name) + ["sparse_truths"]))
    for variable in expected.variables {
      let found = try #require(file.variable(named: variable.name))
      #expect(found.arrayClass == variable.arrayClass, "\(variable.name)")
      #expect(found.isComplex == variable.isComplex, "\(variable.name)")
      #expect(found.isLogical == variable.isLogical, "\(variable.name)")
      #expect(found.isSparse == variable.isSparse, "\(variable.name)")
      #expect(found.isGlobal == variable.isGlobal, "\(variable.name)")
      let array = try file.array(of: found)
      #expect(array == (try expected.array(of: variable)), "\(variable.name)")
      // Characters are counted when they are decoded.
      if variable.name != "greek" {
        #expect(found.dimensions == array.dimensions, "\(variable.name)")
      }
    }
    #expect(try file.array(named: "greek").string == "Größe Θ")
    #expect(try file.array(named: "padded").strings == ["a       ", "long one"])
    let truths = try file.array(named: "sparse_truths")
    #expect(try truths.dense() == MATArray(logical: (0..<12).map { $0 == 3 }, dimensions: [3, 4]))
  }

  @Test func readsNumbersOfSinglePrecision() throws {
    let (file, expected) = (try file("octave-values-float.bin"), try file("octave-values-v7.mat"))
    #expect(file.damage == nil && file.variables.count == 13)
    #expect(try #require(file.variable(named: "array")).storage == .single)
    #expect(try #require(file.variable(named: "hard")).storage == .double)
    for name in ["array", "diagonal", "hard", "matrix", "range_steps", "scalar", "truths"] {
      let (found, reference) = (try file.array(named: name), try expected.array(named: name))
      #expect(found.arrayClass == reference.arrayClass && found.dimensions == reference.dimensions)
      // Doubles keep their bits; the others are small numbers of a few bits.
      #expect(
        try StoredNumbers(found.doubles) == StoredNumbers(reference.doubles), "\(name)")
    }
    #expect(try file.array(named: "structure_matrix") == expected.array(named: "structure_matrix"))
    #expect(try file.array(named: "sparse_complex") == expected.array(named: "sparse_complex"))
  }

  @Test func describesTheFormats() throws {
    let text = try file("octave-values-text.txt")
    #expect(text.format == .octaveText && text.byteOrder == .native)
    #expect(text.headerText.hasPrefix("Created by Octave 7.3.0"))
    #expect(try file("octave-values-binary.bin").format == .octaveBinary)
    #expect(try file("octave-values-binary.bin").byteOrder == .little)
    #expect(try file("octave-values-big.bin").byteOrder == .big)
    #expect(try file("octave-values-text.gz").format == .octaveText)
  }

  @Test(arguments: ["octave-functions-text.txt", "octave-functions-binary.bin"])
  func listsWhatIsNotRead(_ name: String) throws {
    let file = try file(name)
    #expect(
      file.variables.map(\.name)
        == ["before", "named", "anonymous", "captured", "object", "holder", "fields", "last"])
    #expect(
      file.variables.map(\.isSupported) == [true, false, false, false, false, true, true, true])
    #expect(try file.array(named: "before").doubles == [1])
    #expect(try file.array(named: "last").doubles == [42])
    for (name, problem) in [
      ("named", "is a function handle, which only Octave can use"),
      ("object", "is an object of class 'inline', which only Octave can use"),
    ] {
      let error = #expect(throws: MATFileError.self) { try file.array(named: name) }
      #expect(error?.kind == .unsupported && error?.variable == name)
      #expect(error?.problem == problem)
    }
    let cells = try #require(file.array(named: "holder").cells)
    #expect(cells.map(\.arrayClass) == [.functionHandle, .double, .functionHandle])
    #expect(try file.array(named: "fields").structure?["v"] == MATArray(scalar: 1.0))
  }

  /// Handles of functions that Octave keeps in other ways, in a cell with a number: of a local
  /// function, which has the names of the functions around it, and of a nested one, which has nothing.
  @Test func skipsFunctions() throws {
    let path = "# octaveroot: /usr\n# path: /a/sub.m\n# subtype: scopedfunction\ninner\n"
    let element = "# name: <cell-element>\n# type: "
    let scopes =
      "# rows: 2\n# columns: 1\n\(element)sq_string\n# elements: 1\n# length: 5\ninner\n\n\n"
      + "\(element)sq_string\n# elements: 1\n# length: 3\nsub\n\n\n\n\n\n"
    for content in [path + scopes, ""] {
      let text =
        "# Created by Octave\n# name: x\n# type: cell\n# rows: 1\n# columns: 2\n"
        + "\(element)function handle\n\(content)\n\n\(element)scalar\n2\n\n\n\n\n\n"
        + "# name: h\n# type: function handle\n\(content)\n\n"
      let file = try MATFile(reading: Array(text.utf8))
      #expect(file.damage == nil && file.variables.map(\.name) == ["x", "h"])
      let cells = try #require(file.array(named: "x").cells)
      #expect(cells.map(\.arrayClass) == [.functionHandle, .double])
      #expect(try cells[1].doubles == [2])
    }
    let size = CorruptFile.words(0xFFFF_FFFE, 1, 2)
    let header = OctaveBytes.named("<cell-element>") + CorruptFile.words(0) + [0, 255]
    let row = CorruptFile.words(0xFFFF_FFFE, 1, 1)
    let scope = header + OctaveBytes.named("sq_string") + row + [0x61]
    let handle =
      OctaveBytes.named("function handle")
      + OctaveBytes.named("inner@<scopedfunction>\n/usr\n/a/sub.m") + size + scope + scope
    let cells = header + handle + header + OctaveBytes.named("bool") + [1]
    let file = try MATFile(reading: OctaveBytes.binary("cell", size + cells))
    #expect(file.damage == nil && file.variables.map(\.name) == ["x"])
    #expect(try file.array(named: "x").cells?.map(\.arrayClass) == [.functionHandle, .logical])
  }

  /// Text as other programs and people write it.
  @Test(arguments: [
    ("# name: x\n# type: scalar\n1.5\n", MATArray(scalar: 1.5)),
    (
      "# name: x\r\n# type: matrix\r\n# rows: 1\r\n# columns: 2\r\n 1 2\r\n\r\n",
      MATArray([1.0, 2], dimensions: [1, 2])
    ),
    (
      "% a comment\n# another: one\n%name: x\n#type: bool\n\n1\n",
      MATArray(logical: [true], dimensions: [1, 1])
    ),
    (
      "# name: x\n# type: matrix\n# made by hand\n# rows: 2\n# columns: 2\n1\t2 3\n4\n",
      MATArray([1.0, 3, 2, 4], dimensions: [2, 2])
    ),
    (
      "# name: x\n# type: range\n# base, limit, increment\n1 2 0.5\n",
      MATArray([1, 1.5, 2], dimensions: [1, 3])
    ),
    (
      "# name: x\n# type: range\n# base, length, increment\n7 3 0\n",
      MATArray([7.0, 7, 7], dimensions: [1, 3])
    ),
    ("# name: x\n# type: string\n# length: 3\nabc\n", MATArray("abc")),
    ("# name: x\r\n# type: string\r\n# elements: 1\r\n# length: 3\r\nabc\r\n", MATArray("abc")),
    (
      "# name: x\n# type: complex matrix\n# rows: 1\n# columns: 2\n (1,-Inf) 3\n",
      MATArray(real: [1.0, 3], imaginary: [-.infinity, 0], dimensions: [1, 2])
    ),
    (
      "# name: x\n# type: lazy_index\n# name: index_value\n# type: scalar\n9\n\n\n",
      MATArray(scalar: 9.0)
    ),
    ("\u{FEFF}# name: x\n# type: scalar\n1.5\n", MATArray(scalar: 1.5)),
    ("\u{FEFF}# Created by Octave\n# name: x\n# type: scalar\n1.5\n", MATArray(scalar: 1.5)),
    ("# name: x\n# type: scalar\n1.5", MATArray(scalar: 1.5)),
    ("\u{FEFF}% by hand\r\n# name: x\r\n# type: scalar\r\n1.5", MATArray(scalar: 1.5)),
    (
      "# name: x\n# type: complex matrix\n# rows: 1\n# columns: 1\n (1,2)",
      MATArray(real: [1.0], imaginary: [2], dimensions: [1, 1])
    ),
    ("# name: x\n# type: string\n# length: 3\nabc", MATArray("abc")),
    (
      "# name: x\n# type: matrix\n# rows: 0\n# columns: 0",
      MATArray([Double](), dimensions: [0, 0])
    ),
  ])
  func readsText(_ text: String, _ expected: MATArray) throws {
    let file = try MATFile(reading: Array(text.utf8))
    #expect(file.damage == nil && file.variables.map(\.name) == ["x"])
    #expect(try file.array(named: "x") == expected)
    let compressed = try MATFile(reading: Deflate.compress(Array(text.utf8), container: .gzip))
    #expect(try compressed.array(named: "x") == expected)
  }

  /// Layouts that Octave reads and does not write any more, or not often.
  @Test(arguments: [
    ([2] + CorruptFile.words(1, 2) + [0, 1, 255], MATArray([1.0, 255], dimensions: [1, 2])),
    ([2] + CorruptFile.words(2, 1) + [4, 1, 0, 0xFF, 0xFF], MATArray([1.0, -1])),
    (
      [5] + CorruptFile.words(2, 1) + [0x61] + CorruptFile.words(2) + [0x62, 0x63],
      MATArray(dimensions: [2, 2], .char([0x61, 0x62, 0x20, 0x63]))
    ),
    ([1, 9] + CorruptFile.words(.max, .max), MATArray(scalar: -1.0)),
  ])
  func readsBinary(_ content: [UInt8], _ expected: MATArray) throws {
    let file = try MATFile(reading: OctaveBytes.binary(content))
    #expect(file.damage == nil)
    #expect(try file.array(named: "x") == expected)
  }

  @Test(.requires(.octave), arguments: ["-text", "-binary", "-text -zip", "-binary -zip"])
  func equalsWhatOctaveSaves(_ options: String) throws {
    try TemporaryFolder.with { folder in
      let script = """
        x = [randn(40, 7); 10 .^ (-300:100:300); -exp(randn(3, 7) * 50)];
        f = single(x(1:40, :)); z = complex(x, x(end:-1:1, :)); n = reshape(x, 4, 11, 7);
        i = int64(x(1:40, :) * 1e15); c = {x, 'text'; f, i}; s = struct('a', {x, f});
        m = sparse(x .* (x > 1)); r = -3:0.7:30;
        save(\(options.split(separator: " ").map { "'\($0)', " }.joined())'\(folder)/a');
        save('-v7', '\(folder)/b');
        """
      #expect(ExternalProgram.runOctave(script) != nil)
      let (file, expected) = (
        try MATFile(path: folder + "/a"), try MATFile(path: folder + "/b")
      )
      #expect(file.damage == nil && file.variables.count == 9)
      for variable in expected.variables {
        #expect(
          try file.array(named: variable.name) == expected.array(of: variable), "\(variable.name)")
      }
    }
  }

  /// An error names the variable with the path inside it, and the line or the byte.
  @Test(arguments: [
    ("# name: x\n# type: matrix\n# rows: 2\n# columns: 1\n 1\n two\n", "x", 6),
    (
      "# name: c\n# type: cell\n# rows: 1\n# columns: 1\n# name: <cell-element>\n"
        + "# type: scalar struct\n# length: 1\n# name: f\n# type: int8 scalar\n300\n", "c{1}.f", 10
    ),
  ])
  func saysWhereTextIsWrong(_ text: String, _ variable: String, _ line: Int) throws {
    let file = try MATFile(reading: Array(text.utf8))
    let error = #expect(throws: MATFileError.self) { try file.array(of: file.variables[0]) }
    #expect(error?.kind == .corrupt && error?.variable == variable && error?.line == line)
    #expect(error?.description.hasPrefix("variable '\(variable)', line \(line): '") == true)
  }

  /// A variable with wrong dimensions or numbers does not hide those after it.
  @Test(arguments: [
    "# type: matrix\n# rows: many\n# columns: 1\n 1\n", "# type: matrix\n# rows: 1\n 1\n",
    "# type: string\n# elements: 1\n# length: 1\nabc\n", "# type: quaternion\n1\n2\n",
  ])
  func readsOnAfterAWrongVariable(_ content: String) throws {
    let text = "# name: a\n\(content)\n# name: b\n# type: scalar\n7\n"
    let file = try MATFile(reading: Array(text.utf8))
    #expect(file.damage == nil && file.variables.map(\.name) == ["a", "b"])
    #expect(!file.variables[0].isSupported)
    #expect(try file.array(named: "b").doubles == [7])
    let error = #expect(throws: MATFileError.self) { try file.array(named: "a") }
    #expect(error?.variable == "a" && error?.line != nil)
  }
}
