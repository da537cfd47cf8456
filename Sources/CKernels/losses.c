#include "losses.h"
#include "vectormath.h"
#include "wide.h"
#include <math.h>
#include <stddef.h>

// Sums run in one lane for each place within a block, in Double; the lanes are added pair by pair, always alike.
CK_INLINE double sum_of_lanes(double *lanes) {
  for (int half = CK_BLOCK / 2; half > 0; half /= 2) {
    for (int k = 0; k < half; k++) lanes[k] += lanes[k + half];
  }
  return lanes[0];
}

// A row as blocks: `last` holds what a whole block does not, and fillers behind.
typedef struct {
  const float *row;
  long whole;
  float last[CK_BLOCK];
} blocks;

CK_INLINE void fill(blocks *b, float filler) {
  for (int k = 0; k < CK_BLOCK; k++) b->last[k] = filler;
}

CK_INLINE void take(blocks *b, const float *row, long width) {
  b->row = row;
  b->whole = width / CK_BLOCK * CK_BLOCK;
  for (long i = b->whole; i < width; i++) b->last[i - b->whole] = row[i];
}

CK_INLINE const float *block_at(const blocks *b, long i) { return i < b->whole ? b->row + i : b->last; }

CK_INLINE void give(const float *block, float *row, long i, long width) {
  if (width - i >= CK_BLOCK) {
    memcpy(row + i, block, sizeof(float) * CK_BLOCK);
  } else {
    for (long k = i; k < width; k++) row[k] = block[k - i];
  }
}

// ---- Losses that are a mean over outputs: f(y, t) and ∂f/∂y ----

typedef struct {
  double value;
  float slope;
} term;

CK_INLINE term squared_error(float y, float t) {
  float d = y - t;
  return (term){(double)d * (double)d, 2.0f * d};
}

CK_INLINE term absolute_error(float y, float t) {
  float d = y - t;
  return (term){(double)vm_abs(d), d == 0 ? 0.0f : vm_copysign(d != d ? d : 1.0f, d)};
}

CK_INLINE term huber(float y, float t, float delta) {
  float d = y - t;
  float size = vm_abs(d);
  double far = (double)delta * ((double)size - 0.5 * (double)delta);
  return (term){size > delta ? far : 0.5 * (double)d * (double)d, vm_at_most(vm_at_least(d, -delta), delta)};
}

// With e = e^(−|z|): −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) = max(z, 0) − z·t + ln(1 + e), and its slope
// σ(z) − t = (1 − t)·σ(z) − t·σ(−z), both without cancellation for t = 0 and t = 1.
CK_INLINE term binary_cross_entropy(float z, float t) {
  float e = vm_exp(-vm_abs(z));
  float s = 1.0f / (1.0f + e);
  float up = z < 0 ? e * s : s, down = z < 0 ? s : e * s;
  float wrong = z > 0 ? (1.0f - t) * z : -t * z;
  return (term){(double)wrong + (double)vm_log_one_plus(e), (1.0f - t) * up - t * down};
}

// One loop for each loss. The filler is an output whose loss against the target 0 is 0.
#define BY_OUTPUT(filler, expression)                                                                  \
  fill(&outputs, filler);                                                                              \
  for (long row = 0; row < rows; row++) {                                                              \
    long hot = t ? -1 : width > 1 ? labels[row] : labels[row] - 1;                                     \
    take(&outputs, y + row * width, width);                                                            \
    if (t) take(&targets, t + row * width, width);                                                     \
    double lanes[CK_BLOCK] = {0};                                                                      \
    for (long i = 0; i < width; i += CK_BLOCK) {                                                       \
      float slopes[CK_BLOCK];                                                                          \
      const float *ys = block_at(&outputs, i), *ts = t ? block_at(&targets, i) : targets.last;         \
      if (!t) {                                                                                        \
        for (int k = 0; k < CK_BLOCK; k++) targets.last[k] = k == (int)(hot - i) ? 1.0f : 0.0f;        \
      }                                                                                                \
      CK_LANES {                                                                                       \
        float Y = ys[k], T = ts[k];                                                                    \
        term F = (expression);                                                                         \
        lanes[k] += F.value;                                                                           \
        slopes[k] = F.slope * scale;                                                                   \
      }                                                                                                \
      if (g) give(slopes, g + row * width, i, width);                                                  \
    }                                                                                                  \
    losses[row] = sum_of_lanes(lanes) / (double)width;                                                 \
  }                                                                                                    \
  break

CK_CLONES void ck_loss_by_output(
  ck_loss f, float delta, long rows, long width, const float *y, const float *t, const int32_t *labels,
  double share, double *losses, float *g) {
  float scale = (float)(share / (double)width);
  blocks outputs, targets;
  fill(&targets, 0.0f);
  switch (f) {
  case CK_SQUARED_ERROR: BY_OUTPUT(0.0f, squared_error(Y, T));
  case CK_ABSOLUTE_ERROR: BY_OUTPUT(0.0f, absolute_error(Y, T));
  case CK_HUBER: BY_OUTPUT(0.0f, huber(Y, T, delta));
  case CK_BINARY_CROSS_ENTROPY: BY_OUTPUT(-1000.0f, binary_cross_entropy(Y, T));
  }
}

// ---- Cross-entropy ----

typedef int32_t int16 __attribute__((vector_size(64), aligned(4)));

// Macros, since vectors may not cross even a call that disappears.
#define CHOSEN(condition, yes, no) (((condition) & (yes)) | (~(condition) & (no)))
#define LARGER(a, b) (ck_float16)CHOSEN((b) > (a), (int16)(b), (int16)(a))
#define SMALLER(a, b) CHOSEN((b) < (a), (b), (a))

static const int32_t places[CK_BLOCK] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

// Numbers i … i + 15 of a row of `width`; behind its end −∞. `room` numbers may be read from here on.
CK_INLINE void read_block(ck_float16 *block, const float *row, long i, long width, long room) {
  ck_float16 nothing = (ck_float16){0} - INFINITY;
  if (width - i >= CK_BLOCK) {
    *block = *(const ck_float16 *)(row + i);
  } else if (room - i >= CK_BLOCK) {
    int16 inside = *(const int16 *)places < (int32_t)(width - i);
    *block = (ck_float16)CHOSEN(inside, *(const int16 *)(row + i), (int16)nothing);
  } else {
    *block = nothing;
    for (long k = i; k < width; k++) (*block)[k - i] = row[k];
  }
}

// The largest number of a row, and the first place where it stands; past the end if all are NaN.
typedef struct {
  float number;
  int32_t place;
} highest;

// x becomes, in every lane, what `join` makes of all lanes.
#define CK_REDUCE(x, join)                                                                             \
  do {                                                                                                 \
    x = join(x, __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)); \
    x = join(x, __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11)); \
    x = join(x, __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)); \
    x = join(x, __builtin_shufflevector(x, x, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)); \
  } while (0)

CK_INLINE highest highest_of(const float *row, long width, long room) {
  ck_float16 most = (ck_float16){0} - INFINITY;
  for (long i = 0; i < width; i += CK_BLOCK) {
    ck_float16 block;
    read_block(&block, row, i, width, room);
    most = LARGER(most, block);
  }
  CK_REDUCE(most, LARGER);
  int16 first = (int16){0} + (int32_t)width;
  for (long i = 0; i < width; i += CK_BLOCK) {
    int16 here = *(const int16 *)places + (int32_t)i, past = (int16){0} + (int32_t)width;
    ck_float16 block;
    read_block(&block, row, i, width, room);
    int16 found = CHOSEN(block == most, here, past);
    first = SMALLER(first, found);
  }
  CK_REDUCE(first, SMALLER);
  return (highest){most[0], first[0]};
}

CK_CLONES long ck_correct(long rows, long width, const float *z, const int32_t *labels) {
  long correct = 0;
  for (long row = 0; row < rows; row++) {
    correct += highest_of(z + row * width, width, (rows - row) * width).place == labels[row];
  }
  return correct;
}

// Rows that go through one part of the work after the other, so that the processor can work on several at once.
enum { ROWS_AT_ONCE = 16 };

typedef struct {
  highest top[ROWS_AT_ONCE];
  double others[ROWS_AT_ONCE];
} row_sums;

// With m = max z at place `top` and R = Σ e^(z − m) over all other places: loss = m − z[label] + ln(1 + R), and
// ∂loss/∂z = softmax(z) − 1 at the label's place. Without the 1 in R nothing cancels where the network is sure and right.
// The first `room` numbers of z and g are there, which is more than these rows where others follow.
CK_INLINE void cross_entropy_of_rows(
  long rows, long width, long room, const float *z, const int32_t *labels, double share, double *losses, float *g) {
  row_sums sums;
  for (long row = 0; row < rows; row++) {
    sums.top[row] = highest_of(z + row * width, width, room - row * width);
  }
  for (long row = 0; row < rows; row++) {
    highest top = sums.top[row];
    double lanes[CK_BLOCK] = {0};
    for (long i = 0; i < width; i += CK_BLOCK) {
      float block[CK_BLOCK], powers[CK_BLOCK];
      read_block((ck_float16 *)block, z + row * width, i, width, room - row * width);
      CK_LANES {
        powers[k] = vm_exp(block[k] - top.number);
        lanes[k] += k == (int)(top.place - i) ? 0.0 : (double)powers[k];
      }
      // What lies behind the row is the next one's, which is still to come.
      if (g) give(powers, g + row * width, i, room - row * width);
    }
    sums.others[row] = sum_of_lanes(lanes);
  }
  for (long row = 0; row < rows; row++) {
    highest top = sums.top[row];
    double others = sums.others[row];
    int32_t label = labels[row];
    losses[row] = (double)top.number - (double)z[row * width + label] + log1p(others);
    if (!g) continue;
    float *gs = g + row * width;
    double wrong = label == top.place ? others : 1 + others - (double)gs[label];
    double scale = share / (1 + others);
    for (long i = 0; i < width; i++) gs[i] *= (float)scale;
    gs[label] = (float)(-wrong * scale);
  }
}

CK_CLONES void ck_cross_entropy(
  long rows, long width, const float *z, const int32_t *labels, double share, double *losses, float *g) {
  for (long row = 0; row < rows; row += ROWS_AT_ONCE) {
    long count = rows - row < ROWS_AT_ONCE ? rows - row : ROWS_AT_ONCE;
    cross_entropy_of_rows(
      count, width, (rows - row) * width, z + row * width, labels + row, share, losses + row,
      g ? g + row * width : NULL);
  }
}
