/// Negative numbers as values of options: `--labels -1`.
///
/// The argument parser takes every argument that begins with a dash for an option, and reads a
/// negative number as a value only in the form `--labels=-1`. No option of the tool begins with a
/// digit, so the form with a blank has one meaning.
enum NegativeValues {
  /// The arguments with each negative number joined to the option before it by an equals sign.
  ///
  /// An option without a value, such as `--quiet`, is joined, too: the parser then says that it has
  /// none. Arguments behind `--` stay as they are.
  static func joined(_ arguments: some Sequence<String>) -> [String] {
    var result: [String] = []
    var isPastTerminator = false
    for argument in arguments {
      if !isPastTerminator, isNegativeNumber(argument), let option = result.last,
        option.hasPrefix("--"), !option.contains("=")
      {
        result[result.count - 1] = "\(option)=\(argument)"
      } else {
        isPastTerminator = isPastTerminator || argument == "--"
        result.append(argument)
      }
    }
    return result
  }

  /// Whether an argument is a negative number, or a list that begins with one: `-1`, `-.5`,
  /// `-0.2,0.5`, `-inf`.
  private static func isNegativeNumber(_ argument: String) -> Bool {
    guard argument.hasPrefix("-") else { return false }
    let first = argument.dropFirst().first
    return first?.isNumber == true || first == "." || Double(argument) != nil
  }
}
