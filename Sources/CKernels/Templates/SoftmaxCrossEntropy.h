// Softmax down the columns of a rows × stride block, WIDTH columns at a time, and the sum of the
// columns' logsumexp.
//
//   largest = z_c, the first maximum of the column
//   logsumexp = z_c + log(1 + Q),  Q = Σ_{k ≠ c} e^(z_k − z_c)
//
// Leaving row c out of Q keeps the loss of a confident right answer accurate; one logarithm serves
// the columns of a vector (see SigmoidCrossEntropy.h). WIDTH factors of at most `rows` each stay
// within double for any number of rows up to 2⁶⁰.

static double NAME(softmaxCrossEntropy)(
    REAL *z, ptrdiff_t rows, ptrdiff_t stride, ptrdiff_t count) {
  double sum = 0;
  if (rows == 0) return 0;
  for (ptrdiff_t i = 0; i < count; i += WIDTH) {
    ptrdiff_t lanes = count - i < WIDTH ? count - i : WIDTH;
#define COLUMN(k) \
  (lanes == WIDTH ? LOAD(z + (k) * stride + i) : NAME(loadPart)(z + (k) * stride + i, lanes, 0))
    Vector largest = COLUMN(0), winner = SPLAT(0);
    for (ptrdiff_t k = 1; k < rows; k++) {
      Vector value = COLUMN(k);
      winner = value > largest ? SPLAT(k) : winner;
      largest = value > largest ? value : largest;
    }
    Vector others = SPLAT(0);
    for (ptrdiff_t k = 0; k < rows; k++) {
      Vector power = NAME(decay)(COLUMN(k) - largest);
      others += winner == SPLAT(k) ? SPLAT(0) : power;
      if (lanes == WIDTH) STORE(z + k * stride + i, power);
      else NAME(storePart)(z + k * stride + i, power, lanes);
    }
    Vector scale = 1 / (1 + others);
    for (ptrdiff_t k = 0; k < rows; k++) {
      Vector probability = COLUMN(k) * scale;
      if (lanes == WIDTH) STORE(z + k * stride + i, probability);
      else NAME(storePart)(z + k * stride + i, probability, lanes);
    }
#undef COLUMN
    for (int lane = 0; lane < lanes; lane++) sum += (double)largest[lane];
    for (ptrdiff_t lane = lanes; lane < WIDTH; lane++) others[lane] = 0;
    sum += NAME(logOfProduct)(others);
  }
  return sum;
}
