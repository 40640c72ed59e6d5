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

/// Tridiagonal form T = Qᵀ A Q of a symmetric matrix: `d`, `e`, and in `a` and `tau` what Q is made of.
void dsytrd_(const char *uplo, const int *n, double *a, const int *lda, double *d, double *e, double *tau,
             double *work, const int *lwork, int *info);

/// Eigenvalues (ascending, in `d`) and eigenvectors of a tridiagonal matrix, divide and conquer.
void dstedc_(const char *compz, const int *n, double *d, double *e, double *z, const int *ldz, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info);

/// C <- Q C, with the Q that `dsytrd_` left in `a` and `tau`.
void dormtr_(const char *side, const char *uplo, const char *trans, const int *m, const int *n,
             const double *a, const int *lda, const double *tau, double *c, const int *ldc, double *work,
             const int *lwork, int *info);

/// Replaces the triangle of a symmetric positive definite matrix by its Cholesky factor.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);

/// Replaces the Cholesky factor of `dpotrf_` by the triangle of the matrix's inverse.
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info);
