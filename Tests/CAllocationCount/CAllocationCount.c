#include "CAllocationCount.h"

#include <errno.h>
#include <stdlib.h>

static _Thread_local long count;
static _Thread_local long held;
static _Thread_local long peak;

long allocation_count(void) { return count; }

long allocated_bytes(void) { return held; }

long allocated_peak(void) { return peak; }

void restart_allocated_peak(void) { peak = held; }

#if defined(__GLIBC__)

#include <malloc.h>

// A program's own functions of these names take the place of the library's, in everything that is
// loaded with it (GNU C Library Reference Manual, section "Replacing malloc"). These only count.

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t items, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *memory);

static void *taken(void *memory) {
  count += 1;
  held += (long)malloc_usable_size(memory);
  if (held > peak) peak = held;
  return memory;
}

void *malloc(size_t size) { return taken(__libc_malloc(size)); }

void *calloc(size_t items, size_t size) { return taken(__libc_calloc(items, size)); }

void *realloc(void *memory, size_t size) {
  held -= (long)malloc_usable_size(memory);
  return taken(__libc_realloc(memory, size));
}

void *aligned_alloc(size_t alignment, size_t size) {
  return taken(__libc_memalign(alignment, size));
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  *memory = taken(__libc_memalign(alignment, size));
  return *memory == NULL ? ENOMEM : 0;
}

void free(void *memory) {
  held -= (long)malloc_usable_size(memory);
  __libc_free(memory);
}

#endif
