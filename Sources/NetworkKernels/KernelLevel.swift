internal import CKernels

/// An instruction set that the kernels are compiled for.
public enum KernelLevel: UInt32, CaseIterable, Sendable {
  /// What every machine of the architecture has: SSE2 or NEON.
  case baseline = 0
  /// 256-bit vectors with fused multiply-add, x86-64.
  case avx2 = 1
  /// 512-bit vectors, x86-64.
  case avx512 = 2

  /// The best one of this machine.
  public static var best: KernelLevel { KernelLevel(rawValue: ckernelsBestLevel().rawValue)! }

  /// All that this machine can run.
  public static var supported: [KernelLevel] { allCases.filter { $0.rawValue <= best.rawValue } }

  var value: CKernelsLevel { CKernelsLevel(rawValue) }
}

extension KernelLevel: CustomStringConvertible {
  /// The instruction set's name.
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
