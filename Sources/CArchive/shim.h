#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

/// Reads the header of the next entry, and its name as bytes of UTF-8, or as they are where they are
/// not UTF-8; `NULL` if there is none.
///
/// libarchive converts names to the encoding of the thread's locale. That of a program that does not
/// choose one is ASCII, in which most names have no form.
static inline int carchive_read_next_header(struct archive *archive, struct archive_entry **entry,
                                            const char **name) {
  locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  locale_t previous = utf8 ? uselocale(utf8) : (locale_t)0;
  int code = archive_read_next_header(archive, entry);
  *name = NULL;
  if (code == ARCHIVE_OK || code == ARCHIVE_WARN) {
    *name = archive_entry_pathname(*entry);
    if (!*name) *name = archive_entry_pathname_utf8(*entry);
  }
  if (utf8) {
    uselocale(previous);
    freelocale(utf8);
  }
  return code;
}

/// Whether an entry is a file with content of its own; the type is a macro that Swift can't import.
static inline int carchive_is_file(struct archive_entry *entry) {
  return archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry);
}
