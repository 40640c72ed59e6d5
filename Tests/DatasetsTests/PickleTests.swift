import Datasets
import LinearAlgebra
import TestSupport
import Testing

@Suite struct PickleTests {
  static let files = Fixture.expected.keys.filter { $0.hasPrefix("pickle/") }.sorted()

  @Test(arguments: files)
  func arraysAsNumPyReadsThem(name: String) throws {
    let expected = try #require(Fixture.expected[name])
    let sets: DatasetCollection<Double> = try DatasetFile.read(
      path: Fixture.path(name), options: .unscaled)
    let roles = [
      ("training", sets.training), ("validation", sets.validation), ("test", sets.test),
    ]
    for (role, set) in roles {
      #expect((set == nil) == (expected["\(role).x"] == nil))
      guard let set else { continue }
      #expect(set.features.elements == expected["\(role).x"]?.values)
      #expect(set.features.columns == expected["\(role).x"]?.dimensions[1])
      #expect(set.labels.map { Double($0) } == expected["\(role).y"]?.values)
    }
  }

  @Test func unsignedBytesAreScaled() throws {
    let name = "pickle/protocol4-u1-C.pkl"
    let sets: DatasetCollection<Double> = try DatasetFile.read(path: Fixture.path(name))
    #expect(sets.training.features.elements == Fixture.expected[name]?["training.x"]?.scaledBytes)
  }

  @Test(.enabled(if: TestFiles.data("mnist5k.pkl.gz") != nil, "needs the MNIST data"))
  func realDigitsOfPython2() throws {
    let path = try #require(TestFiles.data("mnist5k.pkl.gz"))
    let sets: DatasetCollection<Float> = try DatasetFile.read(path: path)
    #expect(sets.training.exampleCount == 4000)
    #expect(sets.validation?.exampleCount == 500)
    #expect(sets.test?.exampleCount == 500)
    #expect(sets.training.imageShape == ImageShape(height: 28, width: 28, order: .rows))
    #expect(sets.training.encoding.labels == (0...9).map(String.init))
    // numpy: the first labels, and the sum of the training features in Double.
    #expect(sets.training.labels.prefix(8) == ["4", "2", "0", "9", "6", "6", "2", "1"])
    #expect(sets.test?.labels.prefix(8) == ["0", "4", "7", "5", "9", "0", "1", "0"])
    #expect(sets.training.features.elements.reduce(0) { $0 + Double($1) } == 409_066.1640625)
  }
}

/// Pickles that are broken, or want something run.
@Suite struct PickleBadInputTests {
  @Test(
    arguments: ["classic0", "classic1", "classic2", "dictionary"]
      + (0...5).map { "protocol\($0)-f4-C" })
  func cutShortAtAnyByte(name: String) throws {
    let whole = try Fixture.bytes("pickle/\(name).pkl")
    for length in whole.indices {
      #expect(throws: DatasetError.self, "\(length) bytes") {
        try read(whole.prefix(length))
      }
    }
  }

  @Test(arguments: PickleTests.files.filter { $0.hasSuffix(".pkl") })
  func anyByteMayBeWrong(name: String) throws {
    let whole = try Fixture.bytes(name)
    for index in whole.indices {
      for bit in [0x01, 0x80] as [UInt8] {
        var changed = whole
        changed[index] ^= bit
        // What matters is that nothing traps; many changes only change a number.
        _ = try datasetError { try read(changed) }
      }
    }
  }

  @Test(arguments: [
    ("cos\nsystem\n(S'echo'\ntR.", "os.system"),
    ("\u{80}\u{02}cposix\nsystem\nU\u{04}echo\u{85}R.", "posix.system"),
    ("(S'echo'\nios\nsystem\n.", "os.system"),
    ("\u{80}\u{04}\u{8C}\u{02}os\u{8C}\u{06}system\u{93}.", "os.system"),
    ("cnumpy.core.multiarray\n_reconstruct_\n.", "numpy.core.multiarray._reconstruct_"),
    ("c__builtin__\neval\n(S'1'\ntR.", "__builtin__.eval"),
    ("cnumpy\nndarray.tofile\n.", "numpy.ndarray.tofile"),
  ])
  func namesAreRefused(pickle: String, name: String) throws {
    let error = try datasetError { try read(latin1(pickle)) }
    #expect(error?.kind == .unsupported)
    #expect(error?.problem == "refused: the pickle refers to \(name); nothing was run")
  }

  @Test(arguments: [
    "cnumpy\nndarray\n(I1\ntR.", "cnumpy\nndarray\n)\u{81}.", "Pid\n.", "K\u{01}Q.",
    "\u{82}\u{01}.", "\u{97}.", "\u{8F}.",
    "cnumpy\ndtype\n(S'V8'\ntR.", "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\ndtype\ntR.",
    "c_codecs\nencode\n(Vx\nVrot13\ntR.", "\u{80}\u{06}N.",
  ])
  func instructionsAreRefused(pickle: String) throws {
    let error = try datasetError { try read(latin1(pickle)) }
    #expect(error?.kind == .unsupported)
    #expect(error?.problem.hasPrefix("refused: ") == true)
  }

  @Test(arguments: [
    "", ".", "N", "NN.", "(N.", "t.", "0.", "h\u{05}.", "g-1\n.", "I12x\n.", "S'abc\n.",
    "S'\\q'\n.", "V\\u12\n.", "\u{FF}.", "Na.", "(lp0\nNR.", "N}s.", "(NN2b.",
    "X\u{FF}\u{FF}\u{FF}\u{FF}.",
    "T\u{FF}\u{FF}\u{FF}\u{FF}.", "\u{8E}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}.",
    "\u{95}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{7F}N.", "\u{8A}\u{FF}.", "N.N", "(1.",
  ])
  func brokenStructure(pickle: String) throws {
    let error = try datasetError { try read(latin1(pickle)) }
    #expect(error != nil)
    #expect(error?.description.contains("\n") == false)
  }

  @Test func nestingIsNoRecursion() throws {
    let nested = [UInt8](repeating: 0x85, count: 1_000_000)
    let error = try datasetError { try read([UInt8(ascii: "N")] + nested + [UInt8(ascii: ".")]) }
    #expect(error?.kind == .unsupported)
  }

  @Test func valuesAreLimited() throws {
    let many = [UInt8](repeating: UInt8(ascii: "N"), count: (1 << 22) + 1)
    #expect(try datasetError { try read(many) }?.problem.contains("more than") == true)
  }

  @Test func valuesInContainersAreLimitedToo() throws {
    let thousand = "(" + String(repeating: "N", count: 1000) + "e"
    let list = "]" + String(repeating: thousand, count: 5000) + "."
    #expect(try datasetError { try read(latin1(list)) }?.problem.contains("more than") == true)
  }

  @Test func whatIsRememberedIsLimited() throws {
    let memo = "N" + String(repeating: "\u{94}", count: 5_000_000) + "."
    #expect(try datasetError { try read(latin1(memo)) }?.problem.contains("more than") == true)
  }

  @Test func decodingIsLimitedToTheFile() throws {
    // The same text is encoded over and over: two bytes of instructions each for 1000 of memory.
    let text = String(repeating: "x", count: 1000)
    let again = String(repeating: "h\u{00}h\u{01}R", count: 1000)
    let pickle = "c_codecs\nencode\nq\u{00}(V\(text)\nVlatin1\ntq\u{01}R" + again + "."
    let error = try datasetError { try read(latin1(pickle)) }
    #expect(error?.problem == "refused: the pickle decodes more bytes than it has")
  }

  private func read(_ content: some Sequence<UInt8>) throws {
    _ = try Pickle.tree(Array(content)[...])
  }

  private func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }
}
