#include "randomness.h"

#include "vectormath.h"
#include "wide.h"

#include <math.h>

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

CK_CLONES void ck_alpha_dropout(
    uint64_t key, long first, long rows, long width, uint32_t threshold, float scale, float shift, float dropped,
    const float *restrict in, float *restrict out) {
  for (long r = 0; r < rows; r++) {
    uint64_t start = output(key, first + r);
    const float *restrict from = in + r * width;
    float *restrict to = out + r * width;
    for (long i = 0; i < width; i++) {
      uint32_t draw = (uint32_t)(output(start, i) >> 32);
      to[i] = draw >= threshold ? from[i] * scale + shift : dropped;
    }
  }
}

// Uniform in 0 ..< 1 with the 24 bits that a float's significand holds.
CK_INLINE float fraction(uint64_t draw) { return (float)(int32_t)(draw >> 40) * 0x1p-24f; }

// ln v for 2⁻²⁴ ≤ v ≤ 1. With v = m / 2ᵏ and ½ ≤ m ≤ 1 it is −k·ln 2 − ln(1 + (1 − m) / m): nothing cancels near 1.
CK_INLINE float log_of_fraction(float v) {
  uint32_t k = 126u - (vm_bits(v) >> 23);
  float m = vm_float(vm_bits(v) + (k << 23));
  return -(float)(int32_t)k * 0.693147182f - vm_log_one_plus((1.0f - m) / m);
}

// cos 2πw for 0 ≤ w < 1, as 2·sin²(π(w − ½)) − 1 with the sine's series up to the 11th power.
CK_INLINE float cosine_of_turn(float w) {
  float t = 3.14159265f * (w - 0.5f);
  float z = t * t;
  float p = -2.50521084e-8f;
  p = p * z + 2.75573192e-6f;
  p = p * z - 1.98412698e-4f;
  p = p * z + 8.33333333e-3f;
  p = p * z - 1.66666667e-1f;
  float sine = p * z * t + t;
  return 2.0f * sine * sine - 1.0f;
}

CK_CLONES void ck_add_normal(
    uint64_t key, long first, long rows, long width, float deviation, const float *restrict in,
    float *restrict out) {
  for (long r = 0; r < rows; r++) {
    uint64_t start = output(key, first + r);
    const float *restrict from = in + r * width;
    float *restrict to = out + r * width;
    for (long i = 0; i < width; i++) {
      float square = -2.0f * log_of_fraction(1.0f - fraction(output(start, 2 * i)));
      float normal = sqrtf(vm_at_least(square, 0.0f)) * cosine_of_turn(fraction(output(start, 2 * i + 1)));
      to[i] = from[i] + deviation * normal;
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
