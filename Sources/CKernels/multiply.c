// The one place that knows oneDNN's matrix product. Versions 2.6 (Debian 12) and 3.x declare it alike.
#include "algebra.h"

#include "calling_thread.h"

#include <oneapi/dnnl/dnnl.h>

bool ck_multiply(
    bool transposeA, bool transposeB, long rows, long columns, long inner, const float *a, long leadingA,
    const float *b, long leadingB, float *c, long leadingC) {
  keep_to_calling_thread();
  return dnnl_sgemm(
             transposeA ? 'T' : 'N', transposeB ? 'T' : 'N', rows, columns, inner, 1.0f, a, leadingA, b, leadingB,
             0.0f, c, leadingC)
      == dnnl_success;
}
