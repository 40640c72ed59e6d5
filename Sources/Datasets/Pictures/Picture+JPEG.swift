internal import CJPEG

extension Picture {
  /// Decodes a JPEG file with libjpeg, and turns the picture as its camera says.
  init(jpeg bytes: [UInt8]) throws(DatasetError) {
    var header = CJPEGHeader()
    try Self.calling { message in cjpeg_read_header(bytes, bytes.count, &header, message) }
    let (width, height) = (Int(header.width), Int(header.height))
    try Self.check(width: width, height: height)
    let channels = Int(header.components)
    guard channels == 1 || channels == 3 else {
      throw DatasetError(
        .unsupported, "JPEG: a picture of \(channels) channels", remedy: "save it in gray or RGB")
    }
    var pixels = [UInt8](repeating: 0, count: width * height * channels)
    try Self.calling { message in cjpeg_decode(bytes, bytes.count, &pixels, message) }
    let stored = Picture(width: width, height: height, channels: channels, pixels: pixels)
    self = stored.oriented(Self.orientation(jpeg: bytes))
  }

  /// Calls a function of libjpeg and throws what it reports.
  private static func calling(
    _ body: (UnsafeMutablePointer<CChar>) -> CJPEGOutcome
  ) throws(DatasetError) {
    let (outcome, reason) = withUnsafeTemporaryAllocation(
      of: CChar.self, capacity: Int(CJPEGMessageLength)
    ) { message in
      message.initialize(repeating: 0)
      let outcome = body(message.baseAddress!)
      return (outcome, String(cString: message.baseAddress!))
    }
    switch outcome {
    case CJPEGDone: return
    case CJPEGTruncated: throw DatasetError(.truncated, "JPEG: \(reason)")
    case CJPEGUnsupported:
      throw DatasetError(.unsupported, "JPEG: \(reason)", remedy: "save the picture as PNG")
    default: throw DatasetError(.malformed, "JPEG: \(reason)")
    }
  }
}
