#include "randomness.h"

#include "wide.h"

static const uint64_t increment = 0x9E3779B97F4A7C15u;

// SplitMix64, as in Sources/Basis/Random.swift.
CK_INLINE uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

CK_INLINE uint64_t output(uint64_t key, long n) { return mix(key + ((uint64_t)n + 1) * increment); }

uint64_t ck_draw(uint64_t key, long n) { return output(key, n); }

CK_CLONES void ck_dropout(
    uint64_t key, long first, long rows, long width, uint32_t threshold, float scale, const float *restrict in,
    float *restrict out) {
  for (long r = 0; r < rows; r++) {
    uint64_t start = output(key, first + r);
    const float *restrict from = in + r * width;
    float *restrict to = out + r * width;
    for (long i = 0; i < width; i++) {
      uint32_t draw = (uint32_t)(output(start, i) >> 32);
      to[i] = draw >= threshold ? from[i] * scale : 0.0f;
    }
  }
}

CK_CLONES void ck_uniform(
    uint64_t key, long first, long rows, long width, float lower, float upper, float *restrict out) {
  for (long r = 0; r < rows; r++) {
    uint64_t start = output(key, first + r);
    float *restrict to = out + r * width;
    for (long i = 0; i < width; i++) {
      // 24 bits are what a float's significand holds.
      uint32_t draw = (uint32_t)(output(start, i) >> 40);
      to[i] = lower + (upper - lower) * ((float)(int32_t)draw * 0x1p-24f);
    }
  }
}
