#if canImport(Glibc)
  import TestSupport
  import Datasets
  import LinearAlgebra
  import NeuralNetwork
  import Random
  import Testing
  import Training

  /// A trainer that was handed its data set has the examples in memory once, in the layout of its
  /// kernels: every byte that the calling thread allocates is counted.
  @Suite struct MemoryTests {
    static let (exampleCount, featureCount) = (5000, 400)

    /// Pictures of which half is background, as scalars or as bytes.
    static func pictures<Scalar: BLASScalar>(_: Scalar.Type, asBytes: Bool) -> Dataset<Scalar> {
      var generator = Xoshiro256StarStar(seed: 3)
      let bytes = (0..<exampleCount * featureCount).map { place in
        place % featureCount < featureCount / 2 ? 0 : UInt8.random(in: 1...255, using: &generator)
      }
      let values = (0...255).map { Scalar($0) / 255 }
      return Dataset(
        features: asBytes
          ? Matrix(rows: exampleCount, columns: featureCount, bytes: bytes[...], values: values)
          : Matrix(
            rows: exampleCount, columns: featureCount, elements: bytes.map { values[Int($0)] }),
        classIndices: (0..<exampleCount).map { $0 % 10 },
        encoding: LabelEncoding(labels: (0..<10).map(String.init)))
    }

    /// What a trainer holds, and the most that making it took, beyond the layout of its examples;
    /// in parts of the examples as a matrix of scalars.
    static func overhead<Scalar: BLASScalar>(
      _: Scalar.Type, asBytes: Bool
    ) -> (held: Double, peak: Double) {
      let before = Allocations.bytes
      let dataset = pictures(Scalar.self, asBytes: asBytes)
      Allocations.resetPeak()
      let trainer = Trainer(consume dataset, configuration: TrainingConfiguration(), threads: 1)
      let layout = trainer.objective.layoutByteCount
      let dense = exampleCount * featureCount * MemoryLayout<Scalar>.stride
      #expect(Double(layout) < 0.6 * Double(dense), "the background is left out")
      return (
        Double(Allocations.bytes - before - layout) / Double(dense),
        Double(Allocations.peakBytes - before - layout) / Double(dense)
      )
    }

    /// The rest is mostly the gradients of shards, whose packed layout fills vectors of the kernels:
    /// for 25 units 28 % in Double and 60 % in Float.
    @Test func theLayoutIsAllThatIsHeldOfTheExamples() {
      for asBytes in [false, true] {
        #expect((0...0.08).contains(Self.overhead(Double.self, asBytes: asBytes).held))
        #expect((0...0.1).contains(Self.overhead(Float.self, asBytes: asBytes).held))
      }
    }

    /// While it is made, what is to be laid out is there beside the layout: bytes, an eighth.
    @Test func bytesAreNeverMadeScalarsBeside() {
      #expect(Self.overhead(Double.self, asBytes: true).peak < 0.125 + 0.15)
      #expect(Self.overhead(Float.self, asBytes: true).peak < 0.25 + 0.15)
      #expect(Self.overhead(Double.self, asBytes: false).peak > 1, "scalars are seen")
    }
  }
#endif
