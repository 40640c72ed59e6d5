internal import Machine

/// An error in a MAT-file: its kind, its location, and how to fix it.
public struct MATFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of errors.
  public enum Kind: String, Sendable {
    /// The file does not exist.
    case noSuchFile
    /// The file can't be opened or read.
    case unreadable
    /// The file is not a MAT-file of any version.
    case notMATFile
    /// The file ends before its content is complete.
    case truncated
    /// The file violates the format.
    case corrupt
    /// The content is larger than the caller allows.
    case tooLarge
    /// The content is valid but not supported.
    case unsupported
    /// The file has no variable with the given name.
    case missingVariable
    /// A variable does not have the required class.
    case wrongClass
    /// The format can't represent a value.
    case unwritable
    /// The file can't be created or replaced.
    case cannotWrite
    /// Writing failed, for example because the disk is full; the incomplete file was removed.
    case writingFailed
  }

  /// The kind of the error.
  public var kind: Kind
  /// The offset in the file at which the error was found, or `nil` if it has no single location.
  ///
  /// For an error inside a compressed element, it is the offset of that element.
  public var offset: Int?
  /// The line of a text format at which the error was found, counted from 1; `nil` for others.
  public var line: Int?
  /// The variable, with the path inside it as in `net.layers{2}.weights`; empty if there is none.
  public var variable: String
  /// A sentence that says what is wrong.
  public var problem: String
  /// How to fix it; empty if unknown.
  public var remedy: String

  /// Creates an error.
  ///
  /// - Parameters:
  ///   - kind: The kind of the error.
  ///   - offset: The offset in the file, or `nil`, the default, if it has no single location.
  ///   - line: The line of a text format; `nil`, the default, for others.
  ///   - variable: The variable; empty, the default, if there is none.
  ///   - problem: A sentence that says what is wrong.
  ///   - remedy: How to fix it; empty, the default, if unknown.
  public init(
    _ kind: Kind, at offset: Int? = nil, line: Int? = nil, variable: String = "",
    _ problem: String, remedy: String = ""
  ) {
    self.kind = kind
    self.offset = offset
    self.line = line
    self.variable = variable
    self.problem = problem
    self.remedy = remedy
  }

  /// The error in one line: the location, the problem, and the remedy in parentheses.
  public var description: String {
    var places: [String] = []
    if !variable.isEmpty { places.append("variable '\(variable)'") }
    if let location { places.append(location) }
    let place = places.isEmpty ? "" : places.joined(separator: ", ") + ": "
    return place + problem + (remedy.isEmpty ? "" : " (\(remedy))")
  }

  /// The line, or the byte in a format that is not text, as in "byte 128"; `nil` if unknown.
  package var location: String? { line.map { "line \($0)" } ?? offset.map { "byte \($0)" } }

  /// Creates an error for a file that can't be read.
  init(reading error: SystemError) {
    if error.isAbsence {
      self.init(.noSuchFile, "there is no such file")
    } else if error.isDirectory {
      self.init(.unreadable, "is a directory", remedy: "give the path of a file")
    } else {
      self.init(.unreadable, "can't be read: \(error)")
    }
  }

  /// Creates an error for a file that can't be written.
  init(writing error: SystemError) {
    self.init(
      error.step == .written ? .writingFailed : .cannotWrite, error.clause,
      remedy: "check the folder and the free space on the disk")
  }

  /// The same error with a container prepended to its variable.
  func inside(_ container: String) -> MATFileError {
    var error = self
    error.variable = container + variable
    return error
  }
}

extension MATFileError {
  static let copyAgain = "the file is incomplete: copy or save it again"
  static let saveAgain = "save the variable again, in MATLAB or Octave with save -v7"
}
