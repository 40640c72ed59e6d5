// The next example of a group: of all candidates, the one whose nonzero features fit best to
// those that the group has already.
//
//   5 |U ∩ P| − 4 |P| = |U ∩ P| − 4 |P \ U|
//
// is largest: a feature that is new to the union U costs an entry of the group, a shared one saves
// four times less. Of equals, the first candidate. Since |U ∩ P| ≤ |P|, a candidate whose |P| is not
// above the highest so far needs no comparison.

static ptrdiff_t NAME(nearestPattern)(
    const uint64_t *patterns, const int32_t *sizes, ptrdiff_t count, ptrdiff_t words,
    const uint64_t *together) {
  ptrdiff_t best = 0;
  int64_t highest = INT64_MIN;
  for (ptrdiff_t i = 0; i < count; i++, patterns += words) {
    if (sizes[i] <= highest) continue;
    int64_t shared = 0;
#pragma clang loop vectorize(disable) unroll_count(4)
    for (ptrdiff_t w = 0; w < words; w++) shared += __builtin_popcountll(patterns[w] & together[w]);
    int64_t score = 5 * shared - 4 * (int64_t)sizes[i];
    if (score > highest) {
      highest = score;
      best = i;
    }
  }
  return best;
}
