// z ← W x + b for a block of grouped examples (CKernelsGroups).
//
// One accumulator for each unit and vector of the group. An entry of the group costs one load of
// its values and, for each unit, one multiply-add with the unit's weight broadcast from memory:
//
//               the group's examples →
//   unit 0    [ s s s s s s s s ]  +=  [ x x x x x x x x ] · w[feature][0]
//   unit 1    [ s s s s s s s s ]  +=  [ x x x x x x x x ] · w[feature][1]
//     ⋮                                                         ⋮
//   unit 24   [ s s s s s s s s ]  +=  [ x x x x x x x x ] · w[feature][24]
//
// As many units go at once as leave four registers (UNITS_AT_ONCE): for x, which takes PARTS of
// them, and for the weight where the processor can't broadcast it on its way from memory. Wider
// layers go in strips of nearly equal width, the strip outside, so that its part of the weights
// stays in the cache while the groups of the block pass by. The values are read once from far away,
// so they are fetched a kilobyte ahead.

#undef GROUP
#undef PARTS
#undef UNITS_AT_ONCE
/// The examples of a group: 64 bytes of them at every level.
#define GROUP (64 / REAL_BYTES)
/// The vectors of a group.
#define PARTS (64 / VECTOR_BYTES)
#define UNITS_AT_ONCE ((REGISTERS - 4) / PARTS)

INLINE void NAME(multiplyStrip)(
    const int units, const CKernelsGroups *groups, const REAL *weights, ptrdiff_t rowLength,
    const REAL *bias, REAL *z, ptrdiff_t stride) {
  for (ptrdiff_t g = 0; g < groups->count; g++, z += GROUP) {
    const REAL *x = (const REAL *)groups->values + groups->starts[g] * GROUP;
    const int32_t *features = groups->features + groups->lists[g];
    ptrdiff_t entries = groups->starts[g + 1] - groups->starts[g];
    Vector sums[UNITS_AT_ONCE][PARTS];
#pragma unroll
    for (int u = 0; u < units; u++)
#pragma unroll
      for (int part = 0; part < PARTS; part++) sums[u][part] = SPLAT(bias[u]);
    for (ptrdiff_t p = 0; p < entries; p++, x += GROUP) {
      const REAL *w = weights + features[p] * rowLength;
      __builtin_prefetch(x + 16 * GROUP);
#pragma unroll
      for (int u = 0; u < units; u++)
#pragma unroll
        for (int part = 0; part < PARTS; part++)
          sums[u][part] += LOAD(x + part * WIDTH) * SPLAT(w[u]);
    }
#pragma unroll
    for (int u = 0; u < units; u++)
#pragma unroll
      for (int part = 0; part < PARTS; part++)
        STORE(z + u * stride + part * WIDTH, sums[u][part]);
  }
}

static void NAME(groupedMultiply)(
    const CKernelsGroups *groups, const REAL *layer, ptrdiff_t units, REAL *z, ptrdiff_t stride) {
  const REAL *weights = layer + units;
  ptrdiff_t strips = (units + UNITS_AT_ONCE - 1) / UNITS_AT_ONCE;
  for (ptrdiff_t first = 0; strips > 0; strips--) {
    ptrdiff_t width = (units - first + strips - 1) / strips;
#define STRIP(n)                                                               \
  case n:                                                                      \
    NAME(multiplyStrip)(                                                       \
        n, groups, weights + first, units, layer + first, z + first * stride, stride); \
    break;
    switch (width) { EACH_UNITS_AT_ONCE(STRIP) }
#undef STRIP
    first += width;
  }
}
