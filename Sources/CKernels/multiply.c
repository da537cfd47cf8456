// The one place that knows oneDNN's matrix product. Versions 2.6 (Debian 12) and 3.x declare it alike.
#include "algebra.h"

#include <oneapi/dnnl/dnnl.h>

// oneDNN asks OpenMP how many threads to use. One thread per caller: the bits do not depend on the machine, and
// libgomp's workers, which would wait busily between two products, are never started. Weak, because oneDNN may have
// been built for another runtime.
extern void omp_set_num_threads(int count) __attribute__((weak));

static void keep_to_calling_thread(void) {
  static _Thread_local bool done = false;
  if (done) return;
  if (omp_set_num_threads) omp_set_num_threads(1);
  done = true;
}

bool ck_multiply(
    bool transposeA, bool transposeB, long rows, long columns, long inner, const float *a, long leadingA,
    const float *b, long leadingB, float *c, long leadingC) {
  keep_to_calling_thread();
  return dnnl_sgemm(
             transposeA ? 'T' : 'N', transposeB ? 'T' : 'N', rows, columns, inner, 1.0f, a, leadingA, b, leadingB,
             0.0f, c, leadingC)
      == dnnl_success;
}
