// Σ xᵢ², summed in double precision.
//
// Place i goes to sum i mod 8 at every level, and squares are rounded before they are added: the
// result has the same bits whatever the width of a vector.

#undef Eight
#define Eight NAME(Eight)
typedef double Eight __attribute__((ext_vector_type(8)));
typedef REAL NAME(UnalignedEight) __attribute__((ext_vector_type(8), aligned(sizeof(REAL))));

static double NAME(sumOfSquares)(const REAL *x, ptrdiff_t count) {
#pragma clang fp contract(off)
  Eight sums = 0;
  ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8) {
    Eight elements = __builtin_convertvector(*(const NAME(UnalignedEight) *)(x + i), Eight);
    sums += elements * elements;
  }
  for (int k = 0; i + k < count; k++) sums[k] += (double)x[i + k] * (double)x[i + k];
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}
