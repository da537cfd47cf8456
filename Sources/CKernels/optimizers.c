#include "optimizers.h"
#include "vectormath.h"
#include <math.h>
#include <stddef.h>

// A statement on W, G, M and V, the numbers of one place, for a whole block. `memory` is how many of m and v there are.
#define UPDATE_BLOCK(memory, ws, gs, ms, vs, statement)                       \
  CK_LANES {                                                                  \
    float W = (ws)[k], G = (gs)[k];                                           \
    float M = (memory) > 0 ? (ms)[k] : 0.0f, V = (memory) > 1 ? (vs)[k] : 0.0f; \
    (void)M, (void)V;                                                         \
    statement;                                                                \
    (ws)[k] = W;                                                              \
    if ((memory) > 0) (ms)[k] = M;                                            \
    if ((memory) > 1) (vs)[k] = V;                                            \
  }

// Block after block; the rest goes through the same code in padded copies.
#define UPDATE(n, memory, w, g, m, v, statement)                                                          \
  long whole = (n) / CK_BLOCK * CK_BLOCK;                                                                 \
  for (long i = 0; i < whole; i += CK_BLOCK) {                                                            \
    UPDATE_BLOCK(memory, (w) + i, (g) + i, (m) + i, (v) + i, statement)                                   \
  }                                                                                                       \
  if (whole < (n)) {                                                                                      \
    float pad[4][CK_BLOCK] = {{0}};                                                                       \
    size_t rest = sizeof(float) * (size_t)((n) - whole);                                                  \
    memcpy(pad[0], (w) + whole, rest);                                                                    \
    memcpy(pad[1], (g) + whole, rest);                                                                    \
    if ((memory) > 0) memcpy(pad[2], (m) + whole, rest);                                                  \
    if ((memory) > 1) memcpy(pad[3], (v) + whole, rest);                                                  \
    UPDATE_BLOCK(memory, pad[0], pad[1], pad[2], pad[3], statement)                                       \
    memcpy((w) + whole, pad[0], rest);                                                                    \
    if ((memory) > 0) memcpy((m) + whole, pad[2], rest);                                                  \
    if ((memory) > 1) memcpy((v) + whole, pad[3], rest);                                                  \
  }

CK_CLONES void ck_sgd(long n, float rate, float *w, const float *g) {
  UPDATE(n, 0, w, g, w, w, W -= rate * G)
}

CK_CLONES void ck_momentum(long n, float rate, float beta, float *w, const float *g, float *v) {
  UPDATE(n, 1, w, g, v, v, { M = beta * M - rate * G; W += M; })
}

CK_CLONES void ck_nesterov(long n, float rate, float beta, float *w, const float *g, float *v) {
  UPDATE(n, 1, w, g, v, v, { M = beta * M - rate * G; W += beta * M - rate * G; })
}

CK_CLONES void ck_adam(long n, ck_adam_step step, float *w, const float *g, float *m, float *v) {
  float rate = step.rate * step.unbias1;
  UPDATE(n, 2, w, g, m, v, {
    M = step.beta1 * M + step.fresh1 * G;
    V = step.beta2 * V + step.fresh2 * G * G;
    W -= rate * M / (sqrtf(V * step.unbias2) + step.epsilon);
  })
}

CK_CLONES void ck_adamw(long n, ck_adam_step step, float decay, float *w, const float *g, float *m, float *v) {
  float rate = step.rate * step.unbias1;
  UPDATE(n, 2, w, g, m, v, {
    M = step.beta1 * M + step.fresh1 * G;
    V = step.beta2 * V + step.fresh2 * G * G;
    W -= decay * W + rate * M / (sqrtf(V * step.unbias2) + step.epsilon);
  })
}

CK_CLONES void ck_nadam(long n, ck_adam_step step, float ahead, float *w, const float *g, float *m, float *v) {
  UPDATE(n, 2, w, g, m, v, {
    M = step.beta1 * M + step.fresh1 * G;
    V = step.beta2 * V + step.fresh2 * G * G;
    W -= step.rate * (step.unbias1 * M + ahead * G) / (sqrtf(V * step.unbias2) + step.epsilon);
  })
}

CK_CLONES void ck_adamax(
    long n, float rate, float beta1, float fresh1, float beta2, float epsilon, float *w, const float *g, float *m,
    float *u) {
  UPDATE(n, 2, w, g, m, u, {
    M = beta1 * M + fresh1 * G;
    V = vm_at_least(vm_abs(G) + epsilon, beta2 * V);
    W -= rate * M / V;
  })
}

CK_CLONES void ck_adagrad(long n, float rate, float epsilon, float *w, const float *g, float *s) {
  UPDATE(n, 1, w, g, s, s, { M += G * G; W -= rate * G / (sqrtf(M) + epsilon); })
}

CK_CLONES void ck_rmsprop(
    long n, float rate, float rho, float fresh, float epsilon, float *w, const float *g, float *v) {
  UPDATE(n, 1, w, g, v, v, { M = rho * M + fresh * G * G; W -= rate * G / (sqrtf(M) + epsilon); })
}

CK_CLONES void ck_adadelta(
    long n, float rate, float rho, float fresh, float epsilon, float *w, const float *g, float *v, float *u) {
  UPDATE(n, 2, w, g, v, u, {
    M = rho * M + fresh * G * G;
    float step = G * sqrtf(V + epsilon) / sqrtf(M + epsilon);
    V = rho * V + fresh * step * step;
    W -= rate * step;
  })
}

CK_CLONES void ck_scale(long n, float factor, float *x) {
  for (long i = 0; i < n; i++) x[i] *= factor;
}

CK_CLONES bool ck_bound(long n, float limit, float *x) {
  int changed = 0;
  for (long i = 0; i < n; i++) {
    changed |= vm_abs(x[i]) > limit;
    x[i] = vm_at_most(vm_at_least(x[i], -limit), limit);
  }
  return changed != 0;
}
