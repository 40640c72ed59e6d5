internal import LinearAlgebra
internal import Machine
internal import NetworkKernels

/// The targets of the examples in a block or a mini-batch, one per lane.
enum BlockTargets<Scalar: BLASScalar>: Sendable {
  /// The unit of each example's class, −1 if it has none (``NetworkTopology/unit(ofClass:)``).
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
struct LayoutTargets<Scalar: BLASScalar>: Sendable {
  /// The targets in the order in which they were given.
  private let given: Given
  private let features: GroupedFeatures<Scalar>
  /// Those of each window, computed when it is first used.
  private let windows: LazyTable<WindowTargets<Scalar>>

  private enum Given: Sendable {
    case classes([Int32])
    case features
    case numbers(Matrix<Scalar>)
  }

  init(
    _ targets: ExampleTargets<Scalar>, of features: GroupedFeatures<Scalar>,
    topology: NetworkTopology
  ) {
    given =
      switch targets {
      case .classes(let indices): .classes(indices.map(topology.unit))
      case .features: .features
      case .numbers(let matrix): .numbers(matrix)
      }
    self.features = features
    windows = LazyTable(count: features.windowCount)
  }

  /// Whether the targets are the features of the examples.
  var areFeatures: Bool { if case .features = given { true } else { false } }

  /// Returns the targets of a block of examples; `panel` holds them if they are the features, until
  /// it is used again.
  func targets(ofBlock block: Int, unpackingInto panel: Panel<Scalar>?) -> BlockTargets<Scalar> {
    let count = features.exampleCount(inBlock: block)
    if areFeatures, let panel {
      features.unpack(block: block, into: panel)
      return .numbers(panel, exampleCount: count)
    }
    let (window, place) = block.quotientAndRemainder(dividingBy: features.blocksPerWindow)
    let targets = windows.value(at: window) {
      let examples = features.examples(inWindow: window)
      return switch given {
      case .classes(let indices): WindowTargets(.classes(examples.map { indices[$0] }))
      case .features: preconditionFailure("features are unpacked")
      case .numbers(let matrix): WindowTargets(matrix, of: examples, width: features.width)
      }
    }
    let start = place * features.width
    return switch targets.lanes {
    case .classes(let labels): .classes(labels[start..<start + count])
    case .numbers(let panels): .numbers(panels[place], exampleCount: count)
    }
  }
}

/// The targets of a window's examples.
private final class WindowTargets<Scalar: BLASScalar>: Sendable {
  enum Lanes: Sendable {
    /// The unit of the class of each lane that holds an example, block after block.
    case classes([Int32])
    /// A panel of outputs × lanes for each block.
    case numbers([Panel<Scalar>])
  }

  let lanes: Lanes

  init(_ lanes: Lanes) { self.lanes = lanes }

  /// The rows of a matrix for some examples.
  convenience init(_ matrix: Matrix<Scalar>, of examples: [Int], width: Int) {
    let panels = (0..<(examples.count + width - 1) / width).map { _ in
      Panel(
        AlignedBuffer<Scalar>(count: matrix.columns * width), units: matrix.columns, width: width)
    }
    for (place, example) in examples.enumerated() {
      let (panel, lane) = (panels[place / width], place % width)
      for (unit, target) in matrix.row(example).enumerated() { panel[unit, lane] = target }
    }
    self.init(.numbers(panels))
  }
}
