// eˣ = 2ⁿ · eʳ with n = round(x / ln 2) and r = x − n ln 2, |r| ≤ ln 2 / 2.
//
//   eʳ − 1 = r + r² q(r), q a polynomial        (Constants+Double.h, Constants+Float.h)
//   2ⁿ = 2^⌊n/2⌋ · 2^(n − ⌊n/2⌋), because 2ⁿ itself may lie outside the exponent's range
//
// The first product is exact, the second rounds once: results that are subnormal are as good as
// the others. Overflow gives ∞, underflow 0, NaN stays NaN. Error below 1.1 ulp.

/// p = eʳ − 1, and the integer n, twice: as a number and in the low bits of `rounded`.
typedef struct {
  Vector p, n;
  Integers rounded;
} NAME(Reduced);

INLINE NAME(Reduced) NAME(reduce)(Vector x) {
  static const REAL q[] = EXP_COEFFICIENTS;
  Vector shifted = x * SPLAT(1.4426950408889634) + SPLAT(EXP_ROUNDER);
  Vector n = shifted - SPLAT(EXP_ROUNDER);
  Vector r = x - n * SPLAT(LN2_HIGH);
  r = r - n * SPLAT(LN2_LOW);
  Vector sum = SPLAT(q[EXP_DEGREE]);
#pragma unroll
  for (int i = EXP_DEGREE - 1; i >= 0; i--) sum = sum * r + SPLAT(q[i]);
  return (NAME(Reduced)){r * r * sum + r, n, (Integers)shifted};
}

/// 2ⁿ for an integer n within the exponent's range.
INLINE Vector NAME(powerOfTwo)(Integers n) {
  return (Vector)((n + EXP_BIAS) << EXP_FRACTION_BITS);
}

/// y · 2ⁿ, n from the low bits of a rounded number.
INLINE Vector NAME(scale)(Vector y, Integers rounded) {
  const Vector rounder = SPLAT(EXP_ROUNDER);
  Integers n = rounded - (Integers)rounder;
  Integers half = n >> 1;
  return y * NAME(powerOfTwo)(half) * NAME(powerOfTwo)(n - half);
}

INLINE Vector NAME(exp)(Vector x) {
  x = x < SPLAT(EXP_LOWEST) ? SPLAT(EXP_LOWEST) : x;
  x = x > SPLAT(EXP_HIGHEST) ? SPLAT(EXP_HIGHEST) : x;
  NAME(Reduced) reduced = NAME(reduce)(x);
  return NAME(scale)(1 + reduced.p, reduced.rounded);
}

/// eˣ for x ≤ 0.
INLINE Vector NAME(decay)(Vector x) {
  x = x < SPLAT(EXP_LOWEST) ? SPLAT(EXP_LOWEST) : x;
  NAME(Reduced) reduced = NAME(reduce)(x);
  return NAME(scale)(1 + reduced.p, reduced.rounded);
}

static void NAME(exponential)(REAL *x, ptrdiff_t count) {
  ptrdiff_t i = 0;
  for (; i + WIDTH <= count; i += WIDTH) STORE(x + i, NAME(exp)(LOAD(x + i)));
  if (i < count)
    NAME(storePart)(x + i, NAME(exp)(NAME(loadPart)(x + i, count - i, 0)), count - i);
}
