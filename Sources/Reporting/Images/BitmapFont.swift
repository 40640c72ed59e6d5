/// A font of 3 × 5 dots for captions: digits, capitals and a few symbols.
///
/// Lowercase letters are drawn as capitals; a character without a glyph is drawn as a full block.
enum BitmapFont {
  /// The height of a line in dots.
  static let height = 5
  private static let glyphWidth = 3
  private static let advance = glyphWidth + 1

  /// The width of a text in dots.
  static func width(of text: String) -> Int {
    text.isEmpty ? 0 : text.count * advance - 1
  }

  /// Draws one line centered in a range of columns; text that does not fit is truncated.
  static func draw(
    _ text: String, centeredIn columns: Range<Int>, top: Int, size: Int, color: Color,
    on image: inout PixelImage
  ) {
    let text = String(text.prefix((columns.count / size + 1) / advance))
    var left = columns.lowerBound + (columns.count - width(of: text) * size) / 2
    for character in text.uppercased() {
      for (y, row) in glyph(character).enumerated() {
        for x in 0..<glyphWidth where row & (0b100 >> x) != 0 {
          image.fill(
            x: left + x * size, y: top + y * size, width: size, height: size, with: color)
        }
      }
      left += advance * size
    }
  }

  /// The five rows of a glyph, from the top; one octal digit per row, its highest bit at the left.
  private static func glyph(_ character: Character) -> [Int] {
    let octal = glyphs[character] ?? 0o77777
    return (0..<height).map { octal >> (3 * (height - 1 - $0)) & 0b111 }
  }

  private static let glyphs: [Character: Int] = [
    "0": 0o75557, "1": 0o26227, "2": 0o71747, "3": 0o71717, "4": 0o55711,
    "5": 0o74717, "6": 0o74757, "7": 0o71122, "8": 0o75757, "9": 0o75717,
    "A": 0o25755, "B": 0o65656, "C": 0o34443, "D": 0o65556, "E": 0o74647, "F": 0o74644,
    "G": 0o34553, "H": 0o55755, "I": 0o72227, "J": 0o11152, "K": 0o55655, "L": 0o44447,
    "M": 0o57755, "N": 0o65555, "O": 0o25552, "P": 0o65644, "Q": 0o25563, "R": 0o65655,
    "S": 0o34216, "T": 0o72222, "U": 0o55557, "V": 0o55552, "W": 0o55775, "X": 0o55255,
    "Y": 0o55222, "Z": 0o71247,
    " ": 0o00000, "-": 0o00700, ".": 0o00002, ">": 0o42124, "/": 0o11244, ":": 0o02020,
    "+": 0o02720, "_": 0o00007,
  ]
}
