/// The number of allocations of the calling thread since it began.
long allocation_count(void);

/// The number of bytes that the calling thread has allocated, less those that it has freed.
long allocated_bytes(void);

/// The largest value of `allocated_bytes` since the last call of `restart_allocated_peak`.
long allocated_peak(void);

/// Sets the peak to the present value of `allocated_bytes`.
void restart_allocated_peak(void);
