// z ← W x + b for single examples, each listing its nonzero features (groups of one example).
//
// The sums of neighboring units stay in registers; an entry adds its feature's row of weights:
//
//               units →
//   [ s s s s s s s s ][ … ][ … ][ … ]  +=  x · w[feature][…]
//
// Two sets of sums take turns, so that the additions overlap. Wider layers go in strips of up to
// ROW_VECTORS vectors. The last vector of a row ends with the row: it overlaps the one before it,
// and nothing beyond the row is touched.

#undef ROW_VECTORS
#define ROW_VECTORS (REGISTERS == 32 ? 8 : 4)

/// Where vector v of a row begins, when the row's last vector is `last` and begins at `tail`.
#undef PLACE
#define PLACE(v) ((v) == vectors - 1 ? tail : (v) * WIDTH)

INLINE void NAME(addRows)(
    const int vectors, ptrdiff_t tail, const REAL *x, const int32_t *features, ptrdiff_t entries,
    const REAL *weights, ptrdiff_t units, Vector sums[ROW_VECTORS]) {
  Vector others[ROW_VECTORS];
#pragma unroll
  for (int v = 0; v < vectors; v++) others[v] = SPLAT(0);
  ptrdiff_t p = 0;
  for (; p + 2 <= entries; p += 2) {
    const REAL *row = weights + features[p] * units, *next = weights + features[p + 1] * units;
#pragma unroll
    for (int v = 0; v < vectors; v++) {
      sums[v] += LOAD(row + PLACE(v)) * SPLAT(x[p]);
      others[v] += LOAD(next + PLACE(v)) * SPLAT(x[p + 1]);
    }
  }
  if (p < entries)
#pragma unroll
    for (int v = 0; v < vectors; v++)
      sums[v] += LOAD(weights + features[p] * units + PLACE(v)) * SPLAT(x[p]);
#pragma unroll
  for (int v = 0; v < vectors; v++) sums[v] += others[v];
}

INLINE void NAME(listedStrip)(
    const int vectors, ptrdiff_t tail, const CKernelsGroups *list, const ptrdiff_t *examples,
    ptrdiff_t count, const REAL *bias, const REAL *weights, ptrdiff_t units, REAL *z,
    ptrdiff_t stride) {
  for (ptrdiff_t i = 0; i < count; i++) {
    ptrdiff_t start = list->starts[examples[i]], end = list->starts[examples[i] + 1];
    Vector sums[ROW_VECTORS];
#pragma unroll
    for (int v = 0; v < vectors; v++) sums[v] = LOAD(bias + PLACE(v));
    NAME(addRows)(
        vectors, tail, (const REAL *)list->values + start,
        list->features + list->lists[examples[i]], end - start, weights, units, sums);
#pragma unroll
    for (int v = 0; v < vectors; v++)
      for (int lane = 0; lane < WIDTH; lane++)
        z[(PLACE(v) + lane) * stride + i] = sums[v][lane];
  }
}

static void NAME(listedMultiply)(
    const CKernelsGroups *list, const ptrdiff_t *examples, ptrdiff_t count, const REAL *layer,
    ptrdiff_t units, REAL *z, ptrdiff_t stride) {
  const REAL *weights = layer + units;
  if (units < WIDTH) {
    for (ptrdiff_t i = 0; i < count; i++) {
      for (ptrdiff_t u = 0; u < units; u++) z[u * stride + i] = layer[u];
      ptrdiff_t start = list->starts[examples[i]];
      const REAL *x = (const REAL *)list->values + start;
      const int32_t *features = list->features + list->lists[examples[i]];
      for (ptrdiff_t p = 0; p < list->starts[examples[i] + 1] - start; p++)
        for (ptrdiff_t u = 0; u < units; u++)
          z[u * stride + i] += weights[features[p] * units + u] * x[p];
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
    NAME(listedStrip)(                                                                        \
        n, tail, list, examples, count, layer + first, weights + first, units,                \
        z + first * stride, stride);                                                          \
    break;
      EACH_ROW_VECTORS(STRIP)
#undef STRIP
    }
    left -= vectors;
    first += vectors * WIDTH;
  }
}
