import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// One data set in the layouts of well-known files, written by other programs.
  @Suite(.requires(pythonModule: "scipy"))
  struct LayoutTests {
    let folder = TemporaryFolder()

    private func train(_ arguments: [String]) throws -> (
      document: TrainingDocument, decisions: String
    ) {
      let outcome = try Tool.run(
        ["train", "--hidden", "4", "--max-iterations", "20", "--json", "--data"] + arguments,
        in: folder)
      try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
      return (try outcome.json(TrainingDocument.self), outcome.output)
    }

    /// Training on each gives the same parameters as on the plain layout, and the same test set.
    @Test func sciPyAndH5Py() throws {
      let script = TestFiles.fixture("make_layouts.py")
      let list = try #require(ExternalProgram.python.output([script, folder.path("")]))
      let layouts = list.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      #expect(layouts.count > 40)
      let plain = try train(layouts[0]).document
      for layout in layouts.dropFirst() {
        let (document, decisions) = try train(layout)
        #expect(document.parametersSHA256 == plain.parametersSHA256, "\(layout): \(decisions)")
        if let accuracy = document.testAccuracy { #expect(accuracy == plain.testAccuracy) }
        #expect(decisions.contains("Read "), "\(layout)")
      }
    }

    /// The same with Octave's formats.
    @Test(.requires(.octave), arguments: ["-text", "-binary", "-hdf5", "-v7", "-v6", "-zip -text"])
    func octave(format: String) throws {
      let script = """
        cd '\(folder.path(""))'; n = 24; t = mod((1:n)', 3) + 1;
        X = reshape(mod((1:n*6) * 37, 101) / 50, n, 6) + t; y = t;
        save -v7 plain.mat X y
        data.train.x = X'; data.train.y = cellstr(num2str(t)); save \(format) s.mat data
        images = reshape(X', 2, 3, n); labels = t'; save \(format) i.mat images labels
        fea = sparse(X); gnd = y; save \(format) f.mat fea gnd
        """
      try #require(ExternalProgram.runOctave(script) != nil)
      let plain = try train(["plain.mat"]).document
      for name in ["s.mat", "i.mat", "f.mat"] where !(name == "f.mat" && format == "-hdf5") {
        let (document, decisions) = try train([name])
        #expect(document.parametersSHA256 == plain.parametersSHA256, "\(name): \(decisions)")
      }
    }
  }
}
