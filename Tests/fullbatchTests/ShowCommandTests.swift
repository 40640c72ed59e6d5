import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// `show` and `ex4`: pictures are PNG files, and what is said to be written is there.
  @Suite struct ShowCommandTests {
    let folder = TemporaryFolder()

    /// The width and the height in the header of a PNG file.
    private func size(of name: String) throws -> [Int] {
      let bytes = try folder.bytes(name)
      #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
      try #require(bytes.count > 24)
      return [16, 20].map { offset in bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    }

    @Test(arguments: ["examples", "hidden", "mistakes"])
    func drawsASheet(_ subject: String) throws {
      let arguments = [
        "show", subject, "--data", TestFiles.digits, "--model", TestFiles.scipyWeights, "--output",
      ]
      let outcome = try Tool.run(arguments + ["sheet.png"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(folder.contents == ["sheet.png"])
      // At least 25 pictures of 20 × 20.
      let size = try size(of: "sheet.png")
      #expect(size[0] >= 100)
      #expect(size[1] >= 60)
      let again = try Tool.run(arguments + ["again.png"], in: folder)
      #expect(again.status == 0)
      #expect(try folder.bytes("again.png") == folder.bytes("sheet.png"), "a seed is a picture")
    }

    @Test func runsTheExercise() throws {
      let outcome = try Tool.run(
        ["ex4", "--data", TestFiles.digits, "--max-iterations", "60", "--output", "results"],
        in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let hasReference = TestFiles.referenceWeights != nil
      #expect(outcome.output.contains(hasReference ? "0.287629165161" : "0.200113619257"))
      #expect(outcome.output.contains(hasReference ? "0.383769859090" : "0.362693142448"))
      #expect(outcome.output.contains(hasReference ? "4876" : "4917"))
      #expect(outcome.output.contains("weighted"))
      let names = folder.contents.filter { $0.hasPrefix("results/") }
      #expect(names.contains("results/model.mat"))
      #expect(folder.text("results/report.html").contains("<svg"))
      let pictures = names.filter { $0.hasSuffix(".png") }
      #expect(pictures.count >= 2, "examples and hidden units")
      for picture in pictures { _ = try size(of: picture) }
      for name in names { #expect(outcome.output.contains(name), "\(name) is not mentioned") }
    }

    /// The file that is found in the current folder is named by its relative path.
    @Test func findsTheDigitsOfTheCurrentFolder() throws {
      try FileManager.default.createDirectory(
        atPath: folder.path("data"), withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("data/ex4data1.mat"), withDestinationPath: TestFiles.digits)
      let outcome = try Tool.run(
        ["ex4", "--weights", TestFiles.scipyWeights, "--max-iterations", "0", "--quiet"], in: folder
      )
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.hasPrefix("data/ex4data1.mat: 5000 digits"), "\(outcome.output)")
    }

    @Test func trainsTheExerciseInSinglePrecisionWhenAsked() throws {
      func model(_ precision: String) throws -> [UInt8] {
        let outcome = try Tool.run(
          [
            "ex4", "--data", TestFiles.digits, "--max-iterations", "3", "--output", precision,
            "--precision", precision,
          ], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try folder.bytes("\(precision)/model.mat")
      }
      #expect(try model("float") != model("double"))
    }
  }
}
