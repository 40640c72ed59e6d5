import Foundation
import MATFile
import StoredNumbers
import TestSupport
import Testing

@Suite struct MATFileWriteTests {
  @Test(arguments: MATFile.Version.allCases)
  func readsBackWhatItWrote(_ version: MATFile.Version) throws {
    let file = try MATFile(reading: MATFile.encode(Samples.arrays, version: version))
    #expect(file.damage == nil)
    #expect(file.headerText == MATFile.defaultHeaderText)
    #expect(file.variables.map(\.name) == Samples.arrays.map(\.name))
    for ((name, array), variable) in zip(Samples.arrays, file.variables) {
      #expect(try file.array(of: variable) == array, "\(name)")
      #expect(variable.dimensions == array.dimensions, "\(name)")
      #expect(variable.arrayClass == array.arrayClass, "\(name)")
      #expect(variable.isComplex == array.isComplex, "\(name)")
    }
  }

  @Test func givesTheSameBytesAgain() throws {
    for version in MATFile.Version.allCases {
      let first = try MATFile.encode(Samples.arrays, version: version)
      #expect(try MATFile.encode(Samples.arrays, version: version) == first)
    }
  }

  /// What SciPy and Octave must find in the samples: conditions that all hold, or the script fails.
  @Test(
    .requires(pythonModule: "scipy"),
    arguments: MATFile.Version.allCases)
  func isReadBySciPy(_ version: MATFile.Version) throws {
    try TemporaryFolder.withFile(named: "file.mat") { path in
      try MATFile.write(Samples.arrays, to: path, version: version)
      let script = """
        import numpy as np, scipy.io
        m = scipy.io.loadmat(r'\(path)')
        assert len([n for n in m if n[0] != '_']) == \(Samples.arrays.count)
        same = np.testing.assert_array_equal
        same(m['doubles'], [[.5, np.inf, np.nan], [-1, -np.inf, 1e-300]])
        for name in 'singles i8 u8 i16 u16 i32 u32 i64 u64'.split():
            kind = {'s': 'f', 'i': 'i', 'u': 'u'}[name[0]]
            assert m[name].dtype.kind == kind, name
        same(m['singles'], [[.5, -1, 3.25]])
        for name in 'i8 i16 i32 i64 u8 u16 u32 u64'.split():
            limits = np.iinfo(m[name].dtype)
            assert limits.bits == int(name[1:])
            assert m[name].ravel()[-1] == limits.max and m[name].ravel()[0] == limits.min, name
        same(m['compact'], [[1, 3], [2, 4]])
        same(m['scalar'], [[42]])
        assert m['empty'].shape == (0, 3)
        same(m['cube'], np.arange(24).reshape(2, 3, 4, order='F'))
        same(m['byRows'], [[1, 2, 3], [4, 5, 6]])
        same(m['complex'], [[1 + .5j, 2 - .25j]])
        same(m['text'], ['\\u0398\\u2081 and caf\\u00e9'])
        assert m['noText'].size == 0
        same(m['sparse'].toarray(), [[0, 0, 0, -2], [1.5, 0, 0, 0], [0, 0, 0, 4]])
        assert m['noSparse'].nnz == 0 and m['noSparse'].shape == (3, 4)
        same(m['cells'][0, 1], ['two'])
        assert m['cells'][0, 2].dtype == object
        same(m['model']['layers'][0, 0], [[400, 25, 10]])
        assert m['model']['activation'][0, 0][0] == 'sigmoid'
        assert m['model']['inner'][0, 0]['lambda'][0, 0] == 1
        assert m['people'].shape == (1, 2) and m['people']['name'][0, 1][0] == 'Bob'
        typed = scipy.io.loadmat(r'\(path)', mat_dtype=True)
        assert typed['truth'].dtype == bool and typed['compact'].dtype == float
        print('ok', end='')
        """
      #expect(ExternalProgram.runPython(script) == "ok")
    }
  }

  @Test(
    .requires(.octave),
    arguments: MATFile.Version.allCases)
  func isReadByOctave(_ version: MATFile.Version) throws {
    try TemporaryFolder.withFile(named: "file.mat") { path in
      try MATFile.write(Samples.arrays, to: path, version: version)
      let script = """
        m = load('\(path)');
        assert(numel(fieldnames(m)), \(Samples.arrays.count));
        assert(m.doubles, [.5 Inf NaN; -1 -Inf 1e-300]);
        assert(class(m.singles), 'single'); assert(m.singles, single([.5 -1 3.25]));
        for bits = [8 16 32 64]
          s = sprintf('int%d', bits); u = ['u' s];
          assert(m.(sprintf('i%d', bits)), [intmin(s); 0; intmax(s)]);
          x = m.(sprintf('u%d', bits)); assert(class(x), u); assert(x(end), intmax(u));
        end
        assert(class(m.compact), 'double'); assert(m.compact, [1 3; 2 4]);
        assert(m.scalar, 42); assert(size(m.empty), [0 3]);
        assert(m.cube, reshape(0:23, 2, 3, 4)); assert(m.byRows, [1 2 3; 4 5 6]);
        assert(m.complex, [1+.5i, 2-.25i]);
        assert(islogical(m.truth)); assert(m.truth, [true false true]);
        assert(m.text, 'Θ₁ and café'); assert(isempty(m.noText));
        assert(issparse(m.sparse));
        assert(full(m.sparse), [0 0 0 -2; 1.5 0 0 0; 0 0 0 4]);
        assert(nnz(m.noSparse), 0);
        assert(m.cells{2}, 'two'); assert(iscell(m.cells{3}));
        assert(m.model.layers, [400 25 10]); assert(m.model.activation, 'sigmoid');
        assert(m.model.inner.lambda, 1);
        assert(size(m.people), [1 2]); assert(m.people(2).name, 'Bob');
        printf('ok');
        """
      #expect(ExternalProgram.runOctave(script) == "ok")
    }
  }

  @Test(
    .requires(.octave), arguments: ["v4", "v6", "v7"])
  func readsWhatOctaveWrites(_ version: String) throws {
    try TemporaryFolder.withFile(named: "file.mat") { path in
      let script = """
        X = [1 2.5; -3 Inf]; y = uint8([1; 10]); t = 'caf'; z = [1+2i 3]; b = X > 1;
        s = sparse([0 0 3; 1 0 0]);
        if strcmp('\(version)', 'v4') save('-v4', '\(path)', 'X', 't', 'z', 's');
        else c = {1, 'a'}; m.f = 2; save('-\(version)', '\(path)'); end
        printf('ok');
        """
      try #require(ExternalProgram.runOctave(script) == "ok")
      let file = try MATFile(path: path)
      #expect(file.damage == nil)
      #expect(!file.variables.contains { !$0.isSupported })
      #expect(try file.array(named: "X").doubles == [1, -3, 2.5, .infinity])
      #expect(try file.array(named: "t").string == "caf")
      #expect(
        try file.array(named: "z")
          == MATArray(real: [1, 3], imaginary: [2, 0], dimensions: [1, 2]))
      guard case .sparse(let sparse) = try file.array(named: "s").content else {
        Issue.record("s is not sparse")
        return
      }
      #expect(
        sparse.rows == [1, 0] && sparse.columns == [0, 2] && sparse.values.doubles == [1, 3])
      if version == "v4" { return }
      #expect(try file.array(named: "y").arrayClass == .uint8)
      #expect(try file.array(named: "b").content == .logical([false, false, true, true]))
      #expect(try file.array(named: "c").cells?.last?.string == "a")
      #expect(try file.array(named: "m").structure?["f"]?.doubles == [2])
    }
  }
}

/// What can't be written throws an error that says so, and harms no file.
@Suite struct MATFileWriteErrorTests {
  private let one = MATArray(scalar: 1.0)

  @Test(arguments: ["", "1a", "_a", "a b", "a.b", "Θ", String(repeating: "a", count: 64)])
  func refusesNames(_ name: String) {
    let error = #expect(throws: MATFileError.self) { try MATFile.encode([(name, one)]) }
    #expect(error?.kind == .unwritable)
  }

  @Test func refusesANameTwice() {
    let error = #expect(throws: MATFileError.self) {
      try MATFile.encode([("a", one), ("a", one)])
    }
    #expect(error?.kind == .unwritable && error?.variable == "a")
  }

  @Test func refusesWhatOnlyMATLABCanRead() {
    let handle = MATArray(
      dimensions: [1, 1], .unsupported(.functionHandle, reason: "is a function handle"))
    let cell = MATArray(cell: [one, MATArray(structure: [("f", handle)])])
    let error = #expect(throws: MATFileError.self) { try MATFile.encode([("c", cell)]) }
    #expect(error?.variable == "c{2}.f")
  }

  @Test func refusesSizesBeyondTheFormat() {
    let array = MATArray([Double](), dimensions: [0, 1 << 31])
    let error = #expect(throws: MATFileError.self) { try MATFile.encode([("a", array)]) }
    #expect(error?.kind == .unwritable)
  }

  @Test func refusesHeaderTexts() {
    for text in ["", "abc", String(repeating: "a", count: 117), "MATLAB\0"] {
      #expect(throws: MATFileError.self) { try MATFile.encode([], headerText: text) }
    }
  }

  /// The target is replaced whole; where that fails it keeps what it had, and nothing lies about.
  @Test func replacesFilesWhole() throws {
    let folder = TemporaryFolder()
    let path = folder.path("model.mat")
    try MATFile.write([("a", one)], to: path)
    try MATFile.write([("b", one)], to: path)
    #expect(try MATFile(path: path).variables.map(\.name) == ["b"])
    #expect(throws: MATFileError.self) { try MATFile.write([("1", one)], to: path) }
    #expect(try MATFile(path: path).variables.map(\.name) == ["b"])
    #expect(folder.contents == ["model.mat"])

    let error = #expect(throws: MATFileError.self) {
      try MATFile.write([("a", one)], to: folder.path("none/model.mat"))
    }
    #expect(error?.kind == .cannotWrite)
    let directory = #expect(throws: MATFileError.self) {
      try MATFile.write([("a", one)], to: folder.url.path())
    }
    #expect(directory?.kind == .cannotWrite)
  }

  @Test func saysWhyAFileCantBeRead() {
    let missing = #expect(throws: MATFileError.self) { try MATFile(path: "/no/such/file.mat") }
    #expect(missing?.kind == .noSuchFile)
    let folder = #expect(throws: MATFileError.self) { try MATFile(path: "/") }
    #expect(folder?.kind == .unreadable)
  }
}
