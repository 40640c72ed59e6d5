// A step of Adam:
//
//   m ← β₁ m + (1 − β₁) g
//   v ← β₂ v + (1 − β₂) g²
//   θ ← θ − α m / (ρ √v + ε)
//
// α and ρ include the correction of the bias. Products are rounded before they are added, and root
// and quotient are exactly rounded: the results have the same bits at every level.

static void NAME(adamStep)(
    double beta1, double beta2, double alpha, double rho, double epsilon, const REAL *g, REAL *m,
    REAL *v, REAL *theta, ptrdiff_t count) {
#pragma clang fp contract(off)
  const Vector keptMean = SPLAT(beta1), newMean = SPLAT(1 - beta1);
  const Vector keptSquare = SPLAT(beta2), newSquare = SPLAT(1 - beta2);
  const Vector length = SPLAT(alpha), scale = SPLAT(rho), offset = SPLAT(epsilon);
  for (ptrdiff_t i = 0; i < count; i += WIDTH) {
    const ptrdiff_t rest = count - i;
    const int isWhole = rest >= WIDTH;
    Vector gradient = isWhole ? LOAD(g + i) : NAME(loadPart)(g + i, rest, 0);
    Vector mean = isWhole ? LOAD(m + i) : NAME(loadPart)(m + i, rest, 0);
    Vector square = isWhole ? LOAD(v + i) : NAME(loadPart)(v + i, rest, 1);
    Vector weights = isWhole ? LOAD(theta + i) : NAME(loadPart)(theta + i, rest, 0);
    mean = keptMean * mean + newMean * gradient;
    square = keptSquare * square + newSquare * (gradient * gradient);
    weights -= length * mean / (scale * __builtin_elementwise_sqrt(square) + offset);
    if (isWhole) {
      STORE(m + i, mean);
      STORE(v + i, square);
      STORE(theta + i, weights);
    } else {
      NAME(storePart)(m + i, mean, rest);
      NAME(storePart)(v + i, square, rest);
      NAME(storePart)(theta + i, weights, rest);
    }
  }
}
