internal import CCrypto

/// The SHA-256 digest of bytes (FIPS 180-4), by OpenSSL.
public enum SHA256 {
  /// The digest as 64 hexadecimal digits.
  public static func hexDigest(of bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes)
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    _ = CCrypto.SHA256(bytes, bytes.count, &digest)
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// The digest of the numbers' bit patterns, little endian: two vectors have the same digest when
  /// they have the same bits.
  public static func hexDigest(ofBits numbers: [Double]) -> String {
    numbers.map(\.bitPattern.littleEndian).withUnsafeBytes { hexDigest(of: $0) }
  }
}
