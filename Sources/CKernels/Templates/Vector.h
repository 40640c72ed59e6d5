// The vector of one level, and how to move it to and from memory.

#undef WIDTH
#undef Vector
#undef Integers
#undef Unaligned
#define WIDTH (VECTOR_BYTES / (int)sizeof(REAL))
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
