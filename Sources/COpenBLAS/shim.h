#pragma once
#include <cblas.h>

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
