import Compression
import MATFile
import TestSupport
import Testing

/// Whatever the bytes of an HDF5 file are, reading them ends in arrays or in an error.
@Suite struct CorruptHDF5Tests {
  /// A file that breaks one rule, and the kind of error that it is.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let kind: MATFileError.Kind
    let bytes: [UInt8]

    init(
      _ name: String, _ kind: MATFileError.Kind, _ build: (inout HDF5) throws -> [UInt8]
    ) {
      var file = HDF5()
      testDescription = name
      self.kind = kind
      do {
        bytes = try build(&file)
      } catch {
        fatalError("\(name): \(error)")
      }
    }
  }

  /// A file with one dataset of double-precision numbers.
  private static func dataset(_ file: inout HDF5, _ messages: [UInt8]...) -> [UInt8] {
    let x = file.object(messages + [HDF5.doubles])
    return file.file(x)
  }

  static let cases: [Case] = [
    Case("a cell that contains itself", .corrupt) { file in
      let body = file.place([UInt8](repeating: 0, count: 8))
      let x = file.object([
        HDF5.matlabClass("cell"), HDF5.space(1, 1), HDF5.references, HDF5.contiguous(body, 8),
      ])
      file.replace(at: body, HDF5.words(8, x))
      return file.file(x)
    },
    Case("cells of two cells of two cells …", .tooLarge) { file in
      var cells = file.one()
      for _ in 0..<40 { cells = file.cells([cells, cells]) }
      return file.file(cells)
    },
    Case("cells nested too deep", .tooLarge) { file in
      var cells = file.one()
      for _ in 0..<100 { cells = file.cells([cells]) }
      return file.file(cells)
    },
    Case("a cell beyond the file", .truncated) { file in file.file(file.cells([1 << 40])) },
    Case("a cell beyond 2⁶³", .truncated) { file in file.file(file.cells([-2])) },
    Case("a group that contains itself", .corrupt) { file in
      let x = file.object([HDF5.message(0x11, HDF5.words(8, 0, 0))])
      let other = file.group([("self", x)])
      // The symbol table of the group whose member x is.
      let table = Array(file.file(root: other)[other + 24..<other + 40])
      file.replace(at: x + 24, table)
      return file.file(x)
    },
    Case("a B-tree whose child is its root", .corrupt) { file in
      let tree = file.place(HDF5.node(0, level: 1, [(HDF5.words(8, 0), 0)]))
      file.replace(at: tree + 32, HDF5.words(8, tree))
      let heap = file.place(Array("HEAP".utf8) + HDF5.words(4, 0) + HDF5.words(8, 8, 0, 96))
      let root = file.object([HDF5.message(0x11, HDF5.words(8, tree, heap))])
      return file.file(root: root)
    },
    Case("a B-tree with more children than bytes", .corrupt) { file in
      let tree = file.place(
        Array("TREE".utf8) + [0, 0, 0xff, 0xff] + HDF5.words(8, -1, -1, 0, 96))
      let heap = file.place(Array("HEAP".utf8) + HDF5.words(4, 0) + HDF5.words(8, 8, 0, 96))
      let root = file.object([HDF5.message(0x11, HDF5.words(8, tree, heap))])
      return file.file(root: root)
    },
    Case("a header that continues in itself", .corrupt) { file in
      let x = file.object([HDF5.message(0x10, HDF5.words(8, 0, 24)), HDF5.space(1)])
      file.replace(at: x + 2, HDF5.words(2, 60_000))
      file.replace(at: x + 24, HDF5.words(8, x + 16))
      return file.file(x)
    },
    Case("dimensions whose product overflows", .corrupt) { file in
      dataset(&file, HDF5.space(1 << 40, 1 << 40), HDF5.contiguous(96, 8))
    },
    Case("numbers beyond the file", .truncated) { file in
      dataset(&file, HDF5.space(1 << 20), HDF5.contiguous(96, 8 << 20))
    },
    Case("elements that were never written", .tooLarge) { file in
      dataset(&file, HDF5.space(1 << 40), HDF5.contiguous(HDF5.undefined, 8 << 40))
    },
    Case("chunks that were never written", .tooLarge) { file in
      dataset(&file, HDF5.space(1 << 40), HDF5.chunked(HDF5.undefined, 1 << 10))
    },
    Case("chunks of more than 4 GiB", .corrupt) { file in
      dataset(
        &file, HDF5.space(4, 4), HDF5.chunked(HDF5.undefined, 0x7fff_ffff, 0x7fff_ffff))
    },
    Case("chunks of another rank", .corrupt) { file in
      dataset(&file, HDF5.space(4, 4), HDF5.chunked(HDF5.undefined, 4))
    },
    Case("chunks of no elements", .corrupt) { file in
      dataset(&file, HDF5.space(4), HDF5.chunked(HDF5.undefined, 0))
    },
    Case("two chunks at one place", .corrupt) { file in
      let chunk = file.place([UInt8](repeating: 0, count: 16))
      let key = HDF5.chunkKey(16, 0)
      let tree = file.place(HDF5.node(1, level: 0, [(key, chunk), (key, chunk)]))
      return dataset(&file, HDF5.space(4), HDF5.chunked(tree, 2))
    },
    Case("a chunk that no compression makes so small", .corrupt) { file in
      let chunk = file.place([UInt8](repeating: 0, count: 16))
      let tree = file.place(HDF5.node(1, level: 0, [(HDF5.chunkKey(16, 0), chunk)]))
      return dataset(&file, HDF5.space(1 << 20), HDF5.chunked(tree, 1 << 20), HDF5.deflate)
    },
    Case("a chunk that is no stream", .corrupt) { file in
      let chunk = file.place([UInt8](repeating: 7, count: 16))
      let tree = file.place(HDF5.node(1, level: 0, [(HDF5.chunkKey(16, 0), chunk)]))
      return dataset(&file, HDF5.space(4), HDF5.chunked(tree, 4), HDF5.deflate)
    },
    Case("a chunk that decompresses to less", .corrupt) { file in
      let stream = try Deflate.compress([1, 2, 3], container: .zlib)
      let chunk = file.place(stream)
      let tree = file.place(HDF5.node(1, level: 0, [(HDF5.chunkKey(stream.count, 0), chunk)]))
      return dataset(&file, HDF5.space(4), HDF5.chunked(tree, 4), HDF5.deflate)
    },
    Case("a cell array of numbers", .corrupt) { file in
      dataset(
        &file, HDF5.matlabClass("cell"), HDF5.space(1, 1), HDF5.contiguous(96, 8))
    },
    Case("an object without a layout", .corrupt) { file in dataset(&file, HDF5.space(1)) },
  ]

  @Test func readsWhatIsBuilt() throws {
    var file = HDF5()
    let one = file.one()
    let array = try MATFile(reading: file.file(one)).array(named: "x")
    #expect(try array.doubles == [1])
  }

  @Test(arguments: cases) func refuses(_ hostile: Case) throws {
    let error = #expect(throws: MATFileError.self) {
      let file = try MATFile(reading: hostile.bytes)
      if let damage = file.damage { throw damage }
      for variable in file.variables { _ = try file.array(of: variable) }
    }
    #expect(error?.kind == hostile.kind, "\(error.map { "\($0)" } ?? "")")
    #expect(error?.remedy.isEmpty == false)
  }

  static let files = ["matlab.mat", "chunks.mat", "hdf5storage.mat", "h5py.h5", "octave.h5"]

  /// Reads all there is, and says how many variables were read whole.
  @discardableResult
  private func readAll(_ bytes: [UInt8]) -> Int {
    guard let file = try? MATFile(reading: bytes, inflatingAtMost: 1 << 22) else { return 0 }
    return file.variables.count { (try? file.array(of: $0)) != nil }
  }

  /// The offsets at which a change or a cut matters: those of bytes that are not zero, and a few of
  /// the others, most of which are unused.
  private func places(_ bytes: [UInt8]) -> [Int] {
    bytes.indices.filter { bytes[$0] != 0 || $0 % 61 == 0 }
  }

  @Test(arguments: files) func survivesEveryTruncation(_ name: String) throws {
    let bytes = try TestFiles.bytes(TestFiles.fixture("hdf5/\(name)"))
    let all = readAll(bytes)
    var most = 0
    for length in places(bytes) {
      let cut = Array(bytes.prefix(length))
      let count = readAll(cut)
      #expect(count <= all)
      #expect(count >= most, "\(length) bytes give fewer variables than fewer bytes")
      most = max(most, count)
      guard let file = try? MATFile(reading: cut) else { continue }
      #expect(file.damage?.kind == .truncated)
    }
  }

  @Test(arguments: files) func survivesEveryChangedByte(_ name: String) throws {
    let bytes = try TestFiles.bytes(TestFiles.fixture("hdf5/\(name)"))
    var generator = LinearCongruential(state: 0x5eed)
    for index in places(bytes) {
      var changed = bytes
      changed[index] =
        Bool.random(using: &generator) ? 0xff : .random(in: 0...255, using: &generator)
      readAll(changed)
    }
  }

  /// Several changes get further than one.
  @Test(arguments: files) func survivesManyChangedBytes(_ name: String) throws {
    let bytes = try TestFiles.bytes(TestFiles.fixture("hdf5/\(name)"))
    var generator = LinearCongruential(state: 2)
    let places = places(bytes)
    for _ in 0..<600 {
      var changed = bytes
      for _ in 0..<8 {
        let index = places[Int.random(in: 0..<places.count, using: &generator)]
        changed[index] = UInt8.random(in: 0...255, using: &generator)
      }
      readAll(changed)
    }
  }
}
