internal import LinearAlgebra
internal import Machine
internal import NetworkKernels

extension NetworkEngine {
  /// The class with the largest output for each example, in the order in which they came.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func classIndices(at point: Span<Double>) -> [Int] {
    weights.assign(point)
    let shards = samples.last!.shards
    let shardClasses = Parallel.map(shards.count, threads: workspaces.count) { shard, worker in
      let workspace = workspaces[worker]
      return shards.blocks[shard].flatMap { block in
        features.multiply(block: block, by: weightLayers[0], into: workspace.activations[0])
        let lanes = features.exampleCount(inBlock: block)
        let outputs = workspace.predict(through: weightLayers, exampleCount: lanes)
        return (0..<lanes).map { outputs.largestUnit(of: $0) }
      }
    }
    var classes = [Int](repeating: 0, count: exampleCount)
    for (example, index) in zip(features.order, shardClasses.joined()) { classes[example] = index }
    return classes
  }
}
