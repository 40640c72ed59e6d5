// Vectorised kernels for Double and Float, compiled for several instruction sets and chosen at run
// time. NetworkKernels and Optimization are the clients; docs/kernels.md draws the picture.
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

/// A run of groups of examples. Each group lists entries: a feature, and its value in each of the
/// group's examples (8 in double precision, 16 in single), side by side in 64 bytes.
typedef struct {
  /// The values of entry 0, entry 1, …, 64 bytes each.
  const void *values;
  /// The feature of each place in a list.
  const int32_t *features;
  /// Group g holds the entries starts[g] ..< starts[g + 1].
  const ptrdiff_t *starts;
  /// Where the list of each group's features begins. It is starts[g], unless groups share a list.
  const ptrdiff_t *lists;
  ptrdiff_t count;
} CKernelsGroups;

/// The kernels of one scalar type, compiled for one level. What each computes is said in the file
/// of Templates/ that has its name.
#define CKERNELS_TABLE(Name, Real)                                                                \
  typedef struct {                                                                                \
    void (*exponential)(Real *x, ptrdiff_t count);                                                \
    void (*sigmoid)(Real *z, ptrdiff_t count);                                                    \
    void (*hyperbolicTangent)(Real *z, ptrdiff_t count);                                          \
    double (*sigmoidCrossEntropy)(Real *z, ptrdiff_t count);                                      \
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
  } Name

CKERNELS_TABLE(CKernelsDouble, double);
CKERNELS_TABLE(CKernelsFloat, float);

/// The tables of a level; a level that this build lacks gives the best one below it.
const CKernelsDouble *ckernelsDouble(CKernelsLevel level);
const CKernelsFloat *ckernelsFloat(CKernelsLevel level);

#pragma clang assume_nonnull end
