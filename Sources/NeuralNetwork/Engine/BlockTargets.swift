internal import LinearAlgebra
internal import NetworkKernels

/// The targets of the examples in a block or a mini-batch, one per lane.
enum BlockTargets<Scalar: BLASScalar>: Sendable {
  /// The class index of each example.
  case classes(ArraySlice<Int32>)
  /// The target of each output and example; lanes from `exampleCount` on are padding.
  case numbers(Panel<Scalar>, exampleCount: Int)

  /// The number of examples.
  var exampleCount: Int {
    switch self {
    case .classes(let labels): labels.count
    case .numbers(_, let exampleCount): exampleCount
    }
  }

  /// ŷ ← ŷ − y.
  func subtract(from outputs: Panel<Scalar>) {
    switch self {
    case .classes(let labels): outputs.updateAtLabels(labels.span) { $0 - 1 }
    case .numbers(let targets, _): outputs.updateEach(with: targets) { $0 - $1 }
    }
  }
}

/// The targets of all examples, in the order of the lanes of their layout.
enum LayoutTargets<Scalar: BLASScalar>: Sendable {
  /// The class index of each lane that holds an example.
  case classes([Int32])
  /// The features of each lane, which the layout has.
  case features
  /// A panel of outputs × lanes for each block.
  case numbers([Panel<Scalar>])

  init(
    _ targets: ExampleTargets<Scalar>, of features: GroupedFeatures<Scalar>
  ) {
    switch targets {
    case .classes(let indices): self = .classes(features.order.map { Int32(indices[$0]) })
    case .features: self = .features
    case .numbers(let matrix): self = .numbers(Self.panels(matrix, features))
    }
  }

  private static func panels(
    _ matrix: Matrix<Scalar>, _ features: GroupedFeatures<Scalar>
  ) -> [Panel<Scalar>] {
    let (units, width) = (matrix.columns, features.width)
    let buffer = AlignedBuffer<Scalar>(count: features.blockCount * units * width)
    let panels = (0..<features.blockCount).map { block in
      Panel(buffer, offset: block * units * width, units: units, width: width)
    }
    for (place, example) in features.order.enumerated() {
      let (panel, lane) = (panels[place / width], place % width)
      for (unit, target) in matrix.row(example).enumerated() { panel[unit, lane] = target }
    }
    return panels
  }
}
