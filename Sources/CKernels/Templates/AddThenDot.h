// y ← y + αx, and the partial sums of the new y times z: what L-BFGS does twice for each of its
// pairs.
//
// The vectors are longer than the caches together, so both steps share one pass. Place i goes to
// sum i mod SUMS at every level, and products are rounded before they are added: the sums have the
// same bits whatever the width of a vector.

#undef SUMS
#define SUMS (128 / REAL_BYTES)

static void NAME(addThenDot)(
    REAL alpha, const REAL *x, REAL *y, const REAL *z, ptrdiff_t count, REAL *sums) {
#pragma clang fp contract(off)
  Vector totals[SUMS / WIDTH];
#pragma unroll
  for (int v = 0; v < SUMS / WIDTH; v++) totals[v] = SPLAT(0);
  for (ptrdiff_t i = 0; i < count; i += SUMS) {
#pragma unroll
    for (int v = 0; v < SUMS / WIDTH; v++) {
      ptrdiff_t place = i + v * WIDTH;
      Vector sum = LOAD(y + place) + SPLAT(alpha) * LOAD(x + place);
      STORE(y + place, sum);
      totals[v] += sum * LOAD(z + place);
    }
  }
#pragma unroll
  for (int v = 0; v < SUMS / WIDTH; v++) STORE(sums + v * WIDTH, totals[v]);
}
