// W ← W + scale · δ xᵀ for single examples, each listing its nonzero features: a plain step of
// gradient descent without a gradient in between, or the sum of a gradient.
//
// The scaled errors of neighboring units stay in registers; an entry adds to its feature's row:
//
//                        units →
//   w[feature][…]  +=  [ d d d d d d d d ][ … ][ … ][ … ] · x
//
// As in ListedMultiply.h, the last vector ends with the row and overlaps the one before. There its
// errors are 0, and the vectors are stored from the last to the first, so that a shared place gets
// its one sum.

INLINE void NAME(updateStrip)(
    const int vectors, ptrdiff_t tail, const CKernelsGroups *list, const ptrdiff_t *examples,
    ptrdiff_t count, const REAL *delta, ptrdiff_t stride, REAL scale, ptrdiff_t units,
    REAL *weights) {
  for (ptrdiff_t i = 0; i < count; i++) {
    ptrdiff_t start = list->starts[examples[i]], end = list->starts[examples[i] + 1];
    const REAL *x = (const REAL *)list->values + start;
    const int32_t *features = list->features + list->lists[examples[i]];
    Vector errors[ROW_VECTORS];
#pragma unroll
    for (int v = 0; v < vectors; v++)
      for (int lane = 0; lane < WIDTH; lane++) {
        // Lanes that the vector before holds already.
        int isShared = v == vectors - 1 && tail + lane < (vectors - 1) * WIDTH;
        errors[v][lane] = isShared ? 0 : delta[(PLACE(v) + lane) * stride + i] * scale;
      }
    for (ptrdiff_t p = 0; p < end - start; p++) {
      REAL *row = weights + features[p] * units;
      Vector sums[ROW_VECTORS];
#pragma unroll
      for (int v = 0; v < vectors; v++)
        sums[v] = LOAD(row + PLACE(v)) + errors[v] * SPLAT(x[p]);
#pragma unroll
      for (int v = vectors - 1; v >= 0; v--) STORE(row + PLACE(v), sums[v]);
    }
  }
}

static void NAME(listedUpdate)(
    const CKernelsGroups *list, const ptrdiff_t *examples, ptrdiff_t count, const REAL *delta,
    ptrdiff_t stride, REAL scale, ptrdiff_t units, REAL *weights) {
  if (units < WIDTH) {
    for (ptrdiff_t i = 0; i < count; i++) {
      ptrdiff_t start = list->starts[examples[i]];
      const REAL *x = (const REAL *)list->values + start;
      const int32_t *features = list->features + list->lists[examples[i]];
      for (ptrdiff_t p = 0; p < list->starts[examples[i] + 1] - start; p++)
        for (ptrdiff_t u = 0; u < units; u++)
          weights[features[p] * units + u] += delta[u * stride + i] * scale * x[p];
    }
    return;
  }
  ptrdiff_t left = (units + WIDTH - 1) / WIDTH;
  for (ptrdiff_t first = 0; left > 0;) {
    ptrdiff_t vectors = left < ROW_VECTORS ? left : ROW_VECTORS;
    ptrdiff_t tail = left <= ROW_VECTORS ? units - first - WIDTH : (ROW_VECTORS - 1) * WIDTH;
    switch (vectors) {
#define STRIP(n)                                                                              \
  case n:                                                                                     \
    NAME(updateStrip)(                                                                        \
        n, tail, list, examples, count, delta + first * stride, stride, scale, units,         \
        weights + first);                                                                     \
    break;
      EACH_ROW_VECTORS(STRIP)
#undef STRIP
    }
    left -= vectors;
    first += vectors * WIDTH;
  }
}
