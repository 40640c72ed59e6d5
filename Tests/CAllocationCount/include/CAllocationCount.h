/// How often the calling thread has asked for memory since it began.
long allocation_count(void);

/// The bytes that the calling thread has asked for, less those that it has given back.
long allocated_bytes(void);

/// The most that `allocated_bytes` was since the peak was restarted.
long allocated_peak(void);

/// Lets the peak begin anew, at what `allocated_bytes` is now.
void restart_allocated_peak(void);
