// Vectorized kernels for Double and Float, compiled for several instruction sets and selected at run
// time, for NetworkKernels and Optimization; see docs/kernels.md.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The instruction sets that the kernels are compiled for, each a superset of those before.
typedef enum {
  /// The baseline of the architecture: SSE2 on x86-64, NEON on arm64.
  CKernelsBaseline = 0,
  /// 256-bit vectors and fused multiply-add.
  CKernelsAVX2 = 1,
  /// 512-bit vectors and 32 registers.
  CKernelsAVX512 = 2,
} CKernelsLevel;

/// Returns the highest level that the processor supports and the build contains.
CKernelsLevel ckernelsBestLevel(void);

/// A range of groups of examples. Each group has a list of entries: a feature, and its values in the
/// group's examples (8 in double precision, 16 in single), which are contiguous in 64 bytes.
typedef struct {
  /// The values of entry 0, entry 1, …, 64 bytes each.
  const void *values;
  /// The features of all lists.
  const int32_t *features;
  /// Group g has the entries starts[g] ..< starts[g + 1].
  const ptrdiff_t *starts;
  /// The start of each group's list of features: starts[g], unless groups share a list.
  const ptrdiff_t *lists;
  ptrdiff_t count;
} CKernelsGroups;

/// The kernels of one scalar type, compiled for one level. Each is documented in the file of
/// Templates/ with its name.
#define CKERNELS_TABLE(Name, Real)                                                                \
  typedef struct {                                                                                \
    void (*exponential)(Real *x, ptrdiff_t count);                                                \
    void (*sigmoid)(Real *z, ptrdiff_t count);                                                    \
    void (*hyperbolicTangent)(Real *z, ptrdiff_t count);                                          \
    double (*sigmoidCrossEntropy)(Real *z, ptrdiff_t count);                                      \
    double (*targetCrossEntropy)(Real *z, const Real *y, ptrdiff_t count);                        \
    double (*softmaxCrossEntropy)(Real *z, ptrdiff_t rows, ptrdiff_t stride, ptrdiff_t count);    \
    void (*nonzeroPattern)(const Real *x, ptrdiff_t count, uint64_t *pattern);                    \
    ptrdiff_t (*nearestPattern)(                                                                  \
        const uint64_t *patterns, const int32_t *sizes, ptrdiff_t count, ptrdiff_t words,         \
        const uint64_t *together);                                                                \
    void (*groupedMultiply)(                                                                      \
        const CKernelsGroups *groups, const Real *layer, ptrdiff_t units, Real *z,                \
        ptrdiff_t stride);                                                                        \
    void (*groupedGradient)(                                                                      \
        const CKernelsGroups *groups, const Real *delta, ptrdiff_t stride, ptrdiff_t units,       \
        ptrdiff_t features, Real *packed);                                                        \
    ptrdiff_t (*gradientWidth)(ptrdiff_t units);                                                  \
    void (*gradientUnpack)(                                                                       \
        Real *packed, ptrdiff_t features, ptrdiff_t units, Real *gradient);                       \
    void (*listedMultiply)(                                                                       \
        const CKernelsGroups *list, const ptrdiff_t *examples, ptrdiff_t count,                   \
        const Real *layer, ptrdiff_t units, Real *z, ptrdiff_t stride);                           \
    void (*listedUpdate)(                                                                         \
        const CKernelsGroups *list, const ptrdiff_t *examples, ptrdiff_t count,                   \
        const Real *delta, ptrdiff_t stride, Real scale, ptrdiff_t units, Real *weights);         \
    void (*addThenDot)(                                                                           \
        Real alpha, const Real *x, Real *y, const Real *z, ptrdiff_t count, Real *sums);          \
    void (*adamStep)(                                                                             \
        double beta1, double beta2, double alpha, double rho, double epsilon, const Real *g,      \
        Real *m, Real *v, Real *theta, ptrdiff_t count);                                          \
    double (*sumOfSquares)(const Real *x, ptrdiff_t count);                                       \
  } Name

CKERNELS_TABLE(CKernelsDouble, double);
CKERNELS_TABLE(CKernelsFloat, float);

/// Returns the table of a level, or of the highest lower level that the build contains.
const CKernelsDouble *ckernelsDouble(CKernelsLevel level);
const CKernelsFloat *ckernelsFloat(CKernelsLevel level);

#pragma clang assume_nonnull end
