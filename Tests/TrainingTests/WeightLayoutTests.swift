import Foundation
import MATFile
import NeuralNetwork
import TestSupport
import Testing
import Training

/// Weights under the names that courses and libraries give them.
@Suite struct WeightLayoutTests {
  private let folder = TemporaryFolder()

  /// A 4-3-2 network: `[Theta1(:); Theta2(:)]`, and its parts.
  static let parameters = (0..<23).map { sin(Double($0)) }
  static let theta1 = MATArray(Array(parameters[..<15]), dimensions: [3, 5])
  static let theta2 = MATArray(Array(parameters[15...]), dimensions: [2, 4])
  static let (b1, w1) = (Array(parameters[..<3]), Array(parameters[3..<15]))
  static let (b2, w2) = (Array(parameters[15..<17]), Array(parameters[17...]))

  /// A matrix, transposed.
  private static func transposed(_ values: [Double], _ rows: Int, _ columns: Int) -> MATArray {
    MATArray(rowMajor: values, rows: columns, columns: rows)
  }

  private static func row(_ values: [Double]) -> MATArray {
    MATArray(values, dimensions: [1, values.count])
  }

  /// Files of the same network, and what is said of them.
  static let files: [(variables: [(name: String, array: MATArray)], line: String)] = [
    (
      [("theta2", theta2), ("theta1", theta1)], "weights: theta1, theta2 (biases in column 1)"
    ),
    (
      [("X", MATArray([1.0, 2])), ("Theta_1", theta1), ("Theta_2", theta2)],
      "weights: Theta_1, Theta_2 (biases in column 1)"
    ),
    (
      [("Theta", MATArray(cell: [theta1, theta2]))],
      "weights: Theta{1}, Theta{2} (biases in column 1)"
    ),
    (
      [("nn", MATArray(structure: [("Theta1", theta1), ("Theta2", theta2)]))],
      "weights: nn.Theta1, nn.Theta2 (biases in column 1)"
    ),
    (
      [
        ("Theta1", transposed(Array(parameters[..<15]), 3, 5)),
        ("Theta2", transposed(Array(parameters[15...]), 2, 4)),
      ], "weights: Theta1, Theta2 (biases in row 1)"
    ),
    (
      [
        ("W1", MATArray(w1, dimensions: [3, 4])), ("b1", MATArray(b1)),
        ("W2", MATArray(w2, dimensions: [2, 3])), ("b2", row(b2)),
      ], "weights: W1, b1, W2, b2 (one row per output)"
    ),
    (
      [
        ("weights_0", transposed(w1, 3, 4)), ("biases_0", row(b1)),
        ("weights_1", transposed(w2, 2, 3)), ("biases_1", row(b2)),
      ], "weights: weights_0, biases_0, weights_1, biases_1 (one row per input)"
    ),
    (
      [
        ("coefs_", MATArray(cell: [transposed(w1, 3, 4), transposed(w2, 2, 3)])),
        ("intercepts_", MATArray(cell: [row(b1), row(b2)])),
      ], "weights: coefs_{1}, intercepts_{1}, coefs_{2}, intercepts_{2} (one row per input)"
    ),
    (
      [
        (
          "layers",
          MATArray(
            dimensions: [1, 2],
            .structure(
              MATStructure(
                fieldNames: ["W", "b"],
                values: [
                  MATArray(w1, dimensions: [3, 4]), row(b1), MATArray(w2, dimensions: [2, 3]),
                  row(b2),
                ])))
        )
      ], "weights: layers(1).W, layers(1).b, layers(2).W, layers(2).b (one row per output)"
    ),
  ]

  @Test(arguments: files)
  func knowsTheNames(variables: [(name: String, array: MATArray)], line: String) throws {
    let path = folder.path("weights.mat")
    try MATFile.write(variables, to: path)
    let (model, layout) = try ModelFile.readWithLayout(path: path)
    #expect(model.topology == NetworkTopology([4, 3, 2]))
    #expect(model.parameters == Self.parameters)
    #expect(layout.description == line)
    #expect(!layout.isUsual)
  }

  /// ex2's θ is a column, ex3's a row per class.
  @Test(arguments: [
    ("theta", [5, 1], [4, 1]), ("theta", [1, 5], [4, 1]), ("all_theta", [3, 5], [4, 3]),
    // Both orientations are possible: as stored.
    ("Theta1", [3, 3], [2, 3]),
  ])
  func aMatrixIsANetworkWithoutHiddenLayers(name: String, size: [Int], layers: [Int]) throws {
    let path = folder.path("weights.mat")
    let values = (0..<size[0] * size[1]).map(Double.init)
    try MATFile.write([(name, MATArray(values, dimensions: size))], to: path)
    let model = try ModelFile.read(path: path)
    #expect(model.topology.layerSizes == layers)
    #expect(model.parameters == values)
  }

  /// scikit-learn's square matrices have a row per input, all others a row per output.
  @Test(arguments: [("coefs_", false), ("W", true)])
  func squareMatricesAreReadByTheirNames(name: String, hasRowPerOutput: Bool) throws {
    let path = folder.path("weights.mat")
    try MATFile.write(
      [
        ("\(name)1", MATArray([1.0, 2, 3, 4], dimensions: [2, 2])),
        ("\(name == "W" ? "b" : "intercepts_")1", MATArray([5.0, 6])),
      ], to: path)
    #expect(
      try ModelFile.read(path: path).parameters == [5, 6]
        + (hasRowPerOutput ? [1, 2, 3, 4] : [1, 3, 2, 4]))
  }

  /// Files with weights that don't fit, or without any.
  @Test(arguments: [
    ([("W1", [3, 4]), ("b1", [4, 2])], "variable 'W1': is 3×4 double, and b1 is 4×2 double ("),
    ([("W1", [3, 4]), ("b1", [3, 1]), ("W2", [2, 5]), ("b2", [2, 1])], "'W2': is 2×5 double"),
    (
      [("W1", [3, 4]), ("b1", [3, 1]), ("W2", [2, 3])], "variable 'W2': has 0 vectors of biases ("
    ),
    ([("b1", [3, 1])], "variable 'b1': has biases, and no weights are with them ("),
    ([("W1", [3, 4]), ("W3", [3, 4])], "variable 'W2': is not in the file ("),
    ([("W1", [3, 4]), ("w1", [3, 4])], "'w1': has the weights of a layer that another"),
    ([("theta2", [3, 4])], "variable 'theta1': is not in the file ("),
    ([("nn_params", [23, 1])], "variable 'nn_params': is one vector of 23 numbers, "),
    (
      [("A", [2, 3]), ("v", [23, 1])],
      "no weights are known by their names; the file has A (2×3 double), v (23×1 double) ("
    ),
    ([], "no weights are known by their names; the file has no variables ("),
  ])
  func whatDoesNotFitIsRefused(arrays: [(String, [Int])], message: String) throws {
    let path = folder.path("weights.mat")
    try MATFile.write(
      arrays.map { name, size in
        (name, MATArray([Double](repeating: 1, count: size[0] * size[1]), dimensions: size))
      }, to: path)
    let error = try #require(throws: MATFileError.self) { try ModelFile.read(path: path) }
    #expect(error.description.contains(message))
    #expect(error.description.hasSuffix(")"))
    if message.contains("vector of 23") || message.contains("no weights are known") {
      #expect(error.description.contains("--layers 400,25,10"))
    }
  }

  /// Writes files of NumPy, and checks θ: a row per input as in scikit-learn, in both orders of
  /// storage and with one dimension for biases.
  @Test(
    .requires(pythonModule: "numpy"),
    arguments: [
      ("coefs_0=w1.T, intercepts_0=b1, coefs_1=w2.T, intercepts_1=b2", "one row per input"),
      ("W1=np.asfortranarray(w1), b1=b1, W2=w2, b2=b2[:, None]", "one row per output"),
      (
        "**{'fc1.weight': w1, 'fc1.bias': b1, 'fc2.weight': w2, 'fc2.bias': b2}",
        "one row per output"
      ),
      (
        "Theta1=np.c_[b1, w1].astype('f4'), Theta2=np.c_[b2, w2].astype('>f4')",
        "biases in column 1"
      ),
    ])
  func readsFilesOfNumPy(arrays: String, arrangement: String) throws {
    let path = folder.path("weights.npz")
    try #require(ExternalProgram.runPython(script + "np.savez(path, \(arrays))", [path]) != nil)
    let (model, layout) = try ModelFile.readWithLayout(path: path)
    #expect(model.topology == NetworkTopology([4, 3, 2]))
    #expect(model.parameters == (0..<23).map { Double($0) / 8 })
    #expect(layout.arrangement.rawValue == arrangement)
    // Cut short, it is refused at any byte.
    let bytes = try folder.bytes("weights.npz")
    for count in stride(from: 0, to: bytes.count, by: 37) {
      try folder.write(Array(bytes[..<count]), to: "weights.npz")
      #expect(throws: MATFileError.self) { try ModelFile.read(path: path) }
    }
  }

  @Test(.requires(pythonModule: "numpy"))
  func readsVectorsOfNumPy() throws {
    let path = folder.path("params.npy")
    let saved = ExternalProgram.runPython(script + "np.save(path, np.arange(23) / 8)", [path])
    try #require(saved != nil)
    let model = try ModelFile.readVector(path: path, topology: NetworkTopology([4, 3, 2]))
    #expect(model.parameters == (0..<23).map { Double($0) / 8 })
    let error = try #require(throws: MATFileError.self) { try ModelFile.read(path: path) }
    #expect(error.description.hasPrefix("variable 'params': is one vector of 23 numbers"))
  }

  /// Lists of arrays are Python objects in an archive.
  @Test(.requires(pythonModule: "numpy"))
  func readsListsOfArrays() throws {
    let path = folder.path("weights.npz")
    let lists =
      "coefs_=np.array([w1.T, w2.T], dtype=object), intercepts_=np.array([b1, b2], dtype=object)"
    try #require(ExternalProgram.runPython(script + "np.savez(path, \(lists))", [path]) != nil)
    #expect(try ModelFile.read(path: path).parameters == (0..<23).map { Double($0) / 8 })
  }

  /// θ is 0, ⅛, …, 22/8 in MATLAB's order.
  private let script = """
    import sys, numpy as np
    path = sys.argv[1]
    t = np.arange(23) / 8
    t1, t2 = t[:15].reshape(3, 5, order='F'), t[15:].reshape(2, 4, order='F')
    b1, w1, b2, w2 = t1[:, 0], t1[:, 1:], t2[:, 0], t2[:, 1:]

    """
}
