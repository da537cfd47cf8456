#include "losses.h"
#include "vectormath.h"
#include <math.h>
#include <stddef.h>

// Sums run in one lane for each place within a block, in Double, and the lanes are added in order.
CK_INLINE double sum_of_lanes(const double *lanes) {
  double sum = 0;
  for (int k = 0; k < CK_BLOCK; k++) sum += lanes[k];
  return sum;
}

// The block of `row` that starts at i, padded with `filler` where the row ends within it.
CK_INLINE const float *block_at(const float *row, long i, long width, float filler, float *pad) {
  if (width - i >= CK_BLOCK) return row + i;
  for (int k = 0; k < CK_BLOCK; k++) pad[k] = filler;
  memcpy(pad, row + i, sizeof(float) * (size_t)(width - i));
  return pad;
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
  for (long row = 0; row < rows; row++) {                                                              \
    const float *ys = y + row * width;                                                                 \
    long hot = t ? -1 : width > 1 ? labels[row] : labels[row] - 1;                                     \
    double lanes[CK_BLOCK] = {0};                                                                      \
    for (long i = 0; i < width; i += CK_BLOCK) {                                                       \
      float pad[3][CK_BLOCK], slopes[CK_BLOCK];                                                        \
      const float *block = block_at(ys, i, width, filler, pad[0]), *targets = pad[1];                  \
      if (t) {                                                                                         \
        targets = block_at(t + row * width, i, width, 0.0f, pad[1]);                                   \
      } else {                                                                                         \
        for (int k = 0; k < CK_BLOCK; k++) pad[1][k] = i + k == hot ? 1.0f : 0.0f;                     \
      }                                                                                                \
      CK_LANES {                                                                                       \
        float Y = block[k], T = targets[k];                                                            \
        term F = (expression);                                                                         \
        lanes[k] += F.value;                                                                           \
        slopes[k] = F.slope * scale;                                                                   \
      }                                                                                                \
      long left = width - i < CK_BLOCK ? width - i : CK_BLOCK;                                         \
      if (g) memcpy(g + row * width + i, slopes, sizeof(float) * (size_t)left);                        \
    }                                                                                                  \
    losses[row] = sum_of_lanes(lanes) / (double)width;                                                 \
  }                                                                                                    \
  break

CK_CLONES void ck_loss_by_output(
  ck_loss f, float delta, long rows, long width, const float *y, const float *t, const int32_t *labels,
  double share, double *losses, float *g) {
  float scale = (float)(share / (double)width);
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
  for (long row = 0; row < rows; row++) {
    const float *zs = z + row * width;
    float pad[CK_BLOCK], highest[CK_BLOCK];
    for (int k = 0; k < CK_BLOCK; k++) highest[k] = -INFINITY;
    for (long i = 0; i < width; i += CK_BLOCK) {
      const float *block = block_at(zs, i, width, -INFINITY, pad);
      CK_LANES { highest[k] = block[k] > highest[k] ? block[k] : highest[k]; }
    }
    float m = highest[0];
    for (int k = 1; k < CK_BLOCK; k++) m = highest[k] > m ? highest[k] : m;
    long top = 0;
    while (top < width && zs[top] != m) top++;

    double lanes[CK_BLOCK] = {0};
    for (long i = 0; i < width; i += CK_BLOCK) {
      const float *block = block_at(zs, i, width, -INFINITY, pad);
      CK_LANES {
        float e = vm_exp(block[k] - m);
        lanes[k] += i + k == top ? 0.0 : (double)e;
      }
    }
    double others = sum_of_lanes(lanes);
    int32_t label = labels[row];
    losses[row] = (double)m - (double)zs[label] + log1p(others);
    if (!g) continue;

    float *gs = g + row * width;
    float scale = (float)(share / (1 + others));
    for (long i = 0; i < width; i += CK_BLOCK) {
      const float *block = block_at(zs, i, width, -INFINITY, pad);
      float slopes[CK_BLOCK];
      CK_LANES { slopes[k] = vm_exp(block[k] - m) * scale; }
      long left = width - i < CK_BLOCK ? width - i : CK_BLOCK;
      memcpy(gs + i, slopes, sizeof(float) * (size_t)left);
    }
    double wrong = label == top ? others : 1 + others - (double)vm_exp(zs[label] - m);
    gs[label] = (float)(-wrong / (1 + others) * share);
  }
}
