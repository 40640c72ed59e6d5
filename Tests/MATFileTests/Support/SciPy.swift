import Foundation
import TestSupport

/// The installed SciPy.
enum SciPy {
  /// The MAT-files in its test data, or `nil` where SciPy or the data is missing.
  static let testData: URL? = {
    let script =
      "import os, scipy.io; "
      + "print(os.path.join(os.path.dirname(scipy.io.__file__), 'matlab', 'tests', 'data'), end='')"
    guard let folder = ExternalProgram.runPython(script), !folder.isEmpty,
      FileManager.default.fileExists(atPath: folder)
    else { return nil }
    return URL(filePath: folder)
  }()
}
