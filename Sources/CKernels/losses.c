#include "losses.h"
#include "vectormath.h"
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

// With m = max z at place `top` and R = Σ e^(z − m) over all other places: loss = m − z[label] + ln(1 + R), and
// ∂loss/∂z = softmax(z) − 1 at the label's place. Without the 1 in R nothing cancels where the network is sure and right.
CK_CLONES void ck_cross_entropy(
  long rows, long width, const float *z, const int32_t *labels, double share, double *losses, float *g) {
  blocks outputs;
  fill(&outputs, -INFINITY);
  for (long row = 0; row < rows; row++) {
    const float *zs = z + row * width;
    take(&outputs, zs, width);
    float highest[CK_BLOCK];
    for (int k = 0; k < CK_BLOCK; k++) highest[k] = -INFINITY;
    for (long i = 0; i < width; i += CK_BLOCK) {
      const float *block = block_at(&outputs, i);
      CK_LANES { highest[k] = block[k] > highest[k] ? block[k] : highest[k]; }
    }
    for (int half = CK_BLOCK / 2; half > 0; half /= 2) {
      for (int k = 0; k < half; k++) {
        highest[k] = highest[k + half] > highest[k] ? highest[k + half] : highest[k];
      }
    }
    float m = highest[0];
    long top = 0;
    while (top < width && zs[top] != m) top++;

    float *gs = g ? g + row * width : NULL;
    double lanes[CK_BLOCK] = {0};
    for (long i = 0; i < width; i += CK_BLOCK) {
      const float *block = block_at(&outputs, i);
      float powers[CK_BLOCK];
      CK_LANES {
        powers[k] = vm_exp(block[k] - m);
        lanes[k] += k == (int)(top - i) ? 0.0 : (double)powers[k];
      }
      if (gs) give(powers, gs, i, width);
    }
    double others = sum_of_lanes(lanes);
    int32_t label = labels[row];
    losses[row] = (double)m - (double)zs[label] + log1p(others);
    if (!gs) continue;

    double wrong = label == top ? others : 1 + others - (double)gs[label];
    float scale = (float)(share / (1 + others));
    for (long i = 0; i < width; i++) gs[i] *= scale;
    gs[label] = (float)(-wrong / (1 + others) * share);
  }
}
