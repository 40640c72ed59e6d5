// ∂W ← ∂W + δ xᵀ for a block of grouped examples (CKernelsGroups).
//
// The errors of a group, transposed so that a vector holds neighbouring units of one example, stay
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
// So 25 units cost 25 multiply-adds an entry, not 32. The sums therefore live in a packed form,
// one slab after the other, which `gradientUnpack` adds to the gradient at the end of a shard:
//
//   [features][up to 3 vectors] …   [features][half a vector]   [features][units left][GROUP]

#undef ERROR_REGISTERS
#undef HALF
#undef Half
#define VECTORS_AT_ONCE 3
#define MOST_LANES 6
#define ERROR_REGISTERS (REGISTERS == 32 ? 24 : 12)
/// How many examples' errors fit the registers, a power of two.
#define EXAMPLES_AT_ONCE(vectors) \
  ((vectors) > 1 ? ERROR_REGISTERS / 3 : GROUP < ERROR_REGISTERS ? GROUP : ERROR_REGISTERS * 2 / 3)

#define HALF (WIDTH / 2)
#define Half NAME(Half)
/// Half a vector, anywhere in memory.
typedef REAL Half __attribute__((ext_vector_type(HALF), aligned(sizeof(REAL))));

/// How the units of a layer are spread over full vectors, a half one and single lanes.
typedef struct {
  ptrdiff_t vectors, halves, lanes;
} NAME(Slots);

static NAME(Slots) NAME(slots)(ptrdiff_t units) {
  ptrdiff_t full = units / WIDTH, left = units % WIDTH;
  if (4 * left > 3 * WIDTH) return (NAME(Slots)){full + 1, 0, 0};
  if (8 * left <= 3 * WIDTH || WIDTH == 2) return (NAME(Slots)){full, 0, left};
  return (NAME(Slots)){full, 1, left > HALF ? left - HALF : 0};
}

static ptrdiff_t NAME(gradientWidth)(ptrdiff_t units) {
  NAME(Slots) slots = NAME(slots)(units);
  return slots.vectors * WIDTH + slots.halves * HALF + slots.lanes * GROUP;
}

/// The errors of neighbouring units for the examples of a group: errors[e] holds example e's.
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
  ptrdiff_t first = 0, slabs = (slots.vectors + VECTORS_AT_ONCE - 1) / VECTORS_AT_ONCE;
  for (ptrdiff_t left = slots.vectors; slabs > 0; slabs--) {
    ptrdiff_t vectors = (left + slabs - 1) / slabs;
    const REAL *errors = delta + first * stride;
    if (vectors == 3) NAME(gradientVectors)(3, groups, errors, stride, units - first, packed);
    else if (vectors == 2) NAME(gradientVectors)(2, groups, errors, stride, units - first, packed);
    else NAME(gradientVectors)(1, groups, errors, stride, units - first, packed);
    left -= vectors;
    first += vectors * WIDTH;
    packed += features * vectors * WIDTH;
  }
#if VECTOR_BYTES / REAL_BYTES > 2
  if (slots.halves) {
    NAME(gradientHalf)(groups, delta + first * stride, stride, units - first, packed);
    first += HALF;
    packed += features * HALF;
  }
#endif
  switch (slots.lanes) {
#define LANES(n)                                                                   \
  case n:                                                                          \
    NAME(gradientLanes)(n, groups, delta + first * stride, stride, packed);        \
    break;
    LANES(1) LANES(2) LANES(3) LANES(4) LANES(5) LANES(6)
#undef LANES
  }
}

/// gradient ← gradient + the packed sums, which become 0.
static void NAME(gradientUnpack)(
    REAL *packed, ptrdiff_t features, ptrdiff_t units, REAL *gradient) {
  NAME(Slots) slots = NAME(slots)(units);
  ptrdiff_t first = 0, slabs = (slots.vectors + VECTORS_AT_ONCE - 1) / VECTORS_AT_ONCE;
  REAL *slab = packed;
  ptrdiff_t left = slots.vectors, halves = slots.halves;
  while (slabs > 0 || halves > 0) {
    ptrdiff_t width = slabs > 0 ? (left + slabs - 1) / slabs * WIDTH : HALF;
    ptrdiff_t valid = units - first < width ? units - first : width;
    for (ptrdiff_t j = 0; j < features; j++)
      for (ptrdiff_t u = 0; u < valid; u++)
        gradient[j * units + first + u] += slab[j * width + u];
    slab += features * width;
    first += width;
    if (slabs > 0) {
      left -= width / WIDTH;
      slabs--;
    } else {
      halves--;
    }
  }
  for (ptrdiff_t j = 0; j < features; j++)
    for (ptrdiff_t u = 0; u < slots.lanes; u++, slab += GROUP) {
      REAL sum = 0;
      for (int lane = 0; lane < GROUP; lane++) sum += slab[lane];
      gradient[j * units + first + u] += sum;
    }
  memset(packed, 0, (size_t)(slab - packed) * sizeof(REAL));
}
