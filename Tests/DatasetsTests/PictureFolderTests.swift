import Datasets
import Foundation
import StoredNumbers
import TestSupport
import Testing

@Suite struct PictureFolderTests {
  /// Creates files in a new folder from fixtures and calls a closure with the folder's path.
  private func withFiles<Result>(
    _ files: [String: String], _ body: (String) throws -> Result
  ) throws -> Result {
    try TemporaryFolder.with { root in
      for (name, fixture) in files {
        let path = "\(root)/\(name)"
        try FileManager.default.createDirectory(
          at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try TestFiles.write(try Fixture.bytes("pictures/\(fixture)"), to: path)
      }
      return try body(root)
    }
  }

  private func bytes(_ names: String...) throws -> [UInt8] {
    try names.flatMap { try ExpectedPictures.picture($0).pixels }
  }

  @Test func foldersAreClasses() throws {
    let files = [
      "zero/b.PNG": "gray.png", "zero/a.png": "gray4.png", "one/x.jpeg": "gray2.png",
      "one/.hidden.png": "rgb.jpg", "one/notes.txt": "rgb.jpg", "__MACOSX/zero/a.png": "rgb.jpg",
      ".git/a.png": "rgb.jpg",
    ]
    try withFiles(files) { path in
      #expect(try PictureFolder.isPresent(inDirectory: path))
      let folder = try PictureFolder(path: path)
      #expect(folder.training.files == ["one/x.jpeg", "zero/a.png", "zero/b.PNG"])
      #expect(folder.training.labels == ["one", "zero", "zero"])
      #expect(folder.training.pictures.dimensions == [3, 5, 7])
      #expect(
        try Array(folder.training.pictures.numbers.bytes)
          == bytes("gray2.png", "gray4.png", "gray.png"))
      #expect(folder.validation == nil)
      #expect(folder.test == nil)
    }
  }

  @Test(arguments: ["", "wrapper/", "a/b/"])
  func splits(wrapper: String) throws {
    let files = [
      "\(wrapper)training/0/a.png": "gray.png", "\(wrapper)training/1/a.png": "gray4.png",
      "\(wrapper)test/1/a.png": "gray2.png", "\(wrapper)val/0/a.png": "gray.png",
    ]
    try withFiles(files) { path in
      let folder = try PictureFolder(path: path)
      #expect(folder.training.labels == ["0", "1"])
      #expect(folder.validation?.labels == ["0"])
      #expect(folder.test?.files == ["\(wrapper)test/1/a.png"])
      let test = try #require(folder.test)
      #expect(try Array(test.pictures.numbers.bytes) == bytes("gray2.png"))
    }
  }

  @Test func picturesWithoutClasses() throws {
    try withFiles(["b.png": "gray.png", "a.jpg": "gray2.png"]) { path in
      let folder = try PictureFolder(path: path)
      #expect(folder.training.labels == nil)
      #expect(folder.training.files == ["a.jpg", "b.png"])
      let single = try PictureFolder(path: "\(path)/b.png")
      #expect(single.training.files == ["b.png"])
      #expect(single.training.pictures.dimensions == [1, 5, 7])
    }
    try withFiles(["train/0/a.png": "gray.png", "test/a.png": "gray.png"]) { path in
      let folder = try PictureFolder(path: path)
      #expect(folder.training.labels == ["0"])
      #expect(folder.test?.labels == nil)
    }
    try withFiles(["test1/a.png": "gray.png", "test2/a.png": "gray.png"]) { path in
      let folder = try PictureFolder(path: path)
      #expect(folder.training.labels == ["test1", "test2"])
    }
    // One class is no class around which a folder was put.
    try withFiles(["7/a.png": "gray.png", "7/b.png": "gray.png"]) { path in
      let folder = try PictureFolder(path: path)
      #expect(folder.training.labels == ["7", "7"])
    }
  }

  /// A picture with color makes all RGB, wherever it comes.
  @Test(arguments: ["a", "b", "c"])
  func colorAnywhere(colored: String) throws {
    var files = [
      "train/0/a.png": "gray.png", "train/1/b.png": "gray.png", "test/0/c.png": "gray.png",
    ]
    let key = try #require(files.keys.first { $0.hasSuffix("\(colored).png") })
    files[key] = "rgb.png"
    let gray = try bytes("gray.png").flatMap { [$0, $0, $0] }
    let color = try bytes("rgb.png")
    try withFiles(files) { path in
      let folder = try PictureFolder(path: path)
      #expect(folder.training.pictures.dimensions == [2, 5, 7, 3])
      #expect(folder.test?.pictures.dimensions == [1, 5, 7, 3])
      #expect(
        Array(folder.training.pictures.numbers.bytes)
          == (colored == "a" ? color : gray) + (colored == "b" ? color : gray))
      let test = try #require(folder.test)
      #expect(Array(test.pictures.numbers.bytes) == (colored == "c" ? color : gray))
      let prepared = try PictureFolder(
        path: path, preparation: PicturePreparation(height: 2, width: 2, channels: 1))
      #expect(prepared.training.pictures.dimensions == [2, 2, 2])
    }
  }

  /// RGB files without color become one channel.
  @Test func grayContentOfColorFiles() throws {
    try withFiles(["0/a.png": "gray.png", "1/a.png": "gray-rgb.png"]) { path in
      let folder = try PictureFolder(path: path)
      #expect(folder.training.pictures.dimensions == [2, 5, 7])
      #expect(try Array(folder.training.pictures.numbers.bytes) == bytes("gray.png", "gray.png"))
    }
  }

  @Test func sizes() throws {
    try withFiles(["0/a.png": "gray.png", "1/b.jpg": "rgb.jpg"]) { path in
      let error = try datasetError { _ = try PictureFolder(path: path) }
      #expect(error?.kind == .sizeMismatch)
      #expect(error?.place == "1/b.jpg")
      for part in ["20 × 17", "0/a.png has 5 × 7", "--image HEIGHTxWIDTH"] {
        #expect(error?.description.contains(part) == true)
      }
      let folder = try PictureFolder(
        path: path, preparation: PicturePreparation(height: 6, width: 4))
      #expect(folder.training.pictures.dimensions == [2, 6, 4, 3])
      let digits = try PictureFolder(
        path: path, preparation: PicturePreparation(height: 6, width: 4, centers: true))
      #expect(digits.training.pictures.dimensions == [2, 6, 4])
    }
  }

  @Test(arguments: [
    ([:], DatasetError.Kind.missing), (["notes.txt": "gray.png"], .missing),
    (["0/a.png": "gray.png", "b.png": "gray.png"], .malformed),
    (["0/a.png": "gray.png", "1/more/b.png": "gray.png"], .malformed),
    (["test/0/a.png": "gray.png", "valid/0/a.png": "gray.png"], .missing),
    (["0/a.png": "expected.json"], .unknownFormat), (["0/a.png": "cmyk.jpg"], .unsupported),
  ])
  func badFolders(files: [String: String], kind: DatasetError.Kind) throws {
    try withFiles(files) { path in
      let error = try datasetError { _ = try PictureFolder(path: path) }
      #expect(error?.kind == kind)
      #expect(error?.description.contains("\n") == false)
    }
  }

  @Test func linksInCirclesEnd() throws {
    try withFiles(["0/a.png": "gray.png"]) { path in
      try FileManager.default.createSymbolicLink(
        atPath: "\(path)/0/again", withDestinationPath: path)
      #expect(try datasetError { _ = try PictureFolder(path: path) }?.kind == .malformed)
    }
  }
}
