#include "losses.h"
#include "algebra.h"
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

// ---- Cross-entropy: sixteen rows at a time, one in each lane, so that nothing is added or compared across lanes ----

typedef int32_t int16 __attribute__((vector_size(64), aligned(4), may_alias));

// A macro, since vectors may not cross even a call that disappears.
#define CHOSEN(condition, yes, no) (((condition) & (int16)(yes)) | (~(condition) & (int16)(no)))
// Up to 16 rows from one on of a matrix.
typedef struct {
  long rows, width;
} band;

CK_INLINE long columns_in_block(band b, long i) { return b.width - i < CK_BLOCK ? b.width - i : CK_BLOCK; }

// block[c][r] = row r's number i + c, where there is one.
CK_INLINE void read_block(float block[CK_BLOCK][CK_BLOCK], const float *z, band b, long i) {
  ck_transpose_part(b.rows, columns_in_block(b, i), z + i, b.width, block[0], CK_BLOCK);
}

// The other way round.
CK_INLINE void write_block(float block[CK_BLOCK][CK_BLOCK], float *g, band b, long i) {
  ck_transpose_part(columns_in_block(b, i), b.rows, block[0], CK_BLOCK, g + i, b.width);
}

// Of each row the largest number, and the first place where it stands; past the end if all are NaN.
typedef struct {
  float number[CK_BLOCK];
  int32_t place[CK_BLOCK];
} highest;

// `block` is left with the last block.
CK_INLINE void find_highest(highest *top, float block[CK_BLOCK][CK_BLOCK], const float *z, band b) {
  int16 past = (int16){0} + (int32_t)b.width, place = past;
  ck_float16 most = (ck_float16){0} - INFINITY;
  for (long i = 0; i < b.width; i += CK_BLOCK) {
    read_block(block, z, b, i);
    for (long c = 0; c < columns_in_block(b, i); c++) {
      int16 here = (int16){0} + (int32_t)(i + c);
      ck_float16 numbers = *(const ck_float16 *)block[c];
      int16 better = (numbers > most) | ((place == past) & (numbers == numbers));
      most = (ck_float16)CHOSEN(better, numbers, most);
      place = CHOSEN(better, here, place);
    }
  }
  *(ck_float16 *)top->number = most;
  *(int16 *)top->place = place;
}

CK_CLONES long ck_correct(long rows, long width, const float *z, const int32_t *labels) {
  long correct = 0;
  for (long row = 0; row < rows; row += CK_BLOCK) {
    band b = {rows - row < CK_BLOCK ? rows - row : CK_BLOCK, width};
    highest top;
    float block[CK_BLOCK][CK_BLOCK] = {{0}};
    find_highest(&top, block, z + row * width, b);
    for (long r = 0; r < b.rows; r++) correct += top.place[r] == labels[row + r];
  }
  return correct;
}

// block[c][r] = e^(z − m) for row r's number i + c, where m is the row's largest. A single block is there already.
CK_INLINE void raise_block(float block[CK_BLOCK][CK_BLOCK], const highest *top, const float *z, band b, long i) {
  if (b.width > CK_BLOCK) read_block(block, z, b, i);
  for (long c = 0; c < columns_in_block(b, i); c++) {
    CK_LANES block[c][k] = vm_exp(block[c][k] - top->number[k]);
  }
}

// With m = max z at place `top` and R = Σ e^(z − m) over all other places: loss = m − z[label] + ln(1 + R), and
// ∂loss/∂z = softmax(z) − 1 at the label's place. Without the 1 in R nothing cancels where the network is sure and right.
CK_INLINE void cross_entropy_of_rows(
  band b, const float *z, const int32_t *labels, double share, double *losses, float *g) {
  float block[CK_BLOCK][CK_BLOCK] = {{0}};
  highest top;
  find_highest(&top, block, z, b);
  int32_t target[CK_BLOCK] = {0};
  for (long r = 0; r < b.rows; r++) target[r] = labels[r];

  float own[CK_BLOCK] = {0};
  double sums[CK_BLOCK][CK_BLOCK] = {{0}};
  for (long i = 0; i < b.width; i += CK_BLOCK) {
    raise_block(block, &top, z, b, i);
    for (long c = 0; c < columns_in_block(b, i); c++) {
      int32_t place = (int32_t)(i + c);
      CK_LANES {
        float power = block[c][k], before = own[k];
        sums[c][k] += top.place[k] == place ? 0.0 : (double)power;
        own[k] = target[k] == place ? power : before;
      }
    }
  }
  for (int half = CK_BLOCK / 2; half > 0; half /= 2) {
    for (int c = 0; c < half && c + half < b.width; c++) CK_LANES sums[c][k] += sums[c + half][k];
  }
  const double *others = sums[0];
  double logarithms[CK_BLOCK];
  CK_LANES logarithms[k] = vm_log_one_plus_double(others[k]);
  for (long r = 0; r < b.rows; r++) {
    losses[r] = (double)top.number[r] - (double)z[r * b.width + labels[r]] + logarithms[r];
  }
  if (!g) return;

  float scale[CK_BLOCK], slope[CK_BLOCK];
  CK_LANES {
    double wrong = target[k] == top.place[k] ? others[k] : 1 + others[k] - (double)own[k];
    double each = share / (1 + others[k]);
    scale[k] = (float)each;
    slope[k] = (float)(-wrong * each);
  }
  for (long i = 0; i < b.width; i += CK_BLOCK) {
    if (b.width > CK_BLOCK) raise_block(block, &top, z, b, i);
    for (long c = 0; c < columns_in_block(b, i); c++) {
      int32_t place = (int32_t)(i + c);
      CK_LANES {
        float mean = block[c][k] * scale[k], here = slope[k];
        block[c][k] = target[k] == place ? here : mean;
      }
    }
    write_block(block, g, b, i);
  }
}

CK_CLONES void ck_cross_entropy(
  long rows, long width, const float *z, const int32_t *labels, double share, double *losses, float *g) {
  for (long row = 0; row < rows; row += CK_BLOCK) {
    band b = {rows - row < CK_BLOCK ? rows - row : CK_BLOCK, width};
    cross_entropy_of_rows(b, z + row * width, labels + row, share, losses + row, g ? g + row * width : NULL);
  }
}
