// Bit j of a pattern says whether feature j of an example differs from zero.

static void NAME(nonzeroPattern)(const REAL *x, ptrdiff_t count, uint64_t *pattern) {
  for (ptrdiff_t first = 0; first < count; first += 64) {
    ptrdiff_t length = count - first < 64 ? count - first : 64;
    uint64_t word = 0;
    for (ptrdiff_t j = 0; j < length; j++) word |= (uint64_t)(x[first + j] != 0) << j;
    pattern[first / 64] = word;
  }
}
