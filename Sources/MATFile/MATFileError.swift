internal import Machine

/// What is wrong with a MAT-file, where, and how to mend it.
public struct MATFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of trouble a caller may want to tell apart.
  public enum Kind: String, Sendable {
    /// There is no file at the path.
    case noSuchFile
    /// The file is there and can't be opened or read.
    case unreadable
    /// The bytes are no MAT-file of any version.
    case notMATFile
    /// The file is of version 7.3, which is HDF5.
    case version73
    /// The bytes end before the content does.
    case truncated
    /// The bytes break the rules of the format.
    case corrupt
    /// The content is larger than the caller allows.
    case tooLarge
    /// The content is sound, and of a kind that is not read.
    case unsupported
    /// No variable has the name asked for.
    case missingVariable
    /// A variable does not hold the kind of values asked for.
    case wrongClass
    /// What should be written has no place in the format.
    case unwritable
    /// The file can't be created or replaced.
    case cannotWrite
    /// Writing began and failed on the way, as on a full disk; nothing is left of it.
    case writingFailed
  }

  /// What kind of trouble it is.
  public var kind: Kind
  /// The byte of the file where it was noticed.
  ///
  /// For what lies inside a compressed element it is the byte where that element begins; `nil`
  /// where no single place is to blame.
  public var offset: Int?
  /// The variable it concerns, with the way into it, as `net.layers{2}.weights`; empty if none.
  public var variable: String
  /// One sentence on what is wrong.
  public var problem: String
  /// How to mend it; empty when nothing can be said.
  public var remedy: String

  /// Describes a fault in a MAT-file.
  public init(
    _ kind: Kind, at offset: Int? = nil, variable: String = "", _ problem: String,
    remedy: String = ""
  ) {
    self.kind = kind
    self.offset = offset
    self.variable = variable
    self.problem = problem
    self.remedy = remedy
  }

  /// The fault in one line: the place, the problem, and the remedy in parentheses.
  public var description: String {
    var places: [String] = []
    if !variable.isEmpty { places.append("variable '\(variable)'") }
    if let offset { places.append("byte \(offset)") }
    let place = places.isEmpty ? "" : places.joined(separator: ", ") + ": "
    return place + problem + (remedy.isEmpty ? "" : " (\(remedy))")
  }

  /// Says why a file can't be read.
  init(reading error: SystemError) {
    if error.isAbsence {
      self.init(.noSuchFile, "there is no such file")
    } else if error.isDirectory {
      self.init(.unreadable, "is a directory", remedy: "give the path of a file")
    } else {
      self.init(.unreadable, "can't be read: \(error)")
    }
  }

  /// Says why a file can't be written.
  init(writing error: SystemError) {
    self.init(
      error.step == .written ? .writingFailed : .cannotWrite, error.clause,
      remedy: "check the folder and the free space on the disk")
  }

  /// The same fault, seen from the array that holds the faulty one.
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
