import Foundation
import TestSupport
import Testing

/// `docs/architecture.md` tells the modules and their imports as `Package.swift` has them.
@Suite struct ArchitectureTests {
  /// The names in quotation marks or backquotes.
  static func names(in text: Substring, between mark: Character) -> [String] {
    text.split(separator: mark, omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }

  @Test func theTableHasTheArrowsOfThePackage() throws {
    let package = try TestFiles.text("Package.swift")
    let start = try #require(package.range(of: "let modules")).upperBound
    let end = try #require(package[start...].range(of: "\n]\n")).lowerBound
    var arrows: [String: Set<String>] = [:]
    for entry in package[start..<end].components(separatedBy: "  (").dropFirst() {
      let found = Self.names(in: Substring(entry), between: "\"")
      arrows[try #require(found.first)] = Set(found.dropFirst())
    }
    var documented: [String: Set<String>] = [:]
    for line in try TestFiles.text("docs/architecture.md").split(separator: "\n") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard line.hasPrefix("| `"), cells.count == 5 else { continue }
      let module = try #require(Self.names(in: cells[1], between: "`").first)
      documented[module] = Set(Self.names(in: cells[2], between: "`"))
    }
    #expect(arrows.count > 10)
    #expect(documented == arrows)
  }

  /// The places that the page names are there.
  @Test func thePlacesAreThere() throws {
    let page = try TestFiles.text("docs/architecture.md")
    let paths = Self.names(in: Substring(page), between: "`").filter { $0.contains("/") }
    #expect(!paths.isEmpty)
    for path in paths {
      let place = path.hasPrefix("docs/") || path.hasPrefix("Sources/") ? path : "Sources/\(path)"
      #expect(
        FileManager.default.fileExists(atPath: TestFiles.packageRoot.appending(path: place).path),
        "\(path)")
    }
  }
}
