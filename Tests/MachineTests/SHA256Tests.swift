import Machine
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// FIPS 180-2, appendix B, and NIST's example values for SHA-256.
  @Test(
    "The standard's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ])
  func standardExamples(text: String, digest: String) {
    #expect(SHA256.hexDigest(of: text.utf8) == digest)
  }

  /// Byte i is 7i + ⌊i/256⌋ modulo 256; the digests are those of Python's `hashlib`.
  @Test(
    "Sizes on both sides of a block's end",
    arguments: [
      (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
      (3, "b361d0f9a938a2bb4fbdc9c21dc5a859788041b0040919d8a811c1888184f4df"),
      (55, "576a1bf8d4478657e6dc4af9398544765c2a92cde28478b019235cfed315fc09"),
      (56, "9b20501dfd1d99161c257950f3444f3e49230c351c5c8e0943ef369f85f5205d"),
      (57, "a5534a9d0694341dfde5b1bb3d8addcb38bd46f44a629dc97b3f8fb2721b0720"),
      (63, "30b345906b493f06f69444b6521113511c242f30e29840462950035043682f1e"),
      (64, "d8bc63b4fc1156e5e7d95a418b9bf54cd3174bedbc2db40f74895349b229b3c0"),
      (65, "1ee23b0fbcaecc1aff4a9e8f1645f35ab2c8e13609cd73b68df8b5e3f63ce073"),
      (119, "7a6589821178918ca8d9edaba5abfc1e9b2669564f4469b66885379c1530b2c8"),
      (120, "655250427d56b1b0eeb8497d21428704273458a01772d6881b65c0abac0f8a98"),
      (127, "67d79933e3c9aa8e89f481e071cfca1e9a16c09d7263b5efa3bb01f1a9f8d065"),
      (128, "54c9eb041badfd7064645067b107661fed6113197ce2dd066ba69618abd3732f"),
      (1000, "c85a431e0fe575b2609289d3a4042414715f400612575a125d2ce5573d608732"),
      (10000, "c6bec1a98cf1c8f350c1ca9cd7ed598ae4e74e32ef95e8396cfd64129c34dc24"),
    ])
  func sizes(count: Int, digest: String) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 7 * $0 + $0 / 256) }
    #expect(SHA256.hexDigest(of: bytes) == digest)
    // No contiguous storage.
    #expect(SHA256.hexDigest(of: AnySequence(bytes)) == digest)
  }

  /// As Python's `hashlib` and `struct` give them.
  @Test("The bits of numbers")
  func numbers() {
    #expect(
      SHA256.hexDigest(ofBits: [1, -0.5])
        == "b75ba3b875def5d2f34361fcc7cbea9b45aa3f9ef590f96ad71c90a955800533")
    #expect(SHA256.hexDigest(ofBits: []) == SHA256.hexDigest(of: [UInt8]()))
  }
}
