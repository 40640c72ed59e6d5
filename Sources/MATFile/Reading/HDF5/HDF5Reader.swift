internal import Compression
internal import Machine
internal import StoredNumbers

/// Reads the values of one variable in an HDF5 file, within limits on memory and work.
struct HDF5Reader {
  let file: HDF5File
  /// Whether the file is MATLAB's: arrays without attributes have their dimensions reversed, too.
  let isMATLAB: Bool
  /// The number of bytes that may still be decoded or filled in.
  private var remainingByteCount: Int
  /// The number of arrays that cells and structs may still contain.
  var remainingArrayCount: Int
  /// The arrays that references lead to, with the number of arrays in each: several cells may share
  /// one.
  var shared: [Int: (array: MATArray, arrayCount: Int)] = [:]
  /// The objects around the one that is being read.
  var ancestors: Set<Int> = []
  /// The objects in the global heaps that were used, by the offset of the heap.
  var heaps: [Int: [Int: Range<Int>]] = [:]

  /// The maximum number of bytes of elements that were never written, of which a small file may
  /// claim any number; 128 MiB.
  private static let maximumFill = 1 << 27

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - isMATLAB: Whether it is MATLAB's.
  ///   - limit: The maximum number of decoded bytes.
  init(_ file: HDF5File, isMATLAB: Bool, decodingAtMost limit: Int) {
    self.file = file
    self.isMATLAB = isMATLAB
    let (size, overflow) = file.bytes.count.multipliedReportingOverflow(
      by: Deflate.maximumExpansion)
    remainingByteCount = min(limit, overflow ? .max : size + Self.maximumFill)
    remainingArrayCount = max(1 << 24, file.bytes.count / 8)
  }

  /// Counts bytes of values that are not a part of the file in memory.
  mutating func charge(_ byteCount: Int, at offset: Int) throws(MATFileError) {
    guard byteCount <= remainingByteCount else {
      throw MATFileError(
        .tooLarge, at: offset, "has more than the \(remainingByteCount) bytes that are left for it",
        remedy: "save it in parts")
    }
    remainingByteCount -= byteCount
  }

  /// The type and the location of a dataset's values.
  ///
  /// - Throws: The obstacle of the object if there is one, or ``MATFileError`` of kind `corrupt` if
  ///   it is no dataset.
  func values(
    of object: HDF5Object
  ) throws(MATFileError) -> (type: HDF5Datatype, space: HDF5Dataspace, layout: HDF5Layout) {
    if let obstacle = object.obstacle { throw obstacle }
    guard let type = object.datatype, let space = object.dataspace, let layout = object.layout
    else {
      throw MATFileError(
        .corrupt, at: object.address, "the object header has no type, dimensions or layout",
        remedy: MATFileError.saveAgain)
    }
    return (type, space, layout)
  }

  /// Returns the elements of a dataset in row-major order, which share memory with the file if they
  /// are contiguous there.
  mutating func data(of object: HDF5Object) throws(MATFileError) -> ArraySlice<UInt8> {
    let (type, space, layout) = try values(of: object)
    let (size, overflow) = space.count.multipliedReportingOverflow(by: type.byteCount)
    guard !overflow else {
      throw MATFileError(
        .corrupt, at: object.address, "has more than 2⁶³ bytes", remedy: MATFileError.saveAgain)
    }
    guard size > 0 else { return [] }
    switch layout {
    case .compact(let body):
      guard body.count >= size else {
        throw MATFileError(
          .corrupt, at: body.lowerBound, "has \(body.count) bytes, but \(size) are needed",
          remedy: MATFileError.saveAgain)
      }
      return file.bytes[body].prefix(size)
    case .contiguous(let start?):
      return file.bytes[try HDF5Cursor(file, at: start, length: size, "dataset").rest]
    case .contiguous(nil):
      try checkFill(size, at: object.address)
      try charge(size, at: object.address)
      return filled(size, object)[...]
    case .chunked(let tree, let chunkDimensions):
      let chunks = try HDF5Chunks(
        file, tree: tree, dimensions: space.dimensions, chunkDimensions: chunkDimensions,
        elementByteCount: type.byteCount, filters: object.filters)
      try checkFill(min(size, chunks.missingByteCount), at: object.address)
      try charge(size, at: object.address)
      var elements = chunks.placeCount > chunks.chunks.count ? filled(size, object) : []
      if elements.isEmpty {
        elements = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
          HugePages.advise(for: UnsafeMutableRawBufferPointer(buffer))
          count = size
        }
      }
      try elements.withUnsafeMutableBufferPointer { memory throws(MATFileError) in
        try chunks.decode(file, into: UnsafeMutableRawBufferPointer(memory))
      }
      return elements[...]
    }
  }

  private func checkFill(_ byteCount: Int, at offset: Int) throws(MATFileError) {
    guard byteCount <= Self.maximumFill else {
      throw MATFileError(
        .tooLarge, at: offset, "has \(byteCount) bytes of elements that were never written",
        remedy: "write all of its elements")
    }
  }

  /// Elements that were never written.
  private func filled(_ byteCount: Int, _ object: HDF5Object) -> [UInt8] {
    let value = file.bytes[object.fill]
    guard value.count == object.datatype?.byteCount, value.contains(where: { $0 != 0 }) else {
      return [UInt8](repeating: 0, count: byteCount)
    }
    var elements: [UInt8] = []
    elements.reserveCapacity(byteCount)
    while elements.count < byteCount { elements += value }
    return elements
  }
}
