#include "regularizers.h"
#include "vectormath.h"
#include <math.h>

// Products are rounded before they are added, in vectors and in what is left of them alike.
#pragma STDC FP_CONTRACT OFF

CK_CLONES void ck_l2_gradient(long n, float factor, const float *w, float *g) {
  for (long i = 0; i < n; i++) g[i] += factor * w[i];
}

CK_CLONES void ck_l1_gradient(long n, float strength, const float *w, float *g) {
  for (long i = 0; i < n; i++) g[i] += w[i] > 0 ? strength : w[i] < 0 ? -strength : 0;
}

CK_CLONES void ck_shrink(long n, float by, float *w) {
  // The comparison is false for NaN, which therefore stays.
  for (long i = 0; i < n; i++) w[i] = vm_abs(w[i]) <= by ? 0 : vm_copysign(vm_abs(w[i]) - by, w[i]);
}

CK_CLONES void ck_clear(long n, const _Bool *mask, float *x) {
  for (long i = 0; i < n; i++) x[i] = mask[i] ? 0 : x[i];
}

void ck_limit_columns(long rows, long columns, long first, long last, double longest, float *w) {
  for (long start = first; start < last; start += CK_BLOCK) {
    long width = last - start < CK_BLOCK ? last - start : CK_BLOCK;
    double squares[CK_BLOCK] = {0};
    for (long row = 0; row < rows; row++)
      for (long k = 0; k < width; k++) {
        double x = w[row * columns + start + k];
        squares[k] += x * x;
      }
    for (long k = 0; k < width; k++) {
      double length = sqrt(squares[k]);
      if (!(length > longest) || !isfinite(length)) continue;
      float factor = (float)(longest / length);
      for (long row = 0; row < rows; row++) w[row * columns + start + k] *= factor;
    }
  }
}
