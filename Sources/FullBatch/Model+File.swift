public import MATFile
public import Training

extension Model {
  /// Reads a model from a file that ``save(to:)`` or `fullbatch train --model` wrote.
  ///
  /// A MAT-file with `Theta1`, `Theta2`, … alone is read as a network of sigmoid units with
  /// cross-entropy, whose classes are numbered from 1.
  ///
  /// - Parameter path: a MAT-file.
  /// - Throws: `MATFileError`, one line on what is wrong, where, and how to fix it.
  public init(contentsOf path: String) throws(MATFileError) {
    self = try ModelFile.read(path: path)
  }

  /// Writes the model to a MAT-file, which MATLAB, Octave and SciPy can load.
  ///
  /// The file appears whole or not at all. `ModelFile` has its variables.
  ///
  /// - Parameter path: the file to create or replace.
  /// - Throws: `MATFileError` where it can't be written.
  public func save(to path: String) throws(MATFileError) {
    try ModelFile.write(self, to: path)
  }
}
