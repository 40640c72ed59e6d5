// The kernels for x86-64 with AVX2 and FMA: sixteen 256-bit registers.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,popcnt"))), apply_to = function)
#define LEVEL AVX2
#define VECTOR_BYTES 32
#define REGISTERS 16
#include "Templates/Instantiate.h"
#pragma clang attribute pop
#endif
