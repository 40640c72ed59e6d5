internal import Compression
internal import Machine

extension Level5 {
  /// The element of a variable in a file.
  struct Element: Sendable {
    /// `matrix` or `compressed`.
    let type: MATStorage
    /// The range of the bytes after its tag, up to the end of the file.
    let body: Range<Int>
    /// Whether the file ends before the element does.
    let isCutShort: Bool
    /// The maximum size of its decompressed content.
    let inflationLimit: Int

    /// The offset of the element.
    private var start: Int { body.lowerBound - 8 }

    /// The error for a file that ends within this element.
    func cutShort(in bytes: [UInt8]) -> MATFileError {
      MATFileError(
        .truncated, at: bytes.count,
        "the file ends within the element that begins at byte \(start)",
        remedy: MATFileError.copyAgain)
    }

    /// Reads the header of the array.
    func describe(in bytes: [UInt8], _ byteOrder: ByteOrder) -> MATVariable {
      let place = MATVariable.Place.level5(self)
      do throws(MATFileError) {
        let array = try header(in: bytes, byteOrder)
        var fault = array.fault(at: start)
        if isCutShort { fault = cutShort(in: bytes) }
        fault?.variable = array.name
        return MATVariable(
          name: array.name, arrayClass: array.arrayClass, dimensions: array.dimensions,
          isComplex: array.isComplex, isLogical: array.isLogical, isSparse: array.isSparse,
          isGlobal: array.isGlobal, storage: array.storage, fault: fault, place: place)
      } catch {
        return MATVariable(faulty: error, at: place)
      }
    }

    /// Returns a reader at the flags of the array, after decompressing the array if necessary.
    func open(in bytes: [UInt8], _ byteOrder: ByteOrder) throws(MATFileError) -> ElementReader {
      if type == .matrix { return ElementReader(bytes, body, byteOrder) }
      let size = try inflatedSize(in: bytes, byteOrder)
      let inflated: [UInt8]
      do {
        // The padding that some programs add after the array is not included in its length.
        inflated = try Deflate.decompress(bytes[body], container: .zlib, capacity: size + 8)
      } catch {
        throw compressionFault(error)
      }
      guard inflated.count >= size else {
        throw MATFileError(
          .corrupt, at: start, "decompresses to \(inflated.count) bytes, but its tag says \(size)",
          remedy: MATFileError.saveAgain)
      }
      return ElementReader(inflated, 8..<size, byteOrder, inflatedFrom: start)
    }

    /// Reads the header of the array and decompresses no more than necessary.
    private func header(
      in bytes: [UInt8], _ byteOrder: ByteOrder
    ) throws(MATFileError) -> ArrayHeader {
      if type == .matrix {
        var reader = ElementReader(bytes, body, byteOrder)
        return try reader.arrayHeader()
      }
      let size = try inflatedSize(in: bytes, byteOrder)
      var length = 512
      while true {
        let prefix = try prefix(min(length, size), of: bytes)
        do throws(MATFileError) {
          var reader = ElementReader(
            prefix, 8..<max(8, prefix.count), byteOrder, inflatedFrom: start)
          return try reader.arrayHeader()
        } catch {
          // A long name or many dimensions may need more bytes.
          if error.kind != .truncated || prefix.count < length { throw error }
          length *= 16
        }
      }
    }

    /// The size of the decompressed array with its tag, which was checked to be possible.
    private func inflatedSize(
      in bytes: [UInt8], _ byteOrder: ByteOrder
    ) throws(MATFileError) -> Int {
      let prefix = try prefix(8, of: bytes)
      guard let tag = Tag(at: 0, in: prefix[...], byteOrder), tag.type == .matrix, !tag.isSmall
      else {
        throw MATFileError(
          .corrupt, at: start, "the compressed element does not contain an array",
          remedy: MATFileError.saveAgain)
      }
      let size = tag.body.upperBound
      guard size <= inflationLimit else {
        throw MATFileError(
          .tooLarge, at: start,
          "decompresses to \(size) bytes, more than the limit of \(inflationLimit)",
          remedy: "save it in parts")
      }
      guard isCutShort || size <= Deflate.maximumExpansion * body.count else {
        throw MATFileError(
          .corrupt, at: start,
          "claims \(size) bytes, more than \(body.count) compressed bytes can contain",
          remedy: MATFileError.saveAgain)
      }
      return size
    }

    private func prefix(_ count: Int, of bytes: [UInt8]) throws(MATFileError) -> [UInt8] {
      do {
        return try Deflate.prefix(of: bytes[body], container: .zlib, count: count)
      } catch {
        throw compressionFault(error)
      }
    }

    private func compressionFault(_ error: CompressionError) -> MATFileError {
      let kind: MATFileError.Kind = error.kind == .truncated ? .truncated : .corrupt
      return MATFileError(
        kind, at: body.lowerBound + error.offset, "can't be decompressed: \(error.problem)",
        remedy: MATFileError.saveAgain)
    }
  }
}
