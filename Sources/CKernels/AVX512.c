// The kernels for x86-64 with AVX-512 (F, DQ, VL, BW): thirty-two 512-bit registers.
#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,fma,popcnt"))), \
    apply_to = function)
#define LEVEL AVX512
#define VECTOR_BYTES 64
#define REGISTERS 32
#include "Templates/Instantiate.h"
#pragma clang attribute pop
#endif
