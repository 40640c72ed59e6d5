/// What `cost --json` prints.
struct CostDocument: Decodable, Equatable {
  let cost: Double
  let unregularizedCost: Double
  let regularization: Double
  let gradientNorm: Double
  let gradientInfinityNorm: Double
  let examples: Int
  let layers: [Int]
  let lambda: Double
}

/// What `check-gradient --json` prints.
struct GradientDocument: Decodable {
  /// The component that differs most.
  struct Component: Decodable {
    let layer: Int
    let row: Int
    let column: Int
    let analytic: Double
    let numerical: Double
  }

  let passed: Bool
  let points: Int
  let relativeDifference: Double
  let worst: Component
}

/// What `train --json` prints.
struct TrainingDocument: Decodable {
  /// How often the objective was asked.
  struct Evaluations: Decodable, Equatable {
    let values: Double
    let gradients: Double
    let hessianProducts: Double
  }

  let cost: Double
  let iterations: Int
  let evaluations: Evaluations
  let seconds: Double
  let stopReason: String
  let converged: Bool
  let trainingAccuracy: Double
  let validationAccuracy: Double?
  let testAccuracy: Double?
  let parametersSHA256: String
  let seed: UInt64
}

/// A line of a trace.
struct TraceLine: Decodable {
  let iteration: Int
  let evaluations: Double
  let share: Double
  let cost: Double
  let gradientNorm: Double
  let step: Double
  let seconds: Double
}

/// What `evaluate --json` prints.
struct EvaluationDocument: Decodable {
  /// The scores of one class.
  struct Class: Decodable {
    let label: Label
    let precision: Double
    let recall: Double
    let f1: Double
    let support: Int
  }

  /// Scores averaged over the classes.
  struct Average: Decodable {
    let precision: Double
    let recall: Double
    let f1: Double
  }

  /// A label as the file has it: a number or a text.
  struct Label: Decodable, Equatable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        text = String(number)
      } else {
        text = try container.decode(String.self)
      }
    }
  }

  let accuracy: Double
  let classes: [Class]
  let macro: Average
  let weighted: Average
  let confusion: [[Int]]
}

/// What `inspect --json` prints.
struct InspectionDocument: Decodable {
  /// A variable, a field or a cell.
  struct Variable: Decodable {
    let name: String
    let `class`: String
    let dimensions: [Int]
    let complex: Bool
    let logical: Bool
    let sparse: Bool
    let supported: Bool
    let reason: String?
    let count: Int?
    let sum: Double?
    let first: [Double]?
    let last: [Double]?
    let children: [Variable]?
  }

  let format: String
  let byteOrder: String?
  let variables: [Variable]
}
