#include "winograd_transforms.h"

#include "wide.h"

enum { LANES = CK_WINOGRAD_LANES };

// ---- Weights ----

CK_CLONES void ck_spread_weights(long count, const float *from, float *to, long step) {
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

CK_CLONES void ck_gather_weights(long count, const float *from, long step, float *to) {
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

// ---- Images ----

typedef struct {
  long image, row, column;
} tile_place;

CK_INLINE tile_place place_of(const ck_tiling *t, long tile) {
  long image = tile / (t->down * t->across), rest = tile % (t->down * t->across);
  return (tile_place){image, rest / t->across, rest % t->across};
}

CK_INLINE void step_on(const ck_tiling *t, tile_place *place) {
  if (++place->column < t->across) return;
  place->column = 0;
  if (++place->row < t->down) return;
  place->row = 0;
  place->image++;
}

CK_CLONES void ck_spread_inputs(
    const ck_tiling *t, long first, long count, const float *zeros, const float *images, float *to, long step) {
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

CK_CLONES void ck_gather_outputs(
    const ck_tiling *t, long first, long count, const float *from, long step, const float *bias, float *nowhere,
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

CK_CLONES void ck_spread_outputs(
    const ck_tiling *t, long first, long count, const float *zeros, const float *images, float *to, long step) {
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
