/// Loops of batch normalization and layer normalization over a matrix [rows, features].
#ifndef DESCENT_NORMALIZATION_H
#define DESCENT_NORMALIZATION_H

/// Mean of every feature and Σ(x − mean)² of every feature, over these rows.
void ck_moments(long rows, long features, const float *x, double *mean, double *squares);

/// y = (x − mean)·scale + shift, feature by feature
void ck_normalize(
    long rows, long features, const float *x, const float *mean, const float *scale, const float *shift, float *y);

/// For every feature over these rows: gradientSum = Σ g, productSum = Σ g·(x − mean)·inverse
void ck_normalize_sums(
    long rows, long features, const float *x, const float *mean, const float *inverse, const float *g,
    double *gradientSum, double *productSum);

/// out = scale·inverse·(g − gradientMean − (x − mean)·inverse·productMean)
void ck_normalize_backward(
    long rows, long features, const float *x, const float *mean, const float *inverse, const float *scale,
    const float *g, const float *gradientMean, const float *productMean, float *out);

// Layer normalization: every row by itself. mean and inverse = 1/√(variance + epsilon) are a row's own.

/// y = (x − mean)·inverse·scale + shift
void ck_normalize_rows(
    long rows, long features, double epsilon, const float *x, const float *scale, const float *shift, float *y);

/// scaleSum = Σ g·(x − mean)·inverse and shiftSum = Σ g for every feature, and ∂L/∂x in `out` unless it is NULL.
void ck_normalize_rows_backward(
    long rows, long features, double epsilon, const float *x, const float *scale, const float *g, double *scaleSum,
    double *shiftSum, float *out);

#endif
