// Decoding of JPEG pictures with libjpeg, whose errors jump over the caller's frames with `longjmp`,
// which is undefined behavior in Swift: here they end in the functions that are called.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The outcome of a call.
typedef enum {
  CJPEGDone = 0,
  /// The bytes end before the picture is complete.
  CJPEGTruncated = 1,
  /// The bytes violate the format.
  CJPEGMalformed = 2,
  /// The picture uses a part of the format that libjpeg or its build does not support.
  CJPEGUnsupported = 3,
} CJPEGOutcome;

/// The number of bytes of a message with its final zero.
enum { CJPEGMessageLength = 256 };

/// What the header of a picture states.
typedef struct {
  int width;
  int height;
  /// The components of a pixel: 1 for gray, 3 for color, 4 for the inks of print.
  int components;
} CJPEGHeader;

/// Reads the header of a picture; allocates nothing that depends on its size.
///
/// If the outcome is not `CJPEGDone`, `message` is libjpeg's, in one line.
CJPEGOutcome cjpeg_read_header(const uint8_t *bytes, size_t count, CJPEGHeader *header, char *message);

/// Decodes a picture of 1 or 3 components into `pixels`, width × height × components bytes, row by
/// row: gray, or red, green and blue.
///
/// libjpeg's warnings of damaged data are errors, too. A picture of more than 500 scans is refused,
/// for each scan of a few bytes costs a pass over all pixels.
CJPEGOutcome cjpeg_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, char *message);

#pragma clang assume_nonnull end
