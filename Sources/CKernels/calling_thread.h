// oneDNN asks OpenMP how many threads to use. One thread per caller: the bits do not depend on the machine, and
// libgomp's workers, which would wait busily between two calls, are never started.
#ifndef DESCENT_CALLING_THREAD_H
#define DESCENT_CALLING_THREAD_H

#include <stdbool.h>

// Weak, because oneDNN may have been built for another runtime.
extern void omp_set_num_threads(int count) __attribute__((weak));

static inline void keep_to_calling_thread(void) {
  static _Thread_local bool done = false;
  if (done) return;
  if (omp_set_num_threads) omp_set_num_threads(1);
  done = true;
}

#endif
