// Compiles every kernel for both scalar types at one level, and gathers them into its two tables.
// The including file says which level: LEVEL, VECTOR_BYTES, REGISTERS.

#include <math.h>
#include <string.h>

#include "CKernels.h"

#define JOIN_(a, b, c) a##b##c
#define JOIN(a, b, c) JOIN_(a, b, c)
#define INLINE static inline __attribute__((always_inline))

#define REAL double
#define INTEGER int64_t
#define TYPE Double
#include "Constants+Double.h"
#include "Kernels.h"
#undef TYPE
#undef INTEGER
#undef REAL

#define REAL float
#define INTEGER int32_t
#define TYPE Float
#include "Constants+Float.h"
#include "Kernels.h"
