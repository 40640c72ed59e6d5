// Compiles every kernel for both scalar types at one level, and gathers them into its two tables.
// The including file says which level: LEVEL, VECTOR_BYTES, REGISTERS.

#include <math.h>
#include <string.h>

#include "CKernels.h"

#define JOIN_(a, b, c) a##b##c
#define JOIN(a, b, c) JOIN_(a, b, c)
#define INLINE static inline __attribute__((always_inline))

// FOR_EACH_COUNT(f) is f(1) f(2) … up to the units that GroupedMultiply.h can take at once.
#define COUNTS_3(f) f(1) f(2) f(3)
#define COUNTS_6(f) COUNTS_3(f) f(4) f(5) f(6)
#define COUNTS_7(f) COUNTS_6(f) f(7)
#define COUNTS_28(f) \
  COUNTS_7(f) f(8) f(9) f(10) f(11) f(12) f(13) f(14) f(15) f(16) f(17) f(18) f(19) f(20) f(21) \
  f(22) f(23) f(24) f(25) f(26) f(27) f(28)
#if VECTOR_BYTES == 64
#define FOR_EACH_COUNT COUNTS_28
#elif VECTOR_BYTES == 32
#define FOR_EACH_COUNT COUNTS_6
#elif REGISTERS == 32
#define FOR_EACH_COUNT COUNTS_7
#else
#define FOR_EACH_COUNT COUNTS_3
#endif

// FOR_EACH_ROW(f) does the same for the vectors of ListedMultiply.h.
#if REGISTERS == 32
#define FOR_EACH_ROW(f) COUNTS_7(f) f(8)
#else
#define FOR_EACH_ROW(f) COUNTS_3(f) f(4)
#endif

#define REAL double
#define REAL_BYTES 8
#define INTEGER int64_t
#define TYPE Double
#include "Constants+Double.h"
#include "Kernels.h"
#undef TYPE
#undef INTEGER
#undef REAL_BYTES
#undef REAL

#define REAL float
#define REAL_BYTES 4
#define INTEGER int32_t
#define TYPE Float
#include "Constants+Float.h"
#include "Kernels.h"
