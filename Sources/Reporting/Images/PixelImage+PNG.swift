internal import CPNG

extension PixelImage {
  /// The image as a PNG file, compressed by libpng.
  ///
  /// Uses libpng's simplified interface (`png_image_write_to_memory`), which reports errors by its
  /// return value; the classic interface jumps over the caller's frames with `longjmp`, which
  /// is undefined behavior in Swift.
  ///
  /// Cost: one compression, one allocation of libpng's bound on the encoded size.
  ///
  /// - Returns: the bytes of the file; the caller writes them.
  /// - Throws: ``ReportingError`` when the image is larger than libpng allows (a million pixels in
  ///   one direction) or memory runs out.
  public func pngBytes() throws(ReportingError) -> [UInt8] {
    var header = png_image()
    header.version = UInt32(PNG_IMAGE_VERSION)
    // A side that does not fit is clamped to one that libpng rejects.
    header.width = UInt32(clamping: width)
    header.height = UInt32(clamping: height)
    header.format = UInt32(format == .rgb ? PNG_FORMAT_FLAG_COLOR : 0)
    var size = cpng_encoded_size_bound(&header)
    var encoded = [UInt8](repeating: 0, count: size)
    let convertTo8Bit: Int32 = 0
    let contiguousRows: Int32 = 0
    let isWritten = png_image_write_to_memory(
      &header, &encoded, &size, convertTo8Bit, bytes, contiguousRows, nil)
    guard isWritten != 0 else {
      let reason = withUnsafeBytes(of: header.message) { message in
        String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
      }
      png_image_free(&header)
      throw ReportingError(
        .encodingFailed, "the \(width) × \(height) image can't be written as PNG: \(reason)")
    }
    encoded.removeLast(encoded.count - size)
    return encoded
  }
}
