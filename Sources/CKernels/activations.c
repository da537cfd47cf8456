#include "activations.h"
#include "vectormath.h"

// ---- The functions, one number at a time; f_slope is f′ from x or from y = f(x), whichever is cheaper ----

CK_INLINE float identity(float x) { return x; }

CK_INLINE float sigmoid_slope(float y) { return y * (1.0f - y); }

// (x + 3) / 6 rather than x/6 + 1/2: exact near the left kink, where the result is small.
CK_INLINE float hard_sigmoid(float x) {
  float middle = (x + 3.0f) * (1.0f / 6.0f);
  return x <= -3.0f ? 0.0f : x >= 3.0f ? 1.0f : middle;
}
CK_INLINE float hard_sigmoid_slope(float x) {
  return x > -3.0f ? (x > 3.0f ? 0.0f : 1.0f / 6.0f) : 0.0f;
}

CK_INLINE float tanh_slope(float y) { return (1.0f - y) * (1.0f + y); }

// Bounded so that ∞/∞ cannot arise; at 10³⁰ the quotient has long been 1.
CK_INLINE float softsign(float x) {
  float size = vm_at_most(vm_abs(x), 1e30f);
  return vm_copysign(size / (1.0f + size), x);
}
CK_INLINE float softsign_slope(float x) {
  float s = 1.0f / (1.0f + vm_abs(x));
  return s * s;
}

CK_INLINE float softplus(float x) {
  return (x > 0 ? x : 0.0f) + vm_log_one_plus(vm_exp(-vm_abs(x)));
}

// Written so that NaN counts as positive and passes.
CK_INLINE float leaky(float x, float a) { return x <= 0 ? a * x : x; }
CK_INLINE float leaky_slope(float x, float a) { return x <= 0 ? a : 1.0f; }
CK_INLINE float relu(float x) { return x <= 0 ? 0.0f : x; }

CK_INLINE float elu(float x, float alpha) { return x > 0 ? x : alpha * vm_exp_minus_one(x); }
CK_INLINE float elu_slope(float y, float alpha) { return y > 0 ? 1.0f : y + alpha; }

#define SELU_SCALE 1.0507009873554804934193349852946f
#define SELU_PLATEAU (1.0507009873554804934193349852946f * 1.6732632423543772848170429916717f)
CK_INLINE float selu(float x) {
  return x > 0 ? SELU_SCALE * x : SELU_PLATEAU * vm_exp_minus_one(x);
}
CK_INLINE float selu_slope(float y) { return y > 0 ? SELU_SCALE : y + SELU_PLATEAU; }

// Where a function is x times something that reaches 0, x is bounded on the left so that −∞·0 cannot arise.
CK_INLINE float gelu(float x) { return vm_at_least(x, -20.0f) * vm_normal_at(x).below; }
CK_INLINE float gelu_slope(float x) {
  float bounded = vm_at_most(vm_at_least(x, -20.0f), 20.0f);
  vm_normal normal = vm_normal_at(bounded);
  return normal.below + bounded * normal.density * 0.398942280f;
}

// ½(1 + tanh u) = σ(2u) with u = √(2/π)·(x + 0.044715 x³)
CK_INLINE float gelu_tanh(float x) {
  float bounded = vm_at_least(x, -20.0f);
  float gate = vm_sigmoid(1.59576912f * bounded * (1.0f + 0.044715f * bounded * bounded));
  return bounded * gate;
}
// σ and its slope as quotients of e = e^(−|·|), without cancellation; swish below likewise.
CK_INLINE float gelu_tanh_slope(float x) {
  float bounded = vm_at_most(vm_at_least(x, -20.0f), 20.0f);
  float square = bounded * bounded;
  float e = vm_exp(-vm_abs(1.59576912f * bounded * (1.0f + 0.044715f * square)));
  float s = 1.0f / (1.0f + e);
  float inner = 1.59576912f * (1.0f + 0.134145f * square);
  return (x < 0 ? e * s : s) + bounded * inner * e * s * s;
}

CK_INLINE float swish(float x) { return vm_at_least(x, -120.0f) * vm_sigmoid(x); }
CK_INLINE float swish_slope(float x) {
  float bounded = vm_at_most(vm_at_least(x, -120.0f), 120.0f);
  float e = vm_exp(-vm_abs(bounded));
  float s = 1.0f / (1.0f + e);
  return (x < 0 ? e * s : s) + bounded * e * s * s;
}

// tanh(ln(1 + eˣ)) = n / d with, for e = e^(−|x|), n and d as below: no power of it can overflow.
CK_INLINE float mish(float x) {
  float e = vm_exp(-vm_abs(x));
  float numerator = x < 0 ? e * (e + 2.0f) : 1.0f + 2.0f * e;
  float denominator = x < 0 ? numerator + 2.0f : numerator + 2.0f * e * e;
  return vm_at_least(x, -120.0f) * (numerator / denominator);
}
CK_INLINE float mish_slope(float x) {
  float bounded = vm_at_most(vm_at_least(x, -120.0f), 120.0f);
  float e = vm_exp(-vm_abs(bounded));
  float numerator = x < 0 ? e * (e + 2.0f) : 1.0f + 2.0f * e;
  float denominator = x < 0 ? numerator + 2.0f : numerator + 2.0f * e * e;
  float inverse = 1.0f / denominator;
  // (1 − tanh²)·σ(x) = 4e(1 + e)/d² on the left, 4e²(1 + e)/d² on the right.
  float inner = 4.0f * (x < 0 ? e : e * e) * (1.0f + e) * inverse * inverse;
  return numerator * inverse + bounded * inner;
}

// ---- The loops ----

// out[i] = expression of A = a[i], B = b[i], C = c[i], for all i < n, block after block; the rest goes through
// the same code, padded with zeros.
#define CK_MAP(n, a, b, c, out, expression)                                                            \
  for (long i = 0; i < (n); i += CK_BLOCK) {                                                           \
    const float *as = (a) + i, *bs = (b) + i, *cs = (c) + i;                                           \
    float *outs = (out) + i;                                                                           \
    float pad[4][CK_BLOCK];                                                                            \
    long rest = (n) - i;                                                                               \
    if (rest < CK_BLOCK) {                                                                             \
      memset(pad, 0, sizeof pad);                                                                      \
      memcpy(pad[0], as, sizeof(float) * (unsigned long)rest);                                         \
      memcpy(pad[1], bs, sizeof(float) * (unsigned long)rest);                                         \
      memcpy(pad[2], cs, sizeof(float) * (unsigned long)rest);                                         \
      as = pad[0], bs = pad[1], cs = pad[2], outs = pad[3];                                            \
    }                                                                                                  \
    CK_LANES {                                                                                         \
      float A = as[k], B = bs[k], C = cs[k];                                                           \
      (void)A, (void)B, (void)C;                                                                       \
      outs[k] = (expression);                                                                          \
    }                                                                                                  \
    if (rest < CK_BLOCK) memcpy((out) + i, pad[3], sizeof(float) * (unsigned long)rest);               \
  }

bool ck_activation_backward_reads_output(ck_activation f) {
  switch (f) {
  case CK_IDENTITY: case CK_SIGMOID: case CK_TANH: case CK_RELU: case CK_LEAKY_RELU: case CK_ELU:
  case CK_SELU:
    return true;
  case CK_HARD_SIGMOID: case CK_SOFTSIGN: case CK_SOFTPLUS: case CK_GELU: case CK_GELU_TANH:
  case CK_SWISH: case CK_MISH:
    return false;
  }
  return false;
}

#define FORWARD(expression) CK_MAP(n, x, x, x, y, expression) break

CK_CLONES void ck_activation_forward(
  ck_activation f, float parameter, long n, const float *x, float *y) {
  switch (f) {
  case CK_IDENTITY: FORWARD(identity(A));
  case CK_SIGMOID: FORWARD(vm_sigmoid(A));
  case CK_HARD_SIGMOID: FORWARD(hard_sigmoid(A));
  case CK_TANH: FORWARD(vm_tanh(A));
  case CK_SOFTSIGN: FORWARD(softsign(A));
  case CK_SOFTPLUS: FORWARD(softplus(A));
  case CK_RELU: FORWARD(relu(A));
  case CK_LEAKY_RELU: FORWARD(leaky(A, parameter));
  case CK_ELU: FORWARD(elu(A, parameter));
  case CK_SELU: FORWARD(selu(A));
  case CK_GELU: FORWARD(gelu(A));
  case CK_GELU_TANH: FORWARD(gelu_tanh(A));
  case CK_SWISH: FORWARD(swish(A));
  case CK_MISH: FORWARD(mish(A));
  }
}

// A is x or y, as ck_activation_backward_reads_output says.
#define BACKWARD(kept, slope) CK_MAP(n, kept, g, g, dx, B * (slope)) break

CK_CLONES void ck_activation_backward(
  ck_activation f, float parameter, long n, const float *x, const float *y, const float *g, float *dx) {
  switch (f) {
  case CK_IDENTITY: BACKWARD(y, 1.0f);
  case CK_SIGMOID: BACKWARD(y, sigmoid_slope(A));
  case CK_HARD_SIGMOID: BACKWARD(x, hard_sigmoid_slope(A));
  case CK_TANH: BACKWARD(y, tanh_slope(A));
  case CK_SOFTSIGN: BACKWARD(x, softsign_slope(A));
  case CK_SOFTPLUS: BACKWARD(x, vm_sigmoid(A));
  case CK_RELU: BACKWARD(y, leaky_slope(A, 0.0f));
  case CK_LEAKY_RELU: BACKWARD(y, leaky_slope(A, parameter));
  case CK_ELU: BACKWARD(y, elu_slope(A, parameter));
  case CK_SELU: BACKWARD(y, selu_slope(A));
  case CK_GELU: BACKWARD(x, gelu_slope(A));
  case CK_GELU_TANH: BACKWARD(x, gelu_tanh_slope(A));
  case CK_SWISH: BACKWARD(x, swish_slope(A));
  case CK_MISH: BACKWARD(x, mish_slope(A));
  }
}

CK_INLINE void leaky_row(long n, const float *a, const float *x, float *y) {
  CK_MAP(n, x, a, x, y, leaky(A, B))
}

CK_INLINE void leaky_row_backward(long n, const float *a, const float *x, const float *g, float *dx) {
  CK_MAP(n, x, a, g, dx, C * leaky_slope(A, B))
}

CK_CLONES void ck_leaky_forward(long n, const float *a, const float *x, float *y) {
  leaky_row(n, a, x, y);
}

CK_CLONES void ck_leaky_backward(long n, const float *a, const float *x, const float *g, float *dx) {
  leaky_row_backward(n, a, x, g, dx);
}

CK_CLONES void ck_leaky_rows_forward(
  long rows, long width, const float *a, const float *x, float *y) {
  for (long row = 0; row < rows; row++) leaky_row(width, a, x + row * width, y + row * width);
}

CK_CLONES void ck_leaky_rows_backward(
  long rows, long width, const float *a, const float *x, const float *g, float *dx) {
  for (long row = 0; row < rows; row++) {
    leaky_row_backward(width, a, x + row * width, g + row * width, dx + row * width);
  }
}

CK_CLONES void ck_leaky_rows_slope_gradient(
  long rows, long width, const float *x, const float *g, float *da) {
  memset(da, 0, sizeof(float) * (unsigned long)width);
  for (long row = 0; row < rows; row++) {
    const float *xs = x + row * width, *gs = g + row * width;
    CK_MAP(width, xs, gs, da, da, C + (A <= 0 ? A * B : 0.0f))
  }
}
