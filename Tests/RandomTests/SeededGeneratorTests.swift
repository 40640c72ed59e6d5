import Random
import Testing

/// The generators against published streams: SplitMix64 from seed 1234567, and xoshiro256** from
/// the state (1, 2, 3, 4).
@Suite struct SeededGeneratorTests {
  @Test func splitMix64PrintsItsPublishedStream() {
    var generator = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  @Test func xoshiroPrintsItsPublishedStream() throws {
    var generator = try #require(Xoshiro256StarStar(state: [1, 2, 3, 4]))
    let expected: [UInt64] = [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  @Test func aSavedStateGoesOnWithTheNextNumber() throws {
    var generator = Xoshiro256StarStar(seed: 7)
    for _ in 0..<10 { _ = generator.nextNormal() }
    var resumed = try #require(Xoshiro256StarStar(state: generator.state))
    for _ in 0..<10 { #expect(resumed.next() == generator.next()) }
  }

  @Test func aStateThatIsNoneIsRefused() {
    #expect(Xoshiro256StarStar(state: [0, 0, 0, 0]) == nil)
    #expect(Xoshiro256StarStar(state: [1, 2, 3]) == nil)
    #expect(SplitMix64(state: []) == nil)
  }

  @Test func uniformAndNormalHaveTheirMoments() {
    var generator = Xoshiro256StarStar(seed: 1)
    let count = 200_000
    var (sum, squares, fourths) = (0.0, 0.0, 0.0)
    var uniformSum = 0.0
    for _ in 0..<count {
      let uniform = generator.nextUniform()
      #expect((0..<1).contains(uniform))
      uniformSum += uniform
      let normal = generator.nextNormal()
      sum += normal
      squares += normal * normal
      fourths += normal * normal * normal * normal
    }
    // Five standard deviations of each mean: 1/√12, 1, √2 and √96 over √count.
    let tolerance = 5 / Double(count).squareRoot()
    #expect(abs(uniformSum / Double(count) - 0.5) < tolerance * 0.289)
    #expect(abs(sum / Double(count)) < tolerance)
    #expect(abs(squares / Double(count) - 1) < tolerance * 1.415)
    #expect(abs(fourths / Double(count) - 3) < tolerance * 9.8)
  }

  /// 60 000 orders of three elements: each of the six 10 000 times, standard deviation 91.
  @Test func everyOrderIsEquallyLikely() {
    var generator = Xoshiro256StarStar(seed: 1)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<60_000 {
      var elements = [1, 2, 3]
      generator.permute(&elements)
      counts[elements, default: 0] += 1
    }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 10_000) < 5 * 91 })
  }
}
