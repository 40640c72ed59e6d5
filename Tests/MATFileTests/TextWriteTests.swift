import MATFile
import TestSupport
import Testing

/// Text as MATLAB, Octave and SciPy read it: the storage type and the number of characters.
@Suite struct TextWriteTests {
  /// Texts, and the types they are written in; ASCII as MATLAB writes it.
  static let texts: [(text: String, storage: MATStorage, columns: Int)] = [
    ("plain", .uint16, 5), ("é", .utf16, 1), ("Größe, Θ₁, 数", .utf16, 12),
    ("a😀é", .utf32, 3), ("𝄞𝄞", .utf32, 2),
  ]

  @Test(arguments: texts)
  func readsBackWhatItWrote(text: String, storage: MATStorage, columns: Int) throws {
    let file = try MATFile(reading: MATFile.encode([("text", MATArray(text))]))
    #expect(file.variables[0].storage == storage)
    #expect(file.variables[0].dimensions == [1, columns])
    #expect(try file.array(named: "text") == MATArray(text))
    let nested = MATArray(structure: [("labels", MATArray(cell: [MATArray(text), MATArray("b")]))])
    let model = try MATFile(reading: MATFile.encode([("model", nested)], version: .v6))
    #expect(try model.array(named: "model") == nested)
  }

  /// Half a pair of surrogates, and a matrix with one, keep their code units.
  @Test(arguments: [([1, 2], [0xD83D, 0x61]), ([2, 2], [0x61, 0x62, 0xD83D, 0xDE00])])
  func keepsCodeUnits(dimensions: [Int], units: [UInt16]) throws {
    let array = MATArray(dimensions: dimensions, .char(units))
    let file = try MATFile(reading: MATFile.encode([("text", array)]))
    #expect(try file.array(named: "text") == array)
  }

  private static let written: [(name: String, array: MATArray)] =
    texts.enumerated().map { ("t\($0)", MATArray($1.text)) } + [
      ("rows", MATArray(dimensions: [2, 2], .char(Array("éab₁".utf16)))),
      ("labels", MATArray(cell: [MATArray("café"), MATArray("thé")])),
    ]

  @Test(.requires(pythonModule: "scipy"))
  func isReadBySciPy() throws {
    try TemporaryFolder.withFile(named: "file.mat") { path in
      try MATFile.write(Self.written, to: path)
      let script = """
        import sys, scipy.io
        m = scipy.io.loadmat(sys.argv[1])
        texts = [m[f't{i}'][0] for i in range(\(Self.texts.count))]
        assert texts == sys.argv[2:], texts
        assert list(m['rows']) == ['éb', 'a₁'], m['rows']
        assert [t[0] for t in m['labels'][0]] == ['café', 'thé']
        print('ok', end='')
        """
      #expect(ExternalProgram.runPython(script, [path] + Self.texts.map(\.text)) == "ok")
    }
  }

  /// Octave counts the bytes of UTF-8.
  @Test(.requires(.octave))
  func isReadByOctave() throws {
    try TemporaryFolder.withFile(named: "file.mat") { path in
      try MATFile.write(Self.written, to: path)
      let checks = Self.texts.enumerated().map { "assert(m.t\($0), '\($1.text)');" }
      let script = """
        m = load('\(path)');
        \(checks.joined(separator: " "))
        assert(m.labels, {'café', 'thé'});
        printf('ok');
        """
      #expect(ExternalProgram.runOctave(script) == "ok")
    }
  }
}
