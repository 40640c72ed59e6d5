// The constants of exp in single precision: as in Constants+Double.h, with |r|·error ≤ 1.7e−8.

#undef EXP_COEFFICIENTS
#undef EXP_DEGREE
#undef EXP_ROUNDER
#undef EXP_BIAS
#undef EXP_FRACTION_BITS
#undef EXP_LOWEST
#undef EXP_HIGHEST
#undef LN2_HIGH
#undef LN2_LOW

#define EXP_DEGREE 4
#define EXP_COEFFICIENTS \
  {0x1.000000p-1f, 0x1.5554b6p-3f, 0x1.555490p-5f, 0x1.122374p-7f, 0x1.6d9252p-10f}
#define EXP_ROUNDER 0x1.8p23f
#define EXP_BIAS 127
#define EXP_FRACTION_BITS 23
#define EXP_LOWEST -104.0f
#define EXP_HIGHEST 89.0f
#define LN2_HIGH 0x1.63p-1f
#define LN2_LOW -0x1.bd0106p-13f
