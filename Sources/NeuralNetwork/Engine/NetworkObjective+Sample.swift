internal import NetworkKernels

/// The cost over a part of the examples: an objective of its own.
extension NetworkObjective {
  /// The blocks of examples that the cost is the mean over, of those that were laid out; each has
  /// 256 examples, but for the last.
  public var blocks: Range<Int> { engine.sample.blocks }

  /// The index of the example in each lane of the blocks.
  package var layoutOrder: [Int] { examples.features.order }

  /// The first blocks, about a fraction of all blocks, which are a random sample of the examples.
  ///
  /// They are whole windows, in which alike examples are grouped, and at least two blocks: for two
  /// threads, and fifty examples in each of ten classes.
  ///
  /// - Parameter fraction: the fraction, in (0, 1).
  /// - Returns: the blocks; all of them if there are no more than two.
  public func firstBlocks(fraction: Double) -> Range<Int> {
    precondition(0 < fraction && fraction < 1, "a sample is a part of the examples")
    let (blockCount, perWindow) = (examples.features.blockCount, examples.features.blocksPerWindow)
    let windows = max(1, Int((fraction * Double(examples.windowCount)).rounded()))
    return 0..<min(max(2, windows * perWindow), blockCount)
  }

  /// The blocks of the first mini-batch of ``NaturalGradientDescent``, a window and at least 1024
  /// examples where there are so many.
  public var firstMiniBatch: Range<Int> {
    let perWindow = examples.features.blocksPerWindow
    return 0..<min(max(perWindow, 1024 / examples.features.width), examples.features.blockCount)
  }

  /// The next blocks after those of this cost, a quarter as many and at least one, while there are
  /// any: examples that it has not seen.
  public var unseenBlocks: Range<Int> {
    let perWindow = examples.features.blocksPerWindow
    let count = max(1, blocks.count / 4 / perWindow) * perWindow
    return blocks.upperBound..<min(blocks.upperBound + count, examples.features.blockCount)
  }

  /// The cost over some blocks of the examples, with its own workspace; λ/m does not change.
  ///
  /// It shares the examples; both objectives may be evaluated at the same time.
  ///
  /// - Parameter blocks: at least one of the blocks that were laid out.
  /// - Returns: the cost 1/|S| Σ_{i∈S} loss + λ/(2m) Σ w² of the examples S in these blocks.
  public func overBlocks(_ blocks: Range<Int>) -> NetworkObjective {
    NetworkObjective(
      on: examples, sample: examples.sample(of: blocks), regularization: regularization,
      curvature: curvature)
  }

  /// The cost over all examples that were laid out, with its own workspace.
  public func overAllExamples() -> NetworkObjective {
    overBlocks(0..<examples.features.blockCount)
  }
}
