public import ArgumentParser
public import Training

extension TrainingPreset: ExpressibleByArgument {}

extension TrainingPreset {
  /// The system's own data, where it is.
  var data: String? {
    switch self {
    case .ex4: ExerciseFiles.data
    case .mnistSGD: ExerciseFiles.mnist
    case .textDigits: ExerciseFiles.textDigits
    }
  }

  /// What to do when the system's own data is nowhere.
  var dataRemedy: String {
    switch self {
    case .ex4, .mnistSGD: "run fullbatch in its checkout, or give --data"
    case .textDigits:
      "give --data; the digits are UCI's \"Optical Recognition of Handwritten Digits\", written "
        + "as 32 × 32 text (docs/neighbours.md)"
    }
  }
}
