// Winograd's minimal filtering F(2×2, 3×3) for images, after Lavin & Gray (2015), arXiv:1509.09308. For one tile of 2×2
// outputs y, the 4×4 inputs d that they depend on, and weights w:
//
//   y = Aᵀ[(G·w·Gᵀ) ⊙ (Bᵀ·d·B)]A      Bᵀ = 1  0 −1  0    G = 1  0  0     Aᵀ = 1  1  1  0
//                                           0  1  1  0        ½  ½  ½          0  1 −1 −1
//                                           0 −1  1  0        ½ −½  ½
//                                           0  1  0 −1        0  0  1
//
// Summed over channels, ⊙ becomes 16 matrix products, one for each place of the 4×4: tiles by channels and channels by
// filters. The same bilinear form read the other way gives ∂L/∂w = Gᵀ[Σ (Bᵀ·d·B) ⊙ (A·g·Aᵀ)]G, and ∂L/∂d is a convolution
// of g with the weights turned by half a turn and their channels and filters exchanged.
#include "winograd.h"

#include "algebra.h"
#include "wide.h"

#include <stdlib.h>
#include <string.h>

// Places of a tile's 4×4 numbers, lanes of a vector, and floats in a line of the cache.
enum { PLACES = 16, LANES = 16, LINE = 16 };
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
  return s.kernel == 3 && s.stride == 1 && s.channels % LANES == 0 && s.filters % LANES == 0 && s.top < 3 && s.left < 3
      && s.channels * s.filters <= 1 << 18 && ck_has_multiplier(CK_TILES_256);
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

// ---- Weights: [3, 3, C, F] to 16 matrices [C, F], and back for their gradient ----

CK_CLONES static void spread_weights(long count, const float *from, float *to, long step) {
  const ck_float16 half = (ck_float16){0} + 0.5f;
  for (long i = 0; i < count; i += LANES) {
    ck_float16 rows[4][3];
    for (int b = 0; b < 3; b++) {
      ck_float16 top = *(const ck_float16 *)(from + b * count + i);
      ck_float16 middle = *(const ck_float16 *)(from + (3 + b) * count + i);
      ck_float16 bottom = *(const ck_float16 *)(from + (6 + b) * count + i);
      ck_float16 ends = top + bottom;
      rows[0][b] = top;
      rows[1][b] = half * (ends + middle);
      rows[2][b] = half * (ends - middle);
      rows[3][b] = bottom;
    }
    for (int a = 0; a < 4; a++) {
      float *place = to + 4 * a * step + i;
      ck_float16 ends = rows[a][0] + rows[a][2];
      *(ck_float16 *)place = rows[a][0];
      *(ck_float16 *)(place + step) = half * (ends + rows[a][1]);
      *(ck_float16 *)(place + 2 * step) = half * (ends - rows[a][1]);
      *(ck_float16 *)(place + 3 * step) = rows[a][2];
    }
  }
}

CK_CLONES static void gather_weights(long count, const float *from, long step, float *to) {
  const ck_float16 half = (ck_float16){0} + 0.5f;
  for (long i = 0; i < count; i += LANES) {
    ck_float16 rows[3][4];
    for (int b = 0; b < 4; b++) {
      ck_float16 first = *(const ck_float16 *)(from + b * step + i);
      ck_float16 second = *(const ck_float16 *)(from + (4 + b) * step + i);
      ck_float16 third = *(const ck_float16 *)(from + (8 + b) * step + i);
      ck_float16 fourth = *(const ck_float16 *)(from + (12 + b) * step + i);
      ck_float16 inner = half * (second + third);
      rows[0][b] = first + inner;
      rows[1][b] = half * (second - third);
      rows[2][b] = inner + fourth;
    }
    for (int a = 0; a < 3; a++) {
      float *place = to + 3 * a * count + i;
      ck_float16 inner = half * (rows[a][1] + rows[a][2]);
      *(ck_float16 *)place = rows[a][0] + inner;
      *(ck_float16 *)(place + count) = half * (rows[a][1] - rows[a][2]);
      *(ck_float16 *)(place + 2 * count) = inner + rows[a][3];
    }
  }
}

// ---- Images: tiles of them to 16 matrices [tiles, channels], and back ----

// Images of one extent, cut into tiles of 2×2 outputs.
typedef struct {
  long height, width, channels;  // of the image
  long down, across;             // tiles of one image
  long top, left;                // of the first tile's first number above and left of the image
} tiling;

typedef struct {
  long image, row, column;
} tile_place;

CK_INLINE tile_place place_of(const tiling *t, long tile) {
  long image = tile / (t->down * t->across), rest = tile % (t->down * t->across);
  return (tile_place){image, rest / t->across, rest % t->across};
}

CK_INLINE void step_on(const tiling *t, tile_place *place) {
  if (++place->column < t->across) return;
  place->column = 0;
  if (++place->row < t->down) return;
  place->row = 0;
  place->image++;
}

// Bᵀ·d·B of tiles first ..< first + count. Outside the image there are zeros.
CK_CLONES static void spread_inputs(
    const tiling *t, long first, long count, const float *zeros, const float *images, float *to, long step) {
  tile_place place = place_of(t, first);
  for (long n = 0; n < count; n++, step_on(t, &place)) {
    long row = 2 * place.row - t->top, column = 2 * place.column - t->left;
    const float *image = images + place.image * t->height * t->width * t->channels;
    const float *sources[4][4];
    for (long i = 0; i < 4; i++) {
      for (long j = 0; j < 4; j++) {
        long r = row + i, c = column + j;
        int inside = r >= 0 && r < t->height && c >= 0 && c < t->width;
        sources[i][j] = inside ? image + (r * t->width + c) * t->channels : zeros;
      }
    }
    float *target = to + n * t->channels;
    for (long c = 0; c < t->channels; c += LANES) {
      ck_float16 rows[4][4];
      for (int j = 0; j < 4; j++) {
        ck_float16 d0 = *(const ck_float16 *)(sources[0][j] + c), d1 = *(const ck_float16 *)(sources[1][j] + c);
        ck_float16 d2 = *(const ck_float16 *)(sources[2][j] + c), d3 = *(const ck_float16 *)(sources[3][j] + c);
        rows[0][j] = d0 - d2;
        rows[1][j] = d1 + d2;
        rows[2][j] = d2 - d1;
        rows[3][j] = d1 - d3;
      }
      for (int i = 0; i < 4; i++) {
        float *line = target + 4 * i * step + c;
        *(ck_float16 *)line = rows[i][0] - rows[i][2];
        *(ck_float16 *)(line + step) = rows[i][1] + rows[i][2];
        *(ck_float16 *)(line + 2 * step) = rows[i][2] - rows[i][1];
        *(ck_float16 *)(line + 3 * step) = rows[i][1] - rows[i][3];
      }
    }
  }
}

// Aᵀ·m·A, and the bias, to the outputs of tiles first ..< first + count. `nowhere` takes what lies outside the image.
CK_CLONES static void gather_outputs(
    const tiling *t, long first, long count, const float *from, long step, const float *bias, float *nowhere,
    float *images) {
  tile_place place = place_of(t, first);
  for (long n = 0; n < count; n++, step_on(t, &place)) {
    float *image = images + place.image * t->height * t->width * t->channels;
    float *targets[2][2];
    for (long i = 0; i < 2; i++) {
      for (long j = 0; j < 2; j++) {
        long r = 2 * place.row + i, c = 2 * place.column + j;
        targets[i][j] = r < t->height && c < t->width ? image + (r * t->width + c) * t->channels : nowhere;
      }
    }
    const float *source = from + n * t->channels;
    for (long c = 0; c < t->channels; c += LANES) {
      ck_float16 rows[2][4];
      for (int j = 0; j < 4; j++) {
        ck_float16 m0 = *(const ck_float16 *)(source + j * step + c);
        ck_float16 m1 = *(const ck_float16 *)(source + (4 + j) * step + c);
        ck_float16 m2 = *(const ck_float16 *)(source + (8 + j) * step + c);
        ck_float16 m3 = *(const ck_float16 *)(source + (12 + j) * step + c);
        rows[0][j] = m0 + (m1 + m2);
        rows[1][j] = (m1 - m2) - m3;
      }
      ck_float16 start = {0};
      if (bias) start = *(const ck_float16 *)(bias + c);
      for (int i = 0; i < 2; i++) {
        *(ck_float16 *)(targets[i][0] + c) = start + (rows[i][0] + (rows[i][1] + rows[i][2]));
        *(ck_float16 *)(targets[i][1] + c) = start + ((rows[i][1] - rows[i][2]) - rows[i][3]);
      }
    }
  }
}

// A·g·Aᵀ of the outputs' gradients of tiles first ..< first + count.
CK_CLONES static void spread_outputs(
    const tiling *t, long first, long count, const float *zeros, const float *images, float *to, long step) {
  tile_place place = place_of(t, first);
  for (long n = 0; n < count; n++, step_on(t, &place)) {
    const float *image = images + place.image * t->height * t->width * t->channels;
    const float *sources[2][2];
    for (long i = 0; i < 2; i++) {
      for (long j = 0; j < 2; j++) {
        long r = 2 * place.row + i, c = 2 * place.column + j;
        sources[i][j] = r < t->height && c < t->width ? image + (r * t->width + c) * t->channels : zeros;
      }
    }
    float *target = to + n * t->channels;
    for (long c = 0; c < t->channels; c += LANES) {
      ck_float16 rows[4][2];
      for (int j = 0; j < 2; j++) {
        ck_float16 g0 = *(const ck_float16 *)(sources[0][j] + c), g1 = *(const ck_float16 *)(sources[1][j] + c);
        rows[0][j] = g0;
        rows[1][j] = g0 + g1;
        rows[2][j] = g0 - g1;
        rows[3][j] = -g1;
      }
      for (int i = 0; i < 4; i++) {
        float *line = target + 4 * i * step + c;
        *(ck_float16 *)line = rows[i][0];
        *(ck_float16 *)(line + step) = rows[i][0] + rows[i][1];
        *(ck_float16 *)(line + 2 * step) = rows[i][0] - rows[i][1];
        *(ck_float16 *)(line + 3 * step) = -rows[i][1];
      }
    }
  }
}

// ---- The convolutions ----

static tiling cut(long height, long width, long channels, long outHeight, long outWidth, long top, long left) {
  return (tiling){height, width, channels, (outHeight + 1) / 2, (outWidth + 1) / 2, top, left};
}

// The images x [C] that are looked at, and those that the tiles make, y [F].
static tiling inputs_of(const ck_convolution_shape *s) {
  return cut(s->height, s->width, s->channels, s->outHeight, s->outWidth, s->top, s->left);
}
static tiling outputs_of(const ck_convolution_shape *s) {
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
    ck_winograd *w, long samples, const tiling *from, const tiling *to, float *before, float *after, const float *images,
    const float *bias, float *made) {
  long all = samples * to->down * to->across;
  long stepBefore = plane(w->tiles, from->channels), stepAfter = plane(w->tiles, to->channels);
  for (long first = 0; first < all; first += w->tiles) {
    long count = all - first < w->tiles ? all - first : w->tiles;
    spread_inputs(from, first, count, w->zeros, images, before, stepBefore);
    ck_product product = {
        .rows = count, .columns = to->channels, .inner = from->channels, .a = before, .leadingA = from->channels,
        .b = w->weights, .leadingB = to->channels, .c = after, .leadingC = to->channels};
    if (!multiply_places(product, stepBefore, plane(from->channels, to->channels), stepAfter)) return false;
    gather_outputs(to, first, count, after, stepAfter, bias, w->nowhere, made);
  }
  return true;
}

bool ck_winograd_forward(ck_winograd *w, long samples, const float *x, const float *weights, const float *bias, float *y) {
  const ck_convolution_shape *s = &w->shape;
  tiling from = inputs_of(s), to = outputs_of(s);
  spread_weights(s->channels * s->filters, weights, w->weights, plane(s->channels, s->filters));
  return convolve(w, samples, &from, &to, w->left, w->right, x, s->bias ? bias : NULL, y);
}

bool ck_winograd_backward_input(ck_winograd *w, long samples, const float *g, const float *weights, float *dx) {
  const ck_convolution_shape *s = &w->shape;
  long matrix = s->channels * s->filters;
  for (long place = 0; place < 9; place++) {
    ck_transpose(s->channels, s->filters, weights + (8 - place) * matrix, w->turned + place * matrix);
  }
  spread_weights(matrix, w->turned, w->weights, plane(s->channels, s->filters));
  tiling from = cut(s->outHeight, s->outWidth, s->filters, s->height, s->width, 2 - s->top, 2 - s->left);
  tiling to = cut(s->height, s->width, s->channels, s->height, s->width, 0, 0);
  return convolve(w, samples, &from, &to, w->right, w->left, g, NULL, dx);
}

bool ck_winograd_backward_weights(ck_winograd *w, long samples, const float *x, const float *g, float *dw, float *db) {
  const ck_convolution_shape *s = &w->shape;
  tiling from = inputs_of(s), to = outputs_of(s);
  long all = samples * to.down * to.across, step = plane(s->channels, s->filters);
  long stepLeft = plane(w->tiles, s->channels), stepRight = plane(w->tiles, s->filters);
  memset(w->weights, 0, sizeof(float) * (unsigned long)(PLACES * step));
  for (long first = 0; first < all; first += w->tiles) {
    long count = all - first < w->tiles ? all - first : w->tiles;
    spread_inputs(&from, first, count, w->zeros, x, w->left, stepLeft);
    spread_outputs(&to, first, count, w->zeros, g, w->right, stepRight);
    ck_product product = {
        .transposeA = true, .rows = s->channels, .columns = s->filters, .inner = count, .a = w->left,
        .leadingA = s->channels, .b = w->right, .leadingB = s->filters, .c = w->weights, .leadingC = s->filters,
        .goesOn = true};
    if (!multiply_places(product, stepLeft, stepRight, step)) return false;
  }
  gather_weights(s->channels * s->filters, w->weights, step, dw);
  if (s->bias) ck_column_sums(samples * s->outHeight * s->outWidth, s->filters, g, db);
  return true;
}
