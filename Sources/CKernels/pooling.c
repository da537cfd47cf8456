#include "pooling.h"

#include "multiversion.h"

#include <string.h>

// Upper left corner of the window that belongs to output pixel (i, j) of sample n.
CK_INLINE long corner(const ck_pooling_shape *s, long n, long i, long j) {
  return ((n * s->height + i * s->stride) * s->width + j * s->stride) * s->channels;
}

CK_INLINE long pixel(const ck_pooling_shape *s, long n, long i, long j) {
  return ((n * s->outHeight + i) * s->outWidth + j) * s->channels;
}

#define FOR_EVERY_OUTPUT(s)                \
  for (long n = 0; n < samples; n++)       \
    for (long i = 0; i < s.outHeight; i++) \
      for (long j = 0; j < s.outWidth; j++)

#define FOR_EVERY_PLACE(s)                    \
  for (long a = 0; a < s.windowHeight; a++)   \
    for (long b = 0; b < s.windowWidth; b++)

CK_CLONES void ck_maxpool_forward(
    ck_pooling_shape s, long samples, const float *restrict x, float *restrict y, int32_t *restrict winners) {
  FOR_EVERY_OUTPUT(s) {
    const float *from = x + corner(&s, n, i, j);
    float *restrict best = y + pixel(&s, n, i, j);
    int32_t *restrict winner = winners + pixel(&s, n, i, j);
    for (long c = 0; c < s.channels; c++) {
      best[c] = from[c];
      winner[c] = 0;
    }
    FOR_EVERY_PLACE(s) {
      const float *restrict number = from + (a * s.width + b) * s.channels;
      int32_t place = (int32_t)(a * s.windowWidth + b);
      for (long c = 0; c < s.channels; c++) {
        int wins = (number[c] > best[c]) | (number[c] != number[c]);
        best[c] = wins ? number[c] : best[c];
        winner[c] = wins ? place : winner[c];
      }
    }
  }
}

CK_CLONES void ck_maxpool_backward(
    ck_pooling_shape s, long samples, const float *restrict g, const int32_t *restrict winners, float *restrict dx) {
  memset(dx, 0, sizeof(float) * samples * s.height * s.width * s.channels);
  FOR_EVERY_OUTPUT(s) {
    float *to = dx + corner(&s, n, i, j);
    const float *restrict slope = g + pixel(&s, n, i, j);
    const int32_t *restrict winner = winners + pixel(&s, n, i, j);
    FOR_EVERY_PLACE(s) {
      float *restrict number = to + (a * s.width + b) * s.channels;
      int32_t place = (int32_t)(a * s.windowWidth + b);
      for (long c = 0; c < s.channels; c++) number[c] += winner[c] == place ? slope[c] : 0.0f;
    }
  }
}

CK_CLONES void ck_avgpool_forward(ck_pooling_shape s, long samples, const float *restrict x, float *restrict y) {
  float share = 1.0f / (float)(s.windowHeight * s.windowWidth);
  FOR_EVERY_OUTPUT(s) {
    const float *from = x + corner(&s, n, i, j);
    float *restrict to = y + pixel(&s, n, i, j);
    // Sixteen channels at a time, a window's row and then the rows: short sums lose little.
    for (long start = 0; start < s.channels; start += 16) {
      long width = s.channels - start < 16 ? s.channels - start : 16;
      float total[16] = {0};
      for (long a = 0; a < s.windowHeight; a++) {
        float sum[16] = {0};
        for (long b = 0; b < s.windowWidth; b++) {
          const float *number = from + (a * s.width + b) * s.channels + start;
          if (width == 16) {
            for (int c = 0; c < 16; c++) sum[c] += number[c];
          } else {
            for (int c = 0; c < width; c++) sum[c] += number[c];
          }
        }
        for (int c = 0; c < 16; c++) total[c] += sum[c];
      }
      for (int c = 0; c < width; c++) to[start + c] = total[c] * share;
    }
  }
}

CK_CLONES void ck_avgpool_backward(ck_pooling_shape s, long samples, const float *restrict g, float *restrict dx) {
  float share = 1.0f / (float)(s.windowHeight * s.windowWidth);
  memset(dx, 0, sizeof(float) * samples * s.height * s.width * s.channels);
  FOR_EVERY_OUTPUT(s) {
    float *to = dx + corner(&s, n, i, j);
    const float *restrict slope = g + pixel(&s, n, i, j);
    FOR_EVERY_PLACE(s) {
      float *restrict number = to + (a * s.width + b) * s.channels;
      for (long c = 0; c < s.channels; c++) number[c] += slope[c] * share;
    }
  }
}
