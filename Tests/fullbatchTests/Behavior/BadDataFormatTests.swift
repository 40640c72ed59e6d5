import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// Bad input in the other data formats: one line that names the file and a mend,
  /// exit code 65, and nothing of what a file asks for is done.
  @Suite struct BadDataFormatTests {
    let folder = TemporaryFolder()

    /// The files' names, and what the line has to name; of an IDX file, `train` may miss the
    /// labels.
    static let cases: [(name: String, mentions: String, bytes: [UInt8])] = [
      ("idx-cut", "208 bytes|label", idx(3, [12, 4, 4], payload: 150)),
      ("idx-trailing", "followed by 2 bytes|label", idx(3, [12, 4, 4], payload: 194)),
      ("idx-promise", "4294967295|label", idx(3, [.max, .max, .max], payload: 192)),
      ("idx-type", "type|label", [0, 0, 7, 3] + idx(3, [12, 4, 4], payload: 192).dropFirst(4)),
      (
        "global.pkl", "os\\.system|posix\\.system",
        [0x80, 2] + text("cos\nsystem\n(S'touch done'\ntR.")
      ),
      ("inst.pkl", "os\\.system", [0x80, 2] + text("(S'touch done'\nios\nsystem\n.")),
      ("obj.pkl", "os\\.system", [0x80, 2] + text("(cos\nsystem\nS'touch done'\no.")),
      (
        "stack.pkl", "builtins\\.eval",
        [0x80, 4, 0x8C, 8] + text("builtins") + [0x8C, 4] + text("eval") + [0x93] + text(".")
      ),
      ("extension.pkl", "130|EXT1|extension", [0x80, 2, 0x82, 1] + text(".")),
      ("persistent.pkl", "80|PERSID|persistent", [0x80, 2] + text("Pid\n.")),
      ("state.pkl", "state", [0x80, 2] + text("N}b.")),
      ("empty.pkl", "byte 2", [0x80, 2] + text(".")),
      ("long.pkl", "byte", [0x80, 4, 0x8E] + [UInt8](repeating: 0xFF, count: 8) + text(".")),
      ("ragged.csv", "line 4\\b.*2 fields", text("label,a,b\n1,2,3\n2,3,4\n1,2\n")),
      ("word.csv", "line 3, column 2.*many", text("label,a,b\n1,2,3\n2,many,4\n1,2,3\n2,3,4\n")),
      (
        "missing.arff", "line 5, attribute a.*missing",
        text("@relation r\n@attribute a real\n@attribute class {p,q}\n@data\n?,p\n1,q\n")
      ),
      ("index.svm", "line 2.*2000000000", text("1 1:0.5\n2 2000000000:1\n")),
      (
        "header.npy", "header",
        [0x93] + text("NUMPY") + [1, 0, 0xFF, 0xFF] + text("{'descr': '<f8', ")
      ),
      ("cut.npz", "", Array(text("PK\u{3}\u{4}") + [UInt8](repeating: 0, count: 100))),
    ]

    @Test(arguments: cases)
    func isRefused(name: String, mentions: String, bytes: [UInt8]) throws {
      try folder.write(bytes, to: name)
      for command in [["inspect", name], ["train", "--data", name]] {
        let outcome = try Tool.run(command, in: folder)
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(outcome.output.isEmpty && outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect(outcome.errors.hasPrefix("fullbatch: \(name): "), "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix(")\n"), "no remedy in parentheses: \(outcome.errors)")
        #expect(outcome.errors.contains(try Regex(mentions)), "\(outcome.errors)")
      }
      #expect(folder.contents == [name])
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Bytes in an IDX file's frame.
    private static func idx(_ rank: UInt8, _ sizes: [UInt32], payload: Int) -> [UInt8] {
      [0, 0, 8, rank]
        + sizes.flatMap { size in (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } }
        + [UInt8](repeating: 1, count: payload)
    }
  }
}
