#include "normalization.h"

#include "wide.h"

// Float sums of at most this many terms go into the Double ones.
enum { ROWS_AT_ONCE = 16 };

CK_CLONES void ck_moments(
    long rows, long features, const float *restrict x, double *restrict mean, double *restrict squares) {
  for (long f = 0; f < features; f++) mean[f] = squares[f] = 0;
  for (long f = 0; f < features; f += 16) {
    long width = features - f < 16 ? features - f : 16;
    for (long start = 0; start < rows; start += ROWS_AT_ONCE) {
      long end = start + ROWS_AT_ONCE < rows ? start + ROWS_AT_ONCE : rows;
      float sum[16] = {0};
      for (long r = start; r < end; r++) {
        const float *row = x + r * features + f;
        if (width == 16) {
          for (int i = 0; i < 16; i++) sum[i] += row[i];
        } else {
          for (int i = 0; i < width; i++) sum[i] += row[i];
        }
      }
      for (int i = 0; i < width; i++) mean[f + i] += sum[i];
    }
    float center[16] = {0};
    for (int i = 0; i < width; i++) {
      mean[f + i] /= (double)rows;
      center[i] = (float)mean[f + i];
    }
    // Around the mean as a float, c, and corrected for it: Σ(x − c)² = Σ(x − mean)² + rows·(mean − c)².
    for (long start = 0; start < rows; start += ROWS_AT_ONCE) {
      long end = start + ROWS_AT_ONCE < rows ? start + ROWS_AT_ONCE : rows;
      float sum[16] = {0};
      for (long r = start; r < end; r++) {
        const float *row = x + r * features + f;
        if (width == 16) {
          for (int i = 0; i < 16; i++) sum[i] += (row[i] - center[i]) * (row[i] - center[i]);
        } else {
          for (int i = 0; i < width; i++) sum[i] += (row[i] - center[i]) * (row[i] - center[i]);
        }
      }
      for (int i = 0; i < width; i++) squares[f + i] += sum[i];
    }
    for (int i = 0; i < width; i++) {
      double gap = mean[f + i] - (double)center[i];
      double corrected = squares[f + i] - (double)rows * gap * gap;
      squares[f + i] = corrected > 0 ? corrected : 0;
    }
  }
}

CK_CLONES void ck_normalize(
    long rows, long features, const float *restrict x, const float *restrict mean, const float *restrict scale,
    const float *restrict shift, float *restrict y) {
  for (long r = 0; r < rows; r++) {
    const float *restrict from = x + r * features;
    float *restrict to = y + r * features;
    for (long f = 0; f < features; f++) to[f] = (from[f] - mean[f]) * scale[f] + shift[f];
  }
}

CK_CLONES void ck_normalize_sums(
    long rows, long features, const float *restrict x, const float *restrict mean, const float *restrict inverse,
    const float *restrict g, double *restrict gradientSum, double *restrict productSum) {
  for (long f = 0; f < features; f++) gradientSum[f] = productSum[f] = 0;
  for (long f = 0; f < features; f += 16) {
    long width = features - f < 16 ? features - f : 16;
    for (long start = 0; start < rows; start += ROWS_AT_ONCE) {
      long end = start + ROWS_AT_ONCE < rows ? start + ROWS_AT_ONCE : rows;
      float sum[16] = {0};
      float product[16] = {0};
      for (long r = start; r < end; r++) {
        const float *row = x + r * features + f;
        const float *slope = g + r * features + f;
        if (width == 16) {
          for (int i = 0; i < 16; i++) {
            sum[i] += slope[i];
            product[i] += slope[i] * ((row[i] - mean[f + i]) * inverse[f + i]);
          }
        } else {
          for (int i = 0; i < width; i++) {
            sum[i] += slope[i];
            product[i] += slope[i] * ((row[i] - mean[f + i]) * inverse[f + i]);
          }
        }
      }
      for (int i = 0; i < width; i++) {
        gradientSum[f + i] += sum[i];
        productSum[f + i] += product[i];
      }
    }
  }
}

CK_CLONES void ck_normalize_backward(
    long rows, long features, const float *restrict x, const float *restrict mean, const float *restrict inverse,
    const float *restrict scale, const float *restrict g, const float *restrict gradientMean,
    const float *restrict productMean, float *restrict out) {
  for (long r = 0; r < rows; r++) {
    const float *restrict row = x + r * features;
    const float *restrict slope = g + r * features;
    float *restrict to = out + r * features;
    for (long f = 0; f < features; f++) {
      float normalized = (row[f] - mean[f]) * inverse[f];
      to[f] = scale[f] * inverse[f] * (slope[f] - gradientMean[f] - normalized * productMean[f]);
    }
  }
}
