internal import Compression

extension MATFile {
  /// Returns the content of a file that is gzip-compressed as a whole, as `save -zip` does in
  /// Octave, and any other bytes unchanged.
  static func decompressed(
    _ bytes: [UInt8], atMost limit: Int
  ) throws(MATFileError) -> [UInt8] {
    guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
    do {
      return try Deflate.decompress(bytes[...], container: .gzip, atMost: limit)
    } catch {
      let kind: MATFileError.Kind =
        switch error.kind {
        case .truncated: .truncated
        case .tooLarge: .tooLarge
        default: .corrupt
        }
      throw MATFileError(
        kind, at: error.offset, "can't be decompressed: \(error.problem)",
        remedy: kind == .tooLarge ? "save it in parts" : MATFileError.copyAgain)
    }
  }
}
