/// An estimate of how wide text is, for leaving room: SVG has no means to ask.
enum TextMetrics {
  /// The width of a line at 12 units, in a typical sans-serif face.
  static func width(_ text: String) -> Double { 6.8 * Double(text.count) }
}
