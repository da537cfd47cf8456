/// Exponential, logarithm, tanh, sigmoid and the normal distribution without branches or tables, so that loops
/// of them become vector instructions. Errors stay below a few units in the last place (tests measure them);
/// infinities give the limits, NaN gives NaN.
///
/// Polynomials are minimax fits (Remez) made with 40 digits.
#ifndef DESCENT_VECTORMATH_H
#define DESCENT_VECTORMATH_H

#include "multiversion.h"
#include <stdint.h>
#include <string.h>

CK_INLINE uint32_t vm_bits(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

CK_INLINE float vm_float(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

CK_INLINE uint64_t vm_bits_of_double(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

CK_INLINE double vm_double(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

CK_INLINE float vm_abs(float x) { return vm_float(vm_bits(x) & 0x7FFFFFFFu); }
CK_INLINE float vm_copysign(float size, float sign) {
  return vm_float((vm_bits(size) & 0x7FFFFFFFu) | (vm_bits(sign) & 0x80000000u));
}

// The comparison is false for NaN, which therefore passes through.
CK_INLINE float vm_at_least(float x, float bound) { return x < bound ? bound : x; }
CK_INLINE float vm_at_most(float x, float bound) { return x > bound ? bound : x; }

// x = n·ln 2 + r with whole n and |r| ≤ ln 2 / 2.
typedef struct {
  uint32_t n; // two's complement
  float r;
} vm_reduced;

CK_INLINE vm_reduced vm_reduce(float x) {
  // Adding 1.5·2²³ leaves the nearest whole number in the last bits of the significand.
  const float shift = 12582912.0f;
  float shifted = x * 1.44269504f + shift;
  float n = shifted - shift;
  // ln 2 in two parts, the first so short that n times it is exact.
  float r = x - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  return (vm_reduced){vm_bits(shifted) - vm_bits(shift), r};
}

// (eʳ − 1 − r) / r²
CK_INLINE float vm_exp_rest(float r) {
  float p = 1.38144639e-3f;
  p = p * r + 8.36878038e-3f;
  p = p * r + 4.16683943e-2f;
  p = p * r + 1.66665201e-1f;
  return p * r + 4.99999934e-1f;
}

// 2ⁿ for −126 ≤ n ≤ 127; 0 for −127.
CK_INLINE float vm_power_of_two(uint32_t n) { return vm_float((n + 127u) << 23); }

// e^(x + rest) for a small rest; without it eˣ. Down to the subnormals, 0 below, ∞ above.
CK_INLINE float vm_exp_sum(float x, float rest) {
  vm_reduced reduced = vm_reduce(vm_at_most(vm_at_least(x, -105.0f), 89.0f));
  float r = reduced.r + rest;
  float p = r * r * vm_exp_rest(r) + r + 1.0f;
  // In two factors, since n may leave the range of one.
  uint32_t half = (uint32_t)((int32_t)reduced.n >> 1);
  return p * vm_power_of_two(half) * vm_power_of_two(reduced.n - half);
}

CK_INLINE float vm_exp(float x) { return vm_exp_sum(x, 0.0f); }

// eˣ − 1 for x ≤ 0, without cancellation near 0.
CK_INLINE float vm_exp_minus_one(float x) {
  vm_reduced reduced = vm_reduce(vm_at_least(x, -88.0f));
  float r = reduced.r;
  float p = r * r * vm_exp_rest(r) + r;
  float scale = vm_power_of_two(reduced.n);
  return scale * p + (scale - 1.0f);
}

// ln(1 + u) for 0 ≤ u ≤ 1, as 2·artanh(u / (2 + u)).
CK_INLINE float vm_log_one_plus(float u) {
  float s = u / (2.0f + u);
  float z = s * s;
  float p = 2.80244588e-1f;
  p = p * z + 2.79991411e-1f;
  p = p * z + 4.00216991e-1f;
  p = p * z + 6.66664131e-1f;
  return p * z * s + 2.0f * s;
}

// The same for u ≥ 0 in double precision. With 1 + u = 2ⁿ·m and √½ ≤ m < √2 it is n·ln 2 + ln m; the bits of u that the
// sum 1 + u has lost come back to first order.
CK_INLINE double vm_log_one_plus_double(double u) {
  double sum = 1.0 + u;
  double lost = (u - (sum - 1.0)) / sum;
  uint64_t bits = vm_bits_of_double(sum);
  // As many powers of two above 1 as lie above √½; the top bits of 2⁵² + n are those of a number that is n more than it.
  uint64_t n = (bits - 0x3FE6A09E667F3BCDu) >> 52;
  double m = vm_double(bits - (n << 52));
  double count = vm_double(n | 0x4330000000000000u) - 4503599627370496.0;
  double s = (m - 1.0) / (m + 1.0), z = s * s;
  // artanh(s) / s, as far as s ≤ 0.172 needs it
  double p = 1.0 / 21;
  p = p * z + 1.0 / 19;
  p = p * z + 1.0 / 17;
  p = p * z + 1.0 / 15;
  p = p * z + 1.0 / 13;
  p = p * z + 1.0 / 11;
  p = p * z + 1.0 / 9;
  p = p * z + 1.0 / 7;
  p = p * z + 1.0 / 5;
  p = p * z + 1.0 / 3;
  return count * 0.693147180559945309 + (2.0 * s + (2.0 * s * z * p + lost));
}

CK_INLINE float vm_tanh(float x) {
  float e = vm_exp_minus_one(-2.0f * vm_abs(x));
  return vm_copysign(e / (e + 2.0f), x);
}

// In terms of e^(−|x|), which cannot overflow.
CK_INLINE float vm_sigmoid(float x) {
  float e = vm_exp(-vm_abs(x));
  return (x < 0 ? e : 1.0f) / (1.0f + e);
}

// Of the standard normal distribution: `density` times √(2π), and `below` = P(X ≤ x).
typedef struct {
  float density;
  float below;
} vm_normal;

CK_INLINE vm_normal vm_normal_at(float x) {
  float t = vm_at_most(vm_abs(x), 15.0f);
  // t² with its rounding error: the square of the leading half is exact.
  float head = vm_float(vm_bits(t) & 0xFFFFF000u);
  float e = vm_exp_sum(-0.5f * head * head, -0.5f * (t - head) * (t + head));
  // P(X ≤ −t) / e^(−t²/2) is a polynomial of 1/(1 + 0.28 t).
  float u = 1.0f / (1.0f + 0.28f * t);
  float p = 1.82946358e-2f;
  p = p * u - 5.98666981e-2f;
  p = p * u + 1.68149161e-2f;
  p = p * u + 8.82636246e-2f;
  p = p * u - 2.68782751e-5f;
  p = p * u + 1.19135401e-1f;
  p = p * u + 9.21227620e-2f;
  p = p * u + 1.13764368e-1f;
  p = p * u + 1.11488355e-1f;
  p = p * u + 9.52962951e-6f;
  float tail = e * p;
  return (vm_normal){e, x < 0 ? tail : 1.0f - tail};
}

#endif
