import MATFile
import Testing

@Suite struct MATArrayTests {
  @Test func saysWhatItIsInsteadOfNumbers() {
    let text = #expect(throws: MATFileError.self) { try MATArray("X").doubles }
    #expect(text?.kind == .wrongClass)
    #expect(text?.problem.contains("1×1 char") == true)
    #expect(throws: MATFileError.self) { try MATArray(real: [1.0], imaginary: [1]).doubles }
    #expect(MATArray("X").cells == nil)
    #expect(MATArray("day").string == "day")
    #expect(MATArray("").string == "")
  }
}
