internal import Machine

extension Picture {
  /// The picture as it is to be seen, for an orientation in EXIF: where the first row and the first
  /// column of the stored pixels belong.
  ///
  /// | | first row | first column |
  /// |---|---|---|
  /// | 1 | top | left |
  /// | 2 | top | right |
  /// | 3 | bottom | right |
  /// | 4 | bottom | left |
  /// | 5 | left | top |
  /// | 6 | right | top |
  /// | 7 | right | bottom |
  /// | 8 | left | bottom |
  ///
  /// Source: CIPA DC-008, "Exchangeable image file format", tag Orientation.
  func oriented(_ orientation: Int) -> Picture {
    guard (2...8).contains(orientation) else { return self }
    let rowsBecomeColumns = orientation >= 5
    let isFromBottom = [3, 4, 6, 7].contains(orientation)
    let isFromRight = [2, 3, 7, 8].contains(orientation)
    let (newHeight, newWidth) = rowsBecomeColumns ? (width, height) : (height, width)
    var output: [UInt8] = []
    output.reserveCapacity(pixels.count)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        let (row, column) = rowsBecomeColumns ? (x, y) : (y, x)
        let source =
          (isFromBottom ? height - 1 - row : row) * width
          + (isFromRight ? width - 1 - column : column)
        for channel in 0..<channels { output.append(pixels[source * channels + channel]) }
      }
    }
    return Picture(width: newWidth, height: newHeight, channels: channels, pixels: output)
  }

  /// The orientation that a camera notes in a JPEG file, 1 to 8; 1 if it notes none.
  static func orientation(jpeg bytes: [UInt8]) -> Int {
    // What can't be read there is no reason to refuse the picture.
    (try? exifOrientation(bytes[...])) ?? 1
  }

  /// The orientation in the segment APP1 of a JPEG file; `nil` if there is none.
  private static func exifOrientation(_ bytes: ArraySlice<UInt8>) throws(DatasetError) -> Int? {
    var reader = ByteReader(bytes)
    _ = try reader.take(2)
    while try reader.byte() == 0xFF {
      let marker = try reader.byte()
      // The scan, after which there are no segments that count.
      if marker == 0xDA { return nil }
      let segment = try reader.take(Int(reader.bigEndian(UInt16.self)) - 2)
      if marker == 0xE1, segment.starts(with: Array("Exif\0\0".utf8)) {
        return try tiffOrientation(segment.dropFirst(6))
      }
    }
    return nil
  }

  /// The orientation in the first directory of a TIFF file: entries of 12 bytes, each a tag, a
  /// type, a count and a value.
  private static func tiffOrientation(_ tiff: ArraySlice<UInt8>) throws(DatasetError) -> Int? {
    var reader = ByteReader(tiff)
    let order: ByteOrder = try reader.take(2).elementsEqual("II".utf8) ? .little : .big
    _ = try reader.take(2)
    let start = try reader.whole(UInt32.self, order)
    reader = ByteReader(tiff)
    _ = try reader.take(start)
    for _ in 0..<(try reader.whole(UInt16.self, order)) {
      let tag = try reader.whole(UInt16.self, order)
      _ = try reader.take(6)
      let value = try reader.whole(UInt16.self, order)
      _ = try reader.take(2)
      if tag == 0x0112 { return value }
    }
    return nil
  }
}

extension ByteReader {
  /// The next integer in a byte order.
  fileprivate mutating func whole<Integer: FixedWidthInteger>(
    _ type: Integer.Type, _ order: ByteOrder
  ) throws(DatasetError) -> Int {
    Int(try order == .little ? littleEndian(type) : bigEndian(type))
  }
}
