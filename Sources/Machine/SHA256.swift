/// The SHA-256 digest of bytes.
///
/// Source: NIST, FIPS 180-4, "Secure Hash Standard", sections 4.1.2, 4.2.2, 5.3.3 and 6.2.
public enum SHA256 {
  /// Computes the digest of bytes as 64 lowercase hexadecimal digits.
  ///
  /// - Complexity: One pass; bytes that are not contiguous are copied first.
  public static func hexDigest(of bytes: some Sequence<UInt8>) -> String {
    let words =
      bytes.withContiguousStorageIfAvailable { digest(of: UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes { digest(of: $0) }
    return (0..<8).map { index in
      let digits = String(words[index], radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Computes the digest of the little-endian bit patterns of numbers: vectors with the same bits
  /// have the same digest on every machine.
  public static func hexDigest(ofBits numbers: [Double]) -> String {
    ByteOrder.native == .little
      ? numbers.withUnsafeBytes { hexDigest(of: $0) }
      : numbers.map(\.bitPattern.byteSwapped).withUnsafeBytes { hexDigest(of: $0) }
  }

  /// The eight words of the digest.
  private static func digest(of bytes: UnsafeRawBufferPointer) -> SIMD8<UInt32> {
    // Section 5.3.3: the square roots of the first eight primes.
    var hash: SIMD8<UInt32> = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
      0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    let wholeByteCount = bytes.count & ~63
    update(&hash, with: UnsafeRawBufferPointer(rebasing: bytes[..<wholeByteCount]))
    // Section 5.1.1: the bit 1, zeros, and the number of bits fill up the last one or two blocks.
    var end = Array(bytes[wholeByteCount...]) + [0x80]
    end += repeatElement(0, count: (120 - end.count) % 64)
    let bitCount = UInt64(bytes.count) * 8
    end += (0..<8).map { UInt8(truncatingIfNeeded: bitCount >> (56 - 8 * UInt64($0))) }
    end.withUnsafeBytes { update(&hash, with: $0) }
    return hash
  }

  /// Section 6.2.2: updates the hash value with whole blocks of 64 bytes.
  private static func update(_ hash: inout SIMD8<UInt32>, with blocks: UnsafeRawBufferPointer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
      roundConstants.withUnsafeBufferPointer { k in
        for start in stride(from: 0, to: blocks.count, by: 64) {
          for t in 0..<16 {
            w[t] = UInt32(
              bigEndian: blocks.loadUnaligned(fromByteOffset: start + 4 * t, as: UInt32.self))
          }
          for t in 16..<64 {
            let (x, y) = (w[t - 2], w[t - 15])
            let sigma1 = rotate(x, 17) ^ rotate(x, 19) ^ (x >> 10)
            let sigma0 = rotate(y, 7) ^ rotate(y, 18) ^ (y >> 3)
            w[t] = sigma1 &+ w[t - 7] &+ sigma0 &+ w[t - 16]
          }
          var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
          var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
          // The variables rotate after each round; here the arguments of the rounds rotate instead.
          for t in stride(from: 0, to: 64, by: 8) {
            round(a, b, c, &d, e, f, g, &h, k[t] &+ w[t])
            round(h, a, b, &c, d, e, f, &g, k[t + 1] &+ w[t + 1])
            round(g, h, a, &b, c, d, e, &f, k[t + 2] &+ w[t + 2])
            round(f, g, h, &a, b, c, d, &e, k[t + 3] &+ w[t + 3])
            round(e, f, g, &h, a, b, c, &d, k[t + 4] &+ w[t + 4])
            round(d, e, f, &g, h, a, b, &c, k[t + 5] &+ w[t + 5])
            round(c, d, e, &f, g, h, a, &b, k[t + 6] &+ w[t + 6])
            round(b, c, d, &e, f, g, h, &a, k[t + 7] &+ w[t + 7])
          }
          hash &+= [a, b, c, d, e, f, g, h]
        }
      }
    }
  }

  /// One round: d ← d + T₁ and h ← T₁ + T₂; the others stay.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ word: UInt32
  ) {
    let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let t1 = h &+ sum1 &+ (g ^ (e & (f ^ g))) &+ word
    let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    d &+= t1
    h = t1 &+ sum0 &+ ((a & b) | (c & (a | b)))
  }

  /// ROTRⁿ(x), for n of 1 to 31.
  @inline(__always)
  private static func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x &>> n | x &<< (32 &- n) }

  /// Section 4.2.2: the fractions of the cube roots of the first 64 primes.
  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
