// z ← σ(z), returning Σ log(1 + eᶻ) = Σ max(z, 0) + log Π (1 + u), u = e^−|z|.
//
// One logarithm serves 256 factors: each lies in 1…2, so a lane that multiplies up to 64 of them
// stays within single precision, and the product of all lanes within double. What is kept is not
// the product P but Q = P − 1, so that factors close to 1 lose nothing:
//
//   (1 + Q)(1 + u) − 1 = Q + u + Q u
//
// With targets y the sum is that of log(1 + eᶻ) − y z = |z| (z < 0 ? y : 1 − y) + log(1 + u), where
// neither term is negative for y in 0…1: nothing cancels.
//
// Padding lanes hold z = −∞ and y = 0, whose terms are 0.

/// Q of the product of two factors given by their Q.
INLINE Vector NAME(times)(Vector q, Vector u) { return q * u + (q + u); }

/// log of the product of the lanes' factors, in double.
INLINE double NAME(logOfProduct)(Vector q) {
  double all = 0;
  for (int lane = 0; lane < WIDTH; lane++) all = all * (double)q[lane] + (all + (double)q[lane]);
  return log1p(all);
}

INLINE double NAME(sumOfLanes)(Vector x) {
  double sum = 0;
  for (int lane = 0; lane < WIDTH; lane++) sum += (double)x[lane];
  return sum;
}

/// max(z, 0) − y z; a factor of 0 wins over an infinite z.
INLINE Vector NAME(linearTerm)(Vector z, Vector y) {
  Vector factor = z < 0 ? y : 1 - y;
  return factor == 0 ? SPLAT(0) : NAME(magnitude)(z) * factor;
}

/// Both kernels: y is null without targets, which the compiler sees where this is inlined.
INLINE double NAME(sigmoidLoss)(REAL *z, const REAL *y, ptrdiff_t count) {
  double sum = 0;
  for (ptrdiff_t first = 0; first < count; first += 256) {
    ptrdiff_t end = first + 256 < count ? first + 256 : count;
    Vector linear = SPLAT(0), product = SPLAT(0);
    ptrdiff_t i = first;
    for (; i + WIDTH <= end; i += WIDTH) {
      Vector value = LOAD(z + i);
      NAME(Logistic) logistic = NAME(logistic)(value);
      linear += y ? NAME(linearTerm)(value, LOAD(y + i)) : value < 0 ? SPLAT(0) : value;
      product = NAME(times)(product, logistic.decay);
      STORE(z + i, logistic.value);
    }
    if (i < end) {
      Vector value = NAME(loadPart)(z + i, end - i, -INFINITY);
      NAME(Logistic) logistic = NAME(logistic)(value);
      linear += y ? NAME(linearTerm)(value, NAME(loadPart)(y + i, end - i, 0))
                  : value < 0 ? SPLAT(0) : value;
      product = NAME(times)(product, logistic.decay);
      NAME(storePart)(z + i, logistic.value, end - i);
    }
    sum += NAME(sumOfLanes)(linear) + NAME(logOfProduct)(product);
  }
  return sum;
}

static double NAME(sigmoidCrossEntropy)(REAL *z, ptrdiff_t count) {
  return NAME(sigmoidLoss)(z, NULL, count);
}

static double NAME(targetCrossEntropy)(REAL *z, const REAL *y, ptrdiff_t count) {
  return NAME(sigmoidLoss)(z, y, count);
}
