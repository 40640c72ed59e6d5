#pragma once
#include <png.h>

// libpng offers its upper bound on the size of an encoded image only as a macro over the struct,
// which Swift can't import.
static inline size_t cpng_encoded_size_bound(const png_image *image) {
  return PNG_IMAGE_PNG_SIZE_MAX(*image);
}
