import Foundation
import MATFile
import Machine
import StoredNumbers
import TestSupport
import Testing

/// HDF5 files in the layouts of MATLAB, Octave, hdf5storage and h5py, by
/// `Fixtures/make_hdf5_fixtures.py`.
@Suite struct HDF5FileTests {
  static let expected: [String: Expectation.Table.File] = {
    do {
      return try TestFiles.decodeFixture("hdf5/expected.json")
    } catch {
      fatalError("Fixtures/hdf5/expected.json: \(error)")
    }
  }()

  private func file(_ name: String) throws -> MATFile {
    try MATFile(path: TestFiles.fixture("hdf5/\(name)"))
  }

  @Test(arguments: expected.keys.sorted()) func matchesWhatWasWritten(_ name: String) throws {
    let file = try file(name)
    #expect(file.damage == nil)
    #expect(file.format == (name.hasSuffix(".mat") ? .level73 : .hdf5))
    let variables = try #require(Self.expected[name]?.variables)
    for (variable, expectation) in variables {
      let header = try #require(file.variable(named: variable))
      #expect(header.isSupported, "\(header)")
      let array = try file.array(of: header)
      expectation.check(array, variable)
      // What is listed is what is read, except that text may have more UTF-16 units than codes.
      #expect(header.arrayClass == array.arrayClass)
      #expect(header.dimensions == array.dimensions || header.arrayClass == .char)
      #expect(
        header.isComplex == array.isComplex && header.isSparse == (expectation.sparse == true))
    }
    let unread = file.variables.filter { !$0.isSupported }.map(\.name)
    #expect(Set(variables.keys).isDisjoint(with: unread))
    #expect(Set(file.variables.map(\.name)) == Set(variables.keys).union(unread))
  }

  @Test func listsWithoutReading() throws {
    let file = try file("matlab.mat")
    #expect(file.headerText.hasPrefix("MATLAB 7.3 MAT-file") && file.byteOrder == .little)
    let truth = try #require(file.variable(named: "truth"))
    #expect(truth.isLogical && truth.storage == .uint8)
    let sparse = try #require(file.variable(named: "sparseZ"))
    #expect(sparse.isSparse && sparse.isComplex && sparse.dimensions == [2, 2])
    #expect(file.variable(named: "people")?.dimensions == [1, 2])
    let fields = try file.array(named: "model").structure?.fieldNames
    #expect(fields == ["z", "a", "inner"], "the order of MATLAB_fields")
  }

  /// What is refused, and a part of the problem or the remedy.
  @Test(arguments: [
    ("matlab.mat", "table", "class 'table'"), ("h5py.h5", "lzf", "LZF"),
    ("h5py.h5", "lzf", "gzip"), ("h5py.h5", "lists", "variable length"),
    ("h5py.h5", "link", "soft link"), ("h5py.h5", "newer", "object header of version 2"),
    ("h5py.h5", "newer", "h5repack"), ("octave.h5", "g", "function handle"),
  ]) func refusesByName(_ name: String, _ variable: String, _ part: String) throws {
    let error = #expect(throws: MATFileError.self) { try file(name).array(named: variable) }
    #expect(error?.kind == .unsupported && error?.variable == variable)
    #expect("\(try #require(error))".contains(part))
  }

  /// In a group, what can't be read takes the place of its values.
  @Test func keepsTheOtherMembers() throws {
    let odd = try #require(file("h5py.h5").array(named: "odd").structure)
    #expect(try odd["Θ"]?.doubles == [0, 1])
    for (name, part) in [("records", "a, b"), ("soft", "link"), ("outside", "link")] {
      guard case .unsupported(_, let reason)? = odd[name]?.content else {
        Issue.record("\(name) is read")
        continue
      }
      #expect(reason.contains(part))
    }
  }

  @Test func namesTheMissing() throws {
    let error = #expect(throws: MATFileError.self) { try file("matlab.mat").array(named: "Z") }
    #expect(error?.kind == .missingVariable && error?.remedy.contains("people") == true)
  }

  @Test func survivesWriting() throws {
    for name in ["matlab.mat", "chunks.mat", "hdf5storage.mat", "octave.h5"] {
      let file = try file(name)
      let arrays = try file.variables.filter(\.isSupported).map {
        (name: $0.name, array: try file.array(of: $0))
      }
      let again = try MATFile(reading: MATFile.encode(arrays, version: .v7))
      for (name, array) in arrays { #expect(try again.array(named: name) == array, "\(name)") }
    }
  }

  /// The same variables, saved by Octave in two formats.
  @Test(.requires(.octave)) func matchesOctave() throws {
    let folder = TemporaryFolder()
    let (other, path) = (folder.path("other.mat"), folder.path("octave.h5"))
    let script = """
      x = 1.5; z = complex(1, 2); f = single([1 2; 3 4]); fc = single(1+3i); s = 'hello';
      dq = "double"; b = [true; false]; r = 5:-2:1; rd = 0:0.1:1; re = 0:-1; nd = reshape(1:24, 2, 3, 4);
      u8 = uint8(200); i16 = int16([1 -2]); u64 = intmax('uint64'); i64 = intmin('int64'); n = [NaN Inf -Inf];
      e = []; e3 = zeros(0, 3, 2); ce = {}; cm = {1, 'a'; {2, {}}, [1 2 3]}; ten = num2cell(1:12);
      st.n.q = [1 2 3]; st.a = 1; sa(1).a = 1; sa(2).a = 'q'; sam = struct('a', {1, 2; 3, 4});
      sp = sparse([1 2 3], [1 2 1], [1 2 3], 4, 3); spc = sparse(1, 2, 1+2i, 2, 2); spe = sparse(3, 4);
      dg = eye(3); pm = eye(3)(:, [2 1 3]); big = rand(300, 200);
      save('-v7', '\(other)'); save('-hdf5', '\(path)');
      """
    try #require(ExternalProgram.runOctave(script) != nil)
    let (one, two) = (try MATFile(path: path), try MATFile(path: other))
    #expect(Set(one.variables.map(\.name)) == Set(two.variables.map(\.name)))
    for variable in two.variables {
      #expect(
        try one.array(named: variable.name).sorted == two.array(of: variable).sorted,
        "\(variable.name)")
    }
  }

  /// Arrays of every type, chunked and filtered in many ways by h5py, against their row-major values.
  @Test(.requires(pythonModule: "h5py")) func matchesH5py() throws {
    let folder = TemporaryFolder()
    let script = """
      import h5py, itertools, json, numpy as np, sys
      random = np.random.default_rng(1)
      kinds = ["u1", "i1", "<u2", ">i2", "<i4", ">u4", "<i8", ">u8", "<f2", "<f4", ">f4", "<f8", ">f8"]
      filters = [{}, {"compression": "gzip"}, {"compression": "gzip", "shuffle": True},
        {"shuffle": True}, {"fletcher32": True},
        {"compression": "gzip", "shuffle": True, "fletcher32": True}]
      shapes = [((7,), (3,)), ((5, 9), (5, 9)), ((5, 9), (2, 4)), ((4, 5, 6), (3, 2, 5)),
        ((2, 3, 4, 5), (1, 3, 4, 5)), ((300, 41), (64, 41)), ((6, 8), (3, 8))]
      values = {}
      with h5py.File(sys.argv[1], "w") as file:
        for index, (kind, steps, (shape, chunks)) in enumerate(itertools.product(kinds, filters, shapes)):
          data = random.integers(0, 100, shape).astype(kind)
          dims = (*shape, 1)[:max(2, len(shape))]
          file.create_dataset(f"a{index}", data=data, chunks=chunks, **steps)
          values[f"a{index}"] = {"d": dims, "v": data.ravel(order="F").astype(float).tolist()}
      json.dump(values, open(sys.argv[2], "w"))
      """
    let (path, table) = (folder.path("all.h5"), folder.path("all.json"))
    try #require(ExternalProgram.runPython(script, [path, table]) != nil)
    struct Values: Decodable {
      let d: [Int]
      let v: [Double]
    }
    let expected = try JSONDecoder().decode(
      [String: Values].self, from: Data(contentsOf: URL(filePath: table)))
    let file = try MATFile(path: path)
    #expect(file.variables.count == expected.count && expected.count == 13 * 6 * 7)
    for variable in file.variables {
      let array = try file.array(of: variable)
      #expect(array.dimensions == expected[variable.name]?.d, "\(variable)")
      #expect(try array.doubles == expected[variable.name]?.v, "\(variable)")
    }
  }
}

extension MATArray {
  /// The same array with the fields of structs in alphabetical order, because Octave's HDF5 files
  /// don't keep their order.
  fileprivate var sorted: MATArray {
    switch content {
    case .cell(let cells):
      return MATArray(dimensions: dimensions, .cell(cells.map(\.sorted)))
    case .structure(let structure):
      let names = structure.fieldNames.sorted()
      let values = (0..<structure.count).flatMap { element in
        names.map { structure[$0, element: element]!.sorted }
      }
      return MATArray(
        dimensions: dimensions, .structure(MATStructure(fieldNames: names, values: values)))
    default: return self
    }
  }
}
