#include "statistics.h"

#include "wide.h"

#include <math.h>

// One block stays in the first cache for the second look, which takes deviations from the block's own mean.
enum { LANES = 16, BLOCK = 1024, QUICK_BLOCK = 8192 };

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

typedef double double16 __attribute__((vector_size(128), aligned(8)));
typedef int32_t int16 __attribute__((vector_size(64), aligned(4)));

// The same for ordinary numbers, whole vectors of them, in one pass: sums of sixteen terms in float, and those in Double. False
// for what needs the longer way: numbers that are not finite, whose squares float cannot hold, or that lie so close to their
// mean that the sum of squares says little about their deviations.
CK_INLINE bool look_quickly(long count, const float *x, block_sums *total, double *squaredDeviations) {
  enum { TERMS = 16 };
  double16 sum = {0}, absolute = {0}, squares = {0};
  int16 zeros = {0};
  ck_float16 least = *(const ck_float16 *)x, most = least;
  for (long start = 0; start < count; start += TERMS * LANES) {
    ck_float16 s = {0}, a = {0}, q = {0};
    long end = count - start < TERMS * LANES ? count : start + TERMS * LANES;
    for (long n = start; n < end; n += LANES) {
      ck_float16 v = *(const ck_float16 *)(x + n);
      ck_float16 size = (ck_float16)((int16)v & 0x7fffffff);
      s += v;
      a += size;
      q += v * v;
      zeros -= v == 0.0f;
      int16 less = v < least, more = v > most;
      least = (ck_float16)((less & (int16)v) | (~less & (int16)least));
      most = (ck_float16)((more & (int16)v) | (~more & (int16)most));
    }
    sum += __builtin_convertvector(s, double16);
    absolute += __builtin_convertvector(a, double16);
    squares += __builtin_convertvector(q, double16);
  }
  *total = (block_sums){0, 0, 0, count, 0, INFINITY, -INFINITY};
  for (int i = 0; i < LANES; i++) {
    total->sum += sum[i];
    total->absolute += absolute[i];
    total->squares += squares[i];
    total->zeros += zeros[i];
    total->minimum = least[i] < total->minimum ? least[i] : total->minimum;
    total->maximum = most[i] > total->maximum ? most[i] : total->maximum;
  }
  double largest = total->maximum > -total->minimum ? total->maximum : -total->minimum;
  *squaredDeviations = total->squares - total->sum * total->sum / (double)count;
  return total->absolute < 1e30 && largest > 1e-15 && largest < 1e15 && *squaredDeviations > 0.1 * total->squares;
}

void ck_join_summaries(ck_summary *into, const ck_summary *more) {
  into->notFinite += more->notFinite;
  if (more->count == 0) return;
  // Chan, Golub & LeVeque (1979): joining two sets' means and squared deviations.
  double before = (double)into->count, count = (double)more->count, gap = more->mean - into->mean;
  into->squaredDeviations += more->squaredDeviations + gap * gap * before * count / (before + count);
  into->mean += gap * count / (before + count);
  if (into->count == 0 || more->minimum < into->minimum) into->minimum = more->minimum;
  if (into->count == 0 || more->maximum > into->maximum) into->maximum = more->maximum;
  into->count += more->count;
  into->zeros += more->zeros;
  into->sumAbsolute += more->sumAbsolute;
  into->sumSquares += more->sumSquares;
}

CK_INLINE void join_block(ck_summary *summary, const block_sums *block, double squaredDeviations) {
  double mean = block->sum / (double)block->finite;
  ck_join_summaries(
      summary, &(ck_summary){
                   block->finite, 0, block->zeros, mean, squaredDeviations, block->absolute, block->squares,
                   block->minimum, block->maximum});
}

CK_INLINE void summarize_slowly(long count, const float *numbers, ck_summary *summary) {
  for (long start = 0; start < count; start += BLOCK) {
    long length = count - start < BLOCK ? count - start : BLOCK;
    block_sums block = look(length, numbers + start);
    summary->notFinite += length - block.finite;
    if (block.finite == 0) continue;
    join_block(summary, &block, deviations(length, numbers + start, block.sum / (double)block.finite));
  }
}

CK_CLONES void ck_summarize(long count, const float *numbers, ck_summary *summary) {
  long whole = count / LANES * LANES;
  for (long start = 0; start < whole; start += QUICK_BLOCK) {
    long length = whole - start < QUICK_BLOCK ? whole - start : QUICK_BLOCK;
    block_sums block;
    double squares;
    if (look_quickly(length, numbers + start, &block, &squares)) {
      join_block(summary, &block, squares);
    } else {
      summarize_slowly(length, numbers + start, summary);
    }
  }
  summarize_slowly(count - whole, numbers + whole, summary);
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
