internal import Compression
internal import Machine

/// The chunks of a dataset that are in the file, and where their elements belong.
struct HDF5Chunks: Sendable {
  /// A chunk in the file.
  struct Chunk: Sendable {
    /// The location of the encoded bytes.
    let body: Range<Int>
    /// The bits of the filters that were not applied.
    let mask: Int
    /// The index of its first element in each dimension.
    let origin: [Int]
  }

  /// The chunks in the order of their places, each place at most once.
  let chunks: [Chunk]
  /// The number of places, with those of chunks that are not in the file.
  let placeCount: Int
  let dimensions: [Int]
  let chunkDimensions: [Int]
  let elementByteCount: Int
  let filters: HDF5Filters

  /// The number of bytes of a decoded chunk, also of one that extends past the dataset.
  var chunkByteCount: Int { chunkDimensions.reduce(elementByteCount, *) }

  /// Reads the index of a dataset's chunks and checks it against the bytes that are there.
  init(
    _ file: HDF5File, tree: Int?, dimensions: [Int], chunkDimensions: [Int],
    elementByteCount: Int, filters: HDF5Filters
  ) throws(MATFileError) {
    let root = tree ?? 0
    guard chunkDimensions.count == dimensions.count,
      let size = ElementReader.checkedProduct(chunkDimensions + [elementByteCount]),
      size <= Int(UInt32.max)
    else {
      throw MATFileError(
        .corrupt, at: root, "has chunks of \(chunkDimensions) in dimensions of \(dimensions)",
        remedy: MATFileError.saveAgain)
    }
    let grid = zip(dimensions, chunkDimensions).map { ($0 - 1) / $1 + ($0 == 0 ? 0 : 1) }
    placeCount = grid.reduce(1, *)
    self.dimensions = dimensions
    self.chunkDimensions = chunkDimensions
    self.elementByteCount = elementByteCount
    self.filters = filters
    var found: [(place: Int, chunk: Chunk)] = []
    let leaves = try tree.map { root throws(MATFileError) in
      try file.leaves(of: .chunks(rank: dimensions.count), treeAt: root)
    }
    for leaf in leaves ?? [] {
      var key = HDF5Cursor(file, leaf.key, "key of a chunk")
      let (stored, mask) = (try key.integer(4), try key.integer(4))
      var origin: [Int] = []
      for _ in dimensions { origin.append(try key.integer(8)) }
      let isInside = zip(origin, zip(dimensions, chunkDimensions)).allSatisfy {
        $0 < $1.0 && $0 % $1.1 == 0
      }
      // A dataset that was made smaller may keep chunks outside.
      guard isInside else { continue }
      let body = try HDF5Cursor(file, at: leaf.child, length: stored, "chunk").rest
      guard size <= filters.maximumContent(of: stored) else {
        throw MATFileError(
          .corrupt, at: leaf.child, "a chunk of \(size) bytes can't be in \(stored) bytes",
          remedy: MATFileError.saveAgain)
      }
      let place = zip(origin, zip(chunkDimensions, grid)).reduce(0) {
        $0 * $1.1.1 + $1.0 / $1.1.0
      }
      found.append((place, Chunk(body: body, mask: mask, origin: origin)))
    }
    found.sort { $0.place < $1.place }
    guard zip(found, found.dropFirst()).allSatisfy({ $0.place < $1.place }) else {
      throw MATFileError(
        .corrupt, at: root, "two chunks have the same place", remedy: MATFileError.saveAgain)
    }
    chunks = found.map(\.chunk)
  }

  /// The number of bytes in chunks that are not in the file.
  var missingByteCount: Int {
    let (size, overflow) = (placeCount - chunks.count).multipliedReportingOverflow(
      by: chunkByteCount)
    return overflow ? .max : size
  }

  /// Decodes all chunks on all processors.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - elements: The memory for all elements of the dataset; the places of chunks that are not in
  ///     the file are left as they are.
  /// - Throws: The error of the first chunk that can't be decoded.
  func decode(
    _ file: HDF5File, into elements: UnsafeMutableRawBufferPointer
  ) throws(MATFileError) {
    // The chunks write disjoint elements, and each worker has buffers of its own.
    nonisolated(unsafe) let elements = elements
    let workers = min(Parallel.processorCount, chunks.count)
    nonisolated(unsafe) let buffers = (0..<workers).map { _ in HDF5ChunkBuffer() }
    let errors = Parallel.map(chunks.count, threads: max(1, workers)) {
      piece, worker -> MATFileError? in
      let chunk = chunks[piece]
      let copy = HDF5ChunkCopy(
        origin: chunk.origin, chunkDimensions: chunkDimensions, dimensions: dimensions,
        elementByteCount: elementByteCount)
      do throws(MATFileError) {
        if let range = copy.contiguousRange {
          let memory = UnsafeMutableRawBufferPointer(rebasing: elements[range])
          try decode(chunk, file, into: memory, buffers[worker])
        } else {
          let memory = buffers[worker].elements(chunkByteCount)
          try decode(chunk, file, into: memory, buffers[worker])
          copy.copy(UnsafeRawBufferPointer(memory), to: elements)
        }
        return nil
      } catch {
        return error
      }
    }
    for case let error? in errors { throw error }
  }

  /// Decodes one chunk into memory of its size.
  private func decode(
    _ chunk: Chunk, _ file: HDF5File, into memory: UnsafeMutableRawBufferPointer,
    _ buffer: HDF5ChunkBuffer
  ) throws(MATFileError) {
    func fault(_ kind: MATFileError.Kind, _ problem: String, at offset: Int = 0) -> MATFileError {
      MATFileError(
        kind, at: chunk.body.lowerBound + offset, problem, remedy: MATFileError.saveAgain)
    }
    let steps = filters.steps(mask: chunk.mask)
    var stored = file.bytes[chunk.body]
    if steps.contains(.fletcher32) {
      let checksum = stored.suffix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
      stored = stored.dropLast(4)
      guard HDF5Filters.Step.hasFletcher32(checksum, stored) else {
        throw fault(.corrupt, "the checksum of a chunk does not match its bytes")
      }
    }
    let isShuffled = steps.contains(.shuffle) && elementByteCount > 1
    let plain = isShuffled ? buffer.shuffled(memory.count) : memory
    if steps.contains(.deflate) {
      let bytes = plain.bindMemory(to: UInt8.self)
      var written: Int
      do throws(CompressionError) {
        var span = bytes.mutableSpan
        written = try Deflate.decompress(stored, container: .zlib, into: &span).written
      } catch {
        throw fault(
          error.kind == .truncated ? .truncated : .corrupt,
          "a chunk can't be decompressed: \(error.problem)", at: error.offset)
      }
      guard written == memory.count else {
        throw fault(.corrupt, "a chunk decompresses to \(written) bytes instead of \(memory.count)")
      }
    } else {
      guard stored.count == memory.count else {
        throw fault(.corrupt, "a chunk has \(stored.count) bytes instead of \(memory.count)")
      }
      stored.withUnsafeBytes { plain.copyMemory(from: $0) }
    }
    if isShuffled {
      HDF5Filters.Step.unshuffle(
        UnsafeRawBufferPointer(plain), width: elementByteCount, into: memory)
    }
  }
}

/// Memory that a worker uses for one chunk after the other, all of the same size.
private final class HDF5ChunkBuffer {
  private var memory: [UnsafeMutableRawBufferPointer?] = [nil, nil]

  deinit { for buffer in memory { buffer?.deallocate() } }

  /// Memory for the elements of a chunk.
  func elements(_ byteCount: Int) -> UnsafeMutableRawBufferPointer { buffer(0, byteCount) }

  /// Memory for the shuffled bytes of a chunk.
  func shuffled(_ byteCount: Int) -> UnsafeMutableRawBufferPointer { buffer(1, byteCount) }

  private func buffer(_ index: Int, _ byteCount: Int) -> UnsafeMutableRawBufferPointer {
    if let buffer = memory[index] { return buffer }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 16)
    memory[index] = buffer
    return buffer
  }
}
