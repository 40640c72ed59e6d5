#if canImport(Glibc)
  import CAllocationCount

  /// The memory that the calling thread allocates and frees, counted in `malloc` and its relatives.
  public enum Allocations {
    /// The number of allocations so far.
    public static var count: Int { allocation_count() }

    /// The number of bytes that are allocated now.
    public static var bytes: Int { allocated_bytes() }

    /// The largest value of ``bytes`` since the last call of ``resetPeak()``.
    public static var peakBytes: Int { allocated_peak() }

    /// Sets ``peakBytes`` to the present value of ``bytes``.
    public static func resetPeak() { restart_allocated_peak() }
  }
#endif
