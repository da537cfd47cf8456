#include "statistics.h"

#include "wide.h"

#include <math.h>

// One block stays in the first cache for the second look, which takes deviations from the block's own mean.
enum { LANES = 16, BLOCK = 1024 };

typedef struct {
  double sum, absolute, squares;
  long finite, zeros;
  float minimum, maximum;
} block_sums;

CK_INLINE bool is_finite(float x) {
  union {
    float number;
    uint32_t bits;
  } view = {x};
  return (view.bits & 0x7f800000u) != 0x7f800000u;
}

// Every lane takes each sixteenth number, so that the sums do not depend on the processor's width.
CK_INLINE block_sums look(long count, const float *restrict x) {
  double sum[LANES] = {0}, absolute[LANES] = {0}, squares[LANES] = {0};
  int32_t finite[LANES] = {0}, zeros[LANES] = {0};
  float least[LANES], most[LANES];
  for (int i = 0; i < LANES; i++) {
    least[i] = INFINITY;
    most[i] = -INFINITY;
  }
  long whole = count / LANES * LANES;
#define CK_TAKE(i, number)                             \
  do {                                                 \
    float v = (number);                                \
    bool good = is_finite(v);                          \
    double d = good ? (double)v : 0.0;                 \
    sum[i] += d;                                       \
    absolute[i] += fabs(d);                            \
    squares[i] += d * d;                               \
    finite[i] += good;                                 \
    zeros[i] += v == 0.0f;                             \
    least[i] = good && v < least[i] ? v : least[i];    \
    most[i] = good && v > most[i] ? v : most[i];       \
  } while (0)
  for (long n = 0; n < whole; n += LANES) {
    for (int i = 0; i < LANES; i++) CK_TAKE(i, x[n + i]);
  }
  for (long n = whole; n < count; n++) CK_TAKE(n - whole, x[n]);
#undef CK_TAKE
  block_sums total = {0, 0, 0, 0, 0, INFINITY, -INFINITY};
  for (int i = 0; i < LANES; i++) {
    total.sum += sum[i];
    total.absolute += absolute[i];
    total.squares += squares[i];
    total.finite += finite[i];
    total.zeros += zeros[i];
    total.minimum = least[i] < total.minimum ? least[i] : total.minimum;
    total.maximum = most[i] > total.maximum ? most[i] : total.maximum;
  }
  return total;
}

CK_INLINE double deviations(long count, const float *restrict x, double mean) {
  double squares[LANES] = {0};
  long whole = count / LANES * LANES;
  for (long n = 0; n < whole; n += LANES) {
    for (int i = 0; i < LANES; i++) {
      double d = is_finite(x[n + i]) ? (double)x[n + i] - mean : 0.0;
      squares[i] += d * d;
    }
  }
  for (long n = whole; n < count; n++) {
    double d = is_finite(x[n]) ? (double)x[n] - mean : 0.0;
    squares[n - whole] += d * d;
  }
  double total = 0;
  for (int i = 0; i < LANES; i++) total += squares[i];
  return total;
}

CK_CLONES void ck_summarize(long count, const float *numbers, ck_summary *summary) {
  for (long start = 0; start < count; start += BLOCK) {
    long length = count - start < BLOCK ? count - start : BLOCK;
    const float *x = numbers + start;
    block_sums block = look(length, x);
    summary->notFinite += length - block.finite;
    if (block.finite == 0) continue;
    double mean = block.sum / (double)block.finite;
    double squares = deviations(length, x, mean);
    // Chan, Golub & LeVeque (1979): joining two sets' means and squared deviations.
    double before = (double)summary->count, more = (double)block.finite, gap = mean - summary->mean;
    summary->squaredDeviations += squares + gap * gap * before * more / (before + more);
    summary->mean += gap * more / (before + more);
    if (summary->count == 0 || block.minimum < summary->minimum) summary->minimum = block.minimum;
    if (summary->count == 0 || block.maximum > summary->maximum) summary->maximum = block.maximum;
    summary->count += block.finite;
    summary->zeros += block.zeros;
    summary->sumAbsolute += block.absolute;
    summary->sumSquares += block.squares;
  }
}

CK_CLONES bool ck_all_finite(long count, const float *numbers) {
  const ck_word *bits = (const ck_word *)numbers;
  for (long start = 0; start < count; start += BLOCK) {
    long end = count - start < BLOCK ? count : start + BLOCK;
    uint32_t bad = 0;
    for (long i = start; i < end; i++) bad |= (bits[i] & 0x7f800000u) == 0x7f800000u;
    if (bad) return false;
  }
  return true;
}

CK_CLONES double ck_sum_squares(long count, const float *restrict x) {
  double squares[LANES] = {0};
  long whole = count / LANES * LANES;
  for (long n = 0; n < whole; n += LANES) {
    for (int i = 0; i < LANES; i++) squares[i] += (double)x[n + i] * (double)x[n + i];
  }
  for (long n = whole; n < count; n++) squares[n - whole] += (double)x[n] * (double)x[n];
  double total = 0;
  for (int i = 0; i < LANES; i++) total += squares[i];
  return total;
}
