/// Losses over rows of outputs. The formulas stand in Sources/NeuralNet/Losses. Each row is worked off by itself
/// and in a fixed order: rows may be cut anywhere without changing a bit.
#ifndef DESCENT_LOSSES_H
#define DESCENT_LOSSES_H

#include <stdint.h>

typedef enum ck_loss {
  CK_SQUARED_ERROR,
  CK_ABSOLUTE_ERROR,
  CK_HUBER,
  CK_BINARY_CROSS_ENTROPY,
} ck_loss;

/// losses [rows]: mean over a row of the loss of y against its targets; g [rows, width]: ∂losses/∂y · share, or
/// NULL. Targets are t [rows, width], or, where t is NULL, 1 for the label's place and 0 elsewhere (for width 1:
/// the label itself, 0 or 1). `delta` is Huber's.
void ck_loss_by_output(
  ck_loss f, float delta, long rows, long width, const float *y, const float *t, const int32_t *labels,
  double share, double *losses, float *g);

/// How many rows of z [rows, width] are largest, of equals first, at their label's place.
long ck_correct(long rows, long width, const float *z, const int32_t *labels);

/// losses [rows]: −log softmax(z)[label]; g [rows, width]: ∂losses/∂z · share, or NULL.
void ck_cross_entropy(
  long rows, long width, const float *z, const int32_t *labels, double share, double *losses, float *g);

#endif
