internal import LinearAlgebra
internal import NetworkKernels

/// The second moments that examples contribute to a network's curvature factors.
///
/// For each layer l: Σ (1, a_{l−1})(1, a_{l−1})ᵀ and Σ Bᵀ H_loss B with B = ∂z_L/∂z_l. H_loss is
/// written as Σ_k s_k s_kᵀ, one vector s_k per output. Each s_k is backpropagated like an error, which
/// takes a backward pass per output through the layers after the first, or one random combination of
/// them (``CurvatureRoots``).
final class MomentWorkspace<Scalar: BLASScalar>: Sendable {
  private let topology: NetworkTopology
  private let places: MomentPlaces
  /// B s for every layer of units.
  private let carried: [Panel<Scalar>]
  /// Xᵀ a for factors that are represented by leading eigenpairs.
  private let responses: Panel<Scalar>

  /// Allocates a thread's workspace for blocks of `width` examples.
  init(topology: NetworkTopology, places: MomentPlaces, width: Int) {
    func panel(_ units: Int) -> Panel<Scalar> {
      Panel(AlignedBuffer(count: units * width), units: units, width: width)
    }
    self.topology = topology
    self.places = places
    carried = topology.layerSizes.dropFirst().map(panel)
    responses = panel(places.hasLeadingFactors ? MomentPlace.leadingCount : 0)
  }

  /// Adds a block of examples, from the activations of a forward pass.
  ///
  /// - Parameters:
  ///   - roots: what is backpropagated for G.
  ///   - block: the number of the block, on which random signs depend.
  ///   - bases: X of the factors with leading eigenpairs, in the order of the places.
  ///   - part: which factors are computed.
  ///   - moments: the sums.
  ///   - isCut: called for each output; after `true` the rest is skipped.
  func accumulate(
    at primal: BlockWorkspace<Scalar>, through layers: [Layer<Scalar>], exampleCount: Int,
    roots: CurvatureRoots, block: Int, bases: [AlignedBuffer<Scalar>], part: MomentPart,
    into moments: AlignedBuffer<Scalar>, stoppingWhen isCut: () -> Bool
  ) {
    for (layer, place) in places.inputs.enumerated() {
      let activations = primal.activations[layer]
      if let index = place.leadingIndex {
        activations.accumulateMoments(
          times: bases[index], responses: responses, withOne: true, into: moments,
          at: place.offset, lanes: exampleCount)
      } else if part == .all {
        activations.accumulateMomentsWithOne(into: moments, at: place.offset, lanes: exampleCount)
      }
    }
    func accumulateOutputs() {
      for (panel, place) in zip(carried, places.outputs) {
        if let index = place.leadingIndex {
          panel.accumulateMoments(
            times: bases[index], responses: responses, withOne: false, into: moments,
            at: place.offset, lanes: panel.width)
        } else if part == .all {
          panel.accumulateMoments(into: moments, at: place.offset)
        }
      }
    }
    switch roots {
    case .all:
      for output in 0..<topology.outputCount {
        if isCut() { return }
        primal.backpropagateCurvatureRoot(
          column: output, through: layers, into: carried, exampleCount: exampleCount)
        accumulateOutputs()
      }
    case .random(let seed):
      primal.backpropagateRandomRoot(
        seed: seed &+ UInt64(block), through: layers, into: carried,
        exampleCount: exampleCount)
      accumulateOutputs()
    }
  }
}

/// The factors whose moments are summed.
enum MomentPart {
  case all
  /// Those that are represented by leading eigenpairs.
  case leading
}

/// The place of one factor's moments in a vector.
struct MomentPlace: Sendable {
  /// The position of order² numbers, row-major, or, for a factor with leading eigenpairs, of a
  /// product of order × ``leadingCount`` numbers and the trace.
  let offset: Int
  let order: Int
  /// The index among the factors with leading eigenpairs; `nil` for a whole matrix.
  let leadingIndex: Int?

  /// The number of leading eigenpairs.
  static var leadingCount: Int { 64 }
  /// The largest order of a factor of which all elements are computed, where others are represented
  /// by leading eigenpairs: for twice the order, a Cholesky factorization and its applications take
  /// several times as long.
  static var largestWholeOrder: Int { 512 }

  /// The number of elements.
  var count: Int { leadingIndex == nil ? order * order : order * Self.leadingCount + 1 }
}

/// The places of a network's second moments in one vector.
struct MomentPlaces: Sendable {
  /// Σ (1, a)(1, a)ᵀ, of order 1 + inputs, for each layer but the first.
  let inputs: [MomentPlace]
  /// Σ s sᵀ, of order outputs, for each layer.
  let outputs: [MomentPlace]
  /// The length of the vector.
  let count: Int
  /// Whether a factor is represented by leading eigenpairs.
  let hasLeadingFactors: Bool

  /// The places for whole factors up to an order.
  init(_ topology: NetworkTopology, largestWholeOrder: Int = .max) {
    let sizes = topology.layerSizes.dropFirst()
    var (offset, leading) = (0, 0)
    func place(_ order: Int) -> MomentPlace {
      let isWhole = order <= largestWholeOrder
      let place = MomentPlace(
        offset: offset, order: order, leadingIndex: isWhole ? nil : leading)
      offset += place.count
      if !isWhole { leading += 1 }
      return place
    }
    inputs = sizes.dropLast().map { place(1 + $0) }
    outputs = sizes.map { place($0) }
    count = offset
    hasLeadingFactors = leading > 0
  }
}
