// Convolutions of 3×3 weights by Winograd's minimal filtering (winograd_transforms.h). Summed over channels, its products
// number by number become 16 matrix products, one for each place of a tile's 4×4: tiles by channels and channels by
// filters. ∂L/∂x is a convolution of ∂L/∂y with the weights turned by half a turn and their channels and filters exchanged.
#include "winograd.h"

#include "algebra.h"
#include "winograd_transforms.h"

#include <stdlib.h>
#include <string.h>

// Places of a tile's 4×4 numbers, and floats in a line of the cache.
enum { PLACES = 16, LINE = 16 };
// Tiles that are worked on together: as many as leave their numbers, before and after the products, in the second cache.
enum { MOST_TILES = 128, LEAST_TILES = 32, ROOM = 1 << 17 };

struct ck_winograd {
  ck_convolution_shape shape;
  long tiles;       // at most so many at once
  float *weights;   // [16, C, F], or the other way round; or the sums of a gradient
  float *left;      // [16, tiles, C]
  float *right;     // [16, tiles, F]
  float *turned;    // [3, 3, F, C]
  float *zeros;     // as many as there are channels or filters; numbers outside an image
  float *nowhere;   // as many; takes what would lie outside
};

bool ck_winograd_suits(ck_convolution_shape s) {
  return s.kernel == 3 && s.stride == 1 && s.channels % CK_WINOGRAD_LANES == 0 && s.filters % CK_WINOGRAD_LANES == 0
      && s.top < 3 && s.left < 3 && s.channels * s.filters <= 1 << 18 && ck_has_multiplier(CK_TILES_256);
}

// Between two places' matrices lies one line more than they need: else all would meet in the same sets of the cache.
static long plane(long rows, long columns) { return rows * columns + LINE; }

ck_winograd *ck_winograd_create(ck_convolution_shape shape) {
  ck_winograd *w = calloc(1, sizeof *w);
  if (!w) return NULL;
  w->shape = shape;
  long c = shape.channels, f = shape.filters, widest = c > f ? c : f;
  w->tiles = ROOM / PLACES / (c + f) / 8 * 8;
  if (w->tiles > MOST_TILES) w->tiles = MOST_TILES;
  if (w->tiles < LEAST_TILES) w->tiles = LEAST_TILES;
  struct {
    float **start;
    long count;
  } parts[] = {
      {&w->weights, PLACES * plane(c, f)}, {&w->left, PLACES * plane(w->tiles, c)},
      {&w->right, PLACES * plane(w->tiles, f)}, {&w->turned, 9 * c * f}, {&w->zeros, widest}, {&w->nowhere, widest}};
  for (unsigned long i = 0; i < sizeof parts / sizeof *parts; i++) {
    void *memory = NULL;
    if (posix_memalign(&memory, 64, sizeof(float) * (unsigned long)parts[i].count) != 0) {
      ck_winograd_destroy(w);
      return NULL;
    }
    *parts[i].start = memory;
  }
  memset(w->zeros, 0, sizeof(float) * (unsigned long)widest);
  return w;
}

void ck_winograd_destroy(ck_winograd *w) {
  if (!w) return;
  free(w->weights);
  free(w->left);
  free(w->right);
  free(w->turned);
  free(w->zeros);
  free(w->nowhere);
  free(w);
}

static ck_tiling cut(long height, long width, long channels, long outHeight, long outWidth, long top, long left) {
  return (ck_tiling){height, width, channels, (outHeight + 1) / 2, (outWidth + 1) / 2, top, left};
}

// The images x [C] that are looked at, and those that the tiles make, y [F].
static ck_tiling inputs_of(const ck_convolution_shape *s) {
  return cut(s->height, s->width, s->channels, s->outHeight, s->outWidth, s->top, s->left);
}
static ck_tiling outputs_of(const ck_convolution_shape *s) {
  return cut(s->outHeight, s->outWidth, s->filters, s->outHeight, s->outWidth, 0, 0);
}

// One after the other, 16 products of a [rows, inner] (stored the other way round if transposed) and b.
static bool multiply_places(ck_product product, long stepA, long stepB, long stepC) {
  for (int p = 0; p < PLACES; p++) {
    if (!ck_multiply(product)) return false;
    product.a += stepA, product.b += stepB, product.c += stepC;
  }
  return true;
}

// `to` from `from`, with w->weights [16, channels of from, channels of to].
static bool convolve(
    ck_winograd *w, long samples, const ck_tiling *from, const ck_tiling *to, float *before, float *after,
    const float *images, const float *bias, float *made) {
  long all = samples * to->down * to->across;
  long stepBefore = plane(w->tiles, from->channels), stepAfter = plane(w->tiles, to->channels);
  for (long first = 0; first < all; first += w->tiles) {
    long count = all - first < w->tiles ? all - first : w->tiles;
    ck_spread_inputs(from, first, count, w->zeros, images, before, stepBefore);
    ck_product product = {
        .rows = count, .columns = to->channels, .inner = from->channels, .a = before, .leadingA = from->channels,
        .b = w->weights, .leadingB = to->channels, .c = after, .leadingC = to->channels};
    if (!multiply_places(product, stepBefore, plane(from->channels, to->channels), stepAfter)) return false;
    ck_gather_outputs(to, first, count, after, stepAfter, bias, w->nowhere, made);
  }
  return true;
}

bool ck_winograd_forward(ck_winograd *w, long samples, const float *x, const float *weights, const float *bias, float *y) {
  const ck_convolution_shape *s = &w->shape;
  ck_tiling from = inputs_of(s), to = outputs_of(s);
  ck_spread_weights(s->channels * s->filters, weights, w->weights, plane(s->channels, s->filters));
  return convolve(w, samples, &from, &to, w->left, w->right, x, s->bias ? bias : NULL, y);
}

bool ck_winograd_backward_input(ck_winograd *w, long samples, const float *g, const float *weights, float *dx) {
  const ck_convolution_shape *s = &w->shape;
  long matrix = s->channels * s->filters;
  for (long place = 0; place < 9; place++) {
    ck_transpose(s->channels, s->filters, weights + (8 - place) * matrix, w->turned + place * matrix);
  }
  ck_spread_weights(matrix, w->turned, w->weights, plane(s->channels, s->filters));
  ck_tiling from = cut(s->outHeight, s->outWidth, s->filters, s->height, s->width, 2 - s->top, 2 - s->left);
  ck_tiling to = cut(s->height, s->width, s->channels, s->height, s->width, 0, 0);
  return convolve(w, samples, &from, &to, w->right, w->left, g, NULL, dx);
}

bool ck_winograd_backward_weights(ck_winograd *w, long samples, const float *x, const float *g, float *dw, float *db) {
  const ck_convolution_shape *s = &w->shape;
  ck_tiling from = inputs_of(s), to = outputs_of(s);
  long all = samples * to.down * to.across, step = plane(s->channels, s->filters);
  long stepLeft = plane(w->tiles, s->channels), stepRight = plane(w->tiles, s->filters);
  memset(w->weights, 0, sizeof(float) * (unsigned long)(PLACES * step));
  for (long first = 0; first < all; first += w->tiles) {
    long count = all - first < w->tiles ? all - first : w->tiles;
    ck_spread_inputs(&from, first, count, w->zeros, x, w->left, stepLeft);
    ck_spread_outputs(&to, first, count, w->zeros, g, w->right, stepRight);
    ck_product product = {
        .transposeA = true, .rows = s->channels, .columns = s->filters, .inner = count, .a = w->left,
        .leadingA = s->channels, .b = w->right, .leadingB = s->filters, .c = w->weights, .leadingC = s->filters,
        .goesOn = true};
    if (!multiply_places(product, stepLeft, stepRight, step)) return false;
  }
  ck_gather_weights(s->channels * s->filters, w->weights, step, dw);
  if (s->bias) ck_column_sums(samples * s->outHeight * s->outWidth, s->filters, g, db);
  return true;
}
