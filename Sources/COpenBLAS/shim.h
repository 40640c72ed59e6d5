#pragma once
#include <cblas.h>

/// Ends OpenBLAS's threads; `openblas_set_num_threads(1)` leaves them without work, but running.
/// Weak, for a build of OpenBLAS without threads does not have it.
__attribute__((weak)) int blas_thread_shutdown_(void);

static inline void openblas_end_threads(void) {
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}

// LAPACK's Fortran interface, for the routines FullBatch calls: Debian's OpenBLAS has no lapacke.h.
// Every argument is passed by address; matrices are column-major.

/// Eigenvalues (ascending) and eigenvectors of a symmetric matrix, divide and conquer.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info);

/// Cholesky factor of a symmetric positive definite matrix, in place.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);

/// Solves A X = B from the Cholesky factor that `dpotrf_` left in `a`.
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b,
             const int *ldb, int *info);
