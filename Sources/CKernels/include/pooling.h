/// Pooling of images: each output number stands for a window of one channel. Windows lie wholly inside the image.
#ifndef DESCENT_POOLING_H
#define DESCENT_POOLING_H

#include <stdint.h>

typedef struct ck_pooling_shape {
  long height, width, channels;
  long outHeight, outWidth;
  long windowHeight, windowWidth, stride;
} ck_pooling_shape;

// x, dx [N, H, W, C]   y, g [N, H', W', C]

/// y = the largest of each window, or NaN if one is; winners [N, H', W', C]: its place, counted row by row. The first
/// of equals wins.
void ck_maxpool_forward(ck_pooling_shape shape, long samples, const float *x, float *y, int32_t *winners);
void ck_maxpool_backward(ck_pooling_shape shape, long samples, const float *g, const int32_t *winners, float *dx);

/// y = mean of each window
void ck_avgpool_forward(ck_pooling_shape shape, long samples, const float *x, float *y);
void ck_avgpool_backward(ck_pooling_shape shape, long samples, const float *g, float *dx);

#endif
