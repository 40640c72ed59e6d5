#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

// After stdio.h, whose FILE it needs.
#include <jpeglib.h>

#include <jerror.h>

/// A decoder with the place to which its errors jump.
typedef struct {
  struct jpeg_decompress_struct decoder;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  char *message;
} Reader;

static const int scan_limit = 500;

static void fail(j_common_ptr decoder) {
  Reader *reader = decoder->client_data;
  char text[JMSG_LENGTH_MAX];
  decoder->err->format_message(decoder, text);
  strncpy(reader->message, text, CJPEGMessageLength - 1);
  reader->message[CJPEGMessageLength - 1] = 0;
  longjmp(reader->escape, 1);
}

static void fail_at_damage(j_common_ptr decoder, int level) {
  if (level >= 0) return;
  switch (decoder->err->msg_code) {
    // What other programs leave, without harm to the pixels.
    case JWRN_ADOBE_XFORM:
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_JFIF_MAJOR:
      return;
    default:
      fail(decoder);
  }
}

static void limit_scans(j_common_ptr decoder) {
  Reader *reader = decoder->client_data;
  if (reader->decoder.input_scan_number <= scan_limit) return;
  snprintf(reader->message, CJPEGMessageLength, "more than %d scans", scan_limit);
  decoder->err->msg_code = JERR_NOTIMPL;
  longjmp(reader->escape, 1);
}

static CJPEGOutcome outcome(const Reader *reader) {
  switch (reader->errors.msg_code) {
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF:
    case JWRN_JPEG_EOF:
      return CJPEGTruncated;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
      return CJPEGUnsupported;
    default:
      return CJPEGMalformed;
  }
}

/// Makes a decoder; its caller has to set the place to jump to before.
static void start(Reader *reader, const uint8_t *bytes, size_t count) {
  jpeg_create_decompress(&reader->decoder);
  reader->progress.progress_monitor = limit_scans;
  reader->decoder.progress = &reader->progress;
  jpeg_mem_src(&reader->decoder, bytes, count);
  jpeg_read_header(&reader->decoder, TRUE);
}

/// A reader whose errors go to `message`.
static void prepare(Reader *reader, char *message) {
  memset(reader, 0, sizeof *reader);
  reader->decoder.err = jpeg_std_error(&reader->errors);
  reader->decoder.client_data = reader;
  reader->errors.error_exit = fail;
  reader->errors.emit_message = fail_at_damage;
  reader->message = message;
}

CJPEGOutcome cjpeg_read_header(const uint8_t *bytes, size_t count, CJPEGHeader *header, char *message) {
  Reader reader;
  prepare(&reader, message);
  if (setjmp(reader.escape)) {
    jpeg_destroy_decompress(&reader.decoder);
    return outcome(&reader);
  }
  start(&reader, bytes, count);
  header->width = (int)reader.decoder.image_width;
  header->height = (int)reader.decoder.image_height;
  header->components = reader.decoder.num_components;
  jpeg_destroy_decompress(&reader.decoder);
  return CJPEGDone;
}

CJPEGOutcome cjpeg_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, char *message) {
  Reader reader;
  prepare(&reader, message);
  if (setjmp(reader.escape)) {
    jpeg_destroy_decompress(&reader.decoder);
    return outcome(&reader);
  }
  start(&reader, bytes, count);
  reader.decoder.out_color_space = reader.decoder.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_start_decompress(&reader.decoder);
  size_t stride = (size_t)reader.decoder.output_width * reader.decoder.output_components;
  while (reader.decoder.output_scanline < reader.decoder.output_height) {
    JSAMPROW row = pixels + reader.decoder.output_scanline * stride;
    jpeg_read_scanlines(&reader.decoder, &row, 1);
  }
  // Reads to the end of the picture, so that one without its end is found.
  jpeg_finish_decompress(&reader.decoder);
  jpeg_destroy_decompress(&reader.decoder);
  return CJPEGDone;
}
