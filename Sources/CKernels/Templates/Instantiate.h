// Compiles every kernel for both scalar types at one level, and gathers them into its two tables.
// The including file says which level: LEVEL, VECTOR_BYTES, REGISTERS.

#include <math.h>
#include <string.h>

#include "CKernels.h"

#define JOIN_(a, b, c) a##b##c
#define JOIN(a, b, c) JOIN_(a, b, c)
#define INLINE static inline __attribute__((always_inline))

// COUNTS_n(f) is f(1) f(2) … f(n): the cases of a switch over kernels with a fixed count.
#define COUNTS_3(f) f(1) f(2) f(3)
#define COUNTS_4(f) COUNTS_3(f) f(4)
#define COUNTS_6(f) COUNTS_4(f) f(5) f(6)
#define COUNTS_7(f) COUNTS_6(f) f(7)
#define COUNTS_8(f) COUNTS_7(f) f(8)
#define COUNTS_28(f) \
  COUNTS_8(f) f(9) f(10) f(11) f(12) f(13) f(14) f(15) f(16) f(17) f(18) f(19) f(20) f(21) f(22) \
  f(23) f(24) f(25) f(26) f(27) f(28)

// How many units GroupedMultiply.h takes at once, and how many vectors ListedMultiply.h.
#if REGISTERS == 32 && VECTOR_BYTES == 64
#define EACH_UNITS_AT_ONCE COUNTS_28
#elif REGISTERS == 32
#define EACH_UNITS_AT_ONCE COUNTS_7
#elif VECTOR_BYTES == 32
#define EACH_UNITS_AT_ONCE COUNTS_6
#else
#define EACH_UNITS_AT_ONCE COUNTS_3
#endif
#if REGISTERS == 32
#define EACH_ROW_VECTORS COUNTS_8
#else
#define EACH_ROW_VECTORS COUNTS_4
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
