/// Convolution of images by oneDNN. Everything runs in the calling thread.
#ifndef DESCENT_CONVOLUTION_H
#define DESCENT_CONVOLUTION_H

#include <stdbool.h>

typedef struct ck_convolution_shape {
  long height, width, channels;
  long outHeight, outWidth, filters;
  /// The kernel is a square; so is the stride.
  long kernel, stride;
  /// Rows and columns of zeros around the image.
  long top, left, bottom, right;
  bool bias;
} ck_convolution_shape;

/// A convolution of a fixed number of samples, for one thread at a time.
typedef struct ck_convolution ck_convolution;

/// NULL without memory. Each of the three directions is prepared when it is first asked for, and takes memory then.
ck_convolution *ck_convolution_create(ck_convolution_shape shape, long samples);
void ck_convolution_destroy(ck_convolution *convolution);

// x [N, H, W, C]   w [K, K, C, F]   b [F]   y, g [N, H', W', F]. b and db are read and written only with a bias.
// All return false if the library refused.

/// y = x ∗ w + b
bool ck_convolution_forward(ck_convolution *convolution, const float *x, const float *w, const float *b, float *y);
/// dw = ∂L/∂w, db = ∂L/∂b
bool ck_convolution_backward_weights(
    ck_convolution *convolution, const float *x, const float *g, float *dw, float *db);
/// dx = ∂L/∂x
bool ck_convolution_backward_input(ck_convolution *convolution, const float *g, const float *w, float *dx);

#endif
