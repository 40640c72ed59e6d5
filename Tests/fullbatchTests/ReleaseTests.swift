import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// What a release needs: the version, completions, a tool that can be moved, and documentation.
  @Suite struct ReleaseTests {
    let folder = TemporaryFolder()

    private static func text(_ path: String) throws -> String {
      try String(contentsOf: TestFiles.packageRoot.appending(path: path), encoding: .utf8)
    }

    /// The version in `Version.swift`, the only place where it is written.
    private static func version() throws -> String {
      let source = try text("Sources/fullbatch/Version.swift")
      return String(try #require(source.firstMatch(of: /static let number = "(.*)"/)?.1))
    }

    @Test func printsItsVersion() throws {
      let outcome = try Tool.run(["--version"], in: folder)
      #expect(outcome.output == "fullbatch \(try Self.version())\n")
    }

    @Test func theChangelogBeginsWithTheVersion() throws {
      let changelog = try Self.text("CHANGELOG.md")
      let newest = try #require(changelog.firstMatch(of: /## (\d+\.\d+\.\d+) - \d{4}-\d\d-\d\d\n/))
      #expect(String(newest.1) == (try Self.version()))
    }

    @Test(arguments: ["README.md", "docs/for-swift-developers.md"])
    func theDependencyHasTheVersion(_ page: String) throws {
      let version = try Self.version()
      #expect(try Self.text(page).contains("FullBatch\", from: \"\(version)\")"))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreValid(_ shell: String) throws {
      let script = try Tool.run(["--generate-completion-script", shell], in: folder)
      #expect(script.status == 0)
      #expect(script.output.contains("check-gradient"))
      guard ExternalProgram(shell).isInstalled else { return }
      try folder.write(Array(script.output.utf8), to: "completions")
      #expect(ExternalProgram(shell).output(["-n", folder.path("completions")]) != nil)
    }

    @Test func runsOutsideTheCheckout() throws {
      let program = folder.path("fullbatch")
      try FileManager.default.copyItem(atPath: try #require(Tool.path), toPath: program)
      let outcome = try Tool.run(["inspect", TestFiles.digits], in: folder, program: program)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("5000×400"))
    }

    /// Every relative link in the documentation leads to a file.
    @Test func theDocumentationHasNoDeadLinks() throws {
      let root = TestFiles.packageRoot
      let pages = try FileManager.default.subpathsOfDirectory(atPath: root.path() + "docs")
        .filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
      for page in pages + ["README.md", "CHANGELOG.md"] {
        let here = root.appending(path: page).deletingLastPathComponent()
        for link in try Self.text(page).matches(of: /\]\(([^)#\s]+)/) where !link.1.contains(":") {
          let target = here.appending(path: String(link.1)).standardizedFileURL
          #expect(FileManager.default.fileExists(atPath: target.path()), "\(page): \(link.1)")
        }
      }
    }
  }
}
