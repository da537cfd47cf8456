/// Convolutions of 3×3 weights with 16 multiplications for every 2×2 outputs instead of 36. Everything runs in the
/// calling thread.
#ifndef DESCENT_WINOGRAD_H
#define DESCENT_WINOGRAD_H

#include "convolution.h"

/// Room for one convolution at a time, of any number of samples.
typedef struct ck_winograd ck_winograd;

/// Whether it can be done, and is faster than the library.
bool ck_winograd_suits(ck_convolution_shape shape);

/// NULL without memory.
ck_winograd *ck_winograd_create(ck_convolution_shape shape);
void ck_winograd_destroy(ck_winograd *winograd);

// As in convolution.h. All return false if a product was refused.

bool ck_winograd_forward(
    ck_winograd *winograd, long samples, const float *x, const float *w, const float *b, float *y);
bool ck_winograd_backward_weights(
    ck_winograd *winograd, long samples, const float *x, const float *g, float *dw, float *db);
bool ck_winograd_backward_input(ck_winograd *winograd, long samples, const float *g, const float *w, float *dx);

#endif
