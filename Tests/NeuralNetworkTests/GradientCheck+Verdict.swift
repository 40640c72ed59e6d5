import Optimization

// The verdict by the tolerance that the tool holds checks to, where a check has none of its own.
// To be deleted with the check's own verdict.
extension GradientCheck {
  enum Verdict {
    case agrees
    case inconsistent(Comparison)
    case undecided
  }

  var verdict: Verdict {
    guard relativeDifference > 1e-7, let worst else { return .agrees }
    return .inconsistent(worst)
  }
}
