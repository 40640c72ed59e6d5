internal import CPNG

extension Picture {
  /// Decodes a PNG file with libpng's simplified interface, which reports errors by its return
  /// value and never by `longjmp`.
  init(png bytes: [UInt8]) throws(DatasetError) {
    try Self.checkChunks(bytes[...])
    // libpng keeps the pointer until the end.
    self = try bytes.withUnsafeBytes { bytes in
      Result { () throws(DatasetError) in try Self.decoded(bytes) }
    }.get()
  }

  private static func decoded(_ bytes: UnsafeRawBufferPointer) throws(DatasetError) -> Picture {
    var header = png_image()
    header.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&header) }
    guard png_image_begin_read_from_memory(&header, bytes.baseAddress, bytes.count) != 0 else {
      throw error(header)
    }
    try check(width: Int(header.width), height: Int(header.height))
    // Without this, libpng takes 16 bits for linear light.
    header.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
    let color = header.format & UInt32(PNG_FORMAT_FLAG_COLOR)
    let alpha = header.format & UInt32(PNG_FORMAT_FLAG_ALPHA)
    header.format = color | alpha
    let channels = color == 0 ? 1 : 3
    let storedChannels = channels + (alpha == 0 ? 0 : 1)
    let count = Int(header.width) * Int(header.height)
    let contiguousRows: Int32 = 0
    var pixels = [UInt8](repeating: 0, count: count * storedChannels)
    guard png_image_finish_read(&header, nil, &pixels, contiguousRows, nil) != 0 else {
      throw error(header)
    }
    if alpha != 0 {
      pixels = [UInt8](unsafeUninitializedCapacity: count * channels) { output, filled in
        for pixel in 0..<count {
          let opacity = Int(pixels[pixel * storedChannels + channels])
          for channel in 0..<channels {
            let value = Int(pixels[pixel * storedChannels + channel])
            output[pixel * channels + channel] = UInt8(
              (value * opacity + 255 * (255 - opacity) + 127) / 255)
          }
        }
        filled = count * channels
      }
    }
    return Picture(
      width: Int(header.width), height: Int(header.height), channels: channels, pixels: pixels)
  }

  /// Checks that the file has all chunks up to the last: libpng stops reading after the pixels.
  private static func checkChunks(_ bytes: ArraySlice<UInt8>) throws(DatasetError) {
    var reader = ByteReader(bytes)
    _ = try reader.take(8)
    var isLast = false
    repeat {
      let length = Int(try reader.bigEndian(UInt32.self))
      isLast = try reader.take(4).elementsEqual("IEND".utf8)
      _ = try reader.take(length + 4)
    } while !isLast
  }

  private static func error(_ header: png_image) -> DatasetError {
    let reason = withUnsafeBytes(of: header.message) { message in
      String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
    }
    return DatasetError(.malformed, "PNG: \(reason)")
  }
}
