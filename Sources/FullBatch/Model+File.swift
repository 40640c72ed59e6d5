public import MATFile
public import Training

extension Model {
  /// Reads a model from a file written by ``save(to:)`` or `fullbatch train --model`.
  ///
  /// A file with only weights, `Theta1`, `Theta2`, … or under one of the other names of
  /// `ModelFile.readWithLayout(path:)`, is read as a network of sigmoid units with cross-entropy,
  /// whose classes are numbered from 1.
  ///
  /// - Parameter path: a MAT-file, or for weights a `.npz` file of NumPy.
  /// - Throws: `MATFileError` that says what is wrong, where, and how to fix it.
  public init(contentsOf path: String) throws(MATFileError) {
    self = try ModelFile.read(path: path)
  }

  /// Writes the model to a MAT-file, which MATLAB, Octave and SciPy can load.
  ///
  /// The file is written atomically. `ModelFile` documents its variables.
  ///
  /// - Parameter path: the file to create or replace.
  /// - Throws: `MATFileError` where it can't be written.
  public func save(to path: String) throws(MATFileError) {
    try ModelFile.write(self, to: path)
  }
}
