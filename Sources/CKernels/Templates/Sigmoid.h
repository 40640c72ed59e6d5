// σ(z) = 1/(1 + u) for z ≥ 0 and u/(1 + u) for z < 0, with u = e^−|z| ≤ 1: nothing overflows and
// nothing cancels. One division. Error below 2 ulp; −∞, ∞ give 0, 1; NaN stays NaN.

/// σ(z), and u = e^−|z|.
typedef struct {
  Vector value, decay;
} NAME(Logistic);

INLINE NAME(Logistic) NAME(logistic)(Vector z) {
  Vector u = NAME(decay)(-NAME(magnitude)(z));
  return (NAME(Logistic)){(z < 0 ? u : SPLAT(1)) / (1 + u), u};
}

static void NAME(sigmoid)(REAL *z, ptrdiff_t count) {
  ptrdiff_t i = 0;
  for (; i + WIDTH <= count; i += WIDTH) STORE(z + i, NAME(logistic)(LOAD(z + i)).value);
  if (i < count)
    NAME(storePart)(z + i, NAME(logistic)(NAME(loadPart)(z + i, count - i, 0)).value, count - i);
}
