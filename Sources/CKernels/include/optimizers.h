/// Updates of parameters from gradients, one pass over memory each, and the loops of gradient clipping. The
/// formulas stand in Sources/NeuralNet/Optimizers and Clipping. Updates are elementwise: a range may be cut
/// anywhere without changing a bit. w parameters, g gradients, all [n].
#ifndef DESCENT_OPTIMIZERS_H
#define DESCENT_OPTIMIZERS_H

#include <stdbool.h>

void ck_sgd(long n, float rate, float *w, const float *g);

/// v velocity.
void ck_momentum(long n, float rate, float beta, float *w, const float *g, float *v);
void ck_nesterov(long n, float rate, float beta, float *w, const float *g, float *v);

/// m, v moments. `fresh1` is 1 − β₁ and `unbias1` 1/(1 − β₁ᵗ), both computed in Double; for β₂ likewise.
typedef struct {
  float rate, beta1, fresh1, unbias1, beta2, fresh2, unbias2, epsilon;
} ck_adam_step;
void ck_adam(long n, ck_adam_step step, float *w, const float *g, float *m, float *v);

/// `decay` is η·λ.
void ck_adamw(long n, ck_adam_step step, float decay, float *w, const float *g, float *m, float *v);
/// `unbias1` is the factor of m and `ahead` that of g.
void ck_nadam(long n, ck_adam_step step, float ahead, float *w, const float *g, float *m, float *v);
/// u largest gradient; `rate` is corrected for the start.
void ck_adamax(
    long n, float rate, float beta1, float fresh1, float beta2, float epsilon, float *w, const float *g, float *m,
    float *u);

/// s sum of squares; v average of squares, u of squared steps; `fresh` is 1 − ρ.
void ck_adagrad(long n, float rate, float epsilon, float *w, const float *g, float *s);
void ck_rmsprop(
    long n, float rate, float rho, float fresh, float epsilon, float *w, const float *g, float *v);
void ck_adadelta(
    long n, float rate, float rho, float fresh, float epsilon, float *w, const float *g, float *v, float *u);

/// x ← factor·x
void ck_scale(long n, float factor, float *x);
/// x ← x bounded to −limit…limit; whether anything changed.
bool ck_bound(long n, float limit, float *x);

#endif
