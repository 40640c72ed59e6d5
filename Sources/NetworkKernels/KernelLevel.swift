internal import CKernels

/// The instruction sets that the kernels are compiled for.
public enum KernelLevel: UInt32, CaseIterable, Sendable {
  /// The baseline of the architecture: SSE2 or NEON.
  case baseline = 0
  /// 256-bit vectors with fused multiply-add on x86-64.
  case avx2 = 1
  /// 512-bit vectors on x86-64.
  case avx512 = 2

  /// The highest level that this machine supports.
  public static var best: KernelLevel { KernelLevel(rawValue: ckernelsBestLevel().rawValue)! }

  /// All levels that this machine supports.
  public static var supported: [KernelLevel] { allCases.filter { $0.rawValue <= best.rawValue } }

  var value: CKernelsLevel { CKernelsLevel(rawValue) }
}

extension KernelLevel: CustomStringConvertible {
  /// The name of the instruction set.
  public var description: String {
    switch self {
    #if arch(arm64)
      case .baseline: "NEON"
    #else
      case .baseline: "SSE2"
    #endif
    case .avx2: "AVX2 with FMA"
    case .avx512: "AVX-512"
    }
  }
}
