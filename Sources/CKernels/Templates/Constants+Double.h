// The constants of exp in double precision. q approximates (eʳ − 1 − r)/r² on |r| ≤ ln 2 / 2 with
// |r|·error ≤ 2.5e−17 (Remez, made by Fixtures/exponential_coefficients.py).

#undef EXP_COEFFICIENTS
#undef EXP_DEGREE
#undef EXP_ROUNDER
#undef EXP_BIAS
#undef EXP_FRACTION_BITS
#undef EXP_LOWEST
#undef EXP_HIGHEST
#undef LN2_HIGH
#undef LN2_LOW

#define EXP_DEGREE 9
#define EXP_COEFFICIENTS                                                               \
  {0x1.0000000000003p-1,  0x1.555555555555bp-3,  0x1.5555555552ac3p-5,  0x1.111111110ebdep-7,  \
   0x1.6c16c17d2cf2fp-10, 0x1.a01a01b4414e9p-13, 0x1.a019abc5498f0p-16, 0x1.71dded56c623bp-19, \
   0x1.289e11ec8c84ep-22, 0x1.af71be87251b0p-26}
/// 1.5·2⁵²: adding it rounds a number to an integer, which then stands in the low bits.
#define EXP_ROUNDER 0x1.8p52
#define EXP_BIAS 1023
#define EXP_FRACTION_BITS 52
/// Below the first, eˣ rounds to 0; above the second, it overflows.
#define EXP_LOWEST -746.0
#define EXP_HIGHEST 710.0
/// ln 2 in two parts; the high one has 21 zero bits at its end, so its multiples are exact.
#define LN2_HIGH 0x1.62e42feep-1
#define LN2_LOW 0x1.a39ef35793c76p-33
