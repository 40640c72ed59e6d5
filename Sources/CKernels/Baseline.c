// The kernels for any processor of the architecture: 128-bit vectors, SSE2 or NEON.
#define LEVEL Baseline
#define VECTOR_BYTES 16
#if defined(__aarch64__)
#define REGISTERS 32
#else
#define REGISTERS 16
#endif
#include "Templates/Instantiate.h"
