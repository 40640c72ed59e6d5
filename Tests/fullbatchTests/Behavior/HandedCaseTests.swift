import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// Files as people have them: the layouts of well-known data sets and of public bug reports.
  ///
  /// The files are not part of the package; the tests run where they are beside it. `ResolverTests`
  /// and the tests of the formats have the same kinds with files of their own.
  @Suite(.enabled(if: TestFiles.cases != nil, "needs ../shared/cases"))
  struct HandedCaseTests {
    /// A command, its exit code, and texts that its output or its messages have.
    struct Case: CustomTestStringConvertible, Sendable {
      let id: String
      let command: String
      var status: Int32 = 0
      let texts: [String]

      init(_ id: String, _ command: String, status: Int32 = 0, _ texts: String...) {
        self.id = id
        self.command = command
        self.status = status
        self.texts = texts
      }

      var testDescription: String { id }
    }

    let folder = TemporaryFolder()

    /// Runs a command with the files of the cases and of `data`.
    private func run(_ command: String) throws -> (status: Int32, text: String) {
      let cases = try #require(TestFiles.cases)
      var arguments = command.split(separator: " ").map { word in
        let path = "\(cases)/\(word)"
        return FileManager.default.fileExists(atPath: path) ? path : String(word)
      }
      if arguments[0] == "train", !command.contains("--max-iterations") {
        arguments += ["--max-iterations", "200"]
      }
      let outcome = try Tool.run(
        arguments.map { $0.replacing("ex4data1.mat", with: TestFiles.digits) }, in: folder)
      return (outcome.status, outcome.output + outcome.errors)
    }

    private func check(_ expected: Case) throws {
      let (status, text) = try run(expected.command)
      #expect(status == expected.status, "\(text)")
      for part in expected.texts { #expect(text.contains(part), "\(part) is not in \(text)") }
    }

    @Test(arguments: [
      // Bytes that are no pixels are not divided by 255.
      Case(
        "a17n", "train --data a17_silhouettes.mat --features train_data --labels train_labels",
        "validation set val_data: 50 examples", "training accuracy 100.00 %",
        "test set test_data: 50 examples"),
      Case(
        "a37u", "train --data a37_digits-uint8.mat --validation-fraction 0.3",
        "1797 examples × 64 features (8 × 8 images)", "training accuracy 100.00 %"),
      Case("h01i", "train --data h01_binary-idx", "labels train-labels: 2 classes 0, 1", "98.75 %"),
      // The label column and identifiers.
      Case(
        "e18", "train --data e18_wdbc.data", "labels column 2: 2 classes B, M",
        "Left out the column 1, which identifies the records"),
      Case("e18n", "train --data e18_wdbc.data --labels 2", "6 features", "Left out the column 1"),
      Case(
        "e20", "train --data e20_pandas-index.csv", "6 columns (f1 … f6)",
        "which numbers the records", "100.00 %"),
      Case(
        "e23", "train --data e23_onehot-end.csv", status: 65,
        "the last 10 columns may be one-hot labels", "785:794"),
      Case(
        "e23 named", "train --data e23_onehot-end.csv --labels 785:794", "784 features",
        "10 classes 0…9", "100.00 %"),
      // Octave's own formats.
      Case(
        "a34_binary.mat", "train --data a34_binary.mat", "60 examples × 12 features", "100.00 %"),
      Case("a34_default.mat", "train --data a34_default.mat", "60 examples × 12", "100.00 %"),
      Case("a34_text.txt", "train --data a34_text.txt", "60 examples × 12 features", "100.00 %"),
      Case("a34_hdf5.mat", "train --data a34_hdf5.mat", "60 examples × 12 features", "100.00 %"),
      Case(
        "b09", "cost --data a34_v7.mat --weights b09_weights-default.mat", "12-4-3, 60 examples",
        "2.004711626573"),
      // Labels as matrices.
      Case(
        "a04n", "train --data a04_mnist_uint8.mat --features train_x --labels train_y",
        "labels train_y: 10 classes 1…10", "test set test_x: 100 examples", "test 86.00 %"),
      Case(
        "a07n",
        "train --data a07_usps_resampled.mat --features train_patterns --labels train_labels",
        "from train_patterns (one example per column)", "test 86.00 %"),
      Case("a26", "train --data a26_onehot.mat", "labels y: 10 classes 1…10", "100.00 %"),
      // Structures.
      Case(
        "a14", "train --data a14_emnist.mat", "from dataset.train.images", "divided by 255",
        "test set dataset.test.images: 100 examples", "test 87.00 %"),
      Case(
        "a14n",
        "train --data a14_emnist.mat --features dataset.train.images --labels dataset.train.labels",
        "test set dataset.test.images"),
      Case(
        "a16", "train --data a16_mnist-structs.mat", "(28 × 28 images) from training.images",
        "along the last dimension", "test 87.00 %"),
      Case("a25", "train --data a25_struct.mat", "from data.X", "labels data.y", "100.00 %"),
      // Labels as text.
      Case("a11", "train --data a11_ionosphere.mat", "labels Y: 2 classes b, g", "100.00 %"),
      Case(
        "a11b", "train --data a11b_fisheriris.mat --features meas --labels species",
        "2 classes setosa, versicolor", "100.00 %"),
      Case("a12", "train --data a12_char-labels.mat", "2 classes b, g", "98.75 %"),
      Case("c11", "train --data c11_strings.npz", "2 classes b, g", "100.00 %"),
      Case("e27", "train --data e27_dict.npy", "from X", "labels y: 2 classes", "100.00 %"),
      Case("h09r", "train --data h09_char-rows.mat", "2 classes setosa, versicolor", "100.00 %"),
      // Orientation and rank.
      Case(
        "a01n", "train --data a01_mnist-original.mat --features data --labels label",
        "from data (one example per column)", "100.00 %"),
      Case(
        "a06", "train --data a06_usps_all.mat", "300 examples × 196 features", "10 classes 1…10"),
      Case("a16b", "train --data a16b_hwN.mat", "along the last dimension", "100.00 %"),
      Case("a20", "train --data a20_transposed.mat", "(one example per column)", "100.00 %"),
      Case("h05i", "train --data h05_images-columns.mat", "80 examples × 6 features", "100.00 %"),
    ])
    func layouts(_ expected: Case) throws { try check(expected) }

    @Test(arguments: [
      Case("a01", "train --data a01_mnist-original.mat", "from data", "labels label", "100.00 %"),
      Case("a04", "train --data a04_mnist_uint8.mat", "from train_x", "test set test_x"),
      Case(
        "a05", "train --data a05_mnist_all.mat", "from train0 … train9", "10 classes 0…9",
        "test set test0 … test9: 100 examples", "test 86.00 %"),
      Case("a07", "train --data a07_usps_resampled.mat", "from train_patterns", "test 86.00 %"),
      Case("a09", "train --data a09_faces.mat", "from fea", "labels gnd", "100.00 %"),
      Case(
        "a21", "train --data a21_one-matrix.mat", "from data(:,1:6)", "labels data(:,7)",
        "100.00 %"),
      Case(
        "a21n", "train --data a21_one-matrix.mat --features data --labels 7", "labels data(:,7)",
        "100.00 %"),
      Case("a24", "train --data a24_trainX.mat", "test set testX: 100 examples", "test 86.00 %"),
      Case("a24b", "train --data a24b_trainData.mat", "test set testData", "test 86.00 %"),
      Case(
        "a24n", "train --data a24_trainX.mat --features trainX --labels trainY",
        "test set testX: 100 examples", "test 86.00 %"),
      Case("e26", "train --data e26_mnist.pkl", "from training_images", "test 86.00 %"),
      Case("h05", "train --data h05_label-row.mat", "from data", "labels label", "100.00 %"),
      // Tables.
      Case("a28", "train --data a28_ascii.mat", "labels column 7: 2 classes 1, 2", "100.00 %"),
      Case("e15", "train --data e15_zip.train.gz", "(16 × 16 images)", "labels column 1"),
      Case("e16", "train --data e16_wine.csv", "labels column quality: 2 classes", "100.00 %"),
      Case("e16d", "train --data e16_decimal-comma.csv", "labels column quality", "100.00 %"),
      Case("e22", "train --data e22_tabs.tsv", "6 columns (f1 … f6)", "100.00 %"),
      Case("e22s", "train --data e22_spaces.txt", "labels column 7", "100.00 %"),
      Case("e32u", "train --data e32_utf16.csv", "labels column label", "91.25 %"),
      Case("h08s", "train --data h08_seeds.txt", "labels column 7", "100.00 %"),
      Case("e09a", "train --data e09_mnist_784.arff", "labels attribute class", "100.00 %"),
      // Sparse features, archives, file names, lists in pickles.
      Case("a10", "train --data a10_tdt2.mat --features fea --labels gnd", "from fea", "100.00 %"),
      Case("a10b", "train --data a10b_sparse-X.mat", "300 examples × 784", "100.00 %"),
      Case("a30_v4s", "train --data a30_v4sparse.mat", "300 examples × 784", "100.00 %"),
      Case(
        "e29", "train --data e29_archive.zip", "from mnist_train.csv",
        "test set mnist_test.csv: 100 examples", "test 86.00 %"),
      Case("e29m", "train --data e29_mat.zip", "from digits.mat, X", "100.00 %"),
      Case(
        "e03", "train --data e03_emnist", "from emnist-letters-train-images", "test 86.00 %"),
      Case("e05", "train --data e05_kmnist", "labels kmnist-train-labels", "100.00 %"),
      Case(
        "e05f", "train --data e05_kmnist/kmnist-train-imgs.npz", "labels kmnist-train-labels"),
      Case("e25", "train --data e25_data_batch_1", "14 × 14 × 3 images", "labels labels: 10"),
      Case("e25i", "inspect e25_data_batch_1", "labels  300 int64"),
      // Files that are no data.
      Case("a03", "train --data a03_lfs-pointer.mat", status: 65, "Git LFS", "git lfs pull"),
      Case("a29", "train --data a29_empty.mat", status: 65, "the file is empty"),
      Case("h07l", "train --data h07_lfs.csv", status: 65, "Git LFS", "git lfs pull"),
      Case("h07n", "train --data h07_page.npz", status: 65, "is a web page"),
      // Weights under other names, and one output.
      Case(
        "b03", "cost --data ex4data1.mat --weights b03_vector.mat", status: 65, "--layers"),
      Case("b04", "cost --data ex4data1.mat --weights b04_lower.mat", "400-25-10, 5000 examples"),
      Case("b05c", "cost --data ex4data1.mat --weights b05_cell.mat", "400-25-10, 5000 examples"),
      Case("b08", "cost --data ex4data1.mat --weights b08_all_theta.mat", "400-10, 5000 examples"),
      Case(
        "b06", "cost --data b06_lr-data.mat --weights b06_lr-weights.mat --lambda 3", "2.534819"),
      Case("c03m", "train --data c03_one-class.csv --labels -1", "labels column"),
    ])
    func names(_ expected: Case) throws { try check(expected) }

    /// Trains a model and applies it to another file: command, data, and texts.
    @Test(arguments: [
      (
        "e07_mnist_train.csv",
        Case("e42s", "evaluate --data e07_mnist_train.csv --model model.mat", "divided by 255")
      ),
      (
        "c20_wine.csv",
        Case(
          "e43s", "evaluate --data e34_wine-reordered.csv --model model.mat",
          "Matched the 13 feature columns by name")
      ),
      (
        "e22_tabs.tsv",
        Case(
          "c05p", "predict --data c05_letters-d.csv --model model.mat --format csv",
          "example,label,probability,runner-up")
      ),
      (
        "e07_mnist_train.csv",
        Case(
          "e08p", "predict --data e08_test.csv --model model.mat --format csv", "no labels",
          "\n100,")
      ),
      (
        "e07_mnist_train.csv",
        Case(
          "e38", "predict --data e38_four.png --model model.mat", "1 example × 784",
          "      1      4")
      ),
      (
        "a20_transposed.mat",
        Case(
          "e40m", "predict --data e40_X-only.mat --model model.mat", "20 examples", "no labels")
      ),
      (
        "a20_transposed.mat",
        Case(
          "e40z", "predict --data e40_X-only.npz --model model.mat", "20 examples", "no labels")
      ),
    ])
    func models(_ data: String, _ expected: Case) throws {
      let training = try run("train --data \(data) --model model.mat --quiet")
      #expect(training.status == 0, "\(training.text)")
      try check(expected)
    }
  }
}

extension TestFiles {
  /// The folder with the handed cases; `nil` where it is missing.
  static var cases: String? {
    let folder = packageRoot.appending(path: "../shared/cases/files").standardized.path
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }
}
