/// How many steps of a run had the length 1 that its model of the curvature promises.
///
/// Where nearly all have, the model may be trusted further than its damping does; where many have
/// not, less far. The limits and the factor are the best of a few on three networks
/// (`docs/algorithms/kronecker-lbfgs.md`); others do nearly as well.
struct StepRecord: Hashable {
  private(set) var count = 0
  private(set) var fullCount = 0

  /// Notes the length of an accepted step.
  mutating func note(_ step: Double) {
    count += 1
    if step == 1 { fullCount += 1 }
  }

  /// A damping, smaller by 0.7 after at least nine full steps of ten, larger by as much after at
  /// most seven; the same where there are fewer than five steps to go by.
  func adapted(_ damping: Double) -> Double {
    guard count >= 5 else { return damping }
    let share = Double(fullCount) / Double(count)
    return share >= 0.9 ? damping * 0.7 : share <= 0.7 ? damping / 0.7 : damping
  }
}
