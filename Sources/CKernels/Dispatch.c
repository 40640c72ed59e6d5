#include "CKernels.h"

// The tables that Templates/Instantiate.h defines, one pair for each level of the architecture.
extern const CKernelsDouble ckernelsBaselineDouble;
extern const CKernelsFloat ckernelsBaselineFloat;

#if defined(__x86_64__)

extern const CKernelsDouble ckernelsAVX2Double, ckernelsAVX512Double;
extern const CKernelsFloat ckernelsAVX2Float, ckernelsAVX512Float;

// The features that AVX2.c and AVX512.c turn on.
CKernelsLevel ckernelsBestLevel(void) {
  int hasAVX2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                __builtin_cpu_supports("popcnt");
  int hasAVX512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
  if (!hasAVX2) return CKernelsBaseline;
  return hasAVX512 ? CKernelsAVX512 : CKernelsAVX2;
}

const CKernelsDouble *ckernelsDouble(CKernelsLevel level) {
  if (level == CKernelsAVX512) return &ckernelsAVX512Double;
  return level == CKernelsAVX2 ? &ckernelsAVX2Double : &ckernelsBaselineDouble;
}

const CKernelsFloat *ckernelsFloat(CKernelsLevel level) {
  if (level == CKernelsAVX512) return &ckernelsAVX512Float;
  return level == CKernelsAVX2 ? &ckernelsAVX2Float : &ckernelsBaselineFloat;
}

#else

CKernelsLevel ckernelsBestLevel(void) { return CKernelsBaseline; }
const CKernelsDouble *ckernelsDouble(CKernelsLevel level) { return &ckernelsBaselineDouble; }
const CKernelsFloat *ckernelsFloat(CKernelsLevel level) { return &ckernelsBaselineFloat; }

#endif
