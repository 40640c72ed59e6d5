import Datasets
import LinearAlgebra
import Testing

@Suite struct FeatureScalingTests {
  let features = Matrix<Double>(
    rows: 4, columns: 3, elements: [1, 0.1, 7, 2, 0.1, 5, 4, 0.1, 9, 9, 0.1, 3])

  @Test func minMax() {
    var scaled = features
    let scaling = FeatureScaling.minMax(features)
    scaling.apply(to: &scaled)
    // sklearn.preprocessing.MinMaxScaler().fit_transform
    #expect(scaled.elements == [0, 0, 2.0 / 3, 0.125, 0, 1.0 / 3, 0.375, 0, 1, 1, 0, 0])
    scaling.revert(&scaled)
    for (back, original) in zip(scaled.elements, features.elements) {
      #expect(abs(back - original) < 1e-15)
    }
  }

  @Test func standardizing() {
    var scaled = features
    FeatureScaling.standardizing(features).apply(to: &scaled)
    // sklearn.preprocessing.StandardScaler().fit_transform
    let expected: [Double] = [
      -0.9733285267845753, 0.0, 0.4472135954999579, -0.6488856845230502, 0.0, -0.4472135954999579,
      0.0, 0.0, 1.3416407864998738, 1.6222142113076254, 0.0, -1.3416407864998738,
    ]
    for (value, reference) in zip(scaled.elements, expected) {
      #expect(abs(value - reference) < 1e-15)
    }
  }
}
