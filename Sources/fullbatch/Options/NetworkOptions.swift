public import ArgumentParser
public import NeuralNetwork

/// The network and its cost.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Units of each hidden layer, with commas; 0 for none (default: 25).", valueName: "units"))
  var hidden: UnitList?

  @Option(help: "What the hidden units compute (default: sigmoid).")
  var activation: Activation?

  @Option(help: "What the output units compute, and the loss (default: sigmoid-cross-entropy).")
  var loss: OutputLoss?

  @Option(help: "λ, the weight of the regularization (default: 1).")
  var lambda: Double?

  func validate() throws {
    guard let lambda else { return }
    guard lambda >= 0, lambda.isFinite else {
      throw ValidationError("--lambda \(lambda): a finite number that is not negative is needed")
    }
  }
}

/// Units of hidden layers as they are written on the command line: "25" or "16,16", "0" for none.
struct UnitList: ExpressibleByArgument {
  let units: [Int]

  init(units: [Int]) { self.units = units }

  init?(argument: String) {
    if argument == "0" {
      units = []
      return
    }
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.allSatisfy({ (1..<1_000_000).contains($0 ?? 0) }) else { return nil }
    units = numbers.compactMap(\.self)
  }

  var defaultValueDescription: String {
    units.isEmpty ? "0" : units.map(String.init).joined(separator: ",")
  }
}

extension Activation: ExpressibleByArgument {}
extension OutputLoss: ExpressibleByArgument {}
