// tanh z = ±t/(2 − t) with t = 1 − e^−2|z|.
//
// t = −(2ⁿ p + (2ⁿ − 1)) from the parts p = eʳ − 1 and n of the exponential: 2ⁿ − 1 is exact, and
// it is 0 for small |z|, where t = −p keeps its relative accuracy. Error at most 3 ulp; ±0 keeps
// its sign, ±∞ gives ±1, NaN stays NaN.

INLINE Vector NAME(tanhOf)(Vector z) {
  // Beyond 22 the result is ±1 in double precision; the bound keeps 2ⁿ within range.
  Vector x = -2 * NAME(magnitude)(z);
  x = x < SPLAT(-44) ? SPLAT(-44) : x;
  NAME(Reduced) reduced = NAME(reduce)(x);
  const Vector rounder = SPLAT(EXP_ROUNDER);
  Vector power = NAME(powerOfTwo)(reduced.rounded - (Integers)rounder);
  Vector t = (1 - power) - power * reduced.p;
  return __builtin_elementwise_copysign(t / (2 - t), z);
}

static void NAME(hyperbolicTangent)(REAL *z, ptrdiff_t count) {
  ptrdiff_t i = 0;
  for (; i + WIDTH <= count; i += WIDTH) STORE(z + i, NAME(tanhOf)(LOAD(z + i)));
  if (i < count)
    NAME(storePart)(z + i, NAME(tanhOf)(NAME(loadPart)(z + i, count - i, 0)), count - i);
}
