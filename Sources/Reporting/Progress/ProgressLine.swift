/// One line that says how far a training run is; the caller decides when and where to show it.
public enum ProgressLine {
  /// The run's state in columns that keep their places from call to call.
  ///
  /// For example `iteration   120   cost 0.332516   gradient 1.4e-03   evaluations 128   0.41 s`.
  public static func text(_ point: TrainingCurvePoint, style: TextStyle = .plain) -> String {
    var parts = [
      style.faint("iteration") + padded("\(point.iteration)", to: 6),
      style.faint("cost") + " " + style.bold(NumberStyle.fixed(decimals: 6).text(point.cost)),
    ]
    if let norm = point.gradientNorm {
      parts.append(style.faint("gradient") + " " + NumberStyle.scientific(decimals: 1).text(norm))
    }
    let accuracies = [
      ("validation accuracy", point.validationAccuracy), ("test accuracy", point.testAccuracy),
    ]
    for case (let name, let accuracy?) in accuracies {
      parts.append(style.faint(name) + " " + NumberStyle.percent(decimals: 2).text(accuracy))
    }
    let isWhole = point.evaluations == point.evaluations.rounded()
    parts.append(
      style.faint("evaluations")
        + padded(NumberStyle.fixed(decimals: isWhole ? 0 : 1).text(point.evaluations), to: 6))
    parts.append(NumberStyle.seconds.text(point.seconds))
    return parts.joined(separator: "   ")
  }

  /// A bar of block characters for a fraction done, 0…1, resolved to an eighth of a character.
  ///
  /// - Parameters:
  ///   - fraction: what is done; what lies outside 0…1 is moved to the nearer end, NaN to 0.
  ///   - width: the bar's length in characters.
  public static func bar(fraction: Double, width: Int) -> String {
    precondition(width >= 0, "a bar has no negative length")
    let fraction = fraction.isNaN ? 0 : max(0, min(1, fraction))
    let eighths = Int((fraction * Double(8 * width)).rounded())
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    let filled = String(repeating: "█", count: eighths / 8) + partial
    return filled + String(repeating: "░", count: width - filled.count)
  }

  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
