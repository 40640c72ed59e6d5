import Datasets
import LinearAlgebra
import NeuralNetwork
import Training

extension ClassificationReport {
  /// How well a network predicts the classes of a data set.
  init<Scalar: BLASScalar>(_ predictor: Predictor<Scalar>, on dataset: Dataset<Scalar>) {
    self.init(
      actual: dataset.classIndices, predicted: predictor.classIndices(for: dataset.features),
      encoding: dataset.encoding)
  }
}
