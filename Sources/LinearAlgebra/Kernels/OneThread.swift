internal import COpenBLAS

/// Holds BLAS and LAPACK to the calling thread, once in a process, before their first call.
///
/// Threads are the caller's: a shard of examples a thread, each with its own products, so that the
/// order of every sum is fixed by the shards and not by the number of threads.
///
/// OpenBLAS starts a thread a core when it is loaded, and they look for work in a loop for about a
/// tenth of a second, beside whatever else wants the cores; so a program does well to touch
/// ``held`` first of all.
public enum OneThread {
  /// Ends OpenBLAS's own threads, the first time it is read.
  public static let held: Void = {
    openblas_set_num_threads(1)
    openblas_end_threads()
  }()
}
