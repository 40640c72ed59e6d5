#pragma once
#include <archive.h>
#include <archive_entry.h>

/// Whether an entry is a file with content of its own; the type is a macro that Swift can't import.
static inline int carchive_is_file(struct archive_entry *entry) {
  return archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry);
}
