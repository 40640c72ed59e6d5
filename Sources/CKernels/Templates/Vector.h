// The vector of one level, and how to move it to and from memory.

#undef WIDTH
#undef Vector
#undef Integers
#undef Unaligned
#define WIDTH (VECTOR_BYTES / REAL_BYTES)
#define Vector NAME(Vector)
#define Integers NAME(Integers)
#define Unaligned NAME(Unaligned)

/// WIDTH numbers in one register.
typedef REAL Vector __attribute__((ext_vector_type(WIDTH)));
/// The same register seen as integers; comparisons give all ones or zero.
typedef INTEGER Integers __attribute__((ext_vector_type(WIDTH)));
/// A vector anywhere in memory.
typedef REAL Unaligned __attribute__((ext_vector_type(WIDTH), aligned(sizeof(REAL))));

#define LOAD(pointer) (*(const Unaligned *)(pointer))
#define STORE(pointer, vector) (*(Unaligned *)(pointer) = (vector))
#define SPLAT(number) ((Vector)(REAL)(number))

/// The last count < WIDTH numbers of a row, with `padding` in the lanes beyond them.
INLINE Vector NAME(loadPart)(const REAL *x, ptrdiff_t count, REAL padding) {
  Unaligned part = SPLAT(padding);
  memcpy(&part, x, (size_t)count * sizeof(REAL));
  return part;
}

/// Stores the first count < WIDTH lanes.
INLINE void NAME(storePart)(REAL *x, Vector vector, ptrdiff_t count) {
  Unaligned part = vector;
  memcpy(x, &part, (size_t)count * sizeof(REAL));
}

/// |x|, by clearing the sign.
INLINE Vector NAME(magnitude)(Vector x) { return __builtin_elementwise_abs(x); }

// Pairs up the lanes of the lower or upper halves of two vectors: a₀ b₀ a₁ b₁ …
#undef INTERLEAVE_LOW
#undef INTERLEAVE_HIGH
#undef LOWER_HALF
#if VECTOR_BYTES / REAL_BYTES == 2
#define INTERLEAVE_LOW(a, b) __builtin_shufflevector(a, b, 0, 2)
#define INTERLEAVE_HIGH(a, b) __builtin_shufflevector(a, b, 1, 3)
#elif VECTOR_BYTES / REAL_BYTES == 4
#define INTERLEAVE_LOW(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define INTERLEAVE_HIGH(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#define LOWER_HALF(a) __builtin_shufflevector(a, a, 0, 1)
#elif VECTOR_BYTES / REAL_BYTES == 8
#define INTERLEAVE_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define INTERLEAVE_HIGH(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#define LOWER_HALF(a) __builtin_shufflevector(a, a, 0, 1, 2, 3)
#else
#define INTERLEAVE_LOW(a, b) \
  __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define INTERLEAVE_HIGH(a, b) \
  __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#define LOWER_HALF(a) __builtin_shufflevector(a, a, 0, 1, 2, 3, 4, 5, 6, 7)
#endif

/// Transposes a WIDTH × WIDTH block held in registers: log₂ WIDTH rounds, each of which pairs row i
/// with row i + WIDTH/2.
INLINE void NAME(transpose)(Vector rows[WIDTH]) {
#pragma unroll
  for (int round = 1; round < WIDTH; round *= 2) {
    Vector paired[WIDTH];
#pragma unroll
    for (int i = 0; i < WIDTH / 2; i++) {
      paired[2 * i] = INTERLEAVE_LOW(rows[i], rows[i + WIDTH / 2]);
      paired[2 * i + 1] = INTERLEAVE_HIGH(rows[i], rows[i + WIDTH / 2]);
    }
#pragma unroll
    for (int i = 0; i < WIDTH; i++) rows[i] = paired[i];
  }
}
