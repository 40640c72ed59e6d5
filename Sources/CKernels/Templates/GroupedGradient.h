// ∂W ← ∂W + δ xᵀ for a block of grouped examples (CKernelsGroups).
//
// The errors of a group, transposed so that a vector holds neighboring units of one example, stay
// in registers; each entry adds to its feature's row of the gradient:
//
//                  units →
//   row[feature] += [ δ δ δ δ δ δ δ δ ][ … ][ … ] of example 0  · x[0]
//                 + [ δ δ δ δ δ δ δ δ ][ … ][ … ] of example 1  · x[1]
//                     ⋮                               ⋮
//                 + [ δ δ δ δ δ δ δ δ ][ … ][ … ] of example 7  · x[7]
//
// (ERROR_REGISTERS of errors at most; where the group has more examples, its entries pass again.)
// Units left over after the full vectors go in one vector of half the width and, the last few, the
// other way round: the errors of one unit side by side for the group's examples, times the values
// as they stand, to be summed over the examples at the end:
//
//   lanes[feature] += [ δ δ δ δ δ δ δ δ ] of one unit · [ x x x x x x x x ]
//
// So 25 units cost 25 multiply-adds an entry, not 32. GradientSlabs.h says where the sums lie.

#undef ERROR_REGISTERS
#define ERROR_REGISTERS (REGISTERS == 32 ? 24 : 12)
/// How many examples' errors fit the registers, a power of two.
#define EXAMPLES_AT_ONCE(vectors) \
  ((vectors) > 1 ? ERROR_REGISTERS / 3 : GROUP < ERROR_REGISTERS ? GROUP : ERROR_REGISTERS * 2 / 3)

/// The errors of neighboring units for the examples of a group: errors[e] holds example e's.
INLINE void NAME(loadErrors)(
    const REAL *delta, ptrdiff_t stride, ptrdiff_t units, Vector errors[GROUP]) {
#pragma unroll
  for (int part = 0; part < PARTS; part++) {
#pragma unroll
    for (int u = 0; u < WIDTH; u++)
      errors[part * WIDTH + u] =
          u < units ? LOAD(delta + u * stride + part * WIDTH) : SPLAT(0);
    NAME(transpose)(errors + part * WIDTH);
  }
}

/// Adds the shares of a group's entries: some examples, `vectors` vectors of units.
INLINE void NAME(addVectors)(
    const int vectors, const int examples, Vector errors[VECTORS_AT_ONCE][GROUP], const int first,
    const REAL *x, const int32_t *features, ptrdiff_t entries, REAL *slab) {
  for (ptrdiff_t p = 0; p < entries; p++, x += GROUP) {
    REAL *row = slab + features[p] * (ptrdiff_t)(vectors * WIDTH);
#pragma unroll
    for (int v = 0; v < vectors; v++) {
      // Two chains of additions, so that they overlap.
      Vector even = LOAD(row + v * WIDTH), odd = SPLAT(0);
#pragma unroll
      for (int e = first; e < first + examples; e += 2) {
        even += errors[v][e] * SPLAT(x[e]);
        odd += errors[v][e + 1] * SPLAT(x[e + 1]);
      }
      STORE(row + v * WIDTH, even + odd);
    }
  }
}

/// `vectors` vectors of units.
INLINE void NAME(gradientVectors)(
    const int vectors, const CKernelsGroups *groups, const REAL *delta, ptrdiff_t stride,
    ptrdiff_t units, REAL *slab) {
  const int examples = EXAMPLES_AT_ONCE(vectors);
  for (ptrdiff_t g = 0; g < groups->count; g++, delta += GROUP) {
    Vector errors[VECTORS_AT_ONCE][GROUP];
#pragma unroll
    for (int v = 0; v < vectors; v++)
      NAME(loadErrors)(delta + v * WIDTH * stride, stride, units - v * WIDTH, errors[v]);
#pragma unroll
    for (int first = 0; first < GROUP; first += examples)
      NAME(addVectors)(
          vectors, examples, errors, first,
          (const REAL *)groups->values + groups->starts[g] * GROUP,
          groups->features + groups->lists[g], groups->starts[g + 1] - groups->starts[g], slab);
  }
}

#if VECTOR_BYTES / REAL_BYTES > 2
/// Half a vector of units.
static void NAME(gradientHalf)(
    const CKernelsGroups *groups, const REAL *delta, ptrdiff_t stride, ptrdiff_t units,
    REAL *slab) {
  const int examples = EXAMPLES_AT_ONCE(1);
  for (ptrdiff_t g = 0; g < groups->count; g++, delta += GROUP) {
    const int32_t *features = groups->features + groups->lists[g];
    ptrdiff_t entries = groups->starts[g + 1] - groups->starts[g];
    Vector errors[GROUP];
    NAME(loadErrors)(delta, stride, units, errors);
#pragma unroll
    for (int first = 0; first < GROUP; first += examples) {
      Half halves[GROUP];
#pragma unroll
      for (int e = first; e < first + examples; e++) halves[e] = LOWER_HALF(errors[e]);
      const REAL *x = (const REAL *)groups->values + groups->starts[g] * GROUP;
      for (ptrdiff_t p = 0; p < entries; p++, x += GROUP) {
        Half *row = (Half *)(slab + features[p] * (ptrdiff_t)HALF);
        Half even = *row, odd = 0;
#pragma unroll
        for (int e = first; e < first + examples; e += 2) {
          even += halves[e] * (Half)x[e];
          odd += halves[e + 1] * (Half)x[e + 1];
        }
        *row = even + odd;
      }
    }
  }
}
#endif

/// A few single units, each with a lane an example.
INLINE void NAME(gradientLanes)(
    const int units, const CKernelsGroups *groups, const REAL *delta, ptrdiff_t stride,
    REAL *slab) {
  for (ptrdiff_t g = 0; g < groups->count; g++, delta += GROUP) {
    const REAL *x = (const REAL *)groups->values + groups->starts[g] * GROUP;
    const int32_t *features = groups->features + groups->lists[g];
    ptrdiff_t entries = groups->starts[g + 1] - groups->starts[g];
    Vector errors[MOST_LANES][PARTS];
#pragma unroll
    for (int u = 0; u < units; u++)
#pragma unroll
      for (int part = 0; part < PARTS; part++)
        errors[u][part] = LOAD(delta + u * stride + part * WIDTH);
    for (ptrdiff_t p = 0; p < entries; p++, x += GROUP) {
      REAL *row = slab + features[p] * (ptrdiff_t)(units * GROUP);
#pragma unroll
      for (int u = 0; u < units; u++)
#pragma unroll
        for (int part = 0; part < PARTS; part++) {
          REAL *place = row + u * GROUP + part * WIDTH;
          STORE(place, LOAD(place) + errors[u][part] * LOAD(x + part * WIDTH));
        }
    }
  }
}

static void NAME(groupedGradient)(
    const CKernelsGroups *groups, const REAL *delta, ptrdiff_t stride, ptrdiff_t units,
    ptrdiff_t features, REAL *packed) {
  NAME(Slots) slots = NAME(slots)(units);
  for (ptrdiff_t left = slots.vectors; left > 0;) {
    ptrdiff_t vectors = SLAB_VECTORS(left);
    switch (vectors) {
#define VECTORS(n)                                                  \
  case n:                                                           \
    NAME(gradientVectors)(n, groups, delta, stride, units, packed); \
    break;
      COUNTS_3(VECTORS)
#undef VECTORS
    }
    left -= vectors;
    units -= vectors * WIDTH;
    delta += vectors * WIDTH * stride;
    packed += vectors * WIDTH * features;
  }
#if VECTOR_BYTES / REAL_BYTES > 2
  if (slots.halves) {
    NAME(gradientHalf)(groups, delta, stride, units, packed);
    delta += HALF * stride;
    packed += HALF * features;
  }
#endif
  switch (slots.lanes) {
#define LANES(n)                                            \
  case n:                                                   \
    NAME(gradientLanes)(n, groups, delta, stride, packed);  \
    break;
    COUNTS_6(LANES)
#undef LANES
  }
}
