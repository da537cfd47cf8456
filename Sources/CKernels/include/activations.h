/// Activation functions over contiguous arrays. The formulas stand in Sources/NeuralNet/Activations; these
/// loops compute the same in Float, a vector at a time. All are elementwise: a range may be cut anywhere
/// without changing a bit, and an output may lie where an input lies.
#ifndef DESCENT_ACTIVATIONS_H
#define DESCENT_ACTIVATIONS_H

#include <stdbool.h>

typedef enum ck_activation {
  CK_IDENTITY,
  CK_SIGMOID,
  CK_HARD_SIGMOID,
  CK_TANH,
  CK_SOFTSIGN,
  CK_SOFTPLUS,
  CK_RELU,
  CK_LEAKY_RELU,
  CK_ELU,
  CK_SELU,
  CK_GELU,
  CK_GELU_TANH,
  CK_SWISH,
  CK_MISH,
} ck_activation;

/// Whether backward needs y = f(x) (true) or x (false). The other may have been overwritten.
bool ck_activation_backward_reads_output(ck_activation f);

/// y = f(x)   [n]. `parameter` is the slope of leaky ReLU, the α of ELU, and unused by the others.
void ck_activation_forward(ck_activation f, float parameter, long n, const float *x, float *y);

/// dx = g · f′(x)   [n]; g = ∂L/∂y.
void ck_activation_backward(
  ck_activation f, float parameter, long n, const float *x, const float *y, const float *g, float *dx);

// Leaky ReLU with a slope for each number: y = x for x > 0, a·x otherwise.

/// All [n].
void ck_leaky_forward(long n, const float *a, const float *x, float *y);
void ck_leaky_backward(long n, const float *a, const float *x, const float *g, float *dx);

/// a [width]; x, y, g, dx [rows, width].
void ck_leaky_rows_forward(long rows, long width, const float *a, const float *x, float *y);
void ck_leaky_rows_backward(
  long rows, long width, const float *a, const float *x, const float *g, float *dx);
/// da [width] = Σ over rows of g·x where x ≤ 0, added row after row.
void ck_leaky_rows_slope_gradient(long rows, long width, const float *x, const float *g, float *da);

#endif
