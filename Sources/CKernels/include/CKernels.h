// Vectorised kernels for Double and Float, compiled for several instruction sets and chosen at run
// time. LinearAlgebra is the only client; docs/kernels.md draws the picture.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The instruction sets that the kernels are compiled for, each a superset of those before.
typedef enum {
  /// What every machine of the architecture has: SSE2 on x86-64, NEON on arm64.
  CKernelsBaseline = 0,
  /// 256-bit vectors and fused multiply-add.
  CKernelsAVX2 = 1,
  /// 512-bit vectors and 32 registers.
  CKernelsAVX512 = 2,
} CKernelsLevel;

/// The best level that this processor has and this build contains.
CKernelsLevel ckernelsBestLevel(void);

/// The kernels of one scalar type, compiled for one level.
#define CKERNELS_TABLE(Name, Real)                                                             \
  typedef struct {                                                                             \
    void (*exponential)(Real *x, ptrdiff_t count);                                             \
    void (*sigmoid)(Real *z, ptrdiff_t count);                                                 \
    void (*hyperbolicTangent)(Real *z, ptrdiff_t count);                                       \
    double (*sigmoidCrossEntropy)(Real *z, ptrdiff_t count);                                   \
    double (*softmaxCrossEntropy)(Real *z, ptrdiff_t rows, ptrdiff_t stride, ptrdiff_t count); \
  } Name

CKERNELS_TABLE(CKernelsDouble, double);
CKERNELS_TABLE(CKernelsFloat, float);

/// The tables of a level; a level that this build lacks gives the best one below it.
const CKernelsDouble *ckernelsDouble(CKernelsLevel level);
const CKernelsFloat *ckernelsFloat(CKernelsLevel level);

#pragma clang assume_nonnull end
