#include "normalization.h"

#include "wide.h"

#include <math.h>

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

// The sum of a row, in sixteen partial ones.
typedef struct {
  float lanes[16];
} partial_sums;

CK_INLINE double joined(const partial_sums *sums) {
  double total = 0;
  for (int i = 0; i < 16; i++) total += (double)sums->lanes[i];
  return total;
}

typedef struct {
  float mean, inverse;
} row_moments;

CK_INLINE row_moments moments_of_row(long features, double epsilon, const float *restrict x) {
  partial_sums sums = {{0}};
  long whole = features / 16 * 16;
  for (long f = 0; f < whole; f += 16) {
    for (int i = 0; i < 16; i++) sums.lanes[i] += x[f + i];
  }
  for (long f = whole; f < features; f++) sums.lanes[f - whole] += x[f];
  double mean = joined(&sums) / (double)features;
  float center = (float)mean;
  partial_sums squares = {{0}};
  for (long f = 0; f < whole; f += 16) {
    for (int i = 0; i < 16; i++) squares.lanes[i] += (x[f + i] - center) * (x[f + i] - center);
  }
  for (long f = whole; f < features; f++) squares.lanes[f - whole] += (x[f] - center) * (x[f] - center);
  double gap = mean - (double)center;
  double variance = joined(&squares) / (double)features - gap * gap;
  return (row_moments){center, (float)(1 / sqrt((variance > 0 ? variance : 0) + epsilon))};
}

CK_CLONES void ck_normalize_rows(
    long rows, long features, double epsilon, const float *restrict x, const float *restrict scale,
    const float *restrict shift, float *restrict y) {
  for (long r = 0; r < rows; r++) {
    const float *restrict from = x + r * features;
    float *restrict to = y + r * features;
    row_moments m = moments_of_row(features, epsilon, from);
    for (long f = 0; f < features; f++) to[f] = (from[f] - m.mean) * m.inverse * scale[f] + shift[f];
  }
}

CK_CLONES void ck_normalize_rows_backward(
    long rows, long features, double epsilon, const float *restrict x, const float *restrict scale,
    const float *restrict g, double *restrict scaleSum, double *restrict shiftSum, float *restrict out) {
  for (long f = 0; f < features; f++) scaleSum[f] = shiftSum[f] = 0;
  for (long r = 0; r < rows; r++) {
    const float *restrict row = x + r * features;
    const float *restrict slope = g + r * features;
    row_moments m = moments_of_row(features, epsilon, row);
    for (long f = 0; f < features; f++) {
      scaleSum[f] += (double)(slope[f] * ((row[f] - m.mean) * m.inverse));
      shiftSum[f] += (double)slope[f];
    }
    if (!out) continue;
    partial_sums sums = {{0}}, products = {{0}};
    long whole = features / 16 * 16;
    for (long f = 0; f < whole; f += 16) {
      for (int i = 0; i < 16; i++) {
        float d = slope[f + i] * scale[f + i];
        sums.lanes[i] += d;
        products.lanes[i] += d * ((row[f + i] - m.mean) * m.inverse);
      }
    }
    for (long f = whole; f < features; f++) {
      float d = slope[f] * scale[f];
      sums.lanes[f - whole] += d;
      products.lanes[f - whole] += d * ((row[f] - m.mean) * m.inverse);
    }
    float mean = (float)(joined(&sums) / (double)features);
    float product = (float)(joined(&products) / (double)features);
    float *restrict to = out + r * features;
    for (long f = 0; f < features; f++) {
      to[f] = m.inverse * (slope[f] * scale[f] - mean - (row[f] - m.mean) * m.inverse * product);
    }
  }
}
