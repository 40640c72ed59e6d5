// The packed form of the sums of GroupedGradient.h, and how they get into a gradient.
//
// The units of a layer go in full vectors, up to three at a time; the rest in half a vector and in
// single lanes, whichever costs less. Each of these has a slab of its own, one row a feature, so
// that the kernel's rows are close together and begin where vectors begin:
//
//   [features][up to 3 vectors] …   [features][half a vector]   [features][units left][GROUP]
//
// A lane's row holds GROUP partial sums a unit.

#undef VECTORS_AT_ONCE
#undef MOST_LANES
#undef SLAB_VECTORS
#undef HALF
#undef Half
#define VECTORS_AT_ONCE 3
#define MOST_LANES 6
/// The number of vectors of the next slab, given those left: slabs have nearly equal widths.
#define SLAB_VECTORS(left) \
  (((left) + (left + VECTORS_AT_ONCE - 1) / VECTORS_AT_ONCE - 1) / \
   ((left + VECTORS_AT_ONCE - 1) / VECTORS_AT_ONCE))

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

/// gradient[feature][0 ..< units] ← itself + the slab's rows of `width`; rows of the gradient are
/// `rowLength` apart. Returns the place after the slab.
static REAL *NAME(addSlab)(
    REAL *slab, ptrdiff_t features, ptrdiff_t width, ptrdiff_t units, REAL *gradient,
    ptrdiff_t rowLength) {
  ptrdiff_t valid = units < width ? units : width;
  for (ptrdiff_t j = 0; j < features; j++, slab += width, gradient += rowLength)
    for (ptrdiff_t u = 0; u < valid; u++) gradient[u] += slab[u];
  return slab;
}

/// gradient ← gradient + the packed sums, which become 0.
static void NAME(gradientUnpack)(
    REAL *packed, ptrdiff_t features, ptrdiff_t units, REAL *gradient) {
  NAME(Slots) slots = NAME(slots)(units);
  REAL *slab = packed;
  ptrdiff_t first = 0;
  for (ptrdiff_t left = slots.vectors; left > 0;) {
    ptrdiff_t vectors = SLAB_VECTORS(left);
    slab = NAME(addSlab)(
        slab, features, vectors * WIDTH, units - first, gradient + first, units);
    left -= vectors;
    first += vectors * WIDTH;
  }
  if (slots.halves) {
    slab = NAME(addSlab)(slab, features, HALF, units - first, gradient + first, units);
    first += HALF;
  }
  for (ptrdiff_t j = 0; j < features; j++)
    for (ptrdiff_t u = 0; u < slots.lanes; u++, slab += GROUP)
      for (int lane = 0; lane < GROUP; lane++) gradient[j * units + first + u] += slab[lane];
  memset(packed, 0, (size_t)(slab - packed) * sizeof(REAL));
}
